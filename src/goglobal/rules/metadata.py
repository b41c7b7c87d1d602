"""MET: what is told of a series and its episodes, against what the platform demands."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.fields import Text, at_entry, delivered_texts
from goglobal.rules.reports import retold
from goglobal.rules.subjects import CatalogSubject, SeriesSubject

_TOML = "[series]\n"


@rule(
    "MET001",
    "missing-field",
    Severity.ERROR,
    "series",
    summary=N_("The series lacks something that the platform demands."),
    reason=N_("A delivery without a required field is refused, often hours after the upload."),
    fails=_TOML + 'title = "外滩月色"',
    passes=_TOML + 'title = "外滩月色"\nsynopsis = "上海，一九三六年。"',
)
def missing_field(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    from goglobal.project.texts import source_texts

    series = subject.series
    there = source_texts(series)
    for field in subject.profile.metadata.required:
        head, name = (*field.split("/", 1), "")[:2]
        if head == "episode":
            missing = [
                episode.number
                for episode in subject.episodes
                if name != "title"  # the vocabulary has "Episode {number}" for those without
                and not there.get(f"episode/{episode.number:03}/{name}")
                and not getattr(episode, name, None)
            ]
            yield from _episodes_without(field, missing, len(subject.episodes))
        elif head == "series" and not there.get(field) and not getattr(series, name, None):
            yield Found(
                message=N_("the series has no {field}, which {platform} demands"),
                arguments={"field": name, "platform": subject.profile.name},
                help=N_("add {field} to series.toml"),
                path="series.toml",
                line=series.source_lines.get("series"),
            )


def _episodes_without(field: str, missing: list[int], all_of_them: int) -> Iterator[Found]:
    name = field.partition("/")[2]
    if missing and len(missing) == all_of_them > 1:
        yield Found(
            message=N_("no episode has a {field}, which the platform demands"),
            arguments={"field": name},
            help=N_("add {field} to every one of the [[episodes]]"),
            path="series.toml",
        )
        return
    for number in missing:
        yield Found(
            message=N_("episode {episode} has no {field}, which the platform demands"),
            arguments={"episode": number, "field": name},
            help=N_("add {field} to the episode in series.toml"),
            path="series.toml",
            episode=number,
        )


@rule(
    "MET002",
    "too-long",
    Severity.ERROR,
    "catalog",
    summary=N_("A text is longer than the platform takes."),
    reason=N_(
        "Platforms refuse what is too long, or cut it in the middle of a word. Some count "
        "characters, some bytes of UTF-8, where a Thai or Chinese character is three. A character "
        "is a code point of Unicode after composition (NFC), as XML and JSON schemas count, and "
        "as Weblate counts for translators: in Thai or Hindi a vowel sign is one of its own."
    ),
    fails=N_("a title of 101 characters where 100 are allowed"),
    passes=N_("a title of 100 characters"),
)
def too_long(subject: CatalogSubject, _: Parameters) -> Iterator[Found]:
    limits = subject.profile.metadata.limits
    for text in delivered_texts(subject) if limits else ():
        limit = limits.get(text.field)
        if limit is None:
            continue
        rendered = unicodedata.normalize("NFC", text.text)
        size = len(rendered.encode("utf-8"))
        if limit.characters is not None and len(rendered) > limit.characters:
            over = (limit.characters, len(rendered))
            message = N_("“{key}” has {count} characters; {platform} takes {most}")
            arguments = {"count": len(rendered), "most": limit.characters}
        elif limit.bytes is not None and size > limit.bytes:
            fits = len(rendered.encode("utf-8")[: limit.bytes].decode("utf-8", "ignore"))
            over = (fits, len(rendered))
            message = N_("“{key}” has {count} bytes in UTF-8; {platform} takes {most}")
            arguments = {"count": size, "most": limit.bytes}
        else:
            continue
        yield at_entry(
            subject,
            text.key,
            message,
            {**arguments, "platform": subject.profile.name},
            help=N_("shorten the text"),
            excerpt=rendered,
            span=over,
        )


@rule(
    "MET004",
    "duplicate-title",
    Severity.WARNING,
    "catalog",
    summary=N_("Two episodes have the same title."),
    reason=N_("Mostly a row was copied in a spreadsheet; viewers cannot tell the episodes apart."),
    fails='episode 3: "The Letter"\nepisode 7: "The Letter"',
    passes='episode 3: "The Letter"\nepisode 7: "The Second Letter"',
)
def duplicate_title(subject: CatalogSubject, _: Parameters) -> Iterator[Found]:
    first: dict[str, Text] = {}
    for text in delivered_texts(subject):
        if text.field != "episode/title":
            continue
        other = first.setdefault(_folded(text.text), text)
        if other is text:
            continue
        as_in_source = text.entry is not None and _folded(text.source) == _folded(other.source)
        yield at_entry(
            subject,
            text.key,
            N_("“{key}” is the same title as “{other}”, as in the source language")
            if as_in_source
            else N_("“{key}” is the same title as “{other}”"),
            {"other": other.key},
            help=N_("give each episode its own title"),
            excerpt=text.text,
            severity=Severity.INFO if as_in_source else None,
        )


def _folded(title: str) -> str:
    return " ".join(unicodedata.normalize("NFC", title).casefold().split())


@rule(
    "MET005",
    "unknown-term",
    Severity.ERROR,
    "series",
    summary=N_("A genre, role or advisory is no key of the vocabulary."),
    reason=N_("Keys are translated into every language of a delivery; what is no key cannot be."),
    fails='genres = ["romanse"]',
    passes='genres = ["romance"]',
    by_target=False,
)
def unknown_term(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    yield from retold(subject, "MET005", help=N_("use a key of the vocabulary"))


@rule(
    "MET006",
    "rating-missing",
    Severity.ERROR,
    "series",
    summary=N_("The series has no rating for a territory where the platform demands one."),
    reason=N_("Without a rating a title is not shown there, or is shown as if for adults only."),
    fails="[series]\nid = …",
    passes='[[series.ratings]]\nsystem = "TVPG"\nvalue = "TV-14"\nterritory = "US"',
)
def rating_missing(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    rated = {rating.territory for rating in subject.series.ratings if rating.value.strip()}
    rights = subject.target.rights
    allowed = set(rights.territories) if rights is not None else set()
    for territory in subject.profile.metadata.ratings:
        if territory in rated or (allowed and territory not in allowed):
            continue
        yield Found(
            message=N_("there is no rating for {territory}, which {platform} demands"),
            arguments={"territory": territory, "platform": subject.profile.name},
            help=N_("add [[series.ratings]] with system, value and territory = “{territory}”"),
            path="series.toml",
        )


@rule(
    "MET007",
    "tag-not-accepted",
    Severity.ERROR,
    "series",
    summary=N_("The platform has no such language."),
    reason=N_(
        "A file in a language that the platform does not list is refused or filed under another. "
        "Where the target names no languages, those that the platform lacks stay at home, and that "
        "is only told."
    ),
    fails='languages = ["en-GB"]',
    passes='languages = ["en"]',
)
def tag_not_accepted(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    yield from _alike_outside(subject)
    languages = subject.profile.languages
    if not languages.accepted:
        return
    accepted = {*languages.accepted, *languages.written}
    named = subject.target.languages is not None
    for language in subject.languages if named else subject.series.languages:
        if language in accepted:
            continue
        near = [tag for tag in languages.accepted if tag.split("-")[0] == language.split("-")[0]]
        yield Found(
            message=N_("{platform} has no language {language}"),
            arguments={
                "platform": subject.profile.name,
                "language": language,
                "near": ", ".join(near),
            },
            help=N_("it has {near}: name one in the target, or map the tag in your own profile")
            if near
            else N_("take {language} out of the target, or map the tag in your own profile"),
            severity=None if named else Severity.INFO,
            language=language,
        )


def _alike_outside(subject: SeriesSubject) -> Iterator[Found]:
    """Two of our languages that the platform has one tag for: one would take the other's place."""
    written = subject.profile.languages.written
    first: dict[str, str] = {}
    for language in subject.languages:
        tag = written.get(language, language)
        other = first.setdefault(tag.casefold(), language)
        if other != language:
            yield Found(
                message=N_("{platform} has the one tag {tag} for both {other} and {language}"),
                arguments={
                    "platform": subject.profile.name,
                    "tag": tag,
                    "other": other,
                    "language": language,
                },
                help=N_("take one of the two out of the target, or map them apart in your profile"),
                language=language,
            )


