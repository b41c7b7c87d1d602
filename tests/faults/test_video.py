"""An interruption while videos are measured: what runs for it is ended, nothing is waited for."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "moonlit-bund"


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_interrupted_check_leaves_no_ffprobe_behind(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    series = Path(shutil.copytree(EXAMPLE, tmp_path / "moonlit-bund", ignore=ignored))
    (series / "video").mkdir()
    for number in range(1, 7):
        (series / "video" / f"ep{number:03}.mp4").touch()
    (tmp_path / "bin").mkdir()
    started = tmp_path / "started"
    started.mkdir()
    hanging = tmp_path / "bin" / "ffprobe"
    hanging.write_text(f"#!/bin/sh\ntouch {started}/$$\nexec sleep 600\n")
    hanging.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-m", "goglobal", "check", str(series)],
        env={**os.environ, "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    try:
        while len(list(started.iterdir())) < 4 and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)  # to it alone, as a CI runner does, not to its children
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 130
    assert out == ""
    assert err == "interrupted; nothing half-committed\n"
    for note in started.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(note.name), 0)
