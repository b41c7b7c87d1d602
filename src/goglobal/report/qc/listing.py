"""The findings by file, in as many bytes as there is room for.

A page with ten thousand findings must still open from a mail. So where one rule finds the same in
one file again and again, the first are told in full and the others by their places; and where even
that is too much, the lightest are told by line and code alone. What has no room at all is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from goglobal.findings import Finding, Severity
from goglobal.messages import localise
from goglobal.report.cells import visible

_KINDS = {Severity.ERROR: "e", Severity.WARNING: "w", Severity.INFO: "i"}
_OVERHEAD = 150
"""Bytes of mark-up around a finding."""
_LONGEST = 400
"""Characters of a message that are shown; cues that hold a novel are quoted in it."""
_BRIEF = 250_000
"""Bytes of what is told in brief."""
_STEPS = (None, 16, 4, 1)
"""How many of one rule in one file are told in full, tried in this order."""


class Told(NamedTuple):
    """One finding, or the places of several."""

    nth: int
    """In the check's findings."""
    kind: str
    """`e`, `w`, `i`, or `v` for waived."""
    code: str
    name: str
    target: str
    line: int | None
    cue: int | None
    message: str
    """In the user's language."""
    help: str
    waived: str
    """Who waived it, and why."""
    fixable: bool
    more: tuple[int, ...] = ()
    """Lines of further findings of the same rule in the same file."""
    language: str = ""
    episode: int | None = None


class Group(NamedTuple):
    """The findings in one file, or about one place."""

    series: str
    path: str
    language: str
    episode: int | None
    kind: str
    told: tuple[Told, ...]

    @property
    def total(self) -> int:
        return sum(1 + len(one.more) for one in self.told)


class Brief(NamedTuple):
    """What of one file, or about one place, is told by line and code alone."""

    place: str
    told: str
    """`41 TIM003, 52 SUB011`."""
    number: int


class Listing(NamedTuple):
    """All groups, what is told in brief, and how many findings have no room at all."""

    groups: tuple[Group, ...]
    brief: tuple[Brief, ...] = ()
    left_out: int = 0


_Key = tuple[str, str, str, int | None, str]


def listed_findings(findings: Sequence[Finding], *, room: int) -> Listing:
    """The findings in at most about `room` bytes, the heaviest first where not all have room."""
    told = [_told(index, finding) for index, finding in enumerate(findings)]
    for most in _STEPS:
        kept = told if most is None else _folded(told, findings, most)
        if sum(map(_size, kept)) <= room:
            return Listing(_grouped(kept, findings))
    return _cut(told, findings, room)


def _told(index: int, finding: Finding) -> Told:
    waived = ""
    if finding.waived is not None:
        waived = visible(f"{finding.waived.by}: {finding.waived.reason}")
    return Told(
        nth=index,
        kind="v" if finding.waived is not None else _KINDS[finding.severity],
        code=finding.code,
        name=finding.name,
        target=finding.target or "",
        line=finding.line,
        cue=finding.cue,
        message=_short(localise(finding.message, finding.arguments)),
        help=_short(localise(finding.help, finding.arguments)),
        waived=waived,
        fixable=finding.fixable,
        language=finding.language or "",
        episode=finding.episode,
    )


def _short(text: str) -> str:
    text = visible(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _size(told: Told) -> int:
    words = len(told.message.encode("utf-8", "replace")) + len(told.help.encode("utf-8", "replace"))
    return _OVERHEAD + words + 6 * len(told.more) + len(told.waived)


def _folded(told: Iterable[Told], findings: Sequence[Finding], most: int) -> list[Told]:
    """The first `most` of each rule in each file; the last of them with the places of the rest."""
    kept: list[Told] = []
    seen: dict[tuple[_Key, str, str, str], list[int]] = {}
    rest: dict[int, list[int]] = {}
    for one in told:
        places = seen.setdefault((_key(findings[one.nth]), one.code, one.kind, one.target), [])
        if len(places) < most:
            places.append(len(kept))
            kept.append(one)
        else:
            rest.setdefault(places[-1], []).append(one.line or 0)
    for place, lines in rest.items():
        kept[place] = kept[place]._replace(more=tuple(lines))
    return kept


def _key(finding: Finding) -> _Key:
    place = finding.path or ""
    if place:  # one file is one group, whatever its findings are about
        return (finding.series or "", place, "", None, "")
    return (finding.series or "", "", finding.language or "", finding.episode, finding.kind or "")


def _grouped(told: Iterable[Told], findings: Sequence[Finding]) -> tuple[Group, ...]:
    groups: dict[_Key, list[Told]] = {}
    for one in told:
        groups.setdefault(_key(findings[one.nth]), []).append(one)
    return tuple(_group(own, findings[own[0].nth]) for own in groups.values())


def _group(told: Sequence[Told], first: Finding) -> Group:
    return Group(
        series=first.series or "",
        path=visible(first.path or ""),
        language=_only(one.language for one in told),
        episode=first.episode,
        kind=first.kind or "",
        told=tuple(told),
    )


def _only(values: Iterable[str]) -> str:
    found = set(values)
    return found.pop() if len(found) == 1 else ""


def _cut(told: Sequence[Told], findings: Sequence[Finding], room: int) -> Listing:
    """The heaviest in full, a turn for each rule, and the others in brief."""
    room -= min(_BRIEF, 20 * len(told))
    kept: list[Told] = []
    others: list[Told] = []
    for one in _in_turn(told):
        room -= _size(one)
        (kept if room >= 0 else others).append(one)
    kept.sort(key=lambda one: one.nth)
    others.sort(key=lambda one: one.nth)
    brief, left = _briefly(others, findings)
    return Listing(_grouped(kept, findings), brief, left)


def _briefly(told: Iterable[Told], findings: Sequence[Finding]) -> tuple[tuple[Brief, ...], int]:
    """By file, and how many have no room even so."""
    places: dict[_Key, list[str]] = {}
    room, left = _BRIEF, 0
    for one in told:
        words = f"{one.line} {one.code}" if one.line else one.code
        key = _key(findings[one.nth])
        room -= len(words) + 2 + (0 if key in places else 60)
        if room < 0:
            left += 1
        else:
            places.setdefault(key, []).append(words)
    made = []
    for (series, path, language, episode, _), own in places.items():
        place = path or " ".join(filter(None, (language, f"ep{episode:03}" if episode else "")))
        made.append(Brief(visible(f"{series}/{place}"), ", ".join(own), len(own)))
    return tuple(made), left


def _in_turn(told: Iterable[Told]) -> Iterator[Told]:
    """Errors before warnings; among these, a turn for each rule."""
    by_kind: dict[str, dict[str, list[Told]]] = {}
    for one in told:
        by_kind.setdefault(one.kind, {}).setdefault(one.code, []).append(one)
    for kind in "ewiv":
        rules: Mapping[str, list[Told]] = by_kind.get(kind, {})
        for row in range(max(map(len, rules.values()), default=0)):
            yield from (own[row] for own in rules.values() if row < len(own))
