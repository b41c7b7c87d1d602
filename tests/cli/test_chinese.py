"""The command in Chinese: every word from one catalog, click's too, and aligned by cells."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polib
import pytest

from goglobal import messages
from goglobal.cli.wrapping import cells
from goglobal.pipeline import StatusRow
from goglobal.report.deliveries import status_table

WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Error: {message}": "错误：{message}",
    "Missing argument": "缺少参数",
    "Find everything that would be rejected, before it is sent.": (
        "在发送之前，找出会被平台退回的一切问题，"
        "包括字幕文件、时间轴、文字、译文、元数据和文件名等各个方面。"
    ),
    "series": "剧集",
    "target": "目标",
    "language": "语言",
    "state": "状态",
    "shared": "共用",
    "delivered": "已送达",
    "missing": "缺失",
    "no rule is called “{word}”": "没有名为“{word}”的规则",
    "did you mean “{nearest}”?": "您是指“{nearest}”吗？",
    "help:": "提示：",
    "cannot be read: {reason}": "cannot be read: {reason}",
    "No such file or directory": "没有这样的文件或目录",
    "interrupted; nothing half-committed": "已中断；没有只提交了一半的内容",
}


@pytest.fixture(autouse=True)
def _in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small catalog of our own, so that the test does not depend on the translators' words."""
    place = tmp_path / "locales" / "zh_CN" / "LC_MESSAGES"
    place.mkdir(parents=True)
    catalog = polib.POFile()
    catalog.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "zh_CN",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for source, text in WORDS.items():
        catalog.append(polib.POEntry(msgid=source, msgstr=text))
    catalog.append(
        polib.POEntry(
            msgid="{count} problem in the project's files",
            msgid_plural="{count} problems in the project's files",
            msgstr_plural={0: "项目文件中有 {count} 个问题"},
        )
    )
    catalog.save_as_mofile(str(place / "goglobal.mo"))
    monkeypatch.setattr(messages, "locale_directory", lambda: tmp_path / "locales")
    monkeypatch.setenv("LANGUAGE", "zh-Hans")
    messages.catalog.cache_clear()
    before = gettext.bindtextdomain(messages.DOMAIN)
    yield
    messages.catalog.cache_clear()
    gettext.bindtextdomain(messages.DOMAIN, before)


def test_help_is_chinese_and_aligned(call: Callable[..., Any]) -> None:
    result = call("--help")
    assert result.out.startswith("用法： goglobal")
    assert "\n选项:\n" in result.out
    lines = result.out.splitlines()
    assert max(map(cells, lines)) <= 80
    first = next(n for n, line in enumerate(lines) if line.startswith("  check "))
    assert lines[first + 1].startswith(" " * 13)
    assert lines[first + 1].strip()[0] not in "，。、"


def test_click_speaks_chinese_too(call: Callable[..., Any]) -> None:
    result = call("check")
    assert result.code == 2
    assert "错误：缺少参数 'PROJECT'." in result.err


def test_our_errors_speak_chinese(call: Callable[..., Any]) -> None:
    result = call("rules", "reading-sped")
    assert (
        result.err == "错误：没有名为“reading-sped”的规则\n    提示： 您是指“reading-speed”吗？\n"
    )


def test_tables_align_under_chinese_headings() -> None:
    rows = [
        StatusRow(series=name, target="demo", language=tag, state=state, url="file:///o")
        for name, tag, state in (("外滩月色", "th", "delivered"), ("moonlit", None, "missing"))
    ]
    header, first, second = status_table(rows).splitlines()
    for words in (("目标", "demo", "demo"), ("语言", "th", "共用"), ("状态", "已送达", "缺失")):
        columns = {
            cells(line[: line.index(word)])
            for line, word in zip((header, first, second), words, strict=True)
        }
        assert len(columns) == 1, words


def test_documents_stay_english(call: Callable[..., Any]) -> None:
    assert '"severity": "warning"' in call("rules", "TIM003", "--format", "json").out


def test_what_the_system_says_is_chinese_too(tmp_path: Path, call: Callable[..., Any]) -> None:
    (tmp_path / "series.toml").write_text('[series]\nid = "A B"\n', "utf-8")
    result = call("check", tmp_path, "--targets", tmp_path / "none.toml")
    assert result.code == 2
    assert "cannot be read: 没有这样的文件或目录" in result.err
    assert result.err.endswith("错误：项目文件中有 4 个问题\n")
