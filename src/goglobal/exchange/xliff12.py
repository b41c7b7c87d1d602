"""Translators' files as XLIFF 1.2: http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goglobal.exchange.returned import Returned, Words
from goglobal.exchange.units import Document, Unit
from goglobal.exchange.xml_writing import attribute, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_UNCONFIRMED = frozenset(
    {
        "new",
        "needs-translation",
        "needs-adaptation",
        "needs-l10n",
        "needs-review-adaptation",
        "needs-review-l10n",
        "needs-review-translation",
    }
)
"""States of a target that nobody has confirmed."""


def write(document: Document, *, words: Words) -> bytes:
    """A document as XLIFF 1.2 in UTF-8; the same document gives the same bytes."""
    return "".join(_lines(document)).encode("utf-8")


def _lines(document: Document) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<xliff version="1.2" xmlns="{NAMESPACE}">\n'
    yield (
        f'  <file original={attribute(document.series)} datatype="plaintext"'
        f" source-language={attribute(document.source_language)}"
        f" target-language={attribute(document.language)}"
        f" product-name={attribute(document.series)}"
        f' category="{document.scope}" tool-id="goglobal">\n'
    )
    yield '    <header>\n      <tool tool-id="goglobal" tool-name="goglobal"/>\n    </header>\n'
    yield "    <body>\n"
    for unit in document.units:
        yield from _unit(unit)
    yield "    </body>\n  </file>\n</xliff>\n"


def _unit(unit: Unit) -> Iterator[str]:
    key = attribute(unit.key)
    limit = "" if unit.max_length is None else f' maxwidth="{unit.max_length}" size-unit="char"'
    yield (
        f"      <trans-unit id={key} resname={key}{limit}"
        f' extradata="sha256:{unit.digest}" xml:space="preserve">\n'
    )
    yield f"        <source>{_content(unit.source)}</source>\n"
    state = "needs-review-translation" if unit.fuzzy else "translated"
    if unit.target:
        yield f'        <target state="{state}">{_content(unit.target)}</target>\n'
    else:
        yield '        <target state="needs-translation"></target>\n'
    for note in unit.notes:
        yield f'        <note from="goglobal">{escaped(note)}</note>\n'
    yield "      </trans-unit>\n"


def _content(text: str) -> str:
    count = 0

    def special(code: int) -> str:
        nonlocal count
        count += 1
        return f'<x id="{count}" ctype="x-char-{code:04x}"/>'

    return escaped(text, special)


def read(data: bytes, name: str) -> Returned:
    """What an XLIFF 1.x file holds of its first language; `read_all` gives every one."""
    return read_all(data, name)[0]


def read_all(data: bytes, name: str) -> tuple[Returned, ...]:
    """What an XLIFF 1.x file holds; broken XML costs the units that it stands in."""
    from goglobal.exchange.xliff_reading import Reading, read_files

    return read_files(data, Reading(format="xliff", unconfirmed=_UNCONFIRMED))
