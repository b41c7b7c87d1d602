"""What can be pruned, or was, as a table and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Protocol

from goglobal.errors import Argument, fill
from goglobal.messages import N_, gettext, localise, ngettext
from goglobal.report import words
from goglobal.report.cells import Painter, size, table, visible
from goglobal.report.json_ import Document
from goglobal.report.text import PLAIN

_KINDS = {
    # Translators: what can be pruned from a bucket; shown in a table column
    "earlier": N_("earlier bundle"),
    "unfinished": N_("unfinished bundle"),
    "media": N_("unused media"),
    "upload": N_("unfinished upload"),
}


class Item(Protocol):
    @property
    def series(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def keys(self) -> Sequence[str]: ...
    @property
    def bytes(self) -> int: ...
    @property
    def modified(self) -> float: ...


class Reason(Protocol):
    @property
    def message(self) -> str: ...
    @property
    def arguments(self) -> Mapping[str, Argument]: ...


class PrunedItem(Protocol):
    """One thing that can go, and what became of it."""

    @property
    def target(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def item(self) -> Item: ...
    @property
    def removed(self) -> bool: ...
    @property
    def error(self) -> Reason | None: ...


class Pruning(Protocol):
    """All of it, and how much stays."""

    @property
    def items(self) -> Sequence[PrunedItem]: ...
    @property
    def current(self) -> int: ...
    @property
    def kept(self) -> int: ...
    @property
    def young(self) -> int: ...
    @property
    def unclear(self) -> Sequence[str]: ...
    @property
    def deleted(self) -> bool: ...


def prune_text(report: Pruning, *, painter: Painter = PLAIN) -> str:
    """What can go or has gone, what stays, and how to go on."""
    blocks = []
    if report.items:
        rows = [
            (
                one.item.series,
                one.target,
                one.item.unit,
                gettext(_KINDS[one.item.kind]),
                one.item.digest[:12],
                str(len(one.item.keys)),
                size(one.item.bytes) if one.item.bytes else "",
                _moment(one.item.modified)[:16].replace("T", " "),
                _became(one),
            )
            for one in report.items
        ]
        header = (
            gettext("series"),
            gettext("target"),
            gettext("language"),
            # Translators: table column: what kind of thing can be pruned
            gettext("what"),
            # Translators: table column: the first digits of a checksum
            gettext("digest"),
            gettext("objects"),
            gettext("size"),
            # Translators: table column: when it was written, in universal time
            gettext("of (UTC)"),
            gettext("state"),
        )
        styles = ["red" if one.error else None for one in report.items]
        blocks.append(table(header, rows, painter=painter, right=(5, 6), styles=styles))
    if report.unclear:
        lines = [painter.paint(gettext("Left alone, for this is missing or not whole:"), "yellow")]
        lines += [f"  {visible(url)}" for url in report.unclear]
        blocks.append("\n".join(lines))
    blocks.append(_summary(report, painter))
    return "\n\n".join(blocks) + "\n"


def _became(one: PrunedItem) -> str:
    if one.error is not None:
        return localise(one.error.message, one.error.arguments)
    return words.state("removed") if one.removed else ""


def _summary(report: Pruning, painter: Painter) -> str:
    stays = words.listed(
        (
            _counted(
                ngettext("{count} current", "{count} current", report.current), report.current
            ),
            # Translators: earlier bundles that were asked to be kept
            _counted(ngettext("{count} kept", "{count} kept", report.kept), report.kept),
            _counted(
                ngettext("{count} too young", "{count} too young", report.young), report.young
            ),
        )
    )
    lines = []
    if not report.items:
        lines.append(painter.paint(gettext("There is nothing to prune."), "green"))
    else:
        gone = [one for one in report.items if one.removed or not report.deleted]
        facts: dict[str, Argument] = {
            "objects": sum(len(one.item.keys) for one in gone),
            "size": size(sum(one.item.bytes for one in gone)),
        }
        message = (
            N_("Removed: {objects} objects, {size}.")
            if report.deleted
            else N_("This can go: {objects} objects, {size}. With --delete it is removed.")
        )
        lines.append(painter.paint(localise(message, facts), "bold"))
    if stays:
        lines.append(localise(N_("It stays: {what}."), {"what": stays}))
    return "\n".join(lines)


def _counted(text: str, count: int) -> str:
    return fill(text, {"count": count}) if count else ""


def _moment(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="seconds")


def prune_document(report: Pruning) -> Document:
    """`goglobal.prune/1`."""
    return {
        "schema": "goglobal.prune/1",
        "deleted": report.deleted,
        "items": [
            {
                "series": one.item.series,
                "target": one.target,
                "unit": one.item.unit or None,
                "kind": one.item.kind,
                "digest": one.item.digest,
                "keys": list(one.item.keys),
                "objects": len(one.item.keys),
                "bytes": one.item.bytes,
                "modified": _moment(one.item.modified).replace("+00:00", "Z"),
                "url": one.url,
                "state": "failed" if one.error else "removed" if one.removed else "prunable",
                "error": fill(one.error.message, one.error.arguments) if one.error else None,
            }
            for one in report.items
        ],
        "current": report.current,
        "kept": report.kept,
        "young": report.young,
        "unclear": list(report.unclear),
    }
