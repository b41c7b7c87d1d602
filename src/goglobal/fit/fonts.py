"""Fonts without outlines: which there are, and which of them a language's text is drawn with.

`scripts/fonts.py` makes the data from Debian's Noto fonts. A player looks for a character in the
fonts of its chain, one after the other: Noto Sans and then the font of the language's script, but
where the language is written with Han characters their font leads, as it has Latin letters that
belong to it.
"""

from __future__ import annotations

import os
import unicodedata
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from goglobal import languages
from goglobal.errors import GoGlobalError
from goglobal.messages import N_

if TYPE_CHECKING:
    import uharfbuzz

Weight = Literal["regular", "bold"]
LARGEST = 64 << 20
"""Bytes; the largest fonts there are, those of Han characters, have half of that."""

_BY_SCRIPT = {
    "Arab": "Arabic",
    "Hebr": "Hebrew",
    "Deva": "Devanagari",
    "Thai": "Thai",
    "Beng": "Bengali",
    "Taml": "Tamil",
    "Telu": "Telugu",
    "Khmr": "Khmer",
    "Laoo": "Lao",
    "Mymr": "Myanmar",
    "Gujr": "Gujarati",
    "Guru": "Gurmukhi",
    "Knda": "Kannada",
    "Mlym": "Malayalam",
    "Sinh": "Sinhala",
    "Geor": "Georgian",
    "Armn": "Armenian",
    "Ethi": "Ethiopic",
}
_HAN = {"Hans": "CJKSC", "Hant": "CJKTC", "Jpan": "CJKJP", "Kore": "CJKKR"}
_FAMILIES = {"NotoMusic": "Noto Music", "NotoColorEmoji": "Noto Color Emoji"}
EMOJI = "NotoColorEmoji-Regular"
EMOJI_STYLE = "\ufe0f"
"""The variation selector that makes a picture of the character before it."""


class FontError(GoGlobalError):
    """A font file that cannot be used."""


class _Facts(msgspec.Struct, frozen=True):
    """What fonts.json says of a font."""

    file: str
    index: int
    version: str
    wider: dict[str, int] | None
    """Characters (hexadecimal) whose bound is above their glyph's advance, in font units; None: the
    font has no bound."""
    joined: dict[str, int] = {}
    """The bounds of letters that another one of `letters` follows in their word."""
    letters: str = ""


class _Data(msgspec.Struct, frozen=True):
    fonts: dict[str, _Facts]


