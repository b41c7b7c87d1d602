"""Which of the languages that share a script a text is in, by its small words and its letters.

It decides almost every text of a few lines, and costs about a microsecond a line; no library is
loaded for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

import msgspec

from goglobal.rules import alphabets, function_words

WEIGHTS = (3.7, 2.5, 1.4)
"""What a word of each group counts: the logarithm of how much more frequent it is in its language
than in one that does not list it (about 40, 12 and 4 times)."""
STRANGE = 2.0
"""What a letter that a language does not have counts against it."""
MOST = 3
"""Times that one word or letter counts: a name or a song repeats itself."""

_WORD = re.compile(
    r"[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u064b-\u0652]+[^\W\d_]*)*"
)
"""Combining signs belong to their word: Devanagari has them in every one."""
_FURTHER = re.compile(r"[^\x00-\x7f\W\d_]")
_MARKS = ".,?!'’"
_TABLES = {
    "Latn": (function_words.LATIN, alphabets.LATIN),
    "Cyrl": (function_words.CYRILLIC, alphabets.CYRILLIC),
    "Arab": (function_words.ARABIC, alphabets.ARABIC),
    "Deva": (function_words.DEVANAGARI, {}),
}


class Evidence(msgspec.Struct, frozen=True):
    """What a text says of the languages of one script."""

    words: int
    """All that it has."""
    scores: dict[str, float]
    """By language, as a logarithm: 7 more is a thousand times likelier."""
    hits: dict[str, float]
    """How many of the words are small words of the language."""

    def best(self) -> str | None:
        """The likeliest language; None: no word is known."""
        language = max(self.scores, key=self.scores.__getitem__, default=None)
        return language if language is not None and self.hits[language] else None

    def share(self, language: str) -> float:
        """The share of the words that are small words of `language`."""
        return self.hits.get(language, 0) / self.words if self.words else 0.0


def languages(script: str) -> tuple[str, ...]:
    """The languages of a script that are told apart here; none where it has only one."""
    return tuple(_TABLES[script][0]) if script in _TABLES else ()


def weigh(text: str, script: str) -> Evidence:
    """The evidence in a text of this script, which has to be one with `languages`."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    table = _words(script)
    found = Counter(_WORD.findall(text))
    names = languages(script)
    scores = dict.fromkeys(names, 0.0)
    hits = scores.copy()
    for word in table.keys() & found.keys():
        count = found[word]
        counted = min(count, MOST)
        for name, weight in table[word]:
            scores[name] += weight * counted
            hits[name] += count
    if not text.isascii():
        _count_letters(text, script, scores)
    return Evidence(words=found.total(), scores=scores, hits=hits)


def glance(words: set[str], script: str, language: str) -> tuple[float, dict[str, float]]:
    """The share of `words` that `language` lists, and the scores of all languages of the script.

    Less exact than `weigh` and several times as fast: each word (in lower case, without
    punctuation, as `bare` leaves them) counts once, and letters do not count.
    """
    table = _by_number(script)
    names = languages(script)
    scores = [0.0] * len(names)
    for word in table.keys() & words:
        for number, weight in table[word]:
            scores[number] += weight
    own = len(telling(language, frozenset(), script) & words)
    return own / (len(words) or 1), dict(zip(names, scores, strict=True))


@lru_cache(maxsize=4)
def _by_number(script: str) -> dict[str, tuple[tuple[int, float], ...]]:
    """`_words` with the place of a language among `languages` for its name: lists are faster."""
    number = {name: place for place, name in enumerate(languages(script))}
    return {
        word: tuple((number[name], weight) for name, weight in entries)
        for word, entries in _words(script).items()
    }


def bare(text: str) -> str:
    """`text` with a space for each mark that most often clings to words."""
    for mark in _MARKS:
        text = text.replace(mark, " ")
    return text


def small_words(text: str, language: str, script: str, most: int = 5) -> list[str]:
    """The words that speak most for `language`, to show why it was chosen."""
    table = _words(script)
    found = Counter(_WORD.findall(unicodedata.normalize("NFC", text.lower())))
    weights = {
        word: count * weight / len(table[word])
        for word, count in found.items()
        for name, weight in table.get(word, ())
        if name == language
    }
    return sorted(weights, key=lambda word: (-weights[word], word))[:most]


def _count_letters(text: str, script: str, scores: dict[str, float]) -> None:
    """Take from each language's score what letters tell that it does not have."""
    alphabet = _alphabets(script)
    if not alphabet:
        return
    for letter, count in Counter(_FURTHER.findall(text)).items():
        strange = alphabet.get(letter)
        if strange is not None:
            against = STRANGE * min(count, MOST)
            for name in strange:
                scores[name] -= against


@lru_cache(maxsize=4)
def _words(script: str) -> dict[str, tuple[tuple[str, float], ...]]:
    """Word to the languages that have it, each with what it counts."""
    table: dict[str, list[tuple[str, float]]] = {}
    for name, groups in _TABLES[script][0].items():
        for weight, group in zip(WEIGHTS, groups, strict=True):
            for word in group.split():
                table.setdefault(word, []).append((name, weight))
    return {word: tuple(entries) for word, entries in table.items()}


@lru_cache(maxsize=4)
def _alphabets(script: str) -> dict[str, tuple[str, ...]]:
    """Letter to the languages that lack it; letters that all or none of them have are left out."""
    further = _TABLES[script][1]
    return {
        letter: tuple(name for name in further if letter not in further[name])
        for letter in set("".join(further.values()))
    }


@lru_cache(maxsize=256)
def telling(language: str, rivals: frozenset[str], script: str) -> frozenset[str]:
    """The small words of `language` that none of `rivals` has."""
    return frozenset(
        word
        for word, entries in _words(script).items()
        if language in (names := {name for name, _ in entries}) and names.isdisjoint(rivals)
    )
