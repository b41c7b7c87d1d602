"""What a rule looks at, built from a case: a parsed track, or a series folder really loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

from goglobal.model import Episode, Frame, Kind, MadeFrom, Series, SubtitleFile, Term, Track
from goglobal.profiles.schema import Profile
from goglobal.rules.base import Rule
from goglobal.rules.delivered import DeliveredName, MadeDocument
from goglobal.rules.subjects import (
    CatalogSubject,
    DeliverySubject,
    SeriesSubject,
    TrackDigest,
    TrackSubject,
)
from goglobal.testing.cases import Case

Subject = TrackSubject | CatalogSubject | SeriesSubject | DeliverySubject

SERIES = """[series]
id = "moonlit-bund"
title = "外滩月色"
synopsis = "上海，一九三六年。"
source_language = "zh-Hans"

[[episodes]]
number = 1
duration = "00:01:32.500"
"""
"""The `series.toml` of a case that brings none."""


def subject_of(case: Case, rule: Rule, folder: Path) -> Subject:
    """The subject of `rule` as `case` describes it; only tracks leave the empty `folder` empty.

    Raises ValueError where the case lacks what the kind of subject needs, and GoGlobalError where
    its series does not load.
    """
    if rule.subject == "track":
        return _track_subject(case)
    series = _series(case, folder)
    if rule.subject == "catalog":
        return CatalogSubject(
            series=series,
            language=case.language,
            catalog=series.catalogs.get(case.language),
            episodes=_selected(case, series),
            profile=case.profile,
        )
    if rule.subject == "delivery":
        return _delivery_subject(case, series)
    return SeriesSubject(
        series=series,
        target=case.target,
        profile=case.profile,
        languages=series.languages if case.languages is None else case.languages,
        episodes=_selected(case, series),
        digests=_digests(series, case.profile) if case.digests is None else case.digests,
        today=case.today,
        targets=case.targets,
        pictures=tuple(case.pictures.values()),
        videos=tuple(case.videos.values()),
    )


def _delivery_subject(case: Case, series: Series) -> DeliverySubject:
    from goglobal.digests import digest_bytes

    if case.names is None and not case.documents:
        raise ValueError("a delivery rule's case needs `names` or `documents`")
    beside = [*(made.path for made in case.documents), *case.contents]
    return DeliverySubject(
        series=series,
        target=case.target,
        profile=case.profile,
        names=(
            *(case.names or ()),
            *(DeliveredName(path=path, key=path, language=None, episode=None) for path in beside),
        ),
        documents=tuple(
            MadeDocument(
                path=made.path,
                format=made.format,
                data=made.xml.encode(),
                language=made.language,
                episode=made.episode,
            )
            for made in case.documents
        ),
        digests={path: digest_bytes(text.encode()) for path, text in case.contents.items()},
    )


def _track_subject(case: Case) -> TrackSubject:
    from goglobal.subtitles import parse

    data, suffix = _file(case)
    path = f"subtitles/{case.language}/ep{case.episode:03}.{suffix}"
    source: Track | None = None
    if case.source_srt is not None:
        source = parse(case.source_srt.encode(), format="srt", language=case.source_language)
    episode = Episode(number=case.episode, duration=case.duration)
    series = Series(
        id="moonlit-bund",
        title="外滩月色",
        source_language=case.source_language,
        root="/nowhere",
        audience=case.audience,
        frame=Frame(rate=case.rate),
        episodes=(episode,),
        subtitles=tuple(_other_files(case)),
        glossary=tuple(
            Term(term=term, renderings={case.language: tuple(ways.split("|"))})
            for term, ways in case.glossary.items()
        ),
        made_from=_made_from(case, data, suffix),
    )
    return TrackSubject(
        series=series,
        track=parse(
            data,
            format="webvtt" if suffix == "vtt" else suffix,
            language=case.language,
            name=path,
        ),
        language=case.language,
        kind=case.kind,
        episode=episode,
        path=path,
        source=source,
        sources=_tracks(case.sources) | ({} if source is None else {case.episode: source}),
        siblings=_tracks(case.siblings),
        measured=case.measured,
        profile=case.profile,
    )


def _tracks(texts: dict[str, str]) -> dict[int, Track]:
    """Tracks by the number of their episode."""
    from goglobal.subtitles import parse

    return {int(number): parse(text, format="srt") for number, text in texts.items()}


def _other_files(case: Case) -> Iterator[SubtitleFile]:
    """Files of the series' further languages: they make it have these languages, nobody reads
    them."""
    for tag in case.languages or ():
        path = f"subtitles/{tag}/ep{case.episode:03}.srt"
        yield SubtitleFile(path=path, language=tag, episode=case.episode)


def _made_from(case: Case, data: bytes, suffix: str) -> dict[tuple[str, int, Kind], MadeFrom]:
    """What `translations.csv` holds of the case's track."""
    from goglobal.project.fingerprints import fingerprint
    from goglobal.subtitles import parse

    if case.made_from_srt is None:
        return {}
    track = parse(data, format="webvtt" if suffix == "vtt" else suffix)
    if case.made_srt is not None:
        track = parse(case.made_srt, format="srt")
    source = fingerprint(parse(case.made_from_srt, format="srt"))
    made = MadeFrom(source=source, track=fingerprint(track))
    return {(case.language, case.episode, case.kind): made}


