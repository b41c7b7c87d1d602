"""The values in a producer's spreadsheet: episodes' numbers, durations, dates, people."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

from goglobal.exchange.intake import numerals
from goglobal.exchange.sheets import Cell
from goglobal.exchange.spreadsheet_values import shown_number
from goglobal.messages import N_
from goglobal.model import Credit

_NUMBER = re.compile(
    rf"(?:第|e(?:p(?:isode)?)?)?\s*[.:#_-]?\s*(?P<number>{numerals.NUMBER})\s*(?:集|话|話|回)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?", re.ASCII)
_SPOKEN = re.compile(
    r"(?:(\d{1,2})\s*(?:小时|时|h(?:ours?|rs?)?)\s*)?"
    r"(?:(\d{1,3})\s*(?:分钟|分|min(?:utes?|s)?\.?|m|['′’])\s*)?"
    r"(?:(\d{1,4}(?:\.\d{1,3})?)\s*(?:秒钟?|s(?:ec(?:onds?|s)?)?\.?|[\"″”]|''|′′))?",
    re.IGNORECASE | re.ASCII,
)
_BETWEEN = re.compile(r"[、,，;；/\n|]+")
_PLAYS = re.compile(
    r"^(?P<name>.+?)\s*[（(]?\s*(?:饰演|饰|飾|\bas\b)\s*[:：]?\s*(?P<character>.+?)[)）]?$"
)
_BRACKETED = re.compile(r"^(?P<name>[^()（）]+?)\s*[（(](?P<character>[^()（）]+)[)）]$")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", re.ASCII)
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


class Value(NamedTuple):
    """A value, or why there is none; `doubt` may stand beside a value."""

    value: object = None
    doubt: str = ""
    """A message id; `{value}` is what the cell shows."""


def shown(cell: Cell) -> str:
    """What a cell shows, for messages and for what is not text."""
    if cell.kind == "formula":
        return shown(cell.cached) if cell.cached is not None else cell.text
    if cell.kind == "number":
        return shown_number(cell.number, cell.format)
    if cell.kind == "flag":
        return "TRUE" if cell.number else "FALSE"
    if cell.kind == "date":
        return str(cell.date).removesuffix(" 00:00:00")
    return cell.text


def text_in(cell: Cell, *, lines: bool) -> Value:
    """The text in a cell; `lines`: it may have several."""
    if cell.kind == "formula":
        if cell.cached is None or cell.cached.kind in ("empty", "error"):
            return Value(doubt=N_("is a formula without a value; not taken"))
        return text_in(cell.cached, lines=lines)
    if cell.kind == "error":
        return Value(doubt=N_("shows the error {value}; not taken"))
    if cell.kind == "date":
        return Value(doubt=N_("was turned into the date {value}; not taken"))
    if cell.kind == "flag":
        return Value(doubt=N_("was turned into the truth value {value}; not taken"))
    if cell.kind == "number":
        doubt = N_("is a number, taken as {value}: noughts in front may be lost")
        return Value(shown(cell), doubt)
    whole = cell.text.replace("\r\n", "\n").replace("\r", "\n").strip()
    text = _CONTROL.sub("", whole)
    doubt = N_("held control characters, which are left out") if text != whole else ""
    if not lines and "\n" in text:
        text = " ".join(text.split())
        doubt = doubt or N_("had several lines, which are joined")
    return Value(text, doubt)


def number_in(cell: Cell) -> int | None:
    """The number of an episode: `1`, `第1集`, `EP01`, `第十二集`; None: it is none."""
    if cell.kind == "formula":
        return number_in(cell.cached) if cell.cached is not None else None
    if cell.kind == "number":
        whole = int(cell.number) if cell.number == cell.number // 1 else 0
        return whole if 0 < whole < 100_000 else None
    if cell.kind != "text":
        return None
    plain = unicodedata.normalize("NFKC", cell.text).strip().removesuffix(".0")
    match = _NUMBER.fullmatch(plain)
    number = numerals.value(match["number"]) if match else None
    return number if number else None


def duration_in(cell: Cell, unit: str) -> Value:
    """Milliseconds. `unit` is what the header says: `s`, `min`, `ms`."""
    if cell.kind == "formula":
        return duration_in(cell.cached, unit) if cell.cached is not None else _NO_DURATION
    if cell.kind == "date" and cell.date is not None:
        return _of_time(cell)
    if cell.kind == "number":
        if "h" in cell.format.casefold() or "[m" in cell.format.casefold():
            return _checked(round(cell.number * 86_400_000))
        return _of_number(cell.number, unit)
    plain = unicodedata.normalize("NFKC", cell.text).strip()
    clock = _CLOCK.fullmatch(plain)
    if clock:
        return _of_clock(clock)
    spoken = _SPOKEN.fullmatch(plain)
    if spoken and any(spoken.groups()):
        total = int(spoken[1] or 0) * 3600 + int(spoken[2] or 0) * 60 + float(spoken[3] or 0)
        return _checked(round(total * 1000))
    try:
        return _of_number(float(plain), unit)
    except ValueError:
        return _NO_DURATION


_NO_DURATION = Value(doubt=N_("“{value}” is no duration; not taken"))


def _of_clock(clock: re.Match[str]) -> Value:
    hours, minutes, seconds = int(clock[1] or 0), int(clock[2]), int(clock[3])
    if seconds > 59 or (clock[1] and minutes > 59):
        return _NO_DURATION
    total = ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(
        (clock[4] or "").ljust(3, "0") or 0
    )
    return Value(total) if total else _NO_DURATION


def _of_time(cell: Cell) -> Value:
    """A spreadsheet makes 1:32 (a minute and a half) a time of day: 01:32:00."""
    moment = cell.date
    if not isinstance(moment, dt.time):
        return _NO_DURATION
    total = ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1000
    total += moment.microsecond // 1000
    if moment.hour and not moment.second and "s" not in cell.format.casefold():
        doubt = N_("{value} is taken for minutes and seconds, not hours and minutes")
        return Value(total // 60, doubt)
    return _checked(total)


def _checked(total: int) -> Value:
    if not total:
        return _NO_DURATION
    doubt = N_("{value}: an episode of an hour or more?") if total >= 3_600_000 else ""
    return Value(total, doubt)


def _of_number(number: float, unit: str) -> Value:
    scale = {"s": 1000, "min": 60_000, "ms": 1}.get(unit)
    if scale is None:
        return Value(doubt=N_("{value}: seconds or minutes? Not taken"))
    total = round(number * scale)
    return _checked(total) if 0 < total < 100 * 3_600_000 else _NO_DURATION


def date_in(cell: Cell) -> Value:
    """A day."""
    if isinstance(cell.date, dt.datetime):
        return Value(cell.date.date())
    plain = unicodedata.normalize("NFKC", shown(cell)).strip()
    found = re.fullmatch(
        r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", plain, re.ASCII
    )
    try:
        if found:
            return Value(dt.date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        pass
    return Value(doubt=N_("“{value}” is no date; not taken"))


def listed_in(text: str) -> tuple[str, ...]:
    """The items of a list in one cell, each once."""
    return tuple(dict.fromkeys(part.strip() for part in _BETWEEN.split(text) if part.strip()))


def people_in(text: str, role: str) -> tuple[Credit, ...]:
    """The people named in one cell; of a cast, with whom they play: `林夏（饰 苏晚）`."""
    people = []
    for item in listed_in(text):
        match = None
        if role in ("cast", "voice-cast"):
            match = _PLAYS.match(item) or _BRACKETED.match(item)
        if match:
            name, character = match["name"].strip(), match["character"].strip()
            people.append(Credit(role=role, name=name, character=character))
        else:
            people.append(Credit(role=role, name=item))
    return tuple(people)
