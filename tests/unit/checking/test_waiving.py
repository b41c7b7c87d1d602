"""Who accepted what: a waived finding is shown as waived and gates nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from goglobal.checking import LanguageJob, check_language, waive
from goglobal.findings import Finding, Severity, Waived
from goglobal.model import Waiver
from goglobal.rules.base import AnyRule

TODAY = dt.date(2026, 6, 1)
FINDING = Finding(
    code="TIM003",
    name="reading-speed",
    severity=Severity.ERROR,
    message="-",
    language="th",
    episode=3,
    cue=12,
    text_sha256="a" * 64,
)


def waiver(**fields: Any) -> Waiver:
    return Waiver(**{"code": "TIM003", "reason": "he speaks fast", "by": "Li Wei", **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"language": "th"},
        {"language": "th", "episode": 3, "cue": 12},
        {"text_sha256": "a" * 64},
        {"until": TODAY},
    ],
)
def test_what_a_waiver_leaves_out_matches_anything(fields: dict[str, Any]) -> None:
    (finding,), matched = waive([FINDING], (waiver(code="TIM004"), waiver(**fields)), TODAY)
    assert finding.waived is not None
    assert (finding.waived.reason, finding.waived.by) == ("he speaks fast", "Li Wei")
    assert not finding.gates
    assert matched == (1,)


@pytest.mark.parametrize(
    "fields",
    [
        {"code": "TIM004"},
        {"language": "vi"},
        {"episode": 4},
        {"cue": 11},
        {"text_sha256": "b" * 64},
        {"until": dt.date(2026, 5, 31)},
    ],
)
def test_what_a_waiver_names_has_to_be_so(fields: dict[str, Any]) -> None:
    (finding,), matched = waive([FINDING], (waiver(**fields),), TODAY)
    assert finding == FINDING
    assert finding.gates
    assert matched == ()


def test_until_is_kept_for_people_to_read() -> None:
    (finding,), _ = waive([FINDING], (waiver(until=dt.date(2027, 1, 31)),), TODAY)
    assert finding.waived == Waived(reason="he speaks fast", by="Li Wei", until="2027-01-31")


def test_two_waivers_of_one_finding_both_matched() -> None:
    _, matched = waive([FINDING], (waiver(), waiver(language="th")), TODAY)
    assert matched == (0, 1)


def test_a_crashed_rule_cannot_be_waived() -> None:
    crash = Finding(code="RUN001", name="rule-crashed", severity=Severity.ERROR, message="-")
    (finding,), matched = waive([crash], (waiver(code="RUN001"),), TODAY)
    assert finding.gates
    assert matched == ()


def test_a_waiver_of_a_text_stops_holding_when_the_text_changes(
    make_series: Callable[..., Any],
    assign: Callable[..., Any],
    read: Callable[..., Any],
    rules: dict[str, AnyRule],
) -> None:
    digest = hashlib.sha256(b"Halt!").hexdigest()
    series = make_series(
        numbers=(1,), waivers=(waiver(code="XXX001", language="th", text_sha256=digest),)
    )

    def waived(text: str) -> list[bool]:
        job = LanguageJob(
            series=series,
            language="th",
            assignments=(assign(series, episodes=(1,)),),
            tracks=read(series, "th", "-", text),
            today=TODAY,
            rules=(rules["XXX001"],),
        )
        return [finding.waived is not None for finding in check_language(job).findings]

    assert waived("Halt!") == [True]
    assert waived("Halt!!") == [False]
