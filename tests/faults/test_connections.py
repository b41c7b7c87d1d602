"""Deliveries over connections that break, to services that refuse, and to none at all."""

from __future__ import annotations

import collections
import hashlib
import logging
import os
import pickle
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import msgspec
import pytest

from goglobal.bundling.bundle import Bundle
from goglobal.delivery import retrying
from goglobal.delivery.delivering import Delivery
from goglobal.delivery.pushing import push
from goglobal.delivery.receipts import Receipt
from goglobal.delivery.retrying import Retries, RetryingStore
from goglobal.delivery.s3 import S3Store
from goglobal.delivery.store import ObjectInfo
from goglobal.delivery.stores import open_store
from goglobal.delivery.verifying import verify
from goglobal.errors import ConflictError, DeniedError, StoreError, TransientError
from goglobal.model import Target
from goglobal.profiles.schema import Profile

PROFILE = Profile(name="vertical-app")
FILES = {f"metadata/{n:03}.json": b"%d" % n * 500 for n in range(12)}
MakeBundle = Callable[..., Bundle]


class Proxy(Protocol):
    decide: Callable[[str, str], str | None]
    requests: list[tuple[str, str]]
    headers: dict[str, str]
    endpoint: str


@pytest.fixture
def through(proxy: Proxy, s3_target: Target) -> Target:
    """The target, reached through the proxy."""
    return msgspec.structs.replace(s3_target, endpoint_url=proxy.endpoint)


def quick(budget: float = 8.0) -> Retries:
    return Retries(budget, first=0.02, longest=0.1)


