"""No text makes a rule raise, loop, or point outside of the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goglobal.errors import fill
from goglobal.findings import Found
from goglobal.model import Cue, Episode, Kind, Series, Track
from goglobal.profiles.schema import Profile, RuleSetting
from goglobal.rules import builtin
from goglobal.rules.base import AnyRule, resolve
from goglobal.rules.subjects import TrackSubject

OURS = [f for f in builtin() if f.rule.family in {"SUB", "TIM", "TXT"}]
N = 60_000
LONG = {
    "spaces": " " * N + "x",
    "spaces after here is": "Here is " + " " * N,
    "lines": "a \n" * N,
    "marks": "a" + "\u0301" * N + "b" * 100,
    "brackets": "[(" * N,
    "closed brackets": "[music" + " x" * N + "]",
    "stars": "**a" * N,
    "dots": "." * N,
    "tags": "<i" * N,
    "codes": "{\\" + "a" * N,
    "han": "我" * N + "\na word",
    "han and points": "我，" * N + "x\na word",
    "wide": "ＯＫ" * N,
    "controls": "\u202e\u2066" * N,
    "as a model": "作为" + " " * N + "语言模型",
    "translations": "here is the " + "translation " * N,
    "todo": "[TODO:" * N,
    "dashes": "- a\n- b\n" * N,
}


def _subject(texts: list[str], language: str, kind: Kind = "full") -> TrackSubject:
    cues = tuple(Cue(i * 1000, i * 1000 + 900, text) for i, text in enumerate(texts))
    episode = Episode(number=1, duration=500)
    return TrackSubject(
        series=Series(id="s", title="t", source_language="zh-Hans", root="/"),
        track=Track(cues=cues, language=language),
        language=language,
        kind=kind,
        episode=episode,
        path="p",
        source=Track(cues=cues),
        profile=Profile(name="p"),
    )


def _run(function: AnyRule, subject: TrackSubject) -> list[Found]:
    parameters = resolve(function.rule, RuleSetting(), language=subject.language, kind=subject.kind)
    return list(function(subject, parameters))


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("language", ["en", "zh-Hans", "th"])
def test_time_grows_with_the_text_and_no_faster(name: str, language: str) -> None:
    subject = _subject([LONG[name]], language)
    for function in OURS:
        start = time.process_time()
        found = _run(function, subject)
        spent = time.process_time() - start
        assert spent < 3, f"{function.rule.code}: {spent:.1f} s"
        assert len(found) < 50
        assert all(len(one.excerpt or "") <= 200 for one in found)


TEXTS = st.text(
    st.sampled_from(
        "aA \n.-<>{}\\/i[]()（）我，。？♪…\u00ad\u200b\u202b\u202c\u202e\u0301\ufe0fที่*`:1"
    )
    | st.characters(exclude_categories=["Cs"]),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(TEXTS, max_size=4),
    st.sampled_from(["en", "zh-Hans", "th", "ar", "ko", "nl"]),
    st.sampled_from(["full", "sdh", "forced"]),
)
def test_findings_are_well_formed(texts: list[str], language: str, kind: Kind) -> None:
    subject = _subject(texts, language, kind)
    for function in OURS:
        for found in _run(function, subject):
            fill(found.message, found.arguments)
            found.message.format_map(found.arguments)
            found.help.format_map(found.arguments)
            if found.cue is not None:
                assert 1 <= found.cue <= len(texts)
                assert found.line is not None
                assert found.line >= 1
            if found.span is not None:
                assert found.excerpt is not None
                assert 0 <= found.span[0] < found.span[1] <= len(found.excerpt)


def test_an_empty_track_has_nothing_to_find() -> None:
    subject = _subject([], "en")
    assert [f.rule.code for f in OURS if _run(f, subject)] == []
