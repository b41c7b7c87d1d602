"""pysrt's objects, both ways: the type that users' scripts have. The only module with pysrt.

pysrt is GPL-3.0; it is imported when one of these functions is called, and nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goglobal.messages import N_
from goglobal.model import Cue, Track
from goglobal.subtitles.deviations import Collector

if TYPE_CHECKING:
    import pysrt


def to_pysrt(track: Track) -> pysrt.SubRipFile:
    """A track as a `pysrt.SubRipFile`: counters from 1, texts and milliseconds as they are.

    Raises GoGlobalError for a time below zero, which pysrt would turn into zero.
    """
    import pysrt

    from goglobal.subtitles.srt import refuse_negative

    refuse_negative(track.cues)
    time = pysrt.SubRipTime.from_ordinal
    return pysrt.SubRipFile(
        items=[
            pysrt.SubRipItem(index=number, start=time(cue.start), end=time(cue.end), text=cue.text)
            for number, cue in enumerate(track.cues, 1)
        ]
    )


def from_pysrt(file: pysrt.SubRipFile, *, language: str | None = None) -> Track:
    """A `pysrt.SubRipFile` as a track. Player coordinates (`X1:…`) are a finding (SUB008)."""
    out = Collector()
    cues = []
    for position, item in enumerate(file, 1):
        number = item.index if isinstance(item.index, int) else None
        cues.append(Cue(item.start.ordinal, item.end.ordinal, item.text, number))
        if item.position:
            out.add(
                "SUB008",
                line=None,
                cue=position,
                message=N_("behind the times stands `{text}`, which SRT has no place for"),
                arguments={"text": item.position[:80], "characters": len(item.position)},
                help=N_("take it away; a cue at the top of the picture begins with `{{\\an8}}`"),
                excerpt=item.position,
            )
    return Track(cues=tuple(cues), language=language, findings=out.findings(), name=file.path or "")
