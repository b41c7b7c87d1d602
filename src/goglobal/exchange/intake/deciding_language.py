"""The language of one file: what was asked for, what its names say, what its text says.

Where two of them disagree, or the names leave more than one and the text cannot tell, it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from goglobal.exchange.intake import languages_known
from goglobal.exchange.intake.names import LanguageClaim, Reading
from goglobal.exchange.intake.verdicts import Ground, Language, Question, Reason, question, reason
from goglobal.messages import N_
from goglobal.rules.identifying import Guess

_ANSWER = N_("say it with -l, or in the file of --map")
_TWO = N_("a track has one language: ask for it, or say with --map which one it is delivered as")


class Named:
    """What `-l` and the names of one file say of its language, in a series that has `known`."""

    def __init__(
        self, file: Reading, folders: Sequence[Reading], asked: str | None, known: Collection[str]
    ) -> None:
        more = {asked} if asked else set()
        if file.hi or any(folder.hi for folder in folders):
            more.add("hi")  # Hindi, if the text says so
        self.known = frozenset(known) | more
        self.asked = asked
        self.bilingual = file.bilingual
        self.tags: frozenset[str] | None = None
        """The languages that all of them leave; None: they say nothing."""
        self.reasons: list[Reason] = []
        self.conflict: tuple[str, str] | None = None
        """Two names that cannot both be right."""
        self.several = False
        """Whether the file's own name has words for two languages."""
        self.countries = True
        """Whether nothing speaks for a language but codes of countries."""
        said = ""
        for ground, claim_tags, word, several, country in self._levels(file, folders):
            tags = claim_tags if self.tags is None else self.tags & claim_tags
            if not tags:
                self.conflict = self.conflict or (said, word)
                continue
            self.several = several if self.tags is None else self.several and len(tags) > 1
            self.tags = tags
            said = said or word
            self.countries = self.countries and country
            says = _COUNTRY_SAYS if country else _SAYS
            self.reasons.append(reason(ground, says[ground], said=word))
        self.said = said

    def _levels(
        self, file: Reading, folders: Sequence[Reading]
    ) -> Iterator[tuple[Ground, frozenset[str], str, bool, bool]]:
        grounds: list[tuple[Ground, Reading]] = [("name", file)]
        grounds += [("folder", folder) for folder in reversed(folders)]
        for ground, reading in grounds:
            claims = [claim for claim in reading.languages if claim.sure]
            if claims:
                country = all(claim.country for claim in claims)
                yield ground, *self._together(claims), country

    def _together(self, claims: Sequence[LanguageClaim]) -> tuple[frozenset[str], str, bool]:
        """The languages that the words of one name leave, those words, and whether they differ."""
        sets = [languages_known.expand(claim.tags, self.known) for claim in claims]
        words = " ".join(claim.said for claim in claims)
        common = frozenset.intersection(*sets)
        return (common, words, False) if common else (frozenset.union(*sets), words, True)

    @property
    def likely(self) -> str | None:
        """The language that a legacy encoding is probably for."""
        if self.asked:
            return self.asked
        return next(iter(self.tags)) if self.tags and len(self.tags) == 1 else None


_SAYS: dict[Ground, str] = {
    "name": N_("the name says “{said}”"),
    "folder": N_("the folder says “{said}”"),
}
_COUNTRY_SAYS: dict[Ground, str] = {
    "name": N_("the name says “{said}”, the code of a country"),
    "folder": N_("the folder says “{said}”, the code of a country"),
}


