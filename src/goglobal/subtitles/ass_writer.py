"""The writer of Advanced SubStation Alpha, script type v4.00+.

The format has no standard; its override codes are those of
https://aegisub.org/docs/latest/ass_tags/ (read 2026-11-25), and what has to be escaped follows what
libass, VSFilter and pysubs2 do with it: `{` opens a block up to the next `}` in all of them,
and only libass knows `\\{`.
"""

from __future__ import annotations

import re

from goglobal.messages import N_
from goglobal.model import Cue, Track
from goglobal.subtitles import bidi
from goglobal.subtitles.aspect_ratios import parse_ratio
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.left_out import LeftOut
from goglobal.subtitles.markup import alignment
from goglobal.subtitles.rows import WORD_JOINER
from goglobal.subtitles.spans import PLAIN, Style, styled
from goglobal.subtitles.srt import encoded, refuse_negative

NAME = "ASS"

_SHORT_SIDE = 1080
"""Pixels of the picture's shorter side, which sizes and margins are counted in."""

_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")
"""NUL ends a text in players written in C; half a surrogate pair has no bytes."""

_SPECIAL = re.compile("[<{}\\\\\r\x00\ud800-\udfff]|^[ ]|\\s\\Z", re.MULTILINE)
_ESCAPE = re.compile(r"\\(?=[Nnh{}])")
_BRACES = str.maketrans({"{": "\uff5b", "}": "\uff5d"})
_LEADING = re.compile(r"^ +")

_STYLE_FIELDS = (
    "Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, "
    "Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, "
    "Alignment, MarginL, MarginR, MarginV, Encoding"
)
_EVENT_FIELDS = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"


def write_ass(
    track: Track,
    *,
    byte_order_mark: bool = False,
    line_ends: str = "lf",
    aspect_ratio: str = "9:16",
    report: Collector | None = None,
) -> bytes:
    """A track as ASS in UTF-8 with one style, `Default`; times to the nearest 10 ms.

    `aspect_ratio` gives the picture: "9:16" is 1080 x 1920. A cue that is shorter than 10 ms keeps
    10 ms. Braces in a text become full-width ones, and a word joiner keeps a backslash from making
    a code. Raises GoGlobalError for a time below zero, UsageError for a ratio that is none.
    """
    refuse_negative(track.cues)
    out = LeftOut(track, NAME, report)
    out.usual()
    times = [_hundredths(cue) for cue in track.cues]
    if out.wanted:
        _report_rounding(track, times, out)
    parts = [_head(track, *parse_ratio(aspect_ratio))]
    for index, (cue, (start, end)) in enumerate(zip(track.cues, times, strict=True)):
        text = cue.text
        if cue.settings or _SPECIAL.search(text):
            text = _text(cue, index, out)
        else:
            text = text.replace("\n", r"\N")
        parts.append(f"Dialogue: 0,{_clock(start)},{_clock(end)},Default,,0,0,0,,{text}\n")
    return encoded("".join(parts), byte_order_mark=byte_order_mark, line_ends=line_ends)


def _head(track: Track, width: int, height: int) -> str:
    short = min(width, height)
    across, down = (round(side * _SHORT_SIDE / short) for side in (width, height))
    language = " ".join((track.language or "").split())
    base = bidi.of_language(track.language)
    if base is None and any(bidi.RIGHT_TO_LEFT.search(cue.text) for cue in track.cues):
        base = "rtl"
    # libass takes the direction of a paragraph from its text where the encoding is -1
    encoding = -1 if base == "rtl" else 1
    style = (
        "Default,Arial,59,&H00FFFFFF,&H000000FF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,0,2,"
        f"{across // 20},{across // 20},{down // 20},{encoding}"
    )
    return (
        f"[Script Info]\nScriptType: v4.00+\nPlayResX: {across}\nPlayResY: {down}\n"
        "WrapStyle: 0\nScaledBorderAndShadow: yes\n"
        f"{f'Language: {language}' + chr(10) if language else ''}"
        f"\n[V4+ Styles]\nFormat: {_STYLE_FIELDS}\nStyle: {style}\n"
        f"\n[Events]\nFormat: {_EVENT_FIELDS}\n"
    )


