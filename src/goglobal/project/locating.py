"""Where things are: the series folder itself, `goglobal.toml`, the state."""

from __future__ import annotations

import os
from pathlib import Path

from goglobal.errors import Problem, ProjectError
from goglobal.messages import N_
from goglobal.project.reading import shown_path

SERIES_FILE = "series.toml"
TARGETS_FILE = "goglobal.toml"


def folder_of(path: str | os.PathLike[str]) -> Path:
    """The absolute folder that a user named. Raises ProjectError where it is none."""
    given = Path(path)
    shown = shown_path(given)
    try:
        if given.is_dir():
            return given.resolve()
        exists = given.exists() or given.is_symlink()
    except (OSError, ValueError, RuntimeError):
        exists = False
    if exists:
        message = N_("is a file; a series folder is wanted")
        help_ = N_("give the folder that holds series.toml")
    else:
        message = N_("there is no such folder")
        help_ = N_("check the path, or make a series folder with `goglobal init DIR`")
    raise ProjectError([Problem(file=shown, message=message, help=help_)])


def find_targets_file(path: str | os.PathLike[str]) -> Path | None:
    """`goglobal.toml` in a folder or the nearest parent that has one, absolute; else None."""
    folder = Path(path).resolve()
    for place in (folder, *folder.parents):
        candidate = place / TARGETS_FILE
        if os.path.lexists(candidate) and not candidate.is_dir():
            return candidate  # a broken link, too: reading it tells so
    return None


def base_folder(path: str | os.PathLike[str], targets_file: Path | None = None) -> Path:
    """Where state, `dist`, `outbox` and `receipts` stand, absolute: beside `goglobal.toml`, else
    beside `series.toml` or in the catalogue's folder."""
    found = targets_file or find_targets_file(path)
    return Path(os.path.abspath(found)).parent if found else Path(path).resolve()


def state_folder(path: str | os.PathLike[str], *, targets_file: Path | None = None) -> Path:
    """The folder of our own notes about a project (`.goglobal`), absolute; it may not exist."""
    return base_folder(path, targets_file) / ".goglobal"
