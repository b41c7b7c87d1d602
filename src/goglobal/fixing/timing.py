"""Mends of times: TIM001, TIM006, TIM007, TIM008, TIM010.

Times move by a few frames at most, no cue loses all of its time, and none comes to overlap another
that it did not overlap before. A mend of two neighbours is asked for at the second of them: its
index is the one in `touched`, and the end of the first is what moves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import lt
from typing import TYPE_CHECKING

import msgspec

from goglobal.fixing.base import Mend
from goglobal.model import Cue
from goglobal.profiles.schema import RuleSetting
from goglobal.rules.base import Parameters, resolve
from goglobal.rules.overlaps import overlapping, parted
from goglobal.rules.subjects import TrackSubject
from goglobal.rules.timing_frames import end_before, rate_of, span_ms

if TYPE_CHECKING:
    from goglobal.subtitles.timecode import FrameRate

_MOST_REVERTS = 4
"""Rounds of taking back what came to overlap; the neighbours of a cue are two."""


def part_overlaps(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """Where two cues overlap slightly (TIM001), the earlier one ends when the later one starts.

    Not where it still overlaps a third one that starts before that.
    """
    cues = list(subject.track.cues)
    tolerance = parameters.number("tolerance_ms")
    starts = sorted(cue.start for cue in cues)
    left: set[int] = set()
    for index, other in overlapping(cues):
        apart = None
        if index in touched and other not in left:
            apart = parted(cues[other], cues[index], tolerance)
        if apart is not None and apart[1].start > cues[index].start:
            # it starts later now: no third one may start before that
            among = bisect_left(starts, apart[1].start) - bisect_left(starts, cues[index].start)
            apart = apart if among == 2 else None
        if apart is None:
            left.add(other)
        else:
            cues[other], cues[index] = apart
    return tuple(cues)


def widen_gaps(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """A gap that is too small (TIM006) is made by ending the cue before it earlier.

    A cue that would be too short then, as TIM004 has it for the language, is left.
    """
    from goglobal.rules.timing import too_short

    own = resolve(too_short.rule, RuleSetting(), language=subject.language, kind=subject.kind)
    shortest = own.number("min_ms") - own.number("tolerance_ms")
    rate, ms = rate_of(subject), parameters.number("min_gap_ms")
    frames = 0.0 if ms > 0 else parameters.number("min_gap_frames")
    gap = span_ms(None, ms) if ms > 0 else span_ms(rate, frames)
    cues = list(subject.track.cues)
    for index in touched:
        before, cue = cues[index - 1], cues[index]
        end = end_before(rate, cue.start, frames, gap)
        if index and before.start + max(shortest, 1) <= end < before.end <= cue.start:
            cues[index - 1] = msgspec.structs.replace(before, end=end)
    return tuple(cues)


def close_gaps(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """A gap that flickers (TIM007) is closed to the wanted one: the cue before it ends later.

    Not in a file that is out of order: another cue might be shown in the gap.
    """
    rate, frames = rate_of(subject), parameters.number("wanted_frames")
    gap = span_ms(rate, frames)
    cues = list(subject.track.cues)
    if any(map(lt, subject.starts[1:], subject.starts)):
        return tuple(cues)
    for index in touched:
        before, cue = cues[index - 1], cues[index]
        end = end_before(rate, cue.start, frames, gap)
        if index and before.start < before.end < end <= cue.start:
            cues[index - 1] = msgspec.structs.replace(before, end=end)
    return tuple(cues)


def in_order(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """Cues out of order (TIM008) are sorted by their starts; those that start together stay so.

    Half an order is none: where one of them is not to be touched, all stay.
    """
    cues = subject.track.cues
    late = {index for index in range(1, len(cues)) if cues[index].start < cues[index - 1].start}
    return sorted(cues, key=_start) if late and late <= touched else cues


def _start(cue: Cue) -> int:
    return cue.start


def on_frames(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """Times between two frames (TIM010) go to the nearer one; what is near enough stays."""
    old = subject.track.cues
    rate = rate_of(subject)
    tolerance = int(parameters.number("tolerance_ms"))
    new = list(old)
    for index in touched:
        new[index] = _snapped(old[index], rate, tolerance)
    pairs = list(_neighbours(old))
    for _ in range(_MOST_REVERTS):
        quiet = True
        for first, second in pairs:
            if new[first].end > new[second].start:
                quiet = False
                _keep_apart(old, new, (first, second), max(1, tolerance))
        for first, second in pairwise(range(len(old))):
            if new[first].start > new[second].start and old[first].start <= old[second].start:
                quiet = False
                _keep_order(old, new, (first, second), max(1, tolerance))
        if quiet:
            return tuple(new)
    return old


def _snapped(cue: Cue, rate: FrameRate, tolerance: int) -> Cue:
    """A cue on frames, at least one frame long; one that has no time is left."""
    if cue.end <= cue.start:
        return cue
    start, end = (
        ms if rate.is_on_frame(ms, tolerance) else rate.ms(rate.frames(ms))
        for ms in (cue.start, cue.end)
    )
    if rate.frames(end) <= rate.frames(start):
        end = rate.ms(rate.frames(start) + 1)
    return msgspec.structs.replace(cue, start=start, end=end)


def _neighbours(cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """The indexes of cues that follow each other at one place without overlapping."""
    from goglobal.subtitles.markup import position

    places: dict[str, list[int]] = {}
    for index in sorted(range(len(cues)), key=lambda index: cues[index].start):
        places.setdefault(position(cues[index]), []).append(index)
    for indexes in places.values():
        for first, second in pairwise(indexes):
            if cues[first].end <= cues[second].start:
                yield first, second


def _keep_apart(old: Sequence[Cue], new: list[Cue], pair: tuple[int, int], near: int) -> None:
    """Two cues that a frame's rounding made overlap meet on that frame, or are left as they were.

    Where one of them is near enough to the frame as it is, the other meets it there.
    """
    first, second = pair
    meeting, start = new[first].end, new[second].start
    if meeting - start <= near and new[first].end != old[first].end and new[first].start < start:
        new[first] = msgspec.structs.replace(new[first], end=start)
    elif meeting - start <= near and start != old[second].start and meeting < new[second].end:
        new[second] = msgspec.structs.replace(new[second], start=meeting)
    else:
        new[first], new[second] = old[first], old[second]


def _keep_order(old: Sequence[Cue], new: list[Cue], pair: tuple[int, int], near: int) -> None:
    """Two cues that a frame's rounding put out of order start together, or stay as they were."""
    first, second = pair
    start = new[second].start
    if new[first].start - start <= near and new[first].start != old[first].start:
        new[first] = msgspec.structs.replace(new[first], start=start)
    else:
        new[first], new[second] = old[first], old[second]


MENDS: dict[str, Mend] = {
    "TIM001": part_overlaps,
    "TIM006": widen_gaps,
    "TIM007": close_gaps,
    "TIM008": in_order,
    "TIM010": on_frames,
}
