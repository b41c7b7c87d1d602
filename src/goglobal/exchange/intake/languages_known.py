"""From what a name says to the languages of one series: `es` is its only Spanish, `zh` either."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from goglobal import languages

_USUAL = {"en": "US", "es": "ES", "pt": "BR", "fr": "FR", "de": "DE", "it": "IT"}
"""The region that a language without one is usually of."""


def expand(tags: Iterable[str], known: Collection[str]) -> frozenset[str]:
    """The languages that `tags` may mean in a series with the languages `known`.

    `es` is every Spanish that the series has; where it has none, Spanish as such. `th-TH` is `th`.
    """
    return frozenset(tag for one in tags for tag in _expand(one, known))


def _expand(tag: str, known: Collection[str]) -> set[str]:
    if tag in known:
        return {tag}
    base, _, rest = tag.partition("-")
    same = {other for other in known if other.split("-")[0] == base}
    if not rest:
        if tag == "zh":
            return {other for other in same if other != "zh"} or {"zh-Hans", "zh-Hant"}
        return same or {tag}
    plain = usual(tag)
    if plain != tag and (plain in known or base not in _USUAL):
        return {plain}
    return {tag}


def usual(tag: str) -> str:
    """A tag without a region that says nothing: `th-TH` is `th`, `en-US` is `en`."""
    base, _, rest = tag.partition("-")
    if not rest or base == "zh" or len(rest) != 2:
        return tag
    if base in _USUAL:
        return base if _USUAL[base] == rest else tag
    return base if languages.script(base) == languages.script(tag) else tag


def relatives(tag: str, known: Iterable[str]) -> tuple[str, ...]:
    """Other languages of the series that differ from `tag` only by region or script, sorted."""
    base = tag.split("-", maxsplit=1)[0]
    return tuple(sorted(one for one in known if one != tag and one.split("-")[0] == base))
