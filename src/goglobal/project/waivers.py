"""`waivers.toml`: findings that a person accepted, with the reason."""

from __future__ import annotations

from pathlib import Path

import msgspec

from goglobal.errors import Problem
from goglobal.messages import N_
from goglobal.model import Waiver
from goglobal.project.shapes import Date, Field, Integer, ListOf, Table, Text, matching
from goglobal.project.toml import convert, read_document
from goglobal.project.values import HIGHEST_EPISODE, tag


class WaiversFile(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file."""

    waivers: tuple[Waiver, ...] = ()


_CODE = matching(
    "[A-Z]{3}[0-9]{3}",
    N_("`{value}` is no code of a rule"),
    N_("three capital letters and three digits, as the finding shows them: `TIM003`"),
)
_SHA256 = matching(
    "[0-9a-f]{64}",
    N_("`{value}` is no SHA-256"),
    N_("64 hexadecimal digits, as `goglobal check --format json` shows them"),
)
WAIVERS = Table(
    WaiversFile,
    {
        "waivers": Field(
            ListOf(
                Table(
                    Waiver,
                    {
                        "code": Field(
                            Text(convert=_CODE, pattern="^[A-Z]{3}[0-9]{3}$"),
                            N_("The code of the rule, like TIM003."),
                            required=True,
                        ),
                        "reason": Field(Text(lines=True), N_("Why it is accepted."), required=True),
                        "by": Field(Text(), N_("Who accepted it."), required=True),
                        "language": Field(
                            Text(convert=tag), N_("Only this language; left out: every one.")
                        ),
                        "episode": Field(
                            Integer(minimum=1, maximum=HIGHEST_EPISODE),
                            N_("Only this episode; left out: every one."),
                        ),
                        "cue": Field(
                            Integer(minimum=1), N_("Only the cue at this position in its file.")
                        ),
                        "text_sha256": Field(
                            Text(convert=_SHA256, pattern="^[0-9a-f]{64}$"),
                            N_("Only while the text has this SHA-256."),
                        ),
                        "until": Field(Date(), N_("The last day on which it holds.")),
                    },
                )
            ),
            N_("One table for each accepted finding."),
        )
    },
)


def load_waivers(path: Path, file: str, problems: list[Problem]) -> tuple[Waiver, ...]:
    """The waivers of a series; what is wrong with the file goes to `problems`."""
    document = read_document(path, file, problems)
    found = convert(document, WAIVERS, problems) if document else None
    if document is None or found is None:
        return ()
    lines = [document.lines.get(("waivers", index)) for index in range(len(found.waivers))]
    return tuple(map(numbered, found.waivers, lines))


def numbered(waiver: Waiver, line: int | None) -> Waiver:
    """The same waiver with the 1-based line that it stands on."""
    return msgspec.structs.replace(waiver, line=line)
