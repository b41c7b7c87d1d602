"""`goglobal schema`."""

from __future__ import annotations

from pathlib import Path

import click

from goglobal.cli import options
from goglobal.cli.wrapping import Command
from goglobal.messages import gettext
from goglobal.report.documents.schemas import SHAPES

FILES = ("series", "targets", "profile", "metadata")


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "schema",
        cls=Command,
        help=gettext(
            "Print the JSON Schema of series.toml (series), goglobal.toml (targets) or a platform "
            "profile (profile), with which editors complete and check them, of the delivered "
            "metadata (metadata), or of a JSON document that a command prints or a delivery has "
            "beside it, for whoever reads it."
        ),
    )
    @click.argument(
        "name",
        type=click.Choice([*FILES, *SHAPES]),
        metavar="series|targets|profile|metadata|check|push|…",
    )
    @options.output_file()
    def schema(*, name: str, output: Path | None) -> int:
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
        elif name in SHAPES:
            from goglobal.report.documents.schemas import document_schema

            content = document_schema(name)
        else:
            content = schemas.schema(name)
        emit(json.dumps(content, indent=2, ensure_ascii=False) + "\n", output)
        return codes.DONE

    return schema
