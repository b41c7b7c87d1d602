"""PRJ, third part: what a target or a table beside the series names, and nobody has."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal.episodes import format_episodes, parse_episodes
from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.model import SHARED, Target
from goglobal.rules.base import Parameters, rule
from goglobal.rules.subjects import SeriesSubject
from goglobal.suggestions import nearest


@rule(
    "PRJ013",
    "unknown-reference",
    Severity.WARNING,
    "series",
    summary=N_("A target, ids.csv or deliveries.toml names something that is not there."),
    reason=N_(
        "Episodes beyond the last one, a master or a target that nobody has, a fallback for a "
        "language that nobody asks for: without a word, they would be left out of a delivery that "
        "looks complete. Targets may be shared by many series, so most of it is a warning; a "
        "picture that is delivered and that nobody knows is an error."
    ),
    fails='[targets.demo]\nepisodes = "1-99"',
    passes='[targets.demo]\nepisodes = "1-80"',
)
def unknown_reference(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    yield from _ids(subject)
    yield from _redeliveries(subject)
    yield from _episodes(subject)
    yield from _master(subject)
    yield from _fallbacks(subject)


def _ids(subject: SeriesSubject) -> Iterator[Found]:
    if not subject.targets:  # the run leaves some out, so that nobody can tell
        return
    series = subject.series
    for name in dict.fromkeys(name for name, _ in series.ids):
        if name in subject.targets:
            continue
        near = nearest(name, subject.targets)
        yield Found(
            message=N_("ids.csv has ids for the target “{name}”; did you mean “{nearest}”?")
            if near
            else N_("ids.csv has ids for the target “{name}”, which is not there"),
            arguments={"name": name, "nearest": near or ""},
            help=N_("write the target's name as it stands in goglobal.toml, or delete its rows"),
            severity=None if near else Severity.INFO,  # of last year's partner, perhaps
            path="ids.csv",
            line=series.id_lines.get(name),
        )


def _redeliveries(subject: SeriesSubject) -> Iterator[Found]:
    """Only what nobody can mean: a target may have fewer languages and episodes than the series."""
    series = subject.series
    for name in dict.fromkeys(entry.target for entry in series.redeliveries):
        if not subject.targets or name in subject.targets:
            continue
        near = nearest(name, subject.targets)
        yield Found(
            message=N_("deliveries.toml names the target “{name}”; did you mean “{nearest}”?")
            if near
            else N_("deliveries.toml names the target “{name}”, which is not there"),
            arguments={"name": name, "nearest": near or ""},
            help=N_("write the target's name as it stands in goglobal.toml"),
            severity=None if near else Severity.INFO,
            path="deliveries.toml",
        )
    languages = {*series.languages, *subject.target.fallbacks, SHARED}
    there = {episode.number for episode in series.episodes}
    for entry in series.redeliveries:
        if entry.target != subject.target.name:
            continue
        if entry.language not in languages:
            yield _unknown_redelivery(entry.language)
        beyond = set(parse_episodes(entry.episodes)) - there if entry.episodes else ()
        if beyond and there:
            yield _unknown_redelivery(f"{entry.language} {format_episodes(beyond)}")


def _unknown_redelivery(what: str) -> Found:
    return Found(
        message=N_("deliveries.toml names {what}, which the series does not have"),
        arguments={"what": what},
        help=N_("correct its language and episodes"),
        path="deliveries.toml",
    )


def _episodes(subject: SeriesSubject) -> Iterator[Found]:
    there = {episode.number for episode in subject.series.episodes}
    target = subject.target
    for key, asked in (("episodes", target.episodes), ("compilation", target.compilation)):
        if asked is None or not there:
            continue
        first, last = min(there), max(there)
        # what is missing in between is a gap: PRJ002
        beyond = [n for n in parse_episodes(asked) if n not in there and not first < n < last]
        if beyond:
            numbers = format_episodes(beyond)
            yield Found(
                message=N_(
                    "the target {target} asks for episode {numbers}, which the series does not have"
                )
                if len(beyond) == 1
                else N_(
                    "the target {target} asks for the episodes {numbers}, which the series does "
                    "not have"
                ),
                arguments={"target": target.name, "numbers": numbers, "key": key},
                help=N_("add what is missing, or correct `{key}` of the target"),
            )


def _master(subject: SeriesSubject) -> Iterator[Found]:
    target, names = subject.target, [master.name for master in subject.series.masters]
    if target.master in names or not (target.video or _is_named(target)):
        return
    near = nearest(target.master, names)
    yield Found(
        message=N_(
            "the target {target} takes the master “{master}”, which the series does not have"
        ),
        arguments={
            "target": target.name,
            "master": target.master,
            "nearest": near or "",
            "there": ", ".join(names),
        },
        help=N_("did you mean “{nearest}”? The series has {there}")
        if near
        else N_("name one that the series has ({there}), or add it under [[series.masters]]"),
        severity=Severity.ERROR if target.video else None,
        path="series.toml",
        line=subject.series.source_lines.get("series.masters"),
    )


def _is_named(target: Target) -> bool:
    """Whether a target says itself which master it takes; `clean` is what it gets otherwise."""
    return target.master != "clean"


def _fallbacks(subject: SeriesSubject) -> Iterator[Found]:
    target = subject.target
    asked = target.languages
    for wanted, used in target.fallbacks.items():
        if wanted in (subject.series.languages if asked is None else asked):
            continue
        yield Found(
            message=N_(
                "the target {target} has a fallback for {wanted}, but does not ask for {wanted}"
            ),
            arguments={"target": target.name, "wanted": wanted, "used": used},
            help=N_("name {wanted} in the target's languages, or take it out of its fallbacks"),
            # where languages are named, the fallbacks may be those of a target that it extends
            severity=Severity.INFO if asked is not None else None,
        )


RULES = (unknown_reference,)
