"""Text broken into lines that fit: balanced, the lower line rather the longer, by the language.

How wide a line is says a function that the caller brings: characters as platforms count them, or
pixels of a shaped line. Words are never changed: of a text and its lines, without white space, the
letters are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from goglobal.fit.places import Opportunity, breakless, opportunities, phrases, unspaced
from goglobal.fit.turns import own_ends

Measure = Callable[[str], float]
"""The width of one line of plain text, in the unit of the limit."""

MOST = 600
"""Characters; a longer text is no subtitle, and no break makes one of it."""
MOST_PLACES = 200
_UPPER = 0.04
"""How much dearer a line is than the one below it: of two breaks the bottom-heavy one is taken."""

_OLD_BREAK = re.compile(r"[ \t\u3000]*+\n[ \t\u3000\n]*+")
_MARGIN = " \t\u3000\n"
_DIRECTED = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Marks and controls of the writing direction: they work up to the end of the line they are in."""
_HYPHENS = frozenset("-‐‑–—―")
_FULL_WIDTH = frozenset("。，、？！：；」』）】》〉…—「『（【《〈♪\u200b")


class Edit(msgspec.Struct, frozen=True):
    """White space to put in place of a part of a text; `start` and `end` may be equal."""

    start: int
    end: int
    white: str
    """A line feed, a space or nothing."""


def break_lines(
    text: str,
    *,
    language: str,
    max_lines: int,
    limit: float,
    measure: Measure,
    min_lines: int = 1,
) -> tuple[str, ...] | None:
    """The lines of `text` (plain; its own line ends count as spaces), each at most `limit` wide.

    As few lines as fit, but not fewer than `min_lines`. Where each line is one speaker's, it stays
    so. None: there is no such break, or whether there is cannot be known from the text.
    """
    edits = line_edits(
        text,
        language=language,
        max_lines=max_lines,
        limit=limit,
        measure=measure,
        min_lines=min_lines,
    )
    return None if edits is None else tuple(apply_edits(text, edits).split("\n"))


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """`text` with its edits made."""
    pieces, done = [], 0
    for edit in edits:
        pieces += [text[done : edit.start], edit.white]
        done = edit.end
    return "".join(pieces) + text[done:]


def line_edits(
    text: str,
    *,
    language: str,
    max_lines: int,
    limit: float,
    measure: Measure,
    min_lines: int = 1,
) -> list[Edit] | None:
    """What `break_lines` changes in `text`, in order; None: it finds no break."""
    if len(text) > MOST or _DIRECTED.search(text):
        return None
    first = len(text) - len(text.lstrip(_MARGIN))
    last = len(text.rstrip(_MARGIN))
    if first >= last:
        return None
    flat = _Flat(text, first, last, language)
    if measure(flat.text) > limit * max_lines * 1.25:
        return None
    breaks = _breaks(flat, language, max_lines, limit, measure, min_lines)
    if breaks is None:
        return None
    edits = [Edit(0, first, "")] if first else []
    edits += flat.edits(breaks)
    if last < len(text):
        edits.append(Edit(last, len(text), ""))
    return edits


class _Flat:
    """A text with its line ends taken out, and where they were."""

    def __init__(self, text: str, first: int, last: int, language: str) -> None:
        self.joints = [Edit(*match.span(), "") for match in _OLD_BREAK.finditer(text, first, last)]
        if self.joints:
            self.joints = _joined(text, self.joints, first, last, language)
        self.text = apply_edits(text[:last], [Edit(0, first, ""), *self.joints])
        self.ends: dict[int, Edit] = {}
        """By their offset in `self.text`: where lines ended so far."""
        shift = first
        for joint in self.joints:
            self.ends[joint.start - shift] = joint
            shift += joint.end - joint.start - len(joint.white)
        self.first = first

    def edits(self, breaks: Sequence[Opportunity]) -> Iterator[Edit]:
        """`breaks` (in order), and the joints where no line ends now, in offsets of the text."""
        shift, new = self.first, {place.end: place for place in breaks}
        for offset in sorted({*new, *self.ends}):
            joint, place = self.ends.get(offset), new.get(offset)
            if joint is not None:
                yield joint if place is None else Edit(joint.start, joint.end, "\n")
                shift += joint.end - joint.start - len(joint.white)
            elif place is not None:
                yield Edit(place.end + shift, place.start + shift, "\n")

    def fixed(self) -> list[int]:
        """The line ends that have to stay: behind a hyphen nobody can tell how the word goes on."""
        return [
            offset
            for offset in self.ends
            if self.text[offset - 1] in _HYPHENS and self.text[offset - 2 : offset - 1].isalnum()
        ]


