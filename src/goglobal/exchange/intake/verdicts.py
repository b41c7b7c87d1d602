"""What is decided about one file: the answer with its reasons, or the question to ask."""

from __future__ import annotations

from typing import Literal

import msgspec

from goglobal.errors import Argument
from goglobal.exchange.intake.entries import Saying
from goglobal.model import Kind

About = Literal["episode", "language", "kind", "version", "content", "place"]
Ground = Literal["asked", "name", "folder", "batch", "times", "text", "series", "answer"]
"""What a reason rests on: the option, the file's or a folder's name, the files beside it, the times
of its cues, its text, what the series has, or the answer in a map."""


class Reason(msgspec.Struct, frozen=True):
    """Why something was decided so."""

    ground: Ground
    why: Saying


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What has to be answered before a file is taken."""

    about: About
    asks: Saying
    help: str = ""
    """What to do about it; shares the arguments."""
    suggestion: str = ""
    """The likeliest answer, where there is one; it is never taken unasked."""


class Episode(msgspec.Struct, frozen=True):
    """The episode that a file is of."""

    number: int
    reasons: tuple[Reason, ...]


class Language(msgspec.Struct, frozen=True):
    """The language that a file is in."""

    tag: str
    reasons: tuple[Reason, ...]


class KindOf(msgspec.Struct, frozen=True):
    """The kind of track that a file is."""

    kind: Kind
    reasons: tuple[Reason, ...] = ()


def reason(ground: Ground, message: str, **arguments: Argument) -> Reason:
    """A reason in words."""
    return Reason(ground, Saying(message, arguments))


def question(
    about: About, message: str, help_: str = "", suggestion: object = "", **arguments: Argument
) -> Question:
    """A question in words."""
    return Question(
        about=about, asks=Saying(message, arguments), help=help_, suggestion=str(suggestion or "")
    )
