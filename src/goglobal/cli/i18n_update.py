"""`goglobal i18n update`."""

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
        "update",
        cls=Command,
        help=gettext(
            "Bring template and catalogs of PROJECT (a series folder or a catalogue) up to "
            "series.toml as it is now. Translations are kept: an entry goes where its text went, a "
            "changed text makes it fuzzy and keeps the previous one, a text that is gone makes it "
            "obsolete. The limits of the targets are stamped on every entry; nothing else in a "
            "file changes. Languages that a target asks for and that have no catalog get one. "
            "What each subtitle track was made from is noted in translations.csv, so that check "
            "can tell when the source moves on (PRJ009)."
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
    @click.option(
        "--confirm",
        is_flag=True,
        help=gettext(
            "The tracks are right for the source as it is now, although it changed; with "
            "--language and --episodes only those."
        ),
    )
    @click.option(
        "--episodes", metavar="1-10,12", help=gettext("With --confirm: only these episodes.")
    )
    @options.targets_file()
    @click.option("--diff", is_flag=True, help=gettext("Write nothing: print a diff."))
    @click.option(
        "--dry-run", is_flag=True, help=gettext("Write nothing: tell what would be written.")
    )
    @options.output()
    @options.executor()
    @options.state()
    @options.noise()
    @click.pass_obj
    def update(
        session: Session,
        *,
        project: Path,
        languages: tuple[str, ...],
        confirm: bool,
        episodes: str | None,
        targets_file: Path | None,
        diff: bool,
        dry_run: bool,
        format: str,
        output: Path | None,
        executor: str | None,
        state: Path | None,
    ) -> int:
        from goglobal.cli import catalogs_told, choosing, progress
        from goglobal.execution import open_executor
        from goglobal.pipeline.catalogs import update as run

        if episodes is not None and not confirm:
            raise click.UsageError(gettext("--episodes is for --confirm only"))
        wanted = choosing.languages(languages)
        numbers = choosing.episodes(episodes) or ()
        with open_executor(executor) as workers, progress.showing(session) as tell:
            report = run(
                project,
                languages=wanted,
                confirm=numbers if confirm else None,
                targets_file=targets_file,
                state=state,
                write=not (diff or dry_run),
                executor=workers,
                progress=tell,
            )
        return catalogs_told.tell(
            session,
            report,
            verb="update",
            format=format,
            output=output,
            rehearsed=diff or dry_run,
            diff=diff,
        )

    return update
