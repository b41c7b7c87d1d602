"""Planning: which languages and episodes of which series go to which target.

What a plan leaves out, nobody checks, builds or sends; so whatever cannot be meant is an error here
and not a run that does nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from goglobal.episodes import parse_episodes
from goglobal.errors import Problem, ProfileError, UsageError
from goglobal.languages import canonical
from goglobal.messages import N_
from goglobal.model import Series, SubtitleFile, Target
from goglobal.plans import Assignment, Plan
from goglobal.profiles.schema import Profile
from goglobal.suggestions import nearest

__all__ = ["LanguageTask", "language_tasks", "parse_episodes", "plan"]


class LanguageTask(msgspec.Struct, frozen=True, kw_only=True):
    """One language's files of one series, and the assignments that deliver them."""

    series: Series
    language: str
    """The language of the files, which may stand in for others."""
    assignments: tuple[Assignment, ...]
    files: tuple[SubtitleFile, ...]
    """Those that at least one assignment delivers."""
    sources: tuple[SubtitleFile, ...]
    """The source language's full tracks of all episodes; empty for the source itself."""


def plan(
    series: Series | Iterable[Series],
    targets: Target | Iterable[Target],
    *,
    languages: Iterable[str] | None = None,
    episodes: str | Iterable[int] | None = None,
) -> Plan:
    """Lay every target over every series, narrowed to `languages` and `episodes` where given.

    A target without languages of its own takes all that the series has and its platform knows.
    One that it names stays in the plan even when the series has nothing in it, so that checks can
    tell; unless the target says which other language stands in. Raises UsageError where a language
    is unknown or nothing is selected, ProfileError for a profile that cannot be used.
    """
    if isinstance(languages, str):
        languages = (languages,)
    every = (series,) if isinstance(series, Series) else tuple(series)
    places = (targets,) if isinstance(targets, Target) else tuple(targets)
    _unique_ids(every)
    chosen = None if episodes is None else _numbers(episodes)
    profiles = _profiles(places)
    whole = [
        (one, target, _languages(one, target, profiles[target.name]))
        for one in every
        for target in places
    ]
    wanted = None if languages is None else _known(languages, whole)
    assignments = []
    for one, target, tags in whole:
        kept = tuple(tag for tag in tags if wanted is None or tag in wanted)
        numbers = _episodes(one, target, chosen)
        if not kept or numbers is None:
            continue
        stand_ins = {tag: other for tag in kept if (other := _stand_in(one, target, tag))}
        assignments.append(
            Assignment(
                series=one,
                target=target,
                profile=profiles[target.name],
                languages=kept,
                episodes=numbers,
                fallbacks=stand_ins,
            )
        )
    if not assignments:
        raise UsageError(
            N_("nothing is selected"),
            help=N_(
                "check the targets' languages and episodes, and what the command narrows them to"
            ),
        )
    return Plan(
        assignments=tuple(assignments), targets_known=tuple(target.name for target in places)
    )


def language_tasks(whole: Plan) -> Iterator[LanguageTask]:
    """What has to be read for a plan: by series, then by language, each file once."""
    for series in whole.series:
        own = [a for a in whole.assignments if a.series.id == series.id]
        users: dict[str, list[Assignment]] = {}
        for assignment in own:
            for language in dict.fromkeys(map(assignment.source_of, assignment.languages)):
                users.setdefault(language, []).append(assignment)
        by_language: dict[str, list[SubtitleFile]] = {}
        for file in series.subtitles:
            by_language.setdefault(file.language, []).append(file)
        sources = [f for f in by_language.get(series.source_language, ()) if f.kind == "full"]
        order = sorted(users, key=lambda tag: (tag != series.source_language, tag))
        for language in order:
            wanted = [(frozenset(a.episodes), kinds_of(a.profile)) for a in users[language]]
            files = tuple(
                file
                for file in by_language.get(language, ())
                if any(file.episode in numbers and file.kind in kinds for numbers, kinds in wanted)
            )
            yield LanguageTask(
                series=series,
                language=language,
                assignments=tuple(users[language]),
                files=files,
                sources=tuple(sources) if language != series.source_language else (),
            )


def kinds_of(profile: Profile) -> frozenset[str]:
    """The kinds of track that a platform takes."""
    return frozenset((*profile.subtitles.kinds, *profile.subtitles.optional_kinds))


def _unique_ids(every: Iterable[Series]) -> None:
    roots: dict[str, str] = {}
    for series in every:
        other = roots.setdefault(series.id, series.root)
        if other != series.root:
            raise UsageError(
                N_("two series have the id “{id}”: {first} and {second}"),
                {"id": series.id, "first": other, "second": series.root},
                N_("give each series its own id"),
            )


