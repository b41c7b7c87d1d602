"""Which cues of a translation belong to which of the source, and the keys that name them.

A key is the cue's 1-based position in the source's track (`ep001/0003`). Where a translator made
one cue of two, or two of one, they are one unit: its key names all source cues that it covers
(`ep001/0003+0004`), and a blank line in its texts stands where one cue ends and the next begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from goglobal.model import Kind, Track

BETWEEN = "\n\n"
"""Between the texts of two cues in one unit."""
_KEY = re.compile(
    r"(?P<stem>ep(?P<episode>[0-9]{3}|[1-9][0-9]{3,5})(?:\.(?P<kind>sdh|forced))?)/"
    r"(?P<cues>(?:[0-9]{4}|[1-9][0-9]{4,5})(?:\+(?:[0-9]{4}|[1-9][0-9]{4,5})){0,999})"
)
_POSITION = re.compile(r"\{(?:\\an[1-9])++\}")


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The cues of one unit: 0-based positions in the source's track and in the translation's."""

    key: str
    source: tuple[int, ...]
    target: tuple[int, ...] = ()
    """Empty: the translation shows nothing there."""


class CueKey(msgspec.Struct, frozen=True, kw_only=True):
    """A cue key taken apart."""

    episode: int
    kind: Kind
    cues: tuple[int, ...]
    """1-based positions in the source's track."""


def stem_of(episode: int, kind: Kind) -> str:
    """`ep001`, `ep001.sdh`: what the keys of one track begin with."""
    return f"ep{episode:03}" if kind == "full" else f"ep{episode:03}.{kind}"


def key_of(episode: int, kind: Kind, cues: Sequence[int]) -> str:
    """The key of the unit that covers the source cues at these 0-based positions."""
    return f"{stem_of(episode, kind)}/" + "+".join(f"{cue + 1:04}" for cue in cues)


def parse_key(key: str) -> CueKey | None:
    """What a cue key names; None for what is none."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    kind: Kind = "sdh" if match["kind"] == "sdh" else "forced" if match["kind"] else "full"
    cues = tuple(map(int, match["cues"].split("+")))
    return CueKey(episode=int(match["episode"]), kind=kind, cues=cues)


def group(source: Track, target: Track | None, *, episode: int, kind: Kind) -> tuple[Group, ...]:
    """Every source cue that says something, in order, with what the translation shows then."""
    said = [index for index, cue in enumerate(source.cues) if cue.text.strip()]
    taken: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {}
    if target is not None and target.cues:
        wanted = frozenset(said)
        for ours, theirs in _paired(source, target):
            covered = tuple(index for index in ours if index in wanted and index not in taken)
            if covered:
                taken.update(dict.fromkeys(covered, (covered, theirs)))
    result = []
    for index in said:
        covered, theirs = taken.get(index, ((index,), ()))
        if covered[0] == index:
            key = key_of(episode, kind, covered)
            result.append(Group(key=key, source=covered, target=theirs))
    return tuple(result)


def _paired(source: Track, target: Track) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Which cues are shown at the same time, by position where the times are the same."""
    times = [(cue.start, cue.end) for cue in source.cues]
    if times == [(cue.start, cue.end) for cue in target.cues]:
        return [((index,), (index,)) for index in range(len(times))]
    from goglobal.rules.alignment import NONE
    from goglobal.rules.drifting import find_drift
    from goglobal.rules.pairing import pairs

    found = pairs(source, target, find_drift(source, target) or NONE)
    used: set[int] = set()
    result = []
    for pair in found:
        theirs = tuple(sorted(index for index in pair.target if index not in used))
        used.update(theirs)
        if pair.source:
            result.append((tuple(sorted(pair.source)), theirs))
    return result


def text_of(track: Track, cues: Sequence[int]) -> str:
    """The text of some cues as a translator sees it: without the code for their position."""
    return BETWEEN.join(without_position(track.cues[index].text) for index in cues)


def without_position(text: str) -> str:
    """A cue text without the `{\\an8}` at its beginning, which is no translator's business."""
    return text[len(position_of(text)) :]


def position_of(text: str) -> str:
    """The `{\\an8}` that a cue text begins with; empty where it has none."""
    found = _POSITION.match(text)
    return found[0] if found else ""
