"""A directory as a store: nothing leaves the root, nothing half written is seen."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from goglobal.delivery.directory import TEMPORARY, DirectoryStore
from goglobal.errors import DeniedError, StoreError


def put(store: DirectoryStore, key: str, data: bytes) -> None:
    store.put(
        key,
        data,
        sha256=hashlib.sha256(data).hexdigest(),
        md5=hashlib.md5(data).hexdigest(),
        size=len(data),
    )


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text("s")
    root = tmp_path / "root"
    root.mkdir()
    (root / "way").symlink_to(outside)
    (root / "file").symlink_to(outside / "secret")
    store = DirectoryStore(root)
    with pytest.raises(StoreError):
        put(store, "way/new", b"1")
    with pytest.raises(StoreError):
        store.get("way/secret")
    with pytest.raises(StoreError):
        store.get("file")
    with pytest.raises(StoreError):
        store.delete("way/secret")
    with pytest.raises(StoreError):
        list(store.list("way/"))
    assert list(store.list()) == []
    put(store, "file", b"mine")
    assert (outside / "secret").read_text() == "s"
    assert sorted(p.name for p in outside.iterdir()) == ["secret"]
    assert (root / "file").read_bytes() == b"mine"


def test_what_a_dead_writer_left_is_not_listed_and_is_removed(tmp_path: Path) -> None:
    code = (
        "import sys, os; from pathlib import Path;"
        "from goglobal.delivery.directory import DirectoryStore;"
        "store = DirectoryStore(Path(sys.argv[1]));\n"
        "with store._temporary('a/b') as (temporary, _):\n"
        "    temporary.write_bytes(b'half'); os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert [p.name.startswith(TEMPORARY) for p in (tmp_path / "a").iterdir()] == [True]
    assert list(DirectoryStore(tmp_path).list()) == []
    assert list((tmp_path / "a").iterdir()) == []


def test_a_living_writers_file_stays(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path)
    with store._temporary("a/b") as (temporary, _):
        assert list(store.list()) == []
        assert temporary.exists()
    assert not temporary.exists()


def test_goglobals_own_names_are_no_keys(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        put(DirectoryStore(tmp_path), f"{TEMPORARY}x", b"1")


def test_nothing_is_left_beside_the_objects(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path)
    put(store, "a", b"1")
    store.put(
        "a",
        b"2",
        sha256=hashlib.sha256(b"2").hexdigest(),
        md5=hashlib.md5(b"2").hexdigest(),
        size=1,
        if_match=store.head("a").etag,
    )
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def is_denied(folder: Path) -> bool:
    try:
        put(DirectoryStore(folder), "a", b"1")
    except DeniedError:
        return True
    return False


def test_a_folder_without_rights_is_denied() -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o555)
        if os.geteuid() != 0:
            assert is_denied(folder)
            return
        child = os.fork()  # root may write everywhere, so somebody else has to try
        if child == 0:
            os.setuid(65534)
            os._exit(0 if is_denied(folder) else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    finally:
        folder.rmdir()


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    store = DirectoryStore(tmp_path)

    with store._temporary("a") as (temporary, target):
        assert target.name == "a"
        temporary.unlink()
        temporary.symlink_to("/dev/full")
        with pytest.raises(StoreError, match="No space left"), store._translated("a"):
            temporary.write_bytes(b"1")
    assert list(store.list()) == []
