"""How wide each character of a font can become, whatever stands beside it.

Every glyph gets a number: at least its advance and what positioning can add to it, and such that no
substitution raises the sum of the numbers of the glyphs that it takes and gives. The sum over a
text's characters can then only fall while it is shaped, and is never below its width. Of all such
numbers those are taken that make ordinary text least wide: a linear programme. It needs scipy.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping
from math import ceil
from typing import Any, NamedTuple

from font_stages import staged

Name = Hashable
"""A character by its number, a glyph by its name, or what a class of glyphs adds."""
Law = tuple[tuple[Name, ...], tuple[Name, ...], float]
"""The sum of the first is at least the sum of the second and the number."""

ARABIC = range(0x600, 0x900)
"""Letters that join; those of the blocks of presentation forms have their form and keep it."""
TAKEN_APART = {
    0x0E33: (0x0E4D, 0x0E32),
    0x0EB3: (0x0ECD, 0x0EB2),
    0x17BE: (0x17C1, 0x17BE),
    0x17BF: (0x17C1, 0x17BF),
    0x17C0: (0x17C1, 0x17C0),
    0x17C4: (0x17C1, 0x17C4),
    0x17C5: (0x17C1, 0x17C5),
}
"""What HarfBuzz takes apart in Thai, Lao and Khmer without Unicode saying so."""
LOOSE = 3
"""Times its advance: a bound above it tells nothing."""


def bounds(font: Any, frequencies: Mapping[str, float]) -> dict[str, Any]:
    """What fonts.json says of a font's bounds, in font units by hexadecimal code point.

    `wider`: the characters that can become wider than their glyph is by itself; for all others the
    glyph's advance is the bound. None: the substitutions go in circles that let the sum grow, so
    there is no bound. `joined`: the bounds of letters of a joining script that another letter
    follows in their word; `letters` are those that do so. `frequencies` says how often characters
    stand in ordinary text.
    """
    cmap: dict[int, str] = font.getBestCmap()
    advance = {glyph: width for glyph, (width, _) in font["hmtx"].metrics.items()}
    laws: list[Law] = [((code,), (glyph,), 0.0) for code, glyph in cmap.items()]
    laws += _compositions(cmap)
    forms = _forms(font["GSUB"].table) if "GSUB" in font else {}
    if "GSUB" in font:
        before = {lookup for tag in ("init", "medi") for lookup in forms.get(tag, ())}
        laws += _substitutions(font["GSUB"].table, without=before)
    joining = _joining(font["GSUB"].table, forms, cmap) if "fina" in forms else None
    if joining is not None:
        laws += joining.laws
    added: dict[str, list[Name]] = defaultdict(list)
    if "GPOS" in font:
        laws += _positions(font["GPOS"].table, added)
    least = {glyph: float(width) for glyph, width in advance.items()}
    laws += [((glyph,), tuple(names), least[glyph]) for glyph, names in added.items()]
    solved = _solved(least, list(dict.fromkeys(laws)), frequencies)
    if solved is None:
        # what substitutions give, others take, in circles; but one comes after the other
        first = staged(font["GSUB"].table, _of_lookup)
        kept = set(_substitutions(font["GSUB"].table))
        laws = [law for law in laws if law not in kept and not isinstance(law[0][0], int)]
        laws += [((code,), (first.names.get(glyph, glyph),), 0.0) for code, glyph in cmap.items()]
        laws += [*_compositions(cmap), *first.laws]
        solved = _solved(least, list(dict.fromkeys(laws)), frequencies)
    if solved is None:
        return {"wider": None}
    found = {code: ceil(solved[code] - 1e-4) for code in solved if isinstance(code, int)}
    if joining is not None:
        for code in joining.codes:
            found[code] = max(found[code], ceil(solved["joined", code] - 1e-4))
    letters = [code for code in cmap if chr(code).isalpha()]
    if 2 * sum(found[code] > LOOSE * advance[cmap[code]] for code in letters) > len(letters):
        return {"wider": None}  # true, and of no use
    told: dict[str, Any] = {
        "wider": {
            f"{code:X}": value
            for code, value in sorted(found.items())
            if code not in cmap or value > advance[cmap[code]]
        }
    }
    if joining is not None:
        told["letters"] = "".join(map(chr, sorted(joining.followers)))
        told["joined"] = {
            f"{code:X}": ceil(solved["joined", code] - 1e-4) for code in sorted(joining.codes)
        }
    return told


def _forms(table: Any) -> dict[str, set[int]]:
    """The lookups of the features that give letters their forms, by feature."""
    found: dict[str, set[int]] = defaultdict(set)
    for record in table.FeatureList.FeatureRecord if table.FeatureList else ():
        if record.FeatureTag in {"init", "medi", "fina", "ccmp", "locl"}:
            found[record.FeatureTag].update(record.Feature.LookupListIndex)
    return dict(found)


class Joining(NamedTuple):
    """The laws for letters that are followed by another one they join."""

    laws: list[Law]
    codes: set[int]
    """Characters that join the one behind them."""
    followers: set[int]
    """Characters that join the one before them."""


def _joining(table: Any, forms: Mapping[str, set[int]], cmap: Mapping[int, str]) -> Joining:
    lookups = table.LookupList.Lookup
    early = [
        law
        for n in sorted({*forms.get("ccmp", ()), *forms.get("locl", ())})
        for law in _of_lookup(lookups[n])
    ]
    onward: dict[str, list[str]] = defaultdict(list)
    for tag in ("init", "medi"):
        for number in forms.get(tag, ()):
            for taken, given, _ in _of_lookup(lookups[number]):
                onward[taken[0]] += given
    joins = {t[0] for n in forms["init"] for t, _, _ in _of_lookup(lookups[n])}
    joined = {t[0] for n in forms["fina"] for t, _, _ in _of_lookup(lookups[n])}
    # what a glyph is taken apart into joins as its first part does
    for _ in range(4):
        for taken, given, _number in early:
            if len(taken) == 1:
                joins |= {taken[0]} if given[0] in joins else set()
                joined |= {taken[0]} if given[0] in joined else set()
    laws: list[Law] = []
    for taken, given, _number in early:
        big = (("joined", taken[0]), *taken[1:])
        laws.append((big, (("joined", given[0]), *given[1:]), 0.0))
    for glyph in {*joins, *(g for t, given, _ in early for g in (t[0], given[0]))}:
        laws += [((("joined", glyph),), (form,), 0.0) for form in onward.get(glyph, [glyph])]
    codes = {code for code, glyph in cmap.items() if glyph in joins and code in ARABIC}
    laws += [((("joined", code),), (("joined", cmap[code]),), 0.0) for code in codes]
    for (whole, *rest), parts, _number in [*_compositions(cmap)]:
        if not rest and whole in codes and parts[0] in codes:  # taken apart
            laws.append(((("joined", whole),), (("joined", parts[0]), *parts[1:]), 0.0))
            laws.append(((("joined", parts[0]), *parts[1:]), (("joined", whole),), 0.0))
    followers = {code for code, glyph in cmap.items() if glyph in joined and code in ARABIC}
    return Joining(laws, codes, followers)


def _solved(
    least: Mapping[str, float], laws: list[Law], frequencies: Mapping[str, float]
) -> dict[Name, float] | None:
    from scipy.optimize import linprog
    from scipy.sparse import coo_matrix

    names: dict[Name, int] = {}
    rows, columns, values, floors = [], [], [], []
    for row, (big, small, floor) in enumerate(laws):
        for sign, some in ((-1, big), (1, small)):
            for name, times in Counter(some).items():
                rows.append(row)
                columns.append(names.setdefault(name, len(names)))
                values.append(sign * times)
        floors.append(-floor)
    cost = [
        frequencies.get(chr(code), 0) + 1e-2 if code is not None else 1e-4
        for code in map(_character, names)
    ]
    solved = linprog(
        cost,
        A_ub=coo_matrix((values, (rows, columns)), shape=(len(laws), len(names))),
        b_ub=floors,
        bounds=[(least.get(name, 0.0) if isinstance(name, str) else 0.0, None) for name in names],
        method="highs",
    )
    return dict(zip(names, solved.x.tolist(), strict=True)) if solved.success else None


def _character(name: Name) -> int | None:
    """The character that a name is about, if any."""
    if isinstance(name, tuple) and name[0] == "joined" and isinstance(name[1], int):
        return name[1]
    return name if isinstance(name, int) else None


def _compositions(cmap: Mapping[int, str]) -> Iterator[Law]:
    """A shaper may take a character apart and put others together, as Unicode says, and knows some
    signs that it always takes apart."""
    for code, two in TAKEN_APART.items():
        if all(part in cmap for part in two):
            yield (code,), tuple(cmap[part] for part in two), 0.0
    for code in range(0x110000):
        apart = unicodedata.decomposition(chr(code))
        if not apart or apart.startswith("<"):
            continue
        parts = tuple(int(part, 16) for part in apart.split())
        if all(part in cmap for part in parts):
            yield (code,), parts, 0.0
            if code in cmap:
                yield parts, (code,), 0.0


def _subtables(lookup: Any) -> Iterator[Any]:
    for subtable in lookup.SubTable:
        yield getattr(subtable, "ExtSubTable", subtable)


def _substitutions(table: Any, *, without: Collection[int] = ()) -> Iterator[Law]:
    """Every substitution: the glyphs that it takes are not less than those that it gives."""
    for number, lookup in enumerate(table.LookupList.Lookup if table.LookupList else ()):
        if number not in without:
            yield from _of_lookup(lookup)


def _of_lookup(lookup: Any) -> Iterator[Any]:
    for subtable in _subtables(lookup):
        kind = subtable.LookupType
        if kind == 1:
            for taken, given in subtable.mapping.items():
                yield (taken,), (given,), 0.0
        elif kind == 2:
            for taken, several in subtable.mapping.items():
                yield (taken,), tuple(several), 0.0
        elif kind == 3:
            for taken, choices in subtable.alternates.items():
                for given in choices:
                    yield (taken,), (given,), 0.0
        elif kind == 4:
            for first, ligatures in subtable.ligatures.items():
                for ligature in ligatures:
                    yield (first, *ligature.Component), (ligature.LigGlyph,), 0.0
        elif kind == 8:
            for taken, given in zip(subtable.Coverage.glyphs, subtable.Substitute, strict=True):
                yield (taken,), (given,), 0.0


def _positions(table: Any, added: dict[str, list[Name]]) -> Iterator[Law]:
    """What positioning adds: `added` gets, for each glyph, the names of what it bears of it.

    Of what a pair adds, both glyphs bear a part: which, the laws leave open.
    """
    for number, lookup in enumerate(table.LookupList.Lookup if table.LookupList else ()):
        bears: dict[tuple[str, int], set[Name]] = defaultdict(set)
        for order, subtable in enumerate(_subtables(lookup)):
            here = (number, order)
            if subtable.LookupType == 1:
                for glyph, value in _single(subtable):
                    if value > 0:
                        alone: Name = ("alone", here, value)
                        bears[glyph, 0].add(alone)
                        yield (alone,), (), float(value)
            elif subtable.LookupType == 2:
                for left, right, firsts, seconds, value in _pairs(subtable):
                    if value > 0:
                        one, two = ("first", here, left), ("second", here, right)
                        for glyph in firsts:
                            bears[glyph, 0].add(one)
                        for glyph in seconds:
                            bears[glyph, 1].add(two)
                        yield (one, two), (), float(value)
            elif subtable.LookupType == 3:
                for glyph, record in zip(
                    subtable.Coverage.glyphs, subtable.EntryExitRecord, strict=True
                ):
                    anchors = (record.EntryAnchor, record.ExitAnchor)
                    reach = max(abs(a.XCoordinate) for a in anchors if a is not None)
                    name: Name = ("joined", here, reach)
                    bears[glyph, 0].add(name)
                    yield (name,), (), float(reach)
        # of the subtables of a lookup only one is used for a glyph in a place
        for (glyph, side), names in bears.items():
            if len(names) == 1:
                added[glyph] += names
                continue
            most: Name = ("most", number, side, frozenset(names))
            added[glyph].append(most)
            for name in names:
                yield (most,), (name,), 0.0


def _advance(value: Any) -> int:
    return (getattr(value, "XAdvance", 0) or 0) if value is not None else 0


def _single(subtable: Any) -> Iterator[tuple[str, int]]:
    glyphs = subtable.Coverage.glyphs
    values = [subtable.Value] * len(glyphs) if subtable.Format == 1 else subtable.Value
    for glyph, value in zip(glyphs, values, strict=True):
        yield glyph, _advance(value)


def _pairs(subtable: Any) -> Iterator[tuple[Name, Name, list[str], list[str], int]]:
    """The classes of both sides of every pair, their glyphs, and what it adds to them together."""
    if subtable.Format == 1:
        for glyph, pairs in zip(subtable.Coverage.glyphs, subtable.PairSet, strict=True):
            for pair in pairs.PairValueRecord:
                second = pair.SecondGlyph
                value = _advance(pair.Value1) + _advance(pair.Value2)
                yield glyph, second, [glyph], [second], value
        return
    left: dict[int, list[str]] = defaultdict(list)
    for glyph in subtable.Coverage.glyphs:
        left[subtable.ClassDef1.classDefs.get(glyph, 0)].append(glyph)
    right: dict[int, list[str]] = defaultdict(list)
    for glyph, number in subtable.ClassDef2.classDefs.items():
        right[number].append(glyph)
    for one, record in enumerate(subtable.Class1Record):
        for two, values in enumerate(record.Class2Record):
            value = _advance(values.Value1) + _advance(values.Value2)
            if two == 0 and value > 0:
                raise SystemExit("a pair with every other glyph: not thought of")
            yield one, two, left[one], right[two], value
