"""From the words of a command line to what is worked on: languages, episodes, rules, a plan."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from goglobal.messages import N_

if TYPE_CHECKING:
    from goglobal.errors import Problem
    from goglobal.plans import Plan

T = TypeVar("T")


def languages(tags: Iterable[str]) -> tuple[str, ...] | None:
    """The tags in canonical form, each once; None where none was given.

    Raises UsageError for what is no language tag.
    """
    from goglobal.errors import UsageError
    from goglobal.languages import canonical, guess

    result = []
    for tag in tags:
        try:
            result.append(canonical(tag))
        except ValueError:
            close = guess(tag)
            raise UsageError(
                N_("“{tag}” is no language tag"),
                {"tag": tag, "nearest": close or ""},
                N_("did you mean `{nearest}`?")
                if close
                else N_("write a BCP 47 tag such as th, es-419 or zh-Hans"),
            ) from None
    return tuple(dict.fromkeys(result)) or None


def episodes(selection: str | None) -> tuple[int, ...] | None:
    """The selected episode numbers; None where nothing was selected."""
    if selection is None:
        return None
    from goglobal.episodes import parse_episodes

    return parse_episodes(selection)


def rules(words: Iterable[str]) -> tuple[str, ...]:
    """Codes, names or families of rules; a code may be written small.

    Raises UsageError, with the nearest word, for what is no rule.
    """
    words = tuple(words)
    if not words:
        return ()
    from goglobal.errors import UsageError
    from goglobal.rules.lookup import facts
    from goglobal.suggestions import nearest

    known = {word for rule in facts() for word in (rule.code, rule.family, rule.name)}
    result = []
    for word in words:
        found = next((w for w in (word, word.upper(), word.lower()) if w in known), None)
        if found is None:
            close = nearest(word, sorted(known))
            raise UsageError(
                N_("no rule is called “{word}”"),
                {"word": word, "nearest": close or ""},
                N_("did you mean “{nearest}”?")
                if close
                else N_("“goglobal rules” lists all of them"),
            )
        result.append(found)
    return tuple(result)


def plan(
    project: Path,
    *,
    names: tuple[str, ...] = (),
    targets_file: Path | None = None,
    platform: str | None = None,
    tags: tuple[str, ...] = (),
    selection: str | None = None,
) -> Plan:
    """What the command line asks for, as a plan that is not empty.

    Raises UsageError where nothing is selected, and ProjectError where files cannot be used.
    """
    from goglobal import pipeline
    from goglobal.errors import ProjectError, UsageError

    wanted = languages(tags)
    numbers = episodes(selection)
    problems: list[Problem] = []
    series = _loaded(lambda: pipeline.load(project), problems)
    targets = _loaded(
        lambda: pipeline.targets_of(project, file=targets_file, names=names, platform=platform),
        problems,
    )
    if series is None or targets is None:
        raise ProjectError(problems)
    result = pipeline.plan(series, targets, languages=wanted, episodes=numbers)
    if not any(a.languages and a.episodes for a in result.assignments):
        raise UsageError(
            N_("nothing is selected"),
            {},
            N_("look at the targets, languages and episodes that you asked for"),
        )
    if names or platform:
        from msgspec.structs import replace

        result = replace(result, narrowed=True)
    return result


def _loaded(load: Callable[[], T], problems: list[Problem]) -> T | None:
    """What `load` gives; None where files cannot be used, with what is wrong in `problems`."""
    from goglobal.errors import ProjectError

    try:
        return load()
    except ProjectError as error:
        problems.extend(problem for problem in error.problems if problem not in problems)
        return None


def shown_folder(root: str | Path) -> str:
    """A series folder as it stands before paths: from the working folder, where it is below it."""
    absolute = os.path.abspath(root)
    try:
        relative = os.path.relpath(absolute)
    except ValueError:  # another drive
        return absolute
    if relative == os.curdir:
        return ""
    return absolute if relative.split(os.sep)[0] == os.pardir else relative


def roots(plan: Plan) -> dict[str, str]:
    """The folder to print before the paths of each series."""
    return {series.id: shown_folder(series.root) for series in plan.series}
