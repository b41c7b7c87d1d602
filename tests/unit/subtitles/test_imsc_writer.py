"""IMSC 1.1 as a user meets it: what stands in the file, and what the render model says of it."""

from __future__ import annotations

import logging
import xml.etree.ElementTree as ET

import imschrm.doc_sequence
import imschrm.hrm
import pytest

from goglobal.errors import GoGlobalError, UsageError
from goglobal.findings import Finding
from goglobal.model import Block, Cue, Track
from goglobal.subtitles import losses, parse, write

TT = "{http://www.w3.org/ns/ttml}"
TTP = "{http://www.w3.org/ns/ttml#parameter}"
TTS = "{http://www.w3.org/ns/ttml#styling}"


def track(*texts: str, language: str | None = "en") -> Track:
    return Track(
        cues=tuple(Cue(n * 1000, n * 1000 + 900, text) for n, text in enumerate(texts, 1)),
        language=language,
    )


def body(data: bytes) -> list[str]:
    return [line.strip() for line in data.decode().split("\n") if "<p " in line]


def messages(found: tuple[Finding, ...]) -> list[tuple[int | None, str]]:
    return [(one.cue, one.message.format(**one.arguments)) for one in found]


def test_a_whole_file() -> None:
    data = write(track("Hello\n& goodbye", "{\\an8}<i>So?</i>"), "imsc", aspect_ratio="9:16")
    assert data.decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"'
        ' xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en" xml:space="preserve"'
        ' ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text"'
        ' ttp:timeBase="media" ttp:displayAspectRatio="9 16">\n'
        "  <head>\n    <layout>\n"
        '      <region xml:id="bottom" tts:origin="10% 65%" tts:extent="80% 30%"'
        ' tts:displayAlign="after" tts:textAlign="center" tts:overflow="visible"/>\n'
        '      <region xml:id="top" tts:origin="10% 5%" tts:extent="80% 30%"'
        ' tts:displayAlign="before" tts:textAlign="center" tts:overflow="visible"/>\n'
        "    </layout>\n  </head>\n"
        '  <body tts:fontSize="45%">\n    <div>\n'
        '      <p begin="00:00:01.000" end="00:00:01.900" region="bottom">'
        "Hello<br/>&amp; goodbye</p>\n"
        '      <p begin="00:00:02.000" end="00:00:02.900" region="top">'
        '<span tts:fontStyle="italic">So?</span></p>\n'
        "    </div>\n  </body>\n</tt>\n"
    )


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("a < b > c & d", "a &lt; b &gt; c &amp; d"),
        ("]]>", "]]&gt;"),
        ("&amp;", "&amp;amp;"),
        ("<door opens>", "&lt;door opens&gt;"),
        ("  two  spaces\t", "  two  spaces\t"),
        ("\nempty\n\n", "<br/>empty<br/><br/>"),
        ("<i>a\nb</i>", '<span tts:fontStyle="italic">a<br/>b</span>'),
        ("<i>a > b</i>", '<span tts:fontStyle="italic">a &gt; b</span>'),
        (
            "<b>a</b> <u>b</u>",
            '<span tts:fontWeight="bold">a</span> <span tts:textDecoration="underline">b</span>',
        ),
        ('<font color="Yellow">a</font>', '<span tts:color="#ffff00">a</span>'),
        ("a\x00b\ud800", "a\ufffdb\ufffd"),
        ("<i>a\x07</i>", '<span tts:fontStyle="italic">a\ufffd</span>'),
        ("", ""),
    ],
)
def test_texts(text: str, content: str) -> None:
    data = write(track(text), "imsc")
    assert body(data) == [
        f'<p begin="00:00:01.000" end="00:00:01.900" region="bottom">{content}</p>'
    ]
    ET.fromstring(data)


