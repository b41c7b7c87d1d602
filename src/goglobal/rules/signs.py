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

EMOJI = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u2669-\u266f\u267f"
    "\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa"
    "\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf"
    "\u2b1b\u2b1c\u2b50\u2b55\U0001d100-\U0001d1ff\U0001f000-\U0001faff"
)
"""What is drawn as emoji by default (Unicode's Emoji_Presentation), and music, likewise."""

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
EMOJI_STYLE = "\ufe0f"
"""Makes an emoji of the character before it."""


def signs_in(text: str, language: str) -> frozenset[str]:
    """Those of the characters above that `text` has; Han only where `language` has none."""
    return frozenset(_pattern(language.split("-", 1)[0] not in {"zh", "ja", "yue"}).findall(text))


@lru_cache(maxsize=2)
def _pattern(han: bool) -> re.Pattern[str]:
    single = re.escape(MARKUP + BRACKETS + WIDE_SPACES + EMOJI_STYLE) + "`*"
    return re.compile(f"[{single}{BIDI_CONTROLS}{INVISIBLE}{EMOJI}{HAN if han else ''}]")
