"""Language tags: every spelling to one canonical form, and nothing else taken for a tag."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal import languages

SPELLINGS = {
    # case, underscores, script that goes without saying
    "EN-us": "en-US",
    "PT_br": "pt-BR",
    "zh-hANS": "zh-Hans",
    "ZH_hant_hk": "zh-Hant-HK",
    "sr-latn": "sr-Latn",
    "th-Thai": "th",
    "ja-Jpan": "ja",
    "es-Latn-MX": "es-MX",
    "th-TH": "th-TH",
    # Chinese: the region tells the script where no script is named
    "zh": "zh",
    "zh_CN": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-MY": "zh-Hans",
    "zh-Hans-CN": "zh-Hans",
    "zh-TW": "zh-Hant",
    "zh_HK": "zh-Hant",
    "zh-MO": "zh-Hant",
    "zh-Hant-TW": "zh-Hant",
    "zh-Hant-HK": "zh-Hant-HK",
    "zh-Hans-HK": "zh-Hans-HK",
    "zh-CHS": "zh-Hans",
    "zh-CHT": "zh-Hant",
    "yue": "yue",
    # deprecated and grandfathered tags
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "jw": "jv",
    "mo": "ro",
    "sh": "sr-Latn",
    "sr-YU": "sr-RS",
    "ru-SU": "ru-RU",
    "my-BU": "my-MM",
    "no-bok": "nb",
    "i-klingon": "tlh",
    "i-hak": "hak",
    "art-lojban": "jbo",
    "zh-min-nan": "nan",
    "zh-guoyu": "zh",
    "zh-cmn-Hans": "zh-Hans",
    "zh-cmn": "zh",
    "zh-yue": "yue",
    "zh-xiang": "hsn",
    # codes of ISO 639-2 and 639-3, bibliographic ones too
    "tha": "th",
    "eng": "en",
    "fre": "fr",
    "ger": "de",
    "chi": "zh",
    "zho": "zh",
    "per": "fa",
    "may": "ms",
    # macrolanguages stay, what is meant by them becomes them
    "ar": "ar",
    "arb": "ar",
    "arz": "arz",
    "apc": "apc",
    "ajp": "apc",
    "ms": "ms",
    "zsm": "ms",
    "cmn": "zh",
    "cmn-Hans": "zh-Hans",
    "no": "no",
    "nb": "nb",
    "nn": "nn",
    "fil": "fil",
    "tl": "fil",
    "tl-PH": "fil-PH",
    "et": "et",
    "ekk": "et",
    "fa": "fa",
    "pes": "fa",
    "prs": "fa-AF",
    "sw": "sw",
    "swh": "sw",
    # POSIX locales
    "zh_CN.UTF-8": "zh-Hans",
    "zh_TW.Big5": "zh-Hant",
    "pt_BR.utf8": "pt-BR",
    "sr@latin": "sr-Latn",
    "sr_RS.UTF-8@latin": "sr-Latn-RS",
    "ca@valencia": "ca-valencia",
    "de_DE.ISO-8859-15@euro": "de-DE",
    # slips that have one meaning only
    "es-LA": "es-419",
    "en-UK": "en-GB",
    # nothing is said by them
    "en-ZZ": "en",
    "en-Zzzz": "en",
    # variants, extensions, private use behind a language
    "sl-rozaj": "sl-rozaj",
    "de-1996": "de-1996",
    "th-u-nu-thai": "th-u-nu-thai",
    "en-x-private": "en-x-private",
}
REFUSED = [
    *["", "e", "xx", "english", "ep001", "泰语", "und", "mul", "zxx", "x-private", "x-klingon"],
    *["old", "tmp", "the", "th ", " th", "../th", "th\0", "a" * 40, "th-", "en--US", "en-a"],
    *["C", "POSIX", "root", "i-default", "i-enochian", "cel-gaulish", "sgn-BE-FR", "qaa"],
    *["th.old", "en.us", "zh_CN.", "zh__CN", "-en", "ru@x@y", "pt_BR.utf8@foo", "en_US.UTF-8\n"],
    *["jp", "cn", "vn", "zh-EN", "en-EN", "en-us-us", "de-de-1996-1996", "en-GB-GB-GB"],
    *["ｅｎ", "en‐US", "en–US", "thก", "рт-BR", "en-\u0660", "th\u200b", "en-" + "abcdefgh-" * 9],
]


@pytest.mark.parametrize(("written", "tag"), SPELLINGS.items())
def test_canonical_form(written: str, tag: str) -> None:
    assert languages.canonical(written) == tag
    assert languages.canonical(tag) == tag
    assert languages.canonical(written.upper()) == tag
    assert languages.canonical(tag.replace("-", "_").lower()) == tag


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_language(text: str) -> None:
    with pytest.raises(ValueError, match="language tag"):
        languages.canonical(text)


@pytest.mark.parametrize(
    ("written", "deprecated"),
    [
        *[(tag, True) for tag in ("iw", "IN", "sh", "mo", "sr_YU", "i-klingon", "zh-min-nan")],
        *[(tag, True) for tag in ("art-lojban", "no-bok", "sr-Latn-CS", "zh-cmn-Hans")],
        *[(tag, False) for tag in ("zh_CN", "tha", "tl", "EN", "sr-RS", "ru", "")],
    ],
)
def test_deprecated(written: str, deprecated: bool) -> None:
    assert languages.is_deprecated(written) is deprecated


@pytest.mark.parametrize(("written", "meant"), [("kr", "ko"), ("TW", "zh-Hant"), ("th", None)])
def test_codes_of_countries(written: str, meant: str | None) -> None:
    assert languages.probably_meant(written) == meant


_SUBTAGS = ["zh", "sr", "en", "iw", "cmn", "i", "x", "a", "u", "art", "sgn", "min", "nan", "lojban"]
_SUBTAGS += [
    "Hans",
    "latn",
    "Zzzz",
    "CN",
    "tw",
    "YU",
    "419",
    "ZZ",
    "1996",
    "valencia",
    "nu",
    "thai",
]


@given(
    st.lists(st.sampled_from(_SUBTAGS), min_size=1, max_size=5),
    st.sampled_from("-_"),
    st.sampled_from(["", ".UTF-8", "@latin", ".gbk@cyrillic", ".x", "@", "-"]),
)
def test_whatever_has_a_canonical_form_has_one_that_stays(
    subtags: list[str], separator: str, suffix: str
) -> None:
    """And however it is written: case and separators change nothing."""
    written = separator.join(subtags) + suffix
    try:
        tag = languages.canonical(written)
    except ValueError:
        return
    assert languages.canonical(tag) == tag
    assert languages.canonical(tag.upper()) == tag
    assert languages.canonical(tag.replace("-", "_")) == tag
    assert re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag)
    assert len(languages.script(tag)) == 4


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
        if written not in {"es-la", "zh-chs", "zh-cht"}:
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
