"""The public verbs: the only room that knows all the steps and joins them.

Each is loaded when it is first asked for: a check needs nothing of what delivers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goglobal.lazy import load as _load

if TYPE_CHECKING:
    from goglobal.pipeline.answering import feedback
    from goglobal.pipeline.check_reports import CheckReport
    from goglobal.pipeline.checks import check
    from goglobal.pipeline.delivering import push, verify
    from goglobal.pipeline.fixing import FixReport, apply_fixes, fix, fixes
    from goglobal.pipeline.holding import held_items
    from goglobal.pipeline.making import build
    from goglobal.pipeline.probing import probe
    from goglobal.pipeline.pruning import prune
    from goglobal.pipeline.quality import quality_report
    from goglobal.pipeline.rebuilding import rebuild
    from goglobal.pipeline.recounting import history
    from goglobal.pipeline.reports import HeldItem, ShipReport, StatusRow
    from goglobal.pipeline.selecting import load, plan, targets_of
    from goglobal.pipeline.shipping import ship
    from goglobal.pipeline.standing import status
    from goglobal.pipeline.withdrawing import withdraw

_HOMES = {
    "CheckReport": "check_reports",
    "FixReport": "fixing",
    "HeldItem": "reports",
    "ShipReport": "reports",
    "StatusRow": "reports",
    "apply_fixes": "fixing",
    "build": "making",
    "check": "checks",
    "feedback": "answering",
    "fix": "fixing",
    "fixes": "fixing",
    "held_items": "holding",
    "history": "recounting",
    "load": "selecting",
    "plan": "selecting",
    "probe": "probing",
    "prune": "pruning",
    "push": "delivering",
    "quality_report": "quality",
    "rebuild": "rebuilding",
    "ship": "shipping",
    "status": "standing",
    "targets_of": "selecting",
    "verify": "delivering",
    "withdraw": "withdrawing",
}

__all__ = [
    "CheckReport",
    "FixReport",
    "HeldItem",
    "ShipReport",
    "StatusRow",
    "apply_fixes",
    "build",
    "check",
    "feedback",
    "fix",
    "fixes",
    "held_items",
    "history",
    "load",
    "plan",
    "probe",
    "prune",
    "push",
    "quality_report",
    "rebuild",
    "ship",
    "status",
    "targets_of",
    "verify",
    "withdraw",
]


def __getattr__(name: str) -> object:
    value = _load(__name__, _HOMES, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
