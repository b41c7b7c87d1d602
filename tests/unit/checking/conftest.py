"""Small series, assignments and rules to check with, without a disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from goglobal.findings import Found, Severity
from goglobal.model import Cue, Episode, Kind, Series, SubtitleFile, Target, Track, Waiver
from goglobal.plans import Assignment
from goglobal.profiles.schema import Deliverable, Profile
from goglobal.rules.base import AnyRule, Parameter, Parameters, rule
from goglobal.rules.subjects import SeriesSubject, TrackSubject

TODAY = dt.date(2026, 6, 1)
SRT = Deliverable(format="srt", name="{series}.{episode:03}.{language}{kind:.}.srt")


@rule(
    "XXX001",
    "shouting",
    Severity.WARNING,
    "track",
    summary="",
    reason="",
    fails="",
    passes="",
    parameters=(Parameter(name="most", default=0, doc=""),),
)
def shouting(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    """Cues with more exclamation marks than `most`."""
    for index, cue in enumerate(subject.track.cues):
        if cue.text.count("!") > parameters.integer("most"):
            yield Found(
                message="shouts", help="-", cue=index + 1, line=subject.track.line_of(index)
            )


@rule("XXX002", "broken", Severity.WARNING, "track", summary="", reason="", fails="", passes="")
def broken(subject: TrackSubject, _: Parameters) -> Iterator[Found]:
    """Finds one thing, then crashes."""
    yield Found(message="before the crash", help="-", line=1)
    raise ZeroDivisionError("secret text")


@rule(
    "XXX003",
    "target-named",
    Severity.ERROR,
    "series",
    summary="",
    reason="",
    fails="",
    passes="",
)
def target_named(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    """Finds something in series with a target called `bad`."""
    if subject.target.name == "bad":
        yield Found(message="a bad target", help="-")


@rule(
    "XXX004",
    "once",
    Severity.ERROR,
    "series",
    summary="",
    reason="",
    fails="",
    passes="",
    by_target=False,
)
def once(subject: SeriesSubject, _: Parameters) -> Iterator[Found]:
    """Tells which languages and episodes it was shown."""
    numbers = ",".join(str(episode.number) for episode in subject.episodes)
    yield Found(
        message="{languages} {numbers}",
        arguments={"languages": ",".join(subject.languages), "numbers": numbers},
        help="-",
    )


@rule(
    "XXX005",
    "off",
    Severity.WARNING,
    "track",
    summary="",
    reason="",
    fails="",
    passes="",
    enabled=False,
)
def off(subject: TrackSubject, _: Parameters) -> Iterator[Found]:
    """On only where somebody asks."""
    yield Found(message="asked for", help="-", line=1)


RULES: tuple[AnyRule, ...] = (shouting, broken, target_named, once, off)


@pytest.fixture
def rules() -> dict[str, AnyRule]:
    return {function.rule.code: function for function in RULES}


MakeSeries = Callable[..., Series]


@pytest.fixture
def make_series() -> MakeSeries:
    def make(
        languages: str = "zh-Hans th",
        *,
        numbers: tuple[int, ...] = (1, 2),
        kinds: tuple[Kind, ...] = ("full",),
        waivers: tuple[Waiver, ...] = (),
    ) -> Series:
        return Series(
            id="moonlit-bund",
            title="外滩月色",
            source_language="zh-Hans",
            root="/nowhere",
            episodes=tuple(Episode(number=number) for number in numbers),
            waivers=waivers,
            subtitles=tuple(
                SubtitleFile(
                    path=f"subtitles/{tag}/ep{n:03}.{kind}.srt", language=tag, episode=n, kind=kind
                )
                for tag in languages.split()
                for n in numbers
                for kind in kinds
            ),
        )

    return make


MakeAssignment = Callable[..., Assignment]


@pytest.fixture
def assign() -> MakeAssignment:
    def make(
        series: Series,
        name: str = "demo",
        *,
        languages: tuple[str, ...] = ("zh-Hans", "th"),
        episodes: tuple[int, ...] = (1, 2),
        fallbacks: dict[str, str] | None = None,
        profile: dict[str, Any] | None = None,
        **target: Any,
    ) -> Assignment:
        return Assignment(
            series=series,
            target=Target(name=name, platform=f"{name}-app", url=f"file:///{name}", **target),
            profile=Profile(name=f"{name}-app", **{"deliverables": (SRT,), **(profile or {})}),
            languages=languages,
            episodes=episodes,
            fallbacks=fallbacks or {},
        )

    return make


def read(series: Series, language: str, *texts: str) -> tuple[tuple[SubtitleFile, Track], ...]:
    """Every file of a language, as if it had been read: one cue for each of `texts`."""
    cues = tuple(Cue(1000 + 3000 * i, 3000 + 3000 * i, text) for i, text in enumerate(texts))
    return tuple(
        (file, Track(cues=cues, language=language, episode=file.episode, kind=file.kind))
        for file in series.subtitles
        if file.language == language
    )


@pytest.fixture(name="read")
def read_fixture() -> Callable[..., tuple[tuple[SubtitleFile, Track], ...]]:
    return read


@pytest.fixture
def today() -> dt.date:
    return TODAY
