"""TRN: how a translation's times lie against the source's, and whose times they are."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.alignment import TOLERANCE, Drift
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.drifting import in_whole_seconds
from goglobal.rules.duplicates import COPY
from goglobal.rules.fitting import Other, swapped_with
from goglobal.rules.moved_text import CERTAIN as CERTAINLY_MOVED
from goglobal.rules.moved_text import find_moved
from goglobal.rules.places import at_text, at_time, seconds, short
from goglobal.rules.sketching import SEPARATOR, shared, sketch
from goglobal.rules.subjects import TrackSubject

CERTAIN = 10
"""Cues on either side from which times are as good as a signature."""
UNLIKE = 0.4
"""Share of matching starts below which a file follows another cut or another series."""


@rule(
    "TRN003",
    "timing-drift",
    Severity.ERROR,
    "track",
    by_target=False,
    summary=N_("All cues come too early or too late, or drift away from the source's."),
    reason=N_(
        "A file timed for another cut begins earlier or later by the same time everywhere, or from "
        "some cue on; one timed at another frame rate drifts; and where a tool dropped or doubled "
        "a line, the texts of all that follow stand one cue too early or too late. Text that does "
        "not meet the mouth is the first thing viewers complain about. Cues moved by a few frames "
        "are none of this."
    ),
    fails=N_("every cue 2 seconds later than in the source"),
    passes=N_("cues within 0.2 seconds of the source's, merged, split or left out as needed"),
    parameters=(
        Parameter(
            name="tolerance_ms",
            default=180,
            doc=N_("milliseconds that a whole file, or all that follows a cut, may be off"),
            source="goglobal: 0.2 s are seen; the measure of 10 cues or more errs by up to 20 ms",
        ),
        Parameter(
            name="error_ms",
            default=500,
            doc=N_("milliseconds off from which it is an error, not a warning"),
            source="goglobal: an estimate; a line half a second late meets no mouth",
        ),
    ),
)
def timing_drift(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    source = subject.timed
    if source is None or not subject.belongs:
        return
    drift = subject.clock
    if drift is None:
        yield _unlike(subject)
        return
    yield from _moved(subject)
    times = (min(c.start for c in source.cues), max(c.end for c in source.cues))
    if drift.steps:
        yield from _changed(subject, drift, times[0], parameters)
        return
    first, last = (drift.of(time) - time for time in times)
    severity = _severity(max(abs(first), abs(last)), parameters)
    if severity is not None:
        yield _drifted(subject, drift, (first, last), severity)


def _moved(subject: TrackSubject) -> Iterator[Found]:
    """Texts that stand one cue from where they belong, whatever the times are."""
    source = subject.source
    if source is None or not subject.pairs or not subject.translated:
        return
    moved = find_moved(source, subject.plain, subject.pairs)
    if moved is None:
        return
    yield at_text(
        subject,
        moved.first,
        N_(
            "the texts of cues {first} to {last} seem to stand one cue too late: cue {first} "
            "says what source cue {source} does"
        )
        if moved.by > 0
        else N_(
            "the texts of cues {first} to {last} seem to stand one cue too early: cue {first} "
            "says what source cue {source} does"
        ),
        {"first": moved.first + 1, "last": moved.last + 1, "source": moved.source + 1},
        help=N_("compare these cues with the source and move their texts by one; the times stay"),
        severity=Severity.ERROR if moved.evidence >= CERTAINLY_MOVED else Severity.WARNING,
        whole=True,
    )


def _severity(most: float, parameters: Parameters) -> Severity | None:
    if most <= parameters.number("tolerance_ms"):
        return None
    return Severity.WARNING if most < parameters.number("error_ms") else Severity.ERROR


def _drifted(
    subject: TrackSubject, drift: Drift, ends: tuple[float, float], severity: Severity
) -> Found:
    if drift.rates is None:
        return at_time(
            subject,
            _earliest(subject),
            N_("every cue comes {seconds} s later than in the source")
            if drift.offset > 0
            else N_("every cue comes {seconds} s earlier than in the source"),
            {"seconds": seconds(abs(drift.offset)), "ms": -drift.offset},
            help=N_("shift the whole file by {ms} ms, or get the one made for this cut"),
            severity=severity,
            whole=True,
        )
    own, other = drift.rates
    return at_time(
        subject,
        _earliest(subject),
        N_(
            "the times run {ratio} times the source's, as if for {other} frames a second instead "
            "of {own}: {first} s off at the beginning, {last} s at the end"
        ),
        {
            "ratio": f"{own}/{other}",
            "inverse": f"{other}/{own}",
            "own": own,
            "other": other,
            "first": seconds(ends[0]),
            "last": seconds(ends[1]),
            "ms": -drift.offset,
        },
        help=N_("shift the whole file by {ms} ms, then scale its times by {inverse}"),
        severity=severity,
        whole=True,
    )


def _changed(
    subject: TrackSubject, drift: Drift, first: int, parameters: Parameters
) -> Iterator[Found]:
    """One finding for each stretch of cues that is off."""
    order = sorted(range(len(subject.starts)), key=subject.starts.__getitem__)
    parts = [(first + drift.offset, drift.offset)]
    parts += [(step.start + step.offset, step.offset) for step in drift.steps]
    begins = [_position(subject, order, start) for start, _ in parts]
    begins[0] = 0
    for place, (begin, (_, offset)) in enumerate(zip(begins, parts, strict=True)):
        severity = _severity(abs(offset), parameters)
        end = begins[place + 1] if place + 1 < len(begins) else len(order)
        if severity is None or end <= begin:
            continue
        arguments = {
            "seconds": seconds(abs(offset)),
            "ms": -offset,
            "first": order[begin] + 1,
            "last": order[end - 1] + 1,
        }
        if end == len(order):
            message = (
                N_("from this cue on, every cue comes {seconds} s later than in the source")
                if offset > 0
                else N_("from this cue on, every cue comes {seconds} s earlier than in the source")
            )
        else:
            message = (
                N_("cues {first} to {last} come {seconds} s later than in the source")
                if offset > 0
                else N_("cues {first} to {last} come {seconds} s earlier than in the source")
            )
        yield at_time(
            subject,
            order[begin],
            message,
            arguments,
            help=N_(
                "the file was made for another cut: get the one made for this cut, or shift cues "
                "{first} to {last} by {ms} ms"
            ),
            part="start",
            severity=severity,
            whole=True,
        )


def _position(subject: TrackSubject, order: list[int], start: int) -> int:
    """The first of the cues, in order of time, that begins at `start` (ms) or later."""
    return sum(subject.starts[index] < start - TOLERANCE for index in order)


def _unlike(subject: TrackSubject) -> Found:
    if subject.timed is not None and in_whole_seconds(subject.timed, subject.track):
        return at_time(
            subject,
            _earliest(subject),
            N_("every cue begins at a whole second: the milliseconds were lost"),
            help=N_("export the file again, with milliseconds, or get one that has them"),
            severity=Severity.ERROR if _long(subject) else Severity.WARNING,
            whole=True,
        )
    share = subject.aligned.share
    return at_time(
        subject,
        _earliest(subject),
        N_(
            "the times do not follow the source's: {percent} % of the cues begin together, and no "
            "shift or frame rate brings them together"
        ),
        {"percent": short(100 * share, 0)},
        help=N_("check that this file belongs to this series and was made for this cut"),
        severity=Severity.ERROR if share < UNLIKE and _long(subject) else Severity.WARNING,
        whole=True,
    )


@rule(
    "TRN009",
    "swapped-episodes",
    Severity.ERROR,
    "track",
    by_target=False,
    summary=N_("The file's times are those of another episode."),
    reason=N_(
        "Two files that changed names pass every other check, and viewers see one episode's words "
        "over another's pictures. When the cues of an episode begin is as good as a signature: it "
        "holds through merged, split and missing cues and cues moved by hand."
    ),
    fails=N_("ep003.srt with cues that begin when those of the source's episode 4 do"),
    passes=N_("ep003.srt with cues that begin when those of the source's episode 3 do"),
    qc_term="INCORRECT-CONTENT",
)
def swapped_episodes(subject: TrackSubject, _: Parameters) -> Iterator[Found]:
    other = subject.other_episode
    if other is None or _is_copy(subject, other):
        return  # PRJ008 tells of copies
    yield at_time(
        subject,
        _earliest(subject),
        _whose(subject, other),
        {
            "other": other.episode,
            "percent": short(100 * other.share, 0),
            "own": short(100 * subject.aligned.share, 0),
            "seconds": seconds(other.offset),
        },
        help=N_("put the files in their places: this one belongs to episode {other}"),
        severity=None if _long(subject) else Severity.WARNING,
        whole=True,
    )


def _is_copy(subject: TrackSubject, other: Other) -> bool:
    """Whether the file of the episode that this one fits says the same."""
    sibling = subject.siblings.get(other.episode)
    if sibling is None:
        return False
    texts = ([cue.text for cue in track.cues] for track in (subject.track, sibling))
    one, twin = (sketch(SEPARATOR.join(text).casefold()) for text in texts)
    return shared(one, twin) >= COPY


def _whose(subject: TrackSubject, other: Other) -> str:
    sibling = subject.siblings.get(other.episode)
    if sibling is not None and swapped_with(
        sibling, other.episode, subject.episode.number, subject.sources
    ):
        return N_(
            "the file changed places with that of episode {other}: {percent} % of the cues begin "
            "with that episode's source, {own} % with this one's"
        )
    if abs(other.offset) > TOLERANCE:
        return N_(
            "the times are those of episode {other}, moved by {seconds} s: {percent} % of the cues "
            "begin with that episode's source then, {own} % with this one's"
        )
    return N_(
        "the times are those of episode {other}: {percent} % of the cues begin with that episode's "
        "source, {own} % with this one's"
    )


@rule(
    "TRN012",
    "merged-or-split-cue",
    Severity.INFO,
    "track",
    by_target=False,
    enabled=False,
    summary=N_("A cue stands for several of the source's, or several stand for one."),
    reason=N_(
        "Translators merge and split cues, and that is no fault; a reviewer who compares a file "
        "with the source cue by cue wants to know where. Off unless it is asked for."
    ),
    fails=N_("one cue from 00:00:41 to 00:00:45, where the source has two"),
    passes=N_("one cue for each of the source's"),
)
def merged_or_split(subject: TrackSubject, _: Parameters) -> Iterator[Found]:
    for pair in subject.pairs:
        if len(pair.source) == len(pair.target) == 1 or not (pair.source and pair.target):
            continue
        if len(pair.target) == 1:
            message = N_("source cues {first} to {last} are merged into one")
        elif len(pair.source) == 1:
            message = N_("source cue {first} is split into {count}")
        else:
            message = N_("source cues {first} to {last} are cut into {count} others")
        yield at_time(
            subject,
            min(pair.target),
            message,
            {
                "first": min(pair.source) + 1,
                "last": max(pair.source) + 1,
                "count": len(pair.target),
            },
            help=N_("nothing has to be done where all that is said is there"),
        )


def _long(subject: TrackSubject) -> bool:
    source = subject.timed
    return source is not None and min(len(source.cues), len(subject.track.cues)) >= CERTAIN


def _earliest(subject: TrackSubject) -> int:
    return min(range(len(subject.starts)), key=subject.starts.__getitem__)


RULES = (timing_drift, swapped_episodes, merged_or_split)
