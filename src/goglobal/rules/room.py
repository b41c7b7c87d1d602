"""How much room a line has on the platform's frame, in pixels, and which lines need more.

Only a profile with a `[fit]` table gives a frame; without one there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from goglobal.model import Cue
from goglobal.profiles.schema import Fit
from goglobal.rules.subjects import TrackSubject

if TYPE_CHECKING:
    from goglobal.fit.overlong import Excess
    from goglobal.fit.rulers import Ruler

_MARGIN = " \t"
"""What is not drawn at the ends of a line."""
_CLOSE = 1.02
"""How much more than its width the bound of a text may be to stand for it when lines are balanced;
most languages have less (kerning), Arabic and the Indic scripts have more."""


class Room(msgspec.Struct, frozen=True):
    """The ruler of one language on one frame, and how long lines may be there, px."""

    ruler: Ruler
    across: float
    """Between the zones at the left and the right, and inside the outline."""
    down: float
    """The same between top and bottom, for lines that run downwards."""
    columns: bool = True
    """Whether the platform takes a format that can say so (WebVTT)."""

    def limit(self, cue: Cue) -> float:
        """How long a line of `cue` may be, px."""
        return self.down if self.columns and "vertical:" in cue.settings else self.across

    def holds(self, cue: Cue, line: str) -> bool:
        """Whether `line` (plain) is narrow enough for a line of `cue`."""
        limit, line = self.limit(cue), line.strip(_MARGIN)
        return self.ruler.bound(line) <= limit or self.ruler.width(line) <= limit


class Wide(msgspec.Struct, frozen=True):
    """The widest line of a cue that has one that is too wide."""

    index: int
    """Of the cue."""
    row: int
    """Of the line within the cue's plain text, 0-based."""
    line: str
    width: float
    """px."""
    limit: float
    """px."""


class Refit(msgspec.Struct, frozen=True):
    """What can be done about a cue with a line that is too wide; where both are None, nobody can
    tell from the text whether another break would do."""

    text: str | None = None
    """The cue's text, with its mark-up, in lines that fit."""
    excess: Excess | None = None
    """No break makes it fit: by how much it is too long."""


def room_of(subject: TrackSubject) -> Room | None:
    """The room that the subject's platform has for its language; None: it names no frame.

    Raises what `goglobal.fit.rulers.ruler_of` raises.
    """
    fit = subject.profile.fit
    columns = "webvtt" in subject.profile.subtitles.formats
    return None if fit is None else _room(subject.language, fit, columns=columns)


@lru_cache(maxsize=64)
def _room(language: str, fit: Fit, *, columns: bool) -> Room:
    from goglobal.fit.rulers import ruler_of
    from goglobal.fit.typefaces import typeface_of

    across = fit.width - fit.left - fit.right - 2 * fit.outline
    down = fit.height - fit.top - fit.bottom - 2 * fit.outline
    return Room(ruler_of(language, typeface_of(fit)), max(across, 1.0), max(down, 1.0), columns)


def wide_cues(subject: TrackSubject) -> tuple[Wide, ...]:
    """The cues with a line that is too wide, each with its widest one, in file order."""
    known: tuple[Wide, ...] | None = subject.__dict__.get("_wide_cues")
    if known is None:
        known = subject.__dict__["_wide_cues"] = _wide_cues(subject)
    return known


def _wide_cues(subject: TrackSubject) -> tuple[Wide, ...]:
    room = room_of(subject)
    if room is None:
        return ()
    cues = subject.track.cues
    least = min(room.across, room.down)
    found = dict(room.ruler.wider(subject.lines, least))
    wide: list[Wide] = []
    number = 0
    for index, text in enumerate(subject.plain if found else ()):
        limit = room.limit(cues[index])
        widest: Wide | None = None
        lines = text.split("\n")
        for row, line in enumerate(lines, 0):
            if found.get(number + row, 0.0) <= limit:
                continue
            bare = line.strip(_MARGIN)
            width = room.ruler.width(bare)
            if width > limit and (widest is None or width > widest.width):
                widest = Wide(index, row, bare, width, limit)
        number += len(lines)
        if widest is not None:
            wide.append(widest)
    return tuple(wide)


def refit(subject: TrackSubject, wide: Wide, max_lines: int) -> Refit:
    """What can be done about a cue that `wide_cues` names, in at most `max_lines` lines."""
    known: dict[tuple[int, int], Refit] = subject.__dict__.setdefault("_refits", {})
    key = (wide.index, max_lines)
    if key not in known:
        known[key] = _refit(subject, wide, max_lines)
    return known[key]


def _refit(subject: TrackSubject, wide: Wide, max_lines: int) -> Refit:
    from goglobal.fit.overlong import excess

    text = in_narrower_lines(subject, wide.index, max_lines)
    room = room_of(subject)
    if text is not None or room is None:
        return Refit(text=text)
    plain = subject.plain[wide.index]
    measure = room.ruler.width
    return Refit(excess=excess(plain, max_lines=max_lines, limit=wide.limit, measure=measure))


def in_narrower_lines(subject: TrackSubject, index: int, max_lines: int) -> str | None:
    """The text of the cue at `index` in at most `max_lines` lines with room for each, or None."""
    from goglobal.fit.marked import break_marked

    room = room_of(subject)
    if room is None:
        return None
    cue = subject.track.cues[index]
    limit = room.limit(cue)
    return break_marked(
        cue.text,
        language=subject.language,
        max_lines=max_lines,
        limit=limit,
        measure=_quick(room.ruler, subject.plain[index], limit),
    )


def _quick(ruler: Ruler, text: str, limit: float) -> Callable[[str], float]:
    """The width of pieces of `text`: its bound, where that is as good and says that they fit."""
    lines = text.split("\n")
    most, exact = sum(map(ruler.bound, lines)), sum(map(ruler.width, lines))
    if most > exact * _CLOSE:
        return ruler.width

    def measured(line: str) -> float:
        most = ruler.bound(line)
        return most if most <= limit else ruler.width(line)

    return measured


def with_room(
    subject: TrackSubject, cue: Cue, limit: float, count: Callable[[str], float]
) -> Callable[[str], float]:
    """`count` (characters in a line, against `limit`) for a platform with a frame: a line that is
    too wide there counts more than `limit`, as many times as it is wider than its room."""
    room = room_of(subject)
    if room is None:
        return count

    def counted(line: str) -> float:
        own = count(line)
        if room.holds(cue, line):
            return own
        return max(own, limit * room.ruler.width(line) / room.limit(cue))

    return counted
