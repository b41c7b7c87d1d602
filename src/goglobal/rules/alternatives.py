"""One regular expression for any of many texts, that stays fast when they are a thousand.

`re` tries the choices of a pattern one after the other at every place of a text. Here they stand in
groups by their first letters, each behind a look at those: a place costs a few looks, not one for
each choice. What is found is what the plain pattern would find.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_FEW = 4
"""Choices that are tried one after the other: a look at letters costs as much."""
_DEEP = 12
"""Letters by which choices are grouped at most."""
_SPECIAL = frozenset(".^$*+?{}[]\\|()")
_REPEATS = frozenset("*+?{")


class Choices(NamedTuple):
    """The choices of a pattern, put in groups."""

    body: str
    """To be compiled with IGNORECASE, in brackets of its own (`(?:…)`)."""
    order: tuple[int, ...]
    """Which of the choices each capturing group of `body` is, where there are any."""
    first: str
    """What every match begins with, as a look ahead; empty: that cannot be told."""


def choices(patterns: Sequence[str], *, capturing: bool = False) -> Choices:
    """`patterns` in an order of trying that finds what theirs does; ignoring case.

    `capturing` puts each into a group; they have none of their own.

    >>> choices(["ana", "bea", "ben", "cleo", "dina"]).body
    '(?=[a])(?:ana)|(?=[b])(?:bea|ben)|(?=[c])(?:cleo)|(?=[d])(?:dina)'
    """
    leads = [_lead(pattern) for pattern in patterns]
    order: list[int] = []

    def body(some: Sequence[int], depth: int) -> str:
        while len(some) > _FEW and depth < _DEEP and all(len(leads[i]) > depth for i in some):
            groups: dict[str, list[int]] = {}
            for index in some:
                groups.setdefault(_alike(leads[index][depth]), []).append(index)
            depth += 1
            if len(groups) > 1:
                looks = [_look([leads[i] for i in group], depth) for group in groups.values()]
                parts = zip(looks, groups.values(), strict=True)
                return "|".join([f"{look}(?:{body(group, depth)})" for look, group in parts])
        order.extend(some)
        return "|".join([f"({patterns[i]})" if capturing else patterns[i] for i in some])

    whole = body(range(len(patterns)), 0)
    return Choices(whole, tuple(order), _look(leads, 1) if all(leads) else "")


def _look(leads: Sequence[str], depth: int) -> str:
    """A look ahead at the first letters of some texts, as many as `depth`."""
    signs = ("".join(sorted({lead[place] for lead in leads})) for place in range(depth))
    return f"(?={''.join(f'[{re.escape(some)}]' for some in signs)})"


def _lead(pattern: str) -> str:
    """The characters that whatever a pattern matches has to begin with, but for their case."""
    lead: list[str] = []
    place = 0
    while place < len(pattern) and len(lead) < _DEEP:
        escaped = pattern[place] == "\\"
        sign = pattern[place + escaped : place + escaped + 1]
        if not sign or (sign.isalnum() if escaped else sign in _SPECIAL):
            break  # a class of characters, or a group
        place += 1 + escaped
        if pattern[place : place + 1] in _REPEATS:
            break
        lead.append(sign)
    # what stands behind a bar is none of the first choice's, and then nothing is sure
    return "" if _has_bar(pattern) else "".join(lead)


def _has_bar(pattern: str) -> bool:
    """Whether a pattern has choices of its own outside of brackets."""
    depth = 0
    for sign in re.findall(r"\\.|\[(?:\\.|[^\]\\])+\]|.", pattern, re.DOTALL):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            return True
    return False


def _alike(sign: str) -> str:
    """The same for all characters that `re` takes for one another when it ignores case."""
    return "i" if sign == "ı" else sign.casefold()[0]
