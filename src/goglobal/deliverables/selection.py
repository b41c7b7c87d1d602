"""What of a series goes into an assignment's files: one item for each file of a deliverable."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from goglobal.deliverables.base import Format
from goglobal.model import Kind
from goglobal.plans import Assignment
from goglobal.profiles.pictures import Per, called, pictures_of
from goglobal.profiles.schema import Deliverable, Profile
from goglobal.profiles.templates import fields_of
from goglobal.profiles.videos import videos_of

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
    parts: tuple[tuple[int, str], ...] = ()
    """Of a long cut: each episode's number and its input file."""


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


def cut_of(assignment: Assignment) -> tuple[int, ...]:
    """The episodes of the one long cut that the target takes in place of episodes; empty: none."""
    return assignment.episodes if assignment.target.compilation else ()


def subtitle_formats(profile: Profile, language: str) -> tuple[str, ...]:
    """The formats in which a language's tracks go out."""
    return profile.subtitles.formats_by_language.get(language, profile.subtitles.formats)


def every_subtitle_format(profile: Profile) -> tuple[str, ...]:
    """The formats in which tracks go out in any language, each once."""
    wanted = profile.subtitles
    lists = (wanted.formats, *wanted.formats_by_language.values())
    return tuple(dict.fromkeys(name for formats in lists for name in formats))


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
    cut = cut_of(assignment)
    if form.scope in ("bundle", "episode"):
        by_language = own or "language" in fields_of(deliverable.name)
        single = form.scope == "bundle" or cut
        numbers: tuple[int | None, ...] = (None,) if single else assignment.episodes
        for language in wanted if by_language else _NO_LANGUAGE:
            yield from (Item(language=language, episode=number) for number in numbers)
    elif form.scope == "track":
        for tag in wanted:
            if deliverable.format not in subtitle_formats(profile, tag):
                continue
            tracks = _tracks(assignment, tag)
            yield from _joined(tracks, cut) if cut else tracks
    elif form.scope in ("artwork", "episode-artwork"):
        if cut and form.scope == "episode-artwork":
            return
        per: Per = "series" if form.scope == "artwork" else "episode"
        for language in wanted if own else _NO_LANGUAGE:
            lent = None if language is None else source_of(assignment, language)
            for picture in pictures_of(series, profile, per, lent):
                if picture.episode is None or picture.episode in assignment.episodes:
                    yield Item(
                        language=language,
                        source=picture.path,
                        episode=picture.episode,
                        purpose=called(profile, per, picture.purpose),
                    )
    elif form.scope == "video" and assignment.target.video:
        for video in videos_of(series, assignment.target, assignment.episodes):
            yield Item(language=None, source=video.path, episode=None if cut else video.episode)
    elif form.scope == "document":
        for document in series.documents:
            if document.kind in profile.metadata.documents:
                yield Item(language=None, source=document.path, purpose=document.kind)


def _joined(tracks: Iterator[Item], cut: tuple[int, ...]) -> Iterator[Item]:
    """One item for each kind, of all its episodes' files: a long cut takes all or none. A forced
    track holds a few signs only, so an episode without one has none."""
    kinds: dict[Kind, dict[int, Item]] = {}
    for item in tracks:
        if item.kind is not None and item.episode is not None:
            kinds.setdefault(item.kind, {})[item.episode] = item
    for kind, there in kinds.items():
        if kind == "forced" or len(there) == len(cut):
            files = ((n, there[n].source or "") for n in cut if n in there)
            yield Item(language=there[min(there)].language, kind=kind, parts=tuple(files))


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
