"""Cues in a row in another of the series' languages, inside a track that is right (TRN005)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from goglobal.languages import script
from goglobal.rules import evidence
from goglobal.rules.identifying import DOUBTFUL, identify, key_of
from goglobal.rules.mistakes import SPLIT, Look
from goglobal.rules.sameness import Names, bare
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
    if len(subject.plain) < fewest or not written_with(script(subject.language)):
        return
    names = Names(subject.series.glossary, subject.language)
    for run in _runs(_suspects(subject, looks), fewest):
        cues = range(run[0], run[-1] + 1)
        texts = [names.without(subject.plain[index]) for index in cues]
        found = _language_of(subject, texts)
        if found is None:
            continue
        first, last = _trimmed(subject, found, cues)
        if last - first + 1 >= fewest and not _told(subject, found, range(first, last + 1)):
            yield Stretch(first, last, found)


def _suspects(subject: TrackSubject, looks: Look) -> list[int]:
    """The indexes of cues without any sign of the language, in order."""
    written = script(subject.language)
    key = key_of(subject.language)
    rivals = frozenset(
        other
        for tag in subject.series.languages
        if script(tag) == written and (other := key_of(tag)) != key and {other, key} != DOUBTFUL
    )
    if rivals and looks.words:
        telling = evidence.telling(key, rivals, written)
        cues = looks.words.split(SPLIT)
        return [i for i, text in enumerate(cues) if telling.isdisjoint(text.split())]
    if written in {"Hans", "Hant"} and not looks.script:
        kana, without = has_letter("Kana").search, set(looks.without)
        return [i for i, text in enumerate(subject.plain) if i in without or kana(text)]
    if written == "Latn" and not looks.script:
        search = has_letter("Latn").search
        return [i for i, text in enumerate(subject.plain) if not search(text)]
    return looks.without


def _runs(indexes: list[int], fewest: int) -> Iterator[list[int]]:
    """Runs of at least `fewest` indexes; one that is missing in the middle of a run is forgiven."""
    run: list[int] = []
    for index in indexes:
        if run and index > run[-1] + 2:
            if len(run) >= fewest - 1:
                yield run
            run = []
        run.append(index)
    if len(run) >= fewest - 1:
        yield run


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


def _trimmed(subject: TrackSubject, found: str, cues: range) -> tuple[int, int]:
    """First and last of `cues` without those at the ends that say more for the own language."""
    written, own, other = script(found), key_of(subject.language), key_of(found)
    if written != script(subject.language):
        return cues[0], cues[-1]
    weighed = [evidence.weigh(subject.plain[index], written).scores for index in cues]
    theirs = [i for i, s in zip(cues, weighed, strict=True) if s[other] >= s[own]]
    return (theirs[0], theirs[-1]) if theirs else (cues[0], cues[0])


def _told(subject: TrackSubject, found: str, cues: range) -> bool:
    """Whether others tell of these cues: TRN004 of the source's text, TRN006 of its letters."""
    source, theirs = subject.series.source_language, written_with(script(found))
    if key_of(found) != key_of(source):
        return False
    if theirs - written_with(script(subject.language)) - {"Latn"}:
        return True
    if subject.source is None:
        return False
    texts = {bare(cue.text) for cue in subject.source.cues}
    return 2 * sum(bare(subject.plain[index]) in texts for index in cues) >= len(cues)
