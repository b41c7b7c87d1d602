"""Laws of reading the richer formats: any bytes are read, no letter is lost, nothing explodes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ttconv.time_code import SmpteTimeCode

from goglobal.model import Cue, Track
from goglobal.subtitles import losses, parse, write
from goglobal.subtitles.markup import alignment
from goglobal.subtitles.spans import Lines, Span, styled
from goglobal.subtitles.timecode import FrameRate
from goglobal.subtitles.ttml_times import Rates, parse_time

FORMATS = ("ttml", "scc", "stl", "ass")
LETTERS = "éñ你好กжßłþ"
WORDS = st.text(alphabet=f"{LETTERS} ", min_size=1, max_size=12)
"""Letters that occur in no syntax, so that each of them was somebody's word."""

HEADS = {
    "ttml": '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div>',
    "scc": "Scenarist_SCC V1.0\n\n00:00:01:00\t9420 ",
    "stl": "850STL25.011",
    "ass": "[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,",
}


def letters(text: str) -> set[str]:
    return {character for character in text if character in LETTERS}


def told(track: Track) -> str:
    """All that the track and its findings say."""
    known = [cue.text for cue in track.cues]
    for found in track.findings:
        known += [found.excerpt or "", *(str(value) for value in found.arguments.values())]
    return "".join(known)


def lost(text: str, track: Track) -> set[str]:
    return letters(text) - set(told(track))


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """A file with a few bytes taken out, doubled or put in."""
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(data)))
        width = draw(st.integers(1, 9))
        kind = draw(st.integers(0, 2))
        piece = data[place : place + width] * 2 if kind == 1 else draw(st.binary(max_size=3))
        data = data[:place] + (b"" if kind == 0 else piece) + data[place + width :]
    return data


# the files


@st.composite
def ttml(draw: st.DrawFn) -> bytes:
    rows = []
    for number in range(draw(st.integers(1, 4))):
        first, second = draw(WORDS), draw(WORDS)
        body = draw(
            st.sampled_from(
                [
                    "{0}",
                    "{0}<br/>{1}",
                    '<span tts:fontStyle="italic">{0}</span>{1}',
                    "<b>{0}</b> {1}",
                    "<metadata><ttm:desc>{0}</ttm:desc></metadata>{1}",
                    '<span begin="0s" end="1s">{0}</span><span begin="1s">{1}</span>',
                    '<span tts:ruby="container"><span tts:ruby="base">{0}</span>'
                    '<span tts:ruby="text">{1}</span></span>',
                    "<![CDATA[{0}]]>{1}",
                    '<span tts:visibility="hidden">{0}</span>{1}',
                    "<p>{0}</p>{1}",
                ]
            )
        ).format(first, second)
        times = draw(
            st.sampled_from(
                ['begin="{0}s" end="{1}s"', 'begin="00:00:{0}:05" dur="2s"', "", 'begin="x"']
            )
        ).format(number + 10, number + 12)
        rows.append(f"<p {times}>{body}</p>" if draw(st.booleans()) else f"<p {times}>{body}</p>\n")
    if draw(st.booleans()):
        rows.append(draw(WORDS))
    doctype = draw(st.sampled_from(["", "", '<!DOCTYPE tt [<!ENTITY a "b">]>']))
    container = draw(st.sampled_from(["", ' timeContainer="seq"', ' begin="1s" end="9s"']))
    text = (
        f'<?xml version="1.0"?>{doctype}<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="m" '
        'xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">'
        f"<body><div{container}>{''.join(rows)}</div></body></tt>"
    )
    return text.encode()


@st.composite
def ass(draw: st.DrawFn) -> bytes:
    rows = []
    for number in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["Dialogue", "Dialogue", "Comment", "dialogue "]))
        body = draw(
            st.sampled_from(
                [
                    "{0}",
                    "{{\\i1}}{0}{{\\i0}}\\N{1}",
                    "{{{0}}}{1}",
                    "{0}{{\\p1}}m 0 0{{\\p0}}{1}",
                    "{0}{{{1}",
                    "{0}\n{1}",
                ]
            )
        ).format(draw(WORDS), draw(WORDS))
        fields = draw(
            st.sampled_from(
                [
                    "0,0:00:0{0}.00,0:00:0{0}.90,Default,,0,0,0,,",
                    "0:00:0{0}.00,0:00:0{0}.90,",
                    "0,x,y,Default,,0,0,0,,",
                    "",
                ]
            )
        ).format(number)
        rows.append(f"{kind}: {fields}{body}\n")
    text = "[Script Info]\n\n[V4+ Styles]\nStyle: Default,Arial,20\n\n[Events]\n" + "".join(rows)
    return text.encode()


