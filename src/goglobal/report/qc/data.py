"""What the page's script draws from: cues, their surroundings and frames, as compact JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

from goglobal.findings import Finding
from goglobal.model import Cue
from goglobal.preview import captions
from goglobal.preview.scenes import BASELINE
from goglobal.profiles.schema import Fit
from goglobal.report.cells import visible
from goglobal.report.qc.values import Detail, FrameShown

LONGEST = 300
"""Characters of one text; of those around it a third."""
_MOST_LINES = 8
"""Of a cue on the frame."""
_Json = Any


def page_data(
    findings: Mapping[int, Finding],
    details: Mapping[int, Detail],
    order: Iterable[int],
    *,
    words: Mapping[str, str],
    room: int,
) -> tuple[str, int]:
    """JSON of at most about `room` bytes that may stand in a script element, and how many of the
    findings have no room for what is around them.

    `order` are the indices of the findings, the most wanted first.
    """
    fits: dict[Fit, int] = {}
    cues: dict[str, int] = {}
    """What is around a cue, once for all findings in it."""
    of: dict[str, _Json] = {}
    left = 0
    for index in order:
        detail = details.get(index)
        entry = _entry(findings[index], detail, fits)
        if detail is None and findings[index].cue is not None:
            left += 1  # there were too many to look at all
        if not entry:
            continue
        text = _dump(entry)
        mended = _cue(detail.mended) if detail is not None and detail.mended is not None else None
        cost = len(_dump(mended)) + 12 + (0 if text in cues else len(text.encode()) + 1)
        if cost > room:
            left += detail is not None
            continue
        room -= cost
        number = cues.setdefault(text, len(cues))
        of[str(index)] = number if mended is None else [number, mended]
    head = _dump({"words": dict(words), "fits": [_fit(fit) for fit in fits], "of": of})
    return f'{head[:-1]},"cues":[{",".join(cues)}]}}', left


def _dump(value: _Json) -> str:
    """JSON in which nothing ends a script element or opens a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return text.encode("utf-8", "backslashreplace").decode()


def _entry(finding: Finding, detail: Detail | None, fits: dict[Fit, int]) -> _Json:
    entry: dict[str, _Json] = {}
    if finding.excerpt is not None and detail is None:
        entry["x"] = [_cut(visible(finding.excerpt)), *(finding.span or ())]
    if detail is None:
        return entry
    entry["c"] = _cue(detail.cue)
    if detail.before is not None:
        entry["b"] = _cue(detail.before, LONGEST // 3)
    if detail.after is not None:
        entry["a"] = _cue(detail.after, LONGEST // 3)
    if detail.source:
        entry["s"] = [_cue(cue, LONGEST // 3) for cue in detail.source]
        entry["sl"] = detail.source_language
    if detail.frame is not None:
        entry["f"] = _frame(detail.frame, detail.cue, fits.setdefault(detail.frame.fit, len(fits)))
    return entry


def _cue(cue: Cue, most: int = LONGEST) -> _Json:
    return [cue.start, cue.end, _cut(cue.text, most)]


def _cut(text: str, most: int = LONGEST) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _frame(frame: FrameShown, cue: Cue, fit: int) -> _Json:
    """[fit, left, top, width, hidden zone or "", [[text, width], …]] in px of the frame.

    A line that stands in the cue just so is told by its width alone.
    """
    rows = _cut(cue.text).split("\n")
    lines: list[_Json] = []
    for line, row in zip_longest(frame.lines[:_MOST_LINES], rows[:_MOST_LINES]):
        if line is not None:
            text, width = captions.shortened(line[0]), round(line[1])
            lines.append(width if text == row else [text, width])
    place = [round(frame.left), round(frame.top), round(frame.width)]
    return [fit, *place, frame.hidden, lines]


def _fit(fit: Fit) -> _Json:
    return {
        "w": fit.width,
        "h": fit.height,
        "size": fit.size,
        "step": fit.size * fit.line_height,
        "base": BASELINE * fit.size,
        "bold": fit.weight == "bold",
        "outline": fit.outline,
        "safe": [
            fit.left,
            fit.top,
            max(0, fit.width - fit.left - fit.right),
            max(0, fit.height - fit.top - fit.bottom),
        ],
        "zones": [
            [z.name, captions.zone_name(z), z.left, z.top, z.width, z.height] for z in fit.zones
        ],
    }
