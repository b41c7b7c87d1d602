"""What the files of one language that came back change in a series, and what is refused of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from goglobal.exchange.displaced import changed_places, doubtful
from goglobal.exchange.groups import Group, key_of, parse_key
from goglobal.exchange.judging import Accepted, Judge
from goglobal.exchange.limits import CueLimits
from goglobal.exchange.regrouping import regroup
from goglobal.exchange.resolving import Resolved, resolve, short
from goglobal.exchange.returned import Remark
from goglobal.exchange.sameness import loose
from goglobal.exchange.told import Claim, Told
from goglobal.exchange.units import Scope, Unit
from goglobal.findings import Severity
from goglobal.messages import N_
from goglobal.model import Series
from goglobal.rules.sameness import Names
from goglobal.rules.scripts import letters
from goglobal.subtitles.markup import plain

_STRANGE = frozenset({"unknown-key", "source-changed", "source-gone", "key-lost", "no-source"})
_MOST_STRANGE = 0.9
_FEWEST_STRANGE = 5
"""From how many texts on, and what share of them, a file is taken for another series'."""


_FEWEST_LETTERS = 40
"""Letters (a Han character counts three) below which nothing is said of a file's language."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of the texts of one language and scope."""

    accepted: dict[str, Accepted] = {}
    unchanged: int = 0
    untranslated: int = 0
    """Texts that are empty in the file and in the series."""
    refused: int = 0
    told: tuple[Told, ...] = ()


class Texts(msgspec.Struct, frozen=True, kw_only=True):
    """What the series has to translate today, in one scope."""

    scope: Scope
    units: tuple[Unit, ...]
    groups: dict[str, Group] = {}
    """Cues: by key."""
    limits: Callable[[str], CueLimits] | None = None
    """Cues: what a text under a key has room for."""


def reconcile(
    series: Series,
    language: str,
    texts: Texts,
    claims: Sequence[Claim],
    *,
    refused: Collection[str] = (),
) -> Outcome:
    """Hold what came back against the texts of today.

    `refused` are the keys of texts that a reader has refused, and told of, already.
    """
    today = {unit.key: unit for unit in texts.units}
    told: list[Told] = []
    found = regroup(claims, today, told) if texts.scope == "cues" else list(claims)
    resolved = _singles(resolve(found, today, told), told)
    told = _summed(told, claims)
    judge = Judge(series, language, texts.scope)
    accepted: dict[str, Accepted] = {}
    sources: dict[str, Claim] = {}
    unchanged = untranslated = 0
    for one in resolved:
        before = len(told)
        result = judge.judge(
            one,
            told,
            group=texts.groups.get(one.today.key),
            limits=texts.limits(one.today.key) if texts.limits else None,
        )
        if result is not None:
            accepted[one.today.key] = result
            sources[one.today.key] = one.claim
        elif not one.today.target.strip() and not one.claim.unit.target.strip():
            untranslated += 1
        elif not any(t.remark.severity is Severity.ERROR for t in told[before:]):
            unchanged += 1
    whole = _other_languages(series, language, texts, accepted, sources)
    whole = whole or changed_places(texts.units, resolved, accepted)
    for remark, keys in whole:
        told = [one for one in told if not _is_doubt(one, keys)]
        told.append(remark)
        for key in keys:
            del accepted[key]
    told.extend(doubtful(texts.units, sources, accepted))
    found_keys = {one.today.key for one in resolved}
    told.extend(_missing(texts, found_keys, claims, told_of=_with_parts(refused)))
    told.extend(_disordered(texts, resolved))
    errors = {
        (one.file, one.remark.place, one.remark.key)
        for one in told
        if one.remark.severity is Severity.ERROR
    }
    return Outcome(
        accepted=accepted,
        unchanged=unchanged,
        untranslated=untranslated,
        refused=len(errors),
        told=tuple(msgspec.structs.replace(one, language=language) for one in told),
    )


