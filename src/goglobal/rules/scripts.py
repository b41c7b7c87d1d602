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

    `likely` names scripts to tell of first.
    """
    counts: dict[str, int] = {}
    spelled: dict[str, int] = {}
    left = 0
    for sign in set(text):
        name, is_letter = _KNOWN[sign]
        if name or is_letter:
            often = text.count(sign)
            counts[name] = counts.get(name, 0) + often
            if is_letter:
                spelled[name] = spelled.get(name, 0) + often
                left += often
    found: dict[str, int] = {}
    for name in dict.fromkeys((*likely, "Latn")):
        if name in counts:
            found[name] = counts[name]
            left -= spelled.get(name, 0)
    for name in sorted(counts.keys() - found.keys() - {""}, key=_ORDER.__getitem__):
        if left:  # signs of a script are none of its letters where there is no letter at all
            found[name] = counts[name]
            left -= spelled.get(name, 0)
    return Counter(found)


class _Known(dict[str, tuple[str, bool]]):
    """Character to its script, empty for none of those above, and whether it is a letter."""

    def __missing__(self, sign: str) -> tuple[str, bool]:
        name = next((name for name, some in _SCRIPTS.items() if some.match(sign)), "")
        known = name, _LETTER.match(sign) is not None
        if len(self) < _MOST_KNOWN:
            self[sign] = known
        return known


_KNOWN = _Known()
_MOST_KNOWN = 20_000
"""Characters that are remembered: more than all subtitles of a series have."""
_ORDER = {name: place for place, name in enumerate(_SCRIPTS)}


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
