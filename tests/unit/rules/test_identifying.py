"""Which language a text is in: thirty languages against each other, and what is no text."""

from __future__ import annotations

import subprocess
import sys
import threading
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.model import Term
from goglobal.rules.identifying import Guess, identify
from goglobal.rules.sameness import Names

PATH = Path(__file__).parent / "language_lines.toml"
LINES: dict[str, list[str]] = tomllib.loads(PATH.read_text("utf-8"))
PROMISED = [
    *("zh-Hans", "zh-Hant", "en", "es", "pt", "fr", "de", "it", "ru", "tr", "ar", "hi", "id", "ms"),
    *("vi", "th", "fil", "ja", "ko", "pl", "nl"),
]
"""The languages that series are delivered in most."""
TWINS = {("id", "ms"), ("ms", "id")}
"""Pairs whose ten lines may leave a doubt; it is said, and never the wrong one said to be sure."""


def windows(language: str, size: int) -> list[list[str]]:
    lines = LINES[language]
    return [lines[start : start + size] for start in range(len(lines) - size + 1)]


def test_every_promised_language_has_its_lines() -> None:
    assert set(PROMISED) <= set(LINES)
    assert {len(lines) for lines in LINES.values()} == {15}


@pytest.mark.parametrize("language", LINES)
def test_ten_lines_are_identified_among_all(language: str) -> None:
    for candidates in (PROMISED, list(LINES)):
        if language not in candidates:
            continue
        for lines in windows(language, 10):
            guess = identify(lines, candidates)
            assert guess.language == language
            assert guess.sure or language in {"id", "ms"}, guess
            assert set(guess.alike) <= {"id", "ms"}


@pytest.mark.parametrize("language", LINES)
def test_ten_lines_are_identified_between_two(language: str) -> None:
    for other in LINES:
        if other == language:
            continue
        for lines in windows(language, 10):
            for candidates in ([language, other], [other, language]):
                guess = identify(lines, candidates)
                assert guess.language == language, (other, guess)
                assert guess.sure or (language, other) in TWINS, (other, guess)


@pytest.mark.parametrize("language", LINES)
def test_a_language_that_is_no_candidate_is_told(language: str) -> None:
    for other in LINES:
        if other == language or (language, other) in TWINS:
            continue
        guess = identify(LINES[language], [other])
        assert guess == Guess(
            other=language, sure=True, reason=guess.reason, arguments=guess.arguments
        )


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_few_lines_are_never_surely_the_wrong_language(size: int) -> None:
    for language in LINES:
        for lines in windows(language, size):
            guess = identify(lines, list(LINES))
            assert guess.language == language or not guess.sure, (lines, guess)


def test_what_no_text_can_tell_is_said_to_be_alike() -> None:
    spanish = identify(LINES["es"], ["en", "es-419", "es-ES", "pt-BR"])
    assert (spanish.language, spanish.alike) == ("es-419", ("es-ES",))
    english = identify(LINES["en"], ["en-GB", "en", "es-419"])
    assert (english.language, english.alike) == ("en-GB", ("en",))
    neutral = identify(["你好", "走吧"], ["zh-Hans", "zh-Hant", "th"])
    assert (neutral.language, neutral.alike, neutral.sure) == ("zh-Hans", ("zh-Hant",), False)


def test_a_tag_stands_for_its_language_whatever_its_region() -> None:
    assert identify(LINES["pt"], ["es-419", "pt-PT"]).language == "pt-PT"
    assert identify(LINES["zh-Hant"], ["zh-Hans", "zh-Hant-HK"]).language == "zh-Hant-HK"
    assert identify(LINES["nb"], ["da", "no"]).language == "no"
    assert identify(LINES["fil"], ["id", "tl"]).language == "tl"


def test_one_of_the_twins_alone_is_no_doubt() -> None:
    """Words that Malay has as well: where nobody expects Malay, they are Indonesian."""
    lines = [
        "Boleh lihat undangannya?",
        "Saya pemegang saham baru.",
        "Dia punya saham kita?",
        "Lihat perempuan itu.",
        "Wajahnya tak asing.",
        "Anda kembali ke sini?",
        "Jangan pergi dari sini.",
        "Itu bukan rumah kami.",
    ]
    alone = identify(lines, ["id", "en", "th"])
    assert (alone.language, alone.sure) == ("id", True)
    both = identify(lines, ["id", "ms", "en"])
    assert both.language in {"id", "ms"}
    assert not both.sure


def test_malay_in_an_indonesian_slot_is_a_doubt() -> None:
    guess = identify(LINES["ms"], ["id", "en"])
    assert (guess.language, guess.other) == (None, "ms")


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [""],
        ["..."],
        ["…", "—", "?!"],
        ["12", "3.5 %", "10:30"],
        ["OK"],
        ["OK", "OK!", "No."],
        ["♪"],
        ["{\\an8}"],
        ["\ud800", "\x00", "\ufeff"],
    ],
)
def test_nothing_to_tell_by(lines: list[str]) -> None:
    guess = identify(lines, PROMISED)
    assert not guess.sure
    assert guess.language is None or guess.language in PROMISED
    assert guess.reason


