"""The writer of iTunes Timed Text, Apple's profile of TTML 1.

What Apple says in public: the form of the file, with its styles and its regions, is that of
https://help.apple.com/itc/filmspec/en.lproj/apdATD1E59-D1E1A1303-D1E59A1126.html; there is a
region of 15 % at the top and one at the bottom
(https://developer.apple.com/documentation/avfoundation/avcaptionregion); captions overlap only in
different regions (…/avcaption/timerange; all read 2026-11-25). Its example writes 23.976 as
24 x 999/1000 and its table calls that imprecise
(https://help.apple.com/itc/filmspec/en.lproj/apdA45d3b81b.html): 1000/1001 is written here.
"""

from __future__ import annotations

from goglobal.messages import N_
from goglobal.model import Track
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.left_out import LeftOut
from goglobal.subtitles.spans import Style
from goglobal.subtitles.srt import encoded, refuse_negative
from goglobal.subtitles.timecode import FrameRate
from goglobal.subtitles.ttml_document import document, rate_attributes
from goglobal.subtitles.ttml_text import inline, paragraphs

NAME = "iTT"

_REGIONS = (
    '<region xml:id="top" tts:origin="0% 0%" tts:extent="100% 15%" tts:textAlign="center"'
    ' tts:displayAlign="before"/>',
    '<region xml:id="bottom" tts:origin="0% 85%" tts:extent="100% 15%" tts:textAlign="center"'
    ' tts:displayAlign="after"/>',
)
_NORMAL = (
    '<style xml:id="normal" tts:fontFamily="sansSerif" tts:fontWeight="normal"'
    ' tts:fontStyle="normal" tts:color="white" tts:fontSize="100%"/>'
)


def write_itt(
    track: Track,
    *,
    byte_order_mark: bool = False,
    line_ends: str = "lf",
    frame_rate: str = "25",
    drop_frame: bool = False,
    report: Collector | None = None,
) -> bytes:
    """A track as iTT in UTF-8, with times as SMPTE timecode: the nearest frame, and at least one.

    `drop_frame` is for 29.97 and 59.94 frames a second. Cues in the middle of the picture go to
    the bottom, cues at its sides to the centre. Raises GoGlobalError for a time below zero,
    UsageError for a rate that is none or has no drop-frame timecode.
    """
    refuse_negative(track.cues)
    rate = FrameRate.parse(frame_rate)
    if drop_frame:
        rate.refuse_drop()
    out = LeftOut(track, NAME, report)
    out.usual()
    styles = _Styles()
    found = paragraphs(track, out, styles.attributes)
    frames = _frames(track, rate)
    if out.wanted:
        _report(track, found.places(), frames, rate, out)
    rows = [
        f'      <p begin="{_label(rate, start, drop_frame)}" end="{_label(rate, end, drop_frame)}"'
        f' region="{"top" if place >= 7 else "bottom"}"{direction}>{content}</p>\n'
        for (start, end), (place, direction, content) in zip(frames, found.each(), strict=True)
    ]
    mode = "dropNTSC" if drop_frame else "nonDrop"
    text = document(
        f' ttp:timeBase="smpte"{rate_attributes(rate)} ttp:dropMode="{mode}"',
        track.language,
        rows,
        styles=[_NORMAL, *styles.elements.values()],
        layout=_REGIONS,
        body=' style="normal"',
    )
    return encoded(text, byte_order_mark=byte_order_mark, line_ends=line_ends)


class _Styles:
    """The styles that occur, each declared once in the head, as in Apple's example."""

    def __init__(self) -> None:
        self.elements: dict[str, str] = {}

    def attributes(self, style: Style) -> str:
        """What a `span` in this style says."""
        words = [name for name in ("italic", "bold", "underline") if getattr(style, name)]
        if style.colour:
            words.append(f"colour-{style.colour[1:]}")
        name = "-".join(words)
        self.elements.setdefault(name, f'<style xml:id="{name}"{inline(style)}/>')
        return f' style="{name}"'


def _label(rate: FrameRate, frame: int, drop: bool) -> str:
    """A timecode as TTML writes it, with colons alone."""
    return rate.timecode(frame, drop=drop).replace(";", ":")


def _frames(track: Track, rate: FrameRate) -> list[tuple[int, int]]:
    """The first frame of each cue and the first one behind it."""
    found = []
    for cue in track.cues:
        start, end = rate.frames(cue.start), rate.frames(cue.end)
        found.append((start, start + 1 if end <= start and cue.end > cue.start else end))
    return found


def _report(
    track: Track,
    places: list[int],
    frames: list[tuple[int, int]],
    rate: FrameRate,
    out: LeftOut,
) -> None:
    for index, place in enumerate(places):
        if place not in (2, 8):
            out.add(
                index,
                N_("{format} has the top and the bottom of the picture, centred: not `{place}`"),
                {"place": f"{{\\an{place}}}"},
                N_("look whether the cue covers anything where it goes"),
                kind="position",
            )
    moved = [
        distance
        for cue, (start, end) in zip(track.cues, frames, strict=True)
        for distance in (abs(rate.ms(start) - cue.start), abs(rate.ms(end) - cue.end))
        if distance > 0
    ]
    if moved:
        out.add(
            None,
            N_("one time falls between frames at {rate} a second: moved by {distance} ms")
            if len(moved) == 1
            else N_(
                "{count} times fall between frames at {rate} a second: moved by up to {distance} ms"
            ),
            {"count": len(moved), "rate": str(rate), "distance": max(moved)},
            N_("time the cues to frames, or name the video's own frame rate"),
            kind="rounding",
        )
    _report_overlaps(places, frames, out)


def _report_overlaps(places: list[int], frames: list[tuple[int, int]], out: LeftOut) -> None:
    last = {True: 0, False: 0}
    for index, (place, (start, end)) in enumerate(zip(places, frames, strict=True)):
        top = place >= 7
        if start < last[top]:
            out.add(
                index,
                N_("the cue begins before another one in its region ends: {format} forbids it"),
                {},
                N_("end the other one earlier, or put one of them to the top with `{{\\an8}}`"),
                kind="overlap",
            )
        last[top] = max(last[top], end)
