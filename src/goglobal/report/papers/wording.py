"""Days, minutes, episodes and digests as papers write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from goglobal.delivery.receipts import BY_HAND, Receipt
from goglobal.locale_names import format_date


def day(at: str) -> str:
    """The day of a moment (UTC), in words."""
    return format_date(dt.date.fromisoformat(at[:10])) if at else ""


def moment(at: str) -> str:
    """`2026-11-27 15:04`."""
    return at[:16].replace("T", " ")


def minutes(value: float | None) -> str:
    """To a tenth; empty: nobody knows."""
    return "" if value is None else f"{value:.1f}"


def spans(numbers: Iterable[int]) -> str:
    """`1–4, 7` for 1, 2, 3, 4, 7; with a hyphen a spreadsheet makes a date of it."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}–{p[-1]}" for p in parts)


def digest_of(receipt: Receipt) -> str:
    """The bundle's digest; empty where a delivery was made by hand, without a bundle."""
    return "" if receipt.url.startswith(BY_HAND) and not receipt.bundle else receipt.bundle
