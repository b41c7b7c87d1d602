"""How wide a line is, shaped by HarfBuzz run by run."""

from __future__ import annotations

import msgspec

from goglobal.fit.fonts import Chain, Font
from goglobal.fit.itemizing import Item, Itemizer, prepared

_APART = {"liga": False, "clig": False}
"""Letters that stand apart are not tied together."""
CURSIVE = frozenset({"Arab"})
"""Scripts whose letters are joined, so that spacing stands between words only (CSS Text 3, 7.2)."""


class Run(msgspec.Struct, frozen=True):
    """A stretch of a line as it is drawn."""

    text: str
    """In the order in which it is read."""
    font: Font
    script: str
    right_to_left: bool
    x: float
    """px from the line's left end."""
    width: float
    """px."""


class Shaper:
    """Shapes lines of one language with one chain of fonts. Safe to share between threads."""

    def __init__(self, chain: Chain, language: str) -> None:
        self.language = language
        self._itemizer = Itemizer(chain)

    def width(self, line: str, size: float, spacing: float = 0) -> float:
        """The width of `line` in px at `size` px, with `spacing` px behind every letter."""
        text = prepared(line)
        items = self._itemizer.items(text)
        return sum([_width(text, item, self.language, size, spacing) for item in items])

    def runs(self, line: str, size: float, spacing: float = 0) -> tuple[Run, ...]:
        """The runs of `line` from left to right."""
        text = prepared(line)
        runs: list[Run] = []
        x = 0.0
        for item in _drawn(self._itemizer.items(text)):
            width = _width(text, item, self.language, size, spacing)
            stretch = text[item.start : item.end]
            runs.append(Run(stretch, item.font, item.script, item.level % 2 == 1, x, width))
            x += width
        return tuple(runs)


def _drawn(items: tuple[Item, ...]) -> list[Item]:
    """Runs in the order in which they are drawn, from left to right (UAX #9, rule L2)."""
    ordered = list(items)
    top = max((item.level for item in items), default=0)
    for level in range(top, 0, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and ordered[end].level >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = max(end, start + 1)
    return ordered


def _width(text: str, item: Item, language: str, size: float, spacing: float) -> float:
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    if item.start or item.end < len(text):
        buffer.add_codepoints([*map(ord, text)], item.start, item.end - item.start)
    else:
        buffer.add_str(text)
    buffer.direction = "rtl" if item.level % 2 else "ltr"
    buffer.script = item.script
    buffer.language = language
    buffer.flags = uharfbuzz.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE
    joined = item.script in CURSIVE
    uharfbuzz.shape(item.font.face, buffer, _APART if spacing and not joined else None)
    units: int = sum([position.x_advance for position in buffer.glyph_positions])
    width = units / item.font.units * size
    if spacing and joined:
        width += spacing * text.count(" ", item.start, item.end)
    elif spacing:
        width += spacing * len({info.cluster for info in buffer.glyph_infos})
    return width
