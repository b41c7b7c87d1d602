"""What goes wrong becomes words and an exit code; a traceback never reaches a user."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goglobal import errors
from goglobal.cli.failures import redact


@pytest.fixture
def fail(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Any]:
    """`goglobal check` on a project whose loading raises the given error."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def failing(error: BaseException, *more: str) -> Any:
        def load(path: object) -> object:
            raise error

        monkeypatch.setattr("goglobal.pipeline.load", load)
        (tmp_path / "project").mkdir(exist_ok=True)
        result = call("check", str(tmp_path / "project"), *more)
        assert "Traceback" not in result.err
        assert result.out == ""
        return result

    return failing


def test_an_error_says_what_and_what_to_do(fail: Callable[..., Any]) -> None:
    result = fail(errors.UsageError("no target “{name}”", {"name": "demu"}, "did you mean demo?"))
    assert result == (2, "", "Error: no target “demu”\n    help: did you mean demo?\n")


def test_all_problems_of_a_project_are_listed(fail: Callable[..., Any]) -> None:
    problems = [
        errors.Problem(
            file="series.toml",
            where="series.titel",
            line=3,
            message="no key is called so",
            help="did you mean “{key}”?",
            arguments={"key": "title"},
        ),
        errors.Problem(file="goglobal.toml", message="a secret does not belong here"),
    ]
    result = fail(errors.ProjectError(problems))
    assert result.code == 2
    assert result.err.splitlines()[:3] == [
        "series.toml:3: series.titel: no key is called so",
        "    help: did you mean “title”?",
        "goglobal.toml: a secret does not belong here",
    ]
    assert "2 problems" in result.err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.LockedError("somebody else is at work"), 2),
        (errors.DeliveryError("not all arrived"), 3),
        (errors.DeniedError("the bucket says no"), 3),
        (OSError(errno.ENOSPC, "No space left on device", "/data/x.json"), 2),
        (PermissionError(errno.EACCES, "Permission denied", "/data/x.json"), 2),
        (MemoryError(), 2),
        (RecursionError("too deep"), 2),
        (ZeroDivisionError("division by zero"), 2),
        (KeyboardInterrupt(), 130),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), 2),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else str(value),
)
def test_every_failure_has_its_exit_code(
    error: BaseException, code: int, fail: Callable[..., Any]
) -> None:
    result = fail(error)
    assert result.code == code
    assert result.err.strip()


def test_a_system_error_names_the_file_and_the_reason(fail: Callable[..., Any]) -> None:
    result = fail(OSError(errno.ENOSPC, "No space left on device", "/data/x.json"))
    assert result.err == "Error: /data/x.json: no space is left on the disk\n"


def test_an_interruption_says_that_nothing_is_half_committed(fail: Callable[..., Any]) -> None:
    assert fail(KeyboardInterrupt()).err == "interrupted; nothing half-committed\n"


def test_content_in_an_error_cannot_steer_the_terminal(fail: Callable[..., Any]) -> None:
    result = fail(errors.UsageError("no “{name}”", {"name": "\x1b[2J"}, "\x1b[1m"))
    assert "\x1b" not in result.err


def test_an_internal_error_names_a_log_with_the_traceback(
    fail: Callable[..., Any], tmp_path: Path
) -> None:
    result = fail(ZeroDivisionError("division by zero"))
    assert result.code == 2
    assert "internal error" in result.err
    log = Path(re.search(r"(\S+\.log)", result.err)[1])  # type: ignore[index]
    assert log.parent == tmp_path
    assert "ZeroDivisionError: division by zero" in log.read_text("utf-8")
    assert log.stat().st_mode & 0o077 == 0


def test_the_log_goes_to_the_state_folder_where_there_is_one(
    fail: Callable[..., Any], tmp_path: Path
) -> None:
    state = tmp_path / "state"
    state.mkdir()
    result = fail(ZeroDivisionError(), "--state", str(state))
    (log,) = state.iterdir()
    assert str(log) in result.err


def test_the_log_holds_no_secret(
    fail: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG")
    fail(ZeroDivisionError("signed with wJalrXUtnFEMI/K7MDENG by AKIAIOSFODNN7EXAMPLE"))
    (log,) = tmp_path.glob("*.log")
    text = log.read_text("utf-8")
    assert "signed with *** by ***" in text
    assert "wJalr" not in text


@pytest.mark.parametrize(
    "text",
    [
        "aws_secret_access_key = hush-hush",
        "'SecretAccessKey': 'hush-hush'",
        "https://user:hush-hush@host/path",
        "GET /k?X-Amz-Signature=hush-hush&x=1",
        "X-Amz-Security-Token: hush-hush",
        "session_token='hush-hush'",
        "Authorization: AWS4-HMAC-SHA256 Credential=hush-hush/x, SignedHeaders=host",
        "password=hush-hush",
    ],
)
def test_what_looks_like_a_secret_is_taken_out(text: str) -> None:
    assert "hush" not in redact(text)


def test_redacting_is_not_quadratic() -> None:
    assert len(redact("secret" * 50_000)) > 0


def test_ctrl_c_ends_a_real_process_with_130(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom goglobal import pipeline\n"
        "def load(path):\n    print('loading', file=sys.stderr, flush=True)\n    time.sleep(60)\n"
        "pipeline.load = load\n"
        "from goglobal.__main__ import main\n"
        "sys.argv = ['goglobal', 'check', '.']\nmain()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    assert process.stderr.readline() == "loading\n"
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said == "interrupted; nothing half-committed\n"


def test_a_crash_before_the_project_is_known_still_finds_a_place_for_its_log(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("goglobal.rules.lookup.facts", lambda: 1 / 0)
    result = call("rules")
    assert result.code == 2
    assert str(tmp_path) in result.err


def test_no_place_for_the_log_is_told_too(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    monkeypatch.setattr("goglobal.rules.lookup.facts", lambda: 1 / 0)
    result = call("rules")
    assert result.code == 2
    assert "no log could be written" in result.err
    assert not os.listdir(tmp_path)
