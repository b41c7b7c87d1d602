"""Which way the parts of a line run: the Unicode Bidirectional Algorithm (UAX #9) for one line.

Levels only: even ones run from left to right, odd ones from right to left. The names of rules in
comments are those of the annex.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

DEEPEST = 125
"""BD2: max_depth."""
_BRACKETS = 63
"""BD16: brackets that are open at the same time; with more, none of the stretch are paired."""

_TURNS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)
"""What may turn the direction; in a line without them every level is 0."""
_PLAIN = re.compile(
    "[ -#&-*.:;<>?@\\[-`{-~\u00a0\u00ab\u00bb\u2010-\u2027\u2039\u203a"
    "\u05b0-\u05ff\u060b-\u060d\u0610-\u061a"
    "\u061d-\u065f\u066d-\u06d5\u06fa-\u06ff]+"
)
"""Letters and marks of Hebrew and Arabic, and punctuation: no digits, and nothing that runs from
left to right."""
_RIGHT = re.compile("[\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3]")

_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_UNSEEN = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
"""X9: what the rules pass over."""
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})


def levels(text: str, base: int | None = None) -> bytes:
    """The embedding level of each character of one line.

    `base`: the line's own level, 0 or 1; None: that of its first strong character (P2, P3).
    """
    if not base and not _TURNS.search(text):
        return bytes(len(text))
    if base != 0 and _PLAIN.fullmatch(text) and _RIGHT.search(text):
        return b"\1" * len(text)
    classes = [unicodedata.bidirectional(character) or _default(character) for character in text]
    partners = _partners(classes)
    if base is None:
        base = _first_strong(classes, partners, 0, len(classes)) or 0
    found, kinds = _explicit(classes, partners, base)
    seen = [place for place, kind in enumerate(classes) if kind not in _UNSEEN]
    for sequence in _sequences(seen, classes, found, partners, base):
        _Sequence(text, classes, kinds, sequence).resolve(found)
    _reset(classes, found, base)
    return bytes(found)


def _default(character: str) -> str:
    """The class of a character that Unicode has not given one yet: that of its block."""
    return "R" if _TURNS.match(character) else "L"


def _partners(classes: Sequence[str]) -> dict[int, int]:
    """BD9: which PDI ends which isolate; those without one end with the line."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for place, kind in enumerate(classes):
        if kind in _ISOLATES:
            waiting.append(place)
        elif kind == "PDI" and waiting:
            found[waiting.pop()] = place
    return found


def _first_strong(
    classes: Sequence[str], partners: dict[int, int], start: int, end: int
) -> int | None:
    """P2, P3: 0 or 1 by the first strong character that no isolate holds."""
    place = start
    while place < end:
        kind = classes[place]
        if kind == "L":
            return 0
        if kind in {"R", "AL"}:
            return 1
        place = partners.get(place, end) if kind in _ISOLATES else place
        place += 1
    return None


def _explicit(
    classes: Sequence[str], partners: dict[int, int], base: int
) -> tuple[list[int], list[str]]:
    """X1 to X8: levels by what embeds, overrides and isolates; classes as overrides leave them."""
    found: list[int] = []
    kinds = list(classes)
    stack: list[tuple[int, str, bool]] = [(base, "", False)]
    too_many_isolates = too_many_embeds = isolates = 0
    for place, kind in enumerate(classes):
        level, override, _ = stack[-1]
        found.append(level)
        if kind in {"RLE", "LRE", "RLO", "LRO"}:  # X2 to X5
            deeper = _deeper(level, right=kind[0] == "R")
            if deeper <= DEEPEST and not too_many_isolates and not too_many_embeds:
                stack.append((deeper, {"RLO": "R", "LRO": "L"}.get(kind, ""), False))
            elif not too_many_isolates:
                too_many_embeds += 1
        elif kind in _ISOLATES:  # X5a to X5c
            kinds[place] = override or kind
            right = kind == "RLI"
            if kind == "FSI":
                end = partners.get(place, len(classes))
                right = _first_strong(classes, partners, place + 1, end) == 1
            deeper = _deeper(level, right=right)
            if deeper <= DEEPEST and not too_many_isolates and not too_many_embeds:
                isolates += 1
                stack.append((deeper, "", True))
            else:
                too_many_isolates += 1
        elif kind == "PDI":  # X6a
            if too_many_isolates:
                too_many_isolates -= 1
            elif isolates:
                too_many_embeds = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                isolates -= 1
            found[place], override, _ = stack[-1]
            kinds[place] = override or kind
        elif kind == "PDF":  # X7
            if too_many_isolates:
                pass
            elif too_many_embeds:
                too_many_embeds -= 1
            elif not stack[-1][2] and len(stack) > 1:
                stack.pop()
        elif kind == "B":  # X8
            found[place] = base
        elif kind != "BN" and override:  # X6
            kinds[place] = override
    return found, kinds


