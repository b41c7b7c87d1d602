"""Words that deliverables need in each language: genres, credit roles, advisories, episodes.

A series names them by key; the English words here are the message ids of the `vocabulary`
catalogs, whose msgctxt is the group. They are kept apart from the product's own words, because
they go out in the deliverable's language, not in the user's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from goglobal import languages, messages

Group = Literal["genre", "role", "advisory"]

_GENRES = {
    "romance": "Romance",
    "sweet-romance": "Sweet romance",
    "dark-romance": "Dark romance",
    "angst": "Angsty romance",
    "romantic-comedy": "Romantic comedy",
    "revenge": "Revenge",
    "counterattack": "Underdog's comeback",
    "family": "Family",
    "family-feud": "Family feud",
    "in-laws": "In-laws",
    "marriage": "Marriage",
    "contract-marriage": "Contract marriage",
    "flash-marriage": "Flash marriage",
    "second-chance": "Second chance",
    "love-triangle": "Love triangle",
    "forbidden-love": "Forbidden love",
    "enemies-to-lovers": "Enemies to lovers",
    "secret-crush": "Secret crush",
    "billionaire": "Billionaire",
    "wealthy-families": "Wealthy families",
    "hidden-identity": "Hidden identity",
    "mistaken-identity": "Mistaken identity",
    "secret-child": "Secret child",
    "live-in-son-in-law": "Live-in son-in-law",
    "strong-heroine": "Strong heroine",
    "time-travel": "Time travel",
    "rebirth": "Rebirth",
    "transmigration": "Into a book",
    "body-swap": "Body swap",
    "fantasy": "Fantasy",
    "werewolf": "Werewolf",
    "vampire": "Vampire",
    "supernatural": "Supernatural",
    "superpowers": "Superpowers",
    "cultivation": "Immortal cultivation",
    "martial-arts": "Martial arts",
    "historical": "Historical",
    "costume": "Period costume",
    "palace": "Palace intrigue",
    "royalty": "Royalty",
    "republican-era": "Republican-era China",
    "urban": "Urban",
    "rural": "Country life",
    "workplace": "Workplace",
    "campus": "Campus",
    "youth": "Youth",
    "entertainment-world": "Entertainment world",
    "medical": "Medical",
    "legal": "Legal",
    "crime": "Crime",
    "mafia": "Mafia",
    "mystery": "Mystery",
    "thriller": "Thriller",
    "horror": "Horror",
    "action": "Action",
    "adventure": "Adventure",
    "war": "War",
    "war-god": "God of war returns",
    "spy": "Spy",
    "science-fiction": "Science fiction",
    "post-apocalyptic": "Post-apocalyptic",
    "system": "Game system",
    "comedy": "Comedy",
    "drama": "Drama",
    "tragedy": "Tragedy",
    "slice-of-life": "Slice of life",
    "inspirational": "Inspirational",
    "food": "Food",
    "sports": "Sports",
    "music": "Music",
    "boys-love": "Boys' love",
    "girls-love": "Girls' love",
    "children": "Children",
    "animation": "Animation",
}
_ROLES = {
    "director": "Director",
    "assistant-director": "Assistant director",
    "writer": "Writer",
    "original-author": "Original author",
    "producer": "Producer",
    "executive-producer": "Executive producer",
    "co-producer": "Co-producer",
    "cast": "Cast",
    "voice-cast": "Voice cast",
    "cinematographer": "Cinematographer",
    "editor": "Editor",
    "composer": "Composer",
    "sound-designer": "Sound designer",
    "art-director": "Art director",
    "costume-designer": "Costume designer",
    "makeup-artist": "Make-up artist",
    "action-director": "Action director",
    "visual-effects": "Visual effects",
    "singer": "Singer",
    "translator": "Translator",
    "presenter": "Presented by",
}
_ADVISORIES = {
    "violence": "Violence",
    "language": "Strong language",
    "sex": "Sexual content",
    "nudity": "Nudity",
    "suggestive-dialogue": "Suggestive dialogue",
    "drugs": "Drug use",
    "alcohol": "Alcohol use",
    "smoking": "Smoking",
    "gambling": "Gambling",
    "fear": "Frightening scenes",
    "gore": "Blood and gore",
    "abuse": "Abuse",
    "sexual-violence": "Sexual violence",
    "self-harm": "Suicide and self-harm",
    "discrimination": "Discrimination",
    "dangerous-acts": "Dangerous acts",
    "flashing-lights": "Flashing lights",
}
_GROUPS: Mapping[str, Mapping[str, str]] = {
    "genre": _GENRES,
    "role": _ROLES,
    "advisory": _ADVISORIES,
}
_EPISODE = "Episode {number}"
_SAME_NAME = "fr de it ru tr ar hi id ms vi th fil ja ko"
_CATALOGS: Mapping[str, str] = {
    "en": "en",
    "es-419": "es_419",
    "es-ES": "es",
    "pt-BR": "pt_BR",
    "zh-Hans": "zh_CN",
    "zh-Hant": "zh_TW",
} | {tag: tag for tag in _SAME_NAME.split()}
"""Language to the gettext name of its catalog; English, the source, has none."""
_AS_IN_LATIN_AMERICA = "419 AR BO BR BZ CL CO CR CU DO EC GT HN JP MX NI PA PE PR PY SV US UY VE"
"""Regions whose Spanish has `es-419` for its parent (CLDR 47, `parentLocales`)."""


def genres() -> tuple[str, ...]:
    """The keys of all genres."""
    return tuple(_GENRES)


def roles() -> tuple[str, ...]:
    """The keys of all credit roles."""
    return tuple(_ROLES)


def advisories() -> tuple[str, ...]:
    """The keys of all content advisories."""
    return tuple(_ADVISORIES)


def keys(group: Group) -> tuple[str, ...]:
    """The keys of one group."""
    return tuple(_GROUPS[group])


def key_of(group: Group, word: str, language: str) -> str | None:
    """The key of a word in English or in a language: `复仇` and `Revenge` give `revenge`."""
    wanted = word.strip().casefold()
    for key, english in _GROUPS[group].items():
        if wanted in (english.casefold(), _translated(group, english, language).casefold()):
            return key
    return None


def languages_with_words() -> tuple[str, ...]:
    """The languages (canonical tags) whose words are all there; English is the source."""
    return tuple(_CATALOGS)


def catalog_names() -> tuple[str, ...]:
    """The gettext names of the catalogs that there have to be."""
    return tuple(name for name in _CATALOGS.values() if name != "en")


def term(group: Group, key: str, language: str) -> str:
    """The word for a key in a language (a canonical tag).

    English where the language has no catalog; the key itself where the vocabulary lacks it.
    """
    english = _GROUPS[group].get(key)
    return _translated(group, english, language) if english else key


def episode_title(number: int, language: str) -> str:
    """What an episode without a title of its own is called: `Episode 3`, `第3集`, `3화`.

    The digits are 0-9 in every language: that is the default numbering system of all of them in
    CLDR (47; Arabic and Hindi too), and what lists of episodes sort and search by.
    """
    return _translated("title", _EPISODE, language).format(number=number)


def english_words() -> tuple[tuple[str, str], ...]:
    """Every (msgctxt, msgid) of the catalogs, in the order of the template."""
    words = [(group, word) for group, terms in _GROUPS.items() for word in terms.values()]
    return (*words, ("title", _EPISODE))


def _translated(context: str, english: str, language: str) -> str:
    name = _catalog_name(language)
    if name is None:
        return english
    return messages.catalog(messages.VOCABULARY, (name,)).pgettext(context, english)


@lru_cache(maxsize=256)
def _catalog_name(language: str) -> str | None:
    """The catalog whose words serve for a language: its own, or that of the language without the
    region. Never one in another script; None where there is none, and for English.

    Spanish follows CLDR's parents: `es-MX` takes the words of `es-419`, `es` those of Spain.
    Portuguese of any region takes those of Brazil: there are no others.
    """
    base, *rest = language.split("-")
    if base == "es":
        near = "es-ES" if set(rest).isdisjoint(_AS_IN_LATIN_AMERICA.split()) else "es-419"
    elif base in {"zh", "yue"}:  # what is spoken in Cantonese is written in Chinese
        near = "zh-Hans" if languages.script(language) == "Hans" else "zh-Hant"
    else:
        near = {"pt": "pt-BR"}.get(base, base)
    if near not in _CATALOGS or languages.script(near) != languages.script(language):
        return None
    return _CATALOGS[near]
