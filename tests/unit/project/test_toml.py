"""TOML files that cannot be read: in what words, at which line, and never anything worse."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.errors import Problem, fill
from goglobal.project.reading import Refused
from goglobal.project.toml import parse_document, read_document


def refused(data: bytes) -> tuple[int | None, str, str]:
    with pytest.raises(Refused) as caught:
        parse_document(data, "series.toml")
    error = caught.value
    return error.line, fill(error.message, error.arguments), error.help


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("a = 1\nb = \n", 2, "this is no value"),
        ("a = 1\nb = text\n", 2, "this is no value"),
        ('a = 1\nb = "x\nc = 2\n', 2, "a closing quote is missing"),
        ('a = """x\n', 1, "a closing quote is missing"),
        ("a = 1\na = 2\n", 2, "a key is given twice"),
        ("[a]\nb = 1\n[a]\n", 3, "a table is declared twice"),
        ("[a\nb = 1", 1, "a closing bracket is missing"),
        ("key\n", 1, "a `=` is missing"),
        ("a = 1 b = 2\n", 1, "something follows the value"),
        ("a = 2026-02-30\n", 1, "there is no such date"),
        ('a = "C:\\new\\q"\n', 1, "a backslash in text is written twice"),
        ("a = 1\n!\n", 2, "a line is `key = value`"),
    ],
)
def test_syntax_errors_name_line_and_cause(data: str, line: int, words: str) -> None:
    at, text, _ = refused(data.encode())
    assert at == line
    assert words in text
    assert "column" in text


def test_full_width_marks_are_recognised() -> None:
    for text in ("title = “外滩”\n", "title ＝ '外滩'\n", 'genres = ［"a"］\n'):
        _, _, advice = refused(text.encode())
        assert "straight ASCII marks" in advice, text


def test_python_words_are_recognised() -> None:
    assert "`true` or `false`" in refused(b"a = True\n")[2]
    assert "quotes" in refused(b"duration = 00:01:32.500x\n")[2]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("a = 1".encode("utf-16"), "is UTF-16, not UTF-8"),
        ("a = 1".encode("utf-16-le"), "is UTF-16, not UTF-8"),
        ("a = 1".encode("utf-32"), "is UTF-32, not UTF-8"),
        ('# ok\ntitle = "外滩月色"\n'.encode("gbk"), "it looks like GBK"),
        (b'title = "caf\xe9"\n', "is not UTF-8"),
        (b'a = "\x00"\n', "NUL"),
    ],
)
def test_other_encodings_are_named(data: bytes, words: str) -> None:
    _, text, _ = refused(data)
    assert words in text


def test_gbk_is_told_with_the_first_line_that_is_not_utf8() -> None:
    assert refused('# ok\n# ok\ntitle = "外滩月色"\n'.encode("gbk"))[0] == 3


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa = 1\nb = 2\n", b"a = 1\r\nb = 2\r\n"])
def test_byte_order_mark_and_crlf_are_fine(data: bytes) -> None:
    document = parse_document(data, "series.toml")
    assert document.data == {"a": 1, "b": 2}
    assert document.lines == {("a",): 1, ("b",): 2}


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5000 + "]" * 5000,
        "a = " + "9" * 5000,
        ".".join(["a"] * 200_000) + " = 1",
        "[" + ".".join(["a"] * 200_000) + "]",
        '"' + '"."'.join(["a"] * 100_000) + '" = 1',
        "a" * 2_000_000 + " = 1\nb",
        "a = {" * 3000,
    ],
    ids=["nested", "number", "dotted", "header", "quoted", "long", "inline"],
)
def test_hostile_documents_are_refused_quickly(text: str) -> None:
    start = time.process_time()
    refused(text.encode())
    assert time.process_time() - start < 3


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    with contextlib.suppress(Refused):
        parse_document(data, "series.toml")


@pytest.mark.parametrize("kind", ["missing", "folder", "fifo"])
def test_what_is_no_file(kind: str, tmp_path: Path) -> None:
    import os

    path = tmp_path / "series.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    problems: list[Problem] = []
    assert read_document(path, "series.toml", problems) is None
    assert len(problems) == 1
    assert problems[0].file == "series.toml"
