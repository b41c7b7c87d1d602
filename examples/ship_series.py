"""Ship one series from a script: the same job as `goglobal ship`, on the public API.

python examples/ship_series.py examples/moonlit-bund
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import goglobal


def main(folder: str) -> int:
    """Check, build, push and verify the series in `folder`; return the exit code."""
    series = goglobal.load_series(folder)
    targets = goglobal.load_targets(folder)
    dist = Path(folder) / "dist"

    plan = goglobal.plan(series, targets)
    report = goglobal.check(plan)
    for finding in report.findings:
        print(f"{finding.path}:{finding.line or 1}: {finding.code} {finding.text}")

    bundles = goglobal.build(plan, dist)  # what has an error stays out of the bundles
    failed = 0
    for target in targets:
        receipts = goglobal.push(bundles, target)
        states = Counter(receipt.state for receipt in receipts)
        print(f"{target.name}: " + ", ".join(f"{n} {state}" for state, n in sorted(states.items())))
        seen = goglobal.verify(target, series=series)
        print(f"{target.name}: {seen.objects} objects verified, {len(seen.damaged)} damaged")
        failed += states["failed"] + len(seen.damaged)

    if failed:
        return 3
    return 1 if any(finding.gates for finding in report.findings) else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
