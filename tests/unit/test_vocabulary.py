"""The vocabulary: keys, words in every language, and catalogs that fit the code."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from pathlib import Path

import polib
import pytest

from goglobal import languages, vocabulary

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "locales"
CATALOGS = sorted(LOCALES.glob("*/LC_MESSAGES/vocabulary.po"))
NAMES = [path.parent.parent.name for path in CATALOGS]
WANTED = {"es_419", "pt_BR", "id", "vi", "th", "ja", "ko", "ar", "zh_CN"}
SCRIPTS = {
    "th": "THAI",
    "ar": "ARABIC",
    "ko": "HANGUL",
    "zh_CN": "CJK",
    "ja": "CJK|HIRAGANA|KATAKANA",
}


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    spec = importlib.util.spec_from_file_location("catalogs", ROOT / "scripts" / "catalogs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.compile_catalogs(ROOT)


def read(path: Path) -> polib.POFile:
    return polib.pofile(path.read_text("utf-8"))


def test_there_are_enough_words() -> None:
    assert len(vocabulary.genres()) >= 40
    assert {"romance", "revenge", "family", "billionaire", "werewolf", "time-travel"} <= set(
        vocabulary.genres()
    )
    assert {"director", "writer", "producer", "cast", "composer", "editor"} <= set(
        vocabulary.roles()
    )
    assert {"violence", "language", "sex"} <= set(vocabulary.advisories())


def test_keys_are_fit_for_files_and_keys_of_catalogs() -> None:
    for keys in (vocabulary.genres(), vocabulary.roles(), vocabulary.advisories()):
        assert len(set(keys)) == len(keys)
        assert all(re.fullmatch("[a-z][a-z-]*", key) for key in keys)


def test_the_template_has_exactly_the_words_of_the_code() -> None:
    entries = [(e.msgctxt, e.msgid) for e in read(LOCALES / "vocabulary.pot")]
    assert entries == list(vocabulary.english_words())


def test_every_wanted_language_is_there() -> None:
    assert set(NAMES) >= WANTED


@pytest.mark.parametrize("path", CATALOGS, ids=NAMES)
def test_a_catalog_is_complete_and_in_its_script(path: Path) -> None:
    entries = {(e.msgctxt, e.msgid): e for e in read(path)}
    assert set(entries) == set(vocabulary.english_words())
    script = SCRIPTS.get(path.parent.parent.name)
    for entry in entries.values():
        assert entry.msgstr
        assert not entry.fuzzy
        assert unicodedata.is_normalized("NFC", entry.msgstr)
        assert ("{number}" in entry.msgstr) == ("{number}" in entry.msgid)
        word = entry.msgstr.replace("{number}", "")
        if script and word != "SF":
            assert any(re.match(script, unicodedata.name(c, "")) for c in word), word


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Episode 3"),
        ("en-GB", "Episode 3"),
        ("zh-Hans", "第3集"),
        ("zh", "第3集"),
        ("ja", "第3話"),
        ("ko", "3화"),
        ("ar", "الحلقة 3"),
        ("th", "ตอนที่ 3"),
        ("vi", "Tập 3"),
        ("id", "Episode 3"),
        ("es-419", "Episodio 3"),
        ("es-MX", "Episodio 3"),
        ("pt-BR", "Episódio 3"),
        ("fr", "Episode 3"),
        ("zh-Hant", "Episode 3"),
    ],
)
def test_episode_titles(language: str, title: str) -> None:
    assert vocabulary.episode_title(3, language) == title
    assert languages.canonical(language) == language


def test_terms() -> None:
    assert vocabulary.term("genre", "revenge", "zh-Hans") == "复仇"
    assert vocabulary.term("genre", "revenge", "en") == "Revenge"
    assert vocabulary.term("role", "editor", "zh-Hans") == "剪辑"
    assert vocabulary.term("advisory", "violence", "th") == "ความรุนแรง"
    assert vocabulary.term("genre", "no-such-genre", "th") == "no-such-genre"


def test_the_users_own_language_does_not_reach_deliverables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert vocabulary.episode_title(1, "en") == "Episode 1"
