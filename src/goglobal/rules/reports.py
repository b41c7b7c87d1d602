"""What loading a series met and got over, told again as findings of the rules it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal.findings import Finding, Found
from goglobal.rules.subjects import SeriesSubject


def retold(subject: SeriesSubject, code: str, *, help: str) -> Iterator[Found]:  # noqa: A002
    """Every finding of `code` that loading made, each once; `help` where it has none of its own.

    One in a language that this run does not deliver is left out; the source language always counts.
    """
    series = subject.series
    wanted = {*subject.languages, series.source_language}
    wanted.update(subject.target.fallbacks.get(tag, tag) for tag in subject.languages)
    met = [*series.findings, *(f for c in series.catalogs.values() for f in c.findings)]
    seen: set[tuple[object, ...]] = set()
    for finding in met:
        if finding.code != code or finding.language not in {None, *wanted}:
            continue
        place = (finding.path, finding.line, finding.cue, finding.text)
        if place not in seen:
            seen.add(place)
            yield _found(finding, help)


def _found(finding: Finding, otherwise: str) -> Found:
    return Found(
        message=finding.message,
        arguments=finding.arguments,
        help=finding.help or otherwise,
        severity=finding.severity,
        path=finding.path,
        line=finding.line,
        cue=finding.cue,
        episode=finding.episode,
        language=finding.language,
        kind=finding.kind,
        excerpt=finding.excerpt,
        span=finding.span,
        fixable=finding.fixable,
    )
