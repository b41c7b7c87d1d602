"""Lines measured in pixels: FIT001 mended, and no other mend that makes a line too wide."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goglobal.fixing import Change
from goglobal.fixing.changes import Left
from goglobal.fixing.reframing import MENDS
from goglobal.model import Cue, Episode, Series, Track
from goglobal.profiles.schema import Fit, Profile
from goglobal.rules.base import Parameters
from goglobal.rules.frame import does_not_fit_at_all, too_wide
from goglobal.rules.subjects import TrackSubject
from goglobal.subtitles import parse

from .conftest import MendFile

FRAME = Fit(left=90, right=164)
"""826 px wide, Noto Sans at 56 px."""
FIT: dict[str, dict[str, Any]] = {code: {"enabled": True} for code in ("FIT001", "FIT004")}
LONG = "I have been waiting for you here since yesterday."
BROKEN = "I have been waiting\nfor you here since yesterday."


def srt(*texts: str) -> str:
    return "\n".join(
        f"{n}\n00:00:{5 * n:02},000 --> 00:00:{5 * n + 4:02},500\n{text}\n"
        for n, text in enumerate(texts, 1)
    )


def texts(change: Change) -> list[str]:
    return [cue.text for cue in parse(change.after, format="srt").cues]


def mended(change: Change) -> list[str]:
    return [finding.code for finding in change.mended]


def left(change: Change) -> list[tuple[str, str]]:
    return [(one.finding.code, _reason(one)) for one in change.left]


def _reason(one: Left) -> str:
    return one.reason.format(**one.arguments)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", LONG, BROKEN),
        (
            "en",
            "I have been waiting for you here\nsince noon.",
            BROKEN.replace("yesterday", "noon"),
        ),
        ("en", f"{{\\an8}}<i>{LONG}</i>", f"{{\\an8}}<i>{BROKEN}</i>"),
        (
            "en",
            f"<i>{LONG[:32]}</i>\n<i>{LONG[33:]}</i>",
            "<i>I have been waiting\nfor you here since yesterday.</i>",
        ),
        (
            "de",
            "Hast du wirklich geglaubt, dass ich dir das verzeihe?",
            "Hast du wirklich geglaubt,\ndass ich dir das verzeihe?",
        ),
        (
            "vi",
            "Đừng bao giờ nói với tôi rằng anh không biết chuyện đó.",
            "Đừng bao giờ nói với tôi rằng\nanh không biết chuyện đó.",
        ),
        (
            "ar",
            "انتظرتك هنا طوال الليل ولم تأت، فأين كنت يا صديقي؟",
            "انتظرتك هنا طوال الليل ولم تأت،\nفأين كنت يا صديقي؟",
        ),
        (
            "hi",
            "क्या तुम जानते हो कि उस रात दरवाज़ा किसने बंद किया था?",
            "क्या तुम जानते हो कि उस रात\nदरवाज़ा किसने बंद किया था?",
        ),
        (
            "th",
            "ถ้าคุณออกไปจากที่นี่ตอนนี้คุณจะไม่ได้เจอลูกอีกเลย",
            "ถ้าคุณออกไปจากที่นี่ตอนนี้\nคุณจะไม่ได้เจอลูกอีกเลย",
        ),
        (
            "zh-Hans",
            "我们总裁已经在会议室等了你整整一个上午",
            "我们总裁已经在会议室\n等了你整整一个上午",
        ),
        (
            "ja",
            "社長はもう三時間も会議室でお待ちになっています",
            "社長はもう三時間も会議室で\nお待ちになっています",
        ),
    ],
)
def test_too_wide_lines_are_broken_as_the_language_does_it(
    mend: MendFile, language: str, text: str, expected: str
) -> None:
    off = {code: {"enabled": False} for code in ("TXT002", "TIM003", "TIM005", "TXT009")}
    path = f"subtitles/{language}/ep001.srt"
    change = mend(srt(text), FIT | off, fits=(FRAME,), language=language, path=path)
    assert texts(change) == [expected]
    assert mended(change) == ["FIT001"]
    assert left(change) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- I have been waiting for you here.\n- Me too.", "FIT001"),
        (f"\u202a{LONG}\u202c", "FIT001"),
        (f"<ruby>{LONG}<rt>x</rt></ruby>", "FIT001"),
        (f"{LONG}\nAnd nobody could tell me where you had gone.", "FIT004"),
        ("Donaudampfschifffahrtskapitän.", "FIT004"),
    ],
)
def test_what_has_no_certain_break_is_left(mend: MendFile, text: str, code: str) -> None:
    off = {code: {"enabled": False} for code in ("TXT002", "TIM003", "SUB012", "TXT006")}
    change = mend(srt(text), FIT | off, fits=(FRAME,))
    assert not change.changed
    assert left(change) == [(code, "")]


def test_three_lines_become_two_only_where_both_are_narrow_enough(mend: MendFile) -> None:
    """42 characters of capitals are wider than the frame; without a frame nobody knows."""
    text = "WHO WROTE\nTHE LETTER TO MY\nMOTHER AND WHEN?"
    change = mend(srt(text), {}, {})
    assert texts(change) == ["WHO WROTE THE LETTER\nTO MY MOTHER AND WHEN?"]
    change = mend(srt(text), FIT, fits=(FRAME,))
    assert texts(change) == ["WHO WROTE THE LETTER\nTO MY MOTHER AND WHEN?"]
    narrow = Fit(left=190, right=264)
    change = mend(srt(text), FIT, fits=(narrow,))
    assert not change.changed
    assert left(change) == [("TXT001", "")]


def test_one_line_is_asked_for_only_where_it_fits(mend: MendFile) -> None:
    """24 characters: TXT011's number of those that surely fit on one line."""
    narrow, wide = "It is I, little\nsister!!", "MMM WWMM WWM\nMMM WWWMMW"
    assert texts(mend(srt(narrow, wide), {})) == [
        narrow.replace("\n", " "),
        wide.replace("\n", " "),
    ]
    change = mend(srt(narrow, wide), FIT, fits=(FRAME,))
    assert texts(change) == [narrow.replace("\n", " "), wide]
    assert left(change) == []


