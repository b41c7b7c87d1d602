"""Writing what `fixing` decided: each file whole or not at all, and only over what was read."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from goglobal.bundling.swapping import sync_folder
from goglobal.errors import Problem, ProjectError
from goglobal.locking import acquire
from goglobal.messages import N_

if TYPE_CHECKING:
    from goglobal.errors import Argument
    from goglobal.fixing.changes import Change

PREFIX = ".goglobal-fix-"
"""How the names of unfinished files begin; hidden, so that they are never taken for content."""

_CHANGED = N_("changed while it was being mended; nothing was written to it")
_RUN_AGAIN = N_("run the same command again")
_OUTSIDE = N_("is a link out of the series folder; nothing was written to it")
_PUT_HERE = N_("put the file itself here, or mend it where it lies")
_UNWRITABLE = N_("cannot be written: {reason}")
_WHOLE = N_("it is as it was; see to the disk and the rights, then run the same command again")


def apply(changes: Iterable[Change]) -> None:
    """Write every change to its file.

    A file takes its new content in one step, keeps its rights, and is left alone where it is not
    what it was when the change was decided. Raises ProjectError with all files that were not
    written, after the others have been.
    """
    problems = []
    for change in changes:
        if not change.changed:
            continue
        problem = _write(change)
        if problem is not None:
            problems.append(problem)
    if problems:
        raise ProjectError(problems)


def place_of(change: Change) -> str:
    """The file that a change is of, as it is named where it could not be written."""
    return os.path.join(change.root, *change.path.split("/"))


def tidy(folders: Iterable[str | Path]) -> None:
    """Take away what a killed run left unfinished in these folders."""
    for folder in dict.fromkeys(map(str, folders)):
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            left = [entry.path for entry in entries if entry.name.startswith(PREFIX)]
            for path in left:
                with contextlib.suppress(OSError):
                    _remove_unless_held(path)


def _remove_unless_held(path: str) -> None:
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        free = acquire(descriptor)
        if free and os.name != "nt":
            os.unlink(path)
    finally:
        os.close(descriptor)
    if free and os.name == "nt":  # pragma: no cover - an open file cannot be removed there
        os.unlink(path)


def _write(change: Change) -> Problem | None:
    """Write one change; what kept it from being written, where something did."""
    root = os.path.realpath(change.root)
    place = os.path.realpath(os.path.join(root, *change.path.split("/")))
    if os.path.commonpath((root, place)) != root:
        return _problem(change, _OUTSIDE, help_=_PUT_HERE)
    try:
        if not _is_still(place, change.before):
            return _problem(change, _CHANGED, help_=_RUN_AGAIN)
        _replace(place, change)
    except _ChangedError:
        return _problem(change, _CHANGED, help_=_RUN_AGAIN)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _problem(change, _UNWRITABLE, {"reason": reason}, help_=_WHOLE)
    return None


class _ChangedError(Exception):
    """Somebody else wrote to the file in the meantime."""


def _replace(place: str, change: Change) -> None:
    folder = os.path.dirname(place)
    there = os.stat(place)
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            acquire(file.fileno())  # so that nobody takes it for one that was left behind
            file.write(change.after)
            file.flush()
            os.chmod(name, stat.S_IMODE(there.st_mode))
            if hasattr(os, "fchown") and (there.st_uid, there.st_gid) != _owner(file.fileno()):
                with contextlib.suppress(OSError):
                    os.fchown(file.fileno(), there.st_uid, there.st_gid)
            os.fsync(file.fileno())
        if not _is_still(place, change.before):
            raise _ChangedError(change.path)
        os.replace(name, place)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    sync_folder(Path(folder))


def _owner(descriptor: int) -> tuple[int, int]:
    made = os.fstat(descriptor)
    return made.st_uid, made.st_gid


def _is_still(place: str, content: bytes) -> bool:
    """Whether a regular file holds exactly this."""
    with open(place, "rb") as file:
        seen = os.fstat(file.fileno())
        if not stat.S_ISREG(seen.st_mode) or seen.st_size != len(content):
            return False
        return file.read(len(content) + 1) == content


def _problem(
    change: Change,
    message: str,
    arguments: dict[str, Argument] | None = None,
    *,
    help_: str,
) -> Problem:
    return Problem(file=place_of(change), message=message, arguments=arguments or {}, help=help_)