def tti(number: int, field: bytes, *, extension: int = 255, comment: int = 0) -> bytes:
    times = bytes([0, 0, number % 60, 0, 0, 0, number % 60, 20])
    head = bytes([0, number, 0, extension, 0]) + times + bytes([20, 2, comment])
    return head + field[:112].ljust(112, b"\x8f")


STL_WORDS = st.text(alphabet="жщюяфп ", min_size=1, max_size=12)


@st.composite
def stl(draw: st.DrawFn) -> bytes:
    data = b"850STL25.0110109".ljust(1024)
    for number in range(draw(st.integers(1, 5))):
        words = draw(STL_WORDS).encode("iso8859_5")
        more = draw(STL_WORDS).encode("iso8859_5")
        field = draw(st.sampled_from([b"%s", b"%s\x8a\x8a%s", b"\x03%s\x07%s", b"%s\x8f%s"]))
        field = field % ((words, more) if field.count(b"%s") == 2 else words)
        if draw(st.booleans()):
            data += tti(number, field, extension=0)
        data += tti(number, field, comment=draw(st.sampled_from([0, 0, 0, 1])))
    return data


def hexadecimal(text: bytes) -> str:
    text += b"\0" * (len(text) % 2)
    return " ".join(text[n : n + 2].hex() for n in range(0, len(text), 2))


SCC_WORDS = st.binary(min_size=1, max_size=12).map(lambda data: bytes(97 + b % 26 for b in data))
MODES = st.sampled_from(
    ["9420", "9420 9420 94ae 94ae", "9425 94ad", "9429", "9c20", "9420 9470", "942a", "1520", ""]
)


@st.composite
def scc(draw: st.DrawFn) -> tuple[bytes, str]:
    """A file, and all the words in it."""
    rows, words = [], []
    for number in range(draw(st.integers(1, 6))):
        said = draw(SCC_WORDS)
        words.append(said.decode())
        end = draw(st.sampled_from(["942f 942f", "942c", "942f", "", "942c 942c 942f 942f"]))
        pac = draw(st.sampled_from(["9470 9470", "94d0", "1370", "", "9140 9140 97a1"]))
        mark = draw(st.sampled_from(":;"))
        rows.append(
            f"00:00:{number + 1:02}{mark}00\t{draw(MODES)} {pac} {hexadecimal(said)} {end}\n\n"
        )
    return ("Scenarist_SCC V1.0\n\n" + "".join(rows)).encode(), "".join(words)


# the laws


@given(st.binary(max_size=600), st.sampled_from(FORMATS), st.booleans())
@example(b"\xff\xfe<\x00", "ttml", False)
@example(b'<?xml version="1.0" encoding="utf-7"?><tt>\xff</tt>', "ttml", False)
@example(b'<?xml version="1.0" encoding="idna"?><tt>\xff</tt>', "ttml", False)
@example(b"<tt><body><p begin='99999999999999999999999s'>a</p></body></tt>", "ttml", False)
def test_any_bytes_are_read(data: bytes, format_: str, headed: bool) -> None:
    if headed:
        data = HEADS[format_].encode() + data
    track = parse(data, format=format_, language="zh-Hans")
    assert track.cues or track.findings
    assert track.format == format_
    assert len(track.lines or ()) == len(track.cues)
    assert [cue.start for cue in track.cues] == sorted(cue.start for cue in track.cues)
    for other in ("srt", "webvtt"):
        write(track, other)


@given(st.text(max_size=200), st.sampled_from(FORMATS), st.booleans())
def test_any_text_is_read(text: str, format_: str, headed: bool) -> None:
    track = parse((HEADS[format_] if headed else "") + text, format=format_)
    assert track.cues or track.findings