def _is_doubt(one: Told, keys: Iterable[str]) -> bool:
    """Whether a remark is a doubt about a text that is not taken anyway."""
    return one.remark.key in keys and one.remark.severity is not Severity.ERROR


def _singles(resolved: Iterable[Resolved], told: list[Told]) -> list[Resolved]:
    """One claim for each text: of several that differ, none."""
    by_key: dict[str, list[Resolved]] = {}
    for one in resolved:
        by_key.setdefault(one.today.key, []).append(one)
    result = []
    for several in by_key.values():
        first = several[0]
        others = [one for one in several[1:] if not _same_claim(one, first)]
        # a file that leaves a text as it is says nothing against one that changes it
        changed = [one for one in several if one.claim.unit.target != one.today.target]
        if others and len({(o.claim.unit.target, o.claim.unit.fuzzy) for o in changed}) > 1:
            told.extend(_conflict(one, first) for one in others)
            continue
        result.append(changed[0] if changed else first)
        if others and len({one.claim.file for one in several}) == 1:
            told.append(
                others[0].claim.told(
                    "duplicate-key",
                    Severity.WARNING,
                    N_("the key stands in the file twice; the text that was changed is taken"),
                )
            )
    return result


def _same_claim(one: Resolved, other: Resolved) -> bool:
    a, b = one.claim.unit, other.claim.unit
    return (a.target, a.fuzzy) == (b.target, b.fuzzy)


def _conflict(one: Resolved, first: Resolved) -> Told:
    return one.claim.told(
        "duplicate-key",
        Severity.ERROR,
        N_("two different translations came back for {key}: here and at {file}, {place}"),
        {"key": one.today.key, "file": first.claim.file, "place": first.claim.unit.place},
        N_("take one of them out; neither was taken"),
    )


def _summed(told: list[Told], claims: Sequence[Claim]) -> list[Told]:
    """One remark instead of hundreds for a file that none of its texts belongs here."""
    texts = Counter(claim.file for claim in claims if claim.unit.target.strip())
    strange = Counter(
        one.file
        for one in told
        if one.remark.name in _STRANGE and one.remark.severity is Severity.ERROR
    )
    files = {
        file
        for file, count in strange.items()
        if count >= _FEWEST_STRANGE and count >= _MOST_STRANGE * texts[file]
    }
    kept = [one for one in told if not (one.file in files and one.remark.name in _STRANGE)]
    kept.extend(
        Told(
            file=file,
            remark=Remark(
                name="other-series",
                severity=Severity.ERROR,
                message=N_("{count} of {texts} texts belong to no text of the series as it is now"),
                arguments={"count": strange[file], "texts": texts[file]},
                help=N_("look whether it is of another series, or made from an old state of it"),
            ),
        )
        for file in sorted(files)
    )
    return kept


def _other_languages(
    series: Series,
    language: str,
    texts: Texts,
    accepted: Mapping[str, Accepted],
    sources: Mapping[str, Claim],
) -> list[tuple[Told, list[str]]]:
    """Files whose new texts are in another language, with the keys of those."""
    from goglobal.rules.identifying import identify

    by_file: dict[str, list[str]] = {}
    same = {unit.key for unit in texts.units if unit.key in accepted and _stays(unit, accepted)}
    for key, claim in sources.items():
        if not key.startswith("credit/") and key not in same:
            by_file.setdefault(claim.file, []).append(key)
    candidates = tuple(dict.fromkeys((language, *series.languages)))
    names = Names(series.glossary, language)
    result = []
    for file, keys in by_file.items():
        lines = [plain(accepted[key].text) for key in keys]
        guess = identify(lines, candidates, names=names)
        seems = guess.language or guess.other
        if not guess.sure or not seems or language in {guess.language, *guess.alike}:
            continue
        counts = letters("\n".join(lines))
        if counts.total() + 2 * counts["Hani"] < _FEWEST_LETTERS:
            continue
        remark = Remark(
            name="wrong-language",
            severity=Severity.ERROR,
            message=N_("the new texts of the file are in {found}, not in {language}: “{text}”"),
            arguments={"found": seems, "language": language, "text": short(" / ".join(lines))},
            help=N_("look whether it is another language's file; say -l with the right one"),
        )
        taken = [key for key, claim in sources.items() if claim.file == file]
        result.append((Told(file=file, remark=remark), taken))
    return result


