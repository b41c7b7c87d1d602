"""One walk through a series folder: its files, and whatever is unsafe about their names.

No link is followed out of the folder, nothing but regular files is ever opened later, and no
content can keep the walk from ending.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from goglobal.messages import N_
from goglobal.project.names import Complaint, collisions, complaint, shown_name
from goglobal.project.reading import SEE_TO_RIGHTS

_JUNK = frozenset({"thumbs.db", "desktop.ini", "__macosx", "__pycache__"})
_JUNK_ENDS = ("~", ".md", ".pot", ".tmp", ".part", ".crdownload")
DEEPEST = 32


class Unsafe(msgspec.Struct, frozen=True, kw_only=True):
    """A path that must not be delivered or cannot be read, and why."""

    path: str
    complaint: Complaint
    name: str
    usable: bool = False
    """Whether the file can be read all the same."""


class Walk(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a folder: relative paths with `/`, sorted."""

    files: tuple[str, ...]
    unsafe: tuple[Unsafe, ...]


def is_junk(name: str) -> bool:
    """Whether a file is none of the content's business: hidden, a backup, a note."""
    lowered = name.lower()
    return name.startswith(".") or lowered in _JUNK or lowered.endswith(_JUNK_ENDS)


def walk(root: Path, *, skip: Callable[[str], bool]) -> Walk:
    """Walk a folder. `skip` tells for a relative path whether it is left out, with all inside."""
    walker = _Walker(str(root), skip)
    files = sorted(walker.run())
    unsafe = sorted(walker.unsafe, key=lambda one: (one.path, one.complaint.message))
    return Walk(files=tuple(files), unsafe=tuple(unsafe))


class _Walker:
    def __init__(self, root: str, skip: Callable[[str], bool]) -> None:
        self.root = root
        self.skip = skip
        self.unsafe: list[Unsafe] = []
        self.folders: list[tuple[str, bool]] = [("", False)]
        """Relative paths still to list, and whether a link led there."""

    def run(self) -> Iterator[str]:
        while self.folders:
            folder, linked = self.folders.pop()
            yield from self.list(folder, linked)

    def list(self, folder: str, linked: bool) -> Iterator[str]:
        place = os.path.join(self.root, folder) if folder else self.root
        try:
            with os.scandir(place) as entries:
                found = [entry for entry in entries if not is_junk(entry.name)]
        except OSError as error:
            self.cannot_read(folder, error)
            return
        prefix = f"{folder}/" if folder else ""
        kept = [entry for entry in found if not self.skip(prefix + entry.name)]
        if len({entry.name.casefold() for entry in kept}) < len(kept) or not all(
            entry.name.isascii() for entry in kept
        ):
            for first, second in collisions(sorted(entry.name for entry in kept)):
                self.add(
                    prefix + second,
                    Complaint(
                        message=N_("`{name}` and `{detail}` differ only by case or normalisation"),
                        help=N_("rename one: they are one file on Windows and macOS"),
                        detail=shown_name(first),
                    ),
                    usable=True,
                )
        for entry in kept:
            path = prefix + entry.name
            wrong = complaint(entry.name)
            if wrong:
                usable = not any(0xD800 <= ord(c) <= 0xDFFF for c in entry.name)
                self.add(path, wrong, usable=usable)
                if not usable:
                    continue
            yield from self.visit(entry, path, linked)

    def visit(self, entry: os.DirEntry[str], path: str, linked: bool) -> Iterator[str]:
        try:
            if entry.is_symlink():
                if not self.check_link(entry.path, path, linked):
                    return
                linked = True
            mode = entry.stat().st_mode
        except OSError as error:
            self.cannot_read(path, error)
            return
        if stat.S_ISDIR(mode):
            if path.count("/") >= DEEPEST:
                deep = N_("`{name}` lies too many folders deep")
                self.add(path, Complaint(message=deep, help=N_("move what is in it further up")))
            else:
                self.folders.append((path, linked))
        elif stat.S_ISREG(mode):
            yield path
        else:
            odd = N_("`{name}` is neither a file nor a folder")
            help_ = N_("put a file in its place, or take it away")
            self.add(path, Complaint(message=odd, help=help_))

    def check_link(self, place: str, path: str, linked: bool) -> bool:
        real = os.path.realpath(place)
        inside = real == self.root or real.startswith(self.root.rstrip(os.sep) + os.sep)
        around = place == real or place.startswith(real + os.sep)
        nowhere = not os.path.lexists(real)
        if not inside or nowhere or around or (linked and os.path.isdir(real)):
            if not inside:
                message = N_("the link `{name}` leads out of the series folder")
            elif nowhere:
                message = N_("the link `{name}` leads nowhere")
            else:
                message = N_("the link `{name}` leads in a circle or through another link")
            help_ = N_("put the file itself here")
            self.add(path, Complaint(message=message, help=help_))
            return False
        return True

    def cannot_read(self, path: str, error: OSError) -> None:
        reason = error.strerror or type(error).__name__
        message = N_("cannot be read: {reason}")
        self.add(path, Complaint(message=message, help=SEE_TO_RIGHTS, detail=reason))

    def add(self, path: str, wrong: Complaint, *, usable: bool = False) -> None:
        name = path.rpartition("/")[2]
        self.unsafe.append(
            Unsafe(path=shown_name(path), complaint=wrong, name=shown_name(name), usable=usable)
        )
