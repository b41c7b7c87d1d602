"""Finding rules by name, and rules that come from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint, EntryPoints
from typing import Any

import pytest

from goglobal.errors import GoGlobalError, UsageError, fill
from goglobal.findings import Found, Severity
from goglobal.rules import all_rules, builtin, lookup
from goglobal.rules.base import Parameters, rule


@rule(
    "XYZ001",
    "from-elsewhere",
    Severity.INFO,
    "track",
    summary="s",
    reason="r",
    fails="f",
    passes="p",
)
def from_elsewhere(subject: object, parameters: Parameters) -> Iterator[Found]:
    yield Found(message="found")


several = (from_elsewhere,)
no_rule = "a text"
taken = next(function for function in builtin() if function.rule.code == "TIM003")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A list of names in this module: what installed plug-ins offer."""
    names: list[str] = []

    def entry_points(**_: Any) -> EntryPoints:
        return EntryPoints(
            EntryPoint(name=name, value=f"{__name__}:{name}", group=lookup.GROUP) for name in names
        )

    def load(self: EntryPoint) -> object:
        return globals()[self.name]

    monkeypatch.setattr(lookup, "entry_points", entry_points)
    monkeypatch.setattr(EntryPoint, "load", load)
    lookup.plugins.cache_clear()
    yield names
    lookup.plugins.cache_clear()


@pytest.mark.parametrize("word", ["TIM003", "tim003", "reading-speed", " Reading-Speed "])
def test_find(word: str) -> None:
    assert lookup.find(word).rule.code == "TIM003"


@pytest.mark.parametrize(
    ("word", "close"), [("reading-sped", "reading-speed"), ("TIM03", "TIM003")]
)
def test_a_typo_is_answered_with_the_nearest(word: str, close: str) -> None:
    with pytest.raises(UsageError) as raised:
        lookup.find(word)
    assert close in fill(raised.value.help, raised.value.arguments)


def test_a_name_of_two_families_asks_for_the_code() -> None:
    with pytest.raises(UsageError) as raised:
        lookup.find("forbidden-character")
    assert raised.value.arguments["codes"] == "MET003, TXT004"


def test_nonsense_is_sent_to_the_list() -> None:
    with pytest.raises(UsageError) as raised:
        lookup.find("☃☃☃")
    assert "goglobal rules" in raised.value.help


@pytest.mark.parametrize("name", ["from_elsewhere", "several"])
def test_plugins_bring_rules(name: str, installed: list[str]) -> None:
    installed.append(name)
    assert all_rules() == (*builtin(), from_elsewhere)
    assert lookup.find("from-elsewhere") is from_elsewhere


@pytest.mark.parametrize("name", ["no_rule", "taken", "not_there"])
def test_a_bad_plugin_is_named(name: str, installed: list[str]) -> None:
    installed.append(name)
    with pytest.raises(GoGlobalError, match=f"test_lookup:{name}"):
        all_rules()


def test_two_plugins_cannot_take_one_code(installed: list[str]) -> None:
    installed.extend(["from_elsewhere", "several"])
    with pytest.raises(GoGlobalError, match="XYZ001"):
        all_rules()
