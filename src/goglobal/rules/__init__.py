"""The rules: what is checked, one module a family, and how a profile turns them on and sets them.

Nothing is loaded before it is asked for. Rules of other packages come through the entry point
`goglobal.rules`: each entry is one rule function, or an iterable of them.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goglobal.findings import Found, Severity
    from goglobal.rules.base import AnyRule, Parameter, Parameters, Rule, RuleSet, rule
    from goglobal.rules.subjects import (
        CatalogSubject,
        DeliverySubject,
        SeriesSubject,
        TrackSubject,
    )

__all__ = [
    "CatalogSubject",
    "DeliverySubject",
    "Found",
    "Parameter",
    "Parameters",
    "Rule",
    "RuleSet",
    "SeriesSubject",
    "Severity",
    "TrackSubject",
    "all_rules",
    "builtin",
    "rule",
]

FAMILIES = (
    "project",
    "duplicates",
    "stale_tracks",
    "references",
    "long_cuts",
    "subtitle",
    "timing",
    "timing_frames",
    "timing_speed",
    "text",
    "text_characters",
    "text_residue",
    "text_style",
    "frame",
    "frame_places",
    "translation",
    "translation_times",
    "translation_form",
    "translation_language",
    "translation_numbers",
    "translation_names",
    "translation_consistency",
    "catalog",
    "catalog_damage",
    "catalog_language",
    "metadata",
    "metadata_characters",
    "metadata_shortened",
    "artwork",
    "videos",
    "delivery",
    "delivery_revisions",
    "documents",
)
"""The modules with a tuple `RULES`."""


def __getattr__(name: str) -> object:
    if name in __all__:
        for home in ("rules.base", "rules.subjects", "findings"):
            module = import_module(f"goglobal.{home}")
            if hasattr(module, name):
                value: object = getattr(module, name)
                return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@lru_cache(maxsize=1)
def builtin() -> tuple[AnyRule, ...]:
    """Every rule that goglobal brings, in code order."""
    rules: list[AnyRule] = []
    for family in FAMILIES:
        rules.extend(import_module(f"goglobal.rules.{family}").RULES)
    return tuple(sorted(rules, key=lambda function: function.rule.code))


def all_rules() -> tuple[AnyRule, ...]:
    """The built-in rules, then those of installed plug-ins, each group in code order.

    Raises `GoGlobalError` for a plug-in that does not load or whose code is already taken; the
    error names the plug-in.
    """
    from goglobal.rules.lookup import plugins

    return (*builtin(), *plugins())
