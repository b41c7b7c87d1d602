"""Help and usage errors: complete, cheap, and never a traceback."""

from __future__ import annotations

import os
import resource
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from goglobal.cli import group
from goglobal.cli.commands import COMMANDS
from goglobal.cli.running import run

EXAMPLES = Path(__file__).parents[2] / "examples"


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


def completed(line: str, cwd: Path) -> list[str]:
    """What bash gets to complete the last word of a line."""
    words = shlex.split(line) + ([""] if line.endswith(" ") else [])
    env = {"_GOGLOBAL_COMPLETE": "bash_complete", "COMP_WORDS": line}
    done = subprocess.run(
        [sys.executable, "-m", "goglobal"],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=os.environ | env | {"COMP_CWORD": str(len(words) - 1)},
    )
    assert done.stderr == ""
    return [one.partition(",")[2] for one in done.stdout.split()]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("goglobal check broken-lantern -t ", ["demo", "partner", "film"]),
        ("goglobal check broken-lantern -l z", ["zh-Hans", "zh-Hant"]),
        ("goglobal check broken-lantern --select TIM00", [f"TIM00{n}" for n in range(1, 10)]),
        ("goglobal ship moonlit-bund -p y", ["youtube"]),
        ("goglobal check nowhere -t ", []),
        ("goglobal completion f", ["fish"]),
    ],
)
def test_shell_completion_knows_the_project(line: str, wanted: list[str]) -> None:
    assert completed(line, EXAMPLES) == wanted


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "goglobal", "completion", shell], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert f"_GOGLOBAL_COMPLETE={shell}_complete" in done.stdout
    assert "%(" not in done.stdout


def test_bash_completes_with_the_script(tmp_path: Path) -> None:
    script = tmp_path / "goglobal.bash"
    made = subprocess.run(
        [sys.executable, "-m", "goglobal", "completion", "bash"], capture_output=True, text=True
    )
    script.write_text(made.stdout, "utf-8")
    asked = (
        f"source {shlex.quote(str(script))}; COMP_WORDS=(goglobal check broken-lantern -t p); "
        'COMP_CWORD=4; _goglobal_completion goglobal; echo "${COMPREPLY[@]}"'
    )
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", asked],
        capture_output=True,
        text=True,
        cwd=EXAMPLES,
        env=os.environ | {"PATH": path},
    )
    assert done.stdout.strip() == "partner", done.stderr


def test_run_gives_the_code_and_does_not_exit() -> None:
    assert run(["--version"]) == 0
