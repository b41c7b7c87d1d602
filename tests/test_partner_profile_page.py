"""The page on partners' profiles: its files are written, its commands run, its output is real."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "how-to-partner-profile.md"
BLOCK = re.compile(r"```(toml|console)\n(.*?)```", re.S)
FILE = re.compile(r"`(bund/[a-z/.]+)`")
SHOW = "goglobal platforms bund/profiles/partner.toml"


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "COLUMNS": "200"}
    return subprocess.run(shlex.split(line), cwd=folder, env=env, capture_output=True, text=True)


def test_the_page_leads_from_an_empty_file_to_a_delivery(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=ignored)
    page = PAGE.read_text("utf-8")
    refusals = [2, 2]  # the empty profile, and the one with five mistakes
    for block in BLOCK.finditer(page):
        language, text = block.groups()
        if language == "toml":
            name = FILE.findall(page[: block.start()])[-1]
            (tmp_path / name).write_text(text, "utf-8")
            continue
        output = ""
        for line in text.splitlines():
            if line.startswith("$ "):
                command = line[2:]
                result = run(command, tmp_path)
                output = result.stdout + result.stderr
                wanted = refusals.pop(0) if command == SHOW and refusals else 0
                assert result.returncode == wanted, f"{command}\n{output}"
            else:
                assert line in output.splitlines(), f"{line}\n{output}"
    assert not refusals
