"""The vocabulary: keys, words in every language, and catalogs that fit the code."""

from __future__ import annotations

import importlib.util
import re
import shutil
import unicodedata
from collections import Counter
from pathlib import Path
from types import ModuleType

import polib
import pytest

from goglobal import languages, messages, vocabulary

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "locales"
CATALOGS = sorted(LOCALES.glob("*/LC_MESSAGES/vocabulary.po"))
NAMES = [path.parent.parent.name for path in CATALOGS]
TAGS = "en es-419 es-ES pt-BR fr de it ru tr ar hi id ms vi th fil ja ko zh-Hans zh-Hant"
LANGUAGES = TAGS.split()
SCRIPTS = {
    "th": "THAI",
    "ar": "ARABIC",
    "hi": "DEVANAGARI",
    "ru": "CYRILLIC",
    "ko": "HANGUL",
    "zh_CN": "CJK",
    "zh_TW": "CJK",
    "ja": "CJK|HIRAGANA|KATAKANA",
}
SHARED_WORDS = {"SF", "{number}"}
"""What Japanese and Korean write in Latin letters too."""
FORMS = {"zh_CN": "gb2312", "zh_TW": "big5"}
"""Character sets without the other form's characters."""


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogs", ROOT / "scripts" / "catalogs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    script().compile_catalogs(ROOT)
    messages.catalog.cache_clear()


def read(path: Path) -> polib.POFile:
    return polib.pofile(path.read_text("utf-8"))


def test_there_are_enough_words() -> None:
    assert len(vocabulary.genres()) >= 60
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


def test_every_language_of_the_trade_is_there() -> None:
    assert set(vocabulary.languages_with_words()) == set(LANGUAGES)
    assert set(NAMES) == set(vocabulary.catalog_names())
    assert len(NAMES) == len(LANGUAGES) - 1


@pytest.mark.parametrize("path", CATALOGS, ids=NAMES)
def test_a_catalog_is_complete_and_in_its_script(path: Path) -> None:
    entries = [(e.msgctxt, e.msgid) for e in read(path)]
    assert entries == list(vocabulary.english_words())
    wanted = SCRIPTS.get(path.parent.parent.name, "LATIN")
    for entry in read(path):
        assert entry.msgstr
        assert not entry.fuzzy
        assert entry.msgstr == " ".join(entry.msgstr.split())
        assert unicodedata.is_normalized("NFC", entry.msgstr)
        assert entry.msgstr.count("{number}") == entry.msgid.count("{number}")
        word = entry.msgstr.replace("{number}", "")
        letters = [c for c in word if c.isalpha()]
        if word not in SHARED_WORDS:
            assert any(re.match(wanted, unicodedata.name(c)) for c in letters), word
            assert wanted == "LATIN" or not re.search("[A-Za-z]", word), word


@pytest.mark.parametrize("path", CATALOGS, ids=NAMES)
def test_two_terms_of_a_group_are_two_words(path: Path) -> None:
    words = Counter((e.msgctxt, e.msgstr.casefold()) for e in read(path))
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize(("name", "charset"), FORMS.items())
def test_a_chinese_catalog_has_no_character_of_the_other_form(name: str, charset: str) -> None:
    for entry in read(LOCALES / name / "LC_MESSAGES" / "vocabulary.po"):
        entry.msgstr.encode(charset)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_reach_a_language(language: str) -> None:
    """Compiled and looked up as a deliverable does it; only English says it in English."""
    words = [vocabulary.term("genre", key, language) for key in vocabulary.genres()]
    english = [vocabulary.term("genre", key, "en") for key in vocabulary.genres()]
    alike = sum(one == other for one, other in zip(words, english, strict=True))
    assert alike == len(words) if language == "en" else alike <= len(words) // 4


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Episode 3"),
        ("en-GB", "Episode 3"),
        ("zh-Hans", "第3集"),
        ("zh", "第3集"),
        ("zh-Hant", "第3集"),
        ("ja", "第3話"),
        ("ko", "3화"),
        ("ar", "الحلقة 3"),
        ("hi", "एपिसोड 3"),
        ("th", "ตอนที่ 3"),
        ("vi", "Tập 3"),
        ("id", "Episode 3"),
        ("ms", "Episod 3"),
        ("fil", "Episode 3"),
        ("es-419", "Episodio 3"),
        ("es-ES", "Episodio 3"),
        ("pt-BR", "Episódio 3"),
        ("fr", "Épisode 3"),
        ("de", "Folge 3"),
        ("it", "Episodio 3"),
        ("ru", "Серия 3"),
        ("tr", "3. Bölüm"),
        ("sw", "Episode 3"),
    ],
)
def test_episode_titles(language: str, title: str) -> None:
    assert vocabulary.episode_title(3, language) == title
    assert languages.canonical(language) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_digits_of_a_title_are_those_of_cldr(language: str) -> None:
    from babel import Locale

    assert Locale.parse(language, sep="-").default_numbering_system == "latn"
    assert "80" in vocabulary.episode_title(80, language)


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("es-MX", "Suspenso"),
        ("es-AR", "Suspenso"),
        ("es-US", "Suspenso"),
        ("es-419", "Suspenso"),
        ("es-ES", "Suspense"),
        ("es", "Suspense"),
        ("es-PH", "Suspense"),
        ("pt-PT", "Suspense"),
        ("pt", "Suspense"),
        ("fr-CA", "Thriller"),
        ("zh-Hant-HK", "驚悚"),
        ("yue", "驚悚"),
        ("zh-Hans-MY", "惊悚"),
        ("zh", "惊悚"),
        ("ar-EG", "إثارة"),
        ("ms-Arab", "Thriller"),  # English rather than another script
        ("ms", "Debaran"),
        ("hi-Latn", "Thriller"),
        ("ru-Latn", "Thriller"),
        ("sr", "Thriller"),
    ],
)
def test_a_region_takes_the_words_of_its_neighbour_and_never_another_script(
    language: str, word: str
) -> None:
    assert vocabulary.term("genre", "thriller", language) == word


def test_spanish_follows_cldr() -> None:
    from babel.core import get_global

    parents = get_global("parent_exceptions")
    regions = {name.split("_")[1] for name, parent in parents.items() if parent == "es_419"}
    assert regions | {"419"} == set(vocabulary._AS_IN_LATIN_AMERICA.split())


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


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The catalogs' script over a copy of the vocabularies."""
    module = script()
    shutil.copytree(LOCALES, tmp_path / "locales")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "LOCALES", tmp_path / "locales")
    return module


def vocabulary_problems(module: ModuleType) -> list[str]:
    return [problem for problem in module.problems() if "vocabulary" in problem]


def test_the_check_is_content(checked: ModuleType) -> None:
    assert vocabulary_problems(checked) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (None, None, "locales/tr/LC_MESSAGES/vocabulary.po: missing"),
        ('msgid "Revenge"', 'msgid "Vengeance"', "missing: genre 'Revenge'"),
        ('msgid "Revenge"', 'msgid "Vengeance"', "not in the code: genre 'Vengeance'"),
        ('msgstr "İntikam"', 'msgstr ""', "untranslated or fuzzy: 'Revenge'"),
        ("{number}. Bölüm", "Bölüm", "places differ: 'Episode {number}' and 'Bölüm'"),
    ],
)
def test_the_check_finds_what_is_missing(
    checked: ModuleType, old: str | None, new: str | None, problem: str
) -> None:
    path = checked.LOCALES / "tr" / "LC_MESSAGES" / "vocabulary.po"
    if old is None or new is None:
        path.unlink()
    else:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
    assert any(problem in told for told in vocabulary_problems(checked))
