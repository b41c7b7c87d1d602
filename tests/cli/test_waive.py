"""`goglobal check --waive`: a person accepts findings; that is written down, shown, and ends."""

from __future__ import annotations

import datetime as dt
import gettext
import json
import os
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polib
import pytest

from goglobal import messages
from goglobal.errors import Problem
from goglobal.project.waivers import load_waivers

Call = Callable[..., Any]
EXAMPLE = Path(__file__).parents[2] / "examples" / "broken-lantern"
SERIES = (
    '[series]\nid = "{id}"\ntitle = "外滩"\nsynopsis = "夜晚。"\nsource_language = "zh-Hans"\n'
    'countries = ["US"]\n'
)
TARGETS = '[targets.demo]\nplatform = "generic"\nurl = "file:outbox"\n'
QUICK = "1\n00:00:01,000 --> 00:00:02,000\n{}\n\n2\n00:00:03,000 --> 00:00:04,000\n{}\n"
LONG = ("I have been waiting here all day", "and nobody ever came to fetch me")
ACCEPT = ("--reason", "he speaks fast", "--by", "Li Wei")


def make(folder: Path, name: str, texts: tuple[str, str] = LONG) -> Path:
    place = folder / name
    for tag, lines in (("zh-Hans", ("走", "来")), ("en", texts)):
        (place / "subtitles" / tag).mkdir(parents=True)
        (place / "subtitles" / tag / "ep001.srt").write_text(QUICK.format(*lines), "utf-8")
    (place / "series.toml").write_text(SERIES.format(id=name), "utf-8")
    (place / "locales").mkdir()
    (place / "locales" / "en.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        + "".join(
            f'\nmsgctxt "series/{key}"\nmsgid "{source}"\nmsgstr "{text}"\n'
            for key, source, text in (("title", "外滩", "Bund"), ("synopsis", "夜晚。", "Night."))
        ),
        "utf-8",
    )
    return place


