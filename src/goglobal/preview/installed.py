"""The full fonts, where they are installed: they have the pictures that ours leave out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from goglobal.errors import GoGlobalError
from goglobal.fit.fonts import Font
from goglobal.messages import N_

if TYPE_CHECKING:
    import uharfbuzz

VARIABLE = "GOGLOBAL_FONTS"
"""The environment variable that names folders with fonts, in place of the system's."""
_MOST_FILES = 50_000
_ENDINGS = (".ttf", ".otf", ".ttc")
_REGIONS = {"SC": "sc", "TC": "tc", "JP": "jp", "KR": "kr"}


class FontFile(msgspec.Struct, frozen=True):
    """A font on this machine."""

    path: str
    index: int = 0
    """Of the face in a collection."""


class MissingFontError(GoGlobalError):
    """A font that is not installed: a picture cannot be drawn."""


def font_file(font: Font) -> FontFile | None:
    """Where the full font is; None: it is not installed."""
    if font.own:
        return FontFile(str(font.path))
    return _installed(font.name, os.environ.get(VARIABLE, ""))


def needed(font: Font) -> FontFile:
    """The same. Raises MissingFontError, which says what to install."""
    found = font_file(font)
    if found is None:
        package = "fonts-noto-core"
        if "CJK" in font.name:
            package = "fonts-noto-cjk"
        elif "Emoji" in font.name:
            package = "fonts-noto-color-emoji"
        raise MissingFontError(
            N_("the font {name} is not installed, so no picture can be drawn with it"),
            {"name": font.family, "package": package, "variable": VARIABLE},
            N_(
                "install it (Debian's package {package}, or fonts.google.com/noto), name its "
                "folder in {variable}, or write a page instead: -o FILE.html"
            ),
        )
    return found


@lru_cache(maxsize=256)
def _installed(name: str, folders: str) -> FontFile | None:
    files = _files(folders)
    stem, _, weight = name.partition("-")
    if not stem.startswith("NotoSansCJK"):
        for wanted in (name, stem) if weight == "Regular" else (name,):
            for ending in _ENDINGS:
                if path := files.get(f"{wanted}{ending}".lower()):
                    return FontFile(path)
        return None
    region = stem[-2:]
    if path := files.get(f"notosanscjk-{weight}.ttc".lower()):
        index = _face(path, f"Noto Sans CJK {region}")
        if index is not None:
            return FontFile(path, index)
    for wanted in (f"NotoSansCJK{_REGIONS[region]}-{weight}", f"NotoSans{region}-{weight}"):
        for ending in _ENDINGS:
            if path := files.get(f"{wanted}{ending}".lower()):
                return FontFile(path)
    return None


def _face(path: str, family: str) -> int | None:
    import uharfbuzz

    blob = uharfbuzz.Blob.from_file_path(path)
    names = uharfbuzz.OTNameIdPredefined
    for index in range(uharfbuzz.Face(blob).count):
        face = uharfbuzz.Face(blob, index)
        if family in (face.get_name(names.FONT_FAMILY), face.get_name(names.TYPOGRAPHIC_FAMILY)):
            return index
    return None


@lru_cache(maxsize=64)
def full_face(file: FontFile) -> uharfbuzz.Font:
    """The font with its outlines, in font units."""
    import uharfbuzz

    blob = uharfbuzz.Blob.from_file_path(file.path)
    return uharfbuzz.Font(uharfbuzz.Face(blob, file.index))


@cache
def _files(folders: str) -> dict[str, str]:
    """Font files by their name in small letters; of equal names the first."""
    found: dict[str, str] = {}
    seen = 0
    for folder in folders.split(os.pathsep) if folders else _folders():
        for parent, _, names in os.walk(folder):
            for name in sorted(names):
                seen += 1
                if seen > _MOST_FILES:
                    return found
                if name.lower().endswith(_ENDINGS):
                    found.setdefault(name.lower(), os.path.join(parent, name))
    return found


def _folders() -> Iterator[str]:
    home = Path.home()
    if sys.platform == "darwin":
        yield from (str(home / "Library/Fonts"), "/Library/Fonts", "/System/Library/Fonts")
    elif sys.platform == "win32":
        yield os.path.join(os.environ.get("WINDIR", r"C:\Windows"), "Fonts")
        yield os.path.join(os.environ.get("LOCALAPPDATA", ""), r"Microsoft\Windows\Fonts")
    else:
        yield from (str(home / ".local/share/fonts"), str(home / ".fonts"))
        yield from ("/usr/local/share/fonts", "/usr/share/fonts")
