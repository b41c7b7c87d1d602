"""Receipts: the proof of each delivery, as JSON files that are only ever added."""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import re
import socket
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from goglobal.delivery.deciding import Planned
from goglobal.delivery.pointers import put_small
from goglobal.delivery.store import Store
from goglobal.errors import Argument, ConflictError, GoGlobalError, NotFoundError, fill
from goglobal.messages import N_

SCHEMA = "goglobal.receipt/1"
BY_HAND = "by-hand:"
"""What the address of a delivery begins with that somebody made by hand."""
FOUND = N_("found in place")
"""Why there is a receipt of what nobody has a receipt of its delivery."""
State = Literal["delivered", "unchanged", "held", "failed", "planned", "withdrawn", "restored"]
"""`withdrawn` and `restored` say what holds from then on; nothing was sent."""
SUMMARY = (
    "series",
    "target",
    "platform",
    "language",
    "bundle",
    "url",
    "state",
    "uploaded",
    "skipped",
    "bytes",
    "attempts",
    "at",
    "error",
)
"""The keys of a receipt in `push --format json`."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")
_LARGEST = 64 << 20


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """Something that went wrong beside the delivery and undoes nothing of it."""

    message: str
    """A message id with `{name}` places."""
    arguments: dict[str, Argument] = {}

    def __str__(self) -> str:
        return fill(self.message, self.arguments)


def each_once(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The notices without repetitions, in their order."""
    found: list[Notice] = []
    for notice in notices:
        if notice not in found:
            found.append(notice)
    return tuple(found)


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one bundle in one run."""

    series: str
    target: str
    platform: str
    language: str | None
    """None: the shared bundle."""
    bundle: str
    url: str
    state: State
    uploaded: int = 0
    """Objects sent in this run."""
    skipped: int = 0
    """Objects that were in place, or were copied there within the store."""
    bytes: int = 0
    """Bytes sent in this run."""
    attempts: int = 1
    """The most tries that one request needed."""
    at: str = ""
    """UTC, ISO 8601."""
    error: str | None = None
    """English."""
    error_message: str | None = None
    """The message id of the error, for whoever speaks another language."""
    error_arguments: dict[str, Argument] = {}
    error_help: str = ""
    copied: int = 0
    unit: str = ""
    """The bundle's folder below the series: a language, `shared`, `ep001` or `series`."""
    who: str = ""
    host: str = ""
    why: str = ""
    source_commit: str = ""
    """Commit of the source tree, where there is one."""
    tool: str = ""
    profile: str = ""
    version_ids: dict[str, str] = {}
    """By key, where the bucket keeps versions."""
    checksums: dict[str, str] = {}
    """sha256 of every object that is in place, by key below the target's url."""
    of_episodes: dict[str, int] = {}
    """By the same keys the episode that an object is of, where it is of one."""
    notices: tuple[Notice, ...] = ()
    planned: tuple[Planned, ...] = ()
    """What a dry run found to do with each object, in the order in which it would be done."""
    schema: str = SCHEMA

    def summary(self) -> dict[str, str | int | None]:
        """The receipt as `push --format json` prints it."""
        return {name: getattr(self, name) for name in SUMMARY}


def encode(receipt: Receipt) -> bytes:
    """A receipt as it is kept: JSON with sorted keys."""
    document = msgspec.to_builtins(receipt)
    del document["planned"]  # of what was done there are checksums
    return msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=1) + b"\n"


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """Who delivers, from where, why and what."""

    who: str = ""
    host: str = ""
    why: str = ""
    source_commit: str = ""
    tool: str = ""
    profile: str = ""


def author(*, why: str = "", source_commit: str = "", profile: str = "", who: str = "") -> Author:
    """The user, machine and version at hand, with what only the caller knows."""
    import importlib.metadata

    version = ""
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        version = importlib.metadata.version("goglobal")
    if not who:
        with contextlib.suppress(OSError, KeyError, ImportError):
            who = getpass.getuser()
    return Author(
        who=who,
        host=socket.gethostname(),
        why=why,
        source_commit=source_commit,
        tool=f"goglobal {version}".strip(),
        profile=profile,
    )


def now() -> str:
    """The time, UTC, ISO 8601 to the microsecond."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def describe(error: GoGlobalError) -> dict[str, object]:
    """The fields of a receipt that tell an error."""
    return {
        "error": str(error),
        "error_message": error.message,
        "error_arguments": dict(error.arguments),
        "error_help": error.help,
    }


def folder(series: str, target: str, unit: str) -> str:
    """Where the receipts of one series' language (or other bundle) at one target lie."""
    return "/".join(_UNSAFE.sub("_", part) for part in (series, target, unit))


def put_new(store: Store, name: str, data: bytes) -> bool:
    """Put a JSON document in its place; False: something stands there already, and stays."""
    try:
        put_small(store, name, data, create_only=True)
    except ConflictError:
        return False
    return True


class ReceiptLog:
    """The receipts in a store: `{series}/{target}/{unit}/{at}-{bundle}-{state}.json`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def write(self, receipt: Receipt) -> str:
        """Add one receipt and return its name; none is ever overwritten."""
        data = encode(receipt)
        stamp = _UNSAFE.sub("", receipt.at.replace("-", "").replace(":", ""))
        place = folder(receipt.series, receipt.target, receipt.unit)
        for again in range(100):
            number = f"-{again}" if again else ""
            name = f"{place}/{stamp}-{receipt.bundle[:12]}-{receipt.state}{number}.json"
            if put_new(self.store, name, data):
                return name
        raise AssertionError("a hundred receipts of one microsecond")

    def names(self, prefix: str = "") -> Iterator[str]:
        """The names of the receipts that there are."""
        for info in self.store.list(prefix):
            if info.key.endswith(".json"):
                yield info.key

    def load(self, name: str) -> Receipt | None:
        """One receipt; None where the file is none or is gone."""
        try:
            reading = self.store.get(name)
            if reading.info.size > _LARGEST:
                return None
            receipt = msgspec.json.decode(reading.read(), type=Receipt)
        except (NotFoundError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        return receipt if receipt.schema == SCHEMA else None