@pytest.fixture
def series(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A series with two cues in English that are read too fast; the command runs above it."""
    (tmp_path / "goglobal.toml").write_text(TARGETS, "utf-8")
    monkeypatch.chdir(tmp_path)
    make(tmp_path, "bund")
    return Path("bund")


def check(call: Call, place: Path, *options: str) -> dict[str, Any]:
    result = call("check", place, "--format", "json", *options)
    document: dict[str, Any] = json.loads(result.out)
    return document


def codes(document: dict[str, Any], *, waived: bool) -> list[str]:
    return [f["code"] for f in document["findings"] if bool(f["waived"]) is waived]


def written(place: Path) -> list[dict[str, Any]]:
    waivers: list[dict[str, Any]] = tomllib.loads((place / "waivers.toml").read_text("utf-8"))[
        "waivers"
    ]
    return waivers


def test_what_is_waived_is_shown_counted_and_gates_nothing(call: Call, series: Path) -> None:
    before = check(call, series)
    assert codes(before, waived=False) == ["TIM003", "TIM003"]
    assert call("check", series).code == 1
    result = call("check", series, "--waive", "TIM003", *ACCEPT, "--until", "2099-12-31")
    assert (result.code, result.err) == (0, "")
    assert "(waived by Li Wei: he speaks fast, until 2099-12-31)" in result.out
    assert "2 waivers written to bund/waivers.toml" in result.out
    after = check(call, series)
    assert codes(after, waived=False) == []
    assert after["summary"] == before["summary"] | {"error": 0, "waived": 2}
    assert after["findings"][0]["waived"] == {
        "reason": "he speaks fast",
        "by": "Li Wei",
        "until": "2099-12-31",
    }
    text = call("check", series)
    assert text.code == 0
    assert "2 waived" in text.out


def test_a_waiver_names_the_place_and_the_text(call: Call, series: Path) -> None:
    call("check", series, "--waive", "reading-speed", *ACCEPT)
    first, second = written(series)
    assert [first[name] for name in ("code", "language", "episode", "cue")] == [
        "TIM003",
        "en",
        1,
        1,
    ]
    assert second["cue"] == 2
    assert len(first["text_sha256"]) == 64
    assert first["text_sha256"] != second["text_sha256"]
    assert "until" not in first
    assert "# subtitles/en/ep001.srt:3: " in (series / "waivers.toml").read_text("utf-8")


def test_it_ends_when_the_text_changes_and_says_so(call: Call, series: Path) -> None:
    call("check", series, "--waive", "TIM003", *ACCEPT)
    track = series / "subtitles" / "en" / "ep001.srt"
    track.write_text(track.read_text("utf-8").replace("all day", "all week"), "utf-8")
    document = check(call, series)
    assert sorted(codes(document, waived=False)) == ["PRJ012", "TIM003"]
    assert codes(document, waived=True) == ["TIM003"]
    stale = next(f for f in document["findings"] if f["code"] == "PRJ012")
    assert (stale["path"], stale["line"]) == ("waivers.toml", 1)
    assert "the text may have changed" in stale["message"]


def shifted(place: Path, ms: int) -> None:
    """Twelve cues in both languages, the English ones later by `ms`."""
    times = [1000 + 2500 * n + n * n * 37 % 700 for n in range(12)]
    for tag, later in (("zh-Hans", 0), ("en", ms)):
        cues = (
            f"{n}\n00:00:{(t + later) // 1000:02},{(t + later) % 1000:03} --> "
            f"00:00:{(t + later + 1800) // 1000:02},{(t + later + 1800) % 1000:03}\n{text}\n"
            for n, t in enumerate(times, 1)
            for text in [f"第{n}句话" if tag == "zh-Hans" else f"Line number {n}"]
        )
        (place / "subtitles" / tag / "ep001.srt").write_text("\n".join(cues), "utf-8")


def test_what_is_said_of_a_whole_file_ends_when_its_times_change(call: Call, series: Path) -> None:
    shifted(series, 300)
    assert "TRN003" in codes(check(call, series), waived=False)
    assert call("check", series, "--waive", "TRN003", *ACCEPT).code == 0
    assert "TRN003" in codes(check(call, series), waived=True)
    shifted(series, 4000)
    document = check(call, series)
    assert {"TRN003", "PRJ012"} <= set(codes(document, waived=False))
    assert "TRN003" not in codes(document, waived=True)


def test_a_waiver_that_ran_out_is_told_with_its_line(call: Call, series: Path) -> None:
    call("check", series, "--waive", "TIM003", *ACCEPT, "--until", "2099-12-31")
    place = series / "waivers.toml"
    place.write_text(place.read_text("utf-8").replace("2099", "2020"), "utf-8")
    document = check(call, series)
    stale = [f for f in document["findings"] if f["code"] == "PRJ012"]
    assert [f["line"] for f in stale] == [1, 12]
    assert all("ran out on 2020-12-31" in f["message"] for f in stale)
    assert codes(document, waived=True) == []


def test_a_waiver_by_hand_that_holds_nothing_is_told_of(call: Call, series: Path) -> None:
    said = {
        'code = "PRJ012"': "PRJ012 cannot be waived: the waiver by",
        'code = "SUB013"\nlanguage = "en"': "SUB013 cannot be waived: the waiver by",
        'code = "TIM999"': "there is no rule TIM999: the waiver by Li Wei holds nothing",
        'code = "TIM003"\nlanguage = "vi"': "names what the series does not have",
        'code = "TIM003"\nepisode = 99': "names what the series does not have",
        'code = "TIM004"': "the waiver of TIM004 by Li Wei matches nothing",
    }
    (series / "waivers.toml").write_text(
        "\n".join(f'[[waivers]]\n{keys}\nreason = "so"\nby = "Li Wei"' for keys in said)
    )
    document = check(call, series)
    stale = [f for f in document["findings"] if f["code"] == "PRJ012"]
    assert len(stale) == len(said)
    for finding, words in zip(stale, said.values(), strict=True):
        assert words in finding["message"]
        assert (finding["path"], finding["waived"]) == ("waivers.toml", None)


def test_an_empty_file_is_held_whoever_waives_it(call: Call, series: Path) -> None:
    (series / "subtitles" / "en" / "ep001.srt").write_text("")
    (series / "waivers.toml").write_text(
        '[[waivers]]\ncode = "SUB013"\nreason = "so"\nby = "Li Wei"\n'
    )
    assert "SUB013" in codes(check(call, series), waived=False)


def test_a_reason_of_several_lines_is_shown_on_one(call: Call, series: Path) -> None:
    (series / "waivers.toml").write_text(
        '[[waivers]]\ncode = "TIM003"\nreason = """\none\ntwo"""\nby = "Li Wei"\n'
    )
    assert "(waived by Li Wei: one two)" in " ".join(call("check", series).out.split())


def test_one_cue_alone(call: Call, series: Path) -> None:
    options = ("-l", "en", "--episodes", "1", "--cue", "2")
    result = call("check", series, "--waive", "TIM003", *options, *ACCEPT)
    assert result.code == 0
    assert [one["cue"] for one in written(series)] == [2]
    assert codes(check(call, series), waived=False) == ["TIM003"]


def test_what_stands_in_the_file_stays_byte_for_byte(call: Call, series: Path) -> None:
    place = series / "waivers.toml"
    before = (
        b'# who signs: Li Wei\r\n\r\n[[waivers]]   # old\r\nby = "\xe6\x9d\x8e"\r\n'
        b'reason = """two\r\nlines"""\r\ncode = "TXT001"\r\n# the end'
    )
    place.write_bytes(before)
    call("check", series, "--waive", "TIM003", *ACCEPT)
    after = place.read_bytes()
    assert after.startswith(before + b"\r\n\r\n[[waivers]]\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")
    problems: list[Problem] = []
    assert [w.code for w in load_waivers(place, "-", problems)] == ["TXT001", "TIM003", "TIM003"]
    assert problems == []
    assert sorted(os.listdir(series)) == ["locales", "series.toml", "subtitles", "waivers.toml"]


def test_a_list_that_takes_no_tables_is_left_alone(call: Call, series: Path) -> None:
    place = series / "waivers.toml"
    place.write_text("waivers = []\n", "utf-8")
    result = call("check", series, "--waive", "TIM003", *ACCEPT)
    assert (result.code, result.out) == (2, "")
    assert "waivers.toml" in result.err
    assert "[[waivers]]" in result.err
    assert place.read_text("utf-8") == "waivers = []\n"


def test_words_with_quotes_and_backslashes_are_kept(call: Call, series: Path) -> None:
    reason = 'he says "quick" \\ 很快 #1'
    call("check", series, "--waive", "TIM003", "--reason", reason, "--by", "O'Neil")
    assert {(one["reason"], one["by"]) for one in written(series)} == {(reason, "O'Neil")}


def test_the_same_call_again_says_that_it_is_done(call: Call, series: Path) -> None:
    call("check", series, "--waive", "TIM003", *ACCEPT)
    before = (series / "waivers.toml").read_bytes()
    result = call("check", series, "--waive", "TIM003", *ACCEPT)
    assert (result.code, result.out) == (2, "")
    assert "waived already" in result.err
    assert (series / "waivers.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--waive", "TXT001", *ACCEPT], "what is found here: TIM003"),
        (["--waive", "TIM003,TXT001", *ACCEPT], "no finding of TXT001"),
        (["--waive", "TIM003", "-l", "zh-Hans", *ACCEPT], "no finding of TIM003"),
        (
            ["--waive", "TIM003", "-l", "en", "--episodes", "1", "--cue", "9", *ACCEPT],
            "it is found at: en ep001 #1, en ep001 #2",
        ),
        (["--waive", "TIM003", "--cue", "1", *ACCEPT], "one language with -l"),
        (["--waive", "TIM003", "--by", "me"], "--waive needs --reason"),
        (["--waive", "TIM003", "--reason", "  ", "--by", "me"], "--waive needs --reason"),
        (["--waive", "TIM003", "--reason", "so"], "--waive needs --by"),
        (["--waive", "TIM003", "--reason", "a\x1bb", "--by", "me"], "control characters"),
        (["--waive", "TIM003", *ACCEPT, "--until", "soon"], "“soon” is no date"),
        (["--waive", "TIM003", *ACCEPT, "--until", "2020-01-01"], "is over"),
        (["--waive", "TIM", *ACCEPT], "family"),
        (["--waive", "TIM03", *ACCEPT], "TIM003"),
        (["--waive", "RUN001", *ACCEPT], "RUN001 cannot be waived"),
        (["--waive", "PRJ012", *ACCEPT], "PRJ012 cannot be waived"),
        (["--waive", "SUB001", *ACCEPT], "SUB001 cannot be waived"),
        (["--waive", "no-cues", *ACCEPT], "SUB013 cannot be waived"),
        (["--waive", "", *ACCEPT], "nothing is named"),
        (["--reason", "so"], "belong to --waive"),
        (["--cue", "1"], "belong to --waive"),
    ],
)
def test_what_cannot_be_waived_is_refused_and_nothing_is_written(
    options: list[str], said: str, call: Call, series: Path
) -> None:
    result = call("check", series, *options)
    assert (result.code, result.out) == (2, "")
    assert said in " ".join(result.err.split())
    assert not (series / "waivers.toml").exists()


def test_a_clean_series_has_nothing_to_waive(call: Call, series: Path) -> None:
    make(series.absolute().parent, "clean", ("Go", "Come"))
    result = call("check", "clean", "--waive", "TIM003", *ACCEPT)
    assert result.code == 2
    assert "nor any other" in result.err


def test_each_series_of_a_catalogue_has_its_own_file(call: Call, series: Path) -> None:
    make(series.absolute().parent, "pier")
    make(series.absolute().parent, "quiet", ("Go", "Come"))
    result = call("check", ".", "--waive", "TIM003", *ACCEPT)
    assert result.code == 0
    for name in ("bund", "pier"):
        assert f"2 waivers written to {name}/waivers.toml" in result.out
        assert len(written(Path(name))) == 2
    assert not Path("quiet", "waivers.toml").exists()
    assert check(call, Path())["summary"]["waived"] == 4


def test_a_finding_without_a_text_is_waived_for_its_place_and_that_is_said(
    call: Call, series: Path
) -> None:
    (series / "subtitles" / "th").mkdir()
    shutil.copytree(series / "subtitles" / "en", series / "subtitles" / "th", dirs_exist_ok=True)
    (series / "series.toml").write_text(
        SERIES.format(id="bund") + "[[episodes]]\nnumber = 1\n[[episodes]]\nnumber = 2\n", "utf-8"
    )
    result = call("check", series, "--waive", "PRJ003", "-l", "th", *ACCEPT)
    assert result.code == 0
    assert [(w.get("language"), w.get("episode"), w.get("cue")) for w in written(series)] == [
        ("th", 2, None)
    ]
    assert "every PRJ003 of th ep002 counts as accepted" in " ".join(result.out.split())


def test_json_says_what_was_written(call: Call, series: Path) -> None:
    result = call("check", series, "--waive", "TIM003", *ACCEPT, "--format", "json")
    document = json.loads(result.out)
    assert document["schema"] == "goglobal.waive/1"
    assert [(w["series"], w["code"], w["cue"]) for w in document["waivers"]] == [
        ("bund", "TIM003", 1),
        ("bund", "TIM003", 2),
    ]
    assert document["waivers"][0]["findings"][0]["waived"]["by"] == "Li Wei"


def test_the_last_day_is_today(call: Call, series: Path) -> None:
    today = dt.datetime.now(dt.UTC).date().isoformat()
    assert call("check", series, "--waive", "TIM003", *ACCEPT, "--until", today).code == 0
    assert codes(check(call, series), waived=False) == []


def test_every_finding_of_the_broken_example_can_be_waived(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ignored = shutil.ignore_patterns("outbox", "dist", "receipts", ".goglobal", "waivers.toml")
    shutil.copytree(EXAMPLE, tmp_path / "lantern", ignore=ignored)
    monkeypatch.chdir(tmp_path)
    found = sorted({f["code"] for f in check(call, Path("lantern"))["findings"]})
    result = call("check", "lantern", "--waive", ",".join(found), *ACCEPT)
    assert result.code == 0
    after = call("check", "lantern", "--format", "json", "--fail-on", "warning")
    document = json.loads(after.out)
    assert (after.code, codes(document, waived=False)) == (0, [])
    assert document["summary"]["waived"] == len(document["findings"])


CHINESE = {
    "waived by {by}: {reason}": "{by} 已豁免：{reason}",
    "{code} cannot be waived": "{code} 不能豁免",
    "--waive needs {option}": "--waive 需要 {option}",
    "write who accepts it": "写明由谁认可",
}


@pytest.fixture
def chinese(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A small catalog of our own, so that the test does not depend on the translators' words."""
    place = tmp_path_factory.mktemp("locales") / "zh_CN" / "LC_MESSAGES"
    place.mkdir(parents=True)
    catalog = polib.POFile()
    catalog.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "zh_CN",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for source, text in CHINESE.items():
        catalog.append(polib.POEntry(msgid=source, msgstr=text))
    catalog.append(
        polib.POEntry(
            msgid="{count} waiver written to {path}",
            msgid_plural="{count} waivers written to {path}",
            msgstr_plural={0: "已向 {path} 写入 {count} 条豁免"},
        )
    )
    catalog.save_as_mofile(str(place / "goglobal.mo"))
    monkeypatch.setattr(messages, "locale_directory", lambda: place.parents[1])
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    messages.catalog.cache_clear()
    before = gettext.bindtextdomain(messages.DOMAIN)
    yield
    messages.catalog.cache_clear()
    gettext.bindtextdomain(messages.DOMAIN, before)


@pytest.mark.usefixtures("chinese")
def test_in_chinese(call: Call, series: Path) -> None:
    assert "RUN001 不能豁免" in call("check", series, "--waive", "RUN001", *ACCEPT).err
    assert "--waive 需要 --by" in call("check", series, "--waive", "TIM003", "--reason", "快").err
    result = call("check", series, "--waive", "TIM003", "--reason", "语速快", "--by", "李伟")
    assert result.code == 0
    assert "（李伟 已豁免：语速快）" in result.out or "(李伟 已豁免：语速快)" in result.out
    assert "已向 bund/waivers.toml 写入 2 条豁免" in result.out
    assert written(series)[0]["by"] == "李伟"
