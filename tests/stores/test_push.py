"""push and verify as a user sees them, on every kind of store."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tests.stores.recorded import FILES, PROFILE, SRT, Recorded, deliver, look, overwrite, saved

from goglobal.bundling.bundle import Bundle
from goglobal.delivery.memory import MemoryStore
from goglobal.delivery.pushing import push
from goglobal.errors import StoreError
from goglobal.model import Target
from goglobal.profiles.schema import Profile

MakeBundle = Callable[..., Bundle]


def test_a_bundle_arrives_whole(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    bundle = make_bundle(FILES)
    (receipt,) = deliver(recorded, target, state, bundle, dry_run=False)
    assert receipt.error is None
    assert (receipt.state, receipt.uploaded, receipt.skipped) == ("delivered", 7, 0)
    assert receipt.bytes >= bundle.bytes
    folder = f"moonlit-bund/th/{bundle.bundle}"
    assert {info.key for info in recorded._store.list()} == {
        *(f"{folder}/{path}" for path in FILES),
        f"{folder}/SHA256SUMS",
        f"{folder}/manifest.json",
        "moonlit-bund/th/current.json",
    }
    pointer = recorded._store.get("moonlit-bund/th/current.json").read()
    assert (
        pointer
        == (
            f'{{"bundle":"{bundle.bundle}","manifest":"{folder}/manifest.json",'
            '"schema":"goglobal.pointer/1"}'
        ).encode()
    )
    for path, data in FILES.items():
        assert recorded._store.get(f"{folder}/{path}").read() == data
    report = look(recorded, target, state, expected=[bundle], deep=True)
    assert report.damaged == ()
    assert (report.objects, report.unverifiable) == (7, 0)


def test_the_order_is_the_profiles_and_the_commit_is_last(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    profile = Profile(name="p", upload_order=("metadata", "artwork", "subtitles"))
    deliver(recorded, target, state, make_bundle(FILES), profile=profile)
    puts = [key.partition("/")[2].partition("/")[2] for key in recorded.keys("put")]
    roles = [key.split("/")[1] for key in puts if key.count("/") == 2]
    assert roles == ["metadata", "artwork", "subtitles", "subtitles"]
    assert [key.rpartition("/")[2] for key in puts[-3:]] == [
        "SHA256SUMS",
        "manifest.json",
        "current.json",
    ]


def test_a_second_run_sends_nothing_and_asks_little(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle, kind: str
) -> None:
    bundle = make_bundle(FILES)
    deliver(recorded, target, state, bundle)
    before = saved(state)
    (receipt,) = deliver(recorded, target, state, bundle)
    assert (receipt.state, receipt.uploaded, receipt.skipped) == ("unchanged", 0, 7)
    assert receipt.bytes == 0
    assert recorded.keys("put") == recorded.keys("delete") == recorded.keys("copy") == []
    assert len(recorded.keys("list")) == 1
    if kind != "directory":  # which has no digests but by reading
        assert recorded.keys("head") == []
    assert saved(state) == before


def test_one_changed_file_is_sent_with_its_manifest(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    deliver(recorded, target, state, make_bundle(FILES))
    changed = make_bundle({**FILES, "subtitles/ep001.srt": SRT.replace(b"Hello", b"Hullo")})
    (receipt,) = deliver(recorded, target, state, changed)
    assert receipt.state == "delivered"
    names = [key.rpartition("/")[2] for key in recorded.keys("put")]
    assert names == ["ep001.srt", "SHA256SUMS", "manifest.json", "current.json"]
    assert (receipt.uploaded, receipt.skipped, receipt.copied) == (4, 3, 3)
    report = look(recorded, target, state, expected=[changed], deep=True)
    assert report.damaged == ()


def test_a_damaged_original_is_not_copied_on(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    first = make_bundle(FILES)
    deliver(recorded, target, state, first)
    overwrite(recorded, f"moonlit-bund/th/{first.bundle}/artwork/poster.jpg", b"\xff\xd8poskar")
    changed = make_bundle({**FILES, "metadata/series.json": b"{}"})
    (receipt,) = deliver(recorded, target, state, changed)
    assert receipt.state == "delivered"
    key = f"moonlit-bund/th/{changed.bundle}/artwork/poster.jpg"
    assert recorded._store.get(key).read() == FILES["artwork/poster.jpg"]


@pytest.mark.parametrize("name", [*FILES, "SHA256SUMS", "manifest.json"])
@pytest.mark.parametrize("harm", ["deleted", "changed", "longer"])
def test_what_was_harmed_is_found_and_sent_again(  # noqa: PLR0917
    recorded: Recorded,
    target: Target,
    state: Path,
    make_bundle: MakeBundle,
    name: str,
    harm: str,
) -> None:
    bundle = make_bundle(FILES)
    deliver(recorded, target, state, bundle)
    key = f"moonlit-bund/th/{bundle.bundle}/{name}"
    original = recorded._store.get(key).read()
    if harm == "deleted":
        recorded._store.delete(key)
    else:
        overwrite(recorded, key, original + b"!" if harm == "longer" else b"?" + original[1:])
    report = look(recorded, target, state, expected=[bundle])
    problem = "missing" if harm == "deleted" else "changed"
    assert [(d.url, d.problem) for d in report.damaged] == [(f"{recorded.url}/{key}", problem)]
    if name == "manifest.json":
        assert look(recorded, target, state).damaged == report.damaged
    (receipt,) = deliver(recorded, target, state, bundle)
    assert (receipt.state, recorded.keys("put")) == ("delivered", [key])
    assert receipt.uploaded == 1
    assert recorded._store.get(key).read() == original
    assert look(recorded, target, state, expected=[bundle], deep=True).damaged == ()


def test_a_pointer_that_is_gone_or_junk_is_found_and_mended(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    bundle = make_bundle(FILES)
    deliver(recorded, target, state, bundle)
    key = "moonlit-bund/th/current.json"
    for harm in ("deleted", "junk"):
        if harm == "deleted":
            recorded._store.delete(key)
        else:
            overwrite(recorded, key, b"[" * 100)
        report = look(recorded, target, state)
        assert f"{recorded.url}/{key}" in {d.url for d in report.damaged}, harm
        (receipt,) = deliver(recorded, target, state, bundle)
        assert (receipt.state, recorded.keys("put")) == ("delivered", [key])
        assert look(recorded, target, state).damaged == ()


def test_an_interrupt_leaves_nothing_half_and_the_next_run_ends_it(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    old = make_bundle({"metadata/series.json": b"old"})
    deliver(recorded, target, state, old)
    new = make_bundle(FILES)
    writes = 0
    for stop_at in range(1, 8):

        def stop(verb: str, key: str, stop_at: int = stop_at) -> None:
            nonlocal writes
            if verb == "put":
                writes += 1
                if writes == stop_at:
                    raise KeyboardInterrupt

        writes = 0
        recorded.before = stop
        with pytest.raises(KeyboardInterrupt):
            deliver(recorded, target, state, new, workers=1)
        pointer = json.loads(recorded._store.get("moonlit-bund/th/current.json").read())
        assert pointer["bundle"] == old.bundle
        if stop_at > 2:
            break
    recorded.before = lambda verb, key: None
    (receipt,) = deliver(recorded, target, state, new)
    assert receipt.state == "delivered"
    assert receipt.skipped > 0
    assert look(recorded, target, state, expected=[new], deep=True).damaged == ()


def test_a_reader_never_sees_a_half_delivery(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle, kind: str
) -> None:
    seen: set[str] = set()
    problems: list[str] = []
    stop = threading.Event()
    store = recorded._store

    def poll() -> None:
        while not stop.is_set():
            try:
                pointer = json.loads(store.get("moonlit-bund/th/current.json").read())
            except StoreError:
                continue
            seen.add(pointer["bundle"])
            folder = pointer["manifest"].rpartition("/")[0]
            manifest = json.loads(store.get(pointer["manifest"]).read())
            for file in manifest["files"]:
                data = store.get(f"{folder}/{file['path']}").read()
                if hashlib.sha256(data).hexdigest() != file["sha256"]:
                    problems.append(file["path"])

    errors: list[BaseException] = []

    def polling() -> None:
        try:
            poll()
        except BaseException as error:
            errors.append(error)

    reader = threading.Thread(target=polling)
    reader.start()
    try:
        for number in range(5):
            files = {path: data + b"%d" % number for path, data in FILES.items()}
            (receipt,) = deliver(recorded, target, state, make_bundle(files))
            assert receipt.state == "delivered"
    finally:
        stop.set()
        reader.join()
    assert errors == []
    assert problems == []
    assert seen


def test_two_writers_of_different_versions_do_not_mix(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    mine, theirs = make_bundle(FILES), None
    theirs = make_bundle({**FILES, "metadata/series.json": b"theirs"})
    mine = make_bundle(FILES)

    def meanwhile(verb: str, key: str) -> None:
        if verb == "put" and key.endswith("current.json"):
            recorded.before = lambda verb, key: None
            overwrite(
                recorded,
                key,
                json.dumps(
                    {
                        "schema": "goglobal.pointer/1",
                        "bundle": theirs.bundle,
                        "manifest": f"moonlit-bund/th/{theirs.bundle}/manifest.json",
                    }
                ).encode(),
            )

    recorded.before = meanwhile
    (receipt,) = deliver(recorded, target, state, mine)
    assert receipt.state == "delivered"
    pointer = json.loads(recorded._store.get("moonlit-bund/th/current.json").read())
    assert pointer["bundle"] == mine.bundle
    assert recorded.keys("put").count("moonlit-bund/th/current.json") == 2


def test_another_machine_delivering_the_same_does_no_harm(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    bundle = make_bundle(FILES)

    def first(verb: str, key: str) -> None:
        if verb == "put":
            recorded.before = lambda verb, key: None
            push([bundle], target, store=recorded._store, profile=PROFILE)

    recorded.before = first
    (receipt,) = deliver(recorded, target, state, bundle)
    assert receipt.error is None
    assert look(recorded, target, state, expected=[bundle]).damaged == ()


def test_a_dry_run_writes_nothing(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    (receipt,) = deliver(recorded, target, state, make_bundle(FILES), dry_run=True)
    assert (receipt.state, receipt.uploaded, receipt.skipped) == ("planned", 7, 0)
    assert list(recorded._store.list()) == []
    assert not state.parent.exists()
    deliver(recorded, target, state, make_bundle(FILES))
    changed = make_bundle({**FILES, "metadata/series.json": b"{}"})
    (receipt,) = deliver(recorded, target, state, changed, dry_run=True)
    assert (receipt.state, receipt.uploaded, receipt.copied) == ("planned", 4, 3)
    assert recorded.keys("put") == []


@pytest.mark.parametrize("layout", ["immutable", "in-place"])
@pytest.mark.parametrize("blind", [{}, {"access": "write-only"}], ids=["readable", "write-only"])
def test_a_dry_run_says_what_the_run_then_does(  # noqa: PLR0917
    recorded: Recorded,
    target: Target,
    state: Path,
    make_bundle: MakeBundle,
    layout: str,
    blind: dict[str, str],
) -> None:
    target = msgspec.convert(
        {**msgspec.structs.asdict(target), "layout": layout, **blind}, Target, strict=False
    )
    fewer = {path: data for path, data in FILES.items() if not path.endswith("ep002.srt")}
    changed = {**FILES, "metadata/series.json": b"{}"}
    for number, files in enumerate((FILES, FILES, changed, fewer, FILES)):
        bundle = make_bundle(files)
        before = {info.key for info in recorded._store.list()}
        (foreseen,) = deliver(recorded, target, state, bundle, dry_run=True)
        assert {verb for verb, _ in recorded.done} <= {"list", "head", "get"}
        plan: dict[str, set[str]] = {}
        for planned in foreseen.planned:
            plan.setdefault(planned.step, set()).add(planned.key)
        (receipt,) = deliver(recorded, target, state, bundle)
        written = set(recorded.keys("put"))
        assert plan.get("send", set()) | plan.get("switch", set()) == written, number
        assert plan.get("copy", set()) == set(recorded.keys("copy")), number
        commit = {p.key for p in foreseen.planned if p.key.endswith("manifest.json")}
        deleted = set(recorded.keys("delete")) - commit
        assert plan.get("remove", set()) == deleted, number
        assert plan.get("keep", set()) <= before or blind
        assert (foreseen.uploaded, foreseen.copied) == (receipt.uploaded, receipt.copied)
        assert (receipt.state == "unchanged") == (not plan.keys() - {"keep"})
        reasons = {p.why for p in foreseen.planned if p.step in {"send", "switch"}}
        assert number or reasons == {"absent"}


def test_media_lies_apart_and_is_sent_once(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    video = {"video/ep001.mp4": b"mp4" * 1000}
    deliver(recorded, target, state, make_bundle({**FILES, **video}, media=("video/ep001.mp4",)))
    assert recorded.keys("put")[0].startswith("moonlit-bund/media/")
    files = {**FILES, **video, "artwork/poster.jpg": b"new poster"}
    bundle = make_bundle(files, media=("video/ep001.mp4",))
    (receipt,) = deliver(recorded, target, state, bundle)
    assert receipt.state == "delivered"
    assert not [key for key in recorded.keys("put") if "/media/" in key]
    assert look(recorded, target, state, expected=[bundle], deep=True).damaged == ()


def test_the_shared_bundle_goes_last_and_is_held_by_a_failure(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    shared = make_bundle({"metadata/all.json": b"[]"}, language=None)
    english = make_bundle(FILES, language="en")
    thai = make_bundle(FILES, language="th")
    (Path(thai.path) / "subtitles/ep001.srt").write_bytes(b"changed after the build")
    got = deliver(recorded, target, state, shared, thai, english)
    assert [(r.language, r.state) for r in got] == [
        ("th", "failed"),
        ("en", "delivered"),
        (None, "held"),
    ]
    assert got[0].error_message
    assert "ep001.srt" in str(got[0].error)
    make_bundle(FILES, language="th")
    got = deliver(recorded, target, state, shared, thai, english)
    assert [r.state for r in got] == ["delivered", "unchanged", "delivered"]
    assert recorded.keys("put")[-1] == "moonlit-bund/shared/current.json"
    got = deliver(recorded, target, state, shared, thai, shared_ok=lambda bundle: False)
    assert [r.state for r in got] == ["unchanged", "held"]


def in_place(target: Target) -> Target:
    return msgspec.structs.replace(target, layout="in-place")


def test_in_place_the_commit_object_frames_the_delivery(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    target = in_place(target)
    (receipt,) = deliver(recorded, target, state, make_bundle(FILES))
    assert (receipt.state, receipt.uploaded) == ("delivered", 6)
    assert {info.key for info in recorded._store.list()} == {
        *(f"moonlit-bund/th/{path}" for path in (*FILES, "SHA256SUMS", "manifest.json"))
    }
    files = {path: data for path, data in FILES.items() if path != "artwork/poster.jpg"}
    files["subtitles/ep001.srt"] = SRT.replace(b"Hello", b"Hullo")
    bundle = make_bundle(files)
    (receipt,) = deliver(recorded, target, state, bundle)
    writes = [done for done in recorded.done if done[0] in {"put", "delete"}]
    assert writes == [
        ("delete", "moonlit-bund/th/manifest.json"),
        ("put", "moonlit-bund/th/subtitles/ep001.srt"),
        ("put", "moonlit-bund/th/SHA256SUMS"),
        ("put", "moonlit-bund/th/manifest.json"),
        ("delete", "moonlit-bund/th/artwork/poster.jpg"),
    ]
    assert look(recorded, target, state, expected=[bundle], deep=True).damaged == ()
    (receipt,) = deliver(recorded, target, state, bundle)
    assert (receipt.state, receipt.uploaded) == ("unchanged", 0)


def test_in_place_others_files_stay(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    target = in_place(target)
    overwrite(recorded, "moonlit-bund/th/notes-of-the-partner.txt", b"hands off")
    deliver(recorded, target, state, make_bundle(FILES))
    deliver(recorded, target, state, make_bundle({"metadata/series.json": b"{}"}))
    assert {info.key for info in recorded._store.list()} == {
        "moonlit-bund/th/notes-of-the-partner.txt",
        "moonlit-bund/th/metadata/series.json",
        "moonlit-bund/th/SHA256SUMS",
        "moonlit-bund/th/manifest.json",
    }


def test_in_place_an_interrupt_is_visible_and_mended(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    target = in_place(target)
    deliver(recorded, target, state, make_bundle(FILES))
    new = {"subtitles/ep001.srt": b"new", "metadata/series.json": b"new"}
    bundle = make_bundle(new)

    def stop(verb: str, key: str) -> None:
        if verb == "put" and key.endswith("series.json"):
            raise KeyboardInterrupt

    recorded.before = stop
    with pytest.raises(KeyboardInterrupt):
        deliver(recorded, target, state, bundle)
    recorded.before = lambda verb, key: None
    assert "moonlit-bund/th/manifest.json" not in {i.key for i in recorded._store.list()}
    assert look(recorded, target, state).damaged
    (receipt,) = deliver(recorded, target, state, bundle)
    assert receipt.state == "delivered"
    # what only the former bundle had is gone although its manifest was gone too
    assert {info.key for info in recorded._store.list()} == {
        *(f"moonlit-bund/th/{path}" for path in (*new, "SHA256SUMS", "manifest.json"))
    }
    assert look(recorded, target, state, expected=[bundle], deep=True).damaged == ()


def test_in_place_keys_follow_the_template(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    target = msgspec.structs.replace(in_place(target), alias="MLB2026")
    profile = Profile(
        name="p", layout="in-place", key_template="{alias}/{language}-{path}", sidecars=False
    )
    bundle = make_bundle(FILES)
    deliver(recorded, target, state, bundle, profile=profile)
    assert {info.key for info in recorded._store.list()} == {f"MLB2026/th-{p}" for p in FILES}
    report = look(recorded, target, state, expected=[bundle], profile=profile)
    assert (report.objects, report.damaged) == (4, ())
    recorded._store.delete("MLB2026/th-artwork/poster.jpg")
    report = look(recorded, target, state, profile=profile)
    assert [d.problem for d in report.damaged] == ["missing"]
    (receipt,) = deliver(recorded, target, state, bundle, profile=profile)
    assert (receipt.state, receipt.uploaded) == ("delivered", 1)


@pytest.mark.parametrize("layout", ["immutable", "in-place"])
@pytest.mark.parametrize(
    "blind", [{"access": "write-only"}, {"retention": "consumed"}], ids=lambda b: str(*b)
)
def test_an_emptied_inbox_gets_nothing_twice(  # noqa: PLR0917
    recorded: Recorded,
    target: Target,
    state: Path,
    make_bundle: MakeBundle,
    layout: str,
    blind: dict[str, str],
) -> None:
    target = msgspec.convert(
        {**msgspec.structs.asdict(target), "layout": layout, **blind}, Target, strict=False
    )
    bundle = make_bundle(FILES)

    def no_reading(verb: str, key: str) -> None:
        assert verb in {"put", "delete"}, (verb, key)

    recorded.before = no_reading
    (receipt,) = deliver(recorded, target, state, bundle)
    assert receipt.state == "delivered"
    there = {info.key for info in recorded._store.list()}
    for key in there:
        recorded._store.delete(key)
    (receipt,) = deliver(recorded, target, state, bundle)
    assert (receipt.state, receipt.uploaded) == ("unchanged", 0)
    assert recorded.done == []
    report = look(recorded, target, state)
    assert (report.objects, report.damaged, report.unverifiable) == (0, (), len(there))
    # the ledger is only an index: without it, the receipts say the same
    (state / "ledger.sqlite").unlink()
    (receipt,) = deliver(recorded, target, state, bundle)
    assert (receipt.state, recorded.done) == ("unchanged", [])


def test_an_inbox_in_place_gets_only_what_changed(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    target = msgspec.structs.replace(in_place(target), access="write-only")
    deliver(recorded, target, state, make_bundle(FILES))
    changed = make_bundle({**FILES, "subtitles/ep001.srt": b"changed"})
    (receipt,) = deliver(recorded, target, state, changed)
    assert [key.rpartition("/")[2] for key in recorded.keys("put")] == [
        "ep001.srt",
        "SHA256SUMS",
        "manifest.json",
    ]
    assert receipt.uploaded == 3


@pytest.mark.parametrize("lost", ["nothing", "ledger", "receipt"])
def test_going_back_after_half_of_another_bundle_sends_all_of_it(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle, lost: str
) -> None:
    target = msgspec.structs.replace(in_place(target), access="write-only")
    deliver(recorded, target, state, make_bundle(FILES))
    changed = {**FILES, "artwork/poster.jpg": b"new", "subtitles/ep002.srt": b"new"}

    def fail(verb: str, key: str) -> None:
        if key.endswith("ep002.srt"):
            raise StoreError("no")

    recorded.before = fail
    (receipt,) = deliver(recorded, target, state, make_bundle(changed))
    assert receipt.state == "failed"
    recorded.before = lambda verb, key: None
    if lost == "ledger":
        (state / "ledger.sqlite").unlink()
    elif lost == "receipt":  # as after a kill
        import sqlite3

        saved(state)[-1].unlink()
        with sqlite3.connect(state / "ledger.sqlite") as ledger:
            ledger.execute("DELETE FROM receipts WHERE state = 'failed'")
        ledger.close()
    bundle = make_bundle(FILES)
    (receipt,) = deliver(recorded, target, state, bundle)
    assert (receipt.state, receipt.uploaded) == ("delivered", 6)
    for path, data in FILES.items():
        assert recorded._store.get(f"moonlit-bund/th/{path}").read() == data
    assert recorded._store.get("moonlit-bund/th/manifest.json").read() == bundle.manifest.to_bytes()
    (receipt,) = deliver(recorded, target, state, bundle)
    assert (receipt.state, recorded.done) == ("unchanged", [])


def test_what_is_in_place_after_a_failure_is_on_record_again(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    bundle = make_bundle(FILES)
    deliver(recorded, target, state, bundle)

    def fail(verb: str, key: str) -> None:
        raise StoreError("the service is down")

    recorded.before = fail
    assert [r.state for r in deliver(recorded, target, state, bundle)] == ["failed"]
    recorded.before = lambda verb, key: None
    for _ in range(2):
        (receipt,) = deliver(recorded, target, state, bundle)
        assert (receipt.state, receipt.uploaded) == ("unchanged", 0)
    states = [json.loads(path.read_bytes())["state"] for path in saved(state)]
    assert states == ["delivered", "failed", "delivered"]


def test_a_repair_is_receipted_with_the_pointer_too(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    bundle = make_bundle(FILES)
    deliver(recorded, target, state, bundle)
    recorded._store.delete(f"moonlit-bund/th/{bundle.bundle}/SHA256SUMS")
    (receipt,) = deliver(recorded, target, state, bundle)
    assert (receipt.state, receipt.uploaded, receipt.skipped) == ("delivered", 1, 6)
    assert "moonlit-bund/th/current.json" in receipt.checksums
    recorded._store.delete("moonlit-bund/th/current.json")
    report = look(recorded, target, state)
    assert [damage.url.rpartition("/")[2] for damage in report.damaged] == ["current.json"]


def test_the_receipt_tells_who_what_when_and_why(
    recorded: Recorded, target: Target, state: Path, make_bundle: MakeBundle
) -> None:
    from goglobal.delivery.receipts import author

    bundle = make_bundle(FILES)
    who = author(why="first delivery", source_commit="abc123", profile="vertical-app", who="lin")
    (receipt,) = deliver(recorded, target, state, bundle, author=who)
    (path,) = saved(state)
    assert path.parent == state.parent / "receipts" / "moonlit-bund" / "demo" / "th"
    assert path.name.endswith(f"-{bundle.bundle[:12]}-delivered.json")
    kept = json.loads(path.read_bytes())
    assert kept["who"] == "lin"
    assert kept["why"] == "first delivery"
    assert kept["source_commit"] == "abc123"
    assert kept["bundle"] == bundle.bundle
    assert kept["at"] == receipt.at
    assert kept["url"] == recorded.url
    sums = {file.sha256 for file in bundle.manifest.files}
    assert sums <= set(kept["checksums"].values())
    assert list(receipt.summary()) == [
        "series",
        "target",
        "platform",
        "language",
        "bundle",
        "url",
        "state",
        "uploaded",
        "skipped",
        "bytes",
        "attempts",
        "at",
        "error",
    ]


def test_a_hostile_manifest_in_the_bucket_deletes_nothing_of_others(
    state: Path, make_bundle: MakeBundle
) -> None:
    store = Recorded(MemoryStore())
    target = Target(name="demo", platform="p", url="memory:", layout="in-place")
    overwrite(store, "other-series/th/manifest.json", b"precious")
    evil = make_bundle({"x": b"x"}, media=("x",))
    file = msgspec.structs.replace(
        evil.manifest.files[0], path="a/x", key="other-series/th/manifest.json"
    )
    manifest = msgspec.structs.replace(evil.manifest, files=(file,))
    overwrite(store, "moonlit-bund/th/manifest.json", manifest.to_bytes())
    deliver(store, target, state, make_bundle(FILES))
    assert store._store.get("other-series/th/manifest.json").read() == b"precious"


def test_a_service_without_conditions_is_delivered_to(state: Path, make_bundle: MakeBundle) -> None:
    store = Recorded(MemoryStore(conditional=False))
    target = Target(name="demo", platform="p", url="memory:", conditional_writes=False)
    deliver(store, target, state, make_bundle({"metadata/a": b"old"}))
    bundle = make_bundle(FILES)
    (receipt,) = deliver(store, target, state, bundle)
    assert receipt.state == "delivered"
    assert look(store, target, state, expected=[bundle], deep=True).damaged == ()


def test_deep_reads_subtitles_with_a_second_reader(state: Path, make_bundle: MakeBundle) -> None:
    lost_by_pysrt = SRT + SRT.replace(b"1\n", b"2\n").replace(b"-->", b"->")
    store = Recorded(MemoryStore())
    target = Target(name="demo", platform="p", url="memory:")
    bundle = make_bundle({**FILES, "subtitles/ep001.srt": lost_by_pysrt})
    deliver(store, target, state, bundle)
    assert look(store, target, state).damaged == ()
    (damage,) = look(store, target, state, deep=True).damaged
    assert damage.url.endswith("subtitles/ep001.srt")


def test_a_series_with_nothing_but_its_shared_bundle_keeps_no_other_waiting(
    make_bundle: MakeBundle, tmp_path: Path
) -> None:
    target = Target(name="demo", platform="p", url=(tmp_path / "outbox").as_uri())
    files = {"metadata/series.json": b"1"}
    bundles = [make_bundle(files, language=None, series="alone")]
    bundles += [make_bundle(files, language=tag) for tag in ("ar", "en", "es", "fr", "id", "th")]
    receipts = push(bundles, target, profile=Profile(name="p"), state=tmp_path / "p" / "s")
    assert [(r.series, r.language, r.state) for r in receipts] == [
        (bundle.series, bundle.language, "delivered") for bundle in bundles
    ]
