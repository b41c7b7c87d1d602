"""Where a cue's text stands on a frame of 1000 x 2000 with lines of 100 px."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.fit.placing import Block, at_place, block
from goglobal.fit.zones import clear_lines, met
from goglobal.profiles.schema import Fit, Zone


def frame(**more: object) -> Fit:
    return msgspec.structs.replace(Fit(width=1000, height=2000, size=50, line_height=2), **more)


FIT = frame(top=200, bottom=400, left=100, right=300)
"""Safe are 100 to 700 across, and 200 to 1600 down."""


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


def told(made: Block) -> tuple[float, float, float, float]:
    return made.left, made.top, made.width, made.height


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # left, top, width, height of two lines, the longer one 400 px
        ("a\nb", (200, 1400, 400, 200)),
        ("{\\an1}a\nb", (100, 1400, 400, 200)),
        ("{\\an2}a\nb", (200, 1400, 400, 200)),
        ("{\\an3}a\nb", (300, 1400, 400, 200)),
        ("{\\an4}a\nb", (100, 800, 400, 200)),
        ("{\\an5}a\nb", (200, 800, 400, 200)),
        ("{\\an6}a\nb", (300, 800, 400, 200)),
        ("{\\an7}a\nb", (100, 200, 400, 200)),
        ("<i>{\\an8}a\nb</i>", (200, 200, 400, 200)),
        ("{\\an9}a\nb", (300, 200, 400, 200)),
        # the old numbers: 5 to 7 are the top, 9 to 11 the middle
        ("{\\a6}a\nb", (200, 200, 400, 200)),
        ("{\\a10}a\nb", (200, 800, 400, 200)),
        # what names no place
        ("{\\an0}a\nb", (200, 1400, 400, 200)),
        ("{\\i1}a\nb", (200, 1400, 400, 200)),
        ("{an8}a\nb", (200, 1400, 400, 200)),
    ],
)
def test_the_nine_places(text: str, expected: tuple[float, ...]) -> None:
    assert told(block(FIT, [400, 300], text)) == expected


def test_the_outline_is_part_of_the_block() -> None:
    fit = frame(bottom=400, outline=10)
    assert told(block(fit, [400])) == (290, 1480, 420, 120)


def test_anchor_and_offset() -> None:
    above = frame(top=200, bottom=400, anchor="top")
    assert block(above, [400]).top == 200
    assert block(above, [400], "{\\an2}a").bottom == 1600
    moved = frame(top=200, bottom=400, offset=500)
    assert block(moved, [400]).bottom == 1500
    assert block(moved, [400], "{\\an8}a").top == 200
    assert block(frame(top=200, anchor="top", offset=0), [400]).top == 0


@pytest.mark.parametrize(
    ("settings", "top"),
    [
        ("", 1400),
        # lines are counted from the safe area's edges, and none leaves it
        ("line:0", 200),
        ("line:3", 500),
        ("line:-1", 1400),
        ("line:-5", 1100),
        ("line:-99", 200),
        ("line:99", 1400),
        # shares are the frame's, for the text's upper edge, its middle, its lower edge
        ("line:10%", 200),
        ("line:5%", 100),
        ("line:50%,start", 1000),
        ("line:50%,center", 900),
        ("line:50%,end", 800),
        ("line:100%", 1800),
        ("line:0%,end", 0),
        # the last one counts, and what cannot be read does not
        ("line:0 line:10%", 200),
        ("line:5% line:x", 100),
        ("line:500%", 1400),
        ("line", 1400),
        (":", 1400),
        ("region:up", 1400),
    ],
)
def test_lines(settings: str, top: float) -> None:
    assert block(FIT, [400, 300], "a\nb", settings).top == top


@pytest.mark.parametrize(
    ("settings", "left", "width"),
    [
        ("align:center", 200, 400),
        ("align:middle", 200, 400),
        ("align:start", 100, 400),
        ("align:left", 100, 400),
        ("align:end", 300, 400),
        # the box is the frame's: it goes on from the point, to where the text is aligned
        ("position:0% align:start", 0, 400),
        ("position:100% align:end", 600, 400),
        ("position:30%", 100, 400),
        ("position:30%,line-left", 450, 400),
        ("position:50% align:left", 500, 400),
        ("size:60% align:left", 0, 400),
        ("size:60%", 300, 400),
        # no room: broken by the player
        ("position:10%", 0, 200),
        ("size:20%", 400, 200),
    ],
)
def test_positions_and_sizes(settings: str, left: float, width: float) -> None:
    made = block(FIT, [400, 300], "a\nb", settings)
    assert (made.left, made.width) == (left, width)
    if width < 400:
        assert made.height == 400  # four lines


def test_the_start_of_arabic_is_at_the_right() -> None:
    assert block(FIT, [400], "سلام", "align:start").right == 700
    assert block(FIT, [400], "سلام", "align:end").left == 100
    assert block(FIT, [400], "سلام", "align:left").left == 100


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        # two columns, the longer one 400 px, centred between 200 and 1600
        ("vertical:rl", (100, 700, 200, 400)),
        ("vertical:rl line:0", (500, 700, 200, 400)),
        ("vertical:rl line:1", (400, 700, 200, 400)),
        ("vertical:lr", (500, 700, 200, 400)),
        ("vertical:lr line:0", (100, 700, 200, 400)),
        ("vertical:lr line:10%", (100, 700, 200, 400)),
        ("vertical:rl line:0 align:start", (500, 200, 200, 400)),
        ("vertical:rl line:0 position:0% align:start", (500, 0, 200, 400)),
    ],
)
def test_columns(settings: str, expected: tuple[float, ...]) -> None:
    assert told(block(FIT, [400, 300], "a\nb", settings)) == expected


def test_settings_lead_over_codes_but_not_where_only_places_count() -> None:
    assert block(FIT, [400], "{\\an8}a", "line:-1").bottom == 1600
    assert block(FIT, [400], "{\\an8}a", "line:-1", named=True).top == 200
    assert block(FIT, [400], "a", "line:5%", named=True).top == 200
    assert block(FIT, [400], "a", "line:95% position:9%", named=True) == at_place(FIT, [400])


@given(
    st.text("{}\\an0123456789%:,-. abcdefilmnoprstvz<>é", max_size=60),
    st.lists(
        st.sampled_from(["line", "position", "size", "align", "vertical", "region", ""]).flatmap(
            lambda name: st.text("0123456789%,-.eErlstandco", max_size=14).map(
                lambda value: f"{name}:{value}"
            )
        ),
        max_size=5,
    ),
    st.lists(st.sampled_from([0.0, 1.0, 400.0, 1e9]), max_size=4),
    st.booleans(),
)
def test_nothing_that_settings_say_makes_it_crash(
    text: str, settings: list[str], widths: list[float], named: bool
) -> None:
    made = block(FIT, widths, text, " ".join(settings), named=named)
    assert made.width >= 0
    assert made.height >= 0
    met(FIT, made)


def test_the_zone_that_hides_most_is_told() -> None:
    zones = (zone("bar", 0, 0, 1000, 250), zone("rail", 650, 0, 350, 2000))
    fit = frame(top=200, bottom=400, left=100, right=300, zones=zones)
    found = met(fit, block(fit, [600, 300], "{\\an8}a\nb"))
    assert found is not None
    # 600 x 50 px of it are behind the bar, 50 x 200 behind the rail
    assert (found.zone.name, found.depth) == ("bar", 50)
    assert met(fit, block(fit, [400])) is None


def test_a_pixel_is_not_seen() -> None:
    fit = frame(bottom=400, zones=(zone("panel", 0, 1599, 1000, 401),))
    assert met(fit, block(fit, [400])) is None
    fit = frame(bottom=400, zones=(zone("panel", 0, 1598, 1000, 402),))
    assert met(fit, block(fit, [400])) is not None


def test_what_is_clear_at_its_widest_is_clear_at_every_width() -> None:
    fit = frame(
        top=200,
        bottom=400,
        left=100,
        right=300,
        zones=(zone("bar", 0, 0, 1000, 700), zone("logo", 600, 900, 400, 100)),
    )
    assert clear_lines(fit) == 6
    for number in range(10):
        lines = clear_lines(fit, number)
        for width in (1.0, 250.0, 600.0):
            assert met(fit, at_place(fit, [width] * lines, number)) is None
    assert clear_lines(fit, 8) == 0
    assert clear_lines(fit, 5) == 0
    assert clear_lines(FIT) == 64
