"""What lies between a translation's clock and the source's: a shift, a frame rate, a changed cut.

Translators merge cues, split them, and move them by a few frames; none of that is a drift. So
starts are compared as a whole, within a tolerance, and what is found has to be out of reach of
chance: two unrelated episodes always match somewhere. A regular file costs one walk over both; only
one that does not match is searched, by a coarse vote for each shift and ratio first.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import permutations
from math import log
from typing import NamedTuple

from goglobal.model import Track
from goglobal.rules.alignment import CLOSE, FEWEST, NONE, TOLERANCE, Drift
from goglobal.rules.cuts import unmatched, with_steps
from goglobal.rules.matching import Match, Times, match, moved_match, refined, times_of, tries
from goglobal.rules.voting import COARSE, vote

FITS = 0.6
"""Share of matching starts from which a file counts as timed like the source."""
EXPLAINS = 0.75
"""Share of matching starts that a shift or a ratio has to bring about."""
BETTER = 0.2
"""By how much a shift or ratio has to match better than the file as it is."""
SURE = 9.0
"""Evidence, as a natural logarithm (1 in 8,000), from which a match is no chance."""
LATE = 80
"""Milliseconds that cues moved by hand are off on average at most; from there on it is looked at
whether all of them are shifted."""

RATES = (
    ("23.976", Fraction(24000, 1001)),
    ("24", Fraction(24)),
    ("25", Fraction(25)),
    ("29.97", Fraction(30000, 1001)),
    ("30", Fraction(30)),
)
"""Frame rates that are confused with each other in practice, frames a second."""
Ratio = tuple[Fraction, tuple[str, str] | None]


class Aligned(NamedTuple):
    """What is known of a translation's clock against the source's."""

    drift: Drift | None
    """`Drift()` where they run together; None where nothing makes them match."""
    share: float
    """Of the cues, as they stand: how many begin with one of the other track."""
    evidence: float
    """For `drift`: the logarithm of how unlikely it is by chance."""


class _Found(NamedTuple):
    drift: Drift
    match: Match
    evidence: float
    """Of `match`, less what so many tries would bring by chance."""


UNKNOWN = Aligned(None, 0.0, 0.0)


def find_drift(source: Track, target: Track) -> Drift | None:
    """What has to be done to the source's times to get the target's.

    `Drift()` where they already match; None where nothing makes them match, or where there are
    too few cues to say.
    """
    return align(source, target).drift


def align(source: Track, target: Track) -> Aligned:
    """The same, with what speaks for it."""
    wanted, given = times_of(source), times_of(target)
    if min(len(wanted.starts), len(given.starts)) < FEWEST:
        return UNKNOWN
    plain = match(wanted, given, TOLERANCE)
    fits = plain.share >= FITS
    sure = fits and plain.evidence >= SURE
    if sure and abs(plain.late) <= LATE and not unmatched(len(given.starts), plain):
        return Aligned(NONE, plain.share, plain.evidence)
    best = _search(wanted, given, plain)
    if best is None or (best.drift.rates is None and unmatched(len(given.starts), best.match)):
        changed = with_steps(wanted, given, _bases(wanted, given, plain))
        if changed is not None:
            return Aligned(changed, plain.share, SURE)
    if best is not None:
        return Aligned(best.drift, plain.share, best.evidence)
    return Aligned(NONE if fits else None, plain.share, plain.evidence)


def in_whole_seconds(source: Track, target: Track) -> bool:
    """Whether the target is the source's times without their milliseconds, cut or rounded."""
    wanted, given = times_of(source), times_of(target)
    if any(start % 1000 for start in given.starts) or not any(s % 1000 for s in wanted.starts):
        return False
    half = 500 + TOLERANCE  # cut ones are half a second early on average, rounded ones are not
    return max(match(wanted.moved(by), given, half).share for by in (-500, 0)) >= EXPLAINS


