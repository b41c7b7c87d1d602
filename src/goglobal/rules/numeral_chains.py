"""Number words in a row, put together to numbers: two hundred and fifty thousand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from goglobal.rules.numbers import MAX_DIGITS, OPEN, SURE, Number, Value, Way

_TEENS = frozenset({"vi", "th", "tr", "fil", "ru"})
"""Languages in which ten is followed by a unit: mười lăm."""
_INVERSE = frozenset({"de", "ar", "nl"})
"""Languages that say the unit before the ten: dreiundzwanzig."""

_OF_THE_CLOCK = frozenset({"ar", "ru"})
"""Languages whose hours and minutes may look like one number: без двадцати семь."""

LINKS = {
    "en": "and",
    "es": "y",
    "pt": "e",
    "fr": "et",
    "de": "und",
    "nl": "en|ën",
    "ar": "و",
    "fil": "at|'t|’t",
    "vi": "lẻ|linh",
}

POWERS = frozenset(10**n for n in (2, 3, 4, 5, 6, 7, 8, 9, 12))


class Token(NamedTuple):
    """One number word."""

    start: int
    end: int
    value: Value
    sure: bool
    """False: it means other things too."""


def chained(text: str, language: str, tokens: Iterable[Token]) -> Iterator[Number]:
    """The numbers that the words come to, in order; those said one by one are also put together."""
    chain = _Chain(language)
    for token in tokens:
        yield from chain.take(text, token)
    yield from chain.rest()


class _Chain:
    """Number words in a row, put together as long as the next one fits."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.between = _between(language)
        self.clear()
        self.row: list[Number] = []

    def clear(self) -> None:
        self.start = self.end = -1
        self.total: Value = 0
        self.part: Value = 0
        self.last: Value = 0
        self.words = 0
        self.sure = False

    def take(self, text: str, token: Token) -> Iterator[Number]:
        start, end, value, sure = token
        near = self.words > 0 and start - self.end <= 8
        near = near and self.between.fullmatch(text, self.end, start) is not None
        if near and self._fits(value):
            self._add(value, sure)
            self.end = end
            return
        yield from self._close(joined=near)
        self.start, self.end = start, end
        self._add(value, sure)

    def rest(self) -> Iterator[Number]:
        yield from self._close(joined=False)

    def _close(self, *, joined: bool) -> Iterator[Number]:
        """What was put together so far; a row of several may also be read one by one."""
        if self.words:
            total = self.total + self.part
            surely = self.sure and (total > 1 or self.words > 1)
            sure = SURE if surely else OPEN
            ways: tuple[Way, ...] = ((total,),)
            if self.language in _OF_THE_CLOCK and self.words == 2 and total < 100:
                ways = (*ways, (total % 10, total - total % 10))
            self.row.append(Number(self.start, self.end, ways, sure, False))
            self.clear()
        if not joined:
            yield from _spoken(self.row)
            self.row = []

    def _fits(self, value: Value) -> bool:
        part = self.part
        if value >= 1000 and value in POWERS:
            return part > 0 or self.last > 0
        if value == 100:
            return 0 < part < 100 or (part == 0 and self.last >= 1000)
        if value >= 100:
            return part == 0 and self.last >= 1000
        rest = part % 100
        if rest == 0:
            return part > 0 or self.last >= 1000
        if rest % 10 == 0 and rest >= 20 and value < 10:
            return True
        if rest == 10 and value < 10:
            return self.language in _TEENS
        if self.language == "fr" and rest in (60, 80) and 10 <= value < 20:
            return True
        return self.language in _INVERSE and rest < 10 and value % 10 == 0

    def _add(self, value: Value, sure: bool) -> None:
        self.words += 1
        self.sure = self.sure or sure or self.words > 1
        if value >= 1000 and value in POWERS:
            if self.last and value > self.last:
                self.total, self.part = (self.total + self.part) * value, 0
            else:
                self.total, self.part = self.total + (self.part or 1) * value, 0
            self.last = value
        elif value == 100:
            self.part = (self.part or 1) * 100
        elif value >= 1000:
            self.total, self.last = self.total + value, value
        else:
            self.part += value


@lru_cache(maxsize=64)
def _between(language: str) -> re.Pattern[str]:
    """What may stand between two words of a number."""
    link = LINKS.get(language, "(?!)")
    return re.compile(rf"[\s\u00a0]*-?(?:(?:{link})[\s\u00a0-]*)?", re.IGNORECASE)


def _spoken(row: list[Number]) -> Iterator[Number]:
    """Numbers said one after the other: twelve oh eight, nineteen ninety-eight, two or three."""
    yield from row
    if 2 <= len(row) <= MAX_DIGITS:
        joined = "".join(str(number.ways[0][0]) for number in row)
        if joined.isdecimal() and len(joined) <= MAX_DIGITS:
            times = int(row[0].ways[0][0] * row[1].ways[0][0])  # two decades, two dozen
            ways = ((int(joined),), *(((times,),) if len(row) == 2 else ()))
            yield Number(row[0].start, row[-1].end, ways, OPEN, False)
