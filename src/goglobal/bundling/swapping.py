"""A folder takes another's place whole: written beside it, swapped in by two renames.

`os.replace` onto a folder that is not empty fails, so there is a moment with neither name in
place. `recover` finishes what a kill in that moment left, from the names alone:

    .th.new-17    being written; complete once its manifest stands, which is written last
    .th.old-17    the bundle that was there before, on its way out
    .th.gone-17   a bundle that nobody wants any more
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

_LEFT = re.compile(r"\.(?P<name>[^/]+)\.(?P<state>new|old|gone)-(?P<token>[0-9]+)")


def staging(place: Path) -> Path:
    """A new empty folder beside `place`. Raises OSError where none can be made."""
    folder = _beside(place, "new")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def swap(new: Path, place: Path) -> None:
    """Put the complete folder `new` where `place` is; what was there before goes away."""
    old = _beside(place, "old")
    if place.exists():
        os.rename(place, old)
    os.rename(new, place)
    sync_folder(place.parent)
    shutil.rmtree(old, ignore_errors=True)


def remove(place: Path) -> None:
    """Take a folder away: at no moment does half of it stand under its name."""
    if place.exists():
        gone = _beside(place, "gone")
        shutil.rmtree(gone, ignore_errors=True)
        os.rename(place, gone)
        shutil.rmtree(gone, ignore_errors=True)


def leftovers(folder: Path) -> tuple[str, ...]:
    """The names whose bundle is missing only because a swap was interrupted, sorted."""
    if not folder.is_dir():
        return ()
    names = {
        match["name"]
        for entry in os.listdir(folder)
        if (match := _LEFT.fullmatch(entry)) and match["state"] == "old"
    }
    return tuple(sorted(name for name in names if not (folder / name).exists()))


def recover(folder: Path, complete: Callable[[Path], bool]) -> None:
    """Finish or clean what a kill left in `folder`; `complete` tells a whole bundle from a part.

    Where a bundle's place is empty, the new one takes it if it is whole, else the old one does.
    """
    if not folder.is_dir():
        return
    left: dict[str, dict[str, list[Path]]] = {}
    for entry in sorted(os.listdir(folder)):
        if match := _LEFT.fullmatch(entry):
            states = left.setdefault(match["name"], {"new": [], "old": [], "gone": []})
            states[match["state"]].append(folder / entry)
    for name, states in left.items():
        place = folder / name
        if states["old"] and not place.exists():
            whole = [path for path in (*states["new"], *states["old"]) if complete(path)]
            if whole:
                os.rename(whole[0], place)
        for path in (*states["new"], *states["old"], *states["gone"]):
            shutil.rmtree(path, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` on the disk, where the system can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)


def _beside(place: Path, state: str) -> Path:
    return place.parent / f".{place.name}.{state}-{os.getpid()}"
