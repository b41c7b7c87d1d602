"""One frame as SVG: the text as the shapes of its glyphs where the fonts are here, else as text
that is held to the width that was measured."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from goglobal.preview import captions
from goglobal.preview.outlines import path_of, shape_of
from goglobal.preview.scenes import Line, Piece, Scene

MARGIN = 110
"""px of the frame above and below the text in a strip."""


def frame(scene: Scene, *, number: int) -> str:
    """The whole frame; `number` keeps its ids apart from other pictures' on the page."""
    fit = scene.fit
    return _svg(scene, number, (0.0, 0.0, float(fit.width), float(fit.height)), labels=True)


def strip(scene: Scene, *, number: int) -> str:
    """The part of the frame around the text, over the whole width."""
    fit = scene.fit
    top = max(0.0, min(scene.block.top - MARGIN, fit.height - 4.0))
    bottom = min(float(fit.height), max(scene.block.bottom + MARGIN, top + 4))
    return _svg(scene, number, (0.0, top, float(fit.width), bottom - top), labels=False)


def _svg(
    scene: Scene, number: int, view: tuple[float, float, float, float], *, labels: bool
) -> str:
    x, y, width, height = view
    label = escape(f"{captions.heading(scene.language)}: {_spoken(scene)}", quote=True)
    parts = [
        f'<svg viewBox="{x:g} {y:g} {width:g} {height:g}" role="img" aria-label="{label}">',
        *_ground(scene, number),
        *_zones(scene, labels=labels),
        *_text(scene, number),
        "</svg>",
    ]
    return "".join(parts)


def _spoken(scene: Scene) -> str:
    text = " / ".join(captions.shortened(line.text) for line in scene.lines)
    return f"{text} — {captions.measured(scene)}, {captions.verdict(scene)}"


def _ground(scene: Scene, number: int) -> Iterator[str]:
    fit = scene.fit
    yield (
        f'<defs><linearGradient id="g{number}" x1="0" y1="0" x2="0.4" y2="1">'
        '<stop offset="0" stop-color="#3b4a5e"/><stop offset="0.55" stop-color="#1f2937"/>'
        '<stop offset="1" stop-color="#0f151d"/></linearGradient></defs>'
        f'<rect width="{fit.width}" height="{fit.height}" fill="url(#g{number})"/>'
    )
    safe = (fit.left, fit.top, fit.width - fit.left - fit.right, fit.height - fit.top - fit.bottom)
    if min(safe[2:]) > 0:
        yield '<rect x="{}" y="{}" width="{}" height="{}" class="safe"/>'.format(*safe)


def _zones(scene: Scene, *, labels: bool) -> Iterator[str]:
    hidden = scene.hidden.zone.name if scene.hidden else None
    for zone in scene.fit.zones:
        kind = "zone hit" if zone.name == hidden else "zone"
        yield (
            f'<rect x="{zone.left}" y="{zone.top}" width="{zone.width}" height="{zone.height}" '
            f'class="{kind}"/>'
        )
        if not labels:
            continue
        name = escape(captions.zone_name(zone))
        if zone.height > 3 * zone.width:  # a narrow one is written along
            x, y = zone.left + zone.width / 2 + 12, zone.top + zone.height / 2
            turned = f'transform="translate({x:g} {y:g}) rotate(-90)"'
            yield f'<text class="label" {turned}>{name}</text>'
        else:
            x, y = zone.left + zone.width / 2, zone.top + zone.height / 2 + 12
            yield f'<text class="label" x="{x:g}" y="{y:g}">{name}</text>'


def _text(scene: Scene, number: int) -> Iterator[str]:
    shapes: dict[str, str] = {}
    """Ids of glyphs that are drawn, by their path."""
    drawn = [part for line in scene.lines for part in _line(scene, line, number, shapes)]
    if shapes:
        yield "<defs>"
        for path, name in shapes.items():
            yield f'<path id="{name}" d="{path}"/>'
        yield "</defs>"
    yield from drawn


def _line(scene: Scene, line: Line, number: int, shapes: dict[str, str]) -> Iterator[str]:
    kind = "words wide" if line.wide else "words"
    yield f'<g class="{kind}">'
    for piece in line.pieces:
        yield from _piece(scene, piece, number, shapes)
    yield "</g>"


def _piece(scene: Scene, piece: Piece, number: int, shapes: dict[str, str]) -> Iterator[str]:
    run, fit = piece.run, scene.fit
    shape = shape_of(run, scene.language, fit.letter_spacing / fit.size)
    if shape is None:
        direction = ' direction="rtl"' if run.right_to_left else ""
        x = piece.x + run.width if run.right_to_left else piece.x
        family = escape(f"'{run.font.family}', 'Noto Sans', sans-serif", quote=True)
        weight = 700 if fit.weight == "bold" else 400
        yield (
            f'<text x="{x:.2f}" y="{piece.baseline:.2f}" font-size="{fit.size:g}" '
            f'font-family="{family}" font-weight="{weight}" lang="{escape(scene.language)}"'
            f'{direction}{_stroke(fit.outline)} xml:space="preserve" textLength="{run.width:.2f}" '
            f'lengthAdjust="spacingAndGlyphs">{escape(captions.seen(run.text))}</text>'
        )
        return
    scale = fit.size / shape.units
    moved = f'transform="translate({piece.x:.2f} {piece.baseline:.2f}) scale({scale:.6g})"'
    yield f"<g {moved}{_stroke(fit.outline / scale)}>"
    for glyph in shape.glyphs:
        path = path_of(shape.file, glyph.number)
        if path:
            name = shapes.setdefault(path, f"s{number}-{len(shapes)}")
            yield f'<use href="#{name}" x="{glyph.x:g}" y="{-glyph.y:g}"/>'
    yield "</g>"


def _stroke(outline: float) -> str:
    """Half of a stroke lies outside of the letter."""
    return f' stroke-width="{2 * outline:.6g}"' if outline else ""
