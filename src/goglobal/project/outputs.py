"""Folders of a series folder that targets deliver to: never content, and never around content."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from goglobal.errors import Problem
from goglobal.messages import N_
from goglobal.project.lines import line_of, shown
from goglobal.project.locating import TARGETS_FILE, find_targets_file
from goglobal.project.patterns import Pattern
from goglobal.project.reading import Refused, read_bytes, shown_path
from goglobal.project.toml import parse_document

_ADDRESSES = ("url", "receipts")


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """One folder that a target delivers to or keeps receipts in, and where that is said."""

    folder: str
    """Relative to the series folder, with `/`; `.`: that folder itself."""
    file: str
    where: str
    line: int | None


def outputs_in(root: Path) -> tuple[Output, ...]:
    """The outputs inside a series folder, by its `goglobal.toml`.

    A file that cannot be read gives none: `load_targets` says why.
    """
    file = find_targets_file(root)
    if file is None:
        return ()
    try:
        document = parse_document(read_bytes(file), TARGETS_FILE)
    except Refused:
        return ()
    targets = document.data.get("targets")
    found = []
    for name, target in targets.items() if isinstance(targets, dict) else ():
        for key in _ADDRESSES:
            value = target.get(key) if isinstance(target, dict) else None
            folder = _inside(value, file.parent, root) if isinstance(value, str) else None
            if folder is None:
                continue
            path = ("targets", name, key)
            found.append(
                Output(
                    folder=folder,
                    file=shown_path(file),
                    where=shown(path),
                    line=line_of(document.lines, path),
                )
            )
    return tuple(found)


def _inside(url: str, directory: Path, root: Path) -> str | None:
    if not url.startswith("file:") or "\0" in url:
        return None
    place = os.path.normpath(directory / url.removeprefix("file:"))
    inside = os.path.relpath(place, root).replace(os.sep, "/")
    if inside == ".." or inside.startswith("../") or place == str(directory):
        return None  # none of ours, or refused by `load_targets`
    return inside


def misplaced(outputs: Iterable[Output], patterns: Iterable[Pattern]) -> Iterator[Problem]:
    """A problem for each output that is a folder of content, lies in one or holds one."""
    content = {pattern.folder for pattern in patterns if pattern.folder}
    for output in outputs:
        if any(_overlap(output.folder, folder) for folder in content):
            yield Problem(
                file=output.file,
                where=output.where,
                line=output.line,
                message=N_(
                    "`{folder}` holds the series' own files, which would be taken for delivered "
                    "ones"
                ),
                arguments={"folder": output.folder},
                help=N_("write `file:outbox`"),
            )


def _overlap(one: str, other: str) -> bool:
    return one == "." or f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
