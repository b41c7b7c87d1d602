"""The small parts: keys and layouts, workers, hooks, locks, what errors say, sizes of parts."""

from __future__ import annotations

import email.utils
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from goglobal.bundling.bundle import Bundle
from goglobal.delivery import hooks, multipart, workers
from goglobal.delivery.layouts import place, unit_of
from goglobal.delivery.pushing import push
from goglobal.delivery.receipts import Receipt
from goglobal.delivery.s3_errors import translate
from goglobal.delivery.stores import file_path, open_store
from goglobal.errors import (
    ConflictError,
    DeniedError,
    LockedError,
    NoBucketError,
    NotFoundError,
    StoreError,
    TransientError,
    UsageError,
)
from goglobal.locking import NAME, lock
from goglobal.model import Rights, Target
from goglobal.profiles.schema import Profile

MakeBundle = Callable[..., Bundle]
TARGET = Target(name="demo", platform="p", url="file:///nowhere")
RECEIPT = Receipt(
    series="s", target="t", platform="p", language="th", bundle="b", url="u", state="delivered"
)


# -- layouts


def test_roles_that_the_profile_does_not_order_go_first(make_bundle: MakeBundle) -> None:
    files = {"metadata/a": b"1", "video/b": b"2", "artwork/c": b"3"}
    placement = place(make_bundle(files), TARGET, Profile(name="p"))
    assert [[i.role for i in stage] for stage in placement.stages] == [
        ["video"],
        ["artwork"],
        ["metadata"],
    ]


def test_a_payload_file_can_be_the_commit_object(make_bundle: MakeBundle) -> None:
    profile = Profile(name="p", layout="in-place", sidecars=False, commit="metadata/done.xml")
    files = {"metadata/done.xml": b"1", "subtitles/b": b"2"}
    placement = place(make_bundle(files), TARGET, profile)
    assert placement.commit is not None
    assert placement.commit.key == "moonlit-bund/th/metadata/done.xml"
    assert [item.key for item in placement.payload] == ["moonlit-bund/th/subtitles/b"]


def test_two_files_under_one_key_are_refused(make_bundle: MakeBundle) -> None:
    profile = Profile(name="p", layout="in-place", key_template="{series}/all", sidecars=False)
    with pytest.raises(StoreError, match="moonlit-bund/all"):
        place(make_bundle({"a/x": b"1", "b/x": b"2"}), TARGET, profile)


def test_a_template_that_leads_out_is_refused(make_bundle: MakeBundle) -> None:
    for template in ("../{path}", "/{path}", "{series}//{path}"):
        profile = Profile(name="p", layout="in-place", key_template=template)
        with pytest.raises(StoreError):
            place(make_bundle({"a/x": b"1"}), TARGET, profile)
    profile = Profile(name="p", layout="in-place", key_template="{season}/{path}")
    with pytest.raises(UsageError, match="season"):
        place(make_bundle({"a/x": b"1"}), TARGET, profile)


def test_the_unit_of_a_bundle_without_a_language(make_bundle: MakeBundle) -> None:
    manifest = make_bundle({"a/x": b"1"}, language=None).manifest
    names = {name: unit_of(manifest, f"/d/{name}") for name in ("ep001", "series", "shared", "x")}
    assert names == {"ep001": "ep001", "series": "series", "shared": "shared", "x": "shared"}


@pytest.mark.parametrize("url", ["file://other-machine/x", "file:relative", "ftp://x/y", "s3:x"])
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(UsageError):
        open_store(url)


def test_a_folder_with_odd_characters_has_an_address(tmp_path: Path) -> None:
    folder = tmp_path / "外滩 #1%20"
    assert file_path(folder.as_uri()) == folder


# -- workers


def test_workers_hand_back_every_job() -> None:
    got = dict(workers.run(range(100), lambda n: n * n, workers=8))
    assert got == {n: n * n for n in range(100)}
    assert list(workers.run([], lambda n: n, workers=0)) == []


