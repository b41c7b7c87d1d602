"""The characters of a text that only one form of Chinese has."""

from __future__ import annotations

import re
from functools import lru_cache

from goglobal.rules.han_forms import simplified, traditional


def strange_to(form: str) -> re.Pattern[str]:
    """What finds a character that `form` (`Hans` or `Hant`) does not have."""
    return _any_of("".join(traditional() if form == "Hans" else simplified()))


def is_pure(text: str, form: str) -> bool:
    """Whether `text` has no character that `form` does not have."""
    return _members(form).isdisjoint(text)


@lru_cache(maxsize=2)
def _members(form: str) -> frozenset[str]:
    return frozenset(traditional() if form == "Hans" else simplified())


def proper_to(form: str) -> re.Pattern[str]:
    """What finds a character that only `form` has."""
    return _any_of("".join(simplified() if form == "Hans" else traditional()))


def counterpart(character: str) -> str:
    """How the other form writes a character that only one of them has."""
    return simplified().get(character) or traditional().get(character, character)


@lru_cache(maxsize=2)
def _any_of(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{characters}]")


def form_of(text: str) -> str | None:
    """`Hans` or `Hant`, the form that most characters which tell are of; None: none tells."""
    one, other = (len(proper_to(form).findall(text)) for form in ("Hans", "Hant"))
    return None if one == other else "Hans" if one > other else "Hant"
