"""TOML files of the project: bytes to values with line numbers, errors in clear words."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TypeVar

from goglobal.errors import Problem
from goglobal.messages import N_
from goglobal.project.lines import KeyPath, find_lines
from goglobal.project.reading import Refused, decode_utf8, read_bytes
from goglobal.project.shapes import Invalid, Place, Shape

T = TypeVar("T")

_MOST_PARTS = 32
_DOTTED = re.compile(
    r"""(?<![\w"'.-])(?:(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+)"""
    f"{{{_MOST_PARTS}}}"
)
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_REASONS = (
    (
        "Invalid statement",
        N_("not valid TOML at column {column}: a line is `key = value` or `[table]`"),
    ),
    (
        "Expected '=' after a key",
        N_("not valid TOML at column {column}: a `=` is missing after the key"),
    ),
    (
        "Invalid value",
        N_("not valid TOML at column {column}: this is no value; text stands in quotes"),
    ),
    (
        "Expected newline or end",
        N_("not valid TOML at column {column}: something follows the value on its line"),
    ),
    ("Cannot overwrite a value", N_("not valid TOML at column {column}: a key is given twice")),
    ("Cannot declare", N_("not valid TOML at column {column}: a table is declared twice")),
    ("Unterminated string", N_("not valid TOML at column {column}: a closing quote is missing")),
    (
        "Illegal character '\\n'",
        N_("not valid TOML at column {column}: a closing quote is missing"),
    ),
    ("Illegal character", N_("not valid TOML at column {column}: a control character")),
    ("Unescaped", N_("not valid TOML at column {column}: a backslash in text is written twice")),
    ("Invalid date", N_("not valid TOML at column {column}: there is no such date")),
    ("Unclosed array", N_("not valid TOML at column {column}: a closing bracket is missing")),
    ("Expected ']", N_("not valid TOML at column {column}: a closing bracket is missing")),
    ("Unclosed inline table", N_("not valid TOML at column {column}: a closing brace is missing")),
)
_WIDE = str.maketrans("“”„‟″＂‘’＇＝［］｛｝，．：＃", '""""""\'\'\'=[]{},.:#')


class Document:
    """One TOML file, read: its tables, and the line of every key path."""

    __slots__ = ("data", "file", "lines")

    def __init__(self, file: str, data: dict[str, object], lines: dict[KeyPath, int]) -> None:
        self.file = file
        self.data = data
        self.lines = lines

    def place(self, problems: list[Problem]) -> Place:
        """The top of the document, where conversion begins."""
        return Place(self.file, self.lines, problems)


def read_document(path: Path, file: str, problems: list[Problem]) -> Document | None:
    """Read a TOML file; what keeps it from being read goes to `problems`, and None comes back.

    `file` is the name to show.
    """
    try:
        return parse_document(read_bytes(path), file)
    except Refused as refused:
        problems.append(refused.problem(file))
        return None


def parse_document(data: bytes, file: str) -> Document:
    """Parse the bytes of a TOML file. Raises Refused, whatever they are."""
    text = decode_utf8(data).replace("\r\n", "\n")
    if _DOTTED.search(text):
        raise Refused(N_("a dotted key has more than {limit} parts"), limit=_MOST_PARTS)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(str(error), text) from None
    except RecursionError:
        raise Refused(N_("tables or lists are nested too deep")) from None
    except ValueError:
        raise Refused(N_("not valid TOML: a number is too long")) from None
    return Document(file, tables, find_lines(text))


def convert(document: Document, shape: Shape[T], problems: list[Problem]) -> T | None:
    """Check a document against its declaration; None when something was wrong with it."""
    value = shape.read(document.data, document.place(problems))
    return None if isinstance(value, Invalid) else value


def _syntax(theirs: str, text: str) -> Refused:
    lines = text.split("\n")
    found = _AT.search(theirs)
    line, column = len(lines), 0
    if found and found[1]:
        line, column = int(found[1]), int(found[2])
    while line > 1 and not column and not lines[line - 1].strip():
        line -= 1
    where = lines[line - 1] if line <= len(lines) else ""
    reason = next((ours for start, ours in _REASONS if theirs.startswith(start)), "")
    code = re.sub(r"#.*", "", where)
    if code != code.translate(_WIDE) and reason:
        hint = N_("use straight ASCII marks for quotes, brackets, `=` and `,`")
    elif "\r" in text:
        hint = N_("save the file with LF or CRLF line ends")
    elif re.search(r"=\s*(?:True|False|yes|no)\b", code):
        hint = N_("write `true` or `false`")
    elif re.search(r"=\s*\d+:\d", code) and not re.search(r"=\s*[\"']", code):
        hint = N_("put it in quotes")
    else:
        hint = ""
    column = column or len(where) + 1
    if not reason:
        message = N_("not valid TOML at column {column}: {reason}")
        return Refused(message, hint, column=column, reason=_AT.sub("", theirs)).at(line)
    return Refused(reason, hint, column=column).at(line)