def test_a_slow_result_is_handed_back_before_the_next_is_made() -> None:
    handed = threading.Event()

    def work(number: int) -> bool:
        if number == 0:
            time.sleep(2 * workers.QUIET)  # nobody looks every moment any more
            return True
        return handed.wait(30)

    for number, good in workers.run([0, 1], work, workers=1):
        assert good
        if number == 0:
            handed.set()


def test_the_first_error_stops_the_rest() -> None:
    begun: list[int] = []

    def work(number: int) -> None:
        begun.append(number)
        if number == 5:
            raise ValueError(number)
        time.sleep(0.005)

    with pytest.raises(ValueError, match="5"):
        list(workers.run(range(1000), work, workers=4))
    assert len(begun) < 50


def test_no_more_jobs_are_taken_than_there_are_workers() -> None:
    taken: list[int] = []
    gate = threading.Event()

    def jobs() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    def work(number: int) -> int:
        gate.wait(5)
        return number

    counts: list[int] = []

    def open_it() -> None:
        counts.append(len(taken))
        gate.set()

    opener = threading.Timer(0.2, open_it)
    opener.start()
    assert len(list(workers.run(jobs(), work, workers=3))) == 100
    opener.join()
    assert counts == [3]


# -- after_push


def test_each_command_gets_the_receipt(tmp_path: Path) -> None:
    script = tmp_path / "notify.py"
    script.write_text(
        f"#!{sys.executable}\nimport sys\nopen('got.json', 'w').write(sys.stdin.read())"
    )
    script.chmod(0o755)
    assert hooks.run(["./notify.py"], RECEIPT, folder=str(tmp_path)) == ()
    assert json.loads((tmp_path / "got.json").read_text())["bundle"] == "b"


def test_a_command_that_fails_is_told_and_undoes_nothing(tmp_path: Path) -> None:
    fails = f"{sys.executable} -c 'import sys; sys.exit(7)'"
    hangs = f"{sys.executable} -c 'import time; time.sleep(60)'"
    begun = time.monotonic()
    got = hooks.run(
        [fails, hangs, "./nothing-here", "'unbalanced"],
        RECEIPT,
        folder=str(tmp_path),
        timeout=0.5,
    )
    assert time.monotonic() - begun < 5
    assert len(got) == 4
    assert "7" in str(got[0])
    assert "did not end" in str(got[1])
    assert "./nothing-here" in str(got[2])


def test_push_runs_the_commands_once_a_delivery(tmp_path: Path, make_bundle: MakeBundle) -> None:
    command = f'{sys.executable} -c \'import sys; open("log", "a").write("x"); sys.exit(3)\''
    target = Target(
        name="demo",
        platform="p",
        url=(tmp_path / "outbox").as_uri(),
        after_push=(command,),
        directory=str(tmp_path),
    )
    bundle = make_bundle({"metadata/a": b"1"})
    (receipt,) = push([bundle], target)
    assert receipt.state == "delivered"
    assert "3" in str(receipt.notices[0])
    (receipt,) = push([bundle], target)
    assert (receipt.state, receipt.notices) == ("unchanged", ())
    assert (tmp_path / "log").read_text() == "x"
    assert len(list((tmp_path / "receipts").rglob("*.json"))) == 1


# -- rights


@pytest.mark.parametrize(
    ("today", "state"),
    [("2026-03-31", "held"), ("2026-04-01", "delivered"), ("2029-04-01", "held")],
)
def test_outside_of_the_rights_nothing_goes(
    tmp_path: Path, make_bundle: MakeBundle, today: str, state: str
) -> None:
    import datetime as dt

    rights = Rights(not_before=dt.date(2026, 4, 1), ends=dt.date(2029, 3, 31))
    target = msgspec.structs.replace(TARGET, url=(tmp_path / "o").as_uri(), rights=rights)
    day = dt.date.fromisoformat(today)
    (receipt,) = push([make_bundle({"metadata/a": b"1"})], target, today=day)
    assert receipt.state == state
    assert (tmp_path / "o").exists() == (state == "delivered")


