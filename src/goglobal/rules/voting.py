"""The shift under which most starts of two tracks come together, found in one multiplication."""

from __future__ import annotations

from collections.abc import Sequence

BIN = 100
"""Milliseconds: the width of one place on the two time lines."""
COARSE = 250
"""The same for a first look, six times as fast."""
WINDOW = 20 * 60 * 1000
"""Milliseconds, from its first cue on, of a track that are looked at: more proves no more."""
MOST = 240
"""Target starts that take part: a count fits into one byte."""


def vote(
    source: Sequence[int], target: Sequence[int], least: int, width: int = BIN
) -> tuple[int, int] | None:
    """(offset in ms, count): `count` target starts lie within 1 to 2 bins of a source start that is
    moved by `offset`; None: no offset brings `least` of them together.

    Both are sorted and not empty. Of several offsets with the same count the smallest is taken.

    Each track is a number with one byte a bin, 1 where a cue begins. Multiplying one by the other
    reversed adds up, in each byte, the starts that one shift brings together: the convolution of
    the two, at the speed of long multiplication.
    """
    first, base = source[0], target[0]
    wanted = [(start - first) // width for start in source if start - first < WINDOW]
    given = sorted({(start - base) // width for start in target if start - base < WINDOW})
    given = given[:: -(-len(given) // MOST)]
    if len(given) < least:
        return None
    marks = bytearray(wanted[-1] + 3)  # a start counts in the bins beside it too
    for place in wanted:
        marks[place : place + 3] = b"\1\1\1"
    last = given[-1]
    turned = bytearray(last + 1)
    for place in given:
        turned[last - place] = 1
    product = int.from_bytes(marks, "little") * int.from_bytes(turned, "little")
    counts = product.to_bytes(len(marks) + len(turned), "little")
    zero = last + 1 + (base - first) // width  # where there is no shift at all
    for count in range(len(given), max(least, 1) - 1, -1):
        place = counts.find(count)
        if place >= 0:
            place = _nearest(counts, count, place, zero)
            return (last + 1 - place) * width + base - first, count
    return None


def _nearest(counts: bytes, count: int, first: int, zero: int) -> int:
    """Of all places with `count`, from `first` on, the one nearest to `zero`."""
    after = counts.find(count, max(zero, first))
    before = counts.rfind(count, 0, max(zero, 0))
    places = [place for place in (first, after, before) if place >= 0]
    return min(places, key=lambda place: abs(place - zero))
