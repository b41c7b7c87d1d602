"""A line cut into runs: stretches of one font, one script and one direction.

Each run is shaped by itself, as players do it.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

import msgspec

from goglobal.fit.bidi import levels
from goglobal.fit.fonts import EMOJI_STYLE, Chain, Font
from goglobal.fit.scripts import COMMON, script_of

_STAYS = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
"""What is not seen by itself, and the tones of skin: they stay in the run that they are in."""
_BLANK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

Kind = tuple[Font | None, str]
"""What a character is drawn with, and its script. The font is None for what takes that of the
character before it."""
_SPACE: Kind = (None, " ")


class Item(msgspec.Struct, frozen=True):
    """A stretch of a line."""

    start: int
    end: int
    font: Font
    script: str
    level: int
    """Its level of embedding (UAX #9): odd ones run from right to left."""


def prepared(line: str) -> str:
    """`line` as it is shaped: composed (NFC), with a space for what controls a terminal."""
    if line.isprintable() and (line.isascii() or unicodedata.is_normalized("NFC", line)):
        return line
    return _BLANK.sub(" ", unicodedata.normalize("NFC", line))


def stays(character: str) -> bool:
    """Whether a character may go with the one before it into its font."""
    return _STAYS.match(character) is not None or unicodedata.combining(character) != 0


class Itemizer:
    """Cuts the lines of one chain of fonts. Safe to share between threads."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._kinds = _Kinds(chain)
        self._blank = chain.home(" ") or chain.fonts[0]

    def items(self, line: str) -> tuple[Item, ...]:
        """The runs of a line that is `prepared`, in the order of the text."""
        if not line:
            return ()
        kinds = list(map(self._kinds.__getitem__, line))
        stretches = self._whole(line, kinds) or self._stretches(line, kinds)
        depth = levels(line)
        if len(stretches) == 1 and depth.count(depth[0]) == len(depth):
            start, end, font, script = stretches[0]
            return (Item(start, end, font, script, depth[0]),)
        found: list[Item] = []
        for start, end, font, script in stretches:
            for level, places in groupby(range(start, end), depth.__getitem__):
                first, *rest = places
                last = rest[-1] if rest else first
                found.append(Item(first, last + 1, font, script, level))
        return tuple(found)

    def _whole(self, line: str, kinds: list[Kind]) -> list[tuple[int, int, Font, str]]:
        """The line as one stretch, where that can be seen at a glance; most lines are one."""
        font: Font | None = None
        script = COMMON
        for own, written in set(kinds):
            if own is not None:
                if font is not None and own is not font:
                    return []
                font = own
            if written not in (COMMON, " "):
                if script != COMMON:
                    return []
                script = written
        if font is None or font.space != self._blank.space or EMOJI_STYLE in line:
            return []
        return [(0, len(line), font, script)]

    def _stretches(self, line: str, kinds: list[Kind]) -> list[tuple[int, int, Font, str]]:
        """Start, end, font and script; what all scripts share takes the one before it, or else the
        first that comes."""
        script = next((kind[1] for kind in kinds if kind[1] not in (COMMON, " ")), COMMON)
        font: Font | None = None
        found: list[tuple[int, int, Font, str]] = []
        place = 0
        for kind, group in groupby(kinds):
            start, place = place, place + sum(1 for _ in group)
            own, written = kind
            if kind is _SPACE:
                # it may be left in the font of the word before it, where it is as wide
                fits = font is not None and font.space == self._blank.space
                own = font if fits else self._blank
            elif written != COMMON:
                script = written
            wanted = self._font(line, start, place, own, font)
            for first, last, drawn in wanted:
                if found and found[-1][2] is drawn and found[-1][3] == script:
                    found[-1] = (found[-1][0], last, drawn, script)
                else:
                    found.append((first, last, drawn, script))
                font = drawn
        return found

    def _font(
        self, line: str, start: int, end: int, own: Font | None, last: Font | None
    ) -> list[tuple[int, int, Font]]:
        """The fonts of one stretch of a kind; only what emoji do can part it."""
        if own is None:
            own = last if last is not None else self._first(line[start])
        parted: list[tuple[int, int, Font]] = []
        if last is not None and own is not last:
            # marks follow their letter into its font, where it has them
            marks = start
            while marks < end and unicodedata.combining(line[marks]) and last.has(line[marks]):
                marks += 1
            if marks > start:
                parted.append((start, marks, last))
                start = marks
        if line[end : end + 1] == EMOJI_STYLE and start < end:
            picture = self.chain.home(line[end - 1], EMOJI_STYLE)
            if picture is not None and picture is not own:
                end -= 1
                parted += [(start, end, own)] if end > start else []
                return [*parted, (end, end + 1, picture)]
        return [*parted, (start, end, own)] if start < end else parted

    def _first(self, character: str) -> Font:
        return self.chain.home(character) or self.chain.fonts[0]


class _Kinds(dict[str, Kind]):
    def __init__(self, chain: Chain) -> None:
        super().__init__()
        self.chain = chain

    def __missing__(self, character: str) -> Kind:
        if character == " ":
            self[character] = _SPACE
            return _SPACE
        home = None if _STAYS.match(character) else self.chain.home(character)
        kind = self[character] = (home, script_of(character))
        return kind
