"""The QC report as one HTML page: no resource from anywhere, no script but its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from goglobal import languages
from goglobal.episodes import format_episodes
from goglobal.errors import fill
from goglobal.findings import Severity
from goglobal.locale_names import enumerated, format_number, interface_language, language_name
from goglobal.messages import gettext, ngettext
from goglobal.report import words
from goglobal.report.cells import visible
from goglobal.report.qc import charts
from goglobal.report.qc.data import page_data
from goglobal.report.qc.listing import Group, Listing, listed_findings
from goglobal.report.qc.matrix import ALL, TEXTS, Cell, Matrix, matrix_of
from goglobal.report.qc.values import QualityReport, Speeds
from goglobal.report.qc.verdicts import HeldRow, Verdict, all_verdicts, held_rows
from goglobal.report.shapes import Completeness
from goglobal.report.templates import environment, source
from goglobal.report.text import skipped_by_reason

if TYPE_CHECKING:
    from jinja2 import Environment

ROOM = 1_400_000
"""Bytes of a page: 1.5 MB is what a mail gateway lets through and a phone opens at once."""
_LISTED = 620_000
"""Bytes of the listing at most; what is left goes to what the script draws."""
MOST_CELLS = 12_000
"""Cells of all matrices; above it only rows in which something was found are shown."""
_MOST_HELD = 150
_MOST_SPEEDS = 400
_MOST_ANSWERS = 40
_SIGNS = {"e": "✗", "w": "!", "i": "i", "v": "~", "h": "‖", "o": "✓", "n": "–"}
HERE = Path(__file__).parent


class LanguageRow(NamedTuple):
    """What the page tells of one language of one series."""

    series: str
    language: str
    completeness: Completeness | None
    speeds: Speeds | None


def quality_page(report: QualityReport) -> str:
    """The page, in the user's language."""
    findings = report.check.findings
    assignments = report.plan.assignments
    found = listed_findings(findings, room=_LISTED)
    matrices, quiet_rows = _matrices(report)
    style, script = _part("page.css"), _part("page.js")
    held = held_rows(report.held)
    context: dict[str, Any] = {
        "policy": _policy(style, script),
        "style": style,
        "script": script,
        "tag": interface_language(),
        "report": report,
        "titles": _titles(report),
        "several": len(report.plan.series) > 1,
        "verdicts": all_verdicts(assignments, findings, report.held, report.standings),
        "held": held[:_MOST_HELD],
        "more_held": len(held) - len(held[:_MOST_HELD]),
        "matrices": matrices,
        "quiet_rows": quiet_rows,
        "language_rows": _language_rows(report),
        "listing": found,
        "groups": _by_weight(found.groups),
        "rules": _rules(report),
        "tags": sorted({tag for a in assignments for tag in a.languages}),
        "targets": [target.name for target in report.plan.targets],
        "skipped": skipped_by_reason(report.check.skipped),
        "answers": _answers(report),
        "totals": _totals(report),
        "at": _moment(report.at),
        "data": "",
        "without_details": 0,
    }
    template = _environment().get_template("page.html")
    # rendered twice: only the page without its data tells how much room is left for them (70 ms of
    # the 340 that a page with 2,000 findings takes)
    room = ROOM - len(template.render(context).encode("utf-8", "backslashreplace"))
    order = _order(found)
    context["data"], context["without_details"] = page_data(
        {index: findings[index] for index in order},
        report.details,
        order,
        words=_words(),
        room=room,
    )
    return template.render(context)


def _matrices(report: QualityReport) -> tuple[list[Matrix], int]:
    """The matrices that are shown, and how many rows are left out because nothing is in them."""
    made = [matrix_of(a, report.check.findings, report.held) for a in report.plan.assignments]
    if sum(matrix.cells for matrix in made) <= MOST_CELLS:
        return made, 0
    left, shown = 0, []
    for matrix in made:
        rows = tuple(row for row in matrix.rows if not row.quiet)
        left += len(matrix.rows) - len(rows)
        if rows:
            shown.append(matrix._replace(rows=rows))
    return shown, left


def _titles(report: QualityReport) -> str:
    names = [visible(series.title or series.id) for series in report.plan.series]
    if len(names) > 3:
        return words.listed((*names[:3], words.and_more(len(names) - 3)))
    return words.listed(names)


def _language_rows(report: QualityReport) -> list[LanguageRow]:
    speeds = {(one.series, one.language): one for one in report.speeds}
    rows = [
        LanguageRow(c.series, c.language, c, speeds.get((c.series, c.language)))
        for c in report.completeness
    ]
    return rows[:_MOST_SPEEDS]


def _by_weight(groups: Sequence[Group]) -> list[Group]:
    """Files with errors first."""
    order = "ewiv"
    return sorted(groups, key=lambda group: min(order.index(one.kind) for one in group.told))


def _order(found: Listing) -> list[int]:
    told = [one for group in found.groups for one in group.told]
    return [one.nth for one in sorted(told, key=lambda one: "ewiv".index(one.kind))]


class RuleRow(NamedTuple):
    """How often one rule has something to say."""

    code: str
    name: str
    summary: str
    errors: int
    warnings: int
    infos: int
    waived: int
    languages: str


