"""WebVTT: read with all that it brings, written so that players show the same."""

from __future__ import annotations

import msgspec
import pytest

from goglobal.model import Cue, Track
from goglobal.subtitles import losses, parse, write

FILE = """WEBVTT - Moonlit Bund
Kind: captions

STYLE
::cue(i) { color: lime }

REGION
id:up

NOTE first

1
00:01.000 --> 00:02.500
Hello

intro
00:00:03.000 --> 00:00:04.000 line:0 align:start
<i>Tom &amp; Jerry</i> &lt;3
second

NOTE between

00:00:05.000 --> 00:00:06.000
Bye

NOTE at the end
"""


def payload(text: str) -> str:
    data = write(Track(cues=(Cue(0, 1000, text),)), "webvtt").decode()
    return data.removeprefix("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n").removesuffix("\n")


def text_of(payload: str) -> tuple[str, list[str]]:
    track = parse(f"WEBVTT\n\n00:00.000 --> 00:01.000\n{payload}\n", format="webvtt")
    return track.cues[0].text, [found.code for found in track.findings]


def test_everything_is_kept() -> None:
    track = parse(FILE, format="webvtt")
    assert track.findings == ()
    assert track.format == "webvtt"
    assert track.header == " - Moonlit Bund\nKind: captions"
    assert track.cues == (
        Cue(1000, 2500, "Hello", 1),
        Cue(3000, 4000, "<i>Tom & Jerry</i> <3\nsecond", None, "line:0 align:start", "intro"),
        Cue(5000, 6000, "Bye"),
    )
    assert [(block.before, block.text.split()[0]) for block in track.blocks] == [
        (0, "STYLE"),
        (0, "REGION"),
        (0, "NOTE"),
        (2, "NOTE"),
        (3, "NOTE"),
    ]
    assert track.lines == (12, 16, 23)
    assert track.text_lines == (14, 18, 24)


def test_and_written_back() -> None:
    written = write(parse(FILE, format="webvtt"), "webvtt").decode()
    assert written == FILE.replace("00:01.000 --> 00:02.500", "00:00:01.000 --> 00:00:02.500")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom & Jerry", "Tom &amp; Jerry"),
        ("a < b > c", "a &lt; b &gt; c"),
        ("a --> b", "a --&gt; b"),
        ("&amp;", "&amp;amp;"),
        ("<i>a</i><B>b</B><u>c</u>", "<i>a</i><b>b</b><u>c</u>"),
        ('<font color="#FFFF00">a</font>', "<c.yellow>a</c>"),
        ("<font color=red>a <font color=odd>b</font></font>", "<c.red>a b</c>"),
        ("<door opens>", "&lt;door opens&gt;"),
        ('<span class="x">a</span>', "a"),
        ("a\n\nb", "a\n\u00a0\nb"),
        ("{\\pos(1,2)}\na\n", "a\n\u00a0"),
        ("{\\pos(1,2)}a", "a"),
    ],
)
def test_texts_are_escaped(text: str, expected: str) -> None:
    assert payload(text) == expected


def test_any_colour_survives_through_a_style_block() -> None:
    track = Track(cues=(Cue(0, 1000, '<font color="#ff8800">a</font> <font color=Gold>b</font>'),))
    data = write(track, "webvtt")
    assert data.decode() == (
        "WEBVTT\n\nSTYLE\n::cue(.color-ff8800) { color: #ff8800 }\n"
        "::cue(.color-ffd700) { color: #ffd700 }\n\n"
        "00:00:00.000 --> 00:00:01.000\n<c.color-ff8800>a</c> <c.color-ffd700>b</c>\n"
    )
    again = parse(data, format="webvtt")
    assert again.findings == ()
    assert again.cues[0].text == ('<font color="#ff8800">a</font> <font color="#ffd700">b</font>')
    assert write(again, "webvtt") == data


@pytest.mark.parametrize(
    "text",
    [
        "<v Bob>Hello</v>",
        "<c.loud.yellow>Hi</c> &lt;i&gt;",
        "<ruby>漢<rt>かん</rt></ruby>",
        "When <00:17.500>the moon",
        "<lang fr>Oui</lang>",
        "<c.own>Hi</c>",
    ],
)
def test_what_only_webvtt_can_say_goes_back_into_webvtt(text: str) -> None:
    style = "STYLE\n::cue(.own) { background: #000; color: gold }"
    source = f"WEBVTT\n\n{style}\n\n00:00:00.000 --> 00:00:01.000\n{text}\n"
    track = parse(source, format="webvtt")
    assert write(track, "webvtt").decode() == source
    assert losses(track, "webvtt") == ()


