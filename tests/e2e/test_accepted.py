"""What one `ship` to every built-in platform writes, and other people's programs take it.

The example goes to all platforms at once, with what they demand put in: pictures of their sizes,
ids, a document; and with texts that are longer than YouTube's limits.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import langcodes
import openpyxl
import polib
import pysrt
import pytest
import ttconv.imsc.reader
import webvtt
from PIL import Image
from tests.e2e.platforms import BUILT_IN, OVERLAYS, PICTURES, copied, for_every_platform
from ttconv import model

import goglobal
from goglobal.bundling.bundle import Bundle
from goglobal.bundling.manifest import ManifestFile
from goglobal.deliverables.base import format_names

IDS: dict[int | None, str] = {None: "PL0000000001", **{n: f"vid0000000{n}" for n in range(1, 7)}}
LONG_TITLE = "The Moonlight That Never Left the Bund " * 4
LONG_SYNOPSIS = "Ten years ago a fire took her father; tonight she dances with his heir. " * 90
YOUTUBE = {"title": 100, "description": 5_000, "tags": 500}
"""Characters, bytes, characters."""
FRAME = 40
"""ms, at the example's 25 frames a second: timed text may count in frames."""


def project_in(folder: Path) -> Path:
    """The example with a target for every profile, and what they demand."""
    series = copied(folder)
    for_every_platform(series, more="rights = { free_episodes = 2 }\n")
    lengthened(series / "locales" / "en.po")
    rows = [f"youtube,{number or ''},{identity}" for number, identity in IDS.items()]
    (series / "ids.csv").write_text("\n".join(["target,episode,id", *rows, ""]), "utf-8")
    return series


def lengthened(catalog: Path) -> None:
    text = catalog.read_text("utf-8")
    for key, words in (("title", LONG_TITLE), ("synopsis", LONG_SYNOPSIS)):
        pattern = rf'(msgctxt "series/{key}"\nmsgid (?:"[^"]*"\n)+msgstr )(?:"[^"]*"\n)+'
        text, count = re.subn(pattern, rf'\1"{words.strip()}"\n', text)
        assert count == 1, key
    catalog.write_text(text, "utf-8")


