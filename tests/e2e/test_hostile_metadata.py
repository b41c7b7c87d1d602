"""Metadata that means harm: it is escaped or refused, and never in the wrong place.

The example goes to every built-in platform with texts that are mark-up, formulas or a megabyte,
and with ids and aliases that point elsewhere. What is refused names the file, and the text by its
key; nothing is ever written but where it belongs.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from tests.e2e.platforms import BUILT_IN, OVERLAYS, copied, for_every_platform

import goglobal
from goglobal.bundling.bundle import Bundle
from goglobal.bundling.manifest import ManifestFile
from goglobal.errors import GoGlobalError, ProjectError

OWN = {"dist", "outbox", "outbox-u", "receipts", ".goglobal"}
"""What goglobal may write, in the project's folder."""
LANGUAGES = ("zh-Hans", "en", "th")
TURNED = "\u202e\u2067"
MARKUP = f"a ]]> b & c &amp; <script>alert(1)</script> <!-- \\ \" ' {TURNED} &#0; d"
"""In a title, a synopsis, keywords and people's names."""
FORMULAS = {
    "episode/001/title": "=cmd|' /C calc'!A1",
    "episode/002/title": "+1",
    "episode/003/title": "@SUM(A1)",
    "episode/004/title": "\t=1",
    "episode/005/title": "-1+1",
    "episode/006/title": "\u00a0=HYPERLINK(A1)",
    "episode/001/synopsis": "\n=1",
    "episode/002/synopsis": "＝１ _x000D_ _xD800_",
}
GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
STRING = r'(?:"(?:[^"\\\n]|\\.)*"\n)+'
"""A string of a PO file, over one line or more."""
MEGABYTE = "Long words are here. " * 50_000


def escaped(text: str) -> str:
    """As the inside of a string of PO or TOML."""
    names = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    return "".join(names.get(character, character) for character in text)


def _with_msgstr(text: str, found: re.Match[str]) -> str:
    return f'{found[1]}{found[2]}{found[3]}"{text}"\n'


def _with_msgid(text: str, found: re.Match[str]) -> str:
    return f'{found[1]}"{text}"\n'


def in_catalog(series: Path, language: str, texts: dict[str, str]) -> None:
    """Other translations, by their keys; source texts that were changed are changed here too."""
    path = series / "locales" / f"{language}.po"
    catalog = path.read_text("utf-8")
    for key, text in texts.items():
        pattern = rf'(msgctxt "{key}"\nmsgid )({STRING})(msgstr )(?:{STRING})'
        catalog, count = re.subn(pattern, partial(_with_msgstr, escaped(text)), catalog)
        assert count == 1, key
    path.write_text(catalog, "utf-8")


