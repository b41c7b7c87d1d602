"""Metadata keys and fields: which are delivered, where they stand, how an excerpt of one looks.

A key names one text (`episode/003/title`), a field all of its kind (`episode/title`): profiles
speak of fields, catalogs of keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec

from goglobal.errors import Argument
from goglobal.findings import Found, Severity
from goglobal.model import Entry, Series
from goglobal.profiles.schema import Profile
from goglobal.rules.subjects import CatalogSubject

EXCERPT = 120
"""The longest excerpt, in characters."""
CREDITS = "series/credits"
_NO_METADATA = frozenset({"srt", "webvtt", "artwork", "episode-artwork", "video", "document"})


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One text that is delivered in the subject's language."""

    key: str
    field: str
    source: str
    """The source text as it is now."""
    text: str
    entry: Entry | None
    """Where it stands in the catalog; None: it is the source text itself."""


def field_of(key: str) -> str:
    """`episode/003/title` gives `episode/title`, every key of a credit `series/credits`."""
    head, *rest = key.split("/")
    if head == "episode" and rest:
        return f"episode/{rest[-1]}"
    return CREDITS if head == "credit" else key


def episode_of(key: str) -> int | None:
    """The episode's number in a key, or None."""
    parts = key.split("/")
    return (
        int(parts[1]) if parts[0] == "episode" and len(parts) > 2 and parts[1].isdecimal() else None
    )


def takes_metadata(profile: Profile) -> bool:
    """Whether a platform gets any text but subtitles; with no deliverables named, all of it."""
    formats = {deliverable.format for deliverable in profile.deliverables}
    return not formats or not formats <= _NO_METADATA or bool(profile.metadata.required)


def wanted_texts(subject: CatalogSubject) -> Mapping[str, str]:
    """Key to source text of everything the platform gets; nothing where it takes no metadata."""
    wanted: dict[str, str] | None = subject.__dict__.get("wanted")
    if wanted is None:
        wanted = subject.__dict__["wanted"] = _wanted(subject)
    return wanted


def _wanted(subject: CatalogSubject) -> dict[str, str]:
    from goglobal.project.texts import source_texts

    if not takes_metadata(subject.profile):
        return {}
    numbers: Collection[int] = {episode.number for episode in subject.episodes}
    return {
        key: text
        for key, text in source_texts(subject.series).items()
        if (number := episode_of(key)) is None or number in numbers
    }


def delivered_texts(subject: CatalogSubject) -> tuple[Text, ...]:
    """Every text that is delivered in the subject's language, with its place."""
    texts: tuple[Text, ...] | None = subject.__dict__.get("texts")
    if texts is None:
        texts = subject.__dict__["texts"] = tuple(_delivered(subject))
    return texts


def _delivered(subject: CatalogSubject) -> Iterator[Text]:
    catalog = subject.catalog
    own = subject.language == subject.series.source_language
    for key, source in wanted_texts(subject).items():
        field = field_of(key)
        if own:
            yield Text(key=key, field=field, source=source, text=source, entry=None)
        elif catalog is not None and (text := catalog.text(key)) is not None:
            entry = catalog.entries[key]
            yield Text(key=key, field=field, source=source, text=text, entry=entry)


def line_of(series: Series, key: str) -> int | None:
    """The 1-based line in `series.toml` where the source text under `key` stands."""
    head, *rest = key.split("/")
    lines: Mapping[str, int] = series.source_lines
    if head == "series":
        return lines.get(f"series.{rest[0]}")
    if head == "episode" and (number := episode_of(key)) is not None:
        places = (i for i, episode in enumerate(series.episodes) if episode.number == number)
        position = next(places, None)
        return lines.get(f"episodes[{position}].{rest[-1]}")
    if head == "credit" and len(rest) == 3 and rest[1].isdecimal():
        same = [i for i, credit in enumerate(series.credits) if credit.role == rest[0]]
        if 0 < int(rest[1]) <= len(same):
            return lines.get(f"series.credits[{same[int(rest[1]) - 1]}].{rest[2]}")
    return None


def at_entry(
    subject: CatalogSubject,
    key: str,
    message: str,
    arguments: Mapping[str, Argument],
    *,
    help: str,  # noqa: A002
    excerpt: str = "",
    span: tuple[int, int] | None = None,
    severity: Severity | None = None,
) -> Found:
    """A finding at one text: in the catalog, or in `series.toml` for the source language."""
    catalog, series = subject.catalog, subject.series
    if subject.language == series.source_language:
        path, line = "series.toml", line_of(series, key)
    else:
        path = catalog.path if catalog else catalog_path(series, subject.language)
        entry = catalog.entries.get(key) if catalog else None
        line = entry.line if entry else None
    excerpt, span = cut(excerpt, span)
    return Found(
        message=message,
        arguments={"key": key, **arguments},
        help=help,
        severity=severity,
        path=path,
        line=line,
        episode=episode_of(key),
        excerpt=excerpt or None,
        span=span if excerpt else None,
    )


def catalog_path(series: Series, language: str) -> str:
    """Where the layout expects a language's catalog."""
    path = series.layout.catalogs.format(language=language, series=series.id, season=series.season)
    return path if path.endswith(".po") else f"{path}.po"


def cut(text: str, span: tuple[int, int] | None) -> tuple[str, tuple[int, int] | None]:
    """One line of at most `EXCERPT` characters that holds the beginning of `span`."""
    line = text.replace("\n", " ")
    if len(line) <= EXCERPT:
        return line, span
    begin = max(0, (span[0] if span else 0) - EXCERPT // 2)
    piece = line[begin : begin + EXCERPT]
    if span is None:
        return piece, None
    return piece, (span[0] - begin, min(span[1] - begin, len(piece)))
