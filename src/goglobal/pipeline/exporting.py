"""Texts out to translators: files of metadata and cues for each language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
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
    force: bool = False,
    words: Words = gettext,
) -> ExportReport:
    """Write files for translators into the folder `out`: a language, and metadata or cues, each.

    `languages` are canonical tags; without any, all that the series and its targets have. The same
    series gives the same bytes. Raises UsageError where nothing is selected or a file is there
    already and says something else (unless `force`), ProjectError where it cannot be written.
    """
    every, places = tuple(series), tuple(targets)
    told: list[Told] = []
    written: list[tuple[Exported, NewContent]] = []
    folder = Path(out)
    for one in every:
        assignments = plan(one, places).assignments if places else ()
        for language in languages or sorted(languages_of(one, places) - {one.source_language}):
            if language == one.source_language:
                raise UsageError(
                    N_("{language} is the language that the series was made in"),
                    {"language": language},
                    N_("name a language to translate into"),
                )
            documents = _documents(
                one, language, assignments, scope, episodes=episodes, words=words, told=told
            )
            written.extend(_file(document, format_, folder, words) for document in documents)
    if not written:
        raise UsageError(
            N_("nothing is selected"), {}, N_("look at the languages and episodes you asked for")
        )
    _refuse_overwriting(written, folder, force=force)
    _write(folder, [content for _, content in written])
    return ExportReport(files=tuple(file for file, _ in written), told=tuple(told))


def languages_of(series: Series, targets: Iterable[Target]) -> frozenset[str]:
    """The languages that a series has, and those that its targets want."""
    wanted = {tag for target in targets for tag in target.languages or ()}
    return frozenset({*series.languages, *wanted})


def assignments_of(assignments: Iterable[Assignment], language: str) -> tuple[Assignment, ...]:
    """What limits a language's texts: its targets, or all where none takes it yet."""
    every = tuple(assignments)
    own = tuple(one for one in every if language in map(one.source_of, one.languages))
    return own or every


def _documents(
    series: Series,
    language: str,
    assignments: Iterable[Assignment],
    scope: Scopes,
    *,
    episodes: Collection[int] | None,
    words: Words,
    told: list[Told],
) -> Iterator[Document]:
    own = assignments_of(assignments, language)
    if scope != "cues":
        document = collecting.metadata(series, language, own, words=words)
        if episodes is not None:
            document = msgspec.structs.replace(
                document,
                units=tuple(unit for unit in document.units if _is_in(unit.key, episodes)),
            )
        if document.units:
            yield document
    if scope != "metadata":
        sets = list(collecting.cue_sets(series, language, _reader(series), episodes=episodes))
        told.extend(_unfit(series, language, sets))
        document = collecting.cues(series, language, sets, own, words=words)
        if document.units:
            yield document


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


def _remark(path: str, language: str, *, name: str, message: str, help_: str) -> Told:
    remark = Remark(name=name, severity=Severity.WARNING, message=message, help=help_)
    return Told(file=path, remark=remark, language=language)


def _file(
    document: Document, format_: str, folder: Path, words: Words
) -> tuple[Exported, NewContent]:
    name = f"{document.series}.{document.language}.{document.scope}{formats.suffix_of(format_)}"
    after = formats.write(format_, document, words=words)
    try:
        before: bytes | None = (folder / name).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        before = None
    exported = Exported(
        path=str(folder / name),
        series=document.series,
        language=document.language,
        scope=document.scope,
        format=format_,
        units=len(document.units),
        translated=sum(bool(unit.target) for unit in document.units),
        state="new" if before is None else "unchanged" if before == after else "changed",
    )
    return exported, NewContent(path=name, before=before, after=after)


def _refuse_overwriting(
    written: Iterable[tuple[Exported, NewContent]], folder: Path, *, force: bool
) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(N_("“{path}” is not a folder"), {"path": str(folder)})
    there = [
        file.path for file, content in written if content.before is not None and content.changed
    ]
    if there and not force:
        raise ProjectError(
            Problem(
                file=path,
                message=N_("is there already and says something else; nothing was written"),
                help=N_("import it first if a translator worked in it; --force writes over it"),
            )
            for path in there
        )


def _write(folder: Path, contents: Sequence[NewContent]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    problems = write_together(str(folder), contents)
    if problems:
        raise ProjectError(problems)
