"""What a rule is: a pure generator over a subject and its parameters, with its words beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any, Literal, Protocol, TypeVar, cast

import msgspec

from goglobal.findings import Found, Severity
from goglobal.profiles.schema import ParameterValue, Profile, RuleSetting

SubjectKind = Literal["track", "catalog", "series", "delivery"]
Resolved = str | int | float | bool | tuple[str, ...]
S_contra = TypeVar("S_contra", contravariant=True)


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One number or list that a profile may set; `default` holds where none does."""

    name: str
    default: ParameterValue
    doc: str
    """What it means, with its unit (a message id)."""
    source: str = ""
    """Where the default comes from: an address or a document, with its date."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of a rule; all words are message ids."""

    code: str
    name: str
    severity: Severity
    subject: SubjectKind
    summary: str
    reason: str
    fails: str
    """An example that fails, as the user would have it in the file."""
    passes: str
    """The same, mended."""
    fixable: bool = False
    enabled: bool = True
    """False: off unless the profile asks."""
    by_target: bool = True
    """False: the outcome never depends on the target; it runs once."""
    parameters: tuple[Parameter, ...] = ()
    qc_term: str = ""
    """The term of the MovieLabs timed-text QC vocabulary, where there is one."""

    @property
    def family(self) -> str:
        """The three letters of the code."""
        return self.code[:3]


class Parameters(msgspec.Struct, frozen=True):
    """The parameters of one rule, resolved for one language, kind and audience."""

    values: dict[str, Resolved] = {}

    def number(self, name: str) -> float:
        value = self.values[name]
        if isinstance(value, (str, tuple)):
            raise TypeError(f"{name} is no number: {value!r}")
        return float(value)

    def integer(self, name: str) -> int:
        return int(self.number(name))

    def text(self, name: str) -> str:
        return str(self.values[name])

    def flag(self, name: str) -> bool:
        return bool(self.values[name])

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values[name]
        return value if isinstance(value, tuple) else (str(value),)


class RuleFunction(Protocol[S_contra]):
    """A function with its `Rule` attached: it stays a function, so it pickles."""

    rule: Rule
    __name__: str

    def __call__(self, subject: S_contra, parameters: Parameters, /) -> Iterator[Found]: ...


AnyRule = RuleFunction[Any]


def rule(
    code: str,
    name: str,
    severity: Severity,
    subject: SubjectKind,
    *,
    summary: str,
    reason: str,
    fails: str,
    passes: str,
    fixable: bool = False,
    enabled: bool = True,
    by_target: bool = True,
    parameters: Iterable[Parameter] = (),
    qc_term: str = "",
) -> Callable[[Callable[[S_contra, Parameters], Iterator[Found]]], RuleFunction[S_contra]]:
    """Attach a `Rule` to a generator function and return that same function."""
    facts = Rule(
        code=code,
        name=name,
        severity=severity,
        subject=subject,
        summary=summary,
        reason=reason,
        fails=fails,
        passes=passes,
        fixable=fixable,
        enabled=enabled,
        by_target=by_target,
        parameters=tuple(parameters),
        qc_term=qc_term,
    )

    def attach(
        function: Callable[[S_contra, Parameters], Iterator[Found]],
    ) -> RuleFunction[S_contra]:
        function.rule = facts  # type: ignore[attr-defined]
        return cast("RuleFunction[S_contra]", function)

    return attach


def tag_chain(language: str | None) -> tuple[str, ...]:
    """`zh-Hant-HK` gives `zh-Hant-HK`, `zh-Hant`, `zh`, `default`."""
    parts = (language or "").split("-") if language else []
    return (*("-".join(parts[:n]) for n in range(len(parts), 0, -1)), "default")


def resolve(
    facts: Rule,
    setting: RuleSetting,
    *,
    language: str | None = None,
    kind: str = "full",
    audience: str = "adult",
) -> Parameters:
    """The parameters of a rule for one language, kind of track and audience.

    `max_cps_sdh_child`, `max_cps_sdh` and `max_cps_child` lead over `max_cps`, the most special
    first. What the profile says leads over all of the rule's own: a platform that gives one number
    means it for every kind and audience.
    """
    own = {parameter.name: parameter.default for parameter in facts.parameters}
    chain = tag_chain(language)
    suffixes = (f"_{kind}_{audience}", f"_{kind}", f"_{audience}", "")
    values: dict[str, Resolved] = {}
    for name in own:
        for source, suffix in product((setting.parameters, own), suffixes):
            found = _by_language(source.get(name + suffix), chain)
            if found is not None:
                values[name] = found
                break
    return Parameters(values)


def _by_language(value: ParameterValue | None, chain: tuple[str, ...]) -> Resolved | None:
    if not isinstance(value, dict):
        return value
    return next((value[tag] for tag in chain if tag in value), None)


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One rule as one profile wants it."""

    function: AnyRule
    severity: Severity | None
    """None: the rule decides, finding by finding."""
    setting: RuleSetting


class RuleSet:
    """The rules that one profile runs, with its severities and parameters."""

    def __init__(
        self,
        rules: Iterable[AnyRule],
        profile: Profile,
        *,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
    ) -> None:
        wanted, unwanted = tuple(select), tuple(ignore)
        self.profile = profile
        settings = []
        for function in rules:
            facts = function.rule
            setting = profile.rules.get(facts.code, RuleSetting())
            on = facts.enabled if setting.enabled is None else setting.enabled
            # a family picks among the rules that are on; only its own name turns one on
            chosen = _matches(facts, wanted) if on else _is_named(facts, wanted)
            if _matches(facts, unwanted) or not (chosen if wanted else on):
                continue
            severity = Severity(setting.severity) if setting.severity else None
            settings.append(Setting(function=function, severity=severity, setting=setting))
        self.settings: tuple[Setting, ...] = tuple(settings)

    def of(self, subject: SubjectKind) -> tuple[Setting, ...]:
        """The rules over one kind of subject, in code order."""
        return tuple(s for s in self.settings if s.function.rule.subject == subject)


def _matches(facts: Rule, selectors: Iterable[str]) -> bool:
    return facts.family in selectors or _is_named(facts, selectors)


def _is_named(facts: Rule, selectors: Iterable[str]) -> bool:
    return any(s in (facts.code, facts.name) for s in selectors)
