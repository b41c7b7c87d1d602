"""TTML in all its profiles, as a user meets it."""

from __future__ import annotations

import logging
import sys

import pytest

from goglobal.errors import UsageError
from goglobal.model import Cue, Track
from goglobal.subtitles import parse

NAMESPACES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" '
    'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
)


def document(body: str, *, head: str = "", root: str = 'xml:lang="en"') -> Track:
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<tt {NAMESPACES} {root}>'
        f"<head>{head}</head>\n<body><div>{body}</div></body></tt>"
    )
    return parse(text, format="ttml")


def cues(track: Track) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, cue.text) for cue in track.cues]


def text_of(content: str, head: str = "", attributes: str = "") -> str:
    (cue,) = document(f'<p begin="1s" end="2s" {attributes}>{content}</p>', head=head).cues
    return cue.text


def codes(track: Track) -> list[str]:
    return [found.code for found in track.findings]


def names(track: Track) -> list[object]:
    return [found.arguments.get("name") for found in track.findings]


def test_a_whole_file() -> None:
    track = document(
        '\n<p begin="00:00:01.001" end="00:00:02.5">Hello<br/><span tts:fontStyle="italic">there'
        '</span></p>\n<p begin="3s" dur="1.5s">Bye</p>',
        root='xml:lang="pt_br"',
    )
    assert track.findings == ()
    assert track.cues == (Cue(1001, 2500, "Hello\n<i>there</i>"), Cue(3000, 4500, "Bye"))
    assert (track.language, track.format, track.lines) == ("pt-BR", "ttml", (4, 5))


@pytest.mark.parametrize(
    ("found", "root", "start"),
    [
        ("01:02:03", "", 3_723_000),
        ("00:00:01.0005", "", 1001),
        ("1.5s", "", 1500),
        ("0.5m", "", 30_000),
        ("0.001h", "", 3600),
        ("1234ms", "", 1234),
        ("30f", "", 1000),
        ("30f", 'ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"', 1251),
        ("00:00:01:12", 'ttp:frameRate="24"', 1500),
        ("00:00:01:12.1", 'ttp:frameRate="25" ttp:subFrameRate="2"', 1500),
        ("5000000t", 'ttp:tickRate="10000000"', 500),
        ("48t", 'ttp:frameRate="24"', 2000),
        ("3t", "", 3000),
        (
            "00:01:00:02",
            'ttp:timeBase="smpte" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001" '
            'ttp:dropMode="dropNTSC"',
            60_060,
        ),
        (
            "00:01:00:00",
            'ttp:timeBase="smpte" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"',
            60_060,
        ),
    ],
)
def test_times(found: str, root: str, start: int) -> None:
    track = document(f'<p begin="{found}" end="99h">a</p>', root=f'xml:lang="en" {root}')
    assert codes(track) == []
    assert track.cues[0].start == start


@pytest.mark.parametrize(
    ("found", "start"),
    [
        ("00:00:01,5", 1500),
        ("0:00:01.5", 1500),
        ("00:99:01.000", 5_941_000),
        ("00:00:01:40", 2333),
        ("7", 7000),
        ("soon", 9000),
        ("99999999999999999999s", 9000),
        ("wallclock(10:00:00)", 36_000_000),
    ],
)
def test_times_that_are_none_are_guessed_and_told(found: str, start: int) -> None:
    track = document(f'\n<p begin="{found}" end="9s">a</p>')
    assert track.cues[0].start == start
    (one,) = [found for found in track.findings if found.code == "SUB004"]
    assert (one.line, one.cue) == (4, 1)
    assert found in str(one.excerpt)


@pytest.mark.parametrize(
    "root",
    [
        *('ttp:timeBase="clock"', 'ttp:dropMode="dropPAL"', 'ttp:frameRateMultiplier="0 0"'),
        *('ttp:frameRate="x"', 'ttp:tickRate="0"', 'ttp:dropMode="dropNTSC" ttp:frameRate="25"'),
    ],
)
def test_clocks_that_ttconv_refuses(root: str) -> None:
    track = document('<p begin="1s" end="2s">a</p>', root=root)
    assert cues(track) == [(1000, 2000, "a")]
    assert codes(track) == ["SUB004"]


