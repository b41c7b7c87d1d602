"""The text field of an ASS event: words, override codes, notes in braces, drawings.

The format has no standard; the codes are those of https://aegisub.org/docs/latest/ass_tags/
(read 2026-11-25), and what is text follows what libass does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from goglobal.subtitles.rows import WORD_JOINER
from goglobal.subtitles.spans import PLAIN, Span, Style

_BLOCK = re.compile(r"(?<!\\)\{([^}]*+)\}")
_ESCAPE = re.compile(r"\\([Nnh{}])")
_CODE = re.compile(r"\\((?:[^\\()]|\((?:[^()]|\([^()]*+\))*+\))*+)")
_FLAG = re.compile(r"([ibu])([0-9]{0,4})")
_COLOUR = re.compile(r"1?c(?:&?[hH]?([0-9A-Fa-f]{1,8})&?)?")
_ALIGN = re.compile(r"an([1-9])")
_OLD_ALIGN = re.compile(r"a([0-9]{1,2})")
_PLACE = re.compile(r"(?:pos|move)\(\s*(-?[0-9.]{1,12})\s*,\s*(-?[0-9.]{1,12})[^)]*+\)?")
_DRAWING = re.compile(r"p([0-9]{1,4})")
_WRAP = re.compile(r"q([0-3])")
_NAME = re.compile(r"[0-9]?[A-Za-z]{1,10}")
_OLD_PLACES = {1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6}
_BOLD = 600
"""Font weights from here on are bold; 400 is regular."""


class Look(msgspec.Struct, frozen=True):
    """What a style of the file says about text."""

    style: Style = PLAIN
    place: int = 2
    """A number of the keypad."""


class Text(msgspec.Struct):
    """A text field, taken apart."""

    runs: list[Span]
    place: int
    height: float | None = None
    """Where a code puts it, in units of the script from the top."""
    lost: list[str] = []
    """Names of the codes that no cue can say."""
    notes: list[str] = []
    """What stands in braces and is no code."""
    drawings: list[str] = []
    """Shapes, drawn by numbers."""


def read_text(field: str, look: Look, looks: Mapping[str, Look], *, wrap: int = 0) -> Text:
    """Take a text field apart; `wrap` is the wrap style of the script."""
    reading = _Reading(look, looks, wrap)
    last = field.rfind("}") + 1  # a brace that is never closed is text
    place = 0
    for match in _BLOCK.finditer(field, 0, last):
        reading.words(field[place : match.start()])
        reading.block(match[1])
        place = match.end()
    reading.words(field[place:])
    return reading.text


class _Reading:
    def __init__(self, look: Look, looks: Mapping[str, Look], wrap: int) -> None:
        self.text = Text([], look.place, lost=[], notes=[], drawings=[])
        self._look = look
        self._looks = looks
        self._style = look.style
        self._wrap = wrap
        self._drawing = False
        self._placed = False

    def words(self, words: str) -> None:
        if not words:
            return
        if self._drawing:
            if words.strip():
                self.text.drawings.append(words.strip())
            return
        words = words.replace("\n", " ")
        if "\\" in words:
            words = _ESCAPE.sub(self._escape, words).replace("\\" + WORD_JOINER, "\\")
        self.text.runs.append(Span(words, self._style))

    def _escape(self, match: re.Match[str]) -> str:
        code = match[1]
        if code == "n":
            return "\n" if self._wrap == 2 else " "
        return {"N": "\n", "h": "\u00a0"}.get(code, code)

    def block(self, block: str) -> None:
        note = block.split("\\", 1)[0]
        if note.strip():
            self.text.notes.append(note.strip())
        for code in _CODE.finditer(block, len(note)):
            if not self._obey(code[1].strip()):
                name = _NAME.match(code[1].strip())
                if name:
                    self.text.lost.append("\\" + name[0])
                elif code[1].strip():
                    self.text.notes.append(code[0])

    def _obey(self, code: str) -> bool:
        """Do what a code says; False: no cue can."""
        flag = _FLAG.fullmatch(code)
        if flag:
            name = {"i": "italic", "b": "bold", "u": "underline"}[flag[1]]
            value = int(flag[2]) if flag[2] else None
            on = getattr(self._look.style, name) if value is None else value == 1
            if name == "bold" and value and value > 1:
                on = value >= _BOLD
            self._style = msgspec.structs.replace(self._style, **{name: on})
            return True
        colour = _COLOUR.fullmatch(code)
        if colour:
            found = colour_of(colour[1]) if colour[1] else self._look.style.colour
            self._style = msgspec.structs.replace(self._style, colour=found)
            return True
        if code[:1] == "r":
            other = self._looks.get(code[1:].strip())
            self._style = (other or self._look).style
            return not code[1:] or other is not None
        return self._place(code)

    def _place(self, code: str) -> bool:
        align, old = _ALIGN.fullmatch(code), _OLD_ALIGN.fullmatch(code)
        if align or old:
            place = int(align[1]) if align else _OLD_PLACES.get(int(old[1]) if old else 0)
            if not self._placed and place:
                self._placed = True
                self.text.place = place
            return True
        drawing = _DRAWING.fullmatch(code)
        if drawing:
            self._drawing = int(drawing[1]) > 0
            return True
        wrap = _WRAP.fullmatch(code)
        if wrap:
            self._wrap = int(wrap[1])
            return True
        point = _PLACE.fullmatch(code)
        if point and self.text.height is None:
            try:
                self.text.height = float(point[2])
            except ValueError:
                return False
        return False


def colour_of(digits: str) -> str:
    """`#rrggbb` for the hexadecimal digits of a colour, which stand as `bbggrr`; white is empty."""
    digits = digits.zfill(6)[-6:].lower()
    found = f"#{digits[4:]}{digits[2:4]}{digits[:2]}"
    return "" if found == "#ffffff" else found