class Waits(threading.Event):
    """What waits between two tries; it takes no time, and tells how long it would have been."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds.append(timeout or 0.0)
        return False


def deliver(target: Target, *bundles: Bundle, retries: Retries | None = None) -> list[Receipt]:
    return list(push(bundles, target, profile=PROFILE, retries=retries or quick()))


def put(store: RetryingStore, key: str, data: bytes, **options: Any) -> ObjectInfo:
    return store.put(
        key,
        data,
        sha256=hashlib.sha256(data).hexdigest(),
        md5=hashlib.md5(data).hexdigest(),
        size=len(data),
        **options,
    )


def times(fault: str, count: int, method: str = "PUT") -> Callable[[str, str], str | None]:
    """The fault for the first `count` requests of a method to each path."""
    seen: collections.Counter[str] = collections.Counter()

    def decide(verb: str, path: str) -> str | None:
        if verb != method:
            return None
        seen[path] += 1
        return fault if seen[path] <= count else None

    return decide


@pytest.mark.parametrize(
    "fault", ["503", "500", "reset", "lost", "flip", "skew", "timeout", "digest"]
)
def test_faults_that_pass_do_not_harm(
    proxy: Proxy, through: Target, make_bundle: MakeBundle, fault: str
) -> None:
    proxy.decide = times(fault, 2)
    bundle = make_bundle(FILES)
    (receipt,) = deliver(through, bundle)
    assert receipt.error is None
    assert receipt.state == "delivered"
    assert receipt.attempts == 3 if fault != "lost" else receipt.attempts >= 2
    report = verify(through, expected=[bundle], profile=PROFILE, deep=True)
    assert report.damaged == ()


def test_a_flipped_byte_is_never_stored(proxy: Proxy, through: Target) -> None:
    proxy.decide = lambda verb, path: "flip" if verb == "PUT" else None
    store = RetryingStore(open_store(through), quick())
    with pytest.raises(TransientError):
        put(store, "a", b"text")
    assert [r for r in proxy.requests if r[0] == "PUT"] == [("PUT", proxy.requests[0][1])] * 3
    proxy.decide = lambda verb, path: None
    assert list(store.list()) == []


def test_a_flipped_byte_is_found_without_a_checksum(
    proxy: Proxy, through: Target, make_bundle: MakeBundle
) -> None:
    proxy.decide = times("flip", 1)
    target = msgspec.structs.replace(through, checksum="none")
    bundle = make_bundle(FILES)
    (receipt,) = deliver(target, bundle)
    assert receipt.state == "delivered"
    assert verify(target, expected=[bundle], profile=PROFILE, deep=True).damaged == ()


def test_a_lost_reply_to_a_create_only_write_is_no_conflict(proxy: Proxy, through: Target) -> None:
    proxy.decide = times("lost", 1)
    store = RetryingStore(open_store(through), quick())
    info = put(store, "a", b"mine", create_only=True)
    assert info.size == 4
    etag = put(store, "b", b"one").etag
    proxy.decide = times("lost", 1)
    put(store, "b", b"two", if_match=etag)
    assert store.get("b").read() == b"two"


def test_a_lost_reply_and_something_else_there_is_a_conflict(
    proxy: Proxy, through: Target, s3_target: Target
) -> None:
    other = RetryingStore(open_store(s3_target), quick())
    put(other, "a", b"theirs")
    proxy.decide = times("503", 1)
    with pytest.raises(ConflictError):
        put(RetryingStore(open_store(through), quick()), "a", b"mine", create_only=True)


def test_a_read_that_breaks_goes_on(proxy: Proxy, through: Target, s3_target: Target) -> None:
    data = os.urandom(3_000_000)
    put(RetryingStore(open_store(s3_target), quick()), "a", data)
    proxy.decide = times("cut", 1, "GET")
    assert RetryingStore(open_store(through), quick()).get("a").read() == data
    assert len(proxy.requests) == 2


def test_every_request_is_made_once_without_the_wrapper(proxy: Proxy, through: Target) -> None:
    proxy.decide = lambda verb, path: "503"
    with pytest.raises(TransientError):
        S3Store(through).head("a")
    assert len(proxy.requests) == 1


def test_retry_after_is_honoured(proxy: Proxy, through: Target) -> None:
    proxy.headers["Retry-After"] = "1"
    proxy.decide = times("503", 1)
    waits = Waits()
    put(RetryingStore(open_store(through), Retries(8.0, stop=waits)), "a", b"1")
    assert waits.seconds == [1.0]


def test_longer_than_the_budget_is_not_waited(proxy: Proxy, through: Target) -> None:
    proxy.headers["Retry-After"] = "3600"
    proxy.decide = lambda verb, path: "503"
    waits = Waits()
    with pytest.raises(TransientError):
        put(RetryingStore(open_store(through), Retries(stop=waits)), "a", b"1")
    assert waits.seconds == []


def test_a_wrong_secret_says_what_to_check_and_stops_at_once(  # noqa: PLR0917
    proxy: Proxy,
    through: Target,
    make_bundle: MakeBundle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    wrong = "wrong-secret-5521"
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", wrong)
    caplog.set_level(logging.DEBUG)
    bundles = [make_bundle(FILES, language=tag) for tag in ("en", "es-419", "th")]
    state = tmp_path / "p" / ".goglobal"
    got = push(bundles, through, profile=PROFILE, state=state)
    assert [r.state for r in got] == ["failed"] * 3
    assert len(proxy.requests) == 1
    bucket = through.url.split("/")[2]
    for receipt in got:
        assert bucket in str(receipt.error)
        assert "SignatureDoesNotMatch" in str(receipt.error)
        assert "credentials" in receipt.error_help
        assert receipt.error_message
        assert receipt.error_arguments["bucket"] == bucket
    with pytest.raises(DeniedError) as caught:
        open_store(through).head("a")
    everything = caplog.text.encode() + repr(got).encode() + repr(caught.value).encode()
    everything += pickle.dumps(caught.value)
    everything += b"".join(p.read_bytes() for p in (tmp_path / "p").rglob("*") if p.is_file())
    assert wrong.encode() not in everything
    assert not re.search(rb"Signature=[0-9a-f]", everything)


def test_no_credentials_at_all(
    through: Target, make_bundle: MakeBundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    (receipt,) = deliver(through, make_bundle(FILES))
    assert receipt.state == "failed"
    assert "NoCredentialsError" in str(receipt.error)
    missing = msgspec.structs.replace(through, aws_profile="partner-without-a-profile")
    (receipt,) = deliver(missing, make_bundle(FILES))
    assert receipt.state == "failed"
    assert "aws_profile" in receipt.error_help


@pytest.mark.parametrize(
    ("token", "state_of_it"),
    [("", "delivered"), ("a-session/token+that-nobody=should&see", "failed")],
)
def test_no_secret_is_written_anywhere(  # noqa: PLR0917
    s3_target: Target,
    credentials: str,
    make_bundle: MakeBundle,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    token: str,
    state_of_it: str,
) -> None:
    if token:  # which this service knows nothing of
        monkeypatch.setenv("AWS_SESSION_TOKEN", token)
    caplog.set_level(logging.DEBUG)
    state = tmp_path / "p" / ".goglobal"
    got = push([make_bundle(FILES)], s3_target, profile=PROFILE, state=state)
    assert got[0].state == state_of_it
    everything = caplog.text.encode() + repr(got).encode()
    everything += b"".join(p.read_bytes() for p in (tmp_path / "p").rglob("*") if p.is_file())
    assert got[0].bundle.encode() in everything
    assert b"botocore" in everything  # it does log at this level, all that it sends
    for secret in filter(None, (credentials, token, os.environ["AWS_ACCESS_KEY_ID"])):
        assert secret.encode() not in everything
    assert not re.search(rb"(?i)signature[=:]\s*[0-9a-f]{16}", everything)


def test_no_bucket_stops_at_once(proxy: Proxy, through: Target, make_bundle: MakeBundle) -> None:
    target = msgspec.structs.replace(through, url="s3://no-such-bucket/x")
    got = deliver(target, make_bundle(FILES), make_bundle(FILES, language="en"))
    assert [r.state for r in got] == ["failed", "failed"]
    assert "no-such-bucket" in str(got[0].error)
    assert len(proxy.requests) == 1


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_dead_server_is_reported_once_for_all(s3_target: Target, make_bundle: MakeBundle) -> None:
    target = msgspec.structs.replace(s3_target, endpoint_url=f"http://127.0.0.1:{closed_port()}")
    bundles = [make_bundle(FILES, language=tag) for tag in ("en", "es-419", "fil", "th")]
    retries = Retries(2.0, first=0.05, longest=0.5)
    got = deliver(target, *bundles, retries=retries)
    assert [r.state for r in got] == ["failed"] * 4
    assert "cannot be reached" in str(got[0].error)
    assert got[0].attempts > 2
    assert {r.attempts for r in got[1:]} == {1}  # nobody else waits for it again
    # as it is without a word: one budget, and an attempt never outlasts it by much
    assert Retries().budget == retrying.BUDGET == 45.0
    assert retrying.BUDGET + retrying.LONGEST_WAIT < 60


def test_a_server_that_dies_midway_is_reported_and_the_next_run_goes_on(
    proxy: Proxy, through: Target, make_bundle: MakeBundle, tmp_path: Path
) -> None:
    count = 0

    def dies(verb: str, path: str) -> str | None:
        nonlocal count
        count += verb == "PUT"
        return "reset" if count > 6 else None

    proxy.decide = dies
    bundle = make_bundle(FILES)
    state = tmp_path / "p" / ".goglobal"
    (receipt,) = push([bundle], through, profile=PROFILE, retries=quick(1.0), state=state)
    assert receipt.state == "failed"
    assert 0 < receipt.uploaded <= 6
    assert len(receipt.checksums) == receipt.uploaded
    proxy.decide = lambda verb, path: None
    (again,) = push([bundle], through, profile=PROFILE, state=state)
    assert again.state == "delivered"
    assert again.skipped >= receipt.uploaded
    assert again.uploaded + again.skipped == len(FILES) + 3
    names = sorted(p.name.rpartition("-")[2] for p in (tmp_path / "p/receipts").rglob("*.json"))
    assert names == ["delivered.json", "failed.json"]


def test_a_hanging_server_is_given_up_in_time(
    proxy: Proxy, through: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goglobal.delivery.s3_client.READ_TIMEOUT", 1)
    proxy.decide = lambda verb, path: "hang"
    seconds = 6
    store = RetryingStore(open_store(through), quick(seconds))
    with pytest.raises(TransientError):
        store.head("a")
    # each waits a second, none begins after the deadline; a machine that stands still sends fewer
    assert 2 <= len(proxy.requests) <= seconds


def test_one_budget_for_all_workers(proxy: Proxy, through: Target) -> None:
    proxy.decide = lambda verb, path: "503"
    retries = quick(1.0)
    inner = open_store(through)
    tries: list[list[int]] = []

    def work(number: int) -> None:
        own = [RetryingStore(inner, retries) for _ in range(3)]
        for again, store in enumerate(own):
            with pytest.raises(TransientError):
                put(store, f"{number}-{again}", b"1")
        tries.append([store.tally.most for store in own])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tries) == 8
    assert max(first for first, _, _ in tries) > 2
    assert {count for _, *later in tries for count in later} == {1}  # the budget is spent
    assert retries.spent is not None


_CHILD = """
import sys, os
from pathlib import Path
import msgspec
from goglobal.bundling.bundle import Bundle
from goglobal.delivery.pushing import push
from goglobal.model import Target
from goglobal.profiles.schema import Profile
target = msgspec.json.decode(os.environ["TARGET"], type=Target)
bundle = msgspec.json.decode(os.environ["BUNDLE"], type=Bundle)
print("ready", flush=True)
try:
    push([bundle], target, profile=Profile(name="vertical-app"), state=Path(sys.argv[1]))