def test_a_state_that_cannot_be_written_stops_no_delivery(
    tmp_path: Path, make_bundle: MakeBundle
) -> None:
    (tmp_path / "file").write_text("in the way")
    target = msgspec.structs.replace(TARGET, url=(tmp_path / "o").as_uri())
    state = tmp_path / "file" / ".goglobal"
    (receipt,) = push([make_bundle({"metadata/a": b"1"})], target, state=state)
    assert receipt.state == "delivered"
    told = " ".join(str(notice) for notice in receipt.notices)
    assert "ledger.sqlite" in told
    assert "receipt cannot be written" in told


# -- what errors say


def _answer(code: str, status: int, headers: dict[str, str] | None = None) -> Exception:
    from botocore.exceptions import ClientError

    meta = {"HTTPStatusCode": status, "HTTPHeaders": headers or {}}
    error = {"Code": code, "Message": "secret things", "AWSAccessKeyId": "AKSECRET"}
    return ClientError({"Error": error, "ResponseMetadata": meta}, "PutObject")  # type: ignore[typeddict-item]


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("AccessDenied", 403, DeniedError),
        ("SignatureDoesNotMatch", 403, DeniedError),
        ("ExpiredToken", 400, DeniedError),
        ("403", 403, DeniedError),
        ("RequestTimeTooSkewed", 403, TransientError),
        ("BadDigest", 400, TransientError),
        ("RequestTimeout", 400, TransientError),
        ("SlowDown", 503, TransientError),
        ("", 502, TransientError),
        ("InternalError", 500, TransientError),
        ("ConditionalRequestConflict", 409, TransientError),
        ("PreconditionFailed", 412, ConflictError),
        ("NoSuchKey", 404, NotFoundError),
        ("NoSuchBucket", 404, NoBucketError),
        ("EntityTooSmall", 400, StoreError),
        ("NotImplemented", 501, StoreError),
    ],
)
def test_errors_are_of_the_right_kind(code: str, status: int, kind: type[StoreError]) -> None:
    error = translate(_answer(code, status), url="s3://b/p", bucket="b", key="k")
    assert type(error) is kind
    assert error.permanent == (kind is not TransientError)
    assert error.help
    assert "SECRET" not in f"{error!r}{error.help}"
    assert "secret things" not in f"{error!r}"


def test_retry_after_is_read() -> None:
    soon = email.utils.formatdate(time.time() + 30, usegmt=True)
    for header, least, most in (("7", 7, 7), (soon, 27, 31), ("soon", None, None)):
        answer = _answer("SlowDown", 503, {"retry-after": header})
        error = translate(answer, url="u", bucket="b", key="k")
        assert isinstance(error, TransientError)
        if least is None or most is None:
            assert error.retry_after is None
        else:
            assert error.retry_after is not None
            assert least <= error.retry_after <= most


# -- parts


@pytest.mark.parametrize("size", [1, 16 << 20, 100 << 30, 5 << 40])
def test_no_file_has_more_parts_than_s3_takes(size: int) -> None:
    part = multipart.part_size(size)
    assert part >= 5 << 20  # S3 takes no smaller one
    assert -(-size // part) <= 10_000


# -- locks


def test_a_lock_is_held_by_one(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from goglobal.locking import lock\n"
        "with lock(Path(sys.argv[1])):\n    print('mine', flush=True); time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "new")], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"mine\n"
    with pytest.raises(LockedError, match=f"pid {process.pid}"), lock(tmp_path / "new"):
        pass
    process.kill()
    process.wait()
    process.stdout.close()
    with lock(tmp_path / "new", wait=5), pytest.raises(LockedError), lock(tmp_path / "new"):
        pass
    with lock(tmp_path / "new"):
        assert (tmp_path / "new" / NAME).exists()


def test_a_lock_on_no_folder_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError), lock(tmp_path / "file"):
        pass
