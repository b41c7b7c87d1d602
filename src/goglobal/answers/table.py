"""Answers in a table: YouTube's status and errors CSV, or any CSV with headings that say enough.

YouTube's reports have `Row number` and `Status` (`Successful`, `Errors`) in every kind, and other
columns by the kind: https://support.google.com/youtube/answer/7106966 (2026-11-27). Every row is an
answer; what stands in columns that are not known goes into its message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from goglobal.answers.feedback import Answer, Degree
from goglobal.exchange.csv_sheet import read_csv
from goglobal.exchange.returned import Remark
from goglobal.exchange.workbook_guard import Unreadable
from goglobal.messages import N_

_HEADINGS = {
    "row": "rownumber row line linenumber 行号 行",
    "about": (
        "file filename filepath path asset assetid id videoid customid captionfile video "
        "文件 文件名 路径 素材 视频 编号"
    ),
    "episode": "episode ep episodenumber 集 集数 剧集 第几集",
    "language": "language lang languagecode locale captionlanguage 语言 语种",
    "code": "code errorcode errortype reasoncode error 代码 错误代码 错误码",
    "severity": "severity level 级别 严重程度 等级",
    "status": "status result state 状态 结果 审核结果",
    "message": (
        "message errormessage reason description detail details errors comment comments note "
        "说明 原因 错误信息 错误描述 描述 备注 意见 错误"
    ),
}
_FIELD_OF = {word: field for field, words in _HEADINGS.items() for word in words.split()}
_NOT_WORD = re.compile(r"[\W_]+")
_NONE = re.compile(r"\b(no|0|without|zero)\s+(error|issue|problem|fail)|无错误|没有错误|无问题")
_ERRORS = re.compile(
    r"error|fail|reject|den(y|ied)|fatal|critical|major|block|invalid|\bnot\b"
    r"|\bun(success|accept|approv)|incomplete|missing|错误|失败|拒|驳回|[不未]通过|不合格|未完成|严重"
)
_FINE = re.compile(r"success|accept|approv|pass|complet|info|ok\b|live|成功|通过|接受|完成|提示")
_WARNINGS = re.compile(r"warn|minor|caution|警告|提醒|轻微")


def read_table(data: bytes) -> tuple[str, tuple[Answer, ...], tuple[Remark, ...]]:
    """The format's name, the answers, and what to say of the file. Raises Unreadable."""
    workbook = read_csv(data)
    rows = workbook.sheets[0].rows
    headings = {cell.column: cell.text.strip() for cell in rows[0]} if rows else {}
    fields = {column: _FIELD_OF.get(_word(text), "") for column, text in headings.items()}
    known = set(fields.values()) - {""}
    if not known & {"message", "status", "code"}:
        raise Unreadable(
            "no-heading",
            N_("no column says what is wrong: none is called message, status or code"),
            N_("name the columns in the first row: file, episode, language, severity, message"),
        )
    answers = tuple(
        _answer({cell.column: cell.text for cell in row}, headings, fields, row[0].row)
        for row in rows[1:]
    )
    words = {_word(text) for text in headings.values()}
    name = "youtube-csv" if "rownumber" in words else "csv"
    return name, answers, workbook.remarks


def _word(text: str) -> str:
    return _NOT_WORD.sub("", text).casefold()


def _answer(
    cells: dict[int, str], headings: dict[int, str], fields: dict[int, str], row: int
) -> Answer:
    by_field: dict[str, list[str]] = {}
    rest = []
    for column, text in cells.items():
        said = text.strip()
        field = fields.get(column, "")
        if field:
            by_field.setdefault(field, []).append(said)
        elif said:
            rest.append(f"{headings.get(column, '')}: {said}".removeprefix(": "))
    words = [*by_field.get("severity", ()), *by_field.get("status", ())]
    messages = [*by_field.get("message", ()), *rest]
    if not by_field.get("message"):
        messages = [*by_field.get("status", ()), *rest]
    number = "".join(by_field.get("episode", ()))
    digits = re.search(r"\d{1,5}", number)
    return Answer(
        row=row,
        severity=degree(words, otherwise="error" if by_field.get("message") else "info"),
        message="; ".join(filter(None, messages)),
        code=" ".join(filter(None, by_field.get("code", ()))),
        about=tuple(filter(None, by_field.get("about", ()))),
        language=" ".join(by_field.get("language", ())) or None,
        episode=int(digits[0]) if digits else None,
    )


def degree(words: Iterable[str], *, otherwise: Degree) -> Degree:
    """How bad a platform's words make it; the first that is known has it."""
    for word in words:
        small = word.casefold()
        if _NONE.search(small):
            return "info"
        if _ERRORS.search(small):
            return "error"
        if _WARNINGS.search(small):
            return "warning"
        if _FINE.search(small):
            return "info"
    return otherwise
