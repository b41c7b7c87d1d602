"""TXT001, TXT002, TXT003, TXT011: the lines of a cue, their number, length and white space."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.breaks import fits_on_two
from goglobal.rules.counting import fitting, squares, width
from goglobal.rules.lines import in_fewer_lines, in_shorter_lines, on_one_line
from goglobal.rules.places import ROWS, at_text, locate, short
from goglobal.rules.room import room_of
from goglobal.rules.signs import WIDE_SPACES
from goglobal.rules.subjects import TrackSubject, has_frequent_markup

NETFLIX_GENERAL = (
    "Netflix, Timed Text Style Guide: General Requirements, "
    "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617 (2026-11-23)"
)
LINE_LENGTH = (
    "Netflix timed-text guides at https://partnerhelp.netflixstudios.com/hc/en-us/articles/: "
    "general 215758617, th 220448308, ko 216001127, zh-Hans 215986007, zh-Hant 215994807, ja "
    "215767517 (2026-11-23)"
)


@rule(
    "TXT001",
    "too-many-lines",
    Severity.WARNING,
    "track",
    summary=N_("A cue has more lines than the screen has room for."),
    reason=N_("A third line covers the picture, and some players cut it off."),
    fails="1\n00:00:01,000 --> 00:00:05,000\nWhere\nis\nshe?\n",
    passes="1\n00:00:01,000 --> 00:00:05,000\nWhere is\nshe?\n",
    fixable=True,
    parameters=[
        Parameter(
            name="max_lines",
            default=2,
            doc=N_("The largest number of lines in a cue."),
            source=NETFLIX_GENERAL,
        )
    ],
)
def too_many_lines(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    most = parameters.integer("max_lines")
    broken = subject.broken
    # one line feed for each cue that has any: none of them has more than two lines
    if most >= 2 and subject.plain_text.count("\n") - len(subject.plain) + 1 <= len(broken):
        return
    for index in broken if most > 0 else range(len(subject.plain)):
        count = sum(bool(line.strip()) for line in subject.plain[index].split("\n"))
        if count > most:
            yield at_text(
                subject,
                index,
                N_("{count} lines; at most {limit}"),
                {"count": count, "limit": most},
                help=N_("join lines, shorten the text, or make two cues of it"),
                row=most,
                fixable=in_fewer_lines(subject, index, most) is not None,
            )


@rule(
    "TXT002",
    "line-too-long",
    Severity.WARNING,
    "track",
    summary=N_("A line has more characters than fit next to each other."),
    reason=N_(
        "A line that is too long is broken by the player where it likes, made smaller, or runs out "
        "of the picture. Characters are an estimate of width; the fit rules measure it."
    ),
    fails=("1\n00:00:01,000 --> 00:00:05,000\nI have been waiting for you here since yesterday.\n"),
    passes=(
        "1\n00:00:01,000 --> 00:00:05,000\nI have been waiting\nfor you here since yesterday.\n"
    ),
    fixable=True,
    parameters=[
        Parameter(
            name="max_cpl",
            default={"default": 42, "th": 35, "ko": 16, "zh": 16, "ja": 13},
            doc=N_(
                "Characters in a line. Spaces and punctuation count; in Chinese, Japanese and "
                "Korean a half-width character counts 0.5."
            ),
            source=LINE_LENGTH,
        ),
        Parameter(
            name="max_cpl_sdh",
            default={"zh": 18, "ja": 16},
            doc=N_("The same for tracks for the deaf and hard of hearing, where it differs."),
            source=LINE_LENGTH,
        ),
        Parameter(
            name="max_cpl_vertical",
            default={"default": 0, "ja": 11},
            doc=N_("The same for lines that run downwards (WebVTT `vertical:`); 0: as max_cpl."),
            source=LINE_LENGTH,
        ),
    ],
)
def line_too_long(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    limit, cues = parameters.number("max_cpl"), subject.track.cues
    upright = parameters.number("max_cpl_vertical") or limit
    # no way of counting gives more than the length of a line
    if max(map(len, subject.lines)) <= min(limit, upright):
        return
    for index, text in enumerate(subject.plain):
        if len(text) <= limit and not cues[index].settings:
            continue
        most = upright if "vertical:" in cues[index].settings else limit
        for row, line in enumerate(text.split("\n", ROWS)[:ROWS]):
            if len(line) <= most:
                continue
            length = width(line, subject.language)
            if length > most:
                yield _too_long(subject, index, row, line, length, most)


def _too_long(  # noqa: PLR0917 - private, called once
    subject: TrackSubject, index: int, row: int, line: str, length: float, limit: float
) -> Found:
    raw = cue_line(subject, index, row)
    place = locate(raw, line)
    if place is not None:
        place = (place[0] + fitting(line, subject.language, limit), place[1])
    return at_text(
        subject,
        index,
        N_("{length} characters in a line; at most {limit}"),
        {"length": short(length), "limit": short(limit), "cut": math.ceil(length - limit)},
        help=N_("break the line, or cut one character")
        if length - limit <= 1
        else N_("break the line, or cut {cut} characters"),
        row=row,
        span=place,
        fixable=_can_be_broken(subject, index, limit),
    )


def _can_be_broken(subject: TrackSubject, index: int, limit: float) -> bool:
    told = None
    raw = subject.track.cues[index].text
    simple = raw == subject.plain[index] or has_frequent_markup(raw)
    if simple and subject.profile.fit is None:  # pixels are not counted at a glance
        told = fits_on_two(subject.plain[index], subject.language, limit)
    return in_shorter_lines(subject, index, limit) is not None if told is None else told


@rule(
    "TXT003",
    "whitespace",
    Severity.WARNING,
    "track",
    summary=N_("A line begins or ends with a space, or has two spaces in a row."),
    reason=N_("Centred text stands off the centre, and texts that are the same do not compare."),
    fails="1\n00:00:01,000 --> 00:00:03,000\nWhere  is she? \n",
    passes="1\n00:00:01,000 --> 00:00:03,000\nWhere is she?\n",
    fixable=True,
    by_target=False,
)
def whitespace(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    double = subject.language.split("-", 1)[0] not in {"zh", "yue"}
    wide = subject.signs.intersection(WIDE_SPACES)
    if "  " not in subject.spaced and not any(
        f" {space}" in subject.spaced or f"{space} " in subject.spaced for space in wide
    ):
        return
    pattern = SPACES if double else EDGES
    for index, cue in enumerate(subject.track.cues):
        for row, line in enumerate(cue.text.split("\n", ROWS)[:ROWS]):
            match = pattern.search(line) if line.strip() else None
            if match is not None:
                yield at_text(
                    subject,
                    index,
                    N_("two spaces in a row")
                    if match.start() > 0 and match.end() < len(line)
                    else N_("a space at the beginning or end of the line"),
                    help=N_("remove it"),
                    row=row,
                    span=match.span(),
                )


EDGES = re.compile(r"\A[ \t\u00a0\u3000]+|(?<![ \t\u00a0\u3000])[ \t\u00a0\u3000]+\Z")
SPACES = re.compile(EDGES.pattern + r"|(?<! ) {2,}")


@rule(
    "TXT011",
    "one-line-would-do",
    Severity.INFO,
    "track",
    summary=N_("A text stands on two lines and would fit on one."),
    reason=N_("One line covers less of the picture and is read in one look."),
    fails="1\n00:00:01,000 --> 00:00:03,000\nWhere\nis she?\n",
    passes="1\n00:00:01,000 --> 00:00:03,000\nWhere is she?\n",
    fixable=True,
    parameters=[
        Parameter(
            name="max_cpl",
            default={"default": 24, "zh": 9, "ja": 9, "ko": 9},
            doc=N_("Characters that surely fit on one line, counted as in TXT002."),
            source=(
                "24: the vertical short-form profile of Subtitle Edit (2026-11-23); 9: the same "
                "share of the 16 that stand beside 42 in Netflix's guides"
            ),
        )
    ],
)
def one_line_would_do(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    limit = parameters.number("max_cpl")
    wide = squares(subject.language)
    for index in subject.broken:
        text = subject.plain[index]
        # half-width characters and letters upon letters: at most twice as many fit
        if len(text) > limit * (1 if text.isascii() and not wide else 2):
            continue
        first, _, second = text.partition("\n")
        first, second = first.strip(), second.strip()
        if not first or not second or "\n" in second:
            continue
        together = f"{first} {second}"
        # two speakers and two sentences are on two lines on purpose
        if second[0] in _DASHES or first[-1] in _SENTENCE_ENDS or "♪" in together:
            continue
        length = width(together, subject.language)
        if length <= limit and _has_room(subject, index, together):
            yield at_text(
                subject,
                index,
                N_("two lines with {length} characters together; {limit} fit on one"),
                {"length": short(length), "limit": short(limit)},
                help=N_("put it on one line"),
                fixable=on_one_line(subject, index, limit) is not None,
            )


def _has_room(subject: TrackSubject, index: int, line: str) -> bool:
    """Whether FIT001 would take `line` in the cue at `index`."""
    room = room_of(subject)
    return room is None or room.holds(subject.track.cues[index], line)


_DASHES = "-‐‑–—―－"
_SENTENCE_ENDS = '.!?…:;"”’»)]。！？：；」』）】؟।'


def cue_line(subject: TrackSubject, index: int, row: int) -> str:
    """Text line `row` of the cue at `index` as it stands in the file; empty where there is none."""
    lines = subject.track.cues[index].text.split("\n")
    return lines[row] if row < len(lines) else ""


RULES = (too_many_lines, line_too_long, whitespace, one_line_would_do)
