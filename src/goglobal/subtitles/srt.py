"""SRT: the fast reader that proves it read everything, and the writer.

The reader matches whole cues with one pattern and then adds up: if the lengths of what was
matched come to the length of the file, nothing can have been lost. Whatever does not add up,
or looks odd inside, goes to the tolerant reader, which takes a file apart line by line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from goglobal.errors import GoGlobalError, UsageError
from goglobal.messages import N_
from goglobal.model import Cue, Track
from goglobal.subtitles import markup, rows
from goglobal.subtitles.clocks import clock_pairs, tables
from goglobal.subtitles.decoding import Decoded
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.inspection import BETWEEN, inspect
from goglobal.subtitles.lineends import even
from goglobal.subtitles.mojibake import Hints
from goglobal.subtitles.numbering import check_numbers

_CUES = re.compile(
    r"([0-9]{1,9}+)\n([^\n]{9})([^\n]{3}) --> ([^\n]{9})([^\n]{3})\n([^\n]++(?:\n[^\n]++)*+)\n\n"
)
"""A cue; its clocks are proven by looking them up. The bounds keep it linear on any text."""

_FIXED = 33
"""Characters of a regular cue besides its counter and its text."""


def read_srt(decoded: Decoded, *, language: str | None = None, name: str = "") -> Track:
    """An SRT file as a track; never raises because of content.

    Every deviation from the format is a finding. `lines` and `text_lines` are None where the
    file is regular, so that each cue's place follows from the texts.
    """
    out = Collector()
    text, damaged = decoded.text, False
    if decoded.findings:
        out.extend(decoded.findings)
        damaged = out.count("SUB001") > 0 or out.count("SUB009") > 0
    if not decoded.even or text[-1:] == "\x1a" or text[:1] == "ï":
        text = even(text, out)
    cues = _regular(text, out, decoded.hints, damaged=damaged)
    lines = text_lines = None
    if cues is None:
        from goglobal.subtitles.tolerant import read_lines

        cues, lines, text_lines = read_lines(text, out)
        inspect([cue.text for cue in cues], lambda: text_lines or (), out, damaged=damaged)
    return Track(
        cues=tuple(cues),
        language=language,
        findings=out.findings(),
        name=name,
        lines=lines,
        text_lines=text_lines,
    )


def _regular(text: str, out: Collector, hints: Hints, *, damaged: bool) -> list[Cue] | None:
    """The cues of a regular file; None where the sum is wrong or a text needs a closer look."""
    body = text.rstrip("\n")
    found = _CUES.findall(body + "\n\n")
    if not found:
        return None
    numbers = [cue[0] for cue in found]
    texts = [cue[5] for cue in found]
    joined = BETWEEN + BETWEEN.join(texts)
    count = len(found)
    counters, digits = _counters(count)
    counted = numbers == counters
    if not counted:
        digits = len("".join(numbers))
    if len(joined) + digits + (_FIXED - len(BETWEEN)) * count != len(body) + 2:
        return None
    if "-->" in joined or rows.SUSPECT.search(joined):
        return None
    second, thousandth = tables()
    try:
        if counted:
            cues = [
                Cue(second[a] + thousandth[b], second[c] + thousandth[d], text, number)
                for number, (_, a, b, c, d, text) in enumerate(found, 1)
            ]
        else:
            cues = [
                Cue(second[a] + thousandth[b], second[c] + thousandth[d], text, int(number))
                for number, a, b, c, d, text in found
            ]
            found_counters = [cue.number for cue in cues]
            if found_counters != list(range(1, count + 1)):
                check_numbers(found_counters, [line - 2 for line in _text_lines(texts)], out)
    except KeyError:
        return None
    inspect(texts, lambda: _text_lines(texts), out, joined=joined, damaged=damaged, hints=hints)
    return cues


@lru_cache(maxsize=256)
def _counters(count: int) -> tuple[list[str], int]:
    """The counters that a file of `count` cues should have, and their digits; not to be changed."""
    counters = list(map(str, range(1, count + 1)))
    return counters, len("".join(counters))


def _text_lines(texts: Sequence[str]) -> list[int]:
    return list(accumulate((text.count("\n") + 4 for text in texts[:-1]), initial=3))


def write_srt(
    track: Track,
    *,
    byte_order_mark: bool = False,
    line_ends: str = "lf",
    report: Collector | None = None,
) -> bytes:
    """A track as SRT in UTF-8: counters from 1, one blank line after each cue.

    Lines that SRT cannot hold are written as `rows` says, and come back as they were. A cue
    with WebVTT settings that put it elsewhere than at the bottom gets `{\\anN}`. Raises
    GoGlobalError for a time below zero.
    """
    cues = track.cues
    texts = [cue.text for cue in cues]
    if any(cue.settings for cue in cues):
        texts = [_with_position(cue) if cue.settings else cue.text for cue in cues]
    joined = "\n".join(texts)
    if "-->" in joined or "\r" in joined or rows.SUSPECT.search(f"\n{joined}"):
        texts = [rows.to_file(text) for text in texts]
    refuse_negative(cues)
    if report is not None:
        _tell(track, report)
    parts = [
        f"{number}\n{begin} --> {end}\n{text}\n\n"
        for number, ((begin, end), text) in enumerate(zip(clock_pairs(cues), texts, strict=True), 1)
    ]
    return encoded("".join(parts), byte_order_mark=byte_order_mark, line_ends=line_ends)


def _tell(track: Track, report: Collector) -> None:
    from goglobal.subtitles.left_out import LeftOut

    LeftOut(track, "SRT", report).usual()


def encoded(text: str, *, byte_order_mark: bool, line_ends: str) -> bytes:
    """The text of a file as bytes; raises UsageError for `line_ends` other than lf and crlf."""
    if line_ends == "crlf":
        text = text.replace("\n", "\r\n")
    elif line_ends != "lf":
        raise UsageError(
            N_("there are no line ends called {found}"),
            {"found": line_ends},
            N_("write `lf` or `crlf`"),
        )
    return text.encode("utf-8-sig" if byte_order_mark else "utf-8", "replace")


def refuse_negative(cues: Sequence[Cue]) -> None:
    """Raise GoGlobalError for the first cue that begins or ends before zero."""
    if not cues or (min([cue.start for cue in cues]) >= 0 <= min([cue.end for cue in cues])):
        return
    for index, cue in enumerate(cues):
        if cue.start < 0 or cue.end < 0:
            raise GoGlobalError(
                N_("cue {cue} would stand at {start} to {end} ms: no file holds a time below zero"),
                {"cue": index + 1, "start": cue.start, "end": cue.end},
                N_("shift by less, or take the cues before zero away first"),
            )


def _with_position(cue: Cue) -> str:
    place = markup.alignment(cue)
    return cue.text if place == 2 or "{\\an" in cue.text else f"{{\\an{place}}}{cue.text}"
