"""Whether a text that is too long for one line fits on two, where that can be told at a glance.

Looking for the best break (`goglobal.fit`) takes fifty times as long, and a report wants to know
only whether there is one.
"""

from __future__ import annotations

import re

from goglobal.rules.counting import fitting, width

_PLAIN = re.compile(
    r"(?:[^-‐‑–—―－♪♫♬#:：\[\](){}（）【】［］<>&\\\t\u061c\u1680\u2000-\u200f\u2028-\u202e\u205f-\u206f"
    r"\u3000]++|(?<=\w)-(?=\w))++"
)
"""One person's words, without mark-up and without white space other than the ordinary one."""
_UNSPACED = frozenset({"zh", "yue", "ja", "th"})
"""They break inside what has no spaces, so spaces alone tell nothing."""
_LONGEST = 200
"""Characters; whether a longer text is broken at all, only trying tells."""
_TRIES = 3
"""Spaces that are looked at, from the limit backwards."""
_ENDS = frozenset(".,;?!…؟،؛")
"""What a word before a space may end with besides letters and digits."""


def fits_on_two(text: str, language: str, limit: float) -> bool | None:
    """Whether `text` (without mark-up, on one line or two) has a break into two lines that count up
    to `limit` each. None: only trying tells."""
    lines = text.split("\n")
    if len(lines) > 2 or len(text) > _LONGEST:
        return None
    flat = " ".join([line.strip(" ") for line in lines]).strip(" ")
    spaced = language.split("-", 1)[0] not in _UNSPACED
    if not spaced or "  " in flat or not _PLAIN.fullmatch(flat):
        return False if width("".join(text.split()), language) > 2 * limit else None
    # the longest first line there can be leaves the shortest second one
    end = flat.rfind(" ", 0, fitting(flat, language, limit) + 1)
    if end <= 0 or width(flat[end + 1 :], language) > limit:
        return False
    for _ in range(_TRIES):
        if _parts_words(flat, end):
            return True
        end = flat.rfind(" ", 0, end)
        if end <= 0 or width(flat[end + 1 :], language) > limit:
            break
    return None


def _parts_words(text: str, place: int) -> bool:
    """Whether the space at `place` stands between two words beyond doubt."""
    before, after = text[text.rfind(" ", 0, place) + 1 : place], text[place + 1]
    return (
        after.isalnum()
        and not "\u1160" <= after <= "\u11ff"  # a part of a Korean syllable
        and (before[-1].isalnum() or before[-1] in _ENDS)
        and any(map(str.isalnum, before))
    )
