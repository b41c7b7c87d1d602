"""What one frame shows: its text, run by run, the safe area, and what the interface covers."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from goglobal.fit.placing import Block, block, place_of, step
from goglobal.fit.rulers import Ruler, ruler_of
from goglobal.fit.shaping import Run
from goglobal.fit.typefaces import typeface_of
from goglobal.fit.zones import Overlap, met
from goglobal.model import Cue
from goglobal.profiles.schema import Fit
from goglobal.subtitles.markup import plain

BASELINE = 0.388
"""Of the size, below the middle of a line: half of what Noto Sans has above its baseline more than
below it (1.069 and 0.293 em)."""
_ALIGNED = re.compile(r"align:(start|left|end|right)")
_LONGEST = 300
"""Characters of a line that are drawn; the rest is far outside of every frame."""
_MOST_LINES = 64


class Piece(msgspec.Struct, frozen=True):
    """A run where it is drawn, px of the frame."""

    run: Run
    x: float
    baseline: float


class Line(msgspec.Struct, frozen=True):
    """One line of text, measured."""

    text: str
    width: float
    """px, without the outline."""
    pieces: tuple[Piece, ...]
    wide: bool
    """Whether it is wider than the safe area."""


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """One frame with one text."""

    fit: Fit
    language: str
    lines: tuple[Line, ...]
    block: Block
    limit: float
    """How wide a line may be, px."""
    hidden: Overlap | None
    """What of the interface the text stands behind."""
    missing: str = ""
    """Characters that no font has a glyph for."""
    title: str = ""
    series: str = ""
    path: str = ""
    episode: int | None = None
    cue: int | None = None
    """1-based, in its file."""
    start: int | None = None
    """ms."""

    @property
    def width(self) -> float:
        """Of its widest line, px."""
        return max((line.width for line in self.lines), default=0.0)

    @property
    def fits(self) -> bool:
        return (
            self.hidden is None and not self.missing and not any(line.wide for line in self.lines)
        )


def limit_of(fit: Fit, settings: str = "", *, named: bool = False) -> float:
    """How long a line may be, px: between the margins, and inside the outline."""
    if "vertical:" in settings and not named:
        return max(1.0, fit.height - fit.top - fit.bottom - 2 * fit.outline)
    return max(1.0, fit.width - fit.left - fit.right - 2 * fit.outline)


def ruler_for(fit: Fit, language: str) -> Ruler:
    """The ruler of a frame. Raises FontError where its font cannot be used."""
    return ruler_of(language, typeface_of(fit))


def scene_of(fit: Fit, language: str, cue: Cue, *, named: bool = False) -> Scene:
    """What the frame shows while `cue` is there; `named` as in `placing.block`."""
    ruler = ruler_for(fit, language)
    texts = [line.strip(" \t") for line in plain(cue.text).split("\n")]
    widths = [ruler.width(text) for text in texts]
    limit = limit_of(fit, cue.settings, named=named)
    place = block(fit, widths, cue.text, cue.settings, named=named)
    side = _side(cue)
    lines = []
    upright = "vertical:" in cue.settings and not named
    for row, (text, width) in enumerate(zip(texts[:_MOST_LINES], widths, strict=False)):
        shown = text[:_LONGEST]
        if upright:
            pieces = _downwards(fit, ruler, shown, place, row)
        else:
            pieces = _across(ruler, shown, place, side, _baseline(fit, place, row), fit.outline)
        lines.append(Line(text, width, pieces, width > limit))
    return Scene(
        fit=fit,
        language=language,
        lines=tuple(lines),
        block=place,
        limit=limit,
        hidden=behind(fit, cue, widths, named=named),
        missing=ruler.missing("".join(texts)),
        start=cue.start,
    )


def behind(fit: Fit, cue: Cue, widths: Sequence[float], *, named: bool = False) -> Overlap | None:
    """What of the interface lines of these widths (px) stand behind, as FIT002 tells it: a line
    that is too wide is another fault, and counts as one that just fits."""
    limit = limit_of(fit, cue.settings, named=named)
    fitting = [min(width, limit) for width in widths]
    return met(fit, block(fit, fitting, cue.text, cue.settings, named=named))


def _side(cue: Cue) -> int:
    """Where lines of different width are flush: -1 left, 0 nowhere, 1 right."""
    aligned = _ALIGNED.search(cue.settings)
    if aligned is not None:
        return -1 if aligned[1] in {"start", "left"} else 1
    number = place_of(cue.text, cue.settings)
    return (number - 1) % 3 - 1 if number else 0


def _baseline(fit: Fit, place: Block, row: int) -> float:
    return place.top + fit.outline + step(fit) * (row + 0.5) + BASELINE * fit.size


def _across(  # noqa: PLR0917 - private, called once
    ruler: Ruler, text: str, place: Block, side: int, baseline: float, outline: float
) -> tuple[Piece, ...]:
    runs = ruler.runs(text)
    spare = place.width - 2 * outline - sum(run.width for run in runs)
    x = place.left + outline + spare * (side + 1) / 2
    return tuple(Piece(run, x + run.x, baseline) for run in runs)


def _downwards(fit: Fit, ruler: Ruler, text: str, place: Block, row: int) -> tuple[Piece, ...]:
    """Characters below each other, upright, as Chinese and Japanese are set."""
    middle = place.right - step(fit) * (row + 0.5)
    y = place.top + fit.outline
    pieces: list[Piece] = []
    for character in text:
        for run in ruler.runs(character):
            baseline = y + fit.size * (0.5 + BASELINE)
            pieces.append(Piece(run, middle - run.width / 2, baseline))
        y += fit.size
    return tuple(pieces)
