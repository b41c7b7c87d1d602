"""Taking note of which state of the source each translated track was made from.

A track that is new, or whose words or times were worked on, counts as made from the source as it is
now. One that was left alone keeps its row, so that PRJ009 can tell when the source moves on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec

from goglobal.exchange.writing import NewContent, read_before
from goglobal.model import Fingerprint, MadeFrom, Series, SubtitleFile, Track
from goglobal.project.fingerprints import what_changed, worked_on
from goglobal.project.made_from import COLUMNS, FILE, TrackKey

Prints = Mapping[str, Fingerprint]
"""Path of a subtitle file, relative to the series folder, to its fingerprint."""


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """`translations.csv` as it would be."""

    content: NewContent
    rows: int = 0
    """Rows that are new or say something else than before."""


def note(series: Series, prints: Prints, *, touched: Collection[TrackKey] = ()) -> Noted:
    """`translations.csv` as it would be, from the fingerprints of the series' tracks.

    `touched` are tracks that count as made from the source as it is now, whatever they say; of
    others, only those that are new or were worked on. What is not among `prints` keeps its row.
    Raises OSError where the file cannot be read.
    """
    before = read_before(series.root, FILE)
    rows = dict(series.made_from)
    sources = {
        file.episode: prints[file.path]
        for file in series.subtitles
        if file.language == series.source_language
        and file.kind == "full"
        and file.path in prints
        and prints[file.path].text
    }
    count = 0
    for file in series.subtitles:
        own, source = prints.get(file.path), sources.get(file.episode)
        if file.language == series.source_language or not own or not own.text or source is None:
            continue
        key: TrackKey = (file.language, file.episode, file.kind)
        known = rows.get(key)
        if known is not None and key not in touched and not worked_on(known.track, own):
            continue
        made = MadeFrom(source=source, track=msgspec.structs.replace(own, cues=0))
        if made != known:
            rows[key] = made
            count += 1
    after = _written(rows) if count else before
    if after is None:  # nothing is known and nothing is there
        after = before = b""
    return Noted(content=NewContent(path=FILE, before=before, after=after), rows=count)


def stale(series: Series, prints: Prints) -> tuple[TrackKey, ...]:
    """The tracks whose source changed after they were made from it (PRJ009)."""
    by_key = {(f.language, f.episode, f.kind): f for f in series.subtitles}
    result = []
    for key, made in series.made_from.items():
        file, source = by_key.get(key), by_key.get((series.source_language, key[1], "full"))
        own = prints.get(file.path) if file else None
        now = prints.get(source.path) if source else None
        if own is not None and now is not None and what_changed(made, now, own) is not None:
            result.append(key)
    return tuple(sorted(result))


def read_track(series: Series, file: SubtitleFile) -> Track:
    """A track of the series; one that cannot be read has no cues."""
    from goglobal import subtitles

    try:
        track: Track = subtitles.read(Path(series.root, file.path), language=file.language)
    except OSError:
        return Track(cues=(), language=file.language)
    return track


def _written(rows: Mapping[TrackKey, MadeFrom]) -> bytes:
    """The file: UTF-8, one row a track, in the order of language, episode and kind."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for (language, episode, kind), made in sorted(rows.items()):
        source, track = made.source, made.track
        writer.writerow(
            (
                language,
                episode,
                kind,
                source.text,
                source.cues,
                source.first,
                source.last,
                track.text,
                track.first,
                track.last,
            )
        )
    return text.getvalue().encode()
