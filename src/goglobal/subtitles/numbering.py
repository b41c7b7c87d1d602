"""Whether the counters of an SRT file count: from 1, by 1, one for each cue (SUB005)."""

from __future__ import annotations

from collections.abc import Sequence

from goglobal.messages import N_
from goglobal.subtitles.deviations import Collector

_RENUMBER = N_("number the cues from 1 upwards")


def check_numbers(numbers: Sequence[int | None], lines: Sequence[int], out: Collector) -> None:
    """Report every place where the counters break off; None is a cue without one.

    `lines` holds the 1-based line of each cue. A break is told once, not for all that follow.
    """
    if not numbers:
        return
    if all(number is None for number in numbers):
        out.add(
            "SUB005",
            line=lines[0],
            cue=1,
            message=N_("the one cue has no counter")
            if len(numbers) == 1
            else N_("none of the {count} cues has a counter"),
            arguments={"count": len(numbers)},
            help=_RENUMBER,
        )
        return
    before = 0
    seen: set[int] = set()
    for index, number in enumerate(numbers):
        expected = before + 1
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        goes_on = following == expected + 1  # one slip: what comes next is right again
        before = expected if number is None or goes_on else number
        if number == expected:
            seen.add(number)
            continue
        if number is None:
            message = N_("the cue has no counter; {expected} would be its turn")
        elif index == 0:
            message = N_("the counters begin with {number} instead of 1")
        elif number in seen:
            message = N_("the counter {number} was there before; {expected} would be its turn")
        elif number < expected:
            message = N_("the counter {number} stands after {previous}")
        else:
            message = N_("the counters jump from {previous} to {number}")
        seen.add(before)
        out.add(
            "SUB005",
            line=lines[index],
            cue=index + 1,
            message=message,
            arguments={
                "number": -1 if number is None else number,
                "expected": expected,
                "previous": expected - 1,
            },
            help=_RENUMBER,
            excerpt=None if number is None else str(number),
        )
