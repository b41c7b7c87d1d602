"""i18n: the template, the translators' catalogs and the notes on tracks, and how far all are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from pathlib import Path

import msgspec

from goglobal.errors import Problem, ProjectError, UsageError
from goglobal.exchange import catalog_updating, made_from, writing
from goglobal.exchange.catalog_results import CatalogFile, CatalogReport, State, StatusReport
from goglobal.exchange.catalog_updating import Updated
from goglobal.execution import Progress, run
from goglobal.locking import lock
from goglobal.messages import N_
from goglobal.model import Fingerprint, Series, SubtitleFile, Target
from goglobal.pipeline.selecting import load, targets_of
from goglobal.plans import Assignment
from goglobal.project.made_from import TrackKey

Files = Callable[[Series, tuple[Assignment, ...]], Iterable[Updated]]


def extract(
    path: str | Path,
    *,
    targets_file: str | Path | None = None,
    state: str | Path | None = None,
    write: bool = True,
) -> CatalogReport:
    """Bring the template of every series up to its `series.toml`; `write=False` only tells.

    Raises ProjectError where no series can be used, LockedError where another goglobal is at work.
    """

    def files(series: Series, assignments: tuple[Assignment, ...]) -> Iterator[Updated]:
        yield catalog_updating.updated_template(series, assignments)

    return _each(path, files, targets_file=targets_file, state=state, write=write)


def update(
    path: str | Path,
    *,
    languages: Collection[str] | None = None,
    confirm: Collection[int] | None = None,
    targets_file: str | Path | None = None,
    state: str | Path | None = None,
    write: bool = True,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> CatalogReport:
    """Bring template, catalogs and `translations.csv` of every series up to date.

    `languages` narrows it, and adds those that have no catalog yet. `confirm` are episodes (empty:
    all) whose tracks count as made from the source as it is now. `write=False` only tells.
    Of one series all files are written or none. Raises UsageError for the source language,
    ProjectError where no series can be used, LockedError where another goglobal is at work.
    """
    asked = None if languages is None else tuple(dict.fromkeys(languages))

    def files(series: Series, assignments: tuple[Assignment, ...]) -> Iterator[Updated]:
        yield catalog_updating.updated_template(series, assignments)
        tags = catalog_updating.catalog_languages(series, assignments)
        for tag in tags if asked is None else asked:
            own = catalog_updating.of_language(assignments, tag)
            yield catalog_updating.updated_catalog(series, tag, own)
        noted = _noted(series, asked, confirm, executor, progress)
        if noted is not None:
            yield noted

    return _each(
        path, files, languages=asked or (), targets_file=targets_file, state=state, write=write
    )


def translation_status(
    path: str | Path,
    *,
    languages: Collection[str] | None = None,
    targets_file: str | Path | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> StatusReport:
    """How far every language of every series is; each track is read once.

    Raises ProjectError where no series can be used, UsageError where nothing is selected.
    """
    from goglobal.exchange.catalog_standing import standing

    every, problems = _series_of(path)
    targets = targets_of(path, file=targets_file)
    rows = []
    for series in every:
        assignments = _assignments(series, targets)
        tags = {a.source_of(tag) for a in assignments for tag in a.languages}
        tags.update(series.languages)
        kept = [tag for tag in tags if languages is None or tag in languages]
        prints = _prints(series, {*kept, series.source_language}, executor, progress)
        for tag in sorted(kept, key=lambda tag: (tag != series.source_language, tag)):
            own = catalog_updating.of_language(assignments, tag)
            rows.append(standing(series, tag, own, prints))
    if not rows and not problems:
        raise UsageError(
            N_("nothing is selected"), help=N_("look at the languages that you asked for")
        )
    return StatusReport(languages=tuple(rows), problems=problems)


def _each(
    path: str | Path,
    files: Files,
    *,
    languages: Sequence[str] = (),
    targets_file: str | Path | None,
    state: str | Path | None,
    write: bool,
) -> CatalogReport:
    """Do one thing for each series of a path: what fails in one never stops the others."""
    from goglobal.project import state_folder
    from goglobal.project.locating import folder_of

    place = Path(state).absolute() if state is not None else state_folder(folder_of(path))
    with lock(place) if write else nullcontext():
        every, problems = _series_of(path)
        targets = targets_of(path, file=targets_file)
        for series in every:
            if series.source_language in languages:
                raise UsageError(
                    N_("“{language}” is the language of {series} itself"),
                    {"language": series.source_language, "series": series.id},
                    N_("its texts stand in series.toml; name a language to translate into"),
                )
        told: list[CatalogFile] = []
        failed = list(problems)
        for series in every:
            seen = catalog_updating.with_languages(series, languages)
            done, wrong = _written(
                series, list(files(series, _assignments(seen, targets))), write=write
            )
            told += done
            failed += wrong
    return CatalogReport(
        series=tuple(series.id for series in every), files=tuple(told), problems=tuple(failed)
    )


def _written(
    series: Series, updated: Sequence[Updated], *, write: bool
) -> tuple[list[CatalogFile], list[Problem]]:
    """Write one series' files, all or none; one that cannot be read holds back no other."""
    problems = [one.problem for one in updated if one.problem is not None]
    if not write:
        return [one.file for one in updated], problems
    contents = [
        writing.NewContent(path=one.file.path, before=one.before, after=one.file.after)
        for one in updated
        if one.problem is None
    ]
    for folder in {Path(series.root, content.path).parent for content in contents}:
        writing.tidy(folder)
    wrong = writing.write_together(series.root, contents)
    files = [one.file for one in updated]
    if wrong:
        files = [
            file if file.state == "unchanged" else msgspec.structs.replace(file, state="failed")
            for file in files
        ]
    return files, [*problems, *wrong]


