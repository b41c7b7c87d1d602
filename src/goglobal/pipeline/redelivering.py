"""redeliver: the next revision of what is delivered again, written to `deliveries.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from goglobal.checking.revisions import has_revisions
from goglobal.episodes import format_episodes
from goglobal.errors import Problem, ProjectError, UsageError
from goglobal.exchange.writing import NewContent, read_before, tidy, write_together
from goglobal.findings import Finding
from goglobal.locking import lock
from goglobal.messages import N_
from goglobal.model import SHARED, Redelivery
from goglobal.naming import revision_of
from goglobal.pipeline.making import state_of
from goglobal.pipeline.revisions import RULE
from goglobal.plans import Assignment, Plan
from goglobal.project.deliveries_text import FILE, appended, held
from goglobal.project.reading import Refused, shown_path

LOCK_WAIT = 5.0
"""Seconds to wait for another goglobal before saying who holds the project."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What of one target is delivered again, and why."""

    languages: tuple[str, ...] = ()
    """Our tags, `shared` for what belongs to all; empty: all of the target's languages."""
    episodes: tuple[int, ...] = ()
    whole: bool = False
    """Also the files that belong to no episode."""
    reason: str


class Redelivered(msgspec.Struct, frozen=True, kw_only=True):
    """One entry, and the series whose file has it."""

    series: str
    entry: Redelivery


def redeliver(
    plan: Plan, wanted: Wanted, *, state: str | Path | None = None, dry_run: bool = False
) -> tuple[Redelivered, ...]:
    """Write the next revision of what is wanted to the `deliveries.toml` of each series.

    The plan's targets are those that are meant. Each language gets one entry for its episodes and
    one for its files of no episode, with the revision after the newest of any of them. Raises
    UsageError for what the target does not have, and for a target whose names hold no revision;
    ProjectError for files that cannot be written.
    """
    for assignment in plan.assignments:
        _require_sense(assignment, wanted)
    return _write(plan, [(a, wanted) for a in plan.assignments], state=state, dry_run=dry_run)


def redeliver_changed(
    plan: Plan,
    findings: Iterable[Finding],
    reason: str,
    *,
    state: str | Path | None = None,
    dry_run: bool = False,
) -> tuple[Redelivered, ...]:
    """The same for all that DLV006 finds to have changed since it was delivered."""
    found = [finding for finding in findings if finding.code == RULE]
    wanted = []
    for assignment in plan.assignments:
        own: dict[str, set[int]] = {}
        for finding in found:
            if finding.arguments.get("target") != assignment.target.name:
                continue
            if finding.series == assignment.series.id:
                episode = int(finding.arguments["episode"])
                own.setdefault(finding.language or SHARED, set()).add(episode)
        for language, episodes in own.items():
            one = Wanted(
                languages=(language,),
                episodes=tuple(sorted(episodes - {0})),
                whole=0 in episodes,
                reason=reason,
            )
            wanted.append((assignment, one))
    return _write(plan, wanted, state=state, dry_run=dry_run)


def _require_sense(assignment: Assignment, wanted: Wanted) -> None:
    target = assignment.target.name
    if not has_revisions(assignment):
        raise UsageError(
            N_("no name of {target} holds a revision, so nothing would be called otherwise"),
            {"target": target},
            N_("put {{revision}} into a name of its profile; without it, ship what has changed"),
        )
    known = (*assignment.languages, SHARED)
    for language in wanted.languages:
        if language not in known:
            raise UsageError(
                N_("{target} has no language {language}"),
                {"target": target, "language": language, "languages": ", ".join(known)},
                N_("it has: {languages}"),
            )
    missing = set(wanted.episodes) - set(assignment.episodes)
    if missing:
        raise UsageError(
            N_("{target} has no episode {episodes}"),
            {
                "target": target,
                "episodes": format_episodes(missing),
                "there": format_episodes(assignment.episodes),
            },
            N_("it has: {there}"),
        )


def _write(
    plan: Plan,
    wanted: Sequence[tuple[Assignment, Wanted]],
    *,
    state: str | Path | None,
    dry_run: bool,
) -> tuple[Redelivered, ...]:
    """Under a lock, from what the files hold then: two at once lose no entry."""
    if dry_run or not wanted:
        return _entries(wanted)[0]
    with lock(state_of(plan, state), wait=LOCK_WAIT):
        found, contents = _entries(wanted)
        problems: list[Problem] = []
        for root, content in contents.items():
            tidy(root)
            problems += write_together(root, [content])
    if problems:
        raise ProjectError(problems)
    return found


def _entries(
    wanted: Sequence[tuple[Assignment, Wanted]],
) -> tuple[tuple[Redelivered, ...], dict[str, NewContent]]:
    """The entries, and the new content of each series' file by its folder.

    Raises ProjectError with all files that cannot be read or added to.
    """
    new: dict[str, list[Redelivery]] = {}
    found: list[Redelivered] = []
    contents: dict[str, NewContent] = {}
    problems: list[Problem] = []
    by_root: dict[str, list[tuple[Assignment, Wanted]]] = {}
    for assignment, one in wanted:
        by_root.setdefault(assignment.series.root, []).append((assignment, one))
    for root, both in by_root.items():
        try:
            before = read_before(root, FILE.name)
            there = held(before)
            new[root] = []
            for assignment, one in both:
                series = msgspec.structs.replace(
                    assignment.series, redeliveries=(*there, *new[root])
                )
                current = msgspec.structs.replace(assignment, series=series)
                own = [e for tag in _languages(current, one) for e in _of(current, one, tag)]
                new[root] += own
                found += (Redelivered(series=series.id, entry=entry) for entry in own)
            after = appended(before, new[root])
        except Refused as refused:
            problems.append(refused.problem(shown_path(Path(root, FILE))))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            message = N_("cannot be read: {reason}")
            file = shown_path(Path(root, FILE))
            problems.append(Problem(file=file, message=message, arguments={"reason": reason}))
        else:
            contents[root] = NewContent(path=FILE.name, before=before, after=after)
    if problems:
        raise ProjectError(problems)
    return tuple(found), contents


def _languages(assignment: Assignment, wanted: Wanted) -> tuple[str, ...]:
    return wanted.languages or assignment.languages


def _of(assignment: Assignment, wanted: Wanted, language: str) -> list[Redelivery]:
    """The entries of one language: for its episodes, and for its files of no episode."""
    target = assignment.target.name
    entries = []
    if wanted.episodes:
        newest = max(revision_of(assignment, language, number) for number in wanted.episodes)
        entries.append(
            Redelivery(
                target=target,
                language=language,
                episodes=format_episodes(wanted.episodes),
                revision=newest + 1,
                reason=wanted.reason,
            )
        )
    if wanted.whole:
        newest = revision_of(assignment, language, None)
        entries.append(
            Redelivery(target=target, language=language, revision=newest + 1, reason=wanted.reason)
        )
    return entries
