"""Which text of today's series a returned unit is a translation of: by its key and its source text.

The key alone is not enough, for a cue that was put in moves all keys behind it; the source text
alone is not either, for short lines stand in an episode many times. Both together are certain: a
unit whose text is no longer under its key follows its text, in the order of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

import msgspec

from goglobal.exchange.groups import parse_key
from goglobal.exchange.sameness import loose
from goglobal.exchange.scopes import looks_like_key
from goglobal.exchange.told import Claim, Told
from goglobal.exchange.units import Unit, digest_of
from goglobal.findings import Severity
from goglobal.messages import N_

_MOST_PAIRS = 1_000_000
"""Pairs of texts of one episode that are compared in order; a film has a tenth of that."""


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """A returned unit and the text of today that it belongs to."""

    claim: Claim
    today: Unit


def resolve(claims: Iterable[Claim], today: Mapping[str, Unit], told: list[Told]) -> list[Resolved]:
    """Every claim that belongs to a text of today; of the others a remark."""
    found: list[Resolved] = []
    left: list[Claim] = []
    claimed: set[str] = set()
    for claim in claims:
        home = today.get(claim.unit.key)
        if home is not None and _fits(claim, home, told):
            found.append(Resolved(claim=claim, today=home))
            claimed.add(home.key)
        else:
            left.append(claim)
    moved = _follow(left, today, claimed)
    claimed.update(home.key for home in moved.values())
    for claim in left:
        home = moved.get(id(claim))
        if home is not None:
            told.append(_moved(claim, home))
            found.append(Resolved(claim=claim, today=home))
        else:
            remark = _refused(claim, today, claimed)
            if remark is not None:
                told.append(remark)
    return found


def digest_in(unit: Unit) -> str:
    """The digest of the text that a unit was translated from; empty where nothing tells."""
    return unit.digest or (digest_of(unit.source) if unit.source else "")


def _fits(claim: Claim, home: Unit, told: list[Told]) -> bool:
    """Whether a unit was translated from the text that stands under its key today."""
    unit = claim.unit
    same_text = bool(unit.source) and loose(unit.source) == loose(home.source)
    if not unit.digest:
        return same_text or digest_in(unit) == home.digest
    if unit.digest != home.digest:
        return same_text
    if unit.source and not same_text:
        told.append(
            claim.told(
                "source-edited",
                Severity.WARNING,
                N_("the source text was changed in the file; the change is not taken"),
                help_=N_("change it in series.toml or in the source language's subtitles"),
            )
        )
    return True


def _follow(left: Iterable[Claim], today: Mapping[str, Unit], claimed: set[str]) -> dict[int, Unit]:
    """Where the texts of some units stand now, by the identity of the claim."""
    found: dict[int, Unit] = {}
    places: dict[str, list[Unit]] = {}
    for unit in today.values():
        if unit.key not in claimed:
            places.setdefault(_area(unit.key), []).append(unit)
    groups: dict[str, list[Claim]] = {}
    nameless: list[Claim] = []
    for claim in left:
        if not looks_like_key(claim.unit.key):
            nameless.append(claim)
        elif digest_in(claim.unit):
            groups.setdefault(_area(claim.unit.key), []).append(claim)
    for area, claims in groups.items():
        free = places.get(area, [])
        claims = sorted(claims, key=lambda claim: _order(claim.unit.key))  # noqa: PLW2901
        found.update(_in_order(claims, free))
    used = {unit.key for unit in found.values()}
    by_text: dict[str, list[Unit]] = {}
    for units in places.values():
        for unit in units:
            if unit.key not in used:
                by_text.setdefault(loose(unit.source), []).append(unit)
    texts: dict[str, int] = {}
    for claim in nameless:
        text = loose(claim.unit.source)
        texts[text] = texts.get(text, 0) + 1
    for claim in nameless:
        text = loose(claim.unit.source)
        if text and len(by_text.get(text, ())) == texts[text] == 1:
            found[id(claim)] = by_text[text][0]
    return found


def _in_order(claims: list[Claim], free: list[Unit]) -> dict[int, Unit]:
    ours, theirs = [digest_in(c.unit) for c in claims], [unit.digest for unit in free]
    if not ours or not theirs or len(ours) * len(theirs) > _MOST_PAIRS:
        return {}
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return {
        id(claims[block.a + step]): free[block.b + step]
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }


def _area(key: str) -> str:
    """What a text may move within: the track, or all titles, all synopses, all names."""
    head, *rest = key.split("/")
    if head in {"episode", "credit"} and rest:
        return f"{head}/{rest[-1]}"
    return head if head != "series" else key


def _order(key: str) -> tuple[int, str]:
    """Where a key stands in its file, as numbers count."""
    parsed = parse_key(key)
    digits = re.search(r"/([0-9]{1,9})/", key)
    return (parsed.cues[0] if parsed else int(digits[1]) if digits else 0, key)


def _moved(claim: Claim, home: Unit) -> Told:
    if claim.unit.key == home.key:  # only the digest or the source text had been lost
        return claim.told("key-lost", Severity.INFO, N_("found by its source text"))
    if not looks_like_key(claim.unit.key):
        return claim.told(
            "key-lost",
            Severity.WARNING,
            N_("the file has lost the key; by its source text it is {key}"),
            {"key": home.key},
        )
    return claim.told(
        "key-moved",
        Severity.INFO,
        N_("the text stands under {key} now, and is put there"),
        {"key": home.key},
    )


def _refused(claim: Claim, today: Mapping[str, Unit], claimed: set[str]) -> Told | None:
    unit = claim.unit
    home = today.get(unit.key)
    if not unit.target.strip() or (home is not None and unit.target == home.target):
        return None
    if home is None and not looks_like_key(unit.key):
        return claim.told(
            "key-lost",
            Severity.ERROR,
            N_("the file has lost the key, and the source text does not tell which text it is"),
            help_=N_("put the text into a file that was exported, or into the series by hand"),
        )
    if home is None:
        return claim.told(
            "unknown-key",
            Severity.ERROR,
            N_("the series has no such text"),
            help_=N_("export the file anew; the text may have been taken out, or a cue joined"),
        )
    if not digest_in(unit):
        return claim.told(
            "no-source",
            Severity.ERROR,
            N_("nothing in the file tells which source text this is a translation of"),
            help_=N_("leave the columns and fields of the source text as they were exported"),
        )
    if home.key in claimed:  # what stands there is another text, which has come back as well
        return claim.told(
            "source-gone",
            Severity.ERROR,
            N_("its source text is not in the series any more; another one stands under the key"),
            help_=N_("nothing is to be done, if the source was changed on purpose"),
        )
    return claim.told(
        "source-changed",
        Severity.ERROR,
        N_("the source text has changed since the file was made; today it says “{now}”"),
        {"now": short(home.source)},
        N_("export it anew and have this text looked at"),
    )


def short(text: str, longest: int = 60) -> str:
    """A text on one line, cut where it is long."""
    plain = loose(text)
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"
