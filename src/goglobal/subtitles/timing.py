"""A time line as people write it: which lines are meant as one, what they say, what is wrong."""

from __future__ import annotations

import re

import msgspec

from goglobal.subtitles.clocks import LENIENT, SPACE, SRT, Clock, parse_clock

_STRONG = r"[-‐-―−－=~～<＜ \t]{0,8}(?:>|＞|→|⇒|⟶|➔|➜|➡|»|&gt;){1,8}[-=]{0,8}"
"""An arrow that points: nothing but a time line has one between two clocks."""

_WEAK = rf"(?:{SPACE}{{0,3}}(?:[-‐-―−－~～]{{1,4}}|[,，/|至到]){SPACE}{{0,3}}|{SPACE}{{1,9}})"
"""What stands between two times elsewhere as well: it counts between whole clocks only."""

_FULL = r"\d{1,3}[:：]\d{1,2}[:：]\d{1,2}[.,．，。]\d{1,3}"
_LEAD = rf"(?P<lead>(?:{SPACE}|\ufeff)*+[\[(（【\"']?)"
_COUNTER = rf"(?:(?P<counter>\d{{1,9}}){SPACE}{{0,3}}[.):、\]]?{SPACE}{{1,9}})?"

LINE = re.compile(
    rf"\n(?:(?P<start>{SRT}) --> (?P<end>{SRT})(?={SPACE}*+(?:\n|\Z))"
    rf"|{_LEAD}(?:{_COUNTER}(?P<left>{LENIENT})(?P<arrow>{SPACE}{{0,9}}{_STRONG}{SPACE}{{0,9}})"
    rf"(?P<right>{LENIENT})?(?P<rest>[^\n]*+)"
    rf"|(?P<weak_left>{_FULL})(?P<weak>{_WEAK})(?P<weak_right>{_FULL})(?={SPACE}*+(?:\n|\Z))"
    rf"|(?P<lone>{_FULL})(?={SPACE}*+(?:\n|\Z))))"
)
"""A line that may be a time line; `understand` decides. Begins with the line feed before it."""

UNREADABLE = re.compile(
    rf"\n{SPACE}*+\d{{1,9}}{SPACE}*+(?=\n(?P<line>[^\n]*?(?:-->|->|→|-&gt;)[^\n]*+))"
)
"""A counter and below it a line with an arrow: a time line, even where no clock can be read."""

HALF = re.compile(rf"\n(?P<line>[^\n]{{0,24}}?-->{SPACE}*+{_FULL}{SPACE}*+)(?=\n|\Z)")
"""An arrow and a whole clock behind it, whatever stands before: half a time line."""

_WORD = re.compile(r"[^\W\d_]")
_WORDS = re.compile(r"[^\W\d_]{3}|.{80}")
"""What no mistyped clock has: three letters in a row, or more than any time line needs."""

_MOST = 150
"""Characters that a time line with all its settings can have."""

COORDINATES = re.compile(r"(?:[XY][12]\s*+:\s*+-?\d++\s*+)++", re.IGNORECASE)
_SETTING = re.compile(r"(?:align|line|position|size|vertical|region)[ \t]?:", re.IGNORECASE)
SETTINGS = re.compile(r"(?:(?:align|line|position|size|vertical|region):\S++\s*+)++")


class Timing(msgspec.Struct, frozen=True):
    """What a time line says."""

    start: int
    end: int
    flaws: tuple[str, ...] = ()
    """The flaws of its clocks, and `arrow`, `spaces`, `same-line`, `no-end`, `unreadable`."""
    rest: str = ""
    """What stands behind the second time."""
    counter: int | None = None
    """A counter on the same line."""
    certain: bool = True
    """False: a line of dialogue can look like this; what stands around it has to decide."""
    whole: bool = True
    """Whether both times have a part below the second."""
    weak: bool = False
    """Whether what stands between the times is no arrow."""
    lone: bool = False
    """Whether it is a single clock without an arrow."""


