"""Profiles by name or path: found, merged with their parents, checked, every problem at once.

Looked for in this order: a path (it has a separator or ends in `.toml`), the project's
`profiles/` folder, the entry points `goglobal.profiles`, the profiles that come along. A profile
that `extends` its own name takes the next of that name in this order: so a project can overlay
a built-in profile and keep its name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from goglobal.errors import Problem, ProfileError
from goglobal.messages import N_
from goglobal.profiles.frames import check_frame, found_font
from goglobal.profiles.schema import Profile
from goglobal.profiles.shape import NAME, PROFILE, Values
from goglobal.project.lines import shown
from goglobal.project.reading import printable, shown_path
from goglobal.project.toml import Document, convert, read_document
from goglobal.suggestions import nearest

ENTRY_POINTS = "goglobal.profiles"
_DEEPEST = 16
"""Parents above a profile; more is a mistake."""


class _Place(Protocol):
    """Where a profile comes from."""

    @property
    def name(self) -> str: ...

    @property
    def file(self) -> str: ...

    @property
    def folder(self) -> Path | None: ...

    def document(self, problems: list[Problem]) -> Document | None: ...


class _File:
    def __init__(self, path: Path, file: str) -> None:
        self.name, self.file, self.folder = path.stem, file, path.parent
        self.path = path

    def document(self, problems: list[Problem]) -> Document | None:
        return read_document(self.path, self.file, problems)


class _PlugIn:
    def __init__(self, name: str, value: str, loaded: object) -> None:
        self.name, self.file, self.folder = name, value, None
        self.loaded = loaded

    def document(self, problems: list[Problem]) -> Document | None:
        loaded = self.loaded
        if isinstance(loaded, str | os.PathLike):
            return read_document(Path(loaded), self.file, problems)
        if isinstance(loaded, Mapping):
            return Document(self.file, {str(key): value for key, value in loaded.items()}, {})
        problems.append(
            Problem(
                file=self.file,
                message=N_("the plug-in for the profile “{name}” gives no path and no table"),
                arguments={"name": self.name},
            )
        )
        return None


def load_profile(name_or_path: str | Path, *, project: Path | None = None) -> Profile:
    """The profile of a name or at a path, merged with its parents.

    `project` is the folder that holds the project's `profiles/`, or that folder itself. The
    result's `origins` says which file set each value.

    Raises ProfileError with every problem of every file that is involved.
    """
    problems: list[Problem] = []
    place = _first(str(name_or_path), None, project, problems)
    if place is None:
        if not problems:
            problems.append(_unknown(str(name_or_path), project))
        raise ProfileError(problems)
    merged: Values = {}
    origins: dict[str, str] = {}
    for ancestor, values in reversed(_chain(place, project, problems)):
        merged.pop("extends", None)  # the nearest file's own, or none
        _merge(merged, values, origins, ancestor.file, ())
    if problems:
        raise ProfileError(problems)
    return _profile(place, merged, origins)


def list_profiles(*, project: Path | None = None) -> tuple[str, ...]:
    """The names that `load_profile` knows, sorted."""
    from importlib.metadata import entry_points

    names = {point.name for point in entry_points(group=ENTRY_POINTS)}
    for folder in (_project_folder(project), _built_in()):
        if folder is not None and folder.is_dir():
            names.update(path.stem for path in folder.glob("*.toml") if NAME.fullmatch(path.stem))
    return tuple(sorted(names))


def _profile(place: _Place, merged: Values, origins: dict[str, str]) -> Profile:
    merged["name"], merged["origins"] = place.name, origins
    try:
        return msgspec.convert(merged, Profile, strict=True)
    except msgspec.ValidationError as error:  # pragma: no cover - the shapes let nothing by
        message = N_("cannot be used: {reason}")
        arguments = {"reason": printable(str(error), 200)}
        raise ProfileError(
            [Problem(file=place.file, message=message, arguments=arguments)]
        ) from error


def _chain(
    place: _Place, project: Path | None, problems: list[Problem]
) -> list[tuple[_Place, Values]]:
    """The profile and its parents, nearest first; what is wrong with them goes to `problems`."""
    chain: list[tuple[_Place, Values]] = []
    documents: list[tuple[Document, Path | None]] = []
    seen: set[str] = set()
    current: _Place | None = place
    while current is not None:
        seen.add(current.file)
        document = current.document(problems)
        if document is None:
            break
        values = convert(document, PROFILE, problems)
        _check_reasons(document, problems)
        values = values or {}
        found_font(values, current.folder)
        chain.append((current, values))
        documents.append((document, current.folder))
        # the parent is wanted even where the child is wrong: its problems are told as well
        parent = document.data.get("extends")
        if not isinstance(parent, str) or not parent:
            break
        above = _first(parent, current, project, problems)
        where = document.place(problems).into("extends")
        if above is None:
            unknown = _unknown(parent, project)
            where.refuse(unknown.message, unknown.help, **unknown.arguments)
        elif above.file in seen or len(seen) > _DEEPEST:
            where.refuse(N_("`{parent}` leads back to this profile"), parent=printable(parent))
            break
        current = above
    check_frame(documents, problems)
    return chain


def _check_reasons(document: Document, problems: list[Problem]) -> None:
    rules = document.data.get("rules")
    for code, setting in rules.items() if isinstance(rules, dict) else ():
        if isinstance(setting, dict) and "severity" in setting and not setting.get("reason"):
            document.place(problems).into("rules", code, "severity").refuse(
                N_("a changed severity needs a `reason` beside it")
            )


def _merge(
    base: Values,
    over: Mapping[str, object],
    origins: dict[str, str],
    file: str,
    path: tuple[str, ...],
) -> None:
    """Tables merge, everything else replaces; `origins` keeps the file of every value."""
    for key, value in over.items():
        below = (*path, key)
        there = base.get(key)
        if isinstance(value, dict):
            table: Values = there if isinstance(there, dict) else {}
            if there is not table:
                _forget(origins, shown(below))
            base[key] = table
            _merge(table, value, origins, file, below)
            continue
        _forget(origins, shown(below))
        base[key] = value
        origins[shown(below)] = file


def _forget(origins: dict[str, str], path: str) -> None:
    for key in [key for key in origins if key == path or key.startswith(f"{path}.")]:
        del origins[key]


def _first(
    wanted: str, child: _Place | None, project: Path | None, problems: list[Problem]
) -> _Place | None:
    """The place that `wanted` names for its child, or for the user where there is none."""
    if wanted.endswith(".toml") or "/" in wanted or os.sep in wanted:
        path = Path(wanted)
        if child is not None and child.folder is not None:
            path = child.folder / path
        return _File(path, shown_path(path))
    candidates = list(_candidates(wanted, project, problems))
    if child is not None and child.name == wanted:
        files = [candidate.file for candidate in candidates]
        after = files.index(child.file) + 1 if child.file in files else 0
        candidates = candidates[after:] or candidates[:1]
    return candidates[0] if candidates else None


def _candidates(name: str, project: Path | None, problems: list[Problem]) -> Iterator[_Place]:
    from importlib.metadata import entry_points

    if not NAME.fullmatch(name):
        return
    folder = _project_folder(project)
    if folder is not None and (folder / f"{name}.toml").is_file():
        path = folder / f"{name}.toml"
        yield _File(path, shown_path(path))
    for point in sorted(entry_points(group=ENTRY_POINTS, name=name), key=lambda p: p.value):
        try:
            loaded = point.load()
            if callable(loaded):
                loaded = loaded()
        except Exception as error:
            problems.append(
                Problem(
                    file=point.value,
                    message=N_("the plug-in for the profile “{name}” failed: {reason}"),
                    arguments={"name": name, "reason": printable(f"{error!r}", 200)},
                    help=N_("update or uninstall it"),
                )
            )
            continue
        yield _PlugIn(name, point.value, loaded)
    path = _built_in() / f"{name}.toml"
    if path.is_file():
        yield _File(path, name)


def _unknown(wanted: str, project: Path | None) -> Problem:
    known = list_profiles(project=project)
    close = nearest(wanted, known)
    arguments = {"name": printable(wanted), "known": ", ".join(known), "nearest": close or ""}
    if close:
        message = N_("there is no profile “{name}”; did you mean “{nearest}”?")
    else:
        message = N_("there is no profile “{name}”")
    return Problem(
        file=printable(wanted), message=message, arguments=arguments, help=N_("there are: {known}")
    )


def _project_folder(project: Path | None) -> Path | None:
    if project is None:
        return None
    return project if project.name == "profiles" else project / "profiles"


def _built_in() -> Path:
    return Path(__file__).parent / "data"
