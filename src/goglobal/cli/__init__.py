"""The command: arguments, terminal and exit codes; one module a command, loaded when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click


def group() -> click.Group:
    """The whole command as click knows it, in the language that is bound now."""
    from goglobal.cli.commands import build

    return build()
