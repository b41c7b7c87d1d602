"""push --probe: what a place can do, tried on real services, and said with what to set."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from tests.e2e.conftest import Run, goglobal, series  # noqa: F401 - the command as a process
from tests.servers import BUCKET

from goglobal.delivery.memory import MemoryStore
from goglobal.delivery.probe_report import ProbeReport
from goglobal.delivery.probing import probe
from goglobal.delivery.s3_errors import denied
from goglobal.delivery.store import Store
from goglobal.delivery.stores import open_store
from goglobal.errors import NotFoundError, StoreError
from goglobal.model import Target

IN_MEMORY = Target(name="demo", platform="vertical-app", url="s3://inbox/drama")


class Inbox:
    """A store in memory that does what `before` lets it do; told of every verb and key."""

    def __init__(self, before: Callable[[str, str], None]) -> None:
        self.inner = MemoryStore()
        self.url = "s3://inbox/drama"
        self.features = self.inner.features
        self.parts = None
        self._before = before

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        done = getattr(self.inner, verb)

        def call(key: str, *words: Any, **options: Any) -> Any:
            self._before(verb, key)
            return done(key, *words, **options)

        return call


def refuse(*verbs: str) -> Callable[[str, str], None]:
    def before(verb: str, key: str) -> None:
        if verb in verbs:
            raise denied(url="s3://inbox/drama", bucket="inbox", reason="AccessDenied")

    return before


def probed(
    before: Callable[[str, str], None], *, in_place: bool = False, **settings: Any
) -> tuple[ProbeReport, Inbox]:
    inbox = Inbox(before)
    target = msgspec.structs.replace(IN_MEMORY, **settings)
    return probe(target, in_place=in_place, opened=lambda target: inbox), inbox


def results(report: ProbeReport) -> dict[str, str]:
    return {step.name: step.result for step in report.steps}


def left(target: Target) -> list[str]:
    return [info.key for info in open_store(target).list()]


def test_a_service_that_can_everything(s3_target: Target) -> None:
    report = probe(s3_target)
    assert set(results(report).values()) == {"works"}
    assert len(report.steps) == 13
    assert (report.verdict, report.settings, report.missing) == ("fine", {}, ())
    assert report.lists_digests
    assert left(s3_target) == []


def test_a_service_that_does_less_is_told_what_to_set(rclone_target: Target) -> None:
    target = msgspec.structs.replace(rclone_target, conditional_writes=True)
    report = probe(target)
    assert report.verdict == "change"
    assert report.settings == {"checksum": "md5", "conditional_writes": False}
    assert left(target) == []
    mended = msgspec.structs.replace(target, checksum="md5", conditional_writes=False)
    assert probe(mended).verdict == "fine"


def test_a_service_that_can_more_than_is_set(s3_target: Target) -> None:
    careless = msgspec.structs.replace(s3_target, checksum="none", conditional_writes=False)
    assert probe(careless).settings == {"checksum": "sha256", "conditional_writes": True}


def test_a_folder(tmp_path: Path) -> None:
    target = Target(name="demo", platform="x", url=(tmp_path / "outbox").as_uri())
    report = probe(target)
    assert (report.verdict, report.missing, report.lacking) == ("fine", (), ())
    assert not list((tmp_path / "outbox").rglob("*"))


def test_nobody_knows_the_key(s3_target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    report = probe(s3_target)
    assert results(report) == {"write": "denied"}
    assert (report.verdict, report.missing) == ("closed", ("s3:PutObject",))


def test_there_is_no_bucket(s3_target: Target) -> None:
    report = probe(msgspec.structs.replace(s3_target, url="s3://no-such-bucket/x"))
    assert [step.result for step in report.steps] == ["failed"]
    assert report.verdict == "closed"
    assert "no-such-bucket" in report.steps[0].arguments.values()


def test_an_inbox_that_cannot_be_read() -> None:
    report, inbox = probed(refuse("head", "get", "list"))
    assert report.settings == {"access": "write-only"}
    assert report.missing == ()
    assert set(report.lacking) == {"s3:GetObject", "s3:ListBucket"}
    assert not inbox.inner.objects
    again, _ = probed(refuse("head", "get", "list"), access="write-only")
    assert (again.verdict, again.settings) == ("fine", {})


def test_an_inbox_that_nothing_can_be_removed_from() -> None:
    report, inbox = probed(refuse("delete"))
    assert report.verdict == "change"
    assert set(report.left) == set(inbox.inner.objects) != set()
    assert report.missing == ()
    assert "s3:DeleteObject" in report.lacking
    in_place, _ = probed(refuse("delete"), in_place=True)
    assert in_place.missing == ("s3:DeleteObject",)


def test_an_inbox_that_is_emptied_at_once() -> None:
    def before(verb: str, key: str) -> None:
        if verb in {"head", "get"}:
            raise NotFoundError("gone")

    report, _ = probed(before)
    assert report.settings["retention"] == "consumed"


@pytest.mark.parametrize("call", range(14))
def test_ctrl_c_leaves_nothing_there(call: int) -> None:
    calls = 0

    def before(verb: str, key: str) -> None:
        nonlocal calls
        calls += 1
        if calls == call + 1:
            raise KeyboardInterrupt

    inbox = Inbox(before)
    with pytest.raises(KeyboardInterrupt):
        probe(IN_MEMORY, opened=lambda target: inbox)
    assert not inbox.inner.objects


def test_a_checksum_that_is_not_taken_is_replaced(s3_target: Target) -> None:
    class Picky:
        """A service that knows no SHA-256 in a header."""

        def __init__(self, target: Target) -> None:
            self._store = open_store(target)
            self._checksum = target.checksum

        def __getattr__(self, name: str) -> Any:
            if name in {"put", "put_as"} and self._checksum == "sha256":
                raise StoreError("the service refused")
            return getattr(self._store, name)

    report = probe(s3_target, opened=lambda target: cast("Store", Picky(target)))
    assert report.settings["checksum"] == "crc32"
    assert left(s3_target) == []


@pytest.fixture
def project(series: Path, rclone_target: Target) -> Path:  # noqa: F811 - a fixture
    (series / "goglobal.toml").write_text(
        f"""[targets.partner]
