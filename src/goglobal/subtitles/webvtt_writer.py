"""The WebVTT writer: SRT's `{\\an8}` becomes `line:0`, and what WebVTT brought goes back."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal.model import Cue, Track
from goglobal.subtitles.clocks import clock
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.markup import alignment
from goglobal.subtitles.srt import encoded, refuse_negative
from goglobal.subtitles.webvtt_text import to_payload

SETTINGS: dict[int, str] = {
    1: "position:0% align:start",
    2: "",
    3: "position:100% align:end",
    4: "line:50% position:0% align:start",
    5: "line:50%",
    6: "line:50% position:100% align:end",
    7: "line:0 position:0% align:start",
    8: "line:0",
    9: "line:0 position:100% align:end",
}
"""What says the same as `{\\anN}`: the first line of the picture, its middle, or no settings for
the bottom, where WebVTT puts a cue anyway."""


def write_webvtt(
    track: Track,
    *,
    byte_order_mark: bool = False,
    line_ends: str = "lf",
    report: Collector | None = None,
) -> bytes:
    """A track as WebVTT in UTF-8, with the header, blocks, settings and identifiers it came with.

    Settings of a cue lead over `{\\anN}` in its text. Colours outside WebVTT's eight classes and
    override codes other than the position are left out; their text never is. Raises
    GoGlobalError for a time below zero.
    """
    refuse_negative(track.cues)
    return encoded("\n".join(_parts(track)), byte_order_mark=byte_order_mark, line_ends=line_ends)


def _parts(track: Track) -> Iterator[str]:
    """The header, blocks and cues, each with its line feed; blank lines go between them."""
    yield f"WEBVTT{_header(track.header)}\n"
    blocks = sorted(track.blocks, key=lambda block: block.before)
    position = 0
    for index, cue in enumerate(track.cues):
        while position < len(blocks) and blocks[position].before <= index:
            yield _without_blank_lines(blocks[position].text) + "\n"
            position += 1
        yield _cue(cue)
    for block in blocks[position:]:
        yield _without_blank_lines(block.text) + "\n"


def _cue(cue: Cue) -> str:
    text = cue.text
    settings = cue.settings
    if not settings and "{" in text:
        settings = SETTINGS[alignment(cue)]
    elif settings:
        settings = " ".join(settings.split()).replace("-->", "")
    name = cue.identifier and " ".join(cue.identifier.split()).replace("-->", "")
    if not name and cue.number is not None:
        name = str(cue.number)
    return (
        f"{name}{name and chr(10)}{clock(cue.start, '.')} --> {clock(cue.end, '.')}"
        f"{settings and ' '}{settings}\n{to_payload(text)}\n"
    )


def _header(header: str) -> str:
    """The header as it may stand behind WEBVTT: no time line in it, and set off from the word."""
    header = _without_blank_lines(header)
    return header if not header or header[0] in " \t\n" else f" {header}"


def _without_blank_lines(text: str) -> str:
    if "\n\n" not in text and "-->" not in text and not text.endswith("\n"):
        return text
    rows = (row for row in text.replace("-->", "->").split("\n") if row)
    return ("\n" if text.startswith("\n") else "") + "\n".join(rows)
