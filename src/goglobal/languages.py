"""Language tags: one canonical BCP 47 form for every spelling, and what follows from a tag.

The languages that series are commonly delivered in stand in a table here, so that a usual run
imports neither langcodes nor Babel; every other tag goes through both.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

LONGEST_TAG = 35
"""Characters; RFC 5646 (section 4.4.1, September 2009) asks for room for at least 35."""

_SCRIPTS = {
    "Latn": (
        "en en-US en-GB es es-419 es-ES es-MX pt pt-BR pt-PT fr fr-FR fr-CA de it nl pl tr cs ro "
        "hu sv da nb no fi vi id ms fil"
    ),
    "Cyrl": "ru uk",
    "Grek": "el",
    "Thai": "th",
    "Jpan": "ja",
    "Kore": "ko",
    "Hans": "zh zh-Hans",
    "Hant": "zh-Hant",
    "Arab": "ar fa ur",
    "Hebr": "he",
    "Deva": "hi",
    "Beng": "bn",
    "Taml": "ta",
    "Telu": "te",
    "Khmr": "km",
    "Laoo": "lo",
    "Mymr": "my",
}
_COMMON = {tag: script for script, tags in _SCRIPTS.items() for tag in tags.split()}
_SPELLINGS = {tag.lower(): tag for tag in _COMMON} | {
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-hans-cn": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
    "zh-hant-tw": "zh-Hant",
    "zh-chs": "zh-Hans",  # what Windows called them before it knew script subtags
    "zh-cht": "zh-Hant",
    "iw": "he",
    "in": "id",
    "tl": "fil",
    "es-la": "es-419",  # a common slip for Latin America; the registry's LA is Laos
}
_RTL = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"})
_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis", "art", "root"})
_UNNAMED = frozenset({"apc", "acm", "afb", "ayl", "hyw"})
"""Languages of dubs and subtitles that CLDR 47 has no English name of: Levantine, Mesopotamian,
Gulf and Libyan Arabic, Western Armenian."""
_UNKNOWN = frozenset({"Zzzz", "Zyyy", "Zinh", "ZZ"})
"""Script and region subtags that say nothing; CLDR drops them too."""
_HAN_REGIONS = frozenset({"CN", "SG", "MY", "TW", "HK", "MO"})
"""They tell the script of a `zh` that names none, and are dropped then."""
_LOCALES = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW"}
_POSIX = re.compile(r"([A-Za-z_-]+)(?:\.([A-Za-z0-9-]{1,16}))?(?:@([A-Za-z]{1,12}))?")
_CODESETS = re.compile(
    r"utf8|iso8859\d{1,2}|cp\d{3,4}|gbk?|gb2312|gb18030|big5(?:hkscs)?|euc\w{2}|sjis"
)
_MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva", "arabic": "Arab"}
_DEPRECATED = frozenset({"iw", "in", "ji", "jw", "mo", "sh"})
_OLD_REGIONS = frozenset({"bu", "cs", "dd", "fx", "su", "tp", "yd", "yu", "zr"})
_OLD_TAGS = frozenset(
    {"art-lojban", "cel-gaulish", "en-gb-oed", "no-bok", "no-nyn"}
    | {"zh-cmn", "zh-cmn-hans", "zh-cmn-hant", "zh-gan", "zh-guoyu", "zh-hakka", "zh-min"}
    | {"zh-min-nan", "zh-wuu", "zh-xiang", "zh-yue"}
)
"""Deprecated in IANA's Language Subtag Registry (2025-08-25), as the two sets before it."""
_COUNTRIES = {
    "kr": "ko",  # Kanuri
    "tw": "zh-Hant",  # Twi
    "br": "pt-BR",  # Breton
    "la": "es-419",  # Latin
    "se": "sv",  # Northern Sami
    "sa": "ar",  # Sanskrit
    "ae": "ar",  # Avestan
    "ee": "et",  # Ewe
}
"""Codes of countries that folders are named by, each the tag of a language that hardly anybody
delivers in, and the language that is meant."""


@lru_cache(maxsize=1024)
def canonical(tag: str) -> str:
    """The canonical BCP 47 form of a language tag, however it is spelled.

    `zh_CN` gives `zh-Hans`, `pt_br` gives `pt-BR`, `iw` gives `he`; a bare `zh` stays, for it
    does not say which script. What POSIX adds is understood (`zh_CN.UTF-8`, `sr_RS@latin`).
    Macrolanguages stay (`ar`, `ms`, `no`), and the languages that are meant by them become them
    (`arb`, `zsm`, `cmn`), as CLDR has it. Raises ValueError for what is no tag of a known language,
    `x-…` alone included.
    """
    if tag in _COMMON:
        return tag
    found = _SPELLINGS.get(tag.replace("_", "-").lower())
    if found:
        return found
    plain = _without_posix(tag)
    return _looked_up(tag) if plain == tag else canonical(plain)


