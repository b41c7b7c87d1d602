"""TRN010: whether Chinese is written in the form that its place says: simplified, traditional."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal.findings import Found, Severity
from goglobal.languages import script
from goglobal.messages import N_
from goglobal.rules import han_text
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.places import at_text, row_at
from goglobal.rules.sameness import names_in
from goglobal.rules.subjects import TrackSubject

_CUE = "12\n00:00:41,000 --> 00:00:43,000\n"
_MOST = 8
"""Characters that a message names."""
_FILE = {
    "Hans": N_("the file is in traditional characters: {characters}"),
    "Hant": N_("the file is in simplified characters: {characters}"),
}
_CUES = {
    "Hans": N_("{cues} cues have traditional characters: {characters}"),
    "Hant": N_("{cues} cues have simplified characters: {characters}"),
}
_ONE = {
    "Hans": N_("traditional characters: {characters}"),
    "Hant": N_("simplified characters: {characters}"),
}


@rule(
    "TRN010",
    "wrong-han-form",
    Severity.WARNING,
    "track",
    summary=N_("A simplified Chinese text has traditional characters, or the other way round."),
    reason=N_(
        "Viewers of one form stumble over the other, and platforms send such files back. Only "
        "characters count that one form alone has; those of both (后, 里, 台, 只) are left alone, "
        "and so are names of the glossary. Where most are of the wrong form, the whole file is."
    ),
    fails="# zh-Hant\n" + _CUE + "这件事与我无关",
    passes="# zh-Hant\n" + _CUE + "這件事與我無關",
    by_target=False,
    parameters=(
        Parameter(
            name="max_share",
            default=0.5,
            doc=N_(
                "share of the wrong form, among the characters that tell, from which the whole "
                "file is an error"
            ),
        ),
        Parameter(
            name="fewest",
            default=5,
            doc=N_("characters of the wrong form without which a whole file is not judged"),
        ),
        Parameter(
            name="most_cues",
            default=10,
            doc=N_("cues that are told of one by one; of more, one finding tells of all"),
        ),
    ),
)
def wrong_han_form(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    form = script(subject.language)
    if form not in _FILE or subject.language == "zh":
        return
    if han_text.is_pure(subject.plain_text, form):
        return
    strange = han_text.strange_to(form)
    names = names_in(subject.series, subject.language)
    texts = [names.without(text) for text in subject.plain]
    wrong = {index: found for index, text in enumerate(texts) if (found := strange.findall(text))}
    count = sum(map(len, wrong.values()))
    if not count:
        return
    right = len(han_text.proper_to(form).findall("\n".join(texts)))
    if count >= parameters.integer("fewest") and count >= parameters.number("max_share") * (
        count + right
    ):
        yield _whole(subject, wrong, _FILE[form], Severity.ERROR)
    elif len(wrong) > parameters.integer("most_cues"):
        yield _whole(subject, wrong, _CUES[form], Severity.WARNING)
    else:
        for index, found in wrong.items():
            yield _one(subject, index, found, _ONE[form])


def _whole(
    subject: TrackSubject, wrong: dict[int, list[str]], message: str, severity: Severity
) -> Found:
    return at_text(
        subject,
        min(wrong),
        message,
        {
            "characters": " ".join(dict.fromkeys(c for found in wrong.values() for c in found))[
                : 2 * _MOST - 1
            ],
            "cues": len(wrong),
            "language": subject.language,
        },
        help=N_("put the {language} file in its place, or have the text converted and read again"),
        severity=severity,
        whole=True,
    )


def _one(subject: TrackSubject, index: int, found: list[str], message: str) -> Found:
    shown = subject.track.cues[index].text
    place = shown.find(found[0])
    row, start = row_at(shown, max(0, place))
    pairs = [f"{one} ({han_text.counterpart(one)})" for one in dict.fromkeys(found)]
    return at_text(
        subject,
        index,
        message,
        {"characters": ", ".join(pairs[:_MOST])},
        help=N_("write what stands in brackets; add a name that stays as it is to the glossary"),
        row=row,
        span=(start, start + 1) if place >= 0 else None,
    )


RULES = (wrong_han_form,)
