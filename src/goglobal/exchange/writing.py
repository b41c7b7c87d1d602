"""Several files of a series written together: all of them, or none.

Each new content is first written whole beside its place; only when all are there, and every file
is still what was read, are they moved into their places.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from goglobal.bundling.swapping import sync_folder
from goglobal.errors import Problem
from goglobal.locking import acquire
from goglobal.messages import N_

PREFIX = ".goglobal-write-"
"""How the names of unfinished files begin; hidden, so that they are never taken for content."""


class NewContent(msgspec.Struct, frozen=True, kw_only=True):
    """What a file of a series folder is to hold."""

    path: str
    """Relative to the series folder, with `/`."""
    before: bytes | None
    """The file as it was read, and as it has to be still; None: there was none."""
    after: bytes

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after


def read_before(root: str, path: str) -> bytes | None:
    """What a file holds now; None where there is none. Raises OSError where it cannot be read."""
    try:
        with open(os.path.join(root, *path.split("/")), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def write_together(root: str, contents: Iterable[NewContent]) -> tuple[Problem, ...]:
    """Write all changed files of one series, or none; what kept them from being written."""
    wanted = [content for content in contents if content.changed]
    staged: list[tuple[NewContent, str, str]] = []
    try:
        for content in wanted:
            place = _place(root, content)
            if isinstance(place, Problem):
                return (place,)
            try:
                staged.append((content, place, _stage(place, content.after)))
            except OSError as error:
                return (_unwritable(place, error),)
        changed = tuple(
            _problem(place, N_("changed in the meantime; nothing was written"))
            for content, place, _ in staged
            if not _is_still(place, content.before)
        )
        return changed or _swap(staged)
    finally:
        for _, _, name in staged:
            with contextlib.suppress(OSError):
                os.unlink(name)


def tidy(folder: str | Path) -> None:
    """Take away what a killed run left unfinished in a folder."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for path in [entry.path for entry in entries if entry.name.startswith(PREFIX)]:
            with contextlib.suppress(OSError), _opened(path) as descriptor:
                if acquire(descriptor):
                    os.unlink(path)


@contextlib.contextmanager
def _opened(path: str) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _place(root: str, content: NewContent) -> str | Problem:
    """The real place of a file, inside the series folder; its folder is made."""
    top = os.path.realpath(root)
    named = os.path.join(top, *content.path.split("/"))
    place = os.path.realpath(named)
    if os.path.commonpath((top, place)) != top:
        return _problem(
            named,
            N_("is a link out of the series folder; nothing was written"),
            N_("put the file itself here"),
        )
    if os.path.lexists(place) and not os.path.isfile(place):
        return _problem(place, N_("is no file; nothing was written"), N_("move it away"))
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
    except OSError as error:
        return _unwritable(place, error)
    return place


def _stage(place: str, data: bytes) -> str:
    """The content beside its place, with the rights that the file there has."""
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, dir=os.path.dirname(place))
    try:
        with os.fdopen(descriptor, "wb") as file:
            acquire(file.fileno())  # so that nobody takes it for one that was left behind
            file.write(data)
            file.flush()
            try:
                mode = stat.S_IMODE(os.stat(place).st_mode)
            except FileNotFoundError:
                mask = os.umask(0)
                os.umask(mask)
                mode = 0o666 & ~mask
            os.chmod(name, mode)
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    return name


def _is_still(place: str, before: bytes | None) -> bool:
    try:
        with open(place, "rb") as file:
            return before is not None and file.read(len(before) + 1) == before
    except FileNotFoundError:
        return before is None
    except OSError:
        return False


def _swap(staged: list[tuple[NewContent, str, str]]) -> tuple[Problem, ...]:
    """Move all files into their places; where one cannot be, put the others back."""
    moved: list[tuple[NewContent, str]] = []
    for content, place, name in staged:
        try:
            os.replace(name, place)
        except OSError as error:
            for done, where in moved:
                with contextlib.suppress(OSError):
                    if done.before is None:
                        os.unlink(where)
                    else:
                        os.replace(_stage(where, done.before), where)
            return (_unwritable(place, error),)
        moved.append((content, place))
    for folder in dict.fromkeys(os.path.dirname(place) for _, place in moved):
        sync_folder(Path(folder))
    return ()


def _unwritable(place: str, error: OSError) -> Problem:
    return Problem(
        file=place,
        message=N_("cannot be written: {reason}"),
        arguments={"reason": error.strerror or type(error).__name__},
        help=N_("nothing of the series was written; see to the disk and the rights"),
    )


def _problem(place: str, message: str, help_: str = "") -> Problem:
    return Problem(file=place, message=message, help=help_ or N_("run the same command again"))
