"""Language tags: every spelling to one canonical form, and nothing else taken for a tag."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal import languages


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("zh_CN", "zh-Hans"),
        ("zh-sg", "zh-Hans"),
        ("zh-Hans-CN", "zh-Hans"),
        ("cmn-Hans", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("zh-Hant-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant-HK"),
        ("zh", "zh"),
        ("iw", "he"),
        ("in", "id"),
        ("tl", "fil"),
        ("pt_br", "pt-BR"),
        ("PT-BR", "pt-BR"),
        ("es-LA", "es-419"),
        ("tha", "th"),
        ("arb", "ar"),
        ("no", "no"),
        ("nb", "nb"),
        ("sr-latn", "sr-Latn"),
        ("th-TH", "th-TH"),
        ("sl-rozaj", "sl-rozaj"),
    ],
)
def test_canonical_form(written: str, tag: str) -> None:
    assert languages.canonical(written) == tag
    assert languages.canonical(tag) == tag


@pytest.mark.parametrize(
    "text",
    [
        *["", "e", "xx", "english", "ep001", "泰语", "und", "mul", "zxx", "x-private"],
        *["old", "tmp", "the", "th ", " th", "../th", "th\0", "a" * 40, "th-", "en--US", "en-a"],
    ],
)
def test_what_is_no_language(text: str) -> None:
    with pytest.raises(ValueError, match="language tag"):
        languages.canonical(text)


@given(st.text(max_size=60))
def test_any_text_is_a_tag_or_a_value_error(text: str) -> None:
    try:
        tag = languages.canonical(text)
    except ValueError:
        return
    assert languages.canonical(tag) == tag
    assert tag.replace("-", "").isalnum()
    assert tag.isascii()


@pytest.mark.parametrize(
    ("tag", "script", "direction"),
    [
        ("zh-Hans", "Hans", "ltr"),
        ("zh-Hant-HK", "Hant", "ltr"),
        ("zh", "Hans", "ltr"),
        ("yue", "Hant", "ltr"),
        ("th", "Thai", "ltr"),
        ("ja", "Jpan", "ltr"),
        ("ko", "Kore", "ltr"),
        ("es-419", "Latn", "ltr"),
        ("sr", "Cyrl", "ltr"),
        ("sr-Latn", "Latn", "ltr"),
        ("ar", "Arab", "rtl"),
        ("pa-PK", "Arab", "rtl"),
        ("he", "Hebr", "rtl"),
        ("tlh", "Zzzz", "ltr"),
    ],
)
def test_script_and_direction(tag: str, script: str, direction: str) -> None:
    assert languages.script(tag) == script
    assert languages.direction(tag) == direction


def test_the_table_of_common_tags_agrees_with_the_libraries() -> None:
    from babel.core import get_global

    for tag, script in languages._COMMON.items():
        assert languages._looked_up(tag) == tag
        if "-" not in tag:
            assert get_global("likely_subtags")[tag].split("_")[1] == script
    for written, tag in languages._SPELLINGS.items():
        if written != "es-la":
            assert languages._looked_up(written) == tag


@pytest.mark.parametrize(
    ("tag", "inside", "name"),
    [
        ("zh-Hans", "en", "Simplified Chinese"),
        ("zh-Hans", "zh-Hans", "简体中文"),
        ("es-419", "en", "Latin American Spanish"),
        ("th", "zh-Hans", "泰语"),
        ("sr-Latn", "en", "Serbian (Latin)"),
        ("th", "xx", "Thai"),
    ],
)
def test_display_name(tag: str, inside: str, name: str) -> None:
    assert languages.display_name(tag, inside) == name


def test_gettext_names() -> None:
    assert languages.to_locale("zh-Hans") == "zh_CN"
    assert languages.to_locale("zh-Hant") == "zh_TW"
    assert languages.to_locale("es-419") == "es_419"
    assert languages.to_locale("th") == "th"


@pytest.mark.parametrize(
    ("name", "tag"),
    [("english", "en"), ("泰语", "th"), ("日本語", "ja"), ("jp", "ja"), ("Indonesain", "id")],
)
def test_guess(name: str, tag: str) -> None:
    assert languages.guess(name) == tag


def test_guess_gives_up() -> None:
    assert languages.guess("backup-2024") is None


def test_common_tags_need_neither_babel_nor_langcodes() -> None:
    code = (
        "import sys; from goglobal import languages as l\n"
        "for t in ('zh_CN', 'th', 'pt_br', 'ar'): l.direction(l.canonical(t))\n"
        "assert not {'babel', 'langcodes'} & set(sys.modules), sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