def test_times_of_containers() -> None:
    track = parse(
        f"<tt {NAMESPACES}><body begin='1s' end='60s'><div begin='1s' timeContainer='seq'>"
        "<p dur='2s'>a</p><p begin='1s' dur='2s'>b</p></div><div begin='20s' dur='5s'>"
        "<p begin='1s'>c</p><p end='90s'>d</p></div></body></tt>",
        format="ttml",
    )
    assert cues(track) == [
        (2000, 4000, "a"),
        (5000, 7000, "b"),
        (21_000, 26_000, "d"),
        (22_000, 26_000, "c"),
    ]


def test_a_paragraph_without_an_end_or_without_a_duration_is_kept() -> None:
    track = document('<p begin="1s">a</p><p begin="2s" end="2s">b</p><p>c</p>')
    assert cues(track) == [(1000, 1000, "a"), (2000, 2000, "b"), (2000, 2000, "c")]
    assert codes(track) == ["SUB004", "SUB004"]


def test_texts_that_follow_one_another_in_a_paragraph_are_cues_of_their_own() -> None:
    track = document(
        '<p begin="10s" end="20s"><span end="2s">a</span><span begin="2s" end="4s">b</span></p>'
    )
    assert cues(track) == [(10_000, 12_000, "a"), (12_000, 14_000, "b")]
    assert track.findings == ()


def test_texts_that_come_one_after_another_and_stay_are_one_cue() -> None:
    track = document('<p begin="10s" end="20s"><span>a </span><span begin="2s">b</span></p>')
    assert cues(track) == [(10_000, 20_000, "a b")]
    assert names(track) == ["begin"]


def test_neighbours_with_the_same_text_stay_two_cues() -> None:
    track = document('<p begin="1s" end="2s">a</p><p begin="2s" end="3s">a</p>')
    assert cues(track) == [(1000, 2000, "a"), (2000, 3000, "a")]


HEAD = (
    '<styling><style xml:id="s" tts:fontStyle="italic" tts:color="white"/>'
    '<style xml:id="y" style="s" tts:color="#FFFF00FF"/></styling><layout>'
    '<region xml:id="top" tts:origin="10% 5%" tts:extent="80% 20%" tts:textAlign="center"/>'
    '<region xml:id="low" tts:origin="0% 85%" tts:extent="100% 15%" tts:displayAlign="after"'
    ' tts:color="cyan"/>'
    '<region xml:id="px" tts:origin="0px 10px" tts:extent="100px 30px"/><region xml:id="none"/>'
    '<region xml:id="pos" tts:position="center bottom" tts:extent="80% 20%"/></layout>'
)


@pytest.mark.parametrize(
    ("attributes", "content", "text"),
    [
        ("", 'a<span style="s">b</span>', "a<i>b</i>"),
        ("", 'a<span style="y">b</span>', 'a<font color="#ffff00"><i>b</i></font>'),
        ('style="y"', 'a<span tts:fontStyle="normal">b</span>', None),
        ('region="top"', "a", "{\\an8}a"),
        ('region="top" tts:textAlign="end"', "a", "{\\an9}a"),
        ('region="top" tts:textAlign="left"', "a", "{\\an7}a"),
        ('region="low"', "a", '<font color="#00ffff">a</font>'),
        ('region="low"', '<span tts:color="white">a</span>', '<font color="#ffffff">a</font>'),
        ('region="pos"', "a", "a"),
        ('region="none"', "a", "a"),
        ('region="nowhere"', "a", "a"),
        ('tts:color="white" tts:textDecoration="underline"', "a", "<u>a</u>"),
        ("", 'a<span tts:fontWeight="bold">b<span tts:fontWeight="normal">c</span></span>', None),
        ('tts:direction="rtl" tts:textAlign="start"', "א", "{\\an3}א"),
    ],
)
def test_looks(attributes: str, content: str, text: str | None) -> None:
    expected = text or {
        'style="y"': '<font color="#ffff00"><i>a</i>b</font>',
        "": "a<b>b</b>c",
    }.get(attributes)
    assert text_of(content, HEAD, attributes) == expected


