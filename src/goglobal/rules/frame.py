"""FIT001, FIT003, FIT004: lines measured in pixels, as the platform's player draws them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import ceil, floor, isfinite

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.places import Span, at_text, locate, row_at
from goglobal.rules.room import Room, Wide, refit, room_of, wide_cues
from goglobal.rules.subjects import TrackSubject
from goglobal.rules.text import NETFLIX_GENERAL, cue_line
from goglobal.rules.text_characters import code_point

_LONGEST = 500
"""Characters of a line in which the place is looked for from where on it is too wide."""
_SHOWN = 5
"""Missing characters that are named one by one."""
_MOST_CUES = 5
"""Cues with missing glyphs that are told one by one even where they are most of the file."""

_MAX_LINES = Parameter(
    name="max_lines",
    default=2,
    doc=N_("The largest number of lines of a break; the same number for FIT001 and FIT004."),
    source=NETFLIX_GENERAL,
)


@rule(
    "FIT001",
    "too-wide",
    Severity.ERROR,
    "track",
    summary=N_("A line is wider than the part of the frame that the app leaves free."),
    reason=N_(
        "The player breaks the line where it likes, makes it smaller, or lets it run out of the "
        "picture or under its buttons. The width is that of the shaped text in the profile's font, "
        "size, weight and spacing; it takes a profile with a frame (`[fit]`)."
    ),
    fails=("1\n00:00:01,000 --> 00:00:05,000\nI have been waiting for you here since yesterday.\n"),
    passes=(
        "1\n00:00:01,000 --> 00:00:05,000\nI have been waiting\nfor you here since yesterday.\n"
    ),
    fixable=True,
    enabled=False,
    parameters=[_MAX_LINES],
)
def too_wide(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    for wide in wide_cues(subject):
        found = refit(subject, wide, parameters.integer("max_lines"))
        if found.excess is not None:
            continue  # FIT004 tells
        width, limit = ceil(wide.width), floor(wide.limit)
        text = found.text
        cut = ceil((wide.width - wide.limit) * len(wide.line) / wide.width)
        if text is not None:
            help_ = N_("break it like this: {lines}")
        elif cut <= 1:
            help_ = N_("break the line, or cut one character")
        else:
            help_ = N_("break the line, or cut about {cut} characters")
        yield at_text(
            subject,
            wide.index,
            N_("a line of {width} px; at most {limit} ({over} px too wide)"),
            {
                "width": width,
                "limit": limit,
                "over": width - limit,
                "cut": cut,
                "lines": _beside(subject, text or ""),
            },
            help=help_,
            row=wide.row,
            span=_overhang(subject, wide),
            fixable=text is not None,
        )


@rule(
    "FIT004",
    "does-not-fit-at-all",
    Severity.ERROR,
    "track",
    summary=N_("A text is too long for the frame, wherever its lines end."),
    reason=N_(
        "No break makes it fit, so only a person can help: a shorter text, or two cues. It is "
        "found by FIT001's measure, for texts with a line that is too wide."
    ),
    fails=(
        "1\n00:00:01,000 --> 00:00:07,000\nI have been waiting for you here since yesterday "
        "evening,\nand nobody at all could tell me where you had gone.\n"
    ),
    passes=(
        "1\n00:00:01,000 --> 00:00:07,000\nI have waited since last night\n"
        "and nobody knew a thing.\n"
    ),
    enabled=False,
    parameters=[_MAX_LINES],
)
def does_not_fit_at_all(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    lines = parameters.integer("max_lines")
    for wide in wide_cues(subject):
        excess = refit(subject, wide, lines).excess
        if excess is not None:
            yield at_text(
                subject,
                wide.index,
                N_("no break makes it fit on {lines} lines of {limit} px: {over} px too long")
                if lines != 1
                else N_("it does not fit on one line of {limit} px: {over} px too long"),
                {
                    "lines": lines,
                    "limit": floor(wide.limit),
                    "over": ceil(excess.width),
                    "cut": excess.characters,
                },
                help=N_("cut one character, or make two cues of it")
                if excess.characters == 1
                else N_("cut about {cut} characters, or make two cues of it"),
                row=wide.row,
                span=_overhang(subject, wide),
            )


def _beside(subject: TrackSubject, text: str) -> str:
    """The lines of a text without mark-up, for one line of a report."""
    from goglobal.subtitles.markup import plain

    return " / ".join(plain(text).split("\n"))


def _overhang(subject: TrackSubject, wide: Wide) -> Span | None:
    """From where to where a line as it stands in the file is too wide."""
    place = locate(cue_line(subject, wide.index, wide.row), wide.line)
    room = room_of(subject)
    if place is None or room is None:
        return place
    bound, line = room.ruler.bound, wide.line
    share = wide.limit / wide.width
    if not isfinite(bound(line)):
        return place[0] + int(len(line) * share), place[1]
    most = bound(line) * share
    sizes = range(1, min(len(line), _LONGEST))
    return place[0] + bisect_right(sizes, most, key=lambda size: bound(line[:size])), place[1]


@rule(
    "FIT003",
    "missing-glyph",
    Severity.WARNING,
    "track",
    summary=N_("The font has no glyph for a character."),
    reason=N_(
        "The player shows an empty box, or looks for the character in some font of the phone, and "
        "nobody knows how wide it is there. Checked are the profile's font file, or else the Noto "
        "fonts, which hold more than most players have."
    ),
    fails=N_("A letter of a private alphabet (U+E000), which only one vendor's font knows."),
    passes=N_("The same word in letters that Unicode has."),
    enabled=False,
    qc_term="ILLEGAL-CHARACTERS",
)
def missing_glyph(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    room = room_of(subject)
    if room is None:
        return
    signs = "".join(dict.fromkeys(subject.plain_text))
    missing = _IGNORABLE.sub("", room.ruler.missing(signs))
    if not missing:
        return
    any_of = re.compile(f"[{re.escape(missing)}]")
    found = [index for index, text in enumerate(subject.plain) if any_of.search(text)]
    total = len(subject.plain)
    if len(found) > _MOST_CUES and 2 * len(found) > total:
        # a script that no font has is one cause
        yield _missing(room, subject, found[0], missing, any_of, (len(found), total))
        return
    for index in found:
        signs = "".join(dict.fromkeys(any_of.findall(subject.plain[index])))
        yield _missing(room, subject, index, signs, any_of, None)


_IGNORABLE = re.compile(
    "[\x00-\x20\x7f-\xa0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Controls, and what Unicode says is drawn as nothing where it is not known (UAX #44,
Default_Ignorable_Code_Point)."""