def _stays(unit: Unit, accepted: Mapping[str, Accepted]) -> bool:
    """Whether a text was left as the source has it, which says nothing of the file's language."""
    return loose(accepted[unit.key].text) == loose(unit.source)


def _with_parts(keys: Iterable[str]) -> set[str]:
    """The keys, and those of every single cue of joined ones."""
    result = set(keys)
    for key in keys:
        parsed = parse_key(key)
        for cue in parsed.cues if parsed else ():
            result.add(key_of(parsed.episode, parsed.kind, [cue - 1]))  # type: ignore[union-attr]
    return result


def _missing(
    texts: Texts, found: set[str], claims: Sequence[Claim], *, told_of: Collection[str]
) -> list[Told]:
    """What the files should have had: all texts of the tracks that they have any of.

    Not again what was refused (`told_of`, with the keys of single cues).
    """
    areas = {_area(texts.scope, claim.unit.key) for claim in claims}
    missing: dict[str, list[Unit]] = {}
    for unit in texts.units:
        area = _area(texts.scope, unit.key)
        if area in areas and unit.key not in found:
            missing.setdefault(area, []).append(unit)
    files = {_area(texts.scope, claim.unit.key): claim.file for claim in reversed(claims)}
    told_of = {*told_of, *(claim.unit.key for claim in claims)}
    result = []
    for area, units in missing.items():
        absent = [unit for unit in units if told_of.isdisjoint(_with_parts([unit.key]))]
        if not absent:
            continue
        stays = all(unit.target.strip() for unit in absent)
        result.append(
            Told(
                file=files[area],
                remark=Remark(
                    name="missing-key",
                    severity=Severity.WARNING,
                    message=N_("not in the file: {keys} (of {count} in all); what is there stays")
                    if stays
                    else N_("not in the file: {keys} (of {count} in all)"),
                    arguments={"count": len(absent), "keys": first_keys(absent)},
                    help=N_("ask for them, if they were not left out on purpose"),
                    key=absent[0].key,
                ),
            )
        )
    return result


def _area(scope: Scope, key: str) -> str:
    return key.partition("/")[0] if scope == "cues" else ""


def first_keys(units: Sequence[Unit], most: int = 3) -> str:
    """The first few keys, and dots where there are more."""
    keys = ", ".join(unit.key for unit in units[:most])
    return f"{keys} …" if len(units) > most else keys


def _disordered(texts: Texts, resolved: Iterable[Resolved]) -> list[Told]:
    """Files whose texts stand in another order than the series'."""
    order = {unit.key: place for place, unit in enumerate(texts.units)}
    lines: dict[str, list[Resolved]] = {}
    for one in resolved:
        lines.setdefault(one.claim.file, []).append(one)
    result = []
    for file, several in lines.items():
        in_file = sorted(several, key=lambda one: _natural(one.claim.unit.place))
        places = [order[one.today.key] for one in in_file]
        if any(second < first for first, second in pairwise(places)):
            result.append(
                Told(
                    file=file,
                    remark=Remark(
                        name="reordered",
                        severity=Severity.INFO,
                        message=N_("the texts stand in another order; the keys decide"),
                    ),
                )
            )
    return result


def _natural(place: str) -> tuple[int, str]:
    digits = "".join(c for c in place if c.isascii() and c.isdigit())
    return (int(digits[:9]) if digits else 0, place)
