"""What the lines of a cue would be mended to: TXT001, TXT002 and TXT011, before anybody writes it.

A rule marks as fixable what has such a mend. Each knows its own limit only; for the other's it
takes the default, and `goglobal fix` drops a mend that breaks what the profile says instead. Where
the profile has a frame, a line has to be narrow enough for it besides.
"""

from __future__ import annotations

from functools import partial

from goglobal.profiles.schema import RuleSetting
from goglobal.rules.base import AnyRule, resolve
from goglobal.rules.counting import width
from goglobal.rules.room import with_room
from goglobal.rules.subjects import TrackSubject


def in_fewer_lines(subject: TrackSubject, index: int, most: int) -> str | None:
    """The text of the cue at `index` in at most `most` lines, or None.

    One line where TXT011 would ask for it; else `most` lines, which are then the shortest.
    """
    from goglobal.rules.text import line_too_long, one_line_would_do

    if len(_lines(subject, index)) <= most:
        return None
    limit = _own_limit(subject, line_too_long)
    return (
        _broken(subject, index, _own_limit(subject, one_line_would_do), 1, 1)
        or _broken(subject, index, limit, most, most)
        or _broken(subject, index, limit, 1, most)
    )


def in_shorter_lines(subject: TrackSubject, index: int, limit: float) -> str | None:
    """The text of the cue at `index` in lines of at most `limit` characters, or None.

    In no more lines than TXT001 allows, or than it has.
    """
    from goglobal.rules.text import too_many_lines

    lines = _lines(subject, index)
    if all(width(line, subject.language) <= limit for line in lines):
        return None
    own = resolve(too_many_lines.rule, RuleSetting()).integer("max_lines")
    return _broken(subject, index, limit, 1, max(own, len(lines)))


def on_one_line(subject: TrackSubject, index: int, limit: float) -> str | None:
    """The text of the cue at `index` on one line of at most `limit` characters, or None."""
    return _broken(subject, index, limit, 1, 1) if len(_lines(subject, index)) > 1 else None


def _lines(subject: TrackSubject, index: int) -> list[str]:
    """The lines of a cue that are not empty, without mark-up."""
    return [line for line in subject.plain[index].split("\n") if line.strip()]


def _own_limit(subject: TrackSubject, function: AnyRule) -> float:
    """The limit that a rule has by itself for this track."""
    parameters = resolve(
        function.rule,
        RuleSetting(),
        language=subject.language,
        kind=subject.kind,
        audience=subject.series.audience,
    )
    return parameters.number("max_cpl")


def _broken(subject: TrackSubject, index: int, limit: float, least: int, most: int) -> str | None:
    from goglobal.fit.marked import break_marked

    cue = subject.track.cues[index]
    return break_marked(
        cue.text,
        language=subject.language,
        min_lines=least,
        max_lines=most,
        limit=limit,
        measure=with_room(subject, cue, limit, partial(width, language=subject.language)),
    )
