"""The truth table of `decide`, row by row."""

from __future__ import annotations

import pytest

from goglobal.delivery.deciding import Wanted, decide, same
from goglobal.delivery.store import ObjectInfo

WANTED = Wanted(size=3, sha256="aa", md5="bb")
SAME = ObjectInfo(key="k", size=3, sha256="aa")
SAME_BY_MD5 = ObjectInfo(key="k", size=3, md5="bb")
OTHER = ObjectInfo(key="k", size=3, sha256="cc", md5="bb")
OTHER_BY_MD5 = ObjectInfo(key="k", size=3, md5="cc")
LONGER = ObjectInfo(key="k", size=4, sha256="aa")
SILENT = ObjectInfo(key="k", size=3)


@pytest.mark.parametrize(
    ("remote", "options", "expected"),
    [
        (None, {"readable": False, "receipted": True}, "skip"),
        (None, {"readable": False}, "send"),
        (None, {}, "send"),
        (None, {"receipted": True}, "send"),
        (SAME, {}, "skip"),
        (SAME_BY_MD5, {}, "skip"),
        (SAME, {"refused": True}, "skip"),
        (LONGER, {}, "send"),
        (LONGER, {"receipted": True}, "send"),
        (LONGER, {"refused": True}, "conflict"),
        (OTHER, {}, "look"),
        (OTHER_BY_MD5, {}, "look"),
        (OTHER, {"looked": True}, "send"),
        (OTHER, {"looked": True, "receipted": True}, "send"),
        (OTHER, {"looked": True, "refused": True}, "conflict"),
        (SILENT, {}, "look"),
        (SILENT, {"looked": True, "receipted": True}, "skip"),
        (SILENT, {"looked": True}, "send"),
        (SILENT, {"looked": True, "refused": True}, "conflict"),
    ],
)
def test_every_row(remote: ObjectInfo | None, options: dict[str, bool], expected: str) -> None:
    assert decide(WANTED, remote, **options) == expected


def test_sha256_outranks_md5() -> None:
    assert same(WANTED, OTHER) is False
    assert same(WANTED, SILENT) is None
