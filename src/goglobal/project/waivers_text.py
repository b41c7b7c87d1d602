"""`waivers.toml` with more waivers: what stands in the file stays as it is, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from goglobal.errors import Problem
from goglobal.messages import N_
from goglobal.model import Waiver
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
    before = data or b""
    end = b"\r\n" if before.count(b"\r\n") * 2 > before.count(b"\n") else b"\n"
    text = "\n\n".join("\n".join(_block(one)) for one in new)
    lead = b"" if not before or before.endswith(b"\n") else end
    gap = end if before.strip() else b""
    after = before + lead + gap + f"{text}\n".encode().replace(b"\n", end)
    wanted = (*_held(before), *(one.waiver for one in new))
    try:
        complete = _held(after) == wanted
    except Refused:  # a list of inline tables, say, that takes no others
        complete = False
    if not complete:
        raise Refused(
            N_("more waivers cannot be added at the end of this file"),
            N_("write each waiver as a table of its own under [[waivers]], then try again"),
        )
    return after


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
    yield f"code = {_quoted(waiver.code)}"
    if waiver.language is not None:
        yield f"language = {_quoted(waiver.language)}"
    if waiver.episode is not None:
        yield f"episode = {waiver.episode}"
    if waiver.cue is not None:
        yield f"cue = {waiver.cue}"
    if waiver.text_sha256 is not None:
        yield f"text_sha256 = {_quoted(waiver.text_sha256)}"
    yield f"reason = {_quoted(waiver.reason)}"
    yield f"by = {_quoted(waiver.by)}"
    if waiver.until is not None:
        yield f"until = {waiver.until.isoformat()}"


def _quoted(text: str) -> str:
    """A string of TOML: JSON's, which TOML reads too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
