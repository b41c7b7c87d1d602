"""Pictures, measured by Pillow: the header first, and no more of the pixels than it takes.

Whoever made the file is not trusted. Only JPEG, PNG and WebP are ever given to Pillow, each to its
own reader, none with more pixels than `MOST_PIXELS`, and no JPEG with more scans than `MOST_SCANS`.
Text inside a picture is not read.
"""

from __future__ import annotations

import io
import os
import stat
import struct
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from goglobal.errors import Argument
from goglobal.media.facts import PictureFacts
from goglobal.messages import N_

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

MOST_BYTES = 64 << 20
"""A heavier file is not even read: no platform takes one."""
MOST_PIXELS = 50_000_000
"""More in the header of a small file is how memory is filled; a poster of 5000 x 7500 px has 37."""
MOST_KEPT = 16_000_000
"""Pixels of a progressive JPEG that is read to its end: 6 bytes of each may be kept until then."""
MOST_SCANS = 200
"""Of one JPEG. Progressive files have about ten; thousands are how a processor is kept busy."""

_PNG_END = b"\0\0\0\0IEND\xaeB`\x82"
"""The last chunk, which is the same in all: its length, its name and its check sum."""
_JPEG_END = b"\xff\xd9"
_TAIL = 4096
"""Bytes at the end, as cameras and editors leave something behind the picture."""
_ORIENTATION = 0x0112
_TURNED = frozenset({5, 6, 7, 8})
"""EXIF orientations whose width and height change places."""
_COLOURS = {
    "1": "grey",
    "L": "grey",
    "LA": "grey-alpha",
    "P": "palette",
    "PA": "palette",
    "RGB": "rgb",
    "RGBA": "rgba",
    "CMYK": "cmyk",
    "I": "grey-16",
    "I;16": "grey-16",
}
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (8, b"WEBP", "webp"),
    (0, b"GIF8", "gif"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (0, b"8BPS", "psd"),
    (4, b"ftypavif", "avif"),
    (4, b"ftypheic", "heic"),
    (4, b"ftypheix", "heic"),
    (4, b"ftypmif1", "heic"),
    (0, b"\x00\x00\x00\x0cjP  ", "jpeg-2000"),
    (0, b"\xff\x0a", "jpeg-xl"),
    (0, b"BM", "bmp"),
    (0, b"%PDF", "pdf"),
    (0, b"<svg", "svg"),
)
"""Offset, bytes and name of what is recognised; only the first three are opened."""


class _RefusedError(Exception):
    """This is no picture that can be read; the message is a message id."""

    def __init__(self, message: str, **arguments: Argument) -> None:
        super().__init__(message)
        self.message = message
        self.arguments = arguments


def measure_picture(root: str | Path, path: str) -> PictureFacts:
    """What the picture at `path` (relative to `root`) is. Raises nothing: `problem` tells."""
    try:
        data = _read(Path(root, path))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = N_("the picture cannot be read: {reason}")
        return PictureFacts(path=path, problem=message, arguments={"reason": reason})
    except _RefusedError as refused:
        return PictureFacts(path=path, problem=refused.message, arguments=refused.arguments)
    return picture_facts(data, path)


def picture_facts(data: bytes, path: str = "") -> PictureFacts:
    """What the picture in `data` is, whatever the bytes are."""
    kind = recognised(data)
    facts = PictureFacts(path=path, bytes=len(data), format=kind)
    try:
        if not data:
            raise _RefusedError(N_("the file is empty"))
        if not kind:
            raise _RefusedError(N_("the file is no picture: it begins like none that is known"))
        if kind not in _OPENED:
            return facts
        return _opened(data, facts)
    except _RefusedError as refused:
        return msgspec.structs.replace(facts, problem=refused.message, arguments=refused.arguments)


def recognised(data: bytes) -> str:
    """The format that `data` begins like; empty: none that is known."""
    for offset, magic, name in _MAGIC:
        if data.startswith(magic, offset) and (name != "webp" or data.startswith(b"RIFF")):
            return name
    return ""


def _read(place: Path) -> bytes:
    with open(place, "rb", opener=_without_waiting) as file:
        seen = os.fstat(file.fileno())
        if not stat.S_ISREG(seen.st_mode):
            raise _RefusedError(N_("there is no file, but something else"))
        if seen.st_size > MOST_BYTES:
            raise _RefusedError(
                N_("the file has {bytes} bytes; what is heavier than {most} is not opened"),
                bytes=seen.st_size,
                most=MOST_BYTES,
            )
        return file.read(MOST_BYTES)


