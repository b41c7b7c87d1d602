"""The file of answers: a CSV that intake writes with its questions, and reads when it is filled in.

    file,episode,language,kind,question
    vendor.zip/泰语/终版.srt,,,,neither its name nor its times tell the episode
    vendor.zip/*/trailer*,skip,,,

An empty cell leaves it as it was found. `skip` in any cell leaves the file out. `*` in a file's
name stands for anything; the row that names a file whole goes before those.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import cast

import msgspec

from goglobal import languages
from goglobal.errors import Problem, ProjectError
from goglobal.messages import N_
from goglobal.model import Kind
from goglobal.project.reading import Refused, printable
from goglobal.project.tables import Row, Sheet, parse_sheet
from goglobal.project.values import HIGHEST_EPISODE
from goglobal.suggestions import nearest

COLUMNS = ("file", "episode", "language", "kind", "question", "suggestion")
_ANSWERS = COLUMNS[:4]
_KINDS = ("full", "sdh", "forced")
_SKIP = frozenset({"skip", "跳过", "-"})
_FORMULA = re.compile(r"[=+\-@\t\r]")
_ZIP = b"PK\x03\x04"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What one row says of the files that it names."""

    file: str
    line: int
    episode: int | None = None
    language: str | None = None
    kind: Kind | None = None
    skip: bool = False

    @property
    def says(self) -> bool:
        """Whether anything was filled in."""
        return self.skip or any((self.episode, self.language, self.kind))


class Answers:
    """The answers by file."""

    def __init__(self, answers: Iterable[Answer] = (), name: str = "") -> None:
        self.name = name
        self.all = tuple(answers)
        self._exact = {
            _encodable(answer.file): answer for answer in self.all if "*" not in answer.file
        }
        self._patterns = [
            (re.compile(".*".join(map(re.escape, answer.file.split("*"))), re.DOTALL), answer)
            for answer in self.all
            if "*" in answer.file
        ]
        self._met: set[int] = set()

    def of(self, file: str) -> Answer | None:
        """The answer for a file; None: nothing was said."""
        file = _encodable(file)
        found = self._exact.get(file)
        if found is None:
            found = next((a for regex, a in self._patterns if regex.fullmatch(file)), None)
        if found is not None:
            self._met.add(found.line)
        return found

    def unmet(self) -> tuple[Answer, ...]:
        """Answers for files that nobody gave."""
        return tuple(answer for answer in self.all if answer.line not in self._met)


def read(data: bytes, name: str) -> Answers:
    """The answers in a filled-in file, whatever program saved it.

    Raises ProjectError with everything that is wrong with it.
    """
    problems: list[Problem] = []
    try:
        if data.startswith(_ZIP):
            raise Refused(N_("is a workbook"), N_("save it as CSV (in Excel: “CSV UTF-8”)"))
        sheet = parse_sheet(_as_utf8(data), name, problems)
        sheet = _small_letters(sheet)
        problems += [_unknown(sheet, column) for column in sheet.columns if column not in COLUMNS]
        if "file" not in sheet.columns:
            problems.append(
                sheet.problem(
                    1,
                    N_("there is no column `{column}`"),
                    N_("the columns are {columns}"),
                    column="file",
                    columns=", ".join(COLUMNS),
                )
            )
            raise ProjectError(problems)
        found = [answer for row in sheet.rows if (answer := _answer(row, sheet, problems))]
    except Refused as refused:
        raise ProjectError([refused.problem(name)]) from None
    lines: dict[str, int] = {}
    for answer in found:
        first = lines.setdefault(answer.file, answer.line)
        if first != answer.line:
            problems.append(
                sheet.problem(
                    answer.line,
                    N_("line {first} answers for the same file"),
                    N_("delete one of the two rows"),
                    first=first,
                )
            )
    if problems:
        raise ProjectError(problems)
    return Answers(found, name)


