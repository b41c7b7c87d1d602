"""`check` of a whole series, all rules, beside a peer that only reads the same files with pysrt."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pysrt
from series import write_series
from timing import cpu_of_each

import goglobal
from goglobal import Severity


def main() -> None:
    """40 episodes in 15 languages."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "ashes")
        write_series(root)
        files = sorted(root.glob("subtitles/*/*.srt"))
        best = cpu_of_each(
            {
                "pysrt.open": lambda: [pysrt.open(str(path), encoding="utf-8") for path in files],
                "check, all rules": lambda: _check(root),
            },
            rounds=3,
        )
    floor = best["pysrt.open"]
    print(f"Check a series of {len(files)} tracks, CPU µs a track")
    for name, seconds in best.items():
        each = seconds / len(files) * 1e6
        print(f"  {name:18s} {each:8.0f}   {seconds / floor:5.2f} times the reading with pysrt")


def _check(root: Path) -> None:
    targets = goglobal.load_targets(root)
    report = goglobal.check(goglobal.plan(goglobal.load_series(root), targets))
    told = [f for f in report.findings if f.severity is not Severity.INFO]
    if told:
        raise SystemExit(f"the series is clean, and check tells of {len(told)} faults")


if __name__ == "__main__":
    main()
