"""Which line above a time line is its counter, and what a cut-off file leaves at its end."""

from __future__ import annotations

import re

import msgspec

from goglobal.subtitles.rows import BLANK, is_blank

_PLAIN = re.compile(r"[0-9]{1,9}")
_DECORATED = re.compile(
    r"[\ufeff\W]{0,4}(?:(?:[Nn]o|NO|[Nn]r|[Cc]ue|CUE|№|第)[.\s]{0,2})?(\d{1,9})\W{0,3}"
)
_CUT = re.compile(r"\d{1,2}(?:[:：][\d:：,.\s]{0,12})?(?:\s*[-—>→][->\s]{0,4}[\d:,. ]{0,16})?")


class Counter(msgspec.Struct, frozen=True):
    """The counter of a cue, found in the lines before its time line."""

    start: int
    """Where its line begins (at the line feed before it) in the region that was searched."""
    number: int
    plain: bool = True
    """Whether it is nothing but digits from 0 to 9."""
    apart: bool = False
    """Whether a blank line stands between it and the time line."""
    crowded: bool = False
    """Whether text stands right above it, without a blank line."""
    mark: bool = False
    """Whether a byte order mark stands before it, as between files that were joined."""

    @property
    def regular(self) -> bool:
        """Whether there is nothing to say about it."""
        return self.plain and not (self.apart or self.crowded or self.mark)


def split_counter(region: str, previous: int | None, *, first: bool) -> Counter | None:
    """The counter at the end of `region`, the lines between two time lines; None: there is none.

    Each line of `region` follows its line feed. `previous` is the counter of the cue before;
    `first`: there is none before. A number right below a time line is that cue's text, unless
    it is just the number that is due.
    """
    place = region.rfind("\n")
    if place < 0:
        return None
    row = region[place + 1 :]
    due = None if previous is None else previous + 1
    if is_blank(row):
        return _apart(region, due, first=first)
    above = region.rfind("\n", 0, place)
    alone = above < 0
    free = (first and alone) or (not alone and is_blank(region[above + 1 : place]))
    bare = row.strip(BLANK)
    if _PLAIN.fullmatch(bare):
        number = int(bare)
        if free or first:
            return Counter(place, number, crowded=not free)
        if (alone and number == due) or (not alone and previous is not None):
            return Counter(place, number, crowded=True)
        return None
    found = _DECORATED.fullmatch(bare) if free and len(bare) < 40 else None
    if found is None:
        return None
    mark = "\ufeff" in bare
    number = int(found[1])
    plain = mark and bare.strip("\ufeff").isascii() and bare.strip("\ufeff" + BLANK).isdigit()
    if number == due or first or mark or found[1] == bare:
        return Counter(place, number, plain=plain, mark=mark)
    return None


def _apart(region: str, due: int | None, *, first: bool) -> Counter | None:
    """A counter with blank lines below it: only the number that is due, with one above it."""
    core = region.rstrip(BLANK)
    place = core.rfind("\n")
    if place < 0:
        return None
    bare = core[place + 1 :].strip(BLANK)
    if not _PLAIN.fullmatch(bare) or (int(bare) != due and not first):
        return None
    above = region.rfind("\n", 0, place)
    free = (first and above < 0) or (above >= 0 and is_blank(region[above + 1 : place]))
    return Counter(place, int(bare), apart=True) if free else None


def truncated_tail(region: str, previous: int | None, *, first: bool = False) -> int | None:
    """Where in the lines after the last time line a further cue begins and breaks off.

    That is the counter that is due and nothing, or half a time line, below it. `first`: there
    is no time line before, the file breaks off in its first cue.
    """
    core = region.rstrip(BLANK)
    place = core.rfind("\n")
    if place < 0 or previous is None:
        return None
    row = core[place + 1 :].strip(BLANK)
    if row == str(previous + 1):
        return place if _free(core, place, first=first) else None
    if len(row) > 40 or not _CUT.fullmatch(row):
        return None
    above = core.rfind("\n", 0, place)
    if above >= 0 and core[above + 1 : place].strip(BLANK) == str(previous + 1):
        return above if _free(core, above, first=first) else None
    return None


def _free(region: str, place: int, *, first: bool) -> bool:
    if place == 0:
        return first
    above = region.rfind("\n", 0, place)
    return above >= 0 and is_blank(region[above + 1 : place])
