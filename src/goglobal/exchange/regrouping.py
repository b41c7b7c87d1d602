"""Units of cues that were joined otherwise when the file was made than they are today.

A file that was made before there was a translation has a unit for each cue; one that was made from
a translation with merged cues has one unit for several. Both are laid over today's units, as long
as the blank lines in their texts tell which part is which cue's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from goglobal.exchange.groups import BETWEEN, key_of, parse_key
from goglobal.exchange.sameness import loose
from goglobal.exchange.told import Claim, Told
from goglobal.exchange.units import Unit
from goglobal.findings import Severity
from goglobal.messages import N_


def regroup(claims: Iterable[Claim], today: Mapping[str, Unit], told: list[Told]) -> list[Claim]:
    """The claims with today's keys wherever they can be laid over them; the others as they are."""
    covered_by = _covering(today)
    result: list[Claim] = []
    waiting: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        key = claim.unit.key
        parsed = None if key in today else parse_key(key)
        if parsed is None:
            result.append(claim)
            continue
        singles = [key_of(parsed.episode, parsed.kind, [cue - 1]) for cue in parsed.cues]
        homes = {covered_by.get(single, "") for single in singles}
        texts = [_text_at(single, covered_by, today) for single in singles]
        if loose(BETWEEN.join(texts)) != loose(claim.unit.source):
            result.append(claim)  # the text has moved or changed: its key says nothing
        elif len(singles) > 1 and homes <= set(singles):
            result.extend(_taken_apart(claim, singles, told))
        elif len(homes) == 1 and "" not in homes:
            waiting.setdefault((claim.file, next(iter(homes))), []).append(claim)
        else:
            result.append(claim)
    for (_, key), parts in waiting.items():
        result.extend(_joined(key, parts, told))
    return result


def _covering(today: Mapping[str, Unit]) -> dict[str, str]:
    """The key of every single cue to the unit that covers it today."""
    found = {}
    for key in today:
        parsed = parse_key(key)
        for cue in parsed.cues if parsed else ():
            found[key_of(parsed.episode, parsed.kind, [cue - 1])] = key  # type: ignore[union-attr]
    return found


def _text_at(single: str, covered_by: Mapping[str, str], today: Mapping[str, Unit]) -> str:
    """The source text of one cue, wherever it is covered; empty where there is none."""
    home, parsed = covered_by.get(single, ""), parse_key(single)
    whole = parse_key(home)
    if whole is None or parsed is None:
        return ""
    parts = today[home].source.split(BETWEEN)
    if len(parts) != len(whole.cues):
        return ""
    return parts[whole.cues.index(parsed.cues[0])]


def _taken_apart(claim: Claim, singles: list[str], told: list[Told]) -> list[Claim]:
    """A unit of several cues as one for each, where its texts have as many parts."""
    unit = claim.unit
    sources, targets = unit.source.split(BETWEEN), unit.target.split(BETWEEN)
    if len(sources) != len(singles):
        return [claim]
    if unit.target and len(targets) != len(singles):
        told.append(
            claim.told(
                "joined-otherwise",
                Severity.ERROR,
                N_("these {count} cues are shown one by one today, but the file has {parts} texts"),
                {"count": len(singles), "parts": len(targets)},
                N_("put a blank line where one cue ends, or export the episode anew"),
            )
        )
        return []
    if not unit.target:
        targets = [""] * len(singles)
    return [
        replace(claim, unit=replace(unit, key=key, source=source, target=target, digest=""))
        for key, source, target in zip(singles, sources, targets, strict=True)
    ]


def _joined(key: str, parts: list[Claim], told: list[Told]) -> list[Claim]:
    """Units of single cues as the one that they are today."""
    parsed = parse_key(key)
    by_cue = {}
    for part in parts:
        found = parse_key(part.unit.key)
        if found is not None:
            by_cue[found.cues] = part
    wanted = [(cue,) for cue in parsed.cues] if parsed else []
    if sorted(by_cue) != wanted or len(parts) != len(wanted):
        told.extend(
            part.told(
                "joined-otherwise",
                Severity.ERROR,
                N_("the cue is shown together with others today ({key}), which the file lacks"),
                {"key": key},
                N_("export the episode anew"),
            )
            for part in parts
            if part.unit.target.strip()
        )
        return []
    members = [by_cue[cue] for cue in wanted]
    whole = all(member.unit.target.strip() for member in members)
    first = members[0]
    source = BETWEEN.join(member.unit.source for member in members)
    return [
        replace(
            first,
            unit=replace(
                first.unit,
                key=key,
                source=source,
                target=BETWEEN.join(m.unit.target for m in members) if whole else "",
                digest="",
                fuzzy=any(member.unit.fuzzy for member in members),
            ),
        )
    ]
