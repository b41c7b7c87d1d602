"""Checking: rules over what was read, as findings; who waived them; what they hold back.

All of it is pure. `pipeline` reads the files and hands them over, one job for each language of each
series, then one for each series, which compares what the first ones found.
"""

from __future__ import annotations

from goglobal.checking.choosing import filter_findings
from goglobal.checking.holding import Held, HeldPart, held
from goglobal.checking.languages import LanguageJob, check_language
from goglobal.checking.results import Checked, digest_of
from goglobal.checking.series import SeriesJob, check_series
from goglobal.checking.waiving import waive
from goglobal.rules.crashing import CRASHED

__all__ = [
    "CRASHED",
    "Checked",
    "Held",
    "HeldPart",
    "LanguageJob",
    "SeriesJob",
    "check_language",
    "check_series",
    "digest_of",
    "filter_findings",
    "held",
    "waive",
]
