"""A bound for the width of a line that costs next to nothing: what its characters add at most.

Each character has a byte, each byte a width, so that a line is summed up without a look at its
characters one by one. Letters that are joined to the next are much narrower than others: there
the last letter of each word makes up for what the others are counted less.
"""

from __future__ import annotations

import re
import unicodedata
from codecs import charmap_build, charmap_encode
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from math import ceil, inf

from goglobal.fit.fonts import EMOJI, EMOJI_STYLE, Chain
from goglobal.fit.itemizing import stays

STEPS = 192
"""Of an em: bounds are whole numbers of these."""
_MOST = 254
_END = b"\xff"
"""What stands for a line feed among the bounds of several lines."""
_TOGETHER = 32
"""Lines that are summed up together; one of them with a new character has them done one by one."""
_FIRST, _LAST = "\x01", "\ufdff"
"""What Python's table of characters to bytes can hold."""
_UNKNOWN = "\ufffe"
_FULL = 250
"""Characters in a table; languages with more of them are summed up one by one."""
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
"""Parts of Korean syllables."""
_LEFT_TO_RIGHT = "\u202d"
"""It turns letters round, and which of them is the last of its word."""
_SOON = 4
"""Lines with new characters that are waited for before a table is made; then twice as many, and so
on: it costs as much as thirty such lines."""


class Bounds:
    """The bounds of one chain of fonts, in ems. Safe to share between threads."""

    def __init__(self, chain: Chain, *, joining: bool) -> None:
        self.chain = chain
        self._each = _Each(chain, joining=joining)
        many = "CJK" in chain.fonts[0].name
        self._misses = self._tried = 0
        self._next = _SOON
        self._without = not all(font.bounded for font in chain.local)
        """Whether the language's own script has no bound: asking for each letter is in vain."""
        self._table = None if many or self._without else _Table("", b"")
        """None: the language has too many characters, or a table would be in vain."""
        self._last = _last_letters(chain) if joining else None
        """What finds letters that no letter follows, for scripts that join them."""

    def of(self, line: str) -> float:
        """At least the width of `line`, in ems."""
        if self._without or (self._last is not None and _LEFT_TO_RIGHT in line):
            return inf
        table = self._table
        if table is None or not table.plain:
            line = composed(line)
        try:
            if table is None:
                total: float = sum(map(self._each.__getitem__, line))
            else:
                codes, _ = charmap_encode(line, "strict", table.mapping)
                total = sum(codes.translate(table.widths)) / STEPS
        except UnicodeEncodeError:
            total = self._unknown(line)
        if self._last is not None:
            total += sum(map(self._each.ends.__getitem__, self._last(line)))
        return total

    def above(self, lines: Sequence[str], most: float) -> Iterator[tuple[int, str]]:
        """The lines whose bound is above `most` ems, with their indexes."""
        for start in range(0, len(lines), _TOGETHER):
            some = lines[start : start + _TOGETHER]
            if self._table is None and self._settled(some):
                each = self._each.__getitem__
                totals: Iterator[float] = (sum(map(each, line)) for line in some)
                limit = most
            elif (steps := self._sums(some)) is not None:
                totals, limit = steps, most * STEPS
            else:
                totals, limit = map(self.of, some), most
            for index, total in enumerate(totals, start):
                if total > limit:
                    yield index, lines[index]

    def _settled(self, lines: Sequence[str]) -> bool:
        """Whether the bounds of the characters are all there is to these lines."""
        return (
            not self._without and self._last is None and composed(text := "\n".join(lines)) is text
        )

    def _sums(self, lines: Sequence[str]) -> Iterator[int] | None:
        """The bound of each line, in steps; None: that takes a look at each by itself."""
        table = self._table
        if table is None or not table.plain or self._last is not None:
            return None
        try:
            codes, _ = charmap_encode("\n".join(lines), "strict", table.mapping)
        except UnicodeEncodeError:
            return None
        parts = codes.translate(table.widths).split(_END)
        return map(sum, parts) if len(parts) == len(lines) else None

    def _unknown(self, line: str) -> float:
        """The bound of a line with characters that are not in the table, which is made anew for
        them when it is worth it; None where there are too many."""
        total = sum(map(self._each.__getitem__, composed(line)))
        self._misses += 1
        if self._misses >= self._next and len(self._each) > self._tried:
            self._next = 2 * self._misses
            self._learn()
        return total

    def _learn(self) -> None:
        self._tried = len(self._each)
        if len(self._each) > _FULL:
            self._table = None
            return
        known = {
            character: ceil(bound * STEPS - 1e-6)
            for character, bound in list(self._each.items())[:_FULL]
            if _FIRST <= character <= _LAST and character != "\n" and bound * STEPS <= _MOST
        }
        self._table = _Table("".join(known), bytes(known.values()))


