"""PRJ014: what a long cut is made of."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal.episodes import format_episodes
from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameters, rule
from goglobal.rules.subjects import SeriesSubject


@rule(
    "PRJ014",
    "incomplete-cut",
    Severity.ERROR,
    "series",
    summary=N_("A long cut cannot be put together from its episodes."),
    reason=N_(
        "The subtitles of a long cut stand one episode after the other: without an episode's "
        "duration, nobody knows where the next begins. A track of a kind that only some of its "
        "episodes have is left out of it."
    ),
    fails='compilation = "1-40"\n\n[[episodes]]\nnumber = 1',
    passes='compilation = "1-40"\n\n[[episodes]]\nnumber = 1\nduration = "00:01:32.500"',
)
def incomplete_cut(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    series, target = subject.series, subject.target
    if not target.compilation:
        return
    positions = {episode.number: index for index, episode in enumerate(series.episodes)}
    without = [e.number for e in subject.episodes[:-1] if not e.duration]
    if without:
        first = f"episodes[{positions[without[0]]}]"
        yield Found(
            message=N_("the long cut of {target} needs the durations of episodes {episodes}"),
            arguments={"target": target.name, "episodes": format_episodes(without)},
            help=N_("add `duration` to each of them in series.toml"),
            path="series.toml",
            line=series.source_lines.get(f"{first}.number"),
        )
    wanted = {episode.number for episode in subject.episodes}
    kinds = set(subject.profile.subtitles.optional_kinds) - {"forced"}
    for language in subject.languages:
        used = language
        if language not in series.languages:
            used = target.fallbacks.get(language, language)
        for kind in sorted(kinds):
            there = {f.episode for f in series.subtitles if (f.language, f.kind) == (used, kind)}
            missing = wanted - there
            if there & wanted and missing:
                yield Found(
                    message=N_(
                        "the long cut goes without the {kind} track: episodes {episodes} have none"
                    ),
                    arguments={"kind": kind, "episodes": format_episodes(missing)},
                    help=N_("add them, or leave it at that"),
                    severity=Severity.WARNING,
                    path="series.toml",
                    language=language,
                )


RULES = (incomplete_cut,)
