"""CAT007: whether a catalog, and each of its texts, is in the language of its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goglobal.findings import Found, Severity
from goglobal.languages import script
from goglobal.messages import N_
from goglobal.rules import evidence, han_text
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.fields import CREDITS, Text, at_entry, delivered_texts
from goglobal.rules.identifying import DOUBTFUL, LEAD, SHARE, identify, key_of
from goglobal.rules.sameness import names_in
from goglobal.rules.scripts import letters, runs_of, written_with
from goglobal.rules.subjects import CatalogSubject

_CHINESE = frozenset({"Hans", "Hant"})
_HELP = N_("check that the text was not pasted from another language's file")
_FEWEST_WORDS = 8
"""Words of one text with fewer than which its language is not judged."""

RIGHT = 0.2
"""The share of texts in the right language above which a catalog is not wrong as a whole."""


@rule(
    "CAT007",
    "wrong-language",
    Severity.WARNING,
    "catalog",
    summary=N_("A catalog, or one of its texts, is in another language than its file says."),
    reason=N_(
        "Entries pasted into the wrong file are common when fifteen languages are edited at once. "
        "Titles are short, so a catalog is judged as a whole, by an error where no doubt is left; "
        "one text is told of by its script, by the wrong form of Chinese, or where it is long. "
        "Credits and names of the glossary are left out."
    ),
    fails='# th.po\nmsgctxt "series/synopsis"\nmsgid "上海，1936年。"\nmsgstr "Шанхай, 1936 год."',
    passes='# th.po\nmsgctxt "series/synopsis"\nmsgid "上海，1936年。"\nmsgstr "เซี่ยงไฮ้ ปี 1936"',
    parameters=(
        Parameter(
            name="latin_letters",
            default=20,
            doc=N_("Latin letters from which a text without any of the language's own is told of"),
        ),
        Parameter(
            name="fewest_letters",
            default=60,
            doc=N_("letters in all of its texts with fewer than which a catalog is not judged"),
        ),
    ),
)
def wrong_language(subject: CatalogSubject, parameters: Parameters) -> Iterator[Found]:
    language, source = subject.language, subject.series.source_language
    own = written_with(script(language))
    if not own or language == source:
        return
    names = names_in(subject.series, language)
    chinese = {script(language), script(source)} <= _CHINESE
    texts = [
        (text, names.without(text.text))
        for text in delivered_texts(subject)
        # CAT006 tells of copies of the source text, but not between the two forms of Chinese
        if text.field != CREDITS and (chinese or _plain(text.text) != _plain(text.source))
    ]
    whole = _whole(subject, texts, parameters.number("fewest_letters"))
    if whole is not None:
        yield whole
        return
    fewest = parameters.integer("latin_letters")
    for text, judged in texts:
        found = (
            _in_no_letter(text, judged, language, fewest)
            or _left_over(judged, language, source)
            or _in_the_other_form(judged, language)
            or _in_other_words(subject, judged)
        )
        if found is not None:
            message, arguments = found
            yield at_entry(
                subject,
                text.key,
                message,
                {"language": language, **arguments},
                help=_HELP,
                excerpt=text.text,
            )


def _whole(
    subject: CatalogSubject, texts: Sequence[tuple[Text, str]], fewest: float
) -> Found | None:
    """A catalog that is in another language throughout."""
    language = subject.language
    lines = [judged for _, judged in texts]
    joined = "\n".join(lines)
    if letters(joined).total() < fewest or _looks_right(joined, language):
        return None
    others = [tag for tag in subject.series.languages if tag != language]
    guess = identify(lines, [language, *others])
    found = guess.language or guess.other
    if found is None or found == language or language in guess.alike or not guess.sure:
        return None
    if key_of(found) == key_of(language) and script(found) == script(language):
        return None
    right = sum(1 for line in lines if _looks_right(line, language, key_of(found)))
    if right > RIGHT * len(lines):
        return None  # single texts are wrong
    first = min(texts, key=lambda pair: (pair[0].entry.line or 0) if pair[0].entry else 0)[0]
    return at_entry(
        subject,
        first.key,
        N_("the catalog is in {found}, not in {language}"),
        {"found": found, "language": language},
        help=N_("put the {language} catalog in its place"),
        excerpt=first.text,
        severity=Severity.WARNING
        if {key_of(found), key_of(language)} == DOUBTFUL
        else Severity.ERROR,
    )


def _looks_right(text: str, language: str, rival: str = "") -> bool:
    """Whether a look shows that a text is in its language: by script, form and small words.

    With a `rival`, it has to say more for its language than for that one.
    """
    written, key = script(language), key_of(language)
    own = written_with(written)
    counts = letters(text, own)
    if 2 * sum(counts[name] for name in own) < counts.total() or not counts:
        return False
    if written == "Jpan":
        return bool(counts["Kana"])
    if written in _CHINESE:
        return not counts["Kana"] and han_text.form_of(text) in {None, written}
    if key not in evidence.languages(written):
        return not evidence.languages(written)
    scores = evidence.weigh(text, written).scores
    if rival in scores:
        return scores[key] > scores[rival]
    return scores[key] > 0 and scores[key] >= max(scores.values())


_Words = tuple[str, dict[str, str]]
"""A message, and what is put in its places."""


def _in_no_letter(text: Text, judged: str, language: str, fewest: int) -> _Words | None:
    """A text in another script; Latin names in short texts are left alone."""
    own = written_with(script(language))
    used = letters(judged)
    if own & set(used) and not (own >= {"Kana"} and set(used) == {"Hani"}):
        return None
    main, count = max(used.items(), key=lambda item: item[1], default=("", 0))
    if count < (fewest if main == "Latn" else 10 if main in own else 2):
        return None
    return N_("“{key}” has no letter that {language} is written with"), {}


def _left_over(judged: str, language: str, source: str) -> _Words | None:
    """A piece of the source text between letters of the language."""
    theirs = written_with(script(source)) - written_with(script(language)) - {"Latn"}
    pieces = runs_of(theirs).findall(judged) if theirs else []
    if max(map(len, pieces), default=0) < 2:
        return None
    return N_("“{key}” has letters of the source text: {text}"), {"text": ", ".join(pieces[:5])}


def _in_the_other_form(judged: str, language: str) -> _Words | None:
    """Simplified characters in a traditional text, or the reverse."""
    form = script(language)
    if form not in _CHINESE or language == "zh" or han_text.is_pure(judged, form):
        return None
    found = dict.fromkeys(han_text.strange_to(form).findall(judged))
    pairs = [f"{one} ({han_text.counterpart(one)})" for one in found]
    return N_("“{key}” has characters of the other form of Chinese: {characters}"), {
        "characters": ", ".join(pairs[:8])
    }


def _in_other_words(subject: CatalogSubject, judged: str) -> _Words | None:
    """A long text whose small words are another language's of the series."""
    language, written = subject.language, script(subject.language)
    key = key_of(language)
    if key not in evidence.languages(written) or len(judged.split()) < _FEWEST_WORDS:
        return None
    weighed = evidence.weigh(judged, written)
    best = weighed.best()
    if best is None or {best, key} <= DOUBTFUL or weighed.share(best) < SHARE:
        return None
    tag = next((tag for tag in subject.series.languages if key_of(tag) == best), None)
    if tag is None or weighed.scores[best] - weighed.scores[key] < LEAD:
        return None
    return N_("“{key}” is in {found}, not in {language}"), {"found": tag}


def _plain(text: str) -> str:
    return " ".join(text.split())


RULES = (wrong_language,)
