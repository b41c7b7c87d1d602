"""Help pages in which Chinese is broken and aligned by terminal cells, not by characters.

click measures a line in characters and breaks it at spaces; a Chinese sentence has none, and each
of its characters takes two cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import click

_NOT_FIRST = "。，、；：？！）」』】》〉”’…—·%％"
_NOT_LAST = "（「『【《〈“‘"
_PIECES = re.compile(r"\s+|[^\s]+")


def cells(text: str) -> int:
    """How many cells of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Parts between which a line may be broken; True: white space stands before it."""
    spaced = False
    for match in _PIECES.finditer(text):
        if match[0].isspace():
            spaced = True
            continue
        part = ""
        for character in match[0]:
            wide = unicodedata.east_asian_width(character) in "WF"
            last_wide = bool(part) and unicodedata.east_asian_width(part[-1]) in "WF"
            may_break = (wide or last_wide) and part
            if may_break and character not in _NOT_FIRST and part[-1] not in _NOT_LAST:
                yield part, spaced
                part, spaced = "", False
            part += character
        yield part, spaced
        spaced = False


def wrap(text: str, width: int) -> list[str]:
    """`text` as lines of at most `width` cells, where its parts allow it."""
    lines = [""]
    for part, spaced in _pieces(text):
        line = lines[-1]
        joined = f"{line} {part}" if spaced and line else line + part
        if line and cells(joined) > width:
            lines.append(part)
        else:
            lines[-1] = joined
    return lines


class HelpFormatter(click.HelpFormatter):
    """click's formatter with widths in cells."""

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        width = max(self.width - self.current_indent, 11)
        for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
            if number:
                self.write("\n")
            for line in wrap(paragraph, width):
                self.write(f"{indent}{line}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 32, col_spacing: int = 2
    ) -> None:
        rows = list(rows)
        indent = " " * self.current_indent
        first = min(max((cells(name) for name, _ in rows), default=0), col_max) + col_spacing
        width = max(self.width - self.current_indent - first, 20)
        for name, text in rows:
            lines = wrap(text, width) if text else [""]
            head = f"{indent}{name}"
            if cells(name) + col_spacing > first:
                self.write(f"{head}\n")
                head = indent + " " * first
            else:
                head += " " * (first - cells(name))
            self.write(f"{head}{lines[0]}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{indent}{' ' * first}{line}\n")


class Context(click.Context):
    formatter_class = HelpFormatter


class Command(click.Command):
    """A command whose help is aligned by cells."""

    context_class = Context
