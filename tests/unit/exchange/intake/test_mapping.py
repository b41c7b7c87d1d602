"""What becomes of files side by side: versions, copies, places, encodings, formats."""

from __future__ import annotations

import os
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goglobal import subtitles as library
from goglobal.exchange.intake import answers
from goglobal.project.fingerprints import fingerprint
from goglobal.subtitles.markup import plain

Take = Callable[..., Any]
Tracks = Callable[[str, int], bytes]
MORE = "\n99\n00:01:20,000 --> 00:01:21,000\nจบ\n".encode()


def statuses(report: Any) -> dict[str, str]:
    return {file.name: file.status for file in report.files}


def abouts(report: Any) -> set[str]:
    return {question.about for file in report.files for question in file.questions}


def text_of(data: bytes) -> str:
    return data.decode("utf-8")


@pytest.fixture
def versions(vendor: Path, subtitles: Tracks) -> list[str]:
    """Three versions of one track; by their dates the second is the newest."""
    names = ["EP03_th_v2.srt", "EP03_th_v10.srt", "EP03_th_v9.srt"]
    for number, name in enumerate(names):
        place = Path(name)
        place.write_bytes(subtitles("th", 3).replace(b"00:00:0", b"00:00:0", 1) + b"\n" * number)
        place.write_bytes(place.read_bytes().replace("ขอ".encode(), f"ขอ{number}".encode()))
    return names


def test_several_versions_are_asked_about(versions: list[str], project: Path, take: Take) -> None:
    report = take(*versions)
    assert set(statuses(report).values()) == {"question"}
    assert abouts(report) == {"version"}
    assert not (project / "subtitles" / "th").exists()


def test_the_newest_by_number_is_taken_when_it_is_asked_for(
    versions: list[str], project: Path, take: Take
) -> None:
    for age, name in enumerate(versions):
        os.utime(name, (time.time() - age * 1000,) * 2)
    report = take(*versions, newest=True)
    assert statuses(report) == {
        "EP03_th_v10.srt": "taken",
        "EP03_th_v2.srt": "skipped",
        "EP03_th_v9.srt": "skipped",
    }
    reasons = {file.why.message for file in report.files if file.why}
    assert reasons == {"an older version than {other}, by the numbers in their names"}


def test_without_numbers_the_newest_is_told_by_dates(
    vendor: Path, subtitles: Tracks, take: Take
) -> None:
    for age, name in enumerate(("EP03_th_终版.srt", "EP03_th_final.srt")):
        Path(name).write_bytes(subtitles("th", 3).replace("ขอ".encode(), f"{age}".encode()))
        os.utime(name, (1_700_000_000 + age,) * 2)
    report = take("EP03_th_终版.srt", "EP03_th_final.srt", newest=True)
    assert statuses(report) == {"EP03_th_final.srt": "taken", "EP03_th_终版.srt": "skipped"}
    assert "dates" in report.of("skipped")[0].why.message


def test_where_nothing_tells_the_newest_it_is_asked(
    vendor: Path, subtitles: Tracks, take: Take
) -> None:
    """Same dates; a number on one side only; a date in an archive beside one on the disk."""
    one, other = subtitles("th", 3), subtitles("th", 3).replace("ขอ".encode(), b"x")
    for pair in (
        ("EP03_th_a.srt", "EP03_th_b.srt"),
        ("EP03_th_v2.srt", "EP03_th_final.srt"),
        ("EP03_th_v1.9.srt", "EP03_th_v1.10.srt"),
        ("EP03_th_v3.srt", "EP03_th_v2_终版4.srt"),
        ("EP03_th_v2.srt", "EP03_th_第2版.srt"),
    ):
        for name, data in zip(pair, (one, other), strict=True):
            Path(name).write_bytes(data)
            os.utime(name, (1_700_000_000,) * 2)
        assert abouts(take(*pair, newest=True)) == {"version"}
    with zipfile.ZipFile("EP03_th.zip", "w") as archive:
        archive.writestr("EP03_th_a.srt", other)
    assert abouts(take("EP03_th.zip", "EP03_th_a.srt", newest=True)) == {"version"}


