"""What a text may have been before a spreadsheet program changed it: candidates, never a choice.

A choice is made where a digest proves a candidate, in `spreadsheet_damage`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import re
from collections.abc import Callable, Iterator
from itertools import product

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_STRAIGHT = str.maketrans("“”„‟«»‘’‚‛", '""""""\'\'\'\'')
_UNDONE: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("quotes", lambda text: text.translate(_STRAIGHT)),
    ("dashes", lambda text: text.replace("—", "--")),
    ("dashes", lambda text: text.replace("–", "--")),
    ("dashes", lambda text: text.replace("–", "-").replace("—", "-")),
    ("ellipsis", lambda text: text.replace("…", "...")),
    ("signs", lambda text: text.replace("©", "(c)").replace("®", "(r)").replace("™", "(tm)")),
    ("signs", lambda text: text.replace("©", "(C)").replace("®", "(R)").replace("™", "(TM)")),
    ("fractions", lambda text: text.replace("½", "1/2").replace("¼", "1/4").replace("¾", "3/4")),
    ("no-break-spaces", lambda text: text.replace("\u00a0", " ")),
    ("arrows", lambda text: text.replace("→", "-->").replace("à", "-->")),
    ("literal-breaks", lambda text: text.replace("\\r\\n", "\n").replace("\\n", "\n")),
    ("capital", lambda text: text[:1].lower() + text[1:]),
    ("apostrophe", lambda text: text.removeprefix("'")),
)
"""What auto-correction and the way through CSV do, by name, each undone."""
TECHNICAL = frozenset(("literal-breaks", "apostrophe", "trimmed"))
"""Those that nobody means; the others a person may have wanted."""
_MOST_TRIES = 600


def before_correction(text: str, source: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every text that auto-correction may have made `text` of, with what was undone.

    Spaces around it are those of the source text, where the program may have trimmed them.
    """
    steps = [(name, undo) for name, undo in _UNDONE if undo(text) != text]
    lead = source[: len(source) - len(source.lstrip())]
    trail = source[len(source.rstrip()) :]
    around = [("", ""), (lead, trail)] if lead or trail else [("", "")]
    tries = 0
    for before, after in around:
        for chosen in product((False, True), repeat=len(steps)):
            if tries >= _MOST_TRIES:
                return
            tries += 1
            result = text
            names = []
            for wanted, (name, undo) in zip(chosen, steps, strict=True):
                if wanted:
                    result = undo(result)
                    names.append(name)
            if before or after:
                result, names = before + result.strip() + after, [*names, "trimmed"]
            if names:
                yield result, tuple(dict.fromkeys(names))


def corrections_in(text: str, source: str) -> tuple[str, ...]:
    """What looks like auto-correction: the source text has the plain signs, `text` has others."""
    found = []
    pairs = (
        ("quotes", "\"'", "“”„‟‘’‚‛"),
        ("ellipsis", ("...",), "…"),
        ("dashes", ("--",), "—–"),
        ("signs", ("(c)", "(r)", "(tm)", "(C)", "(R)", "(TM)"), "©®™"),
    )
    for name, plain, made in pairs:
        if (
            any(sign in source for sign in plain)
            and not any(sign in source for sign in made)
            and any(sign in text for sign in made)
            and not any(sign in text for sign in plain)
        ):
            found.append(name)
    return tuple(found)


def spellings_of_date(moment: dt.datetime | dt.time) -> Iterator[str]:
    """What somebody may have typed that became this date or time."""
    hour, minute, second = moment.hour, moment.minute, moment.second
    if isinstance(moment, dt.time) or hour or minute or second:
        yield from (f"{hour}:{minute:02}", f"{hour:02}:{minute:02}")
        yield from (f"{hour}:{minute:02}:{second:02}", f"{hour:02}:{minute:02}:{second:02}")
        if isinstance(moment, dt.time):
            return
    year, month, day = moment.year, moment.month, moment.day
    short = _MONTHS[month - 1][:3]
    for mark in "-/.":
        for first, last in ((month, day), (day, month)):
            yield f"{first}{mark}{last}"
            yield f"{first:02}{mark}{last:02}"
            yield f"{first}{mark}{last}."
            yield f"{first}{mark}{last}{mark}{year}"
            yield f"{first:02}{mark}{last:02}{mark}{year}"
            yield f"{first}{mark}{last}{mark}{year % 100:02}"
        yield f"{year}{mark}{month}{mark}{day}"
        yield f"{year}{mark}{month:02}{mark}{day:02}"
        if day == 1:
            yield from (f"{month}{mark}{year}", f"{year}{mark}{month}", f"{month:02}{mark}{year}")
            yield from (f"{month}{mark}{year % 100}", f"{month}{mark}{year % 100:02}")
    yield from (f"{month}月{day}日", f"{year}年{month}月{day}日")
    for name in (_MONTHS[month - 1], short, short.lower(), short.upper()):
        for mark in (" ", "-", ""):
            yield from (f"{name}{mark}{day}", f"{day}{mark}{name}")
            if day == 1:
                yield from (f"{name}{mark}{year % 100:02}", f"{name}{mark}{year}")
        yield from (f"{name} {day}, {year}", f"{day} {name} {year}", f"{name} {year}")