def _hundredths(cue: Cue) -> tuple[int, int]:
    start, end = (cue.start + 5) // 10, (cue.end + 5) // 10
    return start, start + 1 if end <= start and cue.end > cue.start else end


def _clock(hundredths: int) -> str:
    seconds, rest = divmod(hundredths, 100)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:02}"


def _text(cue: Cue, index: int, out: LeftOut) -> str:
    """The text field of an event."""
    text = cue.text.replace("\r\n", "\n").replace("\r", "\n")
    if _FORBIDDEN.search(text):
        out.characters(index, _FORBIDDEN.findall(text))
        text = _FORBIDDEN.sub("\ufffd", text)
    found = styled(text)
    if found.lost:
        out.markup(index, found.lost)
    place = alignment(cue)
    codes = f"\\an{place}" if place != 2 else ""
    before = PLAIN
    changed: set[str] = set()
    lines: list[str] = []
    for line in found.lines:
        pieces: list[str] = []
        for number, span in enumerate(line):
            codes += _codes(before, span.style)
            before = span.style
            words = _words(span.text, changed, last=number + 1 == len(line))
            if not number:
                words = _LEADING.sub(lambda match: r"\h" * len(match[0]), words)
            pieces.append((f"{{{codes}}}" if codes else "") + words)
            codes = ""
        lines.append("".join(pieces))
    text = (f"{{{codes}}}" if codes else "") + r"\N".join(lines)
    _report_changes(changed, index, out)
    # readers take white space from the end of a line of the file, but not from an empty block
    return text + "{}" if text[-1:].isspace() else text


def _words(text: str, changed: set[str], *, last: bool) -> str:
    """The words of a run so that none of them makes a code, with the code that may follow it."""
    if "{" in text:
        changed.add("braces")
        text = text.translate(_BRACES)
    if _ESCAPE.search(text) or (text[-1] == "\\" and not last):
        changed.add("backslash")
        text = _ESCAPE.sub(lambda match: match[0] + WORD_JOINER, text)
        text += WORD_JOINER if text[-1] == "\\" and not last else ""
    return text


def _codes(before: Style, after: Style) -> str:
    """What turns one style into another."""
    found = ""
    for code, name in (("i", "italic"), ("b", "bold"), ("u", "underline")):
        if getattr(before, name) != getattr(after, name):
            found += f"\\{code}{int(getattr(after, name))}"
    if before.colour != after.colour:
        red, green, blue = (after.colour[place : place + 2] for place in (1, 3, 5))
        found += f"\\c&H{(blue + green + red).upper()}&" if after.colour else r"\c"
    return found


def _report_changes(changed: set[str], index: int, out: LeftOut) -> None:
    if "braces" in changed:
        out.add(
            index,
            N_(
                "{format} takes `{{` for the beginning of a code: `\uff5b` and `\uff5d` stand there"
            ),
            {},
            N_("use other brackets, as `(` or `[`"),
            kind="braces",
        )
    if "backslash" in changed:
        out.add(
            index,
            N_("{format} takes `\\` for the beginning of a code: a word joiner stands behind it"),
            {},
            N_("nothing has to be done: it cannot be seen"),
            kind="backslash",
        )


def _report_rounding(track: Track, times: list[tuple[int, int]], out: LeftOut) -> None:
    moved = [
        distance
        for cue, (start, end) in zip(track.cues, times, strict=True)
        for distance in (abs(start * 10 - cue.start), abs(end * 10 - cue.end))
        if distance
    ]
    if moved:
        out.add(
            None,
            N_("one time is no whole hundredths of a second: moved by {distance} ms")
            if len(moved) == 1
            else N_(
                "{count} times are no whole hundredths of a second: moved by up to {distance} ms"
            ),
            {"count": len(moved), "distance": max(moved)},
            N_("nothing has to be done: {format} counts in hundredths"),
            kind="rounding",
        )
