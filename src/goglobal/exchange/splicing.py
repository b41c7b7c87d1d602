"""New texts in an existing subtitle file: a changed cue changes its own lines and no other byte.

The lines of a cue are replaced where they stand, and the result is read again: only when every
other cue is what it was is it taken. A file that cannot be changed so, or that gets more cues, is
written anew, if writing it anew loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from goglobal.errors import GoGlobalError
from goglobal.fixing.judging import Item
from goglobal.fixing.rewriting import blocks_after, form_of, is_same, obstacle, written
from goglobal.model import Cue, SubtitleFile, Track
from goglobal.subtitles.decoding import Decoded

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_SUFFIXES = {".vtt": "webvtt", ".webvtt": "webvtt"}


def spliced(data: bytes, file: SubtitleFile, texts: Mapping[int, str]) -> bytes | None:
    """The file with other texts for some cues (by 0-based position); None where that cannot be."""
    decoded, track = _read(data, file)
    cues = list(track.cues)
    for index, text in texts.items():
        cues[index] = replace(cues[index], text=text, payload="")
    changed = _in_place(data, decoded, track, {index: cues[index] for index in texts})
    if changed is not None and _reads_as(changed, file, cues):
        return changed
    return _anew(decoded, track, cues, list(range(len(cues))), file)


def restructured(
    data: bytes, file: SubtitleFile, cues: Sequence[Cue], old: Sequence[int | None]
) -> bytes | None:
    """The file with these cues; `old` is the place of each in the file, None for a new one."""
    decoded, track = _read(data, file)
    return _anew(decoded, track, cues, old, file)


def fresh(track: Track, path: str) -> bytes:
    """A new file of a track, in the format that its path says.

    Raises GoGlobalError for a time below zero.
    """
    from goglobal import subtitles

    return subtitles.write(track, format_of(path))


def format_of(path: str) -> str:
    """`srt` or `webvtt`."""
    return _SUFFIXES.get(path[path.rfind(".") :].lower(), "srt")


def _read(data: bytes, file: SubtitleFile) -> tuple[Decoded, Track]:
    from goglobal.fixing.deciding import read_file

    return read_file(data, file)


def _in_place(data: bytes, decoded: Decoded, track: Track, cues: Mapping[int, Cue]) -> bytes | None:
    codec = _codec(data, decoded)
    if codec is None or track.format not in {"srt", "webvtt"}:
        return None
    lines = _LINE.findall(decoded.text)
    for index in sorted(cues, reverse=True):
        first = track.text_line_of(index) - 1
        if first >= len(lines):
            return None
        last = first
        while last < len(lines) and lines[last].strip("\r\n"):
            last += 1
        if last == first:
            return None
        end = lines[first][len(lines[first].rstrip("\r\n")) :] or "\n"
        new = [line + end for line in _rendered(cues[index], track.format)]
        closing = lines[last - 1]
        new[-1] = new[-1][: -len(end)] + closing[len(closing.rstrip("\r\n")) :]
        lines[first:last] = new
    mark, name = codec
    try:
        return mark + "".join(lines).encode(name)
    except UnicodeError:
        return None


def _rendered(cue: Cue, format_: str) -> list[str]:
    """The lines of a cue's text, as its format has them."""
    from goglobal import subtitles

    alone = replace(cue, start=0, end=1000, number=1, settings="", identifier="")
    if format_ == "webvtt":
        # a position stands in the time line, and stays there
        from goglobal.exchange.groups import without_position

        alone = replace(alone, text=without_position(alone.text))
    rows = subtitles.write(Track(cues=(alone,)), format_).decode().rstrip("\n").split("\n")
    timing = next(index for index, row in enumerate(rows) if " --> " in row)
    return rows[timing + 1 :] or [""]


def _codec(data: bytes, decoded: Decoded) -> tuple[bytes, str] | None:
    """The byte order mark and the codec that give the file's own bytes back, if there are."""
    candidates = [(b"", decoded.encoding), (b"\xef\xbb\xbf", "utf-8")]
    candidates += [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
    for mark, name in candidates:
        if not data.startswith(mark):
            continue
        try:
            if mark + decoded.text.encode(name) == data:
                return mark, name
        except (UnicodeError, LookupError):
            continue
    return None


def _reads_as(data: bytes, file: SubtitleFile, cues: Sequence[Cue]) -> bool:
    return is_same(_read(data, file)[1].cues, cues)


def _anew(
    decoded: Decoded,
    track: Track,
    cues: Sequence[Cue],
    old: Sequence[int | None],
    file: SubtitleFile,
) -> bytes | None:
    # counters, line ends and the like become regular; only what would be lost is in the way
    regular = [Item(finding, (), True, ()) for finding in track.findings]
    if track.format != format_of(file.path) or obstacle(decoded.text, track, regular) is not None:
        return None
    numbered = [replace(cue, number=place) for place, cue in enumerate(cues, 1)]
    whole = replace(
        track, cues=tuple(numbered), blocks=blocks_after(track.blocks, old, len(track.cues))
    )
    try:
        data = written(whole, form_of(decoded, track, ()))
    except GoGlobalError:
        return None
    return data if _says(data, file, cues) else None


def _says(data: bytes, file: SubtitleFile, cues: Sequence[Cue]) -> bool:
    """Whether a file has these cues, whatever way their positions are written."""
    from goglobal.exchange.groups import without_position

    found = _read(data, file)[1].cues
    return [(c.start, c.end, without_position(c.text)) for c in found] == [
        (c.start, c.end, without_position(c.text)) for c in cues
    ]
