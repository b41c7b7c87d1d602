"""PRJ: the series folder as a whole, its files and its episodes."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import splitext

from goglobal.episodes import format_episodes, parse_episodes
from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.model import Series
from goglobal.rules.base import Parameters, rule
from goglobal.rules.obligations import (
    ai_notice,
    burned_in_and_sidecar,
    missing_registration,
    outside_rights,
    stale_waiver,
)
from goglobal.rules.reports import retold
from goglobal.rules.subjects import SeriesSubject


@rule(
    "PRJ001",
    "language-tag",
    Severity.ERROR,
    "series",
    summary=N_("A folder, file or key names a language by something that is no canonical tag."),
    reason=N_(
        "Platforms match languages by BCP 47 tag. What is no tag is never delivered; an outdated "
        "or differently spelled tag is understood here, but not by everybody else who reads the "
        "folder."
    ),
    fails="subtitles/english/ep001.srt",
    passes="subtitles/en/ep001.srt",
    by_target=False,
)
def language_tag(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    yield from retold(
        subject, "PRJ001", help=N_("use the canonical BCP 47 tag, or name an alias in [layout]")
    )


@rule(
    "PRJ002",
    "episode-numbering",
    Severity.ERROR,
    "series",
    summary=N_("An episode number is missing, stands twice, or is out of order."),
    reason=N_(
        "Platforms show episodes by number. A gap is an episode that viewers miss, and a number "
        "that stands twice overwrites one episode with another."
    ),
    fails="[[episodes]]\nnumber = 1\n\n[[episodes]]\nnumber = 3",
    passes="[[episodes]]\nnumber = 1\n\n[[episodes]]\nnumber = 2",
)
def episode_numbering(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    series = subject.series
    there = {episode.number for episode in series.episodes}
    if not there:
        yield Found(
            message=N_("the series has no episodes"),
            help=N_("declare [[episodes]], or add the source language's subtitle files"),
            path="series.toml",
        )
        return
    positions: dict[int, list[int]] = {}
    for position, episode in enumerate(series.episodes):
        positions.setdefault(episode.number, []).append(position)
    numbers = [episode.number for episode in subject.episodes]
    seen: set[int] = set()
    for index, number in enumerate(numbers):
        if number in seen:
            yield Found(
                message=N_("episode {number} stands twice"),
                arguments={"number": number},
                help=N_("give each episode its own number"),
                path="series.toml",
                line=_line(series, positions[number][-1]),
            )
        elif index and number < numbers[index - 1]:
            yield Found(
                message=N_("episode {number} stands after episode {before}"),
                arguments={"number": number, "before": numbers[index - 1]},
                help=N_("put the episodes in the order of their numbers"),
                path="series.toml",
                line=_line(series, positions[number][0]),
            )
        seen.add(number)
    asked = subject.target.episodes
    wanted = range(min(seen), max(seen)) if asked is None else parse_episodes(asked)
    gaps = [n for n in wanted if n not in there and min(seen) < n < max(seen)] if seen else []
    for run in format_episodes(gaps).split(",") if gaps else ():  # 3 for 300 is one mistake
        yield Found(
            message=N_("the episodes {numbers} are missing between {first} and {last}")
            if "-" in run
            else N_("episode {numbers} is missing between {first} and {last}"),
            arguments={"numbers": run, "first": min(seen), "last": max(seen)},
            help=N_("add what is missing, or leave it out of the target's episodes"),
            path="series.toml",
        )


@rule(
    "PRJ003",
    "missing-track",
    Severity.ERROR,
    "series",
    summary=N_("An episode has no subtitle file in a language and kind that the target asks for."),
    reason=N_("A platform refuses a language with episodes missing, or shows them without text."),
    fails="subtitles/th/ep001.srt\nsubtitles/th/ep003.srt",
    passes="subtitles/th/ep001.srt\nsubtitles/th/ep002.srt\nsubtitles/th/ep003.srt",
)
def missing_track(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    series = subject.series
    there = {(file.language, file.kind, file.episode) for file in series.subtitles}
    any_there = {(language, kind) for language, kind, _ in there}
    numbers = tuple(dict.fromkeys(episode.number for episode in subject.episodes))
    own = set(series.languages)
    fallbacks = subject.target.fallbacks
    used = dict.fromkeys(t if t in own else fallbacks.get(t, t) for t in subject.languages)
    for language in used:
        for kind in subject.profile.subtitles.kinds:
            missing = [n for n in numbers if (language, kind, n) not in there]
            if not missing or _no_sidecar_wanted(subject, language, (language, kind) in any_there):
                continue
            if len(missing) == len(numbers) > 1:
                yield Found(
                    message=N_("there is no {kind} subtitle file in {language} at all"),
                    arguments={"kind": kind, "language": language, "count": len(missing)},
                    help=N_("add the language's {count} files, or take it out of the target"),
                    language=language,
                )
                continue
            for number in missing:
                path = expected_path(series, language, number, kind)
                yield Found(
                    message=N_("episode {episode} has no {kind} subtitle file in {language}"),
                    arguments={
                        "episode": number,
                        "kind": kind,
                        "language": language,
                        "path": path,
                    },
                    help=N_("add {path}, or leave the episode out of the target"),
                    path=path,
                    language=language,
                    episode=number,
                    kind=kind,
                )


@rule(
    "PRJ004",
    "unexpected-file",
    Severity.WARNING,
    "series",
    summary=N_("A file matches no pattern of the series' layout."),
    reason=N_("A file whose name has a slip in it would silently stay at home."),
    fails="subtitles/th/ep1.srt",
    passes="subtitles/th/ep001.srt",
    by_target=False,
)
def unexpected_file(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    yield from retold(
        subject,
        "PRJ004",
        help=N_("rename the file as the layout says, or move it out of the folder"),
    )


@rule(
    "PRJ005",
    "unsafe-name",
    Severity.ERROR,
    "series",
    summary=N_("A name is unsafe on some system, or two names are the same on another."),
    reason=N_(
        "Names with control characters, look-alike separators or reserved words do not survive the "
        "way to a bucket or a Windows disk; names that differ only by case or normalisation "
        "overwrite each other there."
    ),
    fails="subtitles/zh-Hans/ep001.srt\nsubtitles/zh_CN/ep001.srt",
    passes="subtitles/zh-Hans/ep001.srt",
    by_target=False,
)
def unsafe_name(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    yield from retold(subject, "PRJ005", help=N_("rename one of the files"))


def _line(series: Series, position: int) -> int | None:
    lines = series.source_lines
    return lines.get(f"episodes[{position}].number") or lines.get(f"episodes[{position}]")


def _no_sidecar_wanted(subject: SeriesSubject, language: str, some: bool) -> bool:
    """Whether nobody asked for this language's files.

    A target without `languages` takes what there is, and a source language whose text is in the
    picture has no files.
    """
    if some or language != subject.series.source_language:
        return False
    master = next((m for m in subject.series.masters if m.name == subject.target.master), None)
    return subject.target.languages is None or (master is not None and master.burned_in == language)


def expected_path(series: Series, language: str, episode: int, kind: str) -> str:
    """Where the layout expects a subtitle file."""
    known: dict[str, str] = series.__dict__.setdefault("_folders", {})  # as a cached property is
    if language not in known:
        folders = {tag: name for name, tag in series.layout.aliases.items()}
        used = {file.language for file in series.subtitles if f"/{language}/" in file.path}
        known[language] = language if language in used else folders.get(language, language)
    folder = known[language]
    pattern = series.layout.subtitles
    path = pattern.format(
        language=folder, episode=episode, kind=kind, series=series.id, season=series.season
    )
    stem, suffix = splitext(path)
    named = kind == "full" or "{kind}" in pattern
    return f"{stem}{'' if named else f'.{kind}'}{suffix or '.srt'}"


RULES = (
    language_tag,
    episode_numbering,
    missing_track,
    unexpected_file,
    unsafe_name,
    missing_registration,
    ai_notice,
    burned_in_and_sidecar,
    outside_rights,
    stale_waiver,
)
