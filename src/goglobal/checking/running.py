"""Running rules: each one once for all targets that want the same of it, and never past a crash."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from goglobal.findings import Finding, Found, Severity
from goglobal.messages import N_
from goglobal.model import Target
from goglobal.plans import Assignment
from goglobal.rules.base import (
    AnyRule,
    Parameters,
    Resolved,
    Rule,
    RuleSet,
    Setting,
    SubjectKind,
    resolve,
)
from goglobal.rules.crashing import CRASHED

View = TypeVar("View")
_encode = msgspec.msgpack.Encoder().encode


class Run(NamedTuple):
    """One rule with one set of parameters over one view of the subject."""

    function: AnyRule
    parameters: Parameters
    view: int
    """Index of the view: what of the subject differs between targets."""
    users: dict[int, Severity | None]
    """Index of each assignment that wants this, and the severity its profile gives."""


class Hit(NamedTuple):
    """One thing found, for the assignments in `users`."""

    rule: Rule
    found: Found
    users: dict[int, Severity]


class Crash(NamedTuple):
    """A rule that raised: the finding tells of it, the log gets the traceback."""

    hit: Hit
    traceback: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What the subject says about every finding in it, where the finding itself does not."""

    series: str
    language: str | None = None
    kind: str | None = None
    episode: int | None = None
    path: str | None = None


def settings_of(
    rules: Iterable[AnyRule], assignments: Iterable[Assignment], select: Iterable[str]
) -> list[tuple[Setting, ...]]:
    """The rules that each assignment's profile runs, and those that `select` turns on besides."""
    every, wanted = tuple(rules), tuple(select)
    result: list[tuple[Setting, ...]] = []
    for assignment in assignments:
        chosen = {s.function.rule.code: s for s in RuleSet(every, assignment.profile).settings}
        if wanted:
            extra = RuleSet(every, assignment.profile, select=wanted).settings
            chosen = {s.function.rule.code: s for s in extra} | chosen
        result.append(tuple(chosen[code] for code in sorted(chosen)))
    return result


def group_runs(
    settings: Iterable[tuple[Setting, ...]],
    views: Mapping[int, int],
    subject: SubjectKind,
    *,
    language: str | None,
    kind: str,
    audience: str,
) -> tuple[Run, ...]:
    """Every distinct run over one kind of subject, in code order.

    `views` says which view each assignment has; one that is not there has no part in the subject.
    A rule whose outcome never depends on the target runs over the first view alone.
    """
    runs: dict[tuple[str, tuple[tuple[str, Resolved], ...], int], Run] = {}
    resolved: dict[bytes, Parameters] = {}
    for index, chosen in enumerate(settings):
        if index not in views:
            continue
        for setting in chosen:
            facts = setting.function.rule
            if facts.subject != subject:
                continue
            known = _encode((facts.code, setting.setting.parameters))
            if known not in resolved:
                resolved[known] = resolve(
                    facts, setting.setting, language=language, kind=kind, audience=audience
                )
            parameters = resolved[known]
            view = views[index] if facts.by_target else -1
            key = (facts.code, tuple(sorted(parameters.values.items())), view)
            if key not in runs:
                runs[key] = Run(setting.function, parameters, views[index], {})
            runs[key].users[index] = setting.severity
    return tuple(run for _, run in sorted(runs.items(), key=lambda item: item[0][0]))


def run_rule(run: Run, subject: object, users: Iterable[int]) -> Iterator[Hit | Crash]:
    """What one rule finds for those `users` that want it; a crash ends it, not the check."""
    wanted = wanted_by(run, users)
    if wanted:
        yield from run_wanted(run, subject, wanted)


def wanted_by(run: Run, users: Iterable[int]) -> dict[int, Severity | None]:
    """Those of `users` that want a run, with the severity that each one's profile gives."""
    return {index: run.users[index] for index in users if index in run.users}


def run_wanted(
    run: Run, subject: object, wanted: Mapping[int, Severity | None]
) -> Sequence[Hit | Crash]:
    """As `run_rule`, for users that are known to want it."""
    facts = run.function.rule
    hits: list[Hit | Crash] | None = None  # most rules find nothing in most files
    try:
        for found in run.function(subject, run.parameters):
            own = found.severity or facts.severity
            _encode(found)  # a plug-in may yield anything
            hit = Hit(facts, found, {i: severity or own for i, severity in wanted.items()})
            if hits is None:
                hits = []
            hits.append(hit)
    except Exception as error:
        hits = [*(hits or ()), _crash(facts, error, wanted)]
    return hits or ()


def _crash(facts: Rule, error: Exception, users: Iterable[int]) -> Crash:
    told = Found(
        message=N_("the rule {rule} ({name}) crashed: {error}"),
        arguments={"rule": facts.code, "name": facts.name, "error": type(error).__name__},
        help=N_("what it would have found here is not known; report it, with the log"),
    )
    hit = Hit(CRASHED, told, dict.fromkeys(users, Severity.ERROR))
    return Crash(hit, "".join(traceback.format_exception(error)))


def merge(
    hits: Iterable[Hit],
    assignments: tuple[Assignment, ...],
    place: Place,
    concerned: Callable[[Found], frozenset[int]],
    texts: Callable[[Found], str | None] = lambda _: None,
) -> Iterator[Finding]:
    """Stamp what was found: once without a target where it holds for all that are concerned.

    `concerned` gives the assignments that a finding could have come from, `texts` the digest of
    the text that it is about.
    """
    groups: dict[tuple[str, Severity, bytes], tuple[Hit, set[int]]] = {}
    for hit in hits:
        content = _encode(msgspec.structs.replace(hit.found, severity=None))
        for index, severity in hit.users.items():
            groups.setdefault((hit.rule.code, severity, content), (hit, set()))[1].add(index)
    for (_, severity, _), (hit, users) in groups.items():
        text = texts(hit.found)
        if users >= concerned(hit.found):
            yield _stamped(hit, severity, place, text)
            continue
        for index in sorted(users):
            yield _stamped(hit, severity, place, text, assignments[index].target)


def _stamped(
    hit: Hit,
    severity: Severity,
    place: Place,
    text_sha256: str | None,
    target: Target | None = None,
) -> Finding:
    rule, found = hit.rule, hit.found
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        message=found.message,
        arguments=found.arguments,
        help=found.help,
        series=place.series,
        target=target.name if target else None,
        platform=target.platform if target else None,
        language=found.language or place.language,
        kind=found.kind or place.kind,
        episode=place.episode if found.episode is None else found.episode,
        path=found.path or place.path,
        line=found.line,
        cue=found.cue,
        excerpt=found.excerpt,
        span=found.span,
        fixable=rule.fixable if found.fixable is None else found.fixable,
        text_sha256=text_sha256,
    )


def views_of(
    things: Iterable[tuple[int, View]],
) -> tuple[list[View], dict[int, int]]:
    """The distinct values among `things`, and which of them each index has."""
    distinct: list[View] = []
    index_of: dict[int, int] = {}
    for index, thing in things:
        if thing not in distinct:
            distinct.append(thing)
        index_of[index] = distinct.index(thing)
    return distinct, index_of
