"""`glossary.csv`: names and places, and how each language writes them."""

from __future__ import annotations

from pathlib import Path

from goglobal.errors import Problem
from goglobal.messages import N_
from goglobal.model import Term
from goglobal.project.reading import Refused
from goglobal.project.tables import read_sheet
from goglobal.project.values import tag


def load_glossary(
    path: Path, file: str, problems: list[Problem], *, aliases: dict[str, str]
) -> tuple[Term, ...]:
    """The terms of a glossary; columns are `term`, `note` and language tags in any spelling."""
    sheet = read_sheet(path, file, problems)
    if sheet is None:
        return ()
    line = 1
    names = {column.casefold(): column for column in sheet.columns}
    if "term" not in names:
        help_ = N_("the first line names the columns: term, note, and one tag a language")
        problems.append(sheet.problem(line, N_("there is no column `term`"), help_))
        return ()
    term_column, note_column = names["term"], names.get("note", "")
    tags: dict[str, str] = {}
    for column in sheet.columns:
        if column in {term_column, note_column}:
            continue
        try:
            canonical = aliases.get(column) or tag(column)
        except Refused as refused:
            problems.append(refused.problem(file, "", line))
            continue
        if canonical in tags.values():
            problems.append(sheet.problem(line, N_("two columns are for `{tag}`"), tag=canonical))
        tags[column] = canonical
    terms = []
    for row in sheet.rows:
        term = row.cells.get(term_column, "")
        if not term:
            problems.append(sheet.problem(row.line, N_("the row has no term")))
            continue
        renderings = {}
        for column, canonical in tags.items():
            ways = tuple(w for part in row.cells.get(column, "").split("|") if (w := part.strip()))
            if ways:
                renderings[canonical] = ways
        note = row.cells.get(note_column, "")
        terms.append(Term(term=term, note=note, renderings=renderings, line=row.line))
    return tuple(terms)
