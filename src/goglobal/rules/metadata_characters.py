"""MET003: characters that a text may not hold: for one platform, or for anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameters, rule
from goglobal.rules.fields import at_entry, delivered_texts
from goglobal.rules.subjects import CatalogSubject
from goglobal.rules.text_characters import code_point, turned_at

_UNPRINTABLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Controls but tabs and line ends, halves of surrogate pairs, and what is no character at all."""


class _Character(NamedTuple):
    """One that may not stand there: what is said of it, and where it is."""

    message: str
    help: str
    place: int
    severity: Severity | None = None


@rule(
    "MET003",
    "forbidden-character",
    Severity.ERROR,
    "catalog",
    summary=N_("A text holds a character that the platform refuses."),
    reason=N_(
        "YouTube, for one, refuses < and > in titles and descriptions with a bare error 400. "
        "Control characters are in no text that anybody reads: XML cannot hold them, and no screen "
        "shows them. An override of the writing direction turns what stands around the text, too."
    ),
    fails='title = "Moonlit <Bund>"',
    passes='title = "Moonlit Bund"',
)
def forbidden_character(subject: CatalogSubject, _: Parameters) -> Iterator[Found]:
    forbidden = frozenset(subject.profile.metadata.forbidden_characters)
    for text in delivered_texts(subject):
        found = _found(text.text, forbidden)
        if found is not None:
            character = text.text[found.place]
            yield at_entry(
                subject,
                text.key,
                found.message,
                {
                    "character": character if character in forbidden else "",
                    "code": code_point(character),
                    "platform": subject.profile.name if character in forbidden else "",
                },
                help=found.help,
                excerpt=text.text,
                span=(found.place, found.place + 1),
                severity=found.severity,
            )


def _found(text: str, forbidden: frozenset[str]) -> _Character | None:
    if control := _UNPRINTABLE.search(text):
        return _Character(
            N_("“{key}” holds {code}, which is no character that anybody can read"),
            N_("take it out, or put there what was meant"),
            control.start(),
        )
    for place, character in enumerate(text) if forbidden else ():
        if character in forbidden:
            message = N_("“{key}” holds “{character}”, which {platform} refuses")
            return _Character(message, N_("write it another way"), place)
    turned = turned_at(text)
    if turned is None:
        return None
    return _Character(
        N_("“{key}” holds {code}, which turns text around and is not ended, or ends nothing"),
        N_("take it out; the direction follows from the letters"),
        turned,
        Severity.WARNING,
    )


RULES = (forbidden_character,)
