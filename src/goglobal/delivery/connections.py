"""A few connections to one service, kept open: one request on each at a time, bodies in pieces.

Python's `http.client` opens them (TLS included); requests are written and replies are read here,
for its way costs 0.25 ms of CPU a request, and sends a large body in one piece that has to be
through within one time-out. Nothing is tried twice and nothing is followed here.
"""

from __future__ import annotations

import contextlib
import http.client
import select
import socket
import threading
import time
import weakref
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import ssl

PIECE = 1 << 18
"""Bytes of a body that are given to the system at once: each has the time-out for itself."""
FRESH = 1.0
"""Seconds for which a connection that was just used is taken to be open."""
_LARGEST_HEAD = 1 << 16
_LARGEST_BODY = 1 << 20
"""Bytes. No reply to a write is larger."""


class NotConnectedError(OSError):
    """The service cannot be reached: nothing of the request has gone."""


class BrokenError(OSError):
    """The connection ended before there was a reply."""


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What the service answered."""

    status: int
    headers: dict[str, str]
    """By lower-case name; the last of several."""
    body: bytes


class Connections:
    """Connections to `host`:`port`, opened as they are needed and used again."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        tls: ssl.SSLContext | None,
        connect_timeout: float,
        timeout: float,
    ) -> None:
        """`tls` None: no TLS. Seconds: `timeout` without a byte moving."""
        self._host = host
        self._port = port
        self._tls = tls
        self._connect_timeout = connect_timeout
        self._timeout = timeout
        self._idle: list[tuple[socket.socket, float]] = []
        self._lock = threading.Lock()
        weakref.finalize(self, _close, self._idle)

    def request(
        self, method: str, path: str, headers: Mapping[str, str], body: Iterable[bytes]
    ) -> Reply:
        """Send one request and read the reply.

        `headers` have `host` and `content-length`. Raises NotConnectedError, BrokenError,
        TimeoutError, and what reading `body` raises.
        """
        head = "".join([f"{method} {path} HTTP/1.1\r\n", *map(_line, headers.items()), "\r\n"])
        connection = self._take() or self._open()
        try:
            reply, keep = self._exchange(connection, method, head.encode("latin-1"), body)
        except BaseException:
            connection.close()
            raise
        if keep:
            with self._lock:
                self._idle.append((connection, time.monotonic()))
        else:
            connection.close()
        return reply

    def close(self) -> None:
        """Close what is idle."""
        with self._lock:
            _close(self._idle)

    def _take(self) -> socket.socket | None:
        """A connection that was used before and that the other side has not closed meanwhile."""
        while True:
            with self._lock:
                if not self._idle:
                    return None
                connection, used = self._idle.pop()
            if time.monotonic() - used < FRESH or not _is_readable(connection):
                return connection
            connection.close()

    def _open(self) -> socket.socket:
        place, timeout = (self._host, self._port), self._connect_timeout
        made = (
            http.client.HTTPConnection(*place, timeout=timeout)
            if self._tls is None
            else http.client.HTTPSConnection(*place, timeout=timeout, context=self._tls)
        )
        try:
            made.connect()  # sets TCP_NODELAY
        except OSError as error:
            made.close()
            raise NotConnectedError(error.errno, str(error)) from error
        connection: socket.socket = made.sock
        connection.settimeout(self._timeout)
        return connection

    def _exchange(
        self, connection: socket.socket, method: str, head: bytes, body: Iterable[bytes]
    ) -> tuple[Reply, bool]:
        try:
            waiting = head
            for piece in body:
                if len(waiting) + len(piece) <= PIECE:  # small ones go out in one packet
                    waiting += piece
                    continue
                _send(connection, waiting)
                waiting = b""
                for start in range(0, len(piece), PIECE):
                    _send(connection, memoryview(piece)[start : start + PIECE])
            if waiting:
                _send(connection, waiting)
        except _UnsentError as unsent:
            with contextlib.suppress(OSError):  # it may have said why before it closed
                reply, _ = _read_reply(connection, method)
                return reply, False
            raise BrokenError(unsent.errno, unsent.strerror) from unsent
        try:
            return _read_reply(connection, method)
        except (TimeoutError, BrokenError):
            raise
        except OSError as error:
            raise BrokenError(error.errno, type(error).__name__) from error


