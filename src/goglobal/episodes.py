"""Episode selections: `1-10,12` to numbers, and numbers back to words for people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from goglobal.errors import UsageError
from goglobal.messages import N_

HIGHEST = 99_999
"""No series has more episodes; it bounds what `1-99999999` may cost."""

_PART = re.compile(r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?", re.ASCII)


def parse_episodes(selection: str) -> tuple[int, ...]:
    """The numbers that a selection like `1-10,12` names, each once, in rising order.

    Raises UsageError for what is no selection, a range that runs backwards, and numbers that no
    series has.
    """
    numbers: set[int] = set()
    for part in selection.replace("，", ",").split(","):
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise UsageError(
                N_("“{selection}” is no selection of episodes"),
                {"selection": selection[:80]},
                N_("write numbers and ranges with commas between them, like 1-10,12"),
            )
        first, last = int(match[1]), int(match[2] or match[1])
        if first > last:
            raise UsageError(
                N_("the range {first}-{last} runs backwards"),
                {"first": first, "last": last},
                N_("write the smaller number first"),
            )
        if last > HIGHEST:
            raise UsageError(
                N_("{number} is no episode number: the highest is {highest}"),
                {"number": last, "highest": HIGHEST},
            )
        numbers.update(range(first, last + 1))
    return tuple(sorted(numbers))


def format_episodes(numbers: Iterable[int]) -> str:
    """The shortest selection that names `numbers`: `1-3,5`; it parses back to the same."""
    parts: list[str] = []
    ordered = sorted(set(numbers))
    start = 0
    for index, number in enumerate(ordered):
        if index + 1 < len(ordered) and ordered[index + 1] == number + 1:
            continue
        first = ordered[start]
        parts.append(f"{first}" if first == number else f"{first}-{number}")
        start = index + 1
    return ",".join(parts)
