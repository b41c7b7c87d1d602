"""`goglobal init`: a working folder, in the user's language, and never over another."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest

from goglobal.project import load_series, load_targets


def test_the_folder_loads_and_holds_what_was_said(call: Callable[..., Any], tmp_path: Path) -> None:
    place = tmp_path / "My Series"
    result = call(
        "init",
        place,
        "--title",
        '外滩 "月色" \\',
        "-l",
        "en,th",
        "-l",
        "zh_CN",
        "-p",
        "vertical-app",
    )
    assert result.code == 0
    assert result.err == ""
    series = load_series(place)
    assert (series.id, series.title, series.source_language) == (
        "my-series",
        '外滩 "月色" \\',
        "zh-Hans",
    )
    assert series.findings == ()
    assert series.languages == ("zh-Hans", "en", "th")
    (target,) = load_targets(place)
    assert (target.platform, target.languages) == ("vertical-app", ("zh-Hans", "en", "th"))
    (entry,) = polib.pofile(str(place / "locales" / "th.po"))
    assert (entry.msgctxt, entry.msgid, entry.msgstr) == ("series/title", series.title, "")


def test_every_line_that_is_commented_out_is_right_too(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    """Taking the signs away and filling in gives files that load: the comments do not lie."""
    call("init", tmp_path / "s")
    for name in ("series.toml", "goglobal.toml"):
        place = tmp_path / "s" / name
        lines = place.read_text("utf-8").splitlines()
        code = [
            line.removeprefix("# ").replace('""', '"x"')
            for line in lines
            if "=" in line or "[" in line
        ]
        place.write_text("\n".join(code), "utf-8")
        tomllib.loads(place.read_text("utf-8"))
    assert load_series(tmp_path / "s").episodes[0].duration == 92_500
    assert load_targets(tmp_path / "s")[0].episodes == "1-10"


def test_check_says_exactly_what_is_still_missing(call: Callable[..., Any], tmp_path: Path) -> None:
    call("init", tmp_path / "s", "-l", "th")
    result = call("check", tmp_path / "s")
    assert result.code == 1
    assert "MET001" in result.out
    assert "synopsis" in result.out
    assert "PRJ003" in result.out


def test_check_is_clean_once_that_is_filled_in(call: Callable[..., Any], tmp_path: Path) -> None:
    call("init", tmp_path / "s")
    place = tmp_path / "s" / "series.toml"
    place.write_text(
        place.read_text("utf-8").replace('synopsis = ""', 'synopsis = "外滩的一个夜晚。"'), "utf-8"
    )
    result = call("check", tmp_path / "s")
    assert (result.code, result.out) == (0, "no findings: 1 track, 2 cues, 1 language\n")


def test_a_folder_that_is_not_empty_is_left_alone(call: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    result = call("init", tmp_path)
    assert result.code == 2
    assert "not empty" in result.err
    assert os.listdir(tmp_path) == ["notes.txt"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--id", "Not An Id"], "Not An Id"),
        (["--title", "a\x1b[2Jb"], "control characters"),
        (["--source-language", "chinese!"], "chinese!"),
        (["-l", "xx-1"], "xx-1"),
        (["-p", "generi"], "generic"),
    ],
)
def test_a_wrong_word_is_told_and_nothing_is_made(
    options: list[str], said: str, call: Callable[..., Any], tmp_path: Path
) -> None:
    result = call("init", tmp_path / "s", *options)
    assert result.code == 2
    assert said in result.err
    assert not (tmp_path / "s").exists()


def test_a_name_in_chinese_gives_an_id_all_the_same(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    call("init", tmp_path / "外滩月色")
    series = load_series(tmp_path / "外滩月色")
    assert (series.id, series.title) == ("my-series", "外滩月色")


def test_it_asks_on_a_terminal(tmp_path: Path) -> None:
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "goglobal", "init", "s"],
        cwd=tmp_path,
        stdin=slave,
        stdout=subprocess.PIPE,
        stderr=slave,
    )
    os.write(master, b"own-id\nTitle\nen\nth, vi\n")
    process.communicate(timeout=60)
    os.close(slave)
    os.close(master)
    assert process.returncode == 0
    series = load_series(tmp_path / "s")
    assert (series.id, series.title, series.languages) == ("own-id", "Title", ("en", "th", "vi"))


def test_a_name_that_windows_keeps_is_no_id(call: Callable[..., Any], tmp_path: Path) -> None:
    result = call("init", tmp_path / "con")
    assert (result.code, result.out) == (2, "")
    assert "“con” is no series id" in result.err
    assert not (tmp_path / "con").exists()
