"""The mend of lines that are too wide for the frame: FIT001.

The lines are broken anew as the language does it, measured as the platform's player draws them; no
word changes. What no break makes fit is left to a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from goglobal.fixing.base import Mend, with_texts
from goglobal.model import Cue
from goglobal.rules.base import Parameters
from goglobal.rules.room import in_narrower_lines
from goglobal.rules.subjects import TrackSubject


def narrower_lines(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """Lines that are too wide (FIT001) are broken, in as few lines as there have to be."""
    most = parameters.integer("max_lines")
    return with_texts(
        subject, touched, lambda index, cue: in_narrower_lines(subject, index, most) or cue.text
    )


MENDS: dict[str, Mend] = {"FIT001": narrower_lines}
