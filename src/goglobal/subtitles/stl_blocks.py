"""The blocks of an EBU STL file, found again where bytes of the file are missing or too many.

EBU Tech 3264, https://tech.ebu.ch/docs/tech/tech3264.pdf (1991): a General Subtitle Information
block of 1,024 bytes, then Text and Timing Information blocks of 128 bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

HEADER = 1024
BLOCK = 128
_HEAD = 16
LAST = 0xFF
"""Extension block number of the last, or only, block of a subtitle."""
_BACK = 64
"""Missing bytes of one block that are looked for; so a search always gets on."""
_FORMAT = re.compile(rb"STL[0-9]{2}\.[0-9]{2}")


class Block(msgspec.Struct, frozen=True):
    """One Text and Timing Information block."""

    number: int
    """1-based, as they stand in the file."""
    subtitle: int
    extension: int
    cumulative: int
    begin: tuple[int, int, int, int]
    end: tuple[int, int, int, int]
    row: int
    justified: int
    comment: bool
    field: bytes
    damage: int = 0
    """Bytes too many (or, below zero, missing) before its successor."""

    @property
    def data(self) -> bool:
        """Whether it holds something else than a subtitle."""
        return 0xEF < self.extension < LAST


def header_of(data: bytes) -> bytes:
    """The first block with its fields where they belong, even if bytes of it are missing."""
    found = _FORMAT.search(data[:HEADER])
    shift = found.start() - 3 if found else 0
    block = data[shift:HEADER] if shift > 0 else b" " * -shift + data[: HEADER + shift]
    return block[:HEADER].ljust(HEADER, b" ")


def blocks_of(data: bytes) -> Iterator[Block | bytes]:
    """The blocks behind the first; bytes that are no block stand between them."""
    place = HEADER
    before: int | None = None
    number = 0
    pending: Block | None = None
    if not _expected(data, place, before):
        first = _search(data, place, before)
        if first is not None:
            yield data[min(place, first) : first]
            place = first
    while place < len(data):
        here = place
        damage = 0
        if not _expected(data, place, before):
            found = _search(data, place, before)
            if found is not None:
                damage, here = found - place, found
            elif not _plausible(data, place):
                if pending:
                    yield pending
                    pending = None
                yield data[place : place + BLOCK]
                place += BLOCK
                continue
        if pending:
            yield _mended(pending, data, place, damage)
        elif damage > 0:
            yield data[place:here]
        number += 1
        pending = _block(data, here, number)
        before = pending.subtitle
        place = here + BLOCK
    if pending:
        yield pending


def _mended(block: Block, data: bytes, place: int, damage: int) -> Block:
    """A block before a place where bytes are missing or too many."""
    if not damage:
        return block
    field = block.field
    field = field[:damage] if damage < 0 else field + data[place : place + damage]
    return msgspec.structs.replace(block, field=field, damage=damage)


def _block(data: bytes, place: int, number: int) -> Block:
    head = data[place : place + _HEAD].ljust(_HEAD, b"\0")
    return Block(
        number,
        head[1] + 256 * head[2],
        head[3],
        head[4],
        (head[5], head[6], head[7], head[8]),
        (head[9], head[10], head[11], head[12]),
        head[13],
        head[14],
        head[15] == 1,
        data[place + _HEAD : place + BLOCK],
    )


def _plausible(data: bytes, place: int) -> bool:
    """Whether the head of a block can stand there."""
    head = data[place : place + _HEAD]
    return len(head) == _HEAD and (
        head[4] <= 3
        and max(head[5], head[9]) < 24
        and max(head[6], head[7], head[10], head[11]) < 60
        and max(head[8], head[12]) < 60
        and head[14] <= 3
        and head[15] <= 1
    )


def _expected(data: bytes, place: int, before: int | None) -> bool:
    """Whether the head of the block that should follow stands there."""
    if len(data) - place < _HEAD:
        return False
    number = data[place + 1] + 256 * data[place + 2]
    last = data[place + 3] == LAST
    following = last if before is None else number in (before, before + 1)
    if not following or _plausible(data, place):
        return following
    # a block with a time that cannot be, between others that are in order
    return last and data[place + 4] <= 3 and _plausible(data, place + BLOCK)


def _search(data: bytes, place: int, before: int | None) -> int | None:
    """The nearest place where the next block begins beyond doubt."""
    for distance in range(1, BLOCK):
        for found in (place - distance, place + distance):
            if (
                place - _BACK <= found < len(data) - 3
                and found >= 0
                and data[found + 3] == LAST
                and _expected(data, found, before)
                and (found + BLOCK + _HEAD > len(data) or _plausible(data, found + BLOCK))
            ):
                return found
    return None
