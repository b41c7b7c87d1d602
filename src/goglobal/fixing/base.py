"""What a mend is: a pure function from a track to new cues, for the cues where one rule fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from goglobal.model import Cue
from goglobal.rules.base import Parameters
from goglobal.rules.subjects import TrackSubject

Mend = Callable[[TrackSubject, Parameters, frozenset[int]], Sequence[Cue]]
"""Takes the subject, the parameters that the rule ran with, and the 0-based indexes of the cues in
the subject's track that it may change: those with a fixable, unwaived finding of the rule. Returns
all cues of the track, in file order. A cue that it cannot mend for certain it hands back as it is.
What is handed over is never changed."""

REWRITTEN = frozenset(
    {"SUB002", "SUB003", "SUB004", "SUB005", "SUB006", "SUB008", "SUB010"},
)
"""Rules that hold as soon as the file is written anew from what was read; no mend is needed."""

ORDER: tuple[str, ...] = (
    "SUB014",  # letters first: every other rule reads them
    "SUB011",
    "SUB012",
    "TXT005",
    "TXT012",
    "TXT003",
    "SUB007",  # a cue may turn out to be empty only now
    "TIM008",  # the rules of time compare neighbours
    "TIM001",
    "TIM010",
    "TIM006",
    "TIM007",
    "TXT009",
    "TXT007",
    "TXT008",
    "TXT010",
    "TXT001",  # lines last: everything above changes how long they are
    "TXT002",
    "FIT001",
    "TXT011",
)
"""Which rule is mended before which; one that is not named here comes after all that are."""


def with_texts(
    subject: TrackSubject, touched: frozenset[int], text_of: Callable[[int, Cue], str]
) -> tuple[Cue, ...]:
    """The subject's cues, those in `touched` with the text that `text_of` gives (index, cue)."""
    cues = list(subject.track.cues)
    for index in touched:
        cue = cues[index]
        text = text_of(index, cue)
        if text != cue.text:
            cues[index] = msgspec.structs.replace(cue, text=text)
    return tuple(cues)


def in_order(codes: Iterable[str]) -> list[str]:
    """Codes in the order in which they are mended."""
    places = {code: place for place, code in enumerate(ORDER)}
    return sorted(codes, key=lambda code: (places.get(code, len(places)), code))