def _as_utf8(data: bytes) -> bytes:
    """What a Chinese Excel saves as CSV is GBK; it is taken as such where it is no UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        from goglobal.subtitles.decoding import decode

        return decode(data, language="zh-Hans").text.encode("utf-8", "replace")
    return data


def _small_letters(sheet: Sheet) -> Sheet:
    """A sheet whose columns are spelled as ours, whatever capitals a program gave them."""
    ours = {c: c.casefold() for c in sheet.columns if c.casefold() in COLUMNS}
    if len(set(ours.values())) < len(ours):
        return sheet  # `File` beside `file`: the other one is told as unknown
    rows = tuple(
        Row(line=row.line, cells={ours.get(c, c): text for c, text in row.cells.items()})
        for row in sheet.rows
    )
    columns = tuple(ours.get(c, c) for c in sheet.columns)
    return Sheet(file=sheet.file, columns=columns, rows=rows)


def _unknown(sheet: Sheet, column: str) -> Problem:
    close = nearest(column.casefold(), COLUMNS)
    if close is None:
        return sheet.problem(
            1,
            N_("unknown column `{column}`"),
            N_("the columns are {columns}"),
            column=printable(column),
            columns=", ".join(COLUMNS),
        )
    message = N_("unknown column `{column}`; did you mean `{nearest}`?")
    return sheet.problem(1, message, column=printable(column), nearest=close)


def _answer(row: Row, sheet: Sheet, problems: list[Problem]) -> Answer | None:
    cells = {name: row.cells.get(name, "") for name in _ANSWERS}
    file = cells["file"]
    if file.startswith("'") and _FORMULA.match(file[1:]):
        file = file[1:]
    if not file:
        problems.append(sheet.problem(row.line, N_("the row names no file")))
        return None
    if any(cells[name].casefold() in _SKIP for name in _ANSWERS[1:]):
        return Answer(file=file, line=row.line, skip=True)
    before = len(problems)
    episode = _episode(cells["episode"], row.line, sheet, problems)
    language = _language(cells["language"], row.line, sheet, problems)
    kind = cells["kind"].casefold()
    if kind and kind not in _KINDS:
        problems.append(
            sheet.problem(
                row.line,
                N_("`{value}` is no kind of track"),
                N_("write full, sdh, forced or skip"),
                value=printable(cells["kind"]),
            )
        )
    if len(problems) > before:
        return None
    return Answer(
        file=file,
        line=row.line,
        episode=episode,
        language=language,
        kind=cast("Kind", kind) if kind else None,
    )


def _episode(value: str, line: int, sheet: Sheet, problems: list[Problem]) -> int | None:
    if not value:
        return None
    # a spreadsheet may make 3 into 3.0
    found = re.fullmatch(r"(\d{1,5})(?:\.0+)?", value)
    if found and 1 <= int(found[1]) <= HIGHEST_EPISODE:
        return int(found[1])
    problems.append(
        sheet.problem(
            line,
            N_("`{value}` is no episode number"),
            N_("write a number, or skip"),
            value=printable(value),
        )
    )
    return None


def _language(value: str, line: int, sheet: Sheet, problems: list[Problem]) -> str | None:
    if not value:
        return None
    try:
        return languages.canonical(value)
    except ValueError:
        close = languages.guess(value)
        problems.append(
            sheet.problem(
                line,
                N_("`{value}` is no language tag"),
                N_("did you mean `{nearest}`?")
                if close
                else N_("a BCP 47 tag like `en`, `zh-Hans` or `es-419`"),
                value=printable(value),
                nearest=close or "",
            )
        )
        return None


def blank(rows: Iterable[tuple[str, str, str]]) -> bytes:
    """A file to fill in, of (file, question, suggestion).

    It begins with a byte order mark, without which Excel reads Chinese as something else. A name
    that a spreadsheet would take for a formula is written behind an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for file, question, suggestion in rows:
        writer.writerow((_plain(file), "", "", "", _plain(question), _plain(suggestion)))
    return b"\xef\xbb\xbf" + _encodable(out.getvalue()).encode()


def _encodable(name: str) -> str:
    """A name with signs for bytes that are no UTF-8, as it can stand in a file."""
    return name.encode("utf-8", "backslashreplace").decode()


def _plain(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
