"""Faults mixed at random over a thousand objects: whole at the end, and never half to a reader."""

from __future__ import annotations

import collections
import hashlib
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import msgspec

from goglobal.bundling.bundle import Bundle
from goglobal.bundling.manifest import Manifest
from goglobal.delivery import pointers
from goglobal.delivery.layouts import place
from goglobal.delivery.pushing import push
from goglobal.delivery.retrying import Retries
from goglobal.delivery.store import ObjectInfo, Store
from goglobal.delivery.stores import open_store
from goglobal.delivery.verifying import verify
from goglobal.errors import NotFoundError
from goglobal.model import Target
from goglobal.profiles.schema import Profile

MakeBundle = Callable[..., Bundle]
PROFILE = Profile(name="vertical-app")
IN_PLACE = msgspec.structs.replace(PROFILE, layout="in-place")
RATE = 0.05
LANGUAGES = ("en", "es-419", "th", "zh-Hans")
FAULTS = {
    "PUT": ("503", "500", "reset", "lost", "flip", "skew", "timeout", "digest", "slow"),
    "POST": ("503", "500", "lost", "timeout", "slow"),
    "GET": ("503", "500", "lost", "cut", "skew", "slow"),
    "HEAD": ("503", "lost", "slow"),
    "DELETE": ("503", "500", "lost", "slow"),
}
"""By method what can go wrong with a request of it."""


class Proxy(Protocol):
    decide: Callable[[str, str], str | None]
    endpoint: str


class Chance:
    """Lets one request in twenty go wrong, in some way; the seed is its own."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self.made: collections.Counter[str] = collections.Counter()
        self.requests = 0

    def __call__(self, method: str, path: str) -> str | None:
        self.requests += 1
        if self._random.random() >= RATE:
            return None
        fault = self._random.choice(FAULTS.get(method, ("503",)))
        self.made[fault] += 1
        return fault


def contents(version: int, count: int, language: str) -> dict[str, bytes]:
    """Small files of which every fifth differs between versions."""
    files = {}
    for number in range(count):
        of = version if number % 5 == 0 else 0
        text = f"{language} {number} {of} ".encode()
        files[f"subtitles/ep{number:03}.srt"] = text * (20 + number % 80)
    return files


def deliver(bundles: list[Bundle], target: Target, profile: Profile) -> int:
    """Push again and again, as a person does, until all is there; return how often."""
    for again in range(1, 6):
        retries = Retries(20.0, first=0.01, longest=0.1)
        got = push(bundles, target, profile=profile, retries=retries)
        failed = [receipt for receipt in got if receipt.state not in {"delivered", "unchanged"}]
        if not failed:
            return again
        print("failed:", *(receipt.error for receipt in failed))
    raise AssertionError(failed)


def assert_equal(bundles: list[Bundle], target: Target, profile: Profile) -> None:
    """The bucket has every object of the bundles, byte for byte."""
    wanted = {i.key: i.wanted for b in bundles for i in place(b, target, profile).items}
    store = open_store(target)
    for key, wanted_ in list(wanted.items())[::20]:
        assert hashlib.sha256(store.get(key).read()).hexdigest() == wanted_.sha256, key
    report = verify(target, expected=bundles, profile=profile, deep=True)
    assert (report.damaged, report.unverifiable) == ((), 0)


class Reader:
    """Looks all the time at what a partner's intake would see."""

    def __init__(self, store: Store, look: Callable[[Store], int]) -> None:
        self._store = store
        self._look = look
        self.looks: collections.Counter[bool] = collections.Counter()
        """By whether there was anything that a reader could begin with."""
        self.wrong: list[str] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    @contextmanager
    def polling(self) -> Iterator[None]:
        self._thread.start()
        try:
            yield
        finally:
            self._stop.set()
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.looks[self._look(self._store) > 0] += 1
            except AssertionError as error:
                self.wrong.append(str(error))
            self._stop.wait(0.05)


def listed(store: Store) -> dict[str, ObjectInfo]:
    return {info.key: info for info in store.list("moonlit-bund/")}


def assert_whole(manifest: Manifest, folder: str, there: dict[str, ObjectInfo]) -> None:
    for file in manifest.files:
        info = there.get(file.key or f"{folder}/{file.path}")
        assert info is not None, f"{folder}/{file.path} is missing"
        same = info.size == file.bytes and info.md5 in {file.md5, None}  # of parts: no MD5
        assert same, f"{folder}/{file.path} differs"


def look_at_pointers(store: Store) -> int:
    """Every pointer leads to a whole bundle; every manifest stands beside all its files."""
    before = listed(store)
    named = [key for key in before if key.endswith("/current.json")]
    manifests = {key for key in before if key.endswith("/manifest.json")}
    for key in named:
        pointer = pointers.read(store, key).pointer
        assert pointer is not None, f"{key} is no pointer"
        manifests.add(pointer.manifest)
    found = {key: pointers.read_manifest(store, key) for key in manifests}
    after = listed(store)
    for key, manifest in found.items():
        assert manifest is not None, f"{key} is no manifest"
        assert_whole(manifest, key.rpartition("/")[0], after)
    return len(named)


def look_in_place(store: Store) -> int:
    """While a manifest stands, its files do; one that goes meanwhile says nothing."""
    key = "moonlit-bund/th/manifest.json"
    try:
        before = store.head(key)
        manifest = pointers.read_manifest(store, key)
        there = listed(store)
        after = store.head(key)
    except NotFoundError:
        return 0
    if before.etag != after.etag or manifest is None:
        return 0
    assert_whole(manifest, "moonlit-bund/th", there)
    return 1


def test_a_thousand_objects_arrive_whole_and_nobody_sees_half(
    proxy: Proxy, s3_target: Target, make_bundle: MakeBundle
) -> None:
    chance = Chance(1)
    proxy.decide = chance
    through = msgspec.structs.replace(s3_target, endpoint_url=proxy.endpoint)
    reader = Reader(open_store(s3_target), look_at_pointers)
    pushes = []
    with reader.polling():
        for version in (1, 2):
            bundles = []
            for tag in LANGUAGES:
                files = contents(version, 250, tag)
                if tag == "th":
                    films = random.Random(version).randbytes(20_000_000)
                    files["video/ep001.mp4"] = films
                media = ("video/ep001.mp4",) if tag == "th" else ()
                bundles.append(make_bundle(files, language=tag, media=media))
            pushes.append(deliver(bundles, through, PROFILE))
            assert_equal(bundles, s3_target, PROFILE)
    print(f"\n{chance.requests} requests, pushes {pushes}, {dict(chance.made)}")
    print(f"looks without and with a pointer: {reader.looks[False]}, {reader.looks[True]}")
    assert reader.wrong == []
    assert reader.looks[False]
    assert reader.looks[True]
    assert set(FAULTS["PUT"]) <= set(chance.made)
    assert sum(chance.made.values()) > 50


def test_in_place_the_commit_object_never_stands_over_half(
    proxy: Proxy, s3_target: Target, make_bundle: MakeBundle
) -> None:
    chance = Chance(3)
    proxy.decide = chance
    target = msgspec.structs.replace(s3_target, layout="in-place")
    through = msgspec.structs.replace(target, endpoint_url=proxy.endpoint)
    reader = Reader(open_store(target), look_in_place)
    with reader.polling():
        for version in (1, 2, 3):
            bundle = make_bundle(contents(version, 200, "th"))
            deliver([bundle], through, IN_PLACE)
            assert_equal([bundle], target, IN_PLACE)
    assert reader.wrong == []
    assert reader.looks[False]
    assert reader.looks[True]
    assert sum(chance.made.values()) > 10
