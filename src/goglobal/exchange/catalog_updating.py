"""The catalogs of one series as they would be: its template, and one file a language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import msgspec

from goglobal.errors import Problem
from goglobal.exchange import notes
from goglobal.exchange.catalog_merging import Merged, Wanted, merge, new_catalog, template
from goglobal.exchange.catalog_results import CatalogFile
from goglobal.exchange.limits import text_limit
from goglobal.model import Catalog, Series
from goglobal.plans import Assignment
from goglobal.project.reading import Refused, read_bytes


class Updated(msgspec.Struct, frozen=True, kw_only=True):
    """One file as it would be, or why it cannot be."""

    file: CatalogFile
    before: bytes | None
    problem: Problem | None = None


def wanted_texts(
    series: Series, language: str, assignments: Sequence[Assignment]
) -> tuple[Wanted, ...]:
    """Every text of the series with what its entry says to a translator, in English.

    The limits are the lowest of the assignments; they come from the profiles, never from a file
    that a translator had in hand.
    """
    from goglobal.project.texts import source_texts

    result = []
    for key, source in source_texts(series).items():
        limit = text_limit(assignments, key)
        told = [
            *notes.of_text(key, source, series, language, str),
            *notes.of_limit(limit, str),
        ]
        # no text has more characters than bytes, so a limit in bytes is one in characters, too
        most = [size for size in (limit.characters, limit.bytes) if size is not None]
        result.append(
            Wanted(
                key=key,
                source=source,
                notes=tuple(" ".join(note.split()) for note in told),
                limit=min(most, default=None),
            )
        )
    return tuple(result)


def template_path(series: Series) -> str:
    """Where the template stands: `series.pot` in the folder that all catalogs lie in."""
    folders = series.layout.catalogs.split("/")[:-1]
    inside = [name for name in folders if "{" not in name]
    first = next((at for at, name in enumerate(folders) if "{" in name), len(folders))
    return "/".join((*inside[:first], "series.pot"))


def updated_template(series: Series, assignments: Sequence[Assignment]) -> Updated:
    """The template of a series."""
    path = template_path(series)
    before, problem = _read(series, path)
    if problem is not None:
        return _failed(series, path, None, problem)
    wanted = wanted_texts(series, "", assignments)
    after = template(before, wanted, new_catalog(series.id, "", series.title))
    return _done(_file(series, path, None, len(wanted)), before, Merged(data=after))


def updated_catalog(series: Series, language: str, assignments: Sequence[Assignment]) -> Updated:
    """The catalog of a language; a new one where there is none."""
    from goglobal.rules.fields import catalog_path

    catalog = series.catalogs.get(language)
    path = catalog.path if catalog else catalog_path(series, language)
    before, problem = _read(series, path)
    if problem is not None:
        return _failed(series, path, language, problem)
    wanted = wanted_texts(series, language, assignments)
    start = before if before else new_catalog(series.id, language, series.title)
    merged = merge(start, wanted)
    if merged.problem:
        refused = Refused(merged.problem, merged.help, **merged.arguments)
        return _failed(series, path, language, refused.problem(str(Path(series.root, path))))
    return _done(_file(series, path, language, len(wanted)), before, merged)


def of_language(assignments: Iterable[Assignment], language: str) -> tuple[Assignment, ...]:
    """The assignments that deliver a language's texts; all of them, where none does."""
    every = tuple(assignments)
    own = tuple(a for a in every if any(a.source_of(tag) == language for tag in a.languages))
    return own or every


def catalog_languages(series: Series, assignments: Iterable[Assignment]) -> tuple[str, ...]:
    """The languages that have a catalog, or whose texts a target takes."""
    from goglobal.rules.fields import takes_metadata

    tags = set(series.catalogs)
    for assignment in assignments:
        if takes_metadata(assignment.profile):
            tags.update(map(assignment.source_of, assignment.languages))
    return tuple(sorted(tags - {series.source_language}))


def with_languages(series: Series, languages: Collection[str]) -> Series:
    """The series as if it had a catalog in each of these languages."""
    new = {tag: Catalog(language=tag, path="") for tag in languages if tag not in series.languages}
    return msgspec.structs.replace(series, catalogs={**series.catalogs, **new}) if new else series


def _read(series: Series, path: str) -> tuple[bytes | None, Problem | None]:
    place = Path(series.root, *path.split("/"))
    try:
        place.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None, None
    except (OSError, ValueError):
        pass
    try:
        return read_bytes(place), None
    except Refused as refused:
        return None, refused.problem(str(place))


def _done(file: CatalogFile, before: bytes | None, merged: Merged) -> Updated:
    changed = before != merged.data
    told = msgspec.structs.replace(
        file,
        state="unchanged" if not changed else "created" if before is None else "updated",
        before=before or b"",
        after=merged.data,
        added=merged.added,
        changed=merged.changed,
        moved=merged.moved,
        obsolete=merged.obsolete,
        revived=merged.revived,
        kept=merged.kept,
    )
    return Updated(file=told, before=before)


def _file(series: Series, path: str, language: str | None, entries: int) -> CatalogFile:
    return CatalogFile(
        series=series.id, root=series.root, path=path, language=language, entries=entries
    )


def _failed(series: Series, path: str, language: str | None, problem: Problem) -> Updated:
    file = msgspec.structs.replace(_file(series, path, language, 0), state="failed")
    return Updated(file=file, before=None, problem=problem)
