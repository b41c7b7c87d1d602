"""FIT002 over places that nobody should write: a verdict or a finding, no crash."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from goglobal.errors import fill
from goglobal.findings import Found
from goglobal.fit.placing import block
from goglobal.fit.rulers import ruler_of
from goglobal.fit.typefaces import typeface_of
from goglobal.fit.zones import met
from goglobal.model import Cue, Episode, Series, Track
from goglobal.profiles.schema import Fit, Profile, Subtitles, Zone
from goglobal.rules.base import Parameters
from goglobal.rules.frame_places import behind_the_interface
from goglobal.rules.subjects import TrackSubject


def zone(name: str, left: int, top: int, width: int, height: int) -> Zone:
    return Zone(
        name=name,
        left=left,
        top=top,
        width=width,
        height=height,
        source="s",
        checked=dt.date(2026, 11, 23),
    )


FRAME = Fit(
    top=250,
    bottom=480,
    left=90,
    right=164,
    zones=(
        zone("bar", 0, 0, 1080, 330),
        zone("logo", 600, 1200, 480, 120),
        zone("panel", 0, 1440, 1080, 480),
    ),
)
TEXTS = (
    "One.",
    "I have been\nwaiting for you.",
    "سلام، أين كنت؟",
    "一\n二\n三",
    "W" * 90,
    "\n",
    "",
)
CODES = (
    "",
    "",
    "{\\an1}",
    "{\\an5}",
    "{\\an8}",
    "{\\a6}",
    "<i>",
    "{\\an0}",
    "{\\an",
    "{\\pos(1,2)}",
)
SETTINGS = st.lists(
    st.sampled_from(
        [
            *("line:0", "line:-1", "line:20%", "line:70%,end", "line:x", "position:10%"),
            *("position:100% align:end", "size:30%", "vertical:rl", "vertical:lr", "align:start"),
            *("line:", "position:-5%", "size:1e9%", "region:{0}", "{place}"),
        ]
    ),
    max_size=3,
).map(" ".join)


def told(cues: tuple[Cue, ...], formats: tuple[str, ...], fit: Fit = FRAME) -> list[Found]:
    subject = TrackSubject(
        series=Series(id="s", title="t", source_language="zh-Hans", root="/"),
        track=Track(cues=cues, language="en", format="webvtt"),
        language="en",
        kind="full",
        episode=Episode(number=1),
        path="p",
        profile=Profile(name="p", fit=fit, subtitles=Subtitles(formats=formats)),
    )
    return list(behind_the_interface(subject, Parameters({})))


@given(
    st.lists(
        st.tuples(st.sampled_from(CODES), st.sampled_from(TEXTS), SETTINGS), min_size=1, max_size=5
    ),
    st.booleans(),
)
@settings(deadline=None)
def test_the_cheap_way_says_what_measuring_every_cue_says(
    parts: list[tuple[str, str, str]], webvtt: bool
) -> None:
    cues = tuple(
        Cue(5000 * n, 5000 * n + 4000, code + text, settings=own)
        for n, (code, text, own) in enumerate(parts)
    )
    found = told(cues, ("srt", "webvtt") if webvtt else ("srt",))
    for one in found:
        fill(one.message, one.arguments)
        fill(one.help, one.arguments)
    names = [one.cue for one in found]
    assert len(names) == len(set(names))
    width = ruler_of("en", typeface_of(FRAME)).width
    for number, (code, text, own) in enumerate(parts, 1):
        if code in {"<i>", "{\\an"} or "vertical" in own or not text.strip():
            continue
        widths = [min(width(line), 826.0) for line in text.split("\n")]
        made = block(FRAME, widths, code + text, own, named=not webvtt)
        assert (number in names) == (met(FRAME, made) is not None)


def test_thousands_of_lines_and_of_settings() -> None:
    cues = (
        Cue(0, 1000, "x\n" * 3000),
        Cue(2000, 3000, "x " * 3000, settings="line:5% " * 500 + "size:1%"),
    )
    assert [one.cue for one in told(cues, ("webvtt",))] == [1, 2]


def test_a_frame_without_any_room_is_no_crash() -> None:
    zones = (zone("all", 0, 0, 1080, 1920),)
    cues = (Cue(0, 1000, "Hello."), Cue(2000, 3000, "{\\an8}Hello."))
    fit = Fit(left=600, right=600, zones=zones)
    assert told(cues, ("srt",), fit) == []
