"""What other programs read of a check: SARIF, JUnit, annotations and a job's summary."""

from __future__ import annotations

import json
import os
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from goglobal.findings import Finding, Severity, Skipped, Waived
from goglobal.pipeline import CheckReport
from goglobal.report import github
from goglobal.report.job_summary import summary_text
from goglobal.report.junit import CheckedFile, junit_xml
from goglobal.report.sarif import MOST, sarif_document
from goglobal.rules.lookup import facts

EXAMPLES = Path(__file__).parents[2] / "examples"
HOSTILE = "a|b`c\n::error::x\r<script>alert(1)</script>\x1b[31m%0A\u202e](javascript:x) ]]>"
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "additionalProperties": False,
                        "properties": {"driver": {"$ref": "#/$defs/driver"}},
                    },
                    "originalUriBaseIds": {"type": "object"},
                    "invocations": {
                        "type": "array",
                        "items": {"type": "object", "required": ["executionSuccessful"]},
                    },
                    "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "driver": {
            "type": "object",
            "required": ["name"],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string"},
                "version": {"type": "string"},
                "rules": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {
                        "type": "object",
                        "required": ["id"],
                        "additionalProperties": False,
                        "properties": {
                            "id": {"type": "string"},
                            "name": {"type": "string"},
                            "shortDescription": TEXT,
                            "fullDescription": TEXT,
                            "help": TEXT,
                            "defaultConfiguration": {
                                "type": "object",
                                "additionalProperties": False,
                                "properties": {"level": LEVEL, "enabled": {"type": "boolean"}},
                            },
                            "properties": {"type": "object"},
                        },
                    },
                },
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": LEVEL,
                "message": TEXT,
                "partialFingerprints": {"additionalProperties": {"type": "string"}},
                "properties": {"type": "object"},
                "suppressions": {
                    "type": "array",
                    "items": {
                        "required": ["kind"],
                        "additionalProperties": False,
                        "properties": {
                            "kind": {"enum": ["inSource", "external"]},
                            "justification": {"type": "string"},
                        },
                    },
                },
                "locations": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {
                            "physicalLocation": {
                                "type": "object",
                                "required": ["artifactLocation"],
                                "additionalProperties": False,
                                "properties": {
                                    "artifactLocation": {
                                        "type": "object",
                                        "additionalProperties": False,
                                        "properties": {
                                            "uri": {"type": "string", "pattern": r"^[!-~]+$"},
                                            "uriBaseId": {"type": "string"},
                                        },
                                    },
                                    "region": {
                                        "type": "object",
                                        "additionalProperties": False,
                                        "properties": {
                                            "startLine": {"type": "integer", "minimum": 1},
                                            "snippet": TEXT,
                                        },
                                    },
                                },
                            },
                            "logicalLocations": {"type": "array"},
                        },
                    },
                },
            },
        },
    },
}
"""What of SARIF 2.1.0 we write, as its schema has it.

`GOGLOBAL_SARIF_SCHEMA` names the whole one.
"""


def valid(document: dict[str, Any]) -> None:
    """Raises where the document is no SARIF."""
    file = os.environ.get("GOGLOBAL_SARIF_SCHEMA")
    for schema in (SARIF, json.loads(Path(file).read_text("utf-8")) if file else {}):
        jsonschema.validate(document, schema)


