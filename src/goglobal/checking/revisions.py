"""Which names that hold a revision were delivered, and whether the same would go out under them.

Only those files are rendered, so this costs nothing where no name holds a revision or nothing was
delivered yet. A document that lists the others' digests has changed where any of them has; in
a zip nothing can be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from goglobal.checking.documents import context_of
from goglobal.deliverables import base
from goglobal.deliverables.base import Rendering, find_format
from goglobal.digests import digest_bytes, digest_file
from goglobal.errors import GoGlobalError
from goglobal.naming import UNKNOWN_DIGEST, delivered_names, planned_key, renderings, whole
from goglobal.plans import Assignment
from goglobal.profiles.templates import fields_of
from goglobal.rules.delivered import DeliveredName


def has_revisions(assignment: Assignment) -> bool:
    """Whether any name of the target's files holds a revision."""
    return any("revision" in fields_of(one.name) for one in assignment.profile.deliverables)


def names_of(assignment: Assignment, delivered: Mapping[str, str]) -> tuple[DeliveredName, ...]:
    """The names of what will be delivered, with the digests of what was and would be.

    `delivered` gives sha256 by object key, digests in the key stood in for (`planned_key`).
    """
    if not delivered or not has_revisions(assignment):
        return delivered_names(assignment)
    every = renderings(whole(assignment), strict=False)
    context = context_of(assignment, every)
    found = []
    own = renderings(assignment, strict=False)
    for rendering, name in zip(own, delivered_names(assignment), strict=True):
        then = delivered.get(planned_key(assignment, rendering), "")
        now = ""
        if then and rendering.revision is not None:
            # of what lists the others the digest is not known: as long as none changed, the same
            listing = find_format(rendering.format).sight == "content"
            now = then if listing else _digest(rendering, context)
        found.append(msgspec.structs.replace(name, delivered=then, sha256=now))
    if any(name.revision is not None and name.delivered != name.sha256 for name in found):
        found = [_listing(name, r) for name, r in zip(found, own, strict=True)]
    return tuple(found)


def _listing(name: DeliveredName, rendering: Rendering) -> DeliveredName:
    """A document that lists the others is another one when any of them is."""
    if find_format(rendering.format).sight != "content":
        return name
    return msgspec.structs.replace(name, sha256=UNKNOWN_DIGEST)


def _digest(rendering: Rendering, context: base.Context) -> str:
    """sha256 of a file as it would be made; empty: that cannot be told now."""
    form = find_format(rendering.format)
    try:
        if form.copied and rendering.source is not None:
            return digest_file(Path(context.assignment.series.root, rendering.source)).sha256
        return digest_bytes(base.render(rendering, context)).sha256
    except (GoGlobalError, OSError):
        return ""  # what keeps it from being made, other rules and the build tell
