"""`goglobal rules`."""

from __future__ import annotations

from pathlib import Path

import click

from goglobal.cli import completing, options
from goglobal.cli.wrapping import Command
from goglobal.messages import gettext


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "rules",
        cls=Command,
        help=gettext(
            "List the rules, or show the page of one: what it says, why, its parameters, an "
            "example that fails and one that passes. CODE is a code, a name or a family."
        ),
    )
    @click.argument("code", required=False, metavar="[CODE]", shell_complete=completing.rules)
    @options.output()
    def rules(*, code: str | None, format: str, output: Path | None) -> int:
        from goglobal.cli import choosing, codes
        from goglobal.cli.output import emit, painter
        from goglobal.report import json_, reference
        from goglobal.rules.lookup import facts as every

        facts = every()
        if code is not None:
            (word,) = choosing.rules([code])
            facts = tuple(r for r in facts if word in (r.code, r.name, r.family))
        if format == "json":
            emit(json_.dump(reference.rule_document(facts)), output)
        elif code is not None and len(facts) == 1:
            emit(reference.rule_page(facts[0], painter=painter(output)), output)
        else:
            emit(reference.rule_list(facts, painter=painter(output)), output)
        return codes.DONE

    return rules
