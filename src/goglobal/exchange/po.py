"""Translators' files as gettext PO: the key is the `msgctxt`, limits are flags that Weblate checks.

The key stands in the reference (`#:`) and the digest of the source text in a comment as well:
converters that drop the `msgctxt` keep those.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goglobal.exchange.returned import Remark, Returned, Words
from goglobal.exchange.scopes import looks_like_key, scope_named
from goglobal.exchange.units import Document, Unit
from goglobal.findings import Severity
from goglobal.messages import N_

if TYPE_CHECKING:
    from goglobal.project.po_blocks import Block

DIGEST = re.compile(r"\bsha256:([0-9a-f]{16})\b")
SERIES = "X-Goglobal-Series"
SCOPE = "X-Goglobal-Scope"
SOURCE = "X-Goglobal-Source-Language"
_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\t": "\\t",
    "\r": "\\r",
    "\b": "\\b",
    "\f": "\\f",
    "\v": "\\v",
    "\n": "\\n",
}
"""What every reader of PO undoes again; `\\a` is not among it."""
_TABLE = str.maketrans(_ESCAPES)
_ODD_ENDS = re.compile("[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTEXT = re.compile(r'^[ \t]*msgctxt[ \t]+"([^"\\\\\n]+)"[ \t]*$', re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)")


def write(document: Document, *, words: Words) -> bytes:
    """A document as PO in UTF-8; the same document gives the same bytes."""
    parts = [_header(document)]
    for unit in document.units:
        lines = [f"#. {line}" for note in unit.notes for line in _comment_lines(note)]
        lines.append(f"#. sha256:{unit.digest}")
        lines.append(f"#: {unit.key}")
        flags = ["fuzzy"] if unit.fuzzy and unit.target else []
        if unit.max_length is not None:
            flags.append(f"max-length:{unit.max_length}")
        if flags:
            lines.append(f"#, {', '.join(flags)}")
        lines.extend(
            (
                f"msgctxt {quoted(unit.key)}",
                f"msgid {quoted(unit.source)}",
                f"msgstr {quoted(unit.target)}",
            )
        )
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts).encode("utf-8", "replace")


def quoted(text: str) -> str:
    """A text as PO writes it: in quotes, a line of the file for each of its own lines."""
    lines = text.split("\n")
    pieces = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    written = [f'"{piece.translate(_TABLE)}"' for piece in pieces]
    if not written:
        return '""'
    return written[0] if len(written) == 1 else "\n".join(('""', *written))


def _header(document: Document) -> str:
    lines = (
        f"Project-Id-Version: {document.series}",
        "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE",
        f"Language: {document.language.replace('-', '_')}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"{SERIES}: {document.series}",
        f"{SCOPE}: {document.scope}",
        f"{SOURCE}: {document.source_language}",
    )
    return 'msgid ""\nmsgstr ' + quoted("".join(f"{line}\n" for line in lines)) + "\n"


def _comment_lines(note: str) -> list[str]:
    """The lines of a note, without whatever else some program takes for the end of a line."""
    return _ODD_ENDS.sub(" ", note).split("\n")


def read(data: bytes, name: str) -> Returned:
    """What a PO file holds; a broken entry costs itself only."""
    from goglobal.project.po_blocks import blocks_in, entries_of, is_header
    from goglobal.project.po_text import decode_po

    text, findings = decode_po(data, language="", path=name)
    remarks = [
        Remark(
            name="encoding",
            severity=one.severity,
            message=one.message,
            arguments=one.arguments,
            help=one.help,
            place=_line(one.line) if one.line else "",
        )
        for one in findings
    ]
    blocks = blocks_in(text)
    facts: dict[str, str] = {}
    units: list[Unit] = []
    for block, entry in zip(blocks, entries_of(blocks), strict=True):
        if is_header(block):
            facts = facts or header_facts(header_text(block.lines))
            continue
        if not block.words and block.bad is None:
            continue
        place = _line(block.key_line or block.start)
        if entry is None:
            if all(line.lstrip().startswith("#~") for line in block.lines if line.strip()):
                continue
            if not _opens_conflict(block):
                remarks.append(_broken(block))
            continue
        if entry.obsolete or not entry.msgid:
            continue
        damaged = "\ufffd" in entry.msgstr
        if damaged:
            remarks.append(_undecoded(place, str(entry.msgctxt or "")))
            continue
        comments = [line.strip() for line in block.lines if line.lstrip().startswith("#")]
        digest = next((m[1] for line in comments if (m := DIGEST.search(line))), "")
        units.extend(
            Unit(
                key=key,
                source=entry.msgid,
                target=entry.msgstr,
                fuzzy="fuzzy" in entry.flags,
                digest=digest,
                place=place,
            )
            for key in _keys(entry.msgctxt, comments)
        )
    return Returned(
        format="po",
        series=facts.get(SERIES, ""),
        source_language=facts.get(SOURCE, ""),
        language=facts.get("Language", ""),
        scope=scope_named(facts.get(SCOPE, "")),
        units=tuple(units),
        remarks=tuple(remarks),
    )


def header_text(lines: list[str]) -> str:
    """The text of a header's msgstr, from the lines of its entry."""
    told = [line.strip() for line in lines if not line.lstrip().startswith("#")]
    pieces = [match[1] for line in told if (match := re.search(r'"((?:[^"\\]|\\.)*)"', line))]
    return "".join(pieces).replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")


def header_facts(text: str) -> dict[str, str]:
    """The fields of a PO header by name."""
    found = (match for line in text.split("\n") if (match := _HEADER_LINE.fullmatch(line.strip())))
    return {match[1]: match[2].strip() for match in found}


def _keys(context: str | None, comments: list[str]) -> list[str]:
    """The keys of an entry: its msgctxt, else what its references say, else one that is empty.

    Programs that drop the msgctxt make one entry of equal source texts, with all their references.
    """
    if context:
        return [str(context)]
    words = [w for line in comments if line.startswith("#:") for w in line[2:].split()]
    return [word for word in dict.fromkeys(words) if looks_like_key(word)] or [""]


def _line(number: int | None) -> str:
    return f"line {number or 1}"


def _opens_conflict(block: Block) -> bool:
    """Whether a line begins a conflict of whole entries: what it ends with is in one of them."""
    return not block.words and any(line.startswith("<<<<<<<") for line in block.lines)


def _broken(block: Block) -> Remark:
    told = "\n".join(block.lines)
    key = _CONTEXT.search(told)
    conflict = _CONFLICT.search(told)
    return Remark(
        name="conflict" if conflict else "broken-unit",
        severity=Severity.ERROR,
        message=N_("a merge left its marks here; the entry is left out")
        if conflict
        else N_("this is not PO; the entry is left out"),
        help=N_("keep one of the two texts, and delete the lines with <<<<<<<, ======= and >>>>>>>")
        if conflict
        else N_('a line is msgctxt, msgid or msgstr and text in "quotes"'),
        place=_line(block.bad or block.key_line or block.start),
        key=key[1] if key and looks_like_key(key[1]) else "",
    )


def _undecoded(place: str, key: str) -> Remark:
    return Remark(
        name="undecodable",
        severity=Severity.ERROR,
        message=N_("the text has characters that could not be read; it was not taken"),
        help=N_("save the file as UTF-8"),
        place=place,
        key=key,
    )
