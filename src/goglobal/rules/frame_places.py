"""FIT002: text that stands behind the interface of the app that plays it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil

import msgspec

from goglobal.errors import Argument
from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.model import Cue
from goglobal.profiles.schema import Fit
from goglobal.rules.base import Parameters, rule
from goglobal.rules.places import at_text
from goglobal.rules.room import room_of
from goglobal.rules.subjects import TrackSubject

_MOST_CUES = 5
"""Cues that are told one by one even where they are most of the file."""
_MARGIN = " \t"
_CODE = re.compile(r"\{[^{}\n]*?\\an?[0-9][^{}\n]*+\}")


class _Hidden(msgspec.Struct, frozen=True):
    """A cue behind a zone."""

    index: int
    zone: str
    depth: float
    """px."""


@rule(
    "FIT002",
    "behind-the-interface",
    Severity.WARNING,
    "track",
    summary=N_("The text stands where the app's interface covers the picture."),
    reason=N_(
        "Buttons and captions lie above the subtitles, so nobody can read what is behind them. "
        "Where the text stands comes from the profile's frame, the number and width of the lines, "
        "and the cue's own place: `{\\an8}`, or WebVTT settings where the platform takes WebVTT. "
        "Apps do not publish their zones, and these change, so this is a warning; it takes a "
        "profile with zones (`[[fit.zones]]`)."
    ),
    fails=N_(
        "A WebVTT cue with `line:95%`, where the app has a panel in the lower quarter of the frame."
    ),
    passes=N_("The same cue without a place of its own, or with `line:60%`."),
    enabled=False,
)
def behind_the_interface(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    fit = subject.profile.fit
    if fit is None or not fit.zones:
        return
    found = _hidden(subject, fit)
    total = len(subject.track.cues)
    if len(found) > _MOST_CUES and 2 * len(found) > total:
        # where most of a file is behind the same thing, it is the place, not the cues
        yield _told(subject, fit, max(found, key=lambda one: one.depth), (len(found), total))
        return
    for one in found:
        yield _told(subject, fit, one, None)


def _hidden(subject: TrackSubject, fit: Fit) -> list[_Hidden]:
    """The cues that a zone hides a part of.

    Nearly all stand where any text of so many lines is clear, and are not measured.
    """
    from goglobal.fit.placing import block, place_of
    from goglobal.fit.zones import clear_lines, met

    named = _named(subject)
    cues, texts = subject.track.cues, subject.plain
    clear = {0: clear_lines(fit)}
    usual = "\\a" not in subject.text and not any([cue.settings for cue in cues])  # noqa: C419
    if usual and max([text.count("\n") for text in texts], default=0) < clear[0]:
        return []
    found: list[_Hidden] = []
    for index, cue in enumerate(cues):
        if named or not cue.settings:
            number = place_of(cue.text, cue.settings)
            if number not in clear:
                clear[number] = clear_lines(fit, number)
            if texts[index].count("\n") < clear[number]:
                continue
        widths = _widths(subject, index)
        if not widths:
            continue
        overlap = met(fit, block(fit, widths, cue.text, cue.settings, named=named))
        if overlap is not None:
            found.append(_Hidden(index, overlap.zone.name, overlap.depth))
    return found


def _named(subject: TrackSubject) -> bool:
    """Whether the platform gets formats with nine places only: settings do not go into them."""
    return "webvtt" not in subject.profile.subtitles.formats


def _widths(subject: TrackSubject, index: int) -> list[float]:
    """How wide the lines of a cue are, px; a line that is too wide counts as wide as there is room
    for, as FIT001 tells of it. Empty: nothing is shown."""
    text = subject.plain[index]
    room = room_of(subject)
    if room is None or not text.strip():
        return []
    upright = "vertical:" in subject.track.cues[index].settings and not _named(subject)
    most = room.down if upright else room.across
    return [min(room.ruler.width(line.strip(_MARGIN)), most) for line in text.split("\n")]


def _told(subject: TrackSubject, fit: Fit, one: _Hidden, cues: tuple[int, int] | None) -> Found:
    """A finding at one cue; `cues`: it stands for so many of all."""
    message = N_("{px} px of the text stand behind the app's “{zone}”")
    if cues is not None:
        message = N_(
            "{px} px of the text stand behind the app's “{zone}”; {count} of {total} cues are "
            "hidden in part"
        )
    cue = subject.track.cues[one.index]
    place, span = _own_place(cue, named=_named(subject))
    help_, arguments = _advice(subject, fit, one.index, place)
    count, total = cues or (1, 1)
    return at_text(
        subject,
        one.index,
        message,
        {"px": ceil(one.depth), "zone": one.zone, "count": count, "total": total, **arguments},
        help=help_,
        span=span,
        whole=cues is not None,
    )


def _own_place(cue: Cue, *, named: bool) -> tuple[str, tuple[int, int] | None]:
    """What gives a cue a place of its own, and where that is in its first line; empty: nothing."""
    if cue.settings and not named:
        return cue.settings[:80], None
    code = _CODE.search(cue.text)
    if code is None:
        return cue.settings[:80], None
    return code[0][:80], code.span() if "\n" not in cue.text[: code.start()] else None


def _advice(
    subject: TrackSubject, fit: Fit, index: int, place: str
) -> tuple[str, dict[str, Argument]]:
    """What to do about a cue that is hidden in part."""
    from goglobal.fit.placing import at_place, place_of
    from goglobal.fit.zones import clear_lines, met

    cue, widths = subject.track.cues[index], _widths(subject, index)
    if place and met(fit, at_place(fit, widths)) is None:
        return (
            N_("take its own place (`{place}`) away: without it, it stands in the clear"),
            {"place": place},
        )
    free = cue.settings and not _named(subject)  # it may stand anywhere
    lines = 0 if free else clear_lines(fit, place_of(cue.text, cue.settings))
    if 0 < lines < len(widths):
        return N_("use fewer lines: {lines} or less stand in the clear"), {"lines": lines}
    other = 2 if fit.anchor == "top" else 8
    if met(fit, at_place(fit, widths, other)) is None:
        codes = {2: ("{\\an2}", "line:-1"), 8: ("{\\an8}", "line:0")}[other]
        code = codes[subject.track.format == "webvtt"]
        return N_("give it another place: with `{code}` it stands in the clear"), {"code": code}
    return N_("write less, or in shorter lines; or ask the platform where its zones are"), {}


RULES = (behind_the_interface,)
