"""Translations that came back, put into a language's catalog: no other entry changes a byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from goglobal.errors import Argument
from goglobal.exchange import catalog_text as edit
from goglobal.exchange.catalog_merging import Wanted, merge, new_catalog, same
from goglobal.exchange.catalog_text import CatalogText, Part
from goglobal.exchange.judging import Accepted
from goglobal.exchange.units import Unit
from goglobal.messages import N_
from goglobal.model import Series
from goglobal.project.po_text import encoded_of


class Put(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a catalog."""

    data: bytes | None = None
    """None: nothing can be changed in it."""
    problem: str = ""
    """Why not: a message id."""
    help: str = ""
    arguments: dict[str, Argument] = {}
    unplaced: tuple[str, ...] = ()
    """Keys whose entries are broken or stand there twice: nothing was put there."""


def put(
    before: bytes | None,
    accepted: Mapping[str, Accepted],
    units: Sequence[Unit],
    series: Series,
    language: str,
) -> Put:
    """A catalog with the accepted texts; a new one, with all entries, where there is none.

    `units` are the series' texts of today. Never raises because of content.
    """
    if before is None:
        wanted = [
            Wanted(key=u.key, source=u.source, notes=u.notes, limit=u.max_length) for u in units
        ]
        before = merge(new_catalog(series.id, language, series.title), wanted).data
    encoded = encoded_of(before)
    if not encoded.known or encoded.bytes_of(encoded.text) != before:
        return Put(
            problem=N_("the file is in no encoding that it names, so nothing was changed in it"),
            help=N_("save it as UTF-8"),
        )
    catalog = CatalogText(encoded.text)
    sources = {unit.key: unit.source for unit in units}
    live = {part.key: part for part in catalog.parts if part.state == "live"}
    unplaced = []
    for key, one in accepted.items():
        part = live.get(key)
        if part is None and key in catalog.taken:
            unplaced.append(key)
            continue
        if part is None:
            part = _added(catalog, key, sources)
        part.lines = _with(part, one, sources[key], wrapped=catalog.wrapped)
    after = encoded.bytes_of(catalog.render())
    if after is None:
        return Put(
            problem=N_("the file is {encoding}, which cannot hold the new texts"),
            help=N_("save it as UTF-8"),
            arguments={"encoding": encoded.name},
        )
    return Put(data=after, unplaced=tuple(unplaced))


def _with(part: Part, one: Accepted, source: str, *, wrapped: bool) -> list[str]:
    """The lines of an entry with its new text and state."""
    lines = list(part.lines)
    if part.text != one.text:
        lines = edit.with_field(lines, "msgstr", one.text, wrapped=wrapped)
    if part.entry is not None and part.source != source:
        if one.fuzzy and part.text == one.text:
            return edit.with_fuzzy(lines)  # still the translation of the text before
        lines = edit.with_field(lines, "msgid", source, wrapped=wrapped)
    if not one.fuzzy or not same(part.source, source):
        lines = edit.with_previous(lines, None, wrapped=wrapped)
    return edit.with_fuzzy(lines) if one.fuzzy else edit.without_fuzzy(lines)


def _added(catalog: CatalogText, key: str, sources: Mapping[str, str]) -> Part:
    """A new entry, behind the nearest one before it that the catalog has."""
    lines = edit.fresh(key, sources[key], notes=(), limit=None, wrapped=catalog.wrapped)
    part = Part(lines, "live", key)
    catalog.parts.insert(_place(catalog.parts, key, list(sources)), part)
    return part


def _place(parts: Iterable[Part], key: str, order: list[str]) -> int:
    places = {part.key: at for at, part in enumerate(parts, 1) if part.state == "live"}
    for other in reversed(order[: order.index(key)]):
        if other in places:
            return places[other]
    header = (at for at, part in enumerate(parts, 1) if part.state == "header")
    return next(header, 0)
