"""Which of a series' pictures a profile delivers to whom: with text in a language, or without.

Pictures without text are for everybody. Where a profile has a place for them in the shared bundle
they stand there; where it has none they stand in for what a language lacks, in that language's.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd
from typing import Literal

from goglobal.errors import Problem
from goglobal.messages import N_
from goglobal.model import ArtworkFile, Series
from goglobal.profiles.schema import ArtworkWanted, Profile

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
    if profile.only_wanted_artwork:
        wanted = {wish.purpose for wish in profile.artwork if wish.per == per}
        every = [art for art in every if art.purpose in wanted]
    own = [art for art in every if art.language == language]
    if language is not None and "shared" not in picture_bundles(profile, per):
        there = {(art.purpose, art.episode) for art in own}
        own += [a for a in every if a.language is None and (a.purpose, a.episode) not in there]
    return tuple(sorted(own, key=lambda art: art.path))


def called(profile: Profile, per: Per, purpose: str) -> str:
    """What the platform calls pictures of a purpose."""
    wishes = (wish for wish in profile.artwork if wish.per == per and wish.purpose == purpose)
    return next((wish.called for wish in wishes if wish.called), purpose)


def ratio_of(wanted: ArtworkWanted) -> tuple[int, int]:
    """Width to height, in the smallest whole numbers."""
    across, down = wanted.width, wanted.height
    if wanted.ratio not in ("", "any"):
        across, down = map(int, wanted.ratio.split(":"))
    common = gcd(across, down)
    return across // common, down // common


def has_ratio(width: int, height: int, wanted: ArtworkWanted) -> bool:
    """Whether a picture of that size (px) has the ratio that is wanted."""
    across, down = ratio_of(wanted)
    off = abs(width * down / (height * across) - 1) * 100
    return wanted.ratio == "any" or off <= wanted.ratio_tolerance


def picture_problems(profile: Profile) -> Iterator[Problem]:
    """Wishes that no picture can fulfil, as their size has another ratio than they ask for."""
    for index, wanted in enumerate(profile.artwork):
        if wanted.size == "exact" and not has_ratio(wanted.width, wanted.height, wanted):
            yield Problem(
                file=profile.origins.get("artwork", profile.name),
                where=f"artwork[{index}].ratio",
                message=N_("{width} x {height} px have not the ratio {ratio}"),
                arguments={"width": wanted.width, "height": wanted.height, "ratio": wanted.ratio},
                help=N_('correct one of them, leave `ratio` out, or say `size = "minimum"`'),
            )
