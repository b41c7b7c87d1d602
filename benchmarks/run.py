"""Every benchmark in one run, each beside its peer: CPU seconds and the ratio; what is found of
faults, which no peer looks for, comes last.

    python benchmarks/run.py

Machines differ and so do hours: compare within one run, don't quote across runs.
"""

from __future__ import annotations

import os
import platform
import sys

import checking
import frame
import subtitles
import translation
from timing import ROOT, child_cpu

EXAMPLE = ROOT / "examples" / "moonlit-bund"


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
    starting()
    print()
    subtitles.main()
    print()
    checking.main()
    print()
    frame.main()
    print()
    translation.main()


if __name__ == "__main__":
    main()
