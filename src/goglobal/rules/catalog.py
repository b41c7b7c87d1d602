"""CAT: each language's catalog against the texts of the series as they are now."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameters, rule
from goglobal.rules.fields import (
    CREDITS,
    at_entry,
    catalog_path,
    delivered_texts,
    field_of,
    wanted_texts,
)
from goglobal.rules.reports import retold
from goglobal.rules.sameness import bare_field, close, stays
from goglobal.rules.scripts import letters, written_with
from goglobal.rules.subjects import CatalogSubject, SeriesSubject

_PO = 'msgctxt "series/title"\nmsgid "外滩月色"\n'
_GOOD = _PO + 'msgstr "Moonlit Bund"'

_PLACEHOLDER = re.compile(
    r"\{[A-Za-z_][A-Za-z0-9_]*\}|\{\d*\}|%\([A-Za-z_]+\)[sd]|%\d{1,2}\$[sd]"
    r"|(?<![\d%])%[sd](?![A-Za-z])"
)


@rule(
    "CAT001",
    "untranslated",
    Severity.ERROR,
    "catalog",
    summary=N_("A text that is delivered has no translation."),
    reason=N_(
        "The source text is never sent in a translation's place, so the platform would get no text "
        "at all. A missing credit is a warning: it is left out."
    ),
    fails=_PO + 'msgstr ""',
    passes=_GOOD,
)
def untranslated(subject: CatalogSubject, _: Parameters) -> Iterator[Found]:
    series, language, catalog = subject.series, subject.language, subject.catalog
    wanted = wanted_texts(subject)
    if language == series.source_language or not wanted:
        return
    if catalog is None:
        path = catalog_path(series, language)
        yield Found(
            message=N_("{language} has no catalog: one text is not translated")
            if len(wanted) == 1
            else N_("{language} has no catalog: {count} texts are not translated"),
            arguments={"language": language, "count": len(wanted), "path": path},
            help=N_("have {path} translated, or take the language out of the target"),
            path=path,
        )
        return
    absent: dict[Severity, list[str]] = {}
    for key in wanted:
        severity = Severity.WARNING if field_of(key) == CREDITS else Severity.ERROR
        entry = catalog.entries.get(key)
        if entry is None:
            if key in catalog.unread:
                continue  # CAT005 tells of it
            absent.setdefault(severity, []).append(key)
        elif not entry.text.strip():
            yield at_entry(
                subject,
                key,
                N_("“{key}” is not translated"),
                {},
                help=N_("translate the entry"),
                severity=severity,
            )
    for severity, keys in absent.items():
        yield Found(
            message=N_("“{key}” is not in the catalog")
            if len(keys) == 1
            else N_("{count} texts are not in the catalog, the first of them “{key}”"),
            arguments={"count": len(keys), "key": keys[0]},
            help=N_("add the entries to the catalog and have them translated"),
            severity=severity,
            path=catalog.path,
        )


@rule(
    "CAT002",
    "fuzzy",
    Severity.ERROR,
    "catalog",
    summary=N_("A translation is marked as fuzzy: nobody has confirmed it."),
    reason=N_(
        "A fuzzy entry is a guess, by a tool or from an older text. It is not delivered, so the "
        "platform would get no text at all. A fuzzy credit is a warning: it is left out."
    ),
    fails="#, fuzzy\n" + _GOOD,
    passes=_GOOD,
)
def fuzzy(subject: CatalogSubject, _: Parameters) -> Iterator[Found]:
    if subject.catalog is None:
        return
    for key in wanted_texts(subject):
        entry = subject.catalog.entries.get(key)
        if entry is not None and entry.fuzzy and entry.text.strip():
            yield at_entry(
                subject,
                key,
                N_("the translation of “{key}” is marked as fuzzy"),
                {},
                help=N_("check the translation and take the fuzzy mark away"),
                excerpt=entry.text,
                severity=Severity.WARNING if field_of(key) == CREDITS else None,
            )


@rule(
    "CAT003",
    "stale",
    Severity.WARNING,
    "catalog",
    summary=N_("The source text has changed since it was translated."),
    reason=N_(
        "The translation may still be right (a comma was mended) or say something else by now: "
        "only a person can tell."
    ),
    fails='msgctxt "series/title"\nmsgid "外滩"\nmsgstr "The Bund"',
    passes=_GOOD,
)
def stale(subject: CatalogSubject, _: Parameters) -> Iterator[Found]:
    for text in delivered_texts(subject):
        if text.entry is None or text.entry.source == text.source:
            continue
        if _plain(text.entry.source) != _plain(text.source):
            yield at_entry(
                subject,
                text.key,
                N_("“{key}” was translated from “{before}”; the source now says “{now}”"),
                {"before": _short(text.entry.source), "now": _short(text.source)},
                help=N_("compare the translation with the new text and update the entry"),
                excerpt=text.text,
            )


@rule(
    "CAT004",
    "placeholder-mismatch",
    Severity.ERROR,
    "catalog",
    summary=N_("A translation lacks a placeholder of the source text, or has another one."),
    reason=N_("A placeholder is filled in by the platform; a changed one is shown to viewers."),
    fails='msgid "{number} 集"\nmsgstr "{numero} episodios"',
    passes='msgid "{number} 集"\nmsgstr "{number} episodios"',
)
def placeholder_mismatch(subject: CatalogSubject, _: Parameters) -> Iterator[Found]:
    for text in delivered_texts(subject):
        if text.entry is None:
            continue
        both = text.source + text.text
        if "{" not in both and "%" not in both:
            continue
        wanted = Counter(_PLACEHOLDER.findall(text.source))
        given = Counter(_PLACEHOLDER.findall(text.text))
        if wanted == given:
            continue
        strange = next(iter(given - wanted), None)
        lost = ", ".join((wanted - given).elements()) or "–"
        start = text.text.find(strange) if strange else -1
        yield at_entry(
            subject,
            text.key,
            N_("placeholders differ from the source: {lost} missing, {strange} added"),
            {"lost": lost, "strange": ", ".join((given - wanted).elements()) or "–"},
            help=N_("copy the placeholders from the source text letter by letter"),
            excerpt=text.text,
            span=(start, start + len(strange)) if strange and start >= 0 else None,
        )


@rule(
    "CAT005",
    "syntax",
    Severity.ERROR,
    "series",
    summary=N_("A catalog cannot be read, or a part of it cannot."),
    reason=N_("What cannot be read is not delivered; gettext's own tools stop at the same place."),
    fails='msgctxt "series/title"\nmsgid "外滩月色\nmsgstr "Moonlit Bund"',
    passes=_GOOD,
    by_target=False,
)
def syntax(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    yield from retold(subject, "CAT005", help=N_("mend the catalog at that line"))


@rule(
    "CAT006",
    "same-as-source",
    Severity.WARNING,
    "catalog",
    summary=N_("A translation is the same as the source text."),
    reason=N_(
        "Usually the entry was copied and forgotten. Names stay the same for good reasons, so "
        "credits are left out, as are brands, cries, numbers, the two ways to write Chinese, and "
        "languages as near as Indonesian and Malay."
    ),
    fails=_PO + 'msgstr "外滩月色"',
    passes=_GOOD,
)
def same_as_source(subject: CatalogSubject, _: Parameters) -> Iterator[Found]:
    from goglobal.languages import script

    source_language = subject.series.source_language
    if close(subject.language, source_language):
        return
    own = written_with(script(subject.language))
    foreign = written_with(script(source_language))
    for text in delivered_texts(subject):
        if text.field == CREDITS or bare_field(text.text) != bare_field(text.source):
            continue
        used = letters(text.text)
        if not used or stays(text.text) or _is_name(subject, text.source):
            continue
        if set(used).isdisjoint(foreign) and used.total() < 12:
            continue  # a brand or an abbreviation that is foreign in the source as well: “OK”
        if set(used) <= own and len(text.text.split()) < 3 and used.total() < 12:
            continue  # a short title that two languages may share: “Boss”, “上海”
        yield at_entry(
            subject,
            text.key,
            N_("the translation of “{key}” is the source text"),
            {},
            help=N_("translate the entry; add a name that stays as it is to the glossary"),
            excerpt=text.text,
        )


def _is_name(subject: CatalogSubject, text: str) -> bool:
    plain = _plain(text)
    return any(
        plain == _plain(term.term) and plain in term.renderings.get(subject.language, (plain,))
        for term in subject.series.glossary
    )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _short(text: str, longest: int = 60) -> str:
    plain = _plain(text)
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


RULES = (
    untranslated,
    fuzzy,
    stale,
    placeholder_mismatch,
    syntax,
    same_as_source,
)
