"""What viewers read on YouTube: titles, descriptions and tags within YouTube's limits.

A title is `<series> | <Episode 3> | <the episode's own title>`, with the number in the words of
the language; of a long cut it is the series' title. What is longer than 100 characters keeps the
episode's part and loses the end of the series' title, at the end of a word. A description is the
episode's synopsis, the series' and the copyright line; the series' synopsis is cut first.

Source of the limits: https://developers.google.com/youtube/v3/docs/videos (checked 2026-11-26):
`snippet.title` 100 characters and `snippet.description` 5,000 bytes, both without `<` and `>`;
`snippet.tags` 500 characters, commas between tags included, and two more for the quotation marks
of each tag that holds a space. The same goes for `localizations`.
"""

from __future__ import annotations

import msgspec

from goglobal import vocabulary
from goglobal.deliverables.base import Context, Rendering
from goglobal.deliverables.plain_text import plain
from goglobal.deliverables.texts import Texts
from goglobal.errors import GoGlobalError
from goglobal.messages import N_
from goglobal.model import Episode

TITLE = 100
"""Characters."""
DESCRIPTION = 5_000
"""Bytes of UTF-8."""
TAGS = 500
"""Characters, all tags of a video together."""
BETWEEN = " | "
_FORBIDDEN = "<>"
_AHEAD = 100
"""Characters after the cut that are looked at: a whole word, not a megabyte."""


class Shortened(msgspec.Struct, frozen=True, kw_only=True):
    """A text that did not fit whole."""

    language: str
    episode: int | None
    """None: of a long cut."""
    field: str
    """`title`, `description` or `tags`."""
    length: int
    """Of the whole text."""
    most: int
    unit: str
    """`characters` or `bytes`."""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """A video's texts in one language, as they go out."""

    title: str
    description: str
    shortened: tuple[Shortened, ...] = ()


def words(context: Context, language: str, episode: Episode | None) -> Words | None:
    """The title and description of an episode, or of the long cut (None), in one language.

    None where the language has no title at all: YouTube then shows the default language's.
    Raises GoGlobalError where a required text is not translated, and for `<` and `>`.
    """
    texts = Texts(context, language)
    number = episode.number if episode else None
    series = plain(texts.text("series/title", "series/title"))
    numbered, own = _episode_part(texts, episode, language)
    title = _title(series, numbered, own, language)
    if not title:
        return None
    whole = BETWEEN.join(part for part in (series, numbered, own) if part)
    told = plain(texts.episode(episode, "synopsis"), lines=True) if episode else ""
    about = plain(texts.text("series/synopsis", "series/synopsis"), lines=True)
    rights = plain(texts.series.copyright)
    everything = _paragraphs(told, about, rights)
    description = _description(told, about, rights, language)
    _require_allowed(context, language, number, title=title, description=description)
    shortened = []
    for field, given, kept, most in (
        ("title", len(whole), len(title), TITLE),
        ("description", _size(everything), _size(description), DESCRIPTION),
    ):
        if kept < given:
            unit = "characters" if field == "title" else "bytes"
            shortened.append(
                Shortened(
                    language=language,
                    episode=number,
                    field=field,
                    length=given,
                    most=most,
                    unit=unit,
                )
            )
    return Words(title=title, description=description, shortened=tuple(shortened))


def tags(context: Context, language: str) -> tuple[tuple[str, ...], tuple[Shortened, ...]]:
    """The keywords of a language, in order, as many as fit; and what was left out, if anything."""
    found = tuple(filter(None, (plain(word) for word in Texts(context, language).keywords())))
    for word in found:
        _require_allowed(context, language, None, tags=word)
    kept = tuple(word for i, word in enumerate(found) if tags_length(found[: i + 1]) <= TAGS)
    if len(kept) == len(found):
        return kept, ()
    left = Shortened(
        language=language,
        episode=None,
        field="tags",
        length=tags_length(found),
        most=TAGS,
        unit="characters",
    )
    return kept, (left,)


def tags_length(words: tuple[str, ...]) -> int:
    """The characters that YouTube counts for a video's tags."""
    quoted = sum(len(word) + (2 if " " in word else 0) for word in words)
    return quoted + max(0, len(words) - 1)


