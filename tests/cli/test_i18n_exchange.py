"""`goglobal i18n export` and `import` as users meet them: out, back, and what goes wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
TITLE = "แสงจันทร์เหนือเดอะบันด์"
LINE = "ขอดูบัตรเชิญด้วยครับ"
"""What cue 3 of episode 1 says in Thai."""


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".goglobal" not in path.parts
    }


def export(call: Call, folder: Path, *more: str, to: str = "xliff") -> None:
    done = call("i18n", "export", folder, "-l", "th", "--to", to, "-o", "out", "--force", *more)
    assert done.code == 0, done.err


def edit(name: str, *changes: tuple[str, str]) -> Path:
    path = Path("out", name)
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8", newline="")
    return path


def imported(call: Call, folder: Path, *files: Path | str, code: int = 0) -> dict[str, Any]:
    done = call("i18n", "import", folder, *files, "--format", "json")
    assert done.code == code, (done.out, done.err)
    result: dict[str, Any] = json.loads(done.out)
    return result


def problems(result: dict[str, Any], *severities: str) -> list[tuple[str, str | None]]:
    wanted = severities or ("error",)
    return [(p["name"], p["key"]) for p in result["problems"] if p["severity"] in wanted]


CUES = "moonlit-bund.th.cues.xlf"
METADATA = "moonlit-bund.th.metadata.xlf"


@pytest.mark.parametrize("to", ["po", "xliff", "xliff2", "xlsx"])
def test_there_and_back_changes_nothing(call: Call, bund: Path, to: str) -> None:
    before = contents(bund)
    done = call("i18n", "export", bund, "--to", to, "-o", "out")
    assert done.code == 0
    assert len(list(Path("out").iterdir())) == 18
    result = imported(call, bund, "out")
    assert contents(bund) == before
    assert result["problems"] == []
    assert result["summary"] == {
        "texts": 0,
        "unchanged": 9 * 25 + sum(r["unchanged"] for r in result["results"] if r["episode"]),
        "untranslated": 0,
        "refused": 0,
        "written": False,
    }
    assert {row["state"] for row in result["results"]} == {"unchanged"}


def test_the_same_series_gives_the_same_bytes_and_says_so(call: Call, bund: Path) -> None:
    export(call, bund)
    first = contents(Path("out"))
    done = call("i18n", "export", bund, "-l", "th", "--to", "xliff", "-o", "out")
    assert done.code == 0
    assert "unchanged" in done.out
    assert contents(Path("out")) == first


def test_a_file_that_a_translator_worked_in_is_not_written_over(call: Call, bund: Path) -> None:
    export(call, bund)
    path = edit(CUES, (LINE, "อื่น"))
    mine = path.read_bytes()
    done = call("i18n", "export", bund, "-l", "th", "--to", "xliff", "-o", "out")
    assert done.code == 2
    assert CUES in done.err
    assert METADATA not in done.err
    assert "--force" in done.err
    assert path.read_bytes() == mine
    assert (
        call("i18n", "export", bund, "-l", "th", "--to", "xliff", "-o", "out", "--force").code == 0
    )
    assert path.read_bytes() != mine


def test_scope_and_episodes_narrow_an_export(call: Call, bund: Path) -> None:
    done = call(
        "i18n", "export", bund, "-l", "th,fr", "--scope", "cues", "--episodes", "2", "-o", "out"
    )
    assert done.code == 0
    names = sorted(path.name for path in Path("out").iterdir())
    assert names == ["moonlit-bund.fr.cues.po", "moonlit-bund.th.cues.po"]
    text = Path("out/moonlit-bund.th.cues.po").read_text("utf-8")
    assert "ep002/0001" in text
    assert "ep001/0001" not in text
    assert "Name: " in text
    assert "At most" in text


def test_a_changed_line_and_a_changed_title_are_put_in_and_nothing_else(
    call: Call, bund: Path
) -> None:
    export(call, bund)
    edit(CUES, (LINE, "ขอดูบัตรเชิญ\nหน่อยครับ"))
    edit(METADATA, (TITLE, "จันทร์เหนือเดอะบันด์"))
    before = contents(bund)
    result = imported(call, bund, "out")
    after = contents(bund)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"subtitles/th/ep001.srt", "locales/th.po", "translations.csv"}
    track = after["subtitles/th/ep001.srt"].decode()
    assert track == before["subtitles/th/ep001.srt"].decode().replace(LINE, "ขอดูบัตรเชิญ\nหน่อยครับ")
    assert after["locales/th.po"].decode() == before["locales/th.po"].decode().replace(
        TITLE, "จันทร์เหนือเดอะบันด์"
    )
    assert result["summary"]["texts"] == 2
    assert call("check", bund, "--no-progress").code == 0


def test_a_dry_run_tells_the_same_and_writes_nothing(call: Call, bund: Path) -> None:
    export(call, bund)
    edit(CUES, (LINE, "ขอดูบัตรเชิญครับผม"))
    before = contents(bund)
    done = call("i18n", "import", bund, "out", "--dry-run")
    assert done.code == 0
    assert "1 text would be taken" in done.out
    assert contents(bund) == before
    assert not (bund / ".goglobal").exists()


def test_a_target_that_comes_back_empty_or_in_the_source_language_is_refused(
    call: Call, bund: Path
) -> None:
    export(call, bund)
    edit(
        CUES,
        (f">{LINE}<", "><"),
        (">10 ปีแล้ว ในที่สุดฉันก็กลับมา<", ">十年了 我终于回来了<"),
        (">เดอะบันด์ เซี่ยงไฮ้ 21:30 น.<", ">上海外滩的夜晚<"),
    )
    before = contents(bund)
    result = imported(call, bund, "out", code=1)
    assert problems(result) == [
        ("other-script", "ep001/0001"),
        ("same-as-source", "ep001/0002"),
        ("empty", "ep001/0003"),
    ]
    assert contents(bund) == before
    places = [p["place"] for p in result["problems"]]
    assert all(place.startswith("line ") for place in places)
    assert all(p["help"] for p in result["problems"])


def test_names_numbers_and_sounds_may_stay_as_they_are(call: Call, bund: Path) -> None:
    source = bund / "subtitles/zh-Hans/ep001.srt"
    text = source.read_text("utf-8").replace("请问您有邀请函吗？", "嗯……")
    text = text.replace("十年了 我终于回来了", "21:30")
    source.write_text(text, "utf-8")
    export(call, bund)
    edit(CUES, (f">{LINE}<", ">嗯……<"), (">10 ปีแล้ว ในที่สุดฉันก็กลับมา<", ">21:30<"))
    assert problems(imported(call, bund, Path("out", CUES))) == []


def test_a_line_that_is_english_in_the_source_may_stay_english(call: Call, bund: Path) -> None:
    line = "Are you kidding me, Mister Gu, or what is this?"
    source = bund / "subtitles/zh-Hans/ep001.srt"
    text = source.read_text("utf-8").replace("请问您有邀请函吗？", line)
    source.write_text(text, "utf-8")
    export(call, bund)
    edit(CUES, (f">{LINE}<", f">{line}<"))
    assert problems(imported(call, bund, Path("out", CUES))) == []


def test_an_empty_track_is_as_good_as_none(call: Call, bund: Path) -> None:
    export(call, bund)
    path = bund / "subtitles/th/ep001.srt"
    whole = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf\r\n")
    imported(call, bund, "out", code=1)  # two of its cues had been joined
    path.unlink()
    call("i18n", "export", bund, "-l", "th", "--to", "po", "-o", "new")
    path.write_bytes(b"")
    file = Path("new/moonlit-bund.th.cues.po")
    in_french(str(file.relative_to("new")), folder="new", words="ประโยคที่ {n} ของเรื่องนี้")
    imported(call, bund, file)
    assert path.read_bytes().count(b"-->") >= whole.count(b"-->")


def test_what_else_lies_in_a_folder_is_passed_over(call: Call, bund: Path) -> None:
    export(call, bund)
    Path("out/readme.md").write_text("thank you", "utf-8")
    Path("out/.hidden.po").write_bytes(b"\0")
    Path("out/more").mkdir()
    result = imported(call, bund, "out")
    assert problems(result, "info") == [("passed-over", None)]


def test_the_file_of_another_language_is_refused_as_a_whole(call: Call, bund: Path) -> None:
    call("i18n", "export", bund, "-l", "vi,th", "--to", "po", "-o", "out")
    path = Path("out/moonlit-bund.vi.cues.po")
    text = path.read_text("utf-8").replace("Language: vi", "Language: th")
    path.write_text(text, "utf-8")
    before = contents(bund)
    result = imported(call, bund, path, code=1)
    names = {name for name, _ in problems(result)}
    assert "wrong-language" in names
    assert contents(bund) == before
    # and the same script: Indonesian in the file that says it is Vietnamese
    call("i18n", "export", bund, "-l", "id", "--to", "po", "-o", "out2")
    path = Path("out2/moonlit-bund.id.cues.po")
    path.write_text(path.read_text("utf-8").replace("Language: id", "Language: vi"), "utf-8")
    result = imported(call, bund, path, code=1)
    assert "wrong-language" in {name for name, _ in problems(result)}
    assert contents(bund) == before


def test_a_file_says_another_language_than_the_command_line(call: Call, bund: Path) -> None:
    export(call, bund)
    done = call("i18n", "import", bund, f"out/{CUES}", "-l", "vi")
    assert done.code == 1
    assert "says that it is in th, not in vi" in done.out


def test_the_file_of_another_series(call: Call, bund: Path, tmp_path: Path) -> None:
    export(call, bund)
    edit(CUES, ("moonlit-bund", "other-series"))
    result = imported(call, bund, Path("out", CUES), code=1)
    assert problems(result) == [("other-series", None)]
    # one that does not say it: its texts are not those of this series
    export(call, bund, to="po")
    path = Path("out/moonlit-bund.th.cues.po")
    text = path.read_text("utf-8")
    lines = [
        f'msgid "别的剧 {n}"' if line.startswith("msgid") else line
        for n, line in enumerate(text.split("\n"))
        if not line.startswith(("#.", '"X-Goglobal'))
    ]
    path.write_text("\n".join(lines).replace('msgid "别的剧 0"', 'msgid ""'), "utf-8")
    before = contents(bund)
    text = path.read_text("utf-8").replace('msgstr "', 'msgstr "ก')
    path.write_text(text.replace('msgstr "ก"', 'msgstr ""', 1), "utf-8")
    result = imported(call, bund, path, code=1)
    assert problems(result) == [("other-series", None)]
    assert contents(bund) == before


def test_a_source_that_changed_since_is_refused_for_that_text_only(call: Call, bund: Path) -> None:
    export(call, bund)
    edit(CUES, (LINE, "ขอดูบัตรเชิญครับผม"), ("10 ปีแล้ว ในที่สุด", "สิบปีแล้ว ในที่สุด"))
    source = bund / "subtitles/zh-Hans/ep001.srt"
    source.write_text(
        source.read_text("utf-8").replace("请问您有邀请函吗？", "请把邀请函给我看看"), "utf-8"
    )
    result = imported(call, bund, Path("out", CUES), code=1)
    assert problems(result) == [("source-changed", "ep001/0003")]
    assert "请把邀请函给我看看" in result["problems"][0]["message"]
    track = (bund / "subtitles/th/ep001.srt").read_text("utf-8")
    assert LINE in track
    assert "สิบปีแล้ว" in track


def test_a_cue_put_into_the_source_moves_the_keys_and_the_texts_follow(
    call: Call, bund: Path
) -> None:
    export(call, bund)
    edit(CUES, (LINE, "ขอดูบัตรเชิญครับผม"))
    source = bund / "subtitles/zh-Hans/ep001.srt"
    first = "1\n00:00:00,100 --> 00:00:01,500\n（音乐）\n\n"
    source.write_text(first + source.read_text("utf-8"), "utf-8")
    result = imported(call, bund, Path("out", CUES))
    assert "ขอดูบัตรเชิญครับผม" in (bund / "subtitles/th/ep001.srt").read_text("utf-8")
    assert {name for name, _ in problems(result, "info")} == {"key-moved"}
    done = call("i18n", "import", bund, f"out/{CUES}", "--dry-run")
    assert "more remarks of this kind (key-moved)" in done.out


def test_what_a_translator_did_to_keys_and_sources_is_told(call: Call, bund: Path) -> None:
    export(call, bund, to="po")
    name = "moonlit-bund.th.cues.po"
    text = Path("out", name).read_text("utf-8")
    blocks = text.split("\n\n")
    assert 'msgctxt "ep001/0003"' in blocks[3]
    twice = blocks[3].replace(LINE, "อย่างที่สอง")
    first = blocks[3].replace(LINE, "อย่างแรก")
    unknown = blocks[4].replace("ep001/0004", "ep009/0099").replace('msgstr "', 'msgstr "ก')
    edited = blocks[5].replace('msgid "', 'msgid "改了')
    order = [blocks[0], blocks[2], blocks[1], first, twice, unknown, edited, *blocks[7:]]
    Path("out", name).write_text("\n\n".join(order), "utf-8")
    result = imported(call, bund, Path("out", name), code=1)
    assert ("duplicate-key", "ep001/0003") in problems(result)
    assert ("unknown-key", "ep009/0099") in problems(result)
    assert ("source-edited", "ep001/0005") in problems(result, "warning")
    missing = [p for p in result["problems"] if p["name"] == "missing-key"]
    assert "ep001/0004, ep001/0006" in missing[0]["message"]
    assert ("reordered", None) in problems(result, "info")
    assert LINE in (bund / "subtitles/th/ep001.srt").read_text("utf-8")


def test_a_translation_that_is_not_confirmed(call: Call, bund: Path) -> None:
    """A catalog takes it as fuzzy, a subtitle file cannot say so."""
    export(call, bund, to="po")
    for name, old, new in (
        ("moonlit-bund.th.cues.po", LINE, "ขอดูบัตรเชิญครับผม"),
        ("moonlit-bund.th.metadata.po", TITLE, "จันทร์เหนือเดอะบันด์"),
    ):
        path = Path("out", name)
        blocks = path.read_text("utf-8").split("\n\n")
        blocks = [
            b.replace(old, new).replace("msgctxt", "#, fuzzy\nmsgctxt") if old in b else b
            for b in blocks
        ]
        path.write_text("\n\n".join(blocks), "utf-8")
    result = imported(call, bund, "out", code=1)
    assert problems(result) == [("unconfirmed", "ep001/0003")]
    assert problems(result, "warning") == [("unconfirmed", "series/title")]
    catalog = (bund / "locales/th.po").read_text("utf-8")
    (entry,) = (part for part in catalog.split("\n\n") if 'msgctxt "series/title"' in part)
    assert "#, fuzzy" in entry
    assert "จันทร์เหนือเดอะบันด์" in catalog
    export(call, bund, to="po")
    path = Path("out/moonlit-bund.th.metadata.po")
    path.write_text(path.read_text("utf-8").replace("#, fuzzy, ", "#, "), "utf-8")
    imported(call, bund, path)
    assert "fuzzy" not in (bund / "locales/th.po").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("&lt;i&gt;เอียง", "broken-markup"),
        ("เอียง&lt;/i&gt;", "broken-markup"),
        ("&amp;lt;i&amp;gt;x&amp;lt;/i&amp;gt;", "broken-markup"),
        ("หนึ่ง\n\nสอง", "blank-line"),
    ],
)
def test_broken_texts_are_refused(call: Call, bund: Path, text: str, name: str) -> None:
    export(call, bund)
    edit(CUES, (f">{LINE}<", f">{text}<"))
    before = contents(bund)
    assert problems(imported(call, bund, Path("out", CUES), code=1)) == [(name, "ep001/0003")]
    assert contents(bund) == before


def test_what_is_only_too_long_is_taken_and_told(call: Call, bund: Path) -> None:
    export(call, bund)
    edit(CUES, (f">{LINE}<", ">" + "ขอดูบัตรเชิญ " * 10 + "\nหนึ่ง\nสอง<"))
    result = imported(call, bund, Path("out", CUES))
    assert problems(result, "warning") == [
        ("too-many-lines", "ep001/0003"),
        ("too-fast", "ep001/0003"),
    ]
    assert result["summary"]["texts"] == 1


def test_a_position_is_the_masters_business(call: Call, bund: Path) -> None:
    export(call, bund)
    edit(CUES, (f">{LINE}<", ">{\\an8}ขอดูบัตรเชิญครับผม<"))
    result = imported(call, bund, Path("out", CUES))
    assert problems(result, "warning") == [("position", "ep001/0003")]
    assert "\nขอดูบัตรเชิญครับผม\n" in (bund / "subtitles/th/ep001.srt").read_text("utf-8")


def in_french(
    name: str,
    texts: dict[str, str] | None = None,
    *,
    folder: str = "out",
    words: str = "Bonjour, voici la phrase numéro {n} de cette histoire.",
) -> Path:
    """The file of a new language, every target filled in."""
    import polib

    path = Path(folder, name)
    file = polib.pofile(str(path))
    for number, entry in enumerate(file):
        given = words.format(n=number)
        entry.msgstr = (texts or {}).get(entry.msgctxt, given)
    file.save()
    return path


def test_a_new_language_is_written_whole_with_the_masters_times(call: Call, bund: Path) -> None:
    from goglobal import subtitles

    call("i18n", "export", bund, "-l", "fr", "-o", "out")
    in_french("moonlit-bund.fr.cues.po")
    in_french("moonlit-bund.fr.metadata.po")
    done = call("i18n", "import", bund, "out")
    assert done.code == 1
    assert "say with -l" in done.out
    done = call("i18n", "import", bund, "out", "-l", "fr")
    assert done.code == 0, done.out
    for number in range(1, 7):
        master = subtitles.read(bund / f"subtitles/zh-Hans/ep{number:03}.srt")
        made = subtitles.read(bund / f"subtitles/fr/ep{number:03}.srt")
        assert [(c.start, c.end) for c in made.cues] == [(c.start, c.end) for c in master.cues]
        assert not made.findings
    catalog = (bund / "locales/fr.po").read_text("utf-8")
    assert 'msgctxt "series/title"\nmsgid "外滩月色"\nmsgstr "Bonjour' in catalog
    assert "fr" in (bund / "translations.csv").read_text("utf-8")
    assert imported(call, bund, "out")["summary"]["texts"] == 0


def test_several_new_languages_come_back_at_once(call: Call, bund: Path) -> None:
    """What went out with one command comes back with one."""
    export(call, bund, "-l", "fr", "-l", "de", "--scope", "metadata", to="po")
    for tag, title in (("fr", "Clair de lune sur le Bund"), ("de", "Mondschein am Bund")):
        edit(
            f"moonlit-bund.{tag}.metadata.po",
            ('msgid "外滩月色"\nmsgstr ""', f'msgid "外滩月色"\nmsgstr "{title}"'),
        )
    assert len(problems(imported(call, bund, "out", code=1))) == 2
    done = call("i18n", "import", bund, "out", "-l", "fr", "-l", "de", "-l", "th")
    assert done.code == 0, done.out
    assert "Clair de lune" in (bund / "locales/fr.po").read_text("utf-8")
    assert "Mondschein" in (bund / "locales/de.po").read_text("utf-8")


def test_a_translation_of_an_older_source_goes_out_with_a_note(call: Call, bund: Path) -> None:
    """A line was rewritten: its old translation stands beside the new text, and looks finished."""
    source = bund / "subtitles/zh-Hans/ep002.srt"
    text = source.read_text("utf-8")
    line = text.split("\n")[2]
    source.write_text(text.replace(line, "请你马上离开这里"), "utf-8", newline="")
    done = call("i18n", "export", bund, "-l", "th", "--to", "po", "-o", "out", "--format", "json")
    (told,) = json.loads(done.out)["problems"]
    assert (told["name"], told["severity"]) == ("outdated", "warning")
    assert told["file"].endswith("subtitles/th/ep002.srt")
    entries = Path("out/moonlit-bund.th.cues.po").read_text("utf-8").split("\n\n")
    noted = {e for e in entries if "source of this episode has changed" in e}
    assert noted == {e for e in entries if 'msgctxt "ep002/' in e}
    before = contents(bund)
    assert not problems(imported(call, bund, "out"), "error", "warning")
    assert contents(bund) == before


def test_an_episode_that_is_not_complete_is_not_written(call: Call, bund: Path) -> None:
    call("i18n", "export", bund, "-l", "fr", "--scope", "cues", "-o", "out")
    path = in_french("moonlit-bund.fr.cues.po", {"ep001/0002": "", "ep002/0001": "在哪里见过你呢"})
    done = call("i18n", "import", bund, path, "-l", "fr", "--format", "json")
    assert done.code == 1
    result = json.loads(done.out)
    assert problems(result) == [
        ("incomplete", "ep001/0002"),
        ("incomplete", "ep002/0001"),
        ("other-script", "ep002/0001"),
    ]
    made = sorted(path.name for path in (bund / "subtitles/fr").iterdir())
    assert made == ["ep003.srt", "ep004.srt", "ep005.srt", "ep006.srt"]
    states = {row["episode"]: row["state"] for row in result["results"]}
    assert states == {1: "left", 2: "left", 3: "new", 4: "new", 5: "new", 6: "new"}


def test_an_episode_nobody_began_is_a_remark_and_no_failure(call: Call, bund: Path) -> None:
    call("i18n", "export", bund, "-l", "fr", "--scope", "cues", "-o", "out")
    done = call("i18n", "import", bund, "out", "-l", "fr", "--format", "json")
    assert done.code == 0
    result = json.loads(done.out)
    assert {name for name, _ in problems(result, "warning")} == {"untranslated"}
    assert not (bund / "subtitles/fr").exists()


def test_merged_and_split_cues_are_one_unit_and_keep_their_times(call: Call, bund: Path) -> None:
    path = bund / "subtitles/th/ep001.srt"
    before = path.read_text("utf-8")
    blocks = before.strip().split("\n\n")
    one, two = (block.split("\n", 2) for block in blocks[1:3])
    start, end = one[1].split(" --> ")[0], two[1].split(" --> ")[1]
    blocks[1:3] = [f"2\n{start} --> {end}\nรวมกัน"]
    path.write_text("\n\n".join(blocks) + "\n", "utf-8")
    mine = path.read_bytes()
    export(call, bund)
    text = Path("out", CUES).read_text("utf-8")
    assert 'resname="ep001/0002+0003"' in text
    assert imported(call, bund, Path("out", CUES))["problems"] == []
    assert path.read_bytes() == mine
    edit(CUES, (">รวมกัน<", ">รวมกันใหม่<"))
    imported(call, bund, Path("out", CUES))
    assert path.read_bytes() == mine.replace("รวมกัน".encode(), "รวมกันใหม่".encode())
    # with a blank line in it the unit is taken apart, at the times of the source
    edit(CUES, (">รวมกันใหม่<", ">ประโยคแรก\n\nประโยคที่สอง<"))
    imported(call, bund, Path("out", CUES))
    from goglobal import subtitles

    made, master = (
        subtitles.read(bund / f"subtitles/{tag}/ep001.srt") for tag in ("th", "zh-Hans")
    )
    assert [c.text for c in made.cues[1:3]] == ["ประโยคแรก", "ประโยคที่สอง"]
    assert [(c.start, c.end) for c in made.cues[1:3]] == [
        (c.start, c.end) for c in master.cues[1:3]
    ]
    assert not made.findings


def test_a_file_made_before_cues_were_joined_still_fits(call: Call, bund: Path) -> None:
    export(call, bund, to="po")
    path = bund / "subtitles/th/ep001.srt"
    blocks = path.read_text("utf-8").strip().split("\n\n")
    one, two = (block.split("\n", 2) for block in blocks[1:3])
    joined = f"2\n{one[1].split(' --> ')[0]} --> {two[1].split(' --> ')[1]}\nรวมกัน"
    path.write_text("\n\n".join([blocks[0], joined, *blocks[3:]]) + "\n", "utf-8")
    imported(call, bund, Path("out/moonlit-bund.th.cues.po"))
    made = path.read_text("utf-8")
    assert "รวมกัน" not in made
    assert LINE in made


def test_a_hole_in_a_translation_is_filled_at_the_masters_time(call: Call, bund: Path) -> None:
    from goglobal import subtitles

    path = bund / "subtitles/th/ep001.srt"
    whole = subtitles.read(path)
    blocks = path.read_text("utf-8").strip().split("\n\n")
    path.write_text("\n\n".join(blocks[:2] + blocks[3:]) + "\n", "utf-8")
    export(call, bund)
    text = Path("out", CUES).read_text("utf-8")
    at = text.index('resname="ep001/0003"')
    empty = '<target state="needs-translation"></target>'
    assert text.index(empty) > at
    Path("out", CUES).write_text(
        text.replace(empty, f'<target state="translated">{LINE}</target>', 1), "utf-8"
    )
    imported(call, bund, Path("out", CUES))
    made = subtitles.read(path)
    assert [c.text for c in made.cues] == [c.text for c in whole.cues]
    assert not made.findings


def test_webvtt_keeps_its_own_and_tells_what_a_new_text_has_not(call: Call, bund: Path) -> None:
    from goglobal import subtitles

    old = bund / "subtitles/th/ep001.srt"
    data = subtitles.write(subtitles.read(old), "webvtt").decode()
    data = data.replace("WEBVTT\n", "WEBVTT\n\nSTYLE\n::cue { color: red }\n", 1)
    voiced = data.replace(LINE, f"<v พนักงาน>{LINE}</v>")
    path = old.with_suffix(".vtt")
    path.write_text(voiced, "utf-8")
    old.unlink()
    export(call, bund)
    assert imported(call, bund, "out")["problems"] == []
    assert path.read_text("utf-8") == voiced
    edit(CUES, (LINE, "ขอดู &lt;i&gt;บัตร&lt;/i&gt; &amp; เชิญ"))
    result = imported(call, bund, "out")
    assert problems(result, "warning") == [("plainer", "ep001/0003")]
    new = "ขอดู <i>บัตร</i> &amp; เชิญ"
    assert path.read_text("utf-8") == data.replace(LINE, new)


def test_kinds_of_tracks_have_keys_and_files_of_their_own(call: Call, bund: Path) -> None:
    """Signs go out always, the track for the deaf only where the language has one."""
    sign = "1\n00:00:01,000 --> 00:00:03,000\n{0}\n"
    for tag, kind, text in (
        ("zh-Hans", "forced", "{\\an8}上海码头"),
        ("zh-Hans", "sdh", "（雷声）"),
        ("th", "sdh", "(เสียงฟ้าร้อง)"),
    ):
        path = bund / f"subtitles/{tag}/ep001.{kind}.srt"
        path.write_text(sign.format(text), "utf-8")
    export(call, bund)
    call("i18n", "export", bund, "-l", "vi", "--to", "xliff", "-o", "out")
    assert 'resname="ep001.sdh/0001"' not in Path("out/moonlit-bund.vi.cues.xlf").read_text("utf-8")
    text = Path("out", CUES).read_text("utf-8")
    at = text.index('resname="ep001.forced/0001"')
    assert "<source>上海码头</source>" in text[at:]
    empty = '<target state="needs-translation"></target>'
    assert text.count(empty) == 1
    edit(CUES, (empty, "<target>ท่าเรือเซี่ยงไฮ้</target>"), ("(เสียงฟ้าร้อง)", "(ฟ้าร้อง)"))
    imported(call, bund, Path("out", CUES))
    forced = (bund / "subtitles/th/ep001.forced.srt").read_text("utf-8")
    assert forced == sign.format("{\\an8}ท่าเรือเซี่ยงไฮ้") + "\n"
    assert "(ฟ้าร้อง)" in (bund / "subtitles/th/ep001.sdh.srt").read_text("utf-8")


def test_two_files_for_one_text_must_agree(call: Call, bund: Path) -> None:
    export(call, bund)
    export(call, bund, to="po")
    edit(CUES, (LINE, "อย่างหนึ่ง"))
    before = contents(bund)
    edit("moonlit-bund.th.cues.po", (LINE, "อีกอย่าง"))
    result = imported(call, bund, "out", code=1)
    assert problems(result) == [("duplicate-key", "ep001/0003")]
    assert contents(bund) == before
    edit("moonlit-bund.th.cues.po", ("อีกอย่าง", LINE))
    result = imported(call, bund, "out")
    assert result["summary"]["texts"] == 1


def test_a_catalog_of_our_own_may_come_back_too(call: Call, bund: Path) -> None:
    path = Path("th-from-agency.po")
    text = (bund / "locales/th.po").read_text("utf-8").replace(TITLE, "จันทร์เหนือเดอะบันด์")
    path.write_text(text, "utf-8")
    imported(call, bund, path)
    assert (bund / "locales/th.po").read_text("utf-8") == text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "unreadable"),
        (b"\0\1\2\xff" * 100, "unreadable"),
        (b"<xliff", None),
        (b"PK\x03\x04 not a zip", None),
        (b'msgid "a\n', None),
        (b'<?xml version="1.0"?><html/>', None),
        (b'msgid ""\nmsgstr "Language: th\\n"\n', "no-texts"),
    ],
)
def test_files_that_hold_nothing(call: Call, bund: Path, content: bytes, name: str | None) -> None:
    before = contents(bund)
    suffix = ".po" if b"msgid" in content else ".xlf"
    path = Path(f"bad{suffix}")
    path.write_bytes(content)
    result = imported(call, bund, path, code=1)
    found = problems(result)
    assert found
    assert name is None or found[0][0] == name
    assert contents(bund) == before


def test_files_that_are_not_there_are_all_named(call: Call, bund: Path) -> None:
    done = call("i18n", "import", bund, "a.po", "b.xlf")
    assert done.code == 2
    assert "a.po" in done.err
    assert "b.xlf" in done.err


def test_a_catalogue_takes_files_by_what_they_say(call: Call, bund: Path, tmp_path: Path) -> None:
    other = tmp_path / "all" / "second"
    shutil.copytree(bund, other)
    shutil.copytree(bund, tmp_path / "all" / "bund")
    for folder in (other, tmp_path / "all" / "bund"):
        (folder / "goglobal.toml").unlink()
    toml = (other / "series.toml").read_text("utf-8").replace('"moonlit-bund"', '"second"', 1)
    (other / "series.toml").write_text(toml, "utf-8")
    done = call("i18n", "export", "all", "-l", "th", "--to", "xliff", "-o", "out")
    assert done.code == 0
    edit("second.th.cues.xlf", (LINE, "ขอดูบัตรเชิญครับผม"))
    imported(call, Path("all"), "out")
    assert "ครับผม" in (other / "subtitles/th/ep001.srt").read_text("utf-8")
    assert "ครับผม" not in (tmp_path / "all/bund/subtitles/th/ep001.srt").read_text("utf-8")


def test_nothing_is_half_written(call: Call, bund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one of the files cannot be moved to its place, the others go back."""
    import os

    export(call, bund)
    edit(CUES, (LINE, "ขอดูบัตรเชิญครับผม"))
    edit(METADATA, (TITLE, "จันทร์เหนือเดอะบันด์"))
    before = contents(bund)
    real = os.replace

    def failing(source: Any, place: Any) -> None:
        if str(place).endswith("ep001.srt"):
            raise OSError(28, "No space left on device", str(place))
        real(source, place)

    monkeypatch.setattr(os, "replace", failing)
    done = call("i18n", "import", bund, "out")
    assert done.code == 2
    assert "ep001.srt" in done.err
    monkeypatch.setattr(os, "replace", real)
    assert contents(bund) == before


def test_remarks_cannot_steer_a_terminal(call: Call, bund: Path) -> None:
    export(call, bund, to="po")
    edit("moonlit-bund.th.cues.po", (LINE, "แย่\x1b[31mแดง"))
    done = call("i18n", "import", bund, "out")
    assert done.code == 1
    assert "\x1b" not in done.out
    assert "control" in done.out or "U+001B" in done.out


def test_it_speaks_chinese(call: Call, bund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(call, bund)
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert call("i18n", "export", bund, "-l", "th", "-o", "zh").code == 0
    done = call("i18n", "import", bund, "zh")
    assert done.code == 0
