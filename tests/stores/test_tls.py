"""TLS is verified, by both ways of a request; what cannot be trusted is told at once."""

from __future__ import annotations

import contextlib
import hashlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import trustme

from goglobal.bundling.bundle import Bundle
from goglobal.delivery.pushing import push
from goglobal.delivery.s3 import S3Store
from goglobal.delivery.stores import open_store
from goglobal.errors import UntrustedError
from goglobal.model import Target
from goglobal.profiles.schema import Profile

PROFILE = Profile(name="vertical-app")
MakeBundle = Callable[..., Bundle]


class Front:
    """TLS before a server that has none."""

    def __init__(self, upstream: str, context: ssl.SSLContext) -> None:
        host, _, port = upstream.removeprefix("http://").partition(":")
        self._upstream = (host, int(port))
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"https://127.0.0.1:{self._listener.getsockname()[1]}"
        self.accepted = 0
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                plain, _ = self._listener.accept()
                self.accepted += 1
                threading.Thread(target=self._one, args=(plain,), daemon=True).start()

    def _one(self, plain: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(plain.close)
            below = stack.enter_context(self._context.wrap_socket(plain, server_side=True))
            above = stack.enter_context(socket.create_connection(self._upstream))
            back = threading.Thread(target=_pass_on, args=(above, below), daemon=True)
            back.start()
            _pass_on(below, above)
            back.join(10)


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(1 << 16):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def fronts(s3_endpoint: str, authority: trustme.CA) -> Iterator[Callable[[str], Front]]:
    """A TLS front of the S3 server, with a certificate for the name that is asked for."""
    with contextlib.ExitStack() as stack:

        def front(name: str) -> Front:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert(name).configure_cert(context)
            made = Front(s3_endpoint, context)
            stack.callback(made.stop)
            return made

        yield front


@pytest.fixture
def trusted(
    credentials: str, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The authority is one that this machine trusts."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("AWS_CA_BUNDLE", str(tmp_path / "ca.pem"))


def at(target: Target, front: Front) -> Target:
    return msgspec.structs.replace(target, endpoint_url=front.endpoint)


def write(store: S3Store) -> None:
    data = b"1"
    sha256, md5 = hashlib.sha256(data).hexdigest(), hashlib.md5(data).hexdigest()
    store.put("a", data, sha256=sha256, md5=md5, size=1)


def test_a_trusted_service_is_delivered_to(
    fronts: Callable[[str], Front], trusted: None, s3_target: Target, make_bundle: MakeBundle
) -> None:
    front = fronts("127.0.0.1")
    (receipt,) = push(
        [make_bundle({"metadata/a.json": b"1"})], at(s3_target, front), profile=PROFILE
    )
    assert (receipt.state, receipt.error) == ("delivered", None)
    assert front.accepted


def test_an_unknown_authority_is_told_at_once(
    fronts: Callable[[str], Front], s3_target: Target, make_bundle: MakeBundle
) -> None:
    front = fronts("127.0.0.1")
    bundles = [make_bundle({"metadata/a.json": b"1"}, language=tag) for tag in ("en", "th")]
    got = push(bundles, at(s3_target, front), profile=PROFILE)
    assert [receipt.state for receipt in got] == ["failed", "failed"]
    assert "certificate" in str(got[0].error)
    assert front.endpoint in str(got[0].error)
    assert "AWS_CA_BUNDLE" in got[0].error_help
    assert front.accepted == 1
    assert not list(open_store(s3_target).list())


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("short", [True, False], ids=["short way", "botocore"])
def test_another_hosts_certificate_is_refused(
    fronts: Callable[[str], Front], s3_target: Target, *, short: bool
) -> None:
    store = S3Store(at(s3_target, fronts("bucket.example.com")))
    _ = store.client
    if not short:
        store._short = None
    with pytest.raises(UntrustedError, match=r"doesn't match|not valid for"):
        write(store)


@pytest.mark.parametrize("short", [True, False], ids=["short way", "botocore"])
def test_tls_asked_of_a_plain_service(s3_target: Target, *, short: bool) -> None:
    plain = str(s3_target.endpoint_url).replace("http://", "https://")
    store = S3Store(msgspec.structs.replace(s3_target, endpoint_url=plain))
    _ = store.client
    if not short:
        store._short = None
    with pytest.raises(UntrustedError, match=r"WRONG_VERSION|HTTP_REQUEST|RECORD"):
        write(store)
