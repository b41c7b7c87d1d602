"""Subtitle files: bytes to tracks that have lost nothing, tracks to bytes, and exact retiming.

    from goglobal import subtitles

    track = subtitles.read("ep001.srt", language="th")
    data = subtitles.write(subtitles.shift(track, 200), "webvtt")

Every name is loaded when it is first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goglobal.subtitles.formats import FORMATS, READABLE, detect, losses, parse, read, write
    from goglobal.subtitles.interchange import from_pysrt, to_pysrt
    from goglobal.subtitles.retiming import concatenate, scale, shift, slice_

__all__ = [
    "FORMATS",
    "READABLE",
    "concatenate",
    "detect",
    "from_pysrt",
    "losses",
    "parse",
    "read",
    "scale",
    "shift",
    "slice_",
    "to_pysrt",
    "write",
]

_HOMES = {
    "FORMATS": "formats",
    "READABLE": "formats",
    "detect": "formats",
    "losses": "formats",
    "parse": "formats",
    "read": "formats",
    "write": "formats",
    "from_pysrt": "interchange",
    "to_pysrt": "interchange",
    "concatenate": "retiming",
    "scale": "retiming",
    "shift": "retiming",
    "slice_": "retiming",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
