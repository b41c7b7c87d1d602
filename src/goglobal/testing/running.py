"""A rule over a case: its parameters resolved as in a real check, its findings compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from goglobal.errors import GoGlobalError, fill
from goglobal.findings import Found
from goglobal.profiles.checks import rule_problems
from goglobal.profiles.schema import Profile, RuleSetting
from goglobal.rules import all_rules
from goglobal.rules.base import AnyRule, Parameters, Rule, RuleFunction, resolve
from goglobal.testing.cases import Case, expectations
from goglobal.testing.subjects import subject_of


def run_case(case: Case, rule: RuleFunction[Any] | None = None) -> tuple[str, ...]:
    """What is wrong, one line each; empty: the rule finds what the case expects, well formed.

    `rule` is the function with `@rule`; None: the one with the case's code, among goglobal's own
    and those of installed plug-ins. Raises ValueError where the case cannot be run with it, and
    whatever the rule itself raises.
    """
    function = _function(case, rule)
    found = findings_of(case, function)
    return tuple(_problems(case, function.rule, found))


def findings_of(case: Case, rule: RuleFunction[Any] | None = None) -> tuple[Found, ...]:
    """What the rule finds in the case's subject, in the order in which it finds it.

    For tests that look closer than an expectation can. Raises as `run_case` does.
    """
    function = _function(case, rule)
    with TemporaryDirectory(prefix="goglobal-case-") as folder:
        try:
            parameters = _parameters(case, function.rule)
            subject = subject_of(case, function.rule, Path(folder))
        except (ValueError, GoGlobalError) as error:
            raise ValueError(f"{case.place}: {error}") from error
        found: tuple[object, ...] = tuple(function(subject, parameters))
    for one in found:
        if not isinstance(one, Found):
            raise TypeError(f"{case.code} yields {type(one).__name__}, and not Found")
    return tuple(one for one in found if isinstance(one, Found))


def _function(case: Case, given: RuleFunction[Any] | None) -> AnyRule:
    if given is None:
        for function in all_rules():
            if function.rule.code == case.code:
                return function
        raise ValueError(
            f"{case.place}: there is no rule {case.code}: hand the function over, or install the "
            "package with its entry point `goglobal.rules`"
        )
    facts = getattr(given, "rule", None)
    if not isinstance(facts, Rule):
        raise TypeError(f"{given!r} is no rule: it has no @rule")
    if facts.code != case.code:
        raise ValueError(f"{case.place}: a case of {case.code} was given the rule {facts.code}")
    return given


def _parameters(case: Case, facts: Rule) -> Parameters:
    setting = RuleSetting(parameters=case.parameters)
    profile = Profile(name="case", rules={facts.code: setting})
    for problem in rule_problems(profile, {facts.code: [p.name for p in facts.parameters]}):
        raise ValueError(fill(problem.message, problem.arguments))
    return resolve(facts, setting, language=case.language, kind=case.kind, audience=case.audience)


def _problems(case: Case, facts: Rule, found: tuple[Found, ...]) -> Iterator[str]:
    chosen = _assigned(case, facts, found)
    for index, expected in enumerate(case.expect):
        if index not in chosen:
            yield f"expected, and not found: {expected}"
    for position, one in enumerate(found):
        if position not in chosen.values():
            yield f"found, and not expected: {_shown(one, facts)}"
    for one in found:
        for problem in _malformed(one):
            yield f"{problem}: {_shown(one, facts)}"
    words = [text for one in found for text in _words(one)]
    for text in case.contains:
        if not any(text in word for word in words):
            listing = "; ".join(_shown(one, facts) for one in found) or "nothing"
            yield f"{text!r} stands in no message, help, excerpt or span; found: {listing}"


def _words(found: Found) -> tuple[str, ...]:
    """What `contains` looks at."""
    message, help_ = fill(found.message, found.arguments), fill(found.help, found.arguments)
    return (message, help_, found.excerpt or "", str(found.span or ""))


def _assigned(case: Case, facts: Rule, found: tuple[Found, ...]) -> dict[int, int]:
    """Expectation to finding, each used once, so that as many as possible have one."""
    wanted = expectations(case)
    owner: dict[int, int] = {}

    def settle(index: int, seen: set[int]) -> bool:
        for position, one in enumerate(found):
            if position in seen or not _matches(one, wanted[index], facts):
                continue
            seen.add(position)
            if position not in owner or settle(owner[position], seen):
                owner[position] = index
                return True
        return False

    for index in range(len(wanted)):
        settle(index, set())
    return {index: position for position, index in owner.items()}


def _matches(found: Found, wanted: dict[str, str | None], facts: Rule) -> bool:
    line = "-" if found.line is None else str(found.line)
    return (
        wanted["path"] in (None, found.path)
        and wanted["line"] in (None, line)
        and wanted["severity"] in (None, (found.severity or facts.severity).value)
    )


def _malformed(found: Found) -> Iterator[str]:
    """What has to hold for every finding: words that fill, and a caret inside its excerpt."""
    for what, text in (("message", found.message), ("help", found.help)):
        if not text:
            yield f"a finding without a {what}"
        try:
            text.format_map(found.arguments)
        except (LookupError, ValueError, AttributeError) as error:
            yield f"a {what} with a place that no argument fills ({error})"
    if found.span is not None:
        start, end = found.span
        if found.excerpt is None or not 0 <= start < end <= len(found.excerpt):
            yield f"a span {found.span} outside of the excerpt {found.excerpt!r}"


def _shown(found: Found, facts: Rule) -> str:
    """A finding, beginning as an expectation of it is written."""
    path = f"@{found.path}" if found.path else ""
    line = "-" if found.line is None else found.line
    severity = (found.severity or facts.severity).value
    message, help_, excerpt, span = _words(found)
    caret = f" | {excerpt!r} {span}" if found.excerpt is not None else ""
    return f"{facts.code}{path}:{line} {severity}: {message} | {help_}{caret}"
