"""Times on the command line: milliseconds, seconds or a clock, exactly."""

from __future__ import annotations

import re

import click

from goglobal.messages import gettext

_MILLISECONDS = re.compile(r"([0-9]{1,12}) ?(?:ms)?")
_SECONDS = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,3}))? ?s")
_CLOCK = re.compile(r"(?:([0-9]{1,4}):)?([0-5]?[0-9]):([0-5][0-9])(?:[.,]([0-9]{1,3}))?")


def moment(text: str, *, unit_needed: bool = False) -> int | None:
    """Milliseconds of `1500`, `1500ms`, `1.5s`, `1:30` or `-00:00:01,500`; None for anything else.

    `unit_needed`: a bare number is nothing either.
    """
    text = text.strip().replace("\u2212", "-")
    sign = -1 if text.startswith("-") else 1
    text = text[1:] if text.startswith(("-", "+")) else text
    if found := _MILLISECONDS.fullmatch(text):
        return None if unit_needed and text.isdigit() else sign * int(found[1])
    if found := _SECONDS.fullmatch(text):
        return sign * (int(found[1]) * 1000 + _thousandths(found[2]))
    if found := _CLOCK.fullmatch(text):
        seconds = (int(found[1] or 0) * 60 + int(found[2])) * 60 + int(found[3])
        return sign * (seconds * 1000 + _thousandths(found[4]))
    return None


def _thousandths(digits: str | None) -> int:
    return int((digits or "0").ljust(3, "0"))


def as_moment(ctx: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    """The value of an option as milliseconds; None where it was not given."""
    if value is None:
        return None
    found = moment(value)
    if found is None:
        text = gettext(
            "“{found}” is no time: write milliseconds (1500), seconds (1.5s) or a clock "
            "(00:01:32.500)"
        )
        raise click.BadParameter(text.format(found=value), ctx=ctx, param=parameter)
    return found


def as_durations(
    ctx: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[int, ...] | None:
    """Durations with commas between them, as milliseconds; None where there are none.

    Each has a clock or a unit, and a point before the thousandths: `00:01:32,500` could be two.
    """
    if value is None:
        return None
    durations = []
    for part in value.split(","):
        found = moment(part, unit_needed=True)
        if found is None or found < 0:
            text = gettext(
                "“{found}” is no duration: write 00:01:32.500 or 92.5s, and a comma before the "
                "next one"
            )
            raise click.BadParameter(text.format(found=part.strip()), ctx=ctx, param=parameter)
        durations.append(found)
    return tuple(durations)
