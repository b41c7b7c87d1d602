"""Names, dates, numbers and lists, as the reader's language has them."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from goglobal import locale_names, messages
from goglobal.pipeline.reports import StatusRow
from goglobal.profiles.schema import Languages, Metadata, Profile
from goglobal.report import deliveries, reference, words

DAY = dt.date(2026, 11, 23)


@pytest.fixture(params=["en", "zh_CN"])
def spoken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    name = str(request.param)
    monkeypatch.setenv("LANGUAGE", name)
    return name


def test_the_interface_speaks_what_it_has_a_catalog_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for wanted, language in (
        *(("zh_CN", "zh-Hans"), ("zh_CN.UTF-8", "zh-Hans"), ("zh", "zh-Hans")),
        *(("fr_FR.UTF-8", "en"), ("C", "en"), ("", "en"), ("en:zh_CN", "en")),
        ("fr:zh_CN", "zh-Hans"),
    ):
        monkeypatch.setenv("LANGUAGE", wanted)
        monkeypatch.setenv("LANG", wanted)
        assert locale_names.interface_language() == language, wanted
        said = messages.gettext("series")
        assert (said == "series") == (language == "en")


def test_what_a_reader_sees(spoken: str) -> None:
    found = (
        locale_names.language_name("th"),
        locale_names.with_name("es-419"),
        locale_names.territory_name("TH"),
        locale_names.format_date(DAY),
        locale_names.format_number(360_000),
        locale_names.enumerated(["en", "th", "vi"]),
    )
    assert (
        found
        == {
            "en": (
                "Thai",
                "es-419 (Latin American Spanish)",
                "Thailand",
                "Nov 23, 2026",
                "360,000",
                "en, th, and vi",
            ),
            "zh_CN": (
                "泰语",
                "es-419 (拉丁美洲西班牙语)",
                "泰国",
                "2026年11月23日",
                "360,000",
                "en、th和vi",
            ),
        }[spoken]
    )


@pytest.mark.parametrize(
    ("language", "date", "number"),
    [
        ("de", "23.11.2026", "42.000,5"),
        ("fr", "23 nov. 2026", "42\u202f000,5"),
        ("ja", "2026/11/23", "42,000.5"),
        ("zh-Hant-HK", "2026年11月23日", "42,000.5"),
        ("es-XX", "23 nov 2026", "42.000,5"),  # a region that nobody knows: its language
        ("xx", "Nov 23, 2026", "42,000.5"),
        ("", "Nov 23, 2026", "42,000.5"),
    ],
)
def test_of_a_named_language(
    language: str, date: str, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    assert locale_names.format_date(DAY, language) == date
    assert locale_names.format_number(42_000.5, language) == number


def test_what_nobody_knows_stands_for_itself(spoken: str) -> None:
    assert locale_names.language_name("zz") == "zz"
    assert locale_names.with_name("qqq") == "qqq"
    assert locale_names.territory_name("QQ") == "QQ"
    assert locale_names.enumerated([]) == ""
    assert spoken


def test_the_status_table_names_the_languages(spoken: str) -> None:
    rows = [
        StatusRow(series="moonlit-bund", target="demo", language=tag, state="delivered", url="u")
        for tag in ("th", None)
    ]
    text = deliveries.status_table(rows)
    assert ("th (Thai)" if spoken == "en" else "th (泰语)") in text
    assert "None" not in text


def test_the_page_of_a_profile_names_languages_and_territories(spoken: str) -> None:
    profile = Profile(
        name="own",
        checked=DAY,
        languages=Languages(accepted=("th", "pt-BR"), written={"pt-BR": "pt"}),
        metadata=Metadata(ratings=("US", "TH")),
    )
    text = reference.profile_page(profile)
    names, places, day = {
        "en": (
            "th (Thai), pt-BR (Brazilian Portuguese)",
            "US (United States), TH (Thailand)",
            "Nov 23, 2026",
        ),
        "zh_CN": ("th (泰语), pt-BR (巴西葡萄牙语)", "US (美国), TH (泰国)", "2026年11月23日"),
    }[spoken]
    assert names in text
    assert places in text
    assert day in text
    document = reference.profile_document([profile], with_values=True)
    assert "2026-11-23" in str(document)
    assert not {"Thai", "泰语"} & set(str(document).replace("'", " ").replace("(", " ").split())


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 cues"), (1, "1 cue"), (2, "2 cues"), (999, "999 cues"), (42_000, "42,000 cues")],
)
def test_counts(count: int, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    assert words.cues(count) == text


def test_nothing_heavy_is_imported_before_it_is_asked_for() -> None:
    code = (
        "import sys; from goglobal import locale_names\n"
        "from goglobal.report import words; words.cues(999)\n"
        "assert 'babel' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