def understand(
    match: re.Match[str], mark: str = ",", *, hours_wanted: bool = True
) -> Timing | None:
    """What a match of `LINE` says; None where it is no time line.

    `mark` is what the format puts before the milliseconds; see `parse_clock`.
    """

    def parse(found: str) -> Clock | None:
        return parse_clock(found, mark, hours_wanted=hours_wanted)

    if match["start"]:
        left, right = parse(match["start"]), parse(match["end"])
        if left is None or right is None:
            return None
        return Timing(left.ms, right.ms, tuple(dict.fromkeys((*left.flaws, *right.flaws))))
    if match["lone"]:
        found = parse(match["lone"])
        if found is None:
            return None
        return Timing(found.ms, found.ms, (*found.flaws, "no-end"), certain=False, lone=True)
    if match["weak_left"]:
        left, right = parse(match["weak_left"]), parse(match["weak_right"])
        if left is None or right is None:
            return None
        flaws = _joined(match, left, right, "arrow")
        return Timing(left.ms, right.ms, flaws, certain=False, weak=True)
    left = parse(match["left"])
    if left is None:
        return None
    rest = match["rest"].strip()
    if match["right"] is None:
        flaws = (*_joined(match, left, None, ""), "no-end")
        rest = rest if _WORD.search(rest) else _words(rest)
        return Timing(
            left.ms, left.ms, flaws, rest, _counter(match), certain=False, whole=left.fraction
        )
    right = parse(match["right"])
    if right is None:
        rest = (match["right"] + match["rest"]).strip()
        rest = rest if _WORD.search(rest) else _words(rest)
        flaws = (*_joined(match, left, None, ""), "no-end")
        return Timing(left.ms, left.ms, flaws, rest, _counter(match), certain=False, whole=False)
    if match["lead"].strip() and rest[:1] in "])）】\"'":
        rest = rest[1:].strip()
    if rest and match["rest"][0].isalnum():  # the end goes on in what is no clock
        return Timing(left.ms, right.ms, ("unreadable",), _words(rest), certain=False)
    arrow = match["arrow"]
    flaw = "" if arrow == " --> " else "spaces" if arrow.strip() == "-->" else "arrow"
    return Timing(
        left.ms,
        right.ms,
        _joined(match, left, right, flaw),
        rest,
        _counter(match),
        certain=left.hours and right.hours,
        whole=left.fraction and right.fraction,
    )


def _counter(match: re.Match[str]) -> int | None:
    return int(match["counter"]) if match["counter"] else None


def _joined(match: re.Match[str], left: Clock, right: Clock | None, arrow: str) -> tuple[str, ...]:
    found = [*left.flaws, *(right.flaws if right else ()), arrow]
    if match["lead"].strip("\ufeff"):
        found.append("spaces")
    if match["counter"]:
        found.append("same-line")
    return tuple(dict.fromkeys(flaw for flaw in found if flaw))


def _words(text: str) -> str:
    """`text` where it is more than a clock gone wrong, for then it has to stay; else nothing."""
    return text if _WORDS.search(text) else ""


def spoken(rest: str) -> bool:
    """Whether what stands behind the times of a WebVTT cue is said: words, and no setting."""
    if not _WORD.search(rest) or _SETTING.search(rest):
        return False
    return not all(":" in piece.strip(":") for piece in rest.split())


def guess(line: str, otherwise: int) -> Timing:
    """The times of a line with an arrow of which at least one clock cannot be read.

    A line with words in it may be dialogue: `rest` is all of it, else its WebVTT settings.
    """
    pieces = line.split()
    settings = [piece for piece in pieces if SETTINGS.fullmatch(piece)]
    words = " ".join(piece for piece in pieces if not SETTINGS.fullmatch(piece))
    left, _, right = re.sub(r"[^\S\n]*(?:-->|->|→|-&gt;)[^\S\n]*", "\0", line, count=1).partition(
        "\0"
    )
    times = [
        parse_clock(side.strip()) if re.fullmatch(LENIENT, side.strip()) else None
        for side in (left[:60], right[:60])
    ]
    first, second = (time.ms if time else None for time in times)
    start = first if first is not None else second if second is not None else otherwise
    end = second if second is not None else start
    whole = line.strip()
    rest = whole if len(whole) > _MOST or _words(words) else " ".join(settings)
    return Timing(start, end, ("unreadable",), rest)
