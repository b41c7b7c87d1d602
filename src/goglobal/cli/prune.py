"""`goglobal prune`."""

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
        "prune",
        cls=Command,
        help=gettext(
            "List what nobody can come upon any more in PROJECT's buckets: earlier bundles, "
            "unfinished ones, media that no bundle names. With --delete it is removed. What is "
            "current stays, and so does an earlier bundle for a day, anything else for a week."
        ),
    )
    @options.project()
    @options.targets()
    @options.platform()
    @click.option("--delete", is_flag=True, help=gettext("Remove it; it cannot be brought back."))
    @click.option(
        "--keep",
        type=click.IntRange(min=0),
        default=0,
        metavar="N",
        help=gettext("Leave the N newest earlier bundles of each language."),
    )
    @options.output()
    @options.state()
    @options.noise()
    @click.pass_obj
    def prune(
        session: Session,
        *,
        project: Path,
        names: tuple[str, ...],
        targets_file: Path | None,
        platform: str | None,
        delete: bool,
        keep: int,
        format: str,
        output: Path | None,
        state: Path | None,
    ) -> int:
        from goglobal import pipeline
        from goglobal.cli import codes
        from goglobal.cli.output import emit, painter
        from goglobal.report import json_, pruning

        targets = pipeline.targets_of(project, file=targets_file, names=names, platform=platform)
        session.delivering = True
        report = pipeline.prune(
            pipeline.load(project), targets, delete=delete, keep=keep, state=state
        )
        if format == "json":
            emit(json_.dump(pruning.prune_document(report)), output)
        else:
            emit(pruning.prune_text(report, painter=painter(output)), output)
        return codes.INCOMPLETE if any(one.error for one in report.items) else codes.DONE

    return prune
