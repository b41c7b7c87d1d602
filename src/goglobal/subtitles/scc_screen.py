"""The two pages of a caption decoder (CEA-608): what is written to them, and what they show.

15 rows of 32 columns, numbered from 1 and from 0: 47 CFR 79.101,
https://www.ecfr.gov/current/title-47/section-79.101 (read 2026-11-25).
"""

from __future__ import annotations

from goglobal.subtitles.spans import PLAIN, Lines, Span, Style

ROWS = 15
COLUMNS = 32
_WIDEST = 4 * COLUMNS
"""Columns that are kept: a decoder writes what comes behind column 32 over the last one."""


class Page:
    """One page: the one that is shown, or the one that is being loaded."""

    def __init__(self) -> None:
        self._rows: dict[int, list[tuple[str, Style] | None]] = {}
        self.row = ROWS
        self.column = 0
        self.fresh = False
        """Whether something was written that was not shown yet."""
        self.first_frame = 0
        """When the first of it was written."""
        self.last_frame = 0
        self.line = 1
        """Line of the file in which the first of it was written."""
        self.overwritten: list[str] = []
        """Letters that were written over before they were shown."""
        self._lines: Lines | None = None

    def move(self, row: int, column: int) -> None:
        """Put the cursor somewhere."""
        self.row, self.column = row, min(column, _WIDEST)

    def put(self, character: str, style: Style, frame: int, line: int) -> None:
        """Write a character and go on."""
        if not self.fresh:
            self.fresh, self.first_frame, self.line = True, frame, line
        self.last_frame = frame
        self._lines = None
        row = self._rows.setdefault(self.row, [])
        if self.column >= _WIDEST:
            self._over((character, style))
            return
        if len(row) <= self.column:
            row += [None] * (self.column - len(row) + 1)
        row[self.column] = character, style
        self.column += 1

    @property
    def occupied(self) -> bool:
        """Whether a letter that was not shown yet stands where the next one goes."""
        row = self._rows.get(self.row, ())
        cell = row[self.column] if self.column < len(row) else None
        return self.fresh and cell is not None and bool(cell[0].strip())

    def back(self) -> None:
        """Take the character before the cursor away."""
        row = self._rows.get(self.row, [])
        if self.column:
            self.column -= 1
            if self.column < len(row):
                row[self.column] = None
                self._lines = None

    def before(self) -> str:
        """The character before the cursor."""
        row = self._rows.get(self.row, [])
        cell = row[self.column - 1] if 0 < self.column <= len(row) else None
        return cell[0] if cell else ""

    def cut(self) -> None:
        """Take away what stands from the cursor to the end of the row."""
        row = self._rows.get(self.row, [])
        for cell in row[self.column :]:
            self._over(cell)
        del row[self.column :]
        self._lines = None

    def clear(self) -> None:
        """Take everything away."""
        self._rows.clear()
        self.overwritten.clear()
        self.fresh = False
        self._lines = None

    def lines(self) -> Lines:
        """What stands there, row by row."""
        if self._lines is None:
            found = (_runs(self._rows[row]) for row in sorted(self._rows))
            self._lines = tuple(line for line in found if line)
        return self._lines

    def place(self, *, columns: bool) -> int:
        """Where it stands, as a number of the keypad; without `columns`, in the middle column."""
        used = [row for row, cells in self._rows.items() if _runs(cells)]
        if not used:
            return 2
        middle = (min(used) + max(used)) / 2
        row = 6 if middle <= ROWS / 3 else 3 if middle <= 2 * ROWS / 3 else 0
        return row + (self._side(used) if columns else 2)

    def _side(self, used: list[int]) -> int:
        """1 left, 2 centre, 3 right: where the middle of the widest row is."""
        bounds = []
        for number in used:
            filled = [n for n, cell in enumerate(self._rows[number]) if cell and cell[0].strip()]
            bounds.append((filled[0], filled[-1] + 1))
        first, last = max(bounds, key=lambda pair: pair[1] - pair[0])
        middle = (first + last) / 2
        return 1 if middle < COLUMNS * 0.4 else 3 if middle > COLUMNS * 0.6 else 2

    def _over(self, cell: tuple[str, Style] | None) -> None:
        if self.fresh and cell and cell[0].strip():
            self.overwritten.append(cell[0])


def _runs(cells: list[tuple[str, Style] | None]) -> tuple[Span, ...]:
    """A row as runs of one style, without space at its ends."""
    runs: list[tuple[list[str], Style]] = []
    filled = [number for number, cell in enumerate(cells) if cell and cell[0].strip()]
    if not filled:
        return ()
    for cell in cells[filled[0] : filled[-1] + 1]:
        letter, style = cell or (" ", runs[-1][1] if runs else PLAIN)
        if letter == " " and runs:
            style = runs[-1][1]
        if runs and runs[-1][1] == style:
            runs[-1][0].append(letter)
        else:
            runs.append(([letter], style))
    return tuple(Span("".join(letters), style) for letters, style in runs)
