"""Several files written as one: all of them, or none.

Each is written beside its place first. Only when all of them lie there whole do they move; where
one cannot, those that moved are put back.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

import msgspec

from goglobal.applying import PREFIX
from goglobal.bundling.swapping import sync_folder
from goglobal.errors import Problem, ProjectError
from goglobal.messages import N_

_CHANGED = N_("changed while it was being worked on; nothing was written")
_OUTSIDE = N_("is a link out of the series folder; nothing was written")
_RUN_AGAIN = N_("run the same command again")
_PUT_HERE = N_("put the file itself here, or change it where it lies")


class NewFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file as it will be."""

    root: str
    """Absolute path of the series folder."""
    path: str
    """Relative to `root`, with `/`."""
    before: bytes | None
    """As it was read: it is only replaced while it still is this; None: there is none."""
    after: bytes


def write_all(files: Iterable[NewFile]) -> None:
    """Write all files or none.

    Raises ProjectError where one is not what it was or leaves the folder, OSError where the disk
    refuses; nothing has been written then.
    """
    wanted = list(files)
    places = [_place(file) for file in wanted]
    problems = [
        Problem(file=os.path.join(file.root, file.path), message=message, help=help_)
        for file, place in zip(wanted, places, strict=True)
        for message, help_ in _obstacles(file, place)
    ]
    if problems:
        raise ProjectError(problems)
    made: list[Path] = []
    spare: list[str] = []
    moved: list[tuple[Path, str]] = []
    try:
        staged = []
        for file, place in zip(wanted, places, strict=True):
            made.extend(_folders(place.parent))
            new, old = _stage(place, file.after), ""
            spare.append(new)
            if file.before is not None:  # so that going back needs no more room on the disk
                old = _stage(place, file.before)
                spare.append(old)
            staged.append((new, old, place, file))
        for new, old, place, file in staged:
            if _content(place) != file.before:
                raise ProjectError([Problem(file=str(place), message=_CHANGED, help=_RUN_AGAIN)])
            os.replace(new, place)
            moved.append((place, old))
    except BaseException:
        for place, old in reversed(moved):
            with contextlib.suppress(OSError):
                os.replace(old, place) if old else place.unlink()
        _clear(spare)
        for folder in made:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    _clear(spare)
    for folder in {place.parent for place in places}:
        sync_folder(folder)


def _clear(names: Iterable[str]) -> None:
    for name in names:
        with contextlib.suppress(OSError):
            os.unlink(name)


def _place(file: NewFile) -> Path:
    return Path(os.path.realpath(os.path.join(file.root, *file.path.split("/"))))


def _obstacles(file: NewFile, place: Path) -> list[tuple[str, str]]:
    root = os.path.realpath(file.root)
    if os.path.commonpath((root, str(place))) != root:
        return [(_OUTSIDE, _PUT_HERE)]
    return [] if _content(place) == file.before else [(_CHANGED, _RUN_AGAIN)]


def _content(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return None


def _folders(folder: Path) -> list[Path]:
    """Make a folder, and tell which ones were made for it, the innermost first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        new.mkdir()
    return missing


def _stage(place: Path, data: bytes) -> str:
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, dir=place.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        there = place.exists()
        os.chmod(name, stat.S_IMODE(place.stat().st_mode) if there else 0o666 & ~mask)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    return name
