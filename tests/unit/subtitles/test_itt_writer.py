"""iTunes Timed Text as a user meets it: frames, two regions, named styles."""

from __future__ import annotations

import re

import pytest

from goglobal.errors import GoGlobalError, UsageError
from goglobal.model import Cue, Track
from goglobal.subtitles import losses, write


def track(*cues: tuple[int, int, str]) -> Track:
    return Track(cues=tuple(Cue(*cue) for cue in cues), language="en-US")


def times(data: bytes) -> list[tuple[str, ...]]:
    return re.findall(r'<p begin="([^"]*)" end="([^"]*)"', data.decode())


def test_a_whole_file() -> None:
    cues = track((1000, 2000, "<b>Hello</b>"), (2000, 3000, "{\\an8}<i><font color=red>So"))
    assert write(cues, "itt", frame_rate="30000/1001", drop_frame=True).decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"'
        ' xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en-US" xml:space="preserve"'
        ' ttp:timeBase="smpte" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"'
        ' ttp:dropMode="dropNTSC">\n'
        "  <head>\n    <styling>\n"
        '      <style xml:id="normal" tts:fontFamily="sansSerif" tts:fontWeight="normal"'
        ' tts:fontStyle="normal" tts:color="white" tts:fontSize="100%"/>\n'
        '      <style xml:id="bold" tts:fontWeight="bold"/>\n'
        '      <style xml:id="italic-colour-ff0000" tts:fontStyle="italic" tts:color="#ff0000"/>\n'
        "    </styling>\n    <layout>\n"
        '      <region xml:id="top" tts:origin="0% 0%" tts:extent="100% 15%"'
        ' tts:textAlign="center" tts:displayAlign="before"/>\n'
        '      <region xml:id="bottom" tts:origin="0% 85%" tts:extent="100% 15%"'
        ' tts:textAlign="center" tts:displayAlign="after"/>\n'
        '    </layout>\n  </head>\n  <body style="normal">\n    <div>\n'
        '      <p begin="00:00:01:00" end="00:00:02:00" region="bottom">'
        '<span style="bold">Hello</span></p>\n'
        '      <p begin="00:00:02:00" end="00:00:03:00" region="top">'
        '<span style="italic-colour-ff0000">So</span></p>\n'
        "    </div>\n  </body>\n</tt>\n"
    )


@pytest.mark.parametrize(
    ("rate", "drop", "ms", "label"),
    [
        ("25", False, 40, "00:00:00:01"),
        ("24000/1001", False, 1001, "00:00:01:00"),
        ("30000/1001", False, 60_060, "00:01:00:00"),
        ("30000/1001", True, 60_060, "00:01:00:02"),
        ("59.94", True, 60_060, "00:01:00:04"),
        ("25", False, 59, "00:00:00:01"),
        ("25", False, 61, "00:00:00:02"),
        ("25", False, 100 * 3_600_000, "100:00:00:00"),
    ],
)
def test_times(rate: str, drop: bool, ms: int, label: str) -> None:
    data = write(track((ms, ms + 1000, "a")), "itt", frame_rate=rate, drop_frame=drop)
    assert times(data)[0][0] == label


def test_the_default_is_25_frames() -> None:
    data = write(track((0, 1000, "a")), "itt")
    assert b'ttp:frameRate="25" ttp:frameRateMultiplier="1 1" ttp:dropMode="nonDrop"' in data


def test_rounding_leaves_every_cue_a_frame_and_is_told_once() -> None:
    cues = track((1000, 1001, "a"), (2015, 3010, "b"))
    assert times(write(cues, "itt")) == [
        ("00:00:01:00", "00:00:01:01"),
        ("00:00:02:00", "00:00:03:00"),
    ]
    (found,) = losses(cues, "itt")
    assert (found.cue, found.line) == (None, None)
    assert {key: found.arguments[key] for key in ("count", "rate", "distance")} == {
        "count": 3,
        "rate": "25",
        "distance": 39,
    }


def test_whole_frames_are_not_reported() -> None:
    """At 23.976 the nearest millisecond is the frame's own."""
    cues = track((42, 83, "a"), (1001, 2002, "b"))
    assert losses(cues, "itt", frame_rate="24000/1001") == ()


@pytest.mark.parametrize("place", [1, 3, 4, 5, 6, 7, 9])
def test_other_positions_are_told(place: int) -> None:
    cues = track((0, 1000, f"{{\\an{place}}}a"))
    (found,) = losses(cues, "itt")
    assert (found.cue, found.arguments["place"]) == (1, f"{{\\an{place}}}")
    region = "top" if place >= 7 else "bottom"
    assert f'region="{region}">a</p>' in write(cues, "itt").decode()


def test_overlaps_are_told_where_they_share_a_region() -> None:
    cues = track((0, 2000, "a"), (1000, 3000, "{\\an8}b"), (1000, 1600, "c"), (2000, 3000, "d"))
    assert [(one.cue, one.arguments["kind"]) for one in losses(cues, "itt")] == [(3, "overlap")]


def test_refusals() -> None:
    cues = track((0, 1000, "a"))
    for rate in ("25", "24000/1001"):
        with pytest.raises(UsageError, match="drop-frame"):
            write(cues, "itt", frame_rate=rate, drop_frame=True)
    with pytest.raises(UsageError, match="abc"):
        write(cues, "itt", frame_rate="abc")
    with pytest.raises(GoGlobalError, match="below zero"):
        write(track((-40, 1000, "a")), "itt")
