"""Many words looked for in one long text, without a search for each of them.

Searching a text for a word of several letters costs ten times as much as searching it for one
character, so words are put in groups: those that hold a character which is rare in dialogue stand
behind that character, others behind a piece of text that they share. A group is looked at only
where what it stands behind is met.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_COMMON = " .,'-"
"""Too frequent in dialogue to be worth a look of their own."""
_PIECE = 4
"""The shortest piece of text, in characters, that words are grouped behind."""
_MOST = 60
"""Words among which shared pieces are looked for, and characters of a word that are looked at: what
a profile lists may be long."""


def met(text: str, needles: tuple[str, ...]) -> frozenset[str]:
    """Those of `needles` that stand in `text`; compared as they are, so fold both before."""
    return frozenset(
        needle
        for key, group in _groups(needles)
        if key in text
        for needle in group
        if needle in text
    )


@lru_cache(maxsize=64)
def _groups(needles: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every needle in exactly one group, behind a text that is a part of all in the group."""
    groups: dict[str, list[str]] = {}
    plain: list[str] = []
    for needle in dict.fromkeys(needles):
        key = _rare(needle)
        if key or len(needle) < _PIECE:
            groups.setdefault(key or needle, []).append(needle)
        else:
            plain.append(needle)
    while plain:
        key = _shared(plain[:_MOST])
        groups.setdefault(key, []).extend(needle for needle in plain if key in needle)
        plain = [needle for needle in plain if key not in needle]
    return tuple((key, tuple(group)) for key, group in groups.items())


def _rare(needle: str) -> str:
    """A sign or a letter beyond ASCII in `needle`; empty: it has only what is frequent."""
    signs = [c for c in needle if not c.isascii() or not (c.isalnum() or c in _COMMON)]
    return max(signs, default="")


def _shared(needles: Iterable[str]) -> str:
    """The piece that most of `needles` have in common, the longest of those that many share."""
    shares: dict[str, int] = {}
    for needle in needles:
        for piece in _pieces(needle):
            shares[piece] = shares.get(piece, 0) + 1
    return max(shares, key=lambda piece: (shares[piece], len(piece), piece))


def _pieces(needle: str) -> set[str]:
    size = min(len(needle), _MOST)
    return {needle[i:j] for i in range(size) for j in range(i + _PIECE, size + 1)}
