"""The frame of a TTML file: root, head with the regions that occur, and one `p` a cue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from goglobal.subtitles.timecode import FrameRate
from goglobal.subtitles.ttml_text import attribute

NAMESPACES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"'
    ' xmlns:tts="http://www.w3.org/ns/ttml#styling"'
)

_ROWS: dict[int, tuple[str, str, str]] = {
    0: ("bottom", "after", "10% 65%"),
    1: ("middle", "center", "10% 35%"),
    2: ("top", "before", "10% 5%"),
}
"""Three rows that share no point, for IMSC 1.1 forbids regions that overlap: name, displayAlign,
origin. Left and right are told by each `p`, absolutely, as the keypad means them."""

_SIDES = {1: ' tts:textAlign="left"', 2: "", 0: ' tts:textAlign="right"'}

PLACES: Mapping[int, str] = {
    place: f' region="{_ROWS[(place - 1) // 3][0]}"{_SIDES[place % 3]}' for place in range(1, 10)
}
"""The attributes that put a `p` where a number of the keypad says."""


def regions(places: Iterable[int], *, overflow: bool) -> list[str]:
    """The `region` elements that these places need, the bottom first.

    `overflow`: text that is too long for its region is shown nevertheless.
    """
    rows = sorted({(place - 1) // 3 for place in places})
    visible = ' tts:overflow="visible"' if overflow else ""
    return [
        f'<region xml:id="{name}" tts:origin="{origin}" tts:extent="80% 30%"'
        f' tts:displayAlign="{align}" tts:textAlign="center"{visible}/>'
        for name, align, origin in (_ROWS[row] for row in rows)
    ]


def rate_attributes(rate: FrameRate) -> str:
    """What the root says about frames, with a space before it."""
    above, below = rate.multiplier
    return f' ttp:frameRate="{rate.nominal}" ttp:frameRateMultiplier="{above} {below}"'


def document(
    parameters: str,
    language: str | None,
    rows: Sequence[str],
    *,
    styles: Sequence[str] = (),
    layout: Sequence[str] = (),
    body: str = "",
) -> str:
    """A whole file; `parameters` and `body` are attributes with a space before each.

    Space in a text is kept as it stands (`xml:space`).
    """
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<tt {NAMESPACES} xml:lang="{attribute(language or "")}" xml:space="preserve"',
        f"{parameters}>\n  <head>\n",
    ]
    for name, elements in (("styling", styles), ("layout", layout)):
        if elements:
            parts.append(f"    <{name}>\n")
            parts += (f"      {element}\n" for element in elements)
            parts.append(f"    </{name}>\n")
    parts.append(f"  </head>\n  <body{body}>\n    <div>\n")
    parts += rows
    parts.append("    </div>\n  </body>\n</tt>\n")
    return "".join(parts)
