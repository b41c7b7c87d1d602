"""Mark-up in cue texts: what is shown, what is wrong, where the cue stands."""

from __future__ import annotations

import pytest

from goglobal.model import Cue
from goglobal.subtitles.markup import alignment, faults, plain, position, tags


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hello", "Hello"),
        ("<i>Hello</i>", "Hello"),
        ("<I>Hel</I>lo", "Hello"),
        ('<font color="#ff0000">red</font>', "red"),
        (r"{\an8}Hello", "Hello"),
        (r"{\pos(1,2)}Hello", "Hello"),
        (r"Hello\NWorld", "Hello\nWorld"),
        ("a<br>b", "a\nb"),
        (r"C:\New", r"C:\New"),
        ("<3 you & me", "<3 you & me"),
        ("<door opens>", "<door opens>"),
        ("2<3,5>1", "2<3,5>1"),
        ("<v Bob>Hello</v>", "Hello"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "<i>a</i>",
        "<i>a</i> and <u>b</u>\n<b>c</b>",
        "<i><b>a</b></i>",
        r"{\an8}<i>a</i>",
        "<I>a</i>",
        '<font color="red" size="3">a</font>',
        "Tom & Jerry",
        "a <- b -> c",
        "I <3 you",
        r"C:\New\home",
        "{normal}",
    ],
)
def test_sound_markup(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<i>a", [("SUB011", "<i>")]),
        ("a</i>", [("SUB011", "</i>")]),
        ("<i><b>a</i></b>", [("SUB011", "</i>")]),
        ("< i>a</ i>", [("SUB011", "< i>"), ("SUB011", "</ i>")]),
        ("a</i", [("SUB011", "</i")]),
        ("<s>a</s>", [("SUB012", "<s>")]),
        ("<i/>a", [("SUB012", "<i/>")]),
        (r"{\pos(1,2)}a", [("SUB012", r"{\pos(1,2)}")]),
        (r"{\an8\fad(1,2)}a", [("SUB012", r"{\an8\fad(1,2)}")]),
        ("{an8}a", [("SUB012", "{an8}")]),
        ("a&nbsp;b&#39;", [("SUB012", "&nbsp;"), ("SUB012", "&#39;")]),
        (r"a\Nb", [("SUB012", r"\N")]),
    ],
)
def test_faults(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(fault.code, text[fault.start : fault.end]) for fault in faults(text)] == expected


def test_names_for_the_rule() -> None:
    assert [fault.arguments["name"] for fault in faults("<span>a</span>{\\fad(1)}&amp;")] == [
        "span",
        "fad",
        "&amp;",
    ]
    assert list(tags("<i>a</i>{\\an8}&amp;")) == ["i", "an8", "&amp;"]


@pytest.mark.parametrize(
    ("cue", "keypad", "where"),
    [
        (Cue(0, 1, "a"), 2, "bottom"),
        (Cue(0, 1, r"{\an8}a"), 8, "top"),
        (Cue(0, 1, r"a{\an4}b{\an8}"), 4, "middle"),
        (Cue(0, 1, r"{\a6}a"), 8, "top"),
        (Cue(0, 1, "a", settings="line:0"), 8, "top"),
        (Cue(0, 1, "a", settings="line:-1"), 2, "bottom"),
        (Cue(0, 1, "a", settings="align:start line:50%"), 4, "middle"),
        (Cue(0, 1, "a", settings="position:50.00%,middle line:84.67% align:middle"), 2, "bottom"),
        (Cue(0, 1, "a", settings="line:auto"), 2, "bottom"),
        (Cue(0, 1, r"{\an1}a", settings="line:0"), 1, "bottom"),
    ],
)
def test_position(cue: Cue, keypad: int, where: str) -> None:
    assert alignment(cue) == keypad
    assert position(cue) == where
