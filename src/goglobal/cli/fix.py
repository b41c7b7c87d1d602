"""`goglobal fix`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goglobal.cli import options
from goglobal.cli.session import Session
from goglobal.cli.wrapping import Command
from goglobal.messages import gettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from goglobal.execution import Progress
    from goglobal.pipeline import FixReport
    from goglobal.plans import Plan
    from goglobal.report.shapes import FixedFile


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "fix",
        cls=Command,
        help=gettext(
            "Mend what can be mended safely in the subtitle files of PROJECT (a series folder or "
            "a catalogue): only what all selected targets ask for, and never what the text says. "
            "What is left is listed, with the reason."
        ),
    )
    @options.project()
    @click.option(
        "--diff",
        is_flag=True,
        help=gettext("Write nothing: print a diff, and exit with 1 if there is any."),
    )
    @click.option(
        "--dry-run",
        is_flag=True,
        help=gettext("Write nothing: tell what would be mended and what would be left."),
    )
    @options.targets()
    @options.platform()
    @options.selection()
    @options.output()
    @options.fail_on()
    @options.rules()
    @options.work()
    @options.noise()
    @click.pass_obj
    def fix(
        session: Session,
        *,
        project: Path,
        diff: bool,
        dry_run: bool,
        names: tuple[str, ...],
        targets_file: Path | None,
        platform: str | None,
        languages: tuple[str, ...],
        episodes: str | None,
        format: str,
        output: Path | None,
        fail_on: str,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        executor: str | None,
        state: Path | None,
        cache: bool,
    ) -> int:
        from goglobal import pipeline
        from goglobal.cli import choosing, failures, progress
        from goglobal.errors import ProjectError
        from goglobal.execution import open_executor

        selected, ignored = choosing.rules(select), choosing.rules(ignore)
        rehearsed = diff or dry_run
        failed: ProjectError | None = None
        with open_executor(executor) as workers:
            plan = choosing.plan(
                project,
                names=names,
                targets_file=targets_file,
                platform=platform,
                tags=languages,
                selection=episodes,
            )

            def decided(tell: Progress) -> FixReport:
                return pipeline.fixes(
                    plan, select=selected, ignore=ignored, executor=workers, progress=tell
                )

            with progress.showing(session) as tell:
                if rehearsed:
                    report = decided(tell)
                else:
                    report, failed = pipeline.apply_fixes(plan, lambda: decided(tell), state=state)
        failures.log_crashes(report.tracebacks, session)
        _tell(session, report, plan, format=format, diff=diff, output=output, rehearsed=rehearsed)
        if failed is not None:
            raise failed
        return _exit_code(report, fail_on, diff=diff, rehearsed=rehearsed)

    return fix


def _tell(
    session: Session,
    report: FixReport,
    plan: Plan,
    *,
    format: str,
    diff: bool,
    output: Path | None,
    rehearsed: bool,
) -> None:
    from goglobal.cli import choosing
    from goglobal.cli.output import emit, painter, remark

    if format == "json":
        from goglobal.report import json_

        emit(json_.dump(json_.fix_document(report, written=not rehearsed, diff=diff)), output)
        return
    from goglobal.report import fixes

    roots = choosing.roots(plan)
    if diff:
        terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
        emit(
            fixes.diffs(
                report.changes, name_of=_name(roots), painter=painter(output), readable=terminal
            ),
            output,
        )
        if not session.quiet:
            remark(fixes.summary_line(report, rehearsed=True))
        return
    emit(
        fixes.fix_report(
            report,
            languages=len({tag for a in plan.assignments for tag in a.languages}),
            roots=roots,
            painter=painter(output),
            verbose=session.verbose,
            quiet=session.quiet,
            rehearsed=rehearsed,
        ),
        output,
    )


def _name(roots: dict[str, str]) -> Callable[[FixedFile], str]:
    """Names in a diff: from the working folder, or from the series' where it lies elsewhere."""

    def name(file: FixedFile) -> str:
        root = roots.get(file.series, "")
        within = root and not os.path.isabs(root)
        return f"{root}/{file.path}".replace(os.sep, "/") if within else file.path

    return name


def _exit_code(report: FixReport, fail_on: str, *, diff: bool, rehearsed: bool) -> int:
    """2 where a rule crashed; 1 where anything would be mended, or is left that weighs enough."""
    from goglobal.cli import codes
    from goglobal.findings import Severity

    if report.crashed:
        return codes.UNUSABLE
    if fail_on == "never":
        return codes.DONE
    if rehearsed and report.changes:
        return codes.FINDINGS
    if diff:
        return codes.DONE
    floor = Severity(fail_on).rank
    weighs = any(left.finding.severity.rank >= floor for left in report.left)
    return codes.FINDINGS if weighs else codes.DONE
