"""probe: what a target's place can do, and what we may do there."""

from __future__ import annotations

from goglobal.delivery import probing
from goglobal.delivery.probe_report import ProbeReport
from goglobal.model import Target
from goglobal.pipeline.places import profile_of


def probe(target: Target) -> ProbeReport:
    """Write, read, list, copy and remove small objects at `target`, and tell how it went.

    They are named `goglobal-probe-…`, lie directly below the target's prefix, and are removed
    again, also after Ctrl-C. Raises UsageError for settings with which nothing can be tried.
    """
    layout = target.layout or profile_of(target).layout
    return probing.probe(target, in_place=layout == "in-place")
