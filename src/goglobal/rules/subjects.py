"""What rules look at: a whole track, catalog, series, or the names of what is delivered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from operator import sub
from typing import TYPE_CHECKING, Generic, TypeVar, overload

import msgspec

from goglobal.digests import Digest
from goglobal.media.facts import PictureFacts, VideoFacts
from goglobal.model import Catalog, Episode, Kind, Series, Target, Track
from goglobal.profiles.schema import Profile
from goglobal.rules.delivered import DeliveredName, MadeDocument
from goglobal.rules.signs import MARKUP, signs_in

if TYPE_CHECKING:
    from goglobal.rules.alignment import Drift
    from goglobal.rules.drifting import Aligned
    from goglobal.rules.fitting import Other
    from goglobal.rules.left_over import LeftOver
    from goglobal.rules.mddf_reading import Problem
    from goglobal.rules.names import Names
    from goglobal.rules.pairing import Pair
    from goglobal.rules.pictures import Delivered

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - used as `property` is
    """A property that is computed when it is first asked for; `functools.cached_property` without
    its lock, which costs more than most of what is computed here."""

    def __init__(self, function: Callable[[TrackSubject], T]) -> None:
        self.function = function
        self.name = function.__name__
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, subject: None, owner: type[TrackSubject]) -> once[T]: ...

    @overload
    def __get__(self, subject: TrackSubject, owner: type[TrackSubject]) -> T: ...

    def __get__(self, subject: TrackSubject | None, owner: type[TrackSubject]) -> T | once[T]:
        if subject is None:
            return self
        value = self.function(subject)
        subject.__dict__[self.name] = value
        return value


class TrackSubject(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One track, with what it is compared to.

    What several rules derive from the cues is computed once, when the first of them asks.
    """

    series: Series
    track: Track
    language: str
    kind: Kind
    episode: Episode
    path: str
    source: Track | None = None
    """The source language's full track of the same episode; None: there is none, or this is it."""
    sources: Mapping[int, Track] = {}
    """The source language's full tracks of all episodes of the series, each read when it is looked
    up: only a track that does not fit its own is held against them. Empty for the source itself."""
    siblings: Mapping[int, Track] = {}
    """The tracks of this language and kind, by episode, this one among them."""
    measured: int | None = None
    """How long the episode's video lasts (ms); None: there is none, or nobody measured it."""
    copied: bool = False
    """True: it has the text of another episode's track, or the reverse, which PRJ008 tells of."""
    profile: Profile
    """What the platform wants of subtitle files: only `subtitles` and `fit` are filled, so that
    targets whose platforms want the same share one run."""

    @once
    def starts(self) -> tuple[int, ...]:
        """When each cue begins (ms)."""
        return tuple([cue.start for cue in self.track.cues])

    @once
    def ends(self) -> tuple[int, ...]:
        """When each cue ends (ms)."""
        return tuple([cue.end for cue in self.track.cues])

    @once
    def durations(self) -> tuple[int, ...]:
        """How long each cue is shown (ms); zero or less where it ends at or before its start."""
        return tuple(map(sub, self.ends, self.starts))

    @once
    def text(self) -> str:
        """All cue texts joined by line feeds: one look at it can save a look at every cue."""
        return "\n".join([cue.text for cue in self.track.cues])

    @once
    def folded(self) -> str:
        """`text` in lower case."""
        return self.text.lower()

    @once
    def spaced(self) -> str:
        """`folded` with a space for each line feed, before its first line and behind its last.

        Phrases go on over line breaks in it, and a space at the end of a line is one of two.
        """
        return f" {self.folded} ".replace("\n", " ")

    @once
    def signs(self) -> frozenset[str]:
        """The characters in `text` that rules look for: see `goglobal.rules.signs`."""
        return signs_in(self.text, self.language)

    @once
    def plain(self) -> tuple[str, ...]:
        """Each cue's text without mark-up."""
        texts = [cue.text for cue in self.track.cues]
        signs = self.signs
        if signs.isdisjoint(MARKUP):
            return tuple(texts)
        from goglobal.subtitles.markup import plain

        # an entity, or a code that does not begin with a brace, may stand in any of the texts
        if "&" in signs or self.text.count("\\") != self.text.count("{\\"):
            return tuple(map(plain, texts))
        return tuple([_without(text) if "<" in text or "{" in text else text for text in texts])

    @once
    def plain_text(self) -> str:
        """`plain` joined by line feeds."""
        return self.text if self.signs.isdisjoint(MARKUP) else "\n".join(self.plain)

    @once
    def lines(self) -> tuple[str, ...]:
        """The lines of all cues, without mark-up."""
        return tuple(self.plain_text.split("\n"))

    @once
    def broken(self) -> tuple[int, ...]:
        """The indexes of the cues whose plain text has more than one line."""
        return tuple([index for index, text in enumerate(self.plain) if "\n" in text])

    @once
    def timed(self) -> Track | None:
        """The source track, where times can be compared: forced tracks hold a few signs only."""
        source = self.source
        if source is None or self.kind == "forced" or not (source.cues and self.track.cues):
            return None
        return source

    @once
    def aligned(self) -> Aligned:
        """How this track's clock lies against its source's, with what speaks for it."""
        from goglobal.rules.drifting import UNKNOWN, align

        return UNKNOWN if self.timed is None else align(self.timed, self.track)

    @once
    def drift(self) -> Drift | None:
        """What has to be done to the source's times to get this track's; None: nothing makes them
        match, or that cannot be told."""
        return self.aligned.drift

    @once
    def clock(self) -> Drift | None:
        """`drift`, where too few cues to tell count as none: what cues are compared under.

        None: the times do not follow the source's, and no cue can be compared with one of it.
        """
        from goglobal.rules.alignment import FEWEST, NONE

        source = self.timed
        if source is None or self.drift is not None:
            return self.drift
        return NONE if min(len(source.cues), len(self.track.cues)) < FEWEST else None

    @once
    def other_episode(self) -> Other | None:
        """The other episode that this track was timed for; None: its own, or none of them."""
        from goglobal.rules.fitting import other_episode

        if self.timed is None:
            return None
        return other_episode(self.track, self.episode.number, self.sources, self.aligned)

    @once
    def belongs(self) -> bool:
        """False: this is another episode's track, which TRN009 tells of. Whatever else compares it
        with its source has to be quiet then: one cause, one finding."""
        return self.other_episode is None

    @once
    def left_over(self) -> LeftOver:
        """The cues that are still the source's text."""
        from goglobal.rules.left_over import still_source

        return still_source(self)

    @once
    def translated(self) -> bool:
        """False: the file is the source's text, which TRN004 tells of, or another episode's, which
        PRJ008 does; whatever else compares or identifies its text has to be quiet then."""
        return not self.copied and not self.left_over.whole()

    @once
    def pairs(self) -> tuple[Pair, ...]:
        """The cues of `source` and of this track that are shown in the same time, each once.

        Empty where there is nothing to compare: no source, a forced track, another episode's, or
        one whose times do not follow the source's.
        """
        from goglobal.rules.pairing import pairs

        source, drift = self.timed, self.clock
        if source is None or drift is None or not self.belongs:
            return ()
        return pairs(source, self.track, drift)

    @once
    def names(self) -> Names:
        """The names of the series, as the glossary and the catalog write them in the language."""
        from goglobal.rules.names import names_of

        return names_of(self.series, self.language)

    @once
    def text_lines(self) -> tuple[int, ...]:
        """The 1-based line in the file of each cue's first text line."""
        track = self.track
        if track.text_lines is not None:
            return track.text_lines
        line, lines = 3, []
        for cue in track.cues:
            lines.append(line)
            line += cue.text.count("\n") + 4
        return tuple(lines)


