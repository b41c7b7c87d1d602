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
from functools import lru_cache

_PUNCTUATION = "·‐–—―‖‘’“”‥…‧‰′″‵¡¿§¶†‡•°±×÷"
_SYMBOLS = (
    "※←↑→↓↔⇒⇔∀∂∇∈∋√∞∠∧∨∩∪∫∴∵∽≠≡≦≧○●◎◇◆□■△▲▽▼☆★☎☞♀♂♠♡♣♤♥♧♨♩♪♬♭℃℉№™"
    "\u2160-\u217f\u2460-\u24ff\u2500-\u257f"
)
_AMBIGUOUS = {"zh": _PUNCTUATION + _SYMBOLS, "ja": _PUNCTUATION + _SYMBOLS, "ko": _SYMBOLS}
"""By language: the ambiguous characters that count 1 there."""

_WIDE = (
    "\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd"
)
"""East Asian Width W and F (UAX #11), as ranges."""

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


def squares(language: str | None) -> bool:
    """Whether `language` counts in squares: full width 1, half width 0.5."""
    return (language or "").split("-", 1)[0] in _AMBIGUOUS


def width(text: str, language: str | None) -> float:
    """How many characters `text` (without mark-up; line feeds count nothing) has to a reader."""
    main = (language or "").split("-", 1)[0]
    if main in _AMBIGUOUS:
        return _width_in_squares(text, main)
    if text.isascii():
        return len(text) - text.count("\n")
    return len(_placeless().sub("", text))


@lru_cache(maxsize=4096)
def _width_in_squares(text: str, main: str) -> float:
    bare = text.replace("\n", "") if text.isascii() else _placeless().sub("", text)
    half = len(bare) if bare.isascii() else len(_full(main).sub("", bare))
    return len(bare) - half / 2


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
    return re.compile(f"[{_WIDE}{_AMBIGUOUS[main]}]+")