def test_a_version_that_was_sent_again_is_as_new_as_its_last_file(
    vendor: Path, take: Take, subtitles: Tracks
) -> None:
    """What `v2` changed was taken back in `v3`; a file beside the one that is taken is the same."""
    first, second = subtitles("th", 3), subtitles("th", 3) + MORE
    for name, data in (("v1", first), ("v2", second), ("v3", first), ("v3 (1)", first)):
        Path(f"EP03_th_{name}.srt").write_bytes(data)
    report = take(*sorted(p.name for p in Path().glob("*.srt")), newest=True)
    assert [file.name for file in report.of("taken")] == ["EP03_th_v3 (1).srt"]
    told = {file.name: file.why.message for file in report.of("skipped") if file.why}
    assert told["EP03_th_v1.srt"] == told["EP03_th_v3.srt"] == "the same subtitles as {other}"
    assert "by the numbers" in told["EP03_th_v2.srt"]


def test_a_copy_of_what_is_asked_about_is_not_said_to_be_taken(
    vendor: Path, take: Take, subtitles: Tracks
) -> None:
    first, second = subtitles("th", 3), subtitles("th", 3) + MORE
    for name, data in (("a", first), ("b", second), ("c", first)):
        Path(f"EP03_th_{name}x.srt").write_bytes(data)
    report = take(*sorted(p.name for p in Path().glob("*.srt")))
    assert [file.name for file in report.of("question")] == ["EP03_th_ax.srt", "EP03_th_bx.srt"]
    (copy,) = report.of("skipped")
    assert copy.why is not None
    assert (copy.why.message, copy.why.arguments) == (
        "the same subtitles as {other}",
        {"other": "EP03_th_ax.srt"},
    )


def test_the_same_subtitles_twice_are_no_question(
    vendor: Path, subtitles: Tracks, take: Take
) -> None:
    Path("EP03_th.srt").write_bytes(subtitles("th", 3))
    Path("EP03_th (2).srt").write_bytes(subtitles("th", 3).replace(b"\n", b"\r\n"))
    report = take("EP03_th.srt", "EP03_th (2).srt")
    assert sorted(statuses(report).values()) == ["skipped", "taken"]


def test_one_content_for_two_episodes_is_asked_about(
    vendor: Path, project: Path, subtitles: Tracks, take: Take
) -> None:
    shutil.rmtree(project / "subtitles")
    for name in ("EP03_th.srt", "EP04_th.srt"):
        Path(name).write_bytes(subtitles("th", 3))
    report = take("EP03_th.srt", "EP04_th.srt")
    assert statuses(report) == {"EP03_th.srt": "question", "EP04_th.srt": "question"}
    assert abouts(report) == {"content"}


def test_swapped_files_are_asked_about(vendor: Path, subtitles: Tracks, take: Take) -> None:
    for name, episode in (("EP01.srt", 1), ("EP02.srt", 3), ("EP03.srt", 2)):
        Path(name).write_bytes(subtitles("th", episode))
    report = take("EP01.srt", "EP02.srt", "EP03.srt", language="th")
    assert statuses(report) == {"EP01.srt": "taken", "EP02.srt": "question", "EP03.srt": "question"}
    assert {q.suggestion for file in report.files for q in file.questions} == {"3", "2"}
    assert not report.written


def test_what_is_there_is_never_written_over_unasked(
    vendor: Path, project: Path, subtitles: Tracks, take: Take
) -> None:
    Path("EP03_th.srt").write_bytes(subtitles("th", 3))
    assert take("EP03_th.srt").written
    assert statuses(take("EP03_th.srt")) == {"EP03_th.srt": "unchanged"}
    place = project / "subtitles" / "th" / "ep003.srt"
    mended = place.read_bytes() + "\n99\n00:01:10,000 --> 00:01:11,000\nครับ\n".encode()
    place.write_bytes(mended)
    report = take("EP03_th.srt")
    assert abouts(report) == {"place"}
    assert place.read_bytes() == mended
    assert take("EP03_th.srt", replace=True).written
    assert place.read_bytes() == subtitles("th", 3)


def test_a_track_in_another_format_takes_the_old_ones_place(
    vendor: Path, project: Path, subtitles: Tracks, take: Take
) -> None:
    Path("EP03_th.srt").write_bytes(subtitles("th", 3))
    take("EP03_th.srt")
    track = library.parse(subtitles("th", 3), language="th")
    Path("EP03_th.vtt").write_bytes(library.write(track, "webvtt"))
    report = take("EP03_th.vtt")
    assert abouts(report) == {"place"}
    assert take("EP03_th.vtt", replace=True).written
    assert [p.name for p in (project / "subtitles" / "th").iterdir()] == ["ep003.vtt"]


