"""ASS as a user meets it: the header, the events, and what its codes do to a text."""

from __future__ import annotations

import pysubs2
import pytest

from goglobal.errors import GoGlobalError, UsageError
from goglobal.model import Cue, Track
from goglobal.subtitles import losses, write


def track(*texts: str, language: str | None = "en") -> Track:
    cues = tuple(Cue(n * 1000, n * 1000 + 900, text) for n, text in enumerate(texts, 1))
    return Track(cues=cues, language=language)


def event(text: str) -> str:
    line = write(track(text), "ass").decode().rstrip("\n").split("\n")[-1]
    head = "Dialogue: 0,0:00:01.00,0:00:01.90,Default,,0,0,0,,"
    assert line.startswith(head)
    return line.removeprefix(head)


def test_the_header() -> None:
    assert write(track("a"), "ass").decode() == (
        "[Script Info]\nScriptType: v4.00+\nPlayResX: 1080\nPlayResY: 1920\nWrapStyle: 0\n"
        "ScaledBorderAndShadow: yes\nLanguage: en\n\n[V4+ Styles]\n"
        "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, "
        "BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, "
        "BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n"
        "Style: Default,Arial,59,&H00FFFFFF,&H000000FF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,"
        "1,3,0,2,54,54,96,1\n\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Dialogue: 0,0:00:01.00,0:00:01.90,Default,,0,0,0,,a\n"
    )


@pytest.mark.parametrize(
    ("ratio", "across", "down"),
    [("9:16", 1080, 1920), ("16:9", 1920, 1080), ("1080x1350", 1080, 1350), ("1:1", 1080, 1080)],
)
def test_the_picture(ratio: str, across: int, down: int) -> None:
    found = pysubs2.SSAFile.from_string(write(track("a"), "ass", aspect_ratio=ratio).decode())
    assert (found.info["PlayResX"], found.info["PlayResY"]) == (str(across), str(down))
    assert list(found.styles) == ["Default"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo", r"one\Ntwo"),
        ("\n\na\n", r"\N\Na\N"),
        ("<i>a\nb</i> c", r"{\i1}a\Nb{\i0} c"),
        ("<b><u>a</u></b>", r"{\b1\u1}a"),
        ('<font color="#12aBcd">a</font>b', r"{\c&HCDAB12&}a{\c}b"),
        ("{\\an8}<i>a", r"{\an8\i1}a"),
        ("{\\an8}", r"{\an8}"),
        ("  a b  ", r"\h\ha b  {}"),
        ("a\n b", r"a\N\hb"),
        ("\u3000a\u3000", "\u3000a\u3000{}"),
        ("{x} y}", "\uff5bx\uff5d y\uff5d"),
        ("y} & <z>", "y} & <z>"),
        ("C:\\New", "C:\\\u2060New"),
        ("a\\<i>b</i>", "a\\\u2060{\\i1}b"),
        ("a\\\nb", r"a\\Nb"),
        ("D:\\x", r"D:\x"),
        ("a\x00b", "a\ufffdb"),
        ("a,b,,c", "a,b,,c"),
    ],
)
def test_texts(text: str, expected: str) -> None:
    assert event(text) == expected


def test_times_are_hundredths_and_none_becomes_empty() -> None:
    cues = Track(cues=(Cue(1004, 1005, "a"), Cue(1005, 3_600_000, "b"), Cue(7, 7, "c")))
    found = pysubs2.SSAFile.from_string(write(cues, "ass").decode())
    assert [(one.start, one.end) for one in found] == [(1000, 1010), (1010, 3_600_000), (10, 10)]
    told = {one.arguments["kind"]: one for one in losses(cues, "ass")}
    assert set(told) == {"rounding", "duration"}
    assert (told["rounding"].arguments["count"], told["rounding"].arguments["distance"]) == (5, 5)
    assert told["duration"].cue == 3


def test_what_is_changed_is_told() -> None:
    cues = track("{x}", "C:\\New", "a\x00", "<s>a</s>{\\pos(1,2)}", "fine")
    assert [(one.cue, one.arguments["kind"]) for one in losses(cues, "ass")] == [
        (1, "braces"),
        (2, "backslash"),
        (3, "characters"),
        (4, "markup"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "encoding"),
    [("ar", "a", -1), (None, "a שלום", -1), (None, "a", 1), ("en", "שלום", 1)],
)
def test_right_to_left(language: str | None, text: str, encoding: int) -> None:
    """libass takes the direction from the text where the style's encoding is -1."""
    found = pysubs2.SSAFile.from_string(write(track(text, language=language), "ass").decode())
    assert found.styles["Default"].encoding == encoding
    assert found[0].plaintext == text


def test_refusals() -> None:
    with pytest.raises(UsageError, match="tall"):
        write(track("a"), "ass", aspect_ratio="tall")
    with pytest.raises(GoGlobalError, match="below zero"):
        write(Track(cues=(Cue(-10, 0, "a"),)), "ass")
