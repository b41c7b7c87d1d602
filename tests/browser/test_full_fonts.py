"""The package's fonts without outlines give the widths of the full ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import uharfbuzz

from goglobal.fit.fonts import Font, chain_of
from goglobal.fit.rulers import Ruler
from goglobal.fit.typefaces import Typeface

pytestmark = pytest.mark.full_fonts
FONTS = Path("/usr/share/fonts")


@cache
def full(font: Font) -> uharfbuzz.Font:
    """The font as Debian has it."""
    stem, _, weight = font.name.partition("-")
    if not stem.startswith("NotoSansCJK"):
        (path,) = FONTS.rglob(f"{font.name}.ttf" if stem != "NotoColorEmoji" else f"{stem}.ttf")
        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
    (path,) = FONTS.rglob(f"NotoSansCJK-{weight}.ttc")
    return uharfbuzz.Font(_face(path, f"Noto Sans CJK {stem[-2:]}"))


def _face(path: Path, family: str) -> uharfbuzz.Face:
    blob = uharfbuzz.Blob.from_file_path(str(path))
    faces = (uharfbuzz.Face(blob, index) for index in range(uharfbuzz.Face(blob).count))
    names = uharfbuzz.OTNameIdPredefined
    for face in faces:
        if family in {face.get_name(names.FONT_FAMILY), face.get_name(names.TYPOGRAPHIC_FAMILY)}:
            return face
    raise AssertionError(f"{path} has no {family}")


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_the_widths_are_the_same(
    lines: dict[str, tuple[str, ...]],
    pairs: Callable[[str], list[tuple[str, str]]],
    weight: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialogue = [(tag, line) for tag, own in lines.items() for line in own]
    dialogue += [("vi", unicodedata.normalize("NFD", line)) for line in lines["vi"]]
    dialogue += pairs("mixed.tsv") + pairs("emoji.tsv")
    face = Typeface(size=56, weight="bold" if weight == "bold" else "regular")
    ours = [Ruler(tag, face).width(line) for tag, line in dialogue]
    for font in {font for tag, _ in dialogue for font in chain_of(tag, face.weight).fonts}:
        assert font.face.face.glyph_count == full(font).face.glyph_count, font
        monkeypatch.setitem(font.__dict__, "face", full(font))
    assert [Ruler(tag, face).width(line) for tag, line in dialogue] == ours
