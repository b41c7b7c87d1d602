"""Where in a file a value stands, and where its problems are collected."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from typing import Final

from goglobal.errors import Argument, Problem
from goglobal.project.lines import KeyPath, line_of, shown
from goglobal.project.reading import Refused


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, in the order in which the files were read, and by line in each."""
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.file, []).append(problem)
    return [p for group in files.values() for p in sorted(group, key=lambda p: p.line or 0)]


class Invalid(enum.Enum):
    """What a shape gives for a value that it refused; the problem has been reported."""

    INVALID = enum.auto()


INVALID: Final = Invalid.INVALID


class Place:
    """Where in which file a value stands, and where its problems are collected."""

    __slots__ = ("file", "lines", "path", "problems")

    def __init__(
        self,
        file: str,
        lines: Mapping[KeyPath, int],
        problems: list[Problem],
        path: KeyPath = (),
    ) -> None:
        self.file = file
        self.lines = lines
        self.problems = problems
        self.path = path

    def into(self, *keys: str | int) -> Place:
        """The place of a value inside this one."""
        return Place(self.file, self.lines, self.problems, (*self.path, *keys))

    @property
    def line(self) -> int | None:
        """The 1-based line, or None where nothing around the value has one."""
        return line_of(self.lines, self.path)

    def refuse(self, message: str, advice: str = "", **arguments: Argument) -> Invalid:
        """Report a problem here."""
        self.problems.append(
            Refused(message, advice, **arguments).problem(self.file, shown(self.path), self.line)
        )
        return INVALID
