"""The text of a PO file: its header names an encoding, and is not always right."""

from __future__ import annotations

import codecs
import re

from goglobal.findings import Finding, Severity
from goglobal.messages import N_
from goglobal.project.deviations import finding
from goglobal.project.reading import SAVE_AS_UTF8, printable

_CHARSET = re.compile(rb"charset=([A-Za-z0-9._:-]{1,40})")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_PLACEHOLDERS = frozenset({"charset", "ascii", "us-ascii"})


def decode_po(data: bytes, *, language: str, path: str) -> tuple[str, list[Finding]]:
    """The text of a PO file with LF line ends, and a CAT005 where its encoding is not as said.

    Never raises and never gives up: what no encoding explains comes back with U+FFFD and an
    error.
    """
    declared = _CHARSET.search(data[:20_000])
    name = declared[1].decode("ascii") if declared else ""
    text, used = _decoded(data, name)
    findings = []
    line = data.count(b"\n", 0, declared.start()) + 1 if declared else 1
    if used is None:
        findings.append(
            finding(
                "CAT005",
                N_("the file is not in the encoding that it names ({charset}), nor in UTF-8"),
                help=N_("save it as UTF-8"),
                path=path,
                line=line,
                language=language,
                charset=printable(name) or "UTF-8",
            )
        )
    elif data.startswith(_WIDE_MARKS):
        findings.append(
            finding(
                "CAT005",
                N_("is {encoding}, not UTF-8"),
                help=SAVE_AS_UTF8,
                severity=Severity.WARNING,
                path=path,
                line=1,
                language=language,
                encoding=used,
            )
        )
    elif not data.isascii() and name.lower() != "charset" and not _same(name, used):
        findings.append(
            finding(
                "CAT005",
                N_("the header says {charset}, but the file is {encoding}"),
                help=N_("write `charset={encoding}` in the header"),
                severity=Severity.WARNING,
                path=path,
                line=line,
                language=language,
                charset=printable(name),
                encoding=used,
            )
        )
    if "\0" in text:
        findings.append(
            finding(
                "CAT005",
                N_("the file contains NUL characters"),
                path=path,
                line=text.count("\n", 0, text.find("\0")) + 1,
                language=language,
            )
        )
        text = text.replace("\0", "\ufffd")
    return text.replace("\r\n", "\n").replace("\r", "\n"), findings


def _decoded(data: bytes, declared: str) -> tuple[str, str | None]:
    """The text, and the encoding that explains every byte (None: there is none)."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name).lstrip("\ufeff"), name.upper()
            except UnicodeDecodeError:
                break
    data = data.removeprefix(b"\xef\xbb\xbf")
    for name in ("utf-8", declared):
        if not name or not _is_text_codec(name):
            continue
        try:
            return data.decode(name), name.upper()
        except (UnicodeError, LookupError):
            continue
    return data.decode("utf-8", "replace"), None


def _is_text_codec(name: str) -> bool:
    """Whether a name is an encoding of text, and none of Python's own transformations."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return info.name not in {"idna", "punycode", "unicode_escape", "raw_unicode_escape"} and bool(
        getattr(info, "_is_text_encoding", True)
    )


def _same(name: str, used: str) -> bool:
    if not name or name.lower() in _PLACEHOLDERS:
        return used == "UTF-8"
    try:
        return codecs.lookup(name).name == codecs.lookup(used).name
    except LookupError:
        return False
