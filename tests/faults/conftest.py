"""A proxy on the loopback that breaks what passes through it, as told."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator

import pytest

Fault = str
"""`reset` (in the middle of the request's body), `lost` (the reply never comes), `flip` (one byte
of the body), `cut` (the reply's body ends early), `slow` (half a second), `hang`, or one of
ANSWERS, of which the server never hears."""
ANSWERS = {
    "503": ("503 Slow Down", "SlowDown"),
    "500": ("500 Internal Server Error", "InternalError"),
    "skew": ("403 Forbidden", "RequestTimeTooSkewed"),
    "timeout": ("400 Bad Request", "RequestTimeout"),
    "digest": ("400 Bad Request", "BadDigest"),
}
"""By fault the status and the error code that are answered."""
Decide = Callable[[str, str], Fault | None]
"""From method and path of a request to what goes wrong with it."""


class Proxy:
    """Passes HTTP/1.1 requests on, one connection to the server for each, and counts them."""

    def __init__(self, upstream: str) -> None:
        host, _, port = upstream.removeprefix("http://").partition(":")
        self._upstream = (host, int(port))
        self.decide: Decide = lambda method, path: None
        self.requests: list[tuple[str, str]] = []
        self.heads: list[dict[str, str]] = []
        """The header fields of each request, by lower-case name."""
        self.headers: dict[str, str] = {}
        """Added to what the proxy answers itself."""
        self.endpoint = ""
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(10)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._run())
        self._loop.close()

    async def _run(self) -> None:
        self._stopped = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.endpoint = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        await self._stopped.wait()
        server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, ValueError):
                await self._one(reader, writer)
        finally:
            self._tasks.discard(task)
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        method, path, _ = lines[0].split(" ", 2)
        fields = {k.strip().lower(): v.strip() for k, _, v in (x.partition(":") for x in lines[1:])}
        length = int(fields.get("content-length", "0"))
        self.requests.append((method, path))
        self.heads.append(fields)
        fault = self.decide(method, path)
        if fields.get("expect", "").lower() == "100-continue":
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if fault == "hang":
            await asyncio.sleep(3600)
        if fault == "slow":
            await asyncio.sleep(0.5)
        if fault == "reset":
            if length:
                await reader.read(max(1, length // 2))
            writer.transport.abort()
            return
        body = await reader.readexactly(length)
        if fault in ANSWERS:
            status, code = ANSWERS[fault]
            said = "" if method == "HEAD" else f"<Error><Code>{code}</Code></Error>"
            extra = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
            writer.write(
                f"HTTP/1.1 {status}\r\n{extra}Content-Length: {len(said)}\r\n"
                f"Content-Type: application/xml\r\nConnection: close\r\n\r\n{said}".encode()
            )
            await writer.drain()
            return
        if fault == "flip" and body:
            body = bytes([body[0] ^ 1]) + body[1:]
        kept = [x for x in lines[:-2] if not x.lower().startswith(("connection:", "expect:"))]
        request = "\r\n".join([*kept, "Connection: close", "", ""]).encode("latin-1")
        above, up = await asyncio.open_connection(*self._upstream)
        try:
            up.write(request + body)
            await up.drain()
            reply = await above.read()
        finally:
            up.close()
        if fault == "lost":
            writer.transport.abort()
            return
        if fault == "cut":
            reply = reply[: len(reply) - 10]
        end = reply.find(b"\r\n\r\n")
        closed = reply[:end].replace(b"Connection: close\r\n", b"")
        writer.write(closed + b"\r\nConnection: close" + reply[end:])
        await writer.drain()


@pytest.fixture
def proxy(s3_endpoint: str) -> Iterator[Proxy]:
    """A proxy before the S3 server; set its `decide`."""
    running = Proxy(s3_endpoint)
    running.start()
    yield running
    running.stop()
