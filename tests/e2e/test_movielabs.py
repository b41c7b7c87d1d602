"""The example as MovieLabs' receivers get it, from the command line to the last byte."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree
from tests.e2e.conftest import Run

from goglobal.bundling import building
from goglobal.bundling.seeing import Sighting
from goglobal.digests import Digest
from goglobal.errors import GoGlobalError
from goglobal.pipeline import load, plan
from goglobal.rules.delivered import MadeDocument
from goglobal.rules.mddf_documents import judge

TARGET = '[targets.{name}]\nplatform = "{platform}"\nurl = "file:{name}"\n{more}'
PROFILE = """extends = "mddf"
source = "the partner's mail of 2026-11-20"
checked = 2026-11-20
bundle_by = "language"
layout = "in-place"
key_template = "{language}/{path}"

[[deliverables]]
format = "srt"
name = "subtitles/ep{episode:03}{kind:-}.srt"

[[deliverables]]
format = "artwork"
name = "artwork/{purpose}"
bundle = "shared"

[[deliverables]]
format = "mec-series"
name = "series-mec.xml"

[[deliverables]]
format = "mec-season"
name = "season-mec.xml"

[[deliverables]]
format = "mec-episode"
name = "ep{episode:03}-mec.xml"

[[deliverables]]
format = "mmc"
name = "mmc.xml"
bundle = "shared"
"""
MASTER = '\n[[series.masters]]\nname = "clean"\naudio = "cmn"\n'


def target(project: Path, name: str, platform: str, more: str = "") -> None:
    text = TARGET.format(name=name, platform=platform, more=more)
    (project / "goglobal.toml").write_text(text, encoding="utf-8")


def ship(goglobal: Run, project: Path, *words: str, **env: str) -> dict[str, list[dict[str, str]]]:
    result = goglobal("ship", project, "--format", "json", *words, **env)
    assert result.returncode == 0, result.stdout + result.stderr
    found: dict[str, list[dict[str, str]]] = json.loads(result.stdout)
    return found


def documents(folder: Path) -> list[MadeDocument]:
    return [
        MadeDocument(path=place, format="", data=path.read_bytes(), key=place)
        for path in sorted(folder.rglob("*.xml"))
        for place in [path.relative_to(folder).as_posix()]
    ]


def require_true_manifests(folder: Path) -> int:
    """Every file that a manifest names lies where it says, and is what it says."""
    count = 0
    for path in folder.rglob("*mmc*.xml"):
        for container in etree.parse(path).iter("{*}ContainerReference"):
            (place,) = container.iterfind("{*}ContainerLocation")
            data = (path.parent / unquote(place.text or "")).read_bytes()
            assert container.findtext("{*}Length") == str(len(data))
            hashes = {h.get("method"): h.text for h in container.iterfind("{*}Hash")}
            assert hashes["SHA-256"] == hashlib.sha256(data).hexdigest()
            count += 1
    return count


@pytest.mark.parametrize("platform", ["mddf", "roku"])
def test_what_arrives_is_listed_and_is_what_the_manifests_say(
    goglobal: Run, series: Path, platform: str
) -> None:
    target(series, "partner", platform, 'organisation = "studio.example"\n')
    ship(goglobal, series)
    outbox = series / "partner"
    assert require_true_manifests(outbox) > 60
    found = documents(outbox)
    places = [p.relative_to(outbox).as_posix() for p in outbox.rglob("*") if p.is_file()]
    assert list(judge(found, files=dict.fromkeys(places))) == []
    listed = set()
    for path in outbox.rglob("*mmc*.xml"):
        for place in etree.parse(path).iter("{*}ContainerLocation"):
            listed.add((path.parent / unquote(place.text or "")).resolve())
    payload = {p.resolve() for p in outbox.rglob("*") if p.suffix in (".srt", ".vtt", ".jpg")}
    assert payload <= listed


def test_languages_that_are_sent_by_themselves_and_the_manifest_that_lists_them(
    goglobal: Run, series: Path
) -> None:
    (series / "profiles").mkdir()
    (series / "profiles" / "partner.toml").write_text(PROFILE, encoding="utf-8")
    target(series, "partner", "partner")
    ship(goglobal, series)
    outbox = series / "partner"
    assert require_true_manifests(outbox) > 100
    roots = {d.path: etree.fromstring(d.data) for d in documents(outbox)}
    thai = roots["th/ep003-mec.xml"]
    assert etree.QName(thai).localname == "LocalizedInfoDelivery"
    assert thai.get("language") == "th"
    names = [e.text for e in thai.iter("{*}DisplayName")]
    assert len(names) == 6
    assert all(name and not name.isascii() for name in names)
    again = ship(goglobal, series)
    assert {receipt["state"] for receipt in again["receipts"]} == {"unchanged"}


def test_one_language_alone_leaves_what_the_manifest_says_true(goglobal: Run, series: Path) -> None:
    (series / "profiles").mkdir()
    (series / "profiles" / "partner.toml").write_text(PROFILE, encoding="utf-8")
    target(series, "partner", "partner")
    ship(goglobal, series)
    track = series / "subtitles" / "th" / "ep001.srt"
    track.write_text(track.read_text("utf-8").replace("00:00:01,", "00:00:02,", 1), "utf-8")
    ship(goglobal, series, "-l", "th")
    assert require_true_manifests(series / "partner") > 100


def test_a_video_is_listed_with_its_sound_where_it_really_lies(series: Path) -> None:
    """Videos are kept by their content, outside of the bundle."""
    with (series / "series.toml").open("a", encoding="utf-8") as file:
        file.write(MASTER)
    (series / "video").mkdir()
    for number in range(1, 7):
        (series / "video" / f"ep{number:03}.mp4").write_bytes(b"picture and sound" * number)
    target(series, "partner", "mddf", "video = true\n")
    import goglobal as library

    (assignment,) = plan(load(series), library.load_targets(series)).assignments
    (bundle,) = building.build_assignment(assignment, series / "dist")
    (manifest,) = [f for f in bundle.manifest.files if f.path.endswith("-mmc.xml")]
    root = etree.fromstring(Path(bundle.path, manifest.path).read_bytes())
    video, audio = (root.findall(f".//{{*}}{kind}") for kind in ("Video", "Audio"))
    assert len(video) == len(audio) == 6
    keys = {f.key for f in bundle.manifest.files if f.key}
    for one in video:
        place = one.findtext(".//{*}ContainerLocation") or ""
        assert f"moonlit-bund/{place.removeprefix('../../')}" in keys


def test_check_tells_of_ids_that_two_titles_have_before_anything_is_sent(
    goglobal: Run, series: Path
) -> None:
    target(series, "partner", "mddf")
    ids = "target,episode,id\npartner,1,SKU\npartner,2,SKU\n"
    (series / "ids.csv").write_text(ids, encoding="utf-8")
    result = goglobal("check", series, "--select", "DLV", "--format", "json")
    assert result.returncode == 1
    found = json.loads(result.stdout)["findings"]
    assert {finding["code"] for finding in found} == {"DLV005"}
    assert any("is that of" in finding["message"] for finding in found)
    held = goglobal("ship", series)
    assert held.returncode == 1
    assert not (series / "partner").exists()


def test_two_languages_that_become_one_are_told(goglobal: Run, series: Path) -> None:
    (series / "profiles").mkdir()
    same = 'extends = "mddf"\nsource = "a mail"\nchecked = 2026-11-20\n'
    same += '[languages]\nwritten = { id = "ms", vi = "ms" }\n'
    (series / "profiles" / "partner.toml").write_text(same, encoding="utf-8")
    target(series, "partner", "partner")
    result = goglobal("check", series, "--select", "DLV008")
    assert result.returncode == 1
    assert "“ms” has two LocalizedInfo" in result.stdout
    assert "keep one of them" in result.stdout


def test_without_schemas_that_is_said_and_with_a_wrong_folder_too(
    goglobal: Run, series: Path
) -> None:
    target(series, "partner", "mddf")
    none = goglobal("check", series, GOGLOBAL_MDDF_SCHEMAS="")
    assert "skipped DLV004: no schemas of MovieLabs' are at hand" in none.stdout
    wrong = goglobal("check", series, GOGLOBAL_MDDF_SCHEMAS=str(series / "nowhere"))
    assert "there is no such folder" in wrong.stdout
    ignored = goglobal("check", series, "--ignore", "DLV004", GOGLOBAL_MDDF_SCHEMAS="")
    assert "skipped" not in ignored.stdout
    target(series, "demo", "vertical-app")
    assert "DLV004" not in goglobal("check", series, GOGLOBAL_MDDF_SCHEMAS="").stdout


@pytest.mark.mddf
def test_with_schemas_every_document_is_held_against_them(
    goglobal: Run, series: Path, mddf_schemas: Path
) -> None:
    folder = str(mddf_schemas)
    target(series, "partner", "mddf")
    whole = goglobal("check", series, "--select", "DLV", GOGLOBAL_MDDF_SCHEMAS=folder)
    assert whole.returncode == 0, whole.stdout
    assert "skipped" not in whole.stdout


def test_documents_that_cannot_be_made_yet_are_not_passed_in_silence(
    goglobal: Run, series: Path
) -> None:
    text = (series / "series.toml").read_text("utf-8")
    text = text.replace("release_date = 2026-03-01\n", "")
    (series / "series.toml").write_text(text, encoding="utf-8")
    target(series, "partner", "mddf")
    result = goglobal("check", series)
    assert result.returncode == 1
    assert "the series has no release_date" in result.stdout
    assert "skipped DLV004: moonlit-bund has no release date" in result.stdout


def test_a_manifest_that_says_what_is_not_so_is_never_delivered(
    series: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target(series, "partner", "mddf")
    import goglobal as library

    (assignment,) = plan(load(series), library.load_targets(series)).assignments
    real = Sighting.digest

    def lying(self: Sighting, rendering: object) -> Digest:
        digest = real(self, rendering)  # type: ignore[arg-type]
        return Digest(bytes=digest.bytes + 1, sha256=digest.sha256, md5=digest.md5)

    monkeypatch.setattr(Sighting, "digest", lying)
    with pytest.raises(GoGlobalError, match="is said to have") as raised:
        building.build_assignment(assignment, series / "dist")
    assert "build again" in raised.value.help
    assert list((series / "dist").rglob("*.xml")) == []


def test_a_version_that_is_not_there_is_said_with_those_that_are(
    goglobal: Run, series: Path
) -> None:
    (series / "profiles").mkdir()
    old = 'extends = "mddf"\nsource = "a mail"\nchecked = 2026-11-20\n'
    old += '[schema_versions]\nmec = "2.1"\n'
    (series / "profiles" / "partner.toml").write_text(old, encoding="utf-8")
    target(series, "partner", "partner")
    result = goglobal("check", series)
    assert result.returncode == 2
    assert "schema_versions.mec" in result.stderr
    assert "2.6, 2.9, 2.12" in result.stderr


def test_one_word_of_two_platforms_for_two_pictures(goglobal: Run, series: Path) -> None:
    """The apps' cover is upright, Prime Video's is wide: each gets its own, and nothing else."""
    from PIL import Image

    sizes = {"boxart": (1600, 1200), "cover-16x9": (1920, 1080), "hero": (1920, 1080)}
    for name, size in {**sizes, "poster": (2000, 3000)}.items():
        Image.new("RGB", size, "navy").save(series / "artwork" / f"{name}.jpg")
    target(series, "prime", "prime-video", 'organisation = "STUDIO"\n')
    ship(goglobal, series)
    outbox = series / "prime"
    pictures = sorted(path.name for path in outbox.rglob("*.jpg"))
    assert pictures == [
        f"moonlit-bund-s01-{name}-r1.jpg" for name in ("boxart", "cover", "hero", "poster")
    ]
    with Image.open(outbox / "moonlit-bund-s01-cover-r1.jpg") as cover:
        assert cover.size == (1920, 1080)
    mec = etree.parse(outbox / "moonlit-bund-s01e001-mec-r1.xml")
    purposes = {art.get("purpose") for art in mec.iter("{*}ArtReference")}
    assert purposes == {"boxart", "cover", "hero", "poster"}
    assert all(path.name.count(".") == 1 for path in outbox.iterdir())


@pytest.mark.parametrize("container", ["zip", "bagit"])
def test_in_a_container_a_manifest_says_where_things_lie_once_it_is_unpacked(
    goglobal: Run, series: Path, container: str
) -> None:
    (series / "profiles").mkdir()
    own = 'extends = "mddf"\nsource = "a mail"\nchecked = 2026-11-20\n'
    own += f'container = "{container}"\n'
    (series / "profiles" / "partner.toml").write_text(own, encoding="utf-8")
    target(series, "partner", "partner")
    ship(goglobal, series)
    for archive in (series / "partner").rglob("*.zip"):
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(archive.parent)
    assert require_true_manifests(series / "partner") > 60
