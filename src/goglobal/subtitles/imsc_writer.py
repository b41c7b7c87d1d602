"""The writer of IMSC 1.1 Text: TTML 2 in the profile that streaming platforms agree on.

https://www.w3.org/TR/2018/REC-ttml-imsc1.1-20181108/: the picture's shape is told by
`ttp:displayAspectRatio` (6.7), presented regions do not overlap, `tts:extent` stands on each of
them, text is white unless it says otherwise, and of `tts:unicodeBidi` there is `embed`, not
`isolate`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from goglobal.model import Cue, Track
from goglobal.subtitles.aspect_ratios import parse_ratio
from goglobal.subtitles.clocks import clock, stamps
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.left_out import LeftOut
from goglobal.subtitles.srt import encoded, refuse_negative
from goglobal.subtitles.timecode import FrameRate
from goglobal.subtitles.ttml_document import PLACES, document, rate_attributes, regions
from goglobal.subtitles.ttml_text import Paragraphs, paragraphs

NAME = "IMSC 1.1"

_PROFILE = "http://www.w3.org/ns/ttml/profile/imsc1.1/text"
_FONT_SIZE = 80
"""Per cent of a fifteenth of the height: 5.3 % of the height, as subtitles on a wide picture are
commonly set; on a picture that is higher than it is wide, the same share of its width."""


def write_imsc(
    track: Track,
    *,
    byte_order_mark: bool = False,
    line_ends: str = "lf",
    frame_rate: str | None = None,
    aspect_ratio: str | None = None,
    report: Collector | None = None,
) -> bytes:
    """A track as IMSC 1.1 Text in UTF-8, with times to the millisecond.

    `frame_rate` ("25", "30000/1001") is declared for players that count frames and changes no
    time. `aspect_ratio` ("9:16") is the picture's. Characters that XML has no place for become
    U+FFFD. Raises GoGlobalError for a time below zero, UsageError for an option that says nothing.
    """
    parameters = f' ttp:contentProfiles="{_PROFILE}" ttp:timeBase="media"'
    size = _FONT_SIZE
    if frame_rate:
        parameters += rate_attributes(FrameRate.parse(frame_rate))
    if aspect_ratio:
        width, height = parse_ratio(aspect_ratio)
        parameters += f' ttp:displayAspectRatio="{width} {height}"'
        size = max(1, _FONT_SIZE * min(width, height) // height)
    out = LeftOut(track, NAME, report)
    out.usual()
    found = paragraphs(track, out)
    rows = _rows(track.cues, found)
    layout = regions(found.occurring(), overflow=True)
    text = document(
        parameters, track.language, rows, layout=layout, body=f' tts:fontSize="{size}%"'
    )
    return encoded(text, byte_order_mark=byte_order_mark, line_ends=line_ends)


def _rows(cues: Sequence[Cue], found: Paragraphs) -> list[str]:
    usual = f"{PLACES[2]}{found.direction}>"
    begins, ends, begin_ms, end_ms = _pieces(usual)
    try:
        rows = [
            f"{begins[(start := cue.start) // 1000]}{begin_ms[start % 1000]}"
            f"{ends[(end := cue.end) // 1000]}{end_ms[end % 1000]}{content}</p>\n"
            for cue, content in zip(cues, found.contents, strict=True)
        ]
    except KeyError:  # beyond the first hour, or below zero
        refuse_negative(cues)
        rows = [
            f'      <p begin="{clock(cue.start, ".")}" end="{clock(cue.end, ".")}"'
            f"{usual}{content}</p>\n"
            for cue, content in zip(cues, found.contents, strict=True)
        ]
    for index, (place, direction) in found.odd.items():
        rows[index] = rows[index].replace(usual, f"{PLACES[place]}{direction}>", 1)
    return rows


@lru_cache(maxsize=4)
def _pieces(usual: str) -> tuple[dict[int, str], dict[int, str], list[str], list[str]]:
    """A start tag in four pieces, for the seconds of the first hour and for the milliseconds."""
    seconds, thousandths = stamps(".")
    return (
        {number: f'      <p begin="{second}' for number, second in enumerate(seconds)},
        dict(enumerate(seconds)),
        [f'{ms}" end="' for ms in thousandths],
        [f'{ms}"{usual}' for ms in thousandths],
    )
