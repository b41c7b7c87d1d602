"""What an error holds back of a delivery, and what goes all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from goglobal.checking import Held, held
from goglobal.findings import Finding, Severity, Waived
from goglobal.profiles.schema import Subtitles

Make = Callable[..., Any]


def error(**fields: Any) -> Finding:
    given = {
        "code": "TIM001",
        "name": "overlap",
        "severity": Severity.ERROR,
        "message": "-",
        "series": "moonlit-bund",
        **fields,
    }
    return Finding(**given)


TRACK = {"language": "th", "kind": "full", "episode": 2, "path": "subtitles/th/ep002.srt"}
METADATA = {"language": "th", "episode": 2, "path": "locales/th.po"}


@pytest.fixture
def target(make_series: Make, assign: Make) -> Make:
    """An assignment of three languages and three episodes."""

    def make(**fields: Any) -> Any:
        series = make_series("zh-Hans th vi", numbers=(1, 2, 3))
        given = {"languages": ("zh-Hans", "th", "vi"), "episodes": (1, 2, 3), **fields}
        return assign(series, **given)

    return make


@pytest.mark.parametrize(
    ("hold", "expected"),
    [
        ("episode", {"th": (2,)}),
        ("language", {"th": "all"}),
        ("all", {None: "all"}),
    ],
)
def test_an_error_in_a_track_holds_what_the_target_says(
    target: Make, hold: str, expected: dict[str | None, Any]
) -> None:
    assert held(target(hold=hold), [error(**TRACK)]).by_language() == expected


def test_an_error_in_the_sources_track_holds_that_track_only(target: Make) -> None:
    found = held(target(), [error(**{**TRACK, "language": "zh-Hans"})])
    assert found.by_language() == {"zh-Hans": (2,)}
    assert found.holds("zh-Hans", 2)
    assert not found.holds("zh-Hans", 1)
    assert not found.holds("zh-Hans")
    assert not found.holds("th", 2)


def test_a_source_that_is_not_delivered_holds_nothing(target: Make) -> None:
    wanted = target(languages=("th",))
    assert held(wanted, [error(**{**TRACK, "language": "zh-Hans"})]) == Held()


def test_an_error_in_a_languages_metadata_holds_that_language(target: Make) -> None:
    found = held(target(), [error(code="CAT001", **METADATA)])
    assert found.by_language() == {"th": "all"}
    assert found.holds("th")
    assert found.holds("th", 1)


@pytest.mark.parametrize(
    ("hold", "episode", "expected"),
    [
        ("episode", 2, {"th": (2,)}),
        ("episode", None, {"th": "all"}),
        ("language", 2, {"th": "all"}),
        ("all", 2, {None: "all"}),
    ],
)
def test_an_error_in_a_picture_holds_what_the_target_says(
    target: Make, hold: str, episode: int | None, expected: dict[str | None, Any]
) -> None:
    finding = error(code="ART006", language="th", episode=episode, path="artwork/th/still.jpg")
    assert held(target(hold=hold), [finding]).by_language() == expected


def test_an_error_in_the_shared_part_holds_all(target: Make) -> None:
    found = held(target(), [error(code="MET001", path="series.toml")])
    assert found.all
    assert found.holds("vi", 3)
    assert found.by_language() == {None: "all"}
    assert [part.language for part in found.parts] == [None]


def test_only_unwaived_errors_hold(target: Make) -> None:
    waived = Waived(reason="meant", by="Li Wei")
    harmless = [error(**TRACK, waived=waived), error(**{**TRACK, "severity": Severity.WARNING})]
    assert held(target(), harmless) == Held()


def test_other_series_targets_and_episodes_are_no_concern(target: Make) -> None:
    others = [
        error(**TRACK, target="second"),
        error(**{**TRACK, "series": "harbour"}),
        error(**{**TRACK, "language": "es-419"}),
    ]
    assert held(target(), others) == Held()
    assert held(target(episodes=(1, 3)), [error(**TRACK), error(episode=2)]) == Held()
    assert held(target(), [error(**TRACK, target="demo")]).by_language() == {"th": (2,)}


def test_a_kind_that_the_platform_does_not_take_holds_nothing(target: Make) -> None:
    plain = {"subtitles": Subtitles(optional_kinds=())}
    sdh = error(**{**TRACK, "kind": "sdh"})
    assert held(target(profile=plain), [sdh]) == Held()
    assert held(target(), [sdh]).by_language() == {"th": (2,)}


def test_files_that_stand_in_hold_the_language_that_is_wanted(target: Make) -> None:
    wanted = target(languages=("th", "es-MX"), fallbacks={"es-MX": "es-419"})
    found = held(wanted, [error(**{**TRACK, "language": "es-419"})])
    assert found.by_language() == {"es-MX": (2,)}


def test_a_language_with_every_episode_held_is_held_whole(target: Make) -> None:
    every = [error(**{**TRACK, "episode": number}) for number in (3, 1, 2)]
    assert held(target(), every).by_language() == {"th": "all"}
    assert held(target(), every[:2]).by_language() == {"th": (1, 3)}


def test_reasons_are_kept_with_what_they_hold(target: Make) -> None:
    first, second = error(**TRACK), error(code="TIM002", **TRACK)
    other = error(code="CAT002", **{**METADATA, "language": "vi"})
    found = held(target(), [second, other, first])
    assert [(p.language, p.episodes, [r.code for r in p.reasons]) for p in found.parts] == [
        ("th", (2,), ["TIM002", "TIM001"]),
        ("vi", None, ["CAT002"]),
    ]
