"""Texts out to translators: files of metadata and cues for each language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal

import msgspec

from goglobal.errors import Problem, ProjectError, UsageError
from goglobal.exchange import collecting, formats
from goglobal.exchange.results import Exported, ExportReport
from goglobal.exchange.returned import Remark, Words
from goglobal.exchange.told import Told
from goglobal.exchange.units import Document
from goglobal.exchange.writing import NewContent, write_together
from goglobal.findings import Severity
from goglobal.messages import N_, gettext
from goglobal.model import Series, SubtitleFile, Target, Track
from goglobal.planning import plan
from goglobal.plans import Assignment

Scopes = Literal["metadata", "cues", "all"]
_FIT = 0.5
"""The share of a source's cues below which a translation does not fit its times."""


def export(
    series: Iterable[Series],
    targets: Iterable[Target],
    out: str | Path,
    *,
    languages: Sequence[str] = (),
    episodes: Collection[int] | None = None,
    scope: Scopes = "all",
    format_: str = "po",
    one_file: bool = False,
    force: bool = False,
    words: Words = gettext,
) -> ExportReport:
    """Write files for translators into the folder `out`: a language, and metadata or cues, each.

    `one_file` puts all languages of a series into one workbook for metadata and one for cues.
    `languages` are canonical tags; without any, all that the series and its targets have. The same
    series gives the same bytes. Raises UsageError where nothing is selected, the format does not
    hold several languages or a file would be too large to be taken in again; ProjectError where one
    is there already and says something else (unless `force`), or cannot be written.
    """
    folder = Path(out)
    if folder.exists() and not folder.is_dir():
        raise UsageError(N_("“{path}” is not a folder"), {"path": str(folder)})
    if one_file and not formats.holds_several(format_):
        raise UsageError(
            N_("--one-file is for --to xlsx: a file in {format} is of one language"),
            {"format": format_},
            N_("leave --one-file out, or export to xlsx"),
        )
    work = list(_work(tuple(series), tuple(targets), languages))
    lots = [list(lot) for _, lot in groupby(work, lambda one: (one.series.id, _lot(one, one_file)))]
    job = _Job(
        folder=folder,
        episodes=episodes,
        scope=scope,
        format_=format_,
        one_file=one_file,
        words=words,
    )
    if not force:
        _refuse_overwriting(job, lots)
    files: list[Exported] = []
    told: list[Told] = []
    for one in lots:
        made = list(job.files(one, told))
        job.write([content for _, content in made])
        files.extend(file for file, _ in made)
    if not files:
        raise UsageError(
            N_("nothing is selected"), {}, N_("look at the languages and episodes you asked for")
        )
    return ExportReport(files=tuple(files), told=tuple(told))


class _Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One language of one series."""

    series: Series
    language: str
    assignments: tuple[Assignment, ...]


def _work(
    every: Sequence[Series], targets: Sequence[Target], languages: Sequence[str]
) -> Iterator[_Piece]:
    for one in every:
        assignments = all_assignments(one, targets)
        for language in languages or sorted(languages_of(one, targets) - {one.source_language}):
            if language == one.source_language:
                raise UsageError(
                    N_("{language} is the language that the series was made in"),
                    {"language": language},
                    N_("name a language to translate into"),
                )
            own = assignments_of(assignments, language)
            yield _Piece(series=one, language=language, assignments=own)


def _lot(piece: _Piece, one_file: bool) -> str:
    """What tells the pieces of one lot, which are written together, from those of others."""
    return "" if one_file else piece.language


class _Job(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted of every language; one lot at a time is in memory."""

    folder: Path
    episodes: Collection[int] | None
    scope: Scopes
    format_: str
    one_file: bool
    words: Words

    def names(self, lot: Sequence[_Piece]) -> list[str]:
        """The names that the files of a lot have."""
        scopes = ("metadata", "cues") if self.scope == "all" else (self.scope,)
        return [self.name(lot[0].series.id, lot[0].language, scope) for scope in scopes]

    def name(self, series: str, language: str, scope: str) -> str:
        """The name of one file."""
        parts = (series, scope) if self.one_file else (series, language, scope)
        return ".".join(parts) + formats.suffix_of(self.format_)

    def files(
        self, lot: Sequence[_Piece], told: list[Told]
    ) -> Iterator[tuple[Exported, NewContent]]:
        """The files of a lot, not written yet: a language's, or those of all in one."""
        by_scope: dict[str, list[Document]] = {}
        for piece in lot:
            for document in self.documents(piece, told):
                by_scope.setdefault(document.scope, []).append(document)
        for documents in by_scope.values():
            yield _file(documents, self)

    def documents(self, piece: _Piece, told: list[Told]) -> Iterator[Document]:
        """What a language has to translate."""
        series, language, own = piece.series, piece.language, piece.assignments
        if self.scope != "cues":
            document = collecting.metadata(series, language, own, words=self.words)
            if self.episodes is not None:
                wanted = (unit for unit in document.units if _is_in(unit.key, self.episodes))
                document = msgspec.structs.replace(document, units=tuple(wanted))
            if document.units:
                yield document
        if self.scope != "metadata":
            read = _reader(series)
            sets = list(collecting.cue_sets(series, language, read, episodes=self.episodes))
            told.extend(_unfit(series, language, sets))
            document = collecting.cues(series, language, sets, own, words=self.words)
            if document.units:
                yield document

    def write(self, contents: Sequence[NewContent]) -> None:
        """Write the files of a language. Raises ProjectError where they cannot be."""
        if not contents:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        problems = write_together(str(self.folder), contents)
        if problems:
            raise ProjectError(problems)


