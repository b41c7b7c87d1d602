"""Whether a translation ends long before its source does: cut off, or never finished."""

from __future__ import annotations

from typing import NamedTuple

from goglobal.model import Track
from goglobal.rules.alignment import NONE, Drift
from goglobal.rules.sameness import only_sounds

EARLY_MS = 5000
"""Milliseconds that a translation may end earlier."""
EARLY_CUES = 2
"""Source cues after the translation's end from which it ends early."""


class Ending(NamedTuple):
    """What the source still says when the translation has ended."""

    early: float
    """Milliseconds between both ends, in the translation's clock."""
    missing: int
    """Source cues with text that begin after the translation's last end."""
    spoken: int
    """Those of them that are more than sounds and cries."""
    shown: int
    """For how many milliseconds those are shown."""


def ending(source: Track, target: Track, drift: Drift = NONE) -> Ending | None:
    """What is missing at the end of `target`; None: either track has no cue, or nothing is."""
    if not (source.cues and target.cues):
        return None
    end = max([cue.end for cue in target.cues])
    early = drift.of(max([cue.end for cue in source.cues])) - end
    if early <= 0:
        return None
    rest = [c for c in source.cues if drift.of(c.start) >= end and c.text.strip()]
    spoken = [cue for cue in rest if not only_sounds(cue.text)]
    shown = sum(max(0, cue.end - cue.start) for cue in spoken)
    return Ending(early, len(rest), len(spoken), shown)