def _deeper(level: int, *, right: bool) -> int:
    """The next level that runs this way."""
    return level + 1 + ((level + 1) % 2 != right)


class _Run(NamedTuple):
    """An isolating run sequence."""

    places: list[int]
    level: int
    sos: str
    eos: str


def _sequences(
    seen: Sequence[int],
    classes: Sequence[str],
    depth: Sequence[int],
    partners: dict[int, int],
    base: int,
) -> Iterator[_Run]:
    """X10, BD13: runs of one level, joined over the isolates between them."""
    runs = [[*places] for _, places in groupby(seen, depth.__getitem__)]
    neighbours: dict[int, tuple[int, int]] = {}
    at: dict[int, int] = {}
    for index, run in enumerate(runs):
        before = depth[runs[index - 1][-1]] if index else base
        after = depth[runs[index + 1][0]] if index + 1 < len(runs) else base
        neighbours[index] = (before, after)
        at[run[0]] = index
    ends = set(partners.values())
    for index, run in enumerate(runs):
        if run[0] in ends and classes[run[0]] == "PDI":
            continue
        places, last = [*run], index
        while places[-1] in partners and partners[places[-1]] in at:
            last = at[partners[places[-1]]]
            places += runs[last]
        level = depth[places[0]]
        after = base if classes[places[-1]] in _ISOLATES else neighbours[last][1]
        sos = "R" if max(level, neighbours[index][0]) % 2 else "L"
        eos = "R" if max(level, after) % 2 else "L"
        yield _Run(places, level, sos, eos)


