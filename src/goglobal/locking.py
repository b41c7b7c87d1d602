"""One lock for each folder that only one goglobal may work on at a time."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from goglobal.errors import LockedError, UsageError
from goglobal.messages import N_

NAME = ".lock"
"""The file that is locked and that says who holds it; it stays behind, unlocked."""
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}
_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


@contextlib.contextmanager
def lock(folder: Path, *, wait: float = 0) -> Iterator[None]:
    """Hold `folder` (made if it is missing) for the time of the block.

    The lock is the system's own and ends with the process, however that ends. `wait` is how
    many seconds to wait for another holder. In a folder that cannot be written, nobody can do
    harm: there the block runs without a lock.

    Raises LockedError, which says who holds it, when it is still taken after `wait`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        if error.errno in _READ_ONLY:
            descriptor = -1
        else:
            raise UsageError(
                N_("{folder}: cannot be locked ({reason})"),
                {"folder": str(folder), "reason": error.strerror or type(error).__name__},
                N_("check that the place is a folder and that the disk is at work"),
            ) from error
    if descriptor < 0:
        yield
        return
    try:
        deadline = time.monotonic() + wait
        while not acquire(descriptor):
            if time.monotonic() >= deadline:
                raise LockedError(
                    N_("{folder} is in use by another goglobal ({holder})"),
                    {"folder": str(folder), "holder": _holder(descriptor)},
                    N_("wait until it has ended, or name another folder"),
                )
            time.sleep(0.05)
        _sign(descriptor)
        try:
            yield
        finally:
            release(descriptor)
    finally:
        os.close(descriptor)


def _sign(descriptor: int) -> None:
    text = f"pid {os.getpid()} on {socket.gethostname()}\n".encode()
    with contextlib.suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.truncate(descriptor, 0)
        os.write(descriptor, text)


def _holder(descriptor: int) -> str:
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        text = os.read(descriptor, 200).decode("utf-8", "replace").strip()
    except OSError:
        text = ""
    return "".join(c for c in text if c.isprintable()) or "?"


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    _OFFSET = 1 << 30  # beyond the text, which others have to be able to read

    def acquire(descriptor: int) -> bool:
        """Take the system's lock on an open file; False when somebody else has it."""
        os.lseek(descriptor, _OFFSET, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise
        return True

    def release(descriptor: int) -> None:
        """Give the lock back."""
        os.lseek(descriptor, _OFFSET, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def acquire(descriptor: int) -> bool:
        """Take the system's lock on an open file; False when somebody else has it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise
        return True

    def release(descriptor: int) -> None:
        """Give the lock back."""
        fcntl.flock(descriptor, fcntl.LOCK_UN)
