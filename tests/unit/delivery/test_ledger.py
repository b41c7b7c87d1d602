"""Receipts and the ledger over them: rebuilt, damaged, and where nothing may be written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from goglobal.delivery.directory import DirectoryStore
from goglobal.delivery.ledger import NAME, Ledger, read_all
from goglobal.delivery.ledger_file import VERSION
from goglobal.delivery.memory import MemoryStore
from goglobal.delivery.receipts import Receipt, ReceiptLog, State, folder
from goglobal.errors import StoreError


def receipt(at: str, state: State = "delivered", **fields: object) -> Receipt:
    made = Receipt(
        series="s",
        target="t",
        platform="p",
        language="th",
        unit="th",
        bundle=f"{at:0>64}",
        url="s3://b/x",
        state=state,
        at=at,
    )
    return msgspec.structs.replace(made, **fields)


@pytest.fixture
def log() -> ReceiptLog:
    return ReceiptLog(MemoryStore())


def test_the_last_delivery_is_found(tmp_path: Path, log: ReceiptLog) -> None:
    ledger = Ledger.open(tmp_path)
    for each in (receipt("2"), receipt("1"), receipt("3", "failed")):
        ledger.add(log.write(each), each)
    last = ledger.last(series="s", target="t", unit="th", url="s3://b/x")
    assert last is not None
    assert last.at == "2"
    assert ledger.last(series="s", target="t", unit="en", url="s3://b/x") is None
    assert ledger.last(series="s", target="t", unit="th", url="s3://b/y") is None
    ledger.close()


def test_what_a_failed_run_sent_counts_too(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)
    ledger.add("1", receipt("1", checksums={"a": "old", "gone": "x"}))
    ledger.add("2", receipt("2", checksums={"a": "one", "b": "two"}))
    ledger.add("3", receipt("3", "failed", checksums={"b": "three"}))
    place = {"series": "s", "target": "t", "unit": "th", "url": "s3://b/x"}
    assert ledger.in_place(**place) == {"a": "one", "b": "three"}
    ledger.close()


def test_it_is_rebuilt_from_the_receipts(tmp_path: Path, log: ReceiptLog) -> None:
    written = [receipt(str(n)) for n in range(3)]
    for each in written:
        log.write(each)
    log.write(receipt("0"))  # the same moment: it gets a name of its own
    ledger = Ledger.open(tmp_path)
    ledger.add("no-such-receipt", receipt("9"))
    assert ledger.rebuild([log]) == 4
    assert [r.at for r in ledger.receipts()] == ["0", "0", "1", "2"]
    assert ledger.sync(log) == 0
    ledger.close()


def test_receipts_that_cannot_be_read_leave_the_ledger_as_it_was(
    tmp_path: Path, log: ReceiptLog
) -> None:
    class Broken(ReceiptLog):
        def load(self, name: str) -> Receipt | None:
            raise StoreError("no")

    log.write(receipt("1"))
    ledger = Ledger.open(tmp_path)
    ledger.add("known", receipt("9"))
    with pytest.raises(StoreError):
        ledger.rebuild([log, Broken(log.store)])
    assert [found.at for found in ledger.receipts()] == ["9"]
    ledger.close()


def version_of(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(version)


def test_a_ledger_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with sqlite3.connect(path) as connection:  # as version 1 wrote it
        connection.execute(
            "CREATE TABLE receipts (name TEXT PRIMARY KEY, series TEXT NOT NULL, target TEXT NOT "
            "NULL, unit TEXT NOT NULL, url TEXT NOT NULL, bundle TEXT NOT NULL, state TEXT NOT "
            "NULL, at TEXT NOT NULL, document BLOB NOT NULL) WITHOUT ROWID"
        )
        row = ("n", "s", "t", "th", "s3://b/x", "b", "delivered", "1")
        document = msgspec.json.encode(receipt("1"))
        connection.execute("INSERT INTO receipts VALUES (?,?,?,?,?,?,?,?,?)", (*row, document))
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    ledger = Ledger.open(tmp_path)
    assert ledger.notices == ()
    assert [found.at for found in ledger.receipts()] == ["1"]
    ledger.close()
    assert version_of(path) == VERSION == 2
    assert [p.name for p in tmp_path.iterdir()] == [NAME]


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path: Path, log: ReceiptLog) -> None:
    log.write(receipt("1"))
    Ledger.open(tmp_path).close()
    path = tmp_path / NAME
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    ledger = Ledger.open(tmp_path)
    assert "newer goglobal" in str(ledger.notices[0])
    assert read_all(log, ledger) == ()
    assert [found.at for found in ledger.receipts()] == ["1"]
    ledger.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize("junk", [b"", b"junk" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_set_aside_and_begun_anew(
    tmp_path: Path, log: ReceiptLog, junk: bytes
) -> None:
    log.write(receipt("1"))
    (tmp_path / NAME).write_bytes(junk)
    ledger = Ledger.open(tmp_path)
    assert bool(ledger.notices) == bool(junk)
    assert read_all(log, ledger) == ()
    assert [r.at for r in ledger.receipts()] == ["1"]
    ledger.close()
    if junk:
        assert (tmp_path / f"{NAME}.damaged-1").read_bytes() == junk
        assert str(tmp_path) in str(ledger.notices[0])


def test_a_torn_page_is_found(tmp_path: Path, log: ReceiptLog) -> None:
    ledger = Ledger.open(tmp_path)
    for number in range(200):
        each = receipt(f"{number:04}", checksums={"k" * 200: "v" * 64})
        ledger.add(log.write(each), each)
    ledger.close()
    path = tmp_path / NAME
    data = bytearray(path.read_bytes())
    data[4096 * 2 : 4096 * 9] = b"\x5a" * (4096 * 7)
    path.write_bytes(data)
    ledger = Ledger.open(tmp_path)
    assert ledger.notices
    assert ledger.sync(log) == 200
    ledger.close()


def test_where_nothing_can_be_written_it_is_kept_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    ledger = Ledger.open(tmp_path / "file" / "state")
    assert "cannot be written" in str(ledger.notices[0])
    ledger.add("1", receipt("1"))
    assert len(list(ledger.receipts())) == 1
    ledger.close()


def test_a_disk_that_fills_up_on_the_way_stops_nothing(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)
    ledger.add("1", receipt("1"))
    ledger._connection.execute("PRAGMA max_page_count = 1")
    big = receipt("2", checksums={str(n): "0" * 64 for n in range(500)})
    (notice,) = ledger.add("2", big)
    assert "goes on without" in str(notice)
    assert ledger.add("3", receipt("3")) == ()
    assert [found.at for found in ledger.receipts()] == ["1", "2", "3"]
    ledger.close()


def test_what_was_begun_and_did_not_end_is_known(tmp_path: Path) -> None:
    place = {"series": "s", "target": "t", "unit": "th", "url": "s3://b/x"}
    ledger = Ledger.open(tmp_path)
    ledger.add("1", receipt("1"))
    assert not ledger.is_disturbed(**place, bundle="a")
    ledger.begin(**place, bundle="b")
    ledger.close()
    ledger = Ledger.open(tmp_path)
    assert ledger.is_disturbed(**place, bundle="a")
    assert not ledger.is_disturbed(**place, bundle="b")
    ledger.end(**place)
    assert not ledger.is_disturbed(**place, bundle="a")
    ledger.add("2", receipt("2", "failed", bundle="b"))
    assert ledger.is_disturbed(**place, bundle="a")
    assert not ledger.is_disturbed(**place, bundle="b")
    ledger.close()


def test_it_is_a_plain_database_with_wal(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)
    ledger.add("1", receipt("1"))
    ledger.close()
    with sqlite3.connect(tmp_path / NAME) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_junk_among_the_receipts_is_passed_over(tmp_path: Path) -> None:
    log = ReceiptLog(DirectoryStore(tmp_path / "receipts"))
    log.write(receipt("1"))
    for name, data in {"a.json": b"[" * 100_000, "b.json": b"\xff", "c.json": b"{}"}.items():
        (tmp_path / "receipts" / "s" / "t" / "th" / name).write_bytes(data)
    ledger = Ledger.open(None)
    assert ledger.sync(log) == 1
    ledger.close()


def test_receipts_never_leave_their_folder(tmp_path: Path) -> None:
    log = ReceiptLog(DirectoryStore(tmp_path / "receipts"))
    name = log.write(receipt("1", series="a/../../b", target="t t"))
    assert name.startswith("a_.._.._b/t_t/th/")
    assert folder("a", "b", "th") == "a/b/th"
