"""`after_push`: the user's own commands, each told a receipt on standard input."""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
from collections.abc import Iterable

from goglobal.delivery.receipts import Notice, Receipt, encode
from goglobal.messages import N_

TIMEOUT = 60.0
"""Seconds for each command."""


def run(
    commands: Iterable[str], receipt: Receipt, *, folder: str, timeout: float = TIMEOUT
) -> tuple[Notice, ...]:
    """Run each command in `folder`; return what went wrong. Nothing of it undoes the delivery.

    A command is split into words as a shell does it, but no shell is run. What it prints goes
    nowhere: standard output belongs to goglobal's result.
    """
    return tuple(
        notice
        for command in commands
        if (notice := _run(command, receipt, folder=folder, timeout=timeout)) is not None
    )


def _run(command: str, receipt: Receipt, *, folder: str, timeout: float) -> Notice | None:
    try:
        words = shlex.split(command)
        if not words:
            return None
        process = subprocess.Popen(
            words,
            cwd=folder or None,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name != "nt",
        )
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return Notice(
            message=N_("after_push: {command} cannot be run ({reason})"),
            arguments={"command": command, "reason": reason},
        )
    try:
        process.communicate(encode(receipt), timeout=timeout)
    except subprocess.TimeoutExpired:
        return Notice(
            message=N_("after_push: {command} did not end within {seconds} s and was stopped"),
            arguments={"command": command, "seconds": timeout},
        )
    finally:
        if process.poll() is None:
            _kill(process)
    if process.returncode == 0:
        return None
    return Notice(
        message=N_("after_push: {command} ended with {code}"),
        arguments={"command": command, "code": process.returncode},
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if os.name == "nt":  # pragma: no cover
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
