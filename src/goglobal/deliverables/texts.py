"""A language's texts as they are delivered: never the source language's in another's place."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from goglobal.deliverables.base import Context
from goglobal.deliverables.selection import source_of
from goglobal.errors import GoGlobalError
from goglobal.messages import N_
from goglobal.model import Credit, Episode
from goglobal.project import texts


class Texts:
    """The delivered texts of one language: of the wanted one, from the files that stand in.

    A required text that is missing, empty or fuzzy raises; an optional one is left out. What
    `check` holds back never comes this far.
    """

    def __init__(self, context: Context, language: str) -> None:
        assignment = context.assignment
        self.series = assignment.series
        self.language = language
        self.source = source_of(assignment, language)
        self.episodes: tuple[Episode, ...] = tuple(
            episode for episode in assignment.selected if episode.number in context.episodes
        )
        self._required = frozenset(assignment.profile.metadata.required)

    def text(self, key: str, field: str) -> str | None:
        """The text under `key` (`episode/003/title`); `field` is its name in a profile.

        None where the series has none, or an optional one is not translated.
        Raises GoGlobalError where the profile requires it.
        """
        found = texts.text(self.series, self.source, key)
        if found is None and field in self._required and self.source != self.series.source_language:
            raise GoGlobalError(
                N_("{series}: “{key}” has no finished translation in {language}"),
                {"series": self.series.id, "key": key, "language": self.source},
                N_("translate it in {language}'s catalog, or take the language out of the target"),
            )
        return found

    def episode(self, episode: Episode, name: str) -> str | None:
        """An episode's `title` or `synopsis`."""
        return self.text(texts.episode_key(episode.number, name), f"episode/{name}")

    def keywords(self) -> tuple[str, ...]:
        """The keywords, in order; one text separated by commas in a catalog."""
        text = self.text("series/keywords", "series/keywords")
        parts = (text or "").replace("，", ",").replace("、", ",").replace("،", ",").split(",")
        return tuple(part.strip() for part in parts if part.strip())

    def credits(self) -> Iterator[tuple[Credit, str, str]]:
        """Each credit with its name and character in this language, where they are translated."""
        for stem, credit in texts.credit_keys(self.series):
            name = self.text(f"{stem}/name", "series/credits")
            if name is not None:
                yield credit, name, self.text(f"{stem}/character", "series/credits") or ""


def document(value: msgspec.Struct) -> dict[str, object]:
    """A struct as plain values, without what is empty."""
    plain: dict[str, object] = msgspec.to_builtins(value)
    return {key: item for key, item in plain.items() if item not in (None, "", (), [], {})}
