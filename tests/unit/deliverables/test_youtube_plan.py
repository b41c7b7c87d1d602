"""The plan says how many days YouTube's quota makes of a delivery, and what may be done instead."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.unit.deliverables.videos import LANGUAGES, context, files, rendering, series

from goglobal.deliverables.base import Context, render
from goglobal.deliverables.youtube_plan import Call, Quota, laid_out
from goglobal.errors import GoGlobalError


def plan(given: Context, **options: str | int | bool) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(rendering("youtube-plan", options=options), given))
    return found


def test_80_episodes_in_15_languages_take_49_days_and_the_plan_says_so() -> None:
    of = series(episodes=80)
    found = plan(context(of, described=files(of)))
    assert found["totals"]["calls"] == {
        "captions.insert": 1_200,
        "thumbnails.set": 80,
        "videos.update": 80,
    }
    assert found["totals"]["units"] == 1_200 * 400 + 80 * 50 + 80 * 50 == 488_000
    assert found["totals"]["days"] == len(found["days"]) == 49, "488,000 / 10,000, rounded up"
    said = " ".join(found["summary"])
    assert "takes 49 days" in said
    assert "1200 caption files at 400 units each: 25 a day at most" in said
    assert "the captions alone take 48 days" in said
    instead = " ".join(found["alternatives"])
    assert "Content Manager" in instead
    assert "quota extension" in instead


def test_days_keep_the_quota_and_the_order() -> None:
    of = series(episodes=80)
    found = plan(context(of, described=files(of)))
    assert [day["day"] for day in found["days"]] == list(range(1, len(found["days"]) + 1))
    for day in found["days"]:
        assert day["units"] == sum(call["units"] for call in day["calls"]) <= 10_000
    made = [call for day in found["days"] for call in day["calls"]]
    assert [call["call"] for call in made] == [
        *(["videos.update"] * 80),
        *(["thumbnails.set"] * 80),
        *(["captions.insert"] * 1_200),
    ]
    captions = made[160:]
    assert [call["episode"] for call in captions] == [n for n in range(1, 81) for _ in LANGUAGES]
    assert [call["language"] for call in captions[:15]] == ["zh-CN", *LANGUAGES[1:]]
    assert captions[0] == {
        "call": "captions.insert",
        "units": 400,
        "episode": 1,
        "video_id": "VIDEO000001",
        "language": "zh-CN",
        "bundle": "zh-Hans",
        "path": "captions/ep001.zh-Hans.srt",
    }


def test_new_videos_are_uploaded_first_100_a_day() -> None:
    of = series(episodes=120, ids={})
    given = tuple(one for one in files(of, video=True) if one.role == "video")
    found = plan(context(of, described=given))
    assert [len(day["calls"]) for day in found["days"]] == [100, 20]
    assert found["totals"]["units"] == 0
    assert "120 videos are new" in " ".join(found["summary"])
    assert "video_id" not in found["days"][0]["calls"][0]
    older = plan(context(of, described=given), units_per_upload=1_600)
    assert [len(day["calls"]) for day in older["days"]] == [6] * 20
    assert plan(context(series(episodes=120), described=given))["totals"]["calls"] == {}


def test_another_quota_makes_other_days() -> None:
    of = series(episodes=2)
    given = context(of, described=files(of))
    assert plan(given)["totals"]["days"] == 2
    wide = plan(given, units_per_day=1_000_000)
    assert (wide["totals"]["days"], wide["alternatives"]) == (1, [])
    assert plan(given, units_per_caption=0, units_per_day=50)["totals"]["days"] == 4


def test_a_quota_that_pays_for_no_call_is_refused() -> None:
    with pytest.raises(GoGlobalError, match="399 units does not pay for a call of 400"):
        plan(context(), units_per_day=399)


def test_a_day_ends_before_the_call_that_it_cannot_pay() -> None:
    calls = tuple(Call(call="captions.insert", units=units) for units in (6, 4, 1, 10, 9, 2))
    days = laid_out(calls, Quota(units_per_day=10))
    assert [[call.units for call in day.calls] for day in days] == [[6, 4], [1], [10], [9], [2]]
    assert laid_out((), Quota()) == ()


def test_a_long_cut_has_one_caption_a_language() -> None:
    of = series(ids={("demo", None): "CUT"})
    found = plan(context(of, described=files(of, cut=True), cut=(1, 2)))
    assert found["totals"]["calls"]["captions.insert"] == 15
    assert {call["video_id"] for day in found["days"] for call in day["calls"]} == {"CUT"}


def test_texts_that_did_not_fit_are_listed() -> None:
    of = series(title=150, episodes=1)
    found = plan(context(of, described=files(of)))
    assert {one["language"] for one in found["shortened"]} == {"zh-CN", *LANGUAGES[1:]}
    assert "15 texts did not fit whole" in " ".join(found["summary"])


def test_the_order_of_languages_and_files_changes_nothing() -> None:
    of = series()
    other = context(of, languages=tuple(reversed(LANGUAGES)), described=tuple(reversed(files(of))))
    assert plan(context(of, described=files(of))) == plan(other)
