"""Files, folders and archives as they were given: what may be a subtitle file, and the rest."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from goglobal.exchange.intake import sorts
from goglobal.exchange.intake.archives import Budget, over_budget, read_zip, too_large
from goglobal.exchange.intake.entries import Collected, Entry, Left, Limits, refused, skipped
from goglobal.messages import N_
from goglobal.project.names import collisions
from goglobal.project.reading import shown_path

_TYPED = 3
"""Folders of a path as it was typed that may tell something about the file."""
_RIGHTS = N_("see to its rights, and that it is still there")
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_OPEN |= getattr(os, "O_CLOEXEC", 0)


def collect(paths: Iterable[Path], limits: Limits | None = None) -> Collected:
    """What was given, each file once, in the order of names.

    Nothing is unpacked to the disk, no link is followed out of a folder, and nothing raises
    because of what is there.
    """
    budget = Budget(limits or Limits())
    found: dict[str, Entry | Left] = {}
    seen: set[str] = set()
    for path in paths:
        real = os.path.realpath(path)
        if real in seen:
            continue
        seen.add(real)
        several: dict[str, Entry | Left] = {}
        for number, one in enumerate(_given(path, budget)):
            # two entries of an archive may have one name: both are told of
            several[one.name if one.name not in several else f"{one.name}\0{number}"] = one
        found = {**several, **found}
    every = sorted(found.values(), key=lambda one: one.name)
    return Collected(
        entries=tuple(one for one in every if isinstance(one, Entry)),
        left=tuple(one for one in every if isinstance(one, Left)),
    )


def _given(path: Path, budget: Budget) -> Iterator[Entry | Left]:
    shown = shown_path(path)
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        yield _unreadable(shown, error)
        return
    if stat.S_ISDIR(mode):
        own = path.resolve().name
        yield from _folder(path, shown, (own,) if own else (), budget)
        return
    folders = [p for p in path.parent.parts if p not in (".", "..") and p != path.anchor]
    typed = 1 if path.is_absolute() else _TYPED
    yield from _file(str(path), shown, (*folders[-typed:], path.name), budget)


def _folder(
    path: Path, shown: str, parts: tuple[str, ...], budget: Budget
) -> Iterator[Entry | Left]:
    """All files of a folder, folders in it as well."""
    root = os.path.realpath(path)
    limits = budget.limits
    folders = [(root, shown, parts)]
    count = 0
    while folders:
        place, name, told = folders.pop()
        try:
            with os.scandir(place) as listing:
                children = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield _unreadable(name, error)
            continue
        count += len(children)
        if count > limits.entries:
            yield refused(
                shown,
                N_("it has {count} files or more; {limit} are taken at once"),
                N_("give it in parts, or only the files that are wanted"),
                count=count,
                limit=limits.entries,
            )
            return
        twins = {one for pair in collisions(child.name for child in children) for one in pair}
        if not children:
            yield skipped(name, N_("an empty folder"))
        for child in children:
            child_name = f"{name}/{child.name}" if name != "." else child.name
            child_parts = (*told, child.name)
            if child.is_symlink():
                yield _link(child.path, child_name, root)
            elif child.is_dir(follow_symlinks=False):
                if len(child_parts) - len(parts) > limits.depth:
                    yield refused(child_name, N_("too many folders in one another"))
                elif child.name == "__MACOSX":
                    yield skipped(child_name, N_("left there by the computer that packed it"))
                else:
                    folders.append((child.path, child_name, child_parts))
            elif child.name in twins:
                yield refused(
                    child_name,
                    N_("its name differs from another one's only by capitals or accents"),
                    N_("rename one of them, or take it away"),
                )
            else:
                yield from _file(child.path, child_name, child_parts, budget)


def _link(place: str, name: str, root: str) -> Left:
    real = os.path.realpath(place)
    if real == root or real.startswith(root.rstrip(os.sep) + os.sep):
        return skipped(name, N_("a link to something else in the folder"))
    return refused(
        name, N_("a link that leads out of the folder"), N_("put the file itself there, or give it")
    )


def _file(place: str, name: str, parts: tuple[str, ...], budget: Budget) -> Iterator[Entry | Left]:
    found = sorts.junk(name, parts[-1:])
    if found is not None:
        yield found
        return
    try:
        # looked at before it is opened, for that alone may set a device to work, and after
        if not stat.S_ISREG(os.stat(place).st_mode):
            yield _no_file(name)
            return
        descriptor = os.open(place, _OPEN)
    except (OSError, ValueError) as error:
        yield _unreadable(name, error)
        return
    try:
        with os.fdopen(descriptor, "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                yield _no_file(name)
                return
            head = file.read(sorts.HEAD)
            if sorts.archive_of(head) == "zip" and sorts.packed(name, head, nested=False):
                file.seek(0)
                own = os.path.splitext(parts[-1])[0]
                yield from read_zip(file, name, (*parts[:-1], own), budget)
                return
            left = sorts.packed(name, head, nested=False)
            sort = left or sorts.sort_of(name, head)
            if isinstance(sort, Left):
                yield sort
                return
            limits = budget.limits
            data = head + file.read(max(limits.entry + 1 - len(head), 0))
    except OSError as error:
        yield _unreadable(name, error)
        return
    if len(data) > limits.entry:
        yield too_large(name, limits)
    elif not budget.spend(len(data)):
        yield over_budget(name, limits)
    else:
        yield Entry(name=name, parts=parts, data=data, modified=about.st_mtime, clock="disk")


def _no_file(name: str) -> Left:
    return refused(name, N_("a device or a pipe, no file"), N_("leave it out"))


def _unreadable(name: str, error: Exception) -> Left:
    reason = getattr(error, "strerror", None) or str(error)
    return refused(name, N_("cannot be read: {reason}"), _RIGHTS, reason=reason)
