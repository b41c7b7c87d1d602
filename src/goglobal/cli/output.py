"""Writing results and remarks: a result whole or not at all, remarks beside it."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goglobal.report.cells import Painter


def emit(text: str, output: Path | None = None) -> None:
    """Write a result to standard output, or as a whole to the file `output`.

    A reader that goes away early (`| head`) is no failure. Raises OSError where the result cannot
    be written.
    """
    # A lone surrogate (a file name that is no UTF-8) becomes `\\udc80`, which JSON reads back.
    if output is not None:
        replace(output, text.encode("utf-8", "backslashreplace"))
        return
    stream = sys.stdout
    if stream is None:  # closed by whoever started us: nobody wants the result
        return
    encoding = stream.encoding or "utf-8"
    data = text.encode(encoding, "backslashreplace")
    try:
        stream.flush()
        buffer = getattr(stream, "buffer", None)
        if buffer is None:  # a stream of text only, put there by a program that calls us
            stream.write(data.decode(encoding))
        else:
            buffer.write(data)
            buffer.flush()
    except BrokenPipeError:
        mute(stream.fileno())


def remark(text: str) -> None:
    """Write a line to standard error; nobody there to read it is no failure."""
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def mute(descriptor: int) -> None:
    """Let what is still written to `descriptor` go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def replace(output: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside its place, then moved there. Raises OSError."""
    if output.exists() and not output.is_file():
        output.write_bytes(data)  # a device or a pipe, which must not be replaced
        return
    place = output.resolve()
    try:
        descriptor, name = tempfile.mkstemp(prefix=".goglobal-", dir=place.parent)
    except OSError as error:  # told by the name that the user gave, not by one of ours
        raise OSError(error.errno, error.strerror, str(output)) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, place)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def painter(output: Path | None = None) -> Painter:
    """Colours for what `emit` will write: only on a terminal, and not where `NO_COLOR` is set."""
    from goglobal.report.cells import Painter

    return Painter(colour=output is None and coloured(sys.stdout))


def coloured(stream: object) -> bool:
    """Whether colours are welcome on a stream."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())
