"""Cues in a row in another of the series' languages, inside a track that is right (TRN005)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from goglobal.languages import script
from goglobal.rules import evidence
from goglobal.rules.identifying import DOUBTFUL, identify, key_of
from goglobal.rules.mistakes import SPLIT, Look
from goglobal.rules.sameness import bare, names_in
from goglobal.rules.scripts import has_letter, written_with
from goglobal.rules.subjects import TrackSubject

_FEWEST = 24
"""Letters with fewer than which a stretch says nothing."""


class Stretch(msgspec.Struct, frozen=True):
    """Cues in a row that are in another language."""

    first: int
    """0-based index."""
    last: int
    language: str


def foreign_stretches(subject: TrackSubject, looks: Look, fewest: int) -> Iterator[Stretch]:
    """Every run of at least `fewest` cues in another of the series' languages.

    Left out is what TRN004 tells of (the source's own text) and TRN006 (letters of the source that
    the language is not written with).
    """
    if len(subject.plain) < fewest or not written_with(looks.written):
        return
    names = names_in(subject.series, subject.language)
    for run in (
        *_in_other_letters(subject, looks, fewest),
        *_in_other_words(subject, looks, fewest),
    ):
        if len(run) >= fewest:
            found = _language_of(subject, [names.without(subject.plain[index]) for index in run])
            if found is not None and not _told(subject, found, run):
                yield Stretch(run[0], run[-1], found)


def _in_other_letters(subject: TrackSubject, looks: Look, fewest: int) -> Iterator[range]:
    """Runs of cues without a letter of the language's script."""
    without = looks.without
    if looks.written in {"Hans", "Hant"} and not looks.script:
        kana = has_letter("Kana").search
        without = sorted({*without, *(i for i, text in enumerate(subject.plain) if kana(text))})
    elif looks.written == "Latn" and not looks.script:
        search = has_letter("Latn").search
        without = [i for i, text in enumerate(subject.plain) if not search(text)]
    yield from _runs(without, fewest)


def _in_other_words(subject: TrackSubject, looks: Look, fewest: int) -> Iterator[range]:
    """Runs of cues that say more for another language of the series in the same script."""
    language, languages = subject.language, subject.series.languages
    telling = _telling(language, languages) if looks.words else frozenset()
    if not telling:
        return
    cues = looks.words.split(SPLIT)
    suspects = [i for i, text in enumerate(cues) if telling.isdisjoint(text.split())]
    own = key_of(language)
    for run in _runs(suspects, fewest):
        weighed = [evidence.weigh(cues[index], looks.written).scores for index in run]
        parts = [
            _heaviest([scores[rival] - scores[own] for scores in weighed])
            for rival in _rivals(language, languages)
        ]
        start, stop, _ = max(parts, key=lambda part: part[2])
        yield run[start:stop]


def _heaviest(weights: list[float]) -> tuple[int, int, float]:
    """Start, end and weight of the part of `weights` that weighs most (Kadane's algorithm)."""
    best = (0, 0, 0.0)
    start, total = 0, 0.0
    for index, weight in enumerate(weights):
        if total <= 0:
            start, total = index, 0.0
        total += weight
        if total > best[2]:
            best = (start, index + 1, total)
    return best


@lru_cache(maxsize=64)
def _rivals(language: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The other ones of `languages` in the script of `language` that words tell from it."""
    written, key = script(language), key_of(language)
    known = evidence.languages(written)
    rivals = {key_of(tag) for tag in languages if script(tag) == written}
    rivals -= DOUBTFUL if key in DOUBTFUL else {key}
    return tuple(name for name in known if name in rivals) if key in known else ()


@lru_cache(maxsize=64)
def _telling(language: str, languages: tuple[str, ...]) -> frozenset[str]:
    """Small words of `language` that none of its rivals has; empty: it has no rival."""
    rivals = frozenset(_rivals(language, languages))
    return evidence.telling(key_of(language), rivals, script(language)) if rivals else rivals


def _runs(indexes: list[int], fewest: int) -> Iterator[range]:
    """Runs of indexes; one that is missing in the middle of a run is forgiven."""
    start = last = -3
    for index in indexes:
        if index > last + 2:
            if last - start + 1 >= fewest:
                yield range(start, last + 1)
            start = index
        last = index
    if last - start + 1 >= fewest:
        yield range(start, last + 1)


def _language_of(subject: TrackSubject, texts: list[str]) -> str | None:
    """The other language of the series that the texts are surely in."""
    if sum(map(len, texts)) < _FEWEST:
        return None
    own = subject.language
    guess = identify(texts, [own, *(tag for tag in subject.series.languages if tag != own)])
    found = guess.language
    if found is None or not guess.sure or own in guess.alike:
        return None
    if key_of(found) == key_of(own) or {key_of(found), key_of(own)} == DOUBTFUL:
        return None
    if script(found) in {"Hans", "Hant"} and script(own) in {"Hans", "Hant"}:
        return None
    return found


def is_left_over(subject: TrackSubject, found: str) -> bool:
    """Whether cues in `found` are in letters that only the source is written with."""
    theirs = written_with(script(found)) - written_with(script(subject.language)) - {"Latn"}
    return key_of(found) == key_of(subject.series.source_language) and bool(theirs)


def _told(subject: TrackSubject, found: str, cues: range) -> bool:
    """Whether others tell of these cues: TRN004 of the source's text, TRN006 of its letters."""
    if is_left_over(subject, found):
        return True
    if key_of(found) != key_of(subject.series.source_language):
        return False
    if subject.source is None:
        return False
    texts = {bare(cue.text) for cue in subject.source.cues}
    return 2 * sum(bare(subject.plain[index]) in texts for index in cues) >= len(cues)