def everywhere(folder: Path) -> dict[str, str]:
    """Every file below `folder` that is not goglobal's own, with its digest."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not OWN & set(path.relative_to(folder).parts)
    }


class Shipped:
    """A project after `goglobal ship` ran over it, and how that ended."""

    def __init__(self, series: Path) -> None:
        self.series = series
        around = series.parent
        before = everywhere(around)
        result = subprocess.run(
            [sys.executable, "-m", "goglobal", "ship", series.name, "--format", "json"],
            cwd=around,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        assert result.stdout.startswith("{"), result.stdout + result.stderr
        self.code, self.document = result.returncode, json.loads(result.stdout)
        self.said = result.stdout + result.stderr
        self.strays = {k: v for k, v in everywhere(around).items() if before.get(k) != v}
        self.bundles = goglobal.load_bundles(series / "dist")

    @property
    def held(self) -> set[tuple[str, str, str | None, str | None]]:
        """Code, target, path and key of everything that holds something back."""
        return {
            (r["code"], r["target"], r["path"], key[1] if (key := self._key(r)) else None)
            for h in self.document["held"]
            for r in h["reasons"]
        }

    @staticmethod
    def _key(reason: dict[str, str]) -> re.Match[str] | None:
        return re.match("“([a-z0-9/]+)”", reason["message"])

    def states(self, state: str) -> set[tuple[str, str | None]]:
        return {
            (r["target"], r["language"]) for r in self.document["receipts"] if r["state"] == state
        }

    def files(self, suffix: str) -> Iterator[tuple[Bundle, ManifestFile, bytes]]:
        for bundle in self.bundles:
            for file in bundle.manifest.files:
                if file.path.endswith(suffix):
                    yield bundle, file, Path(bundle.path, file.path).read_bytes()


@pytest.fixture(scope="module")
def marked_up(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    """Every kind of text is `MARKUP`, in the source and in English; Thai is as it was."""
    series = copied(tmp_path_factory.mktemp("marked-up"))
    for_every_platform(series, languages=LANGUAGES)
    toml = (series / "series.toml").read_text("utf-8")
    for key in ("title", "synopsis", "tagline", "copyright", "production_company"):
        line = f"{key} = {mark(key)}".replace("\\", r"\\")
        toml, count = re.subn(rf'(?m)^{key} = "[^"]*"', line, toml, count=1)
        assert count == 1, key
    toml = toml.replace("keywords = [", f"keywords = [{mark('keywords')}, ")
    toml = toml.replace('name = "江映雪"', f"name = {mark('name')}")
    toml = toml.replace('character = "沈若溪"', f"character = {mark('character')}")
    (series / "series.toml").write_text(toml, "utf-8")
    source = {f"series/{key}": f"{key} {MARKUP}" for key in ("title", "synopsis", "tagline")}
    source["credit/cast/1/name"], source["credit/cast/1/character"] = (
        f"name {MARKUP}",
        f"character {MARKUP}",
    )
    for language in LANGUAGES[1:]:
        restamp(series / "locales" / f"{language}.po", source)
    in_catalog(series, "en", {key: f"{text} in English" for key, text in source.items()})
    return Shipped(series)


def mark(key: str) -> str:
    return f'"{escaped(f"{key} {MARKUP}")}"'


def restamp(path: Path, source: dict[str, str]) -> None:
    """The source texts that changed, in a catalog whose translations stay as they are."""
    catalog = path.read_text("utf-8")
    for key, text in source.items():
        pattern = rf'(msgctxt "{key}"\nmsgid )(?:{STRING})'
        catalog, count = re.subn(pattern, partial(_with_msgid, escaped(text)), catalog)
        assert count == 1, key
    path.write_text(catalog, "utf-8")


def test_only_what_youtube_refuses_is_held_and_file_and_key_are_named(marked_up: Shipped) -> None:
    """And what has no more words than an override to turn others around is told as well."""
    assert marked_up.code == 1
    refused = {"title", "synopsis", "tagline"}
    paths = ("series.toml", "locales/en.po")
    assert {
        (code, path, key) for code, target, path, key in marked_up.held if "youtube" in target
    } >= {("MET003", path, f"series/{key}") for path in paths for key in refused}
    assert {target for _, target, _, _ in marked_up.held} == {"youtube", "one-language"}
    delivered = {target for target, _ in marked_up.states("delivered")}
    assert delivered == {*BUILT_IN, *OVERLAYS} - {"youtube", "one-language"} | {"youtube"}
    assert ("youtube", "th") in marked_up.states("delivered")


def test_nothing_is_written_but_where_it_belongs(marked_up: Shipped, formulas: Shipped) -> None:
    assert marked_up.strays == {}
    assert formulas.strays == {}


def test_no_control_of_the_writing_direction_reaches_a_terminal(marked_up: Shipped) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "goglobal", "check", marked_up.series.name],
        cwd=marked_up.series.parent,
        capture_output=True,
        text=True,
    )
    assert "U+202E, which turns text around" in result.stdout
    assert not set(TURNED) & set(result.stdout + result.stderr)


def rows_of(data: bytes) -> list[list[str]]:
    """The rows of a CSV file whose cells may hold a megabyte."""
    limit = csv.field_size_limit(10 * len(MEGABYTE))
    try:
        text = io.StringIO(data.decode("utf-8-sig"), newline="")
        return list(csv.reader(text, strict=True))
    finally:
        csv.field_size_limit(limit)


def shown(text: str) -> str:
    """Without the controls that turn text, which forms leave out, and runs of spaces."""
    return " ".join("".join(c for c in text if c not in TURNED).split())


def test_xml_is_well_formed_and_gives_the_texts_back(marked_up: Shipped) -> None:
    wanted = {f"title {MARKUP}", f"synopsis {MARKUP}", f"name {MARKUP}"}
    wanted |= {f"{text} in English" for text in wanted}
    seen = set()
    for bundle, file, data in marked_up.files(".xml"):
        root = ET.fromstring(data)
        texts = {shown(text) for text in root.itertext()} | {
            shown(value) for element in root.iter() for value in element.attrib.values()
        }
        if "-mec" in file.path and "s01" not in file.path:
            assert {shown(text) for text in wanted} <= texts, bundle.target
            seen.add(bundle.target)
        assert not re.search(rb"<script|<!\[CDATA|<!--", data)
    assert seen == {"mddf", "prime-video", "roku"}


def test_json_gives_the_texts_back_as_they_are(marked_up: Shipped) -> None:
    seen = set()
    for bundle, _, data in marked_up.files("series.json"):
        document = json.loads(data)
        if bundle.language in ("zh-Hans", "en"):
            end = " in English" if bundle.language == "en" else ""
            for key in ("title", "synopsis", "tagline"):
                assert document[key] == f"{key} {MARKUP}{end}"
            cast = next(c for c in document["credits"] if c["name"].startswith("name "))
            assert (cast["name"], cast["character"]) == (
                f"name {MARKUP}{end}",
                f"character {MARKUP}{end}",
            )
            seen.add(bundle.target)
        elif bundle.language is None:
            assert document["copyright"] == f"copyright {MARKUP}"
            assert document["production_company"] == f"production_company {MARKUP}"
    assert seen >= {"generic", "vertical-app", "bag"}


def test_tables_give_the_texts_back(marked_up: Shipped) -> None:
    found = set()
    for bundle, _, data in marked_up.files(".csv"):
        if bundle.target == "youtube":
            continue
        found |= {shown(cell) for row in rows_of(data) for cell in row}
    for _, _, data in marked_up.files(".xlsx"):
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        found |= {shown(str(c.value)) for row in sheet.iter_rows() for c in row if c.value}
    assert shown(f"title {MARKUP}") in found
    assert shown(f"synopsis {MARKUP} in English") in found


@pytest.fixture(scope="module")
def formulas(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    """English titles that spreadsheets would run, and a Thai synopsis of a megabyte."""
    series = copied(tmp_path_factory.mktemp("formulas"))
    for_every_platform(series, languages=LANGUAGES)
    in_catalog(series, "en", FORMULAS)
    in_catalog(series, "th", {"series/synopsis": MEGABYTE})
    return Shipped(series)


def test_a_megabyte_holds_only_what_has_no_room_for_it(formulas: Shipped) -> None:
    assert formulas.code == 1
    assert formulas.held == {
        ("MET002", "tiktok-drama-center", "locales/th.po", "series/synopsis"),
    }
    held = {(target, language) for target, language in formulas.states("held") if language}
    assert held == {("tiktok-drama-center", "th")}
    (document,) = (
        json.loads(data)
        for bundle, _, data in formulas.files("series.json")
        if (bundle.target, bundle.language) == ("generic", "th")
    )
    assert document["synopsis"] == MEGABYTE
    bodies = [
        json.loads(data)
        for bundle, file, data in formulas.files(".json")
        if file.path.startswith("localizations/")
    ]
    assert bodies
    for body in bodies:
        for words in (body["snippet"], *body["localizations"].values()):
            assert len(words["description"].encode("utf-8")) <= 5000
    for _, file, data in formulas.files(".xml"):
        if "-mec" in file.path:
            summaries = [e.text or "" for e in ET.fromstring(data).iter() if "Summary" in e.tag]
            assert max(map(len, summaries)) <= 4000


def test_no_cell_of_a_csv_is_a_formula(formulas: Shipped) -> None:
    guarded = 0
    for bundle, file, data in formulas.files(".csv"):
        for row in rows_of(data):
            for cell in row:
                runs = cell.lstrip().startswith(GUARDED) or cell.startswith(GUARDED)
                assert not runs, f"{bundle.target} {file.path}: {cell}"
                guarded += cell.startswith("'") and cell[1:].lstrip().startswith(GUARDED)
    # English, at generic, vertical-app, bag, filmhub, tiktok; YouTube's begin with the title
    assert guarded >= 7 * 5


def test_every_cell_of_a_workbook_is_text(formulas: Shipped) -> None:
    found = set()
    for _, _, data in formulas.files(".xlsx"):
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        found |= {cell.value for cell in cells}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    shown_cells = {unescape(cell).strip() for cell in found}
    assert {text.strip() for text in FORMULAS.values()} <= shown_cells


def test_titles_that_are_formulas_are_whole_in_xml_and_json(formulas: Shipped) -> None:
    texts: set[str] = set()
    for bundle, file, data in formulas.files(".xml"):
        if bundle.target == "mddf" and "-mec" in file.path:
            texts |= {text.strip() for text in ET.fromstring(data).itertext()}
    for key, text in FORMULAS.items():
        assert " ".join(text.split()) in texts, key
    (document,) = (
        json.loads(data)
        for bundle, _, data in formulas.files("series.json")
        if (bundle.target, bundle.language) == ("generic", "en")
    )
    titles = [episode["title"] for episode in document["episodes"]]
    assert titles == [FORMULAS[f"episode/00{number}/title"] for number in range(1, 7)]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """One episode in two languages, to one target whose names hold the partner's."""
    series = copied(tmp_path)
    profiles = series / "profiles"
    profiles.mkdir()
    (profiles / "named.toml").write_text(
        'extends = "generic"\nsource = "this test"\nchecked = 2026-11-26\n\n[subtitles]\n'
        'formats = ["srt"]\n\n[[deliverables]]\nformat = "srt"\n'
        'name = "{alias}/{id}/{series}.ep{episode:03}.{language}{kind:.}.srt"\n\n'
        '[[deliverables]]\nformat = "metadata-json"\nname = "{id}.json"\n',
        "utf-8",
    )
    (profiles / "placed.toml").write_text(
        'extends = "generic"\nsource = "this test"\nchecked = 2026-11-26\nlayout = "in-place"\n'
        'key_template = "{alias}/{language}/{path}"\n',
        "utf-8",
    )
    return series


