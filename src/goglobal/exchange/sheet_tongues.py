"""In which languages the texts of a spreadsheet are, where something in it says so."""

from __future__ import annotations

from collections.abc import Iterable

from goglobal.exchange.intake.languages_known import expand
from goglobal.exchange.sheet_areas import Item, Unknown, areas
from goglobal.exchange.sheet_headers import TEXT_FIELDS, language
from goglobal.exchange.sheet_result import USUAL_SOURCE
from goglobal.exchange.sheets import Workbook


def named_source(book: Workbook) -> str | None:
    """The language that a label says the series was made in."""
    for sheet in book.sheets:
        for item in areas(sheet):
            if isinstance(item, Item) and item.role in ("label", "series"):
                for heading, cell in item.cells:
                    if heading.field == "language" and cell.kind == "text":
                        tags = expand(language(cell.text), (USUAL_SOURCE,))
                        if len(tags) == 1:
                            return next(iter(tags))
    return None


def named_texts(
    found: Iterable[Item | Unknown], own: str, source: str
) -> frozenset[tuple[str, str, str]]:
    """Texts that a heading names in the sheet's own language, by role, field and level: `Title`
    beside `中文标题` is probably in another one."""
    return frozenset(
        (item.role, heading.field, heading.level)
        for item in found
        if isinstance(item, Item)
        for heading, _ in item.cells
        if heading.field in TEXT_FIELDS and own in expand(heading.languages, (source, own))
    )
