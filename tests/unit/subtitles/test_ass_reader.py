"""ASS and SSA as a user meets them."""

from __future__ import annotations

import pytest

from goglobal.model import Cue, Track
from goglobal.subtitles import parse

HEAD = (
    "[Script Info]\nScriptType: v4.00+\nPlayResY: 1080\n\n[V4+ Styles]\n"
    "Format: Name, Fontname, PrimaryColour, Bold, Italic, Underline, Alignment\n"
    "Style: Default,Arial,&H00FFFFFF,0,0,0,2\n"
    "Style: Sign,Arial,&H0000FFFF,-1,0,0,8\n\n"
    "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
)


def ass(*lines: str) -> Track:
    return parse(HEAD + "\n".join(lines) + "\n", format="ass")


def event(text: str, *, start: str = "0:00:01.00", style: str = "Default") -> str:
    return f"Dialogue: 0,{start},0:00:09.00,{style},,0,0,0,,{text}"


def text_of(text: str, style: str = "Default") -> str:
    (cue,) = ass(event(text, style=style)).cues
    return cue.text


def told(track: Track) -> list[tuple[str, str | None]]:
    return [(found.code, found.excerpt) for found in track.findings]


def test_a_whole_file() -> None:
    track = ass(
        "Dialogue: 0,0:00:03.00,0:00:04.05,Default,,0,0,0,,second, with commas",
        "Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,{\\i1}first{\\i0}\\Nline",
    )
    assert track.findings == ()
    assert track.cues == (
        Cue(1000, 2500, "<i>first</i>\nline"),
        Cue(3000, 4050, "second, with commas"),
    )
    assert (track.format, track.lines) == ("ass", (13, 12))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a{\\b1}b{\\b0}c", "a<b>b</b>c"),
        ("{\\b700}a{\\b400}b", "<b>a</b>b"),
        ("a{\\c&H0000FF&}b{\\c}c", 'a<font color="#ff0000">b</font>c'),
        ("{\\i1}a{\\r}b", "<i>a</i>b"),
        ("a{\\rSign}b", 'a<font color="#ffff00"><b>b</b></font>'),
        ("{\\an8}a", "{\\an8}a"),
        ("{\\a6}a", "{\\an8}a"),
        ("{\\an8}{\\an1}a", "{\\an8}a"),
        ("a\\hb\\nc", "a\u00a0b c"),
        ("{\\q2}a\\nb", "a\nb"),
        ("a{b", "a{b"),
        ("C:\\\u2060New", "C:\\New"),
        ("\\{a\\}", "{a}"),
    ],
)
def test_codes(text: str, expected: str) -> None:
    assert text_of(text) == expected


def test_styles() -> None:
    assert text_of("a{\\b0}b", "Sign") == '{\\an8}<font color="#ffff00"><b>a</b>b</font>'
    assert text_of("a", "*Sign") == text_of("a", "Sign")
    assert text_of("a", "No such style") == "a"


def test_old_scripts() -> None:
    track = parse(
        "[Script Info]\n[V4 Styles]\n"
        "Style: Default,Arial,20,65535,0,0,0,-1,0,1,1,1,6,0,0,0,0,1\n"
        "[Events]\nDialogue: Marked=0,0:00:01.00,0:00:02.00,Default,NTP,0000,0000,0000,,old, so\n",
        format="ass",
    )
    assert [cue.text for cue in track.cues] == [
        '{\\an8}<font color="#ffff00"><b>old, so</b></font>'
    ]


def test_fields_in_another_order() -> None:
    track = parse(
        "[Events]\nFormat: Start, End, Text, Style\nDialogue: 0:00:01.00,0:00:02.00,a, b,Default\n",
        format="ass",
    )
    assert [(cue.start, cue.end, cue.text) for cue in track.cues] == [(1000, 2000, "a, b")]


