"""What a paper is made of: words that are rendered, ready for any form."""

from __future__ import annotations

from typing import NamedTuple


class Table(NamedTuple):
    """Rows under a heading."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    """Columns that are set to the right."""
    digests: frozenset[int] = frozenset()
    """Columns of checksums."""

    @property
    def told(self) -> tuple[int, ...]:
        """The columns in which something stands."""
        return tuple(n for n in range(len(self.header)) if any(row[n] for row in self.rows))


class Section(NamedTuple):
    """One series, or one delivery."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """Labels and what they say."""
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()


class Paper(NamedTuple):
    """A whole paper."""

    kind: str
    """What it is, as its heading says."""
    made: str
    """When, and by what."""
    sections: tuple[Section, ...]
    sheet: Table
    """The same as one table, for CSV and XLSX."""