platform = "vertical-app"
url = "{rclone_target.url}"
endpoint_url = "{rclone_target.endpoint_url}"
region = "us-east-1"
addressing_style = "path"
"""
    )
    return series


def test_what_it_prints_can_be_pasted(
    goglobal: Run,  # noqa: F811 - a fixture
    project: Path,
) -> None:
    result = goglobal("push", project, "--probe", "partner")
    assert result.returncode == 1, result.stderr
    found = re.search(r"\n(\[targets\.partner\]\n(?:.+\n)+)", result.stdout)
    assert found is not None
    settings = tomllib.loads(found[1])["targets"]["partner"]
    assert settings == {"checksum": "md5", "conditional_writes": False}
    path = project / "goglobal.toml"
    path.write_text(path.read_text() + "\n".join(found[1].splitlines()[1:]) + "\n")
    again = goglobal("push", project, "--probe", "partner", "--format", "json")
    assert again.returncode == 0, again.stderr
    document = json.loads(again.stdout)
    assert document["schema"] == "goglobal.probe/1"
    assert (document["verdict"], document["settings"], document["left"]) == ("fine", {}, [])
    assert BUCKET in document["url"]
    assert not (project / "receipts").exists()
    assert not (project / ".goglobal").exists()


def test_a_dead_service_is_told_and_an_unknown_target(
    goglobal: Callable[..., subprocess.CompletedProcess[str]],  # noqa: F811
    project: Path,
) -> None:
    path = project / "goglobal.toml"
    path.write_text(re.sub(r"127.0.0.1:\d+", "127.0.0.1:9", path.read_text()))
    result = goglobal("push", project, "--probe", "partner")
    assert result.returncode == 3
    assert "cannot be reached" in result.stdout
    assert "endpoint_url" in result.stdout
    assert goglobal("push", project, "--probe", "partne").returncode == 2
    assert goglobal("push").returncode == 2


def test_what_a_probe_has_no_use_for_is_refused_at_once(
    goglobal: Callable[..., subprocess.CompletedProcess[str]],  # noqa: F811
    project: Path,
) -> None:
    result = goglobal(
        "push", project, "--probe", "partner", "--dry-run", "-t", "x", "-l", "th", "-v"
    )
    assert result.returncode == 2
    assert "--target, --language, --dry-run: not with --probe" in result.stderr
    result = goglobal("push", project, "--probe", "partner", "--no-cache")
    assert "--no-cache: not with --probe" in result.stderr
