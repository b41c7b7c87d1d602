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
    @options.language()
    @click.option(
        "--history",
        is_flag=True,
        help=gettext("Show instead who delivered what, when and why: every receipt, oldest first."),
    )
    @click.option(
        "--rebuild",
        is_flag=True,
        help=gettext(
            "First make the ledger anew from the receipts, and write receipts for what stands in "
            "the buckets and of which none tells."
        ),
    )
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
        languages: tuple[str, ...],
        history: bool,
        rebuild: bool,
        format: str,
        output: Path | None,
        state: Path | None,
    ) -> int:
        from goglobal import pipeline
        from goglobal.cli import choosing, codes, status_records
        from goglobal.cli.output import emit, painter, remark
        from goglobal.errors import StoreError, UsageError

        tags = choosing.languages(languages)
        chosen = pipeline.targets_of(project, file=targets_file, names=names, platform=platform)
        result = codes.DONE
        if rebuild:
            result = status_records.rebuild(
                session,
                project,
                pipeline.targets_of(project, file=targets_file),
                state=state,
            )
        if history:
            status_records.history(
                project, chosen, units=tags, state=state, format=format, output=output
            )
            return result
        rows = pipeline.status(
            project,
            targets=names or None,
            out=out,
            state=state,
            targets_file=targets_file,
            platform=platform,
        )
        rows = tuple(row for row in rows if tags is None or row.language in tags)
        if not rows:
            raise UsageError(
                N_("nothing is selected"),
                {},
                N_("look at the targets, languages and episodes that you asked for"),
            )
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
        return result

    return status