def test_three_lines_become_one_only_where_it_fits(mend: MendFile) -> None:
    text = "WWW\nMMMM WWW\nMMM WWWMM"
    assert texts(mend(srt(text), {})) == ["WWW MMMM WWW MMM WWWMM"]
    change = mend(srt(text), FIT, fits=(FRAME,))
    assert texts(change) == ["WWW MMMM WWW\nMMM WWWMM"]
    assert set(mended(change)) == {"TXT001"}


def test_lines_are_made_shorter_only_where_they_are_narrow_enough(mend: MendFile) -> None:
    """Two lines of 42 characters would do for TXT002, and are too wide for the frame."""
    text = "I have waited for you here since yesterday, and nobody could tell me where."
    change = mend(srt(text), {"TXT001": {"enabled": True}})
    assert mended(change) == ["TXT002"]
    change = mend(srt(text), FIT, fits=(FRAME,))
    assert not change.changed
    assert left(change) == [("FIT004", ""), ("TXT002", "")]


def test_targets_with_the_same_demands_agree(mend: MendFile) -> None:
    change = mend(srt(LONG), FIT, FIT, fits=(FRAME, FRAME))
    assert texts(change) == [BROKEN]


def test_targets_with_other_demands_are_asked_one_by_one(mend: MendFile) -> None:
    off = {"TXT002": {"enabled": False}}
    change = mend(srt(LONG), FIT | off, off, fits=(FRAME, None))
    assert not change.changed
    assert left(change) == [
        ("FIT001", "not every target asks for it, only one: run again with -t one")
    ]


def test_a_break_that_another_rule_refuses_is_not_made(mend: MendFile) -> None:
    one_line: dict[str, dict[str, Any]] = {
        "TXT001": {"parameters": {"max_lines": 1}},
        "TXT002": {"enabled": False},
    }
    change = mend(srt(LONG), FIT | one_line, fits=(FRAME,))
    assert not change.changed
    assert left(change) == [("FIT001", "mending it would cause TXT001")]


def test_lines_that_run_downwards_have_the_height(mend: MendFile) -> None:
    text = "社長はもう三時間も会議室でお待ちになっていますよ"
    vtt = f"WEBVTT\n\n00:01.000 --> 00:09.000 vertical:rl\n{text}\n"
    frame = Fit(top=250, bottom=480, left=90, right=164)
    off = {code: {"enabled": False} for code in ("TXT002", "TIM003", "TIM005")}
    path = "subtitles/ja/ep001.vtt"
    change = mend(vtt, FIT | off, fits=(frame,), language="ja", path=path)
    assert mended(change) == ["FIT001"]
    (cue,) = parse(change.after, format="webvtt").cues
    assert cue.text.replace("\n", "") == text
    assert cue.settings == "vertical:rl"


WORDS = (
    "I",
    "have",
    "been",
    "<i>waiting</i>",
    "-",
    "No.",
    "“for you”",
    "WWWW",
    "\n",
    "{\\an8}",
    "12 km",
)
MORE = ("社長は", "会議室で", "ฉันรอเธอ", "ที่นี่", "انتظرتك", "الليل", "&amp;", "…")


@given(st.lists(st.sampled_from((*WORDS, *MORE)), max_size=12), st.sampled_from(("en", "ja", "th")))
@settings(deadline=None)
def test_what_is_marked_as_mendable_is_mended(words: list[str], language: str) -> None:
    """FIT001 and FIT004 have nothing more to say of a cue that FIT001 called mendable."""
    cue = Cue(0, 4500, " ".join(words))
    before = subject_of(cue, language)
    found = list(too_wide(before, LINES))
    assert len(found) + len(list(does_not_fit_at_all(before, LINES))) <= 1
    new = MENDS["FIT001"](before, LINES, frozenset({0} if found and found[0].fixable else ()))
    after = subject_of(new[0], language)
    if found and found[0].fixable:
        assert not list(too_wide(after, LINES))
        assert not list(does_not_fit_at_all(after, LINES))
    else:
        assert new == before.track.cues


LINES = Parameters({"max_lines": 2})


def subject_of(cue: Cue, language: str) -> TrackSubject:
    return TrackSubject(
        series=Series(id="s", title="t", source_language="zh-Hans", root="/"),
        track=Track(cues=(cue,), language=language),
        language=language,
        kind="full",
        episode=Episode(number=1),
        path="p",
        profile=Profile(name="p", fit=FRAME),
    )
