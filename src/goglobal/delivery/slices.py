"""A stretch of a file as the body of a request: read in pieces, never held as a whole."""

from __future__ import annotations

import os
from collections.abc import Iterator

import msgspec

PIECE = 1 << 18
"""Bytes that are read at once."""


class Slice(msgspec.Struct, frozen=True, kw_only=True):
    """`size` bytes of the file at `path`, from byte `start` on."""

    path: str
    size: int
    start: int = 0

    def __iter__(self) -> Iterator[bytes]:
        """The bytes in pieces. Raises OSError; EOFError where the file has become shorter."""
        descriptor = os.open(self.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            os.lseek(descriptor, self.start, os.SEEK_SET)
            left = self.size
            while left:
                piece = os.read(descriptor, min(PIECE, left))
                if not piece:
                    raise EOFError(self.path)
                left -= len(piece)
                yield piece
        finally:
            os.close(descriptor)

    def read(self) -> bytes:
        """All of it."""
        return b"".join(self)
