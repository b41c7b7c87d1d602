"""From the files that were given to what becomes of each: decided one by one, then side by side."""

from __future__ import annotations

from collections.abc import Callable, Collection

import msgspec

from goglobal.exchange.intake import (
    batches,
    contents,
    deciding_episode,
    deciding_kind,
    deciding_language,
    rivals,
)
from goglobal.exchange.intake.answers import Answer, Answers
from goglobal.exchange.intake.contents import Content, Sources
from goglobal.exchange.intake.entries import Collected, Entry, Left, Saying
from goglobal.exchange.intake.making import Places, make
from goglobal.exchange.intake.names import Number, Reader, Reading
from goglobal.exchange.intake.outcomes import Outcome
from goglobal.exchange.intake.sorts import suffix_of
from goglobal.exchange.intake.verdicts import (
    Episode,
    KindOf,
    Language,
    Question,
    Reason,
    question,
    reason,
)
from goglobal.exchange.writing import NewContent
from goglobal.messages import N_
from goglobal.model import Series


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What the user asked for."""

    language: str | None = None
    newest: bool = False
    """Of several versions of one track, take the newest."""
    replace: bool = False
    """Write over what is there."""


class Draft(msgspec.Struct, kw_only=True):
    """One file while it is being decided on."""

    entry: Entry
    content: Content
    reading: Reading
    answer: Answer | None
    language: Language | None
    episode: Episode | None
    kind: KindOf | None
    questions: list[Question]
    older: Saying | None = None
    """Why another file is taken instead of it."""

    @property
    def key(self) -> tuple[str, int, str] | None:
        """The track that it is, where all of that is known."""
        if self.language is None or self.episode is None or self.kind is None:
            return None
        return (self.language.tag, self.episode.number, self.kind.kind)


class Mapper:
    """Decides on the files of one delivery for one series."""

    def __init__(
        self,
        series: Series,
        known: Collection[str],
        sources: Sources,
        wishes: Wishes,
        answers: Answers | None = None,
    ) -> None:
        self.series = series
        self.known = frozenset(known) | {series.source_language}
        self.sources = sources
        self.wishes = wishes
        self.answers = answers or Answers()
        self.reader = Reader(_titles(series), self.known, series.layout.aliases)
        numbers = {episode.number for episode in series.episodes}
        self.episodes = numbers or None
        self.places = Places(series)

    def outcomes(
        self, collected: Collected, tell: Callable[[int, int, str], None] | None = None
    ) -> tuple[Outcome, ...]:
        """What becomes of every file, in the order of names; `tell` hears how far it has come."""
        entries = collected.entries
        readings = [(entry.parts[:-1], self.reader.read(_stem(entry))) for entry in entries]
        numbered = batches.numbered(readings)
        drafts = []
        for index, entry in enumerate(entries):
            drafts.append(self._draft(entry, readings[index][1], numbered.get(index)))
            if tell is not None:
                tell(index + 1, len(entries), entry.name)
        rivals.compare(drafts, newest=self.wishes.newest)
        done = [self._finish(draft) for draft in drafts]
        done += [self._left(left) for left in collected.left]
        return tuple(sorted(done, key=lambda one: one.name))

    def _left(self, left: Left) -> Outcome:
        answer = self.answers.of(left.name)
        if left.fate == "refused" and answer is not None and answer.skip:
            return _answered_skip(left.name)
        return Outcome(name=left.name, status=left.fate, why=left.why, help=left.help)

    def _draft(self, entry: Entry, reading: Reading, numbered: tuple[Number, int] | None) -> Draft:
        folders = tuple(self.reader.read(part, folder=True) for part in entry.parts[:-1])
        answer = self.answers.of(entry.name)
        asked = answer.language if answer and answer.language else self.wishes.language
        named = deciding_language.Named(reading, folders, asked, self.known)
        content = contents.read(entry, named.likely, named.known | (named.tags or frozenset()))
        draft = Draft(
            entry=entry,
            content=content,
            reading=reading,
            answer=answer,
            language=None,
            episode=None,
            kind=None,
            questions=[],
        )
        if answer is not None and answer.skip:
            return draft
        unusable = _unusable(content, answered=answer is not None and answer.says)
        if unusable is not None:
            draft.questions.append(unusable)
            if not content.track.cues:
                return draft
        self._decide(draft, folders, named, numbered)
        return draft

    def _decide(
        self,
        draft: Draft,
        folders: tuple[Reading, ...],
        named: deciding_language.Named,
        numbered: tuple[Number, int] | None,
    ) -> None:
        answer, content, reading = draft.answer, draft.content, draft.reading
        language: Language | Question
        if answer and answer.language:
            language = Language(answer.language, (_by_answer(answer),))
        else:
            language = deciding_language.decide(
                named, lambda tags: contents.language_of(content, tags)
            )
        if isinstance(language, Question):
            draft.questions.append(language)
        else:
            draft.language = language
        tag = draft.language.tag if draft.language else None
        if answer and answer.kind:
            draft.kind = KindOf(answer.kind, (_by_answer(answer),))
        else:
            others = named.tags is not None
            kind = deciding_kind.decide(reading, folders, tag, named=others)
            if isinstance(kind, Question):
                draft.questions.append(kind)
            else:
                draft.kind = kind
        episode: Episode | Question
        if answer and answer.episode:
            episode = Episode(answer.episode, (_by_answer(answer),))
        else:
            episode = self._episode(draft, folders, numbered, tag)
        if isinstance(episode, Question):
            draft.questions.append(episode)
        else:
            draft.episode = episode

    def _episode(
        self,
        draft: Draft,
        folders: tuple[Reading, ...],
        numbered: tuple[Number, int] | None,
        tag: str | None,
    ) -> Episode | Question:
        # episodes come from the source's files where nobody declares them: new ones of it are new
        growing = tag == self.series.source_language and not self.series.episodes_declared
        track = draft.content.track
        case = deciding_episode.Case(
            file=draft.reading,
            folders=folders,
            season=self.series.season,
            episodes=None if growing else self.episodes,
            numbered=numbered[0] if numbered else None,
            beside=numbered[1] if numbered else 0,
        )
        times = deciding_episode.Times(
            share=lambda number: self.sources.share(track, number),
            contradiction=lambda number: self.sources.contradiction(track, number),
            best=lambda: self.sources.best(track),
        )
        return deciding_episode.decide(case, times)

    def _finish(self, draft: Draft) -> Outcome:
        """What becomes of a file once all is known about the others."""
        name, content = draft.entry.name, draft.content
        if draft.answer is not None and draft.answer.skip:
            return _answered_skip(name)
        if draft.older is not None:
            return Outcome(name=name, status="skipped", why=draft.older)
        found = Outcome(
            name=name,
            status="question",
            language=draft.language.tag if draft.language else None,
            episode=draft.episode.number if draft.episode else None,
            kind=draft.kind.kind if draft.kind else None,
            reasons=_reasons(draft),
            format=content.track.format,
        )
        if draft.questions or not (draft.language and draft.episode and draft.kind):
            return msgspec.structs.replace(found, questions=tuple(draft.questions))
        track = (draft.language.tag, draft.episode.number, draft.kind.kind)
        made = make(content, draft.entry.data, self.places.preferred)
        path = self.places.path(*track, made.format)
        found = msgspec.structs.replace(
            found,
            path=path,
            encoding=made.encoding,
            losses=made.losses,
            findings=made.findings,
        )
        return self._placed(found, made.data, self.places.there.get(track, path))

    def _placed(self, found: Outcome, data: bytes, there: str) -> Outcome:
        """A file that is known, beside what holds the same track now, at the path `there`."""
        path = found.path or ""
        replace = msgspec.structs.replace
        try:
            before = self.places.current(there)
        except OSError as error:
            wrong = question(
                "place",
                N_("{path} cannot be read: {reason}"),
                N_("see to its rights"),
                path=there,
                reason=error.strerror or "",
            )
            return replace(found, questions=(wrong,))
        if before == data and there == path:
            return replace(found, status="unchanged")
        if before is not None and not self.wishes.replace:
            return replace(found, questions=(_occupied(there, path),))
        writes = [NewContent(path=path, before=before if there == path else None, after=data)]
        if there != path and before is not None:
            writes.append(NewContent(path=there, before=before, removed=True))
        new = found.language not in self.known
        return replace(found, status="taken", writes=tuple(writes), new_language=new)


def _occupied(there: str, path: str) -> Question:
    message = N_("{there} is there already, with other content")
    help_ = N_("--replace writes over it; compare the two first")
    if there != path:
        message = N_("{there} is there already, in another format")
        help_ = N_("--replace puts this file in its place; compare the two first")
    return question("place", message, help_, there=there)


def _unusable(content: Content, *, answered: bool) -> Question | None:
    if content.missing:
        return question(
            "content",
            N_("its format is read with {package}, which is not installed"),
            N_('install it: pip install "goglobal[formats]"'),
            package=content.missing,
        )
    if not content.track.cues:
        return question(
            "content",
            N_("there is no cue in it"),
            N_("check that the right file was sent; `skip` it in the file of --map"),
        )
    if content.damaged and not answered:
        return question(
            "content",
            N_("{count} places in it are no text in any encoding: it is damaged"),
            N_("ask for the file again; to take it as it is, fill in its row in the file of --map"),
            count=content.damaged,
        )
    return None


def _by_answer(answer: Answer) -> Reason:
    return reason("answer", N_("line {line} of the map says so"), line=answer.line)


def _answered_skip(name: str) -> Outcome:
    return Outcome(name=name, status="skipped", why=Saying(N_("the map says so")))


def _reasons(draft: Draft) -> tuple[Reason, ...]:
    parts = (draft.episode, draft.language, draft.kind)
    return tuple(reason for part in parts if part is not None for reason in part.reasons)


def _stem(entry: Entry) -> str:
    own = entry.parts[-1]
    suffix = suffix_of(own)
    return own[: -len(suffix)] if suffix else own


def _titles(series: Series) -> tuple[str, ...]:
    """What the series is called, in all its languages."""
    names = [series.title, series.id]
    for catalog in series.catalogs.values():
        entry = catalog.entries.get("series/title")
        if entry is not None:
            names.append(entry.text)
    return tuple(name for name in names if name)
