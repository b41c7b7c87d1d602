"""`goglobal schema`: the JSON Schemas that editors and readers check by."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

Call = Callable[..., Any]


@pytest.mark.parametrize("name", ["series", "targets", "profile", "metadata"])
def test_every_schema_is_printed_and_valid(call: Call, name: str) -> None:
    done = call("schema", name)
    assert (done.code, done.err) == (0, "")
    document = json.loads(done.out)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(document)


def test_the_schema_of_the_metadata_has_both_documents(call: Call) -> None:
    document = json.loads(call("schema", "metadata").out)
    assert document["title"] == "goglobal.metadata/1"
    assert set(document["$defs"]) == {"language", "shared"}
