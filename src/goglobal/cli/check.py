"""`goglobal check`."""

from __future__ import annotations

from pathlib import Path

import click

from goglobal.cli import formats, options
from goglobal.cli.session import Session
from goglobal.cli.wrapping import Command
from goglobal.messages import gettext


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "check",
        cls=Command,
        help=gettext(
            "Find everything in PROJECT (a series folder or a catalogue) that a platform would "
            "reject, before anything is sent."
        ),
    )
    @options.project()
    @options.targets()
    @options.platform()
    @options.selection()
    @options.output(formats.FINDINGS)
    @click.option(
        "--also",
        multiple=True,
        metavar="FORMAT=FILE",
        callback=formats.parse_also,
        help=gettext(
            "Write the findings to this file too, as json, sarif or junit; may be given more than "
            "once."
        ),
    )
    @click.option(
        "--html",
        type=click.Path(path_type=Path),
        metavar="FILE",
        callback=options.output_place,
        help=gettext("Write the QC report too, as “goglobal report” does."),
    )
    @options.fail_on()
    @options.rules()
    @options.waivers()
    @options.work()
    @options.noise()
    @click.pass_obj
    def check(
        session: Session,
        *,
        project: Path,
        names: tuple[str, ...],
        targets_file: Path | None,
        platform: str | None,
        languages: tuple[str, ...],
        episodes: str | None,
        format: str,
        output: Path | None,
        also: tuple[tuple[str, Path], ...],
        html: Path | None,
        fail_on: str,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        waive: tuple[str, ...],
        cues: tuple[int, ...],
        reason: str | None,
        by: str | None,
        until: str | None,
        executor: str | None,
        state: Path | None,
        cache: bool,
    ) -> int:
        from goglobal import pipeline
        from goglobal.cli import choosing, failures, judging, pages, progress, waiving
        from goglobal.cli.output import emit, painter
        from goglobal.execution import open_executor

        if waive:
            formats.refuse_with_waivers(format, also, html)
        selected, ignored = choosing.rules(select), choosing.rules(ignore)
        accepted = waiving.wanted(
            waive,
            reason=reason,
            by=by,
            until=until,
            cues=cues,
            tags=languages,
            episodes=episodes,
        )
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
                    plan,
                    state=state,
                    executor=workers,
                    cache=cache,
                    select=selected,
                    ignore=ignored,
                    progress=tell,
                )
                page = ""
                if html is not None:
                    page = pages.quality_page(
                        plan, report, state=state, executor=workers, progress=tell
                    )
        failures.log_crashes(report.tracebacks, session)
        if accepted is not None:
            return waiving.write(
                session, plan, report, accepted, format=format, output=output, state=state
            )
        if format != "text":
            emit(formats.document(format, report, plan, fail_on), output)
        else:
            from goglobal.report import text

            emit(
                text.check_report(
                    report,
                    languages=formats.languages_of(plan),
                    roots=choosing.roots(plan),
                    painter=painter(output),
                    verbose=session.verbose,
                    quiet=session.quiet,
                ),
                output,
            )
        # the findings first: what cannot be written beside them must not take them away
        if format == "github":
            formats.write_summary(report, plan)
        formats.write_also(also, report, plan, fail_on)
        if html is not None:
            emit(page, html)
        return judging.exit_code(report, fail_on)

    return check
