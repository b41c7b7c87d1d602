"""`goglobal status`."""

from __future__ import annotations

from pathlib import Path

import click

from goglobal.cli import options
from goglobal.cli.session import Session
from goglobal.cli.wrapping import Command
from goglobal.messages import N_, gettext, localise


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "status",
        cls=Command,
        help=gettext(
            "Show for each series of PROJECT, target and language how far it is: missing, built, "
            "held, delivered, stale."
        ),
    )
    @options.project()
    @options.out()
    @options.targets()
    @options.platform()
    @options.output()
    @options.state()
    @options.noise()
    @click.pass_obj
    def status(
        session: Session,
        *,
        project: Path,
        out: Path | None,
        names: tuple[str, ...],
        targets_file: Path | None,
        platform: str | None,
        format: str,
        output: Path | None,
        state: Path | None,
    ) -> int:
        from goglobal import pipeline
        from goglobal.cli import codes
        from goglobal.cli.output import emit, painter, remark
        from goglobal.errors import StoreError, UsageError

        rows = pipeline.status(
            project,
            targets=names or None,
            out=out,
            state=state,
            targets_file=targets_file,
            platform=platform,
        )
        if not rows:
            raise UsageError(
                N_("nothing is selected"),
                {},
                N_("look at the targets, languages and episodes that you asked for"),
            )
        chosen = pipeline.targets_of(project, file=targets_file, names=names, platform=platform)
        try:
            feedback = pipeline.feedback(chosen, {row.series for row in rows})
        except StoreError as error:  # as where the receipts cannot be read: the rest is told
            feedback = ()
            reason = {"reason": str(error)}
            remark(localise(N_("the answers cannot be read: {reason}"), reason))
        if format == "json":
            from goglobal.report import json_

            emit(json_.dump(json_.status_document(rows, feedback)), output)
        else:
            from goglobal.report import answers, deliveries

            table = deliveries.status_table(rows, painter=painter(output))
            told = answers.status_text(feedback, rows, painter=painter(output))
            emit("\n".join(filter(None, (table, told))), output)
        return codes.DONE

    return status
