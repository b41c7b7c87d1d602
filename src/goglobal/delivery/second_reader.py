"""Proof that other people's software reads the SRT that we wrote: pysrt reads it as well."""

from __future__ import annotations


def reads_the_same(data: bytes) -> bool:
    """Whether pysrt finds the same cues in an SRT file as our own reader does."""
    from goglobal import subtitles

    track = subtitles.parse(data, format="srt")
    ours = subtitles.to_pysrt(track)
    text = data.decode("utf-8-sig", "replace")
    theirs = type(ours).from_string(text)
    return len(ours) == len(theirs) and all(
        (a.start.ordinal, a.end.ordinal) == (b.start.ordinal, b.end.ordinal)
        and a.text.split() == b.text.split()
        for a, b in zip(ours, theirs, strict=True)
    )
