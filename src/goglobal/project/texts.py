"""The metadata texts of a series by key: what is to be translated, and what a language has."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal import vocabulary
from goglobal.model import Credit, Episode, Series

_SERIES_TEXTS = ("title", "synopsis", "tagline")
_EPISODE_TEXTS = ("title", "synopsis")


def source_texts(series: Series) -> dict[str, str]:
    """Every metadata key that the series has a source text for, in the order of a catalog.

    Episode titles that the series does not declare are not here: the vocabulary has them.
    """
    texts = {
        "series/title": series.title,
        "series/synopsis": series.synopsis,
        "series/tagline": series.tagline,
        "series/keywords": ", ".join(series.keywords),
    }
    for episode in series.episodes:
        texts.setdefault(episode_key(episode.number, "title"), episode.title)
        texts.setdefault(episode_key(episode.number, "synopsis"), episode.synopsis)
    for stem, credit in credit_keys(series):
        texts[f"{stem}/name"] = credit.name
        texts[f"{stem}/character"] = credit.character
    return {key: text for key, text in texts.items() if text}


def text(series: Series, language: str, key: str) -> str | None:
    """The deliverable text under a key in a language, or None where there is none.

    For the source language it is the series' own; for others the catalog's, neither fuzzy nor
    empty. The title of an episode that has none of its own comes from the vocabulary.
    """
    if language == series.source_language:
        found = _source_text(series, key)
    else:
        catalog = series.catalogs.get(language)
        found = catalog.text(key) if catalog else None
    if found:
        return found
    episode = _episode_of(series, key)
    if episode and key.endswith("/title") and not episode.title:
        return vocabulary.episode_title(episode.number, language)
    return None


def _source_text(series: Series, key: str) -> str | None:
    """The same as `source_texts(series).get(key)`, without making all of them."""
    kind, _, rest = key.partition("/")
    if kind == "series":
        if rest == "keywords":
            return ", ".join(series.keywords) or None
        return getattr(series, rest) or None if rest in _SERIES_TEXTS else None
    if kind == "episode":
        episode = _episode_of(series, key)
        return (episode.title if rest.endswith("/title") else episode.synopsis) if episode else None
    return source_texts(series).get(key)


def known_keys(series: Series) -> frozenset[str]:
    """Every key that an entry of a catalog may have: those with a source text, and those that
    the series could have one for."""
    keys = {f"series/{name}" for name in ("title", "synopsis", "tagline", "keywords")}
    for episode in series.episodes:
        keys.update(episode_key(episode.number, name) for name in ("title", "synopsis"))
    for stem, _ in credit_keys(series):
        keys.update((f"{stem}/name", f"{stem}/character"))
    return frozenset(keys)


def episode_key(number: int, name: str) -> str:
    """`episode/001/title`."""
    return f"episode/{number:03}/{name}"


def credit_keys(series: Series) -> Iterator[tuple[str, Credit]]:
    """`credit/cast/1` with its credit: counted from 1 within each role, in order."""
    counts: dict[str, int] = {}
    for credit in series.credits:
        counts[credit.role] = counts.get(credit.role, 0) + 1
        yield f"credit/{credit.role}/{counts[credit.role]}", credit


def _episode_of(series: Series, key: str) -> Episode | None:
    parts = key.split("/")
    if len(parts) != 3 or parts[0] != "episode" or parts[2] not in _EPISODE_TEXTS:
        return None
    if not (parts[1].isascii() and parts[1].isdecimal() and len(parts[1]) < 9):
        return None
    episode = series.episode(int(parts[1]))
    return episode if episode and episode_key(episode.number, parts[2]) == key else None
