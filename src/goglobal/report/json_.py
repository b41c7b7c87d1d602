"""The JSON documents of the commands: each with its own `schema` word; words in English.

Keys and values are fixed: other programs read them. What does not apply is null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from goglobal.answers.feedback import Feedback
from goglobal.errors import fill
from goglobal.findings import Finding, Severity, Skipped
from goglobal.report.decisions import decision_entries
from goglobal.report.shapes import (
    BuiltBundle,
    CheckOutcome,
    DeliveredBundle,
    FixOutcome,
    HeldBack,
    Standing,
    Verification,
)

Document = dict[str, object]


def dump(document: Document) -> str:
    """A document as text: indented, every script as itself, a line feed at the end."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def check_document(report: CheckOutcome) -> Document:
    """`goglobal.check/1`."""
    return {
        "schema": "goglobal.check/1",
        "series": list(report.series),
        "summary": summary(report),
        "findings": [finding_entry(finding) for finding in report.findings],
        "skipped": [_skipped(item) for item in report.skipped],
    }


def summary(report: CheckOutcome) -> Document:
    """The totals of a check."""
    return {
        "error": report.count(Severity.ERROR),
        "warning": report.count(Severity.WARNING),
        "info": report.count(Severity.INFO),
        "waived": report.waived,
        "fixable": report.fixable,
        "tracks": report.tracks,
        "cues": report.cues,
    }


def finding_entry(finding: Finding) -> Document:
    """One finding as the documents hold it."""
    waived = finding.waived
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "series": finding.series,
        "target": finding.target,
        "platform": finding.platform,
        "language": finding.language,
        "kind": finding.kind,
        "episode": finding.episode,
        "path": finding.path,
        "line": finding.line,
        "cue": finding.cue,
        "message": finding.text,
        "help": fill(finding.help, finding.arguments) or None,
        "fixable": finding.fixable,
        "waived": waived
        and {"reason": waived.reason, "by": waived.by, "until": waived.until or None},
    }


def fix_document(report: FixOutcome, *, written: bool, diff: bool = False) -> Document:
    """`goglobal.fix/1`: what was mended (would be, where nothing was `written`), what is left.

    Files without a change stand there too where something in them is left. `diff` says whether
    each change comes with its unified diff; else that is null.
    """
    return {
        "schema": "goglobal.fix/1",
        "series": list(report.series),
        "changes": [
            {
                "series": file.series,
                "path": file.path,
                "changed": file.changed,
                "mended": [finding_entry(finding) for finding in file.mended],
                "left": [
                    finding_entry(one.finding) | {"reason": fill(one.reason, one.arguments) or None}
                    for one in file.left
                ],
                "diff": file.diff() if diff else None,
            }
            for file in report.files
        ],
        "summary": {
            "written": written,
            "files": len(report.changes),
            "mended": len(report.mended),
            "error": report.count(Severity.ERROR),
            "warning": report.count(Severity.WARNING),
            "info": report.count(Severity.INFO),
            "waived": report.waived,
            "tracks": report.tracks,
        },
    }


def _skipped(item: Skipped) -> Document:
    return {"code": item.code, "reason": fill(item.reason, item.arguments)}


def build_document(
    bundles: Iterable[BuiltBundle],
    held: Iterable[HeldBack] = (),
    check: CheckOutcome | None = None,
) -> Document:
    """`goglobal.build/1`; `path` is the bundle's folder, `bytes` the sum over its files."""
    return {
        "schema": "goglobal.build/1",
        "bundles": [
            {
                "series": bundle.series,
                "target": bundle.target,
                "platform": bundle.platform,
                "language": bundle.language,
                "bundle": bundle.bundle,
                "path": bundle.path,
                "files": len(bundle.manifest.files),
                "bytes": bundle.bytes,
                "cached": bundle.cached,
            }
            for bundle in bundles
        ],
        "held": [held_entry(item) for item in held],
        "summary": summary(check) if check is not None else None,
    }


def push_document(
    receipts: Iterable[DeliveredBundle],
    held: Iterable[HeldBack] = (),
    check: CheckOutcome | None = None,
) -> Document:
    """`goglobal.push/1`: receipts, what was held back and why, and the totals of the check.

    After a dry run with what would be done with each object, as `decisions`.
    """
    receipts = tuple(receipts)
    rehearsed = any(receipt.state == "planned" for receipt in receipts)
    return {
        **({"decisions": decision_entries(receipts)} if rehearsed else {}),
        "schema": "goglobal.push/1",
        "receipts": [
            {
                "series": receipt.series,
                "target": receipt.target,
                "platform": receipt.platform,
                "language": receipt.language,
                "bundle": receipt.bundle or None,
                "url": receipt.url or None,
                "state": receipt.state,
                "uploaded": receipt.uploaded,
                "skipped": receipt.skipped,
                "bytes": receipt.bytes,
                "attempts": receipt.attempts,
                "at": receipt.at or None,
                "error": receipt.error or None,
            }
            for receipt in receipts
        ],
        "held": [held_entry(item) for item in held],
        "summary": summary(check) if check is not None else None,
    }


def withdraw_document(receipts: Iterable[DeliveredBundle]) -> Document:
    """`goglobal.withdraw/1`: what was withdrawn or restored."""
    return {
        "schema": "goglobal.withdraw/1",
        "receipts": [
            {
                "series": receipt.series,
                "target": receipt.target,
                "platform": receipt.platform,
                "language": receipt.language,
                "unit": receipt.unit,
                "bundle": receipt.bundle or None,
                "url": receipt.url,
                "state": receipt.state,
                "at": receipt.at,
                "error": receipt.error or None,
            }
            for receipt in receipts
        ],
    }


def held_entry(item: HeldBack) -> Document:
    """One held item with the errors that hold it."""
    return {
        "series": item.series,
        "target": item.target,
        "language": item.language,
        "episodes": list(item.episodes) if item.episodes is not None else None,
        "reasons": [finding_entry(reason) for reason in item.reasons],
    }


def verify_document(report: Verification) -> Document:
    """`goglobal.verify/1`."""
    return {
        "schema": "goglobal.verify/1",
        "objects": report.objects,
        "damaged": [{"url": item.url, "problem": item.problem} for item in report.damaged],
        "unverifiable": report.unverifiable,
    }


def status_document(rows: Iterable[Standing], feedback: Iterable[Feedback] = ()) -> Document:
    """`goglobal.status/1`; `feedback` is what platforms answered."""
    from goglobal.report.answers import document

    return {
        "feedback": [document(one) for one in feedback],
        "schema": "goglobal.status/1",
        "rows": [
            {
                "series": row.series,
                "target": row.target,
                "language": row.language,
                "state": row.state,
                "bundle": row.bundle or None,
                "at": row.at or None,
                "url": row.url or None,
            }
            for row in rows
        ],
    }
