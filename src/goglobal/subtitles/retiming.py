"""Exact retiming: whole milliseconds and fractions, never a float."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from contextlib import suppress
from fractions import Fraction

import msgspec

from goglobal.errors import GoGlobalError, UsageError
from goglobal.messages import N_
from goglobal.model import Block, Cue, Track
from goglobal.subtitles.clocks import clock, parse_clock

_RATIO = re.compile(r"\s*[0-9]{1,12}(?:/[0-9]{1,12}|\.[0-9]{1,12})?\s*")


def shift(track: Track, ms: int) -> Track:
    """`track` moved by `ms` milliseconds, later where it is positive.

    Raises GoGlobalError, naming the first such cue, where a time would lie below zero, and
    UsageError for a part of a millisecond.
    """
    _refuse_parts(ms)
    return _retimed(track, lambda time: time + ms)


def scale(track: Track, ratio: int | Fraction | str) -> Track:
    """`track` with every time multiplied by `ratio`: `"25/24"`, `"1001/1000"`, `Fraction(25, 24)`.

    Rounded once, to the nearest millisecond, halves upwards, so that order is kept. Raises
    UsageError for a ratio that is not above zero, or is a float: floats are not exact.
    """
    if isinstance(ratio, float):
        raise UsageError(
            N_("a ratio of {found} is not exact"),
            {"found": ratio},
            N_("write it as a fraction or in quotation marks: `25/24`, `1.001`"),
        )
    exact = Fraction(0)
    if not isinstance(ratio, str) or _RATIO.fullmatch(ratio):  # not `1e999999999`: it takes hours
        with suppress(ZeroDivisionError):
            exact = Fraction(ratio)
    if exact <= 0:
        raise UsageError(
            N_("{found} is no ratio to scale times with"),
            {"found": str(ratio)},
            N_("write a number above zero, as `25/24` or `1.001`"),
        )
    above, below = exact.numerator, exact.denominator
    return _retimed(track, lambda time: (2 * time * above + below) // (2 * below))


def slice_(track: Track, start: int, end: int) -> Track:
    """The part of `track` from `start` to `end` (ms), beginning at zero.

    Cues that reach over an edge are clipped there. Findings and line numbers belong to the file
    that was read, so the part has none. Raises UsageError where `end` lies before `start`.
    """
    _refuse_parts(start, end)
    if not 0 <= start <= end:
        raise UsageError(
            N_("there is nothing between {start} ms and {end} ms"),
            {"start": start, "end": end},
            N_("give a start from zero on, and an end that is not before it"),
        )
    kept = [index for index, cue in enumerate(track.cues) if _within(cue, start, end)]
    cues = tuple(
        _moved(track.cues[index], lambda time: min(max(time, start), end) - start) for index in kept
    )
    blocks = tuple(
        Block(bisect_left(kept, block.before), block.text)
        for block in track.blocks
        if _styling(block) or (kept and kept[0] <= block.before <= kept[-1] + 1)
    )
    return msgspec.structs.replace(
        track, cues=cues, blocks=blocks, findings=(), lines=None, text_lines=None
    )


def concatenate(tracks: Iterable[Track], durations: Iterable[int]) -> Track:
    """Tracks one after the other, as one: episodes as a compilation.

    `durations` holds the length (ms) of what each track belongs to; that of the last one may be
    left out. A cue that goes on after its track's duration stays as long as it is, and may overlap
    with the next track. Counters run on; language and kind stay where all agree. Raises UsageError
    where there are no tracks, or not as many durations.
    """
    parts, lengths = tuple(tracks), tuple(durations)
    _refuse_parts(*lengths)
    if not parts or not len(parts) - 1 <= len(lengths) <= len(parts) or min(lengths, default=0) < 0:
        raise UsageError(
            N_("{tracks} tracks cannot be joined with {durations} durations"),
            {"tracks": len(parts), "durations": len(lengths)},
            N_("give each track the duration of its episode, in milliseconds"),
        )
    cues: list[Cue] = []
    blocks: dict[tuple[int, str], Block] = {}
    offset = 0
    for part, length in zip(parts, (*lengths, 0), strict=False):
        for block in part.blocks:
            before = 0 if _styling(block) else len(cues) + block.before
            blocks.setdefault((before, block.text), Block(before, block.text))
        for cue in part.cues:
            number = len(cues) + 1 if cue.number is not None else None
            moved = _moved(cue, offset.__add__)
            cues.append(msgspec.structs.replace(moved, number=number))
        offset += length
    first = parts[0]
    return Track(
        cues=tuple(cues),
        language=first.language if len({part.language for part in parts}) == 1 else None,
        kind=first.kind if len({part.kind for part in parts}) == 1 else "full",
        format=first.format,
        header=first.header,
        blocks=tuple(sorted(blocks.values(), key=lambda block: block.before)),
    )


def _refuse_parts(*times: int) -> None:
    """Raise UsageError for a part of a millisecond."""
    for time in times:
        if not isinstance(time, int):
            raise UsageError(
                N_("{found} is no whole number of milliseconds"),
                {"found": str(time)},
                N_("round it"),
            )


def _styling(block: Block) -> bool:
    """Whether a block holds for the whole file; WebVTT wants those before the first cue."""
    return block.text.startswith(("STYLE", "REGION"))


def _within(cue: Cue, start: int, end: int) -> bool:
    return cue.start < end and (cue.end > start or cue.start >= start)


def _retimed(track: Track, change: Callable[[int], int]) -> Track:
    cues = []
    for index, cue in enumerate(track.cues):
        moved = _moved(cue, change)
        if moved.start < 0 or moved.end < 0:
            raise GoGlobalError(
                N_("cue {cue} would begin at {start} ms and end at {end} ms: below zero"),
                {"cue": index + 1, "start": moved.start, "end": moved.end},
                N_("move the track by less, or take the cues before zero away first"),
            )
        cues.append(moved)
    return msgspec.structs.replace(track, cues=tuple(cues))


_TIMESTAMP = re.compile(r"<((?:[0-9]{2,4}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3})>")


def _moved(cue: Cue, change: Callable[[int], int]) -> Cue:
    """The cue at other times, with the times inside its WebVTT text (karaoke)."""
    payload = cue.payload
    if payload:
        payload = _TIMESTAMP.sub(lambda match: _moved_timestamp(match, change), payload)
    return msgspec.structs.replace(
        cue, start=change(cue.start), end=change(cue.end), payload=payload
    )


def _moved_timestamp(match: re.Match[str], change: Callable[[int], int]) -> str:
    found = parse_clock(match[1], ".", hours_wanted=False)
    return match[0] if found is None else f"<{clock(max(0, change(found.ms)), '.')}>"