def test_a_changed_text_leaves_old_mark_up_behind_and_says_so() -> None:
    source = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v Bob>Hello</v>\n"
    cue = parse(source, format="webvtt").cues[0]
    track = Track(cues=(msgspec.structs.replace(cue, text="Hi"),))
    assert write(track, "webvtt").decode() == source.replace("<v Bob>Hello</v>", "Hi")
    assert ["<v Bob>" in found.text for found in losses(track, "webvtt")] == [True]


@pytest.mark.parametrize(
    ("text", "payload_"),
    [
        ("<b<font color=odd>>a", "&lt;b&gt;a"),
        ("<i<s>>a</i</s>>", "&lt;i&gt;a&lt;/i&gt;"),
        ("<c.re<span>d>a", "&lt;c.red&gt;a"),
        ("{\\{\\pos(1,2)}an8}a", "{\\{\\pos(1,2)}an8}a"),
        ("{\\<s {>an8}a", "{\\&lt;s {&gt;an8}a"),
        ("{\\ <i>a</i>", "{\\ <i>a</i>"),
    ],
)
def test_what_is_left_out_makes_no_tag_of_the_text_around_it(text: str, payload_: str) -> None:
    data = write(Track(cues=(Cue(0, 1000, text),)), "webvtt")
    assert payload(text) == payload_
    once = parse(data, format="webvtt")
    assert write(once, "webvtt") == data


def test_what_webvtt_cannot_hold_is_told() -> None:
    text = '{\\fad(1,2)}<s>a</s> <font face="Arial">b</font> <font color="red" size=3>c</font>'
    found = losses(Track(cues=(Cue(0, 1000, text),)), "webvtt")
    assert [one.code for one in found] == ["SUB012"]
    for piece in ("{\\fad(1,2)}", "<s>", '<font face="Arial">', '<font color="red" size=3>'):
        assert piece in found[0].text
    assert losses(Track(cues=(Cue(0, 1000, "{\\an8}<i>a</i>"),)), "webvtt") == ()


@pytest.mark.parametrize(
    ("number", "settings"),
    [
        (1, " position:0% align:start"),
        (2, ""),
        (3, " position:100% align:end"),
        (4, " line:50% position:0% align:start"),
        (5, " line:50%"),
        (6, " line:50% position:100% align:end"),
        (7, " line:0 position:0% align:start"),
        (8, " line:0"),
        (9, " line:0 position:100% align:end"),
    ],
)
def test_positions(number: int, settings: str) -> None:
    data = write(Track(cues=(Cue(0, 1000, f"{{\\an{number}}}a"),)), "webvtt").decode()
    assert data == f"WEBVTT\n\n00:00:00.000 --> 00:00:01.000{settings}\na\n"
    from goglobal.subtitles.markup import alignment

    assert alignment(parse(data, format="webvtt").cues[0]) == number


def test_settings_lead_over_a_position_in_the_text() -> None:
    cue = Cue(0, 1000, "{\\an8}a", settings="line:80%")
    assert b"00:01.000 line:80%\na\n" in write(Track(cues=(cue,)), "webvtt")


@pytest.mark.parametrize(
    ("source", "text", "codes"),
    [
        ("<v Bob>Hello</v>", "Hello", ["SUB012"]),
        ("<c.yellow>Hi</c>", '<font color="yellow">Hi</font>', []),
        ("<c.foo>Hi</c>", "Hi", ["SUB012"]),
        ("<c>Hi</c>", "Hi", []),
        ("<i.loud>Hi</i>", "<i>Hi</i>", ["SUB012"]),
        ("When <00:17.500>the moon", "When the moon", ["SUB012"]),
        ("<ruby>漢<rt>かん</rt></ruby>", "漢(かん)", ["SUB012"]),
        ("<lang fr>Oui</lang>", "Oui", ["SUB012"]),
        ("&amp; &lt;3 &nbsp;&#233;&eacute;", "& <3 \u00a0éé", []),
        ("a &lt;i&gt;", "a <i>", ["SUB011", "SUB012"]),
        ("<b>Hi", "<b>Hi", ["SUB011"]),
    ],
)
def test_what_srt_cannot_say(source: str, text: str, codes: list[str]) -> None:
    read, found = text_of(source)
    assert read == text
    assert sorted(found) == codes


