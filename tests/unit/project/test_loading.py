"""Series folders as they come: what is loaded, what is found, what is refused, in which words."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goglobal.errors import ProjectError, fill
from goglobal.findings import Finding, Severity
from goglobal.model import Frame, Master, Series
from goglobal.project import load_catalogue, load_series

Make = Callable[..., Path]


def told(path: Path) -> list[str]:
    """The problems that a folder is refused for, relative to it."""
    with pytest.raises(ProjectError) as caught:
        load_series(path)
    return [line.removeprefix(f"{path}/") for line in str(caught.value).splitlines()]


def found(series: Series, code: str) -> list[Finding]:
    return [finding for finding in series.findings if finding.code == code]


def test_every_key_arrives(make_series: Make) -> None:
    folder = make_series(
        """
synopsis = '''two
lines'''
tagline = "t"
season = 2
genres = ["romance", "revenge"]
keywords = ["k1", "k2"]
release_date = 2026-03-01
countries = ["CN"]
production_company = "p"
copyright = "c"
ai_generated = true
audience = "child"
frame = { width = 720, height = 1280, rate = "24000/1001" }
[series.registration]
kind = "filing"
number = "n"
issuer = "i"
issued_on = 2026-02-01
[[series.credits]]
role = "cast"
name = "a"
character = "b"
[[series.ratings]]
system = "TVPG"
value = "TV-14"
territory = "US"
advisories = ["violence"]
[[series.masters]]
name = "burned"
audio = "zh"
burned_in = "zh_CN"
[[series.documents]]
kind = "chain-of-title"
path = "documents/chain.pdf"
valid_until = 2028-12-31
[[episodes]]
number = 1
title = "一"
synopsis = "s"
duration = "00:01:32.500"
[[episodes]]
number = 2
""",
        "documents/chain.pdf",
    )
    series = load_series(folder)
    assert [(f.code, f.line, f.severity) for f in series.findings] == [
        ("PRJ001", 36, Severity.WARNING)  # zh_CN
    ]
    assert series.synopsis == "two\nlines"
    assert series.season == 2
    assert series.genres == ("romance", "revenge")
    assert series.release_date == dt.date(2026, 3, 1)
    assert series.frame == Frame(width=720, height=1280, rate="24000/1001")
    assert series.registration is not None
    assert series.registration.issued_on == dt.date(2026, 2, 1)
    assert series.credits[0].character == "b"
    assert series.ratings[0].advisories == ("violence",)
    assert series.masters == (Master(name="burned", audio="zh", burned_in="zh-Hans"),)
    assert series.documents[0].valid_until == dt.date(2028, 12, 31)
    assert [episode.duration for episode in series.episodes] == [92_500, None]
    assert series.episodes_declared
    lines = (folder / "series.toml").read_text("utf-8").splitlines()
    assert lines[series.source_lines["episodes[0].duration"] - 1].startswith("duration")
    assert pickle.loads(pickle.dumps(series)) == series


def test_defaults(make_series: Make) -> None:
    series = load_series(make_series())
    assert series.season == 1
    assert series.frame == Frame()
    assert series.masters == (Master(name="clean"),)
    assert series.audience == "adult"
    assert series.languages == ("zh-Hans",)


def test_files_find_their_place(make_series: Make) -> None:
    series = load_series(
        make_series(
            "",
            "subtitles/zh-Hans/ep002.srt",
            "subtitles/zh-Hans/ep001.srt",
            "subtitles/th/ep001.vtt",
            "subtitles/th/ep001.sdh.srt",
            "subtitles/th/ep001.forced.srt",
            "artwork/poster.jpg",
            "artwork/th/poster.png",
            "video/ep001.mp4",
            "locales/en.po",
            "locales/series.pot",
            "documents/any thing.pdf",
            "profiles/ours.toml",
            "dist/x/y.json",
            "outbox/x",
            "receipts/x",
            ".goglobal/x",
            ".git/config",
            "README.md",
            "notes/todo.md",
            "Thumbs.db",
            "subtitles/.DS_Store",
            "subtitles/th/ep001.srt~",
        )
    )
    assert series.findings == ()
    assert [(f.language, f.episode, f.kind) for f in series.subtitles] == [
        ("th", 1, "forced"),
        ("th", 1, "full"),
        ("th", 1, "sdh"),
        ("zh-Hans", 1, "full"),
        ("zh-Hans", 2, "full"),
    ]
    assert [(a.path, a.purpose, a.language) for a in series.artwork] == [
        ("artwork/poster.jpg", "poster", None),
        ("artwork/th/poster.png", "poster", "th"),
    ]
    assert [v.episode for v in series.videos] == [1]
    assert series.languages == ("zh-Hans", "en", "th")
    assert [e.number for e in series.episodes] == [1, 2]
    assert not series.episodes_declared


def test_pictures_of_episodes(make_series: Make) -> None:
    series = load_series(
        make_series(
            "",
            "artwork/still.jpg",
            "artwork/still.ep001.jpg",
            "artwork/th/still.ep002.PNG",
            "artwork/still.ep3.jpg",
        )
    )
    assert [(a.purpose, a.language, a.episode) for a in series.artwork] == [
        ("still", None, 1),
        ("still.ep3", None, None),  # not as the layout writes it: one of the series
        ("still", None, None),
        ("still", "th", 2),
    ]


def test_pictures_of_episodes_in_a_layout_of_their_own(make_series: Make) -> None:
    layout = """
