"""Files that are called alike: the one number in which their names differ is the episode."""

from __future__ import annotations

from collections.abc import Sequence

from goglobal.exchange.intake.names import Number, Reading

FEWEST = 3
"""Files called alike that are needed before their numbers count: of two, one may be a copy."""


def numbered(readings: Sequence[tuple[tuple[str, ...], Reading]]) -> dict[int, tuple[Number, int]]:
    """For each file (its folders, and what its name says) that is numbered among others: the number
    in which their names differ, and how many files they are, by the file's index."""
    groups: dict[tuple[tuple[str, ...], str], list[int]] = {}
    for index, (folders, reading) in enumerate(readings):
        if reading.numbers and not reading.episodes.claims:
            groups.setdefault((folders, reading.shape), []).append(index)
    result: dict[int, tuple[Number, int]] = {}
    for indexes in groups.values():
        if len(indexes) < FEWEST:
            continue
        rows = [readings[index][1].numbers for index in indexes]
        if len({len(row) for row in rows}) != 1:
            continue
        columns = list(zip(*rows, strict=True))
        varying = [column for column in columns if len({number.value for number in column}) > 1]
        # `05_1`, `05_2`, `05_3` are three of episode 5, or season 5
        beside = any(
            number.clear for column in columns if column not in varying for number in column
        )
        if len(varying) == 1 and not beside and len({n.value for n in varying[0]}) == len(indexes):
            for index, number in zip(indexes, varying[0], strict=True):
                result[index] = (number, len(indexes))
    return result