@pytest.fixture
def lantern(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The series in which everything is wrong, below the working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    shutil.copytree(EXAMPLES / "broken-lantern", tmp_path / "lantern", ignore=ignored)
    return Path("lantern")


def hostile(count: int, *, code: str = "TIM003", **more: Any) -> list[Finding]:
    """Findings whose every word comes from outside."""
    return [
        Finding(
            code=code,
            name="reading-speed",
            severity=(Severity.ERROR, Severity.WARNING, Severity.INFO)[number % 3],
            message="{text} is wrong",
            arguments={"text": HOSTILE},
            help="see {text}",
            series="s",
            path=f"subtitles/th/{HOSTILE}{number}.srt",
            line=number + 1,
            excerpt=HOSTILE,
            **more,
        )
        for number in range(count)
    ]


def report(findings: list[Finding], **more: Any) -> CheckReport:
    return CheckReport(series=("s",), findings=tuple(findings), **more)


def sarif(of: CheckReport) -> dict[str, Any]:
    made = sarif_document(of, rules=facts(), version="1", roots={"s": "in/s"})
    result: dict[str, Any] = json.loads(json.dumps(made))
    valid(result)
    return result


def test_all_at_once(call: Callable[..., Any], lantern: Path) -> None:
    also = ("sarif=all.sarif", "junit=all.xml", "json=all.json")
    done = call("check", lantern, *(word for one in also for word in ("--also", one)))
    assert done.code == 1
    assert "TIM001" in done.out
    found = json.loads(Path("all.json").read_text("utf-8"))["findings"]
    log = json.loads(Path("all.sarif").read_text("utf-8"))
    valid(log)
    (run,) = log["runs"]
    assert len(run["results"]) == len(found)
    assert {r["ruleId"] for r in run["results"]} == {f["code"] for f in found}
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert Path(unquote(place)).is_file() or result["ruleId"] == "PRJ003", place
    levels = [("error", "warning", "note").index(r["level"]) for r in run["results"]]
    waived = [r for r in run["results"] if "suppressions" in r]
    assert levels[: -len(waived)] == sorted(levels[: -len(waived)])
    assert len({r["partialFingerprints"]["goglobal/v1"] for r in run["results"]}) == len(found)

    suites = ET.parse("all.xml").getroot()
    cases = suites.findall("testsuite/testcase")
    assert int(suites.attrib["tests"]) == len(cases)
    bad = {f["path"] for f in found if f["severity"] == "error" and not f["waived"] and f["path"]}
    failed = {c.attrib["name"] for c in cases if c.find("failure") is not None}
    assert bad <= failed
    assert int(suites.attrib["failures"]) == len(failed)
    tracks = {f"subtitles/{p.parent.name}/{p.name}" for p in lantern.glob("subtitles/*/*.*")}
    assert len(tracks & {c.attrib["name"] for c in cases}) > 25
    assert any(len(list(case)) == 0 for case in cases)


@pytest.mark.parametrize("wanted", ["sarif", "html=x", "sarif=", "sarif=nowhere/x", "=x"])
def test_what_no_file_can_be_made_of(call: Callable[..., Any], lantern: Path, wanted: str) -> None:
    done = call("check", lantern, "--also", wanted)
    assert done.code == 2
    assert "--also" in done.err


@pytest.mark.parametrize("fail_on", ["error", "warning", "never"])
def test_a_case_fails_as_the_command_does(
    call: Callable[..., Any], lantern: Path, fail_on: str
) -> None:
    done = call("check", lantern, "--format", "junit", "--fail-on", fail_on)
    suites = ET.fromstring(done.out)
    assert done.code == (1 if int(suites.attrib["failures"]) else 0)
    if fail_on == "warning":
        more = call("check", lantern, "--format", "junit")
        assert int(suites.attrib["failures"]) > int(ET.fromstring(more.out).attrib["failures"])


def test_annotations_and_the_summary(
    call: Callable[..., Any], lantern: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = Path("summary.md")
    summary.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary.absolute()))
    done = call("check", lantern, "--format", "github")
    assert done.code == 1
    kinds = re.findall(r"^::(\w+) ", done.out, re.M)
    assert kinds.count("error") == 10
    assert kinds.count("warning") == 10
    assert "more of this kind" in done.out
    assert "file=lantern/" in done.out
    text = summary.read_text("utf-8")
    assert text.startswith("before\n")
    assert "<td>TIM001 overlap</td>" in text
    assert "31 errors" in text