@given(ttml().flatmap(damaged))
def test_no_word_of_a_ttml_file_is_lost(data: bytes) -> None:
    track = parse(data, format="ttml")
    if any(found.code in ("SUB001", "SUB002") for found in track.findings):
        return  # other letters, by other code pages
    assert lost(data.decode("utf-8", "ignore"), track) == set()


@given(ttml())
def test_every_word_of_a_whole_ttml_file_stands_in_a_cue(data: bytes) -> None:
    """In a cue, unless the file says that it is not to be seen."""
    track = parse(data, format="ttml")
    hidden = re.findall(r"(?:hidden\">|<ttm:desc>)([^<]*)", data.decode())
    text = "".join(cue.text for cue in track.cues) + "".join(hidden)
    assert letters(data.decode()) <= set(text)


@given(ass().flatmap(damaged))
@example("[Events]\nDialogue: ßDialogue: 0,x,y,Default,,0,0,0,,é\n".encode())
@example("[Events]\nComment: ß{กDialogue: 0,0:00:02.00,0:00:02.90,D,,0,0,0,,ß\n".encode())
@example("[Events]\nComment:,y,D,,0,0,0,,ก{Dialogue: 0,x,y,D,,0,0,0,,ß\n".encode())
@example("[V4+ Styles]\nStyle: D,ADialogue: 0,0:00:00.00,0:00:00.90,D,,0,0,0,,ß\n".encode())
@example("[Dialogue: 0,0:00:00.00,0:00:00.90,Default,,0,0,0,,ß\n".encode())
def test_no_word_of_an_ass_file_is_lost(data: bytes) -> None:
    track = parse(data, format="ass")
    if any(found.code in ("SUB001", "SUB002") for found in track.findings):
        return
    assert lost(data.decode("utf-8", "ignore"), track) == set()


@given(stl().flatmap(damaged))
def test_no_word_of_an_stl_file_is_lost(data: bytes) -> None:
    track = parse(data, format="stl")
    if any("code table" in found.message for found in track.findings):
        return  # it is not known any more which letters they are
    assert letters(data[1100:].decode("iso8859_5")) & set("жщюяфп") <= set(told(track))


@given(stl())
def test_every_word_of_a_whole_stl_file_is_told(data: bytes) -> None:
    track = parse(data, format="stl")
    for place in range(1024, len(data), 128):
        field = data[place + 16 : place + 128]
        for words in re.split(rb"[\x00-\x20\x80-\x9f]+", field):
            assert words.decode("iso8859_5") in told(track)


@given(scc())
def test_every_word_of_an_scc_file_stands_in_a_cue_or_is_told(file: tuple[bytes, str]) -> None:
    data, words = file
    track = parse(data, format="scc")
    known = told(track)
    assert set(words) <= set(known)
    if b"942a" not in data:  # text service, which is no caption
        text = "".join(cue.text for cue in track.cues)
        assert sorted(words) == sorted(re.sub(r"\{.an.\}|[^a-z]", "", text))


@given(scc().flatmap(lambda file: damaged(file[0])))
def test_a_damaged_scc_file_loses_no_word_but_by_its_own_codes(data: bytes) -> None:
    track = parse(data, format="scc")
    if any(found.code in ("SUB001", "SUB002") for found in track.findings):
        return
    words = []
    for line in data.decode("utf-8", "ignore").split("\n"):
        match = re.fullmatch(r"[0-9]{2}:[0-9]{2}:[0-9]{2}[:;][0-9]{2}\t(.*)", line)
        words += re.findall(r"(?<!\S)[0-9a-f]{4}(?!\S)", match[1]) if match else []
    pairs = [(int(word, 16) >> 8 & 0x7F, int(word, 16) & 0x7F) for word in words]
    if any(first < 0x10 or first in (0x10, 0x12, 0x13, 0x1A, 0x1B) for first, _ in pairs):
        return  # these take letters back, or are no captions
    if any(pair in ((0x14, 0x21), (0x14, 0x24), (0x15, 0x21), (0x15, 0x24)) for pair in pairs):
        return
    said = {chr(byte) for first, second in pairs if first >= 0x20 for byte in (first, second)}
    assert {letter for letter in said if letter in "abcdefghijklmnopqrstuvwxyz"} <= set(told(track))


# there and back again