class Shipped:
    """The project after it was shipped, and how the command ended."""

    def __init__(self, folder: Path) -> None:
        self.series = project_in(folder)
        self.result = subprocess.run(
            [sys.executable, "-m", "goglobal", "ship", str(self.series), "--format", "json"],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        self.bundles = goglobal.load_bundles(self.series / "dist")

    def files(self, *formats: str) -> Iterator[tuple[Bundle, ManifestFile, bytes]]:
        """Every delivered file, or those whose media type begins with one of `formats`."""
        for bundle in self.bundles:
            for file in bundle.manifest.files:
                if not formats or file.media_type.startswith(formats):
                    yield bundle, file, Path(bundle.path, file.path).read_bytes()

    def of(self, target: str, *formats: str) -> Iterator[tuple[Bundle, ManifestFile, bytes]]:
        return (found for found in self.files(*formats) if found[0].target == target)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    return Shipped(tmp_path_factory.mktemp("accepted"))


def said(command: list[str], folder: Path | None = None) -> str:
    """What a program says that has to end well."""
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_every_platform_gets_everything_at_once(shipped: Shipped) -> None:
    assert shipped.result.stdout.startswith("{"), shipped.result.stderr
    document = json.loads(shipped.result.stdout)
    held = [(r["target"], r["code"], r["path"]) for h in document["held"] for r in h["reasons"]]
    assert (shipped.result.returncode, held) == (0, [])
    receipts = document["receipts"]
    assert {receipt["state"] for receipt in receipts} == {"delivered"}
    assert {receipt["target"] for receipt in receipts} == {*BUILT_IN, *OVERLAYS}
    series = goglobal.load_series(shipped.series)
    for name in BUILT_IN:
        wanted = goglobal.load_profile(name).bundle_by
        there = {r["language"] for r in receipts if r["target"] == name}
        assert there - {None} == set(() if wanted == "series" else series.languages), name
        assert there, name


def test_what_is_built_is_what_lies_in_the_outbox(shipped: Shipped) -> None:
    for target in (*BUILT_IN, *OVERLAYS):
        folder = shipped.series / "outbox" / target
        digests = {
            hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file()
        }
        files = [file for _, file, _ in shipped.of(target)]
        assert {file.sha256 for file in files} <= digests
        assert len(files) > 6


def test_every_format_that_there_is_was_delivered(shipped: Shipped) -> None:
    asked = {
        deliverable.format
        for name in (*BUILT_IN, *OVERLAYS)
        for deliverable in goglobal.load_profile(name, project=shipped.series).deliverables
    }
    assert asked == set(format_names())


def test_every_file_has_a_reader_here(shipped: Shipped) -> None:
    assert {file.media_type.partition(";")[0] for _, file, _ in shipped.files()} == {
        *("application/x-subrip", "text/vtt", "application/ttml+xml"),
        *("application/json", "text/csv", "application/xml", "application/zip"),
        *("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "image/jpeg"),
        *("application/pdf", "text/plain"),
    }


def test_sha256sum_finds_every_sum_right(shipped: Shipped) -> None:
    """In what was built, and in every outbox whose partner welcomes our sums."""
    sums = sorted(shipped.series.rglob("SHA256SUMS"))
    assert len(sums) > 60
    for path in sums:
        listed = said(["sha256sum", "-c", path.name], path.parent).splitlines()
        assert len(listed) == len(path.read_text("utf-8").splitlines()) > 0
    bags = sorted((shipped.series / "outbox").rglob("manifest-sha256.txt"))
    assert bags
    for path in bags:
        said(["sha256sum", "-c", "manifest-sha256.txt", "tagmanifest-sha256.txt"], path.parent)


def test_bagit_python_takes_every_bag(shipped: Shipped) -> None:
    """As the built folders, and as what lies in the outbox without what is ours beside it."""
    built = [Path(bundle.path) for bundle in shipped.bundles if bundle.target == "bag"]
    sent = [path.parent for path in (shipped.series / "outbox" / "bag").rglob("bagit.txt")]
    assert len(built) == len(sent) > 10
    command = [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", "--quiet"]
    said([*command, *map(str, built + sent)])


def zips(shipped: Shipped) -> Iterator[tuple[Bundle, Path]]:
    for bundle, file, _ in shipped.files("application/zip"):
        yield bundle, Path(bundle.path, file.path)


def test_a_zip_holds_what_the_same_profile_without_it_delivers(shipped: Shipped) -> None:
    loose: dict[str | None, dict[str, bytes]] = {}
    for bundle, file, data in shipped.of("generic"):
        loose.setdefault(bundle.language, {})[file.path] = data
    count = 0
    for bundle, path in zips(shipped):
        said([sys.executable, "-m", "zipfile", "-t", str(path)])
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            packed = {name: archive.read(name) for name in archive.namelist()}
        assert packed == loose[bundle.language]
        count += 1
    assert count == len(loose)


@pytest.mark.unzip
def test_unzip_takes_every_zip(shipped: Shipped) -> None:
    for _, path in zips(shipped):
        assert "No errors detected" in said(["unzip", "-t", str(path)])


def plain(text: str) -> str:
    """Without mark-up of SRT and what a format may do to spaces."""
    lines = re.sub(r"</?[ibu]>|</?font[^>]*>|\{\\an?\d+\}", "", text).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)


Timed = list[tuple[int, int, str]]


def in_source(shipped: Shipped, language: str | None, episode: int | None) -> Timed:
    path = shipped.series / "subtitles" / f"{language}" / f"ep{episode:03}.srt"
    return [(c.start.ordinal, c.end.ordinal, plain(c.text)) for c in pysrt.open(str(path))]


def by_pysrt(data: bytes) -> Timed:
    cues = pysrt.from_string(data.decode("utf-8"), error_handling=pysrt.ERROR_RAISE)
    assert [cue.index for cue in cues] == list(range(1, len(cues) + 1))
    return [(cue.start.ordinal, cue.end.ordinal, plain(cue.text)) for cue in cues]


def by_webvtt_py(data: bytes) -> Timed:
    found = webvtt.from_buffer(io.StringIO(data.decode("utf-8"))).captions
    return [(in_ms(cue.start), in_ms(cue.end), plain(cue.text)) for cue in found]


def in_ms(stamp: str) -> int:
    hours, minutes, seconds = stamp.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)


def by_ttconv(data: bytes) -> Timed:
    document = ttconv.imsc.reader.to_model(ET.ElementTree(ET.fromstring(data)))
    body = document.get_body()
    assert body is not None
    found = []
    for paragraph in (p for division in body for p in division):
        begin, end = paragraph.get_begin() or 0, paragraph.get_end()
        assert end is not None
        found.append((round(begin * 1000), round(end * 1000), plain("".join(words(paragraph)))))
    return found


def words(element: model.ContentElement) -> Iterator[str]:
    for child in element:
        if isinstance(child, model.Br):
            yield "\n"
        elif isinstance(child, model.Text):
            yield child.get_text()
        else:
            yield from words(child)


@pytest.mark.parametrize(
    ("media_type", "read"),
    [
        ("application/x-subrip", by_pysrt),
        ("text/vtt", by_webvtt_py),
        ("application/ttml+xml", by_ttconv),
    ],
)
def test_others_read_the_same_cues(
    shipped: Shipped, media_type: str, read: Callable[[bytes], Timed]
) -> None:
    seen: Counter[str] = Counter()
    for bundle, file, data in shipped.files(media_type):
        where = f"{bundle.target} {file.path}"
        source, found = in_source(shipped, file.language, file.episode), read(data)
        assert [cue[2] for cue in found] == [cue[2] for cue in source], where
        for was, now in zip(source, found, strict=True):
            assert abs(was[0] - now[0]) <= FRAME, where
            assert abs(was[1] - now[1]) <= FRAME, where
        seen[bundle.target] += 1
    assert len(seen) > 1
    assert all(count % 6 == 0 for count in seen.values())


def test_metadata_is_as_the_published_schema_says(shipped: Shipped) -> None:
    schema = json.loads(said([sys.executable, "-m", "goglobal", "schema", "metadata"]))
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    validator.check_schema(schema)
    targets = set()
    for bundle, file, data in shipped.files("application/json"):
        document = json.loads(data)
        if document.get("schema") == "goglobal.metadata/1":
            validator.validate(document)
            targets.add(bundle.target)
        else:
            assert "youtube" in bundle.platform or bundle.target == "one-language", file.path
    assert targets >= {"generic", "vertical-app", "bag"}


def assert_within_youtube_s_limits(title: str, description: str) -> None:
    assert 0 < len(title) <= YOUTUBE["title"]
    assert len(description.encode("utf-8")) <= YOUTUBE["description"]
    assert not set("<>") & set(title + description)


def test_youtube_s_api_takes_the_bodies(shipped: Shipped) -> None:
    full = 0
    bodies = [
        (bundle.target, json.loads(data))
        for target in ("youtube", "one-language")
        for bundle, file, data in shipped.of(target, "application/json")
        if file.path.startswith("localizations/")
    ]
    assert len(bodies) == 12
    for target, body in bodies:
        snippet, others = body["snippet"], body["localizations"]
        assert set(snippet) <= {
            *("title", "description", "tags", "categoryId"),
            *("defaultLanguage", "defaultAudioLanguage"),
        }
        assert set(body) == {"snippet", "localizations", *(["id"] if target == "youtube" else [])}
        assert snippet["categoryId"].isdecimal()
        for text in (snippet, *others.values()):
            assert_within_youtube_s_limits(text["title"], text["description"])
            full += len(text["description"].encode("utf-8")) > YOUTUBE["description"] - 40
        tags: list[str] = snippet["tags"]
        assert sum(len(tag) + 2 * (" " in tag) + 1 for tag in tags) - 1 <= YOUTUBE["tags"]
        assert snippet["defaultLanguage"] in others
        assert all(langcodes.tag_is_valid(tag) for tag in others)
        assert len(others) == (1 if target == "one-language" else 10)
    assert full == 18, "the long synopsis fills every English description"
    assert {body["id"] for target, body in bodies if target == "youtube"} == {
        identity for number, identity in IDS.items() if number
    }


def test_youtube_s_content_manager_takes_the_rows(shipped: Shipped) -> None:
    tables = [
        (target, list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)))
        for target in ("youtube", "one-language")
        for _, _, data in shipped.of(target, "text/csv")
    ]
    assert len(tables) == 2
    for target, rows in tables:
        assert len(rows) == 6
        names = {Path(file.path).name for _, file, _ in shipped.of(target)}
        for row in rows:
            assert None not in row.values()
            assert_within_youtube_s_limits(row["title"], row["description"])
            captions, tags = row["caption_file"].split("|"), row["caption_language"].split("|")
            assert len(captions) == len(tags) == len(set(tags))
            assert {*captions, row["custom_thumbnail"]} <= names
            assert all(langcodes.tag_is_valid(tag) for tag in tags)
            if target == "youtube":
                assert row["video_id"] in IDS.values()
            else:
                assert len(row["title"]) > 90