@pytest.mark.parametrize(
    ("place", "attributes"),
    [
        (1, {"region": "bottom", f"{TTS}textAlign": "left"}),
        (3, {"region": "bottom", f"{TTS}textAlign": "right"}),
        (5, {"region": "middle"}),
        (7, {"region": "top", f"{TTS}textAlign": "left"}),
        (8, {"region": "top"}),
    ],
)
def test_positions(place: int, attributes: dict[str, str]) -> None:
    """Left is the left of the picture, in Arabic too; only rows that occur are there."""
    for language in ("en", "ar"):
        root = ET.fromstring(write(track(f"{{\\an{place}}}Hm", language=language), "imsc"))
        paragraph = next(root.iter(f"{TT}p"))
        found = dict(paragraph.attrib)
        for name in ("begin", "end", f"{TTS}direction"):
            found.pop(name, None)
        assert found == attributes
        names = [
            region.get("{http://www.w3.org/XML/1998/namespace}id")
            for region in root.iter(f"{TT}region")
        ]
        assert names == [attributes["region"]]


def test_settings_place_a_cue_too() -> None:
    cue = Cue(0, 1000, "Hm", None, "line:0 align:start")
    assert 'region="top" tts:textAlign="left"' in write(Track(cues=(cue,)), "imsc").decode()
    assert losses(Track(cues=(cue,)), "imsc") == ()


@pytest.mark.parametrize(
    ("language", "text", "content"),
    [
        ("ar", "مرحبا", 'tts:direction="rtl">مرحبا'),
        ("he", "1999", 'tts:direction="rtl">1999'),
        (
            "ur",
            "OK!",
            'tts:direction="rtl"><span tts:direction="ltr" tts:unicodeBidi="embed">OK!</span>',
        ),
        (
            "fa",
            "سلام\n<i>OK</i>",
            '>سلام<br/><span tts:direction="ltr" tts:unicodeBidi="embed">'
            '<span tts:fontStyle="italic">OK</span></span>',
        ),
        ("ar", "\u2066OK\u2069!", 'tts:direction="rtl">\u2066OK\u2069!'),
        (None, "שלום abc", 'tts:direction="rtl">שלום abc'),
        (None, "abc שלום", 'region="bottom">abc שלום'),
        (None, "\u2068שלום\u2069 abc", 'region="bottom">\u2068שלום\u2069 abc'),
        (
            "en",
            "שלום",
            'region="bottom"><span tts:direction="rtl" tts:unicodeBidi="embed">שלום</span>',
        ),
        ("en", "abc", 'region="bottom">abc'),
    ],
)
def test_right_to_left(language: str | None, text: str, content: str) -> None:
    assert content + "</p>" in write(track(text, language=language), "imsc").decode()


def test_languages_and_rates() -> None:
    root = ET.fromstring(write(track("a", language=None), "imsc", frame_rate="30000/1001"))
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == ""
    assert root.get(f"{TTP}frameRate") == "30"
    assert root.get(f"{TTP}frameRateMultiplier") == "1000 1001"
    assert next(root.iter(f"{TT}p")).get("begin") == "00:00:01.000"
    root = ET.fromstring(write(track("a", language='"<&\n'), "imsc"))
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == '"<&\n'


def test_marks_and_line_ends() -> None:
    data = write(track("a\nb"), "imsc", byte_order_mark=True, line_ends="crlf")
    assert data.startswith(b"\xef\xbb\xbf<?xml")
    assert data.count(b"\n") == data.count(b"\r\n") > 5
    assert body(data)[0].endswith(">a<br/>b</p>")


def test_no_cues() -> None:
    assert list(ET.fromstring(write(Track(cues=()), "imsc")).iter(f"{TT}region")) == []


@pytest.mark.parametrize(
    "options", [{"aspect_ratio": "wide"}, {"aspect_ratio": "0:1"}, {"frame_rate": "many"}]
)
def test_options_that_say_nothing(options: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="|".join(options.values())):
        write(track("a"), "imsc", **options)


