"""Waivers: findings that a person accepted are shown as waived and gate nothing.

A waiver matches by code and by whatever else it names. One that names a text's digest stops holding
when that text changes, one with a date after that day; both then say so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

import msgspec

from goglobal.findings import Finding, Found, Waived
from goglobal.messages import N_
from goglobal.model import Series, Waiver

NEVER_WAIVED = frozenset({"RUN001", "PRJ012", "SUB001", "SUB013"})
"""What nobody can accept: a crashed rule, a waiver that holds nothing, and a file that cannot be
read or is empty, of which nothing could be delivered."""


def waive(
    findings: Iterable[Finding], waivers: tuple[Waiver, ...], today: dt.date
) -> tuple[tuple[Finding, ...], tuple[int, ...]]:
    """Findings with what was waived marked, and the indices of the waivers that matched any."""
    by_code: dict[str, list[tuple[int, Waiver]]] = {}
    for index, waiver in enumerate(waivers):
        if waiver.code not in NEVER_WAIVED and (waiver.until is None or waiver.until >= today):
            by_code.setdefault(waiver.code, []).append((index, waiver))
    matched: set[int] = set()
    result: list[Finding] = []
    for finding in findings:
        hits = [(i, w) for i, w in by_code.get(finding.code, ()) if _matches(w, finding)]
        matched.update(index for index, _ in hits)
        result.append(_waived(finding, hits[0][1]) if hits else finding)
    return tuple(result), tuple(sorted(matched))


def _matches(waiver: Waiver, finding: Finding) -> bool:
    return (
        waiver.language in (None, finding.language)
        and waiver.episode in (None, finding.episode)
        and waiver.cue in (None, finding.cue)
        and waiver.text_sha256 in (None, finding.text_sha256)
    )


def _waived(finding: Finding, waiver: Waiver) -> Finding:
    until = waiver.until.isoformat() if waiver.until else ""
    waived = Waived(reason=waiver.reason, by=waiver.by, until=until)
    return msgspec.structs.replace(finding, waived=waived)


def unmatched(
    waivers: tuple[Waiver, ...],
    matched: Collection[int],
    today: dt.date,
    *,
    languages: Collection[str | None],
    episodes: Collection[int | None],
    codes: Collection[str],
    series: Series,
) -> Iterator[Found]:
    """Waivers that hold and match nothing, of those that this run could have matched.

    `languages` and `episodes` are those that were looked at, with None where it was all of them: a
    waiver that names no language could match in any. What `series` does not have no run can match,
    nor what is none of `codes`, those of all rules.
    """
    numbers = {episode.number for episode in series.episodes}
    for index, waiver in enumerate(waivers):
        if index in matched or (waiver.until is not None and waiver.until < today):
            continue
        nowhere = not (
            waiver.language in {None, *series.languages} and waiver.episode in {None, *numbers}
        )
        if waiver.code in NEVER_WAIVED:
            message = N_("{code} cannot be waived: the waiver by {by} holds nothing")
        elif waiver.code not in codes:
            message = N_("there is no rule {code}: the waiver by {by} holds nothing")
        elif nowhere:
            message = N_("the waiver of {code} by {by} names what the series does not have")
        elif waiver.text_sha256:
            message = N_("the waiver of {code} by {by} matches nothing: the text may have changed")
        else:
            message = N_("the waiver of {code} by {by} matches nothing")
        never = waiver.code in NEVER_WAIVED or waiver.code not in codes or nowhere
        if never or (waiver.language in languages and waiver.episode in episodes):
            yield Found(
                message=message,
                arguments={"code": waiver.code, "by": waiver.by},
                help=N_("delete it from waivers.toml, or correct what it names"),
                path="waivers.toml",
                line=waiver.line,
                language=waiver.language,
                episode=waiver.episode,
            )
