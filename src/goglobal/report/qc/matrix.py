"""Episodes by languages for one series and target: what each place has, as a table of signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from goglobal.findings import Finding, Severity
from goglobal.plans import Assignment
from goglobal.report.shapes import HeldBack

ALL = ""
"""The column of what belongs to no language."""
TEXTS = 0
"""The row of what belongs to no episode. No episode has this number."""


class Cell(NamedTuple):
    """One place of the matrix."""

    kind: str
    """`e` error, `w` warning, `i` info, `v` waived, `h` held though nothing is wrong with it, `o`
    nothing found, `n` nothing there."""
    number: int = 0
    """Findings of the worst kind."""
    held: bool = False


class Row(NamedTuple):
    """One episode, or the texts."""

    episode: int
    cells: tuple[Cell, ...]

    @property
    def quiet(self) -> bool:
        """Whether nothing was found in it."""
        return all(cell.kind in "on" for cell in self.cells)


class Matrix(NamedTuple):
    """One series at one target."""

    series: str
    target: str
    columns: tuple[str, ...]
    """`ALL`, then the languages."""
    rows: tuple[Row, ...]

    @property
    def cells(self) -> int:
        return len(self.rows) * len(self.columns)


_KINDS = {Severity.ERROR: "e", Severity.WARNING: "w", Severity.INFO: "i"}
_ORDER = "ewivhon"
_Place = tuple[str, int]


def matrix_of(
    assignment: Assignment, findings: Iterable[Finding], held: Sequence[HeldBack]
) -> Matrix:
    """The matrix of an assignment; `findings` and `held` may be of others too."""
    series, target = assignment.series.id, assignment.target.name
    counts: dict[_Place, dict[str, int]] = {}
    shown: dict[str, list[str]] = {}
    for tag in assignment.languages:
        shown.setdefault(assignment.source_of(tag), []).append(tag)
        shown.setdefault(tag, []).append(tag)
    episodes = frozenset(assignment.episodes)
    for finding in findings:
        if finding.series != series or finding.target not in (None, target):
            continue
        episode = TEXTS if finding.episode is None else finding.episode
        if episode != TEXTS and episode not in episodes:
            continue
        kind = "v" if finding.waived is not None else _KINDS[finding.severity]
        tags = [ALL] if finding.language is None else shown.get(finding.language, [])
        for tag in dict.fromkeys(tags):
            own = counts.setdefault((tag, episode), {})
            own[kind] = own.get(kind, 0) + 1
    blocked = _blocked(assignment, held)
    there = {(f.language, f.episode) for f in assignment.series.subtitles}
    columns = (ALL, *assignment.languages)
    rows = []
    for episode in (TEXTS, *assignment.episodes):
        cells = []
        for tag in columns:
            is_there = episode == TEXTS or tag == ALL
            is_there = is_there or (assignment.source_of(tag), episode) in there
            stopped = (tag, episode) in blocked or (tag, TEXTS) in blocked
            cells.append(_cell(counts.get((tag, episode)), there=is_there, held=stopped))
        rows.append(Row(episode, tuple(cells)))
    return Matrix(series, target, columns, tuple(rows))


def _blocked(assignment: Assignment, held: Iterable[HeldBack]) -> set[_Place]:
    """Languages (with `TEXTS`) and single episodes that are held back."""
    found: set[_Place] = set()
    for item in held:
        if (item.series, item.target) != (assignment.series.id, assignment.target.name):
            continue
        tags = assignment.languages if item.language is None else (item.language,)
        for tag in tags:
            numbers = (TEXTS,) if item.episodes is None else item.episodes
            found.update((tag, number) for number in numbers)
    return found


def _cell(counts: Mapping[str, int] | None, *, there: bool, held: bool) -> Cell:
    if counts:
        kind = min(counts, key=_ORDER.index)
        return Cell(kind, counts[kind], held)
    if held:
        return Cell("h", 0, held=True)
    return Cell("o" if there else "n")
