"""Texts that no line break makes fit: said only where it is certain, and how much has to go.

`break_lines` gives None both where there is no break and where none can be told from the text. Here
a line may end wherever anybody could end one: at all white space, beside hyphens, dashes and stops,
and between any two characters that are written without spaces. What does not fit even then never
fits, whoever speaks which line.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from math import ceil

import msgspec

from goglobal.fit.breaking import MOST, Measure
from goglobal.fit.places import breakless

_SLACK = 1.02
"""Words measured one by one may be wider than the text they make (kerning)."""
_STEPS = 20
"""Halvings on the way to the narrowest lines that the whole text would fit into."""

_UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u2e80-\u312f\u3190-\ua4cf"
    "\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f\u2600-\u27bf"
    "\U0001f000-\U0001faff\U00020000-\U0003ffff"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, Tai scripts, Han, kana and their punctuation, emoji."""
_OF_UNSPACED = re.compile(f"[{_UNSPACED}]")
_PLACE = re.compile(
    r"\s+"
    r"|(?<=[-‐‑–—―/…\u00ad\u200b])(?=\S)"
    r"|(?<=\S)(?=[–—―…])"
    r"|(?<=[^\d\s][.,:;?!])(?=\w)"
    f"|(?P<between>(?<=[{_UNSPACED}])(?=\\S)|(?<=\\S)(?=[{_UNSPACED}]))"
)


class Excess(msgspec.Struct, frozen=True):
    """By how much a text is too long, roughly: no less than this has to go."""

    width: float
    """In the unit of the limit."""
    characters: int


def excess(text: str, *, max_lines: int, limit: float, measure: Measure) -> Excess | None:
    """How much too long `text` (plain) is for any `max_lines` lines of `limit`.

    None: it may be broken so that it fits, or nobody can tell.
    """
    flat = _on_one_line(text)
    ends = [
        match.span()
        for match in _PLACE.finditer(flat)
        if match["between"] is None or not breakless(flat, match.start())
    ]
    ends.append((len(flat), len(flat)))
    starts = [0, *(start for _, start in ends)]
    pieces = [flat[start:end] for start, (end, _) in zip(starts, ends, strict=False)]
    widths = [measure(piece) for piece in pieces]
    ink = sum(widths)
    certain = max(widths, default=0.0) > limit or ink > limit * max_lines * _SLACK
    if not certain and (len(flat) > MOST or _fits(flat, ends, max_lines, limit, measure)):
        return None
    space = measure(" ")
    gaps = [space * (start > end) for end, start in ends]
    whole = ink + sum(gaps[:-1]) - space * (max_lines - 1)
    need = max(_narrowest(widths, gaps, max_lines) - limit, whole - limit * max_lines, 1.0)
    shown = [c for c in " ".join(flat.split()) if unicodedata.category(c)[0] not in "MC"]
    each = max(whole, 1.0) / max(len(shown) - max_lines + 1, 1)
    return Excess(need, max(1, ceil(need / each)))


def _on_one_line(text: str) -> str:
    """`text` without its line ends: a space for each, but none between what is written without."""
    flat = ""
    for line in filter(None, map(str.strip, text.split("\n"))):
        apart = not (flat and _OF_UNSPACED.match(flat[-1]) and _OF_UNSPACED.match(line))
        flat += f" {line}" if flat and apart else line
    return flat


def _fits(
    text: str, ends: Sequence[tuple[int, int]], max_lines: int, limit: float, measure: Measure
) -> bool:
    """Whether lines that are filled up one after the other hold all of `text`."""
    first = start = 0
    for _ in range(max_lines):
        line = range(first, len(ends))
        first += bisect_right(line, limit, key=lambda n: measure(text[start : ends[n][0]]))
        if first == len(ends):
            return True
        start = ends[first - 1][1]
    return False


def _narrowest(widths: Sequence[float], gaps: Sequence[float], max_lines: int) -> float:
    """How wide lines have to be at least to hold pieces of these widths, with these gaps behind."""
    low, high = max(widths, default=0.0), sum(widths) + sum(gaps)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        lines, room = 1, middle
        for width, gap in zip(widths, gaps, strict=True):
            if width > room:
                lines, room = lines + 1, middle
            room -= width + gap
        low, high = (low, middle) if lines <= max_lines else (middle, high)
    return low
