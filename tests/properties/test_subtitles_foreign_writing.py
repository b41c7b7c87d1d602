"""Laws of writing the richer formats: other people's readers give back what was written."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

import pysubs2
import ttconv.imsc.reader
from hypothesis import given
from hypothesis import strategies as st
from ttconv import model
from ttconv import style_properties as styles

from goglobal.model import Cue, Track
from goglobal.subtitles import losses, parse, write
from goglobal.subtitles.markup import alignment
from goglobal.subtitles.spans import PLAIN, Lines, Span, Style, markup, styled
from goglobal.subtitles.timecode import FrameRate

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
PIECES = st.sampled_from(
    [
        *("<i>", "</i>", "<b>", "</b>", "<u>", "</u>", '<font color="yellow">', "</font>", "<s>"),
        *(
            "<font color=#12aBcd>",
            "{\\an8}",
            "{\\an1}",
            "{\\an6}",
            "{\\i1}",
            "{\\r}",
            "{\\pos(1,2)}",
        ),
        *(
            "\\N",
            "\\h",
            "C:\\New",
            "{x}",
            "\n",
            "\n\n",
            " ",
            "  ",
            "\t",
            "&amp;",
            "]]>",
            "<!--",
            "<br/>",
            "\r",
        ),
        *("مرحبا", "שלום!", "\u2067", "\u2069", "\u200f", "नमस्ते", "你好", "😀👩‍👩‍👧", "e\u0301"),
        *("\x00", "\x0b", "\x1f", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe", "\ud800", "\u00a0"),
    ]
)
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\uff5b\uff5d\u2060")
WORDS = st.text(LETTERS, max_size=12) | st.text("ab <>&{}\\'\"/;#Nnh1", max_size=12)
TEXTS = st.lists(PIECES | WORDS, max_size=8).map("".join)
PLAIN_TEXTS = st.text("aé你 ก\nא", max_size=30)
SETTINGS = st.sampled_from(["", "", "", "line:0", "line:50% align:end", "position:10% size:50%"])
TIMES = st.integers(0, 20 * 3_600_000)
LANGUAGES = st.sampled_from([None, "en", "zh-Hans", "ar", "he", 'x"<&'])


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    cues = []
    for text in draw(st.lists(TEXTS | PLAIN_TEXTS, max_size=6)):
        start = draw(TIMES)
        cues.append(Cue(start, start + draw(st.integers(1, 9000)), text, None, draw(SETTINGS)))
    return Track(cues=tuple(cues), language=draw(LANGUAGES.filter(lambda tag: tag != 'x"<&')))


def even(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def wanted(cue: Cue) -> Lines:
    return styled(FORBIDDEN.sub("\ufffd", even(cue.text))).lines


class Read:
    """A cue as ttconv gives it back."""

    def __init__(self, paragraph: model.P) -> None:
        self.start = (paragraph.get_begin() or Fraction(0)) * 1000
        end = paragraph.get_end()
        assert end is not None
        self.end = end * 1000
        self._lines: list[list[Span]] = [[]]
        for child in paragraph:
            self._walk(child, PLAIN)
        region = paragraph.get_region()
        assert region is not None
        rows = {styles.DisplayAlignType.after: 1, styles.DisplayAlignType.center: 4}
        row = rows.get(region.get_style(styles.StyleProperties.DisplayAlign), 7)
        align = paragraph.get_style(styles.StyleProperties.TextAlign)
        if align is None:
            align = region.get_style(styles.StyleProperties.TextAlign)
        sides = {styles.TextAlignType.start: 0, styles.TextAlignType.end: 2}
        self.place = row + sides.get(align, 1)
        self.rtl = paragraph.get_style(styles.StyleProperties.Direction) is not None

    def _walk(self, element: model.ContentElement, style: Style) -> None:
        if isinstance(element, model.Br):
            self._lines.append([])
        elif isinstance(element, model.Text):
            self._lines[-1].append(Span(element.get_text(), style))
        else:
            here = _style(element, style)
            for child in element:
                self._walk(child, here)

    @property
    def lines(self) -> Lines:
        return tuple(
            tuple(
                Span("".join(span.text for span in run), style)
                for style, run in groupby(line, key=lambda span: span.style)
            )
            for line in self._lines
        )


def _style(element: model.ContentElement, style: Style) -> Style:
    properties = styles.StyleProperties
    decoration = element.get_style(properties.TextDecoration)
    colour = element.get_style(properties.Color)
    return Style(
        italic=style.italic or element.get_style(properties.FontStyle) is not None,
        bold=style.bold or element.get_style(properties.FontWeight) is not None,
        underline=style.underline or bool(decoration and decoration.underline),
        colour="#" + bytes(colour.components[:3]).hex() if colour else style.colour,
    )


def read_xml(data: bytes) -> list[Read]:
    document = ttconv.imsc.reader.to_model(ET.parse(io.BytesIO(data)))
    body = document.get_body()
    return [Read(paragraph) for division in body for paragraph in division]


def marks(data: bytes) -> Iterator[str]:
    return (element.tag for element in ET.fromstring(data).iter())


@given(tracks(), st.sampled_from([None, "25", "24000/1001"]), st.sampled_from([None, "9:16"]))
def test_ttconv_reads_imsc_back(track: Track, rate: str | None, ratio: str | None) -> None:
    options = {"frame_rate": rate, "aspect_ratio": ratio}
    data = write(track, "imsc", **{key: value for key, value in options.items() if value})
    found = read_xml(data)
    assert [cue.lines for cue in found] == [wanted(cue) for cue in track.cues]
    assert [(cue.start, cue.end) for cue in found] == [(cue.start, cue.end) for cue in track.cues]
    assert [cue.place for cue in found] == [alignment(cue) for cue in track.cues]
    if track.language in ("ar", "he"):
        assert all(cue.rtl for cue in found)


@given(tracks())
def test_ttconv_reads_ttml_back(track: Track) -> None:
    found = read_xml(write(track, "ttml"))
    assert [cue.lines for cue in found] == [wanted(cue) for cue in track.cues]
    assert [(cue.start, cue.end) for cue in found] == [(cue.start, cue.end) for cue in track.cues]
    assert [cue.place for cue in found] == [alignment(cue) for cue in track.cues]


RATES = st.sampled_from(
    [
        *((rate, False) for rate in ("24000/1001", "24", "25", "30000/1001", "50")),
        *((rate, True) for rate in ("30000/1001", "60000/1001")),
    ]
)


@given(tracks(), RATES)
def test_ttconv_reads_itt_back(track: Track, rate: tuple[str, bool]) -> None:
    frames = FrameRate.parse(rate[0])
    found = read_xml(write(track, "itt", frame_rate=rate[0], drop_frame=rate[1]))
    assert [cue.lines for cue in found] == [wanted(cue) for cue in track.cues]
    for cue, read in zip(track.cues, found, strict=True):
        assert read.start == 1000 * frames.frames(cue.start) / frames.exact
        last = max(frames.frames(cue.end), frames.frames(cue.start) + 1)
        assert read.end == 1000 * last / frames.exact
        assert read.place == (8 if alignment(cue) >= 7 else 2)


def wanted_of_ass(cue: Cue) -> Lines:
    """ASS has hard spaces at the beginning of a line."""
    text = re.sub("[\x00\ud800-\udfff]", "\ufffd", even(cue.text))
    lines = []
    for line in styled(text).lines:
        if line:
            words = line[0].text
            bare = words.lstrip(" ")
            first = Span("\u00a0" * (len(words) - len(bare)) + bare, line[0].style)
            line = (first, *line[1:])  # noqa: PLW2901
        lines.append(line)
    return tuple(lines)


@given(tracks(), st.sampled_from(["lf", "crlf"]), st.booleans())
def test_pysubs2_reads_ass_back(track: Track, line_ends: str, mark: bool) -> None:
    data = write(track, "ass", line_ends=line_ends, byte_order_mark=mark)
    found = pysubs2.SSAFile.from_string(data.decode("utf-8-sig"))
    assert len(found) == len(track.cues)
    for cue, event in zip(track.cues, found, strict=True):
        start = (cue.start + 5) // 10 * 10
        assert (event.start, event.end) == (start, max(start + 10, (cue.end + 5) // 10 * 10))
        text = event.text.removesuffix("{}").replace(r"\N", "\n").replace(r"\h", "\u00a0")
        assert alignment(Cue(0, 0, text)) == alignment(cue)
        lines = tuple(
            tuple(Span(_braces(span.text), span.style) for span in line)
            for line in styled(text).lines
        )
        assert lines == wanted_of_ass(cue)
        shown = "\n".join("".join(span.text for span in line) for line in wanted_of_ass(cue))
        assert _braces(event.plaintext).replace("\u00a0", " ") == shown.replace("\u00a0", " ")


def _braces(text: str) -> str:
    return text.replace("\uff5b", "{").replace("\uff5d", "}").replace("\\\u2060", "\\")


@given(tracks(), st.sampled_from(["imsc", "ttml", "itt"]), LANGUAGES, st.booleans())
def test_xml_stands_alone(track: Track, format_: str, language: str | None, mark: bool) -> None:
    """Whatever the texts and the language are, the file is XML with one `p` a cue."""
    track = Track(cues=track.cues, language=language)
    data = write(track, format_, line_ends="crlf", byte_order_mark=mark)
    assert data.startswith(b"\xef\xbb\xbf") is mark
    root = ET.fromstring(data)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == (language or "")
    assert sum(tag.endswith("}p") for tag in marks(data)) == len(track.cues)
    assert b"\n" not in data.replace(b"\r\n", b"")


@given(tracks(), st.sampled_from(["imsc", "ttml", "itt", "ass"]))
def test_what_is_lost_is_told(track: Track, format_: str) -> None:
    """A cue whose mark-up says more than its runs has a finding, and so has a changed letter."""
    told = {finding.cue for finding in losses(track, format_)}
    for number, cue in enumerate(track.cues, 1):
        if styled(even(cue.text)).lost or "\x00" in cue.text or "\ud800" in cue.text:
            assert number in told


STYLES = st.builds(
    Style,
    italic=st.booleans(),
    bold=st.booleans(),
    underline=st.booleans(),
    colour=st.sampled_from(["", "#ff0000", "#00ff7f"]),
)
SAYINGS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>{}\\&\ufffe\uffff"),
    min_size=1,
    max_size=10,
)


@st.composite
def sayings(draw: st.DrawFn) -> Cue:
    """A cue whose text no reader could take for mark-up: its runs, and its place."""
    lines = draw(st.lists(st.lists(st.builds(Span, SAYINGS, STYLES), max_size=3), max_size=2))
    lines.append([Span(draw(SAYINGS.filter(str.strip)), draw(STYLES))])
    place = draw(st.integers(1, 9))
    text = markup(lines)
    start = draw(TIMES)
    code = "" if place == 2 else f"{{\\an{place}}}"
    return Cue(start, start + draw(st.integers(1, 9000)), code + text)


@given(st.lists(sayings(), min_size=1, max_size=5), st.sampled_from(["imsc", "ttml"]), LANGUAGES)
def test_our_reader_reads_back(cues: list[Cue], format_: str, language: str | None) -> None:
    """Times, runs and places come back, through what `parse` does with any TTML."""
    cues.sort(key=lambda cue: cue.start)
    data = write(Track(cues=tuple(cues), language=language), format_)
    again = parse(data, format=format_)
    assert [(cue.start, cue.end) for cue in again.cues] == [(cue.start, cue.end) for cue in cues]
    assert [styled(cue.text).lines for cue in again.cues] == [wanted(cue) for cue in cues]
    assert [alignment(cue) for cue in again.cues] == [alignment(cue) for cue in cues]
    assert again.language == (language if language != 'x"<&' else None)


@given(st.lists(sayings(), min_size=1, max_size=5))
def test_our_reader_reads_ass_back(cues: list[Cue]) -> None:
    """As TTML; times are hundredths, and a line begins with hard spaces where it had spaces."""
    cues = [Cue(cue.start // 10 * 10, cue.end // 10 * 10 + 10, cue.text) for cue in cues]
    cues.sort(key=lambda cue: cue.start)
    again = parse(write(Track(cues=tuple(cues)), "ass"), format="ass")
    assert [(cue.start, cue.end) for cue in again.cues] == [(cue.start, cue.end) for cue in cues]
    assert [styled(cue.text).lines for cue in again.cues] == [wanted_of_ass(cue) for cue in cues]
    assert [alignment(cue) for cue in again.cues] == [alignment(cue) for cue in cues]
