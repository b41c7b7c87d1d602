"""Texts back from translators: read, held against the series as it is, and put in or refused."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from goglobal.errors import Problem, ProjectError, UsageError
from goglobal.exchange import formats
from goglobal.exchange.addressing import Addressed, address
from goglobal.exchange.results import ImportReport, Put, TakenIn
from goglobal.exchange.returned import Remark, Returned
from goglobal.exchange.told import Claim, Told
from goglobal.exchange.writing import NewContent, tidy, write_together
from goglobal.findings import Severity
from goglobal.locking import lock
from goglobal.messages import N_
from goglobal.model import Series, Target
from goglobal.pipeline.exporting import all_assignments, assignments_of, languages_of
from goglobal.pipeline.putting import Putting


def import_files(
    series: Sequence[Series],
    targets: Iterable[Target],
    paths: Iterable[str | Path],
    *,
    languages: Sequence[str] = (),
    state: str | Path,
    dry_run: bool = False,
) -> ImportReport:
    """Take in files of translators.

    `languages` are for files that do not say theirs, or are in one that is new. `series` are
    loaded while nobody else is at work on the folder `state`. All files of one series are written,
    or none of them. Raises ProjectError for files that cannot be read or written, LockedError
    where another goglobal is at work.
    """
    every, places = tuple(series), tuple(targets)
    told: list[Told] = []
    contents = _contents(paths, told)
    known = {one.id: languages_of(one, places) for one in every}
    files: list[TakenIn] = []
    found: list[Addressed] = []
    for name, data in contents:
        for returned in formats.read(data, name):
            told.extend(Told(file=name, remark=remark) for remark in returned.remarks)
            place = address(name, returned, every, languages=languages, known=known)
            if isinstance(place, Told):
                told.append(place)
            elif place is not None:
                found.append(place)
            files.append(_taken(name, returned, place))
    puts: list[Put] = []
    changes: list[tuple[Series, list[NewContent]]] = []
    for one in every:
        own = [each for each in found if each.series.id == one.id]
        if own:
            new = _series(one, places, own, puts, told)
            changes.append((one, new))
    written = False
    if not dry_run:
        with lock(Path(state)):
            for one, new in changes:
                for folder in {Path(one.root, content.path).parent for content in new}:
                    tidy(folder)
                problems = write_together(one.root, new)
                if problems:
                    raise ProjectError(problems)
                written = written or any(content.changed for content in new)
    return ImportReport(
        files=tuple(files), puts=tuple(puts), told=tuple(_sorted(told, contents)), written=written
    )


def _series(
    series: Series,
    targets: Sequence[Target],
    found: Iterable[Addressed],
    puts: list[Put],
    told: list[Told],
) -> list[NewContent]:
    """The files of one series as they will be."""
    assignments = all_assignments(series, targets)
    metadata: dict[str, list[Claim]] = {}
    cues: dict[str, list[Claim]] = {}
    refused: dict[str, set[str]] = {}
    for one in found:
        refused.setdefault(one.language, set()).update(one.refused)
        metadata.setdefault(one.language, []).extend(one.metadata)
        cues.setdefault(one.language, []).extend(one.cues)
    putting = Putting(series)
    for language in sorted(metadata):
        own = assignments_of(assignments, language)
        if metadata[language]:
            putting.put_metadata(language, own, metadata[language], refused=refused[language])
        if cues[language]:
            putting.put_cues(language, own, cues[language], refused=refused[language])
    told.extend(putting.told)
    puts.extend(Put(series=series.id, **msgspec.structs.asdict(row)) for row in putting.rows)
    return putting.contents()


def _contents(paths: Iterable[str | Path], told: list[Told]) -> list[tuple[str, bytes]]:
    """The files' contents; a folder stands for the files in it. All that cannot be read is told."""
    problems: list[Problem] = []
    result: dict[str, bytes] = {}
    for path in paths:
        whole = Path(path).is_dir()
        for name in _files(Path(path), problems):
            try:
                with open(name, "rb") as file:
                    data = file.read(formats.LARGEST + 1)
            except OSError as error:
                problems.append(_unreadable(name, error))
                continue
            if whole and data and formats.recognise(data, name) is None:
                told.append(Told(file=name, remark=_PASSED_OVER))
            else:
                result[name] = data
    if problems:
        raise ProjectError(problems)
    if not result:
        raise UsageError(
            N_("there is no file to take in"), {}, N_("name the files, or a folder of them")
        )
    return list(result.items())


_PASSED_OVER = Remark(
    name="passed-over",
    severity=Severity.INFO,
    message=N_("is no PO, XLIFF or spreadsheet; passed over"),
)


def _files(path: Path, problems: list[Problem]) -> Iterator[str]:
    """The files that a path means: itself, or those in the folder, hidden ones left out."""
    if not path.is_dir():
        yield str(path)
        return
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        problems.append(_unreadable(str(path), error))
        return
    for name in names:
        if not name.startswith((".", "~")) and (path / name).is_file():
            yield str(path / name)


def _unreadable(path: str, error: OSError) -> Problem:
    return Problem(
        file=path,
        message=N_("the file cannot be read: {reason}"),
        arguments={"reason": error.strerror or type(error).__name__},
        help=N_("see to its rights, and that it is still there"),
    )


def _taken(name: str, returned: Returned, one: Addressed | Told | None) -> TakenIn:
    known = one if isinstance(one, Addressed) else None
    return TakenIn(
        path=name,
        format=returned.format,
        series=known.series.id if known else "",
        language=known.language if known else "",
        texts=len(returned.units),
    )


def _sorted(told: Iterable[Told], contents: Iterable[tuple[str, bytes]]) -> list[Told]:
    order = {name: place for place, (name, _) in enumerate(contents)}
    return sorted(told, key=lambda one: (order.get(one.file, len(order)), _place(one)))


def _place(one: Told) -> tuple[int, str]:
    digits = "".join(c for c in one.remark.place if c.isascii() and c.isdigit())
    return int(digits[:9]) if digits else 0, one.remark.key
