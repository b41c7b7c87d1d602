"""Which scripts a text is written in: enough to see that it is in the wrong language."""

from __future__ import annotations

import re
from collections import Counter

_RANGES = {
    "Latn": "A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ",
    "Cyrl": "Ѐ-ԯ",
    "Grek": "Ͱ-Ͽἀ-῿",
    "Arab": "ء-يٮ-ۓݐ-ݿ",
    "Hebr": "א-ת",
    "Deva": "ऄ-हक़-ॡ",
    "Beng": "অ-হ",
    "Taml": "அ-ஹ",
    "Telu": "అ-హ",
    "Thai": "ก-ะาำเ-ๆ",
    "Laoo": "ກ-ະາຳເ-ໄ",
    "Khmr": "ក-ឳ",
    "Mymr": "က-ဪ",
    "Hani": "㐀-䶿一-鿿豈-﫿\U00020000-\U0003134f",
    "Kana": "ぁ-ゖァ-ヺｦ-ﾝ",
    "Hang": "가-힣ᄀ-ᇿ㄰-㆏",
}
"""Letters by script, as ranges; vowel signs and tone marks are left out."""

_SCRIPTS = {name: re.compile(f"[{ranges}]") for name, ranges in _RANGES.items()}

_WRITTEN_WITH = {
    "Hans": frozenset({"Hani"}),
    "Hant": frozenset({"Hani"}),
    "Jpan": frozenset({"Hani", "Kana"}),
    "Kore": frozenset({"Hang", "Hani"}),
}
"""By ISO 15924 script of a language: the letters that it is written with."""


def letters(text: str) -> Counter[str]:
    """The number of letters of each script in `text`; what belongs to no known one is left out."""
    if text.isascii():
        count = len(_SCRIPTS["Latn"].findall(text))
        return Counter({"Latn": count} if count else {})
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()}
    return Counter({name: count for name, count in counts.items() if count})


def written_with(script: str) -> frozenset[str]:
    """The scripts, as `letters` names them, of a language whose ISO 15924 script is `script`.

    Empty for scripts that this table does not know.
    """
    known = frozenset({script}) if script in _RANGES else frozenset()
    return _WRITTEN_WITH.get(script, known)
