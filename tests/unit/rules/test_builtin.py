"""What holds for every rule: its words, its parameters, its examples."""

from __future__ import annotations

import pickle
import re
from typing import Any

import pytest

import goglobal.rules
from goglobal.findings import Found
from goglobal.model import Episode, Series
from goglobal.profiles.loading import load_profile
from goglobal.profiles.schema import Fit, Profile, RuleSetting
from goglobal.rules import builtin
from goglobal.rules.base import AnyRule, resolve
from goglobal.rules.subjects import TrackSubject
from goglobal.subtitles import parse

RULES = builtin()
OURS = [f for f in RULES if f.rule.family in {"SUB", "TIM", "TXT"}]
FRAMED = [f for f in RULES if f.rule.family == "FIT"]
EXAMPLES = [f for f in (*OURS, *FRAMED) if "-->" in f.rule.fails]
CONTEXT: dict[str, dict[str, Any]] = {"TIM009": {"duration": 92500}}
"""What an example needs beside its text."""

WANTED = {
    "SUB": [f"SUB{n:03}" for n in range(1, 15)],
    "TIM": [f"TIM{n:03}" for n in range(1, 12)],
    "TXT": [f"TXT{n:03}" for n in range(1, 17)],
}
OFF = {"TIM006", "TIM007", "TIM010", "TXT004", "TXT007", "TXT008", "TXT010"}


def _id(function: AnyRule) -> str:
    return function.rule.code


def _run(function: AnyRule, text: str) -> list[Found]:
    context = CONTEXT.get(function.rule.code, {})
    episode = Episode(number=1, duration=context.get("duration"))
    subject = TrackSubject(
        series=Series(id="s", title="t", source_language="zh-Hans", root="/", episodes=(episode,)),
        track=parse(text, language="en"),
        language="en",
        kind="full",
        episode=episode,
        path="subtitles/en/ep001.srt",
        profile=Profile(name="p", fit=_frame() if function in FRAMED else None),
    )
    return list(function(subject, resolve(function.rule, RuleSetting(), language="en")))


def _frame() -> Fit | None:
    """The one that the built-in profile for vertical apps assumes."""
    return load_profile("vertical-app").fit


@pytest.mark.parametrize("family", WANTED)
def test_families_are_whole(family: str) -> None:
    assert [f.rule.code for f in OURS if f.rule.family == family] == WANTED[family]


def test_codes_are_unique_and_in_order_and_names_in_a_family() -> None:
    codes = [f.rule.code for f in RULES]
    names = [(f.rule.family, f.rule.name) for f in RULES]
    assert codes == sorted(set(codes))
    assert len(set(names)) == len(names)


def test_style_is_off() -> None:
    assert {f.rule.code for f in OURS if not f.rule.enabled} == OFF


@pytest.mark.parametrize("function", RULES, ids=_id)
def test_a_rule_has_its_words(function: AnyRule) -> None:
    facts = function.rule
    assert re.fullmatch(r"[A-Z]{3}\d{3}", facts.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", facts.name)
    for words in (facts.summary, facts.reason):
        assert len(words) > 15
        assert words.endswith("."), words
    assert facts.fails
    assert facts.passes
    assert facts.fails != facts.passes


@pytest.mark.parametrize("function", RULES, ids=_id)
def test_parameters_are_documented_and_resolve(function: AnyRule) -> None:
    facts = function.rule
    for parameter in facts.parameters:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", parameter.name)
        assert parameter.doc
    # the plain ones have a value for every language; variants may have some only
    for language in ("en", "zh-Hans", "und"):
        values = resolve(facts, RuleSetting(), language=language).values
        for parameter in facts.parameters:
            variant = re.search(r"_(sdh|forced|child)$", parameter.name)
            assert variant or parameter.name in values


@pytest.mark.parametrize("function", [*OURS, *FRAMED], ids=_id)
def test_numbers_have_a_source(function: AnyRule) -> None:
    for parameter in function.rule.parameters:
        number = parameter.default
        if isinstance(number, dict) or (isinstance(number, (int, float)) and number > 1):
            assert parameter.source, parameter.name


@pytest.mark.parametrize("function", RULES, ids=_id)
def test_a_rule_pickles(function: AnyRule) -> None:
    again = pickle.loads(pickle.dumps(function))
    assert again is function
    assert pickle.loads(pickle.dumps(function.rule)) == function.rule


@pytest.mark.parametrize("function", EXAMPLES, ids=_id)
def test_examples_do_what_they_say(function: AnyRule) -> None:
    assert _run(function, function.rule.fails), "the example that fails passes"
    assert _run(function, function.rule.passes) == [], "the example that passes fails"


def test_most_examples_run() -> None:
    assert len(EXAMPLES) > len(OURS) * 0.7


def test_the_package_hands_out_what_it_promises() -> None:
    for name in goglobal.rules.__all__:
        assert getattr(goglobal.rules, name) is not None
    with pytest.raises(AttributeError, match="nothing_here"):
        _ = goglobal.rules.nothing_here
