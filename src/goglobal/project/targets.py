"""`goglobal.toml`: whom we deliver to, declared once for reading, checking and the schema."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from goglobal.errors import Problem, ProjectError
from goglobal.messages import N_
from goglobal.model import Target
from goglobal.project.lines import KeyPath, line_of
from goglobal.project.locating import (
    SERIES_FILE,
    TARGETS_FILE,
    base_folder,
    find_targets_file,
    folder_of,
)
from goglobal.project.places import Invalid, Place, in_order
from goglobal.project.reading import Refused, printable, shown_path
from goglobal.project.secrets import refuse_secrets
from goglobal.project.target_shapes import TARGET, checked_name
from goglobal.project.toml import Document, read_document
from goglobal.project.urls import resolved, same_place
from goglobal.suggestions import nearest

DEFAULT = "outbox"
"""The one target of a project without `goglobal.toml`."""
_ADDRESSES = ("url", "receipts")
Tables = dict[str, dict[str, object]]


def load_targets(
    path: str | os.PathLike[str], *, file: str | os.PathLike[str] | None = None
) -> tuple[Target, ...]:
    """The targets of a series folder or catalogue, in the order of their file.

    The file is `goglobal.toml` in the folder or the nearest parent, or `file`. Without one there
    is a single target: profile `generic`, into `outbox`. Raises ProjectError with all problems.
    """
    folder = folder_of(path)
    found = Path(os.path.abspath(file)) if file is not None else find_targets_file(folder)
    if file is None:
        _refuse_scattered(folder)
    if found is None:
        return (_outbox(folder),)
    problems: list[Problem] = []
    document = read_document(found, _shown(found, Path(path)), problems)
    targets: list[Target] = []
    if document is not None:
        targets = _Reader(document, found.parent, problems, _profiles(folder, found.parent)).read()
    if problems:
        raise ProjectError(in_order(problems))
    return tuple(targets)


def _refuse_scattered(folder: Path) -> None:
    """A catalogue is delivered as one file says: series with files of their own would get another
    one than they ask for, silently."""
    if (folder / SERIES_FILE).is_file():
        return
    own = sorted(folder.glob(f"*/{TARGETS_FILE}"))
    problems = [
        Problem(
            file=shown_path(place),
            message=N_("this series has targets of its own; a run over the catalogue has others"),
            help=N_(
                "run its folder alone, move the file to the catalogue's folder, or name one with "
                "--targets"
            ),
        )
        for place in own
        if (place.parent / SERIES_FILE).is_file()
    ]
    if problems:
        raise ProjectError(problems)


def _shown(file: Path, given: Path) -> str:
    """The file's name as the user would write it who named the project `given`."""
    if given.is_absolute():
        return shown_path(file)
    try:
        return Path(os.path.relpath(file)).as_posix()
    except ValueError:  # another drive
        return file.as_posix()


def _outbox(folder: Path) -> Target:
    place = base_folder(folder)
    return Target(
        name=DEFAULT,
        platform="generic",
        url=resolved("file:outbox", place),
        directory=str(place),
        profiles=_profiles(folder, place),
    )


def _profiles(folder: Path, last: Path) -> str | None:
    """The nearest `profiles/` from the project up to where `goglobal.toml` is."""
    for place in (folder, *folder.parents):
        if (place / "profiles").is_dir():
            return str(place / "profiles")
        if place == last:
            return None
    return str(last / "profiles") if (last / "profiles").is_dir() else None


