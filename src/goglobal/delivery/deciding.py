"""What to do with one object: send it, skip it, look closer, or stop. Pure."""

from __future__ import annotations

from typing import Literal

import msgspec

from goglobal.delivery.store import ObjectInfo

Decision = Literal["send", "skip", "look", "conflict"]
Step = Literal["send", "copy", "keep", "remove", "switch"]
Why = Literal["absent", "different", "same", "recorded", "reopened", "left over"]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What should stand under one key."""

    size: int
    """Bytes."""
    sha256: str
    md5: str | None = None


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """What a delivery would do with one object."""

    key: str
    step: Step
    """`copy`: within the bucket, nothing is sent. `switch`: the pointer, after all others."""
    why: Why
    """`recorded`: a receipt says that it is there, and nobody can look. `reopened`: the commit
    object goes first and comes last. `left over`: of the bundle that stood here before."""
    bytes: int = 0


def same(wanted: Wanted, remote: ObjectInfo) -> bool | None:
    """Whether `remote` is what is wanted; None where size agrees and no digest is known."""
    if remote.size != wanted.size:
        return False
    if remote.sha256 is not None:
        return remote.sha256 == wanted.sha256
    if remote.md5 is not None and wanted.md5 is not None:
        return remote.md5 == wanted.md5
    return None


def decide(
    wanted: Wanted,
    remote: ObjectInfo | None,
    *,
    readable: bool = True,
    receipted: bool = False,
    looked: bool = False,
    refused: bool = False,
) -> Decision:
    """Decide from what is wanted, what the bucket says and what our receipts say.

    `readable`: the bucket can be looked into; `receipted`: a receipt says that exactly this
    was delivered under this key; `looked`: `remote` comes from HEAD, not from a listing
    (whose ETag may be no MD5); `refused`: a conditional write of ours has just been refused.

    | readable | remote | size | digest | looked | receipted | refused | decision |
    |---|---|---|---|---|---|---|---|
    | no  | –       | –       | –       | –   | yes | –   | skip: the receipt decides |
    | no  | –       | –       | –       | –   | no  | –   | send |
    | yes | absent  | –       | –       | –   | –   | –   | send: the receipt alone is not trusted |
    | yes | present | same    | same    | –   | –   | –   | skip |
    | yes | present | differs | –       | –   | –   | no  | send |
    | yes | present | differs | –       | –   | –   | yes | conflict: somebody else's is there |
    | yes | present | same    | differs | no  | –   | –   | look: the ETag may be no MD5 |
    | yes | present | same    | differs | yes | –   | no  | send |
    | yes | present | same    | differs | yes | –   | yes | conflict |
    | yes | present | same    | unknown | no  | –   | –   | look |
    | yes | present | same    | unknown | yes | yes | –   | skip: size and receipt agree |
    | yes | present | same    | unknown | yes | no  | no  | send |
    | yes | present | same    | unknown | yes | no  | yes | conflict |
    """
    if not readable:
        return "skip" if receipted else "send"
    if remote is None:
        return "send"
    answer = same(wanted, remote)
    if answer:
        return "skip"
    if remote.size == wanted.size and not looked:
        return "look"
    if answer is None and receipted:
        return "skip"
    return "conflict" if refused else "send"