def _series_of(path: str | Path) -> tuple[tuple[Series, ...], tuple[Problem, ...]]:
    """The series at a path that can be used, and what is wrong with the others.

    Raises ProjectError where there is none.
    """
    try:
        return load(path), ()
    except ProjectError as error:
        from goglobal.project.locating import SERIES_FILE

        folder = Path(path)
        if (folder / SERIES_FILE).exists() or not folder.is_dir():
            raise
        found: dict[str, Series] = {}
        for inner in sorted(folder.iterdir()):
            try:
                if not inner.name.startswith(".") and (inner / SERIES_FILE).exists():
                    (series,) = load(inner)
                    found.setdefault(series.id, series)
            except ProjectError:
                continue
        if not found:
            raise
        return tuple(found.values()), error.problems


def _assignments(series: Series, targets: Iterable[Target]) -> tuple[Assignment, ...]:
    """What the targets want of a series; empty where none wants anything of it."""
    from goglobal import planning

    try:
        return planning.plan(series, tuple(targets)).assignments
    except UsageError:
        return ()


class _Job(msgspec.Struct, frozen=True, kw_only=True):
    series: Series
    files: tuple[SubtitleFile, ...]


def _prints(
    series: Series,
    languages: Collection[str],
    executor: Executor | None,
    progress: Progress | None,
) -> dict[str, Fingerprint]:
    """The fingerprints of all tracks in some languages, by path."""
    by_language: dict[str, list[SubtitleFile]] = {}
    for file in series.subtitles:
        if file.language in languages:
            by_language.setdefault(file.language, []).append(file)
    bare = msgspec.structs.replace(series, catalogs={}, made_from={}, source_lines={})
    jobs = [_Job(series=bare, files=tuple(files)) for files in by_language.values()]
    done = run(jobs, _print, executor=executor, progress=progress, step="load", total=len(jobs))
    return {path: found for part in done for path, found in part.items()}


def _print(job: _Job) -> dict[str, Fingerprint]:
    from goglobal.project.fingerprints import fingerprint

    return {file.path: fingerprint(made_from.read_track(job.series, file)) for file in job.files}


def _noted(
    series: Series,
    languages: Collection[str] | None,
    confirm: Collection[int] | None,
    executor: Executor | None,
    progress: Progress | None,
) -> Updated | None:
    """`translations.csv` as it would be; None where there is nothing to note."""
    tags = {f.language for f in series.subtitles if languages is None or f.language in languages}
    prints = _prints(series, {*tags, series.source_language}, executor, progress)
    touched: set[TrackKey] = set()
    if confirm is not None:
        touched = {
            (f.language, f.episode, f.kind)
            for f in series.subtitles
            if f.language in tags and (not confirm or f.episode in confirm)
        }
    noted = made_from.note(series, prints, touched=touched)
    content = noted.content
    if not content.changed and not content.before:
        return None
    state: State = "unchanged" if not content.changed else "updated"
    if content.before is None:
        state = "created"
    return Updated(
        file=CatalogFile(
            series=series.id,
            root=series.root,
            path=content.path,
            state=state,
            before=content.before or b"",
            after=content.after,
            changed=noted.rows,
        ),
        before=content.before,
    )
