"""TRN007: what is a number in the source is the same number in the translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

import msgspec

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.mistakes import FEWEST, look, mistake
from goglobal.rules.numbers import LIKELY, SURE, Number, Way
from goglobal.rules.numeral_chains import POWERS
from goglobal.rules.numerals import look_for, numbers, reads_words
from goglobal.rules.pairing import Pair
from goglobal.rules.places import at_text, locate
from goglobal.rules.subjects import TrackSubject

_CUE = "12\n00:00:41,000 --> 00:00:43,000\n"
_HELP = N_("correct the number, or waive the finding where the translation means another")
_COMMON = frozenset({110, 112, 113, 115, 118, 119, 120, 122, 190, 192, 193, 911, 999, 365, 360})
"""Numbers that stand for the police, a year or all around where the source has none."""
_LONGEST = 1000
"""Characters of a pair that are looked at: longer ones are no subtitles."""
_AROUND = 2
"""The pairs before and behind in which a number may stand that was moved."""


@rule(
    "TRN007",
    "number-mismatch",
    Severity.WARNING,
    "track",
    summary=N_("The translation has another number than the source."),
    reason=N_(
        "A price, an hour or a room with a wrong figure is what viewers write about. Numbers are "
        "read in figures of all scripts and in words of some twenty languages (三百 is 300 and "
        "๓๐๐, 两亿 is 200 million, 晚上九点半 is 21:30), and nothing is said where a translation "
        "leaves one out, says it without figures or moves it to the next cue. Figures of a code, a "
        "room or a telephone that are missing are told."
    ),
    fails=_CUE + "50 million?  (五百万)",
    passes=_CUE + "5 million?  (五百万)",
    parameters=(
        Parameter(
            name="figures",
            default=4,
            doc=N_("figures from which a code or a room number may not be missing"),
        ),
    ),
)
def number_mismatch(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    source = subject.source
    if source is None:
        return
    own = subject.series.source_language
    texts = [cue.text for cue in source.cues]
    asking, given = _asking(tuple(texts), own), subject.plain
    has_figures = look_for("")
    telling = (
        frozenset([i for i, text in enumerate(given) if has_figures(text)])
        if has_figures(subject.plain_text)
        else frozenset()
    )
    if not (asking or telling) or not (subject.translated and subject.pairs):
        return
    sides = _Sides(subject.pairs, texts, own, given, subject.language)
    figures = parameters.integer("figures")
    found = [
        one
        for place, pair in enumerate(sides.pairs)
        if pair.target and not (asking.isdisjoint(pair.source) and telling.isdisjoint(pair.target))
        for one in _judged(subject, sides, place, figures)
    ]
    if found and not _is_another_language(subject):
        yield from found


@lru_cache(maxsize=256)  # each language of a series asks for the source's
def _asking(texts: tuple[str, ...], language: str) -> frozenset[int]:
    """Which texts may have a number."""
    may_have = look_for(language)
    return frozenset([index for index, text in enumerate(texts) if may_have(text)])


def _is_another_language(subject: TrackSubject) -> bool:
    """Whether the whole file is wrong, which TRN005 tells of: its numbers were read as another
    language's."""
    found = mistake(subject, look(subject), FEWEST)
    return found is not None and not found.mixed


class _Known:
    """What some numbers may come to, to be asked whether they explain another."""

    def __init__(self, found: Iterable[Number]) -> None:
        ways = [way for number in found for way in number.ways]
        self._single = frozenset([way[0] for way in ways if len(way) == 1])
        self._several = frozenset([way for way in ways if len(way) > 1])
        self._parts = frozenset([value for way in self._several for value in way])

    def explain(self, number: Number) -> bool:
        """Whether `number` is among them, or put together of them, or a part of one."""
        return any(self._has(way) for way in number.ways if way)

    def _has(self, way: Way) -> bool:
        if len(way) == 1:
            return way[0] in self._single or way[0] in self._parts
        return way in self._several or self._single.issuperset(way)


_KNOWN_NOTHING = _Known(())


class _Side(msgspec.Struct, frozen=True):
    """The numbers of one side of a pair."""

    found: tuple[Number, ...]
    known: _Known
    text: str


