"""Before a workbook is parsed: is it one, and is it safe to open?

A spreadsheet file is a zip of XML. Everything that could cost memory or time out of proportion (zip
bombs, entities, millions of cells) is refused from the directory and the raw bytes, before any
library sees it. Other containers that people take for a workbook are told apart, so that the
message can say what to do.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from goglobal.errors import Argument
from goglobal.messages import N_

LARGEST = 64 << 20
"""Bytes of the file itself."""
LARGEST_INSIDE = 256 << 20
"""Bytes of all entries unpacked; a hundred episodes in fifteen languages are a tenth of that."""
MOST_ENTRIES = 2_000
HIGHEST_RATIO = 200
"""Unpacked to packed; what spreadsheet programs write stays below 50."""
MOST_CELLS = 2_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SMALL = 1 << 20
"""Bytes unpacked below which a ratio says nothing."""
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_SAVE_AS_XLSX = N_("open it in the spreadsheet program and save it as “Excel Workbook (.xlsx)”")


class Unreadable(Exception):  # noqa: N818 - never leaves this package; becomes a remark
    """A file that is no workbook, or none to be opened, in words for the user."""

    def __init__(self, name: str, message: str, advice: str = "", **arguments: Argument) -> None:
        self.name = name
        """A stable word for programs and tests."""
        self.message = message
        self.help = advice
        self.arguments = arguments
        super().__init__(message)


def require_workbook(data: bytes) -> None:
    """Nothing where `data` is a workbook that can be parsed. Raises Unreadable otherwise."""
    if len(data) > LARGEST:
        raise Unreadable(
            "too-large", N_("is larger than {limit} MB"), _SAVE_AS_XLSX, limit=LARGEST >> 20
        )
    if data.startswith(_OLE):
        _refuse_ole(data)
    if not data.startswith(b"PK"):
        _refuse_other(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _judge(archive)
    except Unreadable:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,  # zipfile's, for a way of packing that it does not know
        RuntimeError,
    ):
        raise Unreadable(
            "damaged",
            N_("is a damaged workbook: its parts cannot be unpacked"),
            N_("have it sent again, best in a zip archive"),
        ) from None


def _refuse_ole(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(
            "password",
            N_("is protected with a password"),
            N_("take the password away (File, Info, Protect Workbook) and save it again"),
        )
    raise Unreadable("old-format", N_("is an old Excel file (.xls)"), _SAVE_AS_XLSX)


def _refuse_other(data: bytes) -> None:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        raise Unreadable("html", N_("is a web page that is called a workbook"), _SAVE_AS_XLSX)
    if b"mso-application" in head or b"schemas-microsoft-com:office:spreadsheet" in head:
        raise Unreadable("old-format", N_("is an XML spreadsheet of 2003"), _SAVE_AS_XLSX)
    raise Unreadable("no-workbook", N_("is no workbook"), _SAVE_AS_XLSX)


def _judge(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES or len(names) != len(entries):
        raise Unreadable(
            "bomb", N_("holds more parts than a workbook has, or one of them twice"), _SAVE_AS_XLSX
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("password", N_("is protected with a password"), N_("save it without one"))
    inside = sum(entry.file_size for entry in entries)
    if inside > LARGEST_INSIDE or any(
        entry.file_size > _SMALL and entry.file_size > HIGHEST_RATIO * entry.compress_size
        for entry in entries
    ):
        raise Unreadable(
            "bomb",
            N_("unpacks to {size} MB, which no list of texts comes to"),
            N_("copy the texts into a new workbook, without empty formatted rows"),
            size=inside >> 20,
        )
    _require_kind(archive, names)
    _require_plain_xml(archive, entries)


def _require_kind(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:200]:
        raise Unreadable("other-format", N_("is an OpenDocument file (.ods)"), _SAVE_AS_XLSX)
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        raise Unreadable(
            "other-format",
            N_("is a file of Apple Numbers"),
            N_("export it from Numbers as an Excel workbook (.xlsx)"),
        )
    if "xl/workbook.bin" in names:
        raise Unreadable("other-format", N_("is a binary workbook (.xlsb)"), _SAVE_AS_XLSX)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Unreadable(
            "no-workbook",
            N_("is a zip archive, but no workbook"),
            N_("unpack it, and take in the files that are in it"),
        )


def _require_plain_xml(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    cells = 0
    for entry in entries:
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        raw = archive.read(entry)
        xml = _as_utf8(raw)
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
            raise Unreadable(
                "entities",
                N_("declares XML entities, as no spreadsheet program does"),
                N_("do not open it; have it sent again from the spreadsheet program"),
            )
        if b"purl.oclc.org/ooxml/spreadsheetml/main" in xml[:4096]:
            raise Unreadable(
                "other-format",
                N_("is a “Strict Open XML” workbook"),
                N_("save it as “Excel Workbook (.xlsx)”, not as “Strict Open XML”"),
            )
        cells += xml.count(b"<c ") + xml.count(b":c ") + xml.count(b"<row")
        if cells > MOST_CELLS:
            raise Unreadable(
                "bomb",
                N_("has more than {limit} cells"),
                N_("copy the texts into a new workbook, without empty formatted rows"),
                limit=MOST_CELLS,
            )


def _as_utf8(raw: bytes) -> bytes:
    """The part in UTF-8. Raises Unreadable for encodings that a workbook cannot be in."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace").encode("utf-8", "replace")
    declared = _DECLARED.search(raw[:256])
    if b"\0" in raw[:256] or (declared and declared[1].lower() not in _ENCODINGS):
        raise Unreadable(
            "entities", N_("is in an encoding that no spreadsheet program writes"), _SAVE_AS_XLSX
        )
    return raw
