"""The QC report in a browser, beside the same findings as a plain table.

80 episodes in 15 languages with at least so many findings in cues as the argument says. For both
pages: bytes, and the time from the address to the load event and the first frame after it, in
Debian's Chromium, the best of five. Needs chromium. Prints the ratio of the times.
"""

from __future__ import annotations

import html
import json
import random
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from series import write_series

from goglobal.cli.running import run

FINDINGS = 2000
TRIES = 5
OPENED = """() => new Promise(done => requestAnimationFrame(() => setTimeout(() =>
  done(performance.now()), 0)))"""


def damage(root: Path, count: int) -> None:
    """A placeholder in `count` cues."""
    chance = random.Random(5)
    files = sorted(root.glob("subtitles/*/*.srt"))
    cues: dict[Path, set[int]] = {}
    while sum(map(len, cues.values())) < count:
        cues.setdefault(files[chance.randrange(len(files))], set()).add(chance.randrange(20))
    for file, numbers in cues.items():
        blocks = file.read_text("utf-8").split("\n\n")
        for number in numbers:
            rows = blocks[number].split("\n")
            rows[2] = f"[TODO] {rows[2]}"
            blocks[number] = "\n".join(rows)
        file.write_text("\n\n".join(blocks), "utf-8")


def plain_table(findings: list[dict[str, object]]) -> str:
    """A row for each finding, a cell for each of its keys: what a quick script writes."""
    head = "".join(f"<th>{html.escape(key)}</th>" for key in findings[0])
    rows = (
        "<tr>" + "".join(f"<td>{html.escape(str(value))}</td>" for value in one.values()) + "</tr>"
        for one in findings
    )
    return f"<!doctype html><meta charset=utf-8><table><tr>{head}</tr>{''.join(rows)}</table>"


def opening(browser: Browser, file: Path) -> float:
    """Milliseconds, the best of `TRIES`."""
    times = []
    for _ in range(TRIES):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(file.as_uri())
        times.append(float(page.evaluate(OPENED)))
        page.close()
    return min(times)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder, "series")
        write_series(root, episodes=80, cues=24)
        damage(root, count)
        page, found, table = (Path(folder, n) for n in ("report.html", "f.json", "table.html"))
        run(
            [
                "check",
                str(root),
                "-q",
                "--html",
                str(page),
                "--format",
                "json",
                "--output",
                str(found),
            ]
        )
        findings = json.loads(found.read_text("utf-8"))["findings"]
        table.write_text(plain_table(findings), "utf-8")
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        ours, plain = opening(browser, page), opening(browser, table)
        browser.close()
        print(f"{len(findings)} findings, 80 episodes x 15 languages")
        for name, file, time in (("report", page, ours), ("plain table", table, plain)):
            print(f"{name:12} {file.stat().st_size / 1e6:5.2f} MB  {time:6.0f} ms")
        print(f"ratio        {ours / plain:5.2f}")


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FINDINGS)