def narrowed(rendering: Rendering, context: Context) -> Context:
    """What a file that belongs to one language looks at: that language alone."""
    if rendering.language is None:
        return context
    return msgspec.structs.replace(context, languages=(rendering.language,))


def lengths(context: Context) -> tuple[Shortened, ...]:
    """Every text of the target that does not fit whole, by episode, then by language.

    Raises GoGlobalError as `words` does.
    """
    found = list(tags(context, default_language(context))[1])
    for episode in videos(context):
        for language in sorted(context.languages):
            given = words(context, language, episode)
            found.extend(given.shortened if given else ())
    return tuple(found)


def default_language(context: Context) -> str:
    """The source language, where the target has it; otherwise the first of its languages."""
    source = context.assignment.series.source_language
    return source if source in context.languages else min(context.languages, default=source)


def videos(context: Context) -> tuple[Episode | None, ...]:
    """The episodes that are delivered, each a video of its own; (None,): one long cut."""
    if context.cut:
        return (None,)
    chosen = context.assignment.selected
    return tuple(episode for episode in chosen if episode.number in context.episodes)


def video_id(context: Context, episode: Episode | None) -> str | None:
    """YouTube's id of the video, from `ids.csv`."""
    ids, target = context.assignment.series.ids, context.assignment.target
    return ids.get((target.name, episode.number if episode else None))


def _episode_part(texts: Texts, episode: Episode | None, language: str) -> tuple[str, str]:
    """`Episode 3` and the title of its own; one of them is empty where the other says it all."""
    if episode is None:
        return "", ""
    numbered = vocabulary.episode_title(episode.number, language)
    own = plain(texts.episode(episode, "title"))
    after = own.removeprefix(numbered)
    if after != own and not after[:1].isdecimal():
        return numbered, after.lstrip(" :：-–—|·")
    return numbered, own


def _title(series: str, numbered: str, own: str, language: str) -> str:
    part = BETWEEN.join(filter(None, (numbered, own)))
    if len(part) > TITLE:
        own = _cut(own, TITLE - len(numbered) - len(BETWEEN), language)
        return BETWEEN.join(filter(None, (numbered, own)))
    room = TITLE - len(part) - (len(BETWEEN) if part else 0)
    return BETWEEN.join(filter(None, (_cut(series, room, language), part)))


def _description(told: str, about: str, rights: str, language: str) -> str:
    rights = _cut_bytes(rights, DESCRIPTION, language)
    told = _cut_bytes(told, _room_beside(rights), language)
    about = _cut_bytes(about, _room_beside(_paragraphs(told, rights)), language)
    return _paragraphs(told, about, rights)


def _room_beside(others: str) -> int:
    """The bytes that another paragraph may have."""
    return DESCRIPTION - (_size(others) + len("\n\n") if others else 0)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(filter(None, parts))


def _size(text: str) -> int:
    return len(text.encode("utf-8"))


def _cut_bytes(text: str, most: int, language: str) -> str:
    """`text` in at most `most` bytes."""
    if _size(text) <= most:
        return text
    # the ellipsis has three bytes and takes the place of a character that may have one
    fits = text.encode("utf-8")[: max(0, most - 2)].decode("utf-8", "ignore")
    return _cut(text, len(fits), language)


def _cut(text: str, most: int, language: str) -> str:
    if len(text) <= most:
        return text
    if most <= 0:
        return ""
    from goglobal.rules.shortening import cut

    return cut(text[: most + _AHEAD], most, language).strip()


def _require_allowed(context: Context, language: str, number: int | None, **fields: str) -> None:
    series = context.assignment.series.id
    for field, text in fields.items():
        if wrong := next((one for one in text if one in _FORBIDDEN), None):
            raise GoGlobalError(
                N_("YouTube refuses “{character}” in the {field} of {video} in {language}"),
                {
                    "field": field,
                    "video": series if number is None else f"{series} ep{number:03}",
                    "language": language,
                    "character": wrong,
                },
                N_("write it another way"),
            )
