"""Small charts as SVG: pictures beside numbers, never in their place. Colours are the page's."""

from __future__ import annotations

from collections.abc import Mapping

from goglobal.report.qc.values import BINS, Speeds

_STEP = 9
_HEIGHT = 34
STATES = ("delivered", "stale", "built", "held", "withdrawn", "failed", "missing")
"""In the order in which a bar shows them."""


def histogram(speeds: Speeds) -> str:
    """The distribution of reading speeds, a tenth of the limit a column; the line is the limit."""
    highest = max(speeds.bins, default=0)
    parts = [
        f'<svg class="hist" viewBox="0 0 {BINS * _STEP} {_HEIGHT + 2}" '
        f'width="{BINS * _STEP}" height="{_HEIGHT + 2}" aria-hidden="true">'
    ]
    for number, count in enumerate(speeds.bins):
        if not count:
            continue
        height = max(1.5, count / highest * _HEIGHT)
        kind = "over" if number >= BINS // 2 else "in"
        parts.append(
            f'<rect class="{kind}" x="{number * _STEP + 0.5}" y="{_HEIGHT - height:.1f}" '
            f'width="{_STEP - 1}" height="{height:.1f}"/>'
        )
    middle = BINS // 2 * _STEP
    parts.append(f'<path class="axis" d="M0 {_HEIGHT + 0.5}H{BINS * _STEP}"/>')
    parts.append(f'<path class="limit" d="M{middle} 0V{_HEIGHT + 2}"/></svg>')
    return "".join(parts)


def bar(done: int, wanted: int) -> str:
    """How much of something is there."""
    share = min(1.0, done / wanted) if wanted else 1.0
    kind = "full" if share >= 1 else "part"
    return (
        '<svg class="bar" viewBox="0 0 80 10" width="80" height="10" aria-hidden="true">'
        '<rect class="ground" width="80" height="10" rx="3"/>'
        f'<rect class="{kind}" width="{80 * share:.1f}" height="10" rx="3"/></svg>'
    )


def states_bar(states: Mapping[str, int]) -> str:
    """Where the bundles of a target stand."""
    total = sum(states.values())
    parts = ['<svg class="states" viewBox="0 0 160 10" width="160" height="10" aria-hidden="true">']
    x = 0.0
    for state in STATES:
        if not states.get(state):
            continue
        width = 160 * states[state] / total
        parts.append(
            f'<rect class="s-{state}" x="{x:.1f}" width="{max(1.0, width - 1):.1f}" height="10"/>'
        )
        x += width
    return "".join([*parts, "</svg>"])
