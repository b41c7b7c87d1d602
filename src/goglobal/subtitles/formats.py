"""The formats that are read and written, and telling them apart by name and content."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from goglobal.errors import UsageError
from goglobal.findings import Finding
from goglobal.messages import N_
from goglobal.model import Track
from goglobal.subtitles.decoding import Decoded, decode, decode_text
from goglobal.subtitles.deviations import Collector

FORMATS: tuple[str, ...] = ("srt", "webvtt", "imsc", "ttml", "itt", "ass")
"""What can be written: IMSC 1.1 Text, Netflix-style TTML1, Apple iTT and ASS besides the two."""

READABLE: tuple[str, ...] = (*FORMATS, "scc", "stl")
"""What can be read; `ttml` stands for every profile of it. All but SRT and WebVTT need the extra
packages of `goglobal[formats]`."""

_SUFFIXES = {
    ".srt": "srt",
    ".vtt": "webvtt",
    ".webvtt": "webvtt",
    **dict.fromkeys((".ttml", ".dfxp", ".xml", ".itt", ".imsc"), "ttml"),
    ".scc": "scc",
    ".stl": "stl",
    **dict.fromkeys((".ass", ".ssa"), "ass"),
}
_READERS = {
    "srt": ("srt", "read_srt"),
    "webvtt": ("webvtt", "read_webvtt"),
    **dict.fromkeys(("ttml", "imsc", "itt"), ("ttml_reader", "read_ttml")),
    "scc": ("scc_reader", "read_scc"),
    "stl": ("stl_reader", "read_stl"),
    "ass": ("ass_reader", "read_ass"),
}
"""Module and function by format. The first two take `Decoded`, the others bytes: their formats
say in the file itself how it is encoded."""

_COMMON = ("byte_order_mark", "line_ends")
_WRITERS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "srt": ("srt", "write_srt", ()),
    "webvtt": ("webvtt_writer", "write_webvtt", ()),
    "imsc": ("imsc_writer", "write_imsc", ("frame_rate", "aspect_ratio")),
    "ttml": ("ttml_writer", "write_ttml", ("frame_rate",)),
    "itt": ("itt_writer", "write_itt", ("frame_rate", "drop_frame")),
    "ass": ("ass_writer", "write_ass", ("aspect_ratio",)),
}
"""Module, function and the options beyond `_COMMON`, by format."""

_CHUNK = 1 << 20
_LARGEST = 256 << 20
"""Bytes: a thousand times what any episode needs, and what any machine can hold."""
_HEAD = 4096
_SRT_TIMES = re.compile(r"^\d{1,2}:\d\d:\d\d,\d{3} --> \d{1,2}:\d\d:\d\d,\d{3}", re.MULTILINE)

Option = str | bool


def detect(text: str, *, name: str = "") -> str:
    """The format of a decoded file: what its content says, else its name, else SRT."""
    if text[:6] == "WEBVTT" and text[6:7] in ("", " ", "\t", "\n", "\r"):
        return "webvtt"
    named = _SUFFIXES.get(os.path.splitext(name)[1].lower())
    if named is None:
        return _foreign(text[:_HEAD]) or "srt"
    return "srt" if named == "webvtt" and _SRT_TIMES.search(text, 0, _HEAD) else named


def _foreign(head: str) -> str | None:
    """A format that a file of no telling name shows in its first lines."""
    start = head.lstrip()
    if start.startswith("Scenarist_SCC"):
        return "scc"
    if head[3:6] == "STL" and head[6:11] in ("25.01", "30.01"):
        return "stl"
    if re.match(r"\[(?:Script Info|V4\+? Styles|Events)\]", start, re.IGNORECASE):
        return "ass"
    return "ttml" if re.match(r"<(?:\?xml\b.*?<)?(?:\w+:)?tt\b", start, re.DOTALL) else None


def parse(
    data: bytes | str,
    *,
    format: str | None = "srt",  # noqa: A002
    language: str | None = None,
    name: str = "",
) -> Track:
    """A subtitle file's content as a track; never raises because of content.

    `format` None: by content, else by `name`, which is what the track and its reports call the
    file. `language` (BCP 47) tells which legacy encodings are likely. Whatever deviates from the
    format is in `track.findings`. Raises UsageError for a `format` that is not in `READABLE`, or
    whose extra packages are not installed.
    """
    if format is not None:
        _known(format, READABLE)
    if format not in ("srt", "webvtt", None):
        raw = data.encode("utf-8", "replace") if isinstance(data, str) else bytes(data)
        return _read(raw, format, language, name)
    decoded = _decoded(data, language)
    format = format or detect(decoded.text, name=name)  # noqa: A001
    if format not in ("srt", "webvtt"):
        return parse(data, format=format, language=language, name=name)
    return _read(decoded, format, language, name)


def read(
    path: str | os.PathLike[str],
    *,
    language: str | None = None,
    format: str | None = None,  # noqa: A002
) -> Track:
    """A subtitle file as a track; see `parse`. `format` None: by content, else by name.

    Raises OSError where the file cannot be read or is larger than 256 MB, never because of what is
    in it.
    """
    if format is not None:
        _known(format, READABLE)
    name = os.fspath(path)
    return parse(_bytes(name), format=format, language=language, name=name)


def write(track: Track, format: str, **options: Option) -> bytes:  # noqa: A002
    """A track as a file of `format`: `byte_order_mark` (False), `line_ends` ("lf" or "crlf").

    `frame_rate` ("25", "30000/1001") is for imsc, ttml and itt, `drop_frame` (False) for itt,
    `aspect_ratio` ("9:16") for imsc and ass. What is written reads back as the same cues, with the
    position and the styles that the format has; `losses` tells what it has not. Raises UsageError
    for an unknown format or option, GoGlobalError for a time below zero.
    """
    return _write(track, format, options, None)


def losses(track: Track, format: str, **options: Option) -> tuple[Finding, ...]:  # noqa: A002
    """What `write` with the same arguments has to leave out: mark-up, settings, blocks (SUB012).

    Text is never left out.
    """
    report = Collector()
    _write(track, format, options, report)
    return report.findings()


def _write(
    track: Track, format_: str, options: Mapping[str, Option], report: Collector | None
) -> bytes:
    _known(format_, FORMATS)
    module, function, own = _WRITERS[format_]
    _known_options(options, (*_COMMON, *own))
    data: bytes = _function(module, function)(track, report=report, **options)
    return data


def _decoded(data: bytes | str, language: str | None) -> Decoded:
    return decode_text(data) if isinstance(data, str) else decode(bytes(data), language=language)


def _read(content: Decoded | bytes, format_: str, language: str | None, name: str) -> Track:
    track: Track = _function(*_READERS[format_])(content, language=language, name=name)
    return track


@cache
def _function(module: str, name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(import_module(f"goglobal.subtitles.{module}"), name)
    return function


def _bytes(path: str) -> bytes:
    """A small file's content, three times faster than through a file object."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        size = os.fstat(handle).st_size
        if size > _LARGEST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), path)
        data = os.read(handle, size + 1)
        if len(data) == size:
            return data
        chunks, size = [data], len(data)
        while data:  # a pipe or a device does not know its size
            data = os.read(handle, _CHUNK)
            chunks.append(data)
            size += len(data)
            if size > _LARGEST:
                raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), path)
        return b"".join(chunks)
    finally:
        os.close(handle)


def _known(format_: str, known: tuple[str, ...]) -> None:
    if format_ not in known:
        message = N_("no subtitle format is called {found}")
        if format_ in READABLE:
            message = N_("{found} can be read, but not written")
        raise _unknown(message, format_, known)


def _known_options(options: Mapping[str, Option], known: tuple[str, ...]) -> None:
    for option in options:
        if option not in known:
            message = N_("a subtitle writer has no option {found}")
            raise _unknown(message, option, known)


def _unknown(message: str, found: str, known: tuple[str, ...]) -> UsageError:
    from goglobal.suggestions import nearest

    near = nearest(found, known)
    advice = N_("known are: {known}")
    if near:
        advice = N_("did you mean {near}? Known are: {known}")
    return UsageError(
        message, {"found": found, "near": near or "", "known": ", ".join(known)}, advice
    )
