"""Several verifications as one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from goglobal.report.shapes import DamagedObject, DeliveryNotice, Verification


class Verified(NamedTuple):
    """The sum of several verifications."""

    objects: int
    damaged: tuple[DamagedObject, ...]
    unverifiable: int
    notices: tuple[DeliveryNotice, ...] = ()


def together(reports: Iterable[Verification]) -> Verified:
    """One report over all of `reports`."""
    parts = tuple(reports)
    return Verified(
        sum(part.objects for part in parts),
        tuple(item for part in parts for item in part.damaged),
        sum(part.unverifiable for part in parts),
        tuple(notice for part in parts for notice in part.notices),
    )
