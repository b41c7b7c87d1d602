"""prune finds what nobody can come upon any more, and nothing else, on every kind of store."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import Run, goglobal, series  # noqa: F401 - the command as a process
from tests.stores.recorded import FILES, Recorded, deliver, look, overwrite

from goglobal.bundling.bundle import Bundle
from goglobal.delivery import pruning
from goglobal.delivery.pruning import DAY, Found
from goglobal.delivery.stores import open_store
from goglobal.errors import StoreError
from goglobal.model import Target

MakeBundle = Callable[..., Bundle]
VIDEO = {"video/ep001.mp4": b"film" * 5000}


def found(recorded: Recorded, *, days: float, keep: int = 0) -> Found:
    now = time.time() + days * DAY
    return pruning.find(recorded._store, "moonlit-bund", keep=keep, now=now)


def versions(recorded: Recorded, target: Target, state: Path, make: MakeBundle) -> list[str]:
    """Three versions of one language, one after the other."""
    digests = []
    for number in range(3):
        bundle = make({**FILES, "metadata/series.json": b"%d" % number})
        (receipt,) = deliver(recorded, target, state, bundle)
        assert receipt.state == "delivered"
        digests.append(bundle.bundle)
    return digests


def test_earlier_bundles_go_after_a_day(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    digests = versions(recorded, target, state, make_bundle)
    young = found(recorded, days=0.9)
    assert (young.prunable, young.young, young.current) == ((), 2, 1)
    old = found(recorded, days=1.1)
    assert {item.digest for item in old.prunable} == set(digests[:2])
    assert {item.kind for item in old.prunable} == {"earlier"}
    assert all(item.keys[0].endswith("/manifest.json") for item in old.prunable)
    kept = found(recorded, days=1.1, keep=1)
    assert (len(kept.prunable), kept.kept) == (1, 1)


def test_removing_takes_the_commit_object_first_and_nothing_that_is_current(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    digests = versions(recorded, target, state, make_bundle)
    recorded.done.clear()
    for item in found(recorded, days=2).prunable:
        before = len(recorded.done)
        pruning.remove(recorded, item, threads=2)
        deleted = [key for verb, key in recorded.done[before:] if verb == "delete"]
        assert deleted[0] == item.keys[0]
        assert set(deleted) == set(item.keys)
    assert {key.split("/")[2] for key in recorded.keys("delete")} == set(digests[:2])
    assert look(recorded, target, state).damaged == ()
    left = {info.key.split("/")[2] for info in recorded._store.list()}
    assert left == {digests[2], "current.json"}
    assert found(recorded, days=2).prunable == ()


def test_what_has_become_current_again_stays(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    versions(recorded, target, state, make_bundle)
    items = found(recorded, days=2).prunable
    back = make_bundle({**FILES, "metadata/series.json": b"0"})
    deliver(recorded, target, state, back)
    mine = next(item for item in items if item.digest == back.bundle)
    with pytest.raises(StoreError, match="become current"):
        pruning.remove(recorded, mine)
    assert look(recorded, target, state).damaged == ()


def test_what_was_never_committed_goes_after_a_week(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    deliver(recorded, target, state, make_bundle(FILES))

    def fail(verb: str, key: str) -> None:
        if verb == "put" and key.endswith("/manifest.json"):
            raise StoreError("no")

    recorded.before = fail
    half = make_bundle({**FILES, "metadata/series.json": b"half"})
    assert deliver(recorded, target, state, half)[0].state == "failed"
    assert found(recorded, days=6.9).prunable == ()
    (item,) = found(recorded, days=7.1).prunable
    assert (item.kind, item.digest) == ("unfinished", half.bundle)


def test_media_stays_while_any_bundle_that_stays_names_it(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    names = tuple(VIDEO)
    deliver(recorded, target, state, make_bundle({**FILES, **VIDEO}, media=names))
    other = {"video/ep001.mp4": b"cut" * 5000}
    deliver(recorded, target, state, make_bundle({**FILES, **other}, media=names))
    both = found(recorded, days=8, keep=1)
    assert both.prunable == ()
    kinds = {item.kind: item for item in found(recorded, days=8).prunable}
    assert set(kinds) == {"earlier", "media"}
    for item in kinds.values():
        pruning.remove(recorded, item)
    assert look(recorded, target, state, deep=True).damaged == ()
    media = [info.size for info in recorded._store.list() if "/media/" in info.key]
    assert media == [len(other["video/ep001.mp4"])]


@pytest.mark.parametrize("harm", ["gone", "junk"])
def test_a_unit_whose_pointer_is_harmed_is_left_alone(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle, harm: str
) -> None:
    versions(recorded, target, state, make_bundle)
    pointer = "moonlit-bund/th/current.json"
    recorded._store.delete(pointer)
    if harm == "junk":
        overwrite(recorded, pointer, b"junk")
    result = found(recorded, days=30)
    assert result.prunable == ()
    assert result.unclear == (pointer,)


def test_no_media_goes_where_a_manifest_is_not_whole(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    names = tuple(VIDEO)
    deliver(recorded, target, state, make_bundle({**FILES, **VIDEO}, media=names))
    bundle = make_bundle(FILES)
    deliver(recorded, target, state, bundle)
    overwrite(recorded, f"moonlit-bund/th/{bundle.bundle}/manifest.json", b"junk")
    result = found(recorded, days=30)
    assert {item.kind for item in result.prunable} == {"earlier"}
    assert len(result.unclear) == 1


def test_others_objects_are_never_named(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    versions(recorded, target, state, make_bundle)
    others = ("moonlit-bund/th/notes.txt", "moonlit-bund/th/abc/x", "moonlit-bund-2/th/y/z", "a")
    for key in others:
        overwrite(recorded, key, b"theirs")
    for item in found(recorded, days=30).prunable:
        assert not set(item.keys) & set(others)


def test_abandoned_uploads_are_found(s3_target: Target) -> None:
    store = open_store(s3_target)
    parts = store.parts
    assert parts is not None
    key = "moonlit-bund/media/x/film.mp4"
    upload = parts.begin(key, sha256="0" * 64, media_type="video/mp4", language=None)
    assert pruning.find(store, "moonlit-bund", now=time.time() + 6.9 * DAY).prunable == ()
    (item,) = pruning.find(store, "moonlit-bund", now=time.time() + 7.1 * DAY).prunable
    assert (item.kind, item.digest, item.keys) == ("upload", upload, (key,))
    pruning.remove(store, item)
    assert parts.uploads("moonlit-bund/") == ()


def document(result: subprocess.CompletedProcess[str]) -> Any:
    assert result.stdout.startswith("{"), result.stdout + result.stderr
    return json.loads(result.stdout)


def test_the_command_lists_first_and_removes_when_told(
    goglobal: Run,  # noqa: F811 - a fixture
    series: Path,  # noqa: F811 - a fixture
) -> None:
    assert goglobal("ship", series, "-l", "th").returncode == 0
    track = series / "subtitles" / "th" / "ep001.srt"
    track.write_text(track.read_text("utf-8").replace("00:00:02,400", "00:00:02,360"), "utf-8")
    assert goglobal("ship", series, "-l", "th").returncode == 0
    assert document(goglobal("prune", series, "--format", "json"))["items"] == []
    outbox = series / "outbox"
    long_ago = time.time() - 3 * DAY
    for path in outbox.rglob("*"):
        os.utime(path, (long_ago, long_ago))
    before = sorted(outbox.rglob("*"))
    listed = goglobal("prune", series)
    assert listed.returncode == 0
    assert "earlier bundle" in listed.stdout
    assert "--delete" in listed.stdout
    assert sorted(outbox.rglob("*")) == before
    assert document(goglobal("prune", series, "--keep", "1", "--format", "json"))["kept"] == 1
    done = document(goglobal("prune", series, "--delete", "--format", "json"))
    assert done["schema"] == "goglobal.prune/1"
    assert {item["state"] for item in done["items"]} == {"removed"}
    assert len(sorted(outbox.rglob("*"))) < len(before)
    assert goglobal("verify", series, "--deep").returncode == 0
    assert goglobal("prune", series, "--delete").stdout.startswith("There is nothing to prune.")


def test_a_layout_that_keeps_nothing_is_said(
    goglobal: Run,  # noqa: F811 - a fixture
    series: Path,  # noqa: F811 - a fixture
) -> None:
    path = series / "goglobal.toml"
    path.write_text(path.read_text() + '\n[targets.flat]\nplatform = "generic"\nurl = "out"\n')
    text = path.read_text().replace('url = "out"', f'url = "{(series / "out").as_uri()}"')
    path.write_text(text + 'layout = "in-place"\n')
    result = goglobal("prune", series, "-t", "flat")
    assert result.returncode == 2
    assert "immutable" in result.stderr
