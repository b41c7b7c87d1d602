"""Track rules over one language's files: each one once for all targets that want the same of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from goglobal.checking.results import sha256_of
from goglobal.checking.running import (
    Crash,
    Hit,
    Place,
    Run,
    group_runs,
    run_wanted,
    views_of,
    wanted_by,
)
from goglobal.findings import Found, Severity
from goglobal.model import Episode, Kind, Series, SubtitleFile, Track
from goglobal.planning import kinds_of
from goglobal.plans import Assignment
from goglobal.profiles.schema import Profile
from goglobal.rules.base import Setting
from goglobal.rules.subjects import TrackSubject


class TrackRules:
    """Every track rule that the assignments of one language want, ready for its files.

    `settings` are those of the assignments, in their order; `sources` are the source language's
    full tracks of all episodes; `tracks` are the language's own, for what compares them;
    `measured` is how long the videos last (ms), by episode.
    """

    def __init__(
        self,
        series: Series,
        language: str,
        assignments: tuple[Assignment, ...],
        settings: list[tuple[Setting, ...]],
        sources: Mapping[int, Track],
        *,
        tracks: Iterable[tuple[SubtitleFile, Track]] = (),
        measured: Mapping[int, int] | None = None,
    ) -> None:
        profiles = enumerate(assignment.profile for assignment in assignments)
        self.series = series
        self.language = language
        self._settings = settings
        self._sources = sources
        self._measured = measured or {}
        self._siblings: dict[Kind, dict[int, Track]] = {}
        for file, track in tracks:
            self._siblings.setdefault(file.kind, {})[file.episode] = track
        self._views, self._view_of = views_of((n, _for_tracks(profile)) for n, profile in profiles)
        self._takers = [(frozenset(a.episodes), kinds_of(a.profile)) for a in assignments]
        self._episodes: dict[int, Episode] = {}
        for episode in series.episodes:
            self._episodes.setdefault(episode.number, episode)
        self._runs: dict[Kind, tuple[Run, ...]] = {}
        self._wanted: dict[
            tuple[Kind, frozenset[int]], tuple[tuple[Run, dict[int, Severity | None]], ...]
        ] = {}

    def users(self, file: SubtitleFile) -> frozenset[int]:
        """The indices of the assignments that deliver a file."""
        return frozenset(
            index
            for index, (numbers, kinds) in enumerate(self._takers)
            if file.episode in numbers and file.kind in kinds
        )

    def runs(self, kind: Kind) -> tuple[Run, ...]:
        """Every distinct run over tracks of one kind, in code order."""
        if kind not in self._runs:
            self._runs[kind] = group_runs(
                self._settings,
                self._view_of,
                "track",
                language=self.language,
                kind=kind,
                audience=self.series.audience,
            )
        return self._runs[kind]

    def subjects(self, file: SubtitleFile, track: Track) -> list[TrackSubject]:
        """What the rules look at: one subject for each view that a run can have."""
        return [
            TrackSubject(
                series=self.series,
                track=track,
                language=self.language,
                kind=file.kind,
                episode=self._episodes[file.episode],
                path=file.path,
                source=self._sources.get(file.episode),
                sources=self._sources,
                siblings=self._siblings.get(file.kind, {}),
                measured=self._measured.get(file.episode),
                profile=view,
            )
            for view in self._views
        ]

    def outcomes(
        self, kind: Kind, subjects: list[TrackSubject], users: frozenset[int]
    ) -> Iterator[Hit | Crash]:
        """What all rules find in one file (its `subjects`) for those assignments."""
        key = (kind, users)
        if key not in self._wanted:
            runs = [(run, wanted_by(run, users)) for run in self.runs(kind)]
            self._wanted[key] = tuple((run, wanted) for run, wanted in runs if wanted)
        for run, wanted in self._wanted[key]:
            yield from run_wanted(run, subjects[run.view], wanted)

    def place(self, file: SubtitleFile) -> Place:
        """Where findings in a file stand."""
        return Place(
            series=self.series.id,
            language=self.language,
            kind=file.kind,
            episode=file.episode,
            path=file.path,
        )


def texts_of(track: Track) -> Callable[[Found], str | None]:
    """The digest of the text that a finding in a track is about."""

    def text_of(found: Found) -> str:
        if found.whole:
            return sha256_of("\n".join(f"{c.start} {c.end} {c.text}" for c in track.cues))
        if found.cue is not None and 0 < found.cue <= len(track.cues):
            return sha256_of(track.cues[found.cue - 1].text)
        return sha256_of("\n".join(cue.text for cue in track.cues))

    return text_of


def _for_tracks(profile: Profile) -> Profile:
    """What a track rule may see of a profile, so that equal demands make one run."""
    return Profile(name="", subtitles=profile.subtitles, fit=profile.fit)
