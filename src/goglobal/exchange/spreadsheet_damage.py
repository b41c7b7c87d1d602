"""What a spreadsheet program did to a text: told, undone where a digest proves it, else refused.

A workbook carries the digest of every source text and of every translation as it was exported. So a
text that the program alone changed (1-2 made a date) is proven to be the old one; nothing is
guessed. A text that a person wrote anew has no such proof: what is certainly not what they typed is
refused with the cell and what to do. What a person may have meant (curly quotes, a long dash, a
capital) is taken as it came and told, once for all cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from goglobal.errors import Argument
from goglobal.exchange.returned import Remark
from goglobal.exchange.sheets import Cell, Sheet
from goglobal.exchange.spreadsheet_values import (
    TECHNICAL,
    before_correction,
    corrections_in,
    dates_shown,
    is_number,
    number_of,
    shown_number,
    spellings_of_date,
    spellings_of_number,
)
from goglobal.exchange.units import digest_of
from goglobal.findings import Severity
from goglobal.messages import N_

LONGEST_CELL = 32_767
OLD_LIMIT = 255
"""Characters that formulas, old files and some add-ins cut texts to."""
_ERRORS = (
    "#NAME?",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#N/A",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#GETTING_DATA",
    "Err:508",
    "Err:509",
    "Err:510",
)
_EMPTY = digest_of("")
_FLAGS = ("TRUE", "FALSE")
_PAIR = re.compile(r"\d{1,4}\s*[-/.]\s*\d{1,4}(?:\s*[-/.]\s*\d{1,4})?")
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?|\d{1,2}-[A-Z][a-z]{2}(?:-\d{2,4})?|[A-Z][a-z]{2}-\d{2}"
    r"|(?:\d{4}年)?\d{1,2}月\d{1,2}日"
)
_SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
_ENDS = tuple(".!?…。！？」』”\"'’)）]】》~～—♪")
_RETYPE = N_("format the cell as text, then type it again")


class Judged(NamedTuple):
    """What to take from a cell."""

    text: str | None
    """None: refused, and `remarks` says why."""
    remarks: tuple[Remark, ...] = ()
    habits: tuple[str, ...] = ()
    """What is told once for all cells: auto-correction that may be meant, line ends."""


class Told(NamedTuple):
    """What is known of a cell besides its value."""

    sheet: Sheet
    key: str
    source: str
    """The source text beside it; empty where the cell is the source text itself."""
    digest: str
    """Of the text as it was exported; empty: the file does not say."""

    def remark(
        self,
        cell: Cell,
        name: str,
        severity: Severity,
        message: str,
        help_: str = "",
        **arguments: Argument,
    ) -> Remark:
        return Remark(
            name=name,
            severity=severity,
            message=message,
            arguments=arguments,
            help=help_,
            place=self.sheet.place(cell),
            key=self.key,
        )

    def refused(
        self, cell: Cell, name: str, message: str, help_: str = _RETYPE, **arguments: Argument
    ) -> Judged:
        return Judged(None, (self.remark(cell, name, Severity.ERROR, message, help_, **arguments),))

    def is_exported(self, text: str) -> bool:
        """Whether a text is proven to be the one that was exported."""
        return self.digest not in ("", _EMPTY) and digest_of(text) == self.digest


def judge(cell: Cell | None, told: Told) -> Judged:
    """The text of a cell, and what has happened to it on its way."""
    if cell is None or cell.kind == "empty":
        return Judged("")
    if cell.kind == "text":
        return _judge_text(cell, cell.text, told)
    if cell.kind == "error":
        return _error(cell, cell.text, told)
    if cell.kind == "formula":
        return _judge_formula(cell, told)
    if cell.kind == "flag":
        return _judge_flag(cell, "TRUE" if cell.number else "FALSE", told)
    if cell.kind == "date" and cell.date is not None:
        proven = next((one for one in spellings_of_date(cell.date) if told.is_exported(one)), None)
        if proven is not None:
            return _undone(cell, proven, told, N_("“{text}” was turned into a date"))
        shown = str(cell.date).removesuffix(" 00:00:00")
        return told.refused(
            cell, "date", N_("the cell was turned into the date {value}"), value=shown
        )
    return _judge_number(cell, told)


def _undone(cell: Cell, text: str, told: Told, message: str) -> Judged:
    remark = told.remark(
        cell,
        "undone",
        Severity.INFO,
        message,
        N_("nothing: the text is taken as it was exported"),
        text=text,
    )
    return Judged(text, (remark,))


def _judge_number(cell: Cell, told: Told) -> Judged:
    proven = next((one for one in spellings_of_number(cell.number) if told.is_exported(one)), None)
    if proven is not None:
        return _undone(cell, proven, told, N_("“{text}” was turned into a number"))
    shown = shown_number(cell.number, cell.format)
    if cell.format == "General" and shown == told.source.strip():
        remark = told.remark(
            cell,
            "number",
            Severity.INFO,
            N_("the cell is the number {value}, as in the source text"),
            value=shown,
        )
        return Judged(shown, (remark,))
    return told.refused(
        cell,
        "number",
        N_("the cell was turned into the number {value}: what was typed cannot be told"),
        value=shown,
    )


def _judge_flag(cell: Cell, shown: str, told: Told) -> Judged:
    spellings = (shown, shown.title(), shown.lower())
    proven = next((one for one in spellings if told.is_exported(one)), None)
    if proven is not None:
        return _undone(cell, proven, told, N_("“{text}” was turned into a truth value"))
    return told.refused(
        cell, "flag", N_("the cell was turned into the truth value {value}"), value=shown
    )


def _judge_formula(cell: Cell, told: Told) -> Judged:
    typed = cell.text
    for text in (typed, typed.removeprefix("="), f"+{typed.removeprefix('=+')}"):
        if told.is_exported(text):
            return _undone(cell, text, told, N_("“{text}” was turned into a formula"))
    value = cell.cached
    if value is None or value.kind in ("empty", "error") or value.text in _ERRORS:
        return told.refused(
            cell,
            "formula",
            N_("the cell was turned into the formula {value}, which gives no text"),
            N_("format the cell as text, then type it again with an apostrophe (') in front"),
            value=typed[:60],
        )
    judged = judge(value, told)
    remark = told.remark(
        cell,
        "formula",
        Severity.WARNING,
        N_("the cell is the formula {value}; the text that it gave was taken"),
        N_("look at the text; better copy it and paste it as values"),
        value=typed[:60],
    )
    return judged._replace(remarks=(*judged.remarks, remark))


def _error(cell: Cell, sign: str, told: Told) -> Judged:
    return told.refused(cell, "cell-error", N_("the cell shows the error {value}"), value=sign)


def _judge_text(cell: Cell, stored: str, told: Told) -> Judged:
    text = stored.replace("\r\n", "\n").replace("\r", "\n")
    habits: tuple[str, ...] = ("line-ends",) if text != stored else ()
    if told.is_exported(text):
        return Judged(text, (), habits)
    if told.digest not in ("", _EMPTY):
        for candidate, names in before_correction(text, told.source or text):
            if told.is_exported(candidate):
                if TECHNICAL.issuperset(names):
                    return _corrected(cell, candidate, told)
                habits += ("retouched",)
                break
        retyped = _retyped(text) if told.sheet.of_text else ()
        proven = next((one for one in retyped if told.is_exported(one)), None)
        if proven is not None:
            return _undone(cell, proven, told, N_("“{text}” was turned into a value"))
    refusal = _refusal(cell, text, told)
    if refusal is not None:
        return refusal
    text, remarks = _mended(cell, text, told)
    if "retouched" not in habits:
        if "\u00a0" in text and "\u00a0" not in told.source:
            habits += ("no-break-spaces",)
        habits += corrections_in(text, told.source)
    return Judged(text, remarks, habits)


def _retyped(text: str) -> Iterator[str]:
    """What became a value that a CSV file shows as this text."""
    for moment in dates_shown(text):
        yield from spellings_of_date(moment)
    value = number_of(text) if is_number(text) or _SCIENTIFIC.fullmatch(text) else None
    if value is not None:
        yield from spellings_of_number(value)


def _corrected(cell: Cell, text: str, told: Told) -> Judged:
    remark = told.remark(
        cell,
        "undone",
        Severity.INFO,
        N_("only line breaks, an apostrophe or spaces around differ from what was exported"),
        N_("nothing: the text is taken as it was exported"),
    )
    return Judged(text, (remark,))


def _refusal(cell: Cell, text: str, told: Told) -> Judged | None:
    """What is certainly not what somebody typed."""
    bare, source = text.strip(), unicodedata.normalize("NFKC", told.source).strip()
    if bare in _ERRORS:
        return _error(cell, bare, told)
    if len(bare) > 2 and set(bare) == {"#"}:
        return told.refused(
            cell,
            "hidden-value",
            N_("the cell holds only {value}: the column was too narrow when it was saved as CSV"),
            N_("make the column wider, or save it as an Excel workbook (.xlsx)"),
            value=bare,
        )
    if bare in _FLAGS and source.upper() != bare:
        return _judge_flag(cell, bare, told)
    if _lost_letters(bare, source):
        return told.refused(
            cell,
            "lost-letters",
            N_("letters became question marks: “{value}”"),
            N_("save it as “CSV UTF-8”, or as an Excel workbook (.xlsx)"),
            value=bare[:60],
        )
    if bare != source:
        if _DATE.fullmatch(bare) and _PAIR.fullmatch(source):
            return told.refused(
                cell, "date", N_("the cell was turned into the date {value}"), value=bare
            )
        if _SCIENTIFIC.fullmatch(bare) or _spelled_otherwise(bare, source):
            return told.refused(
                cell,
                "number",
                N_("the cell was turned into the number {value}: what was typed cannot be told"),
                value=bare,
            )
    return _cut_off(cell, text, told)


def _lost_letters(text: str, source: str) -> bool:
    if "\ufffd" in text and "\ufffd" not in source:
        return True
    lost = text.count("?")
    letters = sum(character.isalnum() for character in text)
    return lost >= 4 and "??" in text and lost > letters and "??" not in source


def _spelled_otherwise(text: str, source: str) -> bool:
    """`7` for `007`, `1208.0` for `1208`: the same number in other digits."""
    if not (is_number(text) and is_number(source)):
        return False
    return number_of(text) is not None and number_of(text) == number_of(source)


def _cut_off(cell: Cell, text: str, told: Told) -> Judged | None:
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if units == LONGEST_CELL or (
        units == OLD_LIMIT and not text.rstrip().endswith(_ENDS) and len(told.source) > 60
    ):
        return told.refused(
            cell,
            "cut-off",
            N_("the text ends after exactly {limit} characters: it was cut off"),
            N_("send the whole text, best as PO or XLIFF"),
            limit=units,
        )
    return None


def _mended(cell: Cell, text: str, told: Told) -> tuple[str, tuple[Remark, ...]]:
    """What can be undone without a digest, because nobody writes so on purpose."""
    remarks: list[Remark] = []
    if text.startswith("'") and not told.source.startswith("'"):
        rest = text[1:]
        if rest.startswith(("=", "+", "-", "@")) or is_number(rest):
            text = rest
            remarks.append(
                told.remark(
                    cell,
                    "apostrophe",
                    Severity.WARNING,
                    N_("the apostrophe in front marks text in a spreadsheet; left out"),
                )
            )
    if "\\n" in text and "\\n" not in told.source:
        text = text.replace("\\r\\n", "\n").replace("\\n", "\n")
        remarks.append(
            told.remark(
                cell,
                "literal-breaks",
                Severity.WARNING,
                N_("\\n was taken as a line break"),
                N_("press Alt+Enter for a line break in a cell"),
            )
        )
    return text, tuple(remarks)
