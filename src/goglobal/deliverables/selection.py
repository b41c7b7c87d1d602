"""What of a series goes into an assignment's files: one item for each file of a deliverable."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from goglobal.deliverables.base import Format
from goglobal.model import Kind
from goglobal.plans import Assignment
from goglobal.profiles.pictures import Per, pictures_of
from goglobal.profiles.schema import Deliverable, Profile
from goglobal.profiles.templates import fields_of

_NO_LANGUAGE: tuple[str | None, ...] = (None,)


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a deliverable makes a file of."""

    language: str | None
    """The wanted language; None: it belongs to all."""
    source: str | None = None
    kind: Kind | None = None
    episode: int | None = None
    purpose: str = ""
    """Of a picture, or the kind of a document."""


def target_languages(assignment: Assignment) -> tuple[str, ...]:
    """All of the target's languages, whatever this run is narrowed to: the source first."""
    series, target = assignment.series, assignment.target
    tags = set(target.languages if target.languages is not None else series.languages)
    known = assignment.profile.languages
    if known.accepted and target.languages is None:
        tags.intersection_update({*known.accepted, *known.written})
    tags.update(assignment.languages)
    first = [series.source_language] if series.source_language in tags else []
    return (*first, *sorted(tags - {series.source_language}))


def source_of(assignment: Assignment, language: str) -> str:
    """The language whose files are used for `language`, also for one this run left out."""
    if language in assignment.fallbacks:
        return assignment.fallbacks[language]
    if language not in assignment.languages and language not in assignment.series.languages:
        return assignment.target.fallbacks.get(language, language)
    return language


def outward(profile: Profile, language: str) -> str:
    """The platform's own tag for a written language."""
    return profile.languages.written.get(language, language)


def kinds_of(profile: Profile) -> tuple[Kind, ...]:
    """The kinds of track that go along: those that must be there, then those that may."""
    there: tuple[Kind, ...] = ("full", "sdh", "forced")
    wanted = {*profile.subtitles.kinds, *profile.subtitles.optional_kinds}
    return tuple(kind for kind in there if kind in wanted)


def items(assignment: Assignment, deliverable: Deliverable, form: Format) -> Iterator[Item]:
    """Everything that `deliverable` makes a file of, each input once."""
    series, profile = assignment.series, assignment.profile
    own = deliverable.bundle == "language"
    narrowed = own and profile.bundle_by == "language"
    wanted = assignment.languages if narrowed else target_languages(assignment)
    if form.scope == "bundle":
        if own or "language" in fields_of(deliverable.name):
            yield from (Item(language=tag) for tag in wanted)
        else:
            yield Item(language=None)
    elif form.scope == "track" and deliverable.format in profile.subtitles.formats:
        for tag in wanted:
            yield from _tracks(assignment, tag)
    elif form.scope in ("artwork", "episode-artwork"):
        per: Per = "series" if form.scope == "artwork" else "episode"
        for language in wanted if own else _NO_LANGUAGE:
            lent = None if language is None else source_of(assignment, language)
            for picture in pictures_of(series, profile, per, lent):
                if picture.episode is None or picture.episode in assignment.episodes:
                    yield Item(
                        language=language,
                        source=picture.path,
                        episode=picture.episode,
                        purpose=picture.purpose,
                    )
    elif form.scope == "video" and assignment.target.video:
        for video in series.videos:
            if video.episode in assignment.episodes:
                yield Item(language=None, source=video.path, episode=video.episode)
    elif form.scope == "document":
        for document in series.documents:
            if document.kind in profile.metadata.documents:
                yield Item(language=None, source=document.path, purpose=document.kind)


def _tracks(assignment: Assignment, language: str) -> Iterator[Item]:
    tag, kinds = source_of(assignment, language), kinds_of(assignment.profile)
    seen: set[tuple[int, Kind]] = set()
    for file in assignment.series.subtitles:
        identity = (file.episode, file.kind)
        if file.language != tag or file.episode not in assignment.episodes:
            continue
        if file.kind not in kinds or identity in seen:
            continue  # the same track as .srt and .vtt: the first by name is taken
        seen.add(identity)
        yield Item(language=language, source=file.path, kind=file.kind, episode=file.episode)
