"""kill -9 of the client in every phase, kill -9 of the server, two clients at once, Ctrl-C."""

from __future__ import annotations

import collections
import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tests.e2e.conftest import Run, goglobal, series  # noqa: F401 - the command as a process
from tests.faults.killing import PHASES
from tests.servers import BUCKET, Server, seaweedfs

from goglobal.bundling.bundle import Bundle
from goglobal.bundling.manifest import Manifest, ManifestFile
from goglobal.delivery import pointers
from goglobal.delivery.pushing import push
from goglobal.delivery.retrying import Retries
from goglobal.delivery.stores import open_store
from goglobal.delivery.verifying import verify
from goglobal.model import Target
from goglobal.profiles.schema import Profile

MakeBundle = Callable[..., Bundle]
PROFILE = Profile(name="vertical-app")
SCRIPT = Path(__file__).with_name("killing.py")
PART = 8 << 20
FILM = 25 * PART
"""Bytes: 200 MiB in 25 parts."""
AT_ONCE = 16
"""Requests that are in flight at most."""
NEVER = "nothing:1:before"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals")


class Film:
    """A large file of which each version is another one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        block = random.Random(7).randbytes(PART)
        with path.open("wb") as file:
            for number in range(FILM // PART):
                file.write(b"%08d" % number + block[8:])

    def entry(self, version: int) -> ManifestFile:
        with self.path.open("r+b") as file:
            file.write(b"v%07d" % version)
        sha256, md5 = hashlib.sha256(), hashlib.md5()
        with self.path.open("rb") as file:
            while data := file.read(PART):
                sha256.update(data)
                md5.update(data)
        name = sha256.hexdigest()
        return ManifestFile(
            path="video/ep001.mp4",
            bytes=FILM,
            sha256=name,
            md5=md5.hexdigest(),
            media_type="video/mp4",
            role="video",
            language="th",
            key=f"moonlit-bund/media/{name}/ep001.mp4",
        )


def with_film(bundle: Bundle, entry: ManifestFile, film: Film) -> Bundle:
    manifest: Manifest = msgspec.structs.replace(
        bundle.manifest, files=(*bundle.manifest.files, entry)
    )
    sources = {**bundle.sources, entry.path: str(film.path)}
    return msgspec.structs.replace(bundle, manifest=manifest, sources=sources)


def small(version: int) -> dict[str, bytes]:
    return {f"subtitles/ep{n:03}.srt": b"%d of version %d\n" % (n, version) * 60 for n in range(20)}


class Client:
    """Runs the delivery in processes of its own."""

    def __init__(self, target: Target, folder: Path) -> None:
        self.target = target
        self.folder = folder
        self.log = folder / "parts.log"
        self.log.touch()

    def start(self, kill: str, *words: str, bundle: Bundle | None = None) -> subprocess.Popen[str]:
        env = {**os.environ, "KILL": kill, "PARTS": str(self.log), "LANGUAGE": "en"}
        env["TARGET"] = msgspec.json.encode(self.target).decode()
        if bundle is not None:
            env["BUNDLE"] = msgspec.json.encode(bundle).decode()
        return subprocess.Popen(
            [sys.executable, str(SCRIPT), *words],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def push(self, bundle: Bundle, kill: str = NEVER, state: str = "state") -> int:
        process = self.start(kill, "push", str(self.folder / "p" / state), bundle=bundle)
        out, err = process.communicate(timeout=120)
        assert process.returncode in {0, -signal.SIGKILL}, out + err
        return process.returncode

    def sent_again(self) -> int:
        """How many parts were sent although they had arrived."""
        there: set[str] = set()
        again = 0
        for line in self.log.read_text().splitlines():
            word, _, part = line.partition(" ")
            if word == "there":
                there.add(part)
            elif part in there:
                again += 1
        return again

    def unanswered(self) -> int:
        """The most tries of one part of which no answer came."""
        words = [line.partition(" ") for line in self.log.read_text().splitlines()]
        sent = collections.Counter(part for word, _, part in words if word == "sent")
        return max((count - 1 for count in sent.values()), default=0)


def assert_nothing_half(target: Target) -> int:
    """Every pointer leads to files that are all there; return how many there are."""
    store = open_store(target)
    sizes = {info.key: info.size for info in store.list()}
    keys = [key for key in sizes if key.endswith("/current.json")]
    for key in keys:
        pointer = pointers.read(store, key).pointer
        assert pointer is not None
        manifest = pointers.read_manifest(store, pointer.manifest)
        assert manifest is not None, pointer.manifest
        folder = pointer.manifest.rpartition("/")[0]
        for file in manifest.files:
            assert sizes.get(file.key or f"{folder}/{file.path}") == file.bytes, file.path
    return len(keys)


def test_killed_in_every_phase_of_a_delivery_with_a_large_file(
    s3_target: Target, make_bundle: MakeBundle, tmp_path: Path
) -> None:
    chance = random.Random(50)
    client = Client(s3_target, tmp_path)
    film = Film(tmp_path / "film")
    kills: collections.Counter[str] = collections.Counter()
    version, entry = 1, film.entry(1)
    bundle = with_film(make_bundle(small(1)), entry, film)
    orders = ["part"] * 12 + ["payload", "check", "commit", "pointer", "receipt"] * 5
    for number, phase in enumerate(orders):
        side = "before" if phase == "receipt" else chance.choice(("before", "after"))
        nth = {"part": chance.randint(1, 4), "payload": chance.randint(1, 18)}.get(phase, 1)
        if client.push(bundle, f"{phase}:{nth}:{side}") == -signal.SIGKILL:
            kills[phase] += 1
        else:  # that came to its end: the next version begins
            assert phase == "part", (phase, nth, side)
        assert_nothing_half(s3_target)
        if phase != "part" or number in {5, 11}:
            assert client.push(bundle) == 0
            version += 1
            if number == 5:
                entry = film.entry(version)
            bundle = with_film(make_bundle(small(version)), entry, film)
    assert client.push(bundle) == 0
    print("\nkilled:", dict(kills), "tries of a part at most:", 1 + client.unanswered())
    assert set(kills) == {*PHASES} - {"build"}
    assert sum(kills.values()) >= 35
    assert client.sent_again() == 0
    sent = client.log.read_text().count("sent ")
    assert sent <= 2 * FILM // PART + kills["part"] * AT_ONCE
    report = verify(s3_target, expected=[bundle], profile=PROFILE, deep=True)
    assert (report.damaged, report.unverifiable) == ((), 0)


def test_killed_in_every_phase_from_build_to_receipt(
    goglobal: Run,  # noqa: F811 - a fixture
    series: Path,  # noqa: F811 - a fixture
    s3_target: Target,
    tmp_path: Path,
) -> None:
    (series / "goglobal.toml").write_text(
        f"""[targets.demo]
