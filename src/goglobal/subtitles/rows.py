"""The lines of a cue text in a file: what cannot stand there as it is, and how it comes back.

An empty line ends a cue, and a line that looks like a time line begins one. So a writer puts a
no-break space (U+00A0) at the end of a line that is nothing but white space, and a word joiner
(U+2060) before a line that would be taken for a time line: both are invisible, players keep
the text together, and the reader takes exactly one of each away again. A line of one no-break
space in somebody's file therefore reads as the empty line that it stands for.
"""

from __future__ import annotations

import re

from goglobal.subtitles.clocks import SPACE
from goglobal.subtitles.timing import LINE, understand

NO_BREAK_SPACE = "\u00a0"
WORD_JOINER = "\u2060"

BLANK = (
    " \t\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""White space as Python knows it, but for U+00A0: a line of these is a blank line."""

BLANK_LINE = re.compile(rf"\n[{BLANK[:2]}{BLANK[3:]}]*+(?=\n)")

SUSPECT = re.compile(
    rf"\n(?![^\W\d])(?:{SPACE}*+(?:[\n\0]|\Z)"
    rf"|[^\w\n]{{0,12}}+\d[^\n]{{0,30}}?\d{SPACE}{{0,2}}[:：;.．,，。'’]{SPACE}{{0,2}}\d)"
)
"""A line that is blank or may be a time line, in a text that begins with a line feed; a NUL ends
a line too (`inspection.BETWEEN`)."""


def is_blank(line: str) -> bool:
    """Whether a line ends a cue: white space only, and no U+00A0 in it."""
    return not line.strip(BLANK)


def to_file(text: str) -> str:
    """The lines of a cue text as they may stand in an SRT file; `from_file` is the way back."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text or not ("-->" in text or SUSPECT.search("\n" + text)):
        return text
    return "\n".join(_line_to_file(line) for line in text.split("\n"))


def _line_to_file(line: str) -> str:
    if not line.strip():
        return line + NO_BREAK_SPACE
    return WORD_JOINER + line if _like_timing(line.lstrip(WORD_JOINER)) else line


def from_file(text: str) -> str:
    """The lines of a cue as they stand in a file, without what a writer put there."""
    if NO_BREAK_SPACE not in text and WORD_JOINER not in text:
        return text
    return "\n".join(map(_line_from_file, text.split("\n")))


def _line_from_file(line: str) -> str:
    if line.endswith(NO_BREAK_SPACE) and not line.strip():
        return line[:-1]
    if line.startswith(WORD_JOINER) and _like_timing(line.lstrip(WORD_JOINER)):
        return line[1:]
    return line


def _like_timing(line: str) -> bool:
    match = LINE.match("\n" + line)
    if match is None:
        return False
    timing = understand(match)
    if timing is None:
        return False
    return timing.certain or timing.counter is not None or "-->" in line
