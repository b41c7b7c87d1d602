"""Profiles and rules as pages."""

from __future__ import annotations

from typing import Any

import pytest

from goglobal.profiles.schema import ArtworkWanted, Limit, Metadata, Profile
from goglobal.report import reference
from goglobal.rules import all_rules
from goglobal.rules.lookup import find

PROFILE = Profile(
    name="own",
    title="Our partner",
    metadata=Metadata(limits={"series/title": Limit(characters=40)}),
    artwork=(ArtworkWanted(purpose="poster", width=10, height=20),),
    origins={
        "metadata.limits.'series/title'.characters": "own",
        "artwork": "generic",
    },
)


def test_each_value_has_its_origin() -> None:
    found = {key: (value, origin) for key, value, origin in reference.values(PROFILE)}
    assert found["metadata.limits.'series/title'.characters"] == (40, "own")
    assert found["artwork[0].width"] == (10, "generic")
    assert found["commit"] == ("manifest.json", "default")


def test_no_value_of_a_built_in_profile_lacks_its_origin() -> None:
    from goglobal.profiles.loading import load_profile

    profile = load_profile("vertical-app")
    found = {origin for _, _, origin in reference.values(profile)}
    assert found == {"generic", "vertical-app", "default"}
    paths = [key for key, _, origin in reference.values(profile) if origin == "default"]
    assert not [key for key in paths if any(o.startswith(key) for o in profile.origins)]


def test_the_page_of_a_profile_shows_value_and_origin() -> None:
    text = reference.profile_page(PROFILE)
    assert text.startswith("own  Our partner\n")
    assert "artwork[0].width                           generic  10\n" in text


@pytest.mark.parametrize("function", all_rules(), ids=lambda f: str(f.rule.code))
def test_every_rule_has_a_page_with_reason_and_examples(function: object) -> None:
    rule = function.rule  # type: ignore[attr-defined]
    text = reference.rule_page(rule)
    assert text.startswith(f"{rule.code} {rule.name} (")
    assert "Fails:" in text
    assert "Passes:" in text
    assert all(f"  {parameter.name} = " in text for parameter in rule.parameters)


def test_the_document_of_rules_holds_every_fact() -> None:
    rule = find("TIM003").rule
    rules: Any = reference.rule_document([rule])["rules"]
    (entry,) = rules
    assert entry["code"] == "TIM003"
    assert {p["name"] for p in entry["parameters"]} == {p.name for p in rule.parameters}
    assert all(p["doc"] for p in entry["parameters"])
