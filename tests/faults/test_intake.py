"""Intake where the disk, the rights or a kill get in its way: all files or none, each whole."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from goglobal.cli.running import run
from goglobal.exchange import writing

EXAMPLE = Path(__file__).parents[2] / "examples" / "moonlit-bund"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example without its Thai and Vietnamese, and a delivery of both beside it."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal", "artwork")
    shutil.copytree(EXAMPLE, tmp_path / "project", ignore=ignored)
    for tag in ("th", "vi"):
        shutil.move(tmp_path / "project" / "subtitles" / tag, tmp_path / "delivery" / tag)
    monkeypatch.chdir(tmp_path)
    return Path("project")


def contents(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in project.rglob("*")
        if path.is_file() and ".goglobal/" not in path.as_posix()
    }


def intake(project: Path, *more: str) -> int:
    return run(["intake", "delivery", "--into", str(project), *more])


_STEPS = {"write": (writing, "_stage"), "move": (os, "replace"), "keep": (os, "link")}


@pytest.mark.parametrize("step", _STEPS)
@pytest.mark.parametrize("last", [1, 7, 12])
def test_a_full_disk_leaves_everything_as_it_was(
    step: str, last: int, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """Whichever file it is that does not fit any more."""
    (project / "subtitles" / "th").mkdir()
    for path in Path("delivery/th").iterdir():
        (project / "subtitles" / "th" / path.name).write_bytes(path.read_bytes() + b"\n")
    before = contents(project)
    owner, name = _STEPS[step]
    real = getattr(owner, name)
    calls = 0

    def failing(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == (min(last, 6) if step == "keep" else last):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*arguments)

    def no_room(*arguments: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, failing)
        patch.setattr(
            "goglobal.exchange.writing.shutil.copy2", no_room
        )  # where the disk knows no second names
        assert intake(project, "--replace") == 2
    assert "No space left on device" in capsys.readouterr().err
    assert contents(project) == before
    assert not (project / "subtitles" / "vi").exists()
    assert intake(project, "--replace") == 0


@pytest.mark.parametrize("last", [2, 8])
def test_an_interrupt_while_files_are_moved_takes_all_back(
    last: int, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    before = contents(project)
    real = os.replace
    calls = 0

    def interrupted(*arguments: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == last:
            raise KeyboardInterrupt
        real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupted)
        assert intake(project) == 130
    assert "nothing half-committed" in capsys.readouterr().err
    assert contents(project) == before
    assert not (project / "subtitles" / "vi").exists()


def test_a_folder_that_may_not_be_written_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    before = contents(project)

    def refuse(place: str, mode: int = 0o777) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), place)

    monkeypatch.setattr("goglobal.exchange.writing.os.mkdir", refuse)
    assert intake(project) == 2
    told = capsys.readouterr().err
    assert "Permission denied" in told
    assert "nothing of the series was written" in told
    assert contents(project) == before


def test_a_language_folder_that_is_a_link_out_is_not_written_through(
    project: Path, tmp_path: Path, capsys: Any
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (project / "subtitles" / "th").symlink_to(elsewhere)
    assert intake(project) == 2
    assert "link out of the series folder" in capsys.readouterr().err
    assert not list(elsewhere.iterdir())
    assert not (project / "subtitles" / "vi").exists()


def test_a_file_that_changes_in_the_meantime_is_not_written_over(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    real = writing.write_together

    def late(root: str, contents: Any) -> Any:
        place = project / "subtitles" / "th" / "ep002.srt"
        place.parent.mkdir()
        place.write_bytes(b"somebody else's")
        return real(root, contents)

    monkeypatch.setattr("goglobal.pipeline.taking_in.write_together", late)
    assert intake(project) == 2
    assert "changed in the meantime" in capsys.readouterr().err
    found = contents(project)
    assert found["subtitles/th/ep002.srt"] == b"somebody else's"
    assert "subtitles/th/ep001.srt" not in found


def test_a_second_run_at_the_same_time_is_told(project: Path, capsys: Any) -> None:
    from goglobal.locking import lock

    with lock(project / ".goglobal"):
        assert intake(project) == 2
    assert "in use by another goglobal" in capsys.readouterr().err


def test_a_kill_at_any_moment_leaves_whole_files_and_the_next_run_ends_it(project: Path) -> None:
    """Real processes, killed while they write; the files are made larger so that it takes long."""
    for path in Path("delivery").rglob("*.srt"):
        path.write_bytes(path.read_bytes() + b"\n" * 200_000)
    wanted = {
        f"subtitles/{path.parent.name}/{path.name}": path.read_bytes()
        for path in Path("delivery").rglob("*.srt")
    }
    words = [sys.executable, "-m", "goglobal", "intake", "delivery", "--into", str(project)]
    hit = 0
    for delay in (0, 0.005, 0.01, 0.02, 0.04):
        for tag in ("th", "vi"):
            shutil.rmtree(project / "subtitles" / tag, ignore_errors=True)
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ended = threading.Event()
        while process.poll() is None and not (project / "subtitles" / "th").exists():
            ended.wait(0.0005)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        hit += process.wait() == -signal.SIGKILL
        found = contents(project)
        for name, data in wanted.items():
            assert found.get(name, data) == data, "half a file"
        assert run(["check", str(project), "--fail-on", "never"]) == 0
        assert intake(project) == 0
        found = contents(project)
        assert {name: found[name] for name in wanted} == wanted
        assert not [name for name in found if writing.PREFIX in name]
    assert hit, "no run was killed in time"