class _Table:
    """Some characters and their bounds, in steps."""

    def __init__(self, characters: str, widths: bytes) -> None:
        more = 254 - len(characters)
        self.widths = b"\0" + _END + widths + bytes(more)
        self.mapping = charmap_build("\0\n" + characters + _UNKNOWN * more)
        """What a line is encoded with; UnicodeEncodeError: it has a character that is not here."""
        self.plain = not any(map(_joins, characters))
        """Whether lines of these characters are composed as they stand."""


def _joins(character: str) -> bool:
    """Whether a character may be put together with the one before it (NFC)."""
    return unicodedata.category(character)[0] == "M" or _JAMO.match(character) is not None


class _Each(dict[str, float]):
    """The bound of each character, in ems, worked out when it is first asked for."""

    def __init__(self, chain: Chain, *, joining: bool) -> None:
        super().__init__()
        self.chain = chain
        self.joining = joining
        self.ends: dict[str, float] = _Ends(self)
        """What a letter is wider by where no letter follows."""

    def __missing__(self, character: str) -> float:
        joined = self._joined(character) if self.joining else None
        value = self[character] = _bound(self.chain, character) if joined is None else joined
        return value

    def _joined(self, character: str) -> float | None:
        home = self.chain.home(character)
        return None if home is None else home.joined_bound(character)


class _Ends(dict[str, float]):
    def __init__(self, each: _Each) -> None:
        super().__init__()
        self.each = each

    def __missing__(self, character: str) -> float:
        more = _bound(self.each.chain, character) - self.each[character]
        value = self[character] = max(0.0, more)
        return value


def _bound(chain: Chain, character: str) -> float:
    """In ems: in whichever font the character may be drawn with."""
    if character == EMOJI_STYLE:  # it makes a picture of the character before it
        return max(font.bound("\U0001f600") for font in chain.fonts if font.name == EMOJI)
    if unicodedata.category(character) in ("Cc", "Zl", "Zp"):
        return _bound(chain, " ")  # as which they are drawn
    if _JAMO.match(character):
        return inf  # a syllable before it is taken apart again, or not
    if stays(character):  # marks go with the letter before them, into its font
        fonts = [font for font in chain.fonts if font.has(character)]
    else:
        home = chain.home(character)
        fonts = [] if home is None else [home]
    if not fonts:
        return max(1.0, *(font.blank for font in chain.fonts))
    return max(font.bound(character) for font in fonts)


def _last_letters(chain: Chain) -> Callable[[str], list[str]]:
    letters = "".join(sorted({letter for font in chain.fonts for letter in font.letters}))
    joining = "".join(
        letter
        for letter in letters
        if any(font.joined_bound(letter) is not None for font in chain.fonts)
    )
    return re.compile(f"[{re.escape(joining)}](?![{re.escape(letters)}])").findall


def composed(line: str) -> str:
    """`line` as the bounds take it."""
    if line.isascii() or unicodedata.is_normalized("NFC", line):
        return line
    return unicodedata.normalize("NFC", line)


@lru_cache(maxsize=64)
def bounds_of(chain: Chain, *, joining: bool) -> Bounds:
    """The bounds of a chain, which all sizes share."""
    return Bounds(chain, joining=joining)
