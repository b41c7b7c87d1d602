"""How a profile's words become severities and parameters, and which rules run."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

from goglobal.findings import Found, Severity
from goglobal.profiles.schema import Profile, RuleSetting
from goglobal.rules.base import (
    AnyRule,
    Parameter,
    Parameters,
    RuleSet,
    resolve,
    rule,
    tag_chain,
)


def _rule(code: str, name: str, *, enabled: bool = True) -> AnyRule:
    def check(subject: object, parameters: Parameters) -> Iterator[Found]:
        yield Found(message="found")

    return rule(
        code,
        name,
        Severity.WARNING,
        "track",
        summary="s",
        reason="r",
        fails="f",
        passes="p",
        enabled=enabled,
        parameters=[
            Parameter(name="limit", default={"default": 17, "zh": 9, "zh-Hant": 8}, doc="d"),
            Parameter(name="limit_sdh", default={"zh": 11}, doc="d"),
            Parameter(name="limit_child", default=13, doc="d"),
            Parameter(name="words", default=("a", "b"), doc="d"),
        ],
    )(check)


SPEED = _rule("AAA001", "speed")
QUIET = _rule("AAA002", "quiet", enabled=False)
OTHER = _rule("BBB001", "other")
ALL = (SPEED, QUIET, OTHER)


def _limit(
    language: str | None = None,
    *,
    kind: str = "full",
    audience: str = "adult",
    setting: RuleSetting | None = None,
) -> float:
    setting = setting or RuleSetting()
    parameters = resolve(SPEED.rule, setting, language=language, kind=kind, audience=audience)
    return parameters.number("limit")


def _codes(profile: Profile, **selection: tuple[str, ...]) -> list[str]:
    return [s.function.rule.code for s in RuleSet(ALL, profile, **selection).settings]


@pytest.mark.parametrize(
    ("language", "chain"),
    [
        ("zh-Hant-HK", ("zh-Hant-HK", "zh-Hant", "zh", "default")),
        ("en", ("en", "default")),
        (None, ("default",)),
    ],
)
def test_tags_go_from_the_special_to_the_general(
    language: str | None, chain: tuple[str, ...]
) -> None:
    assert tag_chain(language) == chain


def test_the_most_special_language_leads() -> None:
    assert _limit("zh-Hant-HK") == 8
    assert _limit("zh-Hans") == 9
    assert _limit("th") == 17
    assert _limit(None) == 17


def test_kind_and_audience_lead_over_the_plain_value() -> None:
    assert _limit("zh-Hans", kind="sdh") == 11
    assert _limit("th", audience="child") == 13
    # no number for SDH in Thai: the next special one that there is
    assert _limit("th", kind="sdh") == 17
    assert _limit("th", kind="sdh", audience="child") == 13


def test_what_the_profile_says_leads_over_all_of_the_rules_own() -> None:
    one = RuleSetting(parameters={"limit": 25})
    assert _limit("zh-Hans", kind="sdh", setting=one) == 25
    assert _limit("th", audience="child", setting=one) == 25
    special = RuleSetting(parameters={"limit": 25, "limit_child": {"th": 15}})
    assert _limit("th", audience="child", setting=special) == 15
    assert _limit("en", audience="child", setting=special) == 25


def test_a_table_without_the_language_falls_back_to_the_rules_own() -> None:
    thai = RuleSetting(parameters={"limit": {"th": 20}})
    assert _limit("th", setting=thai) == 20
    assert _limit("zh-Hans", setting=thai) == 9


def test_false_and_zero_are_values() -> None:
    assert _limit("en", setting=RuleSetting(parameters={"limit": 0})) == 0


def test_parameters_are_typed() -> None:
    parameters = resolve(SPEED.rule, RuleSetting(), language="en")
    assert parameters.integer("limit") == 17
    assert parameters.texts("words") == ("a", "b")
    assert Parameters({"word": "a"}).texts("word") == ("a",)
    with pytest.raises(TypeError, match="words"):
        parameters.number("words")
    assert pickle.loads(pickle.dumps(parameters)) == parameters


def test_rules_are_on_as_they_say_unless_the_profile_says_otherwise() -> None:
    assert _codes(Profile(name="p")) == ["AAA001", "BBB001"]
    rules = {"AAA001": RuleSetting(enabled=False), "AAA002": RuleSetting(enabled=True)}
    assert _codes(Profile(name="p", rules=rules)) == ["AAA002", "BBB001"]


def test_select_takes_codes_names_and_families() -> None:
    profile = Profile(name="p")
    assert _codes(profile, select=("BBB001",)) == ["BBB001"]
    assert _codes(profile, select=("speed",)) == ["AAA001"]
    assert _codes(profile, select=("AAA",)) == ["AAA001"]  # a family turns nothing on
    # never a part of a code
    assert _codes(profile, select=("AAA00",)) == []
    assert _codes(profile, select=("A",)) == []


def test_a_selected_rule_runs_although_it_is_off() -> None:
    rules = {"AAA001": RuleSetting(enabled=False)}
    assert _codes(Profile(name="p", rules=rules), select=("AAA001",)) == ["AAA001"]


def test_ignore_leads_over_select() -> None:
    profile = Profile(name="p")
    assert _codes(profile, ignore=("AAA",)) == ["BBB001"]
    assert _codes(profile, select=("AAA", "quiet"), ignore=("speed",)) == ["AAA002"]


def test_severity_is_the_rules_unless_the_profile_changes_it() -> None:
    rules = {"BBB001": RuleSetting(severity="error", reason="refused since May")}
    ruleset = RuleSet(ALL, Profile(name="p", rules=rules))
    assert [setting.severity for setting in ruleset.settings] == [None, Severity.ERROR]


def test_rules_are_handed_out_by_subject() -> None:
    ruleset = RuleSet(ALL, Profile(name="p"))
    assert ruleset.of("track") == ruleset.settings
    assert ruleset.of("series") == ()


def test_the_decorator_returns_the_function_itself() -> None:
    found = list(SPEED(object(), Parameters()))
    assert found == [Found(message="found")]
    assert SPEED.rule.family == "AAA"
