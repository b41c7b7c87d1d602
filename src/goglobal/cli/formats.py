"""A check's findings in the formats that other programs read, each where the user wants it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goglobal.cli import choosing
from goglobal.cli.output import emit, remark
from goglobal.messages import N_, gettext, localise

if TYPE_CHECKING:
    from goglobal.pipeline import CheckReport
    from goglobal.plans import Plan

FINDINGS = ("text", "json", "github", "sarif", "junit")
FILES = ("json", "sarif", "junit")
"""Those that `--also` writes to files of their own."""
SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment variable with which a GitHub runner names the file of the job's summary."""


def parse_also(
    ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[tuple[str, Path], ...]:
    """`sarif=out.sarif` as a format and its place."""
    from goglobal.cli.options import output_place

    wanted = []
    for item in value:
        name, equals, file = item.partition("=")
        if name not in FILES or not equals or not file:
            raise click.BadParameter(
                gettext("“{item}” is not FORMAT=FILE with one of the formats {formats}").format(
                    item=item, formats=", ".join(FILES)
                ),
                ctx=ctx,
                param=parameter,
            )
        place = output_place(ctx, parameter, Path(file))
        if place is not None:
            wanted.append((name, place))
    return tuple(wanted)


def refuse_with_waivers(format: str, also: Collection[object], html: Path | None) -> None:
    """Raise UsageError for what `--waive` writes none of: it tells of waivers, not of findings."""
    from goglobal.errors import UsageError

    words = [
        *([f"--format {format}"] if format not in ("text", "json") else []),
        *(["--also"] if also else []),
        *(["--html"] if html is not None else []),
    ]
    if words:
        raise UsageError(
            N_("{options}: not with {other}"),
            {"options": ", ".join(words), "other": "--waive"},
            N_("it writes waivers; check once more for what is left"),
        )


def languages_of(plan: Plan) -> int:
    """How many languages a plan has."""
    return len({tag for assignment in plan.assignments for tag in assignment.languages})


def document(format: str, report: CheckReport, plan: Plan, fail_on: str) -> str:
    """The findings as `json`, `sarif`, `junit` or `github`."""
    roots = choosing.roots(plan)
    if format == "github":
        from goglobal.report import github, text

        told = github.annotation_lines(report, roots=roots)
        return told + text.totals(report, languages=languages_of(plan)) + "\n"
    if format == "junit":
        return _junit(report, plan, fail_on)
    from goglobal.report import json_

    if format == "json":
        return json_.dump(json_.check_document(report))
    from goglobal import __version__
    from goglobal.report.sarif import sarif_document
    from goglobal.rules.lookup import facts

    return json_.dump(
        sarif_document(
            report, rules=facts(), version=__version__, roots=roots, crashed=report.crashed
        )
    )


def _junit(report: CheckReport, plan: Plan, fail_on: str) -> str:
    from goglobal.findings import Severity
    from goglobal.planning import language_tasks
    from goglobal.report.junit import CheckedFile, junit_xml

    files = [
        CheckedFile(task.series.id, task.language, file.path)
        for task in language_tasks(plan)
        for file in task.files
    ]
    floor = None if fail_on == "never" else Severity(fail_on)
    return junit_xml(report, files=files, roots=choosing.roots(plan), fail_on=floor)


def write_also(
    wanted: Iterable[tuple[str, Path]], report: CheckReport, plan: Plan, fail_on: str
) -> None:
    """Every further file that the user asked for."""
    for name, place in wanted:
        emit(document(name, report, plan, fail_on), place)


def write_summary(report: CheckReport, plan: Plan) -> None:
    """The job's summary, where a GitHub runner says where it goes; what stands there stays.

    One that cannot be written is told and stops nothing: the findings have been written.
    """
    place = os.environ.get(SUMMARY)
    if not place:
        return
    from goglobal.report.job_summary import MOST_BYTES, summary_text

    try:
        with open(place, "ab") as file:
            summary = summary_text(
                report,
                languages=languages_of(plan),
                roots=choosing.roots(plan),
                room=max(0, MOST_BYTES - file.tell()),
            )
            file.write(b"\n" + summary.encode("utf-8", "backslashreplace"))
    except OSError as error:
        reason = {"file": place, "reason": error.strerror or type(error).__name__}
        remark(localise(N_("the job summary {file} cannot be written: {reason}"), reason))
