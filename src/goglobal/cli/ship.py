"""`goglobal ship`."""

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
        "ship",
        cls=Command,
        help=gettext(
            "Check PROJECT, build its bundles, deliver them and verify what arrived. An error "
            "holds back what the target says; the rest goes."
        ),
    )
    @options.project()
    @options.out()
    @options.targets()
    @options.platform()
    @options.selection()
    @options.dry_run()
    @options.output()
    @options.fail_on()
    @options.work()
    @options.noise()
    @click.pass_obj
    def ship(
        session: Session,
        *,
        project: Path,
        out: Path | None,
        names: tuple[str, ...],
        targets_file: Path | None,
        platform: str | None,
        languages: tuple[str, ...],
        episodes: str | None,
        dry_run: bool,
        format: str,
        output: Path | None,
        fail_on: str,
        executor: str | None,
        state: Path | None,
        cache: bool,
    ) -> int:
        from goglobal.cli import delivering

        return delivering.ship(
            session,
            project,
            out=out,
            names=names,
            targets_file=targets_file,
            platform=platform,
            languages=languages,
            episodes=episodes,
            dry_run=dry_run,
            format=format,
            output=output,
            fail_on=fail_on,
            executor=executor,
            state=state,
            cache=cache,
            verify=not dry_run,
        )

    return ship
