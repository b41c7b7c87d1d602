"""Translators' files as XLIFF 2.0: http://docs.oasis-open.org/xliff/xliff-core/v2.0/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goglobal.exchange.returned import Returned, Words
from goglobal.exchange.units import Document, Unit
from goglobal.exchange.xml_writing import attribute, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
SIZES = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_UNCONFIRMED = frozenset({"initial"})
_NAMES = str.maketrans({"/": ".", "+": "_"})
"""An id is an NMTOKEN, which has neither; the key itself is the unit's name."""


def write(document: Document, *, words: Words) -> bytes:
    """A document as XLIFF 2.0 in UTF-8; the same document gives the same bytes."""
    return "".join(_lines(document)).encode("utf-8")


def _lines(document: Document) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        f'<xliff version="2.0" xmlns="{NAMESPACE}" xmlns:slr="{SIZES}" xmlns:mda="{METADATA}"'
        f" srcLang={attribute(document.source_language)}"
        f" trgLang={attribute(document.language)}>\n"
    )
    yield f'  <file id="{document.scope}" original={attribute(document.series)}>\n'
    yield (
        '    <slr:profiles generalProfile="xliff:codepoints" storageProfile="xliff:utf8">\n'
        '      <slr:normalization general="nfc" storage="nfc"/>\n'
        "    </slr:profiles>\n"
    )
    for unit in document.units:
        yield from _unit(unit)
    yield "  </file>\n</xliff>\n"


def _unit(unit: Unit) -> Iterator[str]:
    limits = "" if unit.max_length is None else f' slr:sizeRestriction="{unit.max_length}"'
    if unit.max_bytes is not None:
        limits += f' slr:storageRestriction="{unit.max_bytes}"'
    yield (
        f"    <unit id={attribute(unit.key.translate(_NAMES))} name={attribute(unit.key)}{limits}"
        ' xml:space="preserve">\n'
    )
    yield (
        '      <mda:metadata>\n        <mda:metaGroup category="goglobal">\n'
        f'          <mda:meta type="source">sha256:{unit.digest}</mda:meta>\n'
        "        </mda:metaGroup>\n      </mda:metadata>\n"
    )
    if unit.notes:
        yield "      <notes>\n"
        for note in unit.notes:
            yield f"        <note>{escaped(note)}</note>\n"
        yield "      </notes>\n"
    state = "translated" if unit.target and not unit.fuzzy else "initial"
    yield f'      <segment state="{state}">\n'
    yield f"        <source>{_content(unit.source)}</source>\n"
    if unit.target:
        yield f"        <target>{_content(unit.target)}</target>\n"
    yield "      </segment>\n    </unit>\n"


def _content(text: str) -> str:
    return escaped(text, lambda code: f'<cp hex="{code:04X}"/>')


def read(data: bytes, name: str) -> Returned:
    """What an XLIFF 2.x file holds of its first language; `read_all` gives every one."""
    return read_all(data, name)[0]


def read_all(data: bytes, name: str) -> tuple[Returned, ...]:
    """What an XLIFF 2.x file holds; broken XML costs the units that it stands in."""
    from goglobal.exchange.xliff_reading import Reading, read_files

    return read_files(data, Reading(format="xliff2", unconfirmed=_UNCONFIRMED))
