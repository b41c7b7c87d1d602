"""What went to translators and what came back, as text and as JSON."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from goglobal.errors import fill
from goglobal.exchange.results import ExportReport, ImportReport, Put
from goglobal.exchange.told import Told
from goglobal.findings import Severity
from goglobal.messages import N_, gettext, localise, ngettext
from goglobal.report import words
from goglobal.report.cells import Painter, table, visible
from goglobal.report.text import PLAIN

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_LINE = re.compile(r"line ([0-9]+)")
_MOST_ALIKE = 3
"""Remarks of one kind on one file that are told one by one; errors always are."""
_SCOPES = {"metadata": N_("metadata"), "cues": N_("cues")}
_STATES = {"new": N_("new"), "changed": N_("changed"), "unchanged": N_("unchanged")}


def export_text(
    report: ExportReport, *, painter: Painter = PLAIN, quiet: bool = False, verbose: bool = False
) -> str:
    """The files that were written, and what was met on the way."""
    lines = list(told_lines(report.told, painter=painter, verbose=verbose))
    if lines:
        lines.append("")
    header = [gettext("file"), gettext("texts"), gettext("translated"), gettext("state")]
    rows = [
        (file.path, str(file.units), str(file.translated), gettext(_STATES[file.state]))
        for file in report.files
    ]
    if not quiet:
        lines.append(table(header, rows, painter=painter, right=(1, 2)))
    return "".join(f"{line}\n" for line in lines)


def import_text(
    report: ImportReport,
    *,
    painter: Painter = PLAIN,
    rehearsed: bool = False,
    quiet: bool = False,
    verbose: bool = False,
) -> str:
    """Every remark, what became of each language, and the totals (not where `quiet`)."""
    lines = list(told_lines(report.told, painter=painter, verbose=verbose))
    if quiet:
        return "".join(f"{line}\n" for line in lines)
    if lines:
        lines.append("")
    if report.puts:
        lines.append(_languages(report, painter))
        lines.append("")
    lines.append(_totals(report, rehearsed=rehearsed))
    return "".join(f"{line}\n" for line in lines)


def told_lines(
    told: Iterable[Told], *, painter: Painter = PLAIN, verbose: bool = False
) -> Iterator[str]:
    """Remarks with their places and what to do; of many that are alike the first few."""
    counts: Counter[tuple[str, str, Severity]] = Counter()
    advice = ""
    for one in told:
        remark = one.remark
        kind = (one.file, remark.name, remark.severity)
        counts[kind] += 1
        if counts[kind] > _MOST_ALIKE and remark.severity is not Severity.ERROR and not verbose:
            continue
        severity = painter.paint(words.severity(remark.severity), _COLOURS[remark.severity], "bold")
        message = visible(localise(remark.message, remark.arguments))
        key = f" {visible(remark.key)}:" if remark.key else ""
        yield f"{painter.paint(_place(one), 'bold')}:{key} {severity}: {message}"
        help_ = visible(localise(remark.help, remark.arguments))
        if help_ and (verbose or help_ != advice):
            yield f"    {painter.paint(words.help_word(), 'cyan')} {help_}"
            advice = help_
    for (file, name, severity), count in counts.items():
        left = count - _MOST_ALIKE
        if left > 0 and severity is not Severity.ERROR and not verbose:
            more = ngettext(
                "{count} more remark of this kind ({name})",
                "{count} more remarks of this kind ({name})",
                left,
            )
            yield f"{visible(file)}: {fill(more, {'count': left, 'name': name})}"


def _place(one: Told) -> str:
    match = _LINE.fullmatch(one.remark.place)
    if match:
        return f"{visible(one.file)}:{match[1]}"
    return visible(f"{one.file} ({one.remark.place})" if one.remark.place else one.file)


def _languages(report: ImportReport, painter: Painter) -> str:
    groups: dict[tuple[str, str, str], list[Put]] = {}
    for put in report.puts:
        scope = "metadata" if put.episode is None else "cues"
        groups.setdefault((put.series, put.language, scope), []).append(put)
    header = [
        gettext("series"),
        gettext("language"),
        gettext("what"),
        gettext("taken"),
        gettext("as before"),
        gettext("untranslated"),
        gettext("files written"),
        gettext("files left"),
    ]
    rows = []
    for (series, language, scope), puts in groups.items():
        written = sum(put.state in {"new", "changed"} for put in puts)
        left = sum(put.state == "left" for put in puts)
        rows.append(
            (
                series,
                language,
                gettext(_SCOPES[scope]),
                str(sum(put.texts for put in puts)),
                str(sum(put.unchanged for put in puts)),
                str(sum(put.untranslated for put in puts)),
                str(written),
                str(left),
            )
        )
    return table(header, rows, painter=painter, right=range(3, 8))


def _totals(report: ImportReport, *, rehearsed: bool) -> str:
    texts = sum(put.texts for put in report.puts)
    message = ngettext("{count} text taken", "{count} texts taken", texts)
    if rehearsed:
        message = ngettext("{count} text would be taken", "{count} texts would be taken", texts)
    parts = [fill(message, {"count": texts})]
    if report.refused:
        refused = ngettext("{count} problem", "{count} problems", report.refused)
        parts.append(fill(refused, {"count": report.refused}))
    return words.listed(parts)


def export_document(report: ExportReport) -> dict[str, object]:
    """The result of an export for programs."""
    return {
        "schema": "goglobal.i18n-export/1",
        "files": [
            {
                "path": file.path,
                "series": file.series,
                "language": file.languages[0] if len(file.languages) == 1 else None,
                "languages": list(file.languages),
                "scope": file.scope,
                "format": file.format,
                "texts": file.units,
                "translated": file.translated,
                "state": file.state,
            }
            for file in report.files
        ],
        "problems": [_problem(one) for one in report.told],
    }


def import_document(report: ImportReport, *, rehearsed: bool) -> dict[str, object]:
    """The result of an import for programs; messages are English."""
    return {
        "schema": "goglobal.i18n-import/1",
        "summary": {
            "texts": sum(put.texts for put in report.puts),
            "unchanged": sum(put.unchanged for put in report.puts),
            "untranslated": sum(put.untranslated for put in report.puts),
            "refused": report.refused,
            "written": report.written and not rehearsed,
        },
        "files": [
            {
                "path": file.path,
                "format": file.format,
                "series": file.series or None,
                "language": file.language or None,
                "texts": file.texts,
            }
            for file in report.files
        ],
        "results": [
            {
                "series": put.series,
                "language": put.language,
                "path": put.path,
                "episode": put.episode,
                "kind": put.kind,
                "state": put.state,
                "texts": put.texts,
                "unchanged": put.unchanged,
                "untranslated": put.untranslated,
            }
            for put in report.puts
        ],
        "problems": [_problem(one) for one in report.told],
    }


def _problem(one: Told) -> Mapping[str, object]:
    remark = one.remark
    return {
        "file": one.file,
        "place": remark.place or None,
        "key": remark.key or None,
        "language": one.language or None,
        "name": remark.name,
        "severity": remark.severity.value,
        "message": fill(remark.message, remark.arguments),
        "help": fill(remark.help, remark.arguments),
    }
