"""How many characters a line has room for on a frame, by language, derived from ordinary dialogue.

An estimate, for briefs and contracts: FIT001 measures the line itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import floor
from pathlib import Path
from statistics import median

import msgspec

from goglobal import fit as _fit
from goglobal.fit.rulers import Ruler, ruler_of
from goglobal.fit.typefaces import typeface_of
from goglobal.profiles.schema import Fit
from goglobal.rules.counting import width as counted

_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})


class LineLimit(msgspec.Struct, frozen=True, kw_only=True):
    """Characters a line, counted as in TXT002."""

    language: str
    always: float
    """As many fit, whichever words they are: the fewest that did not, less one."""
    typical: float
    """As many fit in half of the places: the room, by what characters take there."""
    never: float
    """More did not fit anywhere."""


def room_across(fit: Fit) -> float:
    """How wide a line may be, px: between the margins, and inside the outline."""
    return max(1.0, fit.width - fit.left - fit.right - 2 * fit.outline)


def sampled() -> tuple[str, ...]:
    """The languages whose limits can be derived."""
    return tuple(_dialogue())


def line_limit(fit: Fit, language: str) -> LineLimit | None:
    """The limit of one language; None: there is no dialogue to derive it from.

    Raises FontError where the frame's font cannot be used.
    """
    main = language.split("-", 1)[0]
    near = {tag.split("-", 1)[0]: tag for tag in reversed(sampled())}
    sample = language if language in _dialogue() else near.get(main)
    if sample is None:
        return None
    ruler = ruler_of(language, typeface_of(fit))
    most = room_across(fit)
    fitting: list[float] = []
    room: list[float] = []
    too_long: list[float] = []
    for fits, longer in _windows(ruler, _dialogue()[sample], main, most):
        fitting.append(counted(fits, language))
        room.append(fitting[-1] * most / ruler.width(fits))
        too_long.append(counted(longer, language))
    if not fitting:
        return LineLimit(language=language, always=0, typical=0, never=0)
    step = 0.5 if main == "ko" else 1
    return LineLimit(
        language=language,
        always=max(0.0, min(too_long) - step),
        typical=floor(median(room) / step) * step,
        never=max(fitting),
    )


def _windows(ruler: Ruler, lines: list[str], main: str, most: float) -> Iterator[tuple[str, str]]:
    """From every word on, or every character where words are not parted: the longest text that
    fits, and the same with one more."""
    spaced = main not in _UNSPACED
    pieces = [word for line in lines for word in (line.split() if spaced else line)]
    between = " " if spaced else ""
    step = 1 if spaced else 3
    for start in range(0, len(pieces), step):
        text = pieces[start]
        for piece in pieces[start + 1 :]:
            longer = f"{text}{between}{piece}"
            if ruler.bound(longer) > most and ruler.width(longer) > most:
                if ruler.width(text) <= most:
                    yield text, longer
                break
            text = longer


@cache
def _dialogue() -> dict[str, list[str]]:
    path = Path(_fit.__file__).parent / "data" / "dialogue.json"
    return msgspec.json.decode(path.read_bytes(), type=dict[str, list[str]])
