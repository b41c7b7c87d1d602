"""Exit codes and documents of check, build, push, ship, verify and status.

What the steps return is given here, so that every outcome can be told apart; the steps
themselves are tested with real folders and a real bucket elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goglobal.bundling.bundle import Bundle
from goglobal.bundling.manifest import Manifest
from goglobal.delivery.receipts import Receipt
from goglobal.delivery.verifying import Damage, VerifyReport
from goglobal.execution import Event
from goglobal.findings import Finding, Severity, Waived
from goglobal.model import Episode, Series, Target
from goglobal.pipeline import CheckReport, HeldItem, ShipReport, StatusRow
from goglobal.plans import Assignment, Plan
from goglobal.profiles.schema import Profile


def finding(severity: Severity = Severity.ERROR, **fields: Any) -> Finding:
    values: dict[str, Any] = {
        "code": "TIM002",
        "name": "not-positive",
        "message": "ends when it begins",
        "series": "s",
        "language": "th",
        "path": "subtitles/th/ep001.srt",
        "line": 2,
    }
    return Finding(severity=severity, **(values | fields))


ERROR = finding()
WARNING = finding(Severity.WARNING)
WAIVED = finding(waived=Waived(reason="fine", by="Lin"))
CRASH = finding(code="RUN001", name="rule-crashed")
HELD = HeldItem(series="s", target="demo", language="th", episodes=(1,), reasons=(ERROR,))


def report(*findings: Finding) -> CheckReport:
    return CheckReport(series=("s",), findings=findings, tracks=2, cues=9)


def receipt(state: Any = "delivered", **fields: Any) -> Receipt:
    return Receipt(
        series="s",
        target="demo",
        platform="generic",
        language="th",
        bundle="abc",
        url="file:///o",
        state=state,
        uploaded=3,
        **fields,
    )


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    series = Series(
        id="s",
        title="S",
        source_language="en",
        root=str(tmp_path / "p"),
        episodes=(Episode(number=1),),
    )
    target = Target(name="demo", platform="generic", url="file:///o", directory=str(tmp_path / "p"))
    assignment = Assignment(
        series=series,
        target=target,
        profile=Profile(name="generic"),
        languages=("en", "th"),
        episodes=(1,),
    )
    return Plan(assignments=(assignment,))


@pytest.fixture
def project(tmp_path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose loading and planning give `plan`."""
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "series.toml").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("goglobal.pipeline.load", lambda path: plan.series)
    monkeypatch.setattr("goglobal.pipeline.targets_of", lambda path, **named: plan.targets)
    monkeypatch.setattr("goglobal.pipeline.plan", lambda series, targets, **named: plan)
    return Path("p")


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[dict[str, Any]]]:
    """Let a verb return (or raise) something; what it was called with is in the list."""

    def set_up(verb: str, result: Any, *events: Event) -> list[dict[str, Any]]:
        calls: list[dict[str, Any]] = []

        def run(*arguments: Any, progress: Any = None, **named: Any) -> Any:
            calls.append({"arguments": arguments, **named})
            for event in events:
                progress(event)
            if isinstance(result, BaseException):
                raise result
            return result

        monkeypatch.setattr(f"goglobal.pipeline.{verb}", run)
        return calls

    return set_up


# --- check


