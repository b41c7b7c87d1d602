"""The mends of the SUB rules, as they come out of whole files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from goglobal.model import Cue
from goglobal.subtitles import parse

MendFile = Callable[..., Any]
HEAD = "1\n00:00:01,000 --> 00:00:03,000\n"
OTHER = "\n\n2\n00:00:04,000 --> 00:00:06,000\nGone.\n"


def cues(data: bytes) -> tuple[Cue, ...]:
    return parse(data).cues


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<i>Where is she?", "<i>Where is she?</i>"),
        ("Where is she?</i>", "Where is she?"),
        ("<i><b>Where</i></b> is she?", "<i><b>Where</b></i> is she?"),
        ("<i>Where</ i> is she?", "<i>Where</i> is she?"),
        ("< i>Where</i> is she?", "<i>Where</i> is she?"),
        ("<i>Where</i is she?</i>", None),
        ('<font color="red" face="Arial">Where', '<font color="red" face="Arial">Where</font>'),
        ("<i>Where is she?\n<i>Here.</i>", "<i>Where is she?\n<i>Here.</i></i>"),
        ("<i>Where is she?</i", "<i>Where is she?</i>"),
    ],
)
def test_tags_are_closed_in_order(mend: MendFile, text: str, wanted: str | None) -> None:
    change = mend(HEAD + text + OTHER)
    assert cues(change.after)[0].text == (text if wanted is None else wanted)
    assert (change.after == change.before) == (wanted is None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<ruby>Where</ruby> is she?", "Where is she?"),
        ("<em>Where</em> is <strong>she</strong>?", "<i>Where</i> is <b>she</b>?"),
        ("Where<br>is she?", "Where\nis she?"),
        (r"Where\Nis she?", "Where\nis she?"),
        (r"Where\his she?", "Where is she?"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("caf&eacute; &#233;", "café é"),
        ("1 &lt; 2", "1 < 2"),
        ("&lt;i&gt; is a tag", "&lt;i&gt; is a tag"),
        ("&amp;lt; is an entity", "&amp;lt; is an entity"),
        (r"{\pos(10,20)}Where is she?", "Where is she?"),
        (r"{\an8\fad(100,100)}Where is she?", r"{\an8}Where is she?"),
        (r"{\a6}Where is she?", r"{\an8}Where is she?"),
        (r"{\fad(9,9)\i1}Where{\fs9\i0} is she?", "<i>Where</i> is she?"),
        (r"{\i1}Where{\i0} is she?", "<i>Where</i> is she?"),
        ("<door opens> Where is she?", "<door opens> Where is she?"),
        (r"It is in C:\Notes\hidden", r"It is in C:\Notes\hidden"),
    ],
)
def test_markup_that_srt_lacks_says_the_same_or_goes(
    mend: MendFile, text: str, wanted: str
) -> None:
    change = mend(HEAD + text + OTHER, select=("SUB012",))
    assert cues(change.after)[0].text == wanted


def test_what_a_platform_allows_stays_and_what_it_does_not_goes(mend: MendFile) -> None:
    text = r"{\an8}<i>Where</i> is <b>she</b>?"
    rules = {"SUB012": {"parameters": {"allowed": ("i",)}}}
    assert cues(mend(HEAD + text + OTHER, rules).after)[0].text == "<i>Where</i> is she?"
    assert mend(HEAD + text + OTHER).after == (HEAD + text + OTHER).encode()


def test_targets_that_allow_different_markup_agree_on_nothing(mend: MendFile) -> None:
    text = "<ruby>Where</ruby> is <b>she</b>?"
    one = {"SUB012": {"parameters": {"allowed": ("i",)}}}
    change = mend(HEAD + text + OTHER, one, {})
    assert not change.changed
    reasons = {left.finding.arguments["markup"]: left.reason for left in change.left}
    assert "different ways" in reasons["<ruby>"]


def test_a_cue_without_text_goes_and_the_others_are_counted_anew(mend: MendFile) -> None:
    empty = "2\n00:00:04,000 --> 00:00:05,000\n\n\n"
    tail = "3\n00:00:06,000 --> 00:00:08,000\n<i></i>\n\n4\n00:00:09,000 --> 00:00:11,000\nGone.\n"
    change = mend(HEAD + "Where is she?\n\n" + empty + tail)
    assert [cue.text for cue in cues(change.after)] == ["Where is she?", "Gone."]
    assert [cue.number for cue in cues(change.after)] == [1, 2]
    assert {finding.code for finding in change.mended} >= {"SUB007"}


def test_the_last_cue_is_not_taken_away(mend: MendFile) -> None:
    change = mend("1\n00:00:04,000 --> 00:00:05,000\n<i></i>\n")
    assert not change.changed
    assert [left.finding.code for left in change.left if "SUB013" in left.arguments.values()]


def test_blank_lines_in_a_text_go(mend: MendFile) -> None:
    change = mend(HEAD + "Where is she?\n\nShe was here." + OTHER)
    assert cues(change.after)[0].text == "Where is she?\nShe was here."
    assert b"\xc2\xa0" not in change.after


def test_mojibake_is_undone_where_it_can_be(mend: MendFile) -> None:
    rows = ["Â¿DÃ³nde estÃ¡ la niÃ±a?", "No lo sÃ©.", "Fin."]
    text = "".join(
        f"{n}\n00:00:0{2 * n},000 --> 00:00:0{2 * n + 1},500\n{row}\n\n"
        for n, row in enumerate(rows, 1)
    )
    change = mend(text, language="es-419", path="subtitles/es-419/ep001.srt")
    assert [cue.text for cue in cues(change.after)] == [
        "¿Dónde está la niña?",
        "No lo sé.",
        "Fin.",
    ]
    assert {finding.code for finding in change.mended} == {"SUB014"}


def test_letters_that_are_lost_are_left_and_told(mend: MendFile) -> None:
    change = mend(HEAD + "¿D\ufffdnde está?" + OTHER, language="es")
    assert not change.changed
    assert [left.finding.code for left in change.left] == ["SUB014"]
