"""`goglobal platforms`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goglobal.cli import completing, options
from goglobal.cli.wrapping import Command
from goglobal.messages import N_, gettext

if TYPE_CHECKING:
    from goglobal.profiles.schema import Profile


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
    @click.argument("name", required=False, metavar="[NAME]", shell_complete=completing.platforms)
    @click.option(
        "--limits",
        is_flag=True,
        help=gettext("How many characters a line has room for on the frame of NAME, by language."),
    )
    @options.language()
    @options.output()
    def platforms(
        *,
        name: str | None,
        limits: bool,
        languages: tuple[str, ...],
        format: str,
        output: Path | None,
    ) -> int:
        from goglobal.cli import codes
        from goglobal.cli.output import emit, painter
        from goglobal.profiles.loading import list_profiles, load_profile
        from goglobal.report import json_, reference

        here = Path.cwd()
        if limits or languages:
            _check_limits(name, limits=limits)
        names = list_profiles(project=here) if name is None else (name,)
        profiles = [load_profile(each, project=here) for each in names]
        if limits:
            _tell_limits(profiles[0], languages, format=format, output=output)
        elif format == "json":
            document = reference.profile_document(profiles, with_values=name is not None)
            emit(json_.dump(document), output)
        elif name is None:
            emit(reference.profile_list(profiles, painter=painter(output)), output)
        else:
            emit(reference.profile_page(profiles[0], painter=painter(output)), output)
        return codes.DONE

    return platforms


def _check_limits(name: str | None, *, limits: bool) -> None:
    from goglobal.errors import UsageError

    if not limits:
        raise UsageError(N_("-l belongs to --limits"), {}, N_("add --limits, or leave out -l"))
    if name is None:
        raise UsageError(
            N_("--limits needs the name of a profile"),
            {},
            N_("for example: goglobal platforms vertical-app --limits"),
        )


def _tell_limits(
    profile: Profile, languages: tuple[str, ...], *, format: str, output: Path | None
) -> None:
    from goglobal.cli import choosing
    from goglobal.cli.output import emit, painter
    from goglobal.profiles.schema import Fit
    from goglobal.report import json_
    from goglobal.report import limits as report
    from goglobal.rules.frame_limits import line_limit, sampled

    wanted = choosing.languages(languages) or sampled()
    derived = {tag: line_limit(profile.fit or Fit(), tag) for tag in wanted}
    found = [limit for limit in derived.values() if limit is not None]
    without = [tag for tag, limit in derived.items() if limit is None]
    if format == "json":
        emit(json_.dump(report.limits_document(profile, found, without=without)), output)
    else:
        page = report.limits_page(profile, found, without=without, painter=painter(output))
        emit(page, output)
