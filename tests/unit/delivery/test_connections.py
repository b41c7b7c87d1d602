"""What a service may answer, and how: in pieces, in chunks, too early, too much, or not at all."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from goglobal.delivery.connections import BrokenError, Connections, NotConnectedError, Reply
from goglobal.delivery.slices import Slice

Serve = Callable[[socket.socket], object]
CHUNKED = b'HTTP/1.1 200 OK\r\nETag: "x"\r\nTransfer-Encoding: chunked\r\n\r\n'


@contextlib.contextmanager
def service(*turns: Serve, timeout: float = 5.0) -> Iterator[Connections]:
    """A service on the loopback that does one of `turns` for each connection, then no more."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            for turn in turns:
                connection, _ = listening.accept()
                with connection, contextlib.suppress(OSError):
                    turn(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    port = listening.getsockname()[1]
    connections = Connections("127.0.0.1", port, tls=None, connect_timeout=5, timeout=timeout)
    try:
        yield connections
    finally:
        connections.close()
        listening.close()
        thread.join(5)


def take(connection: socket.socket) -> bytes:
    """One whole request with a `content-length`."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += some(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split()[0])
    while len(body) < length:
        body += some(connection)
    return body


def some(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionError
    return data


def answer(*pieces: bytes) -> Serve:
    def turn(connection: socket.socket) -> None:
        take(connection)
        for piece in pieces:
            connection.sendall(piece)

    return turn


def put(connections: Connections, body: bytes = b"text") -> Reply:
    headers = {"host": "x", "content-length": str(len(body))}
    return connections.request("PUT", "/a", headers, (body,))


@pytest.mark.parametrize(
    "pieces",
    [
        (b'HTTP/1.1 200 OK\r\nETag: "x"\r\nContent-Length: 4\r\n\r\nbody',),
        (b"HTTP/1.1 200 OK\r\nETag:", b' "x"\r\nContent-Le', b"ngth: 4\r\n\r", b"\nbo", b"dy"),
        (
            b"HTTP/1.1 100 Continue\r\n\r\n",
            b'HTTP/1.1 200 OK\r\netag:"x"\r\ncontent-length: 4\r\n\r\nbody',
        ),
        (CHUNKED, b"1;a=b\r\nb\r\n3\r\nody\r\n0\r\nT: 1\r\n\r\n"),
        (b'HTTP/1.0 200 OK\r\nETag: "x"\r\n\r\nbody',),
    ],
)
def test_a_reply_is_read_however_it_comes(pieces: tuple[bytes, ...]) -> None:
    with service(answer(*pieces)) as connections:
        reply = put(connections)
    assert (reply.status, reply.headers["etag"], reply.body) == (200, '"x"', b"body")


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"x" * 200_000,
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
    ],
)
def test_what_is_no_whole_reply_is_a_broken_connection(reply: bytes) -> None:
    with service(answer(reply)) as connections, pytest.raises(BrokenError):
        put(connections)


def test_a_service_that_says_nothing_is_timed_out() -> None:
    held = threading.Event()
    with service(lambda connection: held.wait(10), timeout=0.2) as connections:
        with pytest.raises(TimeoutError):
            put(connections)
        held.set()


def test_nobody_there_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    connections = Connections("127.0.0.1", port, tls=None, connect_timeout=1, timeout=1)
    with pytest.raises(NotConnectedError):
        put(connections)


def test_a_refusal_before_the_body_was_through_is_read() -> None:
    def early(connection: socket.socket) -> None:
        connection.recv(100)
        connection.sendall(b"HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1 << 20):
            pass

    with service(early) as connections:
        assert put(connections, b"x" * 3_000_000).status == 503


def test_a_connection_is_used_again_and_a_closed_one_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    served: list[str] = []

    def twice(connection: socket.socket) -> None:
        for _ in range(2):
            answer(good)(connection)
            served.append("first")

    def once(connection: socket.socket) -> None:
        answer(good)(connection)
        served.append("second")

    monkeypatch.setattr("goglobal.delivery.connections.FRESH", 0.0)
    with service(twice, once) as connections:
        for _ in range(3):
            assert put(connections).status == 200
    assert served == ["first", "first", "second"]


def test_a_header_with_a_line_end_is_refused() -> None:
    connections = Connections("127.0.0.1", 9, tls=None, connect_timeout=1, timeout=1)
    with pytest.raises(ValueError, match="line end"):
        connections.request("PUT", "/a", {"content-type": "a\r\nx: y"}, ())


def test_a_file_that_became_shorter_is_no_broken_connection(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * 10)
    body = Slice(path=str(tmp_path / "file"), size=20)
    headers = {"host": "x", "content-length": "20"}
    with service(take) as connections, pytest.raises(EOFError):
        connections.request("PUT", "/a", headers, body)


def test_a_large_body_goes_out_whole(tmp_path: Path) -> None:
    data = bytes(range(256)) * 8192
    (tmp_path / "file").write_bytes(b"before" + data + b"after")
    arrived: list[bytes] = []

    def keep(connection: socket.socket) -> None:
        arrived.append(take(connection))
        connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    body = Slice(path=str(tmp_path / "file"), start=6, size=len(data))
    with service(keep) as connections:
        headers = {"host": "x", "content-length": str(len(data))}
        assert connections.request("PUT", "/a", headers, body).status == 204
    assert arrived == [data]
