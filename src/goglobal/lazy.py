"""Names of a package whose modules are loaded when the name is first used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module


def load(package: str, homes: Mapping[str, str], name: str) -> object:
    """`name` from its module in `package`, by `homes` (name to module).

    Raises `AttributeError` as Python does where the package has no such name.
    """
    home = homes.get(name)
    if home is None:
        raise AttributeError(f"module {package!r} has no attribute {name!r}")
    return getattr(import_module(f"{package}.{home}"), name)
