"""The shapes of glyphs as SVG paths, so that a page shows the same on every machine."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from goglobal.fit.shaping import CURSIVE, Run
from goglobal.preview.installed import FontFile, font_file, full_face


class Glyph(NamedTuple):
    """A glyph of a run where it is drawn, in font units; y grows upwards."""

    number: int
    x: float
    y: float


class Shape(NamedTuple):
    """A run with its glyphs."""

    file: FontFile
    units: int
    """In an em."""
    glyphs: tuple[Glyph, ...]


def shape_of(run: Run, language: str, spacing: float) -> Shape | None:
    """The glyphs of a run; None: its full font is not here, or has no outlines.

    `spacing` is behind every letter, in ems.
    """
    file = font_file(run.font)
    if file is None:
        return None
    import uharfbuzz

    font = full_face(file)
    units = font.face.upem
    joined = run.script in CURSIVE
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run.text)
    buffer.direction = "rtl" if run.right_to_left else "ltr"
    buffer.script = run.script
    buffer.language = language
    buffer.flags = uharfbuzz.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE
    uharfbuzz.shape(
        font, buffer, {"liga": False, "clig": False} if spacing and not joined else None
    )
    x = y = 0.0
    glyphs: list[Glyph] = []
    last = -1
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        between = run.text[last] == " " if joined and last >= 0 else last >= 0
        if spacing and between and last != info.cluster:
            x += spacing * units
        last = info.cluster
        glyphs.append(Glyph(info.codepoint, x + position.x_offset, y + position.y_offset))
        x += position.x_advance
        y += position.y_advance
    if glyphs and not any(path_of(file, glyph.number) for glyph in glyphs) and run.text.strip():
        return None
    return Shape(file, units, tuple(glyphs))


@lru_cache(maxsize=8192)
def path_of(file: FontFile, number: int) -> str:
    """The outline of a glyph, as the `d` of an SVG path with y downwards; empty: it has none."""
    pen = _Pen()
    full_face(file).draw_glyph_with_pen(number, pen)
    return "".join(pen.parts)


class _Pen:
    """What uharfbuzz draws with (fontTools' pen protocol)."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def _add(self, command: str, *points: tuple[float, float]) -> None:
        self.parts.append(command + " ".join(f"{x:g} {-y:g}" for x, y in points))

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("C", *points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("Q", *points)

    def closePath(self) -> None:  # noqa: N802
        self.parts.append("Z")

    def endPath(self) -> None:  # noqa: N802
        pass