def test_a_time_below_zero() -> None:
    with pytest.raises(GoGlobalError, match="below zero"):
        write(Track(cues=(Cue(-1, 10, "a"),)), "imsc")


def test_losses() -> None:
    whole = Track(
        cues=(
            Cue(1000, 2000, "<font face=Arial>a</font>{\\pos(1,2)}"),
            Cue(2000, 2000, "a\x01\x02", None, "line:0 position:20%", "intro"),
            Cue(3000, 4000, "a", payload="<v Lin>a</v>"),
        ),
        header=" - a title",
        blocks=(Block(1, "NOTE by Lin"),),
        format="webvtt",
        lines=(3, 8, 12),
        text_lines=(4, 9, 13),
    )
    assert messages(losses(whole, "imsc")) == [
        (None, "IMSC 1.1 has no place for what stands between the cues: `- a title`"),
        (None, "IMSC 1.1 has no place for what stands between the cues: `NOTE by Lin`"),
        (
            1,
            "IMSC 1.1 has nothing for `<font face=Arial> {\\pos(1,2)}`:"
            " it was left out, its text was kept",
        ),
        (2, "IMSC 1.1 is told top, middle or bottom, left or right: not `position:20%`"),
        (2, "IMSC 1.1 has no place for the cue's identifier `intro`"),
        (2, "the cue ends at or before its start: readers of IMSC 1.1 do not show it"),
        (2, "IMSC 1.1 cannot hold control characters such as U+0001: 2 became U+FFFD"),
        (3, "IMSC 1.1 has nothing for the voices, classes or ruby of `<v Lin>a</v>`"),
    ]
    assert [found.line for found in losses(whole, "imsc")] == [None, None, 4, 9, 9, 9, 9, 13]
    assert len(body(write(whole, "imsc"))) == 3


def test_a_regular_file_loses_nothing() -> None:
    srt = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>Hi</i> & bye\n\n"
    assert losses(parse(srt), "imsc") == ()


def test_many_losses_are_counted() -> None:
    found = losses(track(*["<s>a</s>"] * 150), "imsc")
    assert len(found) == 101
    assert found[-1].arguments["more"] == 50


class Errors:
    """What the render model objects to."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def error(self, message: str, *_: object) -> None:
        self.found.append(message)

    def debug(self, message: str, *_: object) -> None:
        """It tells of every picture that it draws."""


LINES = [
    "I never said she took it.\nNot once.",
    "<i>她说她从来没有拿过。</i>\n一次也没有。",
    '<font color="yellow">ฉันไม่เคยพูดว่าเธอเอาไป</font>',
    "لم أقل أبدا\nإنها أخذته!",
    "मैंने <b>कभी</b> नहीं कहा",
]


def test_the_render_model_takes_a_usual_track(caplog: pytest.LogCaptureFixture) -> None:
    """40 cues of two seconds at all nine places, in five scripts: IMSC's HRM finds no fault."""
    cues = tuple(
        Cue(n * 2000, n * 2000 + 1900, f"{{\\an{n % 9 + 1}}}{LINES[n % 5]}") for n in range(40)
    )
    data = write(Track(cues=cues), "imsc", aspect_ratio="9:16").decode()
    handler = Errors()
    with caplog.at_level(logging.WARNING):
        imschrm.hrm.validate(imschrm.doc_sequence.iter_isd([(0, None, data)]), handler)
    assert handler.found == []
    assert caplog.records == []


def test_the_render_model_is_asked() -> None:
    """The same check fails where too much text changes at once: it looks at what is there."""
    letters = "".join(map(chr, range(0x4E00, 0x4E00 + 600)))
    data = write(Track(cues=(Cue(100, 2000, letters),)), "imsc").decode()
    handler = Errors()
    imschrm.hrm.validate(imschrm.doc_sequence.iter_isd([(0, None, data)]), handler)
    assert handler.found
