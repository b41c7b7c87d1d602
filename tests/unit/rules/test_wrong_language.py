"""TRN005, TRN006, TRN010 over every pair of languages: what is wrong is found, what is right is
left in peace, and nothing is told twice."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.findings import Found, Severity
from goglobal.model import Cue, Episode, Kind, Series, SubtitleFile, Term, Track
from goglobal.profiles.schema import Profile, RuleSetting
from goglobal.rules import builtin
from goglobal.rules.base import AnyRule, resolve
from goglobal.rules.subjects import TrackSubject

LINES: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "language_lines.toml").read_text("utf-8")
)
CHINESE = {"zh-Hans", "zh-Hant"}
TWINS = {"id", "ms"}
RULES = {function.rule.code: function for function in builtin()}
TOGETHER = ("TRN004", "TRN005", "TRN006", "TRN010", "TXT015")
"""What may look at the same wrong text."""


def track(lines: Sequence[str]) -> Track:
    return Track(
        cues=tuple(
            Cue(start=3000 * place, end=3000 * place + 2000, text=text)
            for place, text in enumerate(lines)
        )
    )


def subject_of(
    language: str,
    lines: Sequence[str],
    *,
    source: Sequence[str] | None = None,
    languages: Sequence[str] = tuple(LINES),
    kind: Kind = "full",
    glossary: tuple[Term, ...] = (),
) -> TrackSubject:
    episode = Episode(number=1)
    files = (SubtitleFile(path=f"{tag}/1.srt", language=tag, episode=1) for tag in languages)
    series = Series(
        id="a",
        title="t",
        source_language="zh-Hans",
        root="/nowhere",
        episodes=(episode,),
        subtitles=tuple(files),
        glossary=glossary,
    )
    return TrackSubject(
        series=series,
        track=track(lines),
        language=language,
        kind=kind,
        episode=episode,
        path="a.srt",
        source=None if source is None else track(source),
        profile=Profile(name="plain"),
    )


def found_by(code: str, subject: TrackSubject) -> list[tuple[Found, Severity]]:
    function: AnyRule = RULES[code]
    facts = function.rule
    parameters = resolve(facts, RuleSetting(), language=subject.language, kind=subject.kind)
    found = list(function(subject, parameters))
    return [(one, one.severity or facts.severity) for one in found]


def all_found(subject: TrackSubject) -> list[str]:
    return [code for code in TOGETHER for _ in found_by(code, subject)]


@pytest.mark.parametrize("language", LINES)
def test_ten_cues_in_another_language_are_an_error(language: str) -> None:
    for other in LINES:
        if other == language or {language, other} in (CHINESE, TWINS):
            continue
        for start in (0, 5):
            lines = LINES[other][start : start + 10]
            for languages in (tuple(LINES), (language,)):
                ((one, severity),) = found_by(
                    "TRN005", subject_of(language, lines, languages=languages)
                )
                assert severity is Severity.ERROR, (other, one)
                assert one.arguments["found"] == other
                assert one.line == 3


@pytest.mark.parametrize("language", LINES)
@pytest.mark.parametrize("size", [1, 2, 3, 5, 10, 15])
def test_the_right_language_is_quiet(language: str, size: int) -> None:
    for start in range(0, 15, size):
        subject = subject_of(language, LINES[language][start : start + size])
        assert all_found(subject) == []


def test_the_form_of_chinese_is_told_once() -> None:
    for language in CHINESE:
        (other,) = CHINESE - {language}
        subject = subject_of(language, LINES[other][:10])
        assert all_found(subject) == ["TRN010"]
        assert found_by("TRN010", subject)[0][1] is Severity.ERROR


@pytest.mark.parametrize("language", [tag for tag in LINES if tag not in CHINESE])
def test_an_untranslated_file_is_told_once(language: str) -> None:
    source = LINES["zh-Hans"]
    assert set(all_found(subject_of(language, source, source=source))) == {"TRN004"}
    edited = [f"{text}，好不好" for text in source]
    assert all_found(subject_of(language, edited, source=source)) == ["TRN005"]


def test_a_bilingual_file_is_told_by_its_cues_only() -> None:
    pairs = zip(LINES["zh-Hans"], LINES["vi"], strict=True)
    subject = subject_of("vi", [f"{one}\n{other}" for one, other in pairs])
    assert set(all_found(subject)) == {"TXT015"}


@pytest.mark.parametrize("language", LINES)
def test_a_stretch_is_found_where_it_is(language: str) -> None:
    """Seven cues that all languages write clearly; which of two close ones is left to others."""
    for other in ("ar", "de", "en", "ja", "ko", "pl", "ru", "th", "vi"):
        if other == language:
            continue
        lines = [*LINES[language], *LINES[other][1:8], *LINES[language]]
        found = found_by("TRN005", subject_of(language, lines))
        places = [(one.arguments["first"], one.arguments["last"]) for one, _ in found]
        # a cue at its end may have no word that tells
        assert places in ([(16, 22)], [(17, 22)]), (other, found)
        assert {(one.arguments["found"], how) for one, how in found} == {(other, Severity.WARNING)}


def test_a_stretch_of_the_source_is_told_by_others() -> None:
    source = LINES["zh-Hans"]
    lines = [*LINES["th"][:5], *source[5:11], *LINES["th"][11:]]
    assert set(all_found(subject_of("th", lines, source=source))) == {"TRN004"}
    assert set(all_found(subject_of("th", lines, source=source[:5]))) == {"TRN006"}


def test_a_name_of_the_glossary_counts_for_nothing() -> None:
    term = Term(term="张三", renderings={"en": ("Das Haus und der Mann",)})
    lines = [line for text in LINES["en"][:6] for line in (text, "Das Haus und der Mann!")]
    assert all_found(subject_of("en", lines, glossary=(term,))) == []


def test_a_forced_track_may_show_signs_of_another_language() -> None:
    ((_, severity),) = found_by("TRN005", subject_of("th", LINES["en"], kind="forced"))
    assert severity is Severity.WARNING


def test_regions_and_twins_leave_doubt_or_nothing() -> None:
    tags = ("es-419", "es-ES", "en", "en-GB", "pt-BR", "pt-PT")
    for tag in tags:
        assert all_found(subject_of(tag, LINES[tag.split("-")[0]], languages=tags)) == []
    for language, other in (("id", "ms"), ("ms", "id")):
        found = found_by("TRN005", subject_of(language, LINES[other]))
        assert {severity for _, severity in found} <= {Severity.WARNING}


def test_a_separator_in_a_text_moves_no_cue() -> None:
    lines = [*LINES["es"][:3], "a\x1eb\x1ec", *LINES["en"][:6], *LINES["es"][3:]]
    ((found, _),) = found_by("TRN005", subject_of("es", lines, languages=("es", "en")))
    assert (found.arguments["first"], found.arguments["last"]) == (5, 10)


CUES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from([line for lines in LINES.values() for line in lines]),
        st.sampled_from(
            ["体", "體", "「喜」", "♪ la ♪", "<i>沈</i>", "{\\an8}", "&lt;", "の", "가"]
        ),
    ),
    max_size=14,
)


@given(
    st.sampled_from([*LINES, "es-419", "sw", "ka", "yue", "zh", "sr-Latn", "hy", "ff-Adlm"]),
    CUES,
    st.one_of(st.none(), CUES),
)
def test_any_track_is_judged(language: str, lines: list[str], source: list[str] | None) -> None:
    subject = subject_of(language, lines, source=source)
    for code in ("TRN005", "TRN006", "TRN010"):
        for one, _ in found_by(code, subject):
            one.message.format(**one.arguments)
            one.help.format(**one.arguments)
            assert one.cue is not None
            assert 1 <= one.cue <= len(lines)
            if one.span is not None:
                assert one.excerpt is not None
                assert 0 <= one.span[0] < one.span[1] <= len(one.excerpt)
