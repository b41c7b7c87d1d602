"""What a deliverable is: one format, one renderer, found by name and loaded when it is needed.

Renderers are pure: bytes of the inputs come in through `Context.read`, bytes go out. Others add
their own through the entry point `goglobal.deliverables`, whose name is the format's and whose
object is a `Format`.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import Literal

import msgspec

from goglobal.deliverables.options import Option
from goglobal.digests import Digest
from goglobal.errors import GoGlobalError, UsageError
from goglobal.messages import N_
from goglobal.model import Kind
from goglobal.plans import Assignment

ENTRY_POINTS = "goglobal.deliverables"

Scope = Literal["bundle", "episode", "track", "artwork", "episode-artwork", "video", "document"]
"""What there is one file for: a language (or the shared bundle), an episode (of a language, or of
all), a subtitle file, a picture …"""
Sight = Literal["", "names", "content"]
"""What a format sees of the other files that go to the target: nothing, their names, or their
length and digests as well."""


class Rendering(msgspec.Struct, frozen=True, kw_only=True):
    """One file that will be in a bundle, before anything is rendered."""

    bundle: str
    """The bundle's name, as its folder in `dist`: a language, `shared`, `ep001` or `series`."""
    path: str
    """In the bundle, with `/`, NFC."""
    format: str
    role: str
    media_type: str
    language: str | None = None
    """Our tag of the language that is wanted; None: it belongs to all languages."""
    kind: Kind | None = None
    episode: int | None = None
    source: str | None = None
    """The input file that it is made from, relative to the series folder."""
    parts: tuple[tuple[int, str], ...] = ()
    """Of a long cut: each episode's number and its input file, in order; `episode` and `source`
    are None then."""
    purpose: str = ""
    """Of a picture, or the kind of a document."""
    options: dict[str, str | int | float | bool] = {}
    """What the profile sets for this deliverable."""
    revision: int | None = None
    """That its name holds; None: the name holds none."""


def _no_digest(rendering: Rendering) -> Digest:
    raise GoGlobalError(N_("{path} is not among what is described"), {"path": rendering.path})


def _beside(own: Rendering, other: Rendering) -> str:
    """The path of `other` as seen from `own`, within one bundle."""
    return posixpath.relpath(other.path, posixpath.dirname(own.path) or ".")


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What a renderer may look at."""

    assignment: Assignment
    languages: tuple[str, ...]
    """All of the target's languages, whatever this run is narrowed to."""
    episodes: tuple[int, ...]
    """The numbers that are delivered in this bundle: the selected ones without those held."""
    read: Callable[[str], bytes]
    """The bytes of an input file, by its path relative to the series folder."""
    described: tuple[Rendering, ...] = ()
    """Every file that goes to the target, in all of its languages, without what is held; for
    formats with a `sight` only. Those that list the others by content are not among them."""
    digest: Callable[[Rendering], Digest] = _no_digest
    """Length and digests of one of `described`; for formats with the sight `content`."""
    location: Callable[[Rendering, Rendering], str] = _beside
    """Where the second file lies as seen from the first, as a relative path with `/`."""
    cut: tuple[int, ...] = ()
    """The episodes of the one long cut that is delivered in place of episodes; empty: there is
    none."""


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One file format that a profile can ask for."""

    name: str
    scope: Scope
    role: str
    """`metadata`, `subtitles`, `artwork`, `video`, `document`."""
    render: Callable[[Rendering, Context], bytes]
    """Raises GoGlobalError where the input cannot be delivered."""
    media_type: str = ""
    """Empty: as the source file's suffix says."""
    copied: bool = False
    """The input's bytes go out as they are, so they need not be read to be rendered."""
    sight: Sight = ""
    schema: str = ""
    """The word under which a profile says which version of its schema it wants
    (`schema_versions`)."""
    schema_versions: tuple[str, ...] = ()
    """Those that there are."""
    options: tuple[Option, ...] = ()
    """What a profile may set in a deliverable's `options`; another one is a problem."""
    facts_only: bool = False
    """In the shared bundle it holds nobody's words, so no translation changes it there."""
    version: str = ""
    """Of the plug-in that it comes from: part of what a built bundle is remembered by."""


