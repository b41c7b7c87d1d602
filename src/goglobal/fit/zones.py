"""Which parts of the app's interface a text stands behind."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from goglobal.fit.placing import Block, at_place
from goglobal.profiles.schema import Fit, Zone

SLIGHT = 1.0
"""Pixels that nobody sees: a text that reaches no farther into a zone is beside it."""
_MOST_LINES = 64


class Overlap(msgspec.Struct, frozen=True):
    """A text behind a zone."""

    zone: Zone
    width: float
    """Of the part that both cover, px."""
    height: float

    @property
    def depth(self) -> float:
        """How far the text reaches in, px: the shorter side of what both cover."""
        return min(self.width, self.height)


def met(fit: Fit, text: Block) -> Overlap | None:
    """The zone that hides most of a text; None: it stands clear of all."""
    found = [
        overlap
        for zone in fit.zones
        if (overlap := _overlap(zone, text)).width > SLIGHT and overlap.height > SLIGHT
    ]
    return max(found, key=lambda one: one.width * one.height, default=None)


@lru_cache(maxsize=256)
def clear_lines(fit: Fit, number: int = 0) -> int:
    """How many lines stand clear of every zone at a place of the keypad, however wide they are
    within the safe area; at most 64."""
    widest = max(0.0, fit.width - fit.left - fit.right - 2 * fit.outline)
    for lines in range(1, _MOST_LINES + 1):
        if met(fit, at_place(fit, [widest] * lines, number)):
            return lines - 1
    return _MOST_LINES


def _overlap(zone: Zone, text: Block) -> Overlap:
    width = min(zone.left + zone.width, text.right) - max(zone.left, text.left)
    height = min(zone.top + zone.height, text.bottom) - max(zone.top, text.top)
    return Overlap(zone, max(0.0, width), max(0.0, height))