class Font:
    """One font; what it holds is loaded when it is first asked for."""

    def __init__(self, name: str, path: Path, index: int = 0, *, own: bool = False) -> None:
        self.name = name
        """As its file is called: `NotoSansThai-Bold`."""
        self.path = path
        self.index = index
        self.own = own
        """Whether it is the user's own."""

    def __repr__(self) -> str:
        return f"Font({self.name!r})"

    @cached_property
    def family(self) -> str:
        """As style sheets call it: `Noto Sans Thai`."""
        stem = self.name.partition("-")[0]
        if stem in _FAMILIES:
            return _FAMILIES[stem]
        if self.own or not stem.startswith("NotoSans"):
            return self.name
        rest = stem.removeprefix("NotoSans")
        if rest.startswith("CJK"):
            return f"Noto Sans CJK {rest.removeprefix('CJK')}"
        return f"Noto Sans {rest}".rstrip()

    @cached_property
    def face(self) -> uharfbuzz.Font:
        """The font as HarfBuzz has it, in font units. Raises FontError."""
        import uharfbuzz

        try:
            if self.path.stat().st_size > LARGEST:
                raise FontError(N_("{file}: too large for a font"), {"file": str(self.path)})
            face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(os.fspath(self.path)), self.index)
        except (OSError, uharfbuzz.HarfBuzzError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            arguments = {"file": str(self.path), "reason": reason}
            raise FontError(N_("{file}: the font cannot be read: {reason}"), arguments) from None
        if face.glyph_count == 0 or "cmap" not in face.table_tags:
            raise FontError(N_("{file}: this is no font"), {"file": str(self.path)})
        return uharfbuzz.Font(face)

    @cached_property
    def units(self) -> int:
        """Font units in an em."""
        return int(self.face.face.upem)

    def has(self, character: str) -> bool:
        """Whether it has a glyph for a character."""
        return self.face.get_nominal_glyph(ord(character)) is not None

    def advance(self, character: str) -> int:
        """The advance of a character's glyph by itself, in font units; 0: there is none."""
        glyph = self.face.get_nominal_glyph(ord(character))
        return 0 if glyph is None else int(self.face.get_glyph_h_advance(glyph))

    @property
    def bounded(self) -> bool:
        """Whether there is a bound for its characters."""
        return self._facts is not None and self._facts.wider is not None

    def bound(self, character: str) -> float:
        """The most that a character adds to the width of any text, in ems."""
        facts = self._facts
        if facts is None or facts.wider is None:
            return float("inf")
        units = facts.wider.get(f"{ord(character):X}")
        return (self.advance(character) if units is None else units) / self.units

    def joined_bound(self, character: str) -> float | None:
        """The same where one of `letters` follows at once; None: that makes no difference."""
        units = self._facts.joined.get(f"{ord(character):X}") if self._facts else None
        return None if units is None else units / self.units

    @property
    def letters(self) -> str:
        """The letters that join the one before them."""
        return self._facts.letters if self._facts else ""

    @cached_property
    def _facts(self) -> _Facts | None:
        return None if self.own else _data()[self.name]

    @cached_property
    def space(self) -> float:
        """The width of a space, in ems; 0: it has none."""
        return self.advance(" ") / self.units

    @cached_property
    def blank(self) -> float:
        """The width of the box for a character that is missing, in ems."""
        return float(self.face.get_glyph_h_advance(0)) / self.units


class Chain:
    """The fonts for one language, in the order in which a character is looked up."""

    def __init__(self, fonts: tuple[Font, ...], local: tuple[Font, ...]) -> None:
        self.fonts = fonts
        self.local = local
        """Those that nearly all of the language's text is drawn with."""
        self._homes: dict[str, Font | None] = {}

    @property
    def families(self) -> tuple[str, ...]:
        """As style sheets call them, in order."""
        return tuple(font.family for font in self.fonts)

    def home(self, character: str, following: str = "") -> Font | None:
        """The font that a character is drawn with; None: none has it.

        Emoji are drawn as pictures where Unicode says so, or where a variation selector behind
        them (`following`) does.
        """
        if following == EMOJI_STYLE and (emoji := self._emoji()).has(character):
            return emoji
        try:
            return self._homes[character]
        except KeyError:
            return self._homes.setdefault(character, self._find(character))

    def _find(self, character: str) -> Font | None:
        if is_picture(character) and (emoji := self._emoji()).has(character):
            return emoji
        found = next((font for font in self.fonts if font.has(character)), None)
        if found is None:  # it may be put together from what there is
            parts = unicodedata.normalize("NFD", character)
            if parts != character:
                found = next((f for f in self.fonts if all(map(f.has, parts))), None)
        return found

    def _emoji(self) -> Font:
        return self.fonts[-1]


def is_picture(character: str) -> bool:
    """Whether a character by itself is shown as a picture (Unicode's Emoji_Presentation)."""
    return character in _PICTURES or (
        "\U0001f000" <= character <= "\U0001faff" and character not in _PLAIN_PICTOGRAPHS
    )


_PICTURES = frozenset(
    "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕"
)
_PLAIN_PICTOGRAPHS = frozenset("🅰🅱🅾🅿🈂🈷🌡🌶🍽🏵🏷🐿👁📽🕉🕊🕯🕰🖇🖊🖋🖌🖍🖥🖨🖱🖲🖼🗂🗃🗄🗑🗒🗓🗜🗝🗞🗡🗣🗨🗯🗳🗺🛋🛍🛎🛏🛠🛡🛢🛣🛤🛥🛩🛰🛳")
"""Shown as a picture only with a variation selector behind them."""


@lru_cache(maxsize=128)
def chain_of(language: str, weight: Weight = "regular", own: str | None = None) -> Chain:
    """The fonts for `language`; `own` is the path of a font file that leads.

    Raises FontError for a file that is no font.
    """
    script = languages.script(language)
    local = _BY_SCRIPT.get(script)
    han = _HAN.get(script, "CJKSC")
    stems = [f"NotoSans{han}"] if script in _HAN else []
    stems += ["NotoSans", *([f"NotoSans{local}"] if local else [])]
    stems += [f"NotoSans{other}" for other in _BY_SCRIPT.values()]
    stems += [f"NotoSans{han}", "NotoSansSymbols", "NotoMusic", "NotoSansSymbols2"]
    stems += ["NotoColorEmoji"]
    known = _data()
    style = "Bold" if weight == "bold" else "Regular"
    names = [
        f"{stem}-{style}" if f"{stem}-{style}" in known else f"{stem}-Regular"
        for stem in dict.fromkeys(stems)
    ]
    fonts = [packaged(name) for name in names]
    near = fonts[: 2 if local or script in _HAN else 1]
    if own is not None:
        first = own_font(own)
        fonts.insert(0, first)
        near = [first]
    return Chain(tuple(fonts), tuple(near))


@cache
def packaged(name: str) -> Font:
    """One of the package's fonts."""
    facts = _data()[name]
    return Font(name, _folder() / facts.file, facts.index)


@lru_cache(maxsize=16)
def own_font(path: str) -> Font:
    """The user's own font file. Raises FontError where it is none."""
    font = Font(Path(path).stem, Path(path), own=True)
    font.face  # noqa: B018 - what is wrong with it is told now
    return font


@cache
def _data() -> dict[str, _Facts]:
    return msgspec.json.decode((_folder() / "fonts.json").read_bytes(), type=_Data).fonts


def _folder() -> Path:
    return Path(__file__).parent / "data"
