"""Made-up episodes, and what translators, editors and mistakes do to their times."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from goglobal.model import Cue, Track

Spans = list[tuple[int, int]]
"""Start and end of each cue, in milliseconds."""


class MadeUp:
    """Functions of spans."""

    @staticmethod
    def episode(draw: random.Random, count: int) -> Spans:
        """As dialogue has it: 0.9 to 4.5 seconds a cue, some back to back, some with a pause."""
        at, spans = draw.randint(300, 4000), []
        for _ in range(count):
            end = at + draw.randint(900, 4500)
            spans.append((at, end))
            pause = draw.randint(2500, 9000) if draw.random() < 0.15 else draw.randint(80, 1400)
            at = end + (0 if draw.random() < 0.3 else pause)
        return spans

    @staticmethod
    def translated(draw: random.Random, spans: Spans, share: float = 0.1) -> Spans:
        """Moved by hand by up to 120 ms; `share` of the cues merged, as many split."""
        made: Spans = []
        left = list(spans)
        while left:
            start, end = left.pop(0)
            if left and left[0][0] - end < 900 and draw.random() < share:
                made.append((start, left.pop(0)[1]))
            elif end - start > 1600 and draw.random() < share:
                middle = (start + end) // 2
                made += [(start, middle), (middle, end)]
            else:
                made.append((start, end))
        return [(s + draw.randint(-120, 120), e + draw.randint(-120, 120)) for s, e in made]

    @staticmethod
    def stretched(spans: Spans, ratio: Fraction = Fraction(1), offset: int = 0) -> Spans:
        return [
            (round(start * ratio) + offset, round(end * ratio) + offset) for start, end in spans
        ]

    @staticmethod
    def track(spans: Spans) -> Track:
        return Track(
            cues=tuple(Cue(start, end, f"line {n}") for n, (start, end) in enumerate(spans))
        )


@pytest.fixture(scope="session")
def made_up() -> type[MadeUp]:
    return MadeUp
