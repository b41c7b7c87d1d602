"""Where the time lines of an SRT file stand: every line that is meant as one, and no dialogue."""

from __future__ import annotations

import msgspec

from goglobal.subtitles import rows
from goglobal.subtitles.clocks import tables
from goglobal.subtitles.timing import HALF, LINE, UNREADABLE, Timing, understand


class TimeLine(msgspec.Struct, frozen=True):
    """A time line: where it stands (from the line feed before it) and what it says."""

    start: int
    end: int
    first: int
    """When its cue begins, in milliseconds."""
    last: int
    """When it ends."""
    timing: Timing | None = None
    """What else there is to say about it; None: it is exact."""


NO_TIMES = Timing(0, 0, ("unreadable",))
"""What a time line says that cannot be read."""


def time_lines(source: str) -> list[TimeLine]:
    """Every time line of `source`, in order; each line of it follows a line feed.

    A line with two whole clocks and an arrow is one wherever it stands. Anything less has to
    stand below a counter or a blank line, and `10:30 - 11:45` counts only in a file that has
    no better ones. What is `unreadable` has no times yet.
    """
    second, thousandth = tables()
    found: list[TimeLine] = []
    doubtful: list[TimeLine] = []
    certain = False
    exact = 0
    for match in LINE.finditer(source):
        begin, finish = match.group(1, 2)
        stop = source.find("\n", match.end())
        if stop < 0:
            stop = len(source)
        if begin:
            first = second[begin[:9]] + thousandth[begin[9:]]
            last = second[finish[:9]] + thousandth[finish[9:]]
            found.append(TimeLine(match.start(), stop, first, last))
            certain = True
            exact += 1
            continue
        if match["lone"] and not _below_counter(source, match.start()):
            continue
        timing = understand(match)
        if timing is None:
            continue
        line = TimeLine(match.start(), stop, timing.start, timing.end, timing)
        if timing.certain:
            certain = True
            found.append(line)
        elif timing.counter is not None or _below_counter(source, line.start):
            found.append(line)
        elif not timing.lone and _below_blank(source, line.start):
            (found if timing.whole and not timing.weak else doubtful).append(line)
    if doubtful and not certain:
        found.extend(doubtful)
    if exact == len(found) == source.count(">") and "→" not in source:
        return found  # every arrow is one of theirs
    taken = {line.start for line in found}
    for pattern in (UNREADABLE, HALF):
        for match in pattern.finditer(source):
            start = match.start("line") - 1
            if start not in taken and _below_blank(source, match.start()):
                taken.add(start)
                found.append(TimeLine(start, match.end("line"), 0, 0, NO_TIMES))
    found.sort(key=lambda line: line.start)
    return found


def _below_blank(source: str, start: int) -> bool:
    """Whether the line that begins at `start` is the first one or has a blank line above it."""
    return start == 0 or rows.is_blank(source[source.rfind("\n", 0, start) + 1 : start])


def _below_counter(source: str, start: int) -> bool:
    if start == 0:
        return False
    above = source.rfind("\n", 0, start)
    row = source[above + 1 : start].strip()
    return len(row) < 10 and row.isdigit() and _below_blank(source, above)
