"""TRN005, TRN006: whether a track is in the language and the script that its place says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.languages import script
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.bilingual import source_rows
from goglobal.rules.mistakes import FEWEST, Mistake, look, mistake
from goglobal.rules.places import at_text, row_at
from goglobal.rules.sameness import bare, names_in
from goglobal.rules.scripts import runs_of, written_with
from goglobal.rules.stretches import Stretch, foreign_stretches, is_left_over
from goglobal.rules.subjects import TrackSubject
from goglobal.rules.varieties import other_variety

_CUE = "12\n00:00:41,000 --> 00:00:43,000\n"
_QUOTED = re.compile(
    r"[(（\[【〔][^()（）\[\]【】〔〕\n]{1,12}[)）\]】〕]"
    r"|[“\"‘'«「『《〈][^“”\"‘’'«»「」『』《》〈〉\n]{1,8}[”\"’'»」』》〉]"
)
_CHINESE = re.compile("[你您们們吗嗎這这么麼她咱吧呢啊哪谁说]")
"""Characters of Chinese sentences that Japanese and Korean, which have Han too, do not use."""
_MOST = 5
"""Pieces of text that a message names."""


@rule(
    "TRN005",
    "wrong-language",
    Severity.ERROR,
    "track",
    summary=N_("The file, or a stretch of it, is in another language than its place says."),
    reason=N_(
        "Files are mixed up when fifteen languages arrive at once, and nobody on the platform's "
        "side reads them all. Languages are told by script, letters and small words, in doubt by "
        "statistics. What no text can tell, such as es-419 from es-ES, is left out; Indonesian "
        "beside Malay is a warning, and so is Portuguese of Portugal in pt-BR or the reverse. A "
        "file of the source's text is told of by untranslated, the "
        "two ways to write Chinese by wrong-han-form."
    ),
    fails=N_("Portuguese text in subtitles/es-419/ep003.srt"),
    passes=N_("names, songs and a few words of other languages in a Spanish file"),
    by_target=False,
    parameters=(
        Parameter(
            name="fewest_letters",
            default=FEWEST,
            doc=N_(
                "letters that a file needs to be judged; a Chinese character, a kana or a Hangul "
                "syllable counts three"
            ),
        ),
        Parameter(
            name="run_cues",
            default=5,
            doc=N_("cues in a row in another of the series' languages that are told of"),
        ),
    ),
)
def wrong_language(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    if not subject.track.cues:
        return
    looks = look(subject)
    found = mistake(subject, looks, parameters.number("fewest_letters"))
    if found is not None and found.copied:
        return  # TRN004 tells of it
    if found is None or found.mixed:
        parts = [
            _stretch(subject, one)
            for one in foreign_stretches(subject, looks, parameters.integer("run_cues"))
        ]
        yield from parts
        if found is None and not parts:
            yield from _variety(subject)
        if found is None or parts or _told(subject, found):
            return
    sure = found.sure and not found.mixed
    if not found.language:
        message = N_("the file has next to no letters that {language} is written with")
    elif found.words:
        message = N_("the file is in {found}, not in {language}: {words}")
    else:
        message = N_("the file is in {found}, not in {language}")
    yield at_text(
        subject,
        found.cue,
        message
        if not found.language or (found.named and not found.mixed)
        else _doubted(found.words),
        {"found": found.language, "language": subject.language, "words": found.words},
        help=N_("put the {language} file in its place, and check the others that came with it"),
        severity=Severity.ERROR if sure else Severity.WARNING,
        whole=True,
    )


def _variety(subject: TrackSubject) -> Iterator[Found]:
    """Portuguese of the other side of the ocean."""
    found = other_variety(subject.spaced, subject.language)
    if found is None:
        return
    first = next(
        (index for index, text in enumerate(subject.plain) if found.words[0] in text.lower()), 0
    )
    yield at_text(
        subject,
        first,
        _doubted("words"),
        {
            "found": found.language,
            "language": subject.language,
            "words": ", ".join(found.words[:_MOST]),
        },
        help=N_("put the {language} file in its place, and check the others that came with it"),
        severity=Severity.WARNING,
        whole=True,
    )


def _told(subject: TrackSubject, found: Mistake) -> bool:
    """Whether TRN006 tells of the letters that do not belong, or TXT015 of two languages a cue."""
    bilingual = 2 * len(source_rows(subject)) >= len(subject.plain)
    return bilingual or is_left_over(subject, found.language)


def _doubted(words: str) -> str:
    if words:
        return N_("the file seems to be in {found}, not in {language}: {words}")
    return N_("the file seems to be in {found}, not in {language}")


def _stretch(subject: TrackSubject, stretch: Stretch) -> Found:
    return at_text(
        subject,
        stretch.first,
        N_("cues {first} to {last} are in {found}, not in {language}"),
        {
            "first": stretch.first + 1,
            "last": stretch.last + 1,
            "found": stretch.language,
            "language": subject.language,
        },
        help=N_("translate them, or waive the finding where they are meant to stay"),
        severity=Severity.WARNING,
    )


@rule(
    "TRN006",
    "source-script-left-over",
    Severity.WARNING,
    "track",
    summary=N_("Letters of the source's script stand in a text that is not written with them."),
    reason=N_(
        "A piece of the source text was left in the translation, most often a name. A few letters "
        "in quotes or brackets are meant to be seen; names of the glossary are told of by "
        "glossary, whole cues of the source's text by untranslated, and a line of it above the "
        "translation by residue."
    ),
    fails=_CUE + "婚书在你手里 is what he said.",
    passes=_CUE + "He said that you have the certificate.",
    by_target=False,
    parameters=(
        Parameter(
            name="error_letters",
            default=4,
            doc=N_("letters in a row from which it is an error: names are shorter"),
        ),
    ),
)
def source_script_left_over(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    pattern, marks = _left_over(subject)
    if pattern is None or not _has(subject, marks or pattern):
        return
    found = mistake(subject, look(subject), FEWEST)
    if found is not None and not found.mixed:
        return  # the whole file is wrong, and TRN004 or TRN005 tells of it
    bilingual = source_rows(subject)  # TXT015 tells of them
    source = subject.source
    theirs = {bare(cue.text) for cue in source.cues} if source is not None else set()
    names = names_in(subject.series, subject.language)
    error = parameters.integer("error_letters")
    for index, text in enumerate(subject.plain):
        if index in bilingual or not pattern.search(text):
            continue
        pieces = pattern.findall(_QUOTED.sub(" ", names.without(text)))
        if marks is not None:
            pieces = [piece for piece in pieces if marks.search(piece)]
        if not pieces:
            continue
        longest = max(pieces, key=len)
        if len(longest) >= error and bare(text) in theirs:
            continue  # TRN004 tells of it
        shown = subject.track.cues[index].text
        row, start = row_at(shown, max(0, shown.find(longest)))
        yield at_text(
            subject,
            index,
            N_("letters of the source text were left over: {text}"),
            {"text": ", ".join(pieces[:_MOST])},
            help=N_("translate them; add a name that stays as it is to the glossary"),
            row=row,
            span=(start, start + len(longest)) if longest in shown else None,
            severity=Severity.ERROR if len(longest) >= error else None,
        )


def _left_over(subject: TrackSubject) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What finds runs of letters that only the source is written with, and what has to be in a run
    besides, None for nothing; None in the first place: there are no such letters."""
    own = written_with(script(subject.language))
    theirs = written_with(script(subject.series.source_language))
    if own - theirs and own > {"Hani"} and theirs == {"Hani"}:
        return runs_of(theirs), _CHINESE
    theirs -= own | {"Latn"}
    return (runs_of(theirs), None) if own and theirs else (None, None)


def _has(subject: TrackSubject, pattern: re.Pattern[str]) -> bool:
    """Whether the track has what `pattern` finds; for Han, `signs` knows without a search."""
    if subject.plain_text.isascii():
        return False
    if pattern.pattern == runs_of(frozenset({"Hani"})).pattern:
        return any(map(pattern.match, subject.signs))
    return pattern.search(subject.plain_text) is not None


RULES = (wrong_language, source_script_left_over)
