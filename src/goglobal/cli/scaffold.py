"""The files of a new series folder: values in, texts out; comments in the user's language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from goglobal.cli import scaffold_sheet
from goglobal.cli.scaffold_sheet import comment as _comment
from goglobal.cli.scaffold_sheet import quoted as _quoted
from goglobal.messages import gettext

if TYPE_CHECKING:
    from goglobal.exchange.sheet_result import SheetSeries


class Beginning(NamedTuple):
    """What is known of a series when its folder is made."""

    id: str
    title: str
    source_language: str
    languages: tuple[str, ...]
    """The languages to translate into."""
    platform: str
    sheet: SheetSeries | None = None
    """What a spreadsheet said of the series."""


def files(beginning: Beginning) -> dict[str, str]:
    """Every file of the folder: path with `/`, and its text."""
    source = beginning.source_language
    result = {"series.toml": _series(beginning), "goglobal.toml": _targets(beginning)}
    if beginning.sheet is None:
        result[f"subtitles/{source}/ep001.srt"] = _sample(beginning)
    ignored = (".goglobal", "dist", "outbox", "receipts")
    result[".gitignore"] = "".join(f"{name}/\n" for name in ignored)
    for language in beginning.languages:
        result[f"locales/{language}.po"] = _catalog(beginning, language)
    return result


def _series(beginning: Beginning) -> str:
    if beginning.sheet is not None:
        return scaffold_sheet.series(beginning, beginning.sheet)
    lines = [
        *_comment(gettext("What this series is. All text here is in the source language.")),
        "[series]",
        *_comment(gettext("Small letters, digits and hyphens; it never changes afterwards.")),
        f"id = {_quoted(beginning.id)}",
        f"title = {_quoted(beginning.title)}",
        *_comment(gettext("What the series is about, in a few sentences; most platforms want it.")),
        'synopsis = ""',
        *_comment(gettext("The language in which the series was made, as a BCP 47 tag.")),
        f"source_language = {_quoted(beginning.source_language)}",
        "",
        *_comment(gettext("What follows is optional: take the sign away and fill it in.")),
        '# tagline = ""',
        '# genres = ["romance"]',
        '# keywords = [""]',
        "# release_date = 2026-03-01",
        '# countries = ["CN"]',
        '# production_company = ""',
        '# copyright = ""',
        *_comment(gettext("true where a machine made the pictures or the sound")),
        "# ai_generated = false",
        *_comment(gettext("“child” where it is made for children: they read more slowly")),
        '# audience = "adult"',
        '# frame = { width = 1080, height = 1920, rate = "25" }',
        "",
        *_comment(gettext("The registration of a series made in China.")),
        "# [series.registration]",
        '# kind = "distribution-licence"',
        '# number = ""',
        '# issuer = ""',
        "",
        *_comment(gettext("Who made it, one block for each; “character” for a cast member.")),
        "# [[series.credits]]",
        '# role = "director"',
        '# name = ""',
        "",
        *_comment(
            gettext(
                "The episodes. Without any block they are taken from the subtitle files of the\n"
                "source language; with them, titles and lengths can be told and checked."
            )
        ),
        "# [[episodes]]",
        "# number = 1",
        '# title = ""',
        '# duration = "00:01:32.500"',
    ]
    return "\n".join(lines) + "\n"


def _targets(beginning: Beginning) -> str:
    lines = [
        *_comment(
            gettext(
                "Whom we deliver to, one block for each. Passwords and keys do not belong here:\n"
                "they come from the AWS configuration of whoever delivers."
            )
        ),
        "[targets.demo]",
        *_comment(gettext("The platform's profile; “goglobal platforms” lists them.")),
        f"platform = {_quoted(beginning.platform)}",
        *_comment(gettext("A folder beside this file, or a bucket such as s3://bucket/prefix.")),
        'url = "file:outbox"',
        *_comment(gettext("Without this line, all languages that the series has.")),
        f"languages = {json.dumps([beginning.source_language, *beginning.languages])}",
        *_comment(gettext("Without this line, all episodes.")),
        '# episodes = "1-10"',
        *_comment(gettext("What an error holds back: episode, language or all.")),
        '# hold = "episode"',
    ]
    return "\n".join(lines) + "\n"


def _sample(beginning: Beginning) -> str:
    """Two cues in the source language, made of words that are known in it."""
    from goglobal.vocabulary import episode_title

    first = episode_title(1, beginning.source_language)
    return (
        f"1\n00:00:01,000 --> 00:00:03,000\n{beginning.title}\n\n"
        f"2\n00:00:03,500 --> 00:00:05,500\n{first}\n"
    )


def _catalog(beginning: Beginning, language: str) -> str:
    lines = [
        *_comment(
            gettext(
                "The texts of the series in one language: write the translation into msgstr.\n"
                "msgctxt is the key and msgid the text of series.toml; both stay as they are."
            )
        ),
        'msgid ""',
        'msgstr ""',
        f'"Language: {language}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=UTF-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
    ]
    if beginning.sheet is not None:
        lines += scaffold_sheet.entries(beginning, beginning.sheet, language)
        return "\n".join(lines) + "\n"
    lines += [
        "",
        'msgctxt "series/title"',
        f"msgid {_quoted(beginning.title)}",
        'msgstr ""',
    ]
    return "\n".join(lines) + "\n"
