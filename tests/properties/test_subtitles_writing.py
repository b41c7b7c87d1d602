"""Laws of writing: what is written reads back as the same cues, here and with pysrt."""

from __future__ import annotations

import pysrt
from hypothesis import given
from hypothesis import strategies as st

from goglobal.model import Cue, Track
from goglobal.subtitles import from_pysrt, parse, to_pysrt, write

CHARACTERS = st.one_of(
    st.sampled_from("ab 0123456789:,.->\n\n\t<>&;{}\\/i#é你ก\u00a0\u2060\u3000\ufeff→-"),
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"),
)
TEXTS = st.text(CHARACTERS, max_size=40) | st.sampled_from(
    [
        "00:00:01,000 --> 00:00:02,000",
        "1\n00:00:01,000 --> 00:00:02,000\nx",
        "\u206000:00:01,000 --> 00:00:02,000",
        "a\n\n2\n00:00:01,000 -> 00:00:02,000\nb",
        "00:01.000 --> 00:02.000",
        "WEBVTT\n\n00:01.000 --> 00:02.000",
    ]
)
TIMES = st.integers(0, 4 * 3_600_000)


@st.composite
def tracks(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> Track:
    cues = draw(st.lists(st.builds(Cue, TIMES, TIMES, texts), min_size=1, max_size=6))
    return Track(
        cues=tuple(Cue(cue.start, cue.end, cue.text, number) for number, cue in enumerate(cues, 1))
    )


def without_mark(text: str) -> str:
    """A text that no HTML entity and no WebVTT-only rule touches: mark-up is tested by hand."""
    return text.replace("{", "(").replace("<", "‹")


@given(tracks(), st.sampled_from(["lf", "crlf"]), st.booleans())
def test_srt_comes_back(track: Track, line_ends: str, mark: bool) -> None:
    again = parse(write(track, "srt", line_ends=line_ends, byte_order_mark=mark))
    assert again.cues == track.cues
    codes = {found.code for found in again.findings}
    assert codes <= {"SUB003", "SUB007", "SUB011", "SUB012", "SUB014"}


@given(tracks(TEXTS.map(without_mark)))
def test_webvtt_comes_back(track: Track) -> None:
    again = parse(write(track, "webvtt"), format="webvtt")
    assert again.cues == track.cues


@given(tracks())
def test_webvtt_is_settled_after_one_turn(track: Track) -> None:
    """Whatever mark-up a text has: what WebVTT holds of it, it goes on to hold."""
    once = parse(write(track, "webvtt"), format="webvtt")
    again = parse(write(once, "webvtt"), format="webvtt")
    assert len(once.cues) == len(track.cues)
    assert [cue.text for cue in again.cues] == [cue.text for cue in once.cues]
    assert [cue.settings for cue in again.cues] == [cue.settings for cue in once.cues]


WELL_FORMED = st.text("abc é你ก,.!?<>i/", min_size=1, max_size=20).filter(
    lambda text: text.strip() == text
)


@given(tracks(st.lists(WELL_FORMED, min_size=1, max_size=3).map("\n".join)))
def test_pysrt_agrees(track: Track) -> None:
    data = write(track, "srt")
    theirs = pysrt.from_string(data.decode())
    assert from_pysrt(theirs).cues == parse(data).cues == track.cues
    assert from_pysrt(to_pysrt(track)).cues == track.cues
    assert parse("\n".join(map(str, theirs))).cues == track.cues
