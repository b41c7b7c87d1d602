"""What is wrong with a profile's deliverables: formats that are not there, names that collide."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from goglobal.deliverables import options
from goglobal.deliverables.base import Format, find_format
from goglobal.deliverables.selection import every_subtitle_format, kinds_of
from goglobal.errors import Argument, Problem
from goglobal.messages import N_
from goglobal.profiles.schema import Deliverable, Profile
from goglobal.profiles.templates import KEY_FIELDS, complaints, fields_of

_ALWAYS = frozenset({"series", "alias", "id", "season", "language", "revision"})
_OF_SCOPE: dict[str, frozenset[str]] = {
    "bundle": frozenset(),
    "episode": frozenset({"episode"}),
    "track": frozenset({"episode", "kind"}),
    "artwork": frozenset({"purpose"}),
    "episode-artwork": frozenset({"purpose", "episode"}),
    "video": frozenset({"episode"}),
    "document": frozenset({"purpose"}),
}


def profile_problems(profile: Profile) -> tuple[Problem, ...]:
    """Everything that keeps a profile's deliverables from being named.

    Raises UsageError for a format that is not there or whose plug-in fails.
    """
    problems: list[Problem] = []
    for index, deliverable in enumerate(profile.deliverables):
        where = f"deliverables[{index}].name"
        form = find_format(deliverable.format)
        problems += _option_problems(profile, index, form)
        bad = complaints(deliverable.name)
        problems += [problem(profile, where, message, why) for message, why in bad]
        if bad:
            continue
        there = set(fields_of(deliverable.name))
        for name in sorted(there - _ALWAYS - _OF_SCOPE[form.scope]):
            message = N_("a file of the format {format} has no {field}")
            values: dict[str, Argument] = {"format": deliverable.format, "field": name}
            problems.append(problem(profile, where, message, values))
        for name in sorted(_needed(profile, deliverable, form) - there):
            problems.append(_lacking(profile, where, name))
    made = {deliverable.format for deliverable in profile.deliverables}
    problems += _version_problems(profile)
    for name in every_subtitle_format(profile):
        if name not in made:
            message = N_("no deliverable has the subtitle format {format}")
            problems.append(problem(profile, "subtitles.formats", message, {"format": name}))
    if profile.key_template:
        bad = complaints(profile.key_template, KEY_FIELDS)
        problems += [problem(profile, "key_template", message, why) for message, why in bad]
        if not bad and "path" not in fields_of(profile.key_template):
            problems.append(_lacking(profile, "key_template", "path"))
    return tuple(problems)


def _option_problems(profile: Profile, index: int, form: Format) -> Iterator[Problem]:
    """Options that the format does not have, or that say nothing to it."""
    given = profile.deliverables[index].options
    for name, message, values, what_to_do in options.complaints(form.options, given, form.name):
        where = f"deliverables[{index}].options.{name}"
        found = problem(profile, where, message, values)
        yield msgspec.structs.replace(found, help=what_to_do)


def _version_problems(profile: Profile) -> Iterator[Problem]:
    """Versions of schemas that no format of the profile can be written in."""
    forms = [find_format(deliverable.format) for deliverable in profile.deliverables]
    there = {form.schema: form.schema_versions for form in forms if form.schema}
    for schema, versions in sorted(there.items()):
        wanted = profile.schema_versions.get(schema)
        if wanted is not None and wanted not in versions:
            values: dict[str, Argument] = {"version": wanted, "versions": ", ".join(versions)}
            message = N_("there is no version {version} of it; there are: {versions}")
            yield problem(profile, f"schema_versions.{schema}", message, values)


def problem(profile: Profile, where: str, message: str, arguments: dict[str, Argument]) -> Problem:
    """A problem at a key path of a profile, in the file that set it."""
    origin = profile.origins.get(where) or profile.origins.get(where.partition("[")[0])
    return Problem(file=origin or profile.name, where=where, message=message, arguments=arguments)


def _lacking(profile: Profile, where: str, name: str) -> Problem:
    message = N_("without {{{field}}} in its name, several files would be called the same")
    return problem(profile, where, message, {"field": name})


def _needed(profile: Profile, deliverable: Deliverable, form: Format) -> set[str]:
    needed = set(_OF_SCOPE[form.scope])
    if len(kinds_of(profile)) < 2:
        needed.discard("kind")
    if profile.bundle_by == "episode":
        needed.discard("episode")
    alone = profile.bundle_by == "language" and deliverable.bundle == "language"
    if not alone and (form.scope == "track" or deliverable.bundle == "language"):
        needed.add("language")
    return needed