platform = "vertical-app"
url = "{s3_target.url}"
endpoint_url = "{s3_target.endpoint_url}"
region = "us-east-1"
addressing_style = "path"
"""
    )
    chance = random.Random(15)
    client = Client(s3_target, tmp_path)
    kills: collections.Counter[str] = collections.Counter()
    orders = ["build"] * 7 + ["payload", "check", "commit", "pointer", "receipt"] * 2
    for phase in orders:
        most = {"build": 60, "payload": 12}.get(phase, 3)
        process = client.start(f"{phase}:{chance.randint(1, most)}:before", "ship", str(series))
        out, err = process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL, out + err
        kills[phase] += 1
        assert_nothing_half(s3_target)
    assert goglobal("ship", series).returncode == 0
    print("\nkilled:", dict(kills))
    assert set(kills) == {*PHASES} - {"part"}
    assert assert_nothing_half(s3_target) == 11
    assert goglobal("verify", series, "--deep").returncode == 0
    assert sorted(p.name for p in (series / "dist").iterdir() if p.is_dir()) == ["moonlit-bund"]


@pytest.fixture
def server(tmp_path: Path, credentials: str) -> collections.abc.Iterator[Server]:
    """A server of this test's own."""
    with seaweedfs(tmp_path / "weed") as running:
        yield running


