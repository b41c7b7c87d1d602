"""The tolerant SRT reader: for every file that is not regular, and every text stays in a cue.

It looks for time lines first, in every form that people write them. What stands between two of
them is the text of the first and the counter of the second; nothing is skipped, so whatever
is not understood is text, or stray content that a finding shows.
"""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from goglobal.messages import N_
from goglobal.model import Cue
from goglobal.subtitles import rows
from goglobal.subtitles.clocks import SPACE
from goglobal.subtitles.counters import Counter, split_counter, truncated_tail
from goglobal.subtitles.cue_report import CueReport
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.numbering import check_numbers
from goglobal.subtitles.stray import report_stray
from goglobal.subtitles.timelines import NO_TIMES, TimeLine, time_lines
from goglobal.subtitles.timing import COORDINATES, SETTINGS, Timing, guess

Lines = tuple[int, ...]

_ROW = rf"{SPACE}*+[^\s][^\n]*+"
_REGULAR = re.compile(rf"\n({_ROW}(?:\n{_ROW})*+)\n\n++([0-9]{{1,9}})")
"""What stands between two time lines where all is well: text, blank lines, a counter."""


def read_lines(text: str, out: Collector) -> tuple[list[Cue], Lines, Lines]:
    """The cues of a text with line feeds only, the line of each, and the line of each text.

    Findings go to `out`.
    """
    source = "\n" + text  # so that every line follows a line feed
    found = time_lines(source)
    if not found:
        _report_no_cues(source, out)
        return [], (), ()
    reading = _Reading(source, out)
    reading.begin(source[: found[0].start])
    for place, following in pairwise(found):
        reading.step(place, following.start, last=False)
    reading.step(found[-1], len(source), last=True)
    check_numbers([cue.number for cue in reading.cues], reading.lines, out)
    return reading.cues, tuple(reading.lines), tuple(reading.text_lines)


class _Reading:
    """One file being read, from time line to time line.

    A region is what stands between two time lines; each of its lines follows its line feed,
    so that a region has as many lines as line feeds.
    """

    def __init__(self, source: str, out: Collector) -> None:
        self.source = source
        self.out = out
        self.cues: list[Cue] = []
        self.lines: list[int] = []
        self.text_lines: list[int] = []
        self.line = 1
        """Of the next time line."""
        self.number: int | None = None
        self.above = 0
        """How many lines above the next time line its counter stands."""
        self.counter: Counter | None = None
        """The next counter, where there is something to say about it."""
        self.counter_row = ""
        self.crowded = False
        """Whether text stands right above the next time line."""

    def begin(self, region: str) -> None:
        """Take in what stands before the first time line."""
        counter = split_counter(region, None, first=True)
        report_stray(region[: counter.start] if counter else region, 0, self.out)
        self._turn(region, counter)

    def step(self, place: TimeLine, stop: int, *, last: bool) -> None:
        """Read the cue of one time line, with the region that goes from it to `stop`."""
        timing = place.timing
        if not (last or self.counter or self.crowded) and (timing is None or _is_alone(timing)):
            regular = _REGULAR.fullmatch(self.source, place.end, stop)
            if regular and "-->" not in regular[1]:
                if timing:
                    row = self.source[place.start + 1 : place.end]
                    CueReport(self.out, len(self.cues) + 1, self.line, row).timing(timing)
                self._add(place.first, place.last, regular[1], self.number, self.line + 1)
                self.line += self.source.count("\n", place.end, stop) + 1
                self.number, self.above = int(regular[2]), 1
                return
        self._irregular(place, self.source[place.end : stop], last=last)

    def _add(self, start: int, end: int, text: str, number: int | None, text_line: int) -> None:
        self.cues.append(Cue(start, end, rows.from_file(text), number))
        self.lines.append(self.line - self.above)
        self.text_lines.append(text_line)

    def _turn(self, region: str, counter: Counter | None) -> None:
        """Go on to the next time line, `region` being what stands before it."""
        self.line += region.count("\n")
        self.number, self.above, self.counter, self.crowded = None, 0, None, False
        if counter:
            self.number = counter.number
            self.above = region.count("\n", counter.start)
            if not counter.regular:
                self.counter = counter
                self.counter_row = region[counter.start + 1 :].split("\n", 1)[0]
        elif self.cues and region:
            self.crowded = not rows.is_blank(region[region.rfind("\n") + 1 :])

    def _irregular(self, place: TimeLine, region: str, *, last: bool) -> None:
        line, row = self.line, self.source[place.start + 1 : place.end]
        report = CueReport(self.out, len(self.cues) + 1, line, row)
        timing = place.timing or Timing(place.first, place.last)
        if timing is NO_TIMES:
            timing = guess(row, self.cues[-1].end if self.cues else 0)
        if self.counter:
            report.counter(self.counter, self.counter_row, line - self.above)
        elif self.crowded:
            report.crowded(line)
        number = timing.counter if self.number is None else self.number
        counter, stop = None, None
        if last:
            stop = truncated_tail(region, number)
            if stop is not None:
                _report_cut(region[stop:], line + region.count("\n", 0, stop + 1), self.out)
        else:
            counter = split_counter(region, number, first=False)
            stop = counter.start if counter else None
        text, skipped = _text_of(region if stop is None else region[:stop])
        begins = line + 1 + skipped
        flaws, end = timing.flaws, timing.end
        if timing.rest:
            if _is_words(timing.rest):
                flaws, begins = (*flaws, "text"), line
                text = timing.rest + "\n" * (skipped + 1) + text if text else timing.rest
            else:
                report.behind(timing.rest)
        cut = not text and last and region.count("\n") < 2
        if text:
            report.text(text, begins, skipped)
        else:
            report.empty(cut=cut)
        if flaws and cut:
            end = max(timing.start, end)  # half a clock says nothing
        elif flaws:
            report.timing(msgspec.structs.replace(timing, flaws=flaws, end=end))
        self._add(timing.start, end, text, number, begins)
        self.line += 1
        self._turn(region, counter)


