"""What a job hands back, and what both kinds of job do to get it together."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from goglobal.checking.running import Crash, Hit
from goglobal.checking.waiving import waive
from goglobal.findings import Finding, Found, Skipped, sort_key
from goglobal.model import Series, SubtitleFile, Track
from goglobal.plans import Assignment
from goglobal.rules.base import AnyRule
from goglobal.rules.sketching import SEPARATOR, sketch
from goglobal.rules.subjects import Spelling, TrackDigest


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What one job found."""

    findings: tuple[Finding, ...]
    """Sorted; waived ones are marked."""
    digests: tuple[TrackDigest, ...] = ()
    matched: tuple[int, ...] = ()
    """Indices, in the series' waivers, of those that matched."""
    tracebacks: tuple[str, ...] = ()
    """Of crashed rules, one for each rule: for the log, never for the screen."""
    skipped: tuple[Skipped, ...] = ()
    """What could not be judged, and why."""
    tracks: int = 0
    cues: int = 0


class Results:
    """What piles up while one job runs."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.tracebacks: dict[str, str] = {}
        self.skipped: list[Skipped] = []

    def hits(self, outcomes: Iterable[Hit | Crash]) -> Iterator[Hit]:
        """The hits among `outcomes`; tracebacks are put aside."""
        for outcome in outcomes:
            if isinstance(outcome, Crash):
                rule = str(outcome.hit.found.arguments["rule"])
                self.tracebacks.setdefault(rule, outcome.traceback)
                yield outcome.hit
            else:
                yield outcome

    def finish(
        self,
        series: Series,
        today: dt.date,
        *,
        digests: tuple[TrackDigest, ...] = (),
        tracks: Iterable[Track] = (),
    ) -> Checked:
        """Everything sorted, with the waivers applied."""
        findings, matched = waive(sorted(self.findings, key=sort_key), series.waivers, today)
        counts = [len(track.cues) for track in tracks]
        return Checked(
            findings=findings,
            digests=digests,
            matched=matched,
            tracebacks=tuple(self.tracebacks.values()),
            skipped=tuple(one for i, one in enumerate(self.skipped) if one not in self.skipped[:i]),
            tracks=len(counts),
            cues=sum(counts),
        )


def digest_of(
    file: SubtitleFile,
    track: Track,
    plain: Sequence[str] | None = None,
    *,
    fits: int | None = None,
    names: tuple[Spelling, ...] = (),
) -> TrackDigest:
    """What rules that compare files need to know of a track; `plain` are its cues' texts without
    mark-up, where they are known, `fits` the other episode whose times it has, and `names` how it
    writes names."""
    if plain is None:
        from goglobal.subtitles.markup import plain as without

        plain = [without(cue.text) for cue in track.cues]
    text = unicodedata.normalize("NFC", SEPARATOR.join(plain).casefold())
    bare = "".join(text.split())
    return TrackDigest(
        path=file.path,
        language=file.language,
        episode=file.episode,
        kind=file.kind,
        cues=len(track.cues),
        text_sha256=sha256_of(bare) if bare else "",
        pieces=sketch(text),
        fits=fits,
        names=names,
    )


def concerned_by_place(
    assignments: tuple[Assignment, ...],
) -> Callable[[Found], frozenset[int]]:
    """The assignments that deliver the language and episode of a finding; all, where none does."""
    everyone = frozenset(range(len(assignments)))
    languages = [{*a.languages, *map(a.source_of, a.languages)} for a in assignments]
    episodes = [frozenset(a.episodes) for a in assignments]

    def concerned(found: Found) -> frozenset[int]:
        some = frozenset(
            index
            for index in everyone
            if (found.language is None or found.language in languages[index])
            and (found.episode is None or found.episode in episodes[index])
        )
        return some or everyone

    return concerned


def sha256_of(text: str) -> str:
    """The digest of a text, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def rules_of(given: tuple[AnyRule, ...] | None) -> tuple[AnyRule, ...]:
    """The rules to run: those given, else every one there is."""
    from goglobal.rules import all_rules

    return all_rules() if given is None else given