TEXTS = st.lists(
    st.sampled_from(
        [
            *("<i>", "</i>", "<b>", "</b>", "<u>", "</u>", '<font color="#ffff00">', "</font>"),
            *("{\\an8}", "\n", " ", "a b", "你好", "مرحبا", "&amp;", "x < y", "é", "  c"),
        ]
    ),
    max_size=7,
).map("".join)


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    cues = []
    start = 0
    for text in draw(st.lists(TEXTS, max_size=6)):
        start += draw(st.integers(0, 90_000))
        cues.append(Cue(start, start + draw(st.integers(40, 9000)), text))
    return Track(cues=tuple(cues), language=draw(st.sampled_from([None, "en", "zh-Hans", "ar"])))


def lines_of(text: str) -> Lines:
    return styled(text).lines


def words_of(lines: Lines) -> list[str]:
    return ["".join(span.text for span in line) for line in lines]


def said(cue: Cue) -> bool:
    return any(words.strip() for words in words_of(lines_of(cue.text)))


@given(tracks(), st.sampled_from(["imsc", "ttml"]))
def test_what_imsc_and_ttml_were_written_with_comes_back(track: Track, format_: str) -> None:
    again = parse(write(track, format_), format=format_)
    assert again.language == track.language
    assert [(cue.start, cue.end) for cue in again.cues] == [
        (cue.start, cue.end) for cue in track.cues
    ]
    for cue, read in zip(track.cues, again.cues, strict=True):
        if said(cue):
            assert lines_of(read.text) == lines_of(cue.text)
        else:
            assert not said(read)
    assert [alignment(cue) for cue in again.cues if cue.text] == [
        alignment(cue) for cue, read in zip(track.cues, again.cues, strict=True) if read.text
    ]
    assert {found.code for found in again.findings} <= {"SUB007", "SUB011", "SUB012", "SUB013"}


RATES = st.sampled_from(
    [("24000/1001", False), ("25", False), ("30000/1001", True), ("30000/1001", False)]
)


@given(tracks(), RATES)
def test_what_itt_was_written_with_comes_back(track: Track, rate: tuple[str, bool]) -> None:
    frames = FrameRate.parse(rate[0])
    data = write(track, "itt", frame_rate=rate[0], drop_frame=rate[1])
    again = parse(data, format="itt")
    assert [cue.start for cue in again.cues] == [
        frames.ms(frames.frames(cue.start)) for cue in track.cues
    ]
    for cue, read in zip(track.cues, again.cues, strict=True):
        if said(cue):
            assert words_of(lines_of(read.text)) == words_of(lines_of(cue.text))
        else:
            assert not said(read)