def _is_alone(timing: Timing) -> bool:
    """Whether a time line is mistyped, and nothing but times and their arrow."""
    return (
        bool(timing.flaws)
        and not timing.rest
        and timing.counter is None
        and (timing is not NO_TIMES)
    )


def _text_of(body: str) -> tuple[str, int]:
    """The text in the lines below a time line, and how many blank lines stand before it."""
    core = body.rstrip(rows.BLANK)
    if not core:
        return "", 0
    stop = body.find("\n", len(core))  # white space at the end of the last line is text
    lead = len(core) - len(core.lstrip(rows.BLANK))
    first = body.rfind("\n", 0, lead)
    return body[first + 1 : stop if stop >= 0 else len(body)], body.count("\n", 0, first)


def _is_words(rest: str) -> bool:
    """Whether what stands behind the times is said rather than meant for a player."""
    if COORDINATES.fullmatch(rest) or SETTINGS.fullmatch(rest):
        return False
    return any(map(str.isalnum, rest))


def _report_cut(tail: str, line: int, out: Collector) -> None:
    found = " ".join(tail.split())
    out.add(
        "SUB009",
        line=line,
        message=N_("the file breaks off in the middle of a cue: `{found}`"),
        arguments={"found": found, "characters": len(found)},
        help=N_("ask for the whole file again: at least the text of this cue is missing"),
        excerpt=found,
        characters=len(found),
    )


def _report_no_cues(source: str, out: Collector) -> None:
    message = N_("the file is empty")
    if source.strip():
        message = N_("the file holds text but not one cue: no line of it is a time line")
        cut = truncated_tail(source, 0, first=True)
        if cut is not None:
            _report_cut(source[cut:], source.count("\n", 0, cut + 1), out)
        report_stray(source[:cut], 0, out)
    out.add(
        "SUB013",
        line=1,
        message=message,
        help=N_("check that the right file was sent, and in a format that is read here"),
    )
