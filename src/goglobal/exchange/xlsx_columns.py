"""The columns of a translator's sheet: how they are called, for people and for this program.

The first row of every sheet is hidden and names the columns for the program
(`goglobal:target:th`); it goes along into a CSV file. The second row names them for people, in the
language of whoever exported. A column is found by the first, else by any name that it has had.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from goglobal.messages import N_

Name = Literal[
    "key",
    "source",
    "target",
    "state",
    "start",
    "end",
    "seconds",
    "limit",
    "length",
    "max_speed",
    "speed",
    "notes",
    "digest",
    "exported",
]
SCHEMA = "goglobal.xlsx/1"
MARK = "goglobal:"
METADATA_SHEET = "goglobal"
"""The hidden sheet that says what the workbook is."""

WORDS: dict[Name, str] = {
    "key": N_("key"),
    "source": N_("source text"),
    "target": N_("translation"),
    "state": N_("to check"),
    "start": N_("start"),
    "end": N_("end"),
    "seconds": N_("seconds"),
    "limit": N_("most characters"),
    "length": N_("characters"),
    "max_speed": N_("most a second"),
    "speed": N_("characters a second"),
    "notes": N_("notes"),
    "digest": N_("source text's digest"),
    "exported": N_("digest of the translation as exported"),
}
"""Headers for people: message ids."""

_OTHER_NAMES: dict[Name, tuple[str, ...]] = {
    "key": ("key", "id", "键", "键值", "编号", "标识"),
    "source": ("source", "source text", "original", "原文", "源文", "源文本", "原文文本"),
    "target": ("target", "translation", "译文", "翻译", "译文文本", "翻譯", "譯文"),
    "state": ("to check", "fuzzy", "待确认", "待核对", "待检查", "需核对"),
    "notes": ("notes", "note", "comment", "comments", "备注", "说明", "注释", "附注"),
    "digest": ("digest", "source text's digest", "原文摘要"),
    "exported": ("digest of the translation as exported", "译文摘要"),
}
_IN_LANGUAGE = re.compile(r"([^()]+)\(([^()]+)\)")
WIDTHS: dict[Name, int] = {
    "key": 22,
    "source": 44,
    "target": 48,
    "state": 10,
    "start": 13,
    "end": 13,
    "seconds": 9,
    "limit": 10,
    "length": 10,
    "max_speed": 10,
    "speed": 10,
    "notes": 48,
    "digest": 14,
    "exported": 14,
}
"""In characters."""


def columns_of(scope: str, *, limited: bool) -> tuple[Name, ...]:
    """The columns of a sheet in order; `limited`: any of its texts has a limit."""
    limits: tuple[Name, ...] = ("limit", "length") if limited else ()
    if scope == "cues":
        times: tuple[Name, ...] = ("start", "end", "seconds", "max_speed", "speed")
        return ("key", "source", "target", "state", *times, *limits, *_LAST)
    return ("key", "source", "target", "state", *limits, *_LAST)


_LAST: tuple[Name, ...] = ("notes", "digest", "exported")


def marked(name: Name, *details: str) -> str:
    """What the hidden row calls a column: `goglobal:target:th`."""
    return MARK + ":".join((name, *details))


def mark_in(text: str) -> tuple[Name, tuple[str, ...]] | None:
    """The column that a cell of the hidden row names, and its details; None: no such cell."""
    text = text.strip().lstrip("\ufeff")
    if not text.startswith(MARK):
        return None
    head, *details = text.removeprefix(MARK).split(":")
    return next(((name, tuple(details)) for name in WORDS if name == head), None)


def in_language(header: str, language: str) -> str:
    """The header for people of one language's translations: `translation (th)`."""
    return f"{header} ({language})"


def language_in(text: str) -> str:
    """What a header for people says of the language of its translations; empty: nothing."""
    found = _IN_LANGUAGE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return found[2].strip() if found and called(found[1]) == "target" else ""


def called(text: str) -> Name | None:
    """The column that a header for people names, in English or Chinese; None: none that is read."""
    if language_in(text):
        return "target"
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" :*")
    for name, others in _OTHER_NAMES.items():
        if folded in others or folded == _translated(name):
            return name
    return None


def _translated(name: Name) -> str:
    """The Chinese header, as the catalog that was used to export has it."""
    from goglobal.messages import DOMAIN, catalog

    return catalog(DOMAIN, ("zh_CN",)).gettext(WORDS[name]).casefold()
