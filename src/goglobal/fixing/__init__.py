"""Fixing: what `goglobal fix` would make of one subtitle file, as a value; nothing is written.

Only what every selected target asks for is mended, only where it can be done without changing what
the text says, and only as far as no rule has more to say afterwards than before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goglobal.fixing.changes import Change, Left

if TYPE_CHECKING:
    from goglobal.fixing.base import Mend

__all__ = ["Change", "Left", "mends"]


def mends() -> dict[str, Mend]:
    """Every mend by the code of its rule."""
    from goglobal.fixing import rebreaking, reframing, subtitle, text, timing

    return subtitle.MENDS | timing.MENDS | text.MENDS | rebreaking.MENDS | reframing.MENDS