@pytest.mark.parametrize(
    "case",
    [
        ("th", "cp874", "TIS-620"),
        ("zh-Hans", "gb18030", "GB18030"),
        ("ja", "cp932", "Shift_JIS"),
        ("ko", "cp949", "EUC-KR"),
        ("ar", "cp1256", "cp1256"),
        ("th", "utf-16", "UTF-16"),
        ("vi", "utf-16-le", "UTF-16"),
    ],
)
@pytest.mark.parametrize("named", [True, False])
@pytest.mark.usefixtures("vendor")
def test_legacy_encodings_become_utf_8(
    case: tuple[str, str, str], named: bool, project: Path, subtitles: Tracks, take: Take
) -> None:
    """Whether the name tells the language or not."""
    language, encoding, told = case
    shutil.rmtree(project / "subtitles")
    text = text_of(subtitles(language, 3)).encode(encoding, "replace").decode(encoding)
    name = f"EP03_{language}.srt" if named else "EP03.srt"
    Path(name).write_bytes(text.encode(encoding))
    (found,) = take(name).files
    assert found.status == "taken"
    assert found.language == language
    assert found.encoding is not None
    assert told in found.encoding or found.encoding in told or encoding in found.encoding
    written = project / "subtitles" / language / "ep003.srt"
    assert text_of(written.read_bytes()) == text


def test_utf_8_keeps_every_byte_but_its_mark(
    vendor: Path, project: Path, subtitles: Tracks, take: Take
) -> None:
    """Line ends, counters and spaces are `goglobal fix`'s business; they are counted here."""
    data = subtitles("th", 3).replace(b"\n", b"\r\n").replace(b"2\r\n", b"7\r\n", 1)
    Path("EP03_th.srt").write_bytes(b"\xef\xbb\xbf" + data)
    (found,) = take("EP03_th.srt").files
    assert (project / "subtitles" / "th" / "ep003.srt").read_bytes() == data
    assert found.encoding is None
    assert "SUB005" in found.findings
    assert "SUB003" not in found.findings


def test_a_damaged_file_is_asked_about_and_keeps_its_bytes(
    vendor: Path, project: Path, subtitles: Tracks, take: Take
) -> None:
    data = subtitles("th", 3).replace("ขอ".encode(), b"\xff\xfe\xff", 1)
    Path("EP03_th.srt").write_bytes(data)
    report = take("EP03_th.srt")
    assert abouts(report) == {"content"}
    filled = answers.Answers([answers.Answer(file="EP03_th.srt", line=2, episode=3)])
    assert take("EP03_th.srt", answers=filled).written
    assert (project / "subtitles" / "th" / "ep003.srt").read_bytes() == data


@pytest.mark.parametrize("data", [b"", b"\n\n", b"no cues at all", bytes(2000), os.urandom(3000)])
def test_a_file_without_a_cue_is_asked_about(vendor: Path, take: Take, data: bytes) -> None:
    Path("EP03_th.srt").write_bytes(data)
    (found,) = take("EP03_th.srt").files
    assert found.status == "question"
    assert [question.about for question in found.questions] == ["content"]


@pytest.mark.parametrize(
    "case",
    [
        ("ass", ".ass", "srt"),
        ("ttml", ".ttml", "srt"),
        ("webvtt", ".srt", "vtt"),
        ("srt", ".vtt", "srt"),
    ],
)
def test_other_formats_become_the_layouts(
    case: tuple[str, str, str], vendor: Path, project: Path, subtitles: Tracks, take: Take
) -> None:
    """By what is in them, whatever they are called; SRT and WebVTT stay what they are."""
    format_, suffix, written = case
    track = library.parse(subtitles("th", 3), language="th")
    Path(f"EP03_th{suffix}").write_bytes(library.write(track, format_))
    report = take(f"EP03_th{suffix}")
    assert report.written
    made = library.read(project / "subtitles" / "th" / f"ep003.{written}")
    assert [plain(cue.text) for cue in made.cues] == [plain(cue.text) for cue in track.cues]


def test_what_a_format_cannot_hold_is_told(vendor: Path, take: Take, subtitles: Tracks) -> None:
    track = library.parse(subtitles("th", 3), language="th")
    data = library.write(track, "ass").replace(b"0,0,0,,", b"0,0,0,,{\\\\fad(200,200)\\\\blur3}", 1)
    Path("EP03_th.ass").write_bytes(data.replace(b"\\\\", b"\\"))
    (found,) = take("EP03_th.ass").files
    assert found.format == "ass"
    assert found.status == "taken"
    assert found.findings.get("SUB012") or found.losses


