"""The substitutions of a font in the order in which a shaper makes them.

Where substitutions go in circles, what a glyph can become depends on which of them are still to
come. So a glyph has a name of its own before each step that takes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from typing import Any, NamedTuple

Name = Hashable
Law = tuple[tuple[Name, ...], tuple[Name, ...], float]

STAGES = (
    {"rvrn", "frac", "numr", "dnom"},
    {"locl", "ccmp"},
    {"nukt"},
    {"akhn"},
    {"rphf"},
    {"rkrf"},
    {"pref"},
    {"blwf"},
    {"abvf"},
    {"half"},
    {"pstf"},
    {"vatu"},
    {"cjct"},
    {"cfar"},
)
"""Features that HarfBuzz applies one after the other in Indic scripts and Burmese; all others
follow together (its documentation, and OpenType's for these scripts, 2026-11)."""
TWICE = 2
"""How often the lookups that one context calls may meet in one place."""


class Staged(NamedTuple):
    """The laws of all steps."""

    laws: list[Law]
    names: dict[Name, Name]
    """Of each glyph that a step takes, before the first one."""


def staged(table: Any, rules_of: Callable[[Any], Iterator[Law]]) -> Staged:
    """The substitutions of a GSUB `table` as laws, with `rules_of` giving those of one lookup."""
    lookups = table.LookupList.Lookup
    laws: list[Law] = []
    names: dict[Name, Name] = {}
    for step, number in reversed(list(enumerate(_steps(table)))):
        rules = list(rules_of(lookups[number]))
        before: dict[Name, Name] = {
            glyph: (glyph, step) for taken, _, _ in rules for glyph in taken
        }
        for taken, given, floor in rules:
            now = tuple(names.get(glyph, glyph) for glyph in given)
            laws.append((tuple(before[glyph] for glyph in taken), now, floor))
        for glyph, name in before.items():
            laws.append(((name,), (names.get(glyph, glyph),), 0.0))
        names.update(before)
    return Staged(laws, names)


def _steps(table: Any) -> Iterator[int]:
    """The lookups that are applied, in order; some more than once."""
    by_feature: dict[str, set[int]] = defaultdict(set)
    for record in table.FeatureList.FeatureRecord:
        by_feature[record.FeatureTag].update(record.Feature.LookupListIndex)
    rest = set(by_feature).difference(*STAGES)
    for stage in (*STAGES, rest):
        for number in sorted({n for tag in stage for n in by_feature.get(tag, ())}):
            called = _called(table, number)
            yield from called * TWICE if called else [number]


def _called(table: Any, number: int) -> list[int]:
    """The lookups that a lookup of contexts calls, and those that they call."""
    found: list[int] = []
    waiting = [number]
    while waiting:
        lookup = table.LookupList.Lookup[waiting.pop()]
        for called in sorted(set(lookup.collect_lookups())):
            if called not in found:
                found.append(called)
                waiting.append(called)
    return sorted(found)