class _UnsentError(OSError):
    """The body did not get through; an error of the file that it comes from is none."""


def _send(connection: socket.socket, data: bytes | memoryview) -> None:
    try:
        connection.sendall(data)
    except TimeoutError:
        raise
    except OSError as error:
        raise _UnsentError(error.errno, type(error).__name__) from error


def _close(idle: list[tuple[socket.socket, float]]) -> None:
    while idle:
        idle.pop()[0].close()


def _line(header: tuple[str, str]) -> str:
    name, value = header
    if "\r" in value or "\n" in value:
        raise ValueError(f"a line end in the header {name}")
    return f"{name}: {value}\r\n"


def _is_readable(connection: socket.socket) -> bool:
    """Whether there is something to read on an idle connection: its end, or what nobody wants."""
    if connection.fileno() < 0:
        return True
    try:
        if hasattr(select, "poll"):
            poll = select.poll()
            poll.register(connection, select.POLLIN)
            return bool(poll.poll(0))
        return bool(select.select([connection], [], [], 0)[0])
    except (OSError, ValueError):
        return True


def _read_reply(connection: socket.socket, method: str) -> tuple[Reply, bool]:
    """The reply, and whether the connection may be used again."""
    data = bytearray()
    while True:
        while (end := data.find(b"\r\n\r\n")) < 0:
            _more(connection, data)
            if len(data) > _LARGEST_HEAD and b"\r\n\r\n" not in data:
                raise BrokenError(0, "the head of the reply has no end")
        status, version, headers = _parse_head(bytes(data[:end]))
        del data[: end + 4]
        if status >= 200:
            break
        # 1xx: a word before the reply
    keep = version == "HTTP/1.1" and headers.get("connection", "").lower() != "close"
    if method == "HEAD" or status in {204, 304}:
        return Reply(status=status, headers=headers, body=b""), keep and not data
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _read_chunks(connection, data)
    elif (length := headers.get("content-length")) is not None:
        if not (length.isascii() and length.isdigit()) or int(length) > _LARGEST_BODY:
            raise BrokenError(0, "the reply has no sensible length")
        while len(data) < int(length):
            _more(connection, data)
        body, rest = bytes(data[: int(length)]), data[int(length) :]
        keep = keep and not rest
    else:
        keep = False
        while len(data) <= _LARGEST_BODY and _more(connection, data, needed=False):
            pass
        body = bytes(data)
    return Reply(status=status, headers=headers, body=body), keep


def _parse_head(head: bytes) -> tuple[int, str, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    version, _, rest = first.partition(" ")
    status = rest[:3]
    if not version.startswith("HTTP/1.") or not (status.isascii() and status.isdigit()):
        raise BrokenError(0, "the reply is no HTTP")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return int(status), version, headers


def _read_chunks(connection: socket.socket, data: bytearray) -> bytes:
    """A body in chunks, its trailer taken off the connection as well."""
    body = bytearray()
    while True:
        line = _read_line(connection, data)
        try:
            size = int(line.partition(b";")[0], 16)
        except ValueError:
            raise BrokenError(0, "the reply is no HTTP") from None
        if size < 0 or size + len(body) > _LARGEST_BODY:
            raise BrokenError(0, "the reply has no sensible length")
        if size == 0:
            break
        while len(data) < size + 2:
            _more(connection, data)
        body += data[:size]
        del data[: size + 2]
    while _read_line(connection, data):
        pass
    return bytes(body)


def _read_line(connection: socket.socket, data: bytearray) -> bytes:
    while (end := data.find(b"\r\n")) < 0:
        if len(data) > _LARGEST_HEAD:
            raise BrokenError(0, "a line of the reply has no end")
        _more(connection, data)
    line = bytes(data[:end])
    del data[: end + 2]
    return line


def _more(connection: socket.socket, data: bytearray, *, needed: bool = True) -> bool:
    received = connection.recv(1 << 16)
    if not received and needed:
        raise BrokenError(0, "the connection was closed")
    data += received
    return bool(received)
