"""What fits next to each other on the screen, and where a line may end that does not.

`width` is public: how wide a line of text is in a player's font, as it is drawn.
"""

from __future__ import annotations

from typing import Literal

__all__ = ["width"]


def width(
    text: str,
    *,
    language: str,
    size: float,
    weight: Literal["regular", "bold"] = "regular",
    font: str | None = None,
) -> float:
    """The shaped width of one line in pixels, at `size` pixels.

    `text` is shown as it stands, so mark-up counts as text; a line feed counts as a space.
    `language` (a BCP 47 tag) picks the fonts: Noto Sans and what it has for each script. `font`
    is the path of a font file that leads instead; what it has no glyph for is measured in Noto.
    Raises `ValueError` for a size that is not positive or an unknown weight, and `FontError` for a
    file that is no font.
    """
    from goglobal.fit.rulers import ruler_of
    from goglobal.fit.typefaces import Typeface

    return ruler_of(language, Typeface(size=size, weight=weight, font=font)).width(text)
