"""push --probe: what a place can do and what we may do there, tried on one small object."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from goglobal.delivery.probe_report import RIGHTS, Name, ProbeReport, ProbeStep, Result
from goglobal.delivery.retrying import Retries, RetryingStore
from goglobal.delivery.slices import Slice
from goglobal.delivery.store import ObjectInfo, Store
from goglobal.delivery.stores import open_store
from goglobal.errors import (
    ConflictError,
    DeniedError,
    NoBucketError,
    NotFoundError,
    StoreError,
    TransientError,
    UntrustedError,
)
from goglobal.model import Target

BUDGET = 10.0
"""Seconds that the service may fail: somebody waits for the answer."""
_CHECKSUMS = ("sha256", "crc32", "md5")
"""Tried where the target's own checksum is not taken or not compared; none needs a package."""
_CLOSED = (DeniedError, NoBucketError, TransientError, UntrustedError)
"""With these nothing can be written, whatever the checksum."""
_DATA = b"goglobal looks what can be done here, and removes this again.\n"
OTHER_OWNER = "000000000000"
"""An account that owns no bucket."""
_WRONG = b"What arrives where a byte was changed on its way.\n"


def probe(
    target: Target, *, in_place: bool = False, opened: Callable[[Target], Store] = open_store
) -> ProbeReport:
    """Try at `target` all that a delivery does, on objects named `goglobal-probe-…`.

    They are removed again, whatever happens. `in_place`: the target's layout removes objects.
    Raises UsageError for settings with which nothing can be tried.
    """
    probing = _Probe(target, opened)
    try:
        probing.all()
    finally:
        probing.clear()
    return probing.report(in_place=in_place)


