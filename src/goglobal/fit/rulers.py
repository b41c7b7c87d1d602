"""Rulers: how wide lines of one language are in one typeface, as cheaply as the question allows.

Most lines are clearly narrow enough. For them the sum of what each character can add at most is
proof; only the others are shaped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from goglobal import languages
from goglobal.fit.advances import bounds_of
from goglobal.fit.fonts import chain_of
from goglobal.fit.shaping import Run, Shaper
from goglobal.fit.typefaces import Typeface

REMEMBERED = 16384
"""Widths that a ruler remembers: lines come again, in other episodes and for other platforms."""
LONGEST = 2000
"""Characters; a longer line is no line of a subtitle, and is measured in pieces of this length."""
_JOINING = frozenset({"Arab"})
"""Scripts whose letters are much narrower where they are joined."""
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


class Ruler:
    """Measures lines of one language in one typeface. Safe to share between threads."""

    def __init__(self, language: str, typeface: Typeface) -> None:
        self.language = language
        self.typeface = typeface
        self.chain = chain_of(language, typeface.weight, typeface.font)
        self._bounds = bounds_of(self.chain, joining=languages.script(language) in _JOINING)
        self._shaper = Shaper(self.chain, language)
        self._size = typeface.size
        self._spacing = max(0.0, typeface.letter_spacing)
        self.width = lru_cache(maxsize=REMEMBERED)(self._width)
        """The shaped width of a line (plain text, without mark-up), px."""

    def bound(self, line: str) -> float:
        """Never less than `width(line)`, px, at a tenth of its cost."""
        return self._bounds.of(line) * self._size + self._spacing * len(line)

    def wider(self, lines: Sequence[str], limit: float) -> list[tuple[int, float]]:
        """The lines that are wider than `limit` px: their index, and their width in px."""
        above: Iterator[tuple[int, str]]
        if self._spacing:
            above = ((n, line) for n, line in enumerate(lines) if self.bound(line) > limit)
        else:
            above = self._bounds.above(lines, limit / self._size)
        widths = ((index, self.width(line)) for index, line in above)
        return [(index, width) for index, width in widths if width > limit]

    def runs(self, line: str) -> tuple[Run, ...]:
        """The runs of a line from left to right, for whoever draws it."""
        return self._shaper.runs(line, self.typeface.size, self.typeface.letter_spacing)

    def missing(self, text: str) -> str:
        """The characters that no font of the chain has a glyph for, each once, in order.

        With a font of the user's own: those that it lacks.
        """
        return "".join(filter(self._is_missing, dict.fromkeys(text)))

    def _is_missing(self, character: str) -> bool:
        if unicodedata.category(character) in _UNSEEN:
            return False
        if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
            return False  # variation selectors
        home = self.chain.home(character)
        return home is None or (self.chain.fonts[0].own and not home.own)

    def _width(self, line: str) -> float:
        face = self.typeface
        pieces = [line]
        if len(line) > LONGEST:
            pieces = [line[at : at + LONGEST] for at in range(0, len(line), LONGEST)]
        return sum([self._shaper.width(piece, face.size, face.letter_spacing) for piece in pieces])


@lru_cache(maxsize=256)
def ruler_of(language: str, typeface: Typeface) -> Ruler:
    """The ruler for a language and a typeface.

    Raises `FontError` where the typeface's own font cannot be used.
    """
    return Ruler(language, typeface)
