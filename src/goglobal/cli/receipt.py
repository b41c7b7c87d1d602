"""The `goglobal receipt` group: deliveries that were made without goglobal."""

from __future__ import annotations

import click

from goglobal.cli.commands import LazyGroup
from goglobal.messages import N_, gettext

COMMANDS = {
    "add": N_("Record that built bundles were delivered by hand."),
}
"""Every command with its line of help; `receipt_<name>` builds it."""


def command() -> click.Command:
    """The group, in the language that is bound now."""
    return LazyGroup(
        "receipt",
        lines=COMMANDS,
        module="goglobal.cli.receipt_{name}",
        help=gettext("Receipts of deliveries that were made by hand: a portal, a cloud drive."),
        epilog=gettext("“goglobal receipt COMMAND --help” explains one command."),
        no_args_is_help=True,
        subcommand_metavar="COMMAND [ARGS]...",
    )
