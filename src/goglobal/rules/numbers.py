"""What a number in a text is, and how figures are read: 1,208 · 1.208 · 12,34,567 · 21:30.

`int` takes the digits of every script (٨, ۸, ८, ๘, ８); what signs for grouping and decimals mean
depends on who wrote them, so figures have several readings where they are open to several.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

Value = int | Fraction
Way = tuple[Value, ...]
"""One reading: a value, or several that stand together (hour and minute)."""

SURE, LIKELY, OPEN = 2, 1, 0
"""An open number only explains one on the other side; nothing is missing where it has none."""
MAX_DIGITS = 24
"""Longer runs of digits are no numbers that anybody reads."""


class Number(NamedTuple):
    """One number in a text."""

    start: int
    end: int
    ways: tuple[Way, ...]
    """All that it may come to."""
    sure: int
    """How surely it is a number that a translation keeps: `SURE`, `LIKELY` or `OPEN`."""
    exact: bool
    """Whether it has three figures or more that count, in digits or read out: 1208, 0918."""


_SEPARATORS = re.compile(r"[^\d]")


def literal(text: str) -> tuple[tuple[Way, ...], int, bool]:
    """The ways to read figures with separators, whether they surely count, and are exact.

    >>> literal("1,208")[0]
    ((1208,), (Fraction(151, 125),))
    """
    parts = _SEPARATORS.split(text)
    signs = set(_SEPARATORS.findall(text))
    figures = "".join(parts)
    if len(figures) > MAX_DIGITS or not all(parts):
        return (), OPEN, False
    numbers = tuple(int(part) for part in parts)
    exact = len(figures.lstrip("0٠۰०๐０").rstrip("0٠۰०๐０")) >= 3
    if len(parts) == 1:
        ways: tuple[Way, ...] = (numbers,)
        if len(figures) == 4 and figures[0] in "0０":  # 0918: a code, or the 18th of September
            ways = ((numbers[0],), (numbers[0] // 100, numbers[0] % 100))
        return (
            ways,
            SURE if numbers[0] != 1 or len(figures) > 1 else LIKELY,
            exact or len(figures) >= 4,
        )
    if signs <= {":", "："}:
        clocks = tuple((hour, *numbers[1:]) for hour in hours(numbers[0]))
        half: tuple[Way, ...] = ()
        if len(numbers) == 2 and numbers[1] == 30:  # halb zehn
            half = tuple(((hour + 1), Fraction(1, 2)) for hour in hours(numbers[0]))
        if len(numbers) == 2 and 30 < numbers[1] < 60:  # twenty to six
            half = tuple((hour + 1, 60 - numbers[1]) for hour in hours(numbers[0]))
        return (*clocks, *half, (int(figures),)), SURE, False
    found: list[Way] = []
    tail = [len(part) for part in parts[1:]]
    grouped = parts[0][0] not in "0０" and len(parts[0]) <= 3
    if grouped and tail[-1] == 3 and (set(tail) == {3} or set(tail[:-1]) == {2}):
        found.append((int(figures),))
    elif grouped and len(parts) > 2 and len(signs) == 2 and set(tail[:-1]) <= {2, 3}:
        found.append((_fraction(parts),))
    if len(parts) == 2 and not signs & {" ", "\u00a0", "\u202f", "’", "'"}:
        found.append((_fraction(parts),))
        found.append(numbers)
        if numbers[0] < 25 and numbers[1] < 60:  # 21.30
            found += [(hour, numbers[1]) for hour in hours(numbers[0])]
    if not found or len(parts) > 2:
        found.append(numbers)
    return tuple(dict.fromkeys(found)), SURE, exact


def hours(hour: Value) -> tuple[Value, ...]:
    """An hour, and what a clock of the other kind calls it: 21 is 9, 9 is 21, 12 is 0."""
    if hour > 24:
        return (hour,)
    other = {0: (12, 24), 12: (0, 24), 24: (0, 12)}.get(int(hour))
    if other is not None:
        return (hour, *other)
    return (hour, hour - 12 if hour > 12 else hour + 12)


def _fraction(parts: list[str]) -> Fraction:
    whole, part = int("".join(parts[:-1])), parts[-1]
    return Fraction(whole) + Fraction(int(part), 10 ** len(part))
