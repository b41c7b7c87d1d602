"""`goglobal i18n extract`, `update` and `status` on a folder, as a user meets them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest

Call = Callable[..., Any]

SERIES = """[series]
id = "{id}"
title = "{title}"
synopsis = "上海，一九三六年。"
source_language = "zh-Hans"

[[series.credits]]
role = "cast"
name = "江映雪"
character = "沈若溪"

[[episodes]]
number = 1
title = "月下归人"

[[episodes]]
number = 2
title = "假签名"
"""
TARGETS = """[targets.app]
platform = "vertical-app"
url = "file:outbox"
languages = ["zh-Hans", "en", "th"]

[targets.tube]
platform = "short"
url = "file:outbox/tube"
languages = ["en"]
"""
SHORT = """extends = "generic"
title = "Short titles"
source = "a test"
checked = 2026-11-25

[metadata.limits]
"series/title" = { characters = 30 }
"series/synopsis" = { bytes = 500 }
"""
CUES = "1\n00:00:01,000 --> 00:00:02,500\n{0}\n\n2\n00:00:03,000 --> 00:00:05,000\n{1}\n"


@pytest.fixture
def series(tmp_path: Path) -> Path:
    folder = tmp_path / "moonlit"
    write(folder / "series.toml", SERIES.format(id="moonlit", title="外滩月色"))
    write(folder / "goglobal.toml", TARGETS)
    write(folder / "profiles" / "short.toml", SHORT)
    for number in (1, 2):
        write(
            folder / f"subtitles/zh-Hans/ep{number:03}.srt", CUES.format("我等了你很久。", "走吧。")
        )
        write(folder / f"subtitles/en/ep{number:03}.srt", CUES.format("I waited long.", "Go."))
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def replace(path: Path, before: str, after: str) -> None:
    text = path.read_bytes().decode()
    assert before in text
    path.write_bytes(text.replace(before, after).encode())


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".goglobal" not in path.parts
    }


def entries(path: Path) -> dict[str, polib.POEntry]:
    """What polib, another reader, makes of a file."""
    return {entry.msgctxt: entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def translate(path: Path, **texts: str) -> None:
    """Fill in translations, by the last two parts of the key."""
    text = path.read_text("utf-8")
    for name, translation in texts.items():
        key = name.replace("__", "/")
        text, count = re.subn(
            rf'(msgctxt "[^"]*{key}"\nmsgid .*\nmsgstr )""', rf'\1"{translation}"', text
        )
        assert count == 1, name
    path.write_text(text, "utf-8")


def test_extract_writes_every_text_with_what_it_is_and_its_limits(call: Call, series: Path) -> None:
    result = call("i18n", "extract", series)
    assert (result.code, result.err) == (0, "")
    assert "locales/series.pot: created (6 texts)" in result.out
    found = entries(series / "locales/series.pot")
    assert list(found) == [
        "series/title",
        "series/synopsis",
        "episode/001/title",
        "episode/002/title",
        "credit/cast/1/name",
        "credit/cast/1/character",
    ]
    title = found["series/title"]
    assert (title.msgid, title.msgstr) == ("外滩月色", "")
    assert title.flags == ["max-length:30"]
    assert title.comment == "The title of the series.\nAt most 30 characters."
    assert "At most 500 bytes in UTF-8" in found["series/synopsis"].comment
    assert found["series/synopsis"].flags == ["max-length:500"]
    assert found["episode/002/title"].comment.startswith("The title of episode 2.")

    before = os.stat(series / "locales/series.pot")
    assert "0 files written, 1 unchanged" in call("i18n", "extract", series).out
    after = os.stat(series / "locales/series.pot")
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_the_header_of_a_template_stays(call: Call, series: Path) -> None:
    head = '# ours\nmsgid ""\nmsgstr ""\n"X-Team: 上海\\n"\n"POT-Creation-Date: 2026\\n"\n'
    for end in ("\n", "\r\n"):
        write(
            series / "locales/series.pot", (head + '\nmsgid "old"\nmsgstr ""\n').replace("\n", end)
        )
        assert call("i18n", "extract", series).code == 0
        text = (series / "locales/series.pot").read_bytes().decode()
        assert text.startswith(head.replace("\n", end))
        assert "old" not in text
        assert "\n" not in text.replace(end, "")


def test_update_makes_catalogs_for_what_the_targets_want(call: Call, series: Path) -> None:
    result = call("i18n", "update", series)
    assert (result.code, result.err) == (0, "")
    assert "locales/en.po: created (6 new)" in result.out
    assert "locales/th.po: created (6 new)" in result.out
    assert sorted(path.name for path in (series / "locales").iterdir()) == [
        "en.po",
        "series.pot",
        "th.po",
    ]
    assert polib.pofile(str(series / "locales/th.po")).metadata["Language"] == "th"
    # English goes to both targets, Thai to one: each is told the limits that hold for it
    assert entries(series / "locales/en.po")["series/title"].flags == ["max-length:30"]
    assert entries(series / "locales/th.po")["series/title"].flags == ["max-length:100"]
    before = contents(series)
    again = call("i18n", "update", series)
    assert (again.code, "0 files written" in again.out) == (0, True)
    assert contents(series) == before


def test_a_changed_text_a_moved_one_and_one_that_is_gone(call: Call, series: Path) -> None:
    call("i18n", "update", series)
    catalog = series / "locales/en.po"
    translate(
        catalog,
        series__title="Moonlit Bund",
        episode__001__title="Homecoming",
        episode__002__title="Forged",
        cast__1__name="Jiang Yingxue",
    )
    replace(
        catalog, 'msgctxt "credit/cast/1/name"', '# ask her agent\nmsgctxt "credit/cast/1/name"'
    )
    toml = series / "series.toml"
    replace(toml, '"外滩月色"', '"外滩月光"')
    replace(
        toml,
        "[[series.credits]]\n",
        '[[series.credits]]\nrole = "cast"\nname = "新人"\n\n[[series.credits]]\n',
    )
    replace(toml, '\n[[episodes]]\nnumber = 2\ntitle = "假签名"\n', "")
    result = call("i18n", "update", series)
    assert result.code == 0
    assert "1 with another source text" in result.out
    assert "2 under other keys" in result.out
    found = entries(catalog)
    title = found["series/title"]
    assert (title.msgid, title.msgstr, title.previous_msgid) == (
        "外滩月光",
        "Moonlit Bund",
        "外滩月色",
    )
    assert title.flags == ["fuzzy", "max-length:30"]
    moved = found["credit/cast/2/name"]
    assert (moved.msgid, moved.msgstr, moved.fuzzy) == ("江映雪", "Jiang Yingxue", False)
    assert moved.tcomment == "ask her agent"
    assert found["credit/cast/1/name"].msgstr == ""
    assert found["episode/001/title"].msgstr == "Homecoming"
    gone = [entry for entry in polib.pofile(str(catalog)) if entry.obsolete]
    assert [(entry.msgctxt, entry.msgstr) for entry in gone] == [("episode/002/title", "Forged")]

    with open(toml, "a", encoding="utf-8") as file:
        file.write('\n[[episodes]]\nnumber = 2\ntitle = "假签名"\n')
    assert "1 taken up again" in call("i18n", "update", series).out
    back = entries(catalog)["episode/002/title"]
    assert (back.msgstr, back.fuzzy) == ("Forged", False)


def test_a_text_that_changes_twice_keeps_the_one_that_was_translated(
    call: Call, series: Path
) -> None:
    call("i18n", "update", series)
    translate(series / "locales/en.po", series__title="Moonlit Bund")
    replace(series / "series.toml", "外滩月色", "外滩月光")
    call("i18n", "update", series)
    replace(series / "series.toml", "外滩月光", "外滩之夜")
    call("i18n", "update", series)
    entry = entries(series / "locales/en.po")["series/title"]
    assert (entry.msgid, entry.previous_msgid) == ("外滩之夜", "外滩月色")


def test_limits_are_never_read_back(call: Call, series: Path) -> None:
    call("i18n", "update", series)
    catalog = series / "locales/en.po"
    replace(catalog, "max-length:30", "max-length:99999, no-wrap")
    replace(catalog, "At most 30 characters.", "At most 99999 characters.")
    assert call("i18n", "update", series).code == 0
    title = entries(catalog)["series/title"]
    assert title.flags == ["max-length:30", "no-wrap"]
    assert title.comment == "The title of the series.\nAt most 30 characters."


FOREIGN = (
    "# Translated by a friend\r\n"
    "#\r\n"
    'msgid ""\r\nmsgstr ""\r\n'
    '"X-Generator: Poedit 3.4\\n"\r\n'
    '"Language: th\\n"\r\n'
    '"X-Unknown: keep me\\n"\r\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\r\n'
    "\r\n"
    "# is this a name?\r\n"
    "#. from an older tool\r\n"
    "#: somewhere:12\r\n"
    "#, c-format,max-length:7\r\n"
    'msgctxt "series/title"\r\nmsgid "外滩月色"\r\n'
    'msgstr "แสง"\r\n'
    '"จันทร์"\r\n'
    "\r\n"
    'msgctxt "series/synopsis"\r\nmsgid "broken\r\nmsgstr "kept"\r\n'
    "\r\n"
    'msgctxt "episode/001/title"\r\nmsgid "月下归人"\r\nmsgstr "one"\r\n'
    "\r\n"
    'msgctxt "episode/001/title"\r\nmsgid "月下归人"\r\nmsgstr "two"\r\n'
    "\r\n"
    'msgid "no key"\r\nmsgstr "none"\r\n'
    "\r\n"
    'msgctxt "episode/002/title"\r\nmsgid "假签名"\r\nmsgid_plural "x"\r\nmsgstr[0] "y"\r\n'
    "\r\n"
    '#~ msgctxt "series/tagline"\r\n#~ msgid "旧账"\r\n#~ msgstr "old"'
)


def test_a_foreign_file_keeps_every_byte_that_need_not_change(call: Call, series: Path) -> None:
    catalog = series / "locales/th.po"
    write(catalog, "\ufeff" + FOREIGN)
    result = call("i18n", "update", series)
    assert result.code == 0
    assert "4 left as they are" in result.out
    text = catalog.read_bytes().decode()
    new = (
        "#. A name in the credits (cast).\r\n#: series.toml\r\n"
        'msgctxt "credit/cast/1/name"\r\nmsgid "江映雪"\r\nmsgstr ""\r\n\r\n'
        "#. The name of a character in the credits.\r\n#: series.toml\r\n"
        'msgctxt "credit/cast/1/character"\r\nmsgid "沈若溪"\r\nmsgstr ""\r\n\r\n'
    )
    assert new in text
    rest = (
        text.replace(new, "")
        .replace("#. The title of the series.\r\n#. At most 100 characters.\r\n", "")
        .replace(
            "#. The title of episode 1.\r\n#. At most 100 characters.\r\n#, max-length:100\r\n", ""
        )
        .replace("#, c-format, max-length:100\r\n", "#, c-format,max-length:7\r\n")
    )
    assert rest == "\ufeff" + FOREIGN
    before = contents(series)
    call("i18n", "update", series)
    assert contents(series) == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe\x00", "in no encoding"),
        ('msgctxt "series/title"\nmsgid "外滩月色"\nmsgstr "x"\n'.encode("gbk"), "in no encoding"),
        (
            b'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n"\xe9"\n',
            "cannot hold the new texts",
        ),
    ],
)
def test_a_file_that_cannot_be_updated_stays_and_holds_back_no_other(
    call: Call, series: Path, data: bytes, said: str
) -> None:
    catalog = series / "locales/th.po"
    catalog.parent.mkdir()
    catalog.write_bytes(data)
    result = call("i18n", "update", series)
    assert result.code == 2
    assert said in result.err
    assert "th.po" in result.err
    assert "Traceback" not in result.err
    assert catalog.read_bytes() == data
    assert "locales/en.po: created" in result.out


def test_a_folder_in_the_place_of_a_catalog(call: Call, series: Path) -> None:
    (series / "locales/th.po").mkdir(parents=True)
    result = call("i18n", "update", series)
    assert result.code == 2
    assert "th.po: is no file" in result.err
    (found,) = [
        one
        for one in json.loads(call("check", series, "--format", "json").out)["findings"]
        if one["code"] == "CAT005"
    ]
    assert (found["path"], found["language"]) == ("locales/th.po", "th")
    assert "folder" in found["message"]


def test_all_files_of_a_series_are_written_or_none(
    call: Call, series: Path, tmp_path: Path
) -> None:
    call("i18n", "update", series)
    outside = tmp_path / "outside.po"
    outside.write_bytes((series / "locales/th.po").read_bytes())
    (series / "locales/th.po").unlink()
    (series / "locales/th.po").symlink_to(outside)
    replace(series / "series.toml", "外滩月色", "外滩月光")
    before = contents(series)
    result = call("i18n", "update", series)
    assert result.code == 2
    assert "link out of the series folder" in result.err or "unsafe" in result.err
    assert contents(series) == before


def test_one_language_new_or_not(call: Call, series: Path) -> None:
    result = call("i18n", "update", series, "-l", "pt_br")
    assert result.code == 0
    assert sorted(path.name for path in (series / "locales").iterdir()) == [
        "pt-BR.po",
        "series.pot",
    ]
    header = polib.pofile(str(series / "locales/pt-BR.po")).metadata
    assert header["Language"] == "pt_BR"
    assert call("check", series, "-l", "en").code in {0, 1}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-l", "zh-CN"], "is the language of moonlit itself"),
        (["-l", "klingon-ish"], "is no language tag"),
        (["--episodes", "1"], "--confirm"),
        (["--targets", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_what_cannot_be_meant_is_exit_2(
    call: Call, series: Path, arguments: list[str], said: str
) -> None:
    before = contents(series)
    result = call("i18n", "update", series, *arguments)
    assert result.code == 2
    assert said in result.err
    assert contents(series) == before


@pytest.mark.parametrize("option", ["--dry-run", "--diff"])
def test_a_rehearsal_writes_nothing(call: Call, series: Path, option: str) -> None:
    before = contents(series)
    result = call("i18n", "update", series, option)
    assert contents(series) == before
    assert result.code == (1 if option == "--diff" else 0)
    assert ("+msgid" in result.out) == (option == "--diff")
    assert not (series / ".goglobal").exists()


def test_one_broken_series_of_a_catalogue_never_stops_the_others(call: Call, series: Path) -> None:
    catalogue = series.parent
    for name in ("goglobal.toml", "profiles"):
        (series / name).rename(catalogue / name)
    write(catalogue / "broken/series.toml", "[series]\nid = 1\n")
    write(catalogue / "third/series.toml", SERIES.format(id="third", title="第三部"))
    for command in ("extract", "update", "status"):
        result = call("i18n", command, catalogue)
        assert result.code == 2, command
        assert "broken/series.toml" in result.err
        assert "third" in result.out
        assert "moonlit" in result.out
    assert (series / "locales/series.pot").is_file()
    assert (catalogue / "third/locales/series.pot").is_file()


def test_status_counts(call: Call, series: Path) -> None:
    call("i18n", "update", series)
    catalog = series / "locales/en.po"
    translate(
        catalog,
        series__title="A title that is longer than thirty characters",
        series__synopsis="Shanghai, 1936.",
        episode__001__title="Homecoming",
    )
    replace(catalog, 'msgctxt "episode/001/title"', '#, fuzzy\nmsgctxt "episode/001/title"')
    replace(series / "series.toml", "一九三六", "一九三五")
    document = json.loads(call("i18n", "status", series, "--format", "json").out)
    assert document["schema"] == "goglobal.i18n-status/1"
    source, english, thai = document["languages"]
    assert (source["language"], source["source"], source["translated"]) == ("zh-Hans", True, 6)
    assert english == {
        "series": "moonlit",
        "language": "en",
        "source": False,
        "catalog": "locales/en.po",
        "entries": 6,
        "translated": 2,
        "untranslated": 3,
        "fuzzy": 1,
        "stale": 1,
        "too_long": 1,
        "unreadable": 0,
        "tracks": 2,
        "tracks_wanted": 2,
        "stale_tracks": 0,
        "cues": 4,
    }
    assert (thai["language"], thai["tracks"], thai["tracks_wanted"]) == ("th", 0, 2)
    table = call("i18n", "status", series, "-l", "en").out.splitlines()
    assert [line.split()[0] for line in table[1:]] == ["language", "en"]
    assert max(map(len, table)) <= 80
    assert table[2].split() == ["en", "6", "2", "3", "1", "1", "1", "2/2", "0", "4"]
    assert call("i18n", "status", series, "-l", "fr").code == 2


def test_a_table_in_chinese_is_aligned(call: Call, series: Path, monkeypatch: Any) -> None:
    from goglobal.report.cells import width

    monkeypatch.setenv("LANGUAGE", "zh_CN")
    lines = call("i18n", "status", series).out.splitlines()
    assert len({width(line) for line in lines}) == 1
    assert "语言" in lines[0]


def track(series: Path, language: str, *lines: str) -> None:
    write(series / f"subtitles/{language}/ep001.srt", CUES.format(*lines))


def told(call: Call, series: Path) -> list[tuple[str, int]]:
    out = call("check", series, "--select", "PRJ009", "--format", "json").out
    return [(f["language"], f["episode"]) for f in json.loads(out)["findings"]]


def test_a_source_that_moves_on_makes_its_translations_stale(call: Call, series: Path) -> None:
    assert told(call, series) == []
    assert "translations.csv: created (2 tracks)" in call("i18n", "update", series).out
    track(series, "zh-Hans", "我等了你十年。", "走吧。")
    assert told(call, series) == [("en", 1)]
    call("i18n", "update", series)
    assert told(call, series) == [("en", 1)]  # running it is no proof that anybody looked
    status = json.loads(call("i18n", "status", series, "-l", "en", "--format", "json").out)
    assert [one["stale_tracks"] for one in status["languages"]] == [1]

    track(series, "en", "I waited ten years.", "Go.")
    assert told(call, series) == []
    assert "translations.csv: updated (1 track)" in call("i18n", "update", series).out
    track(series, "zh-Hans", "我等了你百年。", "走吧。")
    assert told(call, series) == [("en", 1)]


def test_what_fix_mends_makes_nothing_stale(call: Call, series: Path) -> None:
    track(series, "zh-Hans", "<i>我等了你很久。", "  走吧。 ")
    call("i18n", "update", series)
    assert call("fix", series).code in {0, 1}
    mended = (series / "subtitles/zh-Hans/ep001.srt").read_text("utf-8")
    assert mended == CUES.format("我等了你很久。", "走吧。")
    assert told(call, series) == []
    assert "0 files written" in call("i18n", "update", series).out


def test_a_translation_that_is_still_right_is_confirmed(call: Call, series: Path) -> None:
    call("i18n", "update", series)
    for number in (1, 2):
        write(
            series / f"subtitles/zh-Hans/ep{number:03}.srt", CUES.format("我等你很久很久。", "走。")
        )
    assert told(call, series) == [("en", 1), ("en", 2)]
    assert call("i18n", "update", series, "--confirm", "-l", "en", "--episodes", "2").code == 0
    assert told(call, series) == [("en", 1)]
    assert call("i18n", "update", series, "--confirm").code == 0
    assert told(call, series) == []


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (lambda text: text.replace("en,1,full", "<<<<<<< ours\nen,1,full"), 2, "version control"),
        (lambda text: text.replace("en,1,full", "english?,1,full"), 2, "language"),
        (lambda text: text.replace("en,1,full", "en,x,full"), 2, "no whole number"),
        (lambda text: text.replace("en,1,full", "en,1,half"), 2, "no kind of track"),
        (lambda text: re.sub("[0-9a-f]{16}", "1.23457E+15", text, count=1), 2, "no digest"),
        (lambda text: text + text.splitlines()[1].replace(",1000,", ",9,") + "\n", 4, "line 2"),
        (lambda text: text.replace("source_text", "source_txt"), 1, "source_text"),
        (lambda text: "", None, "is empty"),
    ],
)
def test_damage_to_translations_csv_is_told_with_its_line(
    call: Call, series: Path, change: Callable[[str], str], line: int | None, said: str
) -> None:
    call("i18n", "update", series)
    path = series / "translations.csv"
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    result = call("check", series)
    assert result.code == 2
    assert f"translations.csv:{line}:" in result.err if line else "translations.csv" in result.err
    assert said in result.err


def test_translations_csv_as_a_spreadsheet_saves_it(call: Call, series: Path) -> None:
    call("i18n", "update", series)
    path = series / "translations.csv"
    text = path.read_text("utf-8")
    path.write_bytes(("\ufeff" + text.replace(",", ";").replace("\n", "\r\n")).encode())
    assert call("check", series).code in {0, 1}
    before = contents(series)
    call("i18n", "update", series)
    assert contents(series) == before  # nothing new: not even its line ends


def test_a_second_goglobal_is_told_to_wait(call: Call, series: Path) -> None:
    from goglobal.locking import lock

    with lock(series / ".goglobal"):
        result = call("i18n", "update", series)
    assert result.code == 2
    assert "in use by another goglobal" in result.err
    assert not (series / "locales").exists()


def test_the_json_of_an_update(call: Call, series: Path) -> None:
    document = json.loads(call("i18n", "update", series, "--format", "json").out)
    assert (document["schema"], document["written"]) == ("goglobal.i18n-update/1", True)
    assert [
        (one["path"], one["language"], one["state"], one["added"]) for one in document["files"]
    ] == [
        ("locales/series.pot", None, "created", 0),
        ("locales/en.po", "en", "created", 6),
        ("locales/th.po", "th", "created", 6),
        ("translations.csv", None, "created", 0),
    ]


def test_a_layout_with_a_folder_for_each_language(call: Call, series: Path) -> None:
    with open(series / "series.toml", "a", encoding="utf-8") as file:
        file.write('\n[layout]\ncatalogs = "texts/{language}/meta.po"\n')
    assert call("i18n", "update", series).code == 0
    assert (series / "texts/series.pot").is_file()
    assert (series / "texts/th/meta.po").is_file()
    found = json.loads(call("check", series, "--format", "json").out)["findings"]
    assert not [one for one in found if one["code"] in {"PRJ004", "CAT005"}]
