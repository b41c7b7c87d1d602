"""Laws of reading: any bytes are read, and cue texts and findings account for all text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goglobal.model import Track
from goglobal.subtitles import parse, webvtt, write
from goglobal.subtitles.decoding import decode_text
from goglobal.subtitles.deviations import MAX_EXCERPT, Collector
from goglobal.subtitles.srt import read_srt
from goglobal.subtitles.tolerant import read_lines
from goglobal.subtitles.webvtt import read_webvtt

WORDS = st.text(alphabet="abcéñ你好ก <>i/{}\\&;:-0123456789", min_size=1, max_size=12)
PIECES = st.sampled_from(
    [
        "\n", "\n\n", "\r\n", "1", "2", "3", "00:00:01,000", "00:00:02.5", "0:03", "１２：３４",
        " --> ", "-->", "->", "→", " - ", " ", "\t", "X1:5", "Hello", "你好", "é", "<i>", "</i>",
        "{\\an8}", "&amp;", "\ufeff", "\n1\n00:00:01,000 --> 00:00:02,000\n", "#", "WEBVTT\n",
        "NOTE x\n", "align:start", "00:00:04.000 --> 00:00:05.000 line:0\n",
    ]
)  # fmt: skip
LIKE_SUBTITLES = st.lists(PIECES | WORDS, max_size=60).map("".join)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A regular file with a few characters or lines taken out, doubled or put in."""
    count = draw(st.integers(1, 6))
    text = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{draw(WORDS)}\n\n" for n in range(1, count + 1)
    )
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(text)))
        width = draw(st.integers(0, 8))
        text = text[:place] + draw(PIECES | st.just("")) + text[place + width :]
    return text


def unaccounted(source: str, track: Track) -> list[str]:
    """Lines that are neither a counter nor a time, and stand in no cue and no finding."""
    known = [cue.text for cue in track.cues]
    known += [found.excerpt or "" for found in track.findings]
    known += [f"WEBVTT{track.header}", *(block.text for block in track.blocks)]
    known += [cue.identifier for cue in track.cues] + [cue.settings for cue in track.cues]
    told = re.sub(r"\s+", " ", "\n".join(known).replace("\ufeff", ""))
    rows = re.split(r"[\r\n]+", source.replace("\ufeff", ""))
    prose = [re.sub(r"\s+", " ", row.strip()) for row in rows]
    return [
        row
        for row in prose
        if re.search(r"[^\W\d_]", row)
        and not re.search(r"\d\s*[:：]\s*\d", row)
        and not re.search(r"[-=—][->]|→", row)
        and row[:MAX_EXCERPT] not in told
    ]


def letters_lost(source: str, track: Track) -> set[str]:
    """Letters that stand nowhere at all, whatever kind of line they were in."""
    known = "".join(cue.text + cue.settings + cue.identifier for cue in track.cues)
    known += "".join((found.excerpt or "") for found in track.findings)
    known += track.header + "".join(block.text for block in track.blocks)
    return {c for c in source if c.isalpha()} - set(known) - set("WEBVTT")


@given(st.binary(max_size=400))
@example(b"\xff\xfe1\x00")
@example(b"\x1b$B1\n")
@example(b"\xef\xbb\xbf\xff\xfe\x00")
def test_any_bytes_are_read(data: bytes) -> None:
    for language in (None, "zh-Hans", "th", "fr"):
        for fmt in ("srt", "webvtt"):
            track = parse(data, format=fmt, language=language)
            assert track.cues or track.findings
            write(track, "srt")
            write(track, "webvtt")


@given(LIKE_SUBTITLES | damaged())
@example("1\n00:00:01,000 --> 00:00:02,000\nHello\n\nWorld\n00:00:03 -> 4\nx")
def test_no_text_of_an_srt_file_is_lost(source: str) -> None:
    track = parse(source)
    assert unaccounted(source, track) == []
    assert letters_lost(source, track) == set()


@given(LIKE_SUBTITLES | damaged())
def test_no_text_of_a_webvtt_file_is_lost(source: str) -> None:
    source = "WEBVTT\n\n" + re.sub("[<&{]", "", source)  # mark-up comes out otherwise
    track = parse(source, format="webvtt")
    assert unaccounted(source, track) == []
    assert letters_lost(source, track) == set()


@given(LIKE_SUBTITLES | damaged())
def test_numbers_and_signs_are_not_lost_either(source: str) -> None:
    """Every character that is not white space stands in a cue, a finding, or a line of syntax."""
    track = parse(source)
    known = [cue.text for cue in track.cues] + [found.excerpt or "" for found in track.findings]
    told = re.sub(r"[\s\ufeff]", "", "".join(known))
    for row in re.split(r"[\r\n]+", source.replace("\ufeff", "")):
        bare = re.sub(r"\s", "", row)
        syntax = bare.isdigit() or re.search(r"\d[:：]", bare) or "->" in bare or "→" in bare
        assert syntax or bare in told or re.sub(r"\W|\d", "", bare) == ""


@given(damaged())
def test_both_readers_agree_wherever_the_fast_one_answers(source: str) -> None:
    track = read_srt(decode_text(source))
    if track.lines is not None or not track.cues:
        return
    out = Collector()
    cues, lines, text_lines = read_lines(re.sub("\r\n", "\n", source).lstrip("\ufeff"), out)
    assert tuple(cues) == track.cues
    assert lines == tuple(track.line_of(n) for n in range(len(cues)))
    assert text_lines == tuple(track.text_line_of(n) for n in range(len(cues)))
    shown = [found.code for found in track.findings if found.code == "SUB005"]
    assert [found.code for found in out.findings()] == shown


@given(
    (LIKE_SUBTITLES | damaged()).map(
        lambda text: "WEBVTT\n\n" + re.sub(r"(\d),(\d)", r"\1.\2", text)
    )
)
@example("WEBVTT\n\n00:01.000 --> 00:02.000\na\n\nb\n\nNOTE c\n\nd\n")
@example("WEBVTT\n\n00:01.000 --> 00:02.000\na\n\nNOTE c\n\n\nd\n\n00:03.000 --> 00:04.000\ne\n")
def test_the_quick_way_through_webvtt_changes_nothing(source: str) -> None:
    quick = read_webvtt(decode_text(source))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(webvtt._Reading, "_regular", lambda self, block, line: False)
        assert read_webvtt(decode_text(source)) == quick
