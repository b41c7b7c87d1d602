"""The `goglobal i18n` group: what translators get, and what becomes of it."""

from __future__ import annotations

import click

from goglobal.cli.commands import LazyGroup
from goglobal.messages import N_, gettext

COMMANDS = {
    "extract": N_("Write the template of the texts to translate."),
    "update": N_("Bring every language's catalog up to the series as it is now."),
    "status": N_("Show how far each language is: texts and tracks."),
    "export": N_("Write files for translators: PO, XLIFF or XLSX."),
    "import": N_("Take in files that translators send back."),
}
"""Every command with its line of help; `i18n_<name>` builds it."""


def command() -> click.Command:
    """The group, in the language that is bound now."""
    return LazyGroup(
        "i18n",
        lines=COMMANDS,
        module="goglobal.cli.i18n_{name}",
        help=gettext(
            "Translation: the metadata of a series in catalogs (locales/TAG.po), and its texts "
            "and cues in the files that translators work with."
        ),
        epilog=gettext("“goglobal i18n COMMAND --help” explains one command."),
        no_args_is_help=True,
        subcommand_metavar="COMMAND [ARGS]...",
    )
