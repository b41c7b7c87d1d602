"""The line finder: every key path of a TOML text, against what tomllib reads."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from goglobal.project.lines import KeyPath, find_lines, line_of, shown

TEXT = '''\
# top
title = "a # b"

[series]
id = "x"
text = """
[not.a.table]
key = 1
"""
raw = \'\'\'it's
[no]\'\'\'
frame = { width = 1, rate.a = "2", "odd key" = [1, 2] }
genres = [
  "a",  # first
  "b",
]
release = 2026-03-01
at = 07:32:00.5

[[series.credits]]
role = "director"

[[series.credits]]
role = "cast"
a.b.c = 1
[series.credits.more]
deep = 1

[[episodes]]
number = 1
[[episodes]]
number = 2
parts = [{ a = 1 }, # one
{ a = 2, b = 3 }]
"外滩" = 1
'''


def test_lines_of_every_kind_of_key() -> None:
    lines = find_lines(TEXT)
    wanted: dict[KeyPath, int] = {
        ("title",): 2,
        ("series",): 4,
        ("series", "id"): 5,
        ("series", "text"): 6,
        ("series", "raw"): 10,
        ("series", "frame", "width"): 12,
        ("series", "frame", "rate", "a"): 12,
        ("series", "frame", "odd key", 1): 12,
        ("series", "genres"): 13,
        ("series", "genres", 1): 15,
        ("series", "release"): 17,
        ("series", "at"): 18,
        ("series", "credits"): 20,
        ("series", "credits", 0): 20,
        ("series", "credits", 0, "role"): 21,
        ("series", "credits", 1): 23,
        ("series", "credits", 1, "a", "b", "c"): 25,
        ("series", "credits", 1, "more", "deep"): 27,
        ("episodes", 0, "number"): 30,
        ("episodes", 1, "number"): 32,
        ("episodes", 1, "parts", 0, "a"): 33,
        ("episodes", 1, "parts", 1, "b"): 34,
        ("episodes", 1, "外滩"): 35,
    }
    assert {path: lines.get(path) for path in wanted} == wanted
    assert ("not",) not in lines
    assert ("series", "key") not in lines


def test_the_nearest_table_stands_in() -> None:
    lines = find_lines(TEXT)
    assert line_of(lines, ("episodes", 1, "title")) == 31
    assert line_of(lines, ("nothing",)) is None


def test_shown_paths() -> None:
    assert shown(("series", "credits", 2, "name")) == "series.credits[2].name"
    assert shown(("a b", "外滩")) == "'a b'.外滩"


def paths_of(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths_of(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from paths_of(inner, (*path, index))


def test_no_path_of_a_real_document_is_missed() -> None:
    lines = find_lines(TEXT)
    missed = [path for path in paths_of(tomllib.loads(TEXT)) if path not in lines]
    assert missed == []


FRAGMENTS = st.sampled_from(
    [
        *["a", "b", '"c d"', "'e'", ".", "=", " = ", "\n", "[", "]", "[[", "]]", "{", "}", ","],
        *['"""', "'''", '"', "'", "\\", "# x", "1", "2026-03-01", "07:00:00", '"s"', "\r\n", "é"],
    ]
)


@given(st.lists(FRAGMENTS, max_size=60).map("".join))
def test_any_text_is_survived(text: str) -> None:
    lines = find_lines(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
    try:
        tables = tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return
    lines = find_lines(text.replace("\r\n", "\n"))
    assert [path for path in paths_of(tables) if path not in lines] == []


def test_deep_nesting_and_long_texts_cost_little() -> None:
    find_lines("a = " + "[" * 100_000 + "]" * 100_000)
    find_lines("a = " + "{ a = " * 50_000)
    find_lines('"' * 100_000)
    find_lines("a." * 100_000 + "b = 1")