def test_folders_are_spelled_as_they_are(
    vendor: Path, project: Path, subtitles: Tracks, take: Take
) -> None:
    """`zh_CN` and an alias are no reason for a second folder of the language."""
    os.rename(project / "subtitles" / "zh-Hans", project / "subtitles" / "zh_CN")
    text = (project / "series.toml").read_text("utf-8")
    layout = '[layout]\naliases = { "泰语版" = "th" }\n\n'
    (project / "series.toml").write_text(
        text.replace("[[series.credits]]", "[[series.credits]]", 1) + "\n" + layout, "utf-8"
    )
    Path("EP03_中文.srt").write_bytes(subtitles("zh-Hans", 3) + b"\n")
    Path("EP03_泰语版.srt").write_bytes(subtitles("th", 3))
    report = take("EP03_中文.srt", "EP03_泰语版.srt", replace=True)
    assert sorted(file.path for file in report.files) == [
        "subtitles/zh_CN/ep003.srt",
        "subtitles/泰语版/ep003.srt",
    ]


def test_a_new_series_takes_its_first_files(
    vendor: Path, tmp_path: Path, subtitles: Tracks, take: Take
) -> None:
    """No episodes, no source: what the names say counts, and the source's files make episodes."""
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "series.toml").write_text(
        '[series]\nid = "s"\ntitle = "外滩"\nsource_language = "zh-Hans"\n', "utf-8"
    )
    for episode in (1, 2, 3):
        for tag in ("zh-Hans", "th"):
            Path(tag).mkdir(exist_ok=True)
            (Path(tag) / f"{episode:02}.srt").write_bytes(subtitles(tag, episode))
    report = take("zh-Hans", "th", into=fresh)
    assert report.written
    assert len(report.of("taken")) == 6
    Path("zh-Hans/04.srt").write_bytes(subtitles("zh-Hans", 4))
    Path("th/05.srt").write_bytes(subtitles("th", 5))
    again = take("zh-Hans", "th", into=fresh, partial=True)
    assert statuses(again)["zh-Hans/04.srt"] == "taken"
    assert statuses(again)["th/05.srt"] == "question"


def test_partial_takes_what_is_certain(
    vendor: Path, project: Path, subtitles: Tracks, take: Take
) -> None:
    Path("EP01_th.srt").write_bytes(subtitles("th", 1))
    Path("EP02_th.srt").write_bytes(subtitles("vi", 2))
    assert not take("EP01_th.srt", "EP02_th.srt").written
    report = take("EP01_th.srt", "EP02_th.srt", partial=True)
    assert report.written
    assert report.open
    assert [p.name for p in (project / "subtitles" / "th").iterdir()] == ["ep001.srt"]


def test_files_numbered_among_others_need_no_marker(
    vendor: Path, project: Path, subtitles: Tracks, take: Take
) -> None:
    """`Room 24 take 3 x 1.srt` … `x 6.srt`: the one number that differs is the episode."""
    shutil.rmtree(project / "subtitles")
    for episode in range(1, 7):
        Path(f"Room 24 x {episode} th.srt").write_bytes(subtitles("th", episode))
    names = sorted(p.name for p in Path().glob("*.srt"))
    report = take(*names)
    assert {file.episode for file in report.of("taken")} == set(range(1, 7))
    lonely = take("Room 24 x 5 th.srt", rehearse=True)
    assert abouts(lonely) <= {"episode", "place"}


@pytest.mark.parametrize(
    "names",
    [
        ["05_1", "05_2", "05_3"],
        ["SP1", "SP2", "SP3"],
        ["终1", "终2", "终3"],
        ["Vol1", "Vol2", "Vol3"],
        ["译员1", "译员2", "译员3"],
        ["EP05_1", "EP05_2", "EP05_3"],
        ["第1场", "第2场", "第3场"],
    ],
)
def test_files_numbered_by_something_else_are_asked_about(
    names: list[str], vendor: Path, project: Path, take: Take, subtitles: Tracks
) -> None:
    """Parts, specials, versions, volumes and people are counted from 1 as well."""
    shutil.rmtree(project / "subtitles")
    Path("delivery").mkdir()
    for number, name in enumerate(names, start=1):
        Path("delivery", f"{name}.srt").write_bytes(subtitles("th", number))
    assert {file.status for file in take("delivery").files} == {"question"}