def test_openpyxl_opens_tiktok_s_workbook_and_reads_what_the_csv_says(shipped: Shipped) -> None:
    tables: dict[str | None, dict[str, list[list[str]]]] = {}
    for bundle, file, data in shipped.of("tiktok-drama-center"):
        if file.path.endswith(".xlsx"):
            sheet = openpyxl.load_workbook(io.BytesIO(data)).active
            rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
            assert {c.data_type for row in sheet.iter_rows() for c in row if c.value} == {"s"}
            tables.setdefault(bundle.language, {})["xlsx"] = rows
        elif file.path.endswith(".csv"):
            text = data.decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
            tables.setdefault(bundle.language, {})["csv"] = rows
    assert len(tables) == 10
    for language, table in tables.items():
        assert table["xlsx"] == table["csv"], language
        assert [len(table["csv"]), {len(row) for row in table["csv"]}] == [8, {13}]


def test_spreadsheets_read_every_table(shipped: Shipped) -> None:
    for bundle, file, data in shipped.files("text/csv"):
        text = data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert len({len(row) for row in rows}) == 1, f"{bundle.target} {file.path}"
        assert len(rows) in (7, 8)
        assert text.endswith("\r\n")


def test_pillow_opens_every_picture(shipped: Shipped) -> None:
    sizes = set()
    for _, _, data in shipped.files("image/"):
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            sizes.add(picture.size)
    assert sizes >= {size for pictures in PICTURES.values() for size in pictures.values()}


