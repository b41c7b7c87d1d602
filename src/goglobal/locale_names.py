"""Names of languages and territories, dates, numbers and lists, as a language writes them.

They come from Babel's CLDR, which is imported when the first is asked for. What people read goes
through here; file names, JSON and keys keep tags, codes, ISO dates and plain digits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from goglobal import languages, messages

if TYPE_CHECKING:
    from babel import Locale


def interface_language() -> str:
    """The language that the product speaks to this user: that of its catalog, else `en`.

    Not what the user asked for, so that no French date stands in an English sentence.
    """
    spoken = messages.catalog(messages.DOMAIN, messages.user_languages())
    name = spoken.info().get("language", "")
    try:
        return languages.canonical(name) if name else "en"
    except ValueError:
        return "en"


def language_name(tag: str, in_language: str | None = None) -> str:
    """The name of a language: `th` is `Thai`, `泰语`; the tag itself where there is none.

    `in_language`: a tag; None: the user's.
    """
    return languages.display_name(tag, in_language or interface_language())


def with_name(tag: str, in_language: str | None = None) -> str:
    """A tag with the name of its language, `th (Thai)`; the tag alone where there is none."""
    name = language_name(tag, in_language)
    return tag if name == tag else f"{tag} ({name})"


def territory_name(code: str, in_language: str | None = None) -> str:
    """The name of a country or region, by ISO 3166 or UN M.49; the code where there is none."""
    return str(_locale(in_language).territories.get(code) or code)


def format_date(
    date: dt.date,
    in_language: str | None = None,
    *,
    length: Literal["short", "medium", "long", "full"] = "medium",
) -> str:
    """A date in words: `Nov 23, 2026`, `2026年11月23日`."""
    from babel.dates import format_date as formatted

    return formatted(date, length, locale=_locale(in_language))


def format_number(number: int | float, in_language: str | None = None) -> str:
    """A number with its groups and its decimal sign: `42,000`, in German `42.000`."""
    from babel.numbers import format_decimal

    return format_decimal(number, locale=_locale(in_language))


def enumerated(parts: Iterable[str], in_language: str | None = None) -> str:
    """Parts of a sentence as a list: `en, th, and vi`, `en、th和vi`; empty for none."""
    from babel.lists import format_list

    return format_list(list(parts), locale=_locale(in_language))


def _locale(in_language: str | None) -> Locale:
    return _of(in_language or interface_language())


@lru_cache(maxsize=64)
def _of(tag: str) -> Locale:
    """CLDR's locale of a tag, or of its language without what CLDR does not know; else English."""
    from babel import Locale, UnknownLocaleError

    parts = tag.split("-")
    for count in range(len(parts), 0, -1):
        try:
            return Locale.parse("_".join(parts[:count]))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
