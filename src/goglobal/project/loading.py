"""A series folder, or a catalogue of them, to `Series`: every problem is told, never only one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from goglobal.errors import Problem, ProjectError
from goglobal.messages import N_
from goglobal.model import Catalog, Episode, Layout, Series
from goglobal.project.catalogs import folders_in_place, parse_catalog
from goglobal.project.deliveries import load_deliveries
from goglobal.project.deviations import finding
from goglobal.project.glossary import load_glossary
from goglobal.project.ids import load_ids
from goglobal.project.layout import (
    compile_layout,
    left_out,
    sort_files,
    undeclared_findings,
)
from goglobal.project.lines import shown
from goglobal.project.locating import SERIES_FILE, folder_of
from goglobal.project.made_from import FILE as MADE_FROM
from goglobal.project.made_from import load_made_from
from goglobal.project.outputs import misplaced, outputs_in
from goglobal.project.patterns import STATE_FOLDERS
from goglobal.project.places import Invalid, in_order
from goglobal.project.reading import Refused, read_bytes, shown_path
from goglobal.project.series import LAYOUT
from goglobal.project.series import SERIES_FILE as DECLARATION
from goglobal.project.tags import in_series
from goglobal.project.terms import absent_documents, unknown_terms
from goglobal.project.texts import known_keys
from goglobal.project.toml import Document, convert, read_document
from goglobal.project.waivers import load_waivers
from goglobal.project.walking import walk

T = TypeVar("T")


def load_series(path: str | os.PathLike[str]) -> Series:
    """Load one series folder. No subtitle file is opened.

    What is wrong with the content is in `findings`; raises ProjectError, with all problems at
    once, where the project's own files cannot be used.
    """
    folder = folder_of(path)
    problems: list[Problem] = []
    series = _load(folder, shown_path(Path(path)), problems)
    if series is None or problems:
        raise ProjectError(in_order(problems))
    return series


def load_catalogue(path: str | os.PathLike[str]) -> tuple[Series, ...]:
    """Load a series folder, or every series folder directly inside a folder, by name.

    Raises ProjectError with the problems of all of them.
    """
    folder = folder_of(path)
    shown_folder = shown_path(Path(path))
    if _is_there(folder / SERIES_FILE):
        return (load_series(path),)
    names = sorted(_series_folders(folder))
    problems: list[Problem] = []
    if not names:
        problems.append(_nothing_here(shown_folder))
    loaded: dict[str, tuple[str, Series]] = {}
    for name in names:
        shown_series = f"{shown_folder}/{name}"
        try:
            series = _load((folder / name).resolve(), shown_series, problems)
        except ProjectError as error:
            problems.extend(error.problems)
            continue
        if series is None:
            continue
        other, _ = loaded.setdefault(series.id, (name, series))
        if other != name:
            problems.append(
                Problem(
                    file=f"{shown_series}/{SERIES_FILE}",
                    where="series.id",
                    line=series.source_lines.get("series.id"),
                    message=N_("`{id}` is the id of `{other}` too"),
                    arguments={"id": series.id, "other": other},
                    help=N_("give each series of a catalogue its own id"),
                )
            )
    if problems:
        raise ProjectError(in_order(problems))
    return tuple(series for _, series in loaded.values())


def _series_folders(folder: Path) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name in STATE_FOLDERS:
                    continue
                if _is_there(Path(entry.path) / SERIES_FILE):
                    yield entry.name
    except OSError as error:
        problem = Refused(N_("cannot be read: {reason}"), reason=error.strerror or "")
        raise ProjectError([problem.problem(shown_path(folder))]) from None


def _is_there(file: Path) -> bool:
    try:
        mode = os.stat(file).st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISDIR(mode)


def _nothing_here(shown_folder: str) -> Problem:
    return Problem(
        file=shown_folder,
        message=N_("there is no series.toml here, nor in a folder directly inside"),
        help=N_("make a series folder with `goglobal init DIR`"),
    )


def _load(folder: Path, name: str, problems: list[Problem]) -> Series | None:
    if not os.path.lexists(folder / SERIES_FILE):
        problems.append(
            Problem(
                file=name,
                message=N_("there is no series.toml in this folder"),
                help=N_("make one with `goglobal init DIR`, or give the folder that has one"),
            )
        )
        return None
    before = len(problems)
    file = f"{name}/{SERIES_FILE}" if name != "." else SERIES_FILE
    inside = _inside(folder, SERIES_FILE, file, problems)
    document = read_document(inside, file, problems) if inside else None
    content = convert(document, DECLARATION, problems) if document else None
    aliases = (content.layout if content else _layout(document)).aliases
    prefix = "" if name == "." else f"{name}/"

    def extra(file: str) -> tuple[Path, str, list[Problem]] | None:
        if not os.path.lexists(folder / file):
            return None
        place = _inside(folder, file, prefix + file, problems)
        return (place, prefix + file, problems) if place else None

    terms = load_glossary(*found, aliases=aliases) if (found := extra("glossary.csv")) else ()
    lines: dict[str, int] = {}
    ids = load_ids(*found, lines=lines) if (found := extra("ids.csv")) else {}
    waivers = load_waivers(*found) if (found := extra("waivers.toml")) else ()
    redeliveries = load_deliveries(*found) if (found := extra("deliveries.toml")) else ()
    made_from = load_made_from(*found) if (found := extra(MADE_FROM)) else {}
    if document is None or content is None or len(problems) > before:
        return None
    head = content.series
    patterns = compile_layout(
        content.layout, series=head.id, season=head.season, masters=head.masters
    )
    outputs = outputs_in(folder)
    problems.extend(misplaced(outputs, patterns))
    walked = walk(folder, skip=left_out(patterns, (output.folder for output in outputs)))
    inventory = sort_files(walked, patterns, aliases)
    if content.episodes is not None:
        episodes = content.episodes
    else:
        source = {f.episode for f in inventory.subtitles if f.language == head.source_language}
        episodes = tuple(Episode(number=number) for number in sorted(source))
    series = Series(
        **msgspec.structs.asdict(head),
        root=str(folder),
        layout=content.layout,
        episodes=episodes,
        episodes_declared=content.episodes is not None,
        subtitles=inventory.subtitles,
        artwork=inventory.artwork,
        videos=inventory.videos,
        glossary=terms,
        ids=ids,
        id_lines=lines,
        waivers=waivers,
        redeliveries=redeliveries,
        made_from=made_from,
        source_lines={shown(path): line for path, line in document.lines.items()},
    )
    catalogs = _catalogs(series, inventory.catalogs)
    places = next(pattern for pattern in patterns if pattern.area == "catalogs")
    for language, odd in folders_in_place(folder, places, catalogs):
        catalogs[language] = Catalog(language=language, path=odd.path or "", findings=(odd,))
    findings = [
        *in_series(document, head.source_language, head.masters),
        *unknown_terms(series),
        *absent_documents(series),
        *inventory.findings,
        *undeclared_findings(inventory, {episode.number for episode in episodes}),
        *(one for catalog in catalogs.values() for one in catalog.findings),
    ]
    return msgspec.structs.replace(
        series,
        catalogs=catalogs,
        findings=tuple(msgspec.structs.replace(one, series=series.id) for one in findings),
    )


def _inside(folder: Path, name: str, shown_name: str, problems: list[Problem]) -> Path | None:
    """A file of the folder, unless it is a link that leads out."""
    place = folder / name
    real = os.path.realpath(place)
    if real != str(place) and not real.startswith(str(folder).rstrip(os.sep) + os.sep):
        problems.append(
            Problem(
                file=shown_name,
                message=N_("is a link that leads out of the series folder"),
                help=N_("put the file itself here"),
            )
        )
        return None
    return place


def _layout(document: Document | None) -> Layout:
    """The layout of a file that has problems elsewhere, so that other files can be checked."""
    raw = document.data.get("layout") if document else None
    if document is None or raw is None:
        return Layout()
    read = LAYOUT.read(raw, document.place([]).into("layout"))
    return Layout() if isinstance(read, Invalid) else read


def _catalogs(series: Series, paths: dict[str, str]) -> dict[str, Catalog]:
    keys = known_keys(series)
    result = {}
    for language, path in paths.items():
        try:
            data = read_bytes(Path(series.root, path))
        except Refused as refused:
            found = finding(
                "CAT005", refused.message, help=refused.help, path=path, language=language
            )
            found = msgspec.structs.replace(found, arguments=refused.arguments)
            result[language] = Catalog(language=language, path=path, findings=(found,))
            continue
        result[language] = parse_catalog(data, language=language, path=path, keys=keys)
    return result
