"""Translations that came back under the keys of others: a column was sorted or moved by itself.

Keys and source texts are whole then, and every text is in the right language: only the
translations that were there before tell that they have changed places. Where none was there, the
texts of a row of cues tell it (as TRN003 does), which is a doubt and no proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from goglobal.exchange.judging import Accepted
from goglobal.exchange.resolving import Resolved
from goglobal.exchange.sameness import loose
from goglobal.exchange.told import Claim, Told
from goglobal.exchange.units import Unit
from goglobal.findings import Severity
from goglobal.messages import N_
from goglobal.model import Cue, Track
from goglobal.rules.moved_text import Moved, find_moved
from goglobal.rules.pairing import Pair
from goglobal.subtitles.markup import plain

_FEWEST = 3
"""Texts that have changed places, from which it is no translator's choice of words."""
_SHARE = 0.5
"""Of the translations that a file changes: how many have changed places with others, at least;
where they all moved by the same number of rows, three in a row are enough."""
_FEWEST_CUES = 6
"""New texts of a track from which they are looked at as a row."""


class _Move(NamedTuple):
    key: str
    owner: str
    """Whose translation it has been so far."""


def changed_places(
    units: Sequence[Unit], resolved: Iterable[Resolved], accepted: Mapping[str, Accepted]
) -> list[tuple[Told, list[str]]]:
    """Files whose texts have changed places, with the keys of all texts that they would change."""
    found: dict[str, list[Resolved]] = {}
    given: dict[str, str] = {}
    for one in resolved:
        given[one.today.key] = loose(one.claim.unit.target)
        if one.today.key in accepted:
            found.setdefault(one.claim.file, []).append(one)
    moves = _moves(units, given, accepted)
    if len(moves) < _FEWEST:
        return []
    mended = {area for area, several in _tracks(units) if _moved(several, {}) is not None}
    order = {unit.key: place for place, unit in enumerate(units)}
    result = []
    for several in found.values():
        changed = [one for one in several if one.today.target.strip()]
        here = {one.today.key: one.claim for one in changed}
        moved = [m for m in moves if m.key in here and _area(m.key) not in mended]
        many = len(moved) >= max(_FEWEST, _SHARE * len(changed))
        if moved and (many or _is_row(moved, order)):
            told = _told(here[moved[0].key], moved, len(changed))
            result.append((told, [one.today.key for one in several]))
    return result


def doubtful(
    units: Sequence[Unit], sources: Mapping[str, Claim], accepted: Mapping[str, Accepted]
) -> list[Told]:
    """Tracks whose new texts seem to stand one cue from where they belong."""
    result = []
    for _, several in _tracks(units):
        new = [unit.key for unit in several if unit.key in accepted]
        if len(new) < _FEWEST_CUES:
            continue
        found = _moved(several, accepted)
        if found is None:
            continue
        first, source = several[found.first].key, several[found.source].key
        if first not in sources:
            continue
        result.append(
            sources[first].told(
                "moved-text",
                Severity.WARNING,
                N_("from here on texts seem to stand one cue off: this one says what {key} does"),
                {"key": source},
                N_("compare the translations with the source texts; a row may have slipped"),
            )
        )
    return result


def _moves(
    units: Sequence[Unit], given: Mapping[str, str], accepted: Mapping[str, Accepted]
) -> list[_Move]:
    """Texts that were the translation of exactly one other text, which has another one now."""
    owners: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.target.strip():
            owners.setdefault(loose(unit.target), []).append(unit)
    result = []
    for unit in units:
        if unit.key not in accepted:
            continue
        text = loose(accepted[unit.key].text)
        before = owners.get(text, ())
        if len(before) != 1:
            continue
        owner = before[0]
        if (
            owner.key != unit.key
            and loose(owner.source) != loose(unit.source)
            and given.get(owner.key, text) != text
        ):
            result.append(_Move(unit.key, owner.key))
    return result


def _is_row(moved: Sequence[_Move], order: Mapping[str, int]) -> bool:
    """Whether some that follow each other have moved by the same number of rows."""
    run = 1
    for one, other in pairwise(moved):
        steps = order[other.key] - order[one.key], order[other.owner] - order[one.owner]
        run = run + 1 if steps == (1, 1) else 1
        if run >= _FEWEST:
            return True
    return False


def _told(claim: Claim, moved: Sequence[_Move], changed: int) -> Told:
    return claim.told(
        "displaced",
        Severity.ERROR,
        N_(
            "translations have changed places: {count} of the {changed} that differ are those of "
            "other texts, the one here is that of {owner}; nothing new in the file is taken"
        ),
        {"count": len(moved), "changed": changed, "owner": moved[0].owner},
        N_(
            "a column was sorted or moved by itself: undo that, or export anew. If they stood in "
            "wrong places before, empty those in the series, then import again"
        ),
    )


def _area(key: str) -> str:
    return key.partition("/")[0]


def _tracks(units: Iterable[Unit]) -> list[tuple[str, list[Unit]]]:
    """The units of each track."""
    result: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.start is not None:
            result.setdefault(_area(unit.key), []).append(unit)
    return list(result.items())


def _moved(units: Sequence[Unit], accepted: Mapping[str, Accepted]) -> Moved | None:
    """A row of cues with their neighbours' texts, with what is accepted put in."""
    cues = tuple(Cue(start=n, end=n + 1, text=unit.source) for n, unit in enumerate(units))
    texts = [
        plain(accepted[unit.key].text if unit.key in accepted else unit.target) for unit in units
    ]
    pairs = [Pair(source=(n,), target=(n,)) for n, text in enumerate(texts) if text.strip()]
    return find_moved(Track(cues=cues), texts, pairs)
