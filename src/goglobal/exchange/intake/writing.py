"""Writing what was taken: all files or none, each whole."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from goglobal.bundling.swapping import sync_folder
from goglobal.errors import Problem, ProjectError
from goglobal.exchange.intake.outcomes import Write
from goglobal.messages import N_

PREFIX = ".goglobal-intake-"
"""How the names of unfinished files begin; hidden, so that they are never taken for content."""

_AGAIN = N_("nothing was written; see to the disk and the rights, then run the same command again")


class _Step:
    """One file on its way to its place."""

    def __init__(self, root: str, write: Write) -> None:
        self.write = write
        self.place = os.path.join(root, *write.path.split("/"))
        self.new = ""
        """The finished file beside its place; empty: not yet, or it is in place."""
        self.backup = ""
        """What was there before; empty: nothing was."""
        self.done = False
        self.removed = os.path.join(root, *write.removes.split("/")) if write.removes else ""
        self.removed_backup = ""


def commit(root: str, writes: Sequence[Write]) -> None:
    """Write all files below the folder `root`, or none.

    First every file is written beside its place, then all are moved there; where one cannot be,
    the others go back. A run that is killed in between leaves whole files only, and the same run
    again does the rest. Raises ProjectError with what kept them from being written.
    """
    root = os.path.realpath(root)
    steps = [_Step(root, write) for write in writes]
    _refuse_places(root, steps)
    made: list[str] = []
    current = ""
    try:
        for step in steps:
            current = step.place
            _make_folder(os.path.dirname(step.place), made)
            step.new = _written(step)
        for step in steps:
            current = step.place
            _move(step)
    except BaseException as error:
        _undo(steps, made)
        if isinstance(error, OSError):
            raise ProjectError([_problem(current, error)]) from error
        raise
    for step in steps:
        for backup in (step.backup, step.removed_backup):
            if backup:
                with contextlib.suppress(OSError):
                    os.unlink(backup)
    for folder in {os.path.dirname(step.place) for step in steps}:
        sync_folder(Path(folder))


def tidy(folders: Iterable[Path]) -> None:
    """Take away what a killed run left unfinished in these folders; nobody else may be at work."""
    for folder in folders:
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for path in [entry.path for entry in entries if entry.name.startswith(PREFIX)]:
                with contextlib.suppress(OSError):
                    os.unlink(path)


def _refuse_places(root: str, steps: Iterable[_Step]) -> None:
    """Raise ProjectError for places outside of the folder, and for what changed in the meantime."""
    problems = []
    for step in steps:
        for place, before in (
            (step.place, step.write.before),
            (step.removed, step.write.removed),
        ):
            if not place:
                continue
            if os.path.commonpath((root, os.path.realpath(place))) != root:
                message = N_("is a link out of the series folder; nothing was written to it")
                help_ = N_("put the file itself here")
            elif _content(place) != before:
                message = N_("changed in the meantime; nothing was written")
                help_ = N_("run the same command again")
            else:
                continue
            problems.append(Problem(file=place, message=message, help=help_))
    if problems:
        raise ProjectError(problems)


def _content(place: str) -> bytes | None:
    try:
        with open(place, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ProjectError([_problem(place, error)]) from error


def _make_folder(folder: str, made: list[str]) -> None:
    """Make a folder and those it lies in; `made` gets the new ones."""
    missing = []
    while not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for place in reversed(missing):
        os.mkdir(place)
        made.append(place)


def _written(step: _Step) -> str:
    """The finished file beside its place."""
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, dir=os.path.dirname(step.place))
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(step.write.data)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    return name


def _move(step: _Step) -> None:
    """Put a finished file into its place; what was there stays beside it until all are done."""
    if step.write.before is not None:
        step.backup = _kept(step.place)
    os.replace(step.new, step.place)
    step.new, step.done = "", True
    if step.removed:
        step.removed_backup = _kept(step.removed)
        os.unlink(step.removed)


def _kept(place: str) -> str:
    """A second name for a file, or a copy where the disk knows no second names."""
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, dir=os.path.dirname(place))
    os.close(descriptor)
    os.unlink(name)
    try:
        os.link(place, name)
    except OSError:
        Path(name).write_bytes(Path(place).read_bytes())
    return name


def _undo(steps: Iterable[_Step], made: Iterable[str]) -> None:
    for step in steps:
        with contextlib.suppress(OSError):
            if step.new:
                os.unlink(step.new)
        if step.removed_backup:
            _restore(step.removed_backup, step.removed)
        if step.backup:
            _restore(step.backup, step.place)
        elif step.done:
            with contextlib.suppress(OSError):
                os.unlink(step.place)
    for folder in reversed(list(made)):
        with contextlib.suppress(OSError):
            os.rmdir(folder)


def _restore(backup: str, place: str) -> None:
    with contextlib.suppress(OSError):
        os.replace(backup, place)
    with contextlib.suppress(
        OSError
    ):  # two names of one file: moving one onto the other leaves both
        os.unlink(backup)


def _problem(place: str, error: OSError) -> Problem:
    return Problem(
        file=place,
        message=N_("cannot be written: {reason}"),
        arguments={"reason": error.strerror or type(error).__name__},
        help=_AGAIN,
    )
