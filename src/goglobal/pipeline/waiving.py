"""Waivers: which findings a person accepts, written to the `waivers.toml` of each series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import msgspec

from goglobal.checking.waiving import NEVER_WAIVED
from goglobal.errors import Problem, ProjectError
from goglobal.exchange.writing import NewContent, read_before, tidy, write_together
from goglobal.findings import Finding, Waived
from goglobal.locking import lock
from goglobal.messages import N_
from goglobal.model import Waiver
from goglobal.pipeline.making import state_of
from goglobal.plans import Plan
from goglobal.project.reading import Refused, shown_path
from goglobal.project.waivers_text import FILE, NewWaiver, appended


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which findings are accepted, and by whom. What is None matches all."""

    codes: tuple[str, ...]
    reason: str
    by: str
    until: dt.date | None = None
    languages: tuple[str, ...] | None = None
    episodes: tuple[int, ...] | None = None
    cues: tuple[int, ...] | None = None


class WrittenWaiver(msgspec.Struct, frozen=True, kw_only=True):
    """One waiver that was written, and the findings that it accepts."""

    series: str
    waiver: Waiver
    findings: tuple[Finding, ...]


def matching(findings: Iterable[Finding], wanted: Wanted) -> tuple[Finding, ...]:
    """The findings that are meant and that nobody has waived yet."""
    return tuple(
        finding
        for finding in findings
        if finding.waived is None
        and finding.code in wanted.codes
        and finding.code not in NEVER_WAIVED
        and _within(finding.language, wanted.languages)
        and _within(finding.episode, wanted.episodes)
        and _within(finding.cue, wanted.cues)
    )


def _within(value: object, among: Collection[object] | None) -> bool:
    return among is None or value in among


def waivers_for(findings: Iterable[Finding], wanted: Wanted) -> tuple[WrittenWaiver, ...]:
    """One waiver for each place that a finding is at: it names the text, and ends with it."""
    found: dict[tuple[str, Waiver], list[Finding]] = {}
    waived = Waived(
        reason=wanted.reason,
        by=wanted.by,
        until=wanted.until.isoformat() if wanted.until else "",
    )
    for finding in findings:
        waiver = Waiver(
            code=finding.code,
            reason=wanted.reason,
            by=wanted.by,
            language=finding.language,
            episode=finding.episode,
            cue=finding.cue,
            text_sha256=finding.text_sha256,
            until=wanted.until,
        )
        marked = msgspec.structs.replace(finding, waived=waived)
        found.setdefault((finding.series or "", waiver), []).append(marked)
    return tuple(
        WrittenWaiver(series=series, waiver=waiver, findings=tuple(accepted))
        for (series, waiver), accepted in found.items()
    )


def write_waivers(
    plan: Plan,
    waivers: Iterable[WrittenWaiver],
    *,
    about: Callable[[Finding], str],
    state: str | Path | None = None,
) -> None:
    """Add waivers to the file of each series, whole or not at all for each.

    `about` gives the comment above a waiver. Raises ProjectError with every file that could not be
    written, and LockedError where another goglobal is at work.
    """
    roots: Mapping[str, str] = {series.id: series.root for series in plan.series}
    by_series: dict[str, list[NewWaiver]] = {}
    for one in waivers:
        new = NewWaiver(one.waiver, about(one.findings[0]))
        by_series.setdefault(one.series, []).append(new)
    problems: list[Problem] = []
    with lock(state_of(plan, state)):
        for series, new_ones in by_series.items():
            problems += _write(roots[series], new_ones)
    if problems:
        raise ProjectError(problems)


def _write(root: str, new: list[NewWaiver]) -> tuple[Problem, ...]:
    file = shown_path(Path(root, FILE))
    tidy(root)
    try:
        before = read_before(root, FILE.name)
        after = appended(before, new)
    except Refused as refused:
        return (refused.problem(file),)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = N_("cannot be read: {reason}")
        return (Problem(file=file, message=message, arguments={"reason": reason}),)
    return write_together(root, [NewContent(path=FILE.name, before=before, after=after)])
