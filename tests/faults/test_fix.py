"""What goes wrong while files are written: each file is whole, and all is told."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import goglobal
from goglobal import applying
from goglobal.applying import PREFIX
from goglobal.errors import ProjectError
from goglobal.fixing import Change
from goglobal.locking import lock

SPACED = "1\n00:00:01,000 --> 00:00:03,000\nWhere  is she?\n"
MENDED = SPACED.replace("  ", " ")
KILLED = (
    "import os, signal, sys\n"
    "from goglobal import applying\n"
    "from goglobal.__main__ import main\n"
    "applying.os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
    "sys.argv = ['goglobal', 'fix', sys.argv[1]]\n"
    "main()\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A series with three episodes that have two spaces each."""
    folder = tmp_path / "small"
    for number in (1, 2, 3):
        file = folder / "subtitles" / "en" / f"ep{number:03}.srt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(SPACED, "utf-8")
    toml = '[series]\nid = "s"\ntitle = "The Bund"\nsource_language = "en"\n'
    (folder / "series.toml").write_text(toml, "utf-8")
    return folder


def changes(project: Path) -> tuple[Change, ...]:
    series = goglobal.load_series(project)
    return goglobal.fix(goglobal.plan([series], goglobal.load_targets(project)))


def texts(project: Path) -> list[str]:
    return [file.read_text("utf-8") for file in sorted(project.rglob("ep*.srt"))]


def unfinished(project: Path) -> list[str]:
    return [name for _, _, names in os.walk(project) for name in names if name.startswith(PREFIX)]


def run(
    project: Path, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "goglobal", "fix", str(project)],
        capture_output=True,
        text=True,
        preexec_fn=before,
        env={**os.environ, "LANGUAGE": "en"},
    )


def test_a_file_that_changed_meanwhile_is_not_touched(project: Path) -> None:
    decided = changes(project)
    other = project / "subtitles" / "en" / "ep002.srt"
    other.write_text(SPACED + "\n", "utf-8")
    with pytest.raises(ProjectError) as told:
        goglobal.apply(decided)
    (problem,) = told.value.problems
    assert problem.file == str(other)
    assert "changed while it was being mended" in str(told.value)
    assert texts(project) == [MENDED, SPACED + "\n", MENDED]
    assert unfinished(project) == []


def test_a_change_in_the_last_moment_is_seen(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first, *_) = changes(project)
    file = project / first.path
    sync = os.fsync

    def write_too(descriptor: int) -> None:
        sync(descriptor)
        file.write_text("somebody else's", "utf-8")

    monkeypatch.setattr("goglobal.applying.os.fsync", write_too)
    with pytest.raises(ProjectError, match="changed while"):
        goglobal.apply([first])
    assert file.read_text("utf-8") == "somebody else's"
    assert unfinished(project) == []


def test_a_file_that_is_gone_is_told(project: Path) -> None:
    decided = changes(project)
    (project / "subtitles" / "en" / "ep001.srt").unlink()
    with pytest.raises(ProjectError, match="cannot be written: No such file"):
        goglobal.apply(decided)
    assert texts(project) == [MENDED, MENDED]


def test_a_full_disk_leaves_every_file_whole(project: Path) -> None:
    def no_file_grows() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    result = run(project, no_file_grows)
    assert result.returncode == 2
    assert result.stderr.count("cannot be written: File too large") == 3
    assert "Traceback" not in result.stderr
    assert "nothing to mend" in result.stdout
    assert texts(project) == [SPACED] * 3
    assert unfinished(project) == []


def test_one_file_that_cannot_be_written_keeps_no_other_back(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def refuse(source: str, place: str) -> None:
        if place.endswith("ep002.srt"):
            raise PermissionError(13, "Permission denied", place)
        replace(source, place)

    monkeypatch.setattr("goglobal.applying.os.replace", refuse)
    with pytest.raises(ProjectError, match="Permission denied") as told:
        goglobal.apply(changes(project))
    assert [Path(problem.file).name for problem in told.value.problems] == ["ep002.srt"]
    assert texts(project) == [MENDED, SPACED, MENDED]
    assert unfinished(project) == []


def test_a_killed_run_leaves_no_half_file_and_the_next_one_tidies_up(project: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(project)], capture_output=True)
    assert killed.returncode == -signal.SIGKILL
    assert texts(project) == [SPACED] * 3
    assert len(unfinished(project)) == 1
    assert goglobal.load_series(project).findings == ()  # it is not taken for content
    assert run(project).returncode == 0
    assert texts(project) == [MENDED] * 3
    assert unfinished(project) == []


def test_what_another_run_is_writing_is_not_tidied_away(project: Path) -> None:
    from goglobal.locking import acquire

    folder = project / "subtitles" / "en"
    with (folder / f"{PREFIX}busy").open("wb") as busy:
        assert acquire(busy.fileno())
        applying.tidy([folder])
        assert unfinished(project) == [f"{PREFIX}busy"]
    applying.tidy([folder])
    assert unfinished(project) == []


def test_two_runs_do_not_meet(project: Path) -> None:
    with lock(project / ".goglobal"):
        result = run(project)
    assert result.returncode == 2
    assert "in use by another goglobal" in result.stderr
    assert texts(project) == [SPACED] * 3


def test_a_link_out_of_the_series_is_not_followed(project: Path, tmp_path: Path) -> None:
    (first, *_) = changes(project)
    outside = tmp_path / "outside.srt"
    outside.write_text(SPACED, "utf-8")
    file = project / first.path
    file.unlink()
    file.symlink_to(outside)
    with pytest.raises(ProjectError, match="link out of the series folder"):
        goglobal.apply([first])
    assert outside.read_text("utf-8") == SPACED


def test_a_link_within_the_series_stays_one(project: Path) -> None:
    (first, *_) = changes(project)
    file = project / first.path
    real = file.rename(project / "real.srt")
    file.symlink_to(real)
    goglobal.apply([first])
    assert file.is_symlink()
    assert real.read_text("utf-8") == MENDED