def _search(wanted: Times, given: Times, plain: Match) -> _Found | None:
    """The shift, or else the frame rate and shift, that makes most starts match."""
    found: list[_Found] = []
    for alike in _clusters(max(wanted.starts[-1] - wanted.starts[0], 1)):
        one = _shifted(wanted, given, alike[0])
        if one is None:
            continue
        if alike[0][1] is None and one.match.share >= 0.95:
            return one if _better(one, plain) else None  # a shift explains it all
        # neighbouring ratios (25/24, 25/23.976) match alike on a short episode
        others = [_shifted(wanted, given, ratio) for ratio in alike[1:]]
        found.append(min((one, *filter(None, others)), key=lambda each: each.match.spread))
    found = [one for one in found if _better(one, plain)]
    if not found:
        return None
    highest = max(one.match.share for one in found)
    if found[0].drift.rates is None and found[0].match.share >= highest - 0.15:
        return found[0]
    return min(
        (one for one in found if one.match.share >= highest - 0.1),
        key=lambda one: one.match.spread,
    )


def _better(one: _Found, plain: Match) -> bool:
    """Whether a drift says more than that the file is as it is."""
    if one.match.share >= plain.share + BETTER:
        return True
    # all of a file that is off by little still matches: then it has to match more closely
    off = one.drift.rates is None and CLOSE <= abs(one.drift.offset) <= 2 * TOLERANCE
    return off and one.match.share >= plain.share - 0.05


def _shifted(wanted: Times, given: Times, ratio: Ratio) -> _Found | None:
    """The best shift under one ratio, where it is no chance."""
    by, rates = ratio
    scaled = wanted if rates is None else wanted.scaled(by)
    fewer = min(len(wanted.starts), len(given.starts))
    if vote(scaled.starts, given.starts, max(FEWEST, int(0.7 * fewer)), COARSE) is None:
        return None
    voted = vote(scaled.starts, given.starts, max(FEWEST, int(0.5 * fewer)))
    if voted is None:
        return None
    offset = refined(scaled.starts, given.starts, voted[0])
    found = moved_match(scaled, given, offset)
    often = tries(scaled, given, offset)
    evidence = found.evidence - log(often if rates is None else often * len(_ratios()))
    if found.share < EXPLAINS or evidence < SURE:
        return None
    return _Found(Drift(ratio=by, offset=offset, rates=rates), found, evidence)


def _bases(wanted: Times, given: Times, plain: Match) -> Iterator[tuple[int, Match]]:
    """Offsets that part of the cues may have: none at all, or the one with most votes."""
    if plain.share >= 0.3:
        yield 0, match(wanted, given, CLOSE)
    voted = vote(wanted.starts, given.starts, max(FEWEST, int(0.25 * len(given.starts))))
    if voted is not None:
        offset = refined(wanted.starts, given.starts, voted[0])
        found = moved_match(wanted, given, offset)
        if found.evidence - log(tries(wanted, given, offset)) >= SURE / 2:
            yield offset, found


@lru_cache(maxsize=1)
def _ratios() -> tuple[Ratio, ...]:
    """1 first, then every ratio of two frame rates, each once, the nearest to 1 first."""
    ratios: dict[Fraction, tuple[str, str] | None] = {}
    for (own, own_rate), (other, other_rate) in permutations(RATES, 2):
        ratios.setdefault(own_rate / other_rate, (own, other))
    ratios[Fraction(1)] = None
    return tuple((r, ratios[r]) for r in sorted(ratios, key=lambda ratio: abs(ratio - 1)))


def _clusters(span: int) -> tuple[tuple[Ratio, ...], ...]:
    """The ratios in groups that a vote cannot tell apart over `span` milliseconds; 1 is alone."""
    return _grouped(max(1, span // 10_000))


@lru_cache(maxsize=256)
def _grouped(span: int) -> tuple[tuple[Ratio, ...], ...]:
    groups: list[list[Ratio]] = []
    for ratio in _ratios():
        for group in groups[1:]:
            if abs(group[0][0] - ratio[0]) * span * 10_000 <= 2 * CLOSE:
                group.append(ratio)
                break
        else:
            groups.append([ratio])
    return tuple(tuple(group) for group in groups)
