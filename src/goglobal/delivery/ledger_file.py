"""The file of the ledger: its tables, brought up to date step by step, and what is damaged."""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path

_RECEIPTS = """
CREATE TABLE IF NOT EXISTS receipts (
    name TEXT PRIMARY KEY,
    series TEXT NOT NULL,
    target TEXT NOT NULL,
    unit TEXT NOT NULL,
    url TEXT NOT NULL,
    bundle TEXT NOT NULL,
    state TEXT NOT NULL,
    at TEXT NOT NULL,
    document BLOB NOT NULL
) WITHOUT ROWID
"""
_BEGUN = """
CREATE TABLE IF NOT EXISTS begun (
    series TEXT NOT NULL,
    target TEXT NOT NULL,
    unit TEXT NOT NULL,
    url TEXT NOT NULL,
    bundle TEXT NOT NULL,
    PRIMARY KEY (series, target, unit, url, bundle)
) WITHOUT ROWID
"""
"""Deliveries that have begun and not come to their end: a killed one leaves no receipt."""
_PLACE = "CREATE INDEX IF NOT EXISTS place ON receipts (series, target, unit, at)"
_MOMENT = "CREATE INDEX IF NOT EXISTS moment ON receipts (at)"
STEPS: tuple[tuple[str, ...], ...] = (
    (_RECEIPTS, _BEGUN, _PLACE),
    (_MOMENT,),  # what happened, over all series: `status --history`
)
"""What leads from each version of the file to the next; version 0 is an empty file."""
VERSION = len(STEPS)


class NewerError(Exception):
    """The file is of a newer version than this one."""


def prepared(path: str) -> sqlite3.Connection:
    """Open the file at `path`, made or brought up to date in one transaction.

    Raises NewerError; sqlite3.OperationalError where it cannot be used, another
    sqlite3.DatabaseError where it is damaged.
    """
    connection = sqlite3.connect(path, timeout=10, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise NewerError(path)
        if version < VERSION:
            _bring_up(connection, version)
        connection.execute("SELECT name, unit, document FROM receipts LIMIT 1")
    except BaseException:
        connection.close()
        raise
    return connection


def _bring_up(connection: sqlite3.Connection, version: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in STEPS[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def set_aside(path: Path) -> Path:
    """Move the files of a damaged ledger out of the way; return where the main one went."""
    for number in itertools.count(1):
        aside = path.with_name(f"{path.name}.damaged-{number}")
        if not aside.exists():
            break
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.replace(aside)
    return aside
