"""What intake works on: the files that were given, and what there is to say about each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from goglobal.errors import Argument

Fate = Literal["skipped", "refused"]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One file that may be a subtitle file: its names and its bytes."""

    name: str
    """As the user would name it: `vendor.zip/泰语/第1集.srt`."""
    parts: tuple[str, ...]
    """The folders that tell something, outermost first, then the file's own name."""
    data: bytes
    modified: float = 0.0
    """Seconds; only to be compared with entries of the same `clock`."""
    clock: str = ""
    """Whose time `modified` is in: a zip file says no time zone."""


class Saying(msgspec.Struct, frozen=True):
    """A message id with what stands in its places."""

    message: str
    arguments: Mapping[str, Argument] = {}


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """One file that was given and is not looked at any further, and why."""

    name: str
    fate: Fate
    why: Saying
    help: str = ""
    """What to do about it; shares the arguments."""


class Collected(msgspec.Struct, frozen=True, kw_only=True):
    """All that was given: what may be a subtitle file, and the rest."""

    entries: tuple[Entry, ...] = ()
    left: tuple[Left, ...] = ()


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much is taken before it is no delivery of subtitles any more."""

    entries: int = 20_000
    """Files in one archive or folder: 100 episodes in 60 languages and three kinds."""
    entry: int = 16 << 20
    """Bytes of one subtitle file: a thousand times an episode's."""
    total: int = 512 << 20
    """Bytes of all subtitle files together."""
    ratio: int = 200
    """How many times larger than its packed form an entry above `ratio_from` may be: text packs 3
    to 20 times, a bomb a thousand times."""
    ratio_from: int = 1 << 20
    depth: int = 32
    """Folders in folders."""


def skipped(name: str, message: str, help_: str = "", **arguments: Argument) -> Left:
    """A file that is none of intake's business."""
    return Left(name=name, fate="skipped", why=Saying(message, arguments), help=help_)


def refused(name: str, message: str, help_: str = "", **arguments: Argument) -> Left:
    """A file that must not or cannot be read."""
    return Left(name=name, fate="refused", why=Saying(message, arguments), help=help_)
