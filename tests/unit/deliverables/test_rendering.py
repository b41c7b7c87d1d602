"""Deliverables: from the model to bytes, and what is never delivered."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import msgspec
import pytest

from goglobal.deliverables.base import (
    Context,
    Format,
    Rendering,
    find_format,
    format_names,
    render,
)
from goglobal.deliverables.metadata_csv import safe
from goglobal.errors import GoGlobalError, UsageError
from goglobal.model import (
    Catalog,
    Credit,
    Entry,
    Episode,
    Rating,
    Registration,
    Rights,
    Series,
    Target,
)
from goglobal.plans import Assignment
from goglobal.profiles.loading import load_profile
from goglobal.profiles.schema import Languages, Subtitles
from goglobal.subtitles import parse

TRACK = "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>cafe\u0301</i> & co\r\n"


def entry(key: str, text: str, *, fuzzy: bool = False) -> Entry:
    return Entry(key=key, source="源", text=text, fuzzy=fuzzy)


def series(*entries: Entry) -> Series:
    return Series(
        id="moonlit",
        title="外滩月色",
        synopsis="一封信。",
        tagline="爱。",
        keywords=("上海", "月"),
        source_language="zh-Hans",
        root="/nowhere",
        genres=("romance",),
        release_date=dt.date(2026, 3, 1),
        countries=("CN",),
        copyright="© 2026 Us",
        registration=Registration(kind="filing", number="A1"),
        credits=(
            Credit(role="director", name="李明"),
            Credit(role="cast", name="王芳", character="小月"),
            Credit(role="cast", name="张伟", character="阿强"),
        ),
        ratings=(Rating(system="TVPG", value="TV-14", territory="US", advisories=("violence",)),),
        episodes=(
            Episode(number=1, title="归来", synopsis="他回来了。", duration=61_500),
            Episode(number=2),
        ),
        ids={("demo", None): "S9", ("demo", 1): "E1", ("other", 2): "X"},
        catalogs={
            "en": Catalog(language="en", path="locales/en.po", entries={e.key: e for e in entries})
        },
    )


FULL = (
    entry("series/title", "Moonlit Cafe\u0301"),
    entry("series/synopsis", "A letter."),
    entry("series/keywords", "Shanghai，moon, "),
    entry("episode/001/title", "Return"),
    entry("credit/director/1/name", "Li Ming"),
    entry("credit/cast/2/name", "Zhang Wei"),
    entry("credit/cast/2/character", "Ah Qiang"),
)


def context(
    *entries: Entry,
    episodes: tuple[int, ...] = (1, 2),
    subtitles: Subtitles | None = None,
    files: dict[str, bytes] | None = None,
    fallbacks: dict[str, str] | None = None,
) -> Context:
    profile = msgspec.structs.replace(
        load_profile("generic"),
        languages=Languages(written={"zh-Hans": "zh-CN"}),
        subtitles=subtitles or Subtitles(formats=("srt", "webvtt")),
    )
    target = Target(
        name="demo", platform="generic", url="file:///x", rights=Rights(free_episodes=10)
    )
    assignment = Assignment(
        series=series(*(entries or FULL)),
        target=target,
        profile=profile,
        languages=("zh-Hans", "en"),
        episodes=(1, 2),
        fallbacks=fallbacks or {},
    )
    return Context(
        assignment=assignment,
        languages=("zh-Hans", "en"),
        episodes=episodes,
        read=(files or {}).__getitem__,
    )


def rendering(name: str, language: str | None = "en", source: str | None = None) -> Rendering:
    found = find_format(name)
    return Rendering(
        bundle=language or "shared",
        path="out",
        format=name,
        role=found.role,
        media_type=found.media_type,
        language=language,
        kind="full" if found.scope == "track" else None,
        episode=1 if found.scope == "track" else None,
        source=source,
    )


def words(language: str | None, *entries: Entry, **options: object) -> dict[str, object]:
    data = render(rendering("metadata-json", language), context(*entries, **options))  # type: ignore[arg-type]
    found: dict[str, object] = json.loads(data)
    assert data == (json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
    return found


def test_a_language_has_its_own_words_only() -> None:
    found = words("en")
    assert found["schema"] == "goglobal.metadata/1"
    assert (found["language"], found["series"]) == ("en", "moonlit")
    assert found["title"] == "Moonlit Café"  # NFC
    assert found["synopsis"] == "A letter."
    assert found["tagline"] is None  # optional, untranslated: left out
    assert found["keywords"] == ["Shanghai", "moon"]
    assert found["episodes"] == [
        {"number": 1, "title": "Return", "synopsis": None, "duration_ms": 61_500},
        {"number": 2, "title": "Episode 2", "synopsis": None, "duration_ms": None},
    ]
    people = found["credits"]
    assert isinstance(people, list)
    assert [(c["name"], c.get("character")) for c in people] == [
        ("Li Ming", None),
        ("Zhang Wei", "Ah Qiang"),
    ]
    assert "源" not in json.dumps(found, ensure_ascii=False)
    assert not any("\u4e00" <= c <= "\u9fff" for c in json.dumps(found, ensure_ascii=False))


def test_the_source_language_has_the_series_words_under_the_platforms_tag() -> None:
    found = words("zh-Hans")
    assert (found["language"], found["title"], found["tagline"]) == ("zh-CN", "外滩月色", "爱。")
    assert found["keywords"] == ["上海", "月"]


def test_a_fallback_lends_its_words() -> None:
    found = words("en-GB", fallbacks={"en-GB": "en"})
    assert (found["language"], found["title"]) == ("en-GB", "Moonlit Café")


def test_held_episodes_are_not_described() -> None:
    episodes = words("en", episodes=(2,))["episodes"]
    assert isinstance(episodes, list)
    assert [episode["number"] for episode in episodes] == [2]


def test_shared_facts_belong_to_no_language() -> None:
    found = words(None)
    assert "language" not in found
    assert found["languages"] == ["zh-CN", "en"]
    assert (found["series_id"], found["free_episodes"], found["season"]) == ("S9", 10, 1)
    assert found["release_date"] == "2026-03-01"
    assert found["registration"] == {"kind": "filing", "number": "A1"}
    assert found["episodes"] == [
        {"number": 1, "id": "E1", "duration_ms": 61_500},
        {"number": 2, "id": None, "duration_ms": None},
    ]
    assert found["ratings"] == [
        {"system": "TVPG", "value": "TV-14", "territory": "US", "advisories": ["violence"]}
    ]


@pytest.mark.parametrize("name", ["metadata-json", "metadata-csv"])
@pytest.mark.parametrize(
    "bad",
    [
        entry("series/title", ""),
        entry("series/title", "Fuzzy", fuzzy=True),
        entry("episode/001/title", "Fuzzy", fuzzy=True),
    ],
)
def test_a_required_text_that_is_no_translation_raises(name: str, bad: Entry) -> None:
    given = context(*(e for e in FULL if e.key != bad.key), bad)
    with pytest.raises(GoGlobalError) as caught:
        render(rendering(name), given)
    assert caught.value.arguments["key"] == bad.key


def test_a_table_opens_in_a_spreadsheet_and_runs_nothing() -> None:
    entries = [e for e in FULL if e.key != "series/synopsis"]
    risky = entry("series/synopsis", '=HYPERLINK("http://x","a"),\nand "more"')
    data = render(rendering("metadata-csv"), context(*entries, risky))
    assert data.startswith(b"\xef\xbb\xbflevel,number,title,synopsis,duration_ms\r\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[1][:3] == ["series", "1", "Moonlit Café"]
    assert rows[1][3] == "'" + risky.text
    assert rows[2:] == [
        ["episode", "1", "Return", "", "61500"],
        ["episode", "2", "Episode 2", "", ""],
    ]
    with pytest.raises(GoGlobalError):
        render(rendering("metadata-csv", None), context())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "＝", "－"])
def test_cells_that_are_formulas_are_quoted(start: str) -> None:
    assert safe(start + "1") == "'" + start + "1"


def test_other_cells_are_left_alone() -> None:
    assert [safe(text) for text in ("a=b", "", "1-2")] == ["a=b", "", "1-2"]


def test_tracks_are_written_as_the_profile_wants_them() -> None:
    files = {"t.srt": TRACK.encode("utf-16")}
    srt = render(rendering("srt", "en", "t.srt"), context(files=files))
    assert srt == "1\n00:00:01,000 --> 00:00:02,000\n<i>café</i> & co\n\n".encode()
    wanted = Subtitles(formats=("srt",), byte_order_mark=True, line_ends="crlf")
    other = render(rendering("srt", "en", "t.srt"), context(files=files, subtitles=wanted))
    assert other == b"\xef\xbb\xbf" + srt.replace(b"\n", b"\r\n")
    vtt = render(rendering("webvtt", "en", "t.srt"), context(files=files))
    assert vtt.startswith(b"WEBVTT")
    (cue,) = parse(vtt, format="webvtt").cues
    assert (cue.start, cue.end, cue.text) == (1000, 2000, "<i>café</i> & co")
    again = render(rendering("srt", "en", "t.vtt"), context(files={"t.vtt": vtt}))
    assert again == srt
    misnamed = render(rendering("srt", "en", "t.srt"), context(files={"t.srt": vtt}))
    assert misnamed == srt, "what a file is, its content says, as `check` reads it"


def test_copies_are_the_same_bytes() -> None:
    for name in ("artwork", "video", "document"):
        assert find_format(name).copied
        data = render(rendering(name, None, "a.bin"), context(files={"a.bin": b"\x00\xff\r\n"}))
        assert data == b"\x00\xff\r\n"


def test_plug_ins_add_formats_and_are_named_when_they_fail(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a_format.py").write_text(
        "from goglobal.deliverables.base import Format\n"
        "def render(rendering, context):\n"
        "    return b'hello'\n"
        "HELLO = Format(name='x', scope='bundle', role='metadata', render=render)\n"
        "NONE = 3\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    def use(name: str, value: str) -> None:
        point = EntryPoint(name=name, value=value, group="goglobal.deliverables")
        monkeypatch.setattr(
            "importlib.metadata.entry_points",
            lambda **wanted: EntryPoints([point]).select(**wanted),
        )

    use("hello", "a_format:HELLO")
    assert "hello" in format_names()
    found = find_format("hello")
    assert isinstance(found, Format)
    assert (found.name, found.version.split()[0]) == ("hello", "a_format:HELLO")
    assert render(rendering("hello"), context()) == b"hello"
    for number, value in enumerate(("a_format:NONE", "a_format:MISSING", "no_such_module:X")):
        use(f"bad{number}", value)
        with pytest.raises(UsageError, match=value):
            find_format(f"bad{number}")
    with pytest.raises(UsageError, match="metadata-json"):
        find_format("docx")
