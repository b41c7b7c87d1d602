"""One language's job: rules run once for all targets, and a crash stops nothing else."""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable
from typing import Any

from goglobal.checking import Checked, LanguageJob, check_language
from goglobal.findings import Finding, Severity
from goglobal.model import Series
from goglobal.plans import Assignment
from goglobal.profiles.schema import RuleSetting, Subtitles
from goglobal.rules.base import AnyRule

Rules = dict[str, AnyRule]
TODAY = dt.date(2026, 6, 1)
Make = Callable[..., Any]


def check(
    series: Series,
    assignments: tuple[Assignment, ...],
    tracks: Any,
    rules: tuple[Any, ...],
    *,
    select: tuple[str, ...] = (),
) -> Checked:
    job = LanguageJob(
        series=series,
        language="th",
        assignments=assignments,
        tracks=tracks,
        today=TODAY,
        select=select,
        rules=rules,
    )
    return check_language(job)


def places(findings: tuple[Finding, ...]) -> list[tuple[str | None, int | None, int | None]]:
    return [(f.target, f.episode, f.cue) for f in findings]


def test_findings_are_stamped_with_their_place(
    make_series: Make, assign: Make, read: Make, rules: Rules
) -> None:
    series = make_series(numbers=(1,))
    found = check(
        series,
        (assign(series, episodes=(1,)),),
        read(series, "th", "a", "b!"),
        (rules["XXX001"],),
    )
    (finding,) = found.findings
    assert (finding.code, finding.name, finding.severity) == ("XXX001", "shouting", "warning")
    assert (finding.series, finding.language, finding.kind, finding.episode) == (
        "moonlit-bund",
        "th",
        "full",
        1,
    )
    assert (finding.path, finding.cue, finding.line) == ("subtitles/th/ep001.full.srt", 2, 5)
    assert (found.tracks, found.cues) == (1, 2)


def test_what_holds_for_every_target_appears_once(
    make_series: Make, assign: Make, read: Make, rules: Rules
) -> None:
    series = make_series()
    both = (assign(series, "one"), assign(series, "two"))
    found = check(series, both, read(series, "th", "a!"), (rules["XXX001"],))
    assert places(found.findings) == [(None, 1, 1), (None, 2, 1)]


def test_what_holds_for_some_names_them(
    make_series: Make, assign: Make, read: Make, rules: Rules
) -> None:
    series = make_series(numbers=(1,))
    mild = {"rules": {"XXX001": RuleSetting(parameters={"most": 1})}}
    three = (
        assign(series, "one", episodes=(1,)),
        assign(series, "two", episodes=(1,), profile=mild),
        assign(series, "three", episodes=(1,)),
    )
    found = check(series, three, read(series, "th", "a!", "b!!"), (rules["XXX001"],))
    assert places(found.findings) == [("one", 1, 1), ("three", 1, 1), (None, 1, 2)]
    assert found.findings[0].platform == "one-app"
    assert found.findings[2].platform is None


def test_only_targets_that_take_the_episode_and_kind_count(
    make_series: Make, assign: Make, read: Make, rules: Rules
) -> None:
    series = make_series(kinds=("full", "sdh"))
    plain = {"subtitles": Subtitles(optional_kinds=())}
    both = (assign(series, "one", episodes=(1,), profile=plain), assign(series, "two"))
    found = check(series, both, read(series, "th", "a!"), (rules["XXX001"],))
    # every one of them holds for all targets that take that file
    assert [(f.target, f.episode, f.kind) for f in found.findings] == [
        (None, 1, "full"),
        (None, 1, "sdh"),
        (None, 2, "full"),
        (None, 2, "sdh"),
    ]
    one = check(series, both[:1], read(series, "th", "a!"), (rules["XXX001"],))
    assert [(f.episode, f.kind) for f in one.findings] == [(1, "full")]


def test_a_profiles_severity_leads_over_all(
    make_series: Make, assign: Make, read: Make, rules: Rules
) -> None:
    series = make_series(numbers=(1,))
    strict = {"rules": {"XXX001": RuleSetting(severity="error", reason="a test")}}
    both = (
        assign(series, "one", episodes=(1,)),
        assign(series, "two", episodes=(1,), profile=strict),
    )
    found = check(series, both, read(series, "th", "a!"), (rules["XXX001"],))
    assert {(f.target, f.severity) for f in found.findings} == {
        ("one", Severity.WARNING),
        ("two", Severity.ERROR),
    }


