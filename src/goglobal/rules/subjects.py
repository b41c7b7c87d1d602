"""What rules look at: a whole track, catalog, series, or the names of what is delivered."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

import msgspec

from goglobal.model import Catalog, Episode, Kind, Series, Target, Track
from goglobal.profiles.schema import Profile
from goglobal.rules.signs import MARKUP, signs_in


class TrackSubject(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One track, with what it is compared to.

    What several rules derive from the cues is computed once, when the first of them asks.
    """

    series: Series
    track: Track
    language: str
    kind: Kind
    episode: Episode
    path: str
    source: Track | None = None
    """The source language's full track of the same episode; None: there is none, or this is it."""
    profile: Profile
    """What the platform wants of subtitle files: only `subtitles` and `fit` are filled, so that
    targets whose platforms want the same share one run."""

    @cached_property
    def text(self) -> str:
        """All cue texts joined by line feeds: one look at it can save a look at every cue."""
        return "\n".join([cue.text for cue in self.track.cues])

    @cached_property
    def folded(self) -> str:
        """`text` in lower case."""
        return self.text.lower()

    @cached_property
    def signs(self) -> frozenset[str]:
        """The characters in `text` that rules look for: see `goglobal.rules.signs`."""
        return signs_in(self.text, self.language)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Each cue's text without mark-up."""
        texts = [cue.text for cue in self.track.cues]
        if self.signs.isdisjoint(MARKUP):
            return tuple(texts)
        from goglobal.subtitles.markup import plain

        return tuple(
            [
                plain(text) if "<" in text or "{" in text or "&" in text or "\\" in text else text
                for text in texts
            ]
        )

    @cached_property
    def text_lines(self) -> tuple[int, ...]:
        """The 1-based line in the file of each cue's first text line."""
        track = self.track
        if track.text_lines is not None:
            return track.text_lines
        line, lines = 3, []
        for cue in track.cues:
            lines.append(line)
            line += cue.text.count("\n") + 4
        return tuple(lines)


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
    kind: Kind | None = None
    """Of the track; None: it is no track."""


class DeliverySubject(msgspec.Struct, frozen=True, kw_only=True):
    """All names of one series for one target."""

    series: Series
    target: Target
    profile: Profile
    names: tuple[DeliveredName, ...]
