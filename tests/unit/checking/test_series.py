"""The job of a whole series: what holds for one target or all, and waivers that match nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from goglobal.checking import LanguageJob, SeriesJob, check_language, check_series, filter_findings
from goglobal.findings import Finding, Severity
from goglobal.model import Rights, Series, Waiver
from goglobal.plans import Assignment
from goglobal.rules.base import AnyRule

Rules = dict[str, AnyRule]
Make = Callable[..., Any]


def check(
    series: Series,
    assignments: tuple[Assignment, ...],
    today: dt.date,
    rules: tuple[AnyRule, ...] | None = None,
    **fields: Any,
) -> tuple[Finding, ...]:
    job = SeriesJob(
        series=series, assignments=assignments, digests=(), today=today, rules=rules, **fields
    )
    return check_series(job).findings


def test_a_finding_of_one_target_names_it(
    make_series: Make, assign: Make, rules: Rules, today: dt.date
) -> None:
    series = make_series()
    both = (assign(series, "good"), assign(series, "bad"))
    (finding,) = check(series, both, today, (rules["XXX003"],))
    assert (finding.target, finding.platform, finding.language) == ("bad", "bad-app", None)


def test_what_depends_on_no_target_runs_once_over_all_that_is_wanted(
    make_series: Make, assign: Make, rules: Rules, today: dt.date
) -> None:
    series = make_series("zh-Hans th es-419")
    both = (
        assign(series, "one", languages=("th",), episodes=(1,)),
        assign(series, "two", languages=("es-MX",), fallbacks={"es-MX": "es-419"}, episodes=(2,)),
    )
    (finding,) = check(series, both, today, (rules["XXX004"],))
    assert finding.target is None
    assert finding.text == "es-419,es-MX,th 1,2"


def test_a_missing_track_is_told_once_for_the_targets_that_want_it(
    make_series: Make, assign: Make, today: dt.date
) -> None:
    series = make_series("zh-Hans")
    both = (
        assign(series, "one", languages=("zh-Hans", "th")),
        assign(series, "two", languages=("zh-Hans",)),
    )
    missing = filter_findings(check(series, both, today), select=["PRJ003"])
    assert [(f.language, f.target, f.episode) for f in missing] == [("th", None, None)]


def test_a_target_outside_its_rights_is_named_in_the_words(
    make_series: Make, assign: Make, today: dt.date
) -> None:
    series = make_series()
    late = Rights(ends=dt.date(2025, 1, 1))
    both = (assign(series, "one"), assign(series, "two", rights=late))
    (finding,) = filter_findings(check(series, both, today), select=["PRJ011"])
    assert finding.target == "two"
    assert "two" in finding.text


def waiver(**fields: Any) -> Waiver:
    return Waiver(**{"code": "XXX001", "reason": "meant", "by": "Li Wei", **fields})


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (waiver(language="th", episode=1, cue=1), False),
        (waiver(), False),
        (waiver(language="th", episode=1, cue=2), True),
        (waiver(language="th", episode=1, text_sha256="0" * 64), True),
        (waiver(until=dt.date(2026, 5, 31)), True),
        (waiver(code="XXX009"), True),
        (waiver(language="th", cue=2, code="PRJ012"), True),  # it cannot be waived
        (waiver(language="ja", cue=9), False),  # nobody looked at Japanese
        (waiver(language="vi"), True),  # the series does not have it
        (waiver(language="th", episode=77), True),
    ],
)
def test_waivers_that_hold_nothing_are_told(
    *,
    make_series: Make,
    assign: Make,
    read: Make,
    rules: Rules,
    today: dt.date,
    given: Waiver,
    told: bool,
) -> None:
    from goglobal.rules.obligations import stale_waiver

    series = make_series("zh-Hans th ja", waivers=(given,))
    both = (rules["XXX001"], stale_waiver)
    matched: set[int] = set()
    for language in ("zh-Hans", "th"):
        job = LanguageJob(
            series=series,
            language=language,
            assignments=(assign(series),),
            tracks=read(series, language, "a!"),
            today=today,
            rules=both,
        )
        matched.update(check_language(job).matched)
    found = check(series, (assign(series),), today, both, matched=tuple(sorted(matched)))
    assert [(f.code, f.severity, f.path) for f in found] == (
        [("PRJ012", Severity.WARNING, "waivers.toml")] if told else []
    )


def test_a_narrowed_run_does_not_blame_waivers(
    make_series: Make, assign: Make, rules: Rules, today: dt.date
) -> None:
    from goglobal.rules.obligations import stale_waiver

    series = make_series("zh-Hans th vi", waivers=(waiver(), waiver(language="th")))
    some = (assign(series),)  # not in Vietnamese
    both = (rules["XXX001"], stale_waiver)
    assert [f.language for f in check(series, some, today, both)] == ["th"]
    assert check(series, some, today, both, narrowed=True) == ()


def test_filtering_knows_codes_names_and_families_and_never_hides_a_crash() -> None:
    def finding(code: str, name: str) -> Finding:
        return Finding(code=code, name=name, severity=Severity.ERROR, message="-")

    every = (
        finding("TIM001", "overlap"),
        finding("TIM003", "reading-speed"),
        finding("PRJ003", "missing-track"),
        finding("RUN001", "rule-crashed"),
    )

    def codes(**choice: Any) -> list[str]:
        return [f.code for f in filter_findings(every, **choice)]

    assert codes() == ["TIM001", "TIM003", "PRJ003", "RUN001"]
    assert codes(select=["TIM"]) == ["TIM001", "TIM003", "RUN001"]
    assert codes(select=["reading-speed"]) == ["TIM003", "RUN001"]
    assert codes(ignore=["TIM001", "RUN"]) == ["TIM003", "PRJ003", "RUN001"]
    assert codes(select=["TIM"], ignore=["overlap"]) == ["TIM003", "RUN001"]
    assert codes(select=["TI", "TIM00"]) == ["RUN001"]