class _Reader:
    def __init__(
        self, document: Document, directory: Path, problems: list[Problem], profiles: str | None
    ) -> None:
        self.document = document
        self.directory = directory
        self.problems = problems
        self.profiles = profiles
        self.top = document.place(problems)

    def read(self) -> list[Target]:
        data = self.document.data
        refuse_secrets(data, self.top)
        for key in data:
            if key != "targets":
                close = nearest(key, ["targets"]) or "targets"
                self.top.into(key).refuse(
                    N_("unknown key; did you mean `{nearest}`?"), nearest=close
                )
        raw = data.get("targets")
        if not isinstance(raw, dict) or not raw:
            self.top.into("targets").refuse(
                N_("there are no targets"), N_("add a table [targets.NAME] for each")
            )
            return []
        tables = self._own_tables(raw)
        chains = {name: chain for name in tables if (chain := self._chain(name, tables))}
        for name, chain in chains.items():
            self._check_needed(name, [tables[link] for link in chain])
        self._check_places(tables, chains)
        if self.problems:
            return []
        targets = [self._target(name, chain, tables) for name, chain in chains.items()]
        return [target for target in targets if target is not None]

    def _own_tables(self, raw: Mapping[str, object]) -> Tables:
        """Each target as it stands, checked by itself."""
        tables: Tables = {}
        folded: dict[str, str] = {}
        for name, table in raw.items():
            place = self.top.into("targets", name)
            try:
                checked_name(name)
            except Refused as refused:
                place.refuse(refused.message, refused.help, **refused.arguments)
            other = folded.setdefault(name.casefold(), name)
            if other != name:
                place.refuse(N_("differs from target `{other}` only by case"), other=other)
            TARGET.read(table, place)
            if isinstance(table, dict):
                tables[name] = table
                for key in _ADDRESSES:
                    if isinstance(table.get(key), str):
                        self._resolved(str(table[key]), place.into(key))
        return tables

    def _chain(self, name: str, tables: Tables) -> list[str]:
        """A target and those that it extends, nearest first; empty where that cannot be told."""
        chain = [name]
        at = self.top.into("targets", name, "extends")
        while isinstance(parent := tables[chain[-1]].get("extends"), str):
            if parent in chain:
                if parent == name:
                    circle = " -> ".join([*chain, parent])
                    message = N_("the targets extend each other in a circle: {circle}")
                    at.refuse(message, circle=circle[:200])
                return []
            if parent not in tables:
                if len(chain) == 1:
                    self._no_parent(at, parent, [other for other in tables if other != name])
                return []
            chain.append(parent)
        return chain

    def _no_parent(self, at: Place, parent: str, others: list[str]) -> None:
        close = nearest(parent, others)
        if close:
            message = N_("there is no target `{parent}`; did you mean `{nearest}`?")
            at.refuse(message, parent=printable(parent), nearest=close)
        else:
            at.refuse(N_("there is no target `{parent}`"), parent=printable(parent))

    def _check_needed(self, name: str, chain: list[dict[str, object]]) -> None:
        unknown = [key for table in chain for key in table if key not in TARGET.fields]
        for key, advice in (
            ("platform", N_('add platform = "…"; `goglobal platforms` lists them')),
            ("url", N_('add url = "file:FOLDER" or url = "s3://BUCKET/PREFIX"')),
        ):
            if any(key in table for table in chain) or any(nearest(u, [key]) for u in unknown):
                continue
            self.top.into("targets", name, key).refuse(N_("missing"), advice)

    def _check_places(self, tables: Tables, chains: dict[str, list[str]]) -> None:
        seen: dict[str, str] = {}
        for name, chain in chains.items():
            merged = _merged(chain, tables)
            try:
                url = resolved(str(merged.get("url", "")), self.directory)
                service = str(merged.get("endpoint_url", "")).rstrip("/")
            except Refused:
                continue
            if same_place(url, service) == self._receipts(merged, service):
                self.top.into("targets", name, "receipts").refuse(
                    N_("is the place that is delivered to"),
                    N_("our own record stands somewhere else: `file:receipts`"),
                )
            other = seen.setdefault(same_place(url, service), name)
            if other != name:
                self.top.into("targets", name, "url").refuse(
                    N_("delivers to the same place as target `{other}`"),
                    N_("give each target a folder or prefix of its own"),
                    other=other,
                )

    def _receipts(self, merged: Mapping[str, object], service: str) -> str | None:
        try:
            return same_place(resolved(str(merged.get("receipts", "")), self.directory), service)
        except Refused:
            return None

    def _target(self, name: str, chain: list[str], tables: Tables) -> Target | None:
        lines: dict[KeyPath, int] = {}
        for link in reversed(chain):
            lines |= {("targets", name, key): self._line(link, key) for key in tables[link]}
        place = Place(
            self.document.file, {**lines, **self.document.lines}, self.problems, ("targets", name)
        )
        values = TARGET.read(_merged(chain, tables), place)
        if isinstance(values, Invalid):
            return None
        for key in _ADDRESSES:
            if key in values:
                values[key] = self._resolved(str(values[key]), place.into(key))
        if "episodes" in values and "compilation" in values:
            place.into("compilation").refuse(
                N_("a target takes single episodes or one long cut, not both"),
                N_("leave out `episodes`, or make a target of its own for the long cut"),
            )
            return None
        return msgspec.structs.replace(
            Target(name=name, platform="", url=""),
            **{**values, "directory": str(self.directory), "profiles": self.profiles},
        )

    def _line(self, name: str, key: str) -> int:
        return line_of(self.document.lines, ("targets", name, key)) or 0

    def _resolved(self, url: str, place: Place) -> str:
        try:
            return resolved(url, self.directory)
        except Refused as refused:
            place.refuse(refused.message, refused.help, **refused.arguments)
            return ""


def _merged(chain: list[str], tables: Tables) -> dict[str, object]:
    result: dict[str, object] = {}
    for link in reversed(chain):
        result = merge(result, tables[link])
    return {key: value for key, value in result.items() if key != "extends"}


def merge(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    """Two tables in one: tables merge, everything else above replaces what is below."""
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        both = isinstance(old, dict) and isinstance(value, dict)
        result[key] = merge(old, value) if both else value  # type: ignore[arg-type]
    return result
