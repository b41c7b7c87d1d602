"""The documentation is true: its commands run, its pages are current, nothing is left out."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import goglobal
from goglobal.cli import group
from goglobal.rules.lookup import facts

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / name
    for name in (
        "README.md",
        "README.zh-CN.md",
        "docs/how-to.md",
        "docs/how-to-answers.md",
        "docs/how-to-artwork.md",
        "docs/how-to-buckets.md",
        "docs/how-to-ci.md",
        "docs/how-to-fix.md",
        "docs/how-to-intake.md",
        "docs/how-to-movielabs.md",
        "docs/how-to-papers.md",
        "docs/how-to-preview.md",
        "docs/how-to-records.md",
        "docs/how-to-redeliver.md",
        "docs/how-to-report.md",
        "docs/how-to-start-from-a-spreadsheet.md",
        "docs/how-to-translate.md",
        "docs/how-to-waive.md",
    )
]
EXITS = {
    "goglobal check examples/broken-lantern": 1,
    "goglobal check my-series": 1,
    "goglobal intake vendor --into bund --map intake-map.csv": (1, 0),
}
"""What is no 0; of a command that stands there twice, each time."""


def commands(page: Path) -> list[str]:
    """The `$ …` lines of a page's console blocks, but for those that install or need make."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.S)
    lines = [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [line for line in lines if line.split()[0] not in {"make", "pip", "bash"}]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the examples as a fresh clone has them."""
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=ignored)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_of_a_page_run(page: Path, checkout: Path) -> None:
    found = commands(page)
    assert found, f"no command in {page}"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    seen: Counter[str] = Counter()
    for line in found:
        words = shlex.split(line)
        env = {**os.environ, "PATH": path}
        while "=" in words[0]:
            key, _, value = words.pop(0).partition("=")
            env[key] = value
        result = subprocess.run(words, cwd=checkout, env=env, capture_output=True, text=True)
        exits = EXITS.get(" ".join(words), 0)
        wanted = exits[seen[line]] if isinstance(exits, tuple) else exits
        seen[line] += 1
        assert result.returncode == wanted, f"{line}\n{result.stdout}\n{result.stderr}"


def _rarer_files(folder: Path) -> None:
    """What docs/how-to-other-formats.md reads, as small real files."""
    code = "9420 9420 9470 9470 c8e9 942f 942f"  # a caption that says Hi
    (folder / "master.scc").write_text(
        f"Scenarist_SCC V1.0\n\n01:00:01;00\t{code}\n\n01:00:03;00\t942c 942c\n", "utf-8"
    )
    head = (b"850STL25.01" + b"1" + b"00" + b"08").ljust(238)  # German, Latin letters
    head += b"00001" + b"00001" + b"001" + b"40" + b"23" + b"1" + b"00000000"
    text = b"Guten Tag".ljust(112, b"\x8f")
    block = bytes([0, 0, 0, 255, 0, *(0, 0, 1, 0), *(0, 0, 3, 0), 20, 2, 0]) + text
    (folder / "archive.stl").write_bytes(head.ljust(1024) + block)
    (folder / "partner.ttml").write_text(
        '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div>'
        '<p begin="1s" end="3s">Hello</p></div></body></tt>',
        "utf-8",
    )


def test_commands_of_the_page_on_rarer_formats_run(tmp_path: Path) -> None:
    _rarer_files(tmp_path)
    lines = commands(ROOT / "docs/how-to-other-formats.md")
    assert len(lines) == 3
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for line in lines:
        words = shlex.split(line)
        done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    assert "Hello" in (tmp_path / "ep001.srt").read_text("utf-8")
    assert "00:00:01" in (tmp_path / "ep002.srt").read_text("utf-8")
    assert "Guten Tag" in (tmp_path / "ep003.vtt").read_text("utf-8")


def test_readme_names_its_two_commands_first() -> None:
    first = re.search(r"```console\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert first is not None
    assert first[1] == "$ make demo\n$ make test\n"


def test_python_of_the_pages_runs(checkout: Path) -> None:
    for page in (*PAGES, ROOT / "docs/reference/python.md"):
        for block in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.S):
            result = subprocess.run(
                [sys.executable, "-c", block], cwd=checkout, capture_output=True, text=True
            )
            assert result.returncode == 0, f"{page}\n{block}\n{result.stderr}"


def test_toml_of_the_pages_loads(checkout: Path) -> None:
    series = checkout / "examples" / "moonlit-bund"
    seen = set()
    for page in PAGES:
        for block in re.findall(r"```toml\n(.*?)```", page.read_text("utf-8"), re.S):
            if "extends" in block:
                (series / "profiles").mkdir(exist_ok=True)
                (series / "profiles" / "partner.toml").write_text(block, "utf-8")
                goglobal.plan(
                    goglobal.load_series(series),
                    [goglobal.Target(name="x", platform="partner", url="", profiles=str(series))],
                )
                seen.add("profile")
            elif "[[waivers]]" in block:
                (series / "waivers.toml").write_text(block, "utf-8")
                assert goglobal.load_series(series).waivers
                seen.add("waivers")
            else:
                (series / "goglobal.toml").write_text(block, "utf-8")
                assert [t.name for t in goglobal.load_targets(series)] == ["partner"]
                seen.add("targets")
    assert seen == {"profile", "waivers", "targets"}


def test_generated_pages_are_current() -> None:
    result = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "reference.py"), "--check"],
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_catalogs_are_complete() -> None:
    result = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "catalogs.py"), "check"],
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def command_names() -> Iterator[str]:
    main = group()
    yield from main.list_commands(click.Context(main))


def test_every_command_rule_and_exit_code_is_documented() -> None:
    page = (ROOT / "docs/reference/command.md").read_text("utf-8")
    for name in command_names():
        assert f"## goglobal {name}\n" in page
    for rule in facts():
        assert (ROOT / "docs/reference/rules" / f"{rule.code}.md").is_file()
    readme = (ROOT / "README.md").read_text("utf-8")
    for code in (0, 1, 2, 3, 130):
        assert f"| {code} |" in readme


def test_links_between_pages_lead_somewhere() -> None:
    for page in (*PAGES, *(ROOT / "docs").rglob("*.md")):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.relative_to(ROOT)}: {link}"
