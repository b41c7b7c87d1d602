"""TRN: a translated track beside the source language's track of the same episode."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.model import Track
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.endings import EARLY_CUES, EARLY_MS, ending
from goglobal.rules.gaps import Hole, holes
from goglobal.rules.left_over import MOST
from goglobal.rules.places import at_text, clock, short
from goglobal.rules.sameness import only_sounds
from goglobal.rules.subjects import TrackSubject

_CUE = "12\n00:00:41,000 --> 00:00:43,000\n"


@rule(
    "TRN001",
    "cue-count",
    Severity.INFO,
    "track",
    by_target=False,
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
            default=0.2,
            doc=N_("difference that is not told of, as a share of the source's cues"),
            source="goglobal: one cue in ten merged and one split make up to 0.15",
        ),
    ),
)
def cue_count(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    source = subject.timed
    if source is None or not subject.belongs:
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
    by_target=False,
    summary=N_("Something is said in the source, and the translation shows nothing at that time."),
    reason=N_(
        "One line left out may be meant; a run of them is a hole that viewers see. Merged and "
        "split cues count as translated, a file that is shifted as a whole is told of by "
        "timing-drift, one that is cut off by ends-early, and sounds, cries and numbers need no "
        "translation."
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
    source, drift = subject.timed, subject.clock
    if source is None or drift is None:
        return
    # no pairs: what is shown when says nothing, and TRN003 or TRN009 tells why
    texts = _Texts(source)
    found = holes(subject.pairs, texts.says)
    if not found:
        return
    if not any(map(texts.says, range(found[-1].last + 1, len(source.cues)))):
        end = ending(source, subject.track, drift)
        if end is not None and end.early > EARLY_MS and end.missing >= EARLY_CUES:
            found.pop()  # TIM011 tells of it
    missing = sum(len(texts.saying(hole)) for hole in found)
    wanted = sum(map(texts.says, range(len(source.cues))))
    if missing > wanted / 2 and missing >= parameters.integer("run_cues"):
        yield Found(
            message=N_("{missing} of {wanted} source cues have no counterpart in time"),
            arguments={"missing": missing, "wanted": wanted},
            help=N_("check that this file belongs to this episode and is complete"),
            severity=Severity.ERROR,
            line=_line(subject, 0),
            cue=1,
            whole=True,
        )
        return
    for hole in found:
        yield _missing(subject, texts, hole, parameters)


class _Texts:
    """The source's texts, each judged when it is asked for: most files have no hole at all."""

    def __init__(self, source: Track) -> None:
        self.source = source
        self._says: dict[int, bool] = {}

    def plain(self, index: int) -> str:
        from goglobal.subtitles.markup import plain

        return plain(self.source.cues[index].text)

    def says(self, index: int) -> bool:
        """Whether a cue holds more than sounds, cries and numbers."""
        if index not in self._says:
            self._says[index] = not only_sounds(self.plain(index))
        return self._says[index]

    def saying(self, hole: Hole) -> list[int]:
        """The cues of a hole that say something."""
        return [index for index in range(hole.first, hole.last + 1) if self.says(index)]


def _missing(subject: TrackSubject, texts: _Texts, hole: Hole, parameters: Parameters) -> Found:
    source = texts.source
    cues = [source.cues[index] for index in texts.saying(hole)]
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
            "text": " ".join(texts.plain(hole.first).split())[:60],
        },
        help=N_("translate what is said there, or waive the finding where nothing needs to be"),
        severity=Severity.ERROR if long_run else None,
        line=_line(subject, place),
        cue=place + 1,
        whole=True,
    )


@rule(
    "TRN004",
    "untranslated",
    Severity.WARNING,
    "track",
    by_target=False,
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
            default=MOST,
            doc=N_("share of cues equal to the source's from which the whole file is untranslated"),
        ),
    ),
)
def untranslated(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    left = subject.left_over
    if left.whole(parameters.number("max_share")):
        yield at_text(
            subject,
            left.cues[0],
            N_("the file is not translated: {percent} % of its cues are the source's text"),
            {"percent": short(100 * left.share, 0)},
            help=N_("put the translation in its place"),
            severity=Severity.ERROR,
            whole=True,
        )
        return
    for index in () if left.alike else left.clauses:
        line = subject.track.cues[index].text.split("\n", 1)[0]
        yield at_text(
            subject,
            index,
            N_("the cue is the source's text"),
            help=N_("translate it; add a name that stays as it is to the glossary"),
            span=(0, len(line)) if line else None,
        )


def _line(subject: TrackSubject, index: int) -> int:
    return subject.text_lines[index] - 1


RULES = (cue_count, missing_cues, untranslated)
