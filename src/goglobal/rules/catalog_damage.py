"""CAT008 and CAT009: what translators' tools and language models leave in a catalog's texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameters, rule
from goglobal.rules.fields import CREDITS, Text, at_entry, delivered_texts
from goglobal.rules.sameness import bare_field, close
from goglobal.rules.scripts import letters
from goglobal.rules.subjects import CatalogSubject

_PO = 'msgctxt "series/tagline"\nmsgid "月光照旧账。"\n'
_ESCAPE = re.compile(r"\\(?:[nrt\"']|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[0-3][0-7]{2})")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{2,6}|#x[0-9A-Fa-f]{2,6});")
_QUOTES = (
    ("“", "”"),
    ('"', '"'),
    ("„", "“"),
    ("«", "»"),
    ("‘", "’"),
    ("'", "'"),
    ("「", "」"),
    ("『", "』"),
)
_OPENING = frozenset("“\"„«‘'「『《〈")
_BRACKETED = re.compile(r"[(（\[【〔《][^()（）\[\]【】〔〕《》]*[)）\]】〕》]")
_SHORTEST_HALF = 10
"""Letters of a text that stands twice: a cry or a name may (“Bye-bye”)."""


class _Damage(NamedTuple):
    """One thing that is wrong with a text: the message, what is meant, where it is."""

    message: str
    help: str
    found: str
    span: tuple[int, int]


@rule(
    "CAT008",
    "damaged-text",
    Severity.WARNING,
    "catalog",
    summary=N_("A translation looks as if a program had damaged it."),
    reason=N_(
        "Spreadsheets, converters and copying leave white space at the ends, `\\n` as two "
        "characters, `&amp;` and quotation marks around a text, or put it there twice, or behind "
        "the source text. The platform shows all of that to viewers."
    ),
    fails=_PO + 'msgstr "Moonlight &amp; old debts."',
    passes=_PO + 'msgstr "Moonlight & old debts."',
)
def damaged_text(subject: CatalogSubject, _: Parameters) -> Iterator[Found]:
    source_language = subject.series.source_language
    if subject.language == source_language:
        return
    related = close(subject.language, source_language)
    for text in delivered_texts(subject):
        for look in _LOOKS:
            damage = None if related and look is _both_languages else look(text)
            if damage is None:
                continue
            yield at_entry(
                subject,
                text.key,
                damage.message,
                {"found": damage.found},
                help=damage.help,
                excerpt=text.text,
                span=damage.span,
            )
            break


def _white_space(text: Text) -> _Damage | None:
    inner = text.text.strip()
    if inner == text.text or text.source.strip() != text.source:
        return None
    begin = len(text.text) - len(text.text.lstrip())
    span = (0, begin) if begin else (len(inner), len(text.text))
    return _Damage(
        N_("“{key}” begins or ends with white space"), N_("take the white space away"), "", span
    )


def _escape(text: Text) -> _Damage | None:
    found = _ESCAPE.search(text.text)
    if found is None or "\\" in text.source:
        return None
    return _Damage(
        N_("“{key}” has `{found}` as two characters, where one was meant"),
        N_("put a line break or the mark itself there, or nothing"),
        found[0],
        found.span(),
    )


def _entity(text: Text) -> _Damage | None:
    found = _ENTITY.search(text.text)
    if found is None or _ENTITY.search(text.source):
        return None
    return _Damage(
        N_("“{key}” has the HTML code `{found}`"),
        N_("write the character itself"),
        found[0],
        found.span(),
    )


def _quoted(text: Text) -> _Damage | None:
    whole, source = text.text, text.source
    if len(whole) < 3 or source[:1] in _OPENING:
        return None
    for opening, closing in _QUOTES:
        inner = whole[1:-1]
        around = whole.startswith(opening) and whole.endswith(closing)
        if around and opening not in inner and closing not in inner:
            return _Damage(
                N_("“{key}” stands in quotation marks, which the source text does not"),
                N_("take the quotation marks away, unless they belong to the text"),
                opening,
                (0, 1),
            )
    return None


def _twice(text: Text) -> _Damage | None:
    whole = " ".join(text.text.split())
    half = _half(whole)
    if half is None or _half(" ".join(text.source.split())) is not None:
        return None
    at = text.text.find(half[:1], len(half))
    return _Damage(
        N_("“{key}” holds the same text twice"),
        N_("keep one of the two"),
        half,
        (at, len(text.text)) if at >= 0 else (0, len(text.text)),
    )


def _half(text: str) -> str | None:
    """The text that stands twice in `text`, with a mark or white space between at most."""
    for between in range(4):
        size, odd = divmod(len(text) - between, 2)
        if odd or size < 1:
            continue
        first, last = text[:size], text[size + between :]
        gap = text[size : size + between]
        if first == last and not any(c.isalnum() for c in gap):
            return first if _is_long(first) else None
    return None


def _is_long(text: str) -> bool:
    used = letters(text)
    dense = used["Hani"] + used["Kana"] + used["Hang"]
    return used.total() + 2 * dense >= _SHORTEST_HALF


def _both_languages(text: Text) -> _Damage | None:
    if text.field == CREDITS:
        return None
    source = bare_field(text.source)
    whole = _BRACKETED.sub(" ", text.text) if text.field.endswith("/title") else text.text
    if source not in bare_field(whole) or not _is_long(text.source):
        return None
    if len(bare_field(whole)) - len(source) < max(3, len(source) // 4):
        return None
    at = max(0, text.text.find(text.source.strip()))
    return _Damage(
        N_("“{key}” holds the source text as well as its translation"),
        N_("take the source text out"),
        "",
        (at, at + len(text.source.strip())),
    )


_LOOKS: tuple[Callable[[Text], _Damage | None], ...] = (
    _white_space,
    _escape,
    _entity,
    _twice,
    _both_languages,
    _quoted,
)


@rule(
    "CAT009",
    "residue-in-catalog",
    Severity.ERROR,
    "catalog",
    summary=N_("A translation holds what was never meant for viewers."),
    reason=N_(
        "A language model's preamble, a translator's note or a placeholder goes out as the "
        "series' title or synopsis. What somebody in a drama might say is a warning."
    ),
    fails=_PO + 'msgstr "Sure! Here is the translation: Moonlight on old debts."',
    passes=_PO + 'msgstr "Moonlight on old debts."',
)
def residue_in_catalog(subject: CatalogSubject, _: Parameters) -> Iterator[Found]:
    from goglobal.rules.residues import possible
    from goglobal.rules.signs import signs_in

    if subject.language == subject.series.source_language:
        return
    texts = delivered_texts(subject)
    whole = "\n".join([text.text for text in texts])
    if not possible(f" {whole.lower()} ".replace("\n", " "), signs_in(whole, subject.language)):
        return
    for text in texts:
        words = f" {text.text.lower()} ".replace("\n", " ")
        for residue in possible(words, signs_in(text.text, subject.language)):
            found = residue.pattern.search(text.text)
            if found is None or residue.pattern.search(text.source):
                continue
            yield at_entry(
                subject,
                text.key,
                N_("“{key}” holds “{found}”, which looks like a note or a model's answer"),
                {"found": " ".join(found[0].split())[:60]},
                help=N_("take out what is not the translation"),
                excerpt=text.text,
                span=found.span(),
                severity=None if residue.certain else Severity.WARNING,
            )
            break


RULES = (damaged_text, residue_in_catalog)