_FREQUENT = re.compile(r"</?[ibu]>|\{\\an[1-9]\}")
"""The mark-up that most marked texts have, and nothing else."""


def has_frequent_markup(text: str) -> bool:
    """Whether a cue text has no other mark-up than `<i>`, `<b>`, `<u>` and `{\\an8}`, or none."""
    bare = _FREQUENT.sub("", text)
    return not any(mark in bare for mark in MARKUP)


def _without(text: str) -> str:
    """`text` without mark-up; it has no entity, and no backslash but behind a brace."""
    bare = _FREQUENT.sub("", text)
    if "<" not in bare and "{" not in bare:
        return bare
    from goglobal.subtitles.markup import plain

    return plain(text)


class CatalogSubject(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One language's metadata; for the source language `catalog` is None and texts come from
    `series` itself. Which texts are delivered is worked out once: see `goglobal.rules.fields`."""

    series: Series
    language: str
    catalog: Catalog | None
    episodes: tuple[Episode, ...]
    """The selected ones."""
    profile: Profile


class Spelling(msgspec.Struct, frozen=True, kw_only=True):
    """How often a track writes one name in one way; see `goglobal.rules.spellings`."""

    term: str
    """As the source language has it."""
    text: str
    count: int
    listed: bool = True
    """False: the glossary does not say how this language writes it."""


class TrackDigest(msgspec.Struct, frozen=True, kw_only=True):
    """What comparing rules need of a track after it has been read: no content."""

    path: str
    language: str
    episode: int
    kind: Kind
    cues: int
    text_sha256: str
    """Of all cue texts, without mark-up, case or white space; empty: no text."""
    pieces: tuple[int, ...] = ()
    """What the text is made of, as numbers: see `goglobal.rules.sketching`."""
    fits: int | None = None
    """The other episode whose times the track has; None: its own, or nobody's."""
    names: tuple[Spelling, ...] = ()
    """Names that may be written in several ways, as this track writes them."""


class SeriesSubject(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One series as one target wants it."""

    series: Series
    target: Target
    profile: Profile
    languages: tuple[str, ...]
    episodes: tuple[Episode, ...]
    digests: tuple[TrackDigest, ...]
    today: dt.date
    """The day of the delivery, by universal time (UTC)."""
    targets: tuple[str, ...] = ()
    """The names of all targets of the project; empty: this run leaves some out."""
    pictures: tuple[PictureFacts, ...] = ()
    """What was measured of the series' pictures."""
    videos: tuple[VideoFacts, ...] = ()
    """What was measured of its videos; empty where nothing could measure them."""

    @cached_property
    def delivered(self) -> tuple[Delivered, ...]:
        """The pictures that go to the target, each with what was measured and what is wanted."""
        from goglobal.rules.pictures import delivered_pictures

        return delivered_pictures(self)


class DeliverySubject(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All names of one series for one target, and the documents that were made for it."""

    series: Series
    target: Target
    profile: Profile
    names: tuple[DeliveredName, ...]
    documents: tuple[MadeDocument, ...] = ()
    """The MovieLabs documents: MEC and MMC."""
    digests: Mapping[str, Digest] = {}
    """Length and digests of delivered files, by path in the bundle or by object key, where they
    are known: only those are compared with what documents say."""
    others: tuple[str, ...] = ()
    """Files of the target that are not in this run, such as those of other languages, by path in
    the bundle or by object key: documents may refer to them."""
    schemas: str = ""
    """The absolute folder of MovieLabs' schemas; empty: there is none at hand."""

    @cached_property
    def judged(self) -> tuple[Problem, ...]:
        """What is wrong with the documents; the rules `DLV004` … each take theirs."""
        if not self.documents:
            return ()
        from goglobal.rules.mddf_documents import judge

        files: dict[str, Digest | None] = {place: self.digests.get(place) for place in self.others}
        keys: dict[tuple[str, str | None], str] = {}
        for name in self.names:
            facts = self.digests.get(name.key) or self.digests.get(name.path)
            keys[name.path, name.language] = name.key
            files[name.key] = facts
            # bundles of two languages may have a path in common: which is meant is not known then
            files[name.path] = facts if files.get(name.path, facts) == facts else None
        documents = [
            made
            if made.key
            else msgspec.structs.replace(made, key=keys.get((made.path, made.language), made.path))
            for made in self.documents
        ]
        return tuple(judge(documents, files=files, schemas=self.schemas))
