"""The MovieLabs documents of a target, made to be judged before anything is built.

Nothing is held yet and no other file is rendered, so lengths and digests are stood in for; they
are judged when the bundle is built (`bundling.judging`).
"""

from __future__ import annotations

import os
from functools import lru_cache, partial
from pathlib import Path

import msgspec

from goglobal.deliverables import base
from goglobal.deliverables.base import Context, Rendering, find_format
from goglobal.deliverables.selection import cut_of, target_languages
from goglobal.digests import Digest, read_bytes
from goglobal.errors import Argument, GoGlobalError
from goglobal.findings import Skipped
from goglobal.messages import N_
from goglobal.naming import (
    UNKNOWN_DIGEST,
    location,
    planned_key,
    renderings,
    whole,
)
from goglobal.plans import Assignment
from goglobal.rules.delivered import MadeDocument

SCHEMAS = "GOGLOBAL_MDDF_SCHEMAS"
"""The environment variable that names a folder of MovieLabs' schemas."""
JUDGING = "DLV004"
"""The rule under which it is told that documents are not judged."""
_UNKNOWN = Digest(bytes=1, sha256=UNKNOWN_DIGEST, md5="0" * 32)


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What a target gets of such documents, or why they cannot be made yet."""

    documents: tuple[MadeDocument, ...] = ()
    others: tuple[str, ...] = ()
    """Files that this run leaves out and documents may refer to: paths and keys."""
    reason: str = ""
    """A message id; empty: they could be made."""
    arguments: dict[str, Argument] = {}


def is_judged(format_name: str) -> bool:
    """Whether the documents of a format are judged."""
    return bool(find_format(format_name).schema)


def made_documents(assignment: Assignment) -> Made:
    """Every MEC and MMC of this run, which see all that goes to the target.

    Raises ProfileError for names that cannot be. What keeps a document from being made is what
    other rules tell of: then none is judged, and the reason says why.
    """
    if not any(is_judged(one.format) for one in assignment.profile.deliverables):
        return Made()
    every = whole(assignment)
    described = renderings(every, strict=False)
    context = context_of(assignment, described)
    own = renderings(assignment, strict=False)
    documents = []
    for rendering in own:
        if not is_judged(rendering.format):
            continue
        try:
            data = base.render(rendering, context)
        except GoGlobalError as error:
            return Made(reason=error.message, arguments=error.arguments)
        documents.append(
            MadeDocument(
                path=rendering.path,
                format=rendering.format,
                data=data,
                language=rendering.language,
                episode=rendering.episode,
                key=planned_key(assignment, rendering),
            )
        )
    there = {(r.bundle, r.path) for r in own}
    left = [r for r in described if (r.bundle, r.path) not in there]
    others = tuple(place for r in left for place in (planned_key(every, r), r.path))
    return Made(documents=tuple(documents), others=others)


def context_of(assignment: Assignment, described: tuple[Rendering, ...]) -> Context:
    """What renderers may look at before anything is built; lengths and digests are stood in for.

    `described` is every file that goes to the target, in all of its languages.
    """
    return Context(
        assignment=assignment,
        languages=target_languages(assignment),
        episodes=assignment.episodes,
        read=lru_cache(maxsize=64)(partial(_read, assignment.series.root)),
        described=tuple(r for r in described if find_format(r.format).sight != "content"),
        digest=lambda _: _UNKNOWN,
        location=partial(_location, assignment),
        cut=cut_of(assignment),
    )


def unjudged(made: Made, schemas: str) -> Skipped | None:
    """Why documents are not judged, or not by their schemas; `schemas` is the folder of these as
    it was named."""
    if made.reason:
        return Skipped(code=JUDGING, reason=made.reason, arguments=made.arguments)
    if not made.documents or os.path.isdir(schemas):
        return None
    if schemas:
        reason = N_("{name} names {folder}, and there is no such folder")
        return Skipped(code=JUDGING, reason=reason, arguments={"name": SCHEMAS, "folder": schemas})
    reason = N_("no schemas of MovieLabs' are at hand: let {name} name a folder of them")
    return Skipped(code=JUDGING, reason=reason, arguments={"name": SCHEMAS})


def _location(assignment: Assignment, own: Rendering, other: Rendering) -> str:
    sha256 = UNKNOWN_DIGEST if other.role == "video" else None
    return location(assignment, own, other, sha256)


def _read(root: str, name: str) -> bytes:
    real, inside = os.path.realpath(Path(root, name)), os.path.realpath(root)
    if os.path.commonpath([real, inside]) != inside:
        raise GoGlobalError(N_("{path} leads out of the series folder"), {"path": name})
    try:
        return read_bytes(real)
    except OSError as error:
        raise GoGlobalError(
            N_("{path} cannot be read: {reason}"),
            {"path": name, "reason": error.strerror or str(error)},
        ) from error
