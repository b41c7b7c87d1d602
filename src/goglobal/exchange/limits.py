"""What the targets take: the lowest limits of all of them, for a translator to keep to."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from goglobal.model import Kind
from goglobal.plans import Assignment


class CueLimits(msgspec.Struct, frozen=True, kw_only=True):
    """The tightest limits of all targets for the cues of one language; None: nobody sets one."""

    max_cps: float | None = None
    """Characters a second, counted as a reader does."""
    max_cpl: float | None = None
    """Characters in a line."""
    max_lines: int | None = None


def cue_limits(
    assignments: Iterable[Assignment], language: str, kind: Kind, audience: str
) -> CueLimits:
    """The limits for a track, from the rules that the targets' profiles run."""
    from goglobal.rules.base import RuleSet, resolve
    from goglobal.rules.text import line_too_long, too_many_lines
    from goglobal.rules.timing_speed import reading_speed

    found: dict[str, list[float]] = {}
    for assignment in assignments:
        rules = RuleSet((reading_speed, line_too_long, too_many_lines), assignment.profile)
        for setting in rules.settings:
            parameters = resolve(
                setting.function.rule,
                setting.setting,
                language=language,
                kind=kind,
                audience=audience,
            )
            for name in ("max_cps", "max_cpl", "max_lines"):
                if name in parameters.values:
                    found.setdefault(name, []).append(parameters.number(name))
    lowest = {name: min(values) for name, values in found.items()}
    lines = lowest.get("max_lines")
    return CueLimits(
        max_cps=lowest.get("max_cps"),
        max_cpl=lowest.get("max_cpl"),
        max_lines=None if lines is None else int(lines),
    )


class TextLimit(msgspec.Struct, frozen=True, kw_only=True):
    """The tightest limit for one metadata text; None: nobody sets one."""

    characters: int | None = None
    bytes: int | None = None


def text_limit(assignments: Iterable[Assignment], key: str) -> TextLimit:
    """The limit for the metadata text under a key."""
    from goglobal.rules.fields import field_of

    field = field_of(key)
    limits = [a.profile.metadata.limits[field] for a in assignments if field in _limits(a)]
    characters = [one.characters for one in limits if one.characters is not None]
    sizes = [one.bytes for one in limits if one.bytes is not None]
    return TextLimit(characters=min(characters, default=None), bytes=min(sizes, default=None))


def _limits(assignment: Assignment) -> frozenset[str]:
    return frozenset(assignment.profile.metadata.limits)