def test_twelve_hundred_files_are_mapped(
    vendor: Path, project: Path, subtitles: Tracks, take: Take
) -> None:
    shutil.rmtree(project / "subtitles")
    text = (project / "series.toml").read_text("utf-8")
    head = text[: text.index("[[episodes]]")]
    episodes = "".join(f"[[episodes]]\nnumber = {n}\n" for n in range(1, 121))
    (project / "series.toml").write_text(head + episodes, "utf-8")
    tags = ["ar", "en", "es-419", "id", "ja", "ko", "pt-BR", "th", "vi", "zh-Hans"]
    for tag in tags:
        folder = Path("v", tag)
        folder.mkdir(parents=True)
        track = text_of(subtitles(tag, 1))
        for number in range(1, 121):
            moved = track.replace("00:00:0", f"00:{number % 50:02}:0").replace(
                "\n\n", f"\n{number}\n\n", 1
            )
            (folder / f"第{number}集.srt").write_text(moved, "utf-8")
    report = take("v", rehearse=True)
    assert len(report.of("taken")) == 1200
    assert {(f.language, f.episode) for f in report.files} == {
        (tag, number) for tag in tags for number in range(1, 121)
    }


def test_which_source_a_track_was_made_from_is_taken_note_of(
    vendor: Path, project: Path, subtitles: Tracks, take: Take
) -> None:
    """In the same step as the tracks; a source that comes along in the delivery counts."""
    from goglobal.project import load_series

    Path("EP03_th.srt").write_bytes(subtitles("th", 3))
    Path("EP04_th.srt").write_bytes(subtitles("th", 4))
    take("EP03_th.srt")
    first = load_series(project).made_from
    assert set(first) == {("th", 3, "full")}
    source = subtitles("zh-Hans", 4).decode().replace("。", "！").replace("我", "咱").encode()
    Path("EP04_中文.srt").write_bytes(source)
    take("EP04_th.srt", "EP04_中文.srt", replace=True)
    both = load_series(project).made_from
    assert both["th", 3, "full"] == first["th", 3, "full"]
    track = library.parse(source, language="zh-Hans")
    assert both["th", 4, "full"].source == fingerprint(track)
    assert take("EP03_th.srt").of("unchanged")
    assert load_series(project).made_from == both


@pytest.mark.parametrize("name", ["three-blocks.stl", "pop-on-and-roll-up.scc"])
def test_broadcast_formats_are_taken_in(name: str, vendor: Path, project: Path, take: Take) -> None:
    corpus = Path(__file__).parents[3] / "fuzz" / "corpus" / name
    shutil.copy(corpus, f"EP03_en.{name.rpartition('.')[2]}")
    report = take(f"EP03_en.{name.rpartition('.')[2]}")
    (found,) = report.files
    assert found.format == name.rpartition(".")[2]
    assert found.status == "taken"
    made = library.read(project / "subtitles" / "en" / "ep003.srt")
    said = [plain(cue.text) for cue in library.read(corpus).cues]
    assert [plain(cue.text) for cue in made.cues] == said != []


HINDI = (
    "मैं वापस आ गई हूँ।",
    "तुम यहाँ क्यों आए हो?",
    "यह मेरी कंपनी है।",
    "मुझे सब कुछ याद है।",
    "वह झूठ बोल रहा है।",
    "हमें अभी जाना होगा।",
    "क्या तुमने उसे देखा?",
    "मैंने कभी नहीं सोचा था।",
)


@pytest.mark.parametrize("name", ["03.hi.srt", "hi/03.srt", "Hindi/EP03_HI.srt"])
def test_hi_is_hindi_where_the_text_is(name: str, vendor: Path, project: Path, take: Take) -> None:
    """A language that is new to the series, said by the name and by the text."""
    place = Path(name)
    place.parent.mkdir(exist_ok=True)
    cues = [f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{t}\n" for n, t in enumerate(HINDI, 1)]
    place.write_text("\n".join(cues), "utf-8")
    shutil.rmtree(project / "subtitles")
    (found,) = take(name.partition("/")[0]).files
    assert (found.status, found.language, found.kind) == ("taken", "hi", "full")
    assert found.new_language
