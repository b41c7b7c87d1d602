"""`goglobal init --from`: a spreadsheet read, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from goglobal.messages import N_, localise

if TYPE_CHECKING:
    from goglobal.cli.scaffold import Beginning
    from goglobal.exchange.returned import Remark
    from goglobal.exchange.sheet_result import SheetSeries


class Known(NamedTuple):
    """What need not be asked, because the spreadsheet says it."""

    id: str = ""
    title: str = ""
    source_language: str = ""
    languages: tuple[str, ...] = ()


def read(path: Path, source_language: str | None) -> SheetSeries:
    """What a spreadsheet says. Raises ProjectError where nothing can be made of it."""
    from goglobal.cli import choosing
    from goglobal.errors import Problem, ProjectError
    from goglobal.exchange.sheet_series import read_series
    from goglobal.findings import Severity
    from goglobal.project.reading import Refused, shown_path

    named = choosing.languages([source_language]) if source_language else None
    try:
        data = _bytes(path)
    except Refused as refused:
        raise ProjectError([refused.problem(shown_path(path))]) from None
    sheet = read_series(data, source_language=named[0] if named else None)
    if any(remark.severity is Severity.ERROR for remark in sheet.remarks):
        raise ProjectError(
            Problem(
                file=shown_path(path),
                where=remark.place,
                message=remark.message,
                arguments=remark.arguments,
                help=remark.help,
            )
            for remark in sheet.remarks
        )
    return sheet


def _bytes(path: Path) -> bytes:
    from goglobal.exchange.workbook_guard import LARGEST
    from goglobal.project.reading import SEE_TO_RIGHTS, Refused

    try:
        if not path.is_file():
            raise Refused(N_("is no file"))
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(N_("cannot be read: {reason}"), SEE_TO_RIGHTS, reason=reason) from None
    if not data.strip(b"\0 \t\r\n"):
        raise Refused(N_("is empty"))
    return data


def known(sheet: SheetSeries | None) -> Known:
    """What a spreadsheet says that would be asked otherwise."""
    if sheet is None:
        return Known()
    return Known(
        id=sheet.id,
        title=sheet.texts.get("series/title", ""),
        source_language=sheet.source_language,
        languages=tuple(sheet.translations),
    )


def told(path: Path, sheet: SheetSeries, beginning: Beginning) -> Iterator[str]:
    """What was taken from the spreadsheet, and everything in it that was not or is in doubt."""
    from goglobal.report.cells import visible

    texts = len(sheet.texts) + sum(bool(e.title) + bool(e.synopsis) for e in sheet.episodes)
    yield localise(
        N_("from {file}: episodes {episodes}, texts {texts}, people {people}"),
        {
            "file": visible(str(path)),
            "episodes": len(sheet.episodes),
            "texts": texts,
            "people": len(sheet.credits),
        },
    )
    for language, translated in sheet.translations.items():
        yield localise(
            N_("{language}: translated texts {count}"),
            {"language": language, "count": len(translated)},
        )
    if "series/title" not in sheet.texts:
        yield localise(
            N_("warning: no title of the series was found; “{title}” is taken"),
            {"title": visible(beginning.title)},
        )
    for remark in sheet.remarks:
        yield _line(path, remark)


def _line(path: Path, remark: Remark) -> str:
    from goglobal.report import words
    from goglobal.report.cells import visible

    place = f"{path}: {remark.place}" if remark.place else str(path)
    severity = words.severity(remark.severity)
    return visible(f"{place}: {severity}: {localise(remark.message, remark.arguments)}")
