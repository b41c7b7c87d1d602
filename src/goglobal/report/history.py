"""Who delivered what where, when and why: receipts as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from goglobal.delivery.receipts import FOUND
from goglobal.messages import gettext, localise
from goglobal.report import words
from goglobal.report.cells import Painter, size, table, visible
from goglobal.report.json_ import Document
from goglobal.report.shapes import DeliveredBundle
from goglobal.report.text import PLAIN

_FIELDS = (
    "at",
    "series",
    "target",
    "platform",
    "language",
    "unit",
    "state",
    "bundle",
    "url",
    "uploaded",
    "skipped",
    "bytes",
    "attempts",
    "who",
    "host",
    "why",
    "source_commit",
    "tool",
    "profile",
    "error",
)


class Recorded(DeliveredBundle, Protocol):
    """A receipt with who wrote it, and why."""

    @property
    def who(self) -> str: ...
    @property
    def host(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def source_commit(self) -> str: ...
    @property
    def tool(self) -> str: ...
    @property
    def profile(self) -> str: ...


def history_table(receipts: Sequence[Recorded], *, painter: Painter = PLAIN) -> str:
    """One line a receipt, the oldest first."""
    if not receipts:
        return gettext("Nothing has been delivered.") + "\n"
    rows = [
        (
            receipt.at[:19].replace("T", " "),
            receipt.series,
            receipt.target,
            receipt.language or receipt.unit or gettext("shared"),
            words.state(receipt.state),
            receipt.bundle[:12],
            str(receipt.uploaded) if receipt.uploaded else "",
            size(receipt.bytes) if receipt.bytes else "",
            "@".join(filter(None, (receipt.who, receipt.host))),
            _why(receipt),
        )
        for receipt in receipts
    ]
    header = (
        gettext("at (UTC)"),
        gettext("series"),
        gettext("target"),
        gettext("language"),
        gettext("state"),
        gettext("bundle"),
        gettext("uploaded"),
        gettext("size"),
        # Translators: table column: the person and machine that delivered
        gettext("by"),
        # Translators: table column: why it was delivered or withdrawn, or why it failed
        gettext("reason"),
    )
    styles = [words.STYLES.get(receipt.state) for receipt in receipts]
    return table(header, rows, painter=painter, right=(6, 7), styles=styles) + "\n"


def _why(receipt: Recorded) -> str:
    if receipt.error_message:
        return visible(localise(receipt.error_message, receipt.error_arguments))
    return visible(receipt.error or (gettext(FOUND) if receipt.why == FOUND else receipt.why))


def history_document(receipts: Iterable[Recorded]) -> Document:
    """`goglobal.history/1`."""
    return {
        "schema": "goglobal.history/1",
        "receipts": [
            {name: getattr(receipt, name) or _empty(name) for name in _FIELDS}
            for receipt in receipts
        ],
    }


def _empty(name: str) -> int | None:
    return 0 if name in {"uploaded", "skipped", "bytes", "attempts"} else None
