"""`goglobal i18n extract`."""

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
        "extract",
        cls=Command,
        help=gettext(
            "Write the texts of series.toml to the template series.pot beside the catalogs, with "
            "what each text is and the limits of all targets in words. PROJECT is a series folder "
            "or a catalogue. The file is only written when it changes; its header stays."
        ),
    )
    @options.project()
    @options.targets_file()
    @click.option(
        "--dry-run", is_flag=True, help=gettext("Write nothing: tell what would be written.")
    )
    @options.output()
    @options.state()
    @options.noise()
    @click.pass_obj
    def extract(
        session: Session,
        *,
        project: Path,
        targets_file: Path | None,
        dry_run: bool,
        format: str,
        output: Path | None,
        state: Path | None,
    ) -> int:
        from goglobal.cli import catalogs_told
        from goglobal.pipeline.catalogs import extract as run

        report = run(project, targets_file=targets_file, state=state, write=not dry_run)
        return catalogs_told.tell(
            session, report, verb="extract", format=format, output=output, rehearsed=dry_run
        )

    return extract
