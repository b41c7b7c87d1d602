"""How well a translation's times fit a source's, and which episode's they fit best."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import NamedTuple

from goglobal.model import Track
from goglobal.rules.alignment import NONE, TOLERANCE
from goglobal.rules.drifting import FITS, SURE, Aligned, align
from goglobal.rules.matching import Times, match, moved_match, refined, times_of, tries
from goglobal.rules.voting import COARSE, vote

FEWEST_CUES = 6
"""Cues below which times say nothing about whose they are."""
BETTER = 0.2
"""By how much larger a share of the starts has to match than in the track's own episode."""
STRONGER = 6.0
"""By how much more evidence (a natural logarithm) there has to be than for its own episode."""
ALONE = 5.5
"""Evidence (1 in 250) for one other episode as it stands; with more episodes more is asked for."""
NEAR = 400
"""Milliseconds: the width of a bin in the first look at all episodes."""


class Other(NamedTuple):
    """The episode that a track was timed for, which is not its own."""

    episode: int
    offset: int
    """Milliseconds that it comes later than that episode's source."""
    share: float
    """Of the cues that begin together there."""


def fit(source: Track, target: Track) -> float:
    """How well the times of `target` match those of `source`, 0 to 1, as they stand.

    The share of cues that begin together, by the side that has more of them: merged cues leave
    starts of the source alone, split ones starts of the target. A track fits itself with 1; two
    unrelated episodes of dialogue reach 0.2 to 0.4 by chance.
    """
    if not (source.cues and target.cues):
        return 0.0
    return match(times_of(source), times_of(target), TOLERANCE).share


def best_episodes(target: Track, sources: Mapping[int, Track]) -> tuple[tuple[int, float], ...]:
    """Every episode with how well its source fits, best first; of equals, the lower number."""
    found = [(episode, fit(sources[episode], target)) for episode in sources]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def other_episode(
    target: Track, own: int, sources: Mapping[int, Track], mine: Aligned
) -> Other | None:
    """The episode, other than `own`, that `target` was timed for; None: there is none.

    `mine` says how it lies against its own source: only where that may be chance are the others
    looked at, first as they stand, then moved.
    """
    if len(target.cues) < FEWEST_CUES or len(sources) < 2:
        return None
    if mine.drift == NONE and mine.evidence >= SURE:
        return None
    given = times_of(target)
    others = {
        episode: times_of(track)
        for episode in sorted(sources)
        if episode != own and len((track := sources[episode]).cues) >= FEWEST_CUES
    }
    found = _as_they_stand(given, others, mine)
    if found is None and mine.drift is None:
        found = _moved(given, others)
    return found


def _as_they_stand(given: Times, others: Mapping[int, Times], mine: Aligned) -> Other | None:
    near = {start // NEAR + step for start in given.starts for step in (-1, 0, 1)}
    needed = max(ALONE + log(len(others) + 1), mine.evidence + STRONGER)
    best: Other | None = None
    for episode, times in others.items():
        fewer = min(len(times.starts), len(given.starts))
        if sum([start // NEAR in near for start in times.starts]) < 0.8 * FITS * fewer:
            continue
        found = match(times, given, TOLERANCE)
        if found.share >= max(FITS, mine.share + BETTER) and found.evidence >= needed:
            needed, best = found.evidence, Other(episode, 0, found.share)
    return best


def _moved(given: Times, others: Mapping[int, Times]) -> Other | None:
    """The same under a shift, for a track that nothing makes match its own source."""
    best: Other | None = None
    needed = SURE + log(len(others) + 1)
    for episode, times in others.items():
        fewer = min(len(times.starts), len(given.starts))
        least = max(FEWEST_CUES, int(0.7 * fewer))
        if vote(times.starts, given.starts, least, COARSE) is None:
            continue
        voted = vote(times.starts, given.starts, least)
        if voted is None:
            continue
        offset = refined(times.starts, given.starts, voted[0])
        found = moved_match(times, given, offset)
        evidence = found.evidence - log(tries(times, given, offset))
        if found.share >= 0.8 and evidence >= needed:
            needed, best = evidence, Other(episode, offset, found.share)
    return best


def swapped_with(other: Track, episode: int, own: int, sources: Mapping[int, Track]) -> bool:
    """Whether the track under `episode` was timed for `own`: two files that changed places."""
    if episode not in sources or own not in sources:
        return False
    found = other_episode(other, episode, sources, align(sources[episode], other))
    return found is not None and found.episode == own
