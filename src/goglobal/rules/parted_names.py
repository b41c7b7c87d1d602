"""Names whose parts are written with a space or a dot between them, or with none.

Thai, Lao, Khmer, Burmese, Chinese and Japanese put no spaces between words; whether one stands
between family and given name is taste: หลิน หว่านชิว is หลินหว่านชิว, 艾米·李 is 艾米李. A zero-width
space only says where a line may break. None of them is a misspelling, unless it tears a syllable.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

PARTED = frozenset({"zh", "yue", "ja", "th", "lo", "km", "my"})
"""Languages without spaces between words. Korean has them, between names and words alike."""
_CHINESE = frozenset({"zh", "yue", "ja"})
_SPACES = "\\s\u200b\u2060\ufeff"
_DOTS = "·・‧•･゠＝"
"""What stands between the parts of a foreign name in Chinese and Japanese."""
_SCRIPTS = frozenset(
    ("THAI", "LAO", "KHMER", "MYANMAR", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA")
)
"""As the names of their characters in Unicode begin."""
_LEADING = frozenset("เแโใไເແໂໃໄ\u17d2\u1039")
"""What belongs to the letter behind it: vowels that are written first, signs that stack."""
_FOLLOWING = frozenset("ะาำๅๆฯະາຳຽໆຯ")
"""What belongs to the letter before it, and is no combining sign."""

_MOST_ROOM = 10
"""Characters that may stand between the parts of one name, for its slips to be found."""


def pattern(way: str, language: str) -> str:
    """A regular expression for a name, its parts together or apart; `language` as in PARTED.

    >>> import re
    >>> re.findall(pattern("林晚秋", "zh"), "林 晚秋，林·晚秋，林晚")
    ['林 晚秋', '林·晚秋']
    """
    signs = _signs(language)
    between = f"[{signs}]*"
    pieces = [piece for piece in re.split(f"[{signs}]+", way) if piece]
    return between.join(_within(piece, between) for piece in pieces) or re.escape(way)


def joined(text: str, language: str) -> tuple[str, list[int]]:
    """A text without what may stand between the parts of names, and where each character stood."""
    apart = re.compile(f"[{_signs(language)}]")
    places = [place for place, sign in enumerate(text) if not apart.match(sign)]
    return "".join(text[place] for place in places), places


def widened(text: str, begin: int, end: int, language: str) -> tuple[int, int]:
    """A stretch of text with room for what may stand between the parts of a name in it."""
    apart = re.compile(f"[{_signs(language)}]")
    room = min(_MOST_ROOM, len(apart.findall(text, max(0, begin - _MOST_ROOM), end + _MOST_ROOM)))
    return max(0, begin - room), min(len(text), end + room)


def _signs(language: str) -> str:
    return _SPACES + _DOTS if language in _CHINESE else _SPACES


def _within(piece: str, between: str) -> str:
    result = re.escape(piece[0])
    for before, sign in pairwise(piece):
        result += (between if _may_part(before, sign) else "") + re.escape(sign)
    return result


def _may_part(before: str, sign: str) -> bool:
    """Whether a part of a name may begin with `sign`: in Latin letters, only where it does."""
    return (
        not unicodedata.category(sign).startswith("M")
        and sign not in _FOLLOWING
        and before not in _LEADING
        and (_is_unspaced(before) or _is_unspaced(sign))
    )


def _is_unspaced(sign: str) -> bool:
    return unicodedata.name(sign, "").split(" ", 1)[0] in _SCRIPTS
