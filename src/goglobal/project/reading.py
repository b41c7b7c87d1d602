"""Bytes of the project's own text files: every way that they go wrong, in clear words."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from goglobal.errors import Argument, Problem
from goglobal.messages import N_

LARGEST = 16 * 1024 * 1024
"""Bytes; a TOML, CSV or PO file of a series is a thousandth of that."""

SEE_TO_RIGHTS = N_("see to its rights, and that it is still there")
SAVE_AS_UTF8 = N_("save it as UTF-8 (in Excel: “CSV UTF-8”; in Notepad: encoding “UTF-8”)")
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


class Refused(Exception):  # noqa: N818 - never leaves this package; becomes a Problem
    """A text, value or file that cannot be taken, with the words for the user."""

    def __init__(self, message: str, advice: str = "", **arguments: Argument) -> None:
        self.message = message
        self.help = advice
        self.arguments = arguments
        self.line: int | None = None
        super().__init__(message)

    def at(self, line: int) -> Refused:
        """The same, with the 1-based line where it is."""
        self.line = line
        return self

    def problem(self, file: str, where: str = "", line: int | None = None) -> Problem:
        """The same as a Problem of one file."""
        return Problem(
            file=file,
            where=where,
            line=self.line or line,
            message=self.message,
            arguments=self.arguments,
            help=self.help,
        )


def read_bytes(path: Path) -> bytes:
    """The content of a regular file. Raises Refused for anything else, and for huge files."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise Refused(N_("is no file"))
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(N_("cannot be read: {reason}"), SEE_TO_RIGHTS, reason=reason) from None
    if len(data) > LARGEST:
        raise Refused(N_("is larger than {limit} MB"), limit=LARGEST // 1024 // 1024)
    return data


def decode_utf8(data: bytes) -> str:
    """The text of UTF-8 bytes, without a byte order mark. Raises Refused for any other encoding."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            raise Refused(N_("is {encoding}, not UTF-8"), SAVE_AS_UTF8, encoding=name)
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if looks_chinese(data):
            message = N_("is not UTF-8; it looks like GBK (GB18030)")
        else:
            message = N_("is not UTF-8")
        raise Refused(message, SAVE_AS_UTF8).at(line) from None
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        if text.count("\0") > len(text) // 4:
            raise Refused(N_("is {encoding}, not UTF-8"), SAVE_AS_UTF8, encoding="UTF-16")
        raise Refused(N_("contains a NUL character")).at(line)
    return text


def looks_chinese(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 are mostly common Chinese when read as GB18030."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    foreign = [c for c in text if c > "\x7f"]
    common = sum("\u4e00" <= c <= "\u9fff" or c in "，。！？、：；“”《》·—…（）" for c in foreign)
    return common * 10 >= len(foreign) * 8


def shown_path(path: Path) -> str:
    """A file as the user would name it: relative to the working directory where it is below."""
    try:
        return path.relative_to(Path.cwd()).as_posix() if path.is_absolute() else path.as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def printable(text: str, limit: int = 60) -> str:
    """A value from a file, cut and made safe for one line of output."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(c if c.isprintable() else "\ufffd" for c in cut)
