"""Lines that are somebody's own: two speakers, a sound and what is said, the verses of a song.

Such lines are neither joined nor filled up from each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from goglobal.fit.places import Opportunity

_OWN = re.compile(
    r"[-‐‑–—―－♪♫♬#\[(（【［]"
    r"|>>|[A-ZÀ-ÖØ-ÞА-ЯЁ][A-ZÀ-ÖØ-ÞА-ЯЁ0-9 .'’]{1,24}:|\w{1,8}："
)
"""How a line begins that is not the one above going on: a dash, a note, a bracket, a name."""
_WHOLE = re.compile(r"[\[(（【［][^\])）】］]*+[\])）】］]:?\Z|.*[♪♫♬#]\Z")
"""A line that is closed in itself: a sound in brackets, a verse."""
_DIALOGUE = re.compile(r"[-‐‑–]\s*+[^\W\d]")
_NEXT_SPEAKER = re.compile(r"(?<=[.!?…؟。！？])[ \u3000]++(?=[-‐‑–]\s*+[^\W\d])")


def own_ends(text: str, ends: Iterable[int]) -> list[Opportunity] | None:
    """Where lines of `text` have to end, with `ends` the places where they ended so far.

    Empty: nowhere, it is one person's. None: whose the lines are cannot be told.
    """
    stops = sorted(ends)
    spaces = [len(text[stop:]) - len(text[stop:].lstrip(" ")) for stop in stops]
    starts = [0, *(stop + space for stop, space in zip(stops, spaces, strict=True))]
    lines = [text[a:b] for a, b in zip(starts, [*stops, len(text)], strict=True)]
    forced = [
        Opportunity(stop, start, 0)
        for stop, start, above, line in zip(stops, starts[1:], lines, lines[1:], strict=False)
        if _OWN.match(line) or _WHOLE.match(above)
    ]
    if not _DIALOGUE.match(text):
        return forced
    inner = [Opportunity(*match.span(), 0) for match in _NEXT_SPEAKER.finditer(text)]
    if not forced:
        return inner
    known = {place.end for place in forced}
    return None if any(place.end not in known for place in inner) else forced
