"""Every JSON document is what its published schema says: no key more, none less."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from goglobal.report.documents.schemas import SHAPES, document_schema

EXAMPLES = Path(__file__).parents[2] / "examples"
Call = Callable[..., Any]


def closed(schema: Any) -> Any:
    """The schema, with no key allowed but those that it names."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    if "properties" in made:
        made["additionalProperties"] = False
    return made


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft202012Validator]:
    made = {}
    for name in SHAPES:
        schema = document_schema(name)
        Draft202012Validator.check_schema(schema)
        made[f"goglobal.{name}/1"] = Draft202012Validator(closed(schema))
    return made


def printed(call: Call, folder: Path) -> Iterator[tuple[str, Any]]:
    """What all commands print, in a folder with both examples."""
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal")
    for name in ("moonlit-bund", "broken-lantern"):
        shutil.copytree(EXAMPLES / name, folder / name, ignore=ignored)
    bund, lantern = folder / "moonlit-bund", folder / "broken-lantern"
    vendor, out = folder / "vendor", folder / "out"
    shutil.copytree(bund / "subtitles" / "th", vendor / "泰语")
    (vendor / "notes.docx").write_bytes(b"PK")
    answers = EXAMPLES / "answers.csv"
    waived = ("--waive", "TIM001", "--reason", "sung", "--by", "Wang")
    withdrawn = ("-t", "demo", "-l", "th", "--reason", "rights")
    lines: list[tuple[str | Path, ...]] = [
        ("check", lantern),
        ("fix", lantern, "--diff", "--dry-run"),
        ("check", lantern, *waived),
        ("build", lantern),
        ("ship", lantern, "--dry-run"),
        ("ship", bund),
        ("verify", bund),
        ("prune", bund),
        ("push", bund, "--probe", "demo"),
        ("withdraw", bund, *withdrawn),
        ("feedback", "import", answers, "--into", bund, "-t", "demo"),
        ("status", bund),
        ("status", bund, "--history"),
        ("redeliver", bund, "-p", "prime-video", "-l", "th", "--episodes", "1", "--reason", "late"),
        ("intake", vendor, "--into", bund, "--dry-run"),
        ("i18n", "extract", bund),
        ("i18n", "update", bund),
        ("i18n", "status", bund),
        ("i18n", "export", bund, "-l", "fr,th", "--to", "xlsx", "-o", out),
        ("i18n", "import", bund, out, "--dry-run"),
        ("rules",),
        ("platforms",),
        ("platforms", "vertical-app"),
        ("platforms", "vertical-app", "--limits"),
    ]
    for line in lines:
        done = call(*line, "--format", "json")
        words = " ".join(map(str, line))
        assert done.out.startswith("{"), f"{words}\n{done.err}"
        yield words, json.loads(done.out)
    for file in bund.rglob("*.json"):
        document = json.loads(file.read_text("utf-8"))
        if (
            "schema" in document
            and document["schema"].partition(".")[2].partition("/")[0] in SHAPES
        ):
            yield str(file), document


def test_what_is_printed_and_written(
    call: Call, tmp_path: Path, validators: dict[str, Draft202012Validator]
) -> None:
    wrong: list[str] = []
    seen: set[str] = set()
    for words, document in printed(call, tmp_path):
        word = document["schema"]
        seen.add(word)
        errors = validators[word].iter_errors(document)
        wrong += (f"{words}: {e.json_path}: {e.message[:200]}" for e in errors)
    assert not wrong, "\n".join(wrong[:40])
    assert seen == set(validators)


def test_a_schema_is_printed_for_every_document(call: Call) -> None:
    for name in SHAPES:
        done = call("schema", name)
        assert json.loads(done.out)["title"] == f"goglobal.{name}/1"
