"""The job of one language of one series: every rule over its tracks and its catalog.

It takes what was read and returns findings, digests and counts, never content, so that it can run
in any process; what compares languages or episodes works on the digests alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
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
from goglobal.findings import Found
from goglobal.model import Episode, Series, SubtitleFile, Track
from goglobal.planning import kinds_of
from goglobal.plans import Assignment
from goglobal.profiles.schema import Profile
from goglobal.rules.base import AnyRule, Setting
from goglobal.rules.subjects import CatalogSubject, TrackSubject


class LanguageJob(msgspec.Struct, frozen=True, kw_only=True):
    """One language's files of one series, read, for every assignment that delivers them."""

    series: Series
    language: str
    """Of the files; assignments may deliver them as another (a fallback)."""
    assignments: tuple[Assignment, ...]
    tracks: tuple[tuple[SubtitleFile, Track], ...]
    sources: dict[int, Track] = {}
    """The source language's full tracks by episode; empty for the source itself."""
    today: dt.date
    select: tuple[str, ...] = ()
    """Selectors of rules that run although no profile turns them on."""
    rules: tuple[AnyRule, ...] | None = None
    """None: the built-in ones and those of plug-ins."""


def check_language(job: LanguageJob) -> Checked:
    """Run every track and catalog rule over one language of one series."""
    results = Results()
    settings = settings_of(rules_of(job.rules), job.assignments, job.select)
    _check_tracks(job, settings, results)
    _check_catalog(job, settings, results)
    return results.finish(
        job.series,
        job.today,
        digests=tuple(digest_of(file, track) for file, track in job.tracks),
        tracks=(track for _, track in job.tracks),
    )


def _check_tracks(job: LanguageJob, settings: list[tuple[Setting, ...]], results: Results) -> None:
    profiles = enumerate(assignment.profile for assignment in job.assignments)
    views, view_of = views_of((index, _for_tracks(profile)) for index, profile in profiles)
    takers = [(frozenset(a.episodes), kinds_of(a.profile)) for a in job.assignments]
    episodes: dict[int, Episode] = {}
    for episode in job.series.episodes:
        episodes.setdefault(episode.number, episode)
    runs_of_kind = {
        kind: group_runs(
            settings,
            view_of,
            "track",
            language=job.language,
            kind=kind,
            audience=job.series.audience,
        )
        for kind in {file.kind for file, _ in job.tracks}
    }
    for file, track in job.tracks:
        users = frozenset(
            index
            for index, (numbers, kinds) in enumerate(takers)
            if file.episode in numbers and file.kind in kinds
        )
        if not users:
            continue
        subjects = [
            TrackSubject(
                series=job.series,
                track=track,
                language=job.language,
                kind=file.kind,
                episode=episodes[file.episode],
                path=file.path,
                source=job.sources.get(file.episode),
                profile=view,
            )
            for view in views
        ]
        outcomes = (run_rule(r, subjects[r.view], users) for r in runs_of_kind[file.kind])
        place = Place(
            series=job.series.id,
            language=job.language,
            kind=file.kind,
            episode=file.episode,
            path=file.path,
        )
        results.findings += merge(
            results.hits(chain.from_iterable(outcomes)),
            job.assignments,
            place,
            lambda _, users=users: users,  # type: ignore[misc]
            _texts_of(track),
        )


def _check_catalog(job: LanguageJob, settings: list[tuple[Setting, ...]], results: Results) -> None:
    catalog = job.series.catalogs.get(job.language)
    views, view_of = views_of((i, (a.profile, a.episodes)) for i, a in enumerate(job.assignments))
    subjects = [
        CatalogSubject(
            series=job.series,
            language=job.language,
            catalog=catalog,
            episodes=tuple(e for e in job.series.episodes if e.number in frozenset(numbers)),
            profile=profile,
        )
        for profile, numbers in views
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


def _for_tracks(profile: Profile) -> Profile:
    """What a track rule may see of a profile, so that equal demands make one run."""
    return Profile(name="", subtitles=profile.subtitles, fit=profile.fit)


def _texts_of(track: Track) -> Callable[[Found], str | None]:
    def text_of(found: Found) -> str:
        if found.cue is not None and 0 < found.cue <= len(track.cues):
            return sha256_of(track.cues[found.cue - 1].text)
        return sha256_of("\n".join(cue.text for cue in track.cues))

    return text_of
