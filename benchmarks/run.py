"""Every benchmark in one run, each beside its peer: CPU seconds and the ratio.

    python benchmarks/run.py

Machines differ and so do hours: compare within one run, don't quote across runs.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "moonlit-bund"


def cpu(function: Callable[[], object], rounds: int = 3) -> float:
    """The least CPU seconds of `rounds` calls."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        function()
        best = min(best, time.process_time() - start)
    return best


def child_cpu(*command: str, rounds: int = 5) -> float:
    """The least CPU seconds, user and system, of a child process."""
    best = float("inf")
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        best = min(best, used)
    return best


def reading() -> None:
    """SRT text into frozen cues, beside pysrt.from_string on the same text."""
    import pysrt

    from goglobal import subtitles

    texts = [path.read_text("utf-8") for path in sorted(EXAMPLE.glob("subtitles/*/*.srt"))] * 10
    cues = sum(len(subtitles.parse(text).cues) for text in texts)
    ours = cpu(lambda: [subtitles.parse(text) for text in texts])
    theirs = cpu(lambda: [pysrt.from_string(text) for text in texts])
    vtt = cpu(lambda: [subtitles.write(subtitles.parse(text), "webvtt") for text in texts])
    print(f"SRT read, {cues} cues in {len(texts)} files")
    print(f"  goglobal.subtitles.parse   {ours / cues * 1e6:6.2f} us a cue")
    print(f"  pysrt.from_string          {theirs / cues * 1e6:6.2f} us a cue")
    print(f"  ratio                      {theirs / ours:6.2f} times faster")
    print(f"SRT to WebVTT bytes          {vtt / cues * 1e6:6.2f} us a cue")


def starting() -> None:
    """The start of the command, beside the interpreter's own."""
    floor = child_cpu(sys.executable, "-c", "pass")
    shown = child_cpu(sys.executable, "-m", "goglobal", "--help")
    check = child_cpu(sys.executable, "-m", "goglobal", "check", str(EXAMPLE), "--no-progress")
    print("Start, CPU ms of the whole process")
    print(f"  python -c pass             {floor * 1e3:6.0f}")
    print(f"  goglobal --help            {shown * 1e3:6.0f}   {shown / floor:5.1f} times the floor")
    print(f"  goglobal check (example)   {check * 1e3:6.0f}   {check / floor:5.1f} times the floor")


def main() -> None:
    """Run all."""
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores\n"
    )
    for benchmark in (reading, starting):
        benchmark()
        print()


if __name__ == "__main__":
    main()