def test_documents_go_out_as_they_came_in(shipped: Shipped) -> None:
    source = (shipped.series / "documents" / "chain.pdf").read_bytes()
    assert [data for _, _, data in shipped.files("application/pdf")] == [source]


def test_every_file_that_an_mmc_names_lies_there_with_its_digest(shipped: Shipped) -> None:
    """As seen from the manifest, in the outbox: an `mmc` names all files of its target."""
    manifest = "{http://www.movielabs.com/schema/manifest/v"
    seen: Counter[str] = Counter()
    for target in BUILT_IN:
        for path in sorted((shipped.series / "outbox" / target).rglob("*-mmc*.xml")):
            for container in ET.parse(path).iter():
                if not container.tag.endswith("}ContainerReference"):
                    continue
                assert container.tag.startswith(manifest)
                told = {child.tag.partition("}")[2]: child.text or "" for child in container}
                hashes = {
                    child.get("method"): child.text
                    for child in container
                    if child.tag.endswith("}Hash")
                }
                data = (path.parent / unquote(told["ContainerLocation"])).read_bytes()
                assert int(told["Length"]) == len(data)
                assert hashes["MD5"] == hashlib.md5(data).hexdigest()
                assert hashes["SHA-256"] == hashlib.sha256(data).hexdigest()
                seen[target] += 1
    assert {name for name in BUILT_IN if seen[name] > 60} == {
        name
        for name in BUILT_IN
        if any(d.format.startswith("mmc") for d in goglobal.load_profile(name).deliverables)
    }


def test_mec_documents_have_every_language_s_own_words(shipped: Shipped) -> None:
    """As polib reads them in the catalogs."""
    words = tomllib.loads((shipped.series / "series.toml").read_text("utf-8"))["series"]
    titles = {"cmn-Hans": words["title"]}
    for path in (shipped.series / "locales").glob("*.po"):
        found = {entry.msgctxt: entry.msgstr for entry in polib.pofile(str(path))}
        titles[path.stem] = found["series/title"].strip()
    seen: Counter[str] = Counter()
    for bundle, file, data in shipped.files("application/xml"):
        if not file.path.endswith("moonlit-bund-mec.xml") and "-mec-r" not in file.path:
            continue
        infos = ET.fromstring(data).findall(".//{*}LocalizedInfo")
        assert {info.get("language") for info in infos} == set(titles)
        if "-s01" in file.path:
            continue  # a season's or an episode's
        for info in infos:
            display = info.findtext("{*}TitleDisplayUnlimited")
            assert display == titles[info.get("language") or ""], file.path
            assert len(info.findtext("{*}TitleDisplay60") or "") <= 60
            assert len(info.findtext("{*}Summary190") or "") in range(1, 191)
        seen[bundle.target] += 1
    assert set(seen) == {"mddf", "prime-video", "roku"}


def test_deep_verify_finds_nothing_wrong(shipped: Shipped) -> None:
    command = [sys.executable, "-m", "goglobal", "verify", str(shipped.series), "--deep"]
    document = json.loads(said([*command, "--format", "json"]))
    assert document["damaged"] == []
    assert document["objects"] > 900
