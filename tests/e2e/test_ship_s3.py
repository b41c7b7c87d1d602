"""`goglobal ship` as a process against a real S3 server: whole, refused, dead, killed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goglobal.delivery.store import Store
from goglobal.delivery.stores import open_store
from goglobal.model import Target

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(series: Path, s3_target: Target) -> Path:
    """The example with a bucket on the S3 server as its only target."""
    (series / "goglobal.toml").write_text(
        f"""[targets.demo]
platform = "vertical-app"
url = "{s3_target.url}"
endpoint_url = "{s3_target.endpoint_url}"
region = "us-east-1"
addressing_style = "path"
"""
    )
    return series


@pytest.fixture
def bucket(s3_target: Target) -> Store:
    return open_store(s3_target)


def document(result: subprocess.CompletedProcess[str]) -> Any:
    assert result.stdout.startswith("{"), result.stdout + result.stderr
    return json.loads(result.stdout)


def visible(bucket: Store) -> dict[str, str]:
    """Language to bundle, for every pointer in the bucket; each must lead to a whole bundle."""
    sizes = {info.key: info.size for info in bucket.list("")}
    found = {}
    for key in sizes:
        if not key.endswith("/current.json"):
            continue
        pointer = json.loads(bucket.get(key).read())
        folder = pointer["manifest"].rpartition("/")[0]
        manifest = json.loads(bucket.get(pointer["manifest"]).read())
        assert manifest["bundle"] == pointer["bundle"]
        for file in manifest["files"]:
            where = file["key"] or f"{folder}/{file['path']}"
            assert sizes.get(where) == file["bytes"], f"{key} leads to {where}, which is not whole"
        found[key.split("/")[1]] = pointer["bundle"]
    return found


def test_the_example_goes_to_a_bucket_and_again_nothing(
    goglobal: Run, project: Path, bucket: Store
) -> None:
    first = goglobal("ship", project, "--format", "json")
    assert first.returncode == 0, first.stdout + first.stderr
    assert {r["state"] for r in document(first)["receipts"]} == {"delivered"}
    assert len(visible(bucket)) == 11
    again = document(goglobal("ship", project, "--format", "json"))["receipts"]
    assert {r["state"] for r in again} == {"unchanged"}
    assert sum(r["uploaded"] for r in again) == 0
    deep = goglobal("verify", project, "--deep", "--format", "json")
    assert deep.returncode == 0, deep.stdout
    assert document(deep)["objects"] > 100


def test_a_deleted_object_is_found_and_sent_again(
    goglobal: Run, project: Path, bucket: Store
) -> None:
    goglobal("ship", project)
    victim = next(i.key for i in bucket.list("moonlit-bund/vi/") if "/subtitles/" in i.key)
    bucket.delete(victim)
    verified = goglobal("verify", project, "--format", "json")
    assert verified.returncode == 1
    assert [d["problem"] for d in document(verified)["damaged"]] == ["missing"]
    receipts = document(goglobal("ship", project, "--format", "json"))["receipts"]
    sent = {r["language"]: r["uploaded"] for r in receipts if r["uploaded"]}
    assert sent == {"vi": 1}
    assert bucket.head(victim) is not None


def test_a_wrong_secret_is_one_message_and_nothing_half_committed(
    goglobal: Run, project: Path, bucket: Store, credentials: str
) -> None:
    wrong = "not-the-secret-" + "x" * 20
    result = goglobal("ship", project, AWS_SECRET_ACCESS_KEY=wrong)
    said = result.stdout + result.stderr
    assert result.returncode == 3, said
    assert "Traceback" not in said
    assert bucket.url.split("/")[2] in said  # the bucket's name
    assert "credential" in said.lower()
    for folder in (project, project / ".goglobal", project / "receipts"):
        for path in folder.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                assert wrong.encode() not in data
                assert credentials.encode() not in data
    assert wrong not in said
    assert credentials not in said
    assert not list(bucket.list(""))


def test_a_dead_server_is_told_in_under_a_minute(goglobal: Run, project: Path) -> None:
    text = (project / "goglobal.toml").read_text()
    before = text.split("endpoint_url = ")[1].split("\n")[0]
    (project / "goglobal.toml").write_text(text.replace(before, '"http://127.0.0.1:9"'))
    start = time.monotonic()
    result = goglobal("ship", project)
    waited = time.monotonic() - start
    said = result.stdout + result.stderr
    assert result.returncode == 3, said
    assert "Traceback" not in said
    assert "127.0.0.1:9" in said
    assert waited < 60, f"{waited:.0f} s"


def test_a_bucket_that_is_not_there(goglobal: Run, project: Path, s3_target: Target) -> None:
    name = s3_target.url.split("/")[2]
    toml = project / "goglobal.toml"
    toml.write_text(toml.read_text().replace(name, "no-such-bucket-here"))
    result = goglobal("ship", project)
    said = result.stdout + result.stderr
    assert result.returncode == 3, said
    assert "no-such-bucket-here" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_a_random_moment_and_run_again(
    goglobal: Run, project: Path, bucket: Store, seed: int
) -> None:
    environment = {**os.environ, "LANGUAGE": "en"}
    command = [sys.executable, "-m", "goglobal", "ship", str(project)]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    wanted = random.Random(seed).randrange(1, 140)  # objects in the bucket when the axe falls
    while process.poll() is None and time.monotonic() < deadline:
        if sum(1 for _ in bucket.list("")) >= wanted:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    visible(bucket)  # whatever is visible now is whole
    again = goglobal("ship", project, "--format", "json")
    assert again.returncode == 0, again.stdout + again.stderr
    assert {r["state"] for r in document(again)["receipts"]} <= {"delivered", "unchanged"}
    assert len(visible(bucket)) == 11
    assert goglobal("verify", project, "--deep").returncode == 0


def test_ctrl_c_exits_130_and_goes_on(goglobal: Run, project: Path, bucket: Store) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "goglobal", "ship", str(project)],
        env={**os.environ, "LANGUAGE": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        if any(True for _ in bucket.list("")):
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130, out + err
    assert "Traceback" not in err
    assert "interrupted" in err
    assert goglobal("ship", project).returncode == 0
    assert len(visible(bucket)) == 11
