"""Which script a character belongs to, as ISO 15924 calls it, from its name in Unicode."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

COMMON = "Zyyy"
"""What all scripts share: punctuation, digits, symbols, and marks that take their letter's."""

_NAMES = {
    "LATIN": "Latn",
    "FULLWIDTH": "Latn",
    "GREEK": "Grek",
    "CYRILLIC": "Cyrl",
    "ARMENIAN": "Armn",
    "HEBREW": "Hebr",
    "ARABIC": "Arab",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "THAI": "Thai",
    "LAO": "Laoo",
    "MYANMAR": "Mymr",
    "GEORGIAN": "Geor",
    "HANGUL": "Hang",
    "ETHIOPIC": "Ethi",
    "KHMER": "Khmr",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "HALFWIDTH": "Kana",
    "CJK": "Hani",
    "BOPOMOFO": "Bopo",
}


@lru_cache(maxsize=16384)
def script_of(character: str) -> str:
    """The script of one character; COMMON for what has none of its own."""
    category = unicodedata.category(character)
    if category[0] not in "LM" and category != "Nd":
        return COMMON
    words = unicodedata.name(character, "").split(" ", 2)
    if words[0] == "ARABIC" and category == "Mn":
        return COMMON
    if words[0] == "HALFWIDTH" and len(words) > 1 and words[1] == "HANGUL":
        return "Hang"
    if words[0] == "FULLWIDTH" and category == "Nd":
        return COMMON
    return _NAMES.get(words[0], COMMON)
