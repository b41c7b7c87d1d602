"""Options that do not go together: named all at once, never passed over."""

from __future__ import annotations

from collections.abc import Collection

import click
from click.core import ParameterSource

from goglobal.errors import UsageError
from goglobal.messages import N_


def refuse(context: click.Context, *, taken: Collection[str], other: str, help: str) -> None:
    """Raise UsageError for what was given on the command line and is not in `taken`, the names of
    parameters; those that stand in the session are for every call. `other` is the option that has
    no use for them, `help` (a message id) why."""
    words = [
        parameter.opts[-1]
        for parameter in context.command.params
        if parameter.expose_value
        and parameter.name not in taken
        and context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
    ]
    if words:
        raise UsageError(
            N_("{options}: not with {other}"),
            {"options": ", ".join(words), "other": other},
            help,
        )
