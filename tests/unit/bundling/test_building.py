"""Building: what stands on the disk afterwards, whatever went wrong on the way."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from goglobal.bundling import seeing, swapping
from goglobal.bundling.building import build_assignment
from goglobal.bundling.bundle import Bundle
from goglobal.bundling.holding import held_bundles
from goglobal.bundling.inputs import Seen, look_at
from goglobal.bundling.loading import load_bundles
from goglobal.bundling.manifest import parse
from goglobal.errors import GoGlobalError, ProfileError
from goglobal.model import Target
from goglobal.plans import Assignment
from goglobal.profiles.loading import load_profile
from goglobal.profiles.schema import Deliverable

Assign = Callable[..., Assignment]
VIDEO = Target(name="demo", platform="generic", url="file:///nowhere", video=True)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def names(bundles: list[Bundle]) -> list[str]:
    return [Path(bundle.path).name for bundle in bundles]


def test_a_bundle_is_its_files_its_sums_and_its_manifest(
    series: Path, assigned: Assign, tmp_path: Path
) -> None:
    bundles = build_assignment(assigned(series), tmp_path / "dist")
    assert names(bundles) == ["zh-Hans", "en", "th", "shared"]
    thai = next(bundle for bundle in bundles if bundle.language == "th")
    place = tmp_path / "dist" / "moonlit" / "demo" / "th"
    assert thai.path == str(place)
    assert list(tree(place)) == [
        "SHA256SUMS",
        "artwork/cover.png",
        "manifest.json",
        "metadata/episodes.csv",
        "metadata/series.json",
        "subtitles/moonlit.ep001.th.srt",
        "subtitles/moonlit.ep001.th.vtt",
        "subtitles/moonlit.ep002.th.srt",
        "subtitles/moonlit.ep002.th.vtt",
    ]
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=place, capture_output=True)
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.count(b": OK") == 7
    manifest = parse((place / "manifest.json").read_bytes())
    assert manifest == thai.manifest
    assert (manifest.language, manifest.episodes, manifest.held) == ("th", (1, 2), ())
    track = next(f for f in manifest.files if f.path.endswith("ep002.th.srt"))
    assert (track.role, track.language, track.kind, track.episode, track.key) == (
        "subtitles", "th", "full", 2, None,
    )  # fmt: skip
    words = json.loads((place / "metadata" / "series.json").read_bytes())
    assert words["title"] == "th Moonlit"
    shared = bundles[-1].manifest
    assert (shared.language, [f.path for f in shared.files]) == (
        None, ["artwork/cover.png", "metadata/series.json"],
    )  # fmt: skip
    assert load_bundles(tmp_path / "dist") == tuple(
        sorted(bundles, key=lambda b: (b.language is None, b.path))
    )


def test_a_second_build_renders_nothing_and_one_cue_renders_one_language(
    series: Path, assigned: Assign, tmp_path: Path
) -> None:
    dist, state = tmp_path / "dist", tmp_path / "state"
    first = build_assignment(assigned(series), dist, state=state)
    assert not any(bundle.cached for bundle in first)
    second = build_assignment(assigned(series), dist, state=state)
    assert all(bundle.cached for bundle in second)
    assert [b.manifest for b in second] == [b.manifest for b in first]

    path = series / "subtitles" / "th" / "ep002.srt"
    stat = path.stat()
    path.write_bytes(path.read_bytes().replace(b"End.", b"Ind."))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # only ctime tells
    third = build_assignment(assigned(series), dist, state=state)
    assert [Path(b.path).name for b in third if not b.cached] == ["th"]
    changed = {
        new.path
        for old, new in zip(first[2].manifest.files, third[2].manifest.files, strict=True)
        if old != new
    }
    assert changed == {"subtitles/moonlit.ep002.th.srt", "subtitles/moonlit.ep002.th.vtt"}

    catalog = series / "locales" / "en.po"
    catalog.write_text(catalog.read_text("utf-8").replace("A letter", "One letter"), "utf-8")
    fourth = build_assignment(assigned(series), dist, state=state)
    assert [Path(b.path).name for b in fourth if not b.cached] == ["en"]

    facts = series / "series.toml"
    facts.write_text(facts.read_text("utf-8").replace("romance", "revenge"), "utf-8")
    fifth = build_assignment(assigned(series), dist, state=state)
    assert not any(bundle.cached for bundle in fifth)
    again = build_assignment(assigned(series), dist, state=state, cache=False)
    assert not any(bundle.cached for bundle in again)
    assert [b.manifest for b in again] == [b.manifest for b in fifth]


@pytest.mark.parametrize(
    "damage", ["missing", "short", "altered", "manifest", "sums", "state", "bundle"]
)
def test_what_is_damaged_is_built_again(
    damage: str, series: Path, assigned: Assign, tmp_path: Path
) -> None:
    dist, state = tmp_path / "dist", tmp_path / "state"
    build_assignment(assigned(series), dist, state=state)
    before = tree(dist)
    place = dist / "moonlit" / "demo" / "th"
    track = place / "subtitles" / "moonlit.ep001.th.srt"
    if damage == "missing":
        track.unlink()
    elif damage == "short":
        track.write_bytes(b"")
    elif damage == "altered":
        track.write_bytes(track.read_bytes()[:-1] + b"!")
    elif damage == "manifest":
        (place / "manifest.json").write_bytes(b"{")
    elif damage == "sums":
        (place / "SHA256SUMS").unlink()
    elif damage == "bundle":
        shutil.rmtree(place)
    else:
        shutil.rmtree(state)
    bundles = build_assignment(assigned(series), dist, state=state)
    assert tree(dist) == before
    built = [Path(b.path).name for b in bundles if not b.cached]
    assert built == (names(bundles) if damage == "state" else ["th"])


def test_a_bundle_that_was_copied_back_is_the_same_one(
    series: Path, assigned: Assign, tmp_path: Path
) -> None:
    dist, state = tmp_path / "dist", tmp_path / "state"
    build_assignment(assigned(series), dist, state=state)
    shutil.copytree(dist, tmp_path / "backup")
    shutil.rmtree(dist)
    shutil.copytree(tmp_path / "backup", dist)
    assert all(bundle.cached for bundle in build_assignment(assigned(series), dist, state=state))


def test_a_state_folder_that_is_none_costs_only_time(
    series: Path, assigned: Assign, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    state.write_bytes(b"a file")
    bundles = build_assignment(assigned(series), tmp_path / "dist", state=state)
    assert names(bundles) == ["zh-Hans", "en", "th", "shared"]
    assert state.read_bytes() == b"a file"


def test_an_input_that_changes_on_the_way_is_not_built_in(
    series: Path, assigned: Assign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dist, state = tmp_path / "dist", tmp_path / "state"
    build_assignment(assigned(series), dist, state=state)
    before = tree(dist)
    track = series / "subtitles" / "th" / "ep001.srt"
    original = track.read_bytes()
    track.write_bytes(original + b"\n\n")

    def look_and_change(*arguments: Any) -> dict[str, Seen]:
        seen = look_at(*arguments)
        if "subtitles/th/ep001.srt" in seen:
            track.write_bytes(original.replace(b"00:00:0", b"00:00:1", 1))
        return seen

    with monkeypatch.context() as patched:
        patched.setattr("goglobal.bundling.building.look_at", look_and_change)
        with pytest.raises(GoGlobalError, match="was changed while"):
            build_assignment(assigned(series), dist, state=state)
    track.write_bytes(original)
    build_assignment(assigned(series), dist, state=state)
    assert tree(dist) == before


def test_narrowing_leaves_the_rest_alone_and_still_describes_all(
    series: Path, assigned: Assign, tmp_path: Path
) -> None:
    dist = tmp_path / "dist"
    build_assignment(assigned(series), dist)
    before = tree(dist)
    bundles = build_assignment(assigned(series, "th"), dist)
    assert names(bundles) == ["th", "shared"]
    assert tree(dist) == before
    facts = json.loads((dist / "moonlit/demo/shared/metadata/series.json").read_bytes())
    assert facts["languages"] == ["zh-Hans", "en", "th"]


def test_what_nobody_wants_any_more_goes_away(
    series: Path, assigned: Assign, tmp_path: Path
) -> None:
    dist = tmp_path / "dist"
    build_assignment(assigned(series), dist)
    theirs = dist / "moonlit" / "demo" / "notes"
    theirs.mkdir()
    (theirs / "mine.txt").write_text("kept")
    (series / "subtitles" / "th" / "ep002.srt").unlink()
    (series / "subtitles" / "th" / "ep002.sdh.srt").write_text(
        "1\n00:00:01,000 --> 00:00:02,000\nx\n"
    )
    fewer = Target(
        name="demo", platform="generic", url="file:///nowhere", languages=("th", "zh-Hans")
    )
    build_assignment(assigned(series, "zh-Hans", "th", target=fewer), dist)
    folders = {path.name for path in (dist / "moonlit" / "demo").iterdir()}
    assert folders == {"zh-Hans", "th", "shared", "notes"}
    tracks = {path.name for path in (dist / "moonlit/demo/th/subtitles").iterdir()}
    assert "moonlit.ep002.th.srt" not in tracks
    assert "moonlit.ep002.th.sdh.srt" in tracks


def test_held_episodes_are_left_out_and_named(
    series: Path, assigned: Assign, tmp_path: Path
) -> None:
    bundles = build_assignment(assigned(series), tmp_path, held={"th": (2,)})
    thai = next(b for b in bundles if b.language == "th").manifest
    assert (thai.episodes, thai.held) == ((1,), (2,))
    assert not [f.path for f in thai.files if f.episode == 2]
    words = json.loads((tmp_path / "moonlit/demo/th/metadata/series.json").read_bytes())
    assert [episode["number"] for episode in words["episodes"]] == [1]
    english = next(b for b in bundles if b.language == "en").manifest
    assert (english.episodes, english.held) == ((1, 2), ())
    assert bundles[-1].manifest.held == ()


@pytest.mark.parametrize(
    ("held", "left"),
    [
        ({"th": "all"}, {"zh-Hans", "en"}),
        ({"th": (1, 2)}, {"zh-Hans", "en"}),
        ({None: "all"}, set()),
    ],
)
def test_a_held_language_takes_its_old_bundle_and_the_shared_one_with_it(
    held: dict[str | None, tuple[int, ...] | str],
    left: set[str],
    series: Path,
    assigned: Assign,
    tmp_path: Path,
) -> None:
    given = assigned(series)
    build_assignment(given, tmp_path)
    bundles = build_assignment(given, tmp_path, held=held)  # type: ignore[arg-type]
    assert set(names(bundles)) == left
    assert {path.name for path in (tmp_path / "moonlit" / "demo").iterdir()} == left
    assert {b.language for b in load_bundles(tmp_path)} == left
    assert set(held_bundles(given, held)) == {"zh-Hans", "en", "th", "shared"} - left  # type: ignore[arg-type]


def test_a_fallback_is_held_with_the_files_it_borrows(
    series: Path, assigned: Assign, tmp_path: Path
) -> None:
    given = assigned(series, "en-GB", fallbacks={"en-GB": "en"})
    (british, _) = build_assignment(given, tmp_path / "a")
    words = json.loads((Path(british.path) / "metadata" / "series.json").read_bytes())
    assert (words["language"], words["title"]) == ("en-GB", "en Moonlit")
    assert build_assignment(given, tmp_path / "b", held={"en": "all"}) == []


def test_video_stays_where_it_is_and_is_named_by_content(
    series: Path, assigned: Assign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (series / "video").mkdir()
    (series / "video" / "ep001.mp4").write_bytes(b"moving pictures")
    shared = build_assignment(assigned(series, target=VIDEO), tmp_path / "dist")[-1]
    film = next(f for f in shared.manifest.files if f.role == "video")
    assert film.key == f"moonlit/media/{film.sha256}/moonlit.ep001.mp4"
    assert film.media_type == "video/mp4"
    assert shared.sources == {film.path: str(series / "video" / "ep001.mp4")}
    assert not (Path(shared.path) / film.path).exists()
    assert film.path.encode() not in (Path(shared.path) / "SHA256SUMS").read_bytes()
    assert load_bundles(tmp_path / "dist")[-1] == shared
    (tmp_path / "dist" / "moonlit" / "demo" / ".shared.sources.json").unlink()
    with pytest.raises(GoGlobalError, match=r"sources\.json"):
        load_bundles(tmp_path / "dist")

    monkeypatch.setattr(seeing, "LARGE", len("no real picture"))
    shared = build_assignment(assigned(series), tmp_path / "other")[-1]
    cover = next(f for f in shared.manifest.files if f.path == "artwork/cover.png")
    assert cover.key is not None
    assert shared.sources == {cover.path: str(series / "artwork" / "cover.png")}


def test_a_zip_is_the_same_everywhere_and_opens(
    series: Path, assigned: Assign, tmp_path: Path
) -> None:
    profile = msgspec.structs.replace(load_profile("generic"), container="zip")
    plain = build_assignment(assigned(series), tmp_path / "tree")
    bundles = build_assignment(assigned(series, profile=profile), tmp_path / "a")
    os.utime(series / "artwork" / "th" / "cover.png", (1, 1))
    build_assignment(assigned(series, profile=profile), tmp_path / "b")
    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    thai, loose = Path(bundles[2].path), Path(plain[2].path)
    assert sorted(tree(thai)) == ["SHA256SUMS", "manifest.json", "moonlit-th.zip"]
    (only,) = bundles[2].manifest.files
    assert (only.path, only.role, only.media_type) == (
        "moonlit-th.zip",
        "archive",
        "application/zip",
    )
    with zipfile.ZipFile(thai / "moonlit-th.zip") as archive:
        assert archive.testzip() is None
        entries = archive.infolist()
        inside = {entry.filename: archive.read(entry) for entry in entries}
    wanted = tree(loose)
    del wanted["SHA256SUMS"], wanted["manifest.json"]
    assert inside == wanted
    assert [entry.filename for entry in entries] == sorted(wanted)
    for entry in entries:
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.compress_type == zipfile.ZIP_STORED
        assert (entry.external_attr >> 16, entry.create_system) == (0o100644, 3)


def test_bundles_by_episode(series: Path, assigned: Assign, tmp_path: Path) -> None:
    deliverables = (
        Deliverable(format="srt", name="{language}/{episode:03}{kind:.}.srt"),
        Deliverable(format="metadata-json", name="{language}.json"),
    )
    profile = msgspec.structs.replace(
        load_profile("generic"),
        bundle_by="episode",
        deliverables=deliverables,
        subtitles=msgspec.structs.replace(load_profile("generic").subtitles, formats=("srt",)),
    )
    given = assigned(series, profile=profile)
    bundles = build_assignment(given, tmp_path)
    assert names(bundles) == ["ep001", "ep002", "shared"]
    assert [b.manifest.episodes for b in bundles] == [(1,), (2,), (1, 2)]
    assert [f.path for f in bundles[1].manifest.files] == [
        "en/002.srt", "th/002.srt", "zh-Hans/002.srt",
    ]  # fmt: skip
    assert names(build_assignment(given, tmp_path, held={"th": (2,)})) == ["ep001", "shared"]
    whole = msgspec.structs.replace(
        given, profile=msgspec.structs.replace(profile, bundle_by="series")
    )
    (one,) = build_assignment(whole, tmp_path, held={"th": (2,)})
    assert (one.manifest.episodes, one.manifest.held) == ((1, 2), (2,))
    tracks = [f.path for f in one.manifest.files if f.path.endswith("srt")]
    assert tracks == [
        "en/001.srt",
        "en/002.srt",
        "th/001.srt",
        "zh-Hans/001.srt",
        "zh-Hans/002.srt",
    ]


@pytest.mark.parametrize("name", ["CON", "a:b", "x\u2215y", "SHA256SUMS", "a ", "\u202esrt"])
def test_names_that_hurt_somewhere_are_refused(
    name: str, series: Path, assigned: Assign, tmp_path: Path
) -> None:
    profile = msgspec.structs.replace(
        load_profile("generic"), deliverables=(Deliverable(format="metadata-json", name=name),),
        subtitles=msgspec.structs.replace(load_profile("generic").subtitles, formats=()),
    )  # fmt: skip
    with pytest.raises(GoGlobalError):
        build_assignment(assigned(series, profile=profile), tmp_path / "dist")
    assert not [path for path in (tmp_path / "dist").rglob("*") if path.is_file()]


def test_a_link_out_of_the_folder_is_not_followed(
    series: Path, assigned: Assign, tmp_path: Path
) -> None:
    given = assigned(series)
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    cover = series / "artwork" / "cover.png"
    cover.unlink()
    cover.symlink_to(secret)
    with pytest.raises(GoGlobalError, match=r"artwork/cover\.png"):
        build_assignment(given, tmp_path / "dist")
    cover.unlink()
    with pytest.raises(GoGlobalError, match=r"artwork/cover\.png"):
        build_assignment(given, tmp_path / "dist")


def test_untranslated_texts_and_empty_tracks_are_never_papered_over(
    series: Path, assigned: Assign, tmp_path: Path
) -> None:
    catalog = series / "locales" / "th.po"
    whole = catalog.read_text("utf-8")
    catalog.write_text(
        whole.replace('msgctxt "series/title"', '#, fuzzy\nmsgctxt "series/title"'), "utf-8"
    )
    with pytest.raises(GoGlobalError, match="series/title"):
        build_assignment(assigned(series, "th"), tmp_path)
    catalog.write_text(whole, "utf-8")
    (series / "subtitles" / "th" / "ep001.srt").write_bytes(b"")
    with pytest.raises(GoGlobalError, match=r"subtitles/th/ep001\.srt"):
        build_assignment(assigned(series, "th"), tmp_path)


# What a kill or a full disk leaves


@pytest.mark.parametrize("when", ["first file", "fifth file", "manifest", "renamed", "swapped"])
def test_a_kill_at_any_moment_leaves_one_whole_bundle(
    when: str, series: Path, assigned: Assign, tmp_path: Path
) -> None:
    dist = tmp_path / "dist"
    build_assignment(assigned(series, "th"), dist)
    old = tree(dist / "moonlit/demo/th")
    path = series / "subtitles" / "th" / "ep001.srt"
    path.write_bytes(path.read_bytes().replace(b"End.", b"New."))
    code = (
        "import os, sys, signal\n"
        "sys.path.insert(0, sys.argv[4])\n"
        "from pathlib import Path\n"
        "from conftest import assign\n"
        "from goglobal.bundling import building, writing\n"
        "when, series, dist = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])\n"
        "def kill(): os.kill(os.getpid(), signal.SIGKILL)\n"
        "save, rename, count = writing.BundleWriter._save, os.rename, [0]\n"
        "def saving(self, path, data, **options):\n"
        "    count[0] += 1\n"
        "    if (when, count[0]) in (('first file', 1), ('fifth file', 5)): kill()\n"
        "    if when == 'manifest' and path == 'manifest.json': kill()\n"
        "    save(self, path, data, **options)\n"
        "def renaming(source, goal):\n"
        "    rename(source, goal)\n"
        "    if when == 'renamed' and '.old-' in str(goal): kill()\n"
        "    if when == 'swapped' and '.new-' in str(source): kill()\n"
        "writing.BundleWriter._save = saving\n"
        "os.rename = renaming\n"
        "building.build_assignment(assign(series, 'th'), dist)\n"
    )
    arguments = [when, str(series), str(dist), str(Path(__file__).parent)]
    result = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True)
    assert result.returncode == -signal.SIGKILL, result.stderr
    folder = dist / "moonlit" / "demo"
    leftovers = [path.name for path in folder.iterdir() if path.name.startswith(".th.")]
    assert leftovers
    place = folder / "th"
    if when == "renamed":
        assert not place.exists()
        with pytest.raises(GoGlobalError, match="interrupted"):
            load_bundles(dist)
    else:
        now = tree(place)
        assert (now == old) is (when != "swapped")
    swapping.recover(folder, lambda path: (path / "manifest.json").is_file())
    assert [p.name for p in folder.iterdir() if p.name.startswith(".th.")] == []
    assert (tree(place) == old) is (when not in ("renamed", "swapped"))  # what is whole is finished
    assert {b.language for b in load_bundles(dist)} == {"th", None}
    build_assignment(assigned(series, "th"), dist)
    assert b"New." in tree(place)["subtitles/moonlit.ep001.th.srt"]


def test_recovering_takes_the_old_one_where_the_new_one_is_no_whole(tmp_path: Path) -> None:
    for name, content in ((".th.new-1", "half"), (".th.old-1", "whole"), (".en.gone-1", "whole")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "state").write_text(content)
    assert swapping.leftovers(tmp_path) == ("th",)
    swapping.recover(tmp_path, lambda path: (path / "state").read_text() == "whole")
    assert tree(tmp_path) == {"th/state": b"whole"}
    assert swapping.leftovers(tmp_path) == ()


def test_a_full_disk_is_one_error_that_names_the_folder(
    series: Path, assigned: Assign, tmp_path: Path
) -> None:
    dist = tmp_path / "dist"
    build_assignment(assigned(series, "th"), dist)
    before = tree(dist)
    (series / "artwork" / "th" / "cover.png").write_bytes(b"x" * 200_000)
    given = assigned(series, "th")
    code = (
        "import resource, signal, sys\n"
        "sys.path.insert(0, sys.argv[3])\n"
        "from pathlib import Path\n"
        "from conftest import assign\n"
        "from goglobal.bundling.building import build_assignment\n"
        "given = assign(Path(sys.argv[1]), 'th')\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try:\n"
        "    build_assignment(given, Path(sys.argv[2]))\n"
        "except Exception as error:\n"
        "    print(type(error).__name__, error)\n"
    )
    arguments = [str(series), str(dist), str(Path(__file__).parent)]
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert result.stdout.startswith("GoGlobalError")
    assert str(dist / "moonlit" / "demo") in result.stdout
    assert tree(dist) == before
    build_assignment(given, dist)
    assert tree(dist) != before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_failing_write_leaves_the_old_bundle(
    number: int, series: Path, assigned: Assign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_assignment(assigned(series, "th"), tmp_path / "dist")
    before = tree(tmp_path)

    def write(descriptor: int, data: bytes) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr("os.write", write)
        with pytest.raises(GoGlobalError) as caught:
            build_assignment(assigned(series, "th"), tmp_path / "dist")
    assert caught.value.arguments["folder"] == str(tmp_path / "dist" / "moonlit" / "demo")
    assert tree(tmp_path) == before


def test_a_folder_that_is_a_file_is_one_error(
    series: Path, assigned: Assign, tmp_path: Path
) -> None:
    (tmp_path / "dist").write_text("no folder")
    with pytest.raises(GoGlobalError, match="dist"):
        build_assignment(assigned(series), tmp_path / "dist")


def test_bad_profiles_write_nothing(series: Path, assigned: Assign, tmp_path: Path) -> None:
    profile = msgspec.structs.replace(
        load_profile("generic"), deliverables=(Deliverable(format="srt", name="{nothing}"),)
    )
    with pytest.raises(ProfileError):
        build_assignment(assigned(series, profile=profile), tmp_path / "dist")
    assert not (tmp_path / "dist").exists()