@rule(
    "MET008",
    "id-missing",
    Severity.ERROR,
    "series",
    summary=N_("The target needs an id from ids.csv, and there is none."),
    reason=N_("A platform that hands out ids finds nothing without them."),
    fails="target,episode,id",
    passes="target,episode,id\ndemo,,B0ABC123",
)
def id_missing(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    series, target = subject.series, subject.target
    if not subject.profile.metadata.ids:
        return
    numbers = {number for name, number in series.ids if name == target.name}
    if None not in numbers:
        yield Found(
            message=N_("ids.csv has no id of the series for {target}"),
            arguments={"target": target.name},
            help=N_("add a row “{target},,<id>” with the id that the platform gave you"),
            path="ids.csv",
        )
    if numbers <= {None}:  # the platform numbers series only
        return
    for episode in subject.episodes:
        if episode.number not in numbers:
            yield Found(
                message=N_("ids.csv has no id of episode {episode} for {target}"),
                arguments={"episode": episode.number, "target": target.name},
                help=N_("add a row “{target},{episode},<id>”, as for the other episodes"),
                path="ids.csv",
                episode=episode.number,
            )


@rule(
    "MET009",
    "document-missing",
    Severity.ERROR,
    "series",
    summary=N_("A document that the platform demands is missing, or is no longer valid."),
    reason=N_("Platforms take nothing in without proof of rights; a date that has passed is none."),
    fails='[[series.documents]]\nkind = "chain-of-title"\nvalid_until = 2025-12-31',
    passes='[[series.documents]]\nkind = "chain-of-title"\nvalid_until = 2028-12-31',
    parameters=(
        Parameter(
            name="warn_days",
            default=30,
            doc=N_("days before a document runs out from which that is told"),
        ),
    ),
)
def document_missing(subject: SeriesSubject, parameters: Parameters) -> Iterator[Found]:
    rights = subject.target.rights
    # before its window nothing is delivered: what counts is the first day of it
    day = max(subject.today, (rights and rights.not_before) or subject.today)
    soon = day + dt.timedelta(days=parameters.integer("warn_days"))
    absent = {
        f.arguments.get("file"): f.line for f in subject.series.findings if f.code == "MET009"
    }
    for kind in subject.profile.metadata.documents:
        same = [document for document in subject.series.documents if document.kind == kind]
        if not same:
            yield Found(
                message=N_("there is no document “{kind}”, which {platform} demands"),
                arguments={"kind": kind, "platform": subject.profile.name},
                help=N_("add [[series.documents]] with kind = “{kind}” and its path"),
                path="series.toml",
            )
            continue
        for document in same:
            if document.path in absent:
                yield Found(
                    message=N_("there is no file {file} for the document “{kind}”"),
                    arguments={"kind": kind, "file": document.path},
                    help=N_("put the document there, or correct its path"),
                    path="series.toml",
                    line=absent[document.path],
                )
        document = max(same, key=lambda document: document.valid_until or dt.date.max)
        until = document.valid_until
        if until is None or until >= soon:
            continue
        ended = until < day
        if until >= subject.today and ended:
            message = N_("the document {path} is valid until {date}; the rights begin on {day}")
        elif ended:
            message = N_("the document {path} was valid until {date}")
        else:
            message = N_("the document {path} is valid until {date} only")
        position = subject.series.documents.index(document)
        yield Found(
            message=message,
            arguments={"path": document.path, "date": until.isoformat(), "day": day.isoformat()},
            help=N_("get a new one and put its date into valid_until"),
            severity=None if ended else Severity.WARNING,
            path="series.toml",
            line=subject.series.source_lines.get(f"series.documents[{position}].valid_until"),
        )


RULES = (
    missing_field,
    too_long,
    duplicate_title,
    unknown_term,
    rating_missing,
    tag_not_accepted,
    id_missing,
    document_missing,
)
