"""Which of a series' pictures a profile delivers to whom: with text in a language, or without.

Pictures without text are for everybody. Where a profile has a place for them in the shared bundle
they stand there; where it has none they stand in for what a language lacks, in that language's.
"""

from __future__ import annotations

from typing import Literal

from goglobal.model import ArtworkFile, Series
from goglobal.profiles.schema import Profile

Per = Literal["series", "episode"]

FORMATS: dict[Per, str] = {"series": "artwork", "episode": "episode-artwork"}
"""The format of the deliverables that pictures go out by."""


def picture_bundles(profile: Profile, per: Per) -> frozenset[str]:
    """The bundles (`language`, `shared`) that a profile puts such pictures into."""
    return frozenset(d.bundle for d in profile.deliverables if d.format == FORMATS[per])


def pictures_of(
    series: Series, profile: Profile, per: Per, language: str | None
) -> tuple[ArtworkFile, ...]:
    """The pictures for one language's bundle, or for the shared one (None), by path."""
    every = [art for art in series.artwork if (art.episode is None) is (per == "series")]
    own = [art for art in every if art.language == language]
    if language is not None and "shared" not in picture_bundles(profile, per):
        there = {(art.purpose, art.episode) for art in own}
        own += [a for a in every if a.language is None and (a.purpose, a.episode) not in there]
    return tuple(sorted(own, key=lambda art: art.path))
