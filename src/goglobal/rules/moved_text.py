"""Texts that stand one cue too late or too early, under times that are right (TRN003).

A translator's tool that drops or doubles one line moves all that follow by one cue. No cue shows
it; a row of them does: long lines have long translations, questions are questions. What is added
up is how much better the text of the next (or last) cue goes with the source than a cue's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import NamedTuple

from goglobal.model import Track
from goglobal.rules.pairing import Pair

SURE = 10.0
"""Evidence, as a natural logarithm, from which texts seem to be moved. Of 1,485 human translations
of 24 cues the right ones reached 9.5 at most, and 8 in 10 reached it when they were moved."""
CERTAIN = 15.0
"""Evidence that no doubt is left with: with less it is a warning."""
FEWEST = 6
"""Pairs of cues that have to speak for it."""
_SPREAD = 0.3
"""Standard deviation of the logarithm of a translation's length against the usual one."""
_SMALL = 4
"""Letters that are added to every length: the length of short texts says less."""
_MOST = 3.0
"""What the lengths of one pair count at most, however unlike they are."""
_QUESTION = 2.5
"""What a question counts whose counterpart is none."""
_BEGINS = 0.5
"""What the first pair of a row has to add to it, so that it does not begin before it does."""
_FITS = 1.0
"""How unlike the texts of the first pair are at most, moved back: it is the one that is named."""
_END = 3
"""Pairs before the end of a file up to which a row of moved cues reaches its end."""
_ALIKE = 0.6
"""`Moved.unlike` at most: 9 in 10 moved texts have less, 9 in 10 that go with nothing more."""
_MANY = 0.5
"""Share of the source's questions that have to be marked in the translation, and the reverse, for
marks to count: Thai writes none."""

Lengths = Sequence[int]


class Moved(NamedTuple):
    """A row of cues with their neighbours' texts."""

    by: int
    """1: each text stands one cue too late; -1: one too early."""
    first: int
    """0-based index of the first cue of the translation that has another's text."""
    last: int
    source: int
    """0-based index of the source cue that the text of `first` belongs to."""
    evidence: float
    unlike: float
    """How unlike the texts are, moved back, on average: texts that go with none have more."""


def find_moved(source: Track, target: Sequence[str], pairs: Sequence[Pair]) -> Moved | None:
    """The row of cues that most evidence says is moved by one; None: there is none.

    `target` has the texts of the translation, without mark-up.
    """
    pairs = [pair for pair in pairs if pair.source and pair.target]
    if len(pairs) < FEWEST:
        return None
    raw = [cue.text for cue in source.cues]
    # a first look at plain lengths: letters are counted only where these say that they may matter
    found = _best(pairs, [*map(len, raw)], [*map(len, target)], raw, target)
    if found is None or found.evidence < SURE / 2:
        return None
    from goglobal.subtitles.markup import plain

    texts = [*map(plain, raw)]
    letters = [[sum(map(str.isalnum, text)) for text in side] for side in (texts, target)]
    found = _best(pairs, letters[0], letters[1], texts, target)
    if found is None or found.evidence < SURE or found.unlike > _ALIKE:
        return None
    return found


def _best(
    pairs: Sequence[Pair],
    wanted: Lengths,
    given: Lengths,
    asked: Sequence[str],
    told: Sequence[str],
) -> Moved | None:
    """The row with most evidence, whatever it comes to."""
    sums = [sum([wanted[index] for index in pair.source]) for pair in pairs]
    ratio = (sum(given) + 1) / (sum(sums) + 1)
    expected = [log(ratio * length + _SMALL) for length in sums]
    single = [log(length + _SMALL) for length in given]
    count = len(given)
    theirs, ours = _questions(pairs, asked, told) or ([False] * len(pairs), [False] * count)

    def unlike(by: int) -> list[float | None]:
        """How unlike each pair's texts are, `by` cues on; None: there is no such cue."""
        result: list[float | None] = []
        for (_, cues), wanted_length, question in zip(pairs, expected, theirs, strict=True):
            low = cues[0] + by
            if low < 0 or cues[-1] + by >= count:
                result.append(None)
                continue
            if len(cues) == 1:
                length, asks = single[low], ours[low]
            else:
                length = log(sum([given[cue + by] for cue in cues]) + _SMALL)
                asks = any(ours[cue + by] for cue in cues)
            off = (length - wanted_length) / _SPREAD
            cost = off * off / 2
            cost = cost if cost < _MOST else _MOST
            result.append(cost if question == asks else cost + _QUESTION)
        return result

    own = unlike(0)
    best: Moved | None = None
    for by in (1, -1):
        total, start, left = 0.0, 0, 0.0
        for place, (here, cost) in enumerate(zip(own, unlike(by), strict=True)):
            if here is None or cost is None:
                continue
            gain = here - cost
            if total <= 0:
                if gain < _BEGINS or cost > _FITS:
                    continue
                total, start, left = 0.0, place, 0.0
            left += cost
            total += gain
            if place - start + 1 >= FEWEST and total > (best.evidence if best else 0):
                # the last pairs seldom add to it, and a row does not end just before them
                last = pairs[place].target[-1] + by if place + _END < len(pairs) else count - 1
                first = pairs[start].target[0] + by
                best = Moved(
                    by, first, last, pairs[start].source[0], total, left / (place - start + 1)
                )
    return best


def _questions(
    pairs: Sequence[Pair], asked: Sequence[str], told: Sequence[str]
) -> tuple[list[bool], list[bool]] | None:
    """Which pairs ask in the source, and which cues of the translation; None: it says nothing."""
    asking = [_asks(text) for text in asked]
    theirs = [
        asking[cues[0]] if len(cues) == 1 else any(asking[index] for index in cues)
        for cues, _ in pairs
    ]
    ours = [_asks(text) for text in told]
    fewer, more = sorted((sum(theirs), sum(ours)))
    return (theirs, ours) if fewer >= 2 and fewer >= _MANY * more else None


def _asks(text: str) -> bool:
    return "?" in text or "？" in text or "؟" in text
