"""Paths in bundles: what may be one, wherever it comes from (a profile, a name, a manifest)."""

from __future__ import annotations

from goglobal.errors import GoGlobalError
from goglobal.messages import N_
from goglobal.project import names

MANIFEST = "manifest.json"
"""The commit object, in every bundle's folder."""
SUMS = "SHA256SUMS"
"""The sums of a bundle's files, beside it."""
_LONGEST_PART = 255
_LONGEST = 1024


def check_path(path: str) -> None:
    """Raise GoGlobalError where `path` can be no path in a bundle.

    What passes stays inside its folder on every system, and reads as what it is.
    """
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts):
        raise GoGlobalError(
            N_("“{path}” leads out of its bundle, or has an empty part"),
            {"path": names.shown_name(path[:200])},
        )
    if path.casefold() in (MANIFEST.casefold(), SUMS.casefold()):
        raise GoGlobalError(N_("“{path}” is the name of a bundle's own file"), {"path": path})
    for part in parts:
        found = names.complaint(part)
        if found is not None:
            name = names.shown_name(part[:200])
            raise GoGlobalError(found.message, {"name": name, "detail": found.detail}, found.help)
    size = max(len(part.encode("utf-8")) for part in parts)
    if size > _LONGEST_PART or len(path.encode("utf-8")) > _LONGEST:
        raise GoGlobalError(
            N_("“{path}” is too long: a name has at most {part} bytes, a path {whole}"),
            {"path": path[:200], "part": _LONGEST_PART, "whole": _LONGEST},
        )
