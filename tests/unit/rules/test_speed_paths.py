"""The look at a whole track that spares rules a look at every cue never hides a finding."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goglobal.findings import Found
from goglobal.model import Cue, Episode, Kind, Series, Track
from goglobal.profiles.schema import Profile, RuleSetting
from goglobal.rules import builtin
from goglobal.rules.base import AnyRule, resolve
from goglobal.rules.breaks import fits_on_two
from goglobal.rules.counting import width
from goglobal.rules.lines import in_shorter_lines
from goglobal.rules.needles import met
from goglobal.rules.signs import (
    BIDI_CONTROLS,
    BRACKETS,
    EMOJI,
    EMOJI_STYLE,
    HAN,
    INVISIBLE,
    MARKUP,
    WIDE_SPACES,
    signs_in,
)
from goglobal.rules.subjects import TrackSubject
from goglobal.subtitles.markup import plain

OF_FILES = {"TIM009", "TIM011"}
"""What they find depends on the file as a whole."""
RULES = [
    function
    for function in builtin()
    if function.rule.family in {"SUB", "TIM", "TXT"} and function.rule.code not in OF_FILES
]
LANGUAGES = ["en", "fr", "zh-Hans", "ja", "ko", "th", "ar", "vi"]
RESIDUES = (
    "[TODO] ``` **b** (NdT: (T/N: TN : 译者注： as an ai language model translation: tradução "
    "lorem ipsum dolor www.x.org subtitles by 字幕组 [music] (音乐) \u202eab <i>a</i> {\\an8} "
    "\u200b e\u0301 \U0001f600 ❤\ufe0f \t\u00a0"
)
"""Every sign and word that a look at the whole track looks for."""
FORCING = [
    Cue(-(10**9), -(10**9) + 1, f"a  b \n{RESIDUES}\n{'x' * 90}\n c\\Nd &amp; <font>"),
    Cue(-(10**8), -(10**7), "a long one"),
    Cue(-(10**8), -(10**8) - 9, "never shown"),
]
"""Behind a track, these leave no rule satisfied with one look: short, long, not positive, out of
order. They lie before all other cues in time and share nothing with them."""

PIECES = st.sampled_from(
    [
        *("I have been waiting", "here", " ", "  ", "\n", "\n", ".", "…", "- ", "[door slams]"),
        *("<i>", "</i>", "{\\an8}", "<I>", "</font>", "&amp;", "\\N", "\\h", "<br>", "{", "<"),
        *(
            "我在这里等你",
            "你好",
            "，",
            "ที่นี่",
            "مرحبا",
            "안녕",
            "Việt",
            "e\u0301",
            "\u00ad",
            "\u200b",
            "\u200d",
        ),
        *("\u202e", "\u2067", "\u2069", "\U0001f600", "♪", "❤\ufe0f", "\u00a0", "\u3000", "x" * 30),
        *(
            "[TODO]",
            "**bold**",
            "As an AI language",
            " model",
            "www.",
            "Synced by ann",
            "音乐",
            "(音乐)",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=7).map("".join)
CUES = st.lists(
    st.tuples(
        st.integers(-200, 3000), st.sampled_from([-5, 0, 1, 499, 700, 900, 2500, 21_000]), TEXTS
    ),
    max_size=5,
)


def subject_of(cues: Sequence[Cue], language: str, kind: Kind = "full") -> TrackSubject:
    return TrackSubject(
        series=Series(id="s", title="t", source_language="zh-Hans", root="/"),
        track=Track(cues=tuple(cues), language=language),
        language=language,
        kind=kind,
        episode=Episode(number=1),
        path="p",
        profile=Profile(name="p"),
    )


def found_in(function: AnyRule, subject: TrackSubject) -> list[Found]:
    parameters = resolve(function.rule, RuleSetting(), language=subject.language, kind=subject.kind)
    return list(function(subject, parameters))


@pytest.mark.parametrize("function", RULES, ids=lambda f: str(f.rule.code))
@settings(max_examples=60, deadline=None)
@given(
    cues=CUES,
    language=st.sampled_from(LANGUAGES),
    kind=st.sampled_from(["full", "sdh", "forced"]),
    sort=st.booleans(),
)
def test_what_stands_behind_a_track_changes_nothing_in_it(
    function: AnyRule,
    cues: list[tuple[int, int, str]],
    language: str,
    kind: Kind,
    sort: bool,
) -> None:
    made, start = [], 0
    for step, duration, text in cues:
        start += abs(step) if sort else step
        made.append(Cue(start, start + duration, text))
    made.append(Cue(10**9, 10**9 + 1000, "Slow."))  # advice looks at the cue behind
    alone = found_in(function, subject_of(made, language, kind))
    followed = found_in(function, subject_of([*made, *FORCING], language, kind))
    whole_file = {"{above} of {cues} cues are above {limit} characters a second"}
    assert [f for f in alone if f.message not in whole_file] == [
        f for f in followed if f.cue is not None and f.cue <= len(made)
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=4), st.sampled_from(LANGUAGES))
def test_what_a_subject_computes_is_what_it_says(texts: list[str], language: str) -> None:
    subject = subject_of([Cue(0, 1, text) for text in texts], language)
    assert subject.plain == tuple(plain(text) for text in texts)
    assert subject.plain_text == "\n".join(map(plain, texts))
    assert subject.broken == tuple(i for i, text in enumerate(texts) if "\n" in plain(text))
    assert "\n" not in subject.spaced
    assert set(subject.durations) <= {1}


@given(st.text(), st.sampled_from(LANGUAGES))
def test_signs_are_those_of_the_classes(text: str, language: str) -> None:
    import re

    han = "" if language in {"zh-Hans", "ja"} else HAN
    single = re.escape(MARKUP + BRACKETS + WIDE_SPACES + EMOJI_STYLE) + "`*"
    sought = re.compile(f"[{single}{BIDI_CONTROLS}{INVISIBLE}{EMOJI}{han}]")
    found = signs_in(text, language)
    assert {sign for sign in found if sign < "\U00010000"} == {
        sign for sign in sought.findall(text) if sign < "\U00010000"
    }
    assert found.issuperset(sought.findall(text))


NEEDLES = st.lists(
    st.text("abct :/.译ü", min_size=1, max_size=8) | st.text(min_size=1, max_size=90), max_size=70
).map(tuple)


@settings(max_examples=200, deadline=None)
@given(NEEDLES, st.text("abct :/.译ü", max_size=60), st.lists(st.integers(0, 99), max_size=2))
def test_needles_are_met_as_one_by_one(
    needles: tuple[str, ...], text: str, places: list[int]
) -> None:
    text += "".join([needles[place % len(needles)] for place in places if needles])
    assert met(text, needles) == {needle for needle in needles if needle in text}


WORDS = st.lists(
    st.sampled_from(
        [
            *(
                "I",
                "waited",
                "for",
                "Mr.",
                "don’t",
                "señora,",
                "¿qué?",
                "“so”",
                "well-known",
                "3",
                "km",
            ),
            *(
                "...",
                "!",
                "-Yes.",
                "-",
                "أنت",
                "안녕",
                "Việt",
                "我在这里",
                "你？",
                "ที่นี่",
                "\u1112\u1161",
                "\u0301",
            ),
        ]
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=400, deadline=None)
@given(
    WORDS,
    WORDS | st.none(),
    st.sampled_from(LANGUAGES),
    st.sampled_from([5, 9, 12.5, 16, 24]),
    st.sampled_from(["", " ", "\u00a0", "\u3000"]),
)
def test_what_is_told_at_a_glance_of_breaks_is_what_trying_tells(
    first: list[str], second: list[str] | None, language: str, limit: float, space: str
) -> None:
    text = " ".join(first) + space
    if second:
        text += "\n" + space + " ".join(second)
    told = fits_on_two(text, language, limit)
    if told is not None and any(width(line, language) > limit for line in text.split("\n")):
        subject = subject_of([Cue(0, 1000, text)], language)
        assert told is (in_shorter_lines(subject, 0, limit) is not None)
