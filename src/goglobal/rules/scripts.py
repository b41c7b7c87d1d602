"""Which scripts a text is written in: enough to see that it is in the wrong language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_RANGES = {
    "Latn": "A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ",
    "Cyrl": "Ѐ-ԯ",
    "Grek": "Ͱ-Ͽἀ-῿",
    "Arab": "ء-يٮ-ۓݐ-ݿ",
    "Hebr": "א-ת",
    "Deva": "\u0904-\u0939\u0958-\u0961",
    "Beng": "অ-হ",
    "Taml": "அ-ஹ",
    "Telu": "అ-హ",
    "Thai": "ก-ะาำเ-ๆ",
    "Laoo": "ກ-ະາຳເ-ໄ",
    "Khmr": "ក-ឳ",
    "Mymr": "က-ဪ",
    "Gujr": "અ-હ",
    "Guru": "ਅ-ਹੲ-ੴ",
    "Knda": "ಅ-ಹ",
    "Mlym": "അ-ഺൺ-ൿ",
    "Orya": "ଅ-ହ",
    "Sinh": "අ-ෆ",
    "Geor": "Ⴀ-ჿ",
    "Armn": "Ա-և",
    "Ethi": "ሀ-ፚ",
    "Tibt": "ཀ-ཬ",
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f",
    "Kana": "ぁ-ゖァ-ヺｦ-ﾝ",
    "Hang": "\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e",
}
"""Letters by script, as ranges; vowel signs and tone marks are left out."""

_SCRIPTS = {name: re.compile(f"[{ranges}]+") for name, ranges in _RANGES.items()}
_LETTER = re.compile(r"[^\W\d_]")

_WRITTEN_WITH = {
    "Hans": frozenset({"Hani"}),
    "Hant": frozenset({"Hani"}),
    "Jpan": frozenset({"Hani", "Kana"}),
    "Kore": frozenset({"Hang", "Hani"}),
}
"""By ISO 15924 script of a language: the letters that it is written with."""


def letters(text: str, likely: Iterable[str] = ()) -> Counter[str]:
    """The number of letters of each script in `text`; what belongs to no known one is left out.

    `likely` names scripts to look for first: the search ends when no letter is left.
    """
    counts: dict[str, int] = {}
    for name in dict.fromkeys((*likely, "Latn")) if likely else ("Latn",):
        text = _taken(text, name, counts)
    for name in _SCRIPTS:
        if name not in counts and _LETTER.search(text):
            text = _taken(text, name, counts)
    return Counter({name: count for name, count in counts.items() if count})


def _taken(text: str, name: str, counts: dict[str, int]) -> str:
    """`text` without the letters of one script, which are counted."""
    rest = _SCRIPTS[name].sub("", text)
    counts[name] = len(text) - len(rest)
    return rest


def has_letter(name: str) -> re.Pattern[str]:
    """A pattern that is found in texts with a letter of the script `name`, as `letters` names it.

    Raises KeyError for a script that is not known.
    """
    return _SCRIPTS[name]


@lru_cache(maxsize=8)
def runs_of(names: frozenset[str]) -> re.Pattern[str]:
    """What finds runs of letters of these scripts; KeyError for one that is not known."""
    return re.compile("(?:" + "|".join(_SCRIPTS[name].pattern for name in sorted(names)) + ")+")


def written_with(script: str) -> frozenset[str]:
    """The scripts, as `letters` names them, of a language whose ISO 15924 script is `script`.

    Empty for scripts that this table does not know.
    """
    known = frozenset({script}) if script in _RANGES else frozenset()
    return _WRITTEN_WITH.get(script, known)
