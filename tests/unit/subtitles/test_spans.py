"""Cue texts as runs of one style, and back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.subtitles.colours import NAMED, parse_colour
from goglobal.subtitles.spans import Lines, Span, Style, markup, styled

ITALIC = Style(italic=True)
BOLD = Style(bold=True)
BOLD_YELLOW = Style(bold=True, colour="#ffff00")
YELLOW = Style(colour="#ffff00")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ((),)),
        ("\n", ((), ())),
        ("a\n\nb", ((Span("a"),), (), (Span("b"),))),
        ("<i>a</i> b", ((Span("a", ITALIC), Span(" b")),)),
        ("<em>a</em><strong>b</strong>", ((Span("a", ITALIC), Span("b", BOLD)),)),
        ("<i>a\nb</i>", ((Span("a", ITALIC),), (Span("b", ITALIC),))),
        ("<I>never closed", ((Span("never closed", ITALIC),),)),
        ("a</i>b", ((Span("ab"),),)),
        ("a<i></i>b", ((Span("ab"),),)),
        ("<i><em>a</i>b</em>c", ((Span("ab", ITALIC), Span("c")),)),
        ('<font color="yellow">a</font>b', ((Span("a", YELLOW), Span("b")),)),
        ("<font color=#FF0>a", ((Span("a", YELLOW),),)),
        ("{\\an8}a", ((Span("a"),),)),
        ("{\\i1}a{\\i0}b", ((Span("a", ITALIC), Span("b")),)),
        (
            "{\\b700\\c&H00FFFF&}a{\\r}b",
            ((Span("a", BOLD_YELLOW), Span("b")),),
        ),
        ("{\\c&HFF&}a{\\c}b", ((Span("a", Style(colour="#ff0000")), Span("b")),)),
        ("a\\Nb\\hc<br/>d", ((Span("a"),), (Span("b\u00a0c"),), (Span("d"),))),
        ("<door opens> {aside} &amp; \\x", ((Span("<door opens> {aside} &amp; \\x"),),)),
    ],
)
def test_styled(text: str, lines: Lines) -> None:
    assert styled(text).lines == lines
    assert styled(text).lost == ()


def test_a_colour_within_a_colour() -> None:
    text = "<font color='#ffff00'>a<font color=red>b</font>c</font>d"
    assert styled(text).lines == (
        (Span("a", YELLOW), Span("b", Style(colour="#ff0000")), Span("c", YELLOW), Span("d")),
    )


def test_tags_that_cross() -> None:
    both = Style(italic=True, bold=True)
    assert styled("<i>a<b>b</i>c</b>d").lines == (
        (Span("a", ITALIC), Span("b", both), Span("c", BOLD), Span("d")),
    )


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("<font face=Arial>a</font>", ("<font face=Arial>",)),
        ("<font color='nonsense'>a", ("<font color='nonsense'>",)),
        ("<s>a</s><s>b</s>", ("<s>",)),
        ("{\\pos(10,20)}a{\\fad(1,2)}", ("{\\pos(10,20)}", "{\\fad(1,2)}")),
        ("{\\fnArial Black}a", ("{\\fnArial Black}",)),
        ("{\\i1 by hand}a", ("{\\i1 by hand}",)),
        ("{\\an8\\fs20}a", ("{\\an8\\fs20}",)),
    ],
)
def test_what_a_style_cannot_say_is_told(text: str, lost: tuple[str, ...]) -> None:
    found = styled(text)
    assert found.lost == lost
    assert "a" in "".join(span.text for line in found.lines for span in line)


def test_a_style_that_ends_closes_before_the_line_break() -> None:
    assert markup(((Span("a", ITALIC),), (), (Span("b"),))) == "<i>a</i>\n\nb"
    assert markup(((Span("a", ITALIC),), (Span("b", ITALIC),))) == "<i>a\nb</i>"
    assert markup(((Span("a", ITALIC),), ())) == "<i>a</i>\n"


STYLES = st.builds(
    Style,
    italic=st.booleans(),
    bold=st.booleans(),
    underline=st.booleans(),
    colour=st.sampled_from(["", "#ff0000", "#00ff7f"]),
)
WORDS = st.text(
    st.characters(exclude_characters="\n<>{}\\&", exclude_categories=["Cs"]), min_size=1
)


@st.composite
def lines_of_runs(draw: st.DrawFn) -> Lines:
    lines = []
    for _ in range(draw(st.integers(1, 4))):
        line: list[Span] = []
        for span in draw(st.lists(st.builds(Span, WORDS, STYLES), max_size=4)):
            if not line or line[-1].style != span.style:
                line.append(span)
        lines.append(tuple(line))
    return tuple(lines)


@given(lines_of_runs())
def test_runs_come_back_from_markup(lines: Lines) -> None:
    found = styled(markup(lines))
    assert found.lines == lines
    assert found.lost == ()


@given(st.text(st.sampled_from("ab \n<>{}\\/&;ibuN1=") | st.characters()))
def test_runs_of_any_text_are_whole(text: str) -> None:
    for line in styled(text).lines:
        assert all(span.text and "\n" not in span.text for span in line)
        assert all(a.style != b.style for a, b in pairwise(line))


def test_many_tags_cost_no_more_than_their_number() -> None:
    count = 50_000
    found = styled("<b>" * count + "<i>" * count + "</b>" * count + "x")
    assert found.lines == ((Span("x", ITALIC),),)


@pytest.mark.parametrize(
    ("found", "colour"),
    [
        ("red", "#ff0000"),
        (" RebeccaPurple ", "#663399"),
        ("#FfA", "#ffffaa"),
        ("#FfA8", "#ffffaa"),
        ("00ff00", "#00ff00"),
        ("#00ff0080", "#00ff00"),
        ("#12345", None),
        ("rot", None),
        ("", None),
    ],
)
def test_colours(found: str, colour: str | None) -> None:
    assert parse_colour(found) == colour


def test_every_name_is_a_whole_colour() -> None:
    assert len(NAMED) == 148
    assert all(parse_colour(value) == value for value in NAMED.values())
