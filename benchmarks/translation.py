"""What is found of the faults that translations come with, and what is told of clean ones.

    python benchmarks/translation.py [--misses]

Two clean series: the example, and a generated one of 40 episodes in 15 languages whose tracks are
moved, merged and split as translators do. What is told of them is a false alarm. Then one fault at
a time is put in: the share of each kind that is found. There is no peer: no other tool looks.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from injections import CERTAIN, MAKERS, Clean, Fault
from series import write_series
from timing import ROOT

import goglobal
from goglobal import Finding, Severity

SEED = 5


def main() -> None:
    """Both series."""
    with tempfile.TemporaryDirectory() as folder:
        example = Path(folder, "moonlit-bund")
        shutil.copytree(
            ROOT / "examples" / "moonlit-bund",
            example,
            ignore=shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal"),
        )
        generated = Path(folder, "ashes")
        write_series(generated)
        for root in (example, generated):
            _series(root)


def _series(root: Path) -> None:
    clean = Clean(goglobal.load_series(root))
    report = goglobal.check(_plan(root))
    told = [f for f in report.findings if f.severity is not Severity.INFO]
    errors = sum(f.severity is Severity.ERROR for f in told)
    warnings = len(told) - errors
    print(f"{root.name}: {report.tracks} tracks, {report.cues} cues, clean")
    print(
        f"  false errors {errors}, false warnings {1000 * warnings / report.cues:.2f} in 1,000 cues"
    )
    for finding in told:
        print(f"    {finding.path}:{finding.line} {finding.code} {finding.text}")
    known = {_place(finding) for finding in report.findings}
    made: dict[str, int] = defaultdict(int)
    missed: dict[str, list[Fault]] = defaultdict(list)
    beside: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    begun = time.process_time()
    for maker in MAKERS:
        for fault in maker(clean, random.Random(SEED)):
            made[fault.kind] += 1
            new = [f for f in _with(root, fault) if _place(f) not in known]
            if not all(any(_tells(f, fault, path) for f in new) for path in fault.places):
                missed[fault.kind].append(fault)
            for code in {f.code for f in new if f.severity is not Severity.INFO} - fault.codes:
                beside[fault.kind][code] += 1
    print(f"  faults put in one at a time, {time.process_time() - begun:.0f} s of CPU")
    for kind, count in made.items():
        share = 1 - len(missed[kind]) / count
        wanted = 1.0 if kind in CERTAIN else 0.98
        also = ", ".join(f"{code} {n}" for code, n in sorted(beside[kind].items()))
        print(
            f"  {kind:28} {count:4}  found {100 * share:6.2f} %  {'' if share >= wanted else '<<<'}"
            f"{'  also told: ' + also if also else ''}"
        )
        if "--misses" in sys.argv:
            for fault in missed[kind]:
                print(f"      missed: {fault.language} {fault.detail} {', '.join(fault.places)}")
    print()


def _plan(root: Path, language: str | None = None) -> goglobal.Plan:
    tags = None if language is None else (language,)
    return goglobal.plan(goglobal.load_series(root), goglobal.load_targets(root), languages=tags)


def _with(root: Path, fault: Fault) -> tuple[Finding, ...]:
    """The findings in the fault's language while it is there."""
    before = {path: (root / path).read_bytes() for path in fault.files}
    try:
        for path, text in fault.files.items():
            (root / path).write_text(text, "utf-8", newline="\n")
        return goglobal.check(_plan(root, fault.language)).findings
    finally:
        for path, data in before.items():
            (root / path).write_bytes(data)


def _tells(finding: Finding, fault: Fault, path: str) -> bool:
    return (
        finding.path == path
        and finding.code in fault.codes
        and finding.severity is not Severity.INFO
        and (not fault.error or finding.severity is Severity.ERROR)
    )


def _place(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.path, finding.line, finding.text


if __name__ == "__main__":
    main()
