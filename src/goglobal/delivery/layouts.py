"""Where each object of a bundle goes: the keys of the immutable and the in-place layout."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import Literal

import msgspec

from goglobal.bundling.bundle import Bundle
from goglobal.bundling.loading import sums as sums_of
from goglobal.bundling.manifest import Manifest, ManifestFile
from goglobal.bundling.paths import MANIFEST, SUMS
from goglobal.deliverables.spelling import spelled
from goglobal.delivery.deciding import Wanted
from goglobal.delivery.store import check_key
from goglobal.errors import StoreError, UsageError
from goglobal.messages import N_
from goglobal.model import SHARED, Target
from goglobal.profiles.schema import Profile
from goglobal.profiles.templates import Value, fill_template

POINTER = "current.json"
_EPISODE = re.compile(r"ep\d+\Z")
_IN_PLACE = "{series}/{language}/{path}"


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One object to be delivered: its key below the prefix, and where its bytes are."""

    key: str
    source: bytes | str
    """The bytes themselves, or the absolute path of the file that has them."""
    wanted: Wanted
    media_type: str
    language: str | None = None
    role: str = ""
    episode: int | None = None
    media: bool = False
    """It lies outside of the bundle's own folder, under a key that names its content."""


class Placement(msgspec.Struct, frozen=True, kw_only=True):
    """All objects of one bundle, in the order in which they go out."""

    layout: Literal["immutable", "in-place"]
    series: str
    unit: str
    prefix: str
    """What the keys of all but media begin with."""
    stages: tuple[tuple[Item, ...], ...]
    """Payload: what is in one stage may go out in any order, the stages one after another."""
    sums: Item | None
    commit: Item | None
    """What is sent last: in the in-place layout its presence says that all is there."""
    pointer: str | None
    """Key of the pointer; None: the layout has none."""

    @property
    def payload(self) -> tuple[Item, ...]:
        """All payload, in order."""
        return tuple(item for stage in self.stages for item in stage)

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything but the pointer, in order."""
        return (*self.payload, *(item for item in (self.sums, self.commit) if item))


def unit_of(manifest: Manifest, path: str = "") -> str:
    """The folder of a bundle below its series: a language, `shared`, `ep001` or `series`."""
    if manifest.language is not None:
        return manifest.language
    name = Path(path).name
    return name if name == "series" or _EPISODE.match(name) else SHARED


def place(bundle: Bundle, target: Target, profile: Profile) -> Placement:
    """Decide every key of `bundle`.

    Raises StoreError where a key would leave the prefix or two would be one.
    """
    manifest = bundle.manifest
    unit = unit_of(manifest, bundle.path)
    layout = target.layout or profile.layout
    keys = Keys(manifest, unit, target, profile)
    payload = [
        Item(
            key=keys.of(file),
            source=_source(bundle, file),
            wanted=Wanted(size=file.bytes, sha256=file.sha256, md5=file.md5),
            media_type=file.media_type,
            language=file.language,
            role=file.role,
            episode=file.episode,
            media=file.key is not None,
        )
        for file in manifest.files
    ]
    sums = commit = None
    sidecars = layout == "immutable" or profile.sidecars
    if sidecars and (lines := sums_of(manifest.files)):
        sums = _made(keys.named(SUMS), lines, "text/plain; charset=utf-8")
    if layout == "immutable" or (sidecars and profile.commit in {"", MANIFEST}):
        commit = _made(keys.named(MANIFEST), manifest.to_bytes(), "application/json")
    else:
        last = keys.named(profile.commit) if profile.commit else ""
        commit = next((item for item in payload if item.key == last), None)
        payload = [item for item in payload if item is not commit]
        if sidecars:
            payload.append(_made(keys.named(MANIFEST), manifest.to_bytes(), "application/json"))
    placement = Placement(
        layout=layout,
        series=manifest.series,
        unit=unit,
        prefix=keys.prefix,
        stages=_stages(payload, profile.upload_order),
        sums=sums,
        commit=commit,
        pointer=f"{manifest.series}/{unit}/{POINTER}" if layout == "immutable" else None,
    )
    _refuse_collisions([item.key for item in placement.items])
    return placement


class Keys:
    """The keys of one bundle's files."""

    def __init__(self, manifest: Manifest, unit: str, target: Target, profile: Profile) -> None:
        check_key(f"{manifest.series}/{unit}")
        self._immutable = (target.layout or profile.layout) == "immutable"
        self._template = profile.key_template or _IN_PLACE
        self._values: dict[str, Value] = {
            "series": manifest.series,
            "alias": spelled(target.alias or manifest.series, profile.names),
            "language": profile.languages.written.get(unit, unit),
            "bundle": unit,
        }
        self._folder = f"{manifest.series}/{unit}/{manifest.bundle}"

    @property
    def prefix(self) -> str:
        """What the keys of all but media begin with."""
        if self._immutable:
            return f"{self._folder}/"
        return os.path.commonprefix([self.named("0/0"), self.named("a/b")])  # noqa: RUF071 - keys are text

    def of(self, file: ManifestFile) -> str:
        """The key of one file of the manifest."""
        if file.key is not None:
            return check_key(file.key)
        return self.named(file.path)

    def named(self, path: str) -> str:
        """The key of what stands at `path` in the bundle."""
        if self._immutable:
            return check_key(f"{self._folder}/{check_key(path)}")
        values = {**self._values, "path": check_key(path)}
        try:
            return check_key(fill_template(self._template, values))
        except (KeyError, ValueError) as error:
            raise UsageError(
                N_("key_template “{template}” cannot be filled in at delivery: {detail}"),
                {"template": self._template, "detail": str(error)},
                N_("it may name series, alias, language, bundle and path"),
            ) from error


def _made(key: str, data: bytes, media_type: str) -> Item:
    wanted = Wanted(
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        md5=hashlib.md5(data, usedforsecurity=False).hexdigest(),
    )
    return Item(key=key, source=data, wanted=wanted, media_type=media_type)


def _source(bundle: Bundle, file: ManifestFile) -> str:
    given = bundle.sources.get(file.path)
    if given is not None:
        return given
    check_key(file.path)
    return str(Path(bundle.path, *file.path.split("/")))


def _stages(items: list[Item], order: tuple[str, ...]) -> tuple[tuple[Item, ...], ...]:
    """By role as the profile orders them; roles that it does not name go first."""
    place_of = {role: number for number, role in enumerate(order, 1)}
    stages: dict[int, list[Item]] = {}
    for item in items:
        stages.setdefault(place_of.get(item.role, 0), []).append(item)
    return tuple(tuple(stages[number]) for number in sorted(stages))


def _refuse_collisions(keys: list[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise StoreError(
                N_("{key}: two files of the bundle would have this key"),
                {"key": key},
                N_("give them other names in the profile"),
            )
        seen.add(key)
