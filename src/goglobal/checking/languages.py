"""The job of one language of one series: every rule over its tracks and its catalog.

It takes what was read and returns findings, digests and counts, never content, so that it can run
in any process; what compares languages or episodes works on the digests alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import chain

import msgspec

from goglobal.checking.results import (
    Checked,
    Results,
    concerned_by_place,
    digest_of,
    rules_of,
    sha256_of,
)
from goglobal.checking.running import Place, group_runs, merge, run_rule, settings_of, views_of
from goglobal.checking.tracks import TrackRules, texts_of
from goglobal.findings import Found
from goglobal.model import Series, SubtitleFile, Track
from goglobal.plans import Assignment
from goglobal.rules.base import AnyRule, Setting
from goglobal.rules.duplicates import copies
from goglobal.rules.spellings import spellings_of
from goglobal.rules.subjects import CatalogSubject, TrackDigest, TrackSubject


class LanguageJob(msgspec.Struct, frozen=True, kw_only=True):
    """One language's files of one series, read, for every assignment that delivers them."""

    series: Series
    language: str
    """Of the files; assignments may deliver them as another (a fallback)."""
    assignments: tuple[Assignment, ...]
    tracks: tuple[tuple[SubtitleFile, Track], ...]
    sources: Mapping[int, Track] = {}
    """The source language's full tracks of all episodes, perhaps read only when they are asked for;
    empty for the source itself."""
    measured: Mapping[int, int] = {}
    """How long the videos last (ms), by episode, where somebody measured them."""
    today: dt.date
    select: tuple[str, ...] = ()
    """Selectors of rules that run although no profile turns them on."""
    rules: tuple[AnyRule, ...] | None = None
    """None: the built-in ones and those of plug-ins."""


def check_language(job: LanguageJob) -> Checked:
    """Run every track and catalog rule over one language of one series."""
    results = Results()
    settings = settings_of(rules_of(job.rules), job.assignments, job.select)
    digests = _check_tracks(job, settings, results)
    _check_catalog(job, settings, results)
    return results.finish(
        job.series,
        job.today,
        digests=digests,
        tracks=(track for _, track in job.tracks),
    )


def _check_tracks(
    job: LanguageJob, settings: list[tuple[Setting, ...]], results: Results
) -> tuple[TrackDigest, ...]:
    digests: list[TrackDigest] = []
    rules = TrackRules(
        job.series,
        job.language,
        job.assignments,
        settings,
        job.sources,
        tracks=job.tracks,
        measured=job.measured,
    )
    subjects: dict[int, list[TrackSubject]] = {}
    for place, (file, track) in enumerate(job.tracks):
        if not rules.users(file):
            digests.append(digest_of(file, track))
            continue
        subjects[place] = rules.subjects(file, track)
        first = subjects[place][0]
        fits = None if first.other_episode is None else first.other_episode.episode
        digests.append(digest_of(file, track, first.plain, fits=fits, names=spellings_of(first)))
    copied = copies(digests)
    for place in list(subjects):
        file, track = job.tracks[place]
        users, own = rules.users(file), subjects.pop(place)  # what it derived goes with it
        if place in copied:
            own = [msgspec.structs.replace(subject, copied=True) for subject in own]
        results.findings += merge(
            results.hits(rules.outcomes(file.kind, own, users)),
            job.assignments,
            rules.place(file),
            lambda _, users=users: users,  # type: ignore[misc]
            texts_of(track),
        )
    return tuple(digests)


def _check_catalog(job: LanguageJob, settings: list[tuple[Setting, ...]], results: Results) -> None:
    catalog = job.series.catalogs.get(job.language)
    views, view_of = views_of((i, (a.profile, a.episodes)) for i, a in enumerate(job.assignments))
    subjects = [
        CatalogSubject(
            series=job.series,
            language=job.language,
            catalog=catalog,
            episodes=tuple(e for e in job.series.episodes if e.number in wanted),
            profile=profile,
        )
        for profile, numbers in views
        for wanted in (frozenset(numbers),)
    ]
    runs = group_runs(
        settings,
        view_of,
        "catalog",
        language=job.language,
        kind="full",
        audience=job.series.audience,
    )
    outcomes = (run_rule(run, subjects[run.view], view_of) for run in runs)
    entries = {e.line: e.text for e in catalog.entries.values()} if catalog else {}

    def text_of(found: Found) -> str | None:
        text = entries.get(found.line) if found.line is not None else None
        return None if text is None else sha256_of(text)

    path = catalog.path if catalog else None
    results.findings += merge(
        results.hits(chain.from_iterable(outcomes)),
        job.assignments,
        Place(series=job.series.id, language=job.language, path=path),
        concerned_by_place(job.assignments),
        text_of,
    )
