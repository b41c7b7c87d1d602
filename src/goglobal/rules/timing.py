"""TIM rules but those of speed and frames: when cues stand on the screen, and for how long."""

from __future__ import annotations

import math
from collections.abc import Iterator
from operator import lt

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.endings import EARLY_CUES, EARLY_MS, ending
from goglobal.rules.overlaps import overlapping, parted
from goglobal.rules.places import at_time, clock, seconds, short
from goglobal.rules.subjects import TrackSubject
from goglobal.rules.timing_frames import NETFLIX_TIMING, rate_of, span_ms

SIGNS = (
    "goglobal's own assumption: a sign is translated for as long as it stands in the picture, "
    "where reading it and the dialogue allow (Netflix, Timed Text Style Guide: General "
    "Requirements, https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617, 2026-11-23)"
)


@rule(
    "TIM001",
    "overlap",
    Severity.ERROR,
    "track",
    summary=N_("Two cues at the same place on the screen overlap in time."),
    reason=N_(
        "Players stack overlapping cues, swap them or drop one, each in its own way, and platforms "
        "bounce files over it. Cues at different places (a sign at the top over dialogue at the "
        "bottom) may overlap."
    ),
    fails=(
        "1\n00:00:01,000 --> 00:00:03,000\nWhere were you?\n\n"
        "2\n00:00:02,000 --> 00:00:04,000\nAt the harbour.\n"
    ),
    passes=(
        "1\n00:00:01,000 --> 00:00:02,000\nWhere were you?\n\n"
        "2\n00:00:02,000 --> 00:00:04,000\nAt the harbour.\n"
    ),
    fixable=True,
    parameters=[
        Parameter(
            name="tolerance_ms",
            default=100,
            doc=N_("Overlaps up to this many milliseconds are a warning and can be mended."),
            source="goglobal: two to three frames, a slip of rounding or of a frame rate",
        )
    ],
)
def overlap(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    if not _may_overlap(subject):
        return
    from goglobal.subtitles.markup import alignment

    cues = subject.track.cues
    tolerance = parameters.number("tolerance_ms")
    for index, other in overlapping(cues):
        cue = cues[index]
        common = min(cue.end, cues[other].end) - cue.start
        slight = common <= tolerance
        # one at the left and one at the right may have room beside each other: doubt
        beside = alignment(cue) != alignment(cues[other])
        yield at_time(
            subject,
            index,
            N_("starts {overlap} ms before cue {other} at the same place ends"),
            {"overlap": common, "other": other + 1, "start": clock(cue.start)},
            help=N_("end cue {other} at {start} or earlier, or put one of them at the top"),
            part="start",
            severity=Severity.WARNING if slight or beside else Severity.ERROR,
            fixable=parted(cues[other], cue, tolerance) is not None,
        )


def _may_overlap(subject: TrackSubject) -> bool:
    """False: every cue starts where the one before it has ended, or later."""
    durations = subject.durations
    if len(durations) < 2:
        return False
    return min(durations) < 0 or any(map(lt, subject.starts[1:], subject.ends))


@rule(
    "TIM002",
    "not-positive",
    Severity.ERROR,
    "track",
    summary=N_("A cue ends at or before its start."),
    reason=N_("It is never shown, or makes the player refuse the file."),
    fails="1\n00:00:03,000 --> 00:00:02,000\nWait!\n",
    passes="1\n00:00:02,000 --> 00:00:03,000\nWait!\n",
    by_target=False,
)
def not_positive(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    if min(subject.durations, default=1) > 0:
        return
    for index, cue in enumerate(subject.track.cues):
        if cue.end <= cue.start:
            yield at_time(
                subject,
                index,
                N_("ends at {end}, and starts at {start}"),
                {"start": clock(cue.start), "end": clock(cue.end)},
                help=N_("set the end after the start; look at the video for the right time"),
                part="end",
            )


@rule(
    "TIM004",
    "too-short",
    Severity.WARNING,
    "track",
    summary=N_("A cue is shown for too short a time to be noticed."),
    reason=N_("A text that flashes by is not read, however short it is."),
    fails="1\n00:00:01,000 --> 00:00:01,400\nNo!\n",
    passes="1\n00:00:01,000 --> 00:00:02,000\nNo!\n",
    qc_term="DURATION-SHORT-EVENT",
    parameters=[
        Parameter(
            name="min_ms",
            default={"default": 833, "ja": 500},
            doc=N_("The shortest time, in milliseconds."),
            source=f"{NETFLIX_TIMING}: 5/6 of a second; ja: article 215767517",
        ),
        Parameter(
            name="min_ms_forced",
            default=500,
            doc=N_("The same for forced tracks: a sign may be in the picture for a moment only."),
            source=SIGNS,
        ),
        Parameter(
            name="min_frames",
            default=0,
            doc=N_("The shortest time in frames of the series, exactly; 0: min_ms counts."),
        ),
        Parameter(
            name="tolerance_ms",
            default=1,
            doc=N_("How much shorter is still taken, for rounded frames."),
            source="goglobal: SRT writes whole milliseconds",
        ),
    ],
)
def too_short(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    shortest, tolerance = parameters.number("min_ms"), parameters.number("tolerance_ms")
    frames = parameters.number("min_frames")
    least = math.ceil(shortest - tolerance)
    if frames > 0:
        exact = span_ms(rate_of(subject), frames)
        shortest, least = float(exact), math.ceil(exact - span_ms(None, tolerance))
    durations = subject.durations
    if min(durations, default=least) >= least:
        return
    for index, duration in enumerate(durations):
        if 0 < duration < least:
            yield at_time(
                subject,
                index,
                N_("shown for {shown} s; at least {least} s"),
                {
                    "shown": short(duration / 1000, 3),
                    "least": short(shortest / 1000, 3),
                    "end": clock(subject.starts[index] + math.ceil(shortest)),
                },
                help=N_("let it stand until {end}, or join it with its neighbour"),
            )


@rule(
    "TIM005",
    "too-long",
    Severity.WARNING,
    "track",
    summary=N_("A cue stands on the screen for too long."),
    reason=N_("A text that stays is read twice, and often hides a cue that was lost."),
    fails="1\n00:00:01,000 --> 00:00:10,000\nWait for me.\n",
    passes="1\n00:00:01,000 --> 00:00:04,000\nWait for me.\n",
    qc_term="DURATION-LONG-EVENT",
    parameters=[
        Parameter(
            name="max_ms",
            default=7000,
            doc=N_("The longest time, in milliseconds."),
            source=f"{NETFLIX_TIMING}: 7 seconds",
        ),
        Parameter(
            name="max_ms_forced",
            default=20_000,
            doc=N_(
                "The same for forced tracks: a sign stands for as long as it is in the picture."
            ),
            source=SIGNS,
        ),
        Parameter(
            name="tolerance_ms",
            default=1,
            doc=N_("How much longer is still taken, for rounded frames."),
            source="goglobal: SRT writes whole milliseconds",
        ),
    ],
)
def too_long(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    longest = parameters.number("max_ms")
    most = longest + parameters.number("tolerance_ms")
    durations = subject.durations
    if max(durations, default=0) <= most:
        return
    for index, duration in enumerate(durations):
        if duration > most:
            yield at_time(
                subject,
                index,
                N_("shown for {shown} s; at most {most} s"),
                {
                    "shown": short(duration / 1000, 3),
                    "most": short(longest / 1000, 3),
                    "end": clock(subject.starts[index] + int(longest)),
                },
                help=N_("end it at {end} or earlier, or split it"),
            )


@rule(
    "TIM008",
    "out-of-order",
    Severity.ERROR,
    "track",
    summary=N_("A cue starts before the cue that stands above it in the file."),
    reason=N_("Players read cues in the order of the file; some skip one that comes too late."),
    fails=(
        "1\n00:00:05,000 --> 00:00:06,000\nSecond.\n\n2\n00:00:01,000 --> 00:00:02,000\nFirst.\n"
    ),
    passes=(
        "1\n00:00:01,000 --> 00:00:02,000\nFirst.\n\n2\n00:00:05,000 --> 00:00:06,000\nSecond.\n"
    ),
    fixable=True,
    by_target=False,
)
def out_of_order(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    starts = subject.starts
    if not any(map(lt, starts[1:], starts)):
        return
    for index in range(1, len(starts)):
        start, before = starts[index], starts[index - 1]
        if start < before:
            yield at_time(
                subject,
                index,
                N_("starts at {start}, before the cue above it ({before})"),
                {"start": clock(start), "before": clock(before)},
                help=N_("sort the cues by their start"),
                part="start",
            )


@rule(
    "TIM009",
    "after-the-end",
    Severity.ERROR,
    "track",
    summary=N_("A cue ends after the episode does."),
    reason=N_(
        "It is cut off on the screen, and nearly always the file belongs to another episode or "
        "another cut. The episode is as long as its video, where there is one and ffprobe is "
        "installed; else as long as series.toml declares."
    ),
    fails="1\n00:01:31,000 --> 00:01:35,000\nTo be continued\n",
    passes="1\n00:01:29,000 --> 00:01:32,000\nTo be continued\n",
    parameters=[
        Parameter(
            name="tolerance_ms",
            default=500,
            doc=N_("How many milliseconds after the end of the episode are still taken."),
            source="goglobal: declared durations are rounded",
        )
    ],
)
def after_the_end(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    duration = subject.episode.duration if subject.measured is None else subject.measured
    if duration is None:
        return
    last = duration + parameters.number("tolerance_ms")
    worst = max(subject.ends, default=0)
    if worst > last and subject.belongs:  # TRN009 tells of another episode's file
        late = [index for index, end in enumerate(subject.ends) if end > last]
        yield at_time(
            subject,
            late[0],
            N_("{count} cues end after the episode, the last one {late} s after")
            if len(late) > 1
            else N_("ends {late} s after the episode"),
            {
                "count": len(late),
                "late": seconds(worst - duration),
                "duration": clock(duration),
            },
            help=N_("the episode lasts {duration}: is this the right episode, and the right cut?")
            if subject.measured is None
            else N_("its video lasts {duration}: is this the right episode, and the right cut?"),
            part="end",
        )


@rule(
    "TIM011",
    "ends-early",
    Severity.WARNING,
    "track",
    summary=N_("The last cue ends long before the source language's last cue does."),
    reason=N_("The end of the translation is missing: cut off, or never made."),
    fails=N_("The source's last cue ends at 00:01:28,000; the translation's at 00:00:41,000."),
    passes=N_("Both end at 00:01:28,000."),
    parameters=[
        Parameter(
            name="max_ms",
            default=EARLY_MS,
            doc=N_("How many milliseconds earlier the translation may end."),
            source="goglobal: an estimate",
        ),
        Parameter(
            name="min_cues",
            default=EARLY_CUES,
            doc=N_("How many cues of the source have to start after the translation's end."),
            source="goglobal: a last cry or a song may stay untranslated",
        ),
        Parameter(
            name="run_cues",
            default=3,
            doc=N_("So many cues with words are missing at the end: an error, as in missing-cues."),
            source="goglobal: as in missing-cues",
        ),
        Parameter(
            name="run_ms",
            default=5000,
            doc=N_("Milliseconds of missing text at the end from which it is an error."),
            source="goglobal: as in missing-cues",
        ),
    ],
)
def ends_early(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    source = subject.timed
    if source is None:
        return
    drift = subject.clock
    end = None if drift is None else ending(source, subject.track, drift)
    if end is None or end.early <= parameters.number("max_ms") or not subject.belongs:
        return
    if end.missing >= parameters.number("min_cues"):
        certain = end.spoken >= parameters.number("run_cues")
        certain = certain or end.shown >= parameters.number("run_ms")
        yield at_time(
            subject,
            subject.ends.index(max(subject.ends)),
            N_("the last cue ends {early} s before the source's last one"),
            {"early": seconds(end.early), "missing": end.missing, "end": clock(max(subject.ends))},
            help=N_("the source has {missing} more cues after {end}: is the end missing?"),
            part="end",
            severity=Severity.ERROR if certain else None,
        )


RULES = (
    overlap,
    not_positive,
    too_short,
    too_long,
    out_of_order,
    after_the_end,
    ends_early,
)
