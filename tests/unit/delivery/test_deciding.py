"""The truth table of `decide`, row by row."""

from __future__ import annotations

import itertools
from typing import NamedTuple

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


class Row(NamedTuple):
    """A row of the table as it is documented."""

    readable: str
    remote: str
    size: str
    digest: str
    looked: str
    receipted: str
    refused: str
    decision: str


def documented() -> list[Row]:
    lines = [line.strip() for line in str(decide.__doc__).splitlines() if line.strip()[:1] == "|"]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    return [Row._make((*row[:-1], row[-1].partition(":")[0])) for row in cells]


def facts(remote: ObjectInfo | None) -> tuple[str, str, str]:
    if remote is None:
        return "absent", "–", "–"
    size = "same" if remote.size == WANTED.size else "differs"
    answer = same(WANTED, remote)
    return "present", size, {True: "same", False: "differs", None: "unknown"}[answer]


REMOTES = (None, SAME, SAME_BY_MD5, OTHER, OTHER_BY_MD5, LONGER, SILENT)


@pytest.mark.parametrize("remote", REMOTES)
def test_exactly_one_row_of_the_documented_table_holds(remote: ObjectInfo | None) -> None:
    table = documented()
    assert len(table) == 13
    for readable, looked, receipted, refused in itertools.product((False, True), repeat=4):
        known = facts(remote)
        words = [{True: "yes", False: "no"}[x] for x in (readable, looked, receipted, refused)]
        given = (words[0], *known, *words[1:])
        fitting = [
            row
            for row in table
            if all(cell in {"–", value} for cell, value in zip(row, given, strict=False))
        ]
        decisions = {row.decision for row in fitting}
        got = decide(
            WANTED, remote, readable=readable, looked=looked, receipted=receipted, refused=refused
        )
        assert decisions == {got}, (given, fitting)