@pytest.mark.parametrize(
    ("findings", "options", "code"),
    [
        ([], [], 0),
        ([WARNING], [], 0),
        ([ERROR], [], 1),
        ([WAIVED], [], 0),
        ([WAIVED], ["--fail-on", "warning"], 0),
        ([WARNING], ["--fail-on", "warning"], 1),
        ([finding(Severity.INFO)], ["--fail-on", "warning"], 0),
        ([ERROR], ["--fail-on", "never"], 0),
        ([CRASH, ERROR], [], 2),
        ([CRASH], ["--fail-on", "never"], 2),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_check_exit_codes(
    *,
    findings: list[Finding],
    options: list[str],
    code: int,
    form: str,
    given: Callable[..., Any],
    call: Callable[..., Any],
    project: Path,
) -> None:
    given("check", report(*findings))
    assert call("check", project, "--format", form, *options).code == code


def test_check_prints_paths_that_a_terminal_can_open(
    given: Callable[..., Any], call: Callable[..., Any], project: Path
) -> None:
    given("check", report(ERROR))
    result = call("check", project)
    assert result.out.startswith("p/subtitles/th/ep001.srt:2: TIM002 not-positive error: ends")
    assert "checked: 2 tracks, 9 cues, 2 languages" in result.out
    assert result.err == ""


def test_check_prints_one_document_and_paths_below_the_series_folder(
    given: Callable[..., Any], call: Callable[..., Any], project: Path
) -> None:
    given("check", report(ERROR))
    result = call("check", project, "--format", "json")
    document = json.loads(result.out)
    assert document["schema"] == "goglobal.check/1"
    assert document["findings"][0]["path"] == "subtitles/th/ep001.srt"
    assert result.err == ""


def test_check_writes_to_a_file_without_colours(
    given: Callable[..., Any], call: Callable[..., Any], project: Path
) -> None:
    given("check", report(ERROR))
    result = call("check", project, "--output", "report.txt")
    assert (result.code, result.out) == (1, "")
    assert "TIM002" in Path("report.txt").read_text("utf-8")


def test_options_reach_the_check(
    given: Callable[..., Any], call: Callable[..., Any], project: Path
) -> None:
    calls = given("check", report())
    call("check", project, "--select", "tim,MET001", "--ignore", "reading-speed", "--no-cache")
    assert calls[0]["select"] == ("TIM", "MET001")
    assert calls[0]["ignore"] == ("reading-speed",)
    assert calls[0]["cache"] is False


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--select", "TIM03"], "TIM003"),
        (["--ignore", "reading-sped"], "reading-speed"),
        (["-l", "not a tag!"], "tag"),
        (["--episodes", "9-1"], "backwards"),
        (["--executor", "proceses"], "processes"),
        (["--executor", "threads:0"], "threads:0"),
    ],
)
def test_a_wrong_value_is_exit_2_with_a_correction(
    options: list[str],
    said: str,
    given: Callable[..., Any],
    call: Callable[..., Any],
    project: Path,
) -> None:
    given("check", report())
    result = call("check", project, *options)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_nothing_selected_is_exit_2(
    call: Callable[..., Any], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goglobal.pipeline.plan", lambda *a, **n: Plan(assignments=()))
    result = call("check", project)
    assert result.code == 2
    assert "nothing is selected" in result.err


def test_the_tracebacks_of_crashed_rules_go_to_a_log(
    given: Callable[..., Any], call: Callable[..., Any], project: Path, tmp_path: Path
) -> None:
    crashed = CheckReport(series=("s",), findings=(CRASH,), tracebacks=("Traceback: x is None",))
    given("check", crashed)
    (tmp_path / "state").mkdir()
    result = call("check", project, "--state", tmp_path / "state")
    (log,) = (tmp_path / "state").glob("*.log")
    assert str(log) in result.err
    assert "x is None" in log.read_text("utf-8")
    assert "x is None" not in result.out + result.err


# --- build


@pytest.fixture
def bundle(plan: Plan) -> Bundle:
    manifest = Manifest(series="s", target="demo", platform="generic", language="th", episodes=(1,))
    return Bundle(path=str(Path(plan.targets[0].directory) / "dist/s/demo/th"), manifest=manifest)


@pytest.mark.parametrize(
    ("findings", "held", "options", "code"),
    [
        ([], (), [], 0),
        ([WARNING], (), [], 0),
        ([WARNING], (), ["--fail-on", "warning"], 1),
        ([ERROR], (HELD,), [], 1),
        ([ERROR], (HELD,), ["--fail-on", "never"], 1),
        ([CRASH], (HELD,), [], 2),
    ],
)
def test_build_exit_codes(
    *,
    findings: list[Finding],
    held: tuple[HeldItem, ...],
    options: list[str],
    code: int,
    bundle: Bundle,
    given: Callable[..., Any],
    call: Callable[..., Any],
    project: Path,
) -> None:
    given("check", report(*findings))
    given("held_items", held)
    calls = given("build", (bundle,))
    assert call("build", project, *options).code == code
    assert Path(calls[0]["arguments"][1]) == Path.cwd() / "p" / "dist"


def test_build_prints_the_bundles_and_what_was_held(
    bundle: Bundle, given: Callable[..., Any], call: Callable[..., Any], project: Path
) -> None:
    given("check", report(ERROR))
    given("held_items", (HELD,))
    given("build", (bundle,))
    text = call("build", project).out
    assert "dist/s/demo/th" in text
    assert "Held back:\n  s, demo, th, episode 1\n" in text
    assert "p/subtitles/th/ep001.srt:2: TIM002" in text
    assert "1 error found; “goglobal check p” shows them" in text
    document = json.loads(call("build", project, "--format", "json").out)
    assert document["schema"] == "goglobal.build/1"
    assert document["bundles"][0]["language"] == "th"


# --- ship and push


@pytest.mark.parametrize(
    ("findings", "held", "states", "damage", "options", "code"),
    [
        ([], (), ["delivered", "unchanged"], False, [], 0),
        ([WARNING], (), ["delivered"], False, [], 0),
        ([WARNING], (), ["delivered"], False, ["--fail-on", "warning"], 1),
        ([ERROR], (HELD,), ["delivered"], False, ["--fail-on", "never"], 1),
        ([], (), ["delivered", "held"], False, [], 1),
        ([], (), ["delivered", "failed"], False, [], 3),
        ([ERROR], (HELD,), ["failed"], False, [], 3),
        ([], (), ["delivered"], True, [], 1),
        ([CRASH], (HELD,), ["failed"], False, [], 2),
    ],
)
@pytest.mark.parametrize("verb", ["ship", "push"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_ship_exit_codes(
    *,
    findings: list[Finding],
    held: tuple[HeldItem, ...],
    states: list[str],
    damage: bool,
    options: list[str],
    code: int,
    verb: str,
    form: str,
    given: Callable[..., Any],
    call: Callable[..., Any],
    project: Path,
) -> None:
    damaged = (Damage(url="file:///o/x", problem="missing"),) if damage else ()
    shipped = ShipReport(
        check=report(*findings),
        receipts=tuple(receipt(state) for state in states),
        held=held,
        verified=(VerifyReport(objects=4, damaged=damaged),),
    )
    calls = given("ship", shipped)
    assert call(verb, project, "--format", form, *options).code == code
    assert calls[0]["verify"] is (verb == "ship")


def test_ship_tells_what_was_sent_held_and_how_to_go_on(
    given: Callable[..., Any], call: Callable[..., Any], project: Path
) -> None:
    given(
        "ship",
        ShipReport(
            check=report(ERROR, WARNING),
            receipts=(receipt(),),
            held=(HELD,),
            verified=(VerifyReport(objects=4),),
        ),
    )
    result = call("ship", project)
    assert "delivered" in result.out
    assert "Held back:" in result.out
    assert "4 objects: 0 damaged, 0 unverifiable" in result.out
    assert "1 error, 1 warning found" in result.out
    assert "run the same command again" in result.out
    assert result.err == ""


def test_ship_prints_receipts_with_exactly_their_keys(
    given: Callable[..., Any], call: Callable[..., Any], project: Path
) -> None:
    given("ship", ShipReport(check=report(WARNING), receipts=(receipt(),), held=(HELD,)))
    result = call("ship", project, "--format", "json")
    document = json.loads(result.out)
    assert document["schema"] == "goglobal.push/1"
    assert document["receipts"] == [receipt().summary() | {"at": None}]
    assert document["held"][0]["episodes"] == [1]
    assert "goglobal check p" in result.err


@pytest.mark.parametrize(
    ("error", "step", "options", "code"),
    [
        (OSError(28, "No space left on device", "/x"), "build", [], 2),
        (OSError(28, "No space left on device", "/x"), "push", [], 3),
        (OSError(28, "No space left on device", "/x"), "push", ["--dry-run"], 2),
        (ZeroDivisionError(), "push", [], 2),
        (KeyboardInterrupt(), "push", [], 130),
    ],
)
def test_a_failure_while_sending_means_incomplete(
    *,
    error: BaseException,
    step: str,
    options: list[str],
    code: int,
    given: Callable[..., Any],
    call: Callable[..., Any],
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    given("ship", error, Event(step, 1, 2, "x"))
    result = call("ship", project, *options)
    assert result.code == code
    assert result.out == ""


@pytest.fixture
def dist(tmp_path: Path, bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "dist" / "s" / "demo" / "th"
    folder.mkdir(parents=True)
    (folder / "manifest.json").touch()
    monkeypatch.setattr("goglobal.bundling.loading.load_bundles", lambda place: (bundle,))
    return tmp_path / "dist"


@pytest.mark.parametrize(("state", "code"), [("delivered", 0), ("held", 1), ("failed", 3)])
def test_push_sends_built_bundles_as_they_are(
    *,
    state: str,
    code: int,
    dist: Path,
    bundle: Bundle,
    given: Callable[..., Any],
    call: Callable[..., Any],
    project: Path,
) -> None:
    ship = given("ship", AssertionError("push DIST does not check"))
    calls = given("push", (receipt(state),))
    result = call("push", dist, "--format", "json")
    assert result.code == code
    assert ship == []
    assert calls[0]["arguments"][0] == (bundle,)
    document = json.loads(result.out)
    assert document["receipts"][0]["state"] == state
    assert document["summary"] is None


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-l", "ja"], "no such bundle"),
        (["-t", "other"], "no such bundle"),
        (["--episodes", "1"], "--episodes"),
    ],
)
def test_push_of_a_folder_selects_bundles_only(
    options: list[str], said: str, dist: Path, call: Callable[..., Any], project: Path
) -> None:
    result = call("push", dist, *options)
    assert result.code == 2
    assert said in result.err


def test_push_of_bundles_for_a_target_that_is_gone_is_told(
    dist: Path,
    call: Callable[..., Any],
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("goglobal.pipeline.targets_of", lambda path, **named: ())
    result = call("push", dist)
    assert result.code == 2
    assert "“demo”" in result.err


# --- verify and status


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (VerifyReport(objects=3), 0),
        (VerifyReport(unverifiable=3), 0),
        (VerifyReport(objects=3, damaged=(Damage(url="u", problem="changed"),)), 1),
        (VerifyReport(), 2),
    ],
)
def test_verify_exit_codes(
    found: VerifyReport,
    code: int,
    given: Callable[..., Any],
    call: Callable[..., Any],
    project: Path,
) -> None:
    given("verify", found)
    result = call("verify", project, "--format", "json")
    assert result.code == code
    if code != 2:
        document = json.loads(result.out)
        assert document == {
            "schema": "goglobal.verify/1",
            "objects": found.objects,
            "damaged": [{"url": d.url, "problem": d.problem} for d in found.damaged],
            "unverifiable": found.unverifiable,
        }


def test_status_prints_rows(
    given: Callable[..., Any], call: Callable[..., Any], project: Path
) -> None:
    given("status", (StatusRow(series="s", target="demo", language=None, state="stale"),))
    given("feedback", ())
    assert "shared    stale" in call("status", project).out
    document = json.loads(call("status", project, "--format", "json").out)
    assert document["rows"][0] == {
        "series": "s",
        "target": "demo",
        "language": None,
        "state": "stale",
        "bundle": None,
        "at": None,
        "url": None,
    }
