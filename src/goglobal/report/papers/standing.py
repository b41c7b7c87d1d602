"""What was delivered, from receipts alone: nothing here knows what was only planned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from goglobal.delivery.receipts import Receipt
from goglobal.model import SHARED, Series
from goglobal.plans import Assignment

DONE = frozenset({"delivered", "unchanged"})
_TURNS = DONE | {"withdrawn", "restored"}


class Delivered(NamedTuple):
    """One language of one series at one target."""

    assignment: Assignment
    languages: tuple[str, ...]
    """One; or all of the target's where its bundles are not of one language."""
    episodes: tuple[int, ...]
    minutes: float | None
    """Of the episodes whose duration is known; None: of none."""
    unknown: int
    """Episodes whose duration nobody knows."""
    first: str
    """UTC, ISO 8601."""
    last: str
    withdrawn: bool
    receipts: tuple[Receipt, ...]
    """All of them, the oldest first."""
    current: tuple[Receipt, ...]
    """Those that tell what is there now: one for each bundle."""


def delivered(
    assignments: Iterable[Assignment],
    receipts: Sequence[Receipt],
    durations: Mapping[str, Mapping[int, int]],
) -> tuple[Delivered, ...]:
    """A row for each language that was ever delivered; `durations` are those of videos (ms), by
    series and episode, for episodes that declare none."""
    rows: list[Delivered] = []
    for assignment in assignments:
        series, target = assignment.series, assignment.target
        units: dict[str | None, list[Receipt]] = {}
        for one in receipts:
            mine = (one.series, one.target) == (series.id, target.name)
            if mine and one.unit != SHARED and one.state in _TURNS:
                units.setdefault(one.language, []).append(one)
        measured = durations.get(series.id, {})
        order = (*assignment.languages, None)
        for tag in sorted(units, key=lambda t: order.index(t) if t in order else len(order)):
            row = _row(assignment, tag, units[tag], measured)
            if row is not None:
                rows.append(row)
    return tuple(rows)


def shared_receipts(assignment: Assignment, receipts: Iterable[Receipt]) -> tuple[Receipt, ...]:
    """The receipts of what belongs to all languages."""
    place = (assignment.series.id, assignment.target.name, SHARED)
    return tuple(r for r in receipts if (r.series, r.target, r.unit) == place and r.state in DONE)


def _row(
    assignment: Assignment, tag: str | None, own: list[Receipt], measured: Mapping[int, int]
) -> Delivered | None:
    sent = [one for one in own if one.state in DONE]
    if not sent:
        return None
    current: dict[str, Receipt] = {one.unit: one for one in sent}
    turns: dict[str, Receipt] = {one.unit: one for one in own}
    numbers = {n for one in current.values() for n in one.of_episodes.values()}
    if not numbers:  # of a series without subtitles, or by a receipt that does not say
        numbers = set(assignment.episodes)
    episodes = tuple(sorted(numbers))
    lengths = [_duration(assignment.series, number, measured) for number in episodes]
    known = [length for length in lengths if length is not None]
    return Delivered(
        assignment=assignment,
        languages=(tag,) if tag is not None else assignment.languages,
        episodes=episodes,
        minutes=sum(known) / 60_000 if known else None,
        unknown=len(lengths) - len(known),
        first=sent[0].at,
        last=sent[-1].at,
        withdrawn=all(one.state == "withdrawn" for one in turns.values()),
        receipts=tuple(own),
        current=tuple(current.values()),
    )


def _duration(series: Series, number: int, measured: Mapping[int, int]) -> int | None:
    episode = series.episode(number)
    declared = episode.duration if episode is not None else None
    return declared if declared is not None else measured.get(number)
