"""The product's own words: gettext catalogs, bound to the user's language.

The library has no side effects: nothing is bound until somebody asks for a translation, and
only the command calls `bind_command_line`, so that click speaks the same language.
"""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goglobal.errors import Argument

DOMAIN = "goglobal"
VOCABULARY = "vocabulary"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "extract, translate later"
    """Mark `message` for extraction and return it untouched."""
    return message


_REASONS = frozenset(
    {
        N_("Permission denied"),
        N_("Operation not permitted"),
        N_("No such file or directory"),
        N_("Not a directory"),
        N_("Is a directory"),
        N_("File exists"),
        N_("File too large"),
        N_("File name too long"),
        N_("Too many levels of symbolic links"),
        N_("Too many open files"),
        N_("No space left on device"),
        N_("Disk quota exceeded"),
        N_("Read-only file system"),
        N_("Input/output error"),
        N_("unexpected end of data"),
        N_("',' expected after '\"'"),
        N_("field larger than field limit (131072)"),
    }
)
"""What the C library and `csv` say, word for word."""


def locale_directory() -> Path:
    """The folder with `<locale>/LC_MESSAGES/*.mo`: in the package, made by the build."""
    return Path(__file__).parent / "locales"


def user_languages(environ: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The gettext locale names that the user asks for, most wanted first (`zh_CN`, `en`)."""
    values = os.environ if environ is None else environ
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if values.get(name):
            return tuple(_locale_name(part) for part in values[name].split(":") if part)
    return ()


def _locale_name(value: str) -> str:
    name = value.split(".", maxsplit=1)[0].split("@", maxsplit=1)[0].replace("-", "_")
    if name.lower() in {"zh", "zh_hans", "zh_hans_cn", "zh_sg"}:
        return "zh_CN"
    return name


@lru_cache(maxsize=64)
def catalog(domain: str, languages: tuple[str, ...]) -> _gettext.NullTranslations:
    """The compiled catalog of `domain` for the first of `languages` that there is."""
    wanted: list[str] = []
    for language in languages:
        if language in {"en", "C", "POSIX"} or language.startswith("en_"):
            break
        wanted.append(language)
    if not wanted:
        return _gettext.NullTranslations()
    return _gettext.translation(
        domain, localedir=str(locale_directory()), languages=wanted, fallback=True
    )


def gettext(message: str) -> str:
    """`message` in the user's language."""
    return catalog(DOMAIN, user_languages()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a message for `count` things, in the user's language."""
    return catalog(DOMAIN, user_languages()).ngettext(singular, plural, count)


def localise(message: str, arguments: Mapping[str, Argument]) -> str:
    """A message id with its arguments, in the user's language.

    `{reason}` is what the system or a library said: where that is one of `_REASONS`, in the user's
    language too.
    """
    from goglobal.errors import fill  # not above: `goglobal --help` needs no value types

    reason = arguments.get("reason")
    if reason in _REASONS:
        arguments = {**arguments, "reason": gettext(str(reason))}
    return fill(gettext(message), arguments)


def bind_command_line() -> None:
    """Bind gettext's default domain, which click reads; call it before click is imported."""
    languages = user_languages()
    if languages:
        os.environ["LANGUAGE"] = ":".join(languages)
    _gettext.bindtextdomain(DOMAIN, str(locale_directory()))
    _gettext.textdomain(DOMAIN)
