"""`waivers.toml` with more waivers: what stands in the file stays as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from goglobal.errors import Problem
from goglobal.messages import N_
from goglobal.model import Waiver
from goglobal.project.appending import quoted, with_blocks
from goglobal.project.reading import Refused
from goglobal.project.toml import convert, parse_document
from goglobal.project.waivers import WAIVERS, numbered

FILE = PurePosixPath("waivers.toml")


class NewWaiver(NamedTuple):
    """A waiver to be written, and what it is about, for whoever reads the file."""

    waiver: Waiver
    about: str
    """One line; it stands above the waiver as a comment."""


def appended(data: bytes | None, new: Iterable[NewWaiver]) -> bytes:
    """The content of a waivers file with more waivers at its end; None: there is no file yet.

    Raises Refused where that would not give a file that holds them all.
    """
    new = tuple(new)
    return with_blocks(
        data,
        ("\n".join(_block(one)) for one in new),
        held=_held,
        wanted=tuple(one.waiver for one in new),
        refusal=Refused(
            N_("more waivers cannot be added at the end of this file"),
            N_("write each waiver as a table of its own under [[waivers]], then try again"),
        ),
    )


def _held(data: bytes) -> tuple[Waiver, ...]:
    problems: list[Problem] = []
    found = convert(parse_document(data, FILE.name), WAIVERS, problems)
    if found is None:
        first = problems[0]
        raise Refused(first.message, first.help, **first.arguments)
    return tuple(numbered(waiver, None) for waiver in found.waivers)


def _block(new: NewWaiver) -> Iterable[str]:
    waiver = new.waiver
    yield "[[waivers]]"
    if new.about:
        yield f"# {' '.join(new.about.split())}"
    yield f"code = {quoted(waiver.code)}"
    if waiver.language is not None:
        yield f"language = {quoted(waiver.language)}"
    if waiver.episode is not None:
        yield f"episode = {waiver.episode}"
    if waiver.cue is not None:
        yield f"cue = {waiver.cue}"
    if waiver.text_sha256 is not None:
        yield f"text_sha256 = {quoted(waiver.text_sha256)}"
    yield f"reason = {quoted(waiver.reason)}"
    yield f"by = {quoted(waiver.by)}"
    if waiver.until is not None:
        yield f"until = {waiver.until.isoformat()}"
