"""CSV files as spreadsheets save them."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.errors import Problem, fill
from goglobal.project.glossary import load_glossary
from goglobal.project.ids import load_ids
from goglobal.project.reading import Refused
from goglobal.project.tables import Sheet, parse_sheet


def sheet(text: str | bytes) -> Sheet:
    problems: list[Problem] = []
    data = text if isinstance(text, bytes) else text.encode()
    found = parse_sheet(data, "glossary.csv", problems)
    assert problems == []
    return found


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_and_line_ends(separator: str, end: str) -> None:
    text = end.join([separator.join(["term", "note"]), separator.join([" a ", '"b\nc"']), "", "d"])
    found = sheet(text)
    assert found.columns == ("term", "note")
    assert [(row.line, row.cells) for row in found.rows] == [
        (2, {"term": "a", "note": "b\nc"}),
        (5, {"term": "d"}),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("term,note\n外滩,x\n".encode("gbk"), "looks like GBK"),
        ("term,note\n外滩,x\n".encode("utf-16"), "UTF-16"),
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        ("term，note\n".encode(), "full-width commas"),
        (b'term,note\n"a,b\n', "not valid CSV"),
        (b"term,,th\n", "column 2 has no name"),
        (b"term,th,th\n", "two columns are called `th`"),
        (b"term\n" + b"x" * 200_000, "not valid CSV"),
    ],
)
def test_what_cannot_be_read(data: bytes, words: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_sheet(data, "glossary.csv", [])
    assert words in fill(caught.value.message, caught.value.arguments)


def problems_of(path: Path, text: str, name: str) -> list[tuple[int | None, str]]:
    (path / name).write_text(text, "utf-8")
    problems: list[Problem] = []
    if name == "ids.csv":
        load_ids(path / name, name, problems)
    else:
        load_glossary(path / name, name, problems, aliases={"泰语": "th"})
    return [(p.line, fill(p.message, p.arguments)) for p in problems]


def test_every_problem_of_a_glossary_is_told(tmp_path: Path) -> None:
    text = "term,note,thai,zh_CN,zh-Hans\na,b,c,d,e,f\n,x\n"
    assert problems_of(tmp_path, text, "glossary.csv") == [
        (2, "the row has 6 cells, but there are 5 columns"),
        (1, "`thai` is no language tag; did you mean `th`?"),
        (1, "two columns are for `zh-Hans`"),
        (3, "the row has no term"),
    ]
    assert problems_of(tmp_path, "Term,Note,泰语\na,,b\n", "glossary.csv") == []


def test_every_problem_of_ids_is_told(tmp_path: Path) -> None:
    text = "target,episode,id\ndemo,,1\ndemo,,2\ndemo,x,1\ndemo,0,1\n,1,1\ndemo,2,\ndemo,٣,1\n"
    assert problems_of(tmp_path, text, "ids.csv") == [
        (3, "there are two ids for the same episode of target `demo`"),
        (4, "`x` is no episode number"),
        (5, "`0` is no episode number"),
        (6, "the row lacks a target or an id"),
        (7, "the row lacks a target or an id"),
        (8, "`٣` is no episode number"),
    ]


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    with contextlib.suppress(Refused):
        assert parse_sheet(data, "x.csv", []).columns


def test_columns_of_ids_in_capitals(tmp_path: Path) -> None:
    """Spreadsheets make them so; the glossary takes them, too."""
    (tmp_path / "ids.csv").write_text("Target,Episode,ID\ndemo,2,x\n", "utf-8")
    problems: list[Problem] = []
    assert load_ids(tmp_path / "ids.csv", "ids.csv", problems) == {("demo", 2): "x"}
    assert problems == []
