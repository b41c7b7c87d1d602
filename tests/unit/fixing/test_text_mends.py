"""TXT003, TXT005, TXT007-TXT010, TXT012 mended: no word changes, and mark-up stays sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.fixing.text import MENDS
from goglobal.model import Cue, Episode, Series, Track
from goglobal.profiles.schema import ParameterValue, Profile, RuleSetting
from goglobal.rules import builtin
from goglobal.rules.base import Parameters, resolve
from goglobal.rules.subjects import TrackSubject
from goglobal.subtitles.markup import faults, plain

RULES = {function.rule.code: function for function in builtin()}


def subject_of(text: str, language: str) -> TrackSubject:
    return TrackSubject(
        series=Series(id="s", title="t", source_language="zh-Hans", root="/"),
        track=Track(cues=(Cue(0, 900, text),), language=language),
        language=language,
        kind="full",
        episode=Episode(number=1),
        path="subtitles/x/ep001.srt",
        profile=Profile(name="p"),
    )


def finds(code: str, subject: TrackSubject, parameters: Parameters) -> bool:
    return any(f.fixable is not False for f in RULES[code](subject, parameters))


def once(
    code: str, text: str, language: str, own: dict[str, ParameterValue]
) -> tuple[str, bool, bool]:
    """The text after the mend, and whether the rule found something before and after it."""
    facts = RULES[code].rule
    parameters = resolve(facts, RuleSetting(parameters=own), language=language)
    subject = subject_of(text, language)
    before = finds(code, subject, parameters)
    (new,) = MENDS[code](subject, parameters, frozenset({0} if before else ()))
    assert (new.start, new.end) == (0, 900)
    after = finds(code, subject_of(new.text, language), parameters)
    return new.text, before, after


def mended(code: str, text: str, language: str = "en", **own: ParameterValue) -> str:
    """A text that a rule finds fault with, after its mend: the rule finds none any more."""
    new, before, after = once(code, text, language, own)
    assert before
    assert not after
    return new


def left(code: str, text: str, language: str = "en", **own: ParameterValue) -> bool:
    """Whether a text that a rule finds fault with is left as it is."""
    new, before, _ = once(code, text, language, own)
    assert before
    return new == text


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Where  is she? ", "en", "Where is she?"),
        (" Where\n is \u00a0she?\t", "en", "Where\nis \u00a0she?"),
        ("<i>Where   is</i> she? ", "en", "<i>Where is</i> she?"),
        ("你来了  坐吧 ", "zh-Hans", "你来了  坐吧"),
        ("\u3000どうして", "ja", "どうして"),
    ],
)
def test_whitespace(text: str, language: str, expected: str) -> None:
    assert mended("TXT003", text, language) == expected


def test_letters_in_pieces_are_put_together() -> None:
    assert mended("TXT005", "{\\an8}Un cafe\u0301, <i>sen\u0303or</i>") == (
        "{\\an8}Un caf\u00e9, <i>se\u00f1or</i>"
    )
    # put together, the mark-up would be none
    assert left("TXT005", "<i>\u0338a</i>")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("- Where?\n- Gone.", "en", "-Where?\n-Gone."),
        ("-Where?\n- Gone.", "en", "-Where?\n-Gone."),
        ("Where?\n-Gone.", "en", "-Where?\n-Gone."),
        ("<i>- Where?</i>\n{\\an8}<b>- Gone.</b>", "en", "<i>-Where?</i>\n{\\an8}<b>-Gone.</b>"),
        ("-¿Dónde?\n-Se fue.", "es", "- ¿Dónde?\n- Se fue."),
        ("–Où ?\n–Là.", "fr", "– Où ?\n– Là."),
        ("- Waar?\n- Weg.", "nl", "Waar?\n- Weg."),
        ("-哪里？\n- 走了", "zh-Hans", "-哪里？\n-走了"),
    ],
)
def test_dialogue_dashes(text: str, language: str, expected: str) -> None:
    assert mended("TXT007", text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        # it may be one person who goes on
        ("I was –\n– as you know – there.", "en"),
        # temperatures
        ("- 5 degrees\n- 3 degrees", "en"),
        ("--Where?\n- Gone.", "en"),
    ],
)
def test_dashes_that_may_be_no_speakers_are_left(text: str, language: str) -> None:
    assert left("TXT007", text, language)


def test_ellipses() -> None:
    assert mended("TXT008", "I thought... <i>well......</i>") == "I thought… <i>well……</i>"
    assert mended("TXT008", "I thought....") == "I thought…."
    assert mended("TXT008", "I thought… well……", wanted="...") == "I thought... well......"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<i>这是什么？</i>", "这是什么？"),
        ("{\\an8}<b><I>这是</I></b>\n<i>什么", "{\\an8}<b>这是</b>\n什么"),
        ("{\\i1}这是{\\i0}什么", "这是什么"),
        ("{\\an8\\i1}<i>这是</i>", "{\\an8}这是"),
    ],
)
def test_italics_go_where_they_are_not_used(text: str, expected: str) -> None:
    assert once("TXT009", text, "zh-Hans", {})[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("你来了，坐吧。", "你来了 坐吧"),
        ("你来了, 坐吧.", "你来了 坐吧"),
        ("走。\n快走。", "走\n快走"),
        ("走。快走！", "走 快走！"),
        ("真的吗?!你说,好.", "真的吗？！你说 好"),
        ("<i>你来了。</i>\n{\\an8}，坐吧", "<i>你来了</i>\n{\\an8}坐吧"),
        ("他说：“走吧。”然后就走了。", "他说：“走吧”然后就走了"),
        ("一共1,000块，打3.5折。", "一共1,000块 打3.5折"),
        ("你……。", "你……"),
    ],
)
def test_chinese_punctuation(text: str, expected: str) -> None:
    assert mended("TXT010", text, "zh-Hans") == expected


def test_a_comma_between_digits_is_left() -> None:
    assert left("TXT010", "1，000", "zh-Hans")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Som\u00adething\u200b is\ufeff wrong.", "en", "Something is wrong."),
        ("Some\u2028thing", "en", "Some thing"),
        ("Some \u2028\u2028thing", "en", "Some thing"),
        ("你\u200b好", "zh-Hans", "你好"),
        ("\u200cHi \u2066there\u2060", "en", "Hi \u2066there"),
        ("می\u200cخواهم\u200b", "fa", "می\u200cخواهم"),
        ("👨\u200d👩\u200d👧\u200d a", "en", "👨\u200d👩\u200d👧\u200d a"),
    ],
)
def test_invisible_characters(text: str, language: str, expected: str) -> None:
    new, _, after = once("TXT012", text, language, {})
    assert new == expected
    assert not after


def test_blank_letters_and_remarks_are_left() -> None:
    assert left("TXT012", "\u3164", "ko")
    assert left("TXT012", "\ufff9漢\ufffaかん\ufffb", "ja")


def test_what_would_become_mark_up_stays_text() -> None:
    assert left("TXT012", "a <\u200bi> b")


PIECES = st.lists(
    st.sampled_from(
        [
            *("a", "B.", "1", ",", "...", "…", "。", "，", "?", "!", "我", "你好", "-", "- ", "–"),
            *(" ", "  ", "\t", "\u00a0", "\u3000", "\n", "<i>", "</i>", "<b>", "</b>", "{\\an8}"),
            *("{\\i1}", "e\u0301", "\u0338", "\u00ad", "\u200b", "\u200d", "\u2028", "<", ">"),
            *("ก", "\u0e31", "م", "\u200c", "👨", "\u3164", "\ufffa", "”", "“"),
        ]
    ),
    max_size=14,
).map("".join)


@given(
    PIECES,
    st.sampled_from(["en", "es", "nl", "zh-Hans", "ja", "th", "ar"]),
    st.sampled_from(sorted(MENDS)),
    st.sampled_from(["…", "..."]),
)
def test_any_text(text: str, language: str, code: str, wanted: str) -> None:
    own: dict[str, ParameterValue] = {"wanted": wanted} if code == "TXT008" else {}
    new, _, _ = once(code, text, language, own)
    again, _, _ = once(code, new, language, own)
    assert again == new
    seen, had = ([sign for sign in plain(each) if sign.isalnum()] for each in (new, text))
    if code != "TXT005":
        assert seen == had
    if not faults(text):
        assert not [fault for fault in faults(new) if fault.code == "SUB011"]
