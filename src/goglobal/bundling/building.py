"""Bundles on disk: rendered beside their place, swapped in whole, left alone if nothing changed.

A held bundle is not made and an older one of it goes away, as does one of a language that the
target no longer has; bundles of languages that this run is only narrowed away from stay.
"""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from goglobal.bundling import swapping
from goglobal.bundling.bundle import Bundle
from goglobal.bundling.holding import Held, Share, shares
from goglobal.bundling.inputs import (
    Memory,
    Seen,
    content_key,
    input_names,
    input_path,
    look_at,
    memory_path,
    recall,
    remember,
)
from goglobal.bundling.loading import (
    is_complete,
    is_intact,
    save_sources,
    sources_path,
    stamp,
    whole_manifest,
)
from goglobal.bundling.manifest import Manifest
from goglobal.bundling.paths import MANIFEST, check_path
from goglobal.bundling.seeing import Sighting, is_apart
from goglobal.bundling.writing import BundleWriter
from goglobal.deliverables.selection import target_languages
from goglobal.errors import GoGlobalError
from goglobal.messages import N_
from goglobal.naming import episode_bundle
from goglobal.plans import Assignment

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def build_assignment(
    assignment: Assignment,
    out: Path,
    *,
    held: Held | None = None,
    state: Path | None = None,
    cache: bool = True,
) -> list[Bundle]:
    """Build every bundle of one series for one target below `out`; the shared one last.

    `held` is what errors keep out. `state` is the folder in which builds are remembered; with
    none, and without `cache`, everything is rendered.

    Raises ProfileError for names that cannot be, GoGlobalError for inputs that cannot be
    delivered and for a folder that cannot be written; what stood there before stays whole.
    """
    parts = shares(assignment, held)
    folder = prepare(assignment, out, parts, held=held)
    return [
        build_bundle(assignment, folder / name, part, state=state, cache=cache)
        for name, part in parts.items()
    ]


def prepare(
    assignment: Assignment, out: Path, parts: dict[str, Share], *, held: Held | None = None
) -> Path:
    """The folder of a series' bundles for a target, with nothing in it that must not be sent.

    What a kill left is finished; what is held or no longer wanted is taken away. `parts` is what
    `shares` gives. Raises GoGlobalError where the folder cannot be written.
    """
    for name in (assignment.series.id, assignment.target.name, *parts):
        check_path(name)
    folder = out.absolute() / assignment.series.id / assignment.target.name
    wanted = {*parts, *_others(assignment)}
    if held and held.get(None) == "all":
        wanted = set()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        swapping.recover(folder, is_complete)
        for place in sorted(folder.iterdir()):
            if place.name not in wanted and (place / MANIFEST).is_file():
                swapping.remove(place)
                sources_path(place).unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return folder


def build_bundle(
    assignment: Assignment,
    place: Path,
    part: Share,
    *,
    state: Path | None = None,
    cache: bool = True,
) -> Bundle:
    """Build one bundle at `place`, or find that it stands there already.

    Raises as `build_assignment` does.
    """
    root, name = Path(assignment.series.root), place.name
    for rendering in part.renderings:
        check_path(rendering.path)
    remembered = memory_path(assignment, name, state) if state is not None else None
    last = recall(remembered) if remembered is not None and cache else Memory()
    seen = look_at(root, input_names(part), last)
    key = content_key(assignment, part, seen)
    manifest = whole_manifest(place) if last.key == key else None
    cached = (
        manifest is not None
        and manifest.bundle == last.bundle
        and (stamp(place, manifest) == last.stamp or is_intact(place, manifest))
    )
    if manifest is None or not cached:
        manifest = _write(assignment, place, part, seen)
    sources = {
        rendering.path: input_path(root, rendering.source)
        for rendering in part.renderings
        if rendering.source is not None and is_apart(rendering, seen, assignment)
    }
    try:
        save_sources(place, sources)
    except OSError as error:
        raise _unwritable(place.parent, error) from error
    if remembered is not None:
        memory = Memory(key=key, bundle=manifest.bundle, inputs=seen, stamp=stamp(place, manifest))
        if memory != last:
            remember(remembered, memory)
    return Bundle(path=str(place), manifest=manifest, cached=cached, sources=sources)


def _write(assignment: Assignment, place: Path, part: Share, seen: dict[str, Seen]) -> Manifest:
    new: Path | None = None
    try:
        new = swapping.staging(place)
        sight = Sighting(assignment, part, seen)
        writer = BundleWriter(assignment, place.name, new, sight, seen)
        manifest = writer.write(part.renderings, part.episodes, part.held)
        swapping.swap(new, place)
    except OSError as error:
        raise _unwritable(place.parent, error) from error
    finally:
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)
    return manifest


def _others(assignment: Assignment) -> set[str]:
    """Bundles that this run does not make but that the target has: it may be narrowed."""
    if assignment.profile.bundle_by == "series":
        return set()
    if assignment.profile.bundle_by == "episode":
        numbers = {episode.number for episode in assignment.series.episodes}
        return {episode_bundle(number) for number in numbers - set(assignment.episodes)}
    return set(target_languages(assignment)) - set(assignment.languages)


def _unwritable(folder: Path, error: OSError) -> GoGlobalError:
    reason = error.strerror or str(error)
    if error.errno in _FULL:
        hint = N_("make room on the disk and run the build again; the last bundles are whole")
    else:
        hint = N_("name another folder, or see to its rights; the last bundles are whole")
    message = N_("the folder {folder} cannot be written: {reason}")
    return GoGlobalError(message, {"folder": str(folder), "reason": reason}, hint)
