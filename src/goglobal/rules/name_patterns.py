"""How names are found in a text: as they are, inflected, with the parts together or apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from goglobal.rules import parted_names
from goglobal.rules.alternatives import choices
from goglobal.rules.spelling import WORD

UNSPACED = frozenset({"zh", "ja", "yue", "ko", "th", "lo", "km", "my"})
"""Languages in which a name has no edge: no spaces, or particles behind it."""
PREFIXES = {
    "ar": "(?:[وفبلك]|ال|وال|بال|لل|فال|كال)?",
    "he": "(?:[והבלמשכ])?",
}
_SUFFIXES = {
    **dict.fromkeys(("de", "nl", "sv", "da", "nb", "nn", "no"), "s?"),
    **dict.fromkeys(("id", "ms"), "(?:nya|lah|kah|ku|mu|pun)?"),
}
_ENDINGS = frozenset(
    {
        "pl",
        "cs",
        "sk",
        "hu",
        "fi",
        "et",
        "lv",
        "lt",
        "uk",
        "be",
        "hr",
        "sr",
        "bs",
        "sl",
        "bg",
        "mk",
        "ro",
        "el",
        "kk",
        "uz",
        "mn",
    }
)
"""Languages that decline names, with endings that are not listed here."""
_RUSSIAN = {
    "а": ("а", "ы", "и", "е", "у", "ой", "ою", "ей"),
    "я": ("я", "и", "е", "ю", "ей", "ею"),
    "ь": ("ь", "я", "ю", "ем", "ём", "е", "и", "ью", "ей"),
    "й": ("й", "я", "ю", "ем", "е", "и"),
}
DECLINING = _ENDINGS | {"ru"}
_RUSSIAN_VOWELS = "оуыэеёию"


class Finder:
    """Names looked for as they are, inflected as the language allows."""

    def __init__(self, ways: list[tuple[int, str]], language: str, *, parted: bool = False) -> None:
        """`parted`: the parts of a name may be together or apart, as `parted_names` has it."""
        longest_first = sorted({way for _, way in ways}, key=lambda way: (-len(way), way))
        self._owner = {way: index for index, way in reversed(ways)}
        base = language.split("-", 1)[0]
        found = choices(
            [
                parted_names.pattern(way, base) if parted else pattern_of(way, language)
                for way in longest_first
            ],
            capturing=True,
        )
        self._ways = [longest_first[index] for index in found.order]
        body = found.body
        if base not in UNSPACED:
            prefix = PREFIXES.get(base, "")
            look = "" if prefix else found.first  # cheaper than the look behind
            body = f"{look}(?<!{WORD}){prefix}(?:{body})(?!{WORD})"
        self.pattern = re.compile(body, re.IGNORECASE) if ways else None

    def by_text(self, texts: Sequence[str]) -> Mapping[int, frozenset[int]]:
        """The indices of the texts that have names, each with those names."""
        return _by_text(self, tuple(texts))

    def ways(self, text: str) -> Iterator[str]:
        """Each name in `text`, as the list of names has it."""
        if self.pattern is not None:
            for match in self.pattern.finditer(text):
                yield self._ways[(match.lastindex or 1) - 1]

    def is_one(self, text: str) -> bool:
        """Whether `text` is one of the names and nothing else."""
        return self.pattern is not None and self.pattern.fullmatch(text) is not None

    def found(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Start, end and index of each name in `text`."""
        if self.pattern is not None:
            for match in self.pattern.finditer(text):
                way = self._ways[(match.lastindex or 1) - 1]
                yield match.start(), match.end(), self._owner[way]


@lru_cache(maxsize=256)  # each language of a series asks for the source's
def _by_text(finder: Finder, texts: tuple[str, ...]) -> dict[int, frozenset[int]]:
    named: dict[int, set[int]] = {}
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    for start, _, index in finder.found("\n".join(texts)):
        named.setdefault(bisect_right(starts, start) - 1, set()).add(index)
    return {place: frozenset(names) for place, names in named.items()}


@lru_cache(maxsize=16)
def finder_of(ways: tuple[tuple[int, str], ...], language: str) -> Finder:
    """One for all who look for the same: names as the source language says them."""
    return Finder(list(ways), language)


def pattern_of(way: str, language: str) -> str:
    """A name as a regular expression: any white space, and the endings of the language."""
    base = language.split("-", 1)[0]
    pieces = way.split()
    if base in UNSPACED:
        return r"\s*".join(map(re.escape, pieces))
    if base == "ru":
        return r"\s+".join(map(_russian, pieces))
    if base in _ENDINGS:
        return r"\s+".join(
            re.escape(piece) if len(piece) < 4 else f"{re.escape(piece[:-1])}{WORD}{{0,4}}"
            for piece in pieces
        )
    return r"\s+".join(map(re.escape, pieces)) + _SUFFIXES.get(base, "")


def _russian(word: str) -> str:
    """A word of a name with the endings of its cases."""
    if len(word) < 3 or word[-1].lower() in _RUSSIAN_VOWELS:
        return re.escape(word)
    endings = _RUSSIAN.get(word[-1].lower())
    if endings is not None:
        return f"{re.escape(word[:-1])}(?:{'|'.join(endings)})"
    return f"{re.escape(word)}(?:а|у|ом|ем|е|ы|ов|ами|ам)?"
