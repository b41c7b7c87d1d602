"""The findings of a check as SARIF 2.1.0, for code scanning and for editors; words in English.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. A waived finding stands there
suppressed. GitHub takes 25,000 results a run and shows 5,000, so errors come first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from urllib.parse import quote

from goglobal.errors import fill
from goglobal.findings import Finding, Severity, Skipped
from goglobal.report.cells import visible
from goglobal.report.located import about, file_of
from goglobal.report.shapes import CheckOutcome
from goglobal.rules.base import Rule

Json = dict[str, object]
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
MOST = 25_000
"""Results in one run: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning."""
_BASE = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_document(
    report: CheckOutcome,
    *,
    rules: Iterable[Rule],
    version: str,
    roots: Mapping[str, str],
    crashed: bool = False,
) -> Json:
    """One SARIF log with one run.

    `rules` are the facts of all that there are; those that found or skipped something are listed.
    `roots` gives the folder of each series id from the working folder, `crashed` whether a rule
    crashed. What is beyond `MOST` results is left out, and a notification says how many.
    """
    ordered = sorted(report.findings, key=lambda f: (f.waived is not None, -f.severity.rank))
    kept = ordered[:MOST]
    used = {f.code for f in kept} | {item.code for item in report.skipped}
    descriptors = [rule for rule in rules if rule.code in used]
    index = {rule.code: number for number, rule in enumerate(descriptors)}
    notifications = [_skipped(item, index) for item in report.skipped]
    if len(kept) < len(ordered):
        text = f"{len(ordered) - len(kept)} more findings are left out: they are in --format json"
        notifications.append({"level": "warning", "message": {"text": text}})
    invocation: Json = {"executionSuccessful": not crashed}
    if notifications:
        invocation["toolExecutionNotifications"] = notifications
    driver: Json = {
        "name": "goglobal",
        "version": version,
        "rules": [_descriptor(rule) for rule in descriptors],
    }
    run: Json = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {_BASE: {"description": {"text": "The working folder."}}},
        "invocations": [invocation],
        "results": [_result(finding, index, roots) for finding in kept],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _descriptor(rule: Rule) -> Json:
    help_text = f"{rule.reason}\n\nFails:\n{rule.fails}\n\nPasses:\n{rule.passes}"
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.reason or rule.summary},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.enabled},
        "properties": {"tags": [rule.family], "subject": rule.subject, "fixable": rule.fixable},
    }


def _result(finding: Finding, index: Mapping[str, int], roots: Mapping[str, str]) -> Json:
    help_text = fill(finding.help, finding.arguments)
    text = visible(finding.text) + (f"\n{visible(help_text)}" if help_text else "")
    result: Json = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(finding, roots)],
        "partialFingerprints": {"goglobal/v1": _fingerprint(finding)},
        "properties": _properties(finding),
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    if finding.waived is not None:
        until = f", until {finding.waived.until}" if finding.waived.until else ""
        result["suppressions"] = [
            {
                "kind": "external",
                "justification": f"{finding.waived.reason} ({finding.waived.by}{until})",
            }
        ]
    return result


def _location(finding: Finding, roots: Mapping[str, str]) -> Json:
    region: Json = {"startLine": finding.line or 1}
    if finding.excerpt is not None and finding.line is not None:
        region["snippet"] = {"text": visible(finding.excerpt)}
    artifact: Json = {"uri": _uri(file_of(finding, roots))}
    if ":" not in str(artifact["uri"]):
        artifact["uriBaseId"] = _BASE
    location: Json = {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    if words := about(finding):
        location["logicalLocations"] = [{"fullyQualifiedName": visible(words)}]
    return location


def _uri(path: str) -> str:
    """A relative reference, or a file: address for what is outside the working folder."""
    pure = PurePath(path)
    if pure.is_absolute():
        return pure.as_uri()
    return quote(path.encode("utf-8", "surrogateescape"), safe="/@!$&'()*+,;=~")


def _fingerprint(finding: Finding) -> str:
    """The same while the same thing is wrong with the same text, whatever line it stands on."""
    text = finding.text_sha256 or finding.text
    parts = (finding.code, finding.target, finding.language, finding.kind, finding.episode)
    whole = "\0".join(str(part) for part in (*parts, finding.series, finding.path, text))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _properties(finding: Finding) -> Json:
    values: Json = {
        "series": finding.series,
        "target": finding.target,
        "platform": finding.platform,
        "language": finding.language,
        "kind": finding.kind,
        "episode": finding.episode,
        "cue": finding.cue,
        "fixable": finding.fixable,
    }
    return {key: value for key, value in values.items() if value is not None}


def _skipped(item: Skipped, index: Mapping[str, int]) -> Json:
    text = f"{item.code} was not judged: {fill(item.reason, item.arguments)}"
    notification: Json = {"level": "note", "message": {"text": visible(text)}}
    if item.code in index:
        notification["associatedRule"] = {"id": item.code, "index": index[item.code]}
    return notification