_BUILT_IN = {
    "metadata-json": ("goglobal.deliverables.metadata", "METADATA_JSON"),
    "metadata-csv": ("goglobal.deliverables.metadata_csv", "METADATA_CSV"),
    "srt": ("goglobal.deliverables.tracks", "SRT"),
    "webvtt": ("goglobal.deliverables.tracks", "WEBVTT"),
    "ttml": ("goglobal.deliverables.tracks", "TTML"),
    "imsc": ("goglobal.deliverables.tracks", "IMSC"),
    "itt": ("goglobal.deliverables.tracks", "ITT"),
    "mec-series": ("goglobal.deliverables.mec", "MEC_SERIES"),
    "mec-season": ("goglobal.deliverables.mec", "MEC_SEASON"),
    "mec-episode": ("goglobal.deliverables.mec", "MEC_EPISODE"),
    "mmc": ("goglobal.deliverables.mmc", "MMC"),
    "mmc-episode": ("goglobal.deliverables.mmc", "MMC_EPISODE"),
    "youtube-localizations": ("goglobal.deliverables.youtube", "LOCALIZATIONS"),
    "youtube-csv": ("goglobal.deliverables.youtube_csv", "YOUTUBE_CSV"),
    "youtube-plan": ("goglobal.deliverables.youtube_plan", "YOUTUBE_PLAN"),
    "tiktok-csv": ("goglobal.deliverables.tiktok", "TIKTOK_CSV"),
    "tiktok-xlsx": ("goglobal.deliverables.tiktok", "TIKTOK_XLSX"),
    "artwork": ("goglobal.deliverables.copies", "ARTWORK"),
    "episode-artwork": ("goglobal.deliverables.copies", "EPISODE_ARTWORK"),
    "video": ("goglobal.deliverables.copies", "VIDEO"),
    "document": ("goglobal.deliverables.copies", "DOCUMENT"),
}


def format_names() -> tuple[str, ...]:
    """Every format there is: the built-in ones and those of plug-ins, sorted."""
    from importlib.metadata import entry_points

    return tuple(sorted({*_BUILT_IN, *(p.name for p in entry_points(group=ENTRY_POINTS))}))


@lru_cache(maxsize=64)
def find_format(name: str) -> Format:
    """The format called `name`.

    Raises UsageError where there is none, and where a plug-in fails, which is named.
    """
    if name in _BUILT_IN:
        module, attribute = _BUILT_IN[name]
        built_in: Format = getattr(import_module(module), attribute)
        return built_in
    return _from_plug_in(name)


def _from_plug_in(name: str) -> Format:
    from importlib.metadata import entry_points

    for point in entry_points(group=ENTRY_POINTS, name=name):
        try:
            found = point.load()
            if not isinstance(found, Format):
                raise TypeError(f"{point.value} is no goglobal.deliverables.base.Format")
        except Exception as error:
            raise UsageError(
                N_("the plug-in {plugin} for the format “{format}” cannot be loaded: {detail}"),
                {"plugin": point.value, "format": name, "detail": f"{error}"},
                N_("update or uninstall it"),
            ) from error
        version = point.dist.version if point.dist else ""
        return msgspec.structs.replace(found, name=name, version=f"{point.value} {version}")
    raise UsageError(
        N_("unknown deliverable format “{format}”; there are: {formats}"),
        {"format": name, "formats": ", ".join(format_names())},
    )


def render(rendering: Rendering, context: Context) -> bytes:
    """The bytes of one deliverable.

    Raises GoGlobalError where an input is missing or cannot be delivered.
    """
    return find_format(rendering.format).render(rendering, context)


def read_source(rendering: Rendering, context: Context) -> bytes:
    """The bytes of the file that `rendering` is made from."""
    if rendering.source is None:
        raise GoGlobalError(N_("{path} has no source file"), {"path": rendering.path})
    return context.read(rendering.source)


def encode(text: str) -> bytes:
    """`text` as it is delivered: NFC, UTF-8."""
    return unicodedata.normalize("NFC", text).encode("utf-8")
