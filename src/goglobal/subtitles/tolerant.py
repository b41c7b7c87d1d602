"""The tolerant SRT reader: for every file that is not regular, and every text stays in a cue.

It looks for time lines first, in every form that people write them. What stands between two of
them is the text of the first and the counter of the second; nothing is skipped, so whatever
is not understood is text, or stray content that a finding shows.
"""

from __future__ import annotations

import msgspec

from goglobal.messages import N_
from goglobal.model import Cue
from goglobal.subtitles import rows
from goglobal.subtitles.counters import split_counter, truncated_tail
from goglobal.subtitles.cue_report import CueReport
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.numbering import check_numbers
from goglobal.subtitles.stray import report_stray
from goglobal.subtitles.timelines import time_lines
from goglobal.subtitles.timing import COORDINATES, SETTINGS, guess

Lines = tuple[int, ...]


def read_lines(text: str, out: Collector) -> tuple[list[Cue], Lines, Lines]:
    """The cues of a text with line feeds only, the line of each, and the line of each text.

    Findings go to `out`. A region here is what stands between two time lines; each of its lines
    follows its line feed, so that the lines of a region are its line feeds.
    """
    source = "\n" + text
    found = time_lines(source)
    if not found:
        _report_no_cues(source, out)
        return [], (), ()
    region = source[: found[0].start]
    counter = split_counter(region, None, first=True)
    report_stray(region[: counter.start] if counter else region, 0, out)
    cues: list[Cue] = []
    lines: list[int] = []
    text_lines: list[int] = []
    line = region.count("\n") + 1
    end = 0
    for index, place in enumerate(found):
        row = source[place.start + 1 : place.end]
        report = CueReport(out, index + 1, line, row)
        timing = place.timing or guess(row, end)
        number, own_line = timing.counter, line
        if counter:
            number, own_line = counter.number, line - region.count("\n", counter.start)
            if not counter.regular:
                report.counter(counter, region[counter.start + 1 :].split("\n", 1)[0], own_line)
        elif index and region and not rows.is_blank(region[region.rfind("\n") + 1 :]):
            report.crowded(line)
        last = index + 1 == len(found)
        region = source[place.end : len(source) if last else found[index + 1].start]
        if last:
            counter = None
            stop = truncated_tail(region, number)
            if stop is not None:
                _report_cut(region[stop:], line + region.count("\n", 0, stop + 1), out)
        else:
            counter = split_counter(region, number, first=False)
            stop = counter.start if counter else None
        text, skipped = _text_of(region if stop is None else region[:stop])
        begins = line + 1 + skipped
        flaws = timing.flaws
        if timing.rest:
            if _is_words(timing.rest):
                flaws = (*flaws, "text")
                begins = line
                text = timing.rest + "\n" * (skipped + 1) + text if text else timing.rest
            else:
                report.behind(timing.rest)
        end = timing.end
        cut = not text and last and region.count("\n") < 2
        if text:
            report.text(text, begins, skipped)
        else:
            report.empty(cut=cut)
        if flaws and cut:
            end = max(timing.start, end)  # half a clock says nothing
        elif flaws:
            report.timing(msgspec.structs.replace(timing, flaws=flaws))
        cues.append(Cue(timing.start, end, rows.from_file(text), number))
        lines.append(own_line)
        text_lines.append(begins)
        line += region.count("\n") + 1
    check_numbers([cue.number for cue in cues], lines, out)
    return cues, tuple(lines), tuple(text_lines)


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
        message=N_("The file breaks off in the middle of a cue: `{found}`"),
        arguments={"found": found, "characters": len(found)},
        help=N_("Ask for the whole file again: at least the text of this cue is missing."),
        excerpt=found,
        characters=len(found),
    )


def _report_no_cues(source: str, out: Collector) -> None:
    message = N_("The file is empty")
    if source.strip():
        message = N_("The file holds text but not one cue: no line of it is a time line")
        cut = truncated_tail(source, 0, first=True)
        if cut is not None:
            _report_cut(source[cut:], source.count("\n", 0, cut + 1), out)
        report_stray(source[:cut], 0, out)
    out.add(
        "SUB013",
        line=1,
        message=message,
        help=N_("Check that the right file was sent, and in a format that is read here."),
    )
