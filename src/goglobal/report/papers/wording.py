"""Days, minutes and digests as papers write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from goglobal.delivery.receipts import BY_HAND, Receipt
from goglobal.episodes import format_episodes
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


def episodes_in_cell(numbers: Iterable[int]) -> str:
    """`1–4,7`: with a hyphen a spreadsheet would make a date of it."""
    return format_episodes(numbers).replace("-", "–")


def digest_of(receipt: Receipt) -> str:
    """The bundle's digest; empty where a delivery was made by hand, without a bundle."""
    return "" if receipt.url.startswith(BY_HAND) and not receipt.bundle else receipt.bundle
