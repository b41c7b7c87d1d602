"""Where the text of a cue stands on the platform's frame.

`{\\an1}` to `{\\an9}` name nine places: an edge of the safe area, or its middle, at each side. Of
WebVTT's settings (https://www.w3.org/TR/webvtt1/, 2019-04-04, section 7.2) per cent are taken at
their word, as shares of the whole frame, which is the video. Numbers of lines are counted from the
safe area's edges: players move such lines until none is behind their interface. What a setting says
that cannot be read is passed over, as players do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil, isfinite

import msgspec

from goglobal.model import Cue
from goglobal.profiles.schema import Fit
from goglobal.subtitles import bidi
from goglobal.subtitles.markup import alignment

_PERCENT = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)%")
_LINE = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_SIDES = {
    **dict.fromkeys(("start", "left", "line-left"), -1),
    **dict.fromkeys(("center", "middle"), 0),
    **dict.fromkeys(("end", "right", "line-right"), 1),
}
"""Before the point, around it, behind it."""
_MOST_ROWS = 100_000
"""Of one line that is broken into a narrow column."""


class Block(msgspec.Struct, frozen=True):
    """The rectangle of a text with its outline, px of the frame."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


class _Settings(msgspec.Struct):
    """What WebVTT settings say, as far as it can be read."""

    vertical: str = ""
    line: float | None = None
    """The number of a line."""
    share: float | None = None
    """Per cent, where `line` is not given in lines."""
    line_side: int = -1
    position: float | None = None
    position_side: int | None = None
    size: float | None = None
    align: str = "center"


def block(
    fit: Fit, widths: Sequence[float], text: str = "", settings: str = "", *, named: bool = False
) -> Block:
    """Where lines of these widths (px, shaped) stand, with the mark-up and settings of their cue.

    `named`: only the nine places count, as in SRT, into which settings are turned. Lines that run
    downwards (`vertical:`) stand side by side. Never raises, whatever the settings say.
    """
    if settings and not named:
        read = _read(settings)
        if read is not None:
            return _from_settings(fit, widths, text, read)
    return at_place(fit, widths, place_of(text, settings))


def place_of(text: str, settings: str = "") -> int:
    """The place of the keypad that a cue's mark-up or settings name; 0: none, or only the place
    that WebVTT has for all cues."""
    coded = "\\a" in text
    if not coded and not settings:
        return 0
    number = alignment(Cue(0, 0, text, settings=settings))
    return 0 if number == 2 and not coded else number


def at_place(fit: Fit, widths: Sequence[float], number: int = 0) -> Block:
    """The block at a place of the keypad (1-3 at the bottom, 4-6 in the middle, 7-9 at the top);
    0: where the player puts text by itself."""
    width = max(widths, default=0.0) + 2 * fit.outline
    height = len(widths) * step(fit) + 2 * fit.outline
    if not number:
        number = 8 if fit.anchor == "top" else 2
    upper, lower = _edges(fit)
    row, column = divmod(number - 1, 3)
    top = (lower - height, (upper + lower - height) / 2, upper)[row]
    return Block(_beside(fit.left, fit.width - fit.right, width, column - 1), top, width, height)


def step(fit: Fit) -> float:
    """From one line to the next, px."""
    return fit.size * fit.line_height


def _edges(fit: Fit) -> tuple[float, float]:
    """Where text at the top begins and text at the bottom ends, px from above."""
    upper, lower = fit.top, fit.bottom
    if fit.offset is not None:
        upper, lower = (fit.offset, lower) if fit.anchor == "top" else (upper, fit.offset)
    return upper, fit.height - lower


def _beside(low: float, high: float, length: float, side: int) -> float:
    """Where something begins that stands between two edges, at one of them or in the middle."""
    return (low, (low + high - length) / 2, high - length)[side + 1]


def _read(settings: str) -> _Settings | None:
    """None: nothing in it says where the text stands."""
    read = _Settings()
    found = False
    for part in settings.split():
        name, _, value = part.partition(":")
        value, _, side = value.partition(",")
        if name == "vertical" and value in {"rl", "lr"}:
            read.vertical = value
        elif name == "line" and (share := _share(value)) is not None:
            read.share, read.line, read.line_side = share, None, _SIDES.get(side, -1)
        elif name == "line" and _LINE.fullmatch(value):
            read.line, read.share = float(value), None
        elif name == "position" and (share := _share(value)) is not None:
            read.position, read.position_side = share, _SIDES.get(side)
        elif name == "size" and (share := _share(value)) is not None:
            read.size = share
        elif name == "align" and value in _SIDES:
            read.align = value
        else:
            continue
        found = True
    return read if found else None


def _share(value: str) -> float | None:
    """0 to 100; None: it is no percentage."""
    found = _PERCENT.fullmatch(value)
    share = float(found[1]) if found else 101.0
    return share if share <= 100 else None


def _from_settings(fit: Fit, widths: Sequence[float], text: str, read: _Settings) -> Block:
    upper, lower = _edges(fit)
    across = (fit.left, fit.width - fit.right, fit.width)
    down = (upper, lower, fit.height)
    along, over = (down, across) if read.vertical else (across, down)
    start, length, rows = _along(fit, widths, read, _side(read.align, text), along)
    thick = rows * step(fit) + 2 * fit.outline
    begin = _over(fit, read, thick, over)
    if read.vertical:
        return Block(begin, start, thick, length)
    return Block(start, begin, length, thick)


def _side(align: str, text: str) -> int:
    """To which end text is aligned: `start` is the right one of what is written from there."""
    side = _SIDES[align]
    turned = align in {"start", "end"} and bidi.RIGHT_TO_LEFT.search(text)
    return -side if turned and bidi.of_text(text) == "rtl" else side


def _along(
    fit: Fit,
    widths: Sequence[float],
    read: _Settings,
    side: int,
    edges: tuple[float, float, float],
) -> tuple[float, float, int]:
    """Where the lines begin in the direction in which they run, how long the longest is, and how
    many they become."""
    low, high, whole = edges
    longest = max(widths, default=0.0) + 2 * fit.outline
    if read.position is None and read.size is None:
        return _beside(low, high, longest, side), longest, len(widths)
    point = read.position if read.position is not None else 50.0 * (side + 1)
    held = side if read.position_side is None else read.position_side
    most = (100 - point, 2 * min(point, 100 - point), point)[held + 1]
    share = most if read.size is None else min(read.size, most)
    size = whole * share / 100
    begin = whole * point / 100 - size * (held + 1) / 2
    # what is longer than the box has room for is broken by the player
    room = max(size - 2 * fit.outline, 1.0)
    rows = sum([_rows(width, room) for width in widths])
    length = min(longest, max(size, 1.0))
    return _beside(begin, begin + size, length, side), length, rows


def _rows(width: float, room: float) -> int:
    return min(max(ceil(width / room), 1), _MOST_ROWS) if isfinite(width) else _MOST_ROWS


def _over(fit: Fit, read: _Settings, thick: float, edges: tuple[float, float, float]) -> float:
    """Where the first line begins in the direction in which lines follow each other."""
    low, high, whole = edges
    if read.share is not None:
        begin = whole * read.share / 100 - thick * (read.line_side + 1) / 2
        return max(0.0, min(begin, whole - thick))
    line = read.line
    if line is None:
        if not read.vertical:
            return low if fit.anchor == "top" else high - thick
        line = -1.0
    turned = read.vertical == "rl"  # its columns are counted from the right, and go on to the left
    line = -line - 1 if turned else line
    begin = (low if line >= 0 else high) + line * step(fit)
    if turned:
        begin += step(fit) - thick
    return max(low, min(begin, high - thick))
