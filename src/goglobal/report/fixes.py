"""What was mended and what is left, file by file; and the same as a diff."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from goglobal.errors import Argument, fill
from goglobal.findings import Finding, Severity
from goglobal.messages import N_, gettext, localise, ngettext
from goglobal.report import words
from goglobal.report.cells import Painter, visible
from goglobal.report.shapes import FixedFile, FixOutcome, LeftFinding
from goglobal.report.text import PLAIN, finding_lines

_UNSEEN = re.compile("[\u00a0\u00ad\u200b-\u200f\u2060\ufeff]")
"""What takes no room or looks like something else: a diff that takes it away has to show it."""
_COLOURS = {"+": "green", "-": "red", "@": "cyan", "#": "dim"}


def fix_report(
    report: FixOutcome,
    *,
    languages: int,
    roots: Mapping[str, str] | None = None,
    painter: Painter = PLAIN,
    verbose: bool = False,
    quiet: bool = False,
    rehearsed: bool = False,
) -> str:
    """What was mended and what is left and why, file by file, and the totals (not where `quiet`).

    `rehearsed`: nothing was written. `roots` gives the folder to print before the paths of each
    series id.
    """
    blocks = [_file(file, roots or {}, painter, rehearsed=rehearsed) for file in report.files]
    if verbose:
        left = [one.finding for file in report.files for one in file.left]
        blocks.append(finding_lines(left, roots=roots, painter=painter))
    if not quiet:
        blocks.append(totals(report, languages=languages, painter=painter, rehearsed=rehearsed))
        if not verbose and any(file.left for file in report.files):
            blocks.append(gettext("“goglobal check” shows what is left, and what to do about it."))
    text = "\n\n".join(block for block in blocks if block)
    return f"{text}\n" if text else ""


def _file(file: FixedFile, roots: Mapping[str, str], painter: Painter, *, rehearsed: bool) -> str:
    root = roots.get(file.series, "")
    place = painter.paint(visible(f"{root}/{file.path}" if root else file.path), "bold")
    lines = []
    if file.mended:
        said = gettext("would be mended:") if rehearsed else gettext("mended:")
        lines.append(f"{place}: {painter.paint(said, 'green')} {_codes(file.mended)}")
    for (reason, arguments), found in _by_reason(file.left).items():
        if not reason:
            continue
        said = painter.paint(gettext("not mended:"), "yellow")
        lines.append(f"{place}: {said} {_codes(found)}")
        lines.append(f"    {visible(localise(reason, dict(arguments)))}")
    others = [one.finding for one in file.left if not one.reason]
    if others:
        gravest = max(finding.severity.rank for finding in others)
        colour = "red" if gravest == Severity.ERROR.rank else "yellow"
        said = painter.paint(gettext("left to you:"), colour)
        lines.append(f"{place}: {said} {_codes(others)}")
    return "\n".join(lines)


Reason = tuple[str, tuple[tuple[str, Argument], ...]]


def _by_reason(left: Iterable[LeftFinding]) -> dict[Reason, list[Finding]]:
    found: dict[Reason, list[Finding]] = {}
    for one in left:
        key = (one.reason, tuple(sorted(one.arguments.items())))
        found.setdefault(key, []).append(one.finding)
    return found


def _codes(findings: Iterable[Finding]) -> str:
    """Rules with how often each: `SUB005 cue-number, TXT003 whitespace ×4`."""
    counts: dict[tuple[str, str], int] = {}
    for finding in findings:
        key = (finding.code, finding.name)
        counts[key] = counts.get(key, 0) + 1
    return words.listed(
        f"{code} {name}" + (f" ×{count}" if count > 1 else "")
        for (code, name), count in sorted(counts.items())
    )


def totals(
    report: FixOutcome, *, languages: int, painter: Painter = PLAIN, rehearsed: bool = False
) -> str:
    """How much was mended and how much is left of how much."""
    read = words.listed((words.tracks(report.tracks), words.languages(languages)))
    lines = [summary_line(report, painter=painter, rehearsed=rehearsed)]
    left = _left(report, painter)
    if left:
        lines.append(localise(N_("left: {found}"), {"found": left}))
    lines.append(localise(N_("checked: {read}"), {"read": read}))
    return "\n".join(lines)


def summary_line(report: FixOutcome, *, painter: Painter = PLAIN, rehearsed: bool = False) -> str:
    """How many findings in how many files were mended, on one line."""
    count, files = len(report.mended), len(report.changes)
    if not files:
        return painter.paint(gettext("nothing to mend"), "green")
    findings = fill(ngettext("{count} finding", "{count} findings", count), {"count": count})
    where = fill(ngettext("{count} file", "{count} files", files), {"count": files})
    message = N_("mended: {findings} in {files}")
    if rehearsed:
        message = N_("would be mended: {findings} in {files}")
    return painter.paint(localise(message, {"findings": findings, "files": where}), "green")


def _left(report: FixOutcome, painter: Painter) -> str:
    errors, warnings, infos = map(report.count, (Severity.ERROR, Severity.WARNING, Severity.INFO))
    return words.listed(
        (
            painter.paint(words.errors(errors), "red", "bold") if errors else "",
            painter.paint(words.warnings(warnings), "yellow", "bold") if warnings else "",
            words.infos(infos) if infos else "",
            localise(N_("{count} waived"), {"count": report.waived}) if report.waived else "",
        )
    )


def diffs(
    files: Iterable[FixedFile],
    *,
    name_of: Callable[[FixedFile], str],
    painter: Painter = PLAIN,
    readable: bool = False,
) -> str:
    """All changes as one unified diff; `readable` is for a terminal, which nothing in it steers."""
    text = "".join(file.diff(name=name_of(file), readable=readable) for file in files)
    if not readable:
        return text
    lines = (_UNSEEN.sub(_shown, visible(line)) for line in text.split("\n"))
    return "\n".join(_painted(line, painter) for line in lines)


def _shown(match: re.Match[str]) -> str:
    return f"<{ord(match[0]):04X}>"


def _painted(line: str, painter: Painter) -> str:
    if line.startswith(("--- ", "+++ ")):
        return painter.paint(line, "bold")
    colour = _COLOURS.get(line[:1])
    return painter.paint(line, colour) if colour else line