class _Sides:
    """Both sides of the pairs of a track, read when they are looked at."""

    def __init__(
        self,
        pairs: Sequence[Pair],
        texts: Sequence[str],
        own: str,
        given: Sequence[str],
        language: str,
    ) -> None:
        self.pairs = pairs
        self._texts, self._own = texts, own
        self._given, self._language = given, language
        self.words = reads_words(own) and reads_words(language)
        """Whether number words of both languages are known."""
        self._read: dict[tuple[int, bool], _Side] = {}

    def source(self, place: int) -> _Side:
        return self._side(place, True)

    def target(self, place: int) -> _Side:
        return self._side(place, False)

    def _side(self, place: int, source: bool) -> _Side:
        side = self._read.get((place, source))
        if side is None:
            pair = self.pairs[place]
            if source:
                from goglobal.subtitles.markup import plain

                text = "\n".join([plain(self._texts[index]) for index in pair.source])[:_LONGEST]
                found = numbers(text, self._own)
            else:
                text = "\n".join([self._given[index] for index in pair.target])[:_LONGEST]
                found = numbers(text, self._language)
            known = _Known(found) if found else _KNOWN_NOTHING
            side = self._read[place, source] = _Side(found, known, text)
        return side

    def left(self, place: int, *, source: bool) -> list[Number]:
        """The numbers of one side that the other side of the pair knows nothing of."""
        these, those = self._side(place, source), self._side(place, not source)
        if not (these.found and those.found):
            return list(these.found)
        known = [number for number in these.found if those.known.explain(number)]
        return [
            number
            for number in these.found
            if number not in known
            and not any(n.start < number.end and number.start < n.end for n in known)
        ]

    def goes_on(self, place: int, number: Number) -> bool:
        """Whether a number of the translation goes on from the cue before: 479 | million."""
        piece = self.target(place).text[: number.end]
        if number.start or place == 0 or piece[0].isdecimal() or " " in piece:
            return False
        before = self.target(place - 1)
        end = len(before.text.rstrip())
        return number.ways[0][0] in POWERS and any(n.end == end for n in before.found)

    def moved(self, place: int, number: Number, *, source: bool, around: int = 1) -> bool:
        """Whether the other side has the number nearby: left over, or (farther away) at all."""
        for near in range(max(0, place - around), min(len(self.pairs), place + around + 1)):
            if near == place:
                continue
            known = self._side(near, not source).known
            if around == 1:
                left = self.left(near, source=not source)
                known = _Known(n for n in left if n.sure >= LIKELY or not source)
            if known.explain(number):
                return True
        return False


def _judged(subject: TrackSubject, sides: _Sides, place: int, figures: int) -> Iterator[Found]:
    """What is wrong in one pair: at most as many findings as the translation has numbers."""
    source, target = sides.source(place), sides.target(place)
    if not (source.found or target.found):
        return
    wanted = [n for n in sides.left(place, source=True) if n.sure >= LIKELY]
    given = [n for n in sides.left(place, source=False) if _is_told(target, n)]
    given += _repeated(target, source)
    given = [n for n in given if not sides.goes_on(place, n)]
    if given and not wanted:
        wanted = _repeated(source, target) or _hardly(source, target)
    wanted = [n for n in wanted if not sides.moved(place, n, source=True)]
    given = [n for n in given if not sides.moved(place, n, source=False)]
    for number in given:
        least = LIKELY if number.sure >= SURE and _in_figures(target, number) else SURE
        partner = next((n for n in wanted if n.sure >= least), None)
        if partner is not None and _is_common(partner) and _is_common(number):
            continue  # whom to call differs by country
        if partner is not None:
            wanted.remove(partner)
            if not sides.words and _a_word_apart(number, partner):
                continue
            yield _another(subject, sides, place, number, partner)
        elif (
            _is_code(target, number, 3)
            and not source.found
            and not _is_common(number)
            and not sides.moved(place, number, source=False, around=_AROUND)
        ):
            yield _nowhere(subject, sides, place, number)
    if given:
        return
    for number in wanted:
        if (
            _is_code(source, number, figures)
            and not _is_year(number)
            and not sides.moved(place, number, source=True, around=_AROUND)
        ):
            yield _missing(subject, sides, place, number)
            return


