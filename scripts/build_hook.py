"""Hatchling build hook: compile the catalogs before the package is put together."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogHook(BuildHookInterface[Any]):
    """Compiles `locales/**/*.po` into `src/goglobal/locales/**/*.mo`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files, for wheels and editable installs alike."""
        spec = importlib.util.spec_from_file_location(
            "catalogs", Path(self.root) / "scripts" / "catalogs.py"
        )
        if spec is None or spec.loader is None:
            raise RuntimeError("scripts/catalogs.py is missing")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.compile_catalogs(Path(self.root))