def _file(case: Case) -> tuple[bytes, str]:
    """The bytes of the subtitle file, and how its name ends."""
    given = {"srt": case.srt, "vtt": case.vtt, "bytes": case.bytes}
    texts = [(key, text) for key, text in given.items() if text is not None]
    if len(texts) != 1:
        raise ValueError("a track rule's case needs one of `srt`, `vtt` and `bytes`")
    key, text = texts[0]
    if key == "bytes":
        return text.encode("latin-1"), "srt"
    try:
        return text.encode(case.encoding), key
    except LookupError as error:
        raise ValueError(f"`encoding`: {error}") from error


def _series(case: Case, folder: Path) -> Series:
    from goglobal.project import load_series

    files = {"series.toml": SERIES, **case.files}
    if case.po is not None:
        files[f"locales/{case.language}.po"] = case.po
    for name, text in files.items():
        _write(folder, name, text.encode())
    measured = dict.fromkeys((*case.pictures, *case.videos), 1)
    for name, size in {**measured, **case.binary}.items():
        _write(folder, name, bytes(size))
    return load_series(folder)


def _write(folder: Path, name: str, data: bytes) -> None:
    parts = PureWindowsPath(name)  # its separators are those of every system
    if parts.anchor or ".." in parts.parts:
        raise ValueError(f"{name!r} leads out of the series folder")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _selected(case: Case, series: Series) -> tuple[Episode, ...]:
    if case.episodes is None:
        return series.episodes
    from goglobal.episodes import parse_episodes

    wanted = set(parse_episodes(case.episodes))
    return tuple(episode for episode in series.episodes if episode.number in wanted)


def _digests(series: Series, profile: Profile) -> tuple[TrackDigest, ...]:
    from goglobal.checking.results import digest_of
    from goglobal.rules.spellings import spellings_of
    from goglobal.subtitles import read

    own = series.source_language
    tracks = {
        file: read(Path(series.root, file.path), language=file.language)
        for file in series.subtitles
    }
    sources = {
        file.episode: track
        for file, track in tracks.items()
        if file.language == own and file.kind == "full"
    }
    subjects = {
        file: TrackSubject(
            series=series,
            track=track,
            language=file.language,
            kind=file.kind,
            episode=Episode(number=file.episode),
            path=file.path,
            source=None if file.language == own else sources.get(file.episode),
            profile=profile,
        )
        for file, track in tracks.items()
    }
    return tuple(
        digest_of(file, subject.track, names=spellings_of(subject))
        for file, subject in subjects.items()
    )
