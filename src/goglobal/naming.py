"""The names of everything that will be delivered, worked out before anything is rendered.

What a bundle holds follows from the assignment alone: checks can judge the names first, and a
build knows which inputs each bundle depends on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from posixpath import basename, dirname, relpath, splitext

import msgspec

from goglobal.deliverables.base import Format, Rendering, find_format
from goglobal.deliverables.demands import problem, profile_problems
from goglobal.deliverables.selection import (
    Item,
    cut_of,
    items,
    outward,
    source_of,
    target_languages,
)
from goglobal.deliverables.spelling import spelled
from goglobal.episodes import parse_episodes
from goglobal.errors import Argument, Problem, ProfileError
from goglobal.messages import N_
from goglobal.model import SHARED
from goglobal.plans import Assignment
from goglobal.profiles.schema import Deliverable, Profile
from goglobal.profiles.templates import Value, fields_of, fill_template
from goglobal.rules.delivered import DeliveredName

WHOLE_SERIES = "series"
"""The name of the one bundle of a profile with `bundle_by = "series"`."""
IN_PLACE_KEY = "{series}/{language}/{path}"
"""The object key in the in-place layout where the profile has no template of its own."""
PAYLOAD = "data"
"""The folder of a bag's payload (RFC 8493, 2.1.2)."""
UNKNOWN_DIGEST = "0" * 64
"""Stands for a digest that is not known before rendering: as long as a real one."""

_NO_ID = N_("the name needs an id, and ids.csv has none for {what} at {target}")
_MEDIA_TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".mkv": "video/x-matroska",
    ".mxf": "application/mxf",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
}


def bundle_names(assignment: Assignment) -> tuple[str, ...]:
    """The bundles that this run makes, in the order they are built and committed: shared last."""
    profile = assignment.profile
    if profile.bundle_by == "series":
        return (WHOLE_SERIES,)
    if profile.bundle_by == "episode":
        return (*(episode_bundle(number) for number in assignment.episodes), SHARED)
    return (*assignment.languages, SHARED)


def episode_bundle(number: int) -> str:
    """The name of one episode's bundle."""
    return f"ep{number:03}"


def whole(assignment: Assignment) -> Assignment:
    """The same in all of the target's languages, whatever this run is narrowed to."""
    tags = target_languages(assignment)
    others = {tag: other for tag in tags if (other := source_of(assignment, tag)) != tag}
    return msgspec.structs.replace(assignment, languages=tags, fallbacks=others)


def renderings(assignment: Assignment, *, strict: bool = True) -> tuple[Rendering, ...]:
    """Every file of every bundle, by bundle in building order, then by path.

    `strict`: an id that is missing, and two files of one path, are problems too. Otherwise what
    cannot be named is left out (MET008 tells of it) and equal paths stay, for DLV002 to judge.
    Raises ProfileError with all problems.
    """
    profile = assignment.profile
    problems = [*profile_problems(profile), *_out_of_sight(assignment)]
    if problems:
        raise ProfileError(problems)
    seen: set[tuple[str, str]] = set()
    found: list[Rendering] = []
    for index, deliverable in enumerate(profile.deliverables):
        form, where = find_format(deliverable.format), f"deliverables[{index}].name"
        for item in items(assignment, deliverable, form):
            try:
                rendering = _rendering(assignment, deliverable, form, item)
            except KeyError:
                problems.append(problem(profile, where, _NO_ID, _whose(item, assignment)))
                continue
            place = (rendering.bundle, rendering.path.casefold())
            if place in seen:
                message = N_("two files of the bundle {bundle} would be called {path}")
                values: dict[str, Argument] = {"path": rendering.path, "bundle": rendering.bundle}
                problems.append(problem(profile, where, message, values))
            seen.add(place)
            found.append(rendering)
    if problems and strict:
        raise ProfileError(problems)
    order = {name: index for index, name in enumerate(bundle_names(assignment))}
    chosen = (rendering for rendering in found if rendering.bundle in order)
    return tuple(sorted(chosen, key=lambda r: (order[r.bundle], r.path)))


def object_key(
    assignment: Assignment, bundle: str, digest: str, path: str, *, sha256: str | None = None
) -> str:
    """The object key, below the target's prefix, of the file at `path` in a bundle.

    `digest` names the bundle's content (`Manifest.bundle`); `sha256` is given for a file that is
    kept by its own content, outside the bundle (video). In-place layouts use neither.
    """
    series, profile = assignment.series, assignment.profile
    if (assignment.target.layout or profile.layout) == "immutable":
        if sha256 is not None:
            return f"{series.id}/media/{sha256}/{basename(path)}"
        return f"{series.id}/{bundle}/{digest}/{path}"
    values: dict[str, Value] = {
        "series": series.id,
        "alias": spelled(assignment.target.alias or series.id, profile.names),
        "language": outward(profile, bundle),
        "bundle": bundle,
        "path": path,
    }
    return fill_template(profile.key_template or IN_PLACE_KEY, values)


def archive_path(assignment: Assignment, bundle: str) -> str:
    """The name of the zip file that holds a bundle's payload in a profile that wants one."""
    return f"{assignment.series.id}-{outward(assignment.profile, bundle)}.zip"


def delivered_names(assignment: Assignment) -> tuple[DeliveredName, ...]:
    """The name and object key of every file, for the DLV rules; digests are stood in for.

    In a zip the files' keys are the zip's own with their path after it: two files that collide
    there collide for whoever unpacks it. Never raises for what other rules find.
    """
    return tuple(
        delivered_name(assignment, rendering) for rendering in renderings(assignment, strict=False)
    )


