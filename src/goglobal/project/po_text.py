"""The text of a PO file: its header names an encoding, and is not always right."""

from __future__ import annotations

import codecs
import re

import msgspec

from goglobal.findings import Finding, Severity
from goglobal.messages import N_
from goglobal.project.deviations import finding
from goglobal.project.reading import SAVE_AS_UTF8, looks_chinese, printable

_CHARSET = re.compile(rb"charset=([A-Za-z0-9._:-]{1,40})")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
LINE_END = re.compile(r"\r\r\n|\r\n|\r|\n")
"""CR CR LF is what a file has whose line ends were made those of Windows twice."""
_PLACEHOLDERS = frozenset({"charset", "ascii", "us-ascii"})


class Encoded(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a PO file as it stands, and how it is turned into the file's bytes again."""

    text: str
    """Without a byte order mark; line ends as they are."""
    codec: str
    name: str
    """Of the encoding, as people know it."""
    mark: bytes = b""
    """The byte order mark, as often as it stands there."""
    known: bool = True
    """False: no encoding that the file names explains its bytes; `text` is a guess."""

    def bytes_of(self, text: str) -> bytes | None:
        """The bytes of the file with another text; None where its encoding cannot say that."""
        try:
            return self.mark + text.encode(self.codec)
        except (UnicodeError, LookupError):
            return None


def decode_po(data: bytes, *, language: str, path: str) -> tuple[str, list[Finding]]:
    """The text of a PO file with LF line ends, and a CAT005 where its encoding is not as said.

    Never raises and never gives up: what no encoding explains comes back with U+FFFD and an
    error.
    """
    declared = _CHARSET.search(data[:20_000])
    name = declared[1].decode("ascii") if declared else ""
    encoded = encoded_of(data)
    text = encoded.text
    line = data.count(b"\n", 0, declared.start()) + 1 if declared else 1
    findings = []
    told = _complaint(encoded, name, ascii_only=data.isascii())
    if told is not None:
        message, help_, severity = told
        findings.append(
            finding(
                "CAT005",
                message,
                help=help_,
                severity=severity,
                path=path,
                line=line,
                language=language,
                charset=printable(name) or "UTF-8",
                encoding=encoded.name,
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
    return LINE_END.sub("\n", text), findings


def encoded_of(data: bytes) -> Encoded:
    """The text of a PO file, in the encoding that its mark, its bytes or its header tell."""
    for mark, codec, name in _MARKS:
        if not data.startswith(mark):
            continue
        rest, marks = data, b""
        while rest.startswith(mark):
            rest, marks = rest[len(mark) :], marks + mark
        text = _decode(rest, codec)
        if text is not None:
            return Encoded(text=text, codec=codec, name=name, mark=marks)
        if codec == "utf-8":
            data = rest
        break
    declared = _CHARSET.search(data[:20_000])
    own = declared[1].decode("ascii") if declared else ""
    wide = _wide(data)
    for codec in (wide,) if wide else ("utf-8", own):
        text = _decode(data, codec) if codec and _is_text_codec(codec) else None
        if text is not None:
            return Encoded(text=text, codec=codec, name="UTF-16" if wide else codec.upper())
    if looks_chinese(data) and (text := _decode(data, "gb18030")) is not None:
        return Encoded(text=text, codec="gb18030", name="GB18030", known=False)
    text = data.decode("utf-8", "replace")
    return Encoded(text=text, codec="utf-8", name="", known=False)


def _decode(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of a keyword is NUL."""
    if len(data) % 2 or b"msgid" in data:
        return ""
    for codec in ("utf-16-le", "utf-16-be"):
        place = data.find("msgid".encode(codec))
        if place >= 0 and place % 2 == 0:
            return codec
    return ""


def _complaint(
    encoded: Encoded, declared: str, *, ascii_only: bool
) -> tuple[str, str, Severity] | None:
    """What is to be said of a file's encoding, and how to mend it; None where all is well."""
    if not encoded.known and encoded.name:
        return (
            N_("the file is not UTF-8; it looks like GBK ({encoding})"),
            SAVE_AS_UTF8,
            Severity.ERROR,
        )
    if not encoded.known:
        return (
            N_("the file is not in the encoding that it names ({charset}), nor in UTF-8"),
            N_("save it as UTF-8"),
            Severity.ERROR,
        )
    if encoded.codec.startswith("utf-16"):
        return N_("is {encoding}, not UTF-8"), SAVE_AS_UTF8, Severity.WARNING
    if ascii_only or declared.lower() == "charset" or _same(declared, encoded.name):
        return None
    return (
        N_("the header says {charset}, but the file is {encoding}"),
        N_("write `charset={encoding}` in the header"),
        Severity.WARNING,
    )


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
