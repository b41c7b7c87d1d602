"""XLIFF of every version to units: keys, texts and states, whatever program saved the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from goglobal.exchange.inline import Inline
from goglobal.exchange.po import DIGEST, SCOPE, SERIES, SOURCE, header_facts
from goglobal.exchange.returned import Remark, Returned
from goglobal.exchange.scopes import looks_like_key, scope_named
from goglobal.exchange.units import Unit
from goglobal.exchange.xml_reading import Faults, parse
from goglobal.findings import Severity
from goglobal.messages import N_

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_UNITS = 200_000
_CUE_ID = re.compile(r"(ep[0-9]{3,6}(?:\.(?:sdh|forced))?)\.([0-9]{4,6}(?:_[0-9]{4,6})*)")
_HEADER = "x-gettext-domain-header"


class Reading(NamedTuple):
    """What differs between the versions."""

    format: str
    unconfirmed: frozenset[str]
    """States of a target that nobody has confirmed."""


class _Texts(NamedTuple):
    source: str
    target: str
    fuzzy: bool
    partial: bool
    """Whether some of its segments have a translation and others none."""


def read_files(data: bytes, reading: Reading) -> tuple[Returned, ...]:
    """What an XLIFF file holds: one result for each language, series and kind of text in it."""
    root, faults, remarks = parse(data)
    if root is not None and _local(root) != "xliff":
        remarks.append(
            Remark(
                name="not-xliff",
                severity=Severity.ERROR,
                message=N_("this is XML, but no XLIFF"),
                help=N_("send it in the format that was exported"),
            )
        )
        root = None
    if root is None:
        return (Returned(format=reading.format, remarks=tuple(remarks)),)
    file = _File(root, reading, faults)
    parts = file.parts()
    remarks.extend(file.remarks)
    if faults.lines:
        remarks.append(_broken_file(faults, sum(len(units) for units in parts.values())))
    result = [
        Returned(
            format=reading.format,
            series=facts.series,
            source_language=facts.source_language,
            language=facts.language,
            scope=scope_named(facts.scope),
            units=tuple(units),
        )
        for facts, units in parts.items()
    ]
    return (msgspec.structs.replace(result[0], remarks=tuple(remarks)), *result[1:])


class _Facts(NamedTuple):
    """What a `file` element says of its texts."""

    series: str = ""
    source_language: str = ""
    language: str = ""
    scope: str = ""


class _File:
    def __init__(self, root: _Element, reading: Reading, faults: Faults) -> None:
        self.root = root
        self.reading = reading
        self.faults = faults
        self.remarks: list[Remark] = []

    def _facts(self, file: _Element) -> _Facts:
        root = self.root
        source, language = file.get("source-language", ""), file.get("target-language", "")
        if root.get("srcLang"):
            source, language = root.get("srcLang", ""), root.get("trgLang", "")
        scope = file.get("category", "") or file.get("id", "")
        series = ""
        if scope_named(scope):
            series = file.get("product-name", "") or file.get("original", "")
        for unit in file.iter("{*}trans-unit"):
            if unit.get("restype") == _HEADER:  # a PO header that a converter made a unit of
                text = next(unit.iterchildren("{*}source"), None)
                told = header_facts(Inline().text_of(text)) if text is not None else {}
                # whatever the source language is, converters write `en-US`
                series, scope = told.get(SERIES, series), told.get(SCOPE, scope)
                source = told.get(SOURCE, "")
                break
        return _Facts(series, source, language, scope)

    def parts(self) -> dict[_Facts, list[Unit]]:
        """Every unit that is whole, by what its file says of itself; of the others a remark."""
        found = [
            element
            for element in self.root.iter("{*}trans-unit", "{*}unit")
            if element.get("restype") != _HEADER
        ]
        if len(found) > MOST_UNITS:
            self.remarks.append(_too_many(len(found)))
            found = found[:MOST_UNITS]
        lines = [element.sourceline or 1 for element in found]
        ends = [max(first, following - 1) for first, following in pairwise((*lines, 1 << 60))]
        files: dict[_Element, _Facts] = {}
        result: dict[_Facts, list[Unit]] = {}
        for element, first, last in zip(found, lines, ends, strict=True):
            file = next(element.iterancestors("{*}file"), self.root)
            if file not in files:
                files[file] = self._facts(file)
            result.setdefault(files[file], []).extend(self._unit(element, first, last))
        if not result:
            first_file = next(self.root.iter("{*}file"), self.root)
            result[self._facts(first_file)] = []
        return result

    def _unit(self, element: _Element, first: int, last: int) -> Iterator[Unit]:
        place = f"line {first}"
        keys = _keys(element)
        if self.faults.within(first, last):
            self._tell("broken-unit", _BROKEN, place, keys[0], help_=_SAVE_AGAIN)
            return
        inline = Inline(_originals(element))
        texts = self._texts(element, inline)
        if texts is None:
            self._tell("no-source", N_("the unit has no source text"), place, keys[0])
            return
        if inline.foreign:
            self._tell("broken-unit", _BROKEN, place, keys[0], help_=_SAVE_AGAIN)
            return
        if "\ufffd" in texts.target:
            message = N_("the text has characters that could not be read; it was not taken")
            self._tell("undecodable", message, place, keys[0], help_=N_("save the file as UTF-8"))
            return
        if inline.lost:
            self._tell(
                "inline-lost",
                N_("{element} stands for mark-up that the file does not have; it was not taken"),
                place,
                keys[0],
                help_=N_("write the mark-up of the source text, such as <i>, into the text"),
                element=f"<{inline.lost[0]}>",
            )
            return
        if texts.partial:
            self._tell(
                "partly-translated",
                N_("only a part of the text has a translation; it was not taken"),
                place,
                keys[0],
                help_=N_("translate every segment of it"),
            )
            return
        for key in keys:
            yield Unit(
                key=key,
                source=texts.source,
                target=texts.target,
                fuzzy=texts.fuzzy and bool(texts.target),
                digest=_digest(element),
                place=place,
            )

    def _texts(self, element: _Element, inline: Inline) -> _Texts | None:
        parts = [element] if _local(element) == "trans-unit" else list(_segments(element))
        sources, targets, fuzzy, empty, full = [], [], False, False, False
        for part in parts:
            source = next(part.iterchildren("{*}source"), None)
            target = next(part.iterchildren("{*}target"), None)
            text = Inline(inline.originals).text_of(source) if source is not None else ""
            given = inline.text_of(target) if target is not None else ""
            if source is not None:
                sources.append(text)
            if _local(part) == "ignorable" and not given and not text.strip():
                given = text
            elif text.strip():
                full, empty = full or bool(given.strip()), empty or not given.strip()
            targets.append((_order(target), given))
            state = (target.get("state", "") if target is not None else "") or part.get("state", "")
            fuzzy = fuzzy or state in self.reading.unconfirmed
        if not sources:
            return None
        joined = "".join(given for _, given in sorted(targets, key=lambda item: item[0]))
        source_text = "".join(sources)
        if not full and empty:
            joined = ""
        return _Texts(source_text, joined, fuzzy, full and empty)

    def _tell(
        self,
        name: str,
        message: str,
        place: str,
        key: str,
        *,
        help_: str = "",
        element: str = "",
    ) -> None:
        self.remarks.append(
            Remark(
                name=name,
                severity=Severity.ERROR,
                message=message,
                arguments={"element": element} if element else {},
                help=help_,
                place=place,
                key=key,
            )
        )


_BROKEN = N_("the XML is broken here; the text was not taken")
_SAVE_AGAIN = N_("have it saved anew by the translator's program, and do not edit it by hand")


def _segments(unit: _Element) -> Iterator[_Element]:
    yield from unit.iterchildren("{*}segment", "{*}ignorable")


def _order(target: _Element | None) -> int:
    order = target.get("order", "") if target is not None else ""
    return int(order) if order.isascii() and order.isdecimal() and len(order) < 7 else 0


def _originals(unit: _Element) -> dict[str, str]:
    return {
        str(data.get("id", "")): Inline().text_of(data)
        for holder in unit.iterchildren("{*}originalData")
        for data in holder.iterchildren("{*}data")
    }


def _keys(unit: _Element) -> list[str]:
    """The unit's keys: its name, else its id, else the places that a converter kept of a PO file;
    one that is empty where none of them is a key."""
    named = [unit.get(name, "") for name in ("resname", "name", "id")]
    named = [_from_id(word) for word in named if word]
    for word in named:
        if looks_like_key(word):
            return [word]
    places = (
        "+".join((context.text or "").split())  # a converter took the plus for a space
        for context in unit.iter("{*}context")
        if context.get("context-type") in {"sourcefile", "x-po-transcomment"}
    )
    return [word for word in dict.fromkeys(places) if looks_like_key(word)] or [""]


def _from_id(word: str) -> str:
    """A key out of an id, which has other signs in it."""
    match = _CUE_ID.fullmatch(word)
    if match:
        return f"{match[1]}/{match[2].replace('_', '+')}"
    changed = word.replace(".", "/")
    return changed if "/" not in word and looks_like_key(changed) else word


def _digest(unit: _Element) -> str:
    """The digest of the source text, wherever a program has put it."""
    match = DIGEST.search(unit.get("extradata", ""))
    if match:
        return match[1]
    for element in unit.iter("{*}meta", "{*}note", "{*}context"):
        match = DIGEST.search(element.text or "")
        if match:
            return match[1]
    return ""


def _broken_file(faults: Faults, count: int) -> Remark:
    return Remark(
        name="broken-xml",
        severity=Severity.ERROR,
        message=N_("the XML is broken, here for the first time; {count} texts could be read"),
        arguments={"count": count},
        help=_SAVE_AGAIN,
        place=f"line {faults.first}",
    )


def _too_many(count: int) -> Remark:
    return Remark(
        name="too-many",
        severity=Severity.ERROR,
        message=N_("the file has {count} texts; only the first {most} are read"),
        arguments={"count": count, "most": MOST_UNITS},
        help=N_("split the file"),
    )


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]