def targets(series: Path, platform: str, more: str = "") -> None:
    (series / "goglobal.toml").write_text(
        f'[targets.t]\nplatform = "{platform}"\nurl = "file:outbox"\nepisodes = "1"\n'
        f'languages = ["zh-Hans", "en"]\n{more}',
        "utf-8",
    )


ELSEWHERE = {
    "up": "../../../../escape",
    "absolute": "/tmp/goglobal-escape",
    "drive": "C:\\escape",
    "drive with a slash": "C:/escape",
    "share": "\\\\server\\escape",
    "parent": "..",
    "itself": ".",
    "device": "CON",
    "empty part": "a//b",
    "turned": "x\u202eescape",
}


def ships(series: Path) -> tuple[set[str], list[str]]:
    """The states of all receipts, and what is said of what is held, with its help."""
    before = everywhere(series.parent)
    report = goglobal.ship(series)
    assert everywhere(series.parent) == before
    told = [
        f"{reason.code}: {reason.message.format(**reason.arguments)} {reason.help}"
        for held in report.held
        for reason in held.reasons
    ]
    return {receipt.state for receipt in report.receipts}, told


@pytest.mark.parametrize("value", ELSEWHERE.values(), ids=ELSEWHERE)
def test_an_id_that_leads_elsewhere_is_refused_by_check(small: Path, value: str) -> None:
    targets(small, "named")
    with (small / "ids.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("target", "episode", "id"), ("t", "", value)])
    states, told = ships(small)
    assert states == {"held"}
    assert told
    assert all(line.startswith("DLV001: ") and "ids.csv" in line for line in told)


@pytest.mark.parametrize("platform", ["named", "placed"])
@pytest.mark.parametrize("value", ELSEWHERE.values(), ids=ELSEWHERE)
def test_an_alias_that_leads_elsewhere_is_refused_by_check(
    small: Path, value: str, platform: str
) -> None:
    targets(small, platform, f'alias = "{escaped(value)}"\n')
    (small / "ids.csv").write_text("target,episode,id\nt,,MLB\n", "utf-8")
    states, told = ships(small)
    assert states == {"held"}
    assert told
    assert all(line.startswith("DLV001: ") and "alias" in line for line in told)


@pytest.mark.parametrize(
    "value", ["../escape", "/tmp/escape", "C:\\escape", "a b", "..", "x\u202e"]
)
def test_a_series_id_that_leads_elsewhere_is_refused(small: Path, value: str) -> None:
    toml = (small / "series.toml").read_text("utf-8")
    toml = toml.replace('id = "moonlit-bund"', f'id = "{escaped(value)}"')
    (small / "series.toml").write_text(toml, "utf-8")
    targets(small, "generic")
    before = everywhere(small.parent)
    with pytest.raises(ProjectError) as caught:
        goglobal.ship(small)
    (problem,) = caught.value.problems
    assert (problem.file.rpartition("/")[2], problem.where) == ("series.toml", "series.id")
    assert everywhere(small.parent) == before


def test_control_characters_in_series_toml_are_refused_all_at_once(small: Path) -> None:
    toml = (small / "series.toml").read_text("utf-8")
    for old, new in (
        ('title = "外滩月色"', 'title = "a\\u0007b"'),
        ('tagline = "月光', 'tagline = "\\u001b[31m月光'),
        ('name = "江映雪"', 'name = "\\u0000"'),
        ('keywords = ["复仇"', 'keywords = ["复\\u0085仇"'),
    ):
        assert toml.count(old) == 1
        toml = toml.replace(old, new)
    (small / "series.toml").write_text(toml, "utf-8")
    targets(small, "generic")
    with pytest.raises(ProjectError) as caught:
        goglobal.ship(small)
    assert {problem.where for problem in caught.value.problems} == {
        *("series.title", "series.tagline", "series.keywords[0]", "series.credits[3].name")
    }
    assert all(problem.line for problem in caught.value.problems)


@pytest.mark.parametrize("character", ["\x07", "\x1b", "\x0b", "\x7f", "\x85", "\ufffe", "\uffff"])
def test_a_control_character_in_a_catalog_holds_its_language(small: Path, character: str) -> None:
    targets(small, "generic")
    in_catalog(small, "en", {"episode/001/title": f"Back {character}[31m"})
    report = goglobal.ship(small)
    assert {r.language for r in report.receipts if r.state == "delivered"} == {"zh-Hans"}
    reasons = [reason for held in report.held for reason in held.reasons]
    assert {(reason.code, reason.path, reason.arguments["key"]) for reason in reasons} == {
        ("MET003", "locales/en.po", "episode/001/title")
    }
    reason = reasons[0]
    assert reason.line
    assert reason.arguments["code"] == f"U+{ord(character):04X}"


def test_half_a_surrogate_pair_goes_nowhere(small: Path) -> None:
    """As bytes it is no UTF-8; as an escape of JSON it is six characters, which is told."""
    targets(small, "generic")
    in_catalog(small, "en", {"episode/001/title": "Back \\ud800 \\udfff"})
    path = small / "locales" / "en.po"
    path.write_bytes(path.read_bytes().replace(b"\\\\ud", b"\\ud"))
    report = goglobal.ship(small)
    assert {receipt.state for receipt in report.receipts} == {"delivered"}
    assert "CAT008" in {finding.code for finding in report.check.findings}
    for bundle in report.bundles:
        for file in bundle.manifest.files:
            if not file.media_type.startswith("image/"):
                Path(bundle.path, file.path).read_bytes().decode("utf-8")
    path.write_bytes(path.read_bytes().replace(b"\\ud800", b"\xed\xa0\x80"))
    report = goglobal.ship(small)
    told = {(r.code, r.path) for held in report.held for r in held.reasons}
    assert told == {("CAT005", "locales/en.po")}


def test_what_a_person_waived_still_breaks_no_file(small: Path) -> None:
    """A control character that was waived: XML and CSV go out without it, JSON escapes it."""
    targets(small, "mddf", "[targets.u]\n" + 'platform = "generic"\nurl = "file:outbox-u"\n')
    in_catalog(small, "en", {"episode/001/title": "Back\x1b[31m\x07 home"})
    (small / "waivers.toml").write_text(
        '[[waivers]]\ncode = "MET003"\nreason = "it was asked for"\nby = "Wang Min"\n', "utf-8"
    )
    report = goglobal.ship(small)
    assert {receipt.state for receipt in report.receipts} == {"delivered"}
    seen = set()
    for bundle in report.bundles:
        for file in bundle.manifest.files:
            data = Path(bundle.path, file.path).read_bytes()
            if file.path.endswith("e001-mec.xml"):
                assert "Back[31m home" in set(ET.fromstring(data).itertext())
            elif file.path.endswith(".csv") and bundle.language == "en":
                assert "Back[31m home" in data.decode("utf-8")
            elif file.path == "metadata/series.json" and bundle.language == "en":
                assert json.loads(data)["episodes"][0]["title"] == "Back\x1b[31m\x07 home"
            else:
                continue
            controls = {c for c in data.decode("utf-8") if unicodedata.category(c) == "Cc"}
            assert controls <= {"\r", "\n"}, file.path
            seen.add(file.path.rpartition(".")[2])
    assert seen == {"xml", "csv", "json"}


def test_a_text_that_no_format_can_hold_is_an_error_that_names_its_place(small: Path) -> None:
    """Characters beyond the first plane count twice in a cell: there, only the writer knows."""
    targets(small, "tiktok-drama-center")
    in_catalog(small, "en", {"series/synopsis": "😀" * 20_000})
    before = everywhere(small.parent)
    with pytest.raises(GoGlobalError, match=r"moonlit-bund\.en\.xlsx: .* cell D2, Synopsis, "):
        goglobal.ship(small)
    assert everywhere(small.parent) == before
    assert not (small / "outbox").exists()
