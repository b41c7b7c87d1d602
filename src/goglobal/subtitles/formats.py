"""The formats that are read and written, and telling them apart by name and content."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Mapping

from goglobal.errors import UsageError
from goglobal.messages import N_
from goglobal.model import Track
from goglobal.subtitles.decoding import Decoded, decode, decode_text

FORMATS: tuple[str, ...] = ("srt", "webvtt")
"""What `format` may say."""

_SUFFIXES = {".srt": "srt", ".vtt": "webvtt", ".webvtt": "webvtt"}
_OPTIONS = ("byte_order_mark", "line_ends")
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
    named = _SUFFIXES.get(os.path.splitext(name)[1].lower(), "srt")
    return "srt" if named == "webvtt" and _SRT_TIMES.search(text, 0, _HEAD) else named


def parse(
    data: bytes | str,
    *,
    format: str = "srt",  # noqa: A002
    language: str | None = None,
    name: str = "",
) -> Track:
    """A subtitle file's content as a track; never raises because of content.

    `language` (BCP 47) tells which legacy encodings are likely; `name` is what the track and
    its reports call the file. Whatever deviates from the format is in `track.findings`. Raises
    UsageError for a `format` that is not in `FORMATS`.
    """
    _known(format)
    return _read(_decoded(data, language), format, language, name)


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
        _known(format)
    name = os.fspath(path)
    decoded = decode(_bytes(name), language=language)
    return _read(decoded, format or detect(decoded.text, name=name), language, name)


def write(track: Track, format: str, **options: Option) -> bytes:  # noqa: A002
    """A track as a file of `format`: `byte_order_mark` (False), `line_ends` ("lf" or "crlf").

    What is written reads back as the same cues; of mark-up, WebVTT takes what it has, and
    `{\\an8}` as a setting. Raises UsageError for an unknown format or
    option, GoGlobalError for a time below zero.
    """
    _known(format)
    _known_options(options)
    mark, ends = bool(options.get("byte_order_mark", False)), str(options.get("line_ends", "lf"))
    return _writer(format)(track, byte_order_mark=mark, line_ends=ends)


def _decoded(data: bytes | str, language: str | None) -> Decoded:
    return decode_text(data) if isinstance(data, str) else decode(bytes(data), language=language)


def _read(decoded: Decoded, format_: str, language: str | None, name: str) -> Track:
    if format_ == "webvtt":
        from goglobal.subtitles.webvtt import read_webvtt

        return read_webvtt(decoded, language=language, name=name)
    from goglobal.subtitles.srt import read_srt

    return read_srt(decoded, language=language, name=name)


def _writer(format_: str) -> Callable[..., bytes]:
    if format_ == "webvtt":
        from goglobal.subtitles.webvtt_writer import write_webvtt

        return write_webvtt
    from goglobal.subtitles.srt import write_srt

    return write_srt


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
        chunks = [data]
        while data:
            data = os.read(handle, _CHUNK)
            chunks.append(data)
        return b"".join(chunks)
    finally:
        os.close(handle)


def _known(format_: str) -> None:
    if format_ not in FORMATS:
        message = N_("no subtitle format is called {found}")
        raise _unknown(message, format_, FORMATS)


def _known_options(options: Mapping[str, Option]) -> None:
    for option in options:
        if option not in _OPTIONS:
            message = N_("a subtitle writer has no option {found}")
            raise _unknown(message, option, _OPTIONS)


def _unknown(message: str, found: str, known: tuple[str, ...]) -> UsageError:
    from goglobal.suggestions import nearest

    near = nearest(found, known)
    advice = N_("known are: {known}")
    if near:
        advice = N_("did you mean {near}? Known are: {known}")
    return UsageError(
        message, {"found": found, "near": near or "", "known": ", ".join(known)}, advice
    )
