"""The JSON Schema of `goglobal.metadata/1`: what `metadata-json` writes, for whoever reads it."""

from __future__ import annotations

from goglobal.deliverables.metadata import SCHEMA

Schema = dict[str, object]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string"}
_WORDS: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_MS: Schema = {"type": ["integer", "null"], "minimum": 0}
_DATE: Schema = {"type": "string", "format": "date"}


def json_schema() -> Schema:
    """The schema (draft 2020-12) of both documents: a language's, and the shared one."""
    return {
        "$schema": _DIALECT,
        "title": SCHEMA,
        "description": (
            "What a series is: one document for each language with its words, and one shared by "
            "all languages with the facts. Durations are in milliseconds, languages are tags as "
            "the platform writes them."
        ),
        "oneOf": [{"$ref": "#/$defs/language"}, {"$ref": "#/$defs/shared"}],
        "$defs": {"language": _language(), "shared": _shared()},
    }


def _object(properties: dict[str, Schema], *optional: str, also: Schema | None = None) -> Schema:
    """An object with these keys and no others; all are required but the optional ones."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
        **(also or {}),
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_CUT: Schema = {
    "if": {"required": ["compilation"]},
    "then": {"properties": {"episodes": {"maxItems": 0}}},
}
"""One long cut stands in place of the episodes."""


def _language() -> Schema:
    term = _object({"key": _TEXT, "name": _TEXT})
    rating = {"system": _TEXT, "value": _TEXT, "territory": _TEXT, "advisories": _list(term)}
    credit = {"role": _TEXT, "role_name": _TEXT, "name": _TEXT, "character": _TEXT}
    episode = {"number": _COUNT, "title": _WORDS, "synopsis": _WORDS, "duration_ms": _MS}
    return _object(
        {
            "schema": {"const": SCHEMA},
            "series": _TEXT,
            "season": _COUNT,
            "language": _TEXT,
            "language_names": _object({"en": _TEXT, "own": _TEXT}),
            "title": _WORDS,
            "synopsis": _WORDS,
            "tagline": _WORDS,
            "genres": _list(term),
            "keywords": _list(_TEXT),
            "credits": _list(_object(credit, "character")),
            "ratings": _list(_object(rating)),
            "episodes": _list(_object(episode)),
            "compilation": _object(
                {
                    "episodes": {"type": "array", "items": _COUNT, "minItems": 1},
                    "title": _WORDS,
                    "synopsis": _WORDS,
                    "duration_ms": _MS,
                }
            ),
        },
        "compilation",
        also=_CUT,
    )


def _shared() -> Schema:
    frame = {"width": _COUNT, "height": _COUNT, "rate": _TEXT}
    registration = {"kind": _TEXT, "number": _TEXT, "issuer": _TEXT, "issued_on": _DATE}
    credit = {"role": _TEXT, "name": _TEXT, "character": _TEXT}
    rating = {"system": _TEXT, "value": _TEXT, "territory": _TEXT, "advisories": _list(_TEXT)}
    return _object(
        {
            "schema": {"const": SCHEMA},
            "series": _TEXT,
            "series_id": _WORDS,
            "alias": _WORDS,
            "season": _COUNT,
            "original_title": _TEXT,
            "source_language": _TEXT,
            "languages": _list(_TEXT),
            "genres": _list(_TEXT),
            "release_date": {**_DATE, "type": ["string", "null"]},
            "countries": _list(_TEXT),
            "production_company": _WORDS,
            "copyright": _WORDS,
            "ai_generated": {"type": "boolean"},
            "audience": {"enum": ["adult", "child"]},
            "frame": _object(frame),
            "registration": {
                "anyOf": [
                    {"type": "null"},
                    _object(registration, "number", "issuer", "issued_on"),
                ]
            },
            "credits": _list(_object(credit, "character")),
            "ratings": _list(_object(rating, *rating)),
            "free_episodes": {"type": ["integer", "null"], "minimum": 0},
            "episodes": _list(_object({"number": _COUNT, "id": _WORDS, "duration_ms": _MS})),
            "compilation": _object(
                {
                    "episodes": {"type": "array", "items": _COUNT, "minItems": 1},
                    "id": _WORDS,
                    "duration_ms": _MS,
                }
            ),
        },
        "compilation",
        also=_CUT,
    )
