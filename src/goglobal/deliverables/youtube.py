"""`youtube-localizations`: the body of one `videos.update`, with every language's title and text.

PUT https://www.googleapis.com/youtube/v3/videos?part=snippet,localizations. `id` is there where
`ids.csv` has the episode's. The API demands a category in every `snippet`, and overwrites the one
that was set before, as it does with the tags.

Source: https://developers.google.com/youtube/v3/docs/videos/update (checked 2026-11-26).
"""

from __future__ import annotations

import json

from goglobal.deliverables.base import Context, Format, Rendering, encode
from goglobal.deliverables.options import Option
from goglobal.deliverables.selection import outward
from goglobal.deliverables.youtube_texts import (
    Words,
    default_language,
    narrowed,
    tags,
    video_id,
    words,
)
from goglobal.errors import GoGlobalError
from goglobal.messages import N_
from goglobal.model import Episode

CATEGORY = "24"
"""Entertainment (https://developers.google.com/youtube/v3/docs/videoCategories/list)."""


def render_localizations(rendering: Rendering, context: Context) -> bytes:
    """The request's body: sorted keys, two spaces, NFC, a line feed at the end.

    Raises GoGlobalError where a required text is not translated, where the default language has
    no title, and for `<` and `>`, which YouTube refuses.
    """
    context = narrowed(rendering, context)
    episode = _episode(rendering, context)
    profile = context.assignment.profile
    found: dict[str, Words] = {}
    for language in sorted(context.languages):
        if given := words(context, language, episode):
            found[language] = given
    first = default_language(context)
    if first not in found:
        raise GoGlobalError(
            N_("{path}: {language}, the video's default language, has no title"),
            {"path": rendering.path, "language": first},
            N_("give the series a title in it"),
        )
    snippet: dict[str, object] = {
        "title": found[first].title,
        "description": found[first].description,
        "tags": list(tags(context, first)[0]),
        "categoryId": f"{rendering.options.get('category_id', CATEGORY)}",
        "defaultLanguage": outward(profile, first),
    }
    if spoken := spoken_language(context):
        snippet["defaultAudioLanguage"] = spoken
    body: dict[str, object] = {
        "snippet": snippet,
        "localizations": {
            outward(profile, language): {"title": one.title, "description": one.description}
            for language, one in found.items()
        },
    }
    if identity := video_id(context, episode):
        body["id"] = identity
    return encode(json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True) + "\n")


def spoken_language(context: Context) -> str:
    """The platform's tag for the sound of the target's master; empty: it is not declared."""
    assignment = context.assignment
    masters, spoken = assignment.series.masters, assignment.profile.languages.spoken
    audio = next((one.audio for one in masters if one.name == assignment.target.master), "")
    return spoken.get(audio, audio)


def _episode(rendering: Rendering, context: Context) -> Episode | None:
    if rendering.episode is None and context.cut:
        return None
    number = rendering.episode
    found = None if number is None else context.assignment.series.episode(number)
    if found is None:
        raise GoGlobalError(
            N_("{path} is a video's data, and belongs to no episode"), {"path": rendering.path}
        )
    return found


LOCALIZATIONS = Format(
    name="youtube-localizations",
    scope="episode",
    role="metadata",
    render=render_localizations,
    media_type="application/json; charset=utf-8",
    options=(
        Option(
            name="category_id",
            doc="The video's category, as YouTube numbers them; 24 is Entertainment.",
            default=CATEGORY,
        ),
    ),
)