def _numbers(episodes: str | Iterable[int]) -> frozenset[int]:
    return frozenset(parse_episodes(episodes) if isinstance(episodes, str) else episodes)


def _profiles(targets: Iterable[Target]) -> dict[str, Profile]:
    from goglobal.profiles.loading import load_profile

    loaded: dict[tuple[str, str | None], Profile | None] = {}
    found = {}
    problems: list[Problem] = []
    for target in targets:
        key = (target.platform, target.profiles)
        if key not in loaded:
            project = Path(target.profiles) if target.profiles else None
            try:
                loaded[key] = _known_rules(load_profile(target.platform, project=project))
            except ProfileError as error:
                loaded[key] = None
                problems.extend(error.problems)
        if (profile := loaded[key]) is not None:
            found[target.name] = profile
    if problems:
        raise ProfileError(problems)
    return found


def _known_rules(profile: Profile) -> Profile:
    """The profile itself. Raises ProfileError where it names a rule or parameter that is none, a
    font that cannot be used, or a picture that cannot be."""
    from goglobal.profiles.checks import rule_problems
    from goglobal.profiles.pictures import picture_problems
    from goglobal.rules.lookup import facts

    problems = [
        *rule_problems(profile, {f.code: [p.name for p in f.parameters] for f in facts()}),
        *_font_problems(profile),
        *picture_problems(profile),
    ]
    if problems:
        raise ProfileError(problems)
    return profile


def _font_problems(profile: Profile) -> Iterator[Problem]:
    """What is wrong with a font file of the user's own; only opening it tells."""
    from goglobal.fit.typefaces import typeface_of

    path = typeface_of(profile.fit).font if profile.fit else None
    if path is None:
        return
    from goglobal.fit.fonts import FontError, own_font

    try:
        own_font(path)
    except FontError as error:
        yield Problem(
            file=profile.origins.get("fit.font", profile.name),
            where="fit.font",
            message=error.message,
            arguments=error.arguments,
            help=error.help,
        )


def _languages(series: Series, target: Target, profile: Profile) -> tuple[str, ...]:
    """All of the target's languages for one series, the source first."""
    if target.languages is None:
        accepted = {*profile.languages.accepted, *profile.languages.written}
        tags = {t for t in series.languages if not profile.languages.accepted or t in accepted}
    else:
        tags = set(target.languages)
    return tuple(sorted(tags, key=lambda tag: (tag != series.source_language, tag)))


def _stand_in(series: Series, target: Target, language: str) -> str | None:
    """The language whose files are used for one that the series has no file in."""
    other = target.fallbacks.get(language)
    return other if other is not None and language not in series.languages else None


def _episodes(
    series: Series, target: Target, chosen: frozenset[int] | None
) -> tuple[int, ...] | None:
    """The selected numbers, in the series' order; None: nothing is left of them.

    A series without any episode stays in the plan, so that checks can tell.
    """
    numbers = tuple(dict.fromkeys(episode.number for episode in series.episodes))
    if not numbers:
        return ()
    if target.episodes is not None:
        asked = frozenset(parse_episodes(target.episodes))
        numbers = tuple(number for number in numbers if number in asked)
    if target.compilation is not None:
        asked = frozenset(parse_episodes(target.compilation))
        numbers = tuple(number for number in numbers if number in asked)
        # one file of them all: whoever asks for some of them gets it whole
        return numbers if chosen is None or chosen.intersection(numbers) else None
    if chosen is not None:
        numbers = tuple(number for number in numbers if number in chosen)
    return numbers or None


def _known(
    languages: Iterable[str], whole: Iterable[tuple[Series, Target, tuple[str, ...]]]
) -> frozenset[str]:
    """The canonical forms of the asked-for languages.

    Raises UsageError for what is no tag, and for a language that no target delivers.
    """
    there = sorted({tag for _, _, tags in whole for tag in tags})
    wanted = set()
    for asked in languages:
        try:
            tag = canonical(asked.strip())
        except ValueError:
            tag = asked
        if tag not in there:
            near = nearest(tag, there)
            raise UsageError(
                N_("no target delivers the language “{language}”"),
                {"language": asked[:40], "nearest": near or "", "there": ", ".join(there)},
                N_("did you mean {nearest}? The targets deliver {there}")
                if near
                else N_("the targets deliver {there}"),
            )
        wanted.add(tag)
    if not wanted:
        raise UsageError(N_("no language is named"), help=N_("name one, or leave the choice out"))
    return frozenset(wanted)
