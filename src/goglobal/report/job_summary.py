"""A check as the summary of a GitHub Actions job: totals, by rule, by file.

Tables are HTML, in which nothing that a file name or a title says is Markdown. GitHub refuses a
summary above 1 MiB (https://docs.github.com/en/actions/reference/limits), so it ends before that
and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from goglobal.findings import Finding, Severity
from goglobal.messages import N_, gettext, localise
from goglobal.report import text, words
from goglobal.report.cells import visible
from goglobal.report.shapes import CheckOutcome

MOST_BYTES = 900_000
_MARKS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️"}


def summary_text(
    report: CheckOutcome, *, languages: int, roots: Mapping[str, str], room: int = MOST_BYTES
) -> str:
    """Markdown of at most `room` bytes; `languages` and `roots` as `text.check_report`."""
    open_ = [finding for finding in report.findings if finding.waived is None]
    mark = "❌" if report.count(Severity.ERROR) else "⚠️" if open_ else "✅"
    names = ", ".join(visible(name) for name in report.series[:5])
    if len(report.series) > 5:
        names = words.listed((names, words.and_more(len(report.series) - 5)))
    blocks = [
        f"<h3>{mark} goglobal: {escape(names)}</h3>",
        _lines(text.totals(report, languages=languages)),
    ]
    if open_:
        blocks.append(_by_rule(open_))
    if report.skipped:
        blocks.append(_lines(text.skipped_lines(report.skipped)))
    used = sum(len(block.encode()) + 2 for block in blocks)
    if open_:
        blocks.append(_all(open_, roots, room - used))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _lines(value: str) -> str:
    return "<p>" + "<br>".join(escape(line) for line in value.split("\n")) + "</p>"


def _by_rule(findings: Iterable[Finding]) -> str:
    counts: Counter[tuple[int, str, str]] = Counter()
    languages: dict[tuple[int, str, str], set[str]] = {}
    severities = list(Severity)
    for finding in findings:
        key = (severities.index(finding.severity), finding.code, finding.name)
        counts[key] += 1
        if finding.language:
            languages.setdefault(key, set()).add(finding.language)
    rows = [
        [
            f"{_MARKS[severities[rank]]} {words.severity(severities[rank])}",
            f"{code} {name}",
            str(count),
            " ".join(sorted(languages.get((rank, code, name), ()))),
        ]
        for (rank, code, name), count in sorted(
            counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1])
        )
    ]
    header = (gettext("severity"), gettext("rule"), gettext("findings"), gettext("languages"))
    return _table(header, rows)


def _all(findings: Sequence[Finding], roots: Mapping[str, str], room: int) -> str:
    title = escape(gettext("All findings"))
    ordered = sorted(findings, key=lambda finding: -finding.severity.rank)
    lines = [f"<details><summary>{title}</summary><pre>"]
    room -= 200
    for number, finding in enumerate(ordered):
        line = escape(text.headline(finding, roots=roots))
        room -= len(line.encode("utf-8", "replace")) + 1
        if room < 0:
            more = N_("and {count} more: they do not fit here, see the report")
            lines.append(escape(localise(more, {"count": len(ordered) - number})))
            break
        lines.append(line)
    lines.append("</pre></details>")
    return "\n".join(lines)


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(visible(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"