def dates_shown(text: str) -> Iterator[dt.datetime]:
    """The dates that a cell may hold that shows (and is saved to CSV) as this text."""
    text = text.strip()
    if found := re.fullmatch(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})", text, re.ASCII):
        first, middle, last = (int(part) for part in found.groups())
        parts = [(first, middle, last), (last, first, middle), (last, middle, first)]
    elif found := re.fullmatch(r"(\d{1,2})-([A-Z][a-z]{2})(?:-(\d{2,4}))?", text, re.ASCII):
        parts = [(int(found[3] or 2000), _month(found[2]), int(found[1]))]
    elif found := re.fullmatch(r"([A-Z][a-z]{2})-(\d{2})", text, re.ASCII):
        parts = [(int(found[2]), _month(found[1]), 1)]
    elif found := re.fullmatch(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日", text, re.ASCII):
        parts = [(int(found[1] or 2000), int(found[2]), int(found[3]))]
    else:
        return
    for year, month, day in parts:
        with contextlib.suppress(ValueError):
            whole = year + 2000 if year < 100 else year
            yield dt.datetime(whole, month, day)  # noqa: DTZ001 - a cell has no zone


def _month(short: str) -> int:
    return next((n for n, name in enumerate(_MONTHS, start=1) if name[:3] == short), 0)


def spellings_of_number(value: float) -> Iterator[str]:
    """What somebody may have typed that became this number."""
    if not math.isfinite(value):
        return
    if value == int(value) and abs(value) < 1e15:
        whole = int(value)
        yield str(whole)
        for width in range(2, 13):
            yield f"{whole:0{width}}"
        yield from (f"{whole}.0", f"{whole}.00", f"{whole},0", f"{whole:,}", f"+{whole}")
        yield f"{whole:,}".replace(",", ".")
        yield f"{whole:,}".replace(",", " ")
        yield from (f"{whole}.", f"${whole}", f"¥{whole}", f"{whole * 100}%", f"{whole * 100} %")
        trimmed = str(whole).rstrip("0")
        zeros = len(str(whole)) - len(trimmed)
        for power in range(1, zeros + 1):
            for sign in ("e", "E", "e+", "E+"):
                yield f"{str(whole)[:-power]}{sign}{power}"
        return
    short = f"{value:.15g}"
    yield from (short, short.replace(".", ","), f"{short}0", f"+{short}")
    hundred = f"{value * 100:.13g}"
    yield from (f"{hundred}%", f"{hundred} %", f"{hundred.replace('.', ',')} %")
    yield from _fractions(value)


def _fractions(value: float) -> Iterator[str]:
    whole = int(value)
    for below in range(2, 17):
        above = (value - whole) * below
        if abs(above - round(above)) < 1e-9 and round(above):
            yield f"{round(above) + whole * below}/{below}"
            if whole:
                yield f"{whole} {round(above)}/{below}"


def shown_number(value: float, format_: str) -> str:
    """The number as a cell would show it, for messages."""
    if "%" in format_:
        return f"{value * 100:.10g}%"
    if "E+" in format_.upper():
        return f"{value:.2E}"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"


def is_number(text: str) -> bool:
    """Whether a spreadsheet program would take the text for a number."""
    return bool(re.fullmatch(r"[+-]?\d[\d,. ]*(?:[eE][+-]?\d+)?\s*%?", text.strip(), re.ASCII))


def number_of(text: str) -> float | None:
    """The value of a text that is a plain number."""
    plain = text.strip().replace(",", "").replace(" ", "")
    share = plain.endswith("%")
    try:
        value = float(plain.removesuffix("%"))
    except ValueError:
        return None
    return value / 100 if share else value
