"""The few characters that rules look for, found in one search through a track's text.

Most tracks have none of them, so one search spares ten rules a look at every cue.
"""

from __future__ import annotations

import re
from functools import lru_cache

MARKUP = "<{&\\"
"""Without any of these a text has no mark-up."""

BRACKETS = "[(（【［〔"
WIDE_SPACES = "\t\u00a0\u3000"
"""White space other than the ordinary one."""

BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069"
"""As a part of a character class."""

INVISIBLE = (
    "\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u180e\u200b-\u200d\u2028\u2029"
    "\u2060-\u2064\u3164\ufeff\uffa0\ufff9-\ufffc"
)
"""Control characters and those that take no place on the screen, as a part of a class."""

BASIC_EMOJI = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u2669-\u266f\u267f"
    "\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa"
    "\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf"
    "\u2b1b\u2b1c\u2b50\u2b55"
)
"""What of the basic plane is drawn as emoji by default (Unicode's Emoji_Presentation), and music,
likewise."""
EMOJI = BASIC_EMOJI + "\U0001d100-\U0001d1ff\U0001f000-\U0001faff"
"""The same in all planes."""

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
EMOJI_STYLE = "\ufe0f"
"""Makes an emoji of the character before it."""
_BEYOND = 0x10000
"""The first code point beyond the basic plane."""


def signs_in(text: str, language: str) -> frozenset[str]:
    """Those of the characters above that `text` has; Han only where `language` has none.

    Characters beyond the basic plane are among them all, whether they are looked for or not.
    """
    return frozenset(_silent(language.split("-", 1)[0] not in {"zh", "ja", "yue"}).sub("", text))


@lru_cache(maxsize=2)
def _silent(han: bool) -> re.Pattern[str]:
    """Runs of characters that no rule looks for: twice as quick as finding those that some do."""
    single = re.escape(MARKUP + BRACKETS + WIDE_SPACES + EMOJI_STYLE) + "`*"
    sought = f"{single}{BIDI_CONTROLS}{INVISIBLE}{EMOJI}{HAN if han else ''}"
    return re.compile(f"[{_complement(sought)}]+")


def _complement(members: str) -> str:
    """The rest of the basic plane, for the members of a character class."""
    rest, start = [], 0
    for first, last in sorted([*_spans(members), (_BEYOND, _BEYOND)]):
        if start < first <= _BEYOND:
            rest.append(f"\\U{start:08x}-\\U{first - 1:08x}")
        start = max(start, last + 1)
    return "".join(rest)


def _spans(members: str) -> list[tuple[int, int]]:
    """First and last code points of what stands in a character class: `a-z`, `\\[`, `x`."""
    return [
        (ord(match[2] or match[1][-1]), ord(match[3] or match[1][-1]))
        for match in re.finditer(r"((.)-(.)|\\.|.)", members, re.DOTALL)
    ]
