"""`goglobal i18n import`."""

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
        "import",
        cls=Command,
        help=gettext(
            "Take in FILES (or folders of them) that translators send back to PROJECT (a series "
            "folder or a catalogue): PO, XLIFF or spreadsheets that “goglobal i18n export” wrote. "
            "Keys and source texts decide where a text belongs, times are always the source's. A "
            "text that comes back empty, in another language or broken is refused, and the "
            "translation that is there stays."
        ),
        epilog=gettext("Exit code 1: at least one text or file was refused."),
    )
    @options.project()
    @click.argument(
        "files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILES..."
    )
    @click.option(
        "-l",
        "--language",
        "languages",
        multiple=True,
        metavar="TAG",
        help=gettext(
            "The language of files that do not say it, or are in a new one; may be given more than "
            "once."
        ),
    )
    @click.option(
        "--dry-run", is_flag=True, help=gettext("Write nothing: tell what would be taken.")
    )
    @options.targets_file()
    @options.output()
    @options.state()
    @options.noise()
    @click.pass_obj
    def import_(
        session: Session,
        *,
        project: Path,
        files: tuple[Path, ...],
        languages: tuple[str, ...],
        dry_run: bool,
        targets_file: Path | None,
        format: str,
        output: Path | None,
        state: Path | None,
    ) -> int:
        from goglobal import pipeline
        from goglobal.cli import choosing, codes
        from goglobal.cli.output import emit, painter
        from goglobal.pipeline import importing
        from goglobal.project import state_folder
        from goglobal.report import exchanges, json_

        report = importing.import_files(
            pipeline.load(project),
            pipeline.targets_of(project, file=targets_file),
            files,
            languages=choosing.languages(languages) or (),
            state=state or state_folder(project),
            dry_run=dry_run,
        )
        if format == "json":
            emit(json_.dump(exchanges.import_document(report, rehearsed=dry_run)), output)
        else:
            text = exchanges.import_text(
                report,
                painter=painter(output),
                rehearsed=dry_run,
                quiet=session.quiet,
                verbose=session.verbose,
            )
            emit(text, output)
        return codes.FINDINGS if report.refused else codes.DONE

    return import_
