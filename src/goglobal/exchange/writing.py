"""Several files of a series written together: all of them, or none.

Each new content is first written whole beside its place; only when all are there, and every file
is still what was read, are they moved into their places.
"""

from __future__ import annotations

import contextlib
import os
import shutil
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
    after: bytes = b""
    removed: bool = False
    """True: the file is taken away."""

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.before is not None if self.removed else self.before != self.after


class _Step:
    """One file on its way to its place."""

    def __init__(self, content: NewContent, place: str) -> None:
        self.content = content
        self.place = place
        self.new = ""
        """The finished file beside its place; empty: not yet, or it is in its place."""
        self.kept = ""
        """What was there before, beside its place; empty: nothing was, or it is still there."""
        self.done = False


def read_before(root: str, path: str) -> bytes | None:
    """What a file holds now; None where there is none. Raises OSError where it cannot be read."""
    try:
        with open(os.path.join(root, *path.split("/")), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def write_together(root: str, contents: Iterable[NewContent]) -> tuple[Problem, ...]:
    """Write all changed files of one series, or none; what kept them from being written.

    A run that is killed in between leaves whole files only, and the same run again does the rest.
    """
    wanted = [content for content in contents if content.changed]
    steps: list[_Step] = []
    folders: list[str] = []
    try:
        problems = _staged(root, wanted, steps, folders) or _swapped(steps)
    except BaseException:
        _undo(steps, folders)
        raise
    if problems:
        _undo(steps, folders)
        return problems
    for step in steps:
        if step.kept:
            with contextlib.suppress(OSError):
                os.unlink(step.kept)
    for folder in dict.fromkeys(os.path.dirname(step.place) for step in steps):
        sync_folder(Path(folder))
    return ()


def _staged(
    root: str, contents: Iterable[NewContent], steps: list[_Step], folders: list[str]
) -> tuple[Problem, ...]:
    """Write every file beside its place; new folders are added to `folders`."""
    for content in contents:
        place = _place(root, content)
        if isinstance(place, Problem):
            return (place,)
        step = _Step(content, place)
        steps.append(step)
        try:
            _make_folder(os.path.dirname(place), folders)
            if not content.removed:
                step.new = _stage(place, content.after)
        except OSError as error:
            return (_unwritable(place, error),)
    return tuple(
        _problem(step.place, N_("changed in the meantime; nothing was written"))
        for step in steps
        if not _is_still(step.place, step.content.before)
    )


def _swapped(steps: Iterable[_Step]) -> tuple[Problem, ...]:
    """Move all files into their places; what was there stays beside them until all are."""
    for step in steps:
        try:
            if step.content.before is not None:
                step.kept = _keep(step.place)
            if step.new:
                os.replace(step.new, step.place)
                step.new = ""
            else:
                os.unlink(step.place)
        except OSError as error:
            return (_unwritable(step.place, error),)
        step.done = True
    return ()


def _keep(place: str) -> str:
    """A second name for a file, which takes no room; a copy where the disk knows none."""
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, dir=os.path.dirname(place))
    os.close(descriptor)
    os.unlink(name)
    try:
        os.link(place, name)
    except OSError:
        shutil.copy2(place, name)
    return name


def _undo(steps: Iterable[_Step], folders: Iterable[str]) -> None:
    """Put everything back as it was."""
    for step in steps:
        with contextlib.suppress(OSError):
            if step.done and step.kept:
                os.replace(step.kept, step.place)
            elif step.done:
                os.unlink(step.place)
        for left in (step.new, step.kept):
            with contextlib.suppress(OSError):
                if left:
                    os.unlink(left)
    for folder in reversed(list(folders)):
        with contextlib.suppress(OSError):
            os.rmdir(folder)


def _make_folder(folder: str, made: list[str]) -> None:
    """Make a folder and those it lies in; `made` gets the new ones."""
    missing = []
    while not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for place in reversed(missing):
        os.mkdir(place)
        made.append(place)


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
    """The real place of a file, inside the series folder."""
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


def _unwritable(place: str, error: OSError) -> Problem:
    return Problem(
        file=place,
        message=N_("cannot be written: {reason}"),
        arguments={"reason": error.strerror or type(error).__name__},
        help=N_("nothing of the series was written; see to the disk and the rights"),
    )


def _problem(place: str, message: str, help_: str = "") -> Problem:
    return Problem(file=place, message=message, help=help_ or N_("run the same command again"))
