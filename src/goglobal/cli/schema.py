"""`goglobal schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from goglobal.cli import options
from goglobal.cli.wrapping import Command
from goglobal.messages import gettext


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "schema",
        cls=Command,
        help=gettext(
            "Print the JSON Schema of series.toml (series), goglobal.toml (targets) or a platform "
            "profile (profile), with which editors complete and check them, or of the delivered "
            "metadata (metadata), for whoever reads it."
        ),
    )
    @click.argument(
        "name",
        type=click.Choice(["series", "targets", "profile", "metadata"]),
        metavar="series|targets|profile|metadata",
    )
    @options.output_file()
    def schema(
        *, name: Literal["series", "targets", "profile", "metadata"], output: Path | None
    ) -> int:
        import json

        from goglobal.cli import codes
        from goglobal.cli.output import emit
        from goglobal.project import schemas

        if name == "profile":
            from goglobal.profiles.shape import PROFILE

            content = schemas.document("platform profile", PROFILE)
        elif name == "metadata":
            from goglobal.deliverables.metadata_schema import json_schema

            content = json_schema()
        else:
            content = schemas.schema(name)
        emit(json.dumps(content, indent=2, ensure_ascii=False) + "\n", output)
        return codes.DONE

    return schema
