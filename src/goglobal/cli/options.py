"""The options that commands share, as decorators; each is built in the language bound now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from goglobal.cli import completing
from goglobal.cli.session import Session
from goglobal.messages import gettext

F = TypeVar("F", bound=Callable[..., Any])


def _together(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


def split(
    ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """`-l en,th -l fr` as `("en", "th", "fr")`.

    An option that names nothing (a variable of a script that is empty) is refused: it must not
    mean everything.
    """
    parts = [item.replace(",", " ").split() for item in value]
    if not all(parts):
        raise click.BadParameter(gettext("nothing is named here"), ctx=ctx, param=parameter)
    return tuple(name for names in parts for name in names)


def _set(attribute: str, value: object) -> Callable[[click.Context, click.Parameter, bool], None]:
    def store(ctx: click.Context, parameter: click.Parameter, given: bool) -> None:
        session = ctx.find_object(Session)
        if given and session is not None:
            setattr(session, attribute, value)

    return store


def _keep(attribute: str) -> Callable[[click.Context, click.Parameter, Path | None], Path | None]:
    def store(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
        session = ctx.find_object(Session)
        if session is not None:
            setattr(session, attribute, value)
        return value

    return store


def project(metavar: str = "PROJECT", *, required: bool = True) -> Callable[[F], F]:
    """The series folder or catalogue that a command works on."""
    return click.argument(
        "project",
        type=click.Path(path_type=Path),
        metavar=metavar,
        required=required,
        callback=_keep("project"),
    )


def targets() -> Callable[[F], F]:
    """`--target` and `--targets`."""
    return _together(
        click.option(
            "-t",
            "--target",
            "names",
            multiple=True,
            metavar="NAME",
            callback=split,
            shell_complete=completing.targets,
            help=gettext("Only this target; may be given more than once."),
        ),
        targets_file(),
    )


def targets_file() -> Callable[[F], F]:
    """`--targets` alone, where all targets count."""
    return click.option(
        "--targets",
        "targets_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=gettext("The file with the targets, instead of goglobal.toml."),
    )


def platform() -> Callable[[F], F]:
    """`--platform`."""
    return click.option(
        "-p",
        "--platform",
        metavar="NAME",
        shell_complete=completing.platforms,
        help=gettext("Only targets of this platform; with no target, the profile by its name."),
    )


def selection() -> Callable[[F], F]:
    """`--language` and `--episodes`."""
    return _together(
        language(),
        click.option(
            "--episodes",
            metavar="1-10,12",
            help=gettext("Only these episodes."),
        ),
    )


def language() -> Callable[[F], F]:
    """`--language` alone."""
    return click.option(
        "-l",
        "--language",
        "languages",
        multiple=True,
        metavar="TAG",
        callback=split,
        shell_complete=completing.languages,
        help=gettext("Only this language; may be given more than once."),
    )


def output(formats: Sequence[str] = ("text", "json")) -> Callable[[F], F]:
    """`--format` and `--output`."""
    return _together(
        click.option(
            "--format",
            "format",
            type=click.Choice(formats),
            default="text",
            show_default=True,
            help=gettext("How the result is written."),
        ),
        output_file(),
    )


def output_file() -> Callable[[F], F]:
    """`--output`."""
    return click.option(
        "--output",
        type=click.Path(path_type=Path),
        metavar="FILE",
        callback=output_place,
        help=gettext("Write the result to this file, not to standard output."),
    )


def output_place(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    """A file in a folder that is there; None: standard output."""
    if value is None or str(value) == "-":
        return None
    if value.is_dir():
        raise click.BadParameter(gettext("this is a folder"), ctx=ctx, param=parameter)
    if not value.absolute().parent.is_dir():
        raise click.BadParameter(
            gettext("there is no folder “{path}”").format(path=value.parent),
            ctx=ctx,
            param=parameter,
        )
    return value


def out() -> Callable[[F], F]:
    """`-o`, the folder of the bundles."""
    return click.option(
        "-o",
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help=gettext("The folder for the bundles, instead of dist."),
    )


def fail_on(default: str = "error") -> Callable[[F], F]:
    """`--fail-on`."""
    return click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "never"]),
        default=default,
        show_default=True,
        help=gettext("From which severity on findings make the exit code 1."),
    )


def rules() -> Callable[[F], F]:
    """`--select` and `--ignore`."""
    return _together(
        click.option(
            "--select",
            multiple=True,
            metavar="CODE",
            callback=split,
            shell_complete=completing.rules,
            help=gettext("Only these rules: codes, names or families such as TIM."),
        ),
        click.option(
            "--ignore",
            multiple=True,
            metavar="CODE",
            callback=split,
            shell_complete=completing.rules,
            help=gettext("Not these rules; what they find still holds a delivery back."),
        ),
    )


def waivers() -> Callable[[F], F]:
    """`--waive` and what belongs to it."""
    return _together(
        click.option(
            "--waive",
            "waive",
            multiple=True,
            metavar="CODE",
            callback=split,
            shell_complete=completing.rules,
            help=gettext(
                "Accept what this rule finds now, narrowed by -l, --episodes and --cue: write it "
                "to waivers.toml, with --reason and --by."
            ),
        ),
        click.option(
            "--cue",
            "cues",
            multiple=True,
            type=click.IntRange(min=1),
            metavar="N",
            help=gettext("Waive only in this cue, counted from 1 in its file."),
        ),
        click.option("--reason", metavar="TEXT", help=gettext("Why the finding is accepted.")),
        click.option("--by", metavar="NAME", help=gettext("Who accepts it.")),
        click.option(
            "--until", metavar="DATE", help=gettext("The last day on which the waiver holds.")
        ),
    )


def state() -> Callable[[F], F]:
    """`--state`."""
    return click.option(
        "--state",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        callback=_keep("state"),
        help=gettext("The folder for caches and receipts, instead of .goglobal."),
    )


def executor() -> Callable[[F], F]:
    """`--executor`."""
    return click.option(
        "--executor",
        metavar="KIND",
        help=gettext("serial, processes[:N], threads[:N] or dask[://HOST:PORT]."),
    )


def work() -> Callable[[F], F]:
    """`--executor`, `--state` and `--no-cache`."""
    return _together(
        executor(),
        state(),
        click.option(
            "--no-cache",
            "cache",
            is_flag=True,
            flag_value=False,
            default=True,
            help=gettext("Do everything anew."),
        ),
    )


def dry_run() -> Callable[[F], F]:
    """`--dry-run`."""
    return click.option(
        "--dry-run",
        is_flag=True,
        callback=_rehearse,
        help=gettext("Show what would be sent, and send nothing."),
    )


def _rehearse(ctx: click.Context, parameter: click.Parameter, value: bool) -> bool:
    session = ctx.find_object(Session)
    if session is not None:
        session.rehearsing = value
    return value


def noise() -> Callable[[F], F]:
    """`--quiet`, `--verbose` and `--no-progress`; they stand in the session."""
    return _together(
        click.option(
            "-q",
            "--quiet",
            is_flag=True,
            expose_value=False,
            callback=_set("quiet", True),
            help=gettext("No progress, no remarks: only the result and errors."),
        ),
        click.option(
            "-v",
            "--verbose",
            is_flag=True,
            expose_value=False,
            callback=_set("verbose", True),
            help=gettext("Tell more."),
        ),
        click.option(
            "--no-progress",
            is_flag=True,
            expose_value=False,
            callback=_set("bars", False),
            help=gettext("No progress bar."),
        ),
    )
