"""The action, the GitLab jobs and the hook, run as a runner runs them."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
SCHEMAS = [
    ("vendor.github-actions", "action.yml"),
    ("vendor.github-workflows", "examples/ci/github.yml"),
    ("vendor.gitlab-ci", "examples/ci/gitlab-ci.yml"),
]
_WORD = re.compile(r"'[^']*'|[a-z_]+(?:\.[\w-]+)+")


def loaded(path: str) -> Any:
    return YAML(typ="safe").load((ROOT / path).read_text("utf-8"))


class Job(NamedTuple):
    """How a run of the action ended."""

    code: int
    ran: list[str]
    """Names of the steps that were run."""
    used: dict[str, dict[str, str]]
    """What other actions were given."""
    outputs: dict[str, str]
    log: str
    summary: str


class Runner:
    """As much of GitHub's runner as a composite action needs."""

    def __init__(self, workspace: Path, **env: str) -> None:
        self.workspace = workspace
        self.temp = workspace.parent / "temp"
        self.temp.mkdir(exist_ok=True)
        self.env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **env}
        self.facts: dict[str, str] = {}
        self.failed = 0

    def run(self, *, skip: tuple[str, ...] = ("Install goglobal",), **inputs: str) -> Job:
        action = loaded("action.yml")
        self.facts = {
            "runner.temp": str(self.temp),
            "runner.os": "Linux",
            "github.action_ref": "v0",
            "github.ref_type": "branch",
            **self.facts,
        }
        for name, facts in action["inputs"].items():
            self.facts[f"inputs.{name}"] = inputs.get(name.replace("-", "_"), facts["default"])
        ran: list[str] = []
        used: dict[str, dict[str, str]] = {}
        log = ""
        for step in action["runs"]["steps"]:
            if step["name"] in skip or not self._wanted(step.get("if")):
                continue
            ran.append(step["name"])
            if "uses" in step:
                used[step["uses"]] = {k: self._filled(v) for k, v in step["with"].items()}
            else:
                log += self._shell(step)
        outputs = {k: self._filled(v["value"]) for k, v in action["outputs"].items()}
        summary = self._file("summary")
        text = summary.read_text("utf-8") if summary.exists() else ""
        return Job(self.failed, ran, used, outputs, log, text)

    def _wanted(self, condition: str | None) -> bool:
        text = (condition or "").strip().removeprefix("${{").removesuffix("}}")
        if "cancelled()" in text or "always()" in text:
            text = text.replace("!cancelled()", "'yes'").replace("always()", "'yes'")
        elif self.failed:
            return False
        return not text.strip() or bool(self._value(text))

    def _value(self, text: str) -> Any:
        words = _WORD.sub(
            lambda m: m[0] if m[0][0] == "'" else repr(self.facts.get(m[0], "")), text
        )
        words = words.replace("&&", " and ").replace("||", " or ")
        return eval(words, {"__builtins__": {}})

    def _filled(self, text: str) -> str:
        return re.sub(r"\$\{\{(.*?)\}\}", lambda m: str(self._value(m[1].strip())), text)

    def _file(self, name: str) -> Path:
        return self.temp / name

    def _shell(self, step: dict[str, Any]) -> str:
        output = self._file(f"output-{step.get('id', 'none')}")
        env = {
            **self.env,
            **{k: self._filled(v) for k, v in step.get("env", {}).items()},
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_PATH": str(self._file("path")),
            "GITHUB_STEP_SUMMARY": str(self._file("summary")),
            "RUNNER_TEMP": str(self.temp),
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.failed = self.failed or done.returncode
        for line in output.read_text("utf-8").splitlines() if output.exists() else ():
            key, _, value = line.partition("=")
            self.facts[f"steps.{step['id']}.outputs.{key}"] = value
        return done.stdout


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A checkout with both examples."""
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    for name in ("moonlit-bund", "broken-lantern"):
        shutil.copytree(ROOT / "examples" / name, tmp_path / "repo" / name, ignore=ignored)
    return tmp_path / "repo"


@pytest.mark.parametrize(("schema", "file"), SCHEMAS)
def test_the_files_are_what_the_services_read(schema: str, file: str) -> None:
    tool = str(BIN / "check-jsonschema")
    command = [tool, "--builtin-schema", schema, str(ROOT / file)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_change_is_checked_and_nothing_is_sent(workspace: Path) -> None:
    job = Runner(workspace).run(project="moonlit-bund")
    assert job.code == 0, job.log
    assert job.ran == ["Set up Python", "Cache what pip downloads", "Check", "Keep the report"]
    assert job.used["actions/setup-python@v5"] == {"python-version": "3.12"}
    kept = Path(job.used["actions/upload-artifact@v4"]["path"])
    names = {p.name for p in kept.iterdir()}
    assert names == {"report.html", "findings.sarif", "findings.xml"}
    assert job.outputs["report"] == str(kept / "report.html")
    assert job.summary.strip().startswith("<h3>✅ goglobal: moonlit-bund</h3>")
    assert not (workspace / "moonlit-bund" / "outbox").exists()


def test_findings_fail_the_job_and_the_report_is_kept(workspace: Path) -> None:
    runner = Runner(workspace)
    runner.facts["github.ref_type"] = "tag"
    job = runner.run(project="broken-lantern", interface_language="zh_CN", targets="demo partner")
    assert job.code == 1
    assert "Keep the report" in job.ran
    assert "Deliver" not in job.ran
    errors = [line for line in job.log.splitlines() if line.startswith("::error ")]
    assert len(errors) == 10
    assert all("file=broken-lantern/" in line for line in errors)
    assert "个错误" in job.summary
    page = Path(job.outputs["report"]).read_text("utf-8")
    assert 'data-t="film"' not in page
    assert not (workspace / "broken-lantern" / "outbox").exists()


def test_a_tag_delivers(workspace: Path) -> None:
    runner = Runner(workspace)
    runner.facts["github.ref_type"] = "tag"
    job = runner.run(project="moonlit-bund", languages="th, en")
    assert job.code == 0, job.log
    receipts = json.loads(Path(job.outputs["receipts"]).read_text("utf-8"))["receipts"]
    assert {r["language"]: r["state"] for r in receipts} == {
        "en": "delivered",
        "th": "delivered",
        None: "delivered",
    }
    assert "delivered" in job.summary
    again = Runner(workspace)
    again.facts["github.ref_type"] = "tag"
    job = again.run(project="moonlit-bund", languages="th, en")
    receipts = json.loads(Path(job.outputs["receipts"]).read_text("utf-8"))["receipts"]
    assert {r["state"] for r in receipts} == {"unchanged"}


def test_what_stays_incomplete_is_tried_three_times(workspace: Path) -> None:
    (workspace / "moonlit-bund" / "goglobal.toml").write_text(
        '[targets.demo]\nplatform = "vertical-app"\nurl = "s3://inbox/x"\nregion = "us-east-1"\n'
        'endpoint_url = "http://127.0.0.1:9"\n',
        "utf-8",
    )
    calls = workspace.parent / "calls"
    shim = workspace.parent / "bin"
    shim.mkdir()
    (shim / "goglobal").write_text(
        f'#!/bin/sh\necho "$1" >>{shlex.quote(str(calls))}\n'
        'test "$1" != ship || exit 3\nexec "$REAL" "$@"\n'
    )
    (shim / "goglobal").chmod(0o755)
    path = f"{shim}{os.pathsep}{BIN}{os.pathsep}{os.environ['PATH']}"
    runner = Runner(workspace, PATH=path, REAL=str(BIN / "goglobal"), GOGLOBAL_WAIT="0")
    job = runner.run(project="moonlit-bund", push="always")
    assert job.code == 3
    assert calls.read_text().split().count("ship") == 3
    assert job.outputs["receipts"] == ""


def test_no_project_is_one_clear_failure(workspace: Path) -> None:
    job = Runner(workspace).run(project="nowhere")
    assert job.code == 2
    assert "nowhere" in job.log
    assert "Keep the report" not in job.ran
    assert "Traceback" not in job.log


def test_inputs_are_no_commands(workspace: Path) -> None:
    evil = "demo; touch owned $(touch owned) `touch owned`"
    job = Runner(workspace).run(project="moonlit-bund", targets=evil)
    assert job.code == 2
    assert not (workspace / "owned").exists()
    for step in loaded("action.yml")["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_the_action_installs_itself(workspace: Path) -> None:
    # offline: what it needs is taken from this environment, by the variables that pip heeds
    site = next(p for p in sys.path if p.endswith("site-packages"))
    runner = Runner(
        workspace,
        PIP_NO_DEPS="1",
        PIP_NO_INDEX="1",
        PIP_NO_BUILD_ISOLATION="0",
        PIP_IGNORE_INSTALLED="1",
        PYTHONPATH=site,
    )
    others = ("Check", "Keep the report", "Set up Python", "Cache what pip downloads")
    job = runner.run(skip=others, project="moonlit-bund")
    assert job.code == 0, job.log
    assert job.log.strip().endswith("goglobal 0.1.0")
    (added,) = (runner.temp / "path").read_text().split()
    assert Path(added, "goglobal").is_file()
    assert Path(added).is_relative_to(runner.temp)


@pytest.mark.parametrize("project", ["moonlit-bund", "broken-lantern"])
def test_gitlab(workspace: Path, project: str) -> None:
    jobs = loaded("examples/ci/gitlab-ci.yml")
    variables = {k: str(v) for k, v in jobs["variables"].items()} | {"PROJECT": project}
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **variables}

    def script(job: str) -> int:
        text = "\n".join(jobs[job]["script"])
        command = ["bash", "-eo", "pipefail", "-c", text]
        return subprocess.run(command, cwd=workspace, env=env, capture_output=True).returncode

    assert script("check") == (0 if project == "moonlit-bund" else 1)
    for name in jobs["check"]["artifacts"]["paths"]:
        assert (workspace / name).is_file()
    suites = ET.parse(workspace / jobs["check"]["artifacts"]["reports"]["junit"]).getroot()
    assert (suites.attrib["failures"] == "0") == (project == "moonlit-bund")
    if project == "moonlit-bund":
        assert script("deliver") == 0
        (receipts,) = jobs["deliver"]["artifacts"]["paths"]
        assert json.loads((workspace / receipts).read_text("utf-8"))["receipts"]


def test_the_hook(workspace: Path) -> None:
    (hook,) = loaded(".pre-commit-hooks.yaml")
    files = re.compile(hook["files"])
    for name in ("a/series.toml", "goglobal.toml", "a/subtitles/th/ep001.srt", "a/locales/th.po"):
        assert files.search(name)
    for name in ("README.md", "a/series.toml.bak", "notes.txt"):
        assert not files.search(name)
    command = [*shlex.split(hook["entry"]), *hook["args"]]
    command[0] = str(BIN / command[0])
    for project, code in (("moonlit-bund", 0), ("broken-lantern", 1)):
        done = subprocess.run(command, cwd=workspace / project, capture_output=True, text=True)
        assert done.returncode == code, done.stdout + done.stderr


def test_the_workflow_uses_what_the_action_has() -> None:
    action = loaded("action.yml")
    (job,) = loaded("examples/ci/github.yml")["jobs"].values()
    step = next(s for s in job["steps"] if s.get("id") == "goglobal")
    assert set(step["with"]) <= set(action["inputs"])
    text = (ROOT / "examples/ci/github.yml").read_text("utf-8")
    assert set(re.findall(r"steps\.goglobal\.outputs\.([\w-]+)", text)) <= set(action["outputs"])
