"""What is mended and what is left: agreement of targets, waivers, selection, and whole files."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

from goglobal.model import Waiver
from goglobal.subtitles import parse

MendFile = Callable[..., Any]
CLEAN = (
    "1\n00:00:01,000 --> 00:00:03,000\nWhere is she?\n\n2\n00:00:04,000 --> 00:00:06,000\nGone.\n"
)
SPACED = CLEAN.replace("Where is", "Where  is")
BARE = SPACED.replace("2\n00:00:04", "7\n00:00:04")


def reason_of(change: Any, code: str) -> str:
    (left,) = [one for one in change.left if one.finding.code == code]
    return str(left.reason).format_map(left.arguments)


@pytest.mark.parametrize(
    "content",
    [
        CLEAN,
        CLEAN.rstrip("\n"),
        CLEAN + "\n\n\n",
        CLEAN.replace("\n", "\r\n"),
        CLEAN.replace("\n\n", "\n\n\n\n"),
    ],
)
def test_a_file_without_fault_keeps_every_byte(mend: MendFile, content: str) -> None:
    change = mend(content)
    assert change.after == content.encode()
    assert not change.changed
    assert change.mended == change.left == ()


def test_only_what_was_wrong_changes(mend: MendFile) -> None:
    change = mend(SPACED)
    assert change.after == CLEAN.encode()
    assert [(f.code, f.line, f.cue) for f in change.mended] == [("TXT003", 3, 1)]


def test_line_ends_and_mark_stay_as_they_are(mend: MendFile) -> None:
    crlf = SPACED.replace("\n", "\r\n")
    assert mend(crlf).after == CLEAN.replace("\n", "\r\n").encode()
    anything = {"SUB003": {"parameters": {"wanted": "any"}}}
    assert mend("\ufeff" + SPACED, anything).after == ("\ufeff" + CLEAN).encode()
    assert mend("\ufeff" + SPACED).after == CLEAN.encode()


def test_a_byte_order_mark_is_put_where_all_want_one(mend: MendFile) -> None:
    wanted = {"SUB003": {"parameters": {"wanted": "yes"}}}
    assert mend(CLEAN, wanted).after == ("\ufeff" + CLEAN).encode()
    assert not mend(CLEAN, wanted, {}).changed


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252"])
def test_an_older_encoding_becomes_utf_8(mend: MendFile, encoding: str) -> None:
    text = CLEAN.replace("Gone", "Café très près")
    change = mend(text.encode(encoding), language="fr")
    assert change.after == text.encode()
    assert "SUB002" in {finding.code for finding in change.mended}


def test_mixed_line_ends_become_line_feeds(mend: MendFile) -> None:
    change = mend(CLEAN.replace("\n", "\r\n", 3))
    assert change.after == CLEAN.encode()
    assert mend(CLEAN.replace("\n", "\r")).after == CLEAN.encode()
    assert mend(CLEAN.replace("\n", "\r\r\n")).after == CLEAN.encode()


def test_what_one_target_does_not_ask_for_is_left(mend: MendFile) -> None:
    lax = {"TXT003": {"enabled": False}}
    change = mend(SPACED, {}, lax)
    assert not change.changed
    assert reason_of(change, "TXT003").startswith("not every target asks for it, only one:")


def test_targets_that_weigh_it_differently_still_agree(mend: MendFile) -> None:
    change = mend(SPACED, {}, {"TXT003": {"severity": "error"}})
    assert change.after == CLEAN.encode()


def test_what_a_person_waived_is_left_and_not_told(mend: MendFile) -> None:
    waiver = Waiver(code="TXT003", reason="a pause", by="Li")
    change = mend(SPACED, waivers=(waiver,))
    assert not change.changed
    assert change.left == ()


def test_a_file_is_not_renumbered_where_nobody_asked(mend: MendFile) -> None:
    change = mend(BARE, select=("TXT003",))
    assert not change.changed
    assert "SUB005" in reason_of(change, "TXT003")
    assert mend(BARE, select=("TXT003", "SUB005")).after == CLEAN.encode()
    waiver = Waiver(code="SUB005", reason="scene numbers", by="Li")
    assert not mend(BARE, waivers=(waiver,)).changed


def test_selection_narrows_what_is_mended_and_told(mend: MendFile) -> None:
    change = mend(SPACED, ignore=("TXT",))
    assert not change.changed
    assert change.left == ()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("Where is she?\n\n" + SPACED, "SUB008"),
        (SPACED + "\n3\n00:00:08,000 --> 00:0", "SUB009"),
        (SPACED.replace("Gone", "éèàç\udcff").encode("utf-8", "surrogateescape"), "SUB001"),
        (SPACED.replace("00:00:06,000", "soon"), "SUB004"),
    ],
)
def test_a_file_that_would_lose_something_is_left_whole(
    mend: MendFile, content: str | bytes, code: str
) -> None:
    change = mend(content)
    assert not change.changed
    assert f"({code}) has to be put right by hand first" in reason_of(change, "TXT003")


def test_a_file_whose_content_is_another_format_is_left(mend: MendFile) -> None:
    change = mend("WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nWhere  is she?\n")
    assert not change.changed
    assert "its content is WebVTT" in reason_of(change, "TXT003")


def test_a_mend_that_would_make_something_worse_is_not_done(mend: MendFile) -> None:
    """Parting two cues takes time from the first, which is read at the limit already."""
    text = (
        "1\n00:00:01,000 --> 00:00:03,050\nAbcdefghij klmnopqrst uvwxyzab cdefghijk\n\n"
        "2\n00:00:03,000 --> 00:00:06,000\nGone.\n"
    )
    limit = {"TIM003": {"parameters": {"max_cps": 19.6}}}
    change = mend(text, limit)
    assert not change.changed
    assert reason_of(change, "TIM001") == "mending it would cause TIM003"
    assert mend(text).changed


def test_what_can_be_mended_is_even_where_the_rest_cannot(mend: MendFile) -> None:
    known = "<ruby>Where</ruby> is she?"
    said = "<door opens> Gone."
    text = CLEAN.replace("Where is she?", known).replace("Gone.", said)
    change = mend(text)
    assert [cue.text for cue in parse(change.after).cues] == ["Where is she?", said]
    assert reason_of(change, "SUB012") == "no way to mend it is certain to be right"
    assert [finding.cue for finding in change.mended] == [1]


def test_places_of_what_is_left_are_those_of_the_new_file(mend: MendFile) -> None:
    text = "1\n00:00:01,000 --> 00:00:03,000\nWhere is she?\n\nHere.\n\n" + (
        "2\n00:00:04,000 --> 00:00:06,000\n<door opens> Gone.\n"
    )
    change = mend(text)
    (left,) = [one for one in change.left if one.finding.code == "SUB012"]
    assert change.after.decode().splitlines()[left.finding.line - 1] == "<door opens> Gone."


def test_a_webvtt_file_keeps_notes_styles_names_and_voices(mend: MendFile) -> None:
    text = (
        "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE first\n\n"
        "intro\n00:00:01.000 --> 00:00:03.000 line:0\nWhere  is she?\n\nNOTE second\n\n"
        "00:00:04.000 --> 00:00:06.000\n<v Anna>She  was here.\n"
    )
    change = mend(text, path="subtitles/en/ep001.vtt")
    assert change.after.decode() == text.replace("Where  is", "Where is")
    assert reason_of(change, "TXT003") == "mending it would lose mark-up of WebVTT in the same cue"


def test_notes_stay_before_their_cues_when_these_are_sorted(mend: MendFile) -> None:
    late = "NOTE late\n\n00:00:07.000 --> 00:00:09.000\nGone.\n"
    early = "NOTE early\n\n00:00:01.000 --> 00:00:03.000\nWhere is she?\n"
    change = mend(f"WEBVTT\n\n{late}\n{early}", path="subtitles/en/ep001.vtt")
    assert change.after.decode() == f"WEBVTT\n\n{early}\n{late}"


def test_cues_are_sorted_although_gaps_between_them_come_to_light(mend: MendFile) -> None:
    content = (
        "1\n00:00:01,000 --> 00:00:02,000\nWhere is she?\n\n"
        "2\n00:00:05,000 --> 00:00:06,500\nGone.\n\n"
        "3\n00:00:02,240 --> 00:00:03,500\nSince when?\n"
    )
    change = mend(content, {"TIM007": {"enabled": True}})
    assert {found.code for found in change.mended} == {"TIM008"}
    assert [(cue.start, cue.end) for cue in parse(change.after).cues] == [
        (1000, 2160),
        (2240, 3500),
        (5000, 6500),
    ]
    assert change.left == ()


def test_a_mend_that_never_comes_to_rest_leaves_the_file(
    mend: MendFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    from goglobal.fixing import text

    def back_and_forth(subject: Any, parameters: Any, touched: frozenset[int]) -> Any:
        return tuple(reversed(subject.track.cues))

    monkeypatch.setitem(text.MENDS, "TXT003", back_and_forth)
    change = mend(SPACED)
    assert not change.changed
    assert reason_of(change, "TXT003")


@pytest.mark.parametrize("wrong", ["Where is she now?", "Where is", ""])
def test_a_mend_that_changes_words_is_not_done(
    mend: MendFile, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    import msgspec

    from goglobal.fixing import text

    def rewrite(subject: Any, parameters: Any, touched: frozenset[int]) -> Any:
        first, *rest = subject.track.cues
        return (msgspec.structs.replace(first, text=wrong), *rest)

    monkeypatch.setitem(text.MENDS, "TXT003", rewrite)
    assert not mend(SPACED).changed


def test_a_change_crosses_a_process_border(mend: MendFile) -> None:
    change = mend(BARE + "\n8\n00:00:07,000 --> 00:00:09,000\n<door opens>\n")
    assert pickle.loads(pickle.dumps(change)) == change


def test_more_findings_than_a_report_holds_are_all_mended(mend: MendFile) -> None:
    rows = "".join(
        f"{n}\n00:{n // 20:02}:{n % 20 * 3:02},000 --> 00:{n // 20:02}:{n % 20 * 3 + 2:02},000\n"
        f"<i>This is line {n}.\n\n"
        for n in range(1, 251)
    )
    change = mend(rows)
    assert change.after.decode().count("</i>") == 250
    assert not mend(change.after).changed


def long_file() -> str:
    """250 cues with a dot in every time and coordinates behind it."""
    rows = []
    for n in range(1, 251):
        minute, second = divmod(3 * n, 60)
        start, end = f"00:{minute:02}:{second:02}.000", f"00:{minute:02}:{second:02}.900"
        rows.append(f"{n}\n{start} --> {end}  X1:100 X2:200 Y1:300 Y2:400\nThis is line {n}.\n\n")
    return "".join(rows)


def test_more_wrong_times_than_a_report_holds_are_all_mended(mend: MendFile) -> None:
    change = mend(long_file())
    track = parse(change.after)
    assert len(track.cues) == 250
    assert track.findings == ()
    assert not mend(change.after).changed


def test_one_guessed_time_behind_a_hundred_wrong_ones_is_found(mend: MendFile) -> None:
    text = long_file()
    change = mend(
        text.replace("This is line 240.", "This is line 240.\n\n241\nsoon --> later\nNo.")
    )
    assert not change.changed
    line = text.split("This is line 240.")[0].count("\n") + 4
    assert f"line {line} (SUB004)" in reason_of_first(change, "SUB008")


def reason_of_first(change: Any, code: str) -> str:
    left = next(one for one in change.left if one.finding.code == code)
    return str(left.reason).format_map(left.arguments)
