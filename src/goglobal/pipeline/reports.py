"""What the verbs return: reports as values, with no words rendered."""

from __future__ import annotations

import msgspec

from goglobal.bundling.bundle import Bundle
from goglobal.delivery.receipts import Receipt
from goglobal.delivery.verifying import VerifyReport
from goglobal.findings import Finding
from goglobal.pipeline.check_reports import CheckReport


class HeldItem(msgspec.Struct, frozen=True, kw_only=True):
    """What was not sent, and the errors that hold it."""

    series: str
    target: str
    language: str | None
    """None: every language, or the shared bundle."""
    episodes: tuple[int, ...] | None
    """None: all of the language."""
    reasons: tuple[Finding, ...] = ()


class ShipReport(msgspec.Struct, frozen=True, kw_only=True):
    """One whole run."""

    check: CheckReport
    bundles: tuple[Bundle, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    held: tuple[HeldItem, ...] = ()
    verified: tuple[VerifyReport, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a delivery is incomplete, or what arrived is damaged."""
        return any(r.state == "failed" for r in self.receipts) or any(
            report.damaged for report in self.verified
        )


class StatusRow(msgspec.Struct, frozen=True, kw_only=True):
    """Where one language of one series stands at one target."""

    series: str
    target: str
    language: str | None
    """None: the shared bundle, or one that is not of one language."""
    unit: str = ""
    """The bundle's folder: a language, `shared`, `ep001` or `series`."""
    state: str
    """`missing` (never built), `built` (never delivered), `delivered`, `stale` (built anew since),
    `held` (an error keeps it back now), `withdrawn` or `failed` (the last attempt)."""
    bundle: str = ""
    at: str = ""
    """UTC, when it was delivered last."""
    url: str = ""