@pytest.mark.parametrize(
    ("language", "more"),
    [
        ("th", ["Starbucks", "iPhone 15 Pro", "OK", "Louis Vuitton, Gucci", "Instagram Live"]),
        ("ru", ["iPhone!", "VIP-клиент Gucci", "OK, Google", "WeChat", "Shen Ruoxi"]),
        ("es", ["OK, boss", "Shen Ruoxi", "Gu Yanshen!", "Happy birthday to you", "iPhone"]),
        ("ja", ["OK", "VIP", "Shen Group", "10 years ago", "Bund 18"]),
        ("ko", ["OK", "VIP", "Shen Group", "CEO", "Bund 18"]),
        ("de", ["[MUSIC]", "(seufzt)", "Oh my God!", "Sorry, Boss.", "Let's go!"]),
        ("zh-Hans", ["OK", "VIP", "Bye bye", "iPhone", "CEO office"]),
    ],
)
def test_names_brands_and_sounds_change_nothing(language: str, more: list[str]) -> None:
    mixed = [line for pair in zip(LINES[language][:5], more, strict=True) for line in pair]
    guess = identify([*mixed, *LINES[language][5:]], PROMISED)
    assert guess.language == language


def test_songs_and_addresses_are_left_out() -> None:
    song = [f"♪ {line} ♪" for line in LINES["en"]]
    guess = identify([*song, "www.example.com/the-and-of-it", *LINES["tr"][:5]], ["en", "tr"])
    assert (guess.language, guess.sure) == ("tr", True)


def test_names_are_left_out() -> None:
    name = "The Man of the House"
    terms = [Term(term="一家之主", renderings={"vi": (name,)})]
    lines = [line for text in LINES["vi"][:4] for line in (text, name, name)]
    guess = identify(lines, ["en", "vi"], names=Names(terms, "vi"))
    assert (guess.language, guess.sure) == ("vi", True)
    assert "man" not in str(guess.arguments)


def test_the_reason_shows_what_was_seen() -> None:
    assert "ты" in str(identify(LINES["ru"], ["ru", "uk"]).arguments["words"]).split(", ")
    traditional = identify(LINES["zh-Hant"], PROMISED)
    assert traditional.arguments["characters"] == "終 於 來 為 麼"
    assert str(identify(LINES["zh-Hans"], PROMISED).arguments["characters"]).startswith("终")


def test_decomposed_letters_are_the_same_letters() -> None:
    import unicodedata

    for language in ("vi", "pt", "cs", "hi", "ko", "ja"):
        lines = [unicodedata.normalize("NFD", line) for line in LINES[language]]
        guess = identify(lines, PROMISED if language in PROMISED else list(LINES))
        assert guess.language == language


def test_a_language_without_a_word_list_is_not_taken_for_its_neighbour() -> None:
    catalan = [
        "Per fi has tornat.",
        "T'he esperat tres anys.",
        "Per què no em vas escriure?",
        "Està plovent, agafa un paraigua.",
        "No toquis la meva filla!",
        "Signa el contracte o fora.",
        "Mare, qui és aquest home?",
        "Ell ja no t'estima.",
        "Dona'm una altra oportunitat.",
        "El president et vol veure demà.",
    ]
    guess = identify(catalan, ["es", "ca"])
    assert guess.language != "es" or not guess.sure
    assert identify(LINES["es"], ["es", "ca"]).language == "es"


def test_ten_lines_need_no_statistics() -> None:
    """Small words decide alone: the model costs most of a second."""
    code = (
        "import sys, tomllib, pathlib\n"
        "from goglobal.rules.identifying import identify\n"
        f"lines = tomllib.loads(pathlib.Path({str(PATH)!r}).read_text('utf-8'))\n"
        "for texts in lines.values():\n"
        "    identify(texts, list(lines))\n"
        "print('py3langid' in sys.modules, 'numpy' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_statistics_are_asked_in_doubt_and_from_threads() -> None:
    found: list[Guess] = []
    lines = ["Tack!", "Förlåt mig, mormor", "Paraplyet"]

    def ask() -> None:
        found.append(identify(lines, ["sv", "da", "en", "fi"]))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {guess.language for guess in found} == {"sv"}
    assert {guess.reason for guess in found} == {
        "statistics of its letters: {language}, {percent} %"
    }


TAGS = st.lists(
    st.sampled_from([*LINES, "es-419", "sw", "ka", "yue", "sr-Latn", "und"]), max_size=6
)


@given(st.lists(st.text(max_size=40), max_size=12), TAGS)
def test_any_text_is_taken(lines: list[str], candidates: list[str]) -> None:
    guess = identify(lines, candidates)
    assert guess.language is None or guess.language in candidates
    assert set(guess.alike) <= set(candidates)
    assert guess.language not in guess.alike
    assert guess.language is None or guess.other is None
    guess.reason.format(**guess.arguments)


@given(st.sampled_from(sorted(LINES)), st.integers(0, 14), st.text(alphabet="0123456789 .,!?…—-"))
def test_numbers_and_points_change_nothing(language: str, place: int, noise: str) -> None:
    lines = list(LINES[language])
    before = identify(lines, list(LINES))
    lines.insert(place, noise)
    assert identify(lines, list(LINES)).language == before.language
