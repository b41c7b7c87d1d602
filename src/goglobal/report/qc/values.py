"""What the QC report is made of, as values with no words rendered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from goglobal.answers.feedback import Feedback
from goglobal.model import Cue
from goglobal.plans import Plan
from goglobal.profiles.schema import Fit
from goglobal.report.shapes import CheckOutcome, Completeness, HeldBack, Standing

BINS = 21
"""Of a distribution of reading speeds: each a tenth of the limit wide, the last all above twice
it."""


class FrameShown(msgspec.Struct, frozen=True, kw_only=True):
    """A text on the frame, in px of the frame: a scene without the glyphs, which go to no other
    process."""

    fit: Fit
    left: float
    top: float
    width: float
    hidden: str
    """The zone of the interface that it stands behind; empty: none."""
    lines: tuple[tuple[str, float], ...]
    """Each line and its width."""


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around the cue of a finding."""

    cue: Cue
    before: Cue | None = None
    after: Cue | None = None
    source: tuple[Cue, ...] = ()
    """What the source language says meanwhile."""
    source_language: str = ""
    mended: Cue | None = None
    """As `fix` would have it; None: it leaves the cue as it is."""
    frame: FrameShown | None = None
    """The cue on the frame of the finding's target."""


class Speeds(msgspec.Struct, frozen=True, kw_only=True):
    """How fast the cues of one language have to be read."""

    series: str
    language: str
    limit: float
    """Characters a second: the strictest of the targets' (TIM003)."""
    bins: tuple[int, ...] = (0,) * BINS
    """Cues by their share of the limit, a tenth a bin; the last: twice the limit and more."""
    median: float = 0.0
    """Characters a second."""
    most: float = 0.0

    @property
    def cues(self) -> int:
        return sum(self.bins)

    @property
    def above(self) -> int:
        """Cues above the limit."""
        return sum(self.bins[10:])


class QualityReport(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the page tells."""

    check: CheckOutcome
    plan: Plan
    held: tuple[HeldBack, ...]
    standings: Sequence[Standing] = ()
    """Where each bundle stands, from our own records."""
    feedback: Sequence[Feedback] = ()
    speeds: Sequence[Speeds] = ()
    completeness: Sequence[Completeness] = ()
    details: Mapping[int, Detail] = {}
    """By the index of the finding in `check.findings`."""
    at: str
    """UTC, ISO 8601."""
    version: str
