"""Where an answer belongs with us: by the file or id that it names, else by what it says itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from posixpath import basename

import msgspec

from goglobal.answers.feedback import Answer
from goglobal.languages import canonical

Place = tuple[str | None, int | None]
"""Language and episode."""


def placed(
    answers: Iterable[Answer], places: Mapping[str, Place], languages: Mapping[str, str]
) -> tuple[Answer, ...]:
    """The answers with our tags and episodes.

    `places` are the names of what was delivered and the ids that platforms know; `languages` the
    platform's tags, in small letters, to ours.
    """
    return tuple(_placed(answer, places, languages) for answer in answers)


def _placed(answer: Answer, places: Mapping[str, Place], languages: Mapping[str, str]) -> Answer:
    language = _ours(answer.language, languages)
    episode = answer.episode
    for name in answer.about:
        found = places.get(name) or places.get(basename(name.replace("\\", "/")))
        if found is not None:
            language = language or found[0]
            episode = episode if episode is not None else found[1]
    return msgspec.structs.replace(answer, language=language, episode=episode)


def _ours(tag: str | None, languages: Mapping[str, str]) -> str | None:
    if not tag:
        return None
    known = languages.get(tag.casefold())
    if known is None:
        try:
            known = languages.get(canonical(tag).casefold())
        except ValueError:
            known = None
    return known
