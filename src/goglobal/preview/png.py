"""Frames as a PNG picture, drawn by Pillow with the full fonts.

Pillow shapes with HarfBuzz too (by raqm), run by run, each where it was measured.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from goglobal.errors import GoGlobalError
from goglobal.fit.fonts import EMOJI
from goglobal.fit.rulers import ruler_of
from goglobal.fit.shaping import Run
from goglobal.fit.typefaces import Typeface
from goglobal.locale_names import interface_language
from goglobal.messages import N_
from goglobal.preview import captions
from goglobal.preview.installed import FontFile, needed
from goglobal.preview.outlines import shape_of
from goglobal.preview.scenes import Scene
from goglobal.preview.svg import MARGIN
from goglobal.profiles.schema import Zone

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int, int]
_WORDS: Colour = (255, 255, 255, 255)
_WIDE: Colour = (255, 157, 148, 255)
_BLACK: Colour = (0, 0, 0, 255)
_SAFE: Colour = (126, 226, 168, 210)
_INK: Colour = (26, 26, 26, 255)
_SOFT: Colour = (89, 89, 89, 255)
_GOOD: Colour = (27, 110, 60, 255)
_BAD: Colour = (179, 38, 30, 255)
_PAPER: Colour = (255, 255, 255, 255)
_EMOJI_SIZE = 109
"""px: the one size that the font of emoji has pictures in."""
_STRIP = 0.5
"""How large a strip is drawn in a sheet."""
_GAP = 24
_CAPTION = 112
"""px below a strip."""
_ACROSS = 3
MOST = 200
"""Frames in one picture; more make one that nothing opens."""


class PictureError(GoGlobalError):
    """No picture can be drawn here."""


def single(scene: Scene) -> bytes:
    """One whole frame, and below it what it measures. Raises PictureError and MissingFontError."""
    _check()
    frame = _frame(scene, labels=True)
    canvas = _canvas(frame.width, frame.height + 180)
    canvas.paste(frame, (0, 0))
    _caption(canvas, scene, 24, frame.height + 16, large=True)
    return _saved(canvas)


def sheet(scenes: Sequence[Scene]) -> bytes:
    """The strips of all scenes, by language. Raises PictureError and MissingFontError."""
    _check()
    if len(scenes) > MOST:
        raise PictureError(
            N_("{count} frames are too many for one picture; at most {most}"),
            {"count": len(scenes), "most": MOST},
            N_("pick languages (-l) or episodes, or write a page: -o FILE.html"),
        )
    groups = [
        (language, [(scene, _strip(scene)) for scene in some])
        for (_, language), some in groupby(scenes, lambda one: (one.series, one.language))
    ]
    wide = max((strip.width for _, row in groups for _, strip in row), default=540)
    places: list[tuple[str, int, list[tuple[Scene, Image.Image, int, int]]]] = []
    y = _GAP
    for language, row in groups:
        placed: list[tuple[Scene, Image.Image, int, int]] = []
        top = y + 56
        for at in range(0, len(row), _ACROSS):
            part = row[at : at + _ACROSS]
            for column, (scene, strip) in enumerate(part):
                placed.append((scene, strip, _GAP + column * (wide + _GAP), top))
            top += max(strip.height for _, strip in part) + _CAPTION
        places.append((language, y, placed))
        y = top + 8
    columns = min(_ACROSS, max((len(row) for _, row in groups), default=1))
    canvas = _canvas(_GAP + columns * (wide + _GAP), y + _GAP)
    for language, top, placed in places:
        _write(canvas, captions.heading(language), _GAP, top + 34, 30, _INK)
        for scene, strip, x, at in placed:
            canvas.paste(strip, (x, at))
            _caption(canvas, scene, x, at + strip.height + 6, large=False)
    return _saved(canvas)


def _check() -> None:
    from PIL import features

    if not features.check("raqm"):
        raise PictureError(
            N_("Pillow cannot shape text here: it finds no raqm or no fribidi"),
            {},
            N_("install fribidi (Debian's package libfribidi0), or write a page: -o FILE.html"),
        )


def _canvas(width: int, height: int) -> Image.Image:
    from PIL import Image

    return Image.new("RGBA", (width, height), _PAPER)


def _saved(canvas: Image.Image) -> bytes:
    data = io.BytesIO()
    canvas.convert("RGB").save(data, "PNG", optimize=True)
    return data.getvalue()


def _strip(scene: Scene) -> Image.Image:
    frame = _frame(scene, labels=False)
    top = max(0, min(int(scene.block.top) - MARGIN, frame.height - 4))
    bottom = min(frame.height, max(int(scene.block.bottom) + MARGIN, top + 4))
    part = frame.crop((0, top, frame.width, bottom))
    return part.resize((int(part.width * _STRIP), max(1, int(part.height * _STRIP))))


def _frame(scene: Scene, *, labels: bool) -> Image.Image:
    from PIL import Image, ImageDraw

    fit = scene.fit
    frame = _ground(fit.width, fit.height)
    glass = Image.new("RGBA", frame.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(glass)
    hidden = scene.hidden.zone.name if scene.hidden else None
    for zone in fit.zones:
        box = (zone.left, zone.top, zone.left + zone.width - 1, zone.top + zone.height - 1)
        draw.rectangle(box, (255, 82, 82, 107 if zone.name == hidden else 41), (255, 138, 128, 128))
    _dashes(draw, fit.left, fit.top, fit.width - fit.right, fit.height - fit.bottom)
    frame = Image.alpha_composite(frame, glass)
    if labels:
        for zone in fit.zones:
            _label(frame, zone)
    outline = max(2, round(fit.outline))
    for line in scene.lines:
        for piece in line.pieces:
            _draw(
                frame,
                piece.run,
                piece.x,
                piece.baseline,
                fit.size,
                scene.language,
                _WIDE if line.wide else _WORDS,
                outline=outline,
                spacing=fit.letter_spacing,
            )
    return frame


def _ground(width: int, height: int) -> Image.Image:
    """A dark ground, as a picture at night has."""
    from PIL import Image

    steps = Image.linear_gradient("L").resize((width, height))
    dark, light = (15, 21, 29), (59, 74, 94)
    bands = [
        steps.point([round(b + (a - b) * level / 255) for level in range(256)])
        for a, b in zip(dark, light, strict=True)
    ]
    return Image.merge("RGB", bands).convert("RGBA")


def _dashes(draw: ImageDraw.ImageDraw, left: int, top: int, right: int, bottom: int) -> None:
    for x in range(left, right, 24):
        for y in (top, bottom):
            draw.line((x, y, min(x + 14, right), y), _SAFE, 3)
    for y in range(top, bottom, 24):
        for x in (left, right):
            draw.line((x, y, x, min(y + 14, bottom)), _SAFE, 3)


def _label(frame: Image.Image, zone: Zone) -> None:
    from PIL import Image

    text, colour, size = captions.zone_name(zone), (255, 213, 208, 255), 34
    left, top, width, height = zone.left, zone.top, zone.width, zone.height
    length = _length(text, size)
    if height > 3 * width:  # a narrow one is written along
        piece = Image.new("RGBA", (int(length) + 4, 2 * size), (0, 0, 0, 0))
        _write(piece, text, 2, int(size * 1.4), size, colour)
        turned = piece.rotate(90, expand=True)
        at = (left + (width - turned.width) // 2, top + (height - turned.height) // 2)
        frame.alpha_composite(turned, (max(0, at[0]), max(0, at[1])))
        return
    _write(frame, text, left + (width - length) / 2, top + height / 2 + size * 0.36, size, colour)


def _caption(canvas: Image.Image, scene: Scene, x: float, y: float, *, large: bool) -> None:
    size = 34 if large else 22
    first = captions.place(scene)
    if large:
        first = " · ".join(part for part in (captions.heading(scene.language), first) if part)
    _write(canvas, first, x, y + size, size, _SOFT)
    _write(canvas, captions.measured(scene), x, y + size * 2.4, size, _SOFT)
    colour = _GOOD if scene.fits else _BAD
    _write(canvas, captions.verdict(scene), x, y + size * 3.8, size, colour)


def _length(text: str, size: float) -> float:
    return ruler_of(_tag(), Typeface(size=size)).width(text)


def _tag() -> str:
    tag = interface_language()
    return "zh-Hans" if tag.startswith("zh") else tag.replace("_", "-")


def _write(  # noqa: PLR0917 - private
    canvas: Image.Image, text: str, x: float, y: float, size: float, colour: Colour
) -> float:
    """Write a line of the interface's language, and say how wide it is."""
    runs = ruler_of(_tag(), Typeface(size=size)).runs(text)
    for run in runs:
        _draw(canvas, run, x + run.x, y, size, _tag(), colour)
    return sum(run.width for run in runs)


