"""`goglobal i18n status`."""

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
        "status",
        cls=Command,
        help=gettext(
            "Show how far each language of PROJECT (a series folder or a catalogue) is: texts "
            "that are translated, fuzzy, out of date or too long for a target, and the subtitle "
            "tracks that the targets want. Every track is read to count its cues."
        ),
    )
    @options.project()
    @click.option(
        "-l",
        "--language",
        "languages",
        multiple=True,
        metavar="TAG",
        callback=options.split,
        help=gettext("Only this language; may be given more than once."),
    )
    @options.targets_file()
    @options.output()
    @options.executor()
    @options.noise()
    @click.pass_obj
    def status(
        session: Session,
        *,
        project: Path,
        languages: tuple[str, ...],
        targets_file: Path | None,
        format: str,
        output: Path | None,
        executor: str | None,
    ) -> int:
        from goglobal.cli import choosing, codes, progress
        from goglobal.cli.output import emit, painter
        from goglobal.errors import ProjectError
        from goglobal.execution import open_executor
        from goglobal.pipeline.catalogs import translation_status

        wanted = choosing.languages(languages)
        with open_executor(executor) as workers, progress.showing(session) as tell:
            report = translation_status(
                project,
                languages=wanted,
                targets_file=targets_file,
                executor=workers,
                progress=tell,
            )
        if format == "json":
            from goglobal.report import json_, translations

            emit(json_.dump(translations.status_document(report)), output)
        else:
            from goglobal.report import translations

            emit(translations.status_table(report, painter=painter(output)), output)
        if report.problems:
            raise ProjectError(report.problems)
        return codes.DONE

    return status
