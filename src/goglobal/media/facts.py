"""What was measured of one picture or one video. Rules judge it; nothing here opens a file."""

from __future__ import annotations

import msgspec

from goglobal.errors import Argument


class PictureFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One picture of a series, as its bytes have it."""

    path: str
    """Relative to the series folder, with `/`."""
    bytes: int = 0
    format: str = ""
    """`jpeg`, `png`, `webp`, or what else was recognised (`gif`, `psd`), which has no size here.
    Empty: nothing was."""
    width: int = 0
    """px, as shown: turned as EXIF says. 0: not known."""
    height: int = 0
    colour: str = ""
    """`rgb`, `rgba`, `grey`, `grey-alpha`, `palette`, `cmyk`, `grey-16`, `other`."""
    turned: bool = False
    """Whether it stands upright only for who heeds EXIF: the file has width and height swapped."""
    moving: bool = False
    """Whether it has more than one frame."""
    problem: str = ""
    """Why it cannot be read: a message id. Empty: it can."""
    arguments: dict[str, Argument] = {}


class VideoFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One episode's video, as ffprobe has it."""

    path: str
    episode: int
    span: tuple[int, int] | None = None
    """The first and the last episode of a long cut; None: it is one episode's."""
    duration: int | None = None
    """ms; None: the file does not say."""
    width: int = 0
    """px, as shown: turned, and with square pixels. 0: not known."""
    height: int = 0
    problem: str = ""
    """Why it cannot be read: a message id. Empty: it can."""
    arguments: dict[str, Argument] = {}
    measured: bool = True
    """False: ffprobe gave no answer, and `problem` says why; that says nothing of the file."""
