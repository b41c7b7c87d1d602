"""`goglobal push`."""

from __future__ import annotations

from pathlib import Path

import click

from goglobal.cli import options
from goglobal.cli.session import Session
from goglobal.cli.wrapping import Command
from goglobal.messages import N_, gettext


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "push",
        cls=Command,
        help=gettext(
            "Deliver bundles. Of a PROJECT they are checked first, and built where they are not "
            "current; of a folder DIST that build has made they are sent as they are."
        ),
    )
    @options.project("PROJECT|DIST", required=False)
    @options.out()
    @options.targets()
    @options.platform()
    @options.selection()
    @options.dry_run()
    @click.option(
        "--probe",
        metavar="TARGET",
        help=gettext(
            "Deliver nothing: try with one small object what the place of TARGET can do and what "
            "we may do there, and tell which settings to use. Without PROJECT the targets are "
            "those of this folder."
        ),
    )
    @options.output()
    @options.fail_on()
    @options.work()
    @options.noise()
    @click.pass_obj
    def push(
        session: Session,
        *,
        project: Path | None,
        out: Path | None,
        names: tuple[str, ...],
        targets_file: Path | None,
        platform: str | None,
        languages: tuple[str, ...],
        episodes: str | None,
        dry_run: bool,
        probe: str | None,
        format: str,
        output: Path | None,
        fail_on: str,
        executor: str | None,
        state: Path | None,
        cache: bool,
    ) -> int:
        if probe is not None:
            from goglobal.cli.probe import refuse_others, run

            refuse_others(click.get_current_context())
            return run(
                session,
                project or Path(),
                probe,
                targets_file=targets_file,
                platform=platform,
                format=format,
                output=output,
            )
        if project is None:
            raise click.MissingParameter(param_type="argument", param_hint="PROJECT|DIST")
        from goglobal.cli import delivering

        if not is_dist(project):
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
                verify=False,
            )
        if episodes is not None:
            from goglobal.errors import UsageError

            raise UsageError(
                N_("“--episodes” does not go with built bundles"),
                {},
                N_("a bundle is sent as it was built; build it anew with other episodes"),
            )
        return delivering.push_built(
            session,
            project,
            names=names,
            targets_file=targets_file,
            platform=platform,
            languages=languages,
            dry_run=dry_run,
            format=format,
            output=output,
            executor=executor,
            state=state,
        )

    return push


def is_dist(path: Path) -> bool:
    """Whether `path` is a folder of built bundles, or one bundle, and no series or catalogue."""
    if not path.is_dir() or (path / "series.toml").exists() or (path / "goglobal.toml").exists():
        return False
    for depth in ("", "*/", "*/*/", "*/*/*/"):
        if next(path.glob(f"{depth}series.toml"), None) is not None:
            return False
        if next(path.glob(f"{depth}manifest.json"), None) is not None:
            return True
    return False
