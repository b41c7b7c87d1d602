"""A delivery that kills itself at a chosen moment; test_kills.py runs it as a process.

    KILL=phase:number:side python killing.py push|ship …

Side is `before` or `after` the numbered thing of the phase. What parts are sent and acknowledged is
added to the file that PARTS names.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PHASES = ("build", "payload", "part", "check", "commit", "pointer", "receipt")


class Axe:
    """Falls on this process when the chosen phase comes for the chosen time."""

    def __init__(self, order: str) -> None:
        self.phase, number, self.side = order.split(":")
        self._number = int(number)
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def comes(self, phase: str, side: str) -> None:
        with self._lock:
            self._counts[phase, side] += 1
            chosen = (phase, side) == (self.phase, self.side)
            if chosen and self._counts[phase, side] == self._number:
                os.kill(os.getpid(), signal.SIGKILL)

    def has_seen(self, phase: str) -> bool:
        return self._counts[phase, "after"] > 0


def watch_files(axe: Axe) -> None:
    """Tell the axe of what is written below `dist` and `receipts`."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event in {"os.rename", "os.mkdir", "os.link"}
        if event == "open" and isinstance(arguments[2], int):
            writes = bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
        if not writes or not isinstance(arguments[0], str | os.PathLike):
            return
        parts = Path(arguments[0]).parts
        if "receipts" in parts:
            axe.comes("receipt", "before")
        elif "dist" in parts:
            axe.comes("build", "before")

    sys.addaudithook(hook)


def watch_requests(axe: Axe, log: str) -> None:
    """Tell the axe of what goes to the bucket, and the log of the parts."""
    from goglobal.delivery.s3 import S3Store

    write, listing = S3Store.write, S3Store.list
    lock = threading.Lock()

    def note(word: str, part: tuple[str, int]) -> None:
        with lock, Path(log).open("a") as file:
            file.write(f"{word} {part[0]} {part[1]}\n")

    def phase_of(key: str, part: tuple[str, int] | None) -> str:
        if part is not None:
            return "part"
        return {"current.json": "pointer", "manifest.json": "commit"}.get(
            key.rpartition("/")[2], "payload"
        )

    def watched_write(self: S3Store, key: str, *words: Any, **options: Any) -> Mapping[str, Any]:
        part = options.get("part")
        phase = phase_of(key, part)
        axe.comes(phase, "before")
        if part is not None:
            note("sent", part)
        answer = write(self, key, *words, **options)
        if part is not None:
            note("there", part)
        axe.comes(phase, "after")
        return answer

    def watched_list(self: S3Store, prefix: str = "") -> Iterator[Any]:
        checks = axe.has_seen("payload")
        if checks:
            axe.comes("check", "before")
        yield from listing(self, prefix)
        if checks:
            axe.comes("check", "after")

    S3Store.write = watched_write  # type: ignore[method-assign]
    S3Store.list = watched_list  # type: ignore[method-assign]


def push(state: Path) -> int:
    import msgspec

    from goglobal.bundling.bundle import Bundle
    from goglobal.delivery.pushing import push as deliver
    from goglobal.model import Target
    from goglobal.profiles.schema import Profile

    target = msgspec.json.decode(os.environ["TARGET"], type=Target)
    bundle = msgspec.json.decode(os.environ["BUNDLE"], type=Bundle)
    try:
        (receipt,) = deliver([bundle], target, profile=Profile(name="vertical-app"), state=state)
    except KeyboardInterrupt:
        return 130
    print(receipt.state, receipt.error or "")
    return 0 if receipt.state in {"delivered", "unchanged"} else 3


def main(words: list[str]) -> int:
    axe = Axe(os.environ["KILL"])
    watch_files(axe)
    watch_requests(axe, os.environ["PARTS"])
    if words[0] == "push":
        return push(Path(words[1]))
    from goglobal.cli.running import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