def _rules(report: QualityReport) -> list[RuleRow]:
    from goglobal.rules.lookup import facts

    summaries = {rule.code: rule.summary for rule in facts()}
    counts: dict[tuple[str, str], list[int]] = {}
    tags: dict[tuple[str, str], set[str]] = {}
    severities = list(Severity)
    for finding in report.check.findings:
        key = (finding.code, finding.name)
        place = 3 if finding.waived is not None else severities.index(finding.severity)
        counts.setdefault(key, [0, 0, 0, 0])[place] += 1
        if finding.language:
            tags.setdefault(key, set()).add(finding.language)
    rows = [
        RuleRow(
            code,
            name,
            gettext(summaries.get(code, "")),
            numbers[0],
            numbers[1],
            numbers[2],
            numbers[3],
            " ".join(sorted(tags.get((code, name), ()))),
        )
        for (code, name), numbers in counts.items()
    ]
    return sorted(rows, key=lambda row: (-row.errors, -row.warnings, -row.infos, row.code))


def _answers(report: QualityReport) -> list[tuple[str, str, str, str]]:
    """Target, file, severity and words of what platforms answered, errors first."""
    found = [
        (one.target, one.file, answer)
        for one in report.feedback
        for answer in one.answers
        if answer.severity != "info"
    ]
    found.sort(key=lambda item: item[2].severity != "error")
    return [
        (target, visible(file), words.severity(Severity(a.severity)), visible(a.message))
        for target, file, a in found[:_MOST_ANSWERS]
    ]


def _totals(report: QualityReport) -> list[tuple[str, str, str]]:
    """A mark, a number and its word."""
    check = report.check
    numbers = (
        ("e", check.count(Severity.ERROR), gettext("errors")),
        ("w", check.count(Severity.WARNING), gettext("warnings")),
        ("i", check.count(Severity.INFO), gettext("infos")),
        ("v", check.waived, gettext("waived")),
        ("f", check.fixable, gettext("can be mended safely")),
        ("", check.tracks, gettext("subtitle files")),
        ("", check.cues, gettext("cues in all")),
    )
    return [(kind if count else "", format_number(count), word) for kind, count, word in numbers]


def _moment(at: str) -> str:
    from goglobal.locale_names import format_date

    moment = dt.datetime.fromisoformat(at)
    return f"{format_date(moment.date())} {moment:%H:%M} UTC"


def _words() -> dict[str, str]:
    """What the script says."""
    return {
        "comma": fill(gettext("{first}, {next}"), {"first": "", "next": ""}),
        "before": gettext("before"),
        "after": gettext("after"),
        "cue": gettext("cue"),
        "source": gettext("source text"),
        "mend": gettext("goglobal fix makes it"),
        "line": gettext("in the file"),
        "frame": gettext("on the frame"),
        "hidden": gettext("behind: {zone}"),
        "wide": gettext("{width} of {limit} px"),
        "safe": gettext("safe area"),
        "shown": gettext("{shown} of {all} findings shown"),
        "none": gettext("Nothing matches these filters."),
    }


@lru_cache(maxsize=8)
def _part(name: str) -> str:
    return (HERE / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing but this page's own style and script, by their digests."""
    return (
        f"default-src 'none'; style-src {source(style)}; script-src {source(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = environment(HERE)
    made.globals.update(
        _=_said,
        ngettext=_counted,
        state=words.state,
        name_of=language_name,
        direction=languages.direction,
        listed=words.listed,
        enumerated=enumerated,
        number=format_number,
        percent=_percent,
        sign=_sign,
        spoken=_spoken,
        episode_name=_episode_name,
        verdict_text=_verdict_text,
        episodes_text=_episodes_text,
        histogram=charts.histogram,
        bar=charts.bar,
        states_bar=charts.states_bar,
        visible=visible,
        ALL=ALL,
        TEXTS=TEXTS,
    )
    return made


def _said(message: str, **values: object) -> str:
    return fill(gettext(message), {key: str(value) for key, value in values.items()})


def _counted(singular: str, plural: str, count: int) -> str:
    return fill(ngettext(singular, plural, count), {"count": format_number(count)})


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def _sign(cell: Cell) -> str:
    """A cell as it is read: its sign and how many."""
    sign = _SIGNS[cell.kind]
    return f"{sign}{cell.number}" if cell.number else sign


def _spoken() -> list[tuple[str, str, str]]:
    """What the signs mean: kind, sign, words."""
    meanings = {
        "e": gettext("errors"),
        "w": gettext("warnings"),
        "i": gettext("infos"),
        "v": gettext("waived"),
        "h": gettext("held back"),
        "o": gettext("nothing found"),
        "n": gettext("nothing there"),
    }
    return [(kind, _SIGNS[kind], text) for kind, text in meanings.items()]


def _episode_name(episode: int) -> str:
    return gettext("Texts") if episode == TEXTS else str(episode)


def _verdict_text(verdict: Verdict) -> str:
    """The answer to: can we deliver?"""
    values = {
        "ready": str(len(verdict.ready)),
        "partly": str(len(verdict.partly)),
        "held": str(len(verdict.held)),
        "all": str(verdict.languages),
    }
    if verdict.kind == "o":
        text = ngettext(
            "The one language can be delivered.",
            "All {all} languages can be delivered.",
            verdict.languages,
        )
    elif verdict.kind == "e":
        text = ngettext(
            "Nothing can be delivered: the one language is held back.",
            "Nothing can be delivered: all {all} languages are held back.",
            verdict.languages,
        )
    elif verdict.held:
        text = gettext(
            "{ready} of {all} languages can be delivered whole, {partly} in part; {held} are held "
            "back."
        )
    else:
        text = gettext("{ready} of {all} languages can be delivered whole, {partly} in part.")
    return fill(text, values)


def _episodes_text(row: HeldRow) -> str:
    if row.episodes is None:
        return gettext("all")
    return format_episodes(row.episodes)
