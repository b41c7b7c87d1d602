"""What `metadata-json` writes is what its schema says, in every form."""

from __future__ import annotations

import copy
import csv
import datetime as dt
import io
import json
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator
from tests.unit.deliverables.videos import HOSTILE, LANGUAGES, context, rendering, series, text

from goglobal.deliverables.base import Context, render
from goglobal.deliverables.metadata_schema import json_schema
from goglobal.model import Credit, Rating, Registration, Series


def full() -> Series:
    return msgspec.structs.replace(
        series(own="Return"),
        tagline="爱。",
        release_date=dt.date(2026, 3, 1),
        countries=("CN",),
        registration=Registration(kind="filing", number="A1", issued_on=dt.date(2026, 1, 2)),
        credits=(
            Credit(role="director", name="李明"),
            Credit(role="cast", name="王", character="月"),
        ),
        ratings=(
            Rating(system="TVPG", value="TV-14", territory="US", advisories=("violence",)),
            Rating(system="MY", value="U", territory="MY"),
        ),
    )


def document(given: Context, language: str | None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(rendering("metadata-json", language), given))
    return found


def problems(value: object) -> list[str]:
    return [error.message for error in Draft202012Validator(json_schema()).iter_errors(value)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("language", [None, *LANGUAGES])
@pytest.mark.parametrize("cut", [(), (1, 2)])
@pytest.mark.parametrize("bare", [True, False])
def test_documents_are_valid(language: str | None, cut: tuple[int, ...], bare: bool) -> None:
    given = context(series() if bare else full(), cut=cut)
    assert problems(document(given, language)) == []


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_documents_are_valid(hostile: str) -> None:
    of = msgspec.structs.replace(full(), title=hostile, synopsis=hostile, keywords=(hostile,))
    for language in (None, "zh-Hans"):
        assert problems(document(context(of), language)) == []


@pytest.mark.parametrize("language", [None, "en"])
def test_what_is_missing_or_unknown_is_found(language: str | None) -> None:
    whole = document(context(full()), language)
    for key in whole:
        assert problems({name: value for name, value in whole.items() if name != key}), key
    assert problems({**whole, "unknown": 1})
    assert problems({**whole, "schema": "goglobal.metadata/2"})
    broken = copy.deepcopy(whole)
    broken["episodes"][0]["number"] = "1"
    assert problems(broken)
    both = {**whole, "compilation": document(context(full(), cut=(1,)), language)["compilation"]}
    assert problems(both), "a long cut stands in place of the episodes"


def test_a_long_cut_is_told_of_in_place_of_its_episodes() -> None:
    of = msgspec.structs.replace(full(), ids={("demo", None): "CUT", ("demo", 1): "E1"})
    given = context(of, cut=(1, 2))
    english, shared = document(given, "en"), document(given, None)
    assert english["episodes"] == shared["episodes"] == []
    assert english["compilation"] == {
        "episodes": [1, 2],
        "title": text("en", 20),
        "synopsis": text("en", 200),
        "duration_ms": 123_000,
    }
    assert shared["compilation"] == {"episodes": [1, 2], "id": "CUT", "duration_ms": 123_000}
    assert "compilation" not in document(context(of), "en")


def test_the_length_of_a_cut_is_unknown_where_an_episodes_is() -> None:
    of = full()
    without = msgspec.structs.replace(of.episodes[1], duration=None)
    of = msgspec.structs.replace(of, episodes=(of.episodes[0], without))
    assert document(context(of, cut=(1, 2)), None)["compilation"]["duration_ms"] is None


def test_the_table_has_one_row_for_a_long_cut() -> None:
    data = render(rendering("metadata-csv", "en"), context(full(), cut=(1, 2)))
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["level"] for row in rows] == ["series", "compilation"]
    assert (rows[1]["number"], rows[1]["title"], rows[1]["duration_ms"]) == (
        "1–2",
        text("en", 20),
        "123000",
    )
