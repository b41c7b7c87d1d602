"""What a file's content says: its cues, its language, whose episode's times it has."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from math import log

import msgspec

from goglobal.errors import UsageError
from goglobal.exchange.intake.entries import Entry
from goglobal.model import Track
from goglobal.rules.alignment import TOLERANCE
from goglobal.rules.drifting import FITS, SURE, align
from goglobal.rules.fitting import BETTER, FEWEST_CUES, other_episode
from goglobal.rules.identifying import UNKNOWN, Guess, identify
from goglobal.rules.matching import Times, match, times_of


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """One file, decoded and read."""

    track: Track
    encoding: str
    """What its bytes were: `UTF-8`, `GB18030`, `TIS-620`; empty for formats that say so inside."""
    text: str | None
    """The whole text, where it is SRT or WebVTT; None: it has to be written anew."""
    marked: bool
    """Whether it begins with a byte order mark."""
    damaged: int
    """Places that no encoding explains."""
    missing: str = ""
    """The package that would be needed to read it."""

    @property
    def digest(self) -> str:
        """Of the cues' times and texts: two files with one digest are the same subtitles."""
        sha = hashlib.sha256()
        for cue in self.track.cues:
            sha.update(f"{cue.start} {cue.end} {cue.text}\0".encode("utf-8", "replace"))
        return sha.hexdigest()


def read(entry: Entry, likely: str | None, known: Collection[str]) -> Content:
    """The content of an entry; `likely` is its language, as far as names tell.

    Never raises because of content. A legacy encoding is settled by the language that makes sense
    of the text.
    """
    content = _read(entry, likely)
    if likely is not None or content.text is None or content.encoding.startswith("UTF"):
        return content
    if language_of(content, tuple(known)).sure:
        return content
    for tag in sorted(known):
        other = _read(entry, tag)
        guess = language_of(other, tuple(known))
        if guess.sure and guess.language == tag:
            return other
    return content


def _read(entry: Entry, language: str | None) -> Content:
    from goglobal import subtitles
    from goglobal.subtitles.decoding import decode

    decoded = decode(entry.data, language=language)
    format_ = subtitles.detect(decoded.text, name=entry.parts[-1])
    plain = format_ in ("srt", "webvtt")
    missing = ""
    try:
        track = subtitles.parse(entry.data, format=format_, language=language, name=entry.name)
    except UsageError as error:
        missing = str(error.arguments.get("package", format_))
        track = Track(cues=(), language=language, name=entry.name, format=format_)
    return Content(
        track=track,
        encoding=decoded.encoding if plain else "",
        text=decoded.text if plain else None,
        marked=decoded.bom,
        damaged=sum(int(f.arguments.get("count", 1)) for f in track.findings if f.code == "SUB001"),
        missing=missing,
    )


def language_of(content: Content, candidates: tuple[str, ...]) -> Guess:
    """The language of the text among `candidates`."""
    from goglobal.subtitles.markup import plain

    lines = [line for cue in content.track.cues for line in plain(cue.text).split("\n")]
    return identify(lines, candidates) if lines else UNKNOWN


class Fit(msgspec.Struct, frozen=True):
    """How well the times fit an episode's source."""

    episode: int
    share: float


class Sources:
    """The source tracks of a series, to fit times to."""

    def __init__(self, tracks: Mapping[int, Track]) -> None:
        self.tracks = {number: track for number, track in tracks.items() if track.cues}
        self._times: dict[int, Times] = {n: times_of(track) for n, track in self.tracks.items()}

    def share(self, track: Track, episode: int) -> float | None:
        """The share of cues that begin with one of the episode's; None: nothing to compare."""
        times = self._times.get(episode)
        if times is None or len(track.cues) < FEWEST_CUES:
            return None
        return match(times, times_of(track), TOLERANCE).share

    def contradiction(self, track: Track, episode: int) -> Fit | None:
        """The other episode that a track was timed for, which is said to be of `episode`."""
        own = self.tracks.get(episode)
        if own is None:
            best = self.best(track)
            return best if best is not None and best.episode != episode else None
        found = other_episode(track, episode, self.tracks, align(own, track))
        return Fit(found.episode, found.share) if found is not None else None

    def best(self, track: Track) -> Fit | None:
        """The one episode that the times fit; None: none, or more than one."""
        if len(track.cues) < FEWEST_CUES:
            return None
        given = times_of(track)
        found = []
        for episode, times in self._times.items():
            if len(times.starts) >= FEWEST_CUES:
                one = match(times, given, TOLERANCE)
                found.append((one.share, one.evidence, -episode))
        found.sort(reverse=True)
        if not found:
            return None
        share, evidence, episode = found[0]
        second = found[1][0] if len(found) > 1 else 0.0
        if share < FITS or share < second + BETTER or evidence < SURE + log(len(found) + 1):
            return None
        return Fit(-episode, share)
