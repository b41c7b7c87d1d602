"""`metadata-json`: what the series is, as one JSON document for machines and for reading.

In a language's bundle it holds that language's words; in the shared bundle the facts that
belong to no language (ids, registration, ratings, credits by key, what is delivered at all). One
long cut in place of episodes is told of under `compilation`, and `episodes` is empty then.

`goglobal schema metadata` prints the JSON Schema of both.
"""

from __future__ import annotations

import json

from goglobal.deliverables.base import Context, Format, Rendering, encode
from goglobal.deliverables.selection import outward, target_languages
from goglobal.deliverables.texts import Texts, document

SCHEMA = "goglobal.metadata/1"


def render_metadata(rendering: Rendering, context: Context) -> bytes:
    """The document: sorted keys, two spaces, NFC, a line feed at the end.

    Raises GoGlobalError where a required text is not translated.
    """
    language = rendering.language
    value = _shared(context) if language is None else _language(context, language)
    value["schema"] = SCHEMA
    return encode(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n")


def _language(context: Context, language: str) -> dict[str, object]:
    from goglobal import languages, vocabulary

    texts = Texts(context, language)
    series = texts.series
    title = texts.text("series/title", "series/title")
    synopsis = texts.text("series/synopsis", "series/synopsis")
    value: dict[str, object] = {
        "series": series.id,
        "season": series.season,
        "language": outward(context.assignment.profile, language),
        "language_names": {
            "en": languages.display_name(language, "en"),
            "own": languages.display_name(language, language),
        },
        "genres": [
            {"key": key, "name": vocabulary.term("genre", key, language)} for key in series.genres
        ],
        "credits": [
            {
                "role": credit.role,
                "role_name": vocabulary.term("role", credit.role, language),
                "name": name,
                **({"character": character} if character else {}),
            }
            for credit, name, character in texts.credits()
        ],
        "ratings": [
            {
                "system": rating.system,
                "value": rating.value,
                "territory": rating.territory,
                "advisories": [
                    {"key": key, "name": vocabulary.term("advisory", key, language)}
                    for key in rating.advisories
                ],
            }
            for rating in series.ratings
        ],
        "episodes": [
            {
                "number": episode.number,
                "title": texts.episode(episode, "title"),
                "synopsis": texts.episode(episode, "synopsis"),
                "duration_ms": episode.duration,
            }
            for episode in (() if context.cut else texts.episodes)
        ],
        "keywords": list(texts.keywords()),
        "title": title,
        "synopsis": synopsis,
        "tagline": texts.text("series/tagline", "series/tagline"),
    }
    if context.cut:
        value["compilation"] = {
            "episodes": list(context.cut),
            "title": title,
            "synopsis": synopsis,
            "duration_ms": duration_of_cut(context),
        }
    return value


def duration_of_cut(context: Context) -> int | None:
    """How long the long cut is, in ms; None: an episode's duration is not declared."""
    chosen = [one.duration for one in context.assignment.selected if one.number in context.cut]
    known = [duration for duration in chosen if duration is not None]
    return sum(known) if len(known) == len(chosen) else None


def _shared(context: Context) -> dict[str, object]:
    assignment = context.assignment
    series, target, profile = assignment.series, assignment.target, assignment.profile
    ids = {
        str(number): identity
        for (name, number), identity in series.ids.items()
        if name == target.name and number is not None
    }
    rights = target.rights
    value: dict[str, object] = {
        "series": series.id,
        "series_id": series.ids.get((target.name, None)),
        "alias": target.alias or None,
        "season": series.season,
        "original_title": series.title,
        "source_language": series.source_language,
        "languages": [outward(profile, tag) for tag in target_languages(assignment)],
        "genres": list(series.genres),
        "release_date": series.release_date.isoformat() if series.release_date else None,
        "countries": list(series.countries),
        "production_company": series.production_company or None,
        "copyright": series.copyright or None,
        "ai_generated": series.ai_generated,
        "audience": series.audience,
        "frame": document(series.frame),
        "registration": document(series.registration) if series.registration else None,
        "credits": [document(credit) for credit in series.credits],
        "ratings": [document(rating) for rating in series.ratings],
        "free_episodes": rights.free_episodes if rights else None,
        "episodes": [
            {
                "number": episode.number,
                "id": ids.get(str(episode.number)),
                "duration_ms": episode.duration,
            }
            for episode in assignment.selected
            if episode.number in context.episodes and not context.cut
        ],
    }
    if context.cut:
        value["compilation"] = {
            "episodes": list(context.cut),
            "id": series.ids.get((target.name, None)),
            "duration_ms": duration_of_cut(context),
        }
    return value


METADATA_JSON = Format(
    name="metadata-json",
    scope="bundle",
    role="metadata",
    render=render_metadata,
    media_type="application/json; charset=utf-8",
    facts_only=True,
)
