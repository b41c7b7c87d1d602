"""What a translation still has of the source's text, cue by cue, and whether it is all of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from goglobal.rules.sameness import bare, close, is_clause, names_in, stays

if TYPE_CHECKING:
    from goglobal.rules.subjects import TrackSubject

PART = 8
"""Letters of a cue that is the source's text although the source has it in other cues."""
_MUCH = 20_000
"""Letters of a source from which its pieces are listed: an episode has a tenth of it."""
MOST = 0.5
"""Share of the cues that are the source's from which a file is not translated at all."""
MOST_ALIKE = 0.9
"""The same between languages that write much alike."""


class LeftOver(NamedTuple):
    """0-based indices of cues with the source's text."""

    cues: tuple[int, ...]
    """All that are more than sounds, names, and words that languages share."""
    clauses: tuple[int, ...]
    """Those of them that are long enough to be told of one by one."""
    share: float
    """Of the cues that have something to translate, how many are the source's, 0 to 1."""
    alike: bool
    """The two languages write much alike: an equal line says nothing."""
    enough: bool
    """There are so many that the file as a whole can be judged."""

    def whole(self, most: float = MOST) -> bool:
        """Whether the file is not translated at all."""
        wanted = MOST_ALIKE if self.alike else most
        return bool(self.clauses) and self.enough and self.share >= wanted


NOTHING = LeftOver((), (), 0.0, alike=False, enough=False)


def still_source(subject: TrackSubject) -> LeftOver:
    """The cues of a track that are its source's text; none, where both are in one language."""
    source, series = subject.source, subject.series
    if source is None or _base(subject.language) == _base(series.source_language):
        return NOTHING
    theirs, whole, signs = _bare_texts(tuple([cue.text for cue in source.cues]))
    own = [bare(text) for text in subject.plain]
    beginnings = _pieces(whole) if len(whole) > _MUCH else None
    same = [
        i
        for i, text in enumerate(own)
        if text in theirs
        or (
            len(text) >= PART
            and text[0] in signs
            and (beginnings is None or text[:PART] in beginnings)
            and text in whole
        )
    ]
    if not same:
        return NOTHING
    names = names_in(series, subject.language)
    texts = {i: names.without(subject.plain[i]) for i in same}
    same = [i for i in same if not stays(texts[i])]
    judged = sum(not stays(names.without(text)) for text in subject.plain) if same else 0
    clauses = [i for i in same if is_clause(texts[i], subject.language)]
    return LeftOver(
        tuple(same),
        tuple(clauses),
        len(same) / judged if judged else 0.0,
        alike=close(subject.language, series.source_language),
        enough=len(same) >= 3 or len(clauses) == judged,
    )


@lru_cache(maxsize=256)  # each language of a series asks for the same
def _bare_texts(texts: tuple[str, ...]) -> tuple[frozenset[str], str, frozenset[str]]:
    """What `bare` leaves of a track's texts: each of them, all in one, and its characters."""
    from goglobal.subtitles.markup import plain

    each = [bare(plain(text)) for text in texts]
    whole = "".join(each)
    return frozenset(each), whole, frozenset(whole)


@lru_cache(maxsize=4)
def _pieces(whole: str) -> frozenset[str]:
    """Every piece of PART characters: to search a long text for each of many costs too much."""
    return frozenset([whole[start : start + PART] for start in range(len(whole) - PART + 1)])


def _base(language: str) -> str:
    return language.split("-", 1)[0]
