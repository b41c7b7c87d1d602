"""What a shell completes: platforms, rules, and the targets and languages of the project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goglobal.messages import gettext

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def platforms(
    ctx: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The profiles whose names begin so."""
    from click.shell_completion import CompletionItem

    from goglobal.profiles.loading import list_profiles

    return [CompletionItem(name) for name in list_profiles() if name.startswith(incomplete)]


def targets(
    ctx: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The project's targets whose names begin so; none where its files cannot be read."""
    from goglobal import pipeline

    return _completed(
        lambda place: [
            (target.name, target.platform)
            for target in pipeline.targets_of(place, file=ctx.params.get("targets_file"))
        ],
        ctx,
        incomplete,
    )


def languages(
    ctx: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The project's languages whose tags begin so; none where its files cannot be read."""
    from goglobal import pipeline
    from goglobal.locale_names import language_name

    return _completed(
        lambda place: sorted(
            {(tag, language_name(tag)) for one in pipeline.load(place) for tag in one.languages}
        ),
        ctx,
        incomplete,
    )


def _completed(
    read: Callable[[Path], list[tuple[str, str]]], ctx: click.Context, incomplete: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from goglobal.errors import GoGlobalError

    # click stops at the option that has no value yet, and leaves what stood before it in `args`
    folders = (word for word in ctx.args if Path(word).is_dir())
    place = ctx.params.get("project") or next(folders, ".")
    try:
        found = read(Path(place))
    except (GoGlobalError, OSError):
        return []  # a shell has no place for a message
    return [CompletionItem(name, help=text) for name, text in found if name.startswith(incomplete)]


def rules(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The rules whose codes begin so."""
    from click.shell_completion import CompletionItem

    from goglobal.rules.lookup import facts

    return [
        CompletionItem(rule.code, help=gettext(rule.summary))
        for rule in facts()
        if rule.code.startswith(incomplete.upper())
    ]
