"""The `goglobal` group: knows every command's name and one line of help, loads none of them."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

from goglobal.cli.wrapping import Context
from goglobal.messages import N_, gettext

COMMANDS = {
    "init": N_("Make a working series folder to fill in."),
    "intake": N_("Take a vendor's zip, folder or files into the series folder."),
    "check": N_("Find everything that would be rejected, before it is sent."),
    "fix": N_("Mend what can be mended safely in the subtitle files."),
    "build": N_("Build the bundles."),
    "push": N_("Deliver built bundles."),
    "ship": N_("Check, build, push and verify in one go."),
    "redeliver": N_("Write down that something is delivered again, under the next revision."),
    "withdraw": N_("Record that something must not be shown any more; “push” holds it then."),
    "verify": N_("Compare what is in the bucket with what should be there."),
    "prune": N_("List, and remove when told, what nobody can come upon any more in a bucket."),
    "status": N_("Show series by target and language: built, held, delivered, stale."),
    "report": N_("Write the QC report: what can be delivered, what holds the rest, and why."),
    "feedback": N_("Take in what platforms answer."),
    "receipt": N_("Record a delivery that was made by hand."),
    "i18n": N_("Take the texts out for translators, bring catalogs up to date, take them in."),
    "convert": N_("Write a subtitle file in another format, or move its times."),
    "preview": N_("Show subtitles on the frame, the worst lines of each language first."),
    "platforms": N_("Show the platform profiles and where each value comes from."),
    "rules": N_("Show the rules, as in the documentation."),
    "schema": N_("Print the JSON Schema of a file or document, for editors and readers."),
    "completion": N_("Print the completion script for bash, zsh or fish."),
}
"""Every command with its line in `goglobal --help`; the module of the same name builds it."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is called.

    `lines` are the commands with their line of help; `module` is the name of a command's module,
    with `{name}` in it.
    """

    context_class = Context

    def __init__(self, name: str, *, lines: Mapping[str, str], module: str, **attributes: Any):
        super().__init__(name, **attributes)
        self.lines = lines
        self.module = module

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.lines:
            return None
        module = importlib.import_module(self.module.format(name=cmd_name))
        command: click.Command = module.command()
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.lines and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.exceptions.NoSuchCommand(name, possibilities=self.lines, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(gettext("Commands")):
            formatter.write_dl([(name, gettext(text)) for name, text in self.lines.items()])


def _show_version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from goglobal import __version__

        click.echo(f"goglobal {__version__}")
        ctx.exit()


def build() -> click.Group:
    """The group, in the language that is bound now."""
    return LazyGroup(
        "goglobal",
        lines=COMMANDS,
        module="goglobal.cli.{name}",
        help=gettext(
            "Packages a miniseries' subtitles and metadata per language, checks them against "
            "each platform's demands, and delivers the bundles: whole, or visibly not there."
        ),
        epilog=gettext(
            "“goglobal COMMAND --help” explains one command; “goglobal completion SHELL” makes "
            "the shell complete them."
        ),
        no_args_is_help=True,
        subcommand_metavar="COMMAND [ARGS]...",
        context_settings={"help_option_names": ["-h", "--help"]},
        params=[
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_version,
                help=gettext("Show the version and exit."),
            )
        ],
    )
