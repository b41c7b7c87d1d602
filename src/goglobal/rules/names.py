"""The names of a series: how the glossary and the catalog write them in one language."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from goglobal.model import Series
from goglobal.rules import parted_names
from goglobal.rules.name_patterns import (
    DECLINING,
    PREFIXES,
    UNSPACED,
    Finder,
    finder_of,
    pattern_of,
)
from goglobal.rules.spelling import (
    WORDS,
    Word,
    near_within,
    near_words,
    same_script,
    windows,
    within_one,
    words_in,
)

_HONORIFICS = "様氏家君嬢殿さ先社夫会總总姓씨가님양군"
"""What follows a family name of one sign."""
_LONG = 5
"""Letters of a name from which a slip is looked for across spaces: less may be other words."""
SHORTEST = 4
"""Letters of a name below which no slip is looked for."""


MOST = 500
"""Names of a series that are looked for: a longer list is no glossary of names."""


class Name(msgspec.Struct, frozen=True):
    """One name in one language."""

    term: str
    """As the glossary has it: in the source language."""
    spoken: tuple[str, ...]
    """How the source language says it."""
    ways: tuple[str, ...]
    """How this language may write it; empty: the glossary does not say."""


Ordinary = Callable[[str], bool]


class Slip(msgspec.Struct, frozen=True):
    """A name that is misspelt."""

    start: int
    end: int
    way: str
    """What it should have been."""


def names_of(series: Series, language: str) -> Names:
    """The names of a series in a language: the glossary's, then those of the characters."""
    known: dict[str, Names] = series.__dict__.setdefault("_names", {})  # as a cached property is
    if language not in known:
        known[language] = _names_of(series, language)
    return known[language]


def _names_of(series: Series, language: str) -> Names:
    own = series.source_language
    rows: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for term in series.glossary:
        spoken = (term.term, *term.renderings.get(own, ()))
        spoken = tuple(way for way in dict.fromkeys(spoken) if WORDS.search(way))
        rows[term.term] = (spoken, _in(term.renderings, language))
    catalog = series.catalogs.get(language)
    counts: dict[str, int] = {}
    for credit in series.credits:
        counts[credit.role] = counts.get(credit.role, 0) + 1
        character = credit.character
        if not character or any(character in spoken for spoken, _ in rows.values()):
            continue
        key = f"credit/{credit.role}/{counts[credit.role]}/character"
        way = catalog.text(key) if catalog is not None else None
        rows[character] = ((character,), _in({language: (way,)} if way else {}, language))
    return _names(tuple((term, *row) for term, row in rows.items())[:MOST], own, language)


def _in(renderings: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    ways = (unicodedata.normalize("NFC", way).strip() for way in renderings.get(language, ()))
    return tuple(way for way in ways if WORDS.search(way))


@lru_cache(maxsize=64)
def _names(
    rows: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...], own: str, language: str
) -> Names:
    return Names([Name(*row) for row in rows if row[0].strip()], own, language)


