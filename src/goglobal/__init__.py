"""Packages a miniseries per language, checks it against each platform's demands, delivers it.

    import goglobal

    report = goglobal.ship("moonlit-bund")
    for receipt in report.receipts:
        print(receipt.language, receipt.state, receipt.url)

What stands in `__all__` is promised, with the documented submodules `goglobal.rules`,
`goglobal.subtitles`, `goglobal.testing` and `goglobal.errors`; nothing else is. Names are
loaded when they are first used, so `import goglobal` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goglobal.lazy import load as _load

if TYPE_CHECKING:
    from goglobal.applying import apply
    from goglobal.bundling.bundle import Bundle
    from goglobal.bundling.loading import load_bundles
    from goglobal.bundling.manifest import Manifest
    from goglobal.delivery.ledger import Ledger
    from goglobal.delivery.receipts import Receipt
    from goglobal.errors import GoGlobalError
    from goglobal.findings import Finding, Severity
    from goglobal.fixing.changes import Change
    from goglobal.model import Cue, Episode, Series, Target, Track
    from goglobal.pipeline import CheckReport, build, check, fix, plan, push, ship, verify
    from goglobal.plans import Plan
    from goglobal.profiles.loading import list_profiles, load_profile
    from goglobal.profiles.schema import Profile
    from goglobal.project import load_catalogue, load_series, load_targets

__version__ = "0.1.0"

_HOMES = {
    "Bundle": "bundling.bundle",
    "Change": "fixing.changes",
    "CheckReport": "pipeline",
    "Cue": "model",
    "Episode": "model",
    "Finding": "findings",
    "GoGlobalError": "errors",
    "Ledger": "delivery.ledger",
    "Manifest": "bundling.manifest",
    "Plan": "plans",
    "Profile": "profiles.schema",
    "Receipt": "delivery.receipts",
    "Series": "model",
    "Severity": "findings",
    "Target": "model",
    "Track": "model",
    "apply": "applying",
    "build": "pipeline",
    "check": "pipeline",
    "fix": "pipeline",
    "list_profiles": "profiles.loading",
    "load_bundles": "bundling.loading",
    "load_catalogue": "project",
    "load_profile": "profiles.loading",
    "load_series": "project",
    "load_targets": "project",
    "plan": "pipeline",
    "push": "pipeline",
    "ship": "pipeline",
    "verify": "pipeline",
}

__all__ = [
    "Bundle",
    "Change",
    "CheckReport",
    "Cue",
    "Episode",
    "Finding",
    "GoGlobalError",
    "Ledger",
    "Manifest",
    "Plan",
    "Profile",
    "Receipt",
    "Series",
    "Severity",
    "Target",
    "Track",
    "__version__",
    "apply",
    "build",
    "check",
    "fix",
    "list_profiles",
    "load_bundles",
    "load_catalogue",
    "load_profile",
    "load_series",
    "load_targets",
    "plan",
    "push",
    "ship",
    "verify",
]


def __getattr__(name: str) -> object:
    value = _load(__name__, _HOMES, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
