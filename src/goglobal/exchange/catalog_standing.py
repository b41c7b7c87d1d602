"""How far one language of a series is: its texts, its tracks."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from goglobal.exchange.catalog_merging import same
from goglobal.exchange.catalog_results import LanguageStanding
from goglobal.exchange.limits import TextLimit, text_limit
from goglobal.exchange.made_from import Prints, stale
from goglobal.findings import Severity
from goglobal.model import Series
from goglobal.plans import Assignment


def standing(
    series: Series, language: str, assignments: Sequence[Assignment], prints: Prints
) -> LanguageStanding:
    """Where a language stands; `prints` are the fingerprints of its tracks and of the source's."""
    from goglobal.project.texts import source_texts

    texts = source_texts(series)
    own = language == series.source_language
    catalog = series.catalogs.get(language)
    translated = fuzzy = old = too_long = 0
    for key, source in texts.items():
        entry = catalog.entries.get(key) if catalog is not None and not own else None
        text = source if own else entry.text if entry is not None else ""
        if not text.strip():
            continue
        if entry is not None and entry.fuzzy:
            fuzzy += 1
        else:
            translated += 1
            old += entry is not None and not same(entry.source, source)
        too_long += _is_over(text, text_limit(assignments, key))
    wanted = _wanted_tracks(series, language, assignments)
    files = [file for file in series.subtitles if file.language == language]
    there = {(file.episode, file.kind) for file in files}
    findings = catalog.findings if catalog is not None else ()
    return LanguageStanding(
        series=series.id,
        language=language,
        source=own,
        catalog=catalog.path if catalog is not None and not own else None,
        entries=len(texts),
        translated=translated,
        fuzzy=fuzzy,
        stale=old,
        too_long=too_long,
        unreadable=sum(one.severity is Severity.ERROR for one in findings),
        tracks=len(wanted & there),
        tracks_wanted=len(wanted),
        cues=sum(prints[file.path].cues for file in files if file.path in prints),
        stale_tracks=sum(tag == language for tag, _, _ in stale(series, prints)),
    )


def _is_over(text: str, limit: TextLimit) -> bool:
    rendered = unicodedata.normalize("NFC", text)
    over = limit.characters is not None and len(rendered) > limit.characters
    return over or (limit.bytes is not None and len(rendered.encode("utf-8")) > limit.bytes)


def _wanted_tracks(
    series: Series, language: str, assignments: Sequence[Assignment]
) -> set[tuple[int, str]]:
    """Episodes and kinds that the targets ask for in a language; without one, what the source
    has."""
    wanted: set[tuple[int, str]] = set()
    for assignment in assignments:
        if any(assignment.source_of(tag) == language for tag in assignment.languages):
            kinds = assignment.profile.subtitles.kinds
            wanted.update((number, kind) for number in assignment.episodes for kind in kinds)
    if wanted:
        return wanted
    return {(e.number, "full") for e in series.episodes}
