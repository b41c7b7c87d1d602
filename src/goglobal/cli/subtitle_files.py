"""Files as `convert` takes and makes them: formats by name, standard streams, whole results."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from goglobal import subtitles
from goglobal.cli.output import mute, replace
from goglobal.errors import UsageError
from goglobal.messages import N_, gettext, localise
from goglobal.model import Track

STREAM = "-"
"""Standard input or output, as the name of a file."""

_LARGEST = 256 << 20
"""Bytes: what `subtitles.read` takes of a file."""

_SUFFIXES = {
    ".srt": "srt",
    ".vtt": "webvtt",
    ".webvtt": "webvtt",
    **dict.fromkeys((".ttml", ".dfxp", ".xml"), "ttml"),
    ".itt": "itt",
    ".imsc": "imsc",
    ".ass": "ass",
    ".scc": "scc",
    ".stl": "stl",
}
_TAKERS = {
    "frame_rate": ("imsc", "ttml", "itt"),
    "drop_frame": ("itt",),
    "aspect_ratio": ("imsc", "ass"),
}
"""The formats that an option is for; every other option is for all of them."""


def output_format(out: Path, word: str | None) -> str:
    """The format that `word` names, or else the suffix of `out`; `vtt` is `webvtt`, too.

    Raises UsageError where that is no format that can be written.
    """
    known = subtitles.FORMATS
    named = out.suffix.lower() if word is None else word.lower().removeprefix(".")
    found = named if named in known else _SUFFIXES.get(f".{named.removeprefix('.')}")
    if found in known:
        return found
    message = N_("the name {path} does not tell the format")
    if str(out) == STREAM:
        message = N_("standard output has no name that tells the format")
    if found is not None:
        message = N_("{found} can be read, but not written")
    elif word is not None:
        message = N_("no subtitle format is called {found}")
    raise UsageError(
        message,
        {"found": found or word or "", "path": str(out), "known": ", ".join(known)},
        N_("name one with --as: {known}"),
    )


def writer_options(format_: str, given: Mapping[str, str | bool | None]) -> dict[str, str | bool]:
    """The options that were given. Raises UsageError for one that the format has no use for."""
    options: dict[str, str | bool] = {name: value for name, value in given.items() if value}
    for name in options:
        takers = _TAKERS.get(name, (format_,))
        if format_ not in takers:
            raise UsageError(
                N_("{option} means nothing for {format}"),
                {
                    "option": f"--{name.replace('_', '-')}",
                    "format": format_,
                    "known": ", ".join(takers),
                },
                N_("it is for {known}"),
            )
    return options


def refuse_place(out: Path, sources: Iterable[Path | None], *, force: bool) -> None:
    """Raise UsageError where `out` must not be written: a folder, a source, a file that is there.

    A device or a pipe may be written: nothing is replaced there.
    """
    if str(out) == STREAM:
        return
    arguments = {"path": str(out), "folder": str(out.parent)}
    if out.is_dir():
        raise UsageError(N_("{path} is a folder"), arguments, N_("name a file in it"))
    if not out.exists():
        if not out.absolute().parent.is_dir():
            raise UsageError(N_("there is no folder “{folder}”"), arguments)
        return
    if not out.is_file():
        return
    for source in sources:
        if source is not None and source.exists() and source.samefile(out):
            raise UsageError(
                N_("{path} cannot be read and replaced in one go"),
                arguments,
                N_("give the result another name"),
            )
    if not force:
        raise UsageError(N_("{path} is there already"), arguments, N_("--force replaces it"))


def read(path: Path, language: str | None) -> Track:
    """The track in one file, or on standard input, whatever its format.

    Raises OSError where it cannot be read, and UsageError for a folder.
    """
    if str(path) == STREAM:
        from goglobal.subtitles.decoding import decode

        data = _standard_input()
        format_ = subtitles.detect(decode(data, language=language).text)
        return subtitles.parse(data, format=format_, language=language, name=STREAM)
    if path.is_dir():
        raise UsageError(
            N_("{path} is a folder"),
            {"path": str(path)},
            N_("name a file; --concat joins the episodes of a series folder"),
        )
    return subtitles.read(path, language=language)


def refuse_empty(track: Track, path: Path) -> None:
    """Raise UsageError for a file without a cue: it is no subtitle file, or the wrong one."""
    if track.cues:
        return
    met = next((finding for finding in track.findings if finding.code == "SUB013"), None)
    reason = localise(met.message, met.arguments) if met else localise(N_("no cues"), {})
    raise UsageError(
        N_("{path} cannot be converted: {found}"),
        {"path": gettext("standard input") if str(path) == STREAM else str(path), "found": reason},
        N_("check that the right file was sent, and in a format that is read here"),
    )


def put(data: bytes, out: Path) -> None:
    """Write a result to a file, whole or not at all, or to standard output.

    Raises OSError, which names the file, where it cannot be written.
    """
    if str(out) == STREAM:
        _to_standard_output(data)
        return
    try:
        replace(out, data)
    except OSError as error:
        raise OSError(error.errno or errno.EIO, error.strerror or "", str(out)) from error


def _standard_input() -> bytes:
    if sys.stdin is None:  # closed by whoever started us
        return b""
    data = sys.stdin.buffer.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), STREAM)
    return data


def _to_standard_output(data: bytes) -> None:
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        mute(sys.stdout.fileno())
