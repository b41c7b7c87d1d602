"""What `convert` does between reading and writing, and what it tells of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from goglobal import subtitles
from goglobal.cli import codes, subtitle_files
from goglobal.cli.output import coloured, remark
from goglobal.cli.session import Session
from goglobal.errors import UsageError
from goglobal.findings import Finding, Severity
from goglobal.messages import N_, gettext, localise
from goglobal.model import Track

_OVERRUN = 500
"""Milliseconds that a cue may end after its episode, as TIM009 has it: durations are rounded."""

_NEVER_MENDED = "SUB014"
"""Mojibake: the text itself is wrong, and writing it anew does not change it."""


class Source(msgspec.Struct, frozen=True):
    """One file that was read, under the name that the user knows it by."""

    name: str
    track: Track


def read_sources(paths: Sequence[Path | None], language: str | None) -> list[Source]:
    """The files as tracks; None is an episode without subtitles.

    Raises UsageError for a file without a cue, and OSError for one that cannot be read.
    """
    sources = []
    for path in paths:
        if path is None:
            sources.append(Source("", Track(cues=(), language=language)))
            continue
        track = subtitle_files.read(path, language)
        subtitle_files.refuse_empty(track, path)
        sources.append(Source(str(path), track))
    return sources


def joined(sources: Sequence[Source], durations: Sequence[int]) -> Track:
    """The sources as one long cut; how long the last one is does not matter (ms)."""
    if not len(sources) - 1 <= len(durations) <= len(sources):
        raise UsageError(
            N_("files to join: {count}; durations given: {given}"),
            {"count": len(sources), "given": len(durations)},
            N_(
                "give each episode's duration, in the order of the files: "
                "--durations 00:01:32.500,00:01:28.000; the last one may be left out"
            ),
        )
    return subtitles.concatenate([source.track for source in sources], durations)


def overruns(sources: Sequence[Source], durations: Sequence[int]) -> list[Finding]:
    """One finding (TIM009) for each source with cues that go on into the next episode."""
    found = []
    for source, duration in zip(sources[:-1], durations, strict=False):
        cues = source.track.cues
        late = [index for index, cue in enumerate(cues) if cue.end > duration + _OVERRUN]
        if late:
            over = max(cues[index].end for index in late) - duration
            found.append(_overrun(source, late, over, duration))
    return found


def _overrun(source: Source, late: Sequence[int], over: int, duration: int) -> Finding:
    from goglobal.subtitles.clocks import clock

    message = N_("ends {late} s after the episode")
    if len(late) > 1:
        message = N_("{count} cues end after the episode, the last one {late} s after")
    return Finding(
        code="TIM009",
        name="after-the-end",
        severity=Severity.WARNING,
        message=message,
        arguments={
            "count": len(late),
            "late": f"{over // 1000}.{over % 1000 // 100}",
            "duration": clock(duration),
        },
        help=N_("the episode lasts {duration}: is this the right episode, and the right cut?"),
        path=source.name,
        line=source.track.line_of(late[0]),
        cue=late[0] + 1,
    )


def window(track: Track, begin: int | None, end: int | None) -> tuple[int, int] | None:
    """The start and end (ms) of what is wanted; None: all. An end that is not given is the last.

    Raises UsageError where no cue is shown in between.
    """
    if begin is None and end is None:
        return None
    last = max((max(cue.start, cue.end) for cue in track.cues), default=0) + 1
    start = begin or 0
    stop = end if end is not None else max(start, last)
    if not subtitles.slice_(track, start, stop).cues:
        from goglobal.subtitles.clocks import clock

        raise UsageError(
            N_("no cue is shown from {start} to {end}"),
            {"start": clock(start), "end": clock(stop), "last": clock(last - 1)},
            N_("the last one ends at {last}"),
        )
    return start, stop


def retimed(
    whole: Track, part: tuple[int, int] | None, ratio: str | None, distance: int | None
) -> Track:
    """`whole`, cut to `part`, then scaled by `ratio`, then shifted by `distance` (ms)."""
    track = whole if part is None else subtitles.slice_(whole, *part)
    if ratio is not None:
        track = subtitles.scale(track, ratio)
    return subtitles.shift(track, distance) if distance else track


def met(sources: Sequence[Source], left_out: Sequence[Finding]) -> list[Finding]:
    """What reading met, as it weighs for the result.

    Mark-up that no SRT player knows is not told twice where `left_out` tells that it is gone.
    """
    gone = {(loss.path, loss.cue) for loss in left_out}
    return [
        _weighed(finding, source.name)
        for source in sources
        for finding in source.track.findings
        if finding.code != "SUB012"
        or source.track.format != "srt"
        or (source.name, finding.cue) not in gone
    ]


def lost(
    track: Track,
    format_: str,
    options: Mapping[str, str | bool],
    *,
    sources: Sequence[Source],
    whole: Track,
    part: tuple[int, int] | None,
) -> list[Finding]:
    """What the format cannot hold of `track`, with its place in the file that it came from.

    `track` is `whole`, the joined sources, cut to `part` and moved.
    """
    losses = subtitles.losses(track, format_, **options)
    origins = _origins(sources, whole, part) if losses else []
    found = []
    for loss in losses:
        source = sources[0]
        if loss.cue is not None:
            source, index = origins[loss.cue - 1]
            line = _line(source.track, index, loss.excerpt)
            loss = msgspec.structs.replace(loss, cue=index + 1, line=line)  # noqa: PLW2901
        found.append(_weighed(loss, source.name))
    return found


def _line(track: Track, index: int, row: str | None) -> int:
    """The 1-based line in the file of a text line of the cue at `index`; else of the cue."""
    rows = track.cues[index].text.split("\n")
    return track.text_line_of(index, rows.index(row)) if row in rows else track.line_of(index)


def _origins(
    sources: Sequence[Source], whole: Track, part: tuple[int, int] | None
) -> list[tuple[Source, int]]:
    """For each cue of the result its source and its 0-based index there."""
    every = [(source, n) for source in sources for n in range(len(source.track.cues))]
    if part is None:
        return every
    replace = msgspec.structs.replace
    numbered = tuple(replace(cue, number=n) for n, cue in enumerate(whole.cues))
    kept = subtitles.slice_(replace(whole, cues=numbered), *part)
    return [every[cue.number] for cue in kept.cues if cue.number is not None]


def _weighed(finding: Finding, path: str) -> Finding:
    """A finding as it weighs for the result, with its file.

    A warning at most is what writing the file anew mends, and what is lost in looks, not in text.
    """
    mended = finding.fixable and finding.code != _NEVER_MENDED
    severity = finding.severity
    if severity is Severity.ERROR and (mended or finding.code == "SUB012"):
        severity = Severity.WARNING
    return msgspec.structs.replace(finding, path=path, severity=severity)


def tell(
    session: Session,
    findings: Sequence[Finding],
    *,
    out: Path,
    sources: Sequence[Source],
    cues: int,
) -> None:
    """The findings, file by file, and how much was written: on standard error."""
    import sys

    from goglobal.report import words
    from goglobal.report.cells import Painter, visible

    shown = [f for f in findings if f.severity is Severity.ERROR or not session.quiet]
    if shown:
        from goglobal.report import text

        order = {source.name: n for n, source in enumerate(sources)}
        shown.sort(key=lambda finding: (order[finding.path or ""], finding.line or 0))
        painter = Painter(colour=coloured(sys.stderr))
        remark(text.finding_lines(shown, painter=painter, verbose=session.verbose) + "\n")
    if session.quiet or (str(out) == "-" and not findings):
        return
    found = words.found(*(sum(f.severity is severity for f in findings) for severity in Severity))
    message = N_("{path}: {cues}; {found}") if found else N_("{path}: {cues}")
    name = gettext("standard output") if str(out) == "-" else visible(str(out))
    remark(localise(message, {"path": name, "cues": words.cues(cues), "found": found}))


def exit_code(findings: Sequence[Finding], fail_on: str) -> int:
    """1 where a finding weighs `fail_on` or more, else 0."""
    if fail_on == "never":
        return codes.DONE
    floor = Severity(fail_on).rank
    weighs = any(finding.severity.rank >= floor for finding in findings)
    return codes.FINDINGS if weighs else codes.DONE