def decide(named: Named, look: Callable[[tuple[str, ...]], Guess]) -> Language | Question:
    """The language, with reasons, or what to ask; `look` identifies the text among candidates."""
    if named.bilingual:
        return question(
            "language",
            N_("the name says “{said}”: two languages in one file"),
            _TWO,
            said=named.bilingual,
        )
    if named.conflict:
        one, other = named.conflict
        message = N_("its name says “{one}”, its folder says “{other}”: which language is it?")
        return question("language", message, _ANSWER, one=one, other=other)
    tags, asked = named.tags, named.asked
    if asked and tags is not None and asked not in tags:
        return question(
            "language",
            N_("-l says {asked}, but the name says “{said}”"),
            N_("leave -l out, give the files of each language alone, or answer with --map"),
            suggestion=_only(tags),
            asked=asked,
            said=named.said,
        )
    reasons = list(named.reasons)
    if asked:
        tags = frozenset((asked,))
        reasons.insert(0, reason("asked", N_("-l says {asked}"), asked=asked))
    guess = look(tuple(sorted(named.known | (tags or frozenset()))))
    found = _by_text(named, tags, guess, reasons)
    if isinstance(found, Question):
        return found
    relatives = languages_known.relatives(found, named.known)
    if found in (alike := {guess.language or "", *guess.alike}):  # Malay and Indonesian
        relatives = tuple(sorted({*relatives, *(alike & named.known)} - {found}))
    if found not in named.known and relatives and not asked:
        return question(
            "language",
            N_("{language} is no language of the series, but {relatives} is: which one is meant?"),
            _ANSWER,
            suggestion=relatives[0],
            language=found,
            relatives=", ".join(relatives),
        )
    return Language(found, tuple(reasons))


def _by_text(
    named: Named, tags: frozenset[str] | None, guess: Guess, reasons: list[Reason]
) -> str | Question:
    """What the text leaves of `tags` (None: of all languages)."""
    if guess.sure and guess.language is not None:
        text = {guess.language, *guess.alike}
        left = text if tags is None else text & tags
        if not left:
            return _contradicted(named, tags, guess.language)
        if len(left) == 1:
            if named.several:
                return _two_named(named, tags, suggestion=min(left))
            reasons.append(reason("text", N_("the text is {language}"), language=min(left)))
            return min(left)
        return question(
            "language",
            N_("the text is one of {languages}, which no text can tell apart"),
            _ANSWER,
            languages=", ".join(sorted(left)),
        )
    if guess.sure and guess.other is not None:
        if tags is None:
            return question(
                "language",
                N_("the text seems to be {language}, which the series does not have"),
                N_("say it with -l if it is a new language of the series"),
                suggestion=guess.other,
                language=guess.other,
            )
        if not _same_language(tags, guess.other):
            return _contradicted(named, tags, guess.other)
    if named.several:
        return _two_named(named, tags)
    if tags is not None and len(tags) == 1:
        if named.countries and not named.asked:
            return question(
                "language",
                N_(
                    "“{said}” is the code of a country: is {language} meant? The text does not tell"
                ),
                _ANSWER,
                suggestion=min(tags),
                said=named.said,
                language=min(tags),
            )
        return min(tags)
    if tags:
        return question(
            "language",
            N_("“{said}” may be {languages}, and the text does not tell"),
            _ANSWER,
            suggestion=guess.language if guess.language in tags else "",
            said=named.said,
            languages=", ".join(sorted(tags)),
        )
    return question(
        "language",
        N_("neither its name nor its text tells the language for sure"),
        _ANSWER,
        suggestion=guess.language or "",
    )


def _same_language(tags: frozenset[str], other: str) -> bool:
    """Whether the text is in one of these languages, of whatever region."""
    bases = {tag if "Han" in other else tag.split("-")[0] for tag in tags}
    return (other if "Han" in other else other.split("-", maxsplit=1)[0]) in bases


def _contradicted(named: Named, tags: frozenset[str] | None, found: str) -> Question:
    help_ = N_("look into the file: it may be misnamed; answer with --map, or leave it out there")
    if named.asked:
        return question(
            "language",
            N_("-l says {asked}, but the text is {language}"),
            help_,
            suggestion=found,
            asked=named.asked,
            language=found,
        )
    return question(
        "language",
        N_("the name says “{said}”, but the text is {language}"),
        help_,
        suggestion=found,
        said=named.said,
        language=found,
    )


def _two_named(named: Named, tags: frozenset[str] | None, suggestion: str = "") -> Question:
    return question(
        "language",
        N_("the name speaks of more than one language (“{said}”): which one is it in?"),
        _TWO,
        suggestion=suggestion,
        said=named.said,
        languages=", ".join(sorted(tags or ())),
    )


def _only(tags: frozenset[str]) -> str:
    return min(tags) if len(tags) == 1 else ""