def test_a_summary_that_cannot_be_written_stops_nothing(
    call: Callable[..., Any], lantern: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "nowhere/summary.md")
    done = call("check", lantern, "--format", "github")
    assert done.code == 1
    assert "the job summary nowhere/summary.md cannot be written" in done.err


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--also", "sarif=x.sarif"), "--also"),
        (("--html", "x.html"), "--html"),
        (("--format", "junit"), "--format junit"),
    ],
)
def test_waivers_are_no_findings(
    call: Callable[..., Any], lantern: Path, options: tuple[str, ...], named: str
) -> None:
    before = (lantern / "waivers.toml").read_bytes()
    waived = ("--waive", "TIM001", "--reason", "sung", "--by", "Wang")
    done = call("check", lantern, *waived, *options)
    assert done.code == 2
    assert f"{named}: not with --waive" in done.err
    assert (lantern / "waivers.toml").read_bytes() == before
    assert not list(Path().glob("x.*"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_takes_no_findings_away(call: Callable[..., Any], lantern: Path) -> None:
    done = call("check", lantern, "--also", "sarif=/dev/full")
    assert done.code == 2
    assert "no space is left" in done.err
    assert "TIM001" in done.out


def test_annotations_stay_one_line_each_and_within_the_limits() -> None:
    many = hostile(10_000) + hostile(5, code="TIM001")
    told = github.annotation_lines(report(many), roots={"s": "in/s"})
    lines = told.splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == 30
    assert len(lines) == 33
    for line in commands:
        head, _, data = line[2:].partition("::")
        assert re.fullmatch(r"(error|warning|notice) file=[^,]*,line=\d+,title=[^,]*", head)
        assert "\r" not in data
        assert ":" not in head
    # a rule that found thousands leaves room for the others
    assert sum("TIM001" in line for line in commands) >= 3


def test_waived_findings_are_no_annotations() -> None:
    waived = hostile(3, waived=Waived(reason="r", by="b"))
    assert github.annotation_lines(report(waived), roots={}) == ""


def test_a_summary_fits_and_says_what_does_not() -> None:
    of = report(hostile(10_000))
    text = summary_text(of, languages=3, roots={"s": "in/s"})
    assert len(text.encode()) < 1 << 20
    assert "they do not fit here" in text
    assert "<script>" not in text
    assert "\x1b" not in text
    # nothing ends the block of HTML, after which Markdown would be read
    assert "\n\n" not in text[text.index("<details>") :].strip()
    assert summary_text(report([]), languages=1, roots={}).startswith("<h3>✅")


def test_hostile_names_in_sarif_and_junit() -> None:
    findings = hostile(MOST + 20)
    log = sarif(report(findings))
    (run,) = log["runs"]
    assert len(run["results"]) == MOST
    told = run["invocations"][0]["toolExecutionNotifications"]
    assert told[-1]["message"]["text"].startswith("20 more findings")
    text = junit_xml(report(findings[:300]), files=(), roots={"s": "in/s"})
    root = ET.fromstring(text)
    assert root.attrib["failures"] == "100"
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_what_was_not_judged_is_no_pass() -> None:
    skipped = (Skipped(code="ART002", reason="{file} is no picture", arguments={"file": "a<b"}),)
    of = report([], skipped=skipped)
    root = ET.fromstring(junit_xml(of, files=[CheckedFile("s", "th", "a.srt")], roots={}))
    assert root.attrib == {
        "name": "goglobal",
        "tests": "2",
        "failures": "0",
        "errors": "0",
        "skipped": "1",
    }
    told = sarif(of)["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert told[0]["message"]["text"] == "ART002 was not judged: a<b is no picture"


def test_a_series_outside_the_working_folder_has_a_file_address() -> None:
    finding = hostile(1)[0]
    made = sarif_document(
        report([finding]), rules=facts(), version="1", roots={"s": os.path.abspath("/data/外滩")}
    )
    valid(json.loads(json.dumps(made)))
    assert "file:///data/%E5%A4%96" in json.dumps(made)
