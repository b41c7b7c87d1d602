"""A paper as HTML, CSV or XLSX: the same words, the same bytes for the same words."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from goglobal.deliverables.metadata_csv import safe
from goglobal.deliverables.xlsx_sheet import workbook
from goglobal.locale_names import interface_language
from goglobal.report.papers.values import Paper
from goglobal.report.templates import environment, source

if TYPE_CHECKING:
    from jinja2 import Template

ENDINGS = (".html", ".csv", ".xlsx")
_HERE = Path(__file__).parent
_LONGEST_NAME = 31
"""Characters of a sheet's name (Excel specifications and limits)."""


def written(paper: Paper, ending: str) -> bytes:
    """The paper in the form that the ending of its name (`.html`, `.csv`, `.xlsx`) says.

    Raises GoGlobalError for a text that no cell of a workbook holds.
    """
    if ending == ".csv":
        return _csv(paper)
    if ending == ".xlsx":
        rows = [paper.sheet.header, *paper.sheet.rows]
        return workbook(paper.sheet.title[:_LONGEST_NAME], rows, path=paper.sheet.title)
    style = _style()
    page: str = _template().render(
        paper=paper,
        style=style,
        tag=interface_language(),
        policy=f"default-src 'none'; style-src {source(style)}; base-uri 'none'",
    )
    return page.encode("utf-8", "backslashreplace")


def _csv(paper: Paper) -> bytes:
    """RFC 4180; a byte order mark, without which Excel reads Chinese as GBK."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(paper.sheet.header)
    writer.writerows([safe(cell) for cell in row] for row in paper.sheet.rows)
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


@lru_cache(maxsize=1)
def _style() -> str:
    return (_HERE / "paper.css").read_text("utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    return environment(_HERE).get_template("paper.html")