def delivered_name(assignment: Assignment, rendering: Rendering) -> DeliveredName:
    """The name and planned object key of one file."""
    return DeliveredName(
        path=rendering.path,
        key=planned_key(assignment, rendering),
        language=rendering.language,
        episode=rendering.episode,
        source=rendering.source,
        kind=rendering.kind,
        revision=rendering.revision,
    )


def planned_key(assignment: Assignment, rendering: Rendering, *, sha256: str | None = None) -> str:
    """The object key of one file before its bundle is known, with digests stood in for.

    `sha256` is that of a file that is kept by its own content, where it is known (`object_key`).
    In a zip it is the zip's key with the file's path after it.
    """
    apart = sha256 is not None or rendering.role == "video"
    inside = assignment.profile.container == "zip" and not apart
    path = archive_path(assignment, rendering.bundle) if inside else rendering.path
    content = (sha256 or UNKNOWN_DIGEST) if apart else None
    key = object_key(assignment, rendering.bundle, UNKNOWN_DIGEST, path, sha256=content)
    return f"{key}/{rendering.path}" if inside else key


def _out_of_sight(assignment: Assignment) -> Iterator[Problem]:
    """Formats that name every file by its place, where places are only known afterwards."""
    profile = assignment.profile
    if profile.bundle_by == "series" or (assignment.target.layout or profile.layout) == "in-place":
        return
    for index, deliverable in enumerate(profile.deliverables):
        if find_format(deliverable.format).sight == "content":
            message = N_(
                "{format} says where the files of other bundles lie, which the immutable layout "
                "decides by their content: take bundle_by = “series”, or the in-place layout"
            )
            values: dict[str, Argument] = {"format": deliverable.format}
            yield problem(profile, f"deliverables[{index}].format", message, values)


def location(assignment: Assignment, own: Rendering, other: Rendering, sha256: str | None) -> str:
    """Where `other` lies as seen from `own`, as a relative path with `/`.

    `sha256` is given for what is kept by its own content (`object_key`). Within a bundle, and where
    a layout names other bundles by their content, it is the way from file to file as built.
    """
    start, to = own.path, other.path
    layout = assignment.target.layout or assignment.profile.layout
    if layout == "in-place" or sha256 is not None:
        start = object_key(assignment, own.bundle, UNKNOWN_DIGEST, own.path)
        to = object_key(assignment, other.bundle, UNKNOWN_DIGEST, other.path, sha256=sha256)
    elif own.bundle != other.bundle:
        start, to = f"{own.bundle}/{start}", f"{other.bundle}/{to}"
    return relpath(to, dirname(start) or ".")


def _rendering(
    assignment: Assignment, deliverable: Deliverable, form: Format, item: Item
) -> Rendering:
    profile = assignment.profile
    revision = revision_of(assignment, item.language or SHARED, item.episode)
    values: dict[str, Value] = {
        **_common_values(assignment, item.episode),
        "language": outward(profile, item.language or SHARED),
        "revision": revision,
        "kind": item.kind or "full",
        "purpose": item.purpose,
    }
    cut = cut_of(assignment)
    if item.episode is not None:
        values["episode"] = item.episode
    elif cut:
        values["episode"] = (cut[0], cut[-1])
    path, media_type = fill_template(deliverable.name, values), form.media_type
    if form.copied and item.source is not None:
        suffix = splitext(item.source)[1].lower().replace(".jpeg", ".jpg")
        path += suffix
        media_type = media_type or _MEDIA_TYPES.get(suffix, "")
    if profile.container == "bagit":
        path = f"{PAYLOAD}/{path}"
    return Rendering(
        bundle=_bundle_of(profile, deliverable, item),
        path=unicodedata.normalize("NFC", path),
        format=deliverable.format,
        role=form.role,
        media_type=media_type or "application/octet-stream",
        language=item.language,
        kind=item.kind,
        episode=item.episode,
        source=item.source,
        parts=item.parts,
        purpose=item.purpose,
        options=deliverable.options,
        revision=revision if "revision" in fields_of(deliverable.name) else None,
    )


def _bundle_of(profile: Profile, deliverable: Deliverable, item: Item) -> str:
    if profile.bundle_by == "series":
        return WHOLE_SERIES
    if profile.bundle_by == "episode":
        return SHARED if item.episode is None else episode_bundle(item.episode)
    return item.language if deliverable.bundle == "language" and item.language else SHARED


def _common_values(assignment: Assignment, episode: int | None) -> dict[str, Value]:
    series, target, names = assignment.series, assignment.target, assignment.profile.names
    values: dict[str, Value] = {
        "series": series.id,
        "alias": spelled(target.alias or series.id, names),
        "season": series.season,
    }
    identity = series.ids.get((target.name, episode)) or series.ids.get((target.name, None))
    if identity:
        values["id"] = spelled(identity, names)
    return values


def revision_of(assignment: Assignment, language: str, episode: int | None) -> int:
    """The newest revision that `deliveries.toml` names for a file; the first delivery is 1.

    `language` is `SHARED` for what belongs to all; a file of no episode has the entries without.
    """
    revisions = [
        entry.revision
        for entry in assignment.series.redeliveries
        if entry.target == assignment.target.name
        and entry.language == language
        and (episode in parse_episodes(entry.episodes) if entry.episodes else episode is None)
    ]
    return max(revisions, default=1)


def _whose(item: Item, assignment: Assignment) -> dict[str, Argument]:
    what = f"ep{item.episode:03}" if item.episode is not None else assignment.series.id
    return {"what": what, "target": assignment.target.name}
