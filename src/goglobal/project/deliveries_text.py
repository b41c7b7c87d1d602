"""`deliveries.toml` with more redeliveries: what stands in the file stays, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from goglobal.errors import Problem
from goglobal.messages import N_
from goglobal.model import Redelivery
from goglobal.project.appending import quoted, with_blocks
from goglobal.project.deliveries import DELIVERIES
from goglobal.project.reading import Refused
from goglobal.project.toml import convert, parse_document

FILE = PurePosixPath("deliveries.toml")


def appended(data: bytes | None, new: Iterable[Redelivery]) -> bytes:
    """The content of the file with more entries at its end; None: there is no file yet.

    Raises Refused where that would not give a file that holds them all.
    """
    new = tuple(new)
    return with_blocks(
        data,
        ("\n".join(_block(entry)) for entry in new),
        held=held,
        wanted=new,
        refusal=Refused(
            N_("more redeliveries cannot be added at the end of this file"),
            N_("write each as a table of its own under [[deliveries]], then try again"),
        ),
    )


def held(data: bytes | None) -> tuple[Redelivery, ...]:
    """The entries in the content of a file. Raises Refused where it cannot be read."""
    problems: list[Problem] = []
    found = convert(parse_document(data or b"", FILE.name), DELIVERIES, problems)
    if found is None:
        first = problems[0]
        raise Refused(first.message, first.help, **first.arguments)
    return found.deliveries


def _block(entry: Redelivery) -> Iterable[str]:
    yield "[[deliveries]]"
    yield f"target = {quoted(entry.target)}"
    yield f"language = {quoted(entry.language)}"
    if entry.episodes:
        yield f"episodes = {quoted(entry.episodes)}"
    yield f"revision = {entry.revision}"
    yield f"reason = {quoted(entry.reason)}"
