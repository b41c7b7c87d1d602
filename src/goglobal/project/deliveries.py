"""`deliveries.toml`: the revisions that `redeliver` decided on."""

from __future__ import annotations

from pathlib import Path

import msgspec

from goglobal.errors import Problem
from goglobal.messages import N_
from goglobal.model import SHARED, Redelivery
from goglobal.project.shapes import Field, Integer, ListOf, Table, Text
from goglobal.project.toml import convert, read_document
from goglobal.project.values import EPISODES_PATTERN, episodes_spec, tag


class DeliveriesFile(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file."""

    deliveries: tuple[Redelivery, ...] = ()


def _tag(value: str) -> str:
    return value if value == SHARED else tag(value)


DELIVERIES = Table(
    DeliveriesFile,
    {
        "deliveries": Field(
            ListOf(
                Table(
                    Redelivery,
                    {
                        "target": Field(
                            Text(), N_("The target, as goglobal.toml names it."), required=True
                        ),
                        "language": Field(
                            Text(convert=_tag),
                            N_("The language; shared: what belongs to all languages."),
                            required=True,
                        ),
                        "episodes": Field(
                            Text(convert=episodes_spec, pattern=f"^{EPISODES_PATTERN}$"),
                            N_(
                                "The episodes, like 1-10,12; without: the files that belong to no "
                                "episode."
                            ),
                        ),
                        "revision": Field(
                            Integer(minimum=1), N_("The number of the revision."), required=True
                        ),
                        "reason": Field(
                            Text(lines=True), N_("Why it is delivered again."), required=True
                        ),
                    },
                )
            ),
            N_("One table for each redelivery."),
        )
    },
)


def load_deliveries(path: Path, file: str, problems: list[Problem]) -> tuple[Redelivery, ...]:
    """The redeliveries of a series; what is wrong with the file goes to `problems`."""
    document = read_document(path, file, problems)
    found = convert(document, DELIVERIES, problems) if document else None
    return found.deliveries if found else ()