def _without_waiting(place: str, flags: int) -> int:
    """Open a file; what is a queue in its place is not waited for."""
    return os.open(place, flags | getattr(os, "O_NONBLOCK", 0))


def _opened(data: bytes, facts: PictureFacts) -> PictureFacts:
    reader, whole = _OPENED[facts.format]
    try:
        image = reader(data)
        width, height = image.size
        _bounded(width, height)
        colour = _COLOURS.get(image.mode, "other")
        moving = getattr(image, "n_frames", 1) > 1
        turned = _orientation(image) in _TURNED
        known = msgspec.structs.replace(
            facts,
            width=height if turned else width,
            height=width if turned else height,
            colour=colour,
            turned=turned,
            moving=moving,
        )
    except _RefusedError:
        raise
    except Exception:  # Pillow raises whatever its readers stumble over
        raise _RefusedError(N_("the picture's header is damaged")) from None
    try:
        whole(image, data)
    except _RefusedError as refused:
        return msgspec.structs.replace(known, problem=refused.message, arguments=refused.arguments)
    except Exception:
        return msgspec.structs.replace(
            known, problem=N_("the picture is cut off, or damaged further down")
        )
    return known


def _bounded(width: int, height: int) -> None:
    """Raise _RefusedError for a picture that would fill the memory of whoever shows it."""
    if width * height > MOST_PIXELS:
        raise _RefusedError(
            N_("the header speaks of {width} x {height} px: more than is ever opened"),
            width=width,
            height=height,
        )


def _orientation(image: ImageFile) -> int:
    """EXIF's word for how the picture is turned; 1: not at all, or nothing says so."""
    if "exif" not in image.info:
        return 1
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # damaged EXIF: the picture is shown as it lies
        return 1


def _jpeg(data: bytes) -> ImageFile:
    from PIL.JpegImagePlugin import JpegImageFile

    if data.count(b"\xff\xda") > MOST_SCANS:
        raise _RefusedError(
            N_("the JPEG has more than {most} scans: more than is ever opened"), most=MOST_SCANS
        )
    return JpegImageFile(io.BytesIO(data))


def _whole_jpeg(image: ImageFile, data: bytes) -> None:
    """Every scan is read, at an eighth of the size; of what would take too much memory for that,
    only the mark at the end is looked for."""
    if "progressive" in image.info and image.width * image.height > MOST_KEPT:
        if _JPEG_END not in data[-_TAIL:]:
            raise _RefusedError(N_("the picture is cut off: its end is missing"))
        return
    image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
    image.load()


def _png(data: bytes) -> ImageFile:
    from PIL.PngImagePlugin import PngImageFile

    return PngImageFile(io.BytesIO(data))


def _whole_png(image: ImageFile, data: bytes) -> None:
    """Every chunk has its check sum, up to the last: nothing is unpacked."""
    image.verify()
    if _PNG_END not in data:
        raise _RefusedError(N_("the picture is cut off: its end is missing"))


def _webp(data: bytes) -> ImageFile:
    """Pillow's reader makes room for the whole picture at once, so its size is looked at first."""
    from PIL.WebPImagePlugin import WebPImageFile

    size = _webp_size(data)
    if size is None:
        raise _RefusedError(N_("the picture's header is damaged"))
    _bounded(*size)
    if len(data) < 8 + struct.unpack("<I", data[4:8])[0]:
        raise _RefusedError(N_("the picture is cut off: its end is missing"))
    return WebPImageFile(io.BytesIO(data))


def _webp_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in a WebP header (RFC 9649, sections 2.5 to 2.7); None: there are none."""
    kind, body = data[12:16], data[20:30]
    if len(body) < 10:
        return None
    if kind == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if kind == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _whole_webp(image: ImageFile, data: bytes) -> None:
    """Its reader has looked at every chunk."""


_OPENED: dict[str, tuple[Callable[[bytes], ImageFile], Callable[[ImageFile, bytes], None]]] = {
    "jpeg": (_jpeg, _whole_jpeg),
    "png": (_png, _whole_png),
    "webp": (_webp, _whole_webp),
}
