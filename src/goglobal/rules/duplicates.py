"""PRJ008: files that say what another one says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.sketching import shared
from goglobal.rules.subjects import SeriesSubject, TrackDigest

COPY = 0.6
"""Share of the pairs of sentences that makes a copy, though one sentence in five was changed."""
COMMON = 20
"""Files with the same piece of text from which it tells nothing: a song, a warning, a cry."""
FEWEST = 8
"""Pieces of text below which only the very same text is a copy."""


@rule(
    "PRJ008",
    "duplicate-content",
    Severity.ERROR,
    "series",
    summary=N_("Two episodes, or two languages, have the same subtitle text, or nearly so."),
    reason=N_(
        "A file that was copied, saved over, or delivered under another episode's name is the "
        "fault that nobody sees before viewers do. It is found although its times were moved, its "
        "lines broken elsewhere, or a few cues changed. Two forms of one language (es-419 and "
        "es-ES, zh-Hans and zh-Hant) may share a text: that is only told of."
    ),
    fails="subtitles/th/ep003.srt and subtitles/th/ep004.srt with the same text",
    passes=N_("each file with its own text"),
    by_target=False,
    qc_term="INCORRECT-CONTENT",
    parameters=(
        Parameter(
            name="min_cues",
            default=3,
            doc=N_("cues below which equal text may be chance: a warning, not an error"),
        ),
        Parameter(
            name="copy_share",
            default=COPY,
            doc=N_("share of the shorter file's pairs of sentences that make a copy: an error"),
            source="goglobal: a copy in which one sentence in five was changed",
        ),
        Parameter(
            name="doubt_share",
            default=0.4,
            doc=N_("share of the shorter file's pairs of sentences that are told of as a warning"),
            source="goglobal: what is told again of the last episode is less",
        ),
    ),
)
def duplicate_content(subject: SeriesSubject, parameters: Parameters) -> Iterator[Found]:
    groups: dict[str, list[TrackDigest]] = {}
    for digest in subject.digests:
        if digest.text_sha256:
            groups.setdefault(digest.text_sha256, []).append(digest)
    told: set[str] = set()
    for group in groups.values():
        if len(group) > 1:
            for found in _same(group, subject.series.source_language, parameters):
                told.add(str(found.path))
                yield found
    yield from _nearly(subject, told, parameters)


def _same(group: list[TrackDigest], source: str, parameters: Parameters) -> Iterator[Found]:
    """Every file of a group with the very same text."""
    fewest = parameters.integer("min_cues")
    for digest in group:
        twin = _twin(digest, group, source)
        if twin is None or (digest.cues < fewest and digest.kind == "forced"):
            continue
        severity = Severity.WARNING if digest.cues < fewest else None
        if twin.episode == digest.episode and _base(twin) == _base(digest):
            severity = Severity.INFO
        elif twin.fits == digest.episode and digest.fits is None:
            continue  # the twin has this episode's times: that one is the copy
        yield _found(digest, twin, N_("the same text as {twin}"), severity)


def _twin(digest: TrackDigest, group: list[TrackDigest], source: str) -> TrackDigest | None:
    """The file that `digest` repeats: an episode of its own language first, then the source's.

    Which of two files is the copy cannot be told, except where one is the source's, or has the
    times of the other's episode.
    """
    same_language = [d for d in group if d.language == digest.language]
    for other in same_language:
        if other.episode != digest.episode:
            return other
    if digest.language == source:
        return None
    others = [d for d in group if d.language != digest.language]
    return min(
        others, key=lambda d: (d.language != source, d.episode != digest.episode), default=None
    )


def _nearly(subject: SeriesSubject, told: set[str], parameters: Parameters) -> Iterator[Found]:
    """Files that share most of their text with another one."""
    doubt = parameters.number("doubt_share")
    best: dict[int, tuple[float, TrackDigest]] = {}
    digests, source = subject.digests, subject.series.source_language
    for one, other in _candidates(digests, source, doubt):
        share = shared(digests[one].pieces, digests[other].pieces)
        if share < doubt:
            continue
        for copy, model in ((one, other), (other, one)):
            if copy not in best or share > best[copy][0]:
                best[copy] = (share, digests[model])
    for index in sorted(best):
        share, twin = best[index]
        digest = digests[index]
        original = digest.language == source != twin.language
        original = original or (twin.fits == digest.episode and digest.fits is None)
        if original or digest.path in told or twin.path in told:
            continue
        sure = share >= parameters.number("copy_share")
        yield _found(
            digest,
            twin,
            N_("most of the text is that of {twin}")
            if sure
            else N_("much of the text is that of {twin}"),
            None if sure else Severity.WARNING,
        )


def copies(digests: Sequence[TrackDigest]) -> frozenset[int]:
    """Which files of one language, as indices, are another episode's text, or may be: what they
    say is not what their episode's source says, and PRJ008 tells why."""
    found: set[int] = set()
    for pair in _candidates(digests, "", COPY):
        for this, that in (pair, pair[::-1]):
            one, twin = digests[this], digests[that]
            is_model = twin.fits == one.episode and one.fits is None
            if not is_model and shared(one.pieces, twin.pieces) >= COPY:
                found.add(this)
    return frozenset(found)


def _candidates(
    digests: Sequence[TrackDigest], source: str, least: float
) -> Iterator[tuple[int, int]]:
    """Pairs of files, as indices, that share enough pieces to be looked at."""
    holders: dict[int, list[int]] = {}
    for index, digest in enumerate(digests):
        if len(digest.pieces) >= FEWEST:
            for piece in digest.pieces:
                holders.setdefault(piece, []).append(index)
    counts: dict[tuple[int, int], int] = {}
    for those in holders.values():
        if 1 < len(those) <= COMMON:
            for pair in combinations(those, 2):
                counts[pair] = counts.get(pair, 0) + 1
    for (one, other), count in counts.items():
        fewer = min(len(digests[one].pieces), len(digests[other].pieces))
        if count >= least * fewer / 2 and _comparable(digests[one], digests[other], source):
            yield one, other


def _comparable(one: TrackDigest, other: TrackDigest, source: str) -> bool:
    """Whether it is for PRJ008 that two files are alike.

    Two kinds of one track and two forms of one language may be, and TRN004 tells of what was left
    in the source language.
    """
    if one.episode != other.episode:
        return True
    return _base(one) != _base(other) and source not in {one.language, other.language}


def _found(
    digest: TrackDigest,
    twin: TrackDigest,
    message: str,
    severity: Severity | None,
) -> Found:
    return Found(
        message=message,
        arguments={"twin": twin.path},
        help=N_("put the right file in place of the one that was copied"),
        severity=severity,
        path=digest.path,
        language=digest.language,
        episode=digest.episode,
        kind=digest.kind,
    )


def _base(digest: TrackDigest) -> str:
    return digest.language.split("-", 1)[0]


RULES = (duplicate_content,)
