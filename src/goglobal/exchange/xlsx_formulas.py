"""Formulas of a translator's sheet: how many characters a reader counts, as `rules.counting` does.

What stands on another letter (Thai vowels above, tone marks, Indic signs) counts nothing, a
half-width character in Chinese, Japanese and Korean one half, line breaks and `<i>` nothing. A
formula comes close: `goglobal check` has the last word.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from goglobal.languages import script
from goglobal.rules.counting import squares, width

_BLOCKS = {
    "Thai": (0x0E00, 0x0E7F),
    "Laoo": (0x0E80, 0x0EFF),
    "Khmr": (0x1780, 0x17FF),
    "Mymr": (0x1000, 0x109F),
    "Deva": (0x0900, 0x097F),
    "Beng": (0x0980, 0x09FF),
    "Taml": (0x0B80, 0x0BFF),
    "Arab": (0x064B, 0x0670),
    "Hebr": (0x0591, 0x05C7),
}
"""Where the signs of a script are that stand on other letters."""
_MOST_SIGNS = 50
"""Functions can be nested 64 deep (Excel specifications and limits)."""
_TAGS = ("<i>", "</i>", "<b>", "</b>", "<u>", "</u>")
_LONGEST = 300
"""Characters of a cue that a formula looks at one by one."""
_FIRST_WIDE = {"zh": 0x2010, "ja": 0x2010, "ko": 0x2E80}
"""From here on characters count 1: in Chinese and Japanese, dashes, dots and quotes do so too."""


def count(cell: str, language: str) -> str:
    """A formula, without `=`, for the characters of a cell as a reader of `language` counts."""
    text = cell
    for taken in (*_TAGS, *_signs(script(language))):
        text = f'SUBSTITUTE({text},"{taken}","")'
    text = f'SUBSTITUTE({text},CHAR(10),"")'
    if not squares(language):
        return f"LEN({text})"
    first = _FIRST_WIDE[language.split("-", maxsplit=1)[0]]
    padded = f'{text}&REPT("a",{_LONGEST})'
    each = f"_xlfn.UNICODE(MID({padded},ROW($1:${_LONGEST}),1))"
    return f"(LEN({text})+SUMPRODUCT(--({each}>={first})))/2"


@lru_cache(maxsize=16)
def _signs(name: str) -> tuple[str, ...]:
    first, last = _BLOCKS.get(name, (1, 0))
    signs = (chr(point) for point in range(first, last + 1))
    named = [sign for sign in signs if unicodedata.category(sign) != "Cn"]
    return tuple(sign for sign in named if not width(sign, None))[:_MOST_SIGNS]
