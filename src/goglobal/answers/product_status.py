"""MovieLabs' `ProductStatus` (Asset Ordering and Delivery, schemas delivery 1.0 to 1.4).

https://movielabs.com/md/delivery/ (2026-11-27). Read by the names of its elements, so that another
version of the schema is no hindrance.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from goglobal.answers.feedback import Answer
from goglobal.answers.table import degree
from goglobal.exchange.returned import Remark
from goglobal.exchange.workbook_guard import Unreadable
from goglobal.exchange.xml_reading import parse
from goglobal.findings import Severity
from goglobal.messages import N_

if TYPE_CHECKING:
    from lxml.etree import _Element

_AGAIN = N_("ask the platform for the file again")


def read_product_status(data: bytes) -> tuple[tuple[Answer, ...], tuple[Remark, ...]]:
    """The answers of every ProductStatus in the file. Raises Unreadable.

    XML that is broken anywhere is refused as a whole: what an error says might be lost.
    """
    root, faults, remarks = parse(data)
    for remark in remarks:
        if remark.severity is Severity.ERROR:
            raise Unreadable(remark.name, remark.message, _AGAIN, **remark.arguments)
    if root is None or faults.lines:
        raise Unreadable(
            "not-xml", N_("is broken XML, at line {line}"), _AGAIN, line=faults.first or 1
        )
    statuses = [e for e in root.iter() if _name(e) == "ProductStatus"]
    if not statuses:
        raise Unreadable(
            "no-status",
            N_("is XML, and no ProductStatus stands in it"),
            N_("MovieLabs' ProductStatus, YouTube's CSV and plain CSV are read"),
        )
    return tuple(answer for one in statuses for answer in _answers(one)), tuple(remarks)


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(element: _Element, name: str) -> list[_Element]:
    return [child for child in element if _name(child) == name]


def _text(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _texts(element: _Element, *names: str) -> list[str]:
    return [text for name in names for one in _children(element, name) if (text := _text(one))]


def _answers(status: _Element) -> Iterator[Answer]:
    scopes = _children(status, "Scope")
    about = tuple(text for one in scopes for text in _texts(one, "ALID", "EIDRURN"))
    tags = [text for one in scopes for text in _texts(one, "Language")]
    language = tags[0] if len(tags) == 1 else None
    overall = _texts(status, "OverallProgressCode")
    said = _texts(status, "ProgressDetail", "Description", "Instructions") or overall
    if said:
        yield Answer(
            row=_line(status),
            severity=degree(overall, otherwise="info"),
            code=" ".join(overall),
            message="; ".join(said),
            about=about,
            language=language,
        )
    yield from _events(status, about, language)
    for one in _children(status, "ObjectStatus"):
        yield from _of_object(one, about, language)
    for one in _children(status, "AssetStatus"):
        yield from _of_asset(one, about, language)


def _of_object(one: _Element, about: tuple[str, ...], language: str | None) -> Iterator[Answer]:
    head = [*_texts(one, "Category")]
    notes = _texts(one, "Comments", "Instructions")
    for progress in _children(one, "Progress"):
        codes = _texts(progress, "ProgressCode")
        component = str(progress.get("component") or "")
        own = str(progress.get("language") or "") or language
        details = [*_texts(progress, "ProgressDetail", "ExpectedDate"), *notes]
        yield Answer(
            row=_line(progress),
            severity=degree(codes, otherwise="info"),
            code=" ".join(codes),
            message="; ".join(filter(None, [*head, component, *details])) or " ".join(codes),
            about=about,
            language=own,
        )
        yield from _events(progress, about, own)
    yield from _events(one, about, language)


def _of_asset(one: _Element, about: tuple[str, ...], language: str | None) -> Iterator[Answer]:
    own = [
        text
        for reference in _children(one, "AssetReference")
        for leaf in reference.iter()
        if not len(leaf) and (text := _text(leaf))
    ]
    names = (*own, *about)
    codes = _texts(one, "ProgressCode")
    errors = _children(one, "ErrorDescription")
    yield Answer(
        row=_line(one),
        severity="info" if errors else degree(codes, otherwise="info"),
        code=" ".join(codes),
        message="; ".join(_texts(one, "ProgressDetail", "ExpectedDate", "Instructions") or codes),
        about=names,
        language=language,
    )
    for error in errors:
        said = _texts(error, "ErrorCategory", "ErrorTerm", "CategorySpecificInfo", "Comments")
        yield Answer(
            row=_line(error),
            severity=degree(_texts(error, "Severity"), otherwise="error"),
            code=" ".join(_texts(error, "ErrorTerm")),
            message="; ".join(said),
            about=(*names, *_texts(error, "ErrorReference")),
            language=language,
        )
    yield from _events(one, names, language)


def _events(one: _Element, about: tuple[str, ...], language: str | None) -> Iterator[Answer]:
    for log in _children(one, "Log"):
        for event in _children(log, "Event"):
            kinds = _texts(event, "EventType")
            yield Answer(
                row=_line(event),
                severity="info",
                code=" ".join(kinds),
                message="; ".join(_texts(event, "Timestamp", "Description", "ErrorReference")),
                about=about,
                language=language,
            )


def _line(element: _Element) -> int:
    return element.sourceline or 1