def test_a_region_in_pixels() -> None:
    track = document(
        '<p begin="1s" end="2s" region="px">a</p>', head=HEAD, root='tts:extent="100px 100px"'
    )
    assert track.cues[0].text == "{\\an8}a"


def test_initial_values_hold_for_all() -> None:
    head = '<styling><initial tts:fontStyle="italic"/></styling>'
    assert text_of("a", head) == "<i>a</i>"


def test_white_space() -> None:
    assert text_of("\n  a  <span> b\n</span>\n<br/>\n c ") == "a b\nc"
    assert text_of(" a  <span> b </span>", attributes='xml:space="preserve"') == " a   b "
    assert text_of("a\nb", attributes='xml:space="preserve"') == "a\nb"


def test_what_a_cue_cannot_say_is_told() -> None:
    track = document(
        '<p begin="1s" end="2s">漢<span tts:ruby="container"><span tts:ruby="base">字</span>'
        '<span tts:ruby="delimiter">(</span><span tts:ruby="text">ji</span>'
        '<span tts:ruby="delimiter">)</span></span></p>'
        '<p begin="3s" end="4s" tts:textDecoration="lineThrough">a<set tts:color="red"/></p>'
        '<p begin="5s" end="6s"><b>b</b> &lt;i&gt;c&lt;/i&gt; {\\an8}</p>'
    )
    assert [cue.text for cue in track.cues] == [
        "漢字(ji)",
        "a",
        "{\\an2}<b>b</b> <i>c</i> {\\an8}",
    ]
    assert {"ruby", "textDecoration", "set", "b", "<i>"} <= set(names(track))
    assert set(codes(track)) == {"SUB012"}


def test_text_that_nobody_sees_is_told() -> None:
    track = document(
        '<p begin="1s" end="2s" tts:display="none">gone</p>'
        '<p begin="1s" end="2s" tts:visibility="hidden">dark<span tts:visibility="visible">seen'
        "</span></p><metadata><ttm:desc>door</ttm:desc></metadata>"
        '<p begin="3s" end="4s"><metadata><ttm:desc>bell</ttm:desc></metadata>ring</p>'
        '<p begin="5s" end="6s" tts:visibility="hidden">shown<set begin="1s" '
        'tts:visibility="visible"/></p>'
    )
    assert [cue.text for cue in track.cues] == ["seen", "ring", "shown"]
    assert [found.excerpt for found in track.findings if found.code == "SUB008"] == [
        *("gone", "door", "dark", "bell")
    ]


def test_text_where_none_should_be_becomes_a_cue() -> None:
    track = document(
        '<p begin="1s" end="2s">a</p>loose <span begin="3s" end="4s">b</span>'
        '<p begin="5s" end="6s">c<p>d</p></p>'
    )
    assert [cue.text for cue in track.cues] == ["a", "loose", "b", "c\nd"]
    assert sorted(codes(track)) == ["SUB004", "SUB008", "SUB008", "SUB012"]


def test_pictures_are_told() -> None:
    track = document('<div xmlns:smpte="s" smpte:backgroundImage="#img0" begin="1s" end="2s"/>')
    assert [*codes(track)] == ["SUB013", "SUB012"]
    assert "#img0" in track.findings[1].text


def test_values_that_ttconv_refuses_cost_nothing_else() -> None:
    track = document(
        '<p begin="1s" end="2s" tts:fontWeight="heavy" tts:fontStyle="italic">a</p>'
        '<p begin="3s" end="4s" tts:textAlign="justify">b</p>'
    )
    assert [cue.text for cue in track.cues] == ["<i>a</i>", "b"]
    assert [found.arguments["markup"] for found in track.findings] == ['fontWeight="heavy"']


@pytest.mark.parametrize("namespace", ["http://www.w3.org/2006/10/ttaf1", "", "urn:x"])
def test_other_namespaces(namespace: str) -> None:
    track = parse(
        f'<tt xmlns="{namespace}" xmlns:tts="{namespace}#styling"><body><div>'
        '<p begin="1s" end="2s" tts:fontStyle="italic">a</p></div></body></tt>',
        format="ttml",
    )
    assert cues(track) == [(1000, 2000, "<i>a</i>")]


