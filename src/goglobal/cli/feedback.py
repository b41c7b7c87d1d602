"""The `goglobal feedback` group: what platforms answer."""

from __future__ import annotations

import click

from goglobal.cli.commands import LazyGroup
from goglobal.messages import N_, gettext

COMMANDS = {
    "import": N_("Take in what a platform sent back: ProductStatus, YouTube's CSV, plain CSV."),
}
"""Every command with its line of help; `feedback_<name>` builds it."""


def command() -> click.Command:
    """The group, in the language that is bound now."""
    return LazyGroup(
        "feedback",
        lines=COMMANDS,
        module="goglobal.cli.feedback_{name}",
        help=gettext(
            "What platforms answer to a delivery, kept beside the receipts and shown by “status”."
        ),
        epilog=gettext("“goglobal feedback COMMAND --help” explains one command."),
        no_args_is_help=True,
        subcommand_metavar="COMMAND [ARGS]...",
    )