class _Probe:
    def __init__(self, target: Target, opened: Callable[[Target], Store]) -> None:
        self.target = target
        self._opened = opened
        self.base = f"goglobal-probe-{secrets.token_hex(8)}"
        self.steps: list[ProbeStep] = []
        self.settings: dict[str, str | bool] = {}
        self.lists_digests = False
        self.keeps_versions = False
        self.made: set[str] = set()
        self.written = False
        self.begun: list[tuple[str, str]] = []
        self.left: tuple[str, ...] = ()
        self.error: StoreError | None = None
        """With which the last step ended."""
        self.checksum: str = target.checksum
        self.store = self._open(conditional_writes=True)

    def all(self) -> None:
        """Everything, as far as it makes sense."""
        if not self._write():
            return
        self._checksum()
        self._conditions()
        self._owner()
        self._reading()
        self._copying()
        self._parts()

    def clear(self) -> None:
        """Remove what was made; what cannot be removed is told."""
        for key, upload in self.begun:
            if self.store.parts is not None:
                with contextlib.suppress(StoreError):
                    self.store.parts.abort(key, upload)
        if not self.written:  # what failed may have arrived all the same
            for key in self.made:
                with contextlib.suppress(StoreError):
                    self.store.store.delete(key)
            return
        interrupted: KeyboardInterrupt | None = None
        for key in sorted(self.made):
            try:
                self._remove(key)
            except KeyboardInterrupt as error:  # not in the middle of this
                interrupted = error
                self._remove(key)
        if interrupted is not None:
            raise interrupted

    def report(self, *, in_place: bool) -> ProbeReport:
        """What it comes to."""
        denied = dict.fromkeys(s.right for s in self.steps if s.result == "denied" and s.right)
        needed = {"s3:PutObject"} | ({"s3:DeleteObject"} if in_place else set())
        if not self._is_blind():
            needed |= {"s3:GetObject", "s3:ListBucket"}
        return ProbeReport(
            target=self.target.name,
            url=self.store.url,
            steps=tuple(self.steps),
            missing=tuple(right for right in denied if right in needed),
            lacking=tuple(right for right in denied if right not in needed),
            settings=self.settings,
            lists_digests=self.lists_digests,
            keeps_versions=self.keeps_versions,
            left=self.left,
        )

    # -- the steps

    def _write(self) -> bool:
        """Write with the target's checksum, else with the first one that is taken."""
        for checksum in self._checksums("none"):
            self.checksum = checksum
            self.store = self._open(conditional_writes=True)
            with self._trying("write", detail=checksum):
                info = self._put(self.store, self.base)
                self.keeps_versions = info.version_id is not None
            if self.steps[-1].result == "works":
                self.written = True
                if checksum != self.target.checksum:
                    self.settings["checksum"] = checksum
                return True
            if isinstance(self.error, _CLOSED):
                break
        return False

    def _checksum(self) -> None:
        """Whether bytes that do not fit their checksum are refused; else with which they are."""
        for checksum in [name for name in self._checksums() if name != "none"]:
            store = self._open(checksum=checksum, conditional_writes=False)
            with self._trying("checksum", detail=checksum) as step:
                self._put(store, self.base)
                if self._takes_wrong_bytes(store, checksum):
                    step("ignored")
            if self.steps[-1].result == "works":
                if checksum != self.target.checksum:
                    self.settings["checksum"] = checksum
                self.checksum = checksum
                self.store = self._open(conditional_writes=True)
                return
            if self.steps[-1].result == "denied":
                return

    def _conditions(self) -> None:
        key = f"{self.base}-once"
        with self._trying("create-only") as step:
            self._put(self.store, key, create_only=True)
            if not _conflicts(lambda: self._put(self.store, key, create_only=True)):
                step("ignored")
        with self._trying("if-match") as step:
            tag = self._put(self.store, self.base).etag
            if not _conflicts(lambda: self._put(self.store, self.base, if_match="0" * 32)):
                step("ignored")
            else:
                self._put(self.store, self.base, if_match=tag)
        honoured = {s.name for s in self.steps if s.result == "works"} >= {
            "create-only",
            "if-match",
        }
        if honoured != self.target.conditional_writes:
            self.settings["conditional_writes"] = honoured

    def _owner(self) -> None:
        if self.target.expected_bucket_owner is None:
            return
        other = self._open(expected_bucket_owner=OTHER_OWNER, conditional_writes=False)
        with self._trying("owner") as step:
            try:
                self._put(other, self.base)
            except StoreError as error:
                if not error.permanent:
                    raise
            else:
                step("ignored")

    def _reading(self) -> None:
        with self._trying("head"):
            self.store.head(self.base)
        with self._trying("read") as step:
            if self.store.get(self.base).read() != _DATA:
                step("ignored")
        with self._trying("list") as step:
            found = {info.key: info for info in self.store.list(self.base)}
            if self.base not in found:
                step("ignored")
            else:
                self.lists_digests = found[self.base].md5 is not None
        looks = [s for s in self.steps if s.name in {"head", "read", "list"}]
        if any(s.result == "denied" for s in looks) and self.target.access == "read-write":
            self.settings["access"] = "write-only"
        if looks[0].vanished and self.target.retention == "kept":
            self.settings["retention"] = "consumed"

    def _copying(self) -> None:
        if self._is_blind():
            return
        key = f"{self.base}-copy"
        with self._trying("copy"):
            self.made.add(key)
            self.store.copy(self.base, key)

    def _parts(self) -> None:
        parts = self.store.parts
        if parts is None:
            return
        key = f"{self.base}-parts"
        sha256 = hashlib.sha256(_DATA).hexdigest()
        with tempfile.TemporaryDirectory(prefix="goglobal-") as folder:
            path = Path(folder, "part")
            path.write_bytes(_DATA)
            body = Slice(path=str(path), size=len(_DATA))
            with self._trying("parts"):
                upload = parts.begin(key, sha256=sha256, media_type="text/plain", language=None)
                self.begun.append((key, upload))
                sent = parts.send(key, upload, 1, body)
                with self._trying("parts-list") as step:
                    if not any(part.number == 1 for part in parts.stored(key, upload)):
                        step("ignored")
                with self._trying("uploads-list") as step:
                    if not any(found.id == upload for found in parts.uploads(key)):
                        step("ignored")
                self.made.add(key)
                parts.complete(key, upload, (sent,), create_only=False)
                self.begun.remove((key, upload))
            if self.steps[-1].result == "works":
                with self._trying("abort"):
                    second = parts.begin(key, sha256=sha256, media_type="text/plain", language=None)
                    self.begun.append((key, second))
                    parts.abort(key, second)
                    self.begun.remove((key, second))

    # -- beneath them

    def _checksums(self, *last: str) -> tuple[str, ...]:
        """The checksums to try, the one in use first; a folder compares what it writes itself."""
        if not self.target.url.startswith("s3:"):
            return (self.checksum,)
        return tuple(dict.fromkeys((self.checksum, *_CHECKSUMS, *last)))

    def _open(self, **settings: object) -> RetryingStore:
        target = msgspec.structs.replace(self.target, **{"checksum": self.checksum, **settings})
        return RetryingStore(self._opened(target), Retries(BUDGET))

    def _put(
        self,
        store: Store,
        key: str,
        *,
        create_only: bool = False,
        if_match: str | None = None,
    ) -> ObjectInfo:
        self.made.add(key)
        return store.put(
            key,
            _DATA,
            sha256=hashlib.sha256(_DATA).hexdigest(),
            md5=hashlib.md5(_DATA, usedforsecurity=False).hexdigest(),
            size=len(_DATA),
            media_type="text/plain",
            create_only=create_only,
            if_match=if_match,
        )

    def _takes_wrong_bytes(self, store: RetryingStore, checksum: str) -> bool:
        key = f"{self.base}-wrong"
        self.made.add(key)
        sha256, inner = hashlib.sha256(_DATA).hexdigest(), store.store
        put_as = getattr(inner, "put_as", None)
        try:
            if put_as is not None:
                put_as(key, _WRONG, digests_of=_DATA)
            else:
                md5 = hashlib.md5(_DATA, usedforsecurity=False).hexdigest()
                inner.put(key, _WRONG, sha256=sha256, md5=md5, size=len(_WRONG))
        except TransientError as error:
            if error.tries is None:  # nothing was said about the bytes
                raise
            return False
        except StoreError as error:
            if isinstance(error, DeniedError):
                raise
            return False
        return True

    def _remove(self, key: str) -> None:
        with self._trying("delete", once=True) as step:
            self.store.delete(key)
            if self._is_there(key):
                step("ignored")
        if self.steps[-1].result != "works" and self._is_there(key) is not False:
            self.left += (key,)

    def _is_there(self, key: str) -> bool | None:
        """None: nobody can tell."""
        try:
            self.store.head(key)
        except NotFoundError:
            return False
        except StoreError:
            return None
        return True

    def _is_blind(self) -> bool:
        """Whether nobody looks into the place, by its settings or by what we suggest."""
        access = self.settings.get("access", self.target.access)
        retention = self.settings.get("retention", self.target.retention)
        return access == "write-only" or retention == "consumed"

    @contextlib.contextmanager
    def _trying(
        self, name: Name, *, detail: str = "", once: bool = False
    ) -> Iterator[Callable[[Result], None]]:
        """Note how a step ends; what is raised in it is how it ended. `once`: good news of the
        same step are noted once."""
        result: Result = "works"

        def ended(other: Result) -> None:
            nonlocal result
            result = other

        error: StoreError | None = None
        try:
            yield ended
        except StoreError as caught:
            error, result = caught, "denied" if isinstance(caught, DeniedError) else "failed"
        self.error = error
        step = ProbeStep(
            name=name,
            result=result,
            detail=detail,
            message=error.message if error else "",
            arguments=error.arguments if error else {},
            help=error.help if error else "",
            right=RIGHTS.get(name, "") if self.target.url.startswith("s3:") else "",
            vanished=isinstance(error, NotFoundError),
        )
        if once and self.steps and self.steps[-1] == step:
            return
        self.steps.append(step)


def _conflicts(write: Callable[[], object]) -> bool:
    """Whether a conditional write whose condition does not hold is refused for that."""
    try:
        write()
    except ConflictError:
        return True
    return False
