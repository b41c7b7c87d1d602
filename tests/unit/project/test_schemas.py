"""JSON Schemas: what the readers take, they allow; what the readers refuse as unknown, too."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from goglobal.errors import UsageError
from goglobal.model import Series, Target
from goglobal.profiles.shape import PROFILE
from goglobal.project.countries import CODES
from goglobal.project.schemas import document, schema

ROOT = Path(__file__).resolve().parents[3]
Node = dict[str, object]


def table(value: object) -> Node:
    assert isinstance(value, dict)
    return value


def wrong(value: object, node: Node, path: str = "") -> Iterator[str]:
    """The few keywords that our schemas use, checked."""
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
    kind = node.get("type")
    checked = node.get("format") != "date" and isinstance(kind, str) and kind in kinds
    if checked and not isinstance(value, kinds[str(kind)]):
        yield f"{path}: no {kind}"
        return
    if "enum" in node and value not in node["enum"]:  # type: ignore[operator]
        yield f"{path}: not in enum"
    if isinstance(value, dict):
        properties = table(node.get("properties", {}))
        others = node.get("additionalProperties", True)
        patterns = list(table(node.get("patternProperties", {})).values())
        for key, inner in value.items():
            below = properties.get(key) or (patterns[0] if patterns else None) or others
            if below is False:
                yield f"{path}.{key}: not allowed"
            elif isinstance(below, dict):
                yield from wrong(inner, below, f"{path}.{key}")
        for key in node.get("required", []):  # type: ignore[attr-defined]
            if key not in value:
                yield f"{path}.{key}: missing"
    if isinstance(value, list) and "items" in node:
        for index, inner in enumerate(value):
            yield from wrong(inner, table(node["items"]), f"{path}[{index}]")


@pytest.mark.parametrize(
    ("name", "pattern"),
    [("series", "**/series.toml"), ("targets", "**/goglobal.toml")],
)
def test_every_valid_file_of_the_repository_fits(name: str, pattern: str) -> None:
    places = [ROOT / "examples", ROOT / "tests" / "projects" / "valid"]
    files = [file for place in places for file in place.glob(pattern)]
    assert files
    for file in files:
        assert list(wrong(tomllib.loads(file.read_text("utf-8-sig")), schema(name))) == [], file


def test_unknown_and_missing_keys_are_refused() -> None:
    assert list(wrong({"series": {"titel": 1}}, schema("series"))) == [
        ".series.titel: not allowed",
        ".series.id: missing",
        ".series.title: missing",
        ".series.source_language: missing",
    ]
    assert list(wrong({"targets": {"a b": 1}, "x": 1}, schema("targets")))


def test_every_field_of_the_model_can_be_said() -> None:
    series = table(table(table(schema("series")["properties"])["series"])["properties"])
    loaded = {
        *("root", "layout", "episodes", "episodes_declared", "subtitles", "catalogs", "artwork"),
        *(
            "videos",
            "glossary",
            "ids",
            "id_lines",
            "waivers",
            "redeliveries",
            "findings",
            "source_lines",
        ),
        "made_from",
    }
    assert set(series) == {f.name for f in msgspec.structs.fields(Series)} - loaded
    targets = table(table(schema("targets")["properties"])["targets"])
    (target,) = table(targets["patternProperties"]).values()
    names = {f.name for f in msgspec.structs.fields(Target)} - {"name", "directory", "profiles"}
    assert set(table(table(target)["properties"])) == names | {"extends"}


def described(node: object, path: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for key, inner in table(node.get("properties", {})).items():
            if not table(inner).get("description"):
                yield f"{path}.{key}"
        for key, inner in node.items():
            yield from described(inner, f"{path}.{key}")


@pytest.mark.parametrize("name", ["series", "targets"])
def test_every_key_is_described(name: str) -> None:
    assert list(described(schema(name))) == []
    assert json.loads(json.dumps(schema(name)))["$schema"].startswith("https://json-schema.org/")


def test_a_profile_has_one_too() -> None:
    assert json.dumps(document("platform profile", PROFILE))


def test_no_other_schema() -> None:
    with pytest.raises(UsageError, match="did you mean `targets`"):
        schema("target")


def test_country_codes_are_those_of_cldr() -> None:
    from babel import Locale

    known = {str(code) for code in Locale("en").territories}
    assert known >= CODES
    others = {code for code in known - CODES if len(code) == 2 and code.isalpha()}
    assert others <= {
        *("AC", "AN", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
    }
