"""`goglobal build`."""

from __future__ import annotations

from pathlib import Path

import click

from goglobal.cli import options
from goglobal.cli.session import Session
from goglobal.cli.wrapping import Command
from goglobal.messages import gettext


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "build",
        cls=Command,
        help=gettext(
            "Check PROJECT and build its bundles. What an error holds back is left out and listed."
        ),
    )
    @options.project()
    @options.out()
    @options.targets()
    @options.platform()
    @options.selection()
    @options.output()
    @options.fail_on()
    @options.work()
    @options.noise()
    @click.pass_obj
    def build(
        session: Session,
        *,
        project: Path,
        out: Path | None,
        names: tuple[str, ...],
        targets_file: Path | None,
        platform: str | None,
        languages: tuple[str, ...],
        episodes: str | None,
        format: str,
        output: Path | None,
        fail_on: str,
        executor: str | None,
        state: Path | None,
        cache: bool,
    ) -> int:
        from goglobal import pipeline
        from goglobal.cli import choosing, failures, progress, telling
        from goglobal.cli.output import emit
        from goglobal.execution import open_executor

        with open_executor(executor) as workers:
            plan = choosing.plan(
                project,
                names=names,
                targets_file=targets_file,
                platform=platform,
                tags=languages,
                selection=episodes,
            )
            with progress.showing(session) as tell:
                report = pipeline.check(
                    plan, state=state, executor=workers, cache=cache, beyond=True, progress=tell
                )
                bundles = pipeline.build(
                    plan,
                    out or Path(plan.assignments[0].target.directory) / "dist",
                    report=report,
                    state=state,
                    cache=cache,
                    executor=workers,
                    progress=tell,
                )
        failures.log_crashes(report.tracebacks, session)
        held = pipeline.held_items(plan, report)
        if format == "json":
            from goglobal.report import json_

            emit(json_.dump(json_.build_document(bundles, held, report)), output)
            telling.remark_findings(session, report, project)
        else:
            text = telling.build_text(
                session, check=report, bundles=bundles, held=held, project=project, output=output
            )
            emit(text, output)
        return telling.exit_code(report, fail_on, held=held)

    return build
