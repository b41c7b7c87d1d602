"""`goglobal i18n export`."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from goglobal.cli import options
from goglobal.cli.session import Session
from goglobal.cli.wrapping import Command
from goglobal.messages import gettext


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "export",
        cls=Command,
        help=gettext(
            "Write the texts of PROJECT (a series folder or a catalogue) for translators: a file "
            "for the metadata of each language and one for its cues, with the translations that "
            "there are, the limits of the targets, names and neighbouring lines. What comes back "
            "is taken in by “goglobal i18n import”."
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
        help=gettext("Only this language, new or not; may be given more than once."),
    )
    @click.option("--episodes", metavar="1-10,12", help=gettext("Only these episodes."))
    @click.option(
        "--scope",
        type=click.Choice(["metadata", "cues", "all"]),
        default="all",
        show_default=True,
        help=gettext("Titles, synopses and credits; the lines of the subtitles; or both."),
    )
    @click.option(
        "--to",
        "to",
        type=click.Choice(["po", "xliff", "xliff2", "xlsx"]),
        default="po",
        show_default=True,
        help=gettext("The format: PO, XLIFF 1.2, XLIFF 2.0 or a spreadsheet."),
    )
    @click.option(
        "--one-file",
        is_flag=True,
        help=gettext(
            "XLSX only: one workbook for the metadata of all languages and one for their cues, "
            "with a sheet for each language."
        ),
    )
    @click.option(
        "-o",
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        required=True,
        help=gettext("The folder for the files."),
    )
    @click.option(
        "--force",
        is_flag=True,
        help=gettext("Write over files that are there and say something else."),
    )
    @options.targets_file()
    @options.output()
    @options.noise()
    @click.pass_obj
    def export(
        session: Session,
        *,
        project: Path,
        languages: tuple[str, ...],
        episodes: str | None,
        scope: str,
        to: str,
        one_file: bool,
        out: Path,
        force: bool,
        targets_file: Path | None,
        format: str,
        output: Path | None,
    ) -> int:
        from goglobal import pipeline
        from goglobal.cli import choosing, codes
        from goglobal.cli.output import emit, painter
        from goglobal.pipeline import exporting
        from goglobal.report import exchanges, json_

        wanted = choosing.languages(languages) or ()
        numbers = choosing.episodes(episodes)
        report = exporting.export(
            pipeline.load(project),
            pipeline.targets_of(project, file=targets_file),
            out,
            languages=wanted,
            episodes=numbers,
            scope=cast("exporting.Scopes", scope),
            format_=to,
            one_file=one_file,
            force=force,
        )
        if format == "json":
            emit(json_.dump(exchanges.export_document(report)), output)
        else:
            text = exchanges.export_text(
                report, painter=painter(output), quiet=session.quiet, verbose=session.verbose
            )
            emit(text, output)
        return codes.DONE

    return export
