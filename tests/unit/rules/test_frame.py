"""FIT001, FIT003, FIT004 over texts that nobody should write: a verdict or a finding, no crash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goglobal.errors import fill
from goglobal.findings import Found
from goglobal.fit.rulers import ruler_of
from goglobal.fit.typefaces import typeface_of
from goglobal.model import Cue, Episode, Series, Track
from goglobal.profiles.loading import load_profile
from goglobal.profiles.schema import Fit, Profile, RuleSetting
from goglobal.rules import builtin
from goglobal.rules.base import resolve
from goglobal.rules.subjects import TrackSubject
from goglobal.subtitles import parse, write

FRAME = Fit(left=90, right=164)
"""826 px wide, Noto Sans at 56 px."""
OURS = ("FIT001", "FIT003", "FIT004")
ALPHABET = (
    "aW .-\n\u00a0\u0301\u064b\u0e35\u0e48\u200b\u200d\u202e\u2067\ufe0f字。ไทयسلا"
    "👩👧🏽🇫✈\ue000<i>{\\N&"
)


def subject_of(*texts: str, language: str = "en", fit: Fit | None = FRAME) -> TrackSubject:
    cues = tuple(Cue(5000 * n, 5000 * n + 4000, text) for n, text in enumerate(texts))
    return TrackSubject(
        series=Series(id="s", title="t", source_language="zh-Hans", root="/"),
        track=Track(cues=cues, language=language),
        language=language,
        kind="full",
        episode=Episode(number=1),
        path="p",
        profile=Profile(name="p", fit=fit),
    )


def found(subject: TrackSubject, *codes: str) -> Iterator[tuple[str, Found]]:
    for function in builtin():
        if function.rule.code in codes:
            parameters = resolve(function.rule, RuleSetting(), language=subject.language)
            for one in function(subject, parameters):
                yield function.rule.code, one


def said(*texts: str, language: str = "en", fit: Fit | None = FRAME) -> list[str]:
    subject = subject_of(*texts, language=language, fit=fit)
    return [code for code, _ in found(subject, *OURS)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("x" * 3000, "en", ["FIT004"]),
        ("字" * 3000, "zh-Hans", ["FIT004"]),
        ("word " * 600, "en", ["FIT004"]),
        ("سلام " * 600, "ar", ["FIT004"]),
        (("سلام CEO 123 " * 230).strip(), "ar", ["FIT004"]),
        ("I said سلام to the CEO في الليل and nobody ever answered me", "en", ["FIT001"]),
        ("\u0301" * 3000, "en", []),
        ("a" + "\u0301" * 3000, "en", []),
        ("\u0e35\u0e48" * 1500, "th", []),
        ("👩\u200d👩\u200d👧\u200d👦" * 5, "en", []),
        ("👩\u200d👩\u200d👧\u200d👦" * 20, "en", ["FIT001"]),
        ("🇫🇷" * 200, "en", ["FIT004"]),
        (" " * 3000 + "x" + " " * 3000, "en", []),
        ("\u200b" * 3000, "th", []),
        ("x\n" * 3000, "en", []),
        ("", "en", []),
        ("\u202e" * 500 + "x" * 20, "en", []),
    ],
)
def test_a_verdict_or_a_finding(text: str, language: str, expected: list[str]) -> None:
    assert said(text, language=language) == expected


@given(
    st.lists(st.text(ALPHABET, max_size=60), max_size=4), st.sampled_from(["en", "th", "ar", "ja"])
)
@settings(deadline=None)
def test_no_text_makes_them_crash_and_each_cue_has_one_cause(
    texts: list[str], language: str
) -> None:
    subject = subject_of(*texts, language=language, fit=Fit(left=490, right=490))
    causes: list[int | None] = []
    for code, one in found(subject, *OURS):
        fill(one.message, one.arguments)
        fill(one.help, one.arguments)
        assert one.span is None or one.excerpt is not None
        assert one.span is None or 0 <= one.span[0] < one.span[1] <= len(one.excerpt or "")
        if code != "FIT003":
            causes.append(one.cue)
    assert len(causes) == len(set(causes))


def test_every_line_is_measured_and_none_twice() -> None:
    """Wider than the frame by the ruler, and told: the same cues, whatever stands around them."""
    texts = [
        "Short.",
        "I have been waiting for you here since noon.",
        "- Yes.\n- No.",
        "i" * 50,
        "W" * 20,
    ]
    ruler = ruler_of("en", typeface_of(FRAME))
    wide = [any(ruler.width(line) > 826 for line in text.split("\n")) for text in texts]
    told = {one.cue for _, one in found(subject_of(*texts), "FIT001", "FIT004")}
    assert [index + 1 in told for index in range(len(texts))] == wide
    assert wide == [False, True, False, False, True]


def test_a_frame_without_any_room_is_no_crash() -> None:
    assert said("Hello there.", fit=Fit(left=600, right=600)) == ["FIT004"]


@pytest.fixture
def brand(tmp_path: Path) -> Path:
    """A font file with the letters a to z and a space, each 600 of 1,000 units wide."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names = [".notdef", "space", *"abcdefghijklmnopqrstuvwxyz"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(" "): "space", **{ord(name): name for name in names[2:]}})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Brand", "styleName": "Regular"})
    builder.setupPost()
    path = tmp_path / "brand.ttf"
    builder.save(path)
    return path


def test_the_user_s_own_font_measures_and_what_it_lacks_is_told(brand: Path) -> None:
    fit = Fit(left=90, right=164, font=str(brand))
    subject = subject_of("twenty four letters here", "twenty-five letters here", fit=fit)
    told = [
        (code, one.cue, fill(one.message, one.arguments)) for code, one in found(subject, *OURS)
    ]
    assert told == [("FIT003", 2, "the font brand.ttf does not have - (U+002D)")]
    assert said("i" * 24, "i" * 25, fit=fit) == ["FIT004"]  # 33.6 px each


def test_the_example_profile_measures_and_does_not_count() -> None:
    rules = load_profile("vertical-app").rules
    assert [rules[code].enabled for code in OURS] == [True, True, True]
    assert [rules[code].severity for code in OURS] == ["warning", None, "warning"]
    assert rules["FIT001"].reason
    assert rules["FIT004"].reason
    assert rules["TXT002"].enabled is False
    assert all("FIT" not in code for code in load_profile("generic").rules)


def test_rows_of_a_file_read_from_bytes_are_those_of_the_file() -> None:
    track = Track(cues=(Cue(0, 4000, "Short.\nI have been waiting for you here since noon."),))
    text = "I have been waiting for you here since noon."
    subject = subject_of()
    subject = TrackSubject(
        series=subject.series,
        track=parse(write(track, "srt")),
        language="en",
        kind="full",
        episode=subject.episode,
        path="p",
        profile=subject.profile,
    )
    ((_, one),) = found(subject, "FIT001")
    assert (one.line, one.excerpt) == (4, text)
