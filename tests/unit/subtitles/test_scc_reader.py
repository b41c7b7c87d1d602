"""SCC as a user meets it: captions in code words."""

from __future__ import annotations

import pytest

from goglobal.model import Track
from goglobal.subtitles import parse

RCL, EOC, EDM, ENM = "9420 9420", "942f 942f", "942c 942c", "94ae 94ae"
ROW_15, ROW_14, ROW_1 = "9470 9470", "94d0 94d0", "9140 9140"


def words(text: str) -> str:
    data = text.encode("ascii")
    data += b"\0" * (len(data) % 2)
    return " ".join(data[n : n + 2].hex() for n in range(0, len(data), 2))


def scc(*lines: str) -> Track:
    text = "Scenarist_SCC V1.0\n\n" + "\n\n".join(line.replace(" @ ", "\t") for line in lines)
    return parse(text + "\n", format="scc")


def cues(track: Track) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, cue.text) for cue in track.cues]


def told(track: Track) -> list[tuple[str, object]]:
    return [(found.code, found.arguments.get("name")) for found in track.findings]


def test_captions_that_pop_on() -> None:
    track = scc(
        f"00:00:01:00 @ {ENM} {RCL} {ROW_14} {words('Hello')} {ROW_15} {words('there')} {EOC}",
        f"00:00:03:00 @ {ENM} {RCL} {ROW_15} {words('Bye')} {EOC}",
        f"00:00:05:00 @ {EDM}",
    )
    assert track.findings == ()
    assert cues(track) == [
        (1468, 3270, "{\\an1}Hello\nthere"),  # shown with the 15th word: each takes a frame
        (3270, 5005, "{\\an1}Bye"),
    ]
    assert (track.format, track.lines) == ("scc", (3, 5))


def test_drop_frame_timecode() -> None:
    track = scc(f"00:01:00;02 @ {RCL} {words('ab')} {EOC}", f"00:02:00:00 @ {EDM}")
    assert cues(track)[0][:2] == (60_060 + 100, 120_120)


def test_letters_with_accents_and_notes() -> None:
    text = f"{words('Caf')} 5c00 {words(' E')} 1221 1221 9120 9120 9137 9137"
    (cue,) = scc(f"00:00:01:00 @ {RCL} {ROW_15} {text} {EOC}", f"00:00:02:00 @ {EDM}").cues
    assert cue.text == "{\\an1}Café É ♪"


def test_styles_and_places() -> None:
    track = scc(
        f"00:00:01:00 @ {RCL} {ROW_1} 97a2 97a2 97a2 97a2 91ae 91ae {words('top')} {EOC}",
        f"00:00:02:00 @ {RCL} 94d6 94d6 {words('a')} 91ab 91ab {words('b')} 91a1 91a1 "
        f"{words('c')} {EOC}",
        f"00:00:03:00 @ {EDM}",
    )
    first, second = (cue.text for cue in track.cues)
    assert first == "{\\an7}<i>top</i>"
    assert second == 'a <font color="#ffff00"><u>b </u></font><u>c</u>'


def test_captions_that_roll_up_are_a_cue_a_row() -> None:
    track = scc(
        f"00:00:01:00 @ 9425 9425 94ad 94ad {ROW_15} {words('one')}",
        f"00:00:03:00 @ 94ad 94ad {ROW_15} {words('two')}",
        f"00:00:05:00 @ {EDM}",
    )
    assert [text for _, _, text in cues(track)] == ["one", "two"]
    assert cues(track)[0][1] == 3003
    assert told(track) == [("SUB012", "roll-up")]


def test_captions_that_are_painted_on() -> None:
    track = scc(
        f"00:00:01:00 @ 9429 9429 {ROW_14} {words('one')} {ROW_15} {words('two')}",
        f"00:00:03:00 @ {ROW_15} {words('three')}",
        f"00:00:05:00 @ {EDM}",
    )
    assert [text for _, _, text in cues(track)] == ["one\ntwo", "three"]
    assert told(track) == [("SUB012", "paint-on")]


def test_a_code_is_sent_twice_and_obeyed_once() -> None:
    one = scc(f"00:00:01:00 @ 9420 {words('ab')} 942f", "00:00:02:00 @ 942c")
    two = scc(f"00:00:01:00 @ {RCL} {words('ab')} {EOC}", f"00:00:02:00 @ {EDM}")
    assert [cue.text for cue in one.cues] == [cue.text for cue in two.cues]


@pytest.mark.parametrize(
    "lines",
    [
        (f"00:00:01:00 @ {RCL} {ROW_15} {words('abc')}",),
        (f"00:00:01:00 @ {RCL} {ROW_15} {words('abc')} {EOC}",),
        (f"00:00:01:00 @ {RCL} {ROW_15} {words('abc')} {ENM}",),
    ],
)
def test_captions_without_an_end_are_kept(lines: tuple[str, ...]) -> None:
    track = scc(*lines)
    assert [cue.text for cue in track.cues] == ["{\\an1}abc"]
    assert [found.code for found in track.findings] == ["SUB004"]


def test_captions_that_were_not_shown_before_the_next_ones_are_kept() -> None:
    track = scc(
        f"00:00:01:00 @ {RCL} {ROW_15} {words('lost')}",
        f"00:00:02:00 @ {RCL} {ROW_15} {words('shown')} {EOC}",
        f"00:00:03:00 @ {EDM}",
    )
    assert [cue.text for cue in track.cues] == ["{\\an1}lost", "{\\an1}shown"]


def test_the_second_channel_and_the_second_field() -> None:
    track = scc(
        f"00:00:01:00 @ {RCL} {words('one')} {EOC}",
        f"00:00:02:00 @ 1c20 {words('two')} 1c2f",
        f"00:00:03:00 @ {EDM} 1c2c",
    )
    assert [cue.text[6:] for cue in track.cues] == ["one", "two"]
    assert [found.code for found in track.findings] == ["SUB008"]
    field = scc(f"00:00:01:00 @ 1520 1520 {words('three')} 152f 152f", "00:00:02:00 @ 152c")
    assert [cue.text[6:] for cue in field.cues] == ["three"]


def test_what_is_no_caption_is_told() -> None:
    track = scc(
        f"00:00:01:00 @ 942a 942a {words('a text page')}",
        f"00:00:02:00 @ {RCL} {words('ok')} xyz1 12 {EOC}",
        f"00:00:03:00 @ 0103 {words('data')} 0f1d {EDM}",
        "a remark",
        "00:99:00:40 @ 9420",
        "9420",
    )
    assert [cue.text[6:] for cue in track.cues] == ["ok"]
    found = [(one.code, one.excerpt) for one in track.findings]
    for wanted in (
        ("SUB008", "a text pagedata"),
        ("SUB008", "xyz1"),
        ("SUB008", "12"),
        ("SUB008", "a remark"),
        ("SUB004", "00:99:00:40"),
        ("SUB004", "9420"),
    ):
        assert wanted in found


def test_a_file_without_its_first_line() -> None:
    track = parse(f"00:00:01:00\t{RCL} {words('ab')} {EOC}\n", format="scc")
    assert [found.code for found in track.findings] == ["SUB008", "SUB004"]
    assert [cue.text for cue in track.cues] == ["{\\an1}ab"]


def test_files_without_cues() -> None:
    assert [found.code for found in parse(b"", format="scc").findings] == ["SUB013"]
    found = parse(b"Scenarist_SCC V1.0\n", format="scc").findings
    assert [one.code for one in found] == ["SUB013"]
