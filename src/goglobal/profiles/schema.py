"""The shape of a platform profile, as the loader hands it out: merged, checked, frozen."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

ParameterValue = (
    str
    | int
    | float
    | bool
    | tuple[str, ...]
    | dict[str, str | int | float | bool | tuple[str, ...]]
)
"""One value for all languages, or a table by language tag with `default`."""


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """The longest text that a platform takes: in characters, or in UTF-8 bytes."""

    characters: int | None = None
    """Code points of Unicode, after composition (NFC)."""
    bytes: int | None = None


class Languages(msgspec.Struct, frozen=True, kw_only=True):
    accepted: tuple[str, ...] = ()
    """Tags that the platform knows; empty: any."""
    written: dict[str, str] = {}
    """Our tag to the platform's, for text; what is not here goes out unchanged."""
    spoken: dict[str, str] = {}
    """The same for sound."""


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    required: tuple[str, ...] = ()
    """Field names: `series/title`, `series/synopsis`, `series/tagline`, `series/keywords`,
    `episode/title`, `episode/synopsis`, `series/genres`, `series/copyright` …"""
    limits: dict[str, Limit] = {}
    """By the same field names."""
    shortened: dict[str, tuple[int, ...]] = {}
    """By the same field names: the lengths in characters to which the text is also cut, because the
    platform's format has a short form of it. A rule tells where that happens (MET010)."""
    forbidden_characters: str = ""
    ratings: tuple[str, ...] = ()
    """Territories for which a rating is required."""
    documents: tuple[str, ...] = ()
    """Kinds of documents that have to come along."""
    ids: bool = False
    """Whether the target needs ids from `ids.csv`."""
    ai_notice: bool = False


class Subtitles(msgspec.Struct, frozen=True, kw_only=True):
    kinds: tuple[str, ...] = ("full",)
    """Kinds that must be there for every selected episode and language."""
    optional_kinds: tuple[str, ...] = ("sdh", "forced")
    """Kinds that go along where they are."""
    formats: tuple[str, ...] = ("srt",)
    """Each track is rendered once in each of these: `srt`, `webvtt` …"""
    formats_by_language: dict[str, tuple[str, ...]] = {}
    """By language tag, in place of `formats`: platforms want Japanese in a format of its own."""
    byte_order_mark: bool = False
    line_ends: Literal["lf", "crlf"] = "lf"


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """A rectangle of the frame that the app's interface covers; px of the frame."""

    name: str
    left: int
    """From the frame's left edge."""
    top: int
    """From the frame's upper edge."""
    width: int
    height: int
    source: str
    checked: dt.date
    """When the source was last looked at."""


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """The frame, font and zones for the FIT rules; px at `width` x `height`.

    The frame is the player's, whatever the series' own pictures measure: a picture of another size
    is scaled to the frame's width, and its text and the interface stand where they stand here.
    """

    width: int = 1080
    height: int = 1920
    font: str = "Noto Sans"
    """That family, or the path of a font file."""
    size: float = 56
    weight: Literal["regular", "bold"] = "regular"
    letter_spacing: float = 0
    outline: float = 0
    """Around the letters, on each side."""
    line_height: float = 1.3
    anchor: Literal["top", "bottom"] = "bottom"
    """The edge that text stands at which says nothing of its own place."""
    offset: int | None = None
    """From the frame's edge at `anchor` to the text's; None: the safe area begins there."""
    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0
    """The margins of the safe area, in which text is centred: it may be `width - left - right`
    wide, its outline included."""
    zones: tuple[Zone, ...] = ()
    source: str = ""


class ArtworkWanted(msgspec.Struct, frozen=True, kw_only=True):
    """One picture that the platform shows, in px."""

    purpose: str
    width: int
    height: int
    per: Literal["series", "episode"] = "series"
    """What there is one of it for."""
    called: str = ""
    """What the platform calls it, in names and in documents; empty: as `purpose`. Two platforms may
    have one word for pictures of two shapes."""
    text: Literal["any", "without", "with"] = "any"
    """`without`: one without text, for all languages; `with`: one with text for each of them."""
    size: Literal["exact", "minimum"] = "exact"
    """Whether it measures `width` x `height`, or at least as much in the same ratio."""
    ratio: str = ""
    """`2:3`, or `any`; empty: that of `width` and `height`."""
    ratio_tolerance: float = 1
    """Percent that the ratio may be off, as exports round to whole pixels."""
    required: bool = False
    formats: tuple[str, ...] = ("jpeg", "png")
    colours: tuple[str, ...] = ("rgb", "rgba", "grey", "palette")
    """Also there are `grey-alpha`, `grey-16`, `cmyk`."""
    max_bytes: int | None = None


class Deliverable(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of file that the platform receives: `format` names a renderer."""

    format: str
    """`metadata-json`, `metadata-csv`, `srt`, `webvtt`, `artwork` …"""
    name: str
    """Template of the path in the bundle."""
    bundle: Literal["language", "shared"] = "language"
    options: dict[str, str | int | float | bool] = {}
    """Settings of the format itself, as its page says."""


class NameRules(msgspec.Struct, frozen=True, kw_only=True):
    """What a file name may be; `allowed` is a regular expression for one character."""

    allowed: str = "[A-Za-z0-9._-]"
    max_length: int = 255
    """Of one path part, in UTF-8 bytes."""
    transliterate: bool = False
    """Whether ids and aliases with other characters are written with those that are allowed, in
    place of being refused (DLV001)."""


class RuleSetting(msgspec.Struct, frozen=True, kw_only=True):
    """What a profile says of one rule."""

    enabled: bool | None = None
    severity: Literal["error", "warning", "info"] | None = None
    reason: str = ""
    """Required with `severity`."""
    source: str = ""
    parameters: dict[str, ParameterValue] = {}


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What one platform demands."""

    name: str
    title: str = ""
    source: str = ""
    """Public address of the numbers, or a sentence that says there is none."""
    checked: dt.date | None = None
    notes: str = ""
    extends: str | None = None
    languages: Languages = Languages()
    metadata: Metadata = Metadata()
    subtitles: Subtitles = Subtitles()
    fit: Fit | None = None
    artwork: tuple[ArtworkWanted, ...] = ()
    only_wanted_artwork: bool = False
    """Whether pictures stay here that the platform does not ask for."""
    deliverables: tuple[Deliverable, ...] = ()
    names: NameRules = NameRules()
    rules: dict[str, RuleSetting] = {}
    bundle_by: Literal["language", "episode", "series"] = "language"
    container: Literal["tree", "zip", "bagit"] = "tree"
    layout: Literal["immutable", "in-place"] = "immutable"
    sidecars: bool = True
    key_template: str = ""
    """Object key below the prefix, for in-place layouts; empty: the layout's own."""
    upload_order: tuple[str, ...] = ("artwork", "subtitles", "metadata")
    """Roles of files, first sent first."""
    commit: str = "manifest.json"
    schema_versions: dict[str, str] = {}
    origins: dict[str, str] = {}
    """Key path to the profile (file) that set it."""
