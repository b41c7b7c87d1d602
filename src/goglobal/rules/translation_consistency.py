"""TRN011: a name is written the same way in all episodes of a language."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from goglobal.episodes import format_episodes
from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.spelling import within_one
from goglobal.rules.subjects import SeriesSubject, TrackDigest

Written = Mapping[int, tuple[TrackDigest, Counter[str]]]
"""Episode to its track and to how often it has each spelling of one name."""


@rule(
    "TRN011",
    "inconsistent-name",
    Severity.WARNING,
    "series",
    summary=N_("A name is written in one way in some episodes and in another way in others."),
    reason=N_(
        "Episodes go to several translators. Where the glossary lets a name be written in several "
        "ways, or does not have it, each may settle on another one, and the viewer meets two "
        "people. Episodes that use both ways (a nickname) and ways that are a part of one another "
        "are no fault."
    ),
    fails=N_("林小满 is “Lin Xiaoman” in episodes 1-9 and “Lin Xiaomen” in episode 10"),
    passes=N_("林小满 is “Lin Xiaoman” in all episodes"),
    by_target=False,
    parameters=(
        Parameter(
            name="max_share",
            default=0.34,
            doc=N_("share of the episodes up to which the rarer way is taken for the wrong one"),
        ),
    ),
)
def inconsistent_name(subject: SeriesSubject, parameters: Parameters) -> Iterator[Found]:
    rows: dict[tuple[str, str, str, bool], dict[int, tuple[TrackDigest, Counter[str]]]] = {}
    for digest in subject.digests:
        for spelling in digest.names:
            key = (digest.language, digest.kind, spelling.term, spelling.listed)
            episodes = rows.setdefault(key, {})
            _, counts = episodes.setdefault(digest.episode, (digest, Counter()))
            counts[spelling.text] += spelling.count
    most = parameters.number("max_share")
    for (_, _, term, listed), written in sorted(rows.items(), key=lambda row: row[0]):
        yield from _judged(term, written, most, listed=listed)


def _judged(term: str, written: Written, most: float, *, listed: bool) -> Iterator[Found]:
    """The episodes that write a name as few others do."""
    alone: dict[str, list[int]] = defaultdict(list)
    mixed = 0
    for number, (_, counts) in sorted(written.items()):
        if len(counts) > 1:
            mixed += 1
        else:
            alone[next(iter(counts))].append(number)
    if len(alone) < 2:
        return
    usual = max(alone, key=lambda text: (len(alone[text]), text))
    for text, numbers in sorted(alone.items()):
        if text == usual or len(numbers) <= mixed or len(numbers) > most * len(written):
            continue
        if not listed and not alike(text, usual):
            continue  # a title, a nickname: it cannot be told
        for number in numbers:
            digest = written[number][0]
            yield Found(
                message=N_("{term} is “{given}” here, and “{usual}” in episodes {episodes}"),
                arguments={
                    "term": term,
                    "given": text,
                    "usual": usual,
                    "episodes": format_episodes(alone[usual]),
                },
                help=N_("write it in one way, and leave only that one in the glossary"),
                path=digest.path,
                language=digest.language,
                episode=digest.episode,
                kind=digest.kind,
            )


def alike(one: str, other: str) -> bool:
    """Whether two spellings are of one name: a slip, a space, a hyphen or an accent apart."""
    first, second = _bare(one), _bare(other)
    if first == second:
        return True
    return min(len(first), len(second)) > 4 and within_one(first, second)


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if c.isalnum())


RULES = (inconsistent_name,)
