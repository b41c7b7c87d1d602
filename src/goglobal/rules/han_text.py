"""The characters of a Chinese text that only one of its two forms has."""

from __future__ import annotations

import re
from functools import lru_cache

from goglobal.rules.han_forms import simplified, traditional


def strange_to(form: str) -> re.Pattern[str]:
    """What finds a character that `form` (`Hans` or `Hant`) does not have."""
    return _any_of("".join(traditional() if form == "Hans" else simplified()))


def proper_to(form: str) -> re.Pattern[str]:
    """What finds a character that only `form` has."""
    return _any_of("".join(simplified() if form == "Hans" else traditional()))


def counterpart(character: str) -> str:
    """How the other form writes a character that only one of them has."""
    return simplified().get(character) or traditional().get(character, character)


@lru_cache(maxsize=2)
def _any_of(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{characters}]")
