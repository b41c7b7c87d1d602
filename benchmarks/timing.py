"""CPU seconds, of this process and of a child."""

from __future__ import annotations

import gc
import resource
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def cpu(function: Callable[[], object], rounds: int = 3) -> float:
    """The least CPU seconds of `rounds` calls."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()  # nobody pays for what another left behind
        start = time.process_time()
        function()
        best = min(best, time.process_time() - start)
    return best


def cpu_of_each(functions: Mapping[str, Callable[[], object]], rounds: int = 5) -> dict[str, float]:
    """The least CPU seconds of each, taking turns: what disturbs the machine disturbs all."""
    best = dict.fromkeys(functions, float("inf"))
    for _ in range(rounds):
        for name, function in functions.items():
            best[name] = min(best[name], cpu(function, 1))
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