def test_prefixes() -> None:
    track = parse(
        '<tt:tt xmlns:tt="http://www.w3.org/ns/ttml"><tt:body><tt:div><tt:p begin="1s" end="2s">a'
        "<tt:br/>b</tt:p></tt:div></tt:body></tt:tt>",
        format="ttml",
    )
    assert cues(track) == [(1000, 2000, "a\nb")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<tt><body><p begin="1s" end="2s">a & b<br>c</p></body></tt>', "SUB011"),
        ('<tt><body><p begin="1s" end="2s">a & b</p><p', "SUB011"),
        ('<tt><body><p begin="1s" end="2s">a &amp; b', "SUB009"),
        ('<tt><body><p begin="1s" end="2s>a &amp; b</p></body></tt>', "SUB011"),
        ('<p begin="1s" end="2s">a &amp; b</p><p begin="3s" end="4s">c', "SUB011"),
        ('<tt><body><p begin="1s" end="2s">a <!-- x --><![CDATA[& b]]></div></tt>', "SUB011"),
    ],
)
def test_broken_xml_is_read_tag_by_tag(text: str, code: str) -> None:
    track = parse(text, format="ttml")
    (start, end, words), *_ = cues(track)
    assert (start, end, words.split("\n")[0]) == (1000, 2000, "a & b")
    assert code in codes(track)


def test_a_document_type_is_refused_and_the_dialogue_read() -> None:
    track = parse(
        '<?xml version="1.0"?>\n<!DOCTYPE tt [<!ENTITY xyz SYSTEM "file:///etc/passwd"> ]>\n'
        '<tt><body><div><p begin="1s" end="2s">a &xyz; b&nbsp;c</p></div></body></tt>',
        format="ttml",
    )
    assert cues(track) == [(1000, 2000, "a &xyz; b\u00a0c")]
    assert [(found.line, found.arguments["name"]) for found in track.findings] == [
        (2, "DOCTYPE"),
        (3, "&xyz;"),
    ]


def test_encodings() -> None:
    body = '<tt><body><div><p begin="1s" end="2s">你好，世界</p></div></body></tt>'
    for encoding in ("utf-16", "gb18030", "big5"):
        data = f'<?xml version="1.0" encoding="{encoding}"?>{body}'.encode(encoding)
        track = parse(data, format="ttml", language="zh-Hans")
        assert cues(track) == [(1000, 2000, "你好，世界")]
        assert "SUB002" in codes(track)


@pytest.mark.parametrize("text", ["", " \n", "<tt/>", "<tt><body/></tt>", "hello", "<", "\0"])
def test_files_without_cues(text: str) -> None:
    track = parse(text, format="ttml")
    assert [cue.text for cue in track.cues] in ([], ["hello"], ["<"])
    assert track.findings


def test_the_declared_language_leads() -> None:
    data = b'<tt xml:lang="en"><body><p begin="1s" end="2s">a</p></body></tt>'
    assert parse(data, format="imsc", language="th").language == "th"
    assert parse(data.replace(b'"en"', b'"x y"'), format="itt").language is None


@pytest.mark.parametrize(
    ("format_", "package"),
    [("ttml", "ttconv"), ("scc", "ttconv"), ("stl", "ttconv"), ("ass", "pysubs2")],
)
def test_without_the_extra_packages(
    format_: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UsageError, match=package) as caught:
        parse(b"", format=format_)
    assert 'pip install "goglobal[formats]"' in caught.value.help
    assert parse(b"", format="srt").cues == ()


@pytest.mark.parametrize("format_", ["ttml", "scc", "stl", "ass"])
def test_reading_prints_and_logs_nothing(
    format_: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    parse(
        b"Style: a,b\n[Events]\nDialogue: x\n<tt><body><p style='x' begin='x'>a</p></body>",
        format=format_,
    )
    assert root.handlers == []
    assert capsys.readouterr() == ("", "")
