"""What a manager asks first: what can go to whom, what is held, and by what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from goglobal.findings import Finding, Severity
from goglobal.plans import Assignment
from goglobal.report.shapes import HeldBack, Standing


class Reason(NamedTuple):
    """A rule and how many of its findings hold something back."""

    code: str
    name: str
    number: int


class HeldRow(NamedTuple):
    """One thing that is held."""

    series: str
    target: str
    language: str | None
    episodes: tuple[int, ...] | None
    reasons: tuple[Reason, ...]


class Verdict(NamedTuple):
    """One series at one target."""

    series: str
    title: str
    target: str
    platform: str
    profile: str
    languages: int
    episodes: int
    ready: tuple[str, ...]
    """Languages that go whole."""
    partly: tuple[str, ...]
    """Languages of which some episodes are held."""
    held: tuple[str, ...]
    """Languages that are held whole."""
    errors: int
    warnings: int
    states: Mapping[str, int]
    """Bundles by where they stand."""

    @property
    def kind(self) -> str:
        """`e`: nothing goes; `w`: some of it does; `o`: all of it does."""
        if not (self.ready or self.partly):
            return "e"
        return "w" if self.held or self.partly else "o"


def all_verdicts(
    assignments: Iterable[Assignment],
    findings: Sequence[Finding],
    held: Sequence[HeldBack],
    standings: Iterable[Standing],
) -> tuple[Verdict, ...]:
    """The verdict on every assignment, in order."""
    by_place: dict[tuple[str, str], list[HeldBack]] = {}
    for item in held:
        by_place.setdefault((item.series, item.target), []).append(item)
    states: dict[tuple[str, str], Counter[str]] = {}
    for row in standings:
        states.setdefault((row.series, row.target), Counter())[row.state] += 1
    own = _by_place(findings)
    return tuple(
        _verdict(
            assignment,
            by_place.get((assignment.series.id, assignment.target.name), []),
            (
                *own.get((assignment.series.id, None), ()),
                *own.get((assignment.series.id, assignment.target.name), ()),
            ),
            states.get((assignment.series.id, assignment.target.name), Counter()),
        )
        for assignment in assignments
    )


def held_rows(held: Iterable[HeldBack]) -> tuple[HeldRow, ...]:
    """What is held, a row for each language, with its reasons by rule, the most frequent first."""
    places: dict[tuple[str, str, str | None, bool], list[HeldBack]] = {}
    for item in held:
        place = (item.series, item.target, item.language, item.episodes is None)
        places.setdefault(place, []).append(item)
    rows = []
    for (series, target, language, whole), items in places.items():
        rules = Counter((r.code, r.name) for item in items for r in item.reasons)
        reasons = tuple(Reason(code, name, n) for (code, name), n in rules.most_common())
        numbers = sorted({number for item in items for number in item.episodes or ()})
        episodes = None if whole else tuple(numbers)
        rows.append(HeldRow(series, target, language, episodes, reasons))
    return tuple(rows)


def _by_place(
    findings: Iterable[Finding],
) -> dict[tuple[str | None, str | None], list[Finding]]:
    """The findings that nobody waived, by series and target."""
    found: dict[tuple[str | None, str | None], list[Finding]] = {}
    for finding in findings:
        if finding.waived is None:
            found.setdefault((finding.series, finding.target), []).append(finding)
    return found


def _verdict(
    assignment: Assignment,
    held: Iterable[HeldBack],
    findings: Iterable[Finding],
    states: Mapping[str, int],
) -> Verdict:
    whole: set[str] = set()
    some: set[str] = set()
    for item in held:
        whose = assignment.languages if item.language is None else (item.language,)
        (whole if item.episodes is None else some).update(whose)
    series, target = assignment.series, assignment.target

    tags = {*assignment.languages, *map(assignment.source_of, assignment.languages), None}
    episodes = {*assignment.episodes, None}
    counts = Counter(f.severity for f in findings if f.language in tags and f.episode in episodes)
    return Verdict(
        series=series.id,
        title=series.title,
        target=target.name,
        platform=target.platform,
        profile=assignment.profile.title or target.platform,
        languages=len(assignment.languages),
        episodes=len(assignment.episodes),
        ready=tuple(t for t in assignment.languages if t not in whole | some),
        partly=tuple(t for t in assignment.languages if t in some - whole),
        held=tuple(t for t in assignment.languages if t in whole),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        states=states,
    )
