"""What belongs to no cue (SUB008): shown line by line, only counted where it is too much."""

from __future__ import annotations

import re

from goglobal.errors import Argument
from goglobal.messages import N_
from goglobal.subtitles.deviations import Collector

_ROW = re.compile(r"\n([^\n]+)")
_DIALOGUE = re.compile(r"[^\W\d_]{2}")


def report_stray(region: str, before: int, out: Collector, *, cue: int | None = None) -> None:
    """Report every line of `region` that is not blank; each line follows its line feed.

    `before` is how many lines of the file stand before the region.
    """
    if not region.strip():
        return
    position, line = 0, before
    for match in _ROW.finditer(region):
        if out.full("SUB008"):
            rest = region[match.start() :]
            feeds = rest.count("\n")
            out.leave_out("SUB008", line + 1, findings=feeds, characters=len(rest) - feeds)
            return
        line += region.count("\n", position, match.start() + 1)
        position = match.start() + 1
        row = match[1].strip()
        if row:
            _report(row, line, out, cue)


def _report(row: str, line: int, out: Collector, cue: int | None) -> None:
    arguments: dict[str, Argument] = {"text": row[:80], "characters": len(row)}
    said = _DIALOGUE.search(row) is not None
    if said:
        message = N_("this text has no time and stands in no cue: `{text}`")
        advice = N_("if it is said, give it a counter and a time; otherwise take it away")
    else:
        message = N_("this stands in no cue: `{text}`")
        advice = N_("take it away, or complete the cue that it was part of")
    out.add(
        "SUB008",
        line=line,
        cue=cue,
        message=message,
        arguments=arguments,
        help=advice,
        excerpt=row,
        span=(0, min(len(row), 200)),
        fixable=not said,
        characters=len(row),
    )