except KeyboardInterrupt:
    sys.exit(130)
print("done", flush=True)
"""


def child(target: Target, bundle: Bundle, state: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(state)],
        stdout=subprocess.PIPE,
        env={
            **os.environ,
            "TARGET": msgspec.json.encode(target).decode(),
            "BUNDLE": msgspec.json.encode(bundle).decode(),
        },
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("fault", ["slow", "hang", "503"])
def test_an_interrupt_waits_for_nothing(
    proxy: Proxy, through: Target, make_bundle: MakeBundle, tmp_path: Path, fault: str
) -> None:
    proxy.decide = lambda verb, path: fault if verb == "PUT" else None
    bundle = make_bundle(FILES)
    process = child(through, bundle, tmp_path / "s")
    assert process.stdout is not None
    deadline = time.monotonic() + 15
    while not any(verb == "PUT" for verb, _ in proxy.requests):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130  # half of what a hanging request may last
    process.stdout.close()
    proxy.decide = lambda verb, path: None
    assert not [i.key for i in open_store(through).list() if i.key.endswith("current.json")]
    (receipt,) = deliver(through, bundle)
    assert receipt.state == "delivered"


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("layout", ["immutable", "in-place"])
@pytest.mark.parametrize("kind_of_place", ["s3", "directory"])
def test_killed_at_any_moment_and_run_again_it_is_whole(
    make_bundle: MakeBundle,
    tmp_path: Path,
    layout: str,
    kind_of_place: str,
    request: pytest.FixtureRequest,
) -> None:
    if kind_of_place == "s3":
        target = request.getfixturevalue("s3_target")
    else:
        target = Target(name="demo", platform="p", url=(tmp_path / "outbox").as_uri())
    target = msgspec.structs.replace(target, layout=layout)
    profile = Profile(name="vertical-app")
    state = tmp_path / "p" / ".goglobal"
    old = make_bundle({"metadata/series.json": b"old"})
    push([old], target, profile=profile, state=state)
    files = {f"subtitles/ep{n:03}.srt": os.urandom(3000) for n in range(60)}
    bundle = make_bundle(files)
    killed = 0
    chance = random.Random(f"{layout} {kind_of_place}")
    watched = open_store(target)
    for least in (1, 15, 30, 45):
        process = child(target, bundle, state)
        assert process.stdout is not None
        enough = least + chance.randrange(15)
        while process.poll() is None and sum(1 for _ in watched.list()) < enough:
            time.sleep(chance.random() / 100)
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        process.stdout.close()
        if layout == "immutable":
            report = verify(target, profile=profile)
            assert report.damaged == (), "a reader saw a half delivery"
    assert killed
    (receipt,) = push([bundle], target, profile=profile, state=state)
    assert receipt.state in {"delivered", "unchanged"}
    store = open_store(target)
    prefix = "moonlit-bund/th/"
    if layout == "immutable":
        prefix += f"{bundle.bundle}/"
    keys = {info.key for info in store.list()}
    assert {f"{prefix}{path}" for path in (*files, "SHA256SUMS", "manifest.json")} <= keys
    if layout == "in-place":
        assert len(keys) == len(files) + 2
    for path, data in files.items():
        assert store.get(f"{prefix}{path}").read() == data
    (receipt,) = push([bundle], target, profile=profile, state=state)
    assert (receipt.state, receipt.uploaded) == ("unchanged", 0)


def test_a_run_killed_behind_its_commit_leaves_no_old_file_for_ever(
    make_bundle: MakeBundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = Target(
        name="demo", platform="p", url=(tmp_path / "outbox").as_uri(), layout="in-place"
    )
    profile = Profile(name="vertical-app")
    state = tmp_path / "p" / ".goglobal"
    push([make_bundle({"metadata/series.json": b"old"})], target, profile=profile, state=state)
    bundle = make_bundle({"subtitles/ep001.srt": b"new"})

    def killed(delivery: Delivery, key: str) -> bool:
        if key.endswith("series.json"):
            raise KeyboardInterrupt
        delivery.store.delete(key)
        return False

    with monkeypatch.context() as patch:
        patch.setattr(Delivery, "_remove", killed)
        with pytest.raises(KeyboardInterrupt):
            push([bundle], target, profile=profile, state=state)
    (receipt,) = push([bundle], target, profile=profile, state=state)
    assert receipt.error is None
    names = {info.key.removeprefix("moonlit-bund/th/") for info in open_store(target).list()}
    assert names == {"subtitles/ep001.srt", "SHA256SUMS", "manifest.json"}


def test_a_store_error_pickles() -> None:
    error = TransientError("{url}: {reason}", {"url": "s3://b", "reason": "x"})
    error.retry_after = 3.0
    back = pickle.loads(pickle.dumps(error))
    assert (str(back), back.retry_after) == ("s3://b: x", 3.0)
    assert isinstance(back, StoreError)
