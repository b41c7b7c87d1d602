"""Where in a track a finding stands: its cue, its line, and the excerpt with the caret."""

from __future__ import annotations

from collections.abc import Mapping

from goglobal.errors import Argument
from goglobal.findings import Found, Severity
from goglobal.model import Cue
from goglobal.rules.subjects import TrackSubject

EXCERPT = 160
"""The longest excerpt, in characters; longer lines are cut around the caret."""
ROWS = 20
"""The lines of one cue that are looked at one by one; more of them are TXT001's business."""
Span = tuple[int, int]


def at_text(
    subject: TrackSubject,
    index: int,
    message: str,
    arguments: Mapping[str, Argument] | None = None,
    *,
    help: str,  # noqa: A002
    row: int = 0,
    span: Span | None = None,
    severity: Severity | None = None,
    fixable: bool | None = None,
    whole: bool = False,
) -> Found:
    """A finding in text line `row` (0-based) of the cue at `index`; `span` is within that line."""
    lines = subject.track.cues[index].text.split("\n")
    # a line break of another format (`\\N`, `<br>`) makes rows that the file does not have
    row = min(row, len(lines) - 1)
    excerpt, span = _cut(lines[row], span)
    return Found(
        message=message,
        arguments=dict(arguments or {}),
        help=help,
        severity=severity,
        line=subject.text_lines[index] + row,
        cue=index + 1,
        excerpt=excerpt or None,
        span=span if excerpt else None,
        fixable=fixable,
        whole=whole,
    )


def at_time(
    subject: TrackSubject,
    index: int,
    message: str,
    arguments: Mapping[str, Argument] | None = None,
    *,
    help: str,  # noqa: A002
    part: str = "both",
    severity: Severity | None = None,
    fixable: bool | None = None,
    whole: bool = False,
) -> Found:
    """A finding on the timing line of the cue at `index`; `part` is `start`, `end` or `both`."""
    excerpt = timing(subject.track.cues[index], "." if subject.track.format == "webvtt" else ",")
    arrow = excerpt.index(" --> ")
    span = {"start": (0, arrow), "end": (arrow + 5, len(excerpt))}.get(part, (0, len(excerpt)))
    return Found(
        message=message,
        arguments=dict(arguments or {}),
        help=help,
        severity=severity,
        line=subject.text_lines[index] - 1,
        cue=index + 1,
        excerpt=excerpt,
        span=span,
        fixable=fixable,
        whole=whole,
    )


def locate(line: str, piece: str) -> Span | None:
    """Where `piece` stands in `line`; None: mark-up stands between, or it is not there."""
    start = line.find(piece) if piece else -1
    return None if start < 0 else (start, start + len(piece))


def row_at(text: str, offset: int) -> tuple[int, int]:
    """The 0-based line of `offset` in `text`, and the offset within that line."""
    row = text.count("\n", 0, offset)
    return row, offset - (text.rfind("\n", 0, offset) + 1)


def timing(cue: Cue, comma: str = ",") -> str:
    """The timing line of `cue` as the format writes it."""
    return f"{clock(cue.start, comma)} --> {clock(cue.end, comma)}"


def clock(ms: int, comma: str = ",") -> str:
    """`HH:MM:SS,mmm`."""
    seconds, rest = divmod(abs(ms), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{'-' if ms < 0 else ''}{hours:02}:{minutes:02}:{seconds:02}{comma}{rest:03}"


def seconds(ms: float) -> float:
    """Milliseconds as seconds for a message: two digits, no more than are meant."""
    return short(ms / 1000, 2)


def short(number: float, digits: int = 1) -> int | float:
    """A number for a message: whole where it is whole."""
    rounded = round(number, digits)
    return int(rounded) if rounded == int(rounded) else rounded


def _cut(line: str, span: Span | None) -> tuple[str, Span | None]:
    if span is not None and not 0 <= span[0] < span[1] <= len(line):
        span = None
    if len(line) <= EXCERPT:
        return line, span
    start = max(0, (span[0] if span else 0) - EXCERPT // 4)
    piece = line[start : start + EXCERPT]
    if span is None:
        return piece, None
    return piece, (span[0] - start, max(span[0] - start + 1, min(span[1] - start, len(piece))))
