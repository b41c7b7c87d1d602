"""Mends of the number and the length of a cue's lines: TXT001, TXT002, TXT011.

The lines are broken anew as the language does it (`goglobal.fit`); no word changes. What finds no
break that satisfies the rule is left to a person, who may shorten the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from goglobal.fixing.base import Mend, with_texts
from goglobal.model import Cue
from goglobal.rules.base import Parameters
from goglobal.rules.lines import in_fewer_lines, in_shorter_lines, on_one_line
from goglobal.rules.subjects import TrackSubject


def fewer_lines(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """Too many lines (TXT001) become as many as there may be, or one where that surely fits."""
    most = parameters.integer("max_lines")
    return with_texts(
        subject, touched, lambda index, cue: in_fewer_lines(subject, index, most) or cue.text
    )


def shorter_lines(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """Lines that are too long (TXT002) are broken, in as few lines as there have to be."""
    level = parameters.number("max_cpl")
    upright = parameters.number("max_cpl_vertical") or level

    def mended(index: int, cue: Cue) -> str:
        limit = upright if "vertical:" in cue.settings else level
        return in_shorter_lines(subject, index, limit) or cue.text

    return with_texts(subject, touched, mended)


def joined_lines(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """Two lines that fit on one (TXT011) are joined."""
    limit = parameters.number("max_cpl")
    return with_texts(
        subject, touched, lambda index, cue: on_one_line(subject, index, limit) or cue.text
    )


MENDS: dict[str, Mend] = {
    "TXT001": fewer_lines,
    "TXT002": shorter_lines,
    "TXT011": joined_lines,
}