[layout]
episode_artwork = "stills/{language}/E{episode:02}_{purpose}"
"""
    series = load_series(make_series(layout, "stills/E01_still.jpg", "stills/ja/E01_still.png"))
    assert series.findings == ()
    assert [(a.purpose, a.language, a.episode) for a in series.artwork] == [
        ("still", None, 1),
        ("still", "ja", 1),
    ]


def test_a_vendors_layout_and_aliases(make_series: Make) -> None:
    layout = """
[layout]
subtitles = "交付/{language}/S{season:02}E{episode:02}.srt"
artwork = "pics/{purpose}_{language}"
aliases = { "泰语" = "th", "jp" = "ja" }
"""
    series = load_series(
        make_series(
            layout,
            "交付/泰语/S01E01.srt",
            "交付/jp/S01E01.srt",
            "交付/zh-Hans/S01E01.srt",
            "pics/poster_泰语.png",
            "pics/poster.png",
        )
    )
    assert series.findings == ()
    assert [f.language for f in series.subtitles] == ["ja", "th", "zh-Hans"]
    assert {a.language for a in series.artwork} == {None, "th"}


def test_other_spellings_of_tags(make_series: Make) -> None:
    series = load_series(make_series("", "subtitles/pt_br/ep001.srt", "subtitles/iw/ep001.srt"))
    assert [f.language for f in series.subtitles] == ["he", "pt-BR"]
    findings = found(series, "PRJ001")
    assert [(f.severity, f.path, f.language, f.series) for f in findings] == [
        ("warning", "subtitles/iw", "he", "moonlit-bund"),
        ("warning", "subtitles/pt_br", "pt-BR", "moonlit-bund"),
    ]
    assert findings[1].text == "`pt_br` is `pt-BR` in canonical BCP 47"


def test_source_language_in_another_spelling(make_series: Make) -> None:
    head = '[series]\nid = "x"\ntitle = "x"\nsource_language = "zh_CN"\n'
    series = load_series(make_series(head=head))
    assert series.source_language == "zh-Hans"
    (finding,) = series.findings
    assert (finding.code, finding.severity, finding.line) == ("PRJ001", "warning", 4)


def test_folders_that_are_no_language(make_series: Make) -> None:
    series = load_series(
        make_series("", "subtitles/english/ep001.srt", "subtitles/english/ep002.srt")
    )
    assert series.subtitles == ()
    (finding,) = series.findings
    assert (finding.code, finding.severity) == ("PRJ001", "error")
    assert finding.path == "subtitles/english"
    assert "did you mean `en`" in finding.text


def test_two_folders_for_one_language(make_series: Make) -> None:
    series = load_series(
        make_series(
            "",
            "subtitles/zh_CN/ep001.srt",
            "subtitles/zh_CN/ep002.srt",
            "subtitles/zh-Hans/ep001.srt",
        )
    )
    (finding,) = found(series, "PRJ005")
    assert finding.severity == "error"
    assert finding.language == "zh-Hans"
    assert "two places for the one language" in finding.text
    assert [f.path for f in series.subtitles] == [
        "subtitles/zh-Hans/ep001.srt",
        "subtitles/zh_CN/ep002.srt",
    ]


def test_two_files_for_one_track(make_series: Make) -> None:
    series = load_series(make_series("", "subtitles/th/ep001.srt", "subtitles/th/ep001.vtt"))
    (finding,) = series.findings
    assert (finding.code, finding.language, finding.episode) == ("PRJ005", "th", 1)
    assert [f.path for f in series.subtitles] == ["subtitles/th/ep001.srt"]


def test_a_typo_in_a_name(make_series: Make) -> None:
    series = load_series(make_series("", "subtitles/th/ep1.srt", "subtitels/th/ep001.srt"))
    first, second = series.findings
    assert {first.code, second.code} == {"PRJ004"}
    assert {first.severity, second.severity} == {"warning"}
    assert second.path == "subtitles/th/ep1.srt"
    assert second.language == "th"
    assert "`subtitles/{language}/ep{episode:03}.srt`" in second.text
    assert "`subtitles/th/ep001.srt`" in fill(second.help, second.arguments)
    assert "`subtitles/{language}/ep{episode:03}.srt`" in first.text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("subtitles/th/CON.srt", "kept by Windows"),
        ("subtitles/th/aux", "kept by Windows"),
        ("subtitles/th/ep001.srt.", "ends with"),
        ("subtitles/th/ep001 ", "ends with"),
        ("subtitles/th/ep\u200b001.srt", "U+200B"),
        ("subtitles/th/ep\u202e001.srt", "U+202E"),
        ("subtitles/th/ep\n001.srt", "U+000A"),
        ("subtitles/th/ep\u2215001.srt", "only looks like"),
        ("subtitles/th/ер001.srt", "look alike"),
        ("subtitles/th/eр001.srt", "look alike"),
        ("subtitles/th/a:b.srt", "Windows refuses"),
        ("artwork/cafe\u0301.jpg", "not in Unicode form NFC"),
    ],
)
def test_unsafe_names(make_series: Make, name: str, words: str) -> None:
    (finding,) = load_series(make_series("", name)).findings
    assert (finding.code, finding.severity) == ("PRJ005", "error")
    assert words in finding.text
    assert finding.path is not None
    assert finding.path.isprintable()


def test_unsafe_names_outside_the_content_only_warn(make_series: Make) -> None:
    (finding,) = load_series(make_series("", "notes/what?.txt")).findings
    assert (finding.code, finding.severity) == ("PRJ005", "warning")


def test_names_that_are_not_utf8(make_series: Make) -> None:
    folder = make_series("", "subtitles/th/ep001.srt")
    open(os.fsencode(folder) + b"/subtitles/th/ep\xff002.srt", "w").close()
    series = load_series(folder)
    (finding,) = series.findings
    assert finding.code == "PRJ005"
    msgspec.json.encode(series.findings)
    assert len(series.subtitles) == 1


def test_names_that_collide_by_case(make_series: Make) -> None:
    series = load_series(make_series("", "subtitles/th/ep001.srt", "subtitles/th/EP001.srt"))
    (finding,) = found(series, "PRJ005")
    assert "differ only by case" in finding.text


def test_links(make_series: Make, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "x").mkdir(parents=True)
    (outside / "secret.srt").write_text("secret")
    folder = make_series("", "subtitles/es-419/ep001.srt")
    (folder / "subtitles" / "es-MX").symlink_to("es-419")
    (folder / "subtitles" / "th").mkdir()
    (folder / "subtitles" / "th" / "ep001.srt").symlink_to(outside / "secret.srt")
    (folder / "subtitles" / "th" / "ep002.srt").symlink_to("nowhere")
    (folder / "subtitles" / "fr").symlink_to(outside)
    (folder / "subtitles" / "de").symlink_to("..")
    series = load_series(folder)
    assert [f.path for f in series.subtitles] == [
        "subtitles/es-419/ep001.srt",
        "subtitles/es-MX/ep001.srt",
    ]
    assert [(f.code, f.path) for f in series.findings] == [
        ("PRJ005", "subtitles/de"),
        ("PRJ005", "subtitles/fr"),
        ("PRJ005", "subtitles/th/ep001.srt"),
        ("PRJ005", "subtitles/th/ep002.srt"),
    ]


def test_links_among_each_other_end(make_series: Make) -> None:
    folder = make_series()
    names = [f"d{n}" for n in range(12)]
    for name in names:
        (folder / "subtitles" / name).mkdir(parents=True)
        for other in names:
            (folder / "subtitles" / name / other).symlink_to(f"../{other}")
    start = time.process_time()
    load_series(folder)
    assert time.process_time() - start < 3


def test_pipes_are_never_opened(make_series: Make) -> None:
    folder = make_series("", "subtitles/th/ep001.srt")
    os.mkfifo(folder / "subtitles" / "th" / "ep002.srt")
    series = load_series(folder)
    assert [f.episode for f in series.subtitles] == [1]
    assert [f.code for f in series.findings] == ["PRJ005"]


def test_many_strays_are_one_finding_and_quick(make_series: Make) -> None:
    folder = make_series("", "subtitles/th/ep001.srt")
    for number in range(10_000):
        (folder / "subtitles" / "th" / f"old {number}.srt").touch()
    start = time.process_time()
    series = load_series(folder)
    assert time.process_time() - start < 1
    (finding,) = series.findings
    assert finding.code == "PRJ004"
    assert finding.path == "subtitles/th"
    assert finding.arguments["count"] == 10_000


def test_many_folders_that_are_no_language_are_one_finding_and_quick(make_series: Make) -> None:
    names = [f"subtitles/backup{number}/ep001.srt" for number in range(2_000)]
    folder = make_series("", *names)
    start = time.process_time()
    (finding,) = load_series(folder).findings
    assert time.process_time() - start < 1
    assert (finding.code, finding.severity, finding.path) == ("PRJ001", "error", "subtitles")
    assert finding.arguments["count"] == 2_000


def test_what_a_targets_file_delivers_to_is_no_content(make_series: Make) -> None:
    targets = '[targets.a]\nplatform = "generic"\nurl = "file:for-partner/x"\n'
    folder = make_series(
        "", "for-partner/x/a.srt", "for-partner/b.srt", **{"goglobal.toml": targets}
    )
    assert [f.path for f in load_series(folder).findings] == ["for-partner/b.srt"]


def test_unknown_terms(make_series: Make) -> None:
    series = load_series(
        make_series(
            'genres = ["romanse"]\n[[series.credits]]\nrole = "directer"\nname = "x"\n'
            '[[series.ratings]]\nsystem = "x"\nvalue = "x"\nterritory = "US"\n'
            'advisories = ["zzzz"]\n'
        )
    )
    assert [(f.code, f.line, f.arguments["nearest"]) for f in series.findings] == [
        ("MET005", 5, "romance"),
        ("MET005", 7, "director"),
        ("MET005", 13, ""),
    ]
    assert {f.severity for f in series.findings} == {"error"}


def test_ten_errors_are_ten_problems(make_series: Make) -> None:
    folder = make_series(
        'titel = "x"\nseason = "1"\ngenres = "romance"\nrelease_date = "2026-03-01"\n'
        'countries = ["cn"]\nai_generated = 1\naudience = "adults"\n'
        '[[series.credits]]\nrole = "cast"\n'
        '[layout]\nvideo = "video"\n[[episodes]]\nnumber = 1\nduration = "1:32,5"\n'
    )
    lines = told(folder)
    assert len(lines) == 10
    assert lines[0] == "series.toml:5: series.titel: unknown key; did you mean `title`?"
    assert any(line.startswith("series.toml:9: series.countries[0]:") for line in lines)
    assert any(line.startswith("series.toml:18: episodes[0].duration:") for line in lines)


def test_problems_of_all_files_come_together(make_series: Make) -> None:
    folder = make_series(
        "nonsense = 1\n",
        **{
            "glossary.csv": "note,th\na,b\n",
            "ids.csv": "target,episode,id\ndemo,x,1\n",
            "waivers.toml": '[[waivers]]\ncode = "TIM003"\nreason = "r"\n',
            "deliveries.toml": "[[delivery]]\n",
        },
    )
    files = [line.split(":")[0] for line in told(folder)]
    assert files == ["series.toml", "glossary.csv", "ids.csv", "waivers.toml", "deliveries.toml"]


def test_waivers_deliveries_ids_and_glossary(make_series: Make) -> None:
    digest = "0" * 64
    series = load_series(
        make_series(
            "",
            **{
                "glossary.csv": "\ufeffterm;note;zh_TW;th\n顾言深;男主;顧言深;กู้|คุณกู้\n",
                "ids.csv": "target,episode,id\ndemo,,S1\ndemo,3,E3\n",
                "waivers.toml": f'[[waivers]]\ncode = "TIM003"\nreason = "r"\nby = "b"\n'
                f'language = "pt_br"\nepisode = 3\ncue = 7\ntext_sha256 = "{digest}"\n'
                "until = 2027-01-01\n",
                "deliveries.toml": '[[deliveries]]\ntarget = "demo"\nlanguage = "th"\n'
                'episodes = "1-3"\nrevision = 2\nreason = "r"\n',
            },
        )
    )
    (term,) = series.glossary
    assert term.term == "顾言深"
    assert term.renderings == {"zh-Hant": ("顧言深",), "th": ("กู้", "คุณกู้")}
    assert term.line == 2
    assert series.ids == {("demo", None): "S1", ("demo", 3): "E3"}
    (waiver,) = series.waivers
    assert (waiver.language, waiver.until) == ("pt-BR", dt.date(2027, 1, 1))
    assert series.redeliveries[0].revision == 2


@pytest.mark.parametrize("kind", ["nothing", "file", "empty", "loop"])
def test_what_is_no_series_folder(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "show"
    if kind == "file":
        path.write_text("x")
    elif kind == "empty":
        path.mkdir()
    elif kind == "loop":
        path.symlink_to("show")
    for load in (load_series, load_catalogue):
        with pytest.raises(ProjectError) as caught:
            load(path)
        (problem,) = caught.value.problems
        assert problem.help
        assert ("goglobal init" in problem.help) == (kind in {"nothing", "empty"})


def test_a_link_as_series_toml_that_leads_out(make_series: Make, tmp_path: Path) -> None:
    folder = make_series()
    (folder / "series.toml").rename(tmp_path / "elsewhere.toml")
    (folder / "series.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert told(folder) == ["series.toml: is a link that leads out of the series folder"]


def test_ids_that_are_no_folder_names(make_series: Make) -> None:
    for wrong in ("Moonlit", "-a", "a b", "../x", "", "con", "外滩", "a" * 200):
        head = f'[series]\nid = "{wrong}"\ntitle = "x"\nsource_language = "en"\n'
        (line,) = told(make_series(head=head))
        assert line.startswith("series.toml:2: series.id: "), wrong


@pytest.mark.parametrize("path", ["../x.pdf", "/etc/passwd", "C:/x", "a\\\\b", "a//b", "a/./b"])
def test_documents_stay_inside(make_series: Make, path: str) -> None:
    toml = f'[[series.documents]]\nkind = "k"\npath = "{path}"\n'
    (line,) = told(make_series(toml))
    assert line.startswith("series.toml:7: series.documents[0].path: ")


def test_a_catalogue(make_series: Make, tmp_path: Path) -> None:
    make_series(name="b", head='[series]\nid = "b"\ntitle = "x"\nsource_language = "en"\n')
    make_series(name="a", head='[series]\nid = "z"\ntitle = "x"\nsource_language = "en"\n')
    (tmp_path / "no-series").mkdir()
    assert [series.id for series in load_catalogue(tmp_path)] == ["z", "b"]
    assert [series.id for series in load_catalogue(tmp_path / "a")] == ["z"]


def test_a_catalogue_tells_the_problems_of_all(make_series: Make, tmp_path: Path) -> None:
    good = '[series]\nid = "x"\ntitle = "x"\nsource_language = "en"\n'
    make_series(name="a", head=good)
    make_series(name="b", head=good)
    make_series("a = 1\n", name="c")
    make_series("b = 1\n", name="d")
    with pytest.raises(ProjectError) as caught:
        load_catalogue(tmp_path)
    assert [p.file.rpartition("/")[0][-1] for p in caught.value.problems] == ["b", "c", "d"]
    assert "`x` is the id of `a` too" in str(caught.value)


def test_files_are_named_relative_to_the_working_directory(
    make_series: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_series("x = 1\n")
    monkeypatch.chdir(folder.parent)
    for path in ("show", str(folder)):
        with pytest.raises(ProjectError) as caught:
            load_series(path)
        assert caught.value.problems[0].file == "show/series.toml"
    monkeypatch.chdir(folder)
    with pytest.raises(ProjectError) as caught:
        load_series(".")
    assert caught.value.problems[0].file == "series.toml"


NAMES = ["series.toml", "locales/th.po", "glossary.csv", "ids.csv", "waivers.toml"]
TEXT_BYTES = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=100).map(str.encode),
    st.lists(
        st.sampled_from(
            [
                *['msgid ""', 'msgstr "', "msgctxt", '"a\\"', "\n", "#~ ", "#, fuzzy", "[", "]"],
                *["term", "note", "th", ",", ";", "\t", '"', "=", "1", "'", "[[waivers]]", "code"],
                *["[series]", "id", "title", "[layout]", "subtitles", "{language}", "\x85", "\0"],
            ]
        ),
        max_size=30,
    ).map(lambda parts: "".join(parts).encode()),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(name=st.sampled_from(NAMES), data=TEXT_BYTES)
def test_any_bytes_in_any_file(make_series: Make, name: str, data: bytes) -> None:
    folder = make_series(name=f"any-{name.replace('/', '-')}", **{name: data})
    refused: ProjectError | None = None
    try:
        series = load_series(folder)
    except ProjectError as error:
        refused = error
    if refused is None:
        msgspec.json.encode(series.findings)
    else:
        assert str(refused)
        assert name != "locales/th.po"


@pytest.mark.parametrize(
    ("pattern", "file"),
    [
        ("show_{language}_{episode}.txt", "show_th_1.txt"),
        ("README/{language}/{episode}.srt", "README/th/1.srt"),
        ("licenced {language}/{episode}.srt", "licenced th/1.srt"),
    ],
)
def test_what_the_layout_names_is_content_whatever_it_is_called(
    make_series: Make, pattern: str, file: str
) -> None:
    series = load_series(make_series(f'[layout]\nsubtitles = "{pattern}"\n', file, "notes.txt"))
    assert [track.path for track in series.subtitles] == [file]
    assert series.findings == ()


@pytest.mark.parametrize(
    ("make_file", "advice"),
    [
        (os.mkfifo, "put a file in its place, or take it away"),
        (lambda place: place.symlink_to("nowhere"), "put the file itself here"),
        (
            lambda place: place.joinpath(*("d" * 40)).mkdir(parents=True),
            "move what is in it further up",
        ),
    ],
)
def test_the_advice_fits_what_is_wrong(
    make_series: Make, make_file: Callable[[Path], object], advice: str
) -> None:
    folder = make_series("", "subtitles/zh-Hans/ep001.srt")
    make_file(folder / "subtitles/zh-Hans/ep002.srt")
    (finding,) = found(load_series(folder), "PRJ005")
    assert finding.help == advice


def test_the_advice_for_a_folder_that_cannot_be_listed(
    make_series: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_series("", "subtitles/zh-Hans/ep001.srt", "subtitles/th/ep001.srt")
    real = os.scandir

    def scandir(place: str) -> object:
        if str(place).endswith("th"):
            raise PermissionError(13, "Permission denied", place)
        return real(place)

    monkeypatch.setattr(os, "scandir", scandir)
    (finding,) = found(load_series(folder), "PRJ005")
    assert (finding.path, finding.language) == ("subtitles/th", "th")
    assert finding.help == "see to its rights, and that it is still there"


def test_a_target_inside_the_content_is_refused(make_series: Make) -> None:
    def targets(url: str) -> str:
        return f'[targets.demo]\nplatform = "generic"\nurl = "{url}"\n'

    content = ("subtitles/zh-Hans/ep001.srt", "locales/th.po")
    for inside in ("file:subtitles", "file:subtitles/th", "file:locales", "file:artwork/en"):
        folder = make_series("", *content, **{"goglobal.toml": targets(inside)})
        (line,) = told(folder)
        name = inside.removeprefix("file:")
        assert line == (
            f"goglobal.toml:3: targets.demo.url: `{name}` holds the series' own files,"
            " which would be taken for delivered ones"
        )
    for beside in ("file:outbox", "file:../subtitles", "file:out/subtitles"):
        folder = make_series("", *content, **{"goglobal.toml": targets(beside)})
        assert load_series(folder).subtitles


def test_a_file_of_an_episode_that_is_not_declared_is_told(make_series: Make) -> None:
    """Forgotten under [[episodes]], it would be delivered to nobody, and nobody would know."""
    files = [f"subtitles/{tag}/ep00{n}.srt" for tag in ("th", "zh-Hans") for n in (1, 2)]
    folder = make_series("[[episodes]]\nnumber = 1\n", *files, "video/ep003.mp4")
    assert [
        (f.path, f.language, f.episode, f.text) for f in found(load_series(folder), "PRJ004")
    ] == [
        (path, tag, number, f"the series has no episode {number}")
        for path, tag, number in (
            ("subtitles/th/ep002.srt", "th", 2),
            ("subtitles/zh-Hans/ep002.srt", "zh-Hans", 2),
            ("video/ep003.mp4", None, 3),
        )
    ]


def test_a_file_of_an_episode_that_the_source_lacks_is_told(make_series: Make) -> None:
    series = load_series(make_series("", "subtitles/zh-Hans/ep001.srt", "subtitles/th/ep002.srt"))
    (finding,) = found(series, "PRJ004")
    assert (finding.path, finding.severity.value) == ("subtitles/th/ep002.srt", "warning")


def test_many_files_of_episodes_that_are_not_declared_are_one_finding(make_series: Make) -> None:
    files = [f"subtitles/th/ep{n:03}.srt" for n in range(1, 80)]
    (finding,) = found(load_series(make_series("[[episodes]]\nnumber = 1\n", *files)), "PRJ004")
    assert finding.text == "the series has none of the episodes of 78 files, like 2"
    assert (finding.path, finding.language) == ("subtitles/th/ep002.srt", "th")


def test_what_runs_leave_in_a_catalogue_is_no_series(make_series: Make) -> None:
    one = make_series("", "subtitles/zh-Hans/ep001.srt", name="one")
    for name in ("outbox", "dist", "receipts", ".goglobal"):
        make_series("", name=name)
    assert [series.root for series in load_catalogue(one.parent)] == [str(one)]