def test_what_a_cue_cannot_say_is_told() -> None:
    track = ass(
        event("{\\pos(10,20)\\fad(1,2)}top"),
        event("{\\k20}ka{\\k30}ra", start="0:00:02.00"),
        "Dialogue: 0,0:00:03.00,0:00:09.00,Default,,0,0,0,Banner;1,news",
        event("<i>x</i>", start="0:00:04.00"),
    )
    assert [cue.text for cue in track.cues] == ["{\\an8}top", "kara", "news", "<i>x</i>"]
    assert [found.arguments["markup"] for found in track.findings] == [
        "\\pos \\fad",
        "\\k",
        "Banner",
        "<i>",
    ]
    assert {found.code for found in track.findings} == {"SUB012"}


def test_what_players_do_not_show_is_told() -> None:
    track = ass(
        "Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,to do",
        event("{a note}said{\\p1}m 0 0 l 1 1{\\p0}"),
        event("{\\p1}m 0 0 l 5 5"),
        "Picture: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,logo.bmp",
    )
    assert [cue.text for cue in track.cues] == ["said"]
    assert told(track) == [
        ("SUB008", "to do"),
        ("SUB008", "a note"),
        ("SUB012", "m 0 0 l 1 1"),
        ("SUB012", "m 0 0 l 5 5"),
        ("SUB012", "logo.bmp"),
    ]


def test_the_same_words_on_several_layers_are_one_cue() -> None:
    track = ass(event("glow"), event("glow").replace(": 0,", ": 1,"), event("glow"))
    assert [cue.text for cue in track.cues] == ["glow", "glow"]
    assert [found.arguments["markup"] for found in track.findings] == ["layer"]


def test_events_with_too_few_fields_or_bad_times_are_kept() -> None:
    track = ass(
        "Dialogue: 0:00:01.00,0:00:02.00,few fields, and more",
        event("short", start="00:02.5"),
        event("none", start="x"),
        "Dialogue: nothing but words",
        "and they go on",
    )
    assert [(cue.start, cue.text) for cue in track.cues] == [
        (1000, "few fields, and more"),
        (2500, "short"),
        (9000, "none"),
        (9000, "nothing but words\nand they go on"),
    ]
    assert [found.code for found in track.findings] == [*["SUB004"] * 4, "SUB006"]
    assert [found.line for found in track.findings] == [12, 13, 14, 15, 16]


def test_events_outside_of_their_section() -> None:
    track = parse(
        event("a") + "\n" + "Dialoge: 0,0:00:02.00,0:00:03.00,D,,0,0,0,,b\nwords\n", format="ass"
    )
    assert [cue.text for cue in track.cues] == ["a", "b"]
    assert told(track)[-1] == ("SUB008", "words")


def test_bad_styles_cost_nothing_else() -> None:
    track = parse(
        "[V4+ Styles]\nFormat: Name, PrimaryColour, Bold, Alignment\nStyle: Default,red,x,12\n"
        "[Events]\n" + event("a") + "\n",
        format="ass",
    )
    assert [cue.text for cue in track.cues] == ["a"]
    assert [found.arguments["name"] for found in track.findings] == [
        "primarycolour",
        "bold",
        "alignment",
    ]


def test_attachments_are_told() -> None:
    track = parse("[Fonts]\nfontname: a.ttf\nM12,34\n[Events]\n" + event("a"), format="ass")
    assert [cue.text for cue in track.cues] == ["a"]
    assert [found.arguments["name"] for found in track.findings] == ["attachment"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030"])
def test_encodings(encoding: str) -> None:
    track = parse(
        (HEAD + event("你好，世界，这是一个测试")).encode(encoding),
        format="ass",
        language="zh-Hans",
    )
    assert [cue.text for cue in track.cues] == ["你好，世界，这是一个测试"]


def test_the_language_of_the_script() -> None:
    text = "[Script Info]\nLanguage: pt_br\n[Events]\n" + event("a")
    assert parse(text, format="ass").language == "pt-BR"
    assert parse(text, format="ass", language="th").language == "th"


@pytest.mark.parametrize("text", ["", "[Events]\n", "; a remark\n"])
def test_files_without_cues(text: str) -> None:
    assert [found.code for found in parse(text, format="ass").findings] == ["SUB013"]
