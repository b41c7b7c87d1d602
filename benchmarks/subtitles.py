"""Subtitles beside their peers, in one run, each by its fastest documented call on data in memory.

The corpus is `corpus.py`'s: 1,000 files of 40 cues in 11 languages, once clean and once with 5 % of
the files defective. Peers that are slow get a part of it; what counts is CPU a cue.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import logging
import warnings
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from corpus import corpus
from timing import cpu_of_each

from goglobal import load_profile, subtitles
from goglobal.checking import LanguageJob, check_language
from goglobal.checking.running import settings_of
from goglobal.checking.tracks import TrackRules
from goglobal.model import Episode, Series, SubtitleFile, Target
from goglobal.plans import Assignment
from goglobal.rules import builtin

Files = list[tuple[str, bytes]]
_PART = 200
"""Files for a comparison with a peer that takes over 20 us a cue."""


def cues_in(files: Files) -> int:
    """How many cues all files have."""
    return sum(len(subtitles.parse(data, language=tag).cues) for tag, data in files)


def table(title: str, functions: dict[str, Callable[[], object]], cues: int, limit: float) -> None:
    """Print CPU a cue, with ours first, and the ratio to the best peer beside its limit."""
    best = cpu_of_each(functions)
    print(title)
    for name, seconds in best.items():
        print(f"  {name:34} {seconds / cues * 1e6:8.2f} us a cue")
    ours, *theirs = best.values()
    print(
        f"  {'times faster than the best peer':34} {min(theirs) / ours:8.2f}   (wanted: {limit:g})"
    )


def reading(label: str, files: Files) -> None:
    """SRT text into frozen cues."""
    import pysrt

    texts = [data.decode("utf-8") for _, data in files]

    def each(function: Callable[[str], object]) -> Callable[[], None]:
        def run() -> None:
            for text in texts:
                function(text)

        return run

    table(
        f"SRT text read into cues, {label}",
        {
            "goglobal.subtitles.parse": each(subtitles.parse),
            "pysrt.from_string": each(pysrt.from_string),
        },
        cues_in(files),
        5,
    )
    ours = cpu_of_each({"": lambda: [subtitles.parse(d, language=t) and None for t, d in files]})
    print(f"  {'from bytes, language declared':34} {ours[''] / cues_in(files) * 1e6:8.2f} us a cue")


def to_webvtt(label: str, files: Files) -> None:
    """SRT bytes to WebVTT bytes."""
    import pycaption
    import pysubs2
    import webvtt

    files = files[:_PART]

    def ours() -> None:
        for tag, data in files:
            subtitles.write(subtitles.parse(data, language=tag), "webvtt")

    def one_with_pysubs2(text: str) -> bytes:
        return pysubs2.SSAFile.from_string(text, format_="srt").to_string("vtt").encode()

    def one_with_webvtt(text: str) -> bytes:
        return webvtt.from_buffer(io.StringIO(text), format="srt").content.encode()

    def one_with_pycaption(text: str) -> object:
        return pycaption.WebVTTWriter().write(pycaption.SRTReader().read(text)).encode()

    def with_pysubs2() -> None:
        for _, data in files:
            _tolerated(one_with_pysubs2, data.decode())

    def with_webvtt() -> None:
        for _, data in files:
            _tolerated(one_with_webvtt, data.decode())

    def with_pycaption() -> None:
        for _, data in files:
            _tolerated(one_with_pycaption, data.decode())

    table(
        f"SRT bytes to WebVTT bytes, {label}",
        {
            "goglobal": ours,
            "pysubs2": with_pysubs2,
            "webvtt-py": with_webvtt,
            "pycaption": with_pycaption,
        },
        cues_in(files),
        8,
    )


def to_imsc(label: str, files: Files) -> None:
    """SRT bytes to IMSC 1.1 bytes."""
    files = files[:_PART]

    def ours() -> None:
        for tag, data in files:
            subtitles.write(subtitles.parse(data, language=tag), "imsc")

    def with_ttconv() -> None:
        for _, data in files:
            _tolerated(_one_with_ttconv, data.decode())

    table(
        f"SRT bytes to IMSC 1.1 bytes, {label}",
        {"goglobal": ours, "ttconv": with_ttconv},
        cues_in(files),
        15,
    )


def _one_with_ttconv(text: str) -> object:
    import ttconv.imsc.writer as imsc_writer
    import ttconv.srt.reader as srt_reader

    tree = imsc_writer.from_model(srt_reader.to_model(io.StringIO(text)))
    return ElementTree.tostring(tree.getroot(), encoding="utf-8")


def _tolerated(convert: Callable[[str], object], text: str) -> None:
    """A peer may refuse a defective file: it is then no slower for it."""
    with contextlib.suppress(Exception):
        convert(text)


def judging(label: str, files: Files) -> None:
    """All SUB, TIM and TXT rules over tracks that were read, beside pysrt reading the same text."""
    import pysrt

    jobs = list(_jobs(files))
    settled = [(job, _track_rules(job)) for job in jobs]
    texts = [data.decode("utf-8") for _, data in files]

    def ours() -> None:
        for job, rules in settled:
            for file, track in job.tracks:
                users = rules.users(file)
                for _ in rules.outcomes(file.kind, rules.subjects(file, track), users):
                    pass

    def whole() -> None:
        for job in jobs:
            check_language(job)

    def with_pysrt() -> None:
        for text in texts:
            pysrt.from_string(text)

    cues = cues_in(files)
    table(
        f"All SUB, TIM and TXT rules, {label}",
        {"goglobal.checking": ours, "pysrt.from_string (reads only)": with_pysrt},
        cues,
        2,
    )
    best = cpu_of_each({"": whole})
    print(f"  {'check_language, digests and all':34} {best[''] / cues * 1e6:8.2f} us a cue")


def _track_rules(job: LanguageJob) -> TrackRules:
    """The rules of one job, settled for its target."""
    settings = settings_of(job.rules or (), job.assignments, ())
    return TrackRules(job.series, job.language, job.assignments, settings, job.sources)


def _jobs(files: Files) -> Iterator[LanguageJob]:
    """One job a language, as `check` cuts them."""
    rules = tuple(one for one in builtin() if one.rule.family in {"SUB", "TIM", "TXT"})
    by_language: dict[str, list[bytes]] = {}
    for tag, data in files:
        by_language.setdefault(tag, []).append(data)
    for tag, contents in by_language.items():
        numbers = range(1, len(contents) + 1)
        tracks = tuple(
            (
                SubtitleFile(path=f"subtitles/{tag}/ep{n:03}.srt", language=tag, episode=n),
                subtitles.parse(data, language=tag),
            )
            for n, data in zip(numbers, contents, strict=True)
        )
        series = Series(
            id="corpus",
            title="Corpus",
            source_language="und",
            root="/",
            episodes=tuple(Episode(number=n) for n in numbers),
            subtitles=tuple(file for file, _ in tracks),
        )
        target = Target(name="corpus", platform="generic", url="file:///corpus")
        assignment = Assignment(
            series=series,
            target=target,
            profile=load_profile("generic"),
            languages=(tag,),
            episodes=tuple(numbers),
        )
        yield LanguageJob(
            series=series,
            language=tag,
            assignments=(assignment,),
            tracks=tracks,
            today=dt.date(2026, 1, 1),
            rules=rules,
        )


def main() -> None:
    """Run all, clean and defective."""
    logging.disable(logging.CRITICAL)  # ttconv and pysrt tell about every slip
    warnings.simplefilter("ignore")
    for label, share in (("clean", 0.0), ("5 % of files defective", 0.05)):
        files = corpus(defective=share)
        for benchmark in (reading, to_webvtt, to_imsc, judging):
            benchmark(label, files)
            print()


if __name__ == "__main__":
    main()
