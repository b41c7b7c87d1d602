"""What goes where: one series as one target wants it, as values."""

from __future__ import annotations

import msgspec

from goglobal.model import Episode, Series, Target
from goglobal.profiles.schema import Profile


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """One series for one target: which languages and episodes, from which files."""

    series: Series
    target: Target
    profile: Profile
    languages: tuple[str, ...]
    """The wanted languages; the source language first if it is among them, then sorted."""
    episodes: tuple[int, ...]
    """The selected episode numbers, in the series' order."""
    fallbacks: dict[str, str] = {}
    """Wanted language to the language whose files stand in for it, as the target says."""

    @property
    def selected(self) -> tuple[Episode, ...]:
        """The selected episodes, in the series' order."""
        wanted = set(self.episodes)
        return tuple(episode for episode in self.series.episodes if episode.number in wanted)

    def source_of(self, language: str) -> str:
        """The language whose files are used for `language`."""
        return self.fallbacks.get(language, language)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Every assignment of one run: series in order, each with its targets."""

    assignments: tuple[Assignment, ...]
    targets_known: tuple[str, ...] = ()
    """The names of all targets that were laid over the series, also of those that get nothing."""
    narrowed: bool = False
    """True: some of the targets were left out, so what matches nothing here says nothing."""

    @property
    def series(self) -> tuple[Series, ...]:
        """Each series once, in order."""
        return tuple({a.series.id: a.series for a in self.assignments}.values())

    @property
    def targets(self) -> tuple[Target, ...]:
        """Each target once, in order."""
        return tuple({a.target.name: a.target for a in self.assignments}.values())
