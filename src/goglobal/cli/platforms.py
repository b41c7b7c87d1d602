"""`goglobal platforms`."""

from __future__ import annotations

from pathlib import Path

import click

from goglobal.cli import options
from goglobal.cli.wrapping import Command
from goglobal.messages import gettext


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "platforms",
        cls=Command,
        help=gettext(
            "List the platform profiles, or show the profile NAME (or the file NAME): each value "
            "with the profile that set it."
        ),
    )
    @click.argument(
        "name", required=False, metavar="[NAME]", shell_complete=options.complete_platform
    )
    @options.output()
    def platforms(*, name: str | None, format: str, output: Path | None) -> int:
        from goglobal.cli import codes
        from goglobal.cli.output import emit, painter
        from goglobal.profiles.loading import list_profiles, load_profile
        from goglobal.report import json_, reference

        here = Path.cwd()
        names = list_profiles(project=here) if name is None else (name,)
        profiles = [load_profile(each, project=here) for each in names]
        if format == "json":
            document = reference.profile_document(profiles, with_values=name is not None)
            emit(json_.dump(document), output)
        elif name is None:
            emit(reference.profile_list(profiles, painter=painter(output)), output)
        else:
            emit(reference.profile_page(profiles[0], painter=painter(output)), output)
        return codes.DONE

    return platforms