class Names:
    """All names of a series in one language, ready to be looked for."""

    def __init__(self, names: Iterable[Name], own: str, language: str) -> None:
        self.names = tuple(names)
        self.language = language.split("-", 1)[0]
        self.unspaced = self.language in UNSPACED
        self.spoken = finder_of(
            tuple((i, way) for i, name in enumerate(self.names) for way in name.spoken), own
        )
        self.written = Finder(
            [(i, way) for i, name in enumerate(self.names) for way in name.ways],
            language,
            parted=self.language in parted_names.PARTED,
        )
        self._words = {way: words_in(way) for name in self.names for way in name.ways}
        self._parts = [tuple(_parts(name, unspaced=self.unspaced)) for name in self.names]
        self.halves, self._behind = _halves(self.names)

    def ways_in(self, text: str) -> Counter[str]:
        """How often each way to write a name stands in a text."""
        return Counter(self.written.ways(text))

    def parts(self, index: int) -> tuple[str, ...]:
        """What of a name may stand for it: a given or family name, in lower case."""
        return self._parts[index]

    def slip(self, text: str, index: int, *, ordinary: Ordinary) -> Slip | None:
        """Where a name is misspelt in a text in which it is expected.

        `ordinary` says of a word that it has a meaning of its own.
        """
        for way in self.names[index].ways:
            found = self.slip_of(text, way, ordinary=ordinary)
            if found is not None:
                return found
        return None

    def slip_of(self, text: str, way: str, *, ordinary: Ordinary) -> Slip | None:
        """Where one way to write a name stands with a slip."""
        if self.unspaced:
            return self._slip_within(text, way)
        name = self._words[way]
        if sum(len(word.text) for word in name) < SHORTEST:
            return None
        for some in windows(words_in(text), len(name)):
            start, end = some[0].start, some[-1].end
            if self.written.is_one(text[start:end]):
                continue
            for words in (some, self._without_prefix(some)):
                near = words and (near_words(words, name) or self._near_inflected(words, name))
                if near and not _is_other(words[0], name[0], ordinary):
                    return Slip(start, end, way)
        return self._torn(text, way)

    def _torn(self, text: str, way: str) -> Slip | None:
        """A name whose words are right, with a sign too many between them."""
        for some in windows(words_in(text), len(self._words[way])):
            if [word.folded for word in some] == [word.folded for word in self._words[way]]:
                start, end = some[0].start, some[-1].end
                if len(" ".join(text[start:end].split())) > len(way):
                    return Slip(start, end, way)
        return None

    def _slip_within(self, text: str, way: str) -> Slip | None:
        folded, wanted = text.casefold(), way.casefold()
        if len(folded) != len(text):
            return None
        if len(way) == 2:
            return _slip_of_two(text, way)
        if len(way) < 3:
            return None
        if self.language not in parted_names.PARTED:
            place = near_within(folded, wanted)
            return None if place is None else Slip(*place, way)
        if re.search(parted_names.pattern(wanted, self.language), folded):
            return None
        place = near_within(folded, wanted)
        if place is None and len(way) >= _LONG:
            place = self._slip_in_parts(folded, wanted)
        return None if place is None else Slip(*place, way)

    def _slip_in_parts(self, folded: str, wanted: str) -> tuple[int, int] | None:
        """Where a name stands with a slip, and its parts otherwise together or apart."""
        bare, places = parted_names.joined(folded, self.language)
        name, _ = parted_names.joined(wanted, self.language)
        if (len(bare), len(name)) == (len(folded), len(wanted)):
            return None
        found = near_within(bare, name)
        return None if found is None else (places[found[0]], places[found[1] - 1] + 1)

    def _near_inflected(self, some: Sequence[Word], name: Sequence[Word]) -> bool:
        """Whether words are a name with a slip in one of them and an ending behind it."""
        if len(some) != len(name) or self.language not in DECLINING:
            return False
        wrong = [
            (mine.folded, theirs.folded)
            for mine, theirs in zip(name, some, strict=True)
            if not re.fullmatch(pattern_of(mine.folded, self.language), theirs.folded)
        ]
        if len(wrong) != 1:
            return False
        mine, theirs = wrong[0]
        return (
            len(mine) > 4
            and mine[0] == theirs[0]
            and any(
                within_one(theirs[: len(theirs) - cut], stem)
                for stem in (mine, mine[:-1])
                for cut in (1, 2)
            )
        )

    def _without_prefix(self, some: Sequence[Word]) -> list[Word]:
        """The words without what is written together with a name in front of it."""
        prefix = PREFIXES.get(self.language)
        found = re.match(prefix, some[0].text) if prefix else None
        if found is None or not found[0] or found.end() >= len(some[0].text):
            return []
        first, length = some[0], found.end()
        bare = Word(first.start + length, first.end, first.text[length:], first.folded[length:])
        return [bare, *some[1:]]

    def suspects(self, folded: str) -> Iterator[tuple[int, str]]:
        """Where a half of a longer name stands in a text in lower case, and the name."""
        if self.halves is None:
            return
        for found in self.halves.finditer(folded):
            for way, offset in self._behind[found[0]]:
                yield found.start() - offset, way


def _parts(name: Name, *, unspaced: bool) -> Iterator[str]:
    for way in name.ways:
        pieces = way.casefold().split()
        if len(pieces) > 1:
            yield from (piece for piece in pieces if len(piece) > 2)
        elif unspaced and len(way) >= 3:
            yield way[1:].casefold()
            yield way[:2].casefold()


def _halves(
    names: Iterable[Name],
) -> tuple[re.Pattern[str] | None, dict[str, list[tuple[str, int]]]]:
    """A pattern of the halves of longer names: one slip leaves one of them as it is."""
    behind: dict[str, list[tuple[str, int]]] = {}
    for name in names:
        for way in name.ways:
            folded = way.casefold()
            if len(folded) < 8 or len(folded) != len(way):
                continue
            cuts = (0, len(folded) // 2, len(folded))
            for start, end in pairwise(cuts):
                behind.setdefault(folded[start:end], []).append((way, start))
    longest_first = sorted(behind, key=lambda half: (-len(half), half))
    if not longest_first:
        return None, {}
    return re.compile("|".join(map(re.escape, longest_first))), behind


@lru_cache(maxsize=64)
def small_words(language: str) -> frozenset[str]:
    """The most frequent words of a language, as far as they are listed."""
    from goglobal.rules import function_words as small

    for table in (small.LATIN, small.CYRILLIC, small.ARABIC, small.DEVANAGARI):
        if language in table:
            return frozenset(" ".join(table[language]).split())
    return frozenset()


def _is_other(word: Word, first: Word, ordinary: Ordinary) -> bool:
    """Whether words that look like a name begin with an ordinary word: `đến` for `Bến`."""
    return word.folded[0] != first.folded[0] and ordinary(word.folded)


def _slip_of_two(text: str, way: str) -> Slip | None:
    """A name of two signs with the second one wrong, or both swapped."""
    swapped = text.find(way[::-1]) if way[0] != way[1] else -1
    if swapped >= 0:
        return Slip(swapped, swapped + 2, way)
    start = text.find(way[0])
    while 0 <= start < len(text) - 1:
        other = text[start + 1]
        if same_script(way[1], other) and other != way[1] and other not in _HONORIFICS:
            return Slip(start, start + 2, way)
        start = text.find(way[0], start + 1)
    return None
