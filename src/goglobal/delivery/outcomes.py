"""What has become of one bundle so far."""

from __future__ import annotations

from goglobal.delivery.deciding import Planned
from goglobal.delivery.receipts import Notice
from goglobal.delivery.sending import Sent
from goglobal.delivery.store import ObjectInfo


class Outcome:
    """What has become of one bundle so far; right at every moment, whatever is raised."""

    def __init__(self) -> None:
        self.uploaded = 0
        self.copied = 0
        self.kept = 0
        self.bytes = 0
        self.to_send = 0
        """Objects that had to be sent, copied or not."""
        self.checksums: dict[str, str] = {}
        self.version_ids: dict[str, str] = {}
        self.moved: set[str] = set()
        """Keys that were written in this run."""
        self.episodes: dict[str, int] = {}
        """By key the episode of what is in place."""
        self.notices: tuple[Notice, ...] = ()
        self.planned: tuple[Planned, ...] = ()
        """What a dry run found to do."""

    def sent(self, sent: Sent) -> None:
        """Note an object that is in place now."""
        if sent.copied:
            self.copied += 1
        else:
            self.uploaded += 1
        self.bytes += sent.bytes
        self.moved.add(sent.item.key)
        self.placed(sent.item.key, sent.item.wanted.sha256, sent.info)

    def placed(self, key: str, sha256: str, info: ObjectInfo | None = None) -> None:
        """Note what stands under a key."""
        self.checksums[key] = sha256
        if info is not None and info.version_id:
            self.version_ids[key] = info.version_id
