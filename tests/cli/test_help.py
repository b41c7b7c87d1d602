"""Help and usage errors: complete, cheap, and never a traceback."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from goglobal.cli import group
from goglobal.cli.commands import COMMANDS
from goglobal.cli.running import run


def test_help_lists_every_command(call: Callable[..., Any]) -> None:
    result = call("--help")
    assert result.code == 0
    assert result.err == ""
    for name in COMMANDS:
        assert f"\n  {name} " in result.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(group(), [name, "-h"])
    assert result.exit_code == 0
    assert f" {name} " in result.output
    assert max(map(len, result.output.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "'check'"),
        (["check"], "PROJECT"),
        (["check", ".", "--formt", "json"], "--format"),
        (["check", ".", "--format", "yaml"], "yaml"),
        (["check", "a", "b"], "unexpected extra argument"),
        (["schema", "serie"], "serie"),
        ([], "Usage:"),
    ],
)
def test_a_wrong_call_is_exit_2_and_says_what_is_wrong(
    call: Callable[..., Any],
    arguments: list[str],
    said: str,
) -> None:
    result = call(*arguments)
    assert result.code == 2
    assert result.out == ""
    assert said in result.err
    assert "Traceback" not in result.err


def test_version(call: Callable[..., Any]) -> None:
    from goglobal import __version__

    assert call("--version").out == f"goglobal {__version__}\n"


def test_help_loads_nothing_that_it_does_not_need() -> None:
    code = (
        "import sys\nfrom goglobal.cli.running import run\nrun(['--help'])\n"
        "print('LOADED', *sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split("LOADED")[1].split()}
    assert "click" in loaded
    assert not loaded & {"msgspec", "rich", "boto3", "babel", "langcodes", "polib", "tenacity"}


def test_help_costs_little_cpu() -> None:
    def cpu() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    costs = []
    for _ in range(5):
        before = cpu()
        subprocess.run(
            [sys.executable, "-m", "goglobal", "--help"], capture_output=True, check=True
        )
        costs.append(cpu() - before)
    # 60 ms on the machine it was written on; the least of five, as load only ever adds.
    assert min(costs) < 0.15


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion_script(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "goglobal"],
        capture_output=True,
        text=True,
        env=os.environ | {"_GOGLOBAL_COMPLETE": f"{shell}_source"},
    )
    assert done.returncode == 0
    assert "_GOGLOBAL_COMPLETE" in done.stdout


def test_shell_completion_completes_commands() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "goglobal"],
        capture_output=True,
        text=True,
        env=os.environ
        | {"_GOGLOBAL_COMPLETE": "bash_complete", "COMP_WORDS": "goglobal s", "COMP_CWORD": "1"},
    )
    assert [line.split(",")[1] for line in done.stdout.split()] == ["ship", "status", "schema"]


def test_run_gives_the_code_and_does_not_exit() -> None:
    assert run(["--version"]) == 0
