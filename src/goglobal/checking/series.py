"""The job of one series as a whole, after those of its languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from goglobal.checking.results import Checked, Results, concerned_by_place, rules_of
from goglobal.checking.running import Crash, Hit, Place, group_runs, merge, run_rule, settings_of
from goglobal.checking.waiving import unmatched, waive
from goglobal.findings import Finding, Severity, Skipped
from goglobal.media.facts import PictureFacts, VideoFacts
from goglobal.model import Series
from goglobal.plans import Assignment
from goglobal.profiles.videos import videos_of
from goglobal.rules.base import AnyRule, Setting, SubjectKind
from goglobal.rules.subjects import DeliverySubject, SeriesSubject, TrackDigest

if TYPE_CHECKING:
    from goglobal.checking.documents import Made

STALE_WAIVER = "PRJ012"
SUBJECTS: tuple[SubjectKind, ...] = ("series", "delivery")


class SeriesJob(msgspec.Struct, frozen=True, kw_only=True):
    """One series for every target, after its languages have been checked."""

    series: Series
    assignments: tuple[Assignment, ...]
    digests: tuple[TrackDigest, ...]
    today: dt.date
    matched: tuple[int, ...] = ()
    """Indices of the waivers that matched something in the languages' jobs."""
    targets: tuple[str, ...] = ()
    """The names of all targets of the project; empty: the run leaves some out."""
    narrowed: bool = False
    """True: the run leaves out targets, so a waiver that matches nothing says nothing."""
    select: tuple[str, ...] = ()
    pictures: tuple[PictureFacts, ...] = ()
    """What was measured of the series' pictures."""
    videos: tuple[VideoFacts, ...] = ()
    schemas: str = ""
    """The folder of MovieLabs' schemas, as it was named; it need not be there."""
    delivered: Mapping[str, Mapping[str, str]] = {}
    """By target, what was last delivered under each name that may hold a revision
    (`checking.revisions`)."""
    rules: tuple[AnyRule, ...] | None = None


def check_series(job: SeriesJob) -> Checked:
    """Run every rule over the series as a whole and over the names of what will be delivered."""
    results = Results()
    settings = settings_of(rules_of(job.rules), job.assignments, job.select)
    concerned = concerned_by_place(job.assignments)
    place = Place(series=job.series.id)
    everyone = {index: index for index in range(len(job.assignments))}
    for kind in SUBJECTS:
        outcomes: list[Iterator[Hit | Crash]] = []
        subjects: dict[int | None, object] = {}
        for run in group_runs(
            settings, everyone, kind, language=None, kind="full", audience=job.series.audience
        ):
            view = run.view if run.function.rule.by_target else None
            if view not in subjects:
                subjects[view], skipped = _subject(job, kind, view)
                results.skipped += skipped
            outcomes.append(run_rule(run, subjects[view], everyone))
        hits = results.hits(chain.from_iterable(outcomes))
        results.findings += merge(hits, job.assignments, place, concerned)
    results.findings += _stale_waivers(job, settings, results.findings)
    return results.finish(job.series, job.today)


def _subject(
    job: SeriesJob, kind: SubjectKind, index: int | None
) -> tuple[object, tuple[Skipped, ...]]:
    """What rules of a kind look at, and what could not be seen to."""
    if kind != "delivery":
        return _series_subject(job, index), ()
    from goglobal.checking.documents import made_documents, unjudged

    assignment = job.assignments[index or 0]
    made = made_documents(assignment)
    skipped = unjudged(made, job.schemas)
    subject = _delivery_subject(job, assignment, made)
    return subject, (skipped,) if skipped else ()


def _series_subject(job: SeriesJob, index: int | None) -> SeriesSubject:
    """As one target wants the series; None: all that any of them wants, for what none decides."""
    first = job.assignments[index or 0]
    if index is not None:
        languages, episodes = first.languages, first.selected
    else:
        tags = {t for a in job.assignments for t in a.languages}
        tags.update(a.source_of(t) for a in job.assignments for t in a.languages)
        source = job.series.source_language
        languages = tuple(sorted(tags, key=lambda tag: (tag != source, tag)))
        numbers = {number for a in job.assignments for number in a.episodes}
        episodes = tuple(e for e in job.series.episodes if e.number in numbers)
    return SeriesSubject(
        series=job.series,
        target=first.target,
        profile=first.profile,
        languages=languages,
        episodes=episodes,
        digests=job.digests,
        today=job.today,
        targets=job.targets,
        pictures=job.pictures,
        videos=job.videos if index is None else _videos(job, first),
    )


def _videos(job: SeriesJob, assignment: Assignment) -> tuple[VideoFacts, ...]:
    """What was measured of those that the target takes."""
    own = videos_of(job.series, assignment.target, assignment.episodes)
    paths = {video.path for video in own}
    return tuple(facts for facts in job.videos if facts.path in paths)


def _delivery_subject(job: SeriesJob, assignment: Assignment, made: Made) -> DeliverySubject:
    from goglobal.checking.revisions import names_of

    return DeliverySubject(
        series=assignment.series,
        target=assignment.target,
        profile=assignment.profile,
        names=names_of(assignment, job.delivered.get(assignment.target.name, {}), made.documents),
        documents=made.documents,
        others=made.others,
        schemas=job.schemas,
    )


def _stale_waivers(
    job: SeriesJob, settings: list[tuple[Setting, ...]], findings: list[Finding]
) -> Iterator[Finding]:
    """Waivers that hold nothing: only now, after all jobs of the series, can that be told."""
    series = job.series
    on = [
        setting
        for chosen in settings
        for setting in chosen
        if setting.function.rule.code == STALE_WAIVER
    ]
    if not series.waivers or not on or job.narrowed:
        return
    _, own = waive(findings, series.waivers, job.today)
    languages: set[str | None] = {a.source_of(t) for a in job.assignments for t in a.languages}
    episodes: set[int | None] = {number for a in job.assignments for number in a.episodes}
    if languages >= set(series.languages):
        languages.add(None)
    if episodes >= {episode.number for episode in series.episodes}:
        episodes.add(None)
    found = unmatched(
        series.waivers,
        {*job.matched, *own},
        job.today,
        languages=languages,
        episodes=episodes,
        codes={function.rule.code for function in rules_of(job.rules)},
        series=series,
    )
    facts, severity = on[0].function.rule, on[0].severity
    users = dict.fromkeys(range(len(job.assignments)), severity or Severity.WARNING)
    hits = (Hit(facts, one, users) for one in found)
    everyone = frozenset(users)
    yield from merge(hits, job.assignments, Place(series=series.id), lambda _: everyone)
