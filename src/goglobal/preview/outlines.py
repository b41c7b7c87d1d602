"""The shapes of glyphs as SVG paths, so that a page shows the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from goglobal.fit.shaping import CURSIVE, Run
from goglobal.preview.installed import FontFile, font_file, full_face


class Glyph(NamedTuple):
    """A glyph of a run where it is drawn, in font units; y grows upwards."""

    number: int
    x: float
    y: float


class Cluster(NamedTuple):
    """A stretch of a run that is drawn as one, and where, in ems from the run's left end."""

    text: str
    x: float


class Shape(NamedTuple):
    """A run with its glyphs."""

    file: FontFile
    units: int
    """In an em."""
    glyphs: tuple[Glyph, ...]
    clusters: tuple[Cluster, ...] = ()
    """What stands apart where there is spacing: letters with their marks, or the words of a script
    whose letters are joined."""


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
    starts: list[tuple[int, float]] = []
    last = -1
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        between = run.text[last] == " " if joined and last >= 0 else last >= 0
        if spacing and between and last != info.cluster:
            x += spacing * units
        if info.cluster != last and (last < 0 or between):
            starts.append((info.cluster, x / units))
        elif info.cluster < starts[-1][0]:
            starts[-1] = (info.cluster, starts[-1][1])
        last = info.cluster
        glyphs.append(Glyph(info.codepoint, x + position.x_offset, y + position.y_offset))
        x += position.x_advance
        y += position.y_advance
    if glyphs and not any(path_of(file, glyph.number) for glyph in glyphs) and run.text.strip():
        return None
    return Shape(file, units, tuple(glyphs), tuple(_clusters(run.text, starts)))


def _clusters(text: str, starts: list[tuple[int, float]]) -> Iterator[Cluster]:
    """`starts` in the order of the text, each up to the next."""
    ordered = sorted(starts)
    ends = [start for start, _ in ordered[1:]] + [len(text)]
    for (start, x), end in zip(ordered, ends, strict=True):
        yield Cluster(text[start:end], x)


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
