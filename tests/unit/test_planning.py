"""What is planned: which languages and episodes of which series go to which target."""

from __future__ import annotations

from pathlib import Path

import pytest

from goglobal.episodes import format_episodes
from goglobal.errors import ProfileError, UsageError
from goglobal.model import Catalog, Episode, Kind, Series, SubtitleFile, Target
from goglobal.planning import language_tasks, parse_episodes, plan
from goglobal.plans import Plan

BASE = 'extends = "generic"\nsource = "a test"\nchecked = 2026-06-01\n'


def make_series(
    languages: str = "zh-Hans en th",
    *,
    numbers: tuple[int, ...] = (1, 2, 3),
    name: str = "moonlit-bund",
    kinds: tuple[Kind, ...] = ("full",),
) -> Series:
    return Series(
        id=name,
        title="外滩月色",
        source_language="zh-Hans",
        root=f"/series/{name}",
        episodes=tuple(Episode(number=number) for number in numbers),
        subtitles=tuple(
            SubtitleFile(
                path=f"subtitles/{language}/ep{number:03}.{kind}.srt",
                language=language,
                episode=number,
                kind=kind,
            )
            for language in sorted(languages.split())
            for number in numbers
            for kind in kinds
        ),
    )


def make_target(name: str = "demo", platform: str = "generic", **fields: object) -> Target:
    return Target(name=name, platform=platform, url=f"file:///out/{name}", **fields)  # type: ignore[arg-type]


def shape(planned: Plan) -> list[tuple[str, str, tuple[str, ...], tuple[int, ...]]]:
    return [(a.series.id, a.target.name, a.languages, a.episodes) for a in planned.assignments]


@pytest.mark.parametrize(
    ("selection", "numbers"),
    [
        ("1", (1,)),
        ("1-3,7", (1, 2, 3, 7)),
        (" 3 , 1-2 ", (1, 2, 3)),
        ("2,2,1-2", (1, 2)),
        ("1，3", (1, 3)),
    ],
)
def test_selections_name_numbers(selection: str, numbers: tuple[int, ...]) -> None:
    assert parse_episodes(selection) == numbers


@pytest.mark.parametrize(
    "selection", ["", "a", "1-", "-3", "3-1", "1-99999999", "1;2", "１-３", "1--2"]
)
def test_what_is_no_selection_is_an_error(selection: str) -> None:
    with pytest.raises(UsageError):
        parse_episodes(selection)


def test_numbers_back_to_a_selection() -> None:
    assert format_episodes([7, 1, 3, 2, 3]) == "1-3,7"
    assert format_episodes([]) == ""
    assert parse_episodes(format_episodes(range(1, 81))) == tuple(range(1, 81))


def test_every_target_is_laid_over_every_series() -> None:
    planned = plan(
        [make_series(), make_series("zh-Hans vi", name="harbour")],
        [make_target(), make_target("second", languages=("vi", "en"))],
    )
    assert shape(planned) == [
        ("moonlit-bund", "demo", ("zh-Hans", "en", "th"), (1, 2, 3)),
        ("moonlit-bund", "second", ("en", "vi"), (1, 2, 3)),
        ("harbour", "demo", ("zh-Hans", "vi"), (1, 2, 3)),
        ("harbour", "second", ("en", "vi"), (1, 2, 3)),
    ]


def test_a_language_that_the_series_lacks_stays_planned() -> None:
    planned = plan(make_series("zh-Hans"), make_target(languages=("th",)))
    assert shape(planned)[0][2] == ("th",)


def test_asked_languages_are_canonicalised() -> None:
    planned = plan(make_series(), make_target(), languages=["zh_CN", "EN"])
    assert shape(planned)[0][2] == ("zh-Hans", "en")


def test_a_series_without_the_asked_language_is_left_out() -> None:
    both = [make_series(), make_series("zh-Hans vi", name="harbour")]
    assert [row[0] for row in shape(plan(both, make_target(), languages=["vi"]))] == ["harbour"]


def test_an_unknown_language_names_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        plan(make_series("zh-Hans es-419"), make_target(), languages=["es-49"])
    assert caught.value.arguments["nearest"] == "es-419"
    assert "{nearest}" in caught.value.help


def test_a_language_that_no_target_delivers_is_an_error() -> None:
    with pytest.raises(UsageError, match="“th”"):
        plan(make_series(), make_target(languages=("en",)), languages=["th"])


def test_episodes_are_those_of_series_target_and_command() -> None:
    series = make_series(numbers=(3, 1, 2, 8))
    target = make_target(episodes="1-3")
    assert shape(plan(series, target))[0][3] == (3, 1, 2)
    assert shape(plan(series, target, episodes="2-8"))[0][3] == (3, 2)
    assert shape(plan(series, target, episodes=[1]))[0][3] == (1,)


