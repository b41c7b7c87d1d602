"""The pictures that a target receives, each with what was measured of it and what is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from goglobal.media.facts import PictureFacts
from goglobal.model import ArtworkFile
from goglobal.profiles.pictures import Per, picture_bundles, pictures_of
from goglobal.profiles.schema import ArtworkWanted
from goglobal.rules.subjects import SeriesSubject

PERS: tuple[Per, ...] = ("series", "episode")


class Delivered(NamedTuple):
    """One picture that goes to the target."""

    art: ArtworkFile
    facts: PictureFacts
    wanted: ArtworkWanted | None
    """None: the platform says nothing of pictures for this purpose."""


def delivered_pictures(subject: SeriesSubject) -> tuple[Delivered, ...]:
    """Every picture that goes to the target and was measured, by path."""
    facts = {one.path: one for one in subject.pictures}
    found: dict[str, Delivered] = {}
    for per in PERS:
        wishes = [wanted for wanted in subject.profile.artwork if wanted.per == per]
        for language in (None, *subject.languages):
            for art in _pictures(subject, per, language):
                if art.path in facts:
                    wanted = next((wish for wish in wishes if _answers(art, wish)), None)
                    found[art.path] = Delivered(art, facts[art.path], wanted)
    return tuple(found[path] for path in sorted(found))


def lacking(
    subject: SeriesSubject, wanted: ArtworkWanted
) -> dict[str | None, tuple[int | None, ...]]:
    """Language to the episodes (None: the series) for which a wanted picture is not there.

    A language is None where all of them lack the same.
    """
    numbers: tuple[int | None, ...] = (None,)
    if wanted.per == "episode":
        numbers = tuple(dict.fromkeys(episode.number for episode in subject.episodes))
    for_all = {a.episode for a in _wanted(subject, wanted, None)}
    missing: dict[str | None, tuple[int | None, ...]] = {}
    for language in subject.languages:
        there = for_all | {a.episode for a in _wanted(subject, wanted, language)}
        missing[language] = tuple(number for number in numbers if number not in there)
    if len(set(missing.values())) == 1:
        missing = {None: next(iter(missing.values()))}
    return {language: some for language, some in missing.items() if some}


def _wanted(
    subject: SeriesSubject, wanted: ArtworkWanted, language: str | None
) -> Iterator[ArtworkFile]:
    for art in _pictures(subject, wanted.per, language):
        if _answers(art, wanted):
            yield art


def _answers(art: ArtworkFile, wanted: ArtworkWanted) -> bool:
    """Whether a picture is for that purpose, with text or without as it is wanted."""
    text = "without" if art.language is None else "with"
    return art.purpose == wanted.purpose and wanted.text in ("any", text)


def _pictures(subject: SeriesSubject, per: Per, language: str | None) -> Iterator[ArtworkFile]:
    """As they are delivered; a profile that delivers none is shown all that there are."""
    series, bundles = subject.series, picture_bundles(subject.profile, per)
    if bundles and ("shared" if language is None else "language") not in bundles:
        return
    if not bundles and not any(wanted.per == per for wanted in subject.profile.artwork):
        return
    used = language
    if language is not None and language not in series.languages:
        used = subject.target.fallbacks.get(language, language)
    numbers = {episode.number for episode in subject.episodes}
    for art in pictures_of(series, subject.profile, per, used):
        if art.episode is None or art.episode in numbers:
            yield art


def expected_picture(
    subject: SeriesSubject, wanted: ArtworkWanted, language: str | None, episode: int | None
) -> str:
    """Where the layout expects a picture: with text in `language`, or without (None)."""
    from posixpath import splitext

    from goglobal.project.patterns import textless

    series = subject.series
    layout = series.layout.artwork if episode is None else series.layout.episode_artwork
    pattern = layout if language is not None else textless(layout) or layout
    path = pattern.format(
        language=language or "",
        purpose=wanted.purpose,
        episode=episode or 0,
        series=series.id,
        season=series.season,
    )
    ending = {"jpeg": ".jpg"}.get(wanted.formats[0], f".{wanted.formats[0]}")
    known = splitext(path)[1].lower() in (".jpg", ".jpeg", ".png", ".webp")
    return path if known else path + ending
