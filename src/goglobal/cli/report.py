"""`goglobal report`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from goglobal.cli import options
from goglobal.cli.session import Session
from goglobal.cli.wrapping import Command
from goglobal.messages import N_, gettext


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "report",
        cls=Command,
        help=gettext(
            "Check PROJECT and write what was found as one HTML page that works without a network: "
            "what can be delivered to whom, what holds the rest, and every finding with its cue, "
            "the source text and the frame. Or, with --kind, write from the receipts what was "
            "delivered: for grants and records, or for the partner's intake desk."
        ),
    )
    @options.project()
    @click.option(
        "-o",
        "--output",
        required=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        callback=options.output_place,
        help=gettext(
            "The page (.html) to write, or the table (.csv, .xlsx) of the other kinds; - for "
            "standard output."
        ),
    )
    @click.option(
        "--kind",
        type=click.Choice(["qc", "dissemination", "delivery-note"]),
        default="qc",
        show_default=True,
        help=gettext(
            "The QC report, the dissemination report of all that was delivered, or the note that "
            "goes with a delivery."
        ),
    )
    @options.targets()
    @options.platform()
    @options.selection()
    @click.option(
        "--dist",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help=gettext("The folder with the bundles, instead of dist."),
    )
    @options.fail_on("never")
    @options.rules()
    @options.work()
    @options.noise()
    @click.pass_obj
    def report(
        session: Session,
        *,
        project: Path,
        output: Path | None,
        kind: Literal["qc", "dissemination", "delivery-note"],
        names: tuple[str, ...],
        targets_file: Path | None,
        platform: str | None,
        languages: tuple[str, ...],
        episodes: str | None,
        dist: Path | None,
        fail_on: str,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        executor: str | None,
        state: Path | None,
        cache: bool,
    ) -> int:
        from goglobal import pipeline
        from goglobal.cli import choosing, failures, judging, pages, progress, refusing
        from goglobal.execution import open_executor

        if kind != "qc":
            refusing.refuse(
                click.get_current_context(),
                taken=pages.OF_PAPERS,
                other=f"--kind {kind}",
                help=N_("it tells from the receipts what was delivered, and checks nothing"),
            )
        selected, ignored = choosing.rules(select), choosing.rules(ignore)
        with open_executor(executor) as workers:
            plan = choosing.plan(
                project,
                names=names,
                targets_file=targets_file,
                platform=platform,
                tags=languages,
                selection=episodes,
            )
            if kind != "qc":
                return pages.write_paper(session, plan, kind, output, state=state)
            with progress.showing(session) as tell:
                found = pipeline.check(
                    plan,
                    state=state,
                    executor=workers,
                    cache=cache,
                    select=selected,
                    ignore=ignored,
                    progress=tell,
                )
                page = pages.quality_page(
                    plan, found, dist=dist, state=state, executor=workers, progress=tell
                )
        failures.log_crashes(found.tracebacks, session)
        pages.write(session, page, output, found)
        return judging.exit_code(found, fail_on)

    return report
