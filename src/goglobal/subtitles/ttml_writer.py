"""The writer of TTML 1 as Netflix's partners send it.

What Netflix says in public: TTML1 (.xml or .ttml), two lines at most, centred at the top or the
bottom (https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617, read 2026-11-25); the
root has `xml:lang` with hyphens, ids are `xml:id`, and nothing stands there that TTML's schema
does not have (https://partnerhelp.netflixstudios.com/hc/en-us/articles/115001869828, 2017). Times
are ticks of 100 ns, as in its own files. The language itself is
https://www.w3.org/TR/2018/REC-ttml1-20181108/: what it holds is kept, and a platform's rules are
checked elsewhere.
"""

from __future__ import annotations

from goglobal.model import Track
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.left_out import LeftOut
from goglobal.subtitles.srt import encoded, refuse_negative
from goglobal.subtitles.timecode import FrameRate
from goglobal.subtitles.ttml_document import PLACES, document, rate_attributes, regions
from goglobal.subtitles.ttml_text import paragraphs

NAME = "TTML 1"

TICK_RATE = 10_000_000
"""Ticks a second; a millisecond is a whole number of them."""


def write_ttml(
    track: Track,
    *,
    byte_order_mark: bool = False,
    line_ends: str = "lf",
    frame_rate: str | None = None,
    report: Collector | None = None,
) -> bytes:
    """A track as TTML 1 in UTF-8, with times in ticks, exact to the millisecond.

    `frame_rate` ("25", "30000/1001") is declared and changes no time. Characters that XML has no
    place for become U+FFFD. Raises GoGlobalError for a time below zero, UsageError for a rate
    that is none.
    """
    refuse_negative(track.cues)
    parameters = f' ttp:timeBase="media" ttp:tickRate="{TICK_RATE}"'
    if frame_rate:
        parameters += rate_attributes(FrameRate.parse(frame_rate))
    out = LeftOut(track, NAME, report)
    out.usual()
    found = paragraphs(track, out)
    ticks = TICK_RATE // 1000
    rows = [
        f'      <p begin="{cue.start * ticks}t" end="{cue.end * ticks}t"'
        f"{PLACES[place]}{direction}>{content}</p>\n"
        for cue, (place, direction, content) in zip(track.cues, found.each(), strict=True)
    ]
    layout = regions(found.occurring(), overflow=True)
    text = document(parameters, track.language, rows, layout=layout)
    return encoded(text, byte_order_mark=byte_order_mark, line_ends=line_ends)