def test_voices_are_told() -> None:
    track = parse("WEBVTT\n\n00:00.000 --> 00:01.000\n<v Bob>Hello</v>\n", format="webvtt")
    found = track.findings[0]
    assert (found.line, found.cue, found.arguments["name"]) == (4, 1, "v")
    assert "<v Bob>" in found.text
    assert found.excerpt == "<v Bob>Hello</v>"


@pytest.mark.parametrize(
    ("source", "texts", "codes"),
    [
        ("", [], ["SUB013@1"]),
        ("WEBVTT", [], ["SUB013@1"]),
        ("00:00.000 --> 00:01.000\na\n", ["a"], ["SUB008@1"]),
        ("\nWEBVTT\n\n00:00.000 --> 00:01.000\na\n", ["a"], ["SUB008@2"]),
        ("WEBVTT\n00:00.000 --> 00:01.000\na\n", ["a"], []),
        ("WEBVTT\n\n00:00,000 --> 00:01,000\na\n", ["a"], ["SUB004@3"]),
        ("WEBVTT\n\n00:00.000-->00:01.000\na\n", ["a"], ["SUB004@3"]),
        ("WEBVTT\n\n00:0x.000 --> 00:01.000\na\n", ["a"], ["SUB004@3"]),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\na\n\nb\n", ["a\n\nb"], ["SUB006@5"]),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n\nb\n", ["b"], ["SUB006@4"]),
        ("WEBVTT\n\nlost\n\n00:00.000 --> 00:01.000\na\n", ["a"], ["SUB008@3"]),
        ("WEBVTT\n\nlost\nid\n00:00.000 --> 00:01.000\na\n", ["a"], ["SUB008@3"]),
        (
            "WEBVTT\n\n00:00.000 --> 00:01.000\na\n00:01.000 --> 00:02.000\nb\n",
            ["a", "b"],
            ["SUB004@5"],
        ),
        (
            "WEBVTT\n\n00:00.000 --> 00:01.000\na\n2\n00:01.000 --> 00:02.000\nb",
            ["a", "b"],
            ["SUB004@6"],
        ),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n\n", [""], ["SUB007@3"]),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n", [""], ["SUB009@3"]),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\nNOTE a\n\nNOTE\nb\n", ["NOTE a"], []),
        ("WEBVTT\r\n\r\n00:00.000 --> 00:01.000\r\na\r\n", ["a"], []),
        ("WEBVTT\n\n   \n1\n00:00.000 --> 00:01.000\na\n", ["a"], []),
    ],
)
def test_deviations(source: str, texts: list[str], codes: list[str]) -> None:
    track = parse(source, format="webvtt")
    assert [cue.text for cue in track.cues] == texts
    assert [f"{found.code}@{found.line}" for found in track.findings] == codes


def test_identifiers() -> None:
    source = "WEBVTT\n\n007\n00:00.000 --> 00:01.000\na\n\n12\n00:01.000 --> 00:02.000\nb\n"
    cues = parse(source, format="webvtt").cues
    assert [(cue.number, cue.identifier) for cue in cues] == [(None, "007"), (12, "")]


@pytest.mark.parametrize("name", ["00:00:01.000", "0:0:1.0", "00:00:01.000 -> 00:00:02.000", "1:2"])
def test_an_identifier_may_be_a_time(name: str) -> None:
    for text in ("a", "a &amp; b"):  # the quick way and the long one
        source = f"WEBVTT\n\n{name}\n00:00:01.000 --> 00:00:02.000\n{text}\n"
        track = parse(source, format="webvtt")
        assert track.cues == (Cue(1000, 2000, text.replace("&amp;", "&"), None, "", name),)
        assert track.findings == ()
        assert write(track, "webvtt").decode() == source


def test_no_cue_can_break_out() -> None:
    """Identifiers, settings and blocks from elsewhere cannot forge a cue or end one."""
    from goglobal.model import Block

    cue = Cue(0, 1000, "a", None, "line:0\n\n00:05.000 --> 00:06.000", "x\n\n-->")
    track = Track(
        cues=(cue,), header="\n\n00:07.000 --> 00:08.000", blocks=(Block(0, "NOTE\n\nb"),)
    )
    again = parse(write(track, "webvtt"), format="webvtt")
    assert [cue.text for cue in again.cues] == ["a"]