def _missing(  # noqa: PLR0917 - private
    room: Room,
    subject: TrackSubject,
    index: int,
    missing: str,
    any_of: re.Pattern[str],
    cues: tuple[int, int] | None,
) -> Found:
    text = subject.track.cues[index].text
    match = any_of.search(text)
    row, start = row_at(text, match.start()) if match else (0, 0)
    font = room.ruler.typeface.font
    if font is None:
        message = N_("no Noto font has {characters}")
        if cues:
            message = N_("no Noto font has {characters}, in {count} of {total} cues")
        help_ = N_("write it with other characters; most players show an empty box")
    else:
        message = N_("the font {font} does not have {characters}")
        if cues:
            message = N_("the font {font} does not have {characters}, in {count} of {total} cues")
        help_ = N_(
            "write it with other characters, or add them to the font; it is measured in Noto here, "
            "but the player may have no other font"
        )
    return at_text(
        subject,
        index,
        message,
        {
            "font": re.split(r"[/\\]", font or "")[-1],
            "characters": _named(missing),
            "count": cues[0] if cues else 1,
            "total": cues[1] if cues else 1,
        },
        help=help_,
        row=row,
        span=(start, start + 1) if match else None,
        whole=cues is not None,
    )


def _named(characters: Sequence[str]) -> str:
    """`Ꜿ (U+A73E), …`."""
    shown = [f"{_visible(c)} ({code_point(c)})" for c in characters[:_SHOWN]]
    return ", ".join([*shown, *("…" for _ in characters[_SHOWN : _SHOWN + 1])])


def _visible(character: str) -> str:
    return f"\u25cc{character}" if unicodedata.category(character)[0] == "M" else character


RULES = (too_wide, does_not_fit_at_all, missing_glyph)
