"""A check as JUnit XML: a test case for each file, so that a CI page names the files that fail.

A suite for each series and language; what belongs to no file is a case of its own, by rule. A rule
that could not judge is a skipped case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from goglobal.findings import Finding, Severity, Skipped
from goglobal.messages import N_, gettext, localise
from goglobal.report import text, words
from goglobal.report.cells import visible
from goglobal.report.shapes import CheckOutcome


class CheckedFile(NamedTuple):
    """A file that was looked at."""

    series: str
    language: str
    path: str


class _Case(NamedTuple):
    name: str
    file: str
    findings: tuple[Finding, ...]


_Suites = dict[tuple[str, str], dict[str, list[Finding]]]


def junit_xml(
    report: CheckOutcome,
    *,
    files: Iterable[CheckedFile],
    roots: Mapping[str, str],
    fail_on: Severity | None = Severity.ERROR,
) -> str:
    """The document. A case fails where an unwaived finding weighs `fail_on` or more (None: no
    case does); lighter and waived findings stand in its output."""
    suites = _suites(report.findings, files)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    body: list[str] = []
    tests = failures = 0
    for (series, language), cases in suites.items():
        made = [_case(name, found, series, roots, fail_on) for name, found in cases.items()]
        failed = sum(bad for _, bad in made)
        tests, failures = tests + len(made), failures + failed
        name = f"{series} / {language}" if language else series
        body.append(
            f'  <testsuite name={_attribute(name)} tests="{len(made)}" '
            f'failures="{failed}" errors="0" skipped="0">'
        )
        body += [one for one, _ in made]
        body.append("  </testsuite>")
    skipped = list(_skipped(report.skipped))
    if skipped:
        tests += len(skipped)
        suite = _attribute(gettext("Rules that could not judge"))
        body.append(
            f"  <testsuite name={suite} "
            f'tests="{len(skipped)}" failures="0" errors="0" skipped="{len(skipped)}">'
        )
        body += [*skipped, "  </testsuite>"]
    lines.append(
        f'<testsuites name="goglobal" tests="{tests}" failures="{failures}" errors="0" '
        f'skipped="{len(skipped)}">'
    )
    return "\n".join([*lines, *body, "</testsuites>\n"])


def _suites(findings: Iterable[Finding], files: Iterable[CheckedFile]) -> _Suites:
    suites: _Suites = {}
    homes: dict[tuple[str, str], str] = {}
    for file in files:
        homes[file.series, file.path] = file.language
        suites.setdefault((file.series, file.language), {}).setdefault(file.path, [])
    for finding in findings:
        series = finding.series or ""
        language = homes.get((series, finding.path or ""))
        if language is None:
            of_all = (finding.path or "").endswith((".toml", ".csv"))
            language = "" if of_all else finding.language or ""
        name = finding.path or f"{finding.code} {finding.name}"
        suites.setdefault((series, language), {}).setdefault(name, []).append(finding)
    return suites


def _case(
    name: str,
    found: Iterable[Finding],
    series: str,
    roots: Mapping[str, str],
    fail_on: Severity | None,
) -> tuple[str, bool]:
    heavy: list[Finding] = []
    light: list[Finding] = []
    for finding in found:
        weighs = fail_on is not None and finding.severity.rank >= fail_on.rank
        (heavy if weighs and finding.waived is None else light).append(finding)
    root = roots.get(series, "")
    file = f"{root}/{name}" if root else name
    head = f"    <testcase classname={_attribute(series)} name={_attribute(name)}"
    if any(one.path for one in (*heavy, *light)) or not (heavy or light):
        head += f" file={_attribute(file)}"
    parts = [head + ">"]
    if heavy:
        told = _text(text.finding_lines(heavy, roots=roots))
        kind = _attribute(heavy[0].code)
        parts.append(
            f"      <failure message={_attribute(_headline(heavy))} type={kind}>{told}</failure>"
        )
    if light:
        parts.append(
            f"      <system-out>{_text(text.finding_lines(light, roots=roots))}</system-out>"
        )
    if len(parts) == 1:
        return f"{head}/>", False
    return "\n".join([*parts, "    </testcase>"]), bool(heavy)


def _headline(findings: list[Finding]) -> str:
    """The only finding's own words, or how many there are."""
    if len(findings) == 1:
        (one,) = findings
        return f"{one.code} {localise(one.message, one.arguments)}"
    return words.found(*(sum(f.severity is s for f in findings) for s in Severity))


def _skipped(items: Iterable[Skipped]) -> Iterator[str]:
    reasons: dict[str, dict[str, None]] = {}
    for item in items:
        reasons.setdefault(item.code, {})[localise(item.reason, item.arguments)] = None
    for code, why in reasons.items():
        reason = localise(N_("not judged: {reason}"), {"reason": words.listed(why)})
        yield (
            f'    <testcase classname="goglobal" name={_attribute(code)}>'
            f"<skipped message={_attribute(reason)}/></testcase>"
        )


def _attribute(value: str) -> str:
    return quoteattr(visible(value))


def _text(value: str) -> str:
    return escape("\n".join(visible(line) for line in value.split("\n")))
