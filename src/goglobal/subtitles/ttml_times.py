"""When the elements of a TTML file are shown: time expressions, and containers in containers.

https://www.w3.org/TR/2018/REC-ttml2-20181108/, 12 (timing) and 7.2 (parameters). A time is an exact
fraction of seconds; what cannot be read is told and guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

import msgspec

from goglobal.subtitles.clocks import LENIENT, parse_clock
from goglobal.subtitles.timecode import FrameRate, parse_timecode
from goglobal.subtitles.ttml_tree import Node

Time = Fraction | None
"""Seconds from the start of the programme; None: without an end."""

TIMES = frozenset({"begin", "end", "dur"})
"""The attributes that are times."""

TIMED = frozenset({"body", "div", "p", "span"})

_OFFSET = re.compile(r"([0-9]{1,15})(?:\.([0-9]{1,15}))?(h|ms|m|s|f|t)")
_CLOCK = re.compile(
    r"([0-9]{2,9}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,15})|:([0-9]{2,4})(?:\.([0-9]{1,4}))?)?"
)
_SECONDS = {"h": Fraction(3600), "m": Fraction(60), "s": Fraction(1), "ms": Fraction(1, 1000)}
_FIRST_CLOCK = re.compile(LENIENT)
_WHOLE = re.compile(r"\s*([0-9]{1,9})\s*")
_PAIR = re.compile(r"\s*([0-9]{1,9})[\s:/]+([0-9]{1,9})\s*")


class Rates(msgspec.Struct, frozen=True):
    """What the root of a file says about its times."""

    frame: Fraction = Fraction(30)
    nominal: int = 30
    sub: int = 1
    tick: Fraction = Fraction(1)
    smpte: bool = False
    drop: FrameRate | None = None
    """The rate whose labels are dropped."""
    refused: tuple[str, ...] = ()
    """Attributes that say what cannot be."""


def rates_of(root: Mapping[str, str]) -> Rates:
    """The rates that the attributes of `tt` declare."""
    refused: list[str] = []
    nominal = _number(root, "frameRate", 30, refused)
    multiplier = Fraction(1)
    if "frameRateMultiplier" in root:
        pair = _PAIR.fullmatch(root["frameRateMultiplier"])
        if pair and int(pair[1]) and int(pair[2]):
            multiplier = Fraction(int(pair[1]), int(pair[2]))
        elif root["frameRateMultiplier"].strip() != "1":
            refused.append("frameRateMultiplier")
    frame = nominal * multiplier
    sub = _number(root, "subFrameRate", 1, refused)
    tick = Fraction(_number(root, "tickRate", 0, refused))
    if not tick:
        tick = frame * sub if "frameRate" in root else Fraction(1)
    base = root.get("timeBase", "media")
    smpte = base == "smpte"
    if base not in ("media", "smpte"):
        refused.append("timeBase")
    drop = None
    mode = root.get("dropMode", "nonDrop")
    if mode == "dropNTSC" and frame.numerator < 10**6 and frame.denominator < 10**6:
        rate = FrameRate(frame.numerator, frame.denominator)
        drop = rate if rate.drops else None
    if mode != "nonDrop" and not drop:
        refused.append("dropMode")
    return Rates(frame, nominal, sub, tick, smpte, drop if smpte else None, tuple(refused))


def _number(root: Mapping[str, str], name: str, otherwise: int, refused: list[str]) -> int:
    if name not in root:
        return otherwise
    match = _WHOLE.fullmatch(root[name])
    if match and int(match[1]):
        return int(match[1])
    refused.append(name)
    return otherwise


class Read(msgspec.Struct, frozen=True):
    """A time expression as it was understood."""

    seconds: Time
    flaws: tuple[str, ...] = ()


def parse_time(found: str, rates: Rates) -> Read:
    """Understand a time expression; never raises."""
    found = found.strip()
    offset = _OFFSET.fullmatch(found)
    if offset:
        return Read(_offset(offset, rates))
    clock = _CLOCK.fullmatch(found)
    if clock:
        return _clock(clock, rates)
    lenient = _FIRST_CLOCK.search(found[:100])
    other = parse_clock(lenient[0], ".") if lenient else None
    if other is None:
        bare = _WHOLE.fullmatch(found)  # what a number without a metric means, nobody knows
        return Read(Fraction(int(bare[1])) if bare else None, ("unreadable",))
    return Read(Fraction(other.ms, 1000), other.flaws or ("spaces",))


def _offset(match: re.Match[str], rates: Rates) -> Fraction:
    value = Fraction(int(match[1]))
    if match[2]:
        value += Fraction(int(match[2]), 10 ** len(match[2]))
    metric = match[3]
    if metric == "f":
        return value / rates.frame
    if metric == "t":
        return value / rates.tick
    return value * _SECONDS[metric]


def _clock(match: re.Match[str], rates: Rates) -> Read:
    hours, minutes, seconds = (int(match[group]) for group in (1, 2, 3))
    flaws = ("over-59",) if minutes > 59 or seconds > 59 else ()
    whole = 3600 * hours + 60 * minutes + seconds
    if match[4]:
        return Read(whole + Fraction(int(match[4]), 10 ** len(match[4])), flaws)
    if not match[5]:
        return Read(Fraction(whole), flaws)
    frames = Fraction(int(match[5]))
    if match[6]:
        frames += Fraction(int(match[6]), rates.sub)
    if frames >= rates.nominal:
        flaws = ("unreadable", *flaws)
    if not rates.smpte:
        return Read(whole + frames / rates.frame, flaws)
    if rates.drop:
        label = f"{match[1]}:{match[2]}:{match[3]};{match[5]}"
        frame = parse_timecode(label, rates.drop, drop=True)
        if frame is not None:
            return Read((frame + frames - int(match[5])) / rates.frame, flaws)
        dropped = rates.drop.drops * (whole // 60 - whole // 600)
        return Read(
            (whole * rates.nominal + frames - dropped) / rates.frame, flaws or ("unreadable",)
        )
    return Read((whole * rates.nominal + frames) / rates.frame, flaws)


class Shown(msgspec.Struct, frozen=True):
    """When an element is shown."""

    begin: Fraction
    end: Time
    flaws: tuple[str, ...] = ()
    found: str = ""
    """Its own times as they stand in the file."""
    own: bool = False
    """Whether it has times of its own."""


class Times:
    """When each timed element of a body is shown."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._shown: dict[int, Shown] = {}

    def of(self, node: Node) -> Shown:
        """When an element is shown that has been resolved."""
        return self._shown[id(node)]

    def resolve(self, body: Node) -> None:
        """Work out the times of all that a body holds."""
        self._resolve(body, Fraction(0), Shown(Fraction(0), None), sequential=False)

    def _resolve(self, node: Node, reference: Fraction, outer: Shown, *, sequential: bool) -> Time:
        """Work out an element that begins from `reference`; its own end, were there no `outer`."""
        given = {
            name: node.attributes[name]
            for name in ("begin", "end", "dur")
            if name in node.attributes
        }
        read = {name: parse_time(value, self._rates) for name, value in given.items()}
        flaws = tuple(dict.fromkeys(flaw for one in read.values() for flaw in one.flaws))
        begin = reference
        if "begin" in read and read["begin"].seconds is not None:
            begin += read["begin"].seconds
        ends = []
        if "end" in read and read["end"].seconds is not None:
            ends.append(reference + read["end"].seconds)
        if "dur" in read and read["dur"].seconds is not None:
            ends.append(begin + read["dur"].seconds)
        end = min(ends) if ends else None
        if "begin" in read and read["begin"].seconds is None and end is not None:
            begin = end
        limit = outer.end
        if end is None:
            shown_end = None if limit is not None and limit < begin else limit
        else:
            # what begins behind its container's end is shown never; its text is told nevertheless
            shown_end = min(end, limit) if limit is not None and limit > begin else end
        found = " ".join(f'{name}="{value}"' for name, value in given.items())
        self._shown[id(node)] = Shown(begin, shown_end, flaws, found, bool(given))
        last = self._children(node, Shown(begin, shown_end))
        if end is None and sequential:
            end = last
            if last is not None and shown_end != last:
                shown_end = last if limit is None else min(last, limit)
                self._shown[id(node)] = Shown(begin, shown_end, flaws, found, bool(given))
        return end

    def _children(self, node: Node, shown: Shown) -> Time:
        """Work out the children; the latest of their ends, None where one has none."""
        sequential = node.attributes.get("timeContainer") == "seq"
        reference = shown.begin
        latest: Time = reference
        for child in node.children:
            if isinstance(child, str):
                if node.tag in ("p", "span") and not sequential:
                    latest = None
                continue
            if child.tag not in TIMED:
                self._children(child, shown)
                continue
            end = self._resolve(child, reference, shown, sequential=sequential)
            if sequential and end is not None:
                reference = end
            latest = None if latest is None or end is None else max(latest, end)
        return latest
