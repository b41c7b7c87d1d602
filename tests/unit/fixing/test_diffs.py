"""A change as a diff: a patch that applies, or words that a person can read."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goglobal.fixing.diffs import line_end_names

MendFile = Callable[..., Any]
TEXT = (
    "1\n00:00:01,000 --> 00:00:03,000\nWhere  is she?\n\n2\n00:00:04,000 --> 00:00:06,000\nGone.\n"
)


@pytest.mark.parametrize(
    "content",
    [
        TEXT,
        TEXT.rstrip("\n"),
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "\r\n", 4),
        TEXT.replace("\n", "\r"),
        "\ufeff" + TEXT,
        TEXT.replace("Gone", "\x0cGo\u2028ne\x1c"),
        TEXT.replace("Gone", "走了"),
    ],
)
@pytest.mark.parametrize("name", ["subtitles/en/ep001.srt", "a b/第一集.srt"])
def test_git_takes_the_diff_of_a_utf_8_file(
    mend: MendFile, tmp_path: Path, content: str, name: str
) -> None:
    change = mend(content)
    assert change.changed
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.write_bytes(content.encode())
    patch = tmp_path / "patch"
    patch.write_bytes(change.diff(name=name).encode())
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn", str(patch)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert file.read_bytes() == change.after


def test_what_a_diff_of_text_cannot_show_stands_above_it(mend: MendFile) -> None:
    change = mend(TEXT.replace("Gone", "Café très près").encode("cp1252"), language="fr")
    first, *rest = change.diff().splitlines()
    assert first == "# subtitles/en/ep001.srt: cp1252 -> UTF-8"
    assert "-Where  is she?" in rest
    assert "Café" not in "".join(line for line in rest if line[:1] in "+-")
    marked = mend("\ufeff" + TEXT).diff().splitlines()[0]
    assert marked == "# subtitles/en/ep001.srt: -BOM"
    mixed = mend(TEXT.replace("\n", "\r\n", 2)).diff().splitlines()[0]
    assert mixed == "# subtitles/en/ep001.srt: CRLF+LF -> LF"


def test_a_readable_diff_compares_no_line_ends(mend: MendFile) -> None:
    lines = mend(TEXT.replace("\n", "\r")).diff(readable=True).splitlines()
    assert [line for line in lines if line[:1] in "+-"][2:] == ["-Where  is she?", "+Where is she?"]


def test_nothing_changed_is_no_diff(mend: MendFile) -> None:
    assert mend(TEXT.replace("  ", " ")).diff() == ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a\n", "LF"),
        ("a\r\n", "CRLF"),
        ("a\r", "CR"),
        ("a\r\r\nb\r\nc\n", "CRCRLF+CRLF+LF"),
        ("", "-"),
    ],
)
def test_line_ends_have_names(text: str, names: str) -> None:
    assert line_end_names(text) == names
