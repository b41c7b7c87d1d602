"""The shape of the picture, as `9:16`."""

from __future__ import annotations

import re
from math import gcd

from goglobal.errors import UsageError
from goglobal.messages import N_

_RATIO = re.compile(r"([1-9][0-9]{0,4})[:/xX]([1-9][0-9]{0,4})")


def parse_ratio(text: str) -> tuple[int, int]:
    """Width and height of `9:16` or `1080x1920` in lowest terms; raises UsageError for others."""
    match = _RATIO.fullmatch(text.strip())
    if match is None:
        raise UsageError(
            N_("`{found}` is no aspect ratio"),
            {"found": text[:40]},
            N_("width and height as `9:16`"),
        )
    width, height = int(match[1]), int(match[2])
    common = gcd(width, height)
    return width // common, height // common
