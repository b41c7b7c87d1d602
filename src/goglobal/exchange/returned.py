"""What the reader of a translator's file gives: the units as found, and what to say about the file.

A reader judges the file alone: that it is whole, is in its format, and what a program did to it.
Whether a unit still fits the series is for `reconciling`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from goglobal.errors import Argument
from goglobal.exchange.units import Scope, Unit
from goglobal.findings import Severity

Words = Callable[[str], str]
"""Gives a message id in the language that the labels and notes of a file are written in."""


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to say about a file that came back; an error is a text that was not taken."""

    name: str
    """A stable word for programs and tests, such as `not-xml` or `missing-key`."""
    severity: Severity
    message: str
    """A message id (English) with `{name}` places."""
    arguments: dict[str, Argument] = {}
    help: str = ""
    """What to do about it; shares the arguments."""
    place: str = ""
    """Where it stands, in the format's own words (`line 12`, `B7`); empty: the whole file."""
    key: str = ""
    """The unit that it is about; empty: none, or the whole file."""


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it came back. Empty fields: the file does not say."""

    format: str
    """`po`, `xliff`, `xliff2`, `xlsx`."""
    series: str = ""
    source_language: str = ""
    """As the file claims it, not canonicalised."""
    language: str = ""
    """As the file claims it, not canonicalised."""
    scope: Scope | Literal[""] = ""
    units: tuple[Unit, ...] = ()
    """In file order, repeated keys and all; each has its `place`. A unit whose key a program lost
    has an empty `key` and is looked for by its source text."""
    remarks: tuple[Remark, ...] = ()
    part: str = ""
    """Where one file holds several languages: the name of this one's sheet."""
