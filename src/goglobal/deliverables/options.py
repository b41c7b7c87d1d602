"""What a format lets a profile set, as a table: so a mistyped option is told, not passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from goglobal.errors import Argument
from goglobal.messages import N_
from goglobal.suggestions import nearest

Value = str | int | float | bool


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One setting of a format, in a deliverable's `options`."""

    name: str
    doc: str
    """What it means, with its unit; for the page of formats, so in English."""
    kind: Literal["text", "number"] = "text"
    """`text`: in quotation marks, or a whole number, which is written out; `number`: whole."""
    default: str | int = ""
    """What holds without it; "": nothing."""
    least: int = 0
    """Of a number."""


Complaint = tuple[str, str, dict[str, Argument], str]
"""The option's name, the message with its arguments, and the help."""


def complaints(
    known: tuple[Option, ...], given: Mapping[str, Value], form: str
) -> Iterator[Complaint]:
    """What is wrong with the options that a profile gives to the format called `form`."""
    there = {option.name: option for option in known}
    for name, value in given.items():
        arguments: dict[str, Argument] = {"format": form, "name": name}
        option = there.get(name)
        if option is None:
            yield _unknown(name, tuple(there), arguments)
        elif wrong := _misfit(option, value):
            shown = f"{value}".lower() if isinstance(value, bool) else f"{value}"
            yield name, wrong, {**arguments, "value": shown, "least": option.least}, ""


def _unknown(name: str, known: tuple[str, ...], arguments: dict[str, Argument]) -> Complaint:
    if not known:
        return name, N_("the format {format} has no option {name}: it has none"), arguments, ""
    arguments["known"] = ", ".join(known)
    message = N_("the format {format} has no option {name}")
    if close := nearest(name, known):
        arguments["nearest"] = close
        message = N_("the format {format} has no option {name}; did you mean {nearest}?")
    return name, message, arguments, N_("there are: {known}")


def _misfit(option: Option, value: Value) -> str:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if option.kind == "text":
        if whole or isinstance(value, str):
            return ""
        return N_("the option {name} of {format} is a text in quotation marks, not {value}")
    if whole and isinstance(value, int) and value >= option.least:
        return ""
    return N_("the option {name} of {format} is a whole number of {least} or more, not {value}")
