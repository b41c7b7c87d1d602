"""Clock strings and milliseconds, both ways: strict and fast, or as people mistype them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from goglobal.model import Cue

SRT = r"[0-9]{2}:[0-5][0-9]:[0-5][0-9],[0-9]{3}"
"""A clock as SRT has it, as a pattern."""

SPACE = r"[^\S\n]"
"""White space within a line, as a pattern."""

LENIENT = rf"[-−+]?\d{{1,9}}(?:{SPACE}{{0,2}}[:：;.．,，。'’]{SPACE}{{0,2}}\d{{1,9}}){{1,4}}"
"""Anything that may be meant as a clock, as a pattern; `parse_clock` decides."""

_PARTS = re.compile(r"\d+")
_USUAL = re.compile(r"(?:([0-9]{1,9}):)?([0-9]{1,2}):([0-9]{1,2})(?:([,.])([0-9]{1,9}))?")
_ASCII = re.compile(r"[0-9:,.]+")
_HOURS_IN_TABLE = 1


class Seconds(dict[str, int]):
    """`HH:MM:SS,` to milliseconds: looked up for the first hour, worked out beyond it.

    Raises KeyError for what is no clock.
    """

    def __init__(self, mark: str) -> None:
        super().__init__(
            {
                f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}{mark}": s * 1000
                for s in range(_HOURS_IN_TABLE * 3600)
            }
        )
        self._strict = re.compile(rf"[0-9]{{2}}:[0-5][0-9]:[0-5][0-9]{re.escape(mark)}")

    def __missing__(self, key: str) -> int:
        if not self._strict.fullmatch(key):
            raise KeyError(key)
        return int(key[:2]) * 3_600_000 + int(key[3:5]) * 60_000 + int(key[6:8]) * 1000


@cache
def tables(mark: str = ",") -> tuple[Seconds, dict[str, int]]:
    """The tables that the fast readers look their clocks up in: never changed once made.

    `HH:MM:SS` and `mark` in the first, the milliseconds as three digits in the second.
    """
    seconds = Seconds(mark)
    return seconds, {f"{ms:03}": ms for ms in range(1000)}


@cache
def stamps(mark: str = ",") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`HH:MM:SS` and `mark` for each second of the first hour, and the milliseconds as digits."""
    seconds, thousandths = tables(mark)
    return tuple(seconds), tuple(thousandths)


def clock(ms: int, mark: str = ",") -> str:
    """`HH:MM:SS,mmm` for milliseconds; `mark` stands before the milliseconds."""
    seconds, thousandths = stamps(mark)
    second, rest = divmod(ms, 1000)
    if 0 <= second < len(seconds):
        return seconds[second] + thousandths[rest]
    sign = "-" if ms < 0 else ""
    minute, rest = divmod(abs(ms), 60_000)
    return f"{sign}{minute // 60:02}:{minute % 60:02}:{rest // 1000:02}{mark}{rest % 1000:03}"


def clock_pairs(cues: Sequence[Cue], mark: str = ",") -> list[tuple[str, str]]:
    """The start and end of each cue as `clock` writes them; no time lies below zero."""
    seconds, thousandths = stamps(mark)
    try:
        return [
            (
                seconds[cue.start // 1000] + thousandths[cue.start % 1000],
                seconds[cue.end // 1000] + thousandths[cue.end % 1000],
            )
            for cue in cues
        ]
    except IndexError:  # beyond the first hour
        return [(clock(cue.start, mark), clock(cue.end, mark)) for cue in cues]


class Clock(msgspec.Struct, frozen=True):
    """A clock string as it was understood."""

    ms: int
    hours: bool
    """Whether it has hours, minutes and seconds."""
    fraction: bool
    """Whether it has a part below the second."""
    flaws: tuple[str, ...] = ()
    """What is wrong with it, as words of `FLAWS`, the gravest first."""


FLAWS = ("negative", "over-59", "frames", "milliseconds", "hours", "digits", "mark", "spaces")
"""What can be wrong with a clock, the gravest first."""


def _usual(match: re.Match[str], mark: str, *, hours_wanted: bool) -> Clock:
    """The forms that nearly all clocks have, mistyped ones too: ASCII, one sign of each kind."""
    hours, minutes, seconds, sign, fraction = match.groups()
    flaws = []
    if len(minutes) != 2 or len(seconds) != 2:
        flaws.append("digits")
    if (hours is None and hours_wanted) or (hours is not None and len(hours) < 2):
        flaws.insert(0, "hours")
    if fraction is None or len(fraction) != 3:
        flaws.insert(0, "milliseconds")
    if int(minutes) > 59 or int(seconds) > 59:
        flaws.insert(0, "over-59")
    if sign is not None and sign != mark:
        flaws.append("mark")
    total = (int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)) * 1000
    ms = int((fraction + "00")[:3]) if fraction else 0
    return Clock(total + ms, hours is not None, bool(fraction), tuple(flaws))


def parse_clock(found: str, mark: str = ",", *, hours_wanted: bool = True) -> Clock | None:
    """Understand a clock string that may be mistyped; None where it is no clock at all.

    `,5` is half a second, not 5 ms. Never raises.
    """
    if len(found) == 12 and found[8] in ",.":
        second, thousandth = tables()
        first, rest = second.get(f"{found[:8]},"), thousandth.get(found[9:])
        if first is not None and rest is not None:
            return Clock(first + rest, True, True, () if found[8] == mark else ("mark",))
    usual = _USUAL.fullmatch(found)
    if usual:
        return _usual(usual, mark, hours_wanted=hours_wanted)
    parts = _PARTS.findall(found)
    separators = [part.strip() for part in _PARTS.split(found)[1:-1]]
    colons = sum(separator in (":", "：", ";") for separator in separators)
    if not 2 <= len(parts) <= 4 or (not colons and len(parts) < 4):
        return None
    flaws: set[str] = set()
    fraction = ""
    if len(parts) == 4 or separators[-1] not in (":", "：", ";") or len(parts[-1]) == 3:
        if len(parts) == 4 and separators[-1] in (":", "：", ";") and len(parts[-1]) == 2:
            flaws.add("frames")
        fraction = parts.pop()
        if separators[-1] != mark:
            flaws.add("mark")
        if len(fraction) != 3:
            flaws.add("milliseconds")
    else:
        flaws.add("milliseconds")
    if any(separator != ":" for separator in separators[: len(parts) - 1]):
        flaws.add("mark")
    if len(parts) > 3:
        return None
    numbers = [int(part) for part in parts]
    with_hours = len(numbers) == 3
    if not with_hours:
        numbers = [0, *numbers] if len(numbers) == 2 else [0, 0, *numbers]
    if hours_wanted and not with_hours:
        flaws.add("hours")
    elif any(len(part) != 2 for part in parts[1:]) or len(parts[0]) < 2:
        flaws.add("hours" if with_hours and len(parts[0]) < 2 else "digits")
    hours, minutes, seconds = numbers
    if minutes > 59 or seconds > 59:
        flaws.add("over-59")
    if found.startswith(("-", "−")):
        flaws.add("negative")
    if re.search(r"\s", found):
        flaws.add("spaces")
    if not _ASCII.fullmatch(re.sub(r"\s", "", found).lstrip("-+")):
        flaws.add("digits")
    ms = (hours * 3600 + minutes * 60 + seconds) * 1000 + int((fraction + "00")[:3] or 0)
    return Clock(
        0 if "negative" in flaws else ms,
        with_hours,
        bool(fraction),
        tuple(flaw for flaw in FLAWS if flaw in flaws),
    )
