"""How many characters a reader counts: reading speed and line length as platforms mean them.

Netflix's timed-text guides count every letter, space and punctuation mark, and no line break. In
Chinese, Japanese and Korean a full-width character is 1 and a half-width one 0.5. Elsewhere what
stands on another letter (accents, Thai vowels above and below, tone marks, vowel signs of Indic
scripts) takes no place of its own and counts nothing.

Unicode calls some characters "ambiguous" in width (… — “ ” ♪): whether they fill a whole square
depends on the font, so it is settled here by language. Chinese and Japanese fonts draw them full
width; Korean ones draw punctuation half and symbols full width.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from goglobal.rules.signs import BASIC_EMOJI, EMOJI_STYLE

_PUNCTUATION = "·‐–—―‖‘’“”‥…‧‰′″‵¡¿§¶†‡•°±×÷"
_SYMBOLS = (
    "※←↑→↓↔⇒⇔∀∂∇∈∋√∞∠∧∨∩∪∫∴∵∽≠≡≦≧○●◎◇◆□■△▲▽▼☆★☎☞♀♂♠♡♣♤♥♧♨♩♪♬♭℃℉№™"
    "\u2160-\u217f\u2460-\u24ff\u2500-\u257f"
)
_AMBIGUOUS = {"zh": _PUNCTUATION + _SYMBOLS, "ja": _PUNCTUATION + _SYMBOLS, "ko": _SYMBOLS}
"""By language: the ambiguous characters that count 1 there."""

_WIDE = (
    "\u1100-\u115f\u2329\u232a\u2e80-\u3029\u3030-\u303e\u3041-\u3098\u309b-\ua4cf\ua960-\ua97f"
    "\uac00-\ud7a3\uf900-\ufaff"
    "\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U00016fe0-\U0001b2ff"
    "\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a\U0001f200-\U0001f265"
    "\U0001f300-\U0001f3fa\U0001f400-\U0001faff\U00020000-\U0003fffd"
)
"""East Asian Width W and F (UAX #11), as ranges, without what stands on another character; emoji of
the basic plane come besides."""

_JOINED = re.compile("\u200d[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]")
"""An emoji that is drawn as a part of the one before it."""

_AS_EMOJI = re.compile(f".{EMOJI_STYLE}")
"""A character that is drawn as an emoji, and so fills a square."""

_COMBINING_BLOCKS = (
    (0x0300, 0x1D00),
    (0x1DC0, 0x1E00),
    (0x200B, 0x2010),
    (0x202A, 0x202F),
    (0x2060, 0x2070),
    (0x20D0, 0x2100),
    (0x302A, 0x3030),
    (0x3099, 0x309B),
    (0xA66F, 0xA6F2),
    (0xA802, 0xABEE),
    (0xFB1E, 0xFB1F),
    (0xFE00, 0xFE30),
    (0xFEFF, 0xFF00),
)
"""Where characters without a place of their own are in the basic plane."""

_STEPS = 4
"""How often `fitting` looks how much room is left, before it divides what is left in two."""


def squares(language: str | None) -> bool:
    """Whether `language` counts in squares: full width 1, half width 0.5."""
    return (language or "").split("-", 1)[0] in _AMBIGUOUS


def width(text: str, language: str | None) -> float:
    """How many characters `text` (without mark-up; line feeds count nothing) has to a reader."""
    main = (language or "").split("-", 1)[0]
    if "\u200d" in text:
        text = _JOINED.sub("", text)
    if main in _AMBIGUOUS:
        return _width_in_squares(text, main)
    if text.isascii():
        return len(text) - text.count("\n")
    return len(_placeless().sub("", text))


def fitting(line: str, language: str | None, limit: float) -> int:
    """How many code points of `line` from its start count no more than `limit` together."""
    if line.isascii() and "\n" not in line and not squares(language):
        return min(int(limit), len(line))
    size = int(limit)  # none counts more than 1
    for _ in range(_STEPS):
        room = limit - width(line[:size], language)
        if size >= len(line) or room < 1:
            break
        size += int(room)
    sizes = range(size + 1, len(line) + 1)
    if size >= len(line) or width(line[: size + 1], language) > limit:
        return min(size, len(line))
    return size + bisect_right(sizes, limit, key=lambda n: width(line[:n], language))


def _width_in_squares(text: str, main: str) -> float:
    if EMOJI_STYLE in text:
        text = _AS_EMOJI.sub("\u2b50", text)
    rest = text if text.isascii() else _full(main).sub("", text)
    half = len(rest) - rest.count("\n") if rest.isascii() else len(_placeless().sub("", rest))
    return len(text) - len(rest) + half / 2


@lru_cache(maxsize=1)
def _placeless() -> re.Pattern[str]:
    """Line feeds and what stands on another character: marks, format characters, inner jamo,
    emoji skin tones."""
    found = [
        chr(code)
        for first, last in _COMBINING_BLOCKS
        for code in range(first, last)
        if unicodedata.category(chr(code)) in {"Mn", "Mc", "Me", "Cf"}
    ]
    others = "\n\u00ad\u1160-\u11ff\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef"
    return re.compile(f"[{others}{re.escape(''.join(found))}]+")


@lru_cache(maxsize=4)
def _full(main: str) -> re.Pattern[str]:
    return re.compile(f"[{_WIDE}{_AMBIGUOUS[main]}{BASIC_EMOJI}]+")
