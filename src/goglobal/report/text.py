"""The findings of a check as text: grouped by file, each with its line, a caret and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goglobal.findings import Finding, Severity, Skipped
from goglobal.messages import N_, gettext, localise, ngettext
from goglobal.report import words
from goglobal.report.cells import Painter, marked, table, visible
from goglobal.report.shapes import CheckOutcome

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
PLAIN = Painter()


def check_report(
    report: CheckOutcome,
    *,
    languages: int,
    roots: Mapping[str, str] | None = None,
    painter: Painter = PLAIN,
    verbose: bool = False,
    quiet: bool = False,
) -> str:
    """Everything that a check found, and the totals below it (not where `quiet`).

    `languages` is how many were checked; `roots` gives the folder to print before the paths of
    each series id, so that a terminal can open them.
    """
    blocks = [finding_lines(report.findings, roots=roots, painter=painter, verbose=verbose)]
    blocks.append(skipped_lines(report.skipped, painter))
    if not quiet:
        blocks.append(language_table(report.findings, painter=painter))
        blocks.append(totals(report, languages=languages, painter=painter))
    if verbose and report.findings:
        blocks.append(
            gettext("“goglobal rules CODE” tells why a rule is there and what it allows.")
        )
    text = "\n\n".join(block for block in blocks if block)
    return f"{text}\n" if text else ""


def finding_lines(
    findings: Iterable[Finding],
    *,
    roots: Mapping[str, str] | None = None,
    painter: Painter = PLAIN,
    verbose: bool = False,
) -> str:
    """Findings in their order, a blank line between files."""
    lines: list[str] = []
    file: tuple[str | None, str | None] | None = None
    told = ""
    for finding in findings:
        here = (finding.series, finding.path)
        if here != file:
            if file is not None:
                lines.append("")
            file, told = here, ""
        lines.append(headline(finding, roots=roots, painter=painter))
        lines.extend(_excerpt(finding, painter))
        if verbose:
            lines.append(f"    {painter.paint(_circumstances(finding), 'dim')}")
        help_text = visible(localise(finding.help, finding.arguments))
        if help_text and (verbose or help_text != told):
            lines.append(f"    {painter.paint(words.help_word(), 'cyan')} {help_text}")
            told = help_text
    return "\n".join(lines)


def headline(
    finding: Finding, *, roots: Mapping[str, str] | None = None, painter: Painter = PLAIN
) -> str:
    """One finding on one line: `path:line: CODE name severity: message [target]`."""
    severity = painter.paint(words.severity(finding.severity), _COLOURS[finding.severity], "bold")
    message = visible(localise(finding.message, finding.arguments))
    target = f" [{visible(finding.target)}]" if finding.target else ""
    place = painter.paint(_place(finding, roots or {}), "bold")
    text = f"{place}: {finding.code} {finding.name} {severity}: {message}{target}"
    if finding.waived is None:
        return text
    reason = " ".join(finding.waived.reason.split())  # written by hand it may have several lines
    waived = localise(N_("waived by {by}: {reason}"), {"by": finding.waived.by, "reason": reason})
    if finding.waived.until:
        until = localise(N_("until {date}"), {"date": finding.waived.until})
        waived = words.listed((waived, until))
    return f"{text} {painter.paint(f'({visible(waived)})', 'dim')}"


def _place(finding: Finding, roots: Mapping[str, str]) -> str:
    root = roots.get(finding.series or "", "")
    if finding.path is not None:
        path = f"{root}/{finding.path}" if root else finding.path
        return visible(path) + (f":{finding.line}" if finding.line else "")
    parts = [finding.language or "", f"ep{finding.episode:03}" if finding.episode else ""]
    within = " ".join(part for part in parts if part)
    name = root or finding.series or ""
    return visible(f"{name} ({within})" if name and within else name or within or "-")


def _excerpt(finding: Finding, painter: Painter) -> list[str]:
    if finding.excerpt is None:
        return []
    line, carets = marked(finding.excerpt, finding.span)
    number = str(finding.line or "").rjust(6)
    bar = painter.paint("|", "cyan")
    lines = [f"{painter.paint(number, 'cyan')} {bar} {line}".rstrip()]
    if carets:
        mark = painter.paint(carets.strip(), _COLOURS[finding.severity], "bold")
        indent = " " * (len(carets) - len(carets.lstrip()))
        lines.append(f"{' ' * len(number)} {bar} {indent}{mark}")
    return lines


def _circumstances(finding: Finding) -> str:
    """Series, language, kind, episode, cue and target of a finding, where it has them."""
    facts = {
        N_("series {value}"): finding.series,
        N_("language {value}"): finding.language,
        N_("kind {value}"): finding.kind,
        N_("episode {value}"): finding.episode,
        N_("cue {value}"): finding.cue,
        N_("target {value}"): finding.target,
        N_("platform {value}"): finding.platform,
    }
    parts = [localise(m, {"value": v}) for m, v in facts.items() if v is not None]
    if finding.fixable:
        parts.append(gettext("can be mended safely"))
    return visible(words.listed(parts))


def language_table(findings: Iterable[Finding], *, painter: Painter = PLAIN) -> str:
    """How much was found in each language; empty where that is not more than one."""
    counts: dict[str, list[int]] = {}
    severities = list(Severity)
    for finding in findings:
        place = 3 if finding.waived is not None else severities.index(finding.severity)
        counts.setdefault(finding.language or "", [0, 0, 0, 0])[place] += 1
    if len(counts) < 2:
        return ""
    order = sorted(counts, key=lambda tag: ([-n for n in counts[tag]], tag))
    header = (
        gettext("language"),
        gettext("errors"),
        gettext("warnings"),
        gettext("infos"),
        gettext("waived"),
    )
    rows = [
        # Translators: table row: findings that belong to no language
        (tag or gettext("no language"), *(str(n) if n else "" for n in counts[tag]))
        for tag in order
    ]
    styles = ["red" if counts[tag][0] else "yellow" if counts[tag][1] else None for tag in order]
    return table(header, rows, painter=painter, right=(1, 2, 3, 4), styles=styles)


def skipped_lines(skipped: Iterable[Skipped], painter: Painter = PLAIN) -> str:
    """Rules that could not run, a line for each reason: never silence, never a pass."""
    lines = [
        localise(N_("skipped {code}: {reason}"), {"code": codes, "reason": reason})
        for codes, reason in skipped_by_reason(skipped)
    ]
    return "\n".join(painter.paint(visible(line), "dim") for line in lines)


def counts(report: CheckOutcome, painter: Painter = PLAIN) -> str:
    """How many errors, warnings, infos and waived findings; empty where there is none."""
    errors, warnings, infos = (report.count(severity) for severity in _COLOURS)
    return words.listed(
        (
            painter.paint(words.errors(errors), "red", "bold") if errors else "",
            painter.paint(words.warnings(warnings), "yellow", "bold") if warnings else "",
            words.infos(infos) if infos else "",
            localise(N_("{count} waived"), {"count": report.waived}) if report.waived else "",
        )
    )


def skipped_by_reason(skipped: Iterable[Skipped]) -> list[tuple[str, str]]:
    """Codes and the reason that they share, in the user's language."""
    codes: dict[str, dict[str, None]] = {}
    for item in skipped:
        codes.setdefault(localise(item.reason, item.arguments), {})[item.code] = None
    return [(words.listed(own), reason) for reason, own in codes.items()]


def totals(report: CheckOutcome, *, languages: int, painter: Painter = PLAIN) -> str:
    """How much was found in how much, on one or two lines."""
    read = words.listed(
        (words.tracks(report.tracks), words.cues(report.cues), words.languages(languages))
    )
    if not report.findings:
        return painter.paint(localise(N_("no findings: {read}"), {"read": read}), "green")
    found = counts(report, painter)
    if report.fixable:
        fixable = ngettext(
            "{count} of them can be mended safely",
            "{count} of them can be mended safely",
            report.fixable,
        ).format(count=report.fixable)
        # Translators: totals, then how many of the findings can be mended safely
        found = localise(N_("{found}; {fixable}"), {"found": found, "fixable": fixable})
    checked = localise(N_("checked: {read}"), {"read": read})
    return f"{found}\n{checked}"
