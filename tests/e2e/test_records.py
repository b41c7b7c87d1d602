"""withdraw, status --history and status --rebuild, as a person runs them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def shipped(goglobal: Run, series: Path) -> Path:
    assert goglobal("ship", series, "-l", "th,en").returncode == 0
    return series


def document(result: subprocess.CompletedProcess[str]) -> Any:
    assert result.stdout.startswith("{"), result.stdout + result.stderr
    return json.loads(result.stdout)


def states(goglobal: Run, series: Path) -> dict[str, str]:
    rows = document(goglobal("status", series, "--format", "json"))["rows"]
    return {row["language"] or "shared": row["state"] for row in rows}


def test_a_withdrawal_from_its_reason_to_its_end(goglobal: Run, shipped: Path) -> None:
    result = goglobal("withdraw", shipped, "-l", "th", "--reason", "song rights")
    assert result.returncode == 0, result.stderr
    assert "withdrawn" in result.stdout
    assert states(goglobal, shipped)["th"] == "withdrawn"
    held = goglobal("ship", shipped, "-l", "th,en")
    assert held.returncode == 1
    assert "song rights" in held.stdout
    assert goglobal("verify", shipped).returncode == 0
    back = document(goglobal("withdraw", shipped, "-l", "th", "--undo", "--format", "json"))
    assert back["schema"] == "goglobal.withdraw/1"
    assert [receipt["state"] for receipt in back["receipts"]] == ["restored"]
    assert goglobal("ship", shipped, "-l", "th,en").returncode == 0
    assert states(goglobal, shipped)["th"] == "delivered"
    history = document(goglobal("status", shipped, "--history", "-l", "th", "--format", "json"))
    assert [r["state"] for r in history["receipts"]] == ["delivered", "withdrawn", "restored"]
    assert history["receipts"][1]["why"] == "song rights"


def test_slips_withdraw_nothing(goglobal: Run, shipped: Path) -> None:
    slips: dict[str, tuple[str, ...]] = {
        "--reason": ("-l", "th"),
        "--whole": ("--reason", "x"),
        "never delivered": ("-l", "th,fr", "--reason", "x"),
        "control": ("-l", "th", "--reason", "a\nb"),
    }
    for told, words in slips.items():
        result = goglobal("withdraw", shipped, *words)
        assert (result.returncode, told in result.stderr) == (2, True), result.stderr
    dry = goglobal("withdraw", shipped, "--whole", "--reason", "x", "--dry-run")
    assert dry.returncode == 0
    assert "dry run" in dry.stdout
    assert states(goglobal, shipped)["th"] == "delivered"


def test_history_tells_who_when_and_why(goglobal: Run, shipped: Path) -> None:
    result = goglobal("status", shipped, "--history")
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert len(lines) == 1 + 3
    for word in ("delivered", "moonlit-bund", "@"):
        assert word in lines[1]
    found = document(goglobal("status", shipped, "--history", "--format", "json"))
    assert found["schema"] == "goglobal.history/1"
    times = [receipt["at"] for receipt in found["receipts"]]
    assert times == sorted(times)
    assert all(r["tool"].startswith("goglobal ") and r["who"] for r in found["receipts"])


def test_history_of_nothing(goglobal: Run, series: Path) -> None:
    result = goglobal("status", series, "--history")
    assert (result.returncode, result.stdout) == (0, "Nothing has been delivered.\n")
    assert not (series / ".goglobal").exists()


def receipts(series: Path) -> list[Path]:
    return sorted((series / "receipts").rglob("*.json"))


def test_the_ledger_is_rebuilt_from_the_receipts(goglobal: Run, shipped: Path) -> None:
    before = receipts(shipped)
    for path in (shipped / ".goglobal").glob("ledger*"):
        path.write_bytes(b"torn")
    result = goglobal("status", shipped, "--rebuild")
    assert "3 receipts read; 0 written" in result.stderr
    assert receipts(shipped) == before
    assert states(goglobal, shipped)["th"] == "delivered"
    assert goglobal("status", shipped, "--rebuild", "--format", "json").returncode == 0


def test_what_stands_in_the_bucket_gets_receipts_again(goglobal: Run, shipped: Path) -> None:
    shutil.rmtree(shipped / "receipts")
    shutil.rmtree(shipped / ".goglobal")
    result = goglobal("status", shipped, "--rebuild")
    assert result.returncode == 0
    assert "0 receipts read; 3 written" in result.stderr
    found = [json.loads(path.read_bytes()) for path in receipts(shipped)]
    assert {receipt["why"] for receipt in found} == {"found in place"}
    thai = next(receipt for receipt in found if receipt["language"] == "th")
    outbox = shipped / "outbox"
    there = {p.relative_to(outbox).as_posix() for p in (outbox / "moonlit-bund/th").rglob("*.*")}
    assert set(thai["checksums"]) >= {key for key in there if "." in key}
    again = document(goglobal("ship", shipped, "-l", "th,en", "--format", "json"))
    assert {receipt["state"] for receipt in again["receipts"]} == {"unchanged"}
    assert len(receipts(shipped)) == 3


def test_a_bucket_that_cannot_be_looked_into_is_told(goglobal: Run, shipped: Path) -> None:
    path = shipped / "goglobal.toml"
    path.write_text(
        path.read_text()
        + '\n[targets.away]\nplatform = "vertical-app"\nurl = "s3://bucket/x"\n'
        + 'endpoint_url = "http://127.0.0.1:9"\nregion = "us-east-1"\n'
    )
    env = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_EC2_METADATA_DISABLED": "1"}
    env["AWS_SHARED_CREDENTIALS_FILE"] = env["AWS_CONFIG_FILE"] = str(shipped / "none")
    result = goglobal("status", shipped, "--rebuild", "-t", "demo", **env)
    assert result.returncode == 3
    assert "away cannot be looked into" in result.stderr
    assert "3 receipts read" in result.stderr
    assert "delivered" in result.stdout