def _joined(text: str, joints: Sequence[Edit], first: int, last: int, language: str) -> list[Edit]:
    """The joints with what is written where no line ends any more: nothing inside a phrase of a
    language without spaces and beside its punctuation, else a space."""
    bare = apply_edits(text[:last], [Edit(0, first, ""), *joints])
    within: frozenset[int] | None = None
    if unspaced(language):
        within = frozenset(phrases(bare, language))
    made, shift = [], first
    for joint in joints:
        offset = joint.start - shift
        before, after = text[joint.start - 1], text[joint.end]
        white = " "
        if "\u200b" in (before, after):
            white = ""
        elif within is not None and not (before.isascii() and after.isascii()):
            inside = offset not in within and not breakless(bare, offset)
            if inside or before in _FULL_WIDTH or after in _FULL_WIDTH:
                white = ""
        made.append(Edit(joint.start, joint.end, white))
        shift += joint.end - joint.start
    return made


def _breaks(  # noqa: PLR0917 - private, called once
    flat: _Flat,
    language: str,
    max_lines: int,
    limit: float,
    measure: Measure,
    min_lines: int,
) -> list[Opportunity] | None:
    forced = own_ends(flat.text, flat.ends)
    if forced is None:
        return None
    if forced:
        lines = _lines(flat.text, forced)
        fit = len(lines) <= max_lines and all(measure(line) <= limit for line in lines)
        return forced if fit else None
    places = opportunities(flat.text, language, flat.ends)
    if len(places) > MOST_PLACES:
        return None
    best = _Balance(flat.text, places, limit, measure)
    for count in range(min_lines, min(max_lines, len(places) + 1) + 1):
        found = best.in_lines(count)
        if found is not None:
            ends = {place.end for place in found}
            return found if ends.issuperset(flat.fixed()) else None
    return None


def _lines(text: str, breaks: Sequence[Opportunity]) -> list[str]:
    starts = [0, *(place.start for place in breaks)]
    ends = [*(place.end for place in breaks), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


class _Balance:
    """The cheapest breaks of one text: the sum of the squares of the lines' shares of the limit,
    which is least where they are equal, and of what each place costs."""

    def __init__(
        self, text: str, places: Sequence[Opportunity], limit: float, measure: Measure
    ) -> None:
        self.text = text
        self.nodes = [Opportunity(0, 0, 0), *places, Opportunity(len(text), len(text), 0)]
        self.limit = limit
        self.measure = measure
        self.shares: dict[tuple[int, int], float] = {}

    def in_lines(self, count: int) -> list[Opportunity] | None:
        """The cheapest breaks into exactly `count` lines that fit; None: there are none."""
        goal = len(self.nodes) - 1
        reached: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
        for line in range(count):
            onwards: dict[int, tuple[float, tuple[int, ...]]] = {}
            weight = 1 + _UPPER * (count - 1 - line)
            for node, (cost, way) in reached.items():
                ends = (goal,) if line == count - 1 else range(node + 1, goal - count + line + 2)
                for end in ends:
                    share = self._share(node, end)
                    if share > 1:
                        break
                    total = cost + weight * share * share + self.nodes[end].cost
                    if end not in onwards or total < onwards[end][0]:
                        onwards[end] = (total, (*way, end))
            reached = onwards
        if goal not in reached:
            return None
        return [self.nodes[node] for node in reached[goal][1][:-1]]

    def _share(self, node: int, end: int) -> float:
        """The width of the line between two nodes, as a share of the limit."""
        key = (node, end)
        if key not in self.shares:
            line = self.text[self.nodes[node].start : self.nodes[end].end]
            self.shares[key] = self.measure(line) / self.limit
        return self.shares[key]
