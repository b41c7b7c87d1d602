"""What every store does alike: memory, a directory, S3 on two real servers, by both ways to it."""

from __future__ import annotations

import hashlib
import threading
import time
from pathlib import Path

import pytest

from goglobal.delivery.memory import MemoryStore
from goglobal.delivery.store import ObjectInfo, Store
from goglobal.errors import ConflictError, NotFoundError, StoreError

FULL = ("memory", "directory", "s3", "botocore")
full = pytest.mark.parametrize("kind", FULL, indirect=True)
"""Where conditions are honoured and checksums compared with what arrived: not with rclone."""


@pytest.fixture(params=(*FULL, "rclone"))
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of store that a test runs on."""
    return str(request.param)


def put(
    store: Store,
    key: str,
    data: bytes,
    *,
    create_only: bool = False,
    if_match: str | None = None,
    media_type: str = "text/plain",
    language: str | None = None,
) -> ObjectInfo:
    return store.put(
        key,
        data,
        sha256=hashlib.sha256(data).hexdigest(),
        md5=hashlib.md5(data).hexdigest(),
        size=len(data),
        create_only=create_only,
        if_match=if_match,
        media_type=media_type,
        language=language,
    )


def test_what_was_put_is_read_back(store: Store) -> None:
    put(store, "a/b.txt", b"moonlight")
    assert store.get("a/b.txt").read() == b"moonlight"
    info = store.head("a/b.txt")
    assert info.size == 9
    assert hashlib.sha256(b"moonlight").hexdigest() == info.sha256 or (
        info.md5 == hashlib.md5(b"moonlight").hexdigest()
    )


def test_reading_begins_where_it_is_told(store: Store) -> None:
    put(store, "a", b"0123456789")
    reading = store.get("a", start=4)
    assert reading.info.size == 10
    assert reading.read() == b"456789"


@full
def test_reading_only_what_it_knows(store: Store) -> None:
    etag = put(store, "a", b"one").etag
    assert store.get("a", if_match=etag).read() == b"one"
    put(store, "a", b"two")
    with pytest.raises(ConflictError):
        store.get("a", if_match=etag)


def test_a_file_is_put_as_bytes_are(store: Store, tmp_path: Path) -> None:
    data = b"x" * 3_000_000
    (tmp_path / "file").write_bytes(data)
    store.put(
        "file",
        tmp_path / "file",
        sha256=hashlib.sha256(data).hexdigest(),
        md5=hashlib.md5(data).hexdigest(),
        size=len(data),
    )
    assert b"".join(store.get("file")) == data


def test_an_empty_object_is_an_object(store: Store) -> None:
    put(store, "empty", b"")
    assert store.get("empty").read() == b""
    assert store.head("empty").size == 0
    assert [info.key for info in store.list()] == ["empty"]


def test_what_is_not_there_is_not_found(store: Store) -> None:
    put(store, "a/b", b"1")
    for key in ("nothing", "a", "a/b/c", "a/c"):
        with pytest.raises(NotFoundError) as caught:
            store.head(key)
        assert key in str(caught.value)
        with pytest.raises(NotFoundError):
            store.get(key).read()


def test_putting_again_replaces(store: Store) -> None:
    put(store, "a", b"one")
    put(store, "a", b"two and more")
    assert store.get("a").read() == b"two and more"


@full
def test_create_only_creates_once(store: Store) -> None:
    put(store, "a", b"one", create_only=True)
    with pytest.raises(ConflictError):
        put(store, "a", b"two", create_only=True)
    assert store.get("a").read() == b"one"


@full
def test_if_match_replaces_what_it_knows(store: Store) -> None:
    first = put(store, "a", b"one")
    second = put(store, "a", b"two", if_match=first.etag)
    with pytest.raises(ConflictError):
        put(store, "a", b"three", if_match=first.etag)
    assert store.get("a").read() == b"two"
    assert store.head("a").etag == second.etag


@full
def test_if_match_wants_something_there(store: Store) -> None:
    with pytest.raises(ConflictError):
        put(store, "a", b"one", if_match=hashlib.md5(b"zero").hexdigest())


@full
@pytest.mark.parametrize("racers", [8])
def test_of_many_creators_one_wins(store: Store, racers: int) -> None:
    won: list[int] = []
    lost: list[int] = []
    start = threading.Barrier(racers)

    def race(number: int) -> None:
        start.wait()
        try:
            put(store, "pole", b"%d" % number, create_only=True)
            won.append(number)
        except ConflictError:
            lost.append(number)

    threads = [threading.Thread(target=race, args=(number,)) for number in range(racers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert len(lost) == racers - 1
    assert store.get("pole").read() == b"%d" % won[0]


@full
def test_wrong_bytes_are_refused_and_nothing_is_stored(store: Store) -> None:
    with pytest.raises(StoreError):
        store.put(
            "a",
            b"flipped",
            sha256=hashlib.sha256(b"right").hexdigest(),
            md5=hashlib.md5(b"right").hexdigest(),
            size=len(b"flipped"),
        )
    with pytest.raises(NotFoundError):
        store.head("a")
    assert list(store.list()) == []


def test_deleting_twice_is_no_error(store: Store) -> None:
    put(store, "a/b/c", b"1")
    put(store, "a/b/d", b"2")
    store.delete("a/b/c")
    store.delete("a/b/c")
    assert [info.key for info in store.list()] == ["a/b/d"]


def test_copying_keeps_the_content(store: Store) -> None:
    put(store, "one/a", b"text", media_type="text/vtt", language="th")
    store.copy("one/a", "two/a")
    assert store.head("two/a").size == 4
    assert store.get("two/a").read() == b"text"
    with pytest.raises(NotFoundError):
        store.copy("one/nothing", "two/b")


@pytest.mark.parametrize(
    "key",
    [
        "外滩月色/ep001.srt",
        "a b/c d.srt",
        "plus+and&and=%25?#.srt",
        "quote'and\"and<angle>.srt",
        "ตอนที่ 1.srt",
        "emoji-🎬.srt",
        ".hidden/.file",
        "...",
        "long/" + "x" * 200,
        "café-é.srt",
    ],
)
def test_odd_keys_come_back_as_they_went(store: Store, key: str) -> None:
    put(store, key, key.encode())
    assert store.get(key).read() == key.encode()
    assert [info.key for info in store.list()] == [key]
    store.delete(key)
    assert list(store.list()) == []


@pytest.mark.parametrize(
    "key",
    [
        "",
        "/etc/passwd",
        "../out",
        "a/../../out",
        "a/./b",
        "a//b",
        "a/",
        "a\\..\\b",
        "a\x00b",
        "a\nb",
        "C:/windows",
        "a\u2215b",
        "a\u202eb",
        "x" * 1025,
        "a\ud800b",
    ],
)
def test_keys_that_could_leave_are_refused(store: Store, key: str) -> None:
    with pytest.raises(StoreError):
        put(store, key, b"1")
    with pytest.raises(StoreError):
        store.get(key)
    with pytest.raises(StoreError):
        store.delete(key)
    assert list(store.list()) == []


def test_listing_knows_the_prefix(store: Store) -> None:
    keys = {"b/2", "a/1", "b/1", "b-1", "ba"}
    for key in keys:
        put(store, key, b"1")
    assert {info.key for info in store.list()} == keys
    assert {info.key for info in store.list("b/")} == {"b/1", "b/2"}
    assert {info.key for info in store.list("b")} == {"b-1", "b/1", "b/2", "ba"}
    assert list(store.list("nothing/")) == []


def test_more_than_a_page_is_listed(store: Store, kind: str) -> None:
    count = 1005 if kind in {"s3", "botocore", "rclone"} else 2500
    threads = [
        threading.Thread(
            target=lambda first: [put(store, f"k/{n:05}", b"") for n in range(first, count, 8)],
            args=(first,),
        )
        for first in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [info.key for info in store.list("k/")] == [f"k/{n:05}" for n in range(count)]


def test_a_listing_tells_when_an_object_was_written(store: Store) -> None:
    before = time.time()
    put(store, "a/b", b"1")
    (info,) = store.list("a/")
    assert info.modified is not None
    assert before - 5 < info.modified < time.time() + 5


def test_a_listing_tells_sizes(store: Store) -> None:
    put(store, "a", b"12345")
    (info,) = store.list()
    assert info.size == 5


def test_no_two_objects_where_a_file_and_a_folder_clash(store: Store, kind: str) -> None:
    put(store, "a", b"1")
    if kind == "directory":
        with pytest.raises(StoreError):
            put(store, "a/b", b"2")
        put(store, "c/d", b"3")
        with pytest.raises(StoreError):
            put(store, "c", b"4")
    assert store.get("a").read() == b"1"


def test_a_store_without_conditions_says_so() -> None:
    store = MemoryStore(conditional=False)
    assert not store.features.conditional
    put(store, "a", b"1", create_only=True)
    put(store, "a", b"2", create_only=True)
    assert store.get("a").read() == b"2"
