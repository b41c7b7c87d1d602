"""Which cues overlap (TIM001), and how two of them are parted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from goglobal.model import Cue


def overlapping(cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """The index of each cue that starts while another at the same place is shown, and of that one.

    In order of their starts. `cues` may be mended between two steps: the next one looks at the ends
    as they are then.
    """
    from goglobal.subtitles.markup import position

    shown = [i for i, cue in enumerate(cues) if cue.end > cue.start and cue.text.strip()]
    before: dict[str, int] = {}
    for index in sorted(shown, key=lambda i: cues[i].start):
        place = position(cues[index])
        other = before.get(place)
        if other is None or cues[other].end <= cues[index].start:
            before[place] = index
            continue
        yield index, other
        if cues[index].end > cues[other].end:
            before[place] = index


def parted(first: Cue, second: Cue, tolerance: float) -> tuple[Cue, Cue] | None:
    """Two overlapping cues, the second of which starts no earlier, one after the other.

    The first ends when the second starts; where they start together, the second starts when the
    first has ended. None where one would lose more than `tolerance` ms, or all of its time.
    """
    if first.start < second.start and first.end - second.start <= tolerance:
        return msgspec.structs.replace(first, end=second.start), second
    together = first.start == second.start and first.end - first.start <= tolerance
    if together and first.end < second.end:
        return first, msgspec.structs.replace(second, start=first.end)
    return None
