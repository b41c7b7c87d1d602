"""The QC report within its bounds, whatever is found."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import goglobal
from goglobal.findings import Finding, Severity
from goglobal.model import Cue
from goglobal.pipeline import CheckReport
from goglobal.profiles.schema import Fit
from goglobal.report.qc.listing import listed_findings
from goglobal.report.qc.page import quality_page
from goglobal.report.qc.values import BINS, Detail, FrameShown, QualityReport, Speeds

EXAMPLE = Path(__file__).parents[3] / "examples" / "moonlit-bund"
EVIL = '</script><script>alert(1)</script> "quoted" \u202e\x00\ud800 ' + "ที่นี่ห้ามพูดคุย" * 8
LIMIT = 1_500_000


def hostile(count: int, *, files: int = 1200, rules: int = 40) -> tuple[Finding, ...]:
    """Findings in many files whose every word comes from outside."""
    return tuple(
        Finding(
            code=f"TIM{number % rules:03}",
            name="reading-speed",
            severity=(Severity.ERROR, Severity.WARNING, Severity.INFO)[number % 3],
            message="{text} is wrong, as {number} are",
            arguments={"text": EVIL, "number": number},
            help="see {text}",
            series="moonlit-bund",
            target="demo" if number % 2 else None,
            language=("th", "ar", "ja")[number % 3],
            kind="full",
            episode=1 + number % 6,
            path=f"subtitles/{EVIL[:30]}/{number % files}.srt",
            line=1 + number,
            cue=1 + number % 40,
            fixable=number % 2 == 0,
        )
        for number in range(count)
    )


def page_of(findings: tuple[Finding, ...], details: int | None = None) -> str:
    plan = goglobal.plan(goglobal.load_series(EXAMPLE), goglobal.load_targets(EXAMPLE))
    cue = Cue(start=1000, end=2000, text=EVIL)
    detail = Detail(
        cue=cue,
        before=cue,
        after=cue,
        source=(cue, cue),
        source_language="zh-Hans",
        mended=cue,
        frame=FrameShown(
            fit=Fit(), left=100, top=900, width=400, hidden="", lines=(("ที่นี่", 400.0),)
        ),
    )
    report = QualityReport(
        check=CheckReport(series=("moonlit-bund",), findings=findings, tracks=1200, cues=42_000),
        plan=plan,
        held=(),
        speeds=(Speeds(series="moonlit-bund", language="th", limit=17, bins=(1,) * BINS),),
        details=dict.fromkeys(range(len(findings) if details is None else details), detail),
        at="2026-11-27T15:00:00+00:00",
        version="1",
    )
    return quality_page(report)


@pytest.mark.parametrize("count", [0, 1, 2000, 10_000, 40_000])
def test_a_page_is_never_too_large_and_nothing_is_lost(count: int) -> None:
    page = page_of(hostile(count))
    assert len(page.encode("utf-8", "backslashreplace")) < LIMIT
    full = page.count("<details class=") - page.count('<details class="fold"')
    more = sum(map(int, re.findall(r"<p>(\d+) more of this rule", page)))
    brief = re.search(r"([\d,]+) findings are told in brief", page)
    left = re.search(r"([\d,]+) more findings have no room", page)
    numbers = [int(found[1].replace(",", "")) if found else 0 for found in (brief, left)]
    assert full + more + sum(numbers) == count
    if count <= 10_000:
        assert numbers[1] == 0


def test_cues_that_are_not_shown_are_counted() -> None:
    findings = hostile(30)
    page = page_of(findings, details=20)
    assert "Of 10 findings the cue is not shown" in page
    assert "the cue is not shown" not in page_of(findings)


def test_what_comes_from_outside_ends_no_element() -> None:
    page = page_of(hostile(300))
    assert page.count("<script") == 2
    assert "alert(1)</script>" not in page
    found = re.search(r'id="data">(.*?)</script>', page, re.S)
    assert found is not None
    held = json.loads(found[1])
    assert held["cues"][0]["c"][2].startswith("</script><script>alert(1)</script>")
    assert "\u202e" not in re.sub(r'id="data">.*?</script>', "", page, flags=re.S)


def test_the_same_again_and_again_is_told_once_with_its_places() -> None:
    same = hostile(9000, files=1, rules=1)
    found = listed_findings(same, room=100_000)
    assert found.left_out == 0
    assert not found.brief
    assert sum(group.total for group in found.groups) == 9000


def test_errors_are_told_in_full_before_warnings() -> None:
    found = listed_findings(hostile(9000), room=400_000)
    kinds = [one.kind for group in found.groups for one in group.told]
    assert kinds
    assert set(kinds) == {"e"}
    # a turn for each rule
    assert len({one.code for group in found.groups for one in group.told}) == 40
