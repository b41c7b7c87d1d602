"""XML from strangers to a tree: no entity expanded, nothing fetched, and what is broken is named.

What XML cannot be read where it is broken is read around: the lines of each fault come back, so
that the texts that stand there are refused instead of taken with a piece missing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import msgspec

from goglobal.exchange.returned import Remark
from goglobal.findings import Severity
from goglobal.messages import N_

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED = re.compile(rb"\A\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})")
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^\[>\"']|\"[^\"]*+\"|'[^']*+')*+>", re.IGNORECASE)
_PROLOG = re.compile(r"<[^\s!?]")
_OTHER_LINE = re.compile(r"\bline ([0-9]{1,9})\b")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Faults(msgspec.Struct, frozen=True):
    """Where a file is no XML."""

    lines: tuple[int, ...] = ()
    """1-based, sorted."""
    first: int = 0
    """Where the first is met; one of `lines` may be before it, where what it breaks begins."""

    def within(self, first: int, last: int) -> bool:
        """Whether one of them is in these lines, both included."""
        return bisect_left(self.lines, first) < bisect_right(self.lines, last)


def parse(data: bytes) -> tuple[_Element | None, Faults, list[Remark]]:
    """The root of an XML file, where it is broken, and what to say of the whole file."""
    text, remarks = _decoded(data)
    start = _PROLOG.search(text)
    prolog = text[: start.start()] if start else text
    if "<!doctype" in prolog.lower():
        shorter = _DOCTYPE.sub("", prolog, count=1)
        if "<!doctype" in shorter.lower() or "<!entity" in shorter.lower():
            return None, Faults(), [*remarks, _no_entities()]
        text = shorter + text[len(prolog) :]
    text = _DECLARATION.sub(_newlines, text, count=1)
    root, faults = _tree(text)
    if faults.lines and text.count("\n") < 20:
        # all on one line: with a line for each element, a fault costs no more than its unit
        root, faults = _tree(re.sub(r"><(?=[A-Za-z])", ">\n<", text))
    if root is None:
        remarks.append(_not_xml(faults))
    return root, faults, remarks


def _newlines(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _tree(text: str) -> tuple[_Element | None, Faults]:
    from lxml import etree

    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    lines: set[int] = set()
    for entry in parser.error_log:
        lines.add(entry.line)
        lines.update(int(number) for number in _OTHER_LINE.findall(entry.message))
    first = min((entry.line for entry in parser.error_log), default=0)
    return root, Faults(tuple(sorted(lines)), first)


def _decoded(data: bytes) -> tuple[str, list[Remark]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), []
            except UnicodeDecodeError:
                break
    if data.startswith((b"<\0", b"\0<")):
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        return data.decode(encoding, "replace"), []
    declared = _DECLARED.match(data)
    named = declared[1].decode("ascii") if declared else "UTF-8"
    for encoding in (named, "utf-8"):
        try:
            text = data.decode(encoding)
        except (UnicodeError, LookupError, ValueError):
            continue
        if encoding == named or not declared:
            return text, []
        return text, [_other_encoding(named, Severity.WARNING)]
    return data.decode("utf-8", "replace"), [_other_encoding(named, Severity.ERROR)]


def _other_encoding(named: str, severity: Severity) -> Remark:
    certain = severity is Severity.WARNING
    return Remark(
        name="encoding",
        severity=severity,
        message=N_("the file says that it is {charset}, but it is UTF-8")
        if certain
        else N_("the file is not in the encoding that it names ({charset}), nor in UTF-8"),
        arguments={"charset": named},
        help=N_("save it as UTF-8"),
        place="line 1",
    )


def _no_entities() -> Remark:
    return Remark(
        name="entities",
        severity=Severity.ERROR,
        message=N_("the file declares entities, which no translator's file needs; nothing is read"),
        help=N_("have it saved anew by the translator's program, without a DOCTYPE"),
        place="line 1",
    )


def _not_xml(faults: Faults) -> Remark:
    return Remark(
        name="not-xml",
        severity=Severity.ERROR,
        message=N_("this is no XML; nothing in it can be read"),
        help=N_("ask for the file again: it was damaged on its way"),
        place=f"line {faults.first}" if faults.lines else "",
    )
