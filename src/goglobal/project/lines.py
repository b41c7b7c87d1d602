"""Where each key of a TOML document stands: tomllib keeps no line numbers.

The text has been accepted by tomllib before, so this scanner only has to recognise keys and
skip values. It never raises: what it does not understand has no line of its own, and its
table's line is taken.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

KeyPath = tuple[str | int, ...]

_TOKEN = re.compile(
    r"""
      (?P<space>   [ \t\r]++ )
    | (?P<newline> \n )
    | (?P<comment> \#[^\n]*+ )
    | (?P<string>  \"{3}(?:[^"\\]++|\\.|\"(?!\"\"))*+\"{3,5}
                 | '{3}(?:[^']++|'(?!''))*+'{3,5}
                 | "(?:[^"\\\n]++|\\.)*+"
                 | '[^'\n]*+' )
    | (?P<bare>    [A-Za-z0-9_-]++ )
    | (?P<mark>    [][{}=.,] )
    | (?P<other>   . )
    """,
    re.VERBOSE | re.DOTALL,
)
_DEEPEST = 40
"""Nothing below that many tables is recorded: no file of ours has more than five."""


class _Token:
    __slots__ = ("kind", "line", "text")

    def __init__(self, kind: str, text: str, line: int) -> None:
        self.kind = kind
        self.text = text
        self.line = line

    def is_mark(self, marks: str) -> bool:
        return self.kind == "mark" and self.text in marks


def find_lines(text: str) -> dict[KeyPath, int]:
    """The 1-based line of every key path in a TOML text that tomllib accepts."""
    return _Scanner(text).run()


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int | None:
    """The line of a key path, or of the nearest table around it that has one."""
    for length in range(len(path), 0, -1):
        found = lines.get(path[:length])
        if found is not None:
            return found
    return None


def shown(path: KeyPath) -> str:
    """A key path as people write it: `series.credits[2].name`."""
    result = ""
    for part in path:
        if isinstance(part, int):
            result += f"[{part}]"
        else:
            name = part if re.fullmatch(r"[\w-]{1,80}", part) else f"'{part[:80]}'"
            result += f".{name}" if result else name
    return "".join(c if c.isprintable() else "\ufffd" for c in result)


class _Scanner:
    def __init__(self, text: str) -> None:
        self.tokens: list[_Token] = []
        line = 1
        for match in _TOKEN.finditer(text):
            kind = match.lastgroup or "other"
            if kind not in {"space", "comment"}:
                self.tokens.append(_Token(kind, match.group(), line))
            line += match.group().count("\n")
        self.tokens.append(_Token("end", "", line))
        self.at = 0
        self.lines: dict[KeyPath, int] = {}
        self.counts: dict[KeyPath, int] = {}
        """Length so far of each array of tables."""

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def step(self) -> _Token:
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def run(self) -> dict[KeyPath, int]:
        base: KeyPath = ()
        while self.token.kind != "end":
            if self.token.is_mark("["):
                base = self.header()
            elif self.token.kind in {"bare", "string"}:
                self.pair(base, 0)
            self.skip_line()
        return self.lines

    def skip_line(self) -> None:
        while self.token.kind not in {"newline", "end"}:
            self.step()
        self.step()

    def header(self) -> KeyPath:
        line = self.step().line
        array = self.token.is_mark("[")
        if array:
            self.step()
        keys = self.keys()
        path: KeyPath = ()
        for place, key in enumerate(keys):
            path = (*path, key)
            if array and place == len(keys) - 1:
                self.lines.setdefault(path, line)
                count = self.counts.get(path, 0)
                self.counts[path] = count + 1
                path = (*path, count)
            elif path in self.counts:
                path = (*path, self.counts[path] - 1)
            if place == len(keys) - 1:
                self.lines[path] = line
            else:
                self.lines.setdefault(path, line)
        return path

    def keys(self) -> list[str]:
        keys: list[str] = []
        while self.token.kind in {"bare", "string"}:
            token = self.step()
            keys.append(token.text if token.kind == "bare" else _unquoted(token.text))
            if not self.token.is_mark("."):
                break
            self.step()
        return keys[:_DEEPEST]

    def pair(self, base: KeyPath, depth: int) -> None:
        line = self.token.line
        path = base
        for key in self.keys():
            path = (*path, key)
            self.lines.setdefault(path, line)
        if self.token.is_mark("="):
            self.step()
            self.value(path, depth)

    def value(self, path: KeyPath, depth: int) -> None:
        """Skip one value, and record what stands in inline tables and arrays."""
        if depth < _DEEPEST and self.token.is_mark("{"):
            self.step()
            while not self.token.is_mark("}") and self.token.kind != "end":
                if self.token.kind in {"bare", "string"}:
                    self.pair(path, depth + 1)
                else:
                    self.step()
            self.step()
        elif depth < _DEEPEST and self.token.is_mark("["):
            self.array(path, depth)
        else:
            self.scalar()

    def array(self, path: KeyPath, depth: int) -> None:
        self.step()
        index = 0
        while not self.token.is_mark("]") and self.token.kind != "end":
            if self.token.kind == "newline" or self.token.is_mark(",}=."):
                self.step()
                continue
            self.lines[(*path, index)] = self.token.line
            self.value((*path, index), depth + 1)
            index += 1
        self.step()

    def scalar(self) -> None:
        """Up to the mark that ends the value, over whatever nests too deep to be recorded."""
        open_marks = 0
        while self.token.kind != "end":
            if self.token.is_mark("[{"):
                open_marks += 1
            elif self.token.is_mark("]}"):
                if not open_marks:
                    return
                open_marks -= 1
            elif not open_marks and (self.token.kind == "newline" or self.token.is_mark(",")):
                return
            self.step()


def _unquoted(text: str) -> str:
    try:
        return str(tomllib.loads(f"k = {text}")["k"])
    except ValueError:
        return text.strip("\"'")
