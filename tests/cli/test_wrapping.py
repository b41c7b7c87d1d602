"""Help pages broken and aligned by cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goglobal.cli.wrapping import HelpFormatter, cells, wrap


def test_english_breaks_at_spaces() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]


def test_chinese_breaks_between_characters_but_not_before_a_comma() -> None:
    assert wrap("检查项目，找出问题。", 8) == ["检查项", "目，找出", "问题。"]


def test_an_opening_bracket_is_not_left_at_the_end_of_a_line() -> None:
    assert wrap("检查项「目录」", 8) == ["检查项", "「目录」"]


def test_words_and_options_inside_chinese_stay_whole() -> None:
    assert wrap("用 --format json 选择格式", 12) == ["用 --format", "json 选择格", "式"]


@given(st.text(alphabet="ab 中文，「」-"), st.integers(4, 40))
def test_nothing_is_lost(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


def test_descriptions_align_in_chinese() -> None:
    formatter = HelpFormatter(width=40)
    formatter.write_dl(
        [("--format", "结果的写法，可以是文本，也可以是供程序读取的文档。"), ("-h", "帮助")]
    )
    lines = formatter.getvalue().splitlines()
    assert all(cells(line) <= 40 for line in lines)
    assert len(lines) > 2
    assert {len(line) - len(line.lstrip()) for line in lines[1:-1]} == {10}
