"""Two languages in one cue (TXT015): the source text left above its translation, or below it.

Told by script alone. A line of Chinese is foreign to whatever is not written with Han. A line of
English is not: characters speak it, and sing it with the translation beside; but where more than
half of a file's cues have one, the file is in two languages.
"""

from __future__ import annotations

import re

from goglobal.languages import script
from goglobal.rules.scripts import letters, written_with
from goglobal.rules.signs import HAN
from goglobal.rules.subjects import TrackSubject

SHARE = 0.5
"""The share of a file's cues that have a line of English, above which it is in two languages."""
FEWEST = 3
"""With fewer such cues, the share says nothing."""
SURE = 6
"""Han characters in a line from which no doubt is left: a name has fewer."""

_HAN = re.compile(f"[{HAN}]")
_HAN_LINE = re.compile(rf"[\s\-—–]*(?:[{HAN}][\s，。！？、：；…,.!?·\d]*){{4,}}")
_ENGLISH = re.compile(
    r"(?=.*[a-z])[^\w\n]*+(?:[A-Za-z0-9]++(?:['’-][A-Za-z]++)*+[ ,.!?;:\"“”…—-]*+){3,}"
)


def source_rows(subject: TrackSubject) -> dict[int, tuple[int, bool]]:
    """Cue index to the 0-based row of its line in another language, and whether that is sure."""
    rows: dict[int, tuple[int, bool]] = {}
    main = subject.language.split("-", 1)[0]
    if main not in {"zh", "ja", "yue", "und"} and any(map(_HAN.match, subject.signs)):
        for index in subject.broken:
            found = _row_of_han(subject.plain[index].split("\n"))
            if found is not None:
                rows[index] = found
    own = written_with(script(subject.language)) - {"Latn"}
    if own and any(" " in line for line in filter(str.isascii, subject.lines)):
        english = {
            index: (row, True)
            for index in subject.broken
            if (row := _row_of_english(subject.plain[index].split("\n"), own)) is not None
        }
        if len(english) >= max(FEWEST, len(subject.plain) * SHARE):
            rows |= english
    return rows


def _row_of_han(lines: list[str]) -> tuple[int, bool] | None:
    """Fewer than four characters, Han in quotes or brackets and Han mixed with other letters leave
    so much doubt that nothing is said."""
    for row, line in enumerate(lines):
        if _HAN_LINE.fullmatch(line):
            others = [o for o in lines if sum(map(str.isalpha, o)) >= 4 and not _HAN.search(o)]
            return (row, len(_HAN.findall(line)) >= SURE) if others else None
    return None


def _row_of_english(lines: list[str], own: frozenset[str]) -> int | None:
    """The row of three or more words in Latin letters beside a line in the letters of `own`."""
    row = next((row for row, line in enumerate(lines) if _ENGLISH.fullmatch(line)), None)
    if row is None or not any(own.intersection(letters(line)) for line in lines):
        return None
    return row
