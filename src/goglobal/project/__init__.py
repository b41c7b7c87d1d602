"""The project on disk: series folders, catalogues and targets, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goglobal.project.loading import load_catalogue, load_series
    from goglobal.project.locating import find_targets_file, state_folder
    from goglobal.project.targets import load_targets

__all__ = [
    "find_targets_file",
    "load_catalogue",
    "load_series",
    "load_targets",
    "state_folder",
]

_HOMES = {
    "load_catalogue": "loading",
    "load_series": "loading",
    "find_targets_file": "locating",
    "state_folder": "locating",
    "load_targets": "targets",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
