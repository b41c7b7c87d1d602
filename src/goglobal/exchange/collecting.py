"""From a series to what a translator gets: its metadata and the cues of its tracks, as units."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator

from goglobal.exchange import notes
from goglobal.exchange.groups import Group, group, text_of
from goglobal.exchange.limits import CueLimits, cue_limits, text_limit
from goglobal.exchange.returned import Words
from goglobal.exchange.units import Document, Unit, digest_of
from goglobal.model import Kind, Series, SubtitleFile, Track
from goglobal.plans import Assignment

Read = Callable[[SubtitleFile], Track]
"""Reads a track of the series; what cannot be read has no cues."""

_STACKED = frozenset({"Thai", "Laoo", "Khmr", "Mymr", "Deva", "Beng", "Taml", "Telu"})
"""Scripts in which a reader counts fewer characters than a program: a limit that a program counts
would refuse good lines."""


class CueSet:
    """One track to translate: the source's cues, the translation there is, and how they match."""

    def __init__(
        self,
        episode: int,
        kind: Kind,
        source: Track,
        target: Track | None,
        file: SubtitleFile | None,
    ) -> None:
        self.episode = episode
        self.kind: Kind = kind
        self.source = source
        self.target = target
        self.file = file
        """Where the existing translation lies; None: there is none."""
        self.groups: tuple[Group, ...] = group(source, target, episode=episode, kind=kind)


def metadata(
    series: Series, language: str, assignments: Iterable[Assignment], *, words: Words
) -> Document:
    """The metadata of a series for one language, with the translations that there are."""
    from goglobal.project.texts import source_texts

    targets = tuple(assignments)
    catalog = series.catalogs.get(language)
    units = []
    for key, source in source_texts(series).items():
        entry = catalog.entries.get(key) if catalog else None
        limit = text_limit(targets, key)
        stale = entry is not None and digest_of(entry.source) != digest_of(source)
        units.append(
            Unit(
                key=key,
                source=source,
                target=entry.text if entry else "",
                fuzzy=entry is not None and bool(entry.text) and (entry.fuzzy or stale),
                digest=digest_of(source),
                notes=(
                    *notes.of_text(key, source, series, language, words),
                    *notes.of_limit(limit, words),
                ),
                max_length=limit.characters,
                max_bytes=limit.bytes,
            )
        )
    return _document(series, language, "metadata", units)


def cues(
    series: Series,
    language: str,
    sets: Iterable[CueSet],
    assignments: Iterable[Assignment],
    *,
    words: Words,
) -> Document:
    """The cues of some tracks for one language, with the translations that there are."""
    targets = tuple(assignments)
    limits: dict[Kind, CueLimits] = {}
    units: list[Unit] = []
    for one in sets:
        if one.kind not in limits:
            limits[one.kind] = cue_limits(targets, language, one.kind, series.audience)
        units.extend(_cue_units(series, language, one, limits[one.kind], words))
    return _document(series, language, "cues", units)


def cue_sets(
    series: Series,
    language: str,
    read: Read,
    *,
    episodes: Collection[int] | None = None,
) -> Iterator[CueSet]:
    """The tracks to translate, in order: every full track of the source, and one of another kind
    where the language has it already, or where the source's is for signs (`forced`)."""
    files = {(f.language, f.episode, f.kind): f for f in series.subtitles}
    for (tag, episode, kind), file in files.items():
        if tag != series.source_language or (episodes is not None and episode not in episodes):
            continue
        existing = files.get((language, episode, kind))
        if kind == "sdh" and existing is None:
            continue
        source = read(file)
        target = None if existing is None else read(existing)
        yield CueSet(episode, kind, source, target, existing)


def is_outdated(series: Series, language: str, one: CueSet) -> bool:
    """Whether the source's words have changed since a track was translated (as PRJ009 tells)."""
    made = series.made_from.get((language, one.episode, one.kind))
    if made is None or one.target is None:
        return False
    from goglobal.project.fingerprints import fingerprint, what_changed

    return what_changed(made, fingerprint(one.source), fingerprint(one.target)) == "text"


def _cue_units(
    series: Series, language: str, one: CueSet, limits: CueLimits, words: Words
) -> Iterator[Unit]:
    track, target = one.source, one.target
    outdated = is_outdated(series, language, one)
    stacked = _is_stacked(language)
    for part in one.groups:
        covered = [track.cues[index] for index in part.source]
        shown = [] if target is None else [target.cues[index] for index in part.target]
        start, end = covered[0].start, max(cue.end for cue in covered)
        source = text_of(track, part.source)
        told = notes.of_cues(
            track,
            part.source,
            shown=shown,
            outdated=outdated and bool(shown),
            limits=limits,
            series=series,
            language=language,
            words=words,
        )
        yield Unit(
            key=part.key,
            source=source,
            target="" if target is None else text_of(target, part.target),
            digest=digest_of(source),
            notes=tuple(told),
            max_length=None if stacked else _most(limits, (end - start) / 1000, len(covered)),
            start=start,
            end=end,
            max_cps=limits.max_cps,
        )


def _most(limits: CueLimits, seconds: float, count: int) -> int | None:
    """The most characters that the limits leave a cue."""
    found = []
    if limits.max_cps is not None and seconds > 0:
        found.append(math.floor(limits.max_cps * seconds))
    if limits.max_cpl is not None and limits.max_lines is not None:
        found.append(math.floor(limits.max_cpl * limits.max_lines * count))
    return max(1, min(found)) if found else None


def _is_stacked(language: str) -> bool:
    from goglobal.languages import script

    return script(language) in _STACKED


def _document(series: Series, language: str, scope: str, units: Iterable[Unit]) -> Document:
    return Document(
        series=series.id,
        source_language=series.source_language,
        language=language,
        scope="cues" if scope == "cues" else "metadata",
        units=tuple(units),
    )
