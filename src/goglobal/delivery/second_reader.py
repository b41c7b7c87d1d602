"""Proof that other people's software reads the SRT that we wrote: pysrt reads it as well."""

from __future__ import annotations

_JOINER = "\u2060"
"""What our writer puts before a line that looks like a time; nobody sees it."""


def reads_the_same(data: bytes) -> bool:
    """Whether pysrt finds the same cues in an SRT file as our own reader does.

    The same counters, times and lines, each line as it is but for white space around it. What
    pysrt leaves out, or takes for player coordinates, is not the same. Cues without text are
    nothing to either.
    """
    from goglobal import subtitles

    track = subtitles.parse(data, format="srt")
    ours = subtitles.to_pysrt(track)
    theirs = type(ours).from_string(data.decode("utf-8-sig", "replace"))
    said, heard = ([one for one in file if _lines(one.text)] for file in (ours, theirs))
    return len(said) == len(heard) and all(
        (a.index, a.start.ordinal, a.end.ordinal) == (b.index, b.start.ordinal, b.end.ordinal)
        and _lines(a.text) == _lines(b.text)
        and not b.position
        for a, b in zip(said, heard, strict=True)
    )


def _lines(text: str) -> list[str]:
    """The lines that a viewer sees, without blank ones at the end."""
    lines = [line.lstrip(_JOINER).strip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return lines
