"""What rules look at: a whole track, catalog, series, or the names of what is delivered."""

from __future__ import annotations

import datetime as dt

import msgspec

from goglobal.model import Catalog, Episode, Kind, Series, Target, Track
from goglobal.profiles.schema import Profile


class TrackSubject(msgspec.Struct, frozen=True, kw_only=True):
    """One track, with what it is compared to."""

    series: Series
    track: Track
    language: str
    kind: Kind
    episode: Episode
    path: str
    source: Track | None = None
    """The source language's full track of the same episode; None: there is none, or this is it."""
    profile: Profile
    """What the platform wants of subtitle files (`profile.subtitles`)."""


class CatalogSubject(msgspec.Struct, frozen=True, kw_only=True):
    """One language's metadata; for the source language `catalog` is None and texts come from
    `series` itself."""

    series: Series
    language: str
    catalog: Catalog | None
    episodes: tuple[Episode, ...]
    """The selected ones."""
    profile: Profile


class TrackDigest(msgspec.Struct, frozen=True, kw_only=True):
    """What comparing rules need of a track after it has been read: no content."""

    path: str
    language: str
    episode: int
    kind: Kind
    cues: int
    text_sha256: str
    """Of the cue texts joined by line feeds, without mark-up, case or white space; empty: no
    text."""


class SeriesSubject(msgspec.Struct, frozen=True, kw_only=True):
    """One series as one target wants it."""

    series: Series
    target: Target
    profile: Profile
    languages: tuple[str, ...]
    episodes: tuple[Episode, ...]
    digests: tuple[TrackDigest, ...]
    today: dt.date


class DeliveredName(msgspec.Struct, frozen=True, kw_only=True):
    """One file that will be delivered: its path in the bundle and its whole object key."""

    path: str
    key: str
    language: str | None
    episode: int | None
    source: str | None = None
    """The input file it is made from, relative to the series folder."""


class DeliverySubject(msgspec.Struct, frozen=True, kw_only=True):
    """All names of one series for one target."""

    series: Series
    target: Target
    profile: Profile
    names: tuple[DeliveredName, ...]