class _Sequence:
    """One isolating run sequence being resolved."""

    def __init__(self, text: str, classes: Sequence[str], kinds: Sequence[str], run: _Run) -> None:
        self.run = run
        self.text = [text[place] for place in run.places]
        self.was = [classes[place] for place in run.places]
        self.kinds = [kinds[place] for place in run.places]
        self.way = "R" if run.level % 2 else "L"

    def resolve(self, found: list[int]) -> None:
        """The levels of the sequence's characters (W1 to I2)."""
        self._weak()
        self._brackets()
        self._neutral()
        for place, kind in zip(self.run.places, self.kinds, strict=True):
            level = self.run.level
            if level % 2:
                found[place] = level + (kind in {"L", "EN", "AN"})
            else:
                found[place] = level + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)

    def _weak(self) -> None:
        kinds, before, strong = self.kinds, self.run.sos, self.run.sos
        for place, kind in enumerate(kinds):  # W1, W2
            if kind == "NSM":
                kinds[place] = "ON" if before in _ISOLATES or before == "PDI" else before
            before = kinds[place]
            if before in {"L", "R", "AL"}:
                strong = before
            elif before == "EN" and strong == "AL":
                kinds[place] = "AN"
        # W3
        kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
        for place in range(1, len(kinds) - 1):  # W4
            one, kind, other = kinds[place - 1 : place + 2]
            if one == other and (
                (kind in {"ES", "CS"} and one == "EN") or (kind, one) == ("CS", "AN")
            ):
                kinds[place] = one
        self._terminators()
        strong = self.run.sos
        for place, kind in enumerate(kinds):  # W6, W7
            if kind in {"ES", "ET", "CS"}:
                kinds[place] = "ON"
            elif kind in {"L", "R"}:
                strong = kind
            elif kind == "EN" and strong == "L":
                kinds[place] = "L"

    def _terminators(self) -> None:
        """W5: what stands at a number belongs to it."""
        kinds = self.kinds
        place = 0
        for kind, group in groupby([*kinds], lambda kind: kind == "ET"):
            end = place + len([*group])
            if kind and (kinds[place - 1 : place] == ["EN"] or kinds[end : end + 1] == ["EN"]):
                kinds[place:end] = ["EN"] * (end - place)
            place = end

    def _brackets(self) -> None:
        """N0: both brackets of a pair run as what they hold."""
        for opening, closing in self._pairs():
            inside = {self._strong(place) for place in range(opening + 1, closing)}
            if self.way in inside:
                way = self.way
            elif inside - {""}:
                before = (self._strong(place) for place in range(opening - 1, -1, -1))
                other = next((kind for kind in before if kind), self.run.sos)
                way = other if other != self.way else self.way
            else:
                continue
            for place in (opening, closing):
                self.kinds[place] = way
                following = place + 1
                while following < len(self.was) and self.was[following] == "NSM":
                    self.kinds[following] = way
                    following += 1

    def _strong(self, place: int) -> str:
        kind = self.kinds[place]
        return "R" if kind in {"R", "EN", "AN"} else kind if kind == "L" else ""

    def _pairs(self) -> list[tuple[int, int]]:
        """BD16: pairs of brackets, in the order of their openings."""
        waiting: list[tuple[str, int]] = []
        pairs: list[tuple[int, int]] = []
        for place, character in enumerate(self.text):
            if self.kinds[place] != "ON" or not unicodedata.mirrored(character):
                continue
            closes = _closing(character)
            if closes:
                if len(waiting) == _BRACKETS:
                    return []
                waiting.append((closes, place))
                continue
            closed = _CANONICAL.get(character, character)
            for index in range(len(waiting) - 1, -1, -1):
                if waiting[index][0] == closed:
                    pairs.append((waiting[index][1], place))
                    del waiting[index:]
                    break
        return sorted(pairs)

    def _neutral(self) -> None:
        """N1, N2: what has no direction goes with both neighbours, or with the sequence."""
        kinds = self.kinds
        place = 0
        for neutral, group in groupby([*kinds], _NEUTRAL.__contains__):
            end = place + len([*group])
            if neutral:
                before = self._strong(place - 1) if place else self.run.sos
                after = self._strong(end) if end < len(kinds) else self.run.eos
                way = before if before == after and before else self.way
                kinds[place:end] = [way] * (end - place)
            place = end


_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
_CROSSED = {"\u298d": "\u2990", "\u298f": "\u298e"}


@lru_cache(maxsize=512)
def _closing(character: str) -> str:
    """The bracket that closes the one that `character` opens; empty: it opens none.

    Pairs stand beside each other in Unicode, with one character between the oldest.
    """
    if unicodedata.category(character) != "Ps":
        return ""
    if character in _CROSSED:
        return _CROSSED[character]
    for step in (1, 2):
        other = chr(ord(character) + step)
        if unicodedata.category(other) == "Pe" and unicodedata.mirrored(other):
            return _CANONICAL.get(other, other)
    return ""


def _reset(classes: Sequence[str], found: list[int], base: int) -> None:
    """L1: separators, and spaces before them or at the end; then levels for what X9 passes over."""
    blank = True
    for place in range(len(classes) - 1, -1, -1):
        kind = classes[place]
        if kind in {"B", "S"}:
            blank = True
            found[place] = base
        elif kind in {"WS", "PDI"} or kind in _ISOLATES:
            found[place] = base if blank else found[place]
        elif kind not in _UNSEEN:
            blank = False
    before = base
    for place, kind in enumerate(classes):
        if kind in _UNSEEN:
            found[place] = before
        before = found[place]
