"""One table as an XLSX workbook of a single sheet: every cell is text, the same bytes everywhere.

The parts are written by hand (ECMA-376, Part 1): nothing in them depends on a library's version, a
clock or a locale. Text stands in the cells (`inlineStr`), so that nothing is ever a formula, and is
quoted as text for whoever edits it. The zip's entries are stored, sorted, dated 1980-01-01, 0644.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from goglobal.errors import GoGlobalError
from goglobal.messages import N_

LONGEST_CELL = 32_767
"""UTF-16 units that a cell holds (Excel specifications and limits)."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MEDIA_TYPE = f"{_TYPE}.sheet"
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet program would take for an escaped character (`_x000D_`)."""
_NOT_XML = re.compile("[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def workbook(name: str, rows: Iterable[Sequence[str]], *, path: str) -> bytes:
    """A workbook with one sheet called `name`; the first row is its heading.

    `path` is what the file is called, for errors: raises GoGlobalError for a text that no cell
    holds, whose place and heading it names.
    """
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/_rels/workbook.xml.rels": _relations(
            {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("styles", "styles.xml")}
        ),
        "xl/styles.xml": _STYLES,
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>'
            f'<sheet name="{_attribute(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/worksheets/sheet1.xml": _sheet(rows, path),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for part in sorted(parts):
            entry = zipfile.ZipInfo(part, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, (_HEAD + parts[part]).encode("utf-8"))
    return out.getvalue()


def _sheet(rows: Iterable[Sequence[str]], path: str) -> str:
    lines = []
    headings: Sequence[str] = ()
    for row, texts in enumerate(rows, start=1):
        style = 1 if row == 1 else 2
        headings = headings or texts
        for column, text in enumerate(texts, start=1):
            _require_room(text, f"{_letters(column)}{row}", headings[column - 1], path)
        cells = "".join(
            _cell(f"{_letters(column)}{row}", text, style)
            for column, text in enumerate(texts, start=1)
            if text
        )
        lines.append(f'<row r="{row}">{cells}</row>')
    view = (
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    )
    data = f"<sheetData>{''.join(lines)}</sheetData>"
    return f'<worksheet xmlns="{_MAIN}">{view}{data}</worksheet>'


def _require_room(text: str, place: str, heading: str, path: str) -> None:
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_CELL:
        raise GoGlobalError(
            N_(
                "{path}: the text for cell {place}, {heading}, is longer than a spreadsheet's "
                "cell holds ({limit})"
            ),
            {"path": path, "place": place, "heading": heading, "limit": LONGEST_CELL},
            N_("shorten the text, or deliver the table as CSV"),
        )


def _cell(place: str, text: str, style: int) -> str:
    escaped = _content(_ESCAPED.sub("_x005F_", _NOT_XML.sub("", text)))
    inline = f'<is><t xml:space="preserve">{escaped}</t></is>'
    return f'<c r="{place}" s="{style}" t="inlineStr">{inline}</c>'


def _content(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _content(re.sub(r"[\[\]:*?/\\']", "-", text)[:31]).replace('"', "&quot;")


def _letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _content_types() -> str:
    kinds = {
        "/xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
        "/xl/worksheets/sheet1.xml": f"{_TYPE}.worksheet+xml",
        "/xl/styles.xml": f"{_TYPE}.styles+xml",
    }
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


_STYLES = (
    f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
    'applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
    'quotePrefix="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