def _draw(  # noqa: PLR0917 - private
    canvas: Image.Image,
    run: Run,
    x: float,
    baseline: float,
    size: float,
    language: str,
    colour: Colour,
    *,
    outline: int = 0,
    spacing: float = 0,
) -> None:
    from PIL import ImageDraw

    if not run.text.strip() or not run.width:
        return
    if run.font.name == EMOJI:
        _picture(canvas, run, x, baseline, size)
        return
    font = _font(needed(run.font), size)
    draw = ImageDraw.Draw(canvas)
    direction = "rtl" if run.right_to_left else "ltr"
    pieces = [(run.text, x)]
    shape = shape_of(run, language, spacing / size) if spacing else None
    if shape is not None:
        pieces = [(cluster.text, x + cluster.x * size) for cluster in shape.clusters]
    for text, at in pieces:
        draw.text(
            (at, baseline),
            text,
            fill=colour,
            font=font,
            anchor="ls",
            direction=direction,
            language=language,
            stroke_width=outline,
            stroke_fill=_BLACK,
        )


def _picture(canvas: Image.Image, run: Run, x: float, baseline: float, size: float) -> None:
    """Emoji, drawn in the one size that there is and made smaller."""
    from PIL import Image, ImageDraw

    font = _font(needed(run.font), _EMOJI_SIZE)
    length = max(1, int(font.getlength(run.text)))
    piece = Image.new("RGBA", (length, 2 * _EMOJI_SIZE), (0, 0, 0, 0))
    ImageDraw.Draw(piece).text(
        (0, 1.4 * _EMOJI_SIZE), run.text, font=font, anchor="ls", embedded_color=True
    )
    width = max(1, round(run.width))
    height = max(1, round(piece.height * width / length))
    made = piece.resize((width, height))
    at = (round(x), round(baseline - height * 0.7))
    if at[0] + width > 0 and at[1] + height > 0:
        canvas.alpha_composite(made, (max(0, at[0]), max(0, at[1])))


@lru_cache(maxsize=64)
def _font(file: FontFile, size: float) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    engine = ImageFont.Layout.RAQM
    try:
        return ImageFont.truetype(file.path, size, index=file.index, layout_engine=engine)
    except OSError as error:
        raise PictureError(
            N_("{file}: the font cannot be read: {reason}"),
            {"file": file.path, "reason": str(error)},
        ) from None
