"""Delivering one bundle: what is missing goes out, is checked there, and is committed last."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from goglobal.bundling.bundle import Bundle
from goglobal.bundling.manifest import Manifest
from goglobal.delivery import multipart, pointers, sending, waves
from goglobal.delivery.deciding import Planned, Step, Why, same
from goglobal.delivery.layouts import Item, Keys, Placement
from goglobal.delivery.outcomes import Outcome
from goglobal.delivery.pointers import Current, Pointer
from goglobal.delivery.sending import Judgement, Sent
from goglobal.delivery.store import ObjectInfo, Store, check_key
from goglobal.delivery.waves import Former
from goglobal.errors import DeniedError, StoreError
from goglobal.messages import N_
from goglobal.model import Target
from goglobal.profiles.schema import Profile

_ROUNDS = 2
"""How often what did not arrive as it was sent is sent before it is given up."""


class Delivery:
    """One bundle on its way to one target."""

    def __init__(
        self,
        bundle: Bundle,
        placement: Placement,
        target: Target,
        profile: Profile,
        store: Store,
        *,
        receipted: dict[str, str],
        episodes: dict[str, int],
        delivered: str | None,
        threads: int,
        told: Callable[[int, int], None],
    ) -> None:
        """`receipted`: by key the sha256 that our receipts say is there; `episodes`: by key the
        episode that it is of; `delivered`: the
        bundle of the last delivery by our receipts; `told` hears of objects done and to do."""
        self.bundle = bundle
        self.placement = placement
        self.target = target
        self.profile = profile
        self.store = store
        self.receipted = receipted
        self.episodes = episodes
        self.delivered = delivered
        self.threads = threads
        self.told = told
        self.outcome = Outcome()
        self.outcome.episodes = {
            item.key: item.episode for item in placement.items if item.episode is not None
        }
        self.blind = is_blind(target)
        self._pointer = (
            Pointer(bundle=bundle.bundle, manifest=placement.commit.key)
            if placement.pointer and placement.commit
            else None
        )
        self._current = Current()
        """The pointer as it was at the beginning."""
        self._done = 0

    def plan(self) -> Judgement:
        """What would be sent, with nothing written."""
        self._require_current()
        judgement = self._judge()
        current = self._is_current()
        former = self._former() if self.placement.layout == "in-place" else ()
        if not judgement.send and current and self.delivered == self.bundle.bundle:
            former = ()
        judgement = self._reopened(judgement)
        copies = self._copies(judgement) if judgement.send else {}
        copied = {i.key for i in judgement.only(self._copyable()) if i.wanted.sha256 in copies}
        planned = [self._planned(item, judgement, copied) for item in self.placement.items]
        planned += [Planned(key=key, step="remove", why="left over") for key in former]
        pointer = self.placement.pointer
        if pointer is not None:
            planned.append(
                Planned(key=pointer, step="keep", why="recorded" if self.blind else "same")
                if current
                else Planned(
                    key=pointer,
                    step="switch",
                    why="different" if self._stands() else "absent",
                )
            )
        self.outcome.planned = tuple(planned)
        self.outcome.kept = len(judgement.keep) + (pointer is not None and current)
        self.outcome.copied = len(copied)
        self.outcome.uploaded = len(judgement.send) - len(copied) + (not current)
        return judgement

    def run(self, *, begin: Callable[[], None] = lambda: None) -> bool:
        """Deliver; False where everything was in place already.

        `begin` is told before the first change in a place that nobody can look at.
        """
        self._require_current()
        if self.blind and self.delivered == self.bundle.bundle:
            self.outcome.kept = len(self.placement.items) + bool(self.placement.pointer)
            return False
        judgement = self._judge()
        for item in judgement.keep:
            self.outcome.placed(item.key, item.wanted.sha256, judgement.there.get(item.key))
        self.outcome.kept = len(judgement.keep)
        if not judgement.send and self._is_current():
            self.outcome.kept += bool(self.placement.pointer)
            if self.placement.layout == "in-place" and self.delivered != self.bundle.bundle:
                self._clear(self._former())  # a run may have been killed behind its commit
            return False
        if self.blind:
            begin()
        if self.placement.layout == "immutable":
            self._immutable(judgement)
        else:
            self._in_place(judgement)
        return True

    def _planned(self, item: Item, judgement: Judgement, copied: set[str]) -> Planned:
        there = judgement.there.get(item.key)
        step: Step = "keep"
        if judgement.only((item,)):
            step = "copy" if item.key in copied else "send"
        why: Why = "different" if there is not None else "absent"
        if step == "keep":
            why = "same" if there is not None and same(item.wanted, there) else "recorded"
        elif there is not None and same(item.wanted, there):
            why = "reopened"
        size = item.wanted.size if step == "send" else 0
        return Planned(key=item.key, step=step, why=why, bytes=size)

    def _stands(self) -> bool:
        """Whether there is a pointer, as far as anybody knows."""
        return self.delivered is not None if self.blind else self._current.etag is not None

    def _reopened(self, judgement: Judgement) -> Judgement:
        """With the commit object of the in-place layout, which is removed before any payload."""
        commit = self.placement.commit
        if self.placement.layout == "immutable" or commit is None:
            return judgement
        if not judgement.only(item for item in self.placement.items if item is not commit):
            return judgement
        keep = tuple(item for item in judgement.keep if item.key != commit.key)
        send = tuple({i.key: i for i in (*judgement.send, commit)}.values())
        return msgspec.structs.replace(judgement, send=send, keep=keep)

    # -- the two layouts

    def _immutable(self, judgement: Judgement) -> None:
        self._total(len(judgement.send) + 1)
        copies = self._copies(judgement)
        self._payload(judgement, copies)
        if self.placement.commit is not None:
            self._one(self.placement.commit, judgement)
        key = self.placement.pointer
        if key is None or self._pointer is None:
            return
        if self.blind:
            info = pointers.put_small(self.store, key, self._pointer.to_bytes())
            self._pointed(key, info)
        else:
            switched = pointers.switch(self.store, key, self._pointer)
            if switched is not None:
                self._pointed(key, switched)
            else:
                self.outcome.kept += 1
                self.outcome.placed(key, pointers.digest(self._pointer))

    def _in_place(self, judgement: Judgement) -> None:
        commit = self.placement.commit
        former = self._former()
        self._total(len(judgement.send))
        payload = judgement.only(item for item in self.placement.items if item is not commit)
        if commit is not None and payload and not self._remove(commit.key):
            # a new commit object has to follow, for the old one is gone
            judgement = self._reopened(judgement)
            judgement.there.pop(commit.key, None)
            self.outcome.checksums.pop(commit.key, None)
        self._payload(judgement, {})
        if commit is not None:
            self._one(commit, judgement)
        self._clear(former)

    def _clear(self, former: Iterable[str]) -> None:
        for key in former:
            self._remove(key)

    def _remove(self, key: str) -> bool:
        """Delete; True where a write-only inbox does not let us, and the object stays."""
        try:
            self.store.delete(key)
        except DeniedError:
            if not self.blind:
                raise
            return True
        return False

    # -- steps

    def _require_current(self) -> None:
        """Raise WithdrawnError where the place says that its bundle has been withdrawn."""
        if self.placement.pointer is not None and not self.blind:
            self._current = pointers.read(self.store, self.placement.pointer)
            pointers.require_current(self._current.pointer)

    def _judge(self) -> Judgement:
        there = {} if self.blind else sending.survey(self.store, self.placement)
        return sending.judge(
            self.store,
            self.placement.items,
            there,
            self.receipted,
            readable=not self.blind,
            threads=self.threads,
        )

    def _is_current(self) -> bool:
        key = self.placement.pointer
        if key is None or self._pointer is None:
            return True
        if self.blind:
            return self.delivered == self.bundle.bundle
        if self._current.pointer != self._pointer:
            return False
        self.outcome.placed(key, pointers.digest(self._pointer))
        return True

    def _payload(self, judgement: Judgement, copies: dict[str, str]) -> None:
        """Send the payload in its order, then the sums, and look whether all has arrived."""
        stages = [*self.placement.stages, (self.placement.sums,) if self.placement.sums else ()]
        there = judgement.there
        waiting = judgement.only(item for stage in stages for item in stage)
        if any(item.wanted.size > multipart.PART for item in waiting) and not self.blind:
            keys = frozenset(item.key for item in waiting)
            folder = f"{self.placement.series}"
            multipart.abort_abandoned(self.store, folder, keys)
        for attempt in range(1, _ROUNDS + 1):
            chosen = {item.key for item in waiting}
            for stage in stages:
                sending.send_all(
                    self.store,
                    [item for item in stage if item.key in chosen],
                    there=there,
                    copies=copies if attempt == 1 else {},
                    blind=self.blind,
                    threads=self.threads,
                    done=self._sent,
                )
            if self.blind or not waiting:
                return
            found = sending.survey(self.store, self.placement)
            sent = {item.key: item.wanted.sha256 for item in waiting}
            waiting = sending.judge(self.store, waiting, found, sent, threads=self.threads).send
            if not waiting:
                return
            there = found
        for item in waiting:
            self.outcome.checksums.pop(item.key, None)
        raise _did_not_arrive(self.store, waiting[0])

    def _one(self, item: Item, judgement: Judgement) -> None:
        """Send one item of the end, where it has to be, and look at it."""
        if not judgement.only((item,)):
            return
        there = judgement.there.get(item.key)
        for _ in range(_ROUNDS):
            sent = sending.send(self.store, item, there=there, blind=self.blind)
            there = sent.info if self.blind else self.store.head(item.key)
            if sending.matches(item, there):
                self._sent(sent)
                return
        raise _did_not_arrive(self.store, item)

    def _copyable(self) -> Iterable[Item]:
        return (item for item in self.placement.payload if not item.media)

    def _copies(self, judgement: Judgement) -> dict[str, str]:
        """By sha256 the key of what the current bundle has already: copied, not sent again."""
        key = self.placement.pointer
        if key is None or self.blind:
            return {}
        wanted = {
            (item.wanted.sha256, item.media_type, item.language)
            for item in judgement.only(self._copyable())
            if self.store.features.copies
        }
        pointer = self._current.pointer
        if pointer is None or pointer.bundle == self.bundle.bundle:
            return {}
        manifest = pointers.read_manifest(self.store, pointer.manifest)
        if manifest is None or not self._ours(manifest):
            return {}
        behind = waves.left_behind(self.bundle.manifest, manifest)
        self.outcome.notices = (behind,) if behind else ()
        folder = pointer.manifest.rpartition("/")[0]
        return {
            file.sha256: f"{folder}/{file.path}"
            for file in manifest.files
            if file.key is None and (file.sha256, file.media_type, file.language) in wanted
        }

    def _former(self) -> tuple[str, ...]:
        """Keys of the bundle that stood here before and that are not of this one.

        They come from its manifest in the bucket and from our receipts, for a run that was
        killed may have removed the manifest. A manifest in a bucket is not believed further
        than our own naming goes.
        """
        keys, episodes = dict(self.receipted), dict(self.episodes)
        if not self.blind and self.placement.commit is not None:
            manifest = pointers.read_manifest(self.store, self.placement.commit.key)
            if manifest is not None and self._ours(manifest):
                naming = Keys(manifest, self.placement.unit, self.target, self.profile)
                for file in manifest.files:
                    if file.key is None:
                        keys[key := naming.of(file)] = file.sha256
                        if file.episode is not None:
                            episodes[key] = file.episode
        own = {item.key for item in self.placement.items}
        stays = Former(keys=keys, episodes=episodes).stays(self.bundle.manifest, own)
        for key, sha256 in stays.items():
            self.outcome.episodes[key] = episodes[key]
            self.outcome.placed(key, sha256)
        if stays:
            about = {episodes[key] for key in stays}
            self.outcome.notices = (waves.stayed(self.bundle.manifest, about),)
        former = keys.keys() - own - stays.keys()
        return tuple(sorted(key for key in former if _is_safe(key)))

    def _ours(self, manifest: Manifest) -> bool:
        mine = self.bundle.manifest
        return (manifest.series, manifest.target, manifest.language) == (
            mine.series,
            mine.target,
            mine.language,
        )

    # -- counting

    def _total(self, count: int) -> None:
        self.outcome.to_send = count
        self.told(0, count)

    def _sent(self, sent: Sent) -> None:
        self.outcome.sent(sent)
        self._done += 1
        self.told(min(self._done, self.outcome.to_send), self.outcome.to_send)

    def _pointed(self, key: str, info: ObjectInfo) -> None:
        assert self._pointer is not None
        self.outcome.uploaded += 1
        self.outcome.bytes += info.size
        self.outcome.moved.add(key)
        self.outcome.placed(key, pointers.digest(self._pointer), info)
        self.told(self.outcome.to_send, self.outcome.to_send)


def is_blind(target: Target) -> bool:
    """Whether receipts decide what is there: the place cannot be read, or is emptied."""
    return target.access == "write-only" or target.retention == "consumed"


def _did_not_arrive(store: Store, item: Item) -> StoreError:
    return StoreError(
        N_("{url}/{key}: it did not arrive as it was sent"),
        {"url": store.url, "key": item.key},
        N_("check who else writes there and what stands between; then run it again"),
    )


def _is_safe(key: str) -> bool:
    try:
        check_key(key)
    except StoreError:
        return False
    return True
