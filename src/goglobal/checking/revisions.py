"""Which names that hold a revision were delivered, and whether the same would go out under them.

Only those files are rendered, so this costs nothing where no name holds a revision or nothing was
delivered yet. A document that lists the others' digests has changed where any of them has; in
a zip nothing can be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from goglobal.checking.documents import context_of
from goglobal.deliverables import base
from goglobal.deliverables.base import Rendering, find_format
from goglobal.digests import digest_bytes, digest_file
from goglobal.errors import GoGlobalError
from goglobal.naming import UNKNOWN_DIGEST, delivered_name, delivered_names, renderings, whole
from goglobal.plans import Assignment
from goglobal.profiles.templates import fields_of
from goglobal.rules.delivered import DeliveredName, MadeDocument


def has_revisions(assignment: Assignment) -> bool:
    """Whether any name of the target's files holds a revision."""
    return any("revision" in fields_of(one.name) for one in assignment.profile.deliverables)


def names_of(
    assignment: Assignment, delivered: Mapping[str, str], made: Iterable[MadeDocument] = ()
) -> tuple[DeliveredName, ...]:
    """The names of what will be delivered, with the digests of what was and would be.

    `delivered` gives sha256 by object key, digests in the key stood in for (`planned_key`); `made`
    are the documents that were made to be judged, which are not made again.
    """
    if not delivered or not has_revisions(assignment):
        return delivered_names(assignment)
    documents = {one.key: one.data for one in made}
    context = context_of(assignment, renderings(whole(assignment), strict=False))
    found: list[DeliveredName] = []
    listings: list[int] = []
    for rendering in renderings(assignment, strict=False):
        name = delivered_name(assignment, rendering)
        then = delivered.get(name.key, "")
        if find_format(rendering.format).sight == "content":
            listings.append(len(found))
            name = msgspec.structs.replace(name, delivered=then, sha256=then)
        elif then and rendering.revision is not None:
            now = _digest(rendering, context, documents.get(name.key))
            name = msgspec.structs.replace(name, delivered=then, sha256=now)
        found.append(name)
    others = (name for index, name in enumerate(found) if index not in listings)
    if any(name.revision is not None and not _stands(name) for name in others):
        # a document that lists the others is another one when any of them is, or is new
        for index in listings:
            found[index] = msgspec.structs.replace(found[index], sha256=UNKNOWN_DIGEST)
    return tuple(found)


def _stands(name: DeliveredName) -> bool:
    return bool(name.delivered) and name.delivered == name.sha256


def _digest(rendering: Rendering, context: base.Context, made: bytes | None) -> str:
    """sha256 of a file as it would be made; empty: that cannot be told now."""
    form = find_format(rendering.format)
    try:
        if made is not None:
            return digest_bytes(made).sha256
        if form.copied and rendering.source is not None:
            return digest_file(Path(context.assignment.series.root, rendering.source)).sha256
        return digest_bytes(base.render(rendering, context)).sha256
    except (GoGlobalError, OSError):
        return ""  # what keeps it from being made, other rules and the build tell