@pytest.mark.parametrize("is_back", [True, False], ids=["back in time", "back later"])
def test_the_server_is_killed_in_the_middle(
    server: Server, make_bundle: MakeBundle, tmp_path: Path, *, is_back: bool
) -> None:
    target = Target(
        name="demo",
        platform="vertical-app",
        url=f"s3://{BUCKET}/in",
        endpoint_url=server.endpoint,
        region="us-east-1",
        addressing_style="path",
    )
    video = random.Random(1).randbytes(40_000_000)
    files = {**{f"subtitles/ep{n:03}.srt": b"%d " % n * 500 for n in range(300)}, "v/a.mp4": video}
    bundle = make_bundle(files, media=("v/a.mp4",))
    state = tmp_path / "p" / ".goglobal"

    def kill() -> None:
        store = open_store(target)
        while sum(1 for _ in store.list()) < 100:
            time.sleep(0.01)
        server.kill()
        if is_back:
            time.sleep(0.5)
            server.start()

    killer = threading.Thread(target=kill)
    killer.start()
    retries = Retries(40.0 if is_back else 1.0, first=0.05, longest=0.5)
    (receipt,) = push([bundle], target, profile=PROFILE, state=state, retries=retries)
    killer.join()
    if is_back:
        assert (receipt.state, receipt.error) == ("delivered", None)
    else:
        assert receipt.state == "failed"
        assert "cannot be reached" in str(receipt.error)
        assert "run the same command again" in receipt.error_help
        server.start()
        (receipt,) = push([bundle], target, profile=PROFILE, state=state)
        assert (receipt.state, receipt.error) == ("delivered", None)
        assert receipt.skipped > 50
    report = verify(target, expected=[bundle], profile=PROFILE, deep=True)
    assert (report.damaged, report.unverifiable) == ((), 0)


@pytest.mark.parametrize("same", [True, False], ids=["one version", "two versions"])
def test_two_processes_deliver_at_once(
    s3_target: Target, make_bundle: MakeBundle, tmp_path: Path, *, same: bool
) -> None:
    client = Client(s3_target, tmp_path)
    first = make_bundle({**small(1), "a.bin": b"1" * (20 << 20)}, media=("a.bin",))
    second = first
    if not same:
        (tmp_path / "dist").rename(tmp_path / "other")
        first = msgspec.structs.replace(
            first, path=first.path.replace(str(tmp_path / "dist"), str(tmp_path / "other"))
        )
        second = make_bundle({**small(2), "a.bin": b"1" * (20 << 20)}, media=("a.bin",))
    processes = [
        client.start(NEVER, "push", str(tmp_path / f"p{n}" / "state"), bundle=bundle)
        for n, bundle in enumerate((first, second))
    ]
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, out + err
    assert assert_nothing_half(s3_target) == 1
    assert verify(s3_target, profile=PROFILE, deep=True).damaged == ()
    current = pointers.read(open_store(s3_target), "moonlit-bund/th/current.json").pointer
    assert current is not None
    assert current.bundle in {first.bundle, second.bundle}
    assert client.push(first) == 0
    assert verify(s3_target, expected=[first], profile=PROFILE, deep=True).damaged == ()


def test_ctrl_c_in_the_middle_of_a_large_file(
    s3_target: Target, make_bundle: MakeBundle, tmp_path: Path
) -> None:
    client = Client(s3_target, tmp_path)
    film = Film(tmp_path / "film")
    bundle = with_film(make_bundle(small(1)), film.entry(1), film)
    process = client.start(NEVER, "push", str(tmp_path / "p" / "state"), bundle=bundle)
    deadline = time.monotonic() + 60
    while "there" not in client.log.read_text() and time.monotonic() < deadline:
        time.sleep(0.005)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=15)
    print(f"\nended after {time.monotonic() - begun:.2f} s")
    assert process.returncode == 130, out + err
    assert assert_nothing_half(s3_target) == 0
    arrived = client.log.read_text().count("there ")
    assert client.push(bundle) == 0
    assert client.sent_again() == 0
    assert client.log.read_text().count("there ") <= FILM // PART + AT_ONCE
    assert arrived
    assert verify(s3_target, expected=[bundle], profile=PROFILE, deep=True).damaged == ()
