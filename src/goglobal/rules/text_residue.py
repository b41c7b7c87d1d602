"""TXT015, TXT016: text that no viewer was meant to see, and words that a platform does not take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.bilingual import source_rows
from goglobal.rules.needles import met
from goglobal.rules.places import at_text, row_at
from goglobal.rules.residues import Residue, possible
from goglobal.rules.subjects import TrackSubject
from goglobal.rules.text import cue_line

_MESSAGES = {
    "preamble": N_("a language model's words about the translation: {text}"),
    "markup": N_("mark-up of another kind of document: {text}"),
    "placeholder": N_("a placeholder: {text}"),
    "note": N_("a translator's note: {text}"),
}
_HELPS = {
    "preamble": N_("remove it, and check the cues around it: a model's answer was pasted here"),
    "markup": N_("remove it; a model's answer or a web page was pasted here"),
    "placeholder": N_("put in what is missing"),
    "note": N_("remove it: viewers are not told about the translation"),
}


@rule(
    "TXT015",
    "residue",
    Severity.ERROR,
    "track",
    summary=N_("The text holds something left over from the making of the translation."),
    reason=N_(
        "A language model's preamble, a translator's note, a placeholder or the source text above "
        "the translation is seen by every viewer, and shared."
    ),
    fails=(
        "1\n00:00:01,000 --> 00:00:03,000\nSure, here is the translation:\n\n"
        "2\n00:00:03,000 --> 00:00:05,000\n[TODO]\n"
    ),
    passes="1\n00:00:01,000 --> 00:00:03,000\nHere is the letter.\n",
    by_target=False,
    qc_term="EXTRA-CONTENT",
)
def residue(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    # brackets that are mark-up hold no residue
    markup = {sign for sign in "<{" if sign not in subject.plain_text}
    patterns = [
        one
        for one in possible(subject.spaced, subject.signs - markup)
        if one.pattern.search(subject.text)
    ]
    bilingual = source_rows(subject)
    if not patterns and not bilingual:
        return
    for index, cue in enumerate(subject.track.cues):
        found = _residue_in(cue.text, patterns)
        if found is not None:
            pattern, match = found
            row, start = row_at(cue.text, match.start())
            text = match[0].strip()
            yield at_text(
                subject,
                index,
                _MESSAGES[pattern.kind],
                {"text": text[:60]},
                help=_HELPS[pattern.kind],
                row=row,
                span=(start, start + max(1, len(match[0].split("\n")[0]))),
                severity=None if pattern.certain else Severity.WARNING,
            )
        elif index in bilingual:
            row, sure = bilingual[index]
            yield at_text(
                subject,
                index,
                N_("two languages in one cue"),
                help=N_("remove the line in the source language"),
                row=row,
                span=(0, max(1, len(cue_line(subject, index, row)))),
                severity=None if sure else Severity.WARNING,
            )


def _residue_in(text: str, patterns: list[Residue]) -> tuple[Residue, re.Match[str]] | None:
    for pattern in patterns:
        match = pattern.pattern.search(text)
        if match is not None:
            return pattern, match
    return None


@rule(
    "TXT016",
    "forbidden-term",
    Severity.WARNING,
    "track",
    summary=N_("The text has a web address, somebody's credit or a name that is not taken."),
    reason=N_(
        "Platforms refuse addresses, names of rival apps and credits of subtitlers in the picture; "
        "they come with files that were taken from elsewhere."
    ),
    fails="1\n00:00:01,000 --> 00:00:03,000\nSubtitles by opensubtitles.org\n",
    passes="1\n00:00:01,000 --> 00:00:03,000\nWhere is she?\n",
    parameters=[
        Parameter(
            name="terms",
            default=(
                "http://",
                "https://",
                "www.",
                "opensubtitles",
                "amara.org",
                "subtitles by",
                "subtitled by",
                "synced by",
                "sync by",
                "字幕组",
                "字幕組",
                "本字幕由",
            ),
            doc=N_("Words that are not taken, in small or capital letters; whole words only."),
            source="goglobal: what stands in files passed around on the web",
        ),
        Parameter(
            name="more_terms",
            default=(),
            doc=N_("Further words, such as the names of rival apps."),
        ),
    ],
)
def forbidden_term(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    terms = (*parameters.texts("terms"), *parameters.texts("more_terms"))
    here = met(subject.folded, tuple([term.lower() for term in terms if term]))
    if not here:
        return
    longest_first = sorted(here, key=lambda term: (-len(term), term))
    pattern = re.compile("|".join(map(_whole, longest_first)), re.IGNORECASE)
    for index, cue in enumerate(subject.track.cues):
        match = pattern.search(cue.text)
        if match is not None:
            row, start = row_at(cue.text, match.start())
            yield at_text(
                subject,
                index,
                N_("a term that is not taken: {term}"),
                {"term": match[0]},
                help=N_("remove it, or the cue"),
                row=row,
                span=(start, start + len(match[0])),
            )


def _whole(term: str) -> str:
    """A pattern for `term` that does not match within a longer word of spaced scripts."""
    before = r"(?<![^\W_])" if term[0].isalnum() and ord(term[0]) < 0x0E00 else ""
    after = r"(?![^\W_])" if term[-1].isalnum() and ord(term[-1]) < 0x0E00 else ""
    return before + re.escape(term) + after


RULES = (residue, forbidden_term)