def test_a_rule_runs_once_for_targets_that_want_the_same(
    make_series: Make, assign: Make, read: Make, rules: Rules
) -> None:
    series = make_series()
    calls = []
    inner = rules["XXX001"]

    def counted(subject: Any, parameters: Any) -> Any:
        calls.append(subject.path)
        return inner(subject, parameters)

    counted.rule = inner.rule  # type: ignore[attr-defined]
    many = tuple(assign(series, f"target-{n}") for n in range(5))
    check(series, many, read(series, "th", "a!"), (counted,))
    assert sorted(calls) == ["subtitles/th/ep001.full.srt", "subtitles/th/ep002.full.srt"]


def test_a_crash_is_a_finding_and_the_rest_goes_on(
    make_series: Make, assign: Make, read: Make, rules: Rules
) -> None:
    series = make_series()
    found = check(
        series,
        (assign(series),),
        read(series, "th", "a!"),
        (rules["XXX002"], rules["XXX001"]),
    )
    by_code: dict[str, list[Finding]] = {}
    for finding in found.findings:
        by_code.setdefault(finding.code, []).append(finding)
    assert {code: len(some) for code, some in by_code.items()} == {
        "RUN001": 2,
        "XXX001": 2,
        "XXX002": 2,  # what it had found before
    }
    crash = by_code["RUN001"][0]
    assert (crash.name, crash.severity, crash.target) == ("rule-crashed", "error", None)
    assert crash.path == "subtitles/th/ep001.full.srt"
    assert "XXX002" in crash.text
    assert "ZeroDivisionError" in crash.text
    assert "secret text" not in crash.text + crash.help
    (traceback,) = found.tracebacks  # one a rule, not one a file
    assert "secret text" in traceback


def test_a_rule_that_yields_rubbish_crashes_alone(
    make_series: Make, assign: Make, read: Make, rules: Rules
) -> None:
    series = make_series(numbers=(1,))

    def rubbish(subject: Any, parameters: Any) -> Any:
        yield "not a finding"

    rubbish.rule = rules["XXX002"].rule  # type: ignore[attr-defined]
    found = check(series, (assign(series, episodes=(1,)),), read(series, "th", "a"), (rubbish,))
    assert [f.code for f in found.findings] == ["RUN001"]


def test_select_turns_on_what_no_profile_asks_for(
    make_series: Make, assign: Make, read: Make, rules: Rules
) -> None:
    series = make_series(numbers=(1,))
    arguments = (series, (assign(series, episodes=(1,)),), read(series, "th", "a!"))
    every = (rules["XXX001"], rules["XXX005"])
    assert [f.code for f in check(*arguments, every).findings] == ["XXX001"]
    chosen = check(*arguments, every, select=("XXX005",))
    assert [f.code for f in chosen.findings] == ["XXX005", "XXX001"]


def test_digests_know_text_from_time_and_markup(
    make_series: Make, assign: Make, read: Make, rules: Rules
) -> None:
    series = make_series(numbers=(1, 2, 3))
    tracks = (
        *read(series, "th", "สวัสดี", "<i>Hello</i> there")[:1],
        *read(series, "th", "สวัสดี", "hello  THERE")[1:2],
        *read(series, "th", "", "<i></i>")[2:],
    )
    found = check(series, (assign(series, episodes=(1, 2, 3)),), tracks, ())
    first, second, third = found.digests
    assert first.text_sha256 == second.text_sha256 != ""
    assert third.text_sha256 == ""
    assert (first.path, first.episode, first.cues) == ("subtitles/th/ep001.full.srt", 1, 2)


def test_jobs_and_what_they_find_can_cross_a_process_border(
    make_series: Make, assign: Make, read: Make
) -> None:
    series = make_series()
    job = LanguageJob(
        series=series,
        language="th",
        assignments=(assign(series),),
        tracks=read(series, "th", "สวัสดี"),
        today=TODAY,
    )
    again = pickle.loads(pickle.dumps(job))
    assert pickle.loads(pickle.dumps(check_language(again))) == check_language(job)
