"""An upload in parts that somebody else completes, throws away or changes while we send."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.stores.test_s3 import BIG, big_file

from goglobal.delivery import multipart
from goglobal.delivery.s3 import S3Store
from goglobal.delivery.slices import Slice
from goglobal.delivery.store import Part, PartStore
from goglobal.model import Target

Meddle = Callable[[str], None]


class Watched:
    """The parts of a store; before the second part is sent, somebody else does something."""

    def __init__(self, inner: PartStore, meanwhile: Meddle) -> None:
        self._inner = inner
        self._meanwhile: Meddle | None = meanwhile
        self.sent: list[tuple[str, int]] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    def send(self, key: str, upload: str, number: int, body: Slice) -> Part:
        if number == 2 and self._meanwhile is not None:
            meanwhile, self._meanwhile = self._meanwhile, None
            meanwhile(upload)
        self.sent.append((upload, number))
        return self._inner.send(key, upload, number, body)


@pytest.mark.parametrize("create_only", [True, False])
@pytest.mark.parametrize("what", ["completes", "aborts"])
def test_it_ends_as_the_right_file(
    s3_target: Target, tmp_path: Path, what: str, *, create_only: bool
) -> None:
    store, other = S3Store(s3_target), S3Store(s3_target)
    path, wanted = big_file(tmp_path)
    inner = store.parts
    assert inner is not None

    def complete(upload: str) -> None:
        multipart.upload(other, "big", path, wanted, create_only=create_only)

    def abort(upload: str) -> None:
        inner.abort("big", upload)

    watched = Watched(inner, {"completes": complete, "aborts": abort}[what])
    store.parts = watched  # type: ignore[assignment]
    info = multipart.upload(store, "big", path, wanted, create_only=create_only)
    assert info.sha256 == wanted.sha256
    assert b"".join(store.get("big")) == BIG
    assert inner.uploads("big") == ()
    assert len({upload for upload, _ in watched.sent}) == (1 if what == "completes" else 2)


def test_parts_of_another_file_in_our_upload_never_become_part_of_ours(
    s3_target: Target, tmp_path: Path
) -> None:
    store = S3Store(s3_target)
    path, wanted = big_file(tmp_path)
    other = tmp_path / "other"
    other.write_bytes(b"z" * multipart.PART)
    inner = store.parts
    assert inner is not None

    def overwrite(upload: str) -> None:
        inner.send("big", upload, 1, Slice(path=str(other), size=multipart.PART))

    store.parts = Watched(inner, overwrite)  # type: ignore[assignment]
    info = multipart.upload(store, "big", path, wanted)
    assert info.sha256 == wanted.sha256
    assert b"".join(store.get("big")) == BIG