def _looked_up(tag: str) -> str:
    refused = ValueError(f"not the language tag of a known language: {tag[:LONGEST_TAG]!r}")
    if len(tag) > LONGEST_TAG or tag.lower() == "i-default":
        raise refused
    import langcodes
    from babel import Locale
    from babel.core import get_global

    try:
        parsed = langcodes.Language.get(langcodes.standardize_tag(tag))
    except ValueError:
        raise refused from None
    language = parsed.language or ""
    language = str(get_global("language_aliases").get(language, language)).split("_", 1)[0]
    known = language in _UNNAMED or language in Locale("en").languages
    if language in _NO_LANGUAGE or not known or not parsed.is_valid():
        raise refused
    script, region = (
        None if part in _UNKNOWN else part for part in (parsed.script, parsed.territory)
    )
    if language == "zh" and region:
        likely = str(get_global("likely_subtags").get(f"zh_{region}", "zh_Hans"))
        expected = likely.split("_")[1]
        dropped = _HAN_REGIONS if script is None else _HAN_REGIONS - {"HK", "MO"}
        if script in (None, expected) and region in dropped:
            script, region = expected, None
    parts = [language, script, region, *(parsed.variants or ())]
    rest = [*(parsed.extensions or ()), *([parsed.private] if parsed.private else [])]
    result = "-".join(part for part in (*parts, *rest) if part)
    return _SPELLINGS.get(result.lower(), result)


def _without_posix(tag: str) -> str:
    """A POSIX locale name as a tag: `sr_RS.UTF-8@latin` gives `sr-Latn-RS`.

    As it is where it names no codeset or script that anybody knows.
    """
    found = _POSIX.fullmatch(tag)
    if found is None or not (found[2] or found[3]):
        return tag
    codeset = (found[2] or "utf8").lower().replace("-", "")
    modifier = (found[3] or "").lower()
    language, *rest = re.split("[_-]", found[1])
    if not _CODESETS.fullmatch(codeset) or modifier not in {*_MODIFIERS, "euro", "valencia", ""}:
        return tag
    if modifier in _MODIFIERS:
        rest.insert(0, _MODIFIERS[modifier])
    elif modifier == "valencia":
        rest.append(modifier)
    return "-".join((language, *rest))


def is_deprecated(written: str) -> bool:
    """Whether a tag, as somebody wrote it, has been replaced by another one (`iw`, `zh-min-nan`,
    `sr-YU`); a tag that is only spelled differently (`pt_br`, `tha`) has not."""
    folded = written.replace("_", "-").lower()
    language, *rest = folded.split("-")
    return (
        language in _DEPRECATED
        or folded in _OLD_TAGS
        or folded.startswith(("i-", "sgn-"))
        or not _OLD_REGIONS.isdisjoint(rest[:2])
    )


def probably_meant(written: str) -> str | None:
    """The tag that was probably meant by a code of a country, `kr` or `tw`, that happens to be
    the tag of another language; None for all else."""
    return _COUNTRIES.get(written.strip().lower())


@lru_cache(maxsize=1024)
def script(tag: str) -> str:
    """The ISO 15924 script that a language is written in: `Hans`, `Latn`, `Thai`, `Arab` …

    The tag's own script subtag leads; else the likely one by CLDR; `Zzzz` where nobody knows.
    """
    if tag in _COMMON:
        return _COMMON[tag]
    parts = tag.split("-")
    for part in parts[1:]:
        if len(part) == 1:
            break
        if len(part) == 4 and part.isalpha():
            return part.title()
    from babel.core import get_global

    likely = get_global("likely_subtags")
    for name in ("_".join(parts[:2]), parts[0]):
        if name in likely:
            return str(likely[name]).split("_")[1]
    return "Zzzz"


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """The direction in which a language's script runs."""
    return "rtl" if script(tag) in _RTL else "ltr"


def to_locale(tag: str) -> str:
    """The gettext name of a tag: `zh-Hans` gives `zh_CN`, `es-419` gives `es_419`."""
    return _LOCALES.get(tag, tag.replace("-", "_"))


def display_name(tag: str, in_language: str = "en") -> str:
    """The name of a language for people, in another language; the tag where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(in_language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    parts = tag.split("-")
    whole = locale.languages.get("_".join(parts))
    if whole:
        return str(whole)
    name = locale.languages.get(parts[0])
    if not name:
        return tag
    details = [
        str(locale.scripts.get(part) or locale.territories.get(part) or part) for part in parts[1:]
    ]
    return f"{name} ({', '.join(details)})" if details else str(name)


def guess(name: str) -> str | None:
    """The tag that a folder or column name like `english`, `泰语` or `jp` probably means."""
    from goglobal.suggestions import nearest

    names = _names()
    folded = name.strip().casefold()
    close = folded if folded in names else nearest(folded, names)
    return names[close] if close else None


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """What people call the common languages: in English, in Chinese, in the language itself, and
    by the codes of countries."""
    names = {"cn": "zh-Hans", "jp": "ja", "vn": "vi", "gr": "el", "ua": "uk", "dk": "da"}
    for tag in _COMMON:
        for language in ("en", "zh-Hans", tag):
            names.setdefault(display_name(tag, language).casefold(), tag)
    return names
