"""TRN: a translated track beside the source language's track of the same episode."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.model import Track
from goglobal.rules.alignment import NONE, Drift, Hole, holes
from goglobal.rules.drifting import find_drift
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.places import at_text, clock, seconds, short
from goglobal.rules.sameness import Names, bare, close, is_clause, only_sounds, stays
from goglobal.rules.subjects import TrackSubject

_CUE = "12\n00:00:41,000 --> 00:00:43,000\n"


@rule(
    "TRN001",
    "cue-count",
    Severity.INFO,
    "track",
    summary=N_("The translation has clearly more or fewer cues than the source."),
    reason=N_(
        "Translators merge and split cues, so this alone is no fault; beside other findings it "
        "tells what kind of file this is."
    ),
    fails=N_("12 cues where the source has 20"),
    passes=N_("19 cues where the source has 20"),
    parameters=(
        Parameter(
            name="tolerance",
            default=0.1,
            doc=N_("difference that is not told of, as a share of the source's cues"),
        ),
    ),
)
def cue_count(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    source = _comparable(subject)
    if source is None:
        return
    given, wanted = len(subject.track.cues), len(source.cues)
    if abs(given - wanted) > parameters.number("tolerance") * wanted:
        yield Found(
            message=N_("{given} cues; the source has {wanted}"),
            arguments={"given": given, "wanted": wanted},
            help=N_("compare the file with the source's"),
        )


@rule(
    "TRN002",
    "missing-cues",
    Severity.WARNING,
    "track",
    summary=N_("Something is said in the source, and the translation shows nothing at that time."),
    reason=N_(
        "One line left out may be meant; a run of them is a hole that viewers see. Merged and "
        "split cues count as translated, a file that is shifted as a whole is told of by "
        "timing-drift, and sounds, cries and numbers need no translation."
    ),
    fails=N_("nothing between 00:00:41 and 00:00:52, where the source has four cues"),
    passes=N_("every line of the source has its time covered, whatever the number of cues"),
    parameters=(
        Parameter(
            name="run_cues", default=3, doc=N_("cues in a row without a counterpart: an error")
        ),
        Parameter(
            name="run_ms",
            default=5000,
            doc=N_("milliseconds of text in a row without a counterpart: an error"),
        ),
    ),
)
def missing_cues(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    source = _comparable(subject)
    if source is None:
        return
    drift = find_drift(source, subject.track) or NONE
    skip = [only_sounds(text) for text in _plain(source)]
    found = holes(source, subject.track, drift, skip)
    if not found:
        return
    missing = sum(1 for hole in found for i in range(hole.first, hole.last + 1) if not skip[i])
    wanted = len(skip) - sum(skip)
    if missing > wanted / 2 and missing >= parameters.integer("run_cues"):
        yield Found(
            message=N_("{missing} of {wanted} source cues have no counterpart in time"),
            arguments={"missing": missing, "wanted": wanted},
            help=N_("check that this file belongs to this episode and is complete"),
            severity=Severity.ERROR,
            line=_line(subject, 0),
            cue=1,
        )
        return
    for hole in found:
        yield _missing(subject, source, hole, skip, parameters)


def _missing(
    subject: TrackSubject, source: Track, hole: Hole, skip: list[bool], parameters: Parameters
) -> Found:
    cues = [source.cues[i] for i in range(hole.first, hole.last + 1) if not skip[i]]
    shown = sum(max(0, cue.end - cue.start) for cue in cues)
    long_run = len(cues) >= parameters.integer("run_cues") or shown >= parameters.number("run_ms")
    place = max(0, hole.after - 1)
    one = hole.first == hole.last
    return Found(
        message=N_("source cue {first} at {start} has no counterpart: “{text}”")
        if one
        else N_("source cues {first} to {last} ({start} to {end}) have no counterpart: “{text}”…"),
        arguments={
            "first": hole.first + 1,
            "last": hole.last + 1,
            "start": clock(source.cues[hole.first].start),
            "end": clock(source.cues[hole.last].end),
            "text": " ".join(_plain(source)[hole.first].split())[:60],
        },
        help=N_("translate what is said there, or waive the finding where nothing needs to be"),
        severity=Severity.ERROR if long_run else None,
        line=_line(subject, place),
        cue=place + 1,
    )


@rule(
    "TRN003",
    "timing-drift",
    Severity.ERROR,
    "track",
    summary=N_("All cues come too early or too late, or drift away from the source's."),
    reason=N_(
        "A file timed for another cut begins earlier or later by the same time everywhere; one "
        "timed at another frame rate drifts. Text that does not meet the mouth is the first thing "
        "viewers complain about. Cues moved by a few frames are none of this."
    ),
    fails=N_("every cue 2 seconds later than in the source"),
    passes=N_("cues within 0.2 seconds of the source's, merged, split or left out as needed"),
    parameters=(
        Parameter(
            name="tolerance_ms",
            default=200,
            doc=N_("milliseconds that a whole file may be off"),
        ),
        Parameter(
            name="error_ms",
            default=500,
            doc=N_("milliseconds off from which it is an error, not a warning"),
        ),
    ),
)
def timing_drift(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    source = _comparable(subject)
    drift = None if source is None else find_drift(source, subject.track)
    if source is None or drift is None:
        return
    times = (min(c.start for c in source.cues), max(c.end for c in source.cues))
    first, last = (drift.of(time) - time for time in times)
    most = max(abs(first), abs(last))
    if most > parameters.number("tolerance_ms"):
        late = most < parameters.number("error_ms")
        yield _drifted(subject, drift, first, last, Severity.WARNING if late else None)


def _drifted(
    subject: TrackSubject, drift: Drift, first: float, last: float, severity: Severity | None
) -> Found:
    line = _line(subject, 0)
    if drift.rates is None:
        return Found(
            message=N_("every cue comes {seconds} s later than in the source")
            if drift.offset > 0
            else N_("every cue comes {seconds} s earlier than in the source"),
            arguments={"seconds": seconds(abs(drift.offset)), "ms": -drift.offset},
            help=N_("shift the whole file by {ms} ms, or get the one made for this cut"),
            severity=severity,
            line=line,
            cue=1,
        )
    own, other = drift.rates
    return Found(
        message=N_(
            "the times run {ratio} times the source's, as if for {other} frames a second instead "
            "of {own}: {first} s off at the beginning, {last} s at the end"
        ),
        arguments={
            "ratio": f"{own}/{other}",
            "inverse": f"{other}/{own}",
            "own": own,
            "other": other,
            "first": seconds(first),
            "last": seconds(last),
            "ms": -drift.offset,
        },
        help=N_("shift the whole file by {ms} ms, then scale its times by {inverse}"),
        severity=severity,
        line=line,
        cue=1,
    )


@rule(
    "TRN004",
    "untranslated",
    Severity.WARNING,
    "track",
    summary=N_("Text of the source language was left where its translation should be."),
    reason=N_(
        "A file that was copied and never opened, or lines that were skipped. Names, numbers, "
        "cries and short phrases that both languages share are left out, and so are languages that "
        "write much alike, the two ways to write Chinese among them."
    ),
    fails=_CUE + "你到底想怎么样？",
    passes=_CUE + "What on earth do you want?",
    parameters=(
        Parameter(
            name="max_share",
            default=0.5,
            doc=N_("share of cues equal to the source's from which the whole file is untranslated"),
        ),
    ),
)
def untranslated(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    source, series = subject.source, subject.series
    if source is None or _same_language(subject.language, series.source_language):
        return
    theirs = {bare(text) for text in _plain(source)}
    same = [i for i, text in enumerate(subject.plain) if bare(text) in theirs]
    if not same:
        return
    names = Names(series.glossary, subject.language)
    alike = close(subject.language, series.source_language)
    texts = {i: names.without(subject.plain[i]) for i in same}
    same = [i for i in same if not stays(texts[i])]
    judged = sum(not stays(names.without(text)) for text in subject.plain) if same else 0
    share = len(same) / judged if judged else 0.0
    clauses = [i for i in same if is_clause(texts[i], subject.language)]
    enough = len(same) >= 3 or len(clauses) == judged
    if clauses and enough and share >= (0.9 if alike else parameters.number("max_share")):
        yield at_text(
            subject,
            same[0],
            N_("the file is not translated: {percent} % of its cues are the source's text"),
            {"percent": short(100 * share, 0)},
            help=N_("put the translation in its place"),
            severity=Severity.ERROR,
        )
        return
    for index in () if alike else clauses:
        line = subject.track.cues[index].text.split("\n", 1)[0]
        yield at_text(
            subject,
            index,
            N_("the cue is the source's text"),
            help=N_("translate it; add a name that stays as it is to the glossary"),
            span=(0, len(line)) if line else None,
        )


def _comparable(subject: TrackSubject) -> Track | None:
    """The source track, where comparing times makes sense: forced tracks hold a few signs only."""
    source = subject.source
    if source is None or subject.kind == "forced" or not (source.cues and subject.track.cues):
        return None
    return source


def _plain(track: Track) -> list[str]:
    from goglobal.subtitles.markup import plain

    return [plain(cue.text) for cue in track.cues]


def _line(subject: TrackSubject, index: int) -> int:
    return subject.text_lines[index] - 1


def _same_language(one: str, other: str) -> bool:
    return one.split("-", 1)[0] == other.split("-", 1)[0]


RULES = (cue_count, missing_cues, timing_drift, untranslated)
