"""What will be delivered, as the DLV rules look at it: names, and documents made for a target."""

from __future__ import annotations

import msgspec

from goglobal.model import Kind


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
    revision: int | None = None
    """That its name holds; None: the name holds none."""
    sha256: str = ""
    """Of what would be delivered now; empty: not known, or of no interest."""
    delivered: str = ""
    """sha256 of what was last delivered under this very name; empty: nothing, or not known."""


class MadeDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One document that was made for a target, such as a MEC or an MMC, as bytes."""

    path: str
    """In its bundle, with `/`."""
    format: str
    """Of the deliverable: `mec-series` …"""
    data: bytes
    language: str | None = None
    """Our tag; None: it belongs to all languages."""
    episode: int | None = None
    key: str = ""
    """Its whole object key; empty: as its path."""
