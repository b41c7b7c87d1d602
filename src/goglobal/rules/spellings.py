"""How often one track writes each name in which way: what TRN011 compares between episodes.

Only what may differ is counted: names that the glossary lets be written in several ways, and names
that it does not have in this language, as far as the track itself shows how they are written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from goglobal.rules.names import Name, Names, small_words
from goglobal.rules.spelling import Word, words_in
from goglobal.rules.subjects import Spelling, TrackSubject

_CASED = frozenset({"Latn", "Cyrl", "Grek"})
"""Scripts in which a name begins with a capital."""
_FEWEST = 2
"""Lines of the source with a name from which a track shows how it is written."""
_OWN_SHARE = 0.6
"""Of those lines: the share whose translation has the same words."""
_OTHER_SHARE = 0.34
"""Of all places of the words: the share that may stand where the source does not have the name."""
_STOPS = '.!?…:;"“”«»()[]-–—♪'


def spellings_of(subject: TrackSubject) -> tuple[Spelling, ...]:
    """The ways in which a track writes names, each with how often; for the source none."""
    if subject.language == subject.series.source_language:
        return ()
    names = subject.names
    several = [name for name in names.names if len(name.ways) > 1]
    unknown = [index for index, name in enumerate(names.names) if not name.ways]
    found: list[Spelling] = []
    if several:
        found += _listed(several, names.ways_in(subject.plain_text))
    if unknown and subject.source is not None:
        found += _shown(subject, names, unknown)
    return tuple(found)


def groups(ways: Sequence[str]) -> list[list[str]]:
    """Ways to write a name, those together that are a part of one another."""
    found: list[list[str]] = []
    for way in sorted(ways, key=len, reverse=True):
        for group in found:
            if any(way.casefold() in other.casefold() for other in group):
                group.append(way)
                break
        else:
            found.append([way])
    return found


def _listed(several: Sequence[Name], counts: Counter[str]) -> Iterator[Spelling]:
    for name in several:
        together = groups(name.ways)
        if len(together) < 2:
            continue
        for group in together:
            count = sum(counts[way] for way in group)
            if count:
                yield Spelling(term=name.term, text=group[0], count=count, listed=True)


def _shown(subject: TrackSubject, names: Names, unknown: Sequence[int]) -> Iterator[Spelling]:
    """What stands, again and again, where the source has a name that the glossary lacks."""
    from goglobal.languages import script

    source = subject.source
    if source is None or script(subject.language) not in _CASED:
        return
    texts = [cue.text for cue in source.cues]
    if not any(name in "\n".join(texts) for i in unknown for name in names.names[i].spoken):
        return
    small = small_words(names.language)
    said: list[frozenset[int]] = []
    given: list[frozenset[str]] = []
    for pair in subject.pairs:
        said.append(frozenset(f[2] for i in pair.source for f in names.spoken.found(texts[i])))
        text = "\n".join([subject.plain[i] for i in pair.target])[:1000]
        given.append(frozenset(_capitalised(text, small)))
    everywhere = Counter(words for some in given for words in some)
    for index in unknown:
        own = Counter(w for s, some in zip(said, given, strict=True) if index in s for w in some)
        lines = sum(index in some for some in said)
        if lines < _FEWEST:
            continue
        sure = [
            (count, len(words), words)
            for words, count in own.items()
            if count >= max(_FEWEST, _OWN_SHARE * lines)
            and everywhere[words] - count <= _OTHER_SHARE * everywhere[words]
        ]
        if sure:
            count, _, words = max(sure)
            yield Spelling(term=names.names[index].term, text=words, count=count, listed=False)


def _capitalised(text: str, small: frozenset[str]) -> Iterator[str]:
    """Words in a row that begin with capitals, without the small words that begin a sentence."""
    run: list[Word] = []
    for word in words_in(text):
        if run and (
            set(text[run[-1].end : word.start]) & set(_STOPS) - {"-"} or not _capital(word)
        ):
            yield from _without_small(run, small)
            run = []
        if _capital(word):
            run.append(word)
    yield from _without_small(run, small)


def _capital(word: Word) -> bool:
    return word.text[0].isupper()


def _without_small(run: list[Word], small: frozenset[str]) -> Iterator[str]:
    while run and run[0].folded in small:
        run = run[1:]
    if run:
        yield " ".join([word.text for word in run])
