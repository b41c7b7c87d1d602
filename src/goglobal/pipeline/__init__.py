"""The public verbs: the only room that knows all the steps and joins them."""

from goglobal.pipeline.checks import check
from goglobal.pipeline.delivering import push, ship, verify
from goglobal.pipeline.fixing import FixReport, apply_fixes, fix, fixes
from goglobal.pipeline.holding import held_items
from goglobal.pipeline.making import build
from goglobal.pipeline.reports import CheckReport, HeldItem, ShipReport, StatusRow
from goglobal.pipeline.selecting import load, plan, targets_of
from goglobal.pipeline.standing import status

__all__ = [
    "CheckReport",
    "FixReport",
    "HeldItem",
    "ShipReport",
    "StatusRow",
    "apply_fixes",
    "build",
    "check",
    "fix",
    "fixes",
    "held_items",
    "load",
    "plan",
    "push",
    "ship",
    "status",
    "targets_of",
    "verify",
]
