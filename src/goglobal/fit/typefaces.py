"""What a player draws its subtitles with, as far as it decides how wide they are."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Literal

import msgspec

from goglobal.profiles.frames import is_file

if TYPE_CHECKING:
    from goglobal.profiles.schema import Fit


class Typeface(msgspec.Struct, frozen=True, kw_only=True):
    """Font, size, weight and spacing. Raises `ValueError` for what cannot be drawn."""

    size: float
    """px."""
    weight: Literal["regular", "bold"] = "regular"
    letter_spacing: float = 0
    """px, behind every letter; it may be negative."""
    font: str | None = None
    """The path of the user's own font file; None: Noto Sans."""

    def __post_init__(self) -> None:
        if not (isfinite(self.size) and self.size > 0):
            raise ValueError(f"a size must be above 0, not {self.size!r}")
        if not isfinite(self.letter_spacing):
            raise ValueError(f"letters cannot be {self.letter_spacing!r} apart")
        if self.weight not in ("regular", "bold"):
            raise ValueError(f"a weight is regular or bold, not {self.weight!r}")


def typeface_of(fit: Fit) -> Typeface:
    """The typeface that a profile's `[fit]` names."""
    return Typeface(
        size=fit.size,
        weight="bold" if fit.weight == "bold" else "regular",
        letter_spacing=fit.letter_spacing,
        font=fit.font if is_file(fit.font) else None,
    )
