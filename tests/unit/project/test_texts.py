"""Metadata texts by key: the source's, a language's, and the vocabulary's."""

from __future__ import annotations

from goglobal import vocabulary
from goglobal.model import Catalog, Credit, Entry, Episode, Series
from goglobal.project.texts import known_keys, source_texts, text


def entry(key: str, words: str, *, fuzzy: bool = False) -> Entry:
    return Entry(key=key, source="x", text=words, fuzzy=fuzzy)


SERIES = Series(
    id="show",
    title="外滩月色",
    source_language="zh-Hans",
    root="/show",
    keywords=("复仇", "豪门"),
    credits=(
        Credit(role="cast", name="江映雪", character="沈若溪"),
        Credit(role="director", name="秦牧川"),
        Credit(role="cast", name="贺云帆"),
    ),
    episodes=(Episode(number=1, title="月下归人", synopsis="s"), Episode(number=2)),
    catalogs={
        "th": Catalog(
            language="th",
            path="locales/th.po",
            entries={
                "series/title": entry("series/title", "จันทร์"),
                "episode/001/title": entry("episode/001/title", "a", fuzzy=True),
                "episode/002/title": entry("episode/002/title", "ตอนพิเศษ"),
            },
        )
    },
)


def test_source_texts_are_those_that_are_there() -> None:
    assert source_texts(SERIES) == {
        "series/title": "外滩月色",
        "series/keywords": "复仇, 豪门",
        "episode/001/title": "月下归人",
        "episode/001/synopsis": "s",
        "credit/cast/1/name": "江映雪",
        "credit/cast/1/character": "沈若溪",
        "credit/director/1/name": "秦牧川",
        "credit/cast/2/name": "贺云帆",
    }
    assert set(source_texts(SERIES)) <= known_keys(SERIES)


def test_the_source_language_speaks_for_itself() -> None:
    for key, words in source_texts(SERIES).items():
        assert text(SERIES, "zh-Hans", key) == words
    assert text(SERIES, "zh-Hans", "series/synopsis") is None
    assert text(SERIES, "zh-Hans", "episode/001/nonsense") is None
    assert text(SERIES, "zh-Hans", "episode/1/title") is None
    assert text(SERIES, "zh-Hans", "series/id") is None


def test_a_translation_is_delivered_unless_it_is_fuzzy() -> None:
    assert text(SERIES, "th", "series/title") == "จันทร์"
    assert text(SERIES, "th", "episode/001/title") is None
    assert text(SERIES, "th", "series/synopsis") is None
    assert text(SERIES, "fr", "series/title") is None


def test_episodes_without_a_title_take_the_vocabularys() -> None:
    assert text(SERIES, "th", "episode/002/title") == "ตอนพิเศษ"
    assert text(SERIES, "ja", "episode/002/title") == vocabulary.episode_title(2, "ja")
    assert text(SERIES, "zh-Hans", "episode/002/title") == vocabulary.episode_title(2, "zh-Hans")
    assert text(SERIES, "ja", "episode/001/title") is None
    assert text(SERIES, "ja", "episode/003/title") is None
