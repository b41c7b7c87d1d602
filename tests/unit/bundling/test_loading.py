"""Bundles read back: what is on the disk is not believed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from goglobal.bundling.building import build_assignment
from goglobal.bundling.loading import load_bundles, sources_path
from goglobal.bundling.manifest import Manifest, ManifestFile, canonical, parse
from goglobal.errors import GoGlobalError
from goglobal.plans import Assignment

Assign = Callable[..., Assignment]
EMPTY = ManifestFile(
    path="a.txt",
    bytes=0,
    sha256="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    md5="d41d8cd98f00b204e9800998ecf8427e",
    media_type="text/plain",
    role="metadata",
)


def put(dist: Path, manifest: Manifest) -> Path:
    place = dist / "moonlit" / "demo" / "th"
    place.mkdir(parents=True)
    (place / "manifest.json").write_bytes(manifest.to_bytes())
    return place


def manifest(**changes: object) -> Manifest:
    values: dict[str, object] = {
        "series": "moonlit",
        "target": "demo",
        "platform": "generic",
        "language": "th",
        "episodes": (1,),
        "files": (EMPTY,),
        **changes,
    }
    return Manifest(**values)  # type: ignore[arg-type]


def with_file(**changes: object) -> Manifest:
    values = {name: getattr(EMPTY, name) for name in EMPTY.__struct_fields__}
    return manifest(files=(ManifestFile(**{**values, **changes}),))


def test_manifests_are_canonical_and_name_themselves() -> None:
    data = manifest().to_bytes()
    assert parse(data) == manifest()
    document = json.loads(data)
    assert data == canonical(document)
    assert document["bundle"] == manifest().bundle
    assert list(document) == sorted(document)
    assert b": " not in data
    assert "외".encode() in manifest(platform="\u110b\u116c").to_bytes()  # NFC


@pytest.mark.parametrize(
    "path",
    ["../a.txt", "a/../../b", "/etc/passwd", "", "a//b", "./a", "a\\b", "c:a", "a\nb", "a\x00b",
     "a\u202eb", "a\u2215b", "CON", "manifest.json", "sha256sums", "e\u0301", "a.", "x" * 300],
)  # fmt: skip
def test_hostile_paths_are_refused(path: str, tmp_path: Path) -> None:
    data = json.loads(with_file().to_bytes())
    del data["bundle"]
    data["files"][0]["path"] = path
    data["bundle"] = hashlib.sha256(
        json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    ).hexdigest()  # so that only the path is wrong
    place = put(tmp_path, manifest())
    (place / "manifest.json").write_bytes(json.dumps(data).encode())
    with pytest.raises(GoGlobalError, match=r"manifest\.json"):
        load_bundles(tmp_path)


@pytest.mark.parametrize(
    "bad",
    [
        manifest(series="../moonlit"),
        manifest(target="other"),
        manifest(language="th/.."),
        with_file(key="../../other/a.txt"),
        with_file(sha256="0" * 63 + "G"),
        with_file(md5=""),
        with_file(bytes=-1),
        manifest(files=(EMPTY, EMPTY)),
    ],
)
def test_hostile_manifests_are_refused(bad: Manifest, tmp_path: Path) -> None:
    (put(tmp_path, bad) / "a.txt").touch()
    with pytest.raises(GoGlobalError, match=r"manifest\.json"):
        load_bundles(tmp_path)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 9999, b'{"schema":1}'])
def test_any_bytes_are_one_error(data: bytes, tmp_path: Path) -> None:
    (put(tmp_path, manifest()) / "manifest.json").write_bytes(data)
    with pytest.raises(GoGlobalError, match=r"manifest\.json"):
        load_bundles(tmp_path)


def test_a_changed_manifest_and_a_changed_file_are_named(tmp_path: Path) -> None:
    place = put(tmp_path, manifest())
    with pytest.raises(GoGlobalError, match=r"a\.txt is missing"):
        load_bundles(tmp_path)
    (place / "a.txt").touch()
    (bundle,) = load_bundles(tmp_path)
    assert (bundle.bundle, bundle.bytes) == (manifest().bundle, 0)
    (place / "a.txt").write_bytes(b"more")
    with pytest.raises(GoGlobalError, match="4 bytes, not 0"):
        load_bundles(tmp_path)
    text = (place / "manifest.json").read_text()
    (place / "manifest.json").write_text(text.replace("generic", "another"))
    with pytest.raises(GoGlobalError, match="digest"):
        load_bundles(tmp_path)


def test_damaged_sources_are_named(series: Path, assigned: Assign, tmp_path: Path) -> None:
    shared = build_assignment(assigned(series), tmp_path)[-1]
    for data in (b"{", b"[1]", b"\xff\xfe"):
        sources_path(Path(shared.path)).write_bytes(data)
        with pytest.raises(GoGlobalError, match=r"sources\.json"):
            load_bundles(tmp_path)


def test_no_folder_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(GoGlobalError, match="nowhere"):
        load_bundles(tmp_path / "nowhere")
    assert load_bundles(tmp_path) == ()
