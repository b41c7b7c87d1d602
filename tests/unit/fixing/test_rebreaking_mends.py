"""TXT001, TXT002, TXT011 mended: the lines are broken anew, or the cue is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.fixing.rebreaking import MENDS
from goglobal.model import Cue, Episode, Kind, Series, Track
from goglobal.profiles.schema import ParameterValue, Profile, RuleSetting
from goglobal.rules import builtin
from goglobal.rules.base import resolve
from goglobal.rules.subjects import TrackSubject


def subject_of(texts: list[str], language: str, kind: Kind = "full") -> TrackSubject:
    cues = tuple(Cue(1000 * i, 1000 * i + 900, text) for i, text in enumerate(texts))
    return TrackSubject(
        series=Series(id="s", title="t", source_language="zh-Hans", root="/"),
        track=Track(cues=cues, language=language, kind=kind),
        language=language,
        kind=kind,
        episode=Episode(number=1),
        path="subtitles/x/ep001.srt",
        profile=Profile(name="p"),
    )


def mended(
    code: str, texts: list[str], language: str = "en", /, **own: ParameterValue
) -> list[str | None]:
    """Each text as its rule's mend leaves it; None where the rule finds nothing that it can mend.

    The rule has nothing mendable to say about the outcome, and mending that changes nothing.
    """
    function = next(f for f in builtin() if f.rule.code == code)
    parameters = resolve(function.rule, RuleSetting(parameters=own), language=language)
    subject = subject_of(texts, language)
    found = [f for f in function(subject, parameters) if f.fixable]
    touched = frozenset(f.cue - 1 for f in found if f.cue)
    cues = MENDS[code](subject, parameters, touched)
    after = subject_of([cue.text for cue in cues], language)
    left = [f.cue for f in function(after, parameters) if f.cue and f.cue - 1 in touched]
    assert not left, cues
    assert list(MENDS[code](after, parameters, touched)) == list(cues)
    return [cue.text if index in touched else None for index, cue in enumerate(cues)]


def test_too_many_lines() -> None:
    texts = [
        "Where\nis\nshe?",
        "I have been waiting\nfor you here\nsince yesterday, my friend.",
        "- Where?\n- Here.\n- Who?",
        "One line",
        "This is far too much to stand in two lines of forty-two\nbecause it has so\n"
        "many words in it that nobody reads.",
    ]
    assert mended("TXT001", texts) == [
        "Where is she?",
        "I have been waiting for you here\nsince yesterday, my friend.",
        None,
        None,
        None,
    ]


def test_lines_that_have_to_be_joined_become_no_longer_than_they_need_be() -> None:
    """The platform's limit is not known here, so the lines are made as short as they can be."""
    assert mended("TXT001", ["I have waited\nfor you here\nsince noon."]) == [
        "I have waited\nfor you here since noon."
    ]


def test_line_too_long() -> None:
    texts = [
        "I have been waiting for you here since yesterday.",
        "{\\an8}<i>I have been waiting for you here since yesterday.</i>",
        "- I have been waiting for you here since yesterday.\n- Me too.",
        "Short.",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
    ]
    assert mended("TXT002", texts) == [
        "I have been waiting\nfor you here since yesterday.",
        "{\\an8}<i>I have been waiting\nfor you here since yesterday.</i>",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
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
        (
            "ko",
            "네가 여기까지 찾아올 거라고는 생각도 전혀 못 했어 정말",
            "네가 여기까지 찾아올 거라고는\n생각도 전혀 못 했어 정말",
        ),
        (
            "th",
            "ถ้าคุณออกไปจากที่นี่ตอนนี้คุณจะไม่ได้เจอลูกอีกเลย",
            "ถ้าคุณออกไปจากที่นี่ตอนนี้\nคุณจะไม่ได้เจอลูกอีกเลย",
        ),
    ],
)
def test_languages_of_the_east(language: str, text: str, expected: str) -> None:
    assert mended("TXT002", [text], language) == [expected]


def test_a_cue_that_runs_downwards_has_its_own_limit() -> None:
    function = next(f for f in builtin() if f.rule.code == "TXT002")
    parameters = resolve(function.rule, RuleSetting(), language="ja")
    cue = Cue(0, 900, "今日で君はクビだから出て行け", settings="vertical:rl")
    subject = subject_of([], "ja")
    subject = TrackSubject(
        series=subject.series,
        track=Track(cues=(cue,), language="ja", format="webvtt"),
        language="ja",
        kind="full",
        episode=subject.episode,
        path="p",
        profile=subject.profile,
    )
    assert [f.fixable for f in function(subject, parameters)] == [True]
    (new,) = MENDS["TXT002"](subject, parameters, frozenset({0}))
    assert max(map(len, new.text.split("\n"))) <= 11


def test_one_line_would_do() -> None:
    assert mended("TXT011", ["Where\nis she?", "<i>Where</i>\n<i>is she?</i>"]) == [
        "Where is she?",
        "<i>Where is she?</i>",
    ]
    assert mended("TXT011", ["你在\n哪里"], "zh-Hans") == ["你在 哪里"]


@given(
    st.lists(st.sampled_from(["I", "have", "been", "waiting", "- No.", "<i>", "</i>", "\n"])),
    st.sampled_from(["TXT001", "TXT002", "TXT011"]),
    st.integers(4, 45),
)
def test_what_is_marked_as_mendable_is_mended(words: list[str], code: str, limit: int) -> None:
    own: dict[str, ParameterValue] = {} if code == "TXT001" else {"max_cpl": limit}
    text = " ".join(words).replace(" \n ", "\n")
    (new,) = mended(code, [text], **own)
    assert new is None or new.split() != []
