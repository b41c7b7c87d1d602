"""The ledger: an index over the receipts in SQLite, on the local disk, that can be rebuilt."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from goglobal.delivery.ledger_file import NewerError, prepared, set_aside
from goglobal.delivery.receipts import Notice, Receipt, ReceiptLog
from goglobal.errors import StoreError
from goglobal.messages import N_

NAME = "ledger.sqlite"
_AT_ONCE = 100
_STANDING = frozenset({"delivered", "withdrawn", "restored"})
_ADD = "INSERT OR REPLACE INTO receipts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Ledger:
    """The receipts by series, target and unit. Only the driver of a run writes it.

    `notices` says what went wrong with opening it: a damaged file is set aside and the index
    begun anew; one that cannot be written is kept in memory for this run. Delivery goes on
    in both cases. It may be used from threads.
    """

    def __init__(self, connection: sqlite3.Connection, notices: tuple[Notice, ...] = ()) -> None:
        self._connection = connection
        self._left: list[sqlite3.Connection] = []
        self._lock = threading.RLock()
        self.notices = notices

    @classmethod
    def open(cls, state: Path | None) -> Ledger:
        """The ledger in the folder `state`; None: one in memory."""
        if state is None:
            return cls(prepared(":memory:"))
        path = state / NAME
        notices: list[Notice] = []
        try:
            state.mkdir(parents=True, exist_ok=True)
            try:
                return cls(prepared(str(path)))
            except (sqlite3.OperationalError, NewerError):
                raise
            except sqlite3.DatabaseError:
                aside = set_aside(path)
                notices.append(
                    Notice(
                        message=N_("{path} was damaged; it is kept as {aside} and begun anew"),
                        arguments={"path": str(path), "aside": aside.name},
                    )
                )
                return cls(prepared(str(path)), tuple(notices))
        except NewerError:
            notices.append(
                Notice(
                    message=N_(
                        "{path} is of a newer goglobal and stays as it is; this run goes by the "
                        "receipts alone"
                    ),
                    arguments={"path": str(path)},
                )
            )
            return cls(prepared(":memory:"), tuple(notices))
        except (OSError, sqlite3.Error) as error:
            notices.append(_unwritable(str(path), error))
            return cls(prepared(":memory:"), tuple(notices))

    def close(self) -> None:
        """Close the file."""
        for connection in (self._connection, *self._left):
            connection.close()

    def add(self, name: str, receipt: Receipt) -> tuple[Notice, ...]:
        """Note one receipt under its name; return what went wrong."""
        return self._write(_ADD, _row(name, receipt))

    def begin(
        self, *, series: str, target: str, unit: str, url: str, bundle: str
    ) -> tuple[Notice, ...]:
        """Note that objects of a bundle go out from now on; return what went wrong."""
        row = (series, target, unit, url, bundle)
        return self._write("INSERT OR REPLACE INTO begun VALUES (?, ?, ?, ?, ?)", row)

    def end(self, *, series: str, target: str, unit: str, url: str) -> tuple[Notice, ...]:
        """Note that a place has one whole bundle again; return what went wrong."""
        query = "DELETE FROM begun WHERE series = ? AND target = ? AND unit = ? AND url = ?"
        return self._write(query, (series, target, unit, url))

    def is_disturbed(self, *, series: str, target: str, unit: str, url: str, bundle: str) -> bool:
        """Whether another bundle began to go to a place since the last delivery there ended."""
        row = (series, target, unit, url, bundle)
        query = (
            "SELECT 1 FROM begun WHERE series = ? AND target = ? AND unit = ? AND url = ? "
            "AND bundle != ?"
        )
        with self._lock:
            if self._connection.execute(query, row).fetchone() is not None:
                return True
        for receipt in self.receipts(
            series=series, target=target, unit=unit, url=url, newest_first=True
        ):
            if receipt.state == "delivered":
                break
            if receipt.state == "failed" and receipt.bundle != bundle:
                return True
        return False

    def sync(self, log: ReceiptLog, prefix: str = "") -> int:
        """Take in the receipts that are in `log` and not here; return how many there were."""
        known = self._names(prefix)
        count = 0
        for name in log.names(prefix):
            if name in known:
                continue
            receipt = log.load(name)
            if receipt is not None:
                self.add(name, receipt)
                count += 1
        return count

    def rebuild(self, logs: Iterable[ReceiptLog]) -> int:
        """Forget all receipts and read those of `logs` anew; return how many there were.

        All or nothing: where they cannot be read, StoreError is raised and everything stays as it
        was. sqlite3.Error where the file cannot be written.
        """
        count = 0
        with self._lock, self._connection:
            self._connection.execute("DELETE FROM receipts")
            for log in logs:
                for name in log.names():
                    receipt = log.load(name)
                    if receipt is not None:
                        count += 1
                        self._connection.execute(_ADD, _row(name, receipt))
        return count

    def receipts(
        self,
        *,
        series: str | None = None,
        target: str | None = None,
        unit: str | None = None,
        url: str | None = None,
        newest_first: bool = False,
    ) -> Iterator[Receipt]:
        """The receipts of what is named, oldest first unless wanted otherwise."""
        wanted = {"series": series, "target": target, "unit": unit, "url": url}
        named = {key: value for key, value in wanted.items() if value is not None}
        where = " AND ".join(f"{key} = :{key}" for key in named)
        order = "DESC" if newest_first else "ASC"
        query = (
            f"SELECT document FROM receipts {'WHERE ' + where if where else ''} "  # noqa: S608
            f"ORDER BY at {order}, name {order}"
        )
        with self._lock:
            found = self._connection.execute(query, named)
        while True:
            with self._lock:
                documents = found.fetchmany(_AT_ONCE)
            if not documents:
                return
            for (document,) in documents:
                with contextlib.suppress(msgspec.MsgspecError):
                    yield msgspec.json.decode(document, type=Receipt)

    def last(self, *, series: str, target: str, unit: str, url: str) -> Receipt | None:
        """The newest receipt of a delivery that came to its end."""
        found = self.receipts(series=series, target=target, unit=unit, url=url, newest_first=True)
        return next((receipt for receipt in found if receipt.state == "delivered"), None)

    def standing(self, *, series: str, target: str, unit: str, url: str) -> Receipt | None:
        """The newest receipt that says how it stands: delivered, withdrawn or restored."""
        found = self.receipts(series=series, target=target, unit=unit, url=url, newest_first=True)
        return next((receipt for receipt in found if receipt.state in _STANDING), None)

    def in_place(self, *, series: str, target: str, unit: str, url: str) -> dict[str, str]:
        """By key the sha256 of what our receipts say is there: the last delivery, and what
        failed ones sent since then."""
        checksums: dict[str, str] = {}
        for receipt in self.receipts(
            series=series, target=target, unit=unit, url=url, newest_first=True
        ):
            for key, sha256 in receipt.checksums.items():
                checksums.setdefault(key, sha256)
            if receipt.state == "delivered":
                break
        return checksums

    def episodes_in_place(self, *, series: str, target: str, unit: str, url: str) -> dict[str, int]:
        """By key the episode of what `in_place` tells of, as far as the receipts say."""
        episodes: dict[str, int] = {}
        for receipt in self.receipts(
            series=series, target=target, unit=unit, url=url, newest_first=True
        ):
            for key, episode in receipt.of_episodes.items():
                episodes.setdefault(key, episode)
            if receipt.state == "delivered":
                break
        return episodes

    def _write(self, query: str, row: tuple[str | bytes, ...]) -> tuple[Notice, ...]:
        """Execute; where the file cannot be written any more, this run goes on in memory."""
        with self._lock:
            try:
                with self._connection:
                    self._connection.execute(query, row)
            except sqlite3.Error as error:
                memory = prepared(":memory:")
                with contextlib.suppress(sqlite3.Error):
                    self._connection.backup(memory)
                self._left.append(self._connection)  # somebody may be reading it
                self._connection = memory
                with memory:
                    memory.execute(query, row)
                return (_unwritable(NAME, error),)
        return ()

    def _names(self, prefix: str) -> frozenset[str]:
        query = "SELECT name FROM receipts WHERE substr(name, 1, ?) = ?"
        with self._lock:
            rows = self._connection.execute(query, (len(prefix), prefix)).fetchall()
        return frozenset(name for (name,) in rows)


def _row(name: str, receipt: Receipt) -> tuple[str | bytes, ...]:
    return (
        name,
        receipt.series,
        receipt.target,
        receipt.unit,
        receipt.url,
        receipt.bundle,
        receipt.state,
        receipt.at,
        msgspec.json.encode(receipt),
    )


def read_all(log: ReceiptLog, ledger: Ledger, prefix: str = "") -> tuple[Notice, ...]:
    """Sync, with what went wrong as notices: receipts that cannot be read stop no delivery."""
    try:
        ledger.sync(log, prefix)
    except StoreError as error:
        return (
            Notice(
                message=N_("the receipts cannot be read: {reason}"),
                arguments={"reason": str(error)},
            ),
        )
    return ()


def _unwritable(path: str, error: Exception) -> Notice:
    return Notice(
        message=N_("{path} cannot be written ({reason}); the delivery goes on without"),
        arguments={"path": path, "reason": str(error)},
    )