@given(tracks())
def test_what_ass_was_written_with_comes_back(track: Track) -> None:
    data = write(track, "ass")
    again = parse(data, format="ass")
    assert again.language == track.language
    assert len(again.cues) == len(track.cues)
    for cue, read in zip(track.cues, again.cues, strict=True):
        assert (read.start, read.end) == ((cue.start + 5) // 10 * 10, (cue.end + 5) // 10 * 10)
        if read.text:
            assert alignment(read) == alignment(cue)
        spaced = [
            tuple(Span(span.text.replace("\u00a0", " "), span.style) for span in line)
            for line in lines_of(read.text)
        ]
        if said(cue):
            assert tuple(spaced) == lines_of(cue.text)


@given(tracks(), st.sampled_from(["imsc", "ttml", "ass"]))
def test_reading_and_writing_again_changes_nothing(track: Track, format_: str) -> None:
    once = parse(write(track, format_), format=format_)
    assert parse(write(once, format_), format=format_).cues == once.cues
    assert not [found for found in losses(once, format_) if found.arguments.get("kind") == "braces"]


@given(
    st.integers(0, 23), st.integers(0, 59), st.integers(0, 59), st.integers(0, 29), st.booleans()
)
def test_timecode_is_read_as_ttconv_reads_it(h: int, m: int, s: int, f: int, drop: bool) -> None:
    rate = FrameRate(30000, 1001)
    rates = Rates(rate.exact, 30, smpte=True, drop=rate if drop else None)
    read = parse_time(f"{h:02}:{m:02}:{s:02}:{f:02}", rates)
    theirs = SmpteTimeCode(h, m, s, f, Fraction(30000, 1001), drop).to_temporal_offset()
    assert read.seconds == theirs


# no input takes more than its length

HOSTILE: dict[str, Callable[[int], str]] = {
    "ttml: open tags": lambda n: "<p>" * n,
    "ttml: open brackets": lambda n: "<" * n,
    "ttml: deep spans": lambda n: "<tt><body><p>" + "<span>" * n,
    "ttml: comments that do not end": lambda n: "<tt>" + "<!--" * n,
    "ttml: sections that do not end": lambda n: "<tt>" + "<![CDATA[" * n,
    "ttml: document types": lambda n: "<!DOCTYPE [" * n,
    "ttml: quotes": lambda n: "<p " + "a=\"a='" * n,
    "ttml: names": lambda n: "<tt a" + "a" * n + " <p " + "b " * n + ">",
    "ttml: entities": lambda n: "<tt><p>" + "&lol;" * n,
    "ttml: ampersands": lambda n: "<tt><p>" + "&" * n,
    "ttml: paragraphs": lambda n: "<tt><body>" + "<p begin='1s'>a</p>" * (n // 4) + "</body></tt>",
    "ttml: spans": lambda n: "<tt><body><p>" + "<span begin='1s' end='2s'>a</span>" * (n // 8),
    "ttml: spaces": lambda n: "<tt><body><p>a" + " " * n + "</p><p " + " " * n,
    "ttml: styles in a chain": lambda n: (
        "<tt><head><styling>"
        + "".join(f"<style id='s{k}' style='s{k + 1}'/>" for k in range(n // 8))
        + "</styling></head><body><p style='s0'>a</p></body></tt>"
    ),
    "scc: one long row": lambda n: "Scenarist_SCC V1.0\n\n00:00:01:00\t9420 " + "6162 " * n,
    "scc: flips": lambda n: "Scenarist_SCC V1.0\n\n00:00:01:00\t9420 6162 " + "942f 0 " * n,
    "scc: times": lambda n: "00:00:01:00\t9420\n" * n,
    "stl: zeros": lambda n: "850STL25.01100" + "\0" * n * 8,
    "stl: letters": lambda n: "850STL25.01100" + "a" * n * 8,
    "stl: marks": lambda n: "850STL25.01100" + "\xff" * n * 4,
    "ass: braces": lambda n: "Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,," + "{" * n,
    "ass: blocks": lambda n: "Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,," + "{\\i1}a" * n,
    "ass: codes": lambda n: "Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,{" + "\\a(" * n + "}",
    "ass: commas": lambda n: "Dialogue: " + "," * n,
    "ass: digits": lambda n: "Dialogue: " + "0:0:" * n,
    "ass: lines that go on": lambda n: "[Events]\nDialogue: a\n" + "b\n" * n,
    "ass: brackets": lambda n: "[" * n + "\n" + "[a" * n,
}


def steps(data: bytes, format_: str) -> int:
    """Calls that reading takes, of Python and of C: what time is made of, without its noise."""
    count = 0

    def count_calls(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(count_calls)
    try:
        parse(data, format=format_)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_input_takes_steps_in_proportion(case: str) -> None:
    format_ = case.partition(":")[0]
    small, large = (
        steps(HOSTILE[case](size).encode("latin-1", "replace"), format_) for size in (4_000, 32_000)
    )
    assert large < 12 * small + 2_000


@pytest.mark.parametrize("case", HOSTILE)
def test_a_megabyte_of_it_is_read(case: str) -> None:
    text = HOSTILE[case](1_000)
    text = HOSTILE[case](1_000 * (1 << 20) // len(text))
    track = parse(text.encode("latin-1", "replace"), format=case.partition(":")[0])
    assert track.cues or track.findings
    assert len(track.findings) < 1000


@settings(max_examples=20)
@given(st.integers(3, 60))
def test_no_entity_is_expanded(depth: int) -> None:
    entities = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, depth))
    text = (
        f'<!DOCTYPE tt [<!ENTITY e0 "lol">{entities}]><tt><body><div>'
        f'<p begin="1s" end="2s">a &e{depth - 1}; b</p></div></body></tt>'
    )
    track = parse(text, format="ttml")
    assert [cue.text for cue in track.cues] == [f"a &e{depth - 1}; b"]
    assert "DOCTYPE" in [found.arguments.get("name") for found in track.findings]
