"""What an error keeps out of the bundles.

`held` says it by language (None: the part that all share): the episodes, or "all". A bundle
that is held is not made, and one from an earlier build is taken away, so that `push dist` never
sends what no longer passes. An episode that is held is left out and named in the manifest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from goglobal.deliverables.base import Rendering, find_format
from goglobal.deliverables.selection import cut_of, source_of, target_languages
from goglobal.model import SHARED
from goglobal.naming import (
    WHOLE_SERIES,
    bundle_names,
    episode_bundle,
    renderings,
    whole,
)
from goglobal.plans import Assignment

Held = Mapping[str | None, tuple[int, ...] | Literal["all"]]


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """What remains of one bundle."""

    episodes: tuple[int, ...]
    """The selected ones that are delivered, in order."""
    held: tuple[int, ...]
    """The selected ones that are left out of it, in some language at least."""
    renderings: tuple[Rendering, ...]
    described: tuple[Rendering, ...] = ()
    """What its documents may name: everything that goes to the target, in all of its languages;
    empty where none of its formats looks at that."""
    around: dict[str, tuple[int, ...]] = {}
    """The episodes of every bundle that is described, by its name."""


def held_bundles(assignment: Assignment, held: Held | None) -> tuple[str, ...]:
    """The names of the bundles that are not made, in building order."""
    names = bundle_names(assignment)
    return tuple(name for name in names if _is_held(assignment, name, held or {}))


def shares(assignment: Assignment, held: Held | None = None) -> dict[str, Share]:
    """Every bundle that is made, by name, in building order.

    Raises ProfileError for names that cannot be.
    """
    parts = _shares(assignment, held)
    if not any(looks(part.renderings) for part in parts.values()):
        return parts
    every = _shares(whole(assignment), held)
    described = tuple(
        rendering
        for part in every.values()
        for rendering in part.renderings
        if find_format(rendering.format).sight != "content"
    )
    around = {name: part.episodes for name, part in every.items()}
    return {
        name: msgspec.structs.replace(part, described=described, around=around)
        if looks(part.renderings)
        else part
        for name, part in parts.items()
    }


def looks(renderings: tuple[Rendering, ...], sight: str = "") -> bool:
    """Whether one of these documents looks at the other files: with that sight, or with any."""
    sights = {find_format(name).sight for name in {r.format for r in renderings}}
    return sight in sights if sight else bool(sights - {""})


def _shares(assignment: Assignment, held: Held | None) -> dict[str, Share]:
    planned = renderings(assignment)
    parts = {name: _share(assignment, name, planned, held) for name in bundle_names(assignment)}
    return {name: part for name, part in parts.items() if part is not None}


def _share(
    assignment: Assignment, name: str, planned: tuple[Rendering, ...], held: Held | None
) -> Share | None:
    """What of the bundle `name` is delivered; None: it is held, or there is nothing in it."""
    holds = held or {}
    if _is_held(assignment, name, holds):
        return None
    out = {
        language: _episodes(assignment, language, holds)
        for language in (None, *(r.language for r in planned if r.bundle == name))
    }
    kept = tuple(
        r
        for r in planned
        if r.bundle == name and (r.episode is None or r.episode not in out[r.language])
    )
    if not kept:
        return None
    # A bundle that mixes languages still delivers an episode that only one of them lacks.
    everywhere = out[name] if name in out else out[None]
    named = everywhere if name in (*assignment.languages, SHARED) else set().union(*out.values())
    return Share(
        episodes=tuple(n for n in _of_bundle(assignment, name) if n not in everywhere),
        held=tuple(n for n in _of_bundle(assignment, name) if n in named),
        renderings=kept,
    )


def _is_held(assignment: Assignment, name: str, held: Held) -> bool:
    described = target_languages(assignment)  # also what this run is narrowed away from
    lost = [tag for tag in described if _all_held(assignment, tag, held)]
    if held.get(None) == "all":
        return True
    if name in assignment.languages and assignment.profile.bundle_by == "language":
        return name in lost
    if name in (SHARED, WHOLE_SERIES):
        return bool(lost)  # its metadata would name a language that does not arrive
    return bool(lost) or any(
        episode_bundle(number) == name
        for tag in (None, *assignment.languages)
        for number in _episodes(assignment, tag, held)
    )


def _all_held(assignment: Assignment, language: str, held: Held) -> bool:
    if cut_of(assignment) and _episodes(assignment, language, held):
        return True  # a long cut has all of its episodes, or it is not made
    if any(held.get(tag) == "all" for tag in (language, source_of(assignment, language))):
        return True
    selected = set(assignment.episodes)
    return bool(selected) and selected <= _episodes(assignment, language, held)


def _episodes(assignment: Assignment, language: str | None, held: Held) -> set[int]:
    tags = {None} if language is None else {None, language, source_of(assignment, language)}
    found: set[int] = set()
    for tag in tags:
        value = held.get(tag, ())
        found.update(assignment.episodes if value == "all" else value)
    return found


def _of_bundle(assignment: Assignment, name: str) -> tuple[int, ...]:
    if assignment.profile.bundle_by == "episode" and name != SHARED:
        return tuple(n for n in assignment.episodes if episode_bundle(n) == name)
    return assignment.episodes