def test_nothing_selected_is_an_error() -> None:
    for series, targets in [([], [make_target()]), ([make_series()], [])]:
        with pytest.raises(UsageError, match="nothing is selected"):
            plan(series, targets)
    with pytest.raises(UsageError, match="nothing is selected"):
        plan(make_series(), make_target(), episodes="90-99")
    with pytest.raises(UsageError, match="nothing is selected"):
        plan(make_series(), make_target(languages=()))


def test_a_series_without_episodes_stays_so_that_checks_can_tell() -> None:
    assert shape(plan(make_series(numbers=()), make_target(languages=("en",))))[0][3] == ()


def test_only_the_target_says_what_stands_in() -> None:
    series = make_series("zh-Hans es-419 es-ES")
    fallbacks = {"es-MX": "es-419", "es-ES": "es-419"}
    wanted = ("es-MX", "es-ES", "es-AR")
    (assignment,) = plan(series, make_target(languages=wanted, fallbacks=fallbacks)).assignments
    assert assignment.fallbacks == {"es-MX": "es-419"}  # es-ES has files of its own
    assert [assignment.source_of(tag) for tag in wanted] == ["es-419", "es-ES", "es-AR"]


def test_a_catalog_alone_keeps_a_language_from_being_replaced() -> None:
    series = make_series("zh-Hans es-419")
    own = Catalog(language="es-MX", path="locales/es-MX.po")
    series = Series(
        **{**{f: getattr(series, f) for f in series.__struct_fields__}, "catalogs": {"es-MX": own}}
    )
    (assignment,) = plan(
        series, make_target(languages=("es-MX",), fallbacks={"es-MX": "es-419"})
    ).assignments
    assert assignment.source_of("es-MX") == "es-MX"


def test_a_platform_without_the_language_gets_it_only_when_named(tmp_path: Path) -> None:
    profiles = tmp_path / "profiles"
    profiles.mkdir()
    (profiles / "narrow.toml").write_text(
        BASE + '[languages]\naccepted = ["en"]\n',
        encoding="utf-8",
    )
    own = {"platform": "narrow", "profiles": str(profiles)}
    assert shape(plan(make_series(), make_target(**own)))[0][2] == ("en",)
    named = plan(make_series(), make_target(**own, languages=("en", "th")))
    assert shape(named)[0][2] == ("en", "th")


def test_an_unknown_platform_is_an_error() -> None:
    with pytest.raises(ProfileError):
        plan(make_series(), make_target(platform="genric"))


def test_two_series_of_one_id_are_an_error() -> None:
    one, other = make_series(), make_series()
    other = Series(
        **{**{f: getattr(other, f) for f in other.__struct_fields__}, "root": "/elsewhere"}
    )
    with pytest.raises(UsageError, match="moonlit-bund"):
        plan([one, other], make_target())


def test_tasks_name_each_file_once() -> None:
    planned = plan(
        make_series("zh-Hans en es-419", kinds=("full", "sdh")),
        [
            make_target(episodes="1-2", languages=("en", "es-MX"), fallbacks={"es-MX": "es-419"}),
            make_target("second", episodes="2-3", languages=("zh-Hans", "en")),
        ],
    )
    tasks = {task.language: task for task in language_tasks(planned)}
    assert list(tasks) == ["zh-Hans", "en", "es-419"]
    assert [f.episode for f in tasks["en"].files] == [1, 1, 2, 2, 3, 3]
    assert [f.episode for f in tasks["zh-Hans"].files] == [2, 2, 3, 3]
    assert [f.episode for f in tasks["es-419"].files] == [1, 1, 2, 2]
    # a file of another episode is known by that episode's source, selected or not
    assert [(f.episode, f.kind) for f in tasks["es-419"].sources] == [
        (1, "full"),
        (2, "full"),
        (3, "full"),
    ]
    assert tasks["zh-Hans"].sources == ()
    assert [a.target.name for a in tasks["en"].assignments] == ["demo", "second"]
    assert [a.target.name for a in tasks["es-419"].assignments] == ["demo"]


def test_tasks_leave_out_kinds_that_no_platform_takes(tmp_path: Path) -> None:
    (tmp_path / "plain.toml").write_text(
        BASE + "[subtitles]\noptional_kinds = []\n",
        encoding="utf-8",
    )
    target = make_target(platform=str(tmp_path / "plain.toml"))
    tasks = language_tasks(plan(make_series(kinds=("full", "sdh")), target))
    assert {file.kind for task in tasks for file in task.files} == {"full"}


def test_every_profile_that_cannot_be_used_is_told_at_once() -> None:
    targets = [make_target("a", "nope"), make_target("b"), make_target("c", "nada")]
    with pytest.raises(ProfileError) as caught:
        plan(make_series(), targets)
    assert [problem.file for problem in caught.value.problems] == ["nope", "nada"]


def test_one_language_may_be_given_as_text() -> None:
    assert plan(make_series(), make_target(), languages="th").assignments[0].languages == ("th",)