def all_assignments(series: Series, targets: Sequence[Target]) -> tuple[Assignment, ...]:
    """The series as its targets want it; none where no target takes anything of it."""
    try:
        return plan(series, targets).assignments if targets else ()
    except UsageError:
        return ()


def languages_of(series: Series, targets: Iterable[Target]) -> frozenset[str]:
    """The languages that a series has, and those that its targets want."""
    wanted = {tag for target in targets for tag in target.languages or ()}
    return frozenset({*series.languages, *wanted})


def assignments_of(assignments: Iterable[Assignment], language: str) -> tuple[Assignment, ...]:
    """What limits a language's texts: its targets, or all where none takes it yet."""
    every = tuple(assignments)
    own = tuple(one for one in every if language in map(one.source_of, one.languages))
    return own or every


def _is_in(key: str, episodes: Collection[int]) -> bool:
    from goglobal.rules.fields import episode_of

    number = episode_of(key)
    return number is None or number in episodes


def _reader(series: Series) -> Callable[[SubtitleFile], Track]:
    from goglobal.pipeline.checks import read_track

    return lambda file: read_track(series.root, file)


def _unfit(series: Series, language: str, sets: Iterable[collecting.CueSet]) -> Iterator[Told]:
    """Tracks that give no good units: empty ones, and translations timed for another cut."""
    for one in sets:
        if not one.groups:
            yield _remark(
                str(Path(series.root, one.source.name)),
                language,
                name="no-cues",
                message=N_("there is no cue to translate in it"),
                help_=N_("goglobal check says what is wrong with the file"),
            )
        elif one.target is not None and one.file is not None and one.target.cues:
            shown = sum(bool(group.target) for group in one.groups)
            if shown < _FIT * len(one.groups):
                yield _remark(
                    str(Path(series.root, one.file.path)),
                    language,
                    name="does-not-fit",
                    message=N_(
                        "its times do not fit the source's; most cues go out without a translation"
                    ),
                    help_=N_("look whether it is of this episode; goglobal check tells a drift"),
                )
            elif collecting.is_outdated(series, language, one):
                yield _remark(
                    str(Path(series.root, one.file.path)),
                    language,
                    name="outdated",
                    message=N_(
                        "the source's text has changed since this was translated; a note on each "
                        "of its lines asks to look at it"
                    ),
                    help_=N_(
                        "which lines have changed is not known; once any is edited, the track "
                        "counts as made from the source as it is now"
                    ),
                )


def _remark(path: str, language: str, *, name: str, message: str, help_: str) -> Told:
    remark = Remark(name=name, severity=Severity.WARNING, message=message, help=help_)
    return Told(file=path, remark=remark, language=language)


def _file(documents: Sequence[Document], job: _Job) -> tuple[Exported, NewContent]:
    first = documents[0]
    name = job.name(first.series, first.language, first.scope)
    if job.one_file:
        after = formats.write_all(job.format_, documents, words=job.words)
    else:
        after = formats.write(job.format_, first, words=job.words)
    if len(after) > formats.LARGEST:
        raise UsageError(
            N_("{file} would be larger than {limit} MB and could not be taken in again"),
            {"file": name, "limit": formats.LARGEST >> 20},
            N_("export fewer episodes at a time"),
        )
    try:
        before: bytes | None = (job.folder / name).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        before = None
    exported = Exported(
        path=str(job.folder / name),
        series=first.series,
        languages=tuple(document.language for document in documents),
        scope=first.scope,
        format=job.format_,
        units=sum(len(document.units) for document in documents),
        translated=sum(bool(unit.target) for one in documents for unit in one.units),
        state="new" if before is None else "unchanged" if before == after else "changed",
    )
    return exported, NewContent(path=name, before=before, after=after)


def _refuse_overwriting(job: _Job, lots: Iterable[Sequence[_Piece]]) -> None:
    """Raise ProjectError with every file that is there already and says something else."""
    problems = []
    for lot in lots:
        if not any((job.folder / name).exists() for name in job.names(lot)):
            continue
        problems += [
            Problem(
                file=file.path,
                message=N_("is there already and says something else; nothing was written"),
                help=N_("import it first if a translator worked in it; --force writes over it"),
            )
            for file, content in job.files(lot, [])
            if content.before is not None and content.changed
        ]
    if problems:
        raise ProjectError(problems)
