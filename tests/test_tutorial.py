"""The tutorial, in both languages: each command and file in its order, against a real server."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.servers import free_ports

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "docs" / "tutorial.md", ROOT / "docs" / "zh" / "tutorial.md"]
EXITS = {
    ("goglobal check my-series", 0): 1,
    ("goglobal push my-series --probe partner", 0): 1,
    ("goglobal check examples/broken-lantern", 0): 1,
}
"""What is no 0, by the command and how often it stood there before."""
_PORT = "127.0.0.1:8333"
_NAMED = re.compile(r"`(my-series/[\w./-]+)`[^`\n]*[:：]$")


class Step(NamedTuple):
    """A command, or a file with its content."""

    command: str = ""
    path: str = ""
    content: str = ""


def steps(page: Path) -> Iterator[Step]:
    """What the page has one do, in its order."""
    text = page.read_text("utf-8")
    for match in re.finditer(r"```(\w+)\n(.*?)```", text, re.S):
        if match[1] == "console":
            lines = match[2].splitlines()
            yield from (Step(command=line[2:]) for line in lines if line.startswith("$ "))
            continue
        named = _NAMED.search(text[: match.start()].rstrip())
        assert named, f"which file is this?\n{match[0]}"
        yield Step(path=named[1], content=match[2])


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_tutorial(page: Path, tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=ignored)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "RCLONE_CONFIG": "/dev/null"}
    port = f"127.0.0.1:{free_ports(1)[0]}"
    before: dict[str, int] = {}
    servers: list[subprocess.Popen[bytes]] = []
    try:
        for step in steps(page):
            if step.path:
                place = tmp_path / step.path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(step.content.replace(_PORT, port), "utf-8")
                continue
            words = shlex.split(step.command.replace(_PORT, port))
            if words[0] == "pip":
                continue
            if words[0] == "export":
                for word in words[1:]:
                    name, _, value = word.partition("=")
                    env[name] = value
                continue
            if words[-1] == "&":
                servers.append(_started(words[:-1], tmp_path, env, port))
                continue
            done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True)
            number = before.get(step.command, 0)
            before[step.command] = number + 1
            wanted = EXITS.get((step.command, number), 0)
            assert done.returncode == wanted, f"{step.command}\n{done.stdout}\n{done.stderr}"
            if step.command == "goglobal ship my-series" and number == 1:
                assert done.stdout.count("unchanged") == 3
            if "--probe" in step.command:
                assert 'checksum = "md5"' in done.stdout
                assert "conditional_writes = false" in done.stdout
        assert (tmp_path / "practice/inbox/drama/my-series/th/current.json").is_file()
        assert (tmp_path / "note.html").is_file()
    finally:
        for server in servers:
            server.terminate()
            server.wait(20)


def _started(
    words: list[str], cwd: Path, env: dict[str, str], port: str
) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(words, cwd=cwd, env=env, stdout=quiet, stderr=quiet)
    host, _, number = port.partition(":")
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex((host, int(number))) == 0:
                return server
        time.sleep(0.1)
    raise TimeoutError(f"{words[0]} does not answer")


def test_both_languages_have_one_do_the_same() -> None:
    english, chinese = ([*steps(page)] for page in PAGES)
    assert english == chinese


HOW_TOS = sorted(path.name for path in (ROOT / "docs").glob("how-to*.md"))


@pytest.mark.parametrize("name", HOW_TOS)
def test_every_how_to_is_there_in_chinese_with_the_same_commands(name: str) -> None:
    english, chinese = (
        re.findall(r"```\w*\n.*?```", (ROOT / "docs" / folder / name).read_text("utf-8"), re.S)
        for folder in ("", "zh")
    )
    assert english == chinese
    headings = [
        len(re.findall(r"^#+ ", (ROOT / "docs" / folder / name).read_text("utf-8"), re.M))
        for folder in ("", "zh")
    ]
    assert headings[0] == headings[1]
