"""The files of a series folder that begins with a spreadsheet: what it said, as TOML and PO."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from goglobal.messages import gettext

if TYPE_CHECKING:
    from goglobal.cli.scaffold import Beginning
    from goglobal.exchange.sheet_result import SheetSeries
    from goglobal.model import Credit, Episode


def quoted(text: str) -> str:
    """A string of TOML (and of PO): JSON's, which both read."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def comment(text: str) -> Iterator[str]:
    """Lines of a comment."""
    for line in text.splitlines():
        yield f"# {line}"


def series(beginning: Beginning, sheet: SheetSeries) -> str:
    """`series.toml` with what the spreadsheet said."""
    blocks = [
        [*_head(beginning, sheet)],
        [*_registration(sheet)],
        *([*_credit(credit)] for credit in sheet.credits),
        *([*_episode(episode)] for episode in sheet.episodes),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _head(beginning: Beginning, sheet: SheetSeries) -> Iterator[str]:
    texts = sheet.texts
    yield from comment(gettext("What this series is. All text here is in the source language."))
    yield "[series]"
    yield from comment(gettext("Small letters, digits and hyphens; it never changes afterwards."))
    yield f"id = {quoted(beginning.id)}"
    yield f"title = {quoted(beginning.title)}"
    yield from comment(
        gettext("What the series is about, in a few sentences; most platforms want it.")
    )
    yield f"synopsis = {quoted(texts.get('series/synopsis', ''))}"
    if "series/tagline" in texts:
        yield f"tagline = {quoted(texts['series/tagline'])}"
    if sheet.season is not None:
        yield f"season = {sheet.season}"
    yield from comment(gettext("The language in which the series was made, as a BCP 47 tag."))
    yield f"source_language = {quoted(beginning.source_language)}"
    lists = {
        "genres": sheet.genres,
        "keywords": tuple(filter(None, texts.get("series/keywords", "").split(", "))),
        "countries": sheet.countries,
    }
    for name, items in lists.items():
        if items:
            yield f"{name} = [{', '.join(map(quoted, items))}]"
    if sheet.release_date is not None:
        yield f"release_date = {sheet.release_date.isoformat()}"
    for name, text in (
        ("production_company", sheet.production_company),
        ("copyright", sheet.copyright),
    ):
        if text:
            yield f"{name} = {quoted(text)}"


def _registration(sheet: SheetSeries) -> Iterator[str]:
    if sheet.registration is not None:
        yield "[series.registration]"
        yield f"kind = {quoted(sheet.registration.kind)}"
        yield f"number = {quoted(sheet.registration.number)}"


def _credit(credit: Credit) -> Iterator[str]:
    yield "[[series.credits]]"
    yield f"role = {quoted(credit.role)}"
    yield f"name = {quoted(credit.name)}"
    if credit.character:
        yield f"character = {quoted(credit.character)}"


def _episode(episode: Episode) -> Iterator[str]:
    yield "[[episodes]]"
    yield f"number = {episode.number}"
    if episode.title:
        yield f"title = {quoted(episode.title)}"
    if episode.synopsis:
        yield f"synopsis = {quoted(episode.synopsis)}"
    if episode.duration is not None:
        seconds, ms = divmod(episode.duration, 1000)
        hours, rest = divmod(seconds, 3600)
        part = f".{ms:03}" if ms else ""
        yield f'duration = "{hours:02}:{rest // 60:02}:{rest % 60:02}{part}"'


def entries(beginning: Beginning, sheet: SheetSeries, language: str) -> Iterator[str]:
    """The entries of a catalog, in the order of `series.toml`; empty where nothing was told."""
    told = sheet.translations.get(language, {})
    for key, source in _sources(beginning, sheet):
        yield ""
        yield f"msgctxt {quoted(key)}"
        yield f"msgid {quoted(source)}"
        yield f"msgstr {quoted(told.get(key, ''))}"


def _sources(beginning: Beginning, sheet: SheetSeries) -> Iterator[tuple[str, str]]:
    """Every text to translate, as `project.texts` will find them."""
    for name in ("title", "synopsis", "tagline", "keywords"):
        key = f"series/{name}"
        text = beginning.title if name == "title" else sheet.texts.get(key, "")
        if text:
            yield key, text
    for episode in sheet.episodes:
        for name, text in (("title", episode.title), ("synopsis", episode.synopsis)):
            if text:
                yield f"episode/{episode.number:03}/{name}", text
    counts: dict[str, int] = {}
    for credit in sheet.credits:
        counts[credit.role] = counts.get(credit.role, 0) + 1
        stem = f"credit/{credit.role}/{counts[credit.role]}"
        yield f"{stem}/name", credit.name
        if credit.character:
            yield f"{stem}/character", credit.character
