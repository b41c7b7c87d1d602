"""The file of answers: written with the questions, filled in by people, saved by spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.errors import ProjectError
from goglobal.exchange.intake import answers

Take = Callable[..., Any]
Tracks = Callable[[str, int], bytes]
HEADER = "file,episode,language,kind,question,suggestion\r\n"


def read(text: str | bytes) -> answers.Answers:
    return answers.read(text if isinstance(text, bytes) else text.encode(), "map.csv")


def problems(text: str | bytes) -> list[str]:
    with pytest.raises(ProjectError) as caught:
        read(text)
    return [f"{p.line}: {p.message}" for p in caught.value.problems]


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
            lambda name: name.strip() == name and "*" not in name and "'" not in name[:1]
        ),
        unique=True,
        max_size=5,
    )
)
def test_every_name_comes_back_as_it_was(names: list[str]) -> None:
    blank = answers.blank((name, "why?", "3") for name in names)
    assert [answer.file for answer in read(blank).all] == names
    assert not any(answer.says for answer in read(blank).all)


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0.srt", "+1.srt", "-1.srt", "@SUM(1).srt"])
def test_a_name_is_no_formula_for_a_spreadsheet(name: str) -> None:
    blank = answers.blank([(name, "-why", "")])
    cells = blank.decode("utf-8-sig").splitlines()[1]
    assert cells.startswith(("'", "\"'"))
    assert read(blank).of(name) is not None


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("gb18030"),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode(),
        lambda text: text.replace("\r\n", "\n").encode(),
        lambda text: text.replace("3,", "3.0,").encode(),
        lambda text: text.replace("file,episode", "File ,EPISODE").encode("utf-16"),
        lambda text: text.replace(",th,", ",TH,").replace(",3,", ",３,").encode(),
    ],
    ids=["mark", "gbk", "semicolons", "tabs", "line feeds", "a decimal", "capitals", "full width"],
)
def test_it_is_read_as_spreadsheets_save_it(saved: Callable[[str], bytes]) -> None:
    found = read(saved(HEADER + "泰语/终版.srt,3,th,sdh,问题,\r\n" + "预告.srt,skip,,,,\r\n"))
    answer = found.of("泰语/终版.srt")
    assert answer is not None
    assert (answer.episode, answer.language, answer.kind) == (3, "th", "sdh")
    left = found.of("预告.srt")
    assert left is not None
    assert left.skip


def test_a_column_that_is_like_none_is_told_with_those_that_there_are() -> None:
    with pytest.raises(ProjectError) as caught:
        read("file,备注,episodes\r\na.srt,x,\r\n")
    unlike, like = caught.value.problems
    assert unlike.arguments["column"] == "备注"
    assert "did you mean" not in unlike.message
    assert like.arguments["nearest"] == "episode"


def test_a_star_stands_for_anything_and_the_exact_name_goes_first() -> None:
    found = read(HEADER + "v/*,,th,,,\r\nv/*/x*.srt,skip,,,,\r\nv/a.srt,4,vi,,,\r\n")
    exact, star = found.of("v/a.srt"), found.of("v/b[1].srt")
    assert exact is not None
    assert star is not None
    assert (exact.language, star.language, star.episode) == ("vi", "th", None)
    assert found.of("w/a.srt") is None
    assert [answer.line for answer in found.unmet()] == [3]


def test_everything_wrong_is_told_at_once() -> None:
    told = problems(
        HEADER
        + "a.srt,x,,,,\r\nb.srt,0,,,,\r\nc.srt,,klingonish,,,\r\nd.srt,,,signs,,\r\n"
        + ",3,,,,\r\na2.srt,3,,,,\r\na2.srt,4,,,,\r\n"
    )
    assert [line.split(":")[0] for line in told] == ["2", "3", "4", "5", "6", "8"]


@pytest.mark.parametrize(
    "text", [b"", b"PK\x03\x04 a workbook", b"file;x\n", "档,集\n".encode(), b"\xff\xfe\x00"]
)
def test_what_is_no_map_is_told(text: bytes) -> None:
    assert problems(text)


def test_answers_settle_what_was_asked(
    vendor: Path, project: Path, subtitles: Tracks, take: Take
) -> None:
    """A swapped name, another language, a long cut, a link: each answered in its row."""
    Path("EP04_vi.srt").write_bytes(subtitles("th", 3))
    Path("E01-E06.srt").write_bytes(subtitles("vi", 5))
    Path("trailer.srt").write_bytes(subtitles("vi", 6))
    Path("v").mkdir()
    Path("v/x.srt").symlink_to("/etc/hostname")
    given = ["EP04_vi.srt", "E01-E06.srt", "trailer.srt", "v"]
    asked = take(*given)
    assert len(asked.open) == 4
    filled = read(
        HEADER
        + "EP04_vi.srt,3,th,,,\r\nE01-E06.srt,5,,,,\r\ntrailer.srt,skip,,,,\r\nv/x.srt,,skip,,,\r\n"
    )
    report = take(*given, answers=filled)
    assert report.written
    assert not filled.unmet()
    assert (project / "subtitles" / "th" / "ep003.srt").read_bytes() == subtitles("th", 3)
    assert (project / "subtitles" / "vi" / "ep005.srt").read_bytes() == subtitles("vi", 5)
    assert len(report.of("skipped")) == 2
