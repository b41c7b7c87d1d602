"""BagIt bags: whole and valid by bagit-python, the same on any day, with everything in them."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path

import bagit
import msgspec
import pytest

from goglobal.bundling import inputs, writing
from goglobal.bundling.building import build_assignment
from goglobal.bundling.bundle import Bundle
from goglobal.bundling.loading import load_bundles
from goglobal.errors import GoGlobalError
from goglobal.model import Target
from goglobal.plans import Assignment
from goglobal.profiles.loading import load_profile
from goglobal.profiles.schema import Profile

Assign = Callable[..., Assignment]


@pytest.fixture
def profile() -> Profile:
    return msgspec.structs.replace(load_profile("generic"), container="bagit")


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


def bags(bundles: list[Bundle]) -> list[bagit.Bag]:
    return [bagit.Bag(bundle.path) for bundle in bundles]


def test_every_bundle_is_a_valid_bag(
    series: Path, assigned: Assign, profile: Profile, tmp_path: Path
) -> None:
    bundles = build_assignment(assigned(series, profile=profile), tmp_path / "dist")
    for bag, bundle in zip(bags(bundles), bundles, strict=True):
        bag.validate()
        assert bag.version_info == (1, 0)
        payload = [file.path for file in bundle.manifest.files if file.role != "bag"]
        assert sorted(bag.payload_files()) == payload
        assert {file.path for file in bundle.manifest.files if file.role == "bag"} == {
            "bag-info.txt",
            "bagit.txt",
            "manifest-sha256.txt",
            "tagmanifest-sha256.txt",
        }
    assert bags(bundles)[0].info["External-Identifier"] == "moonlit/demo/zh-Hans"
    assert load_bundles(tmp_path / "dist") == tuple(
        sorted(bundles, key=lambda b: (b.language is None, Path(b.path).name))
    )


def test_a_bag_is_the_same_on_any_day(
    series: Path, assigned: Assign, profile: Profile, tmp_path: Path
) -> None:
    first = build_assignment(assigned(series, profile=profile), tmp_path / "a")
    again = build_assignment(assigned(series, profile=profile), tmp_path / "b")
    assert [b.bundle for b in first] == [b.bundle for b in again]
    assert "Date" not in (Path(first[0].path) / "bag-info.txt").read_text("utf-8")


def test_videos_lie_in_the_bag_and_are_copied_from_file_to_file(
    series: Path,
    assigned: Assign,
    profile: Profile,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A bag that lacks what its manifest lists is no bag; a video must not fill the memory."""
    (series / "video").mkdir()
    (series / "video" / "ep001.mp4").write_bytes(b"moving pictures" * 10)
    monkeypatch.setattr(writing, "LARGE", 100)
    target = Target(name="demo", platform="generic", url="file:///nowhere", video=True)
    given = assigned(series, profile=profile, target=target)
    shared = build_assignment(given, tmp_path / "dist")[-1]
    (film,) = (file for file in shared.manifest.files if file.role == "video")
    assert (film.path, film.key) == ("data/video/moonlit.ep001.mp4", None)
    assert shared.sources == {}
    bagit.Bag(shared.path).validate()

    real = inputs.input_path

    def late(root: Path, name: str) -> str:
        if name.endswith(".mp4"):
            (series / name).write_bytes(b"other pictures" * 10)
        return real(root, name)

    monkeypatch.setattr(writing, "input_path", late)
    with pytest.raises(GoGlobalError, match=r"ep001\.mp4 was changed"):
        build_assignment(given, tmp_path / "late")


def test_a_title_cannot_write_fields_of_its_own(
    series: Path, assigned: Assign, profile: Profile, tmp_path: Path
) -> None:
    given = assigned(series, profile=profile)
    hostile = msgspec.structs.replace(
        given.series, production_company="Us\r\nBagging-Date: 2020-01-01"
    )
    given = msgspec.structs.replace(given, series=hostile)
    bundle = build_assignment(given, tmp_path)[0]
    bag = bagit.Bag(bundle.path)
    bag.validate()
    assert "Bagging-Date" not in bag.info
    assert bag.info["Source-Organization"] == "Us Bagging-Date: 2020-01-01"


def test_metadata_in_a_bag_say_the_same(
    series: Path, assigned: Assign, profile: Profile, tmp_path: Path
) -> None:
    plain = build_assignment(assigned(series), tmp_path / "tree")[0]
    bag = build_assignment(assigned(series, profile=profile), tmp_path / "bag")[0]
    name = "metadata/series.json"
    assert json.loads((Path(bag.path) / "data" / name).read_bytes()) == json.loads(
        (Path(plain.path) / name).read_bytes()
    )
