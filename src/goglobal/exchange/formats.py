"""The formats of translators' files: by name, by suffix, and told apart by what is in them.

Each module has `write(document, *, words) -> bytes`, whose bytes depend on the arguments alone, and
`read(data, name) -> Returned`, which never raises because of content. A format whose files may
hold several languages (a workbook with a sheet for each) has `write_all(documents, *, words)
-> bytes` and `read_all(data, name) -> tuple[Returned, ...]` besides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

import msgspec

from goglobal.exchange.returned import Remark, Returned, Words
from goglobal.exchange.units import Document
from goglobal.findings import Severity
from goglobal.messages import N_

LARGEST = 64 << 20
"""Bytes: twenty times what the cues of a hundred episodes come to."""
_HEAD = 4096


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One format: the module that writes and reads it, and the suffix that its files get."""

    name: str
    module: str
    suffix: str
    several: bool = False
    """Whether one file may hold several languages."""


FORMATS = (
    Format(name="po", module="po", suffix=".po"),
    Format(name="xliff", module="xliff12", suffix=".xlf"),
    Format(name="xliff2", module="xliff2", suffix=".xlf"),
    Format(name="xlsx", module="xlsx", suffix=".xlsx", several=True),
)
NAMES = tuple(one.name for one in FORMATS)
_BY_NAME = {one.name: one for one in FORMATS}
_SUFFIXES = {
    ".po": "po",
    ".pot": "po",
    **dict.fromkeys((".xlf", ".xliff", ".sdlxliff", ".mxliff", ".mqxliff"), "xliff"),
    **dict.fromkeys((".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".xls", ".xlsb", ".ods"), "xlsx"),
}


def suffix_of(format_: str) -> str:
    """How the names of files of a format end, with the dot."""
    return _BY_NAME[format_].suffix


def holds_several(format_: str) -> bool:
    """Whether one file of a format may hold several languages."""
    return _BY_NAME[format_].several


def write_all(format_: str, documents: Sequence[Document], *, words: Words) -> bytes:
    """Documents of several languages and one scope as one file, where `holds_several`."""
    data: bytes = _module(format_).write_all(documents, words=words)
    return data


def write(format_: str, document: Document, *, words: Words) -> bytes:
    """A document as a file of a format; labels and the like are in the language of `words`."""
    data: bytes = _module(format_).write(document, words=words)
    return data


def read(data: bytes, name: str) -> tuple[Returned, ...]:
    """What a file holds, whatever its name says; never raises because of content."""
    if len(data) > LARGEST:
        return (refused("", N_("is larger than {limit} MB"), limit=LARGEST >> 20),)
    if not data.strip(b"\0 \t\r\n"):
        return (refused("", N_("is empty")),)
    format_ = recognise(data, name)
    if format_ is None:
        return (
            refused(
                "",
                N_("is none of the files that translators send back"),
                help_=N_(
                    "send it in the format that was exported (PO, XLIFF or XLSX), or as the CSV "
                    "that a spreadsheet program saved of an XLSX"
                ),
            ),
        )
    module = _module(format_)
    if hasattr(module, "read_all"):
        several: tuple[Returned, ...] = module.read_all(data, name)
        return several
    one: Returned = module.read(data, name)
    return (one,)


def recognise(data: bytes, name: str) -> str | None:
    """The format of a file: what its content says, else its name; None: none of them."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):  # a zip, or an OLE file (.xls)
        return "xlsx"
    head = _text_of(data[:_HEAD])
    if re.search(r"<(?:[\w.-]+:)?xliff\b", head):
        version = re.search(r"<(?:[\w.-]+:)?xliff\b[^>]*?\bversion\s*=\s*[\"']\s*2", head)
        return "xliff2" if version or "urn:oasis:names:tc:xliff:document:2" in head else "xliff"
    if re.search(r"^(?:#|\s*msg(?:id|str|ctxt)\b)", head, re.MULTILINE) and "msgid" in head:
        return "po"
    if "\0" in head:
        return None
    _, dot, suffix = name.rpartition(".")
    return _SUFFIXES.get(f"{dot}{suffix}".lower())


def refused(
    format_: str, message: str, *, help_: str = "", name: str = "unreadable", **arguments: str | int
) -> Returned:
    """A file of which nothing can be read, and why."""
    return Returned(
        format=format_,
        remarks=(
            Remark(
                name=name,
                severity=Severity.ERROR,
                message=message,
                arguments=dict(arguments),
                help=help_,
            ),
        ),
    )


def _text_of(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    for encoding, first in (("utf-16-le", b"<\0"), ("utf-16-be", b"\0<")):
        if head.startswith(first):
            return head.decode(encoding, "replace")
    return head.decode("utf-8", "replace")


def _module(format_: str) -> ModuleType:
    return import_module(f"goglobal.exchange.{_BY_NAME[format_].module}")