def _a_word_apart(one: Number, other: Number) -> bool:
    """Whether a word of a language that is not known may lie between two numbers: 4 miliardy."""
    less, more = sorted(Fraction(number.ways[0][0]) for number in (one, other))
    times = str(more / less) if less else ""
    return len(times) > 3 and times.rstrip("0") == "1"


def _is_told(side: _Side, number: Number) -> bool:
    """Whether a number of the translation counts by itself: 1 only where it is in figures."""
    return number.sure >= SURE or (number.sure >= LIKELY and _in_figures(side, number))


def _in_figures(side: _Side, number: Number) -> bool:
    return side.text[number.start].isdecimal()


def _hardly(source: _Side, target: _Side) -> list[Number]:
    """Numbers of the source that only words of the translation explain which mean other things."""
    known = _Known(n for n in target.found if n.sure >= LIKELY)
    return [n for n in source.found if n.sure >= SURE and not known.explain(n)]


def _repeated(these: _Side, those: _Side) -> list[Number]:
    """Numbers that stand more often on one side, although both know them: one may be a mistake."""
    if not (these.found and those.found):
        return []
    counts = Counter(n.ways[0] for n in those.found if n.sure)
    left = []
    for number in these.found:
        way = number.ways[0] if number.ways else ()
        if number.sure >= SURE and way in counts:
            counts[way] -= 1
            if counts[way] < 0:
                left.append(number)
    return left


def _is_code(side: _Side, number: Number, figures: int) -> bool:
    """Whether a number is one that nobody rounds: so many figures, not all of them naughts."""
    text = side.text[number.start : number.end]
    return (
        number.exact
        and sum(c.isdecimal() or c in "〇零一二三四五六七八九" for c in text) >= figures
    )


def _is_common(number: Number) -> bool:
    return number.ways[0][0] in _COMMON


def _is_year(number: Number) -> bool:
    return len(number.ways[0]) == 1 and 1800 <= number.ways[0][0] < 2100


def _another(
    subject: TrackSubject, sides: _Sides, place: int, number: Number, partner: Number
) -> Found:
    wanted = sides.source(place).text[partner.start : partner.end]
    value = _shown(partner)
    said = N_("the source says “{wanted}”, and the translation “{given}”")
    valued = N_("the source says “{wanted}” ({value}), and the translation “{given}”")
    arguments = {"wanted": wanted, "value": value}
    message = said if value == wanted else valued
    return _found(subject, sides, place, number, message, arguments)


def _nowhere(subject: TrackSubject, sides: _Sides, place: int, number: Number) -> Found:
    message = N_("the translation says “{given}”, and the source has no number here")
    return _found(subject, sides, place, number, message, {})


def _found(  # noqa: PLR0917 - what is said of one number, and where
    subject: TrackSubject,
    sides: _Sides,
    place: int,
    number: Number,
    message: str,
    arguments: dict[str, str],
) -> Found:
    piece = sides.target(place).text[number.start : number.end]
    index, row, span = _where(subject, sides.pairs[place].target, piece.split("\n")[0])
    said = {**arguments, "given": " ".join(piece.split())}
    return at_text(subject, index, message, said, help=_HELP, row=row, span=span)


def _missing(subject: TrackSubject, sides: _Sides, place: int, number: Number) -> Found:
    wanted = sides.source(place).text[number.start : number.end]
    return at_text(
        subject,
        sides.pairs[place].target[0],
        N_("the source says “{wanted}”, and the translation has no such number"),
        {"wanted": wanted},
        help=N_("put it in, or waive the finding where it can be left out"),
    )


def _where(
    subject: TrackSubject, indices: Sequence[int], piece: str
) -> tuple[int, int, tuple[int, int] | None]:
    """The cue, the line in it and the place in the line of a piece of text."""
    for index in indices:
        for row, line in enumerate(subject.track.cues[index].text.split("\n")):
            span = locate(line, piece)
            if span is not None:
                return index, row, span
    return indices[0], 0, None


def _shown(number: Number) -> str:
    """The value in figures, where it is one whole number."""
    way = number.ways[0]
    if len(way) > 1:
        return ":".join(f"{int(value):02}" for value in way)
    return f"{int(way[0]):,}" if way[0] == int(way[0]) else f"{float(way[0]):g}"


RULES = (number_mismatch,)
