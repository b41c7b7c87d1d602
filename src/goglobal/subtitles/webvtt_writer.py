"""The WebVTT writer: SRT's `{\\an8}` becomes `line:0`, and what WebVTT brought goes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from goglobal.model import Block, Cue, Track
from goglobal.subtitles import rows
from goglobal.subtitles.clocks import clock, stamps
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.left_out import LeftOut
from goglobal.subtitles.markup import alignment, is_simple
from goglobal.subtitles.srt import encoded, refuse_negative
from goglobal.subtitles.webvtt_text import (
    COLOURS,
    Payloads,
    class_colours,
    from_payload,
    style_block,
)

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

    Settings of a cue lead over `{\\anN}` in its text; colours outside WebVTT's eight classes go
    into a STYLE block. Override codes other than the position and tags that WebVTT has not are
    left out, their text never is. Raises GoGlobalError for a time below zero.
    """
    refuse_negative(track.cues)
    there = dict(chain.from_iterable(class_colours(block.text) for block in track.blocks))
    payloads = Payloads({**COLOURS, **there})
    left = LeftOut(track, "WebVTT", report) if report is not None else None
    cues = [_cue(cue, payloads) for cue in track.cues] if left else _cues(track, payloads)
    if left:
        _tell(track, payloads, left)
    header = f"WEBVTT{_header(track.header)}\n"
    blocks = track.blocks
    if payloads.styles:
        missing = {k: v for k, v in payloads.styles.items() if there.get(k) != v}
        if missing:
            blocks = (Block(0, style_block(missing)), *blocks)
    parts = (header, *_with_blocks(cues, blocks)) if blocks else (header, *cues)
    return encoded("\n".join(parts), byte_order_mark=byte_order_mark, line_ends=line_ends)


def _with_blocks(cues: Sequence[str], blocks: Sequence[Block]) -> Iterator[str]:
    """Blocks and cues, each with its line feed; blank lines go between them."""
    ordered = sorted(blocks, key=lambda block: block.before)
    position = 0
    for index, cue in enumerate(cues):
        while position < len(ordered) and ordered[position].before <= index:
            yield _without_blank_lines(ordered[position].text) + "\n"
            position += 1
        yield cue
    for block in ordered[position:]:
        yield _without_blank_lines(block.text) + "\n"


def _cues(track: Track, payloads: Payloads) -> list[str]:
    """Every cue: the plain ones, which nearly all are, the quick way."""
    cues = track.cues
    joined = "\n".join(["", *[cue.text for cue in cues]])
    if "\r" in joined or rows.SUSPECT.search(joined):
        return [_cue(cue, payloads) for cue in cues]
    seconds, thousandths = stamps(".")
    last = len(seconds) * 1000
    out = []
    for cue in cues:
        start, end, text, settings = cue.start, cue.end, cue.text, cue.settings
        if ">" in text or "{" in text or "&" in text or "<" in text:
            plain = text
            if not settings and text.startswith("{\\an") and is_simple(text):
                settings, plain = SETTINGS[int(text[4])], text[6:]
            if "&" in text or text.count("<") != text.count(">") or not is_simple(plain):
                out.append(_cue(cue, payloads))
                continue
            text = plain
        if (
            start >= last
            or end >= last
            or cue.number is None
            or cue.settings
            or cue.identifier
            or cue.payload
        ):
            out.append(_cue(cue, payloads))
        else:
            out.append(
                f"{cue.number}\n{seconds[start // 1000]}{thousandths[start % 1000]} --> "
                f"{seconds[end // 1000]}{thousandths[end % 1000]}{settings and ' '}{settings}\n"
                f"{text}\n"
            )
    return out


def _cue(cue: Cue, payloads: Payloads) -> str:
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
        f"{settings and ' '}{settings}\n{payloads.kept(cue) or payloads.of(text)}\n"
    )


def _tell(track: Track, payloads: Payloads, left: LeftOut) -> None:
    for index, cue in enumerate(track.cues):
        if payloads.kept(cue):
            continue
        if cue.payload:
            left.markup(index, from_payload(cue.payload).lost)
        if "<" in cue.text or "{" in cue.text:
            payloads.of(cue.text)
            if payloads.lost:
                left.markup(index, payloads.lost)


def _header(header: str) -> str:
    """The header as it may stand behind WEBVTT: no time line in it, and set off from the word."""
    header = _without_blank_lines(header)
    return header if not header or header[0] in " \t\n" else f" {header}"


def _without_blank_lines(text: str) -> str:
    if "\n\n" not in text and "-->" not in text and not text.endswith("\n"):
        return text
    rows = (row for row in text.replace("-->", "->").split("\n") if row)
    return ("\n" if text.startswith("\n") else "") + "\n".join(rows)
