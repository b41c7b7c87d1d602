"""Text on a terminal: widths in cells, colours, tables, and nothing that could steer the terminal.

File names and subtitle lines come from outside. A control character among them could repaint the
screen or turn the reading order around, so each is shown as a sign of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_USUAL = 80
"""Cells of a terminal that nobody has widened."""
_WINDOW = 120
"""Code points of a long line that are shown around the marked place."""


class Painter:
    """Colours words, or leaves them alone where there is no terminal or `NO_COLOR` is set."""

    def __init__(self, colour: bool = False) -> None:
        self.colour = colour

    def paint(self, text: str, *styles: str) -> str:
        """`text` in the given styles: bold, dim, red, green, yellow, cyan."""
        if not self.colour or not text or not styles:
            return text
        return f"\x1b[{';'.join(_STYLES[style] for style in styles)}m{text}\x1b[0m"


def visible(text: str) -> str:
    """`text` on one line, each control character and reading-order control shown as a sign."""
    return _UNSAFE.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    point = ord(match[0])
    if match[0] == "\t":
        return " "
    if point < 0x20:
        return chr(0x2400 + point)
    return "\u2421" if point == 0x7F else f"<{point:04X}>"


def width(text: str) -> int:
    """How many cells of a terminal `text` takes: 2 for a Chinese character, 0 for a mark."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """`text` filled up with spaces to `cells` cells; `right` puts it at the right edge."""
    space = " " * (cells - width(text))
    return space + text if right else text + space


def marked(excerpt: str, span: tuple[int, int] | None) -> tuple[str, str]:
    """A line as it can be shown, and a line with carets below the marked code points.

    A very long line is cut to what stands around the mark. The second text is empty where there
    is no mark.
    """
    start, end = span or (0, 0)
    start = min(max(start, 0), len(excerpt))
    end = min(max(end, start), len(excerpt))
    first = 0 if len(excerpt) <= _WINDOW else max(0, min(start - 30, len(excerpt) - _WINDOW))
    last = min(len(excerpt), first + _WINDOW)
    before = ("…" if first else "") + visible(excerpt[first:start])
    inside = visible(excerpt[start : min(end, last)])
    after = visible(excerpt[max(start, min(end, last)) : last]) + (
        "…" if last < len(excerpt) else ""
    )
    line = f"{before}{inside}{after}".rstrip()
    if span is None:
        return line, ""
    return line, " " * width(before) + "^" * max(1, width(inside))


def table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    painter: Painter,
    right: Iterable[int] = (),
    styles: Sequence[str | None] = (),
) -> str:
    """Rows under a header, columns aligned by cells; `right` names columns set to the right.

    `styles` gives each row's colour for its whole line, or None. A column that is empty in all
    rows is left out. Where the header is what makes a table wider than 80 cells, its words
    stand below each other.
    """
    body = [[visible(cell) for cell in row] for row in rows]
    kept = [n for n in range(len(header)) if any(row[n] for row in body)]
    heads = [list(header)]
    widths = _widths(kept, heads, body)
    if sum(widths.values()) + 2 * (len(kept) - 1) > _USUAL:
        stacked = _stacked(header)
        narrower = _widths(kept, stacked, body)
        if narrower != widths:
            heads, widths = stacked, narrower
    to_right = set(right)

    def line(cells: Sequence[str]) -> str:
        return "  ".join(pad(cells[n], widths[n], right=n in to_right) for n in kept).rstrip()

    lines = [painter.paint(line(head), "bold") for head in heads]
    for number, row in enumerate(body):
        style = styles[number] if number < len(styles) else None
        lines.append(painter.paint(line(row), style) if style else line(row))
    return "\n".join(lines)


def _widths(
    kept: Iterable[int], heads: Sequence[Sequence[str]], body: Sequence[Sequence[str]]
) -> dict[int, int]:
    return {n: max(width(row[n]) for row in (*heads, *body)) for n in kept}


def _stacked(header: Sequence[str]) -> list[list[str]]:
    """A header with a line for each word, the last words on the last line."""
    words = [text.split() for text in header]
    most = max(map(len, words), default=1)
    filled = [[""] * (most - len(each)) + each for each in words]
    return [list(line) for line in zip(*filled, strict=True)]


def size(count: int) -> str:
    """A number of bytes for people: `812 B`, `1.4 kB`, `23 MB` (1 kB = 1000 B)."""
    if count < 1000:
        return f"{count} B"
    value = float(count)
    for unit in ("kB", "MB", "GB"):
        value /= 1000
        if value < 999.5:
            return f"{value:.1f} {unit}" if value < 9.95 else f"{value:.0f} {unit}"
    return f"{value / 1000:.1f} TB"
