"""intake: a vendor's files into a series folder, decided first, then written as a whole."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from goglobal.errors import ProjectError, UsageError
from goglobal.exchange.intake.answers import Answers
from goglobal.exchange.intake.collecting import collect
from goglobal.exchange.intake.contents import Sources
from goglobal.exchange.intake.entries import Collected, Limits
from goglobal.exchange.intake.mapping import Mapper, Wishes
from goglobal.exchange.intake.outcomes import IntakeReport, Outcome
from goglobal.exchange.writing import NewContent, tidy, write_together
from goglobal.execution import Event, Progress
from goglobal.locking import lock
from goglobal.messages import N_
from goglobal.model import Series, SubtitleFile
from goglobal.pipeline.checks import read_track
from goglobal.project import load_series, state_folder
from goglobal.project.locating import find_targets_file, folder_of
from goglobal.project.made_from import TrackKey
from goglobal.project.targets import load_targets


def intake(
    paths: Sequence[Path],
    project: str | Path,
    *,
    wishes: Wishes | None = None,
    answers: Answers | None = None,
    partial: bool = False,
    confirm: Callable[[IntakeReport], bool] | None = None,
    state: str | Path | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> IntakeReport:
    """Decide on a vendor's files and write those that are certain into the series folder.

    Nothing is written while a file is open, unless `partial`: then the others are. `confirm` is
    asked before anything is written; None: nobody has to be, and nothing is. All files are written,
    or none. Raises ProjectError where the series cannot be loaded or written, UsageError for a
    folder that is the series itself, LockedError where another goglobal is at work.
    """
    root = folder_of(project)
    _refuse_itself(paths, root)
    series = load_series(root)
    folder = Path(state).absolute() if state is not None else state_folder(root)
    mapper = Mapper(series, _languages(series), _sources(series), wishes or Wishes(), answers)
    if confirm is None:
        return _survey(collect(paths, limits), mapper, progress)
    with lock(folder):
        for place in _folders(mapper):
            tidy(place)
        report = _survey(collect(paths, limits), mapper, progress)
        if (report.open and not partial) or not confirm(report):
            return report
        contents = [content for file in report.files for content in file.writes]
        problems = write_together(series.root, [*contents, _noted(series, report.of("taken"))])
        if problems:
            raise ProjectError(problems)
    return msgspec.structs.replace(report, written=True)


def _survey(collected: Collected, mapper: Mapper, progress: Progress | None) -> IntakeReport:
    def tell(done: int, total: int, label: str) -> None:
        if progress is not None:
            progress(Event("check", done, total, label))

    files = mapper.outcomes(collected, tell)
    return IntakeReport(series=mapper.series.id, root=mapper.series.root, files=files)


def _noted(series: Series, taken: Sequence[Outcome]) -> NewContent:
    """`translations.csv` with what is taken, made from the source as it is or comes along."""
    from goglobal import subtitles
    from goglobal.exchange.made_from import note, read_track
    from goglobal.project.fingerprints import fingerprint

    prints = {}
    there: dict[TrackKey, SubtitleFile] = {
        (f.language, f.episode, f.kind): f for f in series.subtitles
    }
    touched: list[TrackKey] = []
    for one in taken:
        if not (one.data and one.path and one.language and one.episode and one.kind):
            continue
        key = (one.language, one.episode, one.kind)
        there[key] = SubtitleFile(
            path=one.path, language=one.language, episode=one.episode, kind=one.kind
        )
        touched.append(key)
        track = subtitles.parse(one.data, format=None, language=one.language, name=one.path)
        prints[one.path] = fingerprint(track)
    for episode in {episode for _, episode, _ in touched}:
        source = there.get((series.source_language, episode, "full"))
        if source is not None and source.path not in prints:
            prints[source.path] = fingerprint(read_track(series, source))
    after = msgspec.structs.replace(series, subtitles=tuple(there[key] for key in sorted(there)))
    return note(after, prints, touched=touched).content


def _folders(mapper: Mapper) -> set[Path]:
    """The folders that subtitle files lie in, or that a killed run was about to fill."""
    series = mapper.series
    top = Path(series.root, mapper.places.pattern.folder)
    found = {Path(series.root, file.path).parent for file in series.subtitles} | {top}
    with contextlib.suppress(OSError):  # there may be none yet
        found.update(place for place in top.iterdir() if place.is_dir() and not place.is_symlink())
    return found


def _sources(series: Series) -> Sources:
    """The source language's full tracks, by episode."""
    files = [f for f in series.subtitles if f.language == series.source_language]
    return Sources({f.episode: read_track(series.root, f) for f in files if f.kind == "full"})


def _languages(series: Series) -> frozenset[str]:
    """The languages that the series has, or that its targets wait for."""
    wanted: set[str] = set(series.languages)
    if find_targets_file(series.root) is not None:
        for target in load_targets(series.root):
            wanted.update(target.languages or ())
    return frozenset(wanted)


def _refuse_itself(paths: Iterable[Path], root: Path) -> None:
    for path in paths:
        try:
            given = path.resolve()
        except (OSError, RuntimeError, ValueError):
            continue
        if given == root or given in root.parents:
            raise UsageError(
                N_("{path} is the series folder, or holds it: its files are in their places"),
                {"path": str(path)},
                N_("give what the vendor sent: a zip file, a folder of its own, or files"),
            )
