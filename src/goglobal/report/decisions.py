"""What a dry run would do with each object, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from goglobal.messages import N_, gettext
from goglobal.report import words
from goglobal.report.cells import Painter, size, table, visible
from goglobal.report.shapes import DeliveredBundle
from goglobal.report.text import PLAIN

_MOST = 20
"""Objects shown of one bundle unless the user wants them all."""
_STEPS = {
    # Translators: what would be done with an object; shown in a table column
    "send": N_("send"),
    "copy": N_("copy"),
    "keep": N_("keep"),
    "remove": N_("remove"),
    # Translators: the small object that says which bundle is current is set to another one
    "switch": N_("switch"),
}
_REASONS = {
    # Translators: why something would be done with an object; shown in a table column
    "absent": N_("not there yet"),
    "different": N_("something else is there"),
    "same": N_("the same is there"),
    "recorded": N_("a receipt says that it is there"),
    "reopened": N_("is removed first and sent last"),
    "left over": N_("of the bundle before"),
}
_STYLES = {"send": "green", "copy": "green", "switch": "green", "remove": "yellow"}


def decision_list(
    receipts: Iterable[DeliveredBundle], *, painter: Painter = PLAIN, verbose: bool = False
) -> str:
    """What would be done, bundle by bundle; empty where nothing would be.

    What stays as it is stands there only with `verbose`; it is counted else.
    """
    blocks = []
    for receipt in receipts:
        unit = receipt.language or receipt.unit or gettext("shared")
        title = words.listed((receipt.series, receipt.target, unit))
        shown = [p for p in receipt.planned if verbose or p.step != "keep"]
        if not shown:
            continue
        cut = shown if verbose else shown[:_MOST]
        rows = [
            (
                gettext(_STEPS[planned.step]),
                planned.key.replace(receipt.bundle, f"{receipt.bundle[:12]}…"),
                size(planned.bytes) if planned.bytes else "",
                gettext(_REASONS[planned.why]),
            )
            for planned in cut
        ]
        lines = [painter.paint(visible(title), "bold") + visible(f"  {receipt.url}")]
        header = (
            # Translators: table column: what would be done: send, copy, keep, remove, switch
            gettext("step"),
            gettext("object"),
            gettext("size"),
            # Translators: table column: why it would be done
            gettext("because"),
        )
        styles = [_STYLES.get(planned.step) for planned in cut]
        text = table(header, rows, painter=painter, right=(2,), styles=styles)
        lines += [f"  {line}" for line in text.splitlines()]
        if len(cut) < len(shown):
            lines.append(f"  {words.and_more(len(shown) - len(cut))}")
        if not verbose and (kept := len(receipt.planned) - len(shown)):
            lines.append(f"  {words.in_place(kept)}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def decision_entries(receipts: Iterable[DeliveredBundle]) -> list[dict[str, str | int | None]]:
    """The same for `push --format json`: one entry an object."""
    return [
        {
            "series": receipt.series,
            "target": receipt.target,
            "language": receipt.language,
            "unit": receipt.unit,
            "key": planned.key,
            "decision": planned.step,
            "reason": planned.why.replace(" ", "-"),
            "bytes": planned.bytes,
        }
        for receipt in receipts
        for planned in receipt.planned
    ]
