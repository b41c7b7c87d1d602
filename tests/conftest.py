"""Fixtures for all tests: a real S3 server, stores of every kind, and bundles to deliver."""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from tests.servers import ACCESS_KEY, BUCKET, SECRET, rclone_s3, seaweedfs

from goglobal.bundling.bundle import Bundle
from goglobal.bundling.manifest import Manifest, ManifestFile
from goglobal.delivery.directory import DirectoryStore
from goglobal.delivery.memory import MemoryStore
from goglobal.delivery.retrying import Retries, RetryingStore
from goglobal.delivery.s3_short import ShortWay
from goglobal.delivery.store import Store
from goglobal.delivery.stores import open_store
from goglobal.model import Target

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


@pytest.fixture(scope="session")
def s3_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a SeaweedFS that takes ACCESS_KEY and SECRET and nothing else."""
    folder = tmp_path_factory.mktemp("seaweedfs")
    with seaweedfs(folder) as server:
        yield server.endpoint
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def rclone_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service that does less than S3."""
    folder = tmp_path_factory.mktemp("rclone")
    with rclone_s3(folder) as server:
        yield server.endpoint
    shutil.rmtree(folder, ignore_errors=True)


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


@pytest.fixture
def rclone_target(rclone_endpoint: str, s3_target: Target) -> Target:
    """The same on the service that does less, with the settings that it needs."""
    return msgspec.structs.replace(
        s3_target,
        url=f"s3://{BUCKET}/test-{next(_numbers)}/in",
        endpoint_url=rclone_endpoint,
        conditional_writes=False,
    )


@pytest.fixture(params=["memory", "directory", "s3"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of store that a test runs on."""
    return str(request.param)


@pytest.fixture
def target(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Target:
    """A target of each kind; `store` is at its address."""
    if kind in {"s3", "botocore", "rclone"}:
        name = "rclone_target" if kind == "rclone" else "s3_target"
        found = request.getfixturevalue(name)
        assert isinstance(found, Target)
        return found
    url = (tmp_path / "outbox").as_uri() if kind == "directory" else "memory:"
    return Target(name="demo", platform="vertical-app", url=url)


@pytest.fixture
def store(kind: str, target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of each kind, empty."""
    if kind == "botocore":  # as behind a proxy: nothing goes the short way
        monkeypatch.setattr(ShortWay, "open", classmethod(lambda cls, client, bucket: None))
    if kind == "memory":
        return MemoryStore()
    if kind == "directory":
        return DirectoryStore(tmp_path / "outbox")
    opened = open_store(target)
    # rclone answers now and then that it failed, as services do: one that is used is retried
    return RetryingStore(opened, Retries(10.0)) if kind == "rclone" else opened


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
