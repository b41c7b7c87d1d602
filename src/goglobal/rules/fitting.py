"""How well a translation's times fit a source's, and which episode's they fit best."""

from __future__ import annotations

from collections.abc import Mapping

from goglobal.model import Track
from goglobal.rules.alignment import BETTER, FITS, TOLERANCE, share

FEWEST_CUES = 6
"""Cues below which times say nothing about whose they are."""


def fit(source: Track, target: Track) -> float:
    """How well the times of `target` match those of `source`, 0 to 1, as they stand.

    The share of cues that begin together, by the side that has more of them: merged cues leave
    starts of the source alone, split ones starts of the target. A track fits itself with 1; two
    unrelated episodes of dialogue reach 0.2 to 0.4 by chance.
    """
    wanted = sorted([cue.start for cue in source.cues])
    given = sorted([cue.start for cue in target.cues])
    return share(wanted, given, TOLERANCE) if wanted and given else 0.0


def best_episodes(target: Track, sources: Mapping[int, Track]) -> tuple[tuple[int, float], ...]:
    """Every episode with how well its source fits, best first; of equals, the lower number."""
    found = [(episode, fit(sources[episode], target)) for episode in sources]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def other_episode(target: Track, own: int, sources: Mapping[int, Track]) -> int | None:
    """The episode, other than `own`, that `target` was clearly timed for; None: there is none."""
    if len(target.cues) < FEWEST_CUES or len(sources) < 2:
        return None
    ranked = best_episodes(target, sources)
    (first, best), (_, second) = ranked[:2]
    mine = dict(ranked).get(own, 0.0)
    clear = best >= FITS and best >= mine + BETTER and best >= second + BETTER
    return first if clear and first != own else None
