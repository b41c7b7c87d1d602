"""TRN008: names stand in a translation as the glossary writes them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from goglobal.findings import Found, Severity
from goglobal.messages import N_
from goglobal.rules import parted_names
from goglobal.rules.base import Parameter, Parameters, rule
from goglobal.rules.names import Names, Slip, small_words
from goglobal.rules.places import at_text, locate
from goglobal.rules.spelling import doubled, words_in
from goglobal.rules.subjects import TrackSubject

_CUE = "12\n00:00:41,000 --> 00:00:43,000\n"
_LONGEST = 1000
"""Characters of a pair that are looked at: longer ones are no subtitles."""
_WORD = 60
"""Characters of the longest word that is looked at whole."""
_SUSPECTS = 5000
"""Places in one track that are looked at for a slip: no episode has so many names."""
_OFTEN = 2
"""Cues in which a spelling that the source does not ask for may stand before it is taken for the
name of somebody else."""

_NONE: frozenset[int] = frozenset()


@rule(
    "TRN008",
    "glossary",
    Severity.WARNING,
    "track",
    summary=N_("A name is not written as the glossary says."),
    reason=N_(
        "Viewers know the heroine by her name; one letter off, or the name of another person, and "
        "they are lost. Told are slips in a name, another person's name where the source names "
        "this one, and a name that a file never writes as the glossary does. A pronoun, a given "
        "name or a title in place of a name, and endings that the language asks for are no fault."
    ),
    fails=_CUE + "My name is Shen Rouxi.  (沈若溪 = Shen Ruoxi)",
    passes=_CUE + "My name is Shen Ruoxi.",
    parameters=(
        Parameter(
            name="never",
            default=3,
            doc=N_(
                "times that the source has a name of which the whole translation has no spelling"
            ),
        ),
    ),
)
def glossary(subject: TrackSubject, parameters: Parameters) -> Iterator[Found]:
    if subject.language == subject.series.source_language:
        return
    names = subject.names
    if names.written.pattern is None:
        return
    look = _Look(subject, names)
    look.along_the_source()
    look.everywhere()
    yield from look.slips()
    yield from look.others()
    yield from look.never(parameters.integer("never"))


class _Other(msgspec.Struct, frozen=True):
    """Where another name stands than the source has."""

    indices: tuple[int, ...]
    given: str
    term: str
    other: str


class _Look:
    """One look through a track, and what it finds."""

    def __init__(self, subject: TrackSubject, names: Names) -> None:
        self.subject = subject
        self.names = names
        self._slips: dict[tuple[str, str], list[int]] = {}
        """Misspelling and right spelling to the cues that they stand in."""
        self._others: list[_Other] = []
        self._asked: dict[int, list[int]] = {}
        """Name to the first target cue of each pair whose source has it."""
        self._shown: set[int] = set()
        self._small: frozenset[str] | None = None
        self._counts: Counter[str] = Counter()

    def along_the_source(self) -> None:
        """Each pair whose source has a name."""
        source, spoken = self.subject.source, self.names.spoken
        if source is None or spoken.pattern is None or not self.subject.translated:
            return
        texts = [cue.text for cue in source.cues]
        named = spoken.by_text(texts)
        if not named:
            return
        pairs = self.subject.pairs
        said: list[frozenset[int]] = [
            _NONE.union(*(named.get(index, ()) for index in pair.source))
            if not named.keys().isdisjoint(pair.source)
            else _NONE
            for pair in pairs
        ]
        for place, pair in enumerate(pairs):
            if said[place] and pair.target:
                near = said[max(0, place - 1) : place + 2]
                self._pair(pair.target, said[place], _NONE.union(*near))

    def _pair(
        self, indices: tuple[int, ...], asked: frozenset[int], around: frozenset[int]
    ) -> None:
        text = self._text(indices)
        found = list(self.names.written.found(text))
        there = {index for _, _, index in found}
        for index in sorted(asked):
            if not self.names.names[index].ways:
                continue
            self._asked.setdefault(index, []).append(indices[0])
            if index in there:
                self._shown.add(index)
                self._doubled(text, [f for f in found if f[2] == index], indices)
                continue
            slip = self.names.slip(text, index, ordinary=self._is_ordinary)
            if slip is not None:
                self._note(text, slip, indices)
                self._shown.add(index)
                continue
            strangers = [f for f in found if f[2] not in around and f[2] not in asked]
            if strangers:
                start, end, other = strangers[0]
                term = self.names.names[index].term
                other_term = self.names.names[other].term
                self._others.append(_Other(indices, text[start:end], term, other_term))

    def _doubled(
        self, text: str, found: Sequence[tuple[int, int, int]], indices: tuple[int, ...]
    ) -> None:
        """Names that are right but for a sign that stands twice at their edge."""
        if self.names.unspaced:
            for start, end, _ in found:
                place = doubled(text, start, end)
                if place is not None:
                    self._note(text, Slip(*place, text[start:end]), indices)

    def _is_ordinary(self, word: str) -> bool:
        """Whether a word has a meaning of its own: a small one, or one that stands elsewhere."""
        if self._small is None:
            self._small = small_words(self.names.language)
            self._counts = Counter(word.text for word in words_in(self.subject.plain_text))
        return word in self._small or self._counts[word] > 1

    def everywhere(self) -> None:
        """Slips in longer names wherever they stand, the source asking for them or not."""
        whole = unicodedata.normalize("NFC", self.subject.plain_text)
        folded = whole.lower().replace("\n", " ")
        if len(folded) != len(whole):
            return
        known = {given for given, _ in self._slips}
        found: dict[tuple[str, str], list[int]] = {}
        seen: set[tuple[int, str]] = set()
        for start, way in islice(self.names.suspects(folded), _SUSPECTS):
            if start >= 0 and folded.startswith(way.lower(), start):
                continue
            if (start, way) in seen:
                continue
            seen.add((start, way))
            begin, end = max(0, start - 2), start + len(way) + 3
            slip = self._alone(whole, way, begin, end)
            if slip is not None:
                given = whole[slip.start : slip.end]
                if " ".join(given.split()) not in known:
                    found.setdefault((given, way), []).append(slip.start)
        for (given, way), starts in found.items():
            if len(starts) <= _OFTEN and self._is_no_word(given, way, folded):
                for start in starts:
                    index = self._cue_at(whole, start)
                    key = (" ".join(given.split()), way)
                    if index is not None and index not in self._slips.setdefault(key, []):
                        self._slips[key].append(index)

    def _alone(self, whole: str, way: str, begin: int, end: int) -> Slip | None:
        """A slip between two places of the text, at whose edges no word is cut."""
        if not self.names.unspaced:
            least, most = max(0, begin - _WORD), min(len(whole), end + _WORD)
            while begin > least and not whole[begin - 1].isspace():
                begin -= 1
            while end < most and not whole[end].isspace():
                end += 1
        else:
            begin, end = parted_names.widened(whole, begin, end, self.names.language)
        text = whole[begin:end]
        slip = self.names.slip_of(text, way, ordinary=self._is_ordinary)
        if slip is None:
            return None
        return Slip(slip.start + begin, slip.end + begin, slip.way)

    def _is_no_word(self, given: str, way: str, folded: str) -> bool:
        """Whether what differs from the name is no ordinary word, and begins as the name does."""
        right = way.casefold().split()
        words = given.casefold().split()
        if words and words[0][0] != right[0][0]:
            return False
        wrong = [word for word in words if word not in right]
        return not any(
            f" {word} " in f" {folded} ".replace(given.casefold(), " ") for word in wrong
        )

    def _cue_at(self, whole: str, start: int) -> int | None:
        """The cue that an offset in the text of all cues falls into."""
        passed = 0
        for index, text in enumerate(self.subject.plain):
            passed += len(unicodedata.normalize("NFC", text)) + 1
            if start < passed:
                return index
        return None

    def _text(self, indices: Sequence[int]) -> str:
        plain = self.subject.plain
        text = "\n".join([plain[index] for index in indices])[:_LONGEST]
        return text if text.isascii() else unicodedata.normalize("NFC", text)

    def _note(self, text: str, slip: Slip, indices: Sequence[int]) -> None:
        given = text[slip.start : slip.end]
        cues = self._slips.setdefault((" ".join(given.split()), slip.way), [])
        passed = 0
        for index in indices:
            passed += len(unicodedata.normalize("NFC", self.subject.plain[index])) + 1
            if slip.start < passed:
                cues.append(index)
                return
        cues.append(indices[0])

    def slips(self) -> Iterator[Found]:
        """One finding for each misspelling, at the first cue that has it."""
        for (given, way), cues in sorted(self._slips.items(), key=lambda item: item[1]):
            many = len(cues) > 1
            yield self._at(
                cues[:1],
                given,
                N_("“{given}” is “{way}” in the glossary; it stands in {count} cues: {cues}")
                if many
                else N_("“{given}” is “{way}” in the glossary"),
                {
                    "given": given,
                    "way": way,
                    "count": len(cues),
                    "cues": ", ".join(str(index + 1) for index in cues[:10]),
                },
                help=N_("write “{way}”, or add the other spelling to the glossary, behind a `|`"),
            )

    def others(self) -> Iterator[Found]:
        """Where another name stands than the source has."""
        for one in self._others:
            yield self._at(
                one.indices,
                one.given,
                N_("the source names {term} here, and “{given}” is {other}"),
                {"term": one.term, "given": one.given, "other": one.other},
                help=N_("name the one that the source names, or waive the finding"),
            )

    def never(self, times: int) -> Iterator[Found]:
        """Names that the source has often and the whole file never as the glossary writes them."""
        asked = {index: cues for index, cues in self._asked.items() if len(cues) >= times}
        missing = {index: cues for index, cues in asked.items() if index not in self._shown}
        if not missing or not self._is_own_script():
            return
        folded = self.subject.folded
        for index, cues in missing.items():
            name = self.names.names[index]
            spellings = (*(way.casefold() for way in name.ways), *self.names.parts(index))
            if any(spelling in folded for spelling in spellings):
                continue
            if any(spoken.casefold() in folded for spoken in name.spoken):
                continue  # it is not translated at all, which TRN004 tells of
            yield at_text(
                self.subject,
                cues[0],
                N_("the source names {term} {count} times, and “{ways}” stands nowhere here"),
                {"term": name.term, "count": len(cues), "ways": " | ".join(name.ways)},
                help=N_("write the name as the glossary does, or add this spelling to it"),
            )

    def _is_own_script(self) -> bool:
        """Whether the file is in the letters of its language: else TRN005 tells of it."""
        from goglobal.languages import script
        from goglobal.rules.scripts import letters, written_with

        wanted = written_with(script(self.subject.language))
        used = letters(self.subject.plain_text)
        return not wanted or not used or max(used, key=lambda name: used[name]) in wanted

    def _at(
        self,
        indices: Sequence[int],
        piece: str,
        message: str,
        arguments: dict[str, str | int],
        *,
        help: str,  # noqa: A002
    ) -> Found:
        cues = self.subject.track.cues
        for index in indices:
            for row, line in enumerate(cues[index].text.split("\n")):
                span = locate(line, piece)
                if span is not None:
                    return at_text(
                        self.subject, index, message, arguments, help=help, row=row, span=span
                    )
        return at_text(self.subject, indices[0], message, arguments, help=help)


RULES = (glossary,)
