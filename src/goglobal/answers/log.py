"""The answers in a store, beside the receipts: `feedback/{series}/{target}/{sha256}.json`."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from goglobal.answers.feedback import SCHEMA, Feedback
from goglobal.delivery.receipts import folder, put_new
from goglobal.delivery.store import Store
from goglobal.errors import NotFoundError

_LARGEST = 64 << 20


class FeedbackLog:
    """Only ever added to; a file that is there already is not taken in again."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def add(self, feedback: Feedback) -> bool:
        """Keep the answers of one file; False: the same file is there already."""
        data = msgspec.json.format(msgspec.json.encode(feedback, order="sorted"), indent=1) + b"\n"
        place = f"{_place(feedback.series, feedback.target)}{feedback.sha256}.json"
        return put_new(self.store, place, data)

    def has(self, series: str, target: str, sha256: str) -> bool:
        """Whether the answers of a file are kept."""
        name = f"{_place(series, target)}{sha256}.json"
        return any(info.key == name for info in self.store.list(name))

    def all(self, series: str, target: str) -> Iterator[Feedback]:
        """What a target answered, in no order; files that are none are passed over."""
        for info in self.store.list(_place(series, target)):
            try:
                reading = self.store.get(info.key)
                if reading.info.size > _LARGEST:
                    continue
                found = msgspec.json.decode(reading.read(), type=Feedback)
            except (NotFoundError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                continue
            if found.schema == SCHEMA:
                yield found


def _place(series: str, target: str) -> str:
    return f"feedback/{folder(series, target, '')}"
