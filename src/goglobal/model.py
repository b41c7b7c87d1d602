"""The values that everything else works on: frozen, picklable, compared by content.

Times are integer milliseconds. Paths are relative to the series folder, with `/`, unless a
field says otherwise. Languages are canonical BCP 47 tags.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Literal

import msgspec

from goglobal.findings import Finding

Kind = Literal["full", "sdh", "forced"]
Scalar = str | int | float | bool


class Cue(msgspec.Struct, frozen=True, gc=False):
    """One subtitle: shown from `start` to `end` (ms), lines joined by a line feed."""

    start: int
    end: int
    text: str
    """Mark-up as in SRT: `<i>`, `<b>`, `<u>`, `<font color>`, `{\\an8}`."""
    number: int | None = None
    """The counter in the file; None where there was none."""
    settings: str = ""
    """WebVTT cue settings, as they stood."""
    identifier: str = ""
    """A WebVTT identifier that is not a counter."""
    payload: str = ""
    """The text as a WebVTT file had it, where `text` cannot say all of it (voices, classes, ruby):
    it goes back into WebVTT as long as `text` has not changed."""


class Block(msgspec.Struct, frozen=True):
    """A part of a WebVTT file that is no cue (NOTE, STYLE, REGION), kept and written back."""

    before: int
    """0-based index of the cue that it stands before."""
    text: str


class Track(msgspec.Struct, frozen=True, kw_only=True):
    """One subtitle file: one episode, one language, one kind."""

    cues: tuple[Cue, ...]
    language: str | None = None
    episode: int | None = None
    kind: Kind = "full"
    findings: tuple[Finding, ...] = ()
    """What the reader met (SUB001-SUB014), in file order."""
    name: str = ""
    """The file's path as the reader was given it."""
    format: str = "srt"
    header: str = ""
    """What stood on and below the WEBVTT line."""
    blocks: tuple[Block, ...] = ()
    lines: tuple[int, ...] | None = None
    """1-based line of each cue's first line; None: the file is regular SRT, so they follow."""
    text_lines: tuple[int, ...] | None = None
    """1-based line of each cue's first text line; None as for `lines`."""

    def line_of(self, index: int) -> int:
        """The 1-based line in the file where the cue at 0-based `index` begins."""
        if self.lines is not None:
            return self.lines[index]
        if index < 0:
            index += len(self.cues)
        cues = self.cues
        if not 0 <= index < len(cues):
            raise IndexError(index)
        return 1 + sum(cues[i].text.count("\n") + 4 for i in range(index))

    def text_line_of(self, index: int, row: int = 0) -> int:
        """The 1-based line in the file of text line `row` (0-based) of the cue at `index`."""
        if self.text_lines is not None:
            return self.text_lines[index] + row
        return self.line_of(index) + 2 + row


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """One person or firm; `role` is a key of the vocabulary."""

    role: str
    name: str
    character: str = ""


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """One age rating in one territory; advisories are keys of the vocabulary."""

    system: str
    value: str
    territory: str
    advisories: tuple[str, ...] = ()


class Registration(msgspec.Struct, frozen=True, kw_only=True):
    """China's registration of the series; formats vary, so nothing is refused."""

    kind: str
    number: str = ""
    issuer: str = ""
    issued_on: dt.date | None = None


class Master(msgspec.Struct, frozen=True, kw_only=True):
    """One cut of the picture: language of its sound, and of the text burned into it."""

    name: str
    audio: str = ""
    burned_in: str | None = None
    """Language of the text in the picture; None: a clean picture."""
    video: str = ""
    """Where its videos stand; empty: `layout.video` for `clean` or the only master, and the folder
    of the master's name in that place for any other."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that goes along where a target asks for its kind; its content is not read."""

    kind: str
    path: str
    valid_until: dt.date | None = None


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The picture: width and height in pixels, frames a second as `25` or `24000/1001`."""

    width: int = 1080
    height: int = 1920
    rate: str = "25"


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Where things stand in the series folder (format strings)."""

    subtitles: str = "subtitles/{language}/ep{episode:03}.srt"
    catalogs: str = "locales/{language}.po"
    artwork: str = "artwork/{language}/{purpose}"
    episode_artwork: str = "artwork/{language}/{purpose}.ep{episode:03}"
    video: str = "video/ep{episode:03}"
    aliases: dict[str, str] = {}
    """Folder names that are no tags, to the tag they mean."""


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    """One episode as `series.toml` declares it, or as the source language's files show it."""

    number: int
    title: str = ""
    """Empty: the vocabulary's "Episode {number}"."""
    synopsis: str = ""
    duration: int | None = None
    """Milliseconds; None: not declared."""


class SubtitleFile(msgspec.Struct, frozen=True, kw_only=True):
    """A track that has not been read yet."""

    path: str
    language: str
    episode: int
    kind: Kind = "full"


class ArtworkFile(msgspec.Struct, frozen=True, kw_only=True):
    """One picture of the series."""

    path: str
    purpose: str
    language: str | None = None
    """None: art without text."""
    episode: int | None = None
    """None: of the series as a whole."""


class VideoFile(msgspec.Struct, frozen=True, kw_only=True):
    """One episode's video, or that of a long cut; it is carried and never changed."""

    path: str
    episode: int
    """Of a long cut: the first."""
    master: str = "clean"
    span: tuple[int, int] | None = None
    """The first and the last episode of a long cut; None: it is one episode's."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a catalog."""

    key: str
    """The msgctxt: `series/title`, `episode/001/synopsis`, `credit/cast/1/character`."""
    source: str
    """msgid: the source text at the time of translation."""
    text: str
    """msgstr; empty: untranslated."""
    fuzzy: bool = False
    line: int | None = None
    """1-based line of the entry in the file."""


class Catalog(msgspec.Struct, frozen=True, kw_only=True):
    """One language's translated metadata; `entries` by key."""

    language: str
    path: str
    entries: dict[str, Entry] = {}
    unread: tuple[str, ...] = ()
    """Keys of entries that are there and cannot be read: CAT005 among `findings` tells of them."""
    findings: tuple[Finding, ...] = ()

    def text(self, key: str) -> str | None:
        """The deliverable text under `key`: None where it is missing, empty or fuzzy."""
        entry = self.entries.get(key)
        return entry.text if entry and entry.text and not entry.fuzzy else None


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the glossary: a name or place and how each language writes it."""

    term: str
    note: str = ""
    renderings: dict[str, tuple[str, ...]] = {}
    """By tag; a cell may hold several, separated by `|`."""
    line: int = 0


class Waiver(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that a person accepted; empty fields match all."""

    code: str
    reason: str
    by: str
    language: str | None = None
    episode: int | None = None
    cue: int | None = None
    text_sha256: str | None = None
    until: dt.date | None = None
    line: int | None = None
    """1-based line in `waivers.toml`."""


SHARED = "shared"
"""What stands for a language where something belongs to all of them."""


class Redelivery(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of `deliveries.toml`."""

    target: str
    language: str
    """Or `SHARED`."""
    revision: int
    reason: str
    episodes: str = ""
    """Empty: the files that belong to no episode."""


class Fingerprint(msgspec.Struct, frozen=True, kw_only=True):
    """What a track says and when: equal ones say the same."""

    text: str
    """A digest of what the cues say; empty: nothing."""
    cues: int = 0
    """Those that say something; 0 also where nobody counted."""
    first: int = 0
    """When the first of them begins (ms)."""
    last: int = 0
    """When the last of them ends (ms)."""


class MadeFrom(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `translations.csv`: the source that a translated track was made from."""

    source: Fingerprint
    """Of the source language's full track of the episode, at that time."""
    track: Fingerprint
    """Of the translation itself; without a number of cues."""


class Series(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One series folder, loaded: what it is and which files it has. No subtitle has been read."""

    id: str
    title: str
    source_language: str
    root: str
    """Absolute path of the series folder."""
    synopsis: str = ""
    tagline: str = ""
    season: int = 1
    genres: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    release_date: dt.date | None = None
    countries: tuple[str, ...] = ()
    production_company: str = ""
    copyright: str = ""
    ai_generated: bool = False
    audience: Literal["adult", "child"] = "adult"
    frame: Frame = Frame()
    registration: Registration | None = None
    credits: tuple[Credit, ...] = ()
    ratings: tuple[Rating, ...] = ()
    masters: tuple[Master, ...] = (Master(name="clean"),)
    documents: tuple[Document, ...] = ()
    layout: Layout = Layout()
    episodes: tuple[Episode, ...] = ()
    """In the order of `series.toml` (PRJ002 judges it)."""
    episodes_declared: bool = True
    """False: taken from the source language's subtitle files."""
    subtitles: tuple[SubtitleFile, ...] = ()
    """Sorted by language, episode, kind."""
    catalogs: dict[str, Catalog] = {}
    artwork: tuple[ArtworkFile, ...] = ()
    videos: tuple[VideoFile, ...] = ()
    glossary: tuple[Term, ...] = ()
    ids: dict[tuple[str, int | None], str] = {}
    """(target, episode or None for the series) to the platform's id."""
    id_lines: dict[str, int] = {}
    """Target to the 1-based line of its first row in `ids.csv`."""
    waivers: tuple[Waiver, ...] = ()
    redeliveries: tuple[Redelivery, ...] = ()
    made_from: dict[tuple[str, int, Kind], MadeFrom] = {}
    """(language, episode, kind) of a translated track to the source that it was made from."""
    findings: tuple[Finding, ...] = ()
    """What loading met and got over: PRJ001, PRJ004, PRJ005, CAT005, MET005, MET009."""
    source_lines: dict[str, int] = {}
    """Key path in `series.toml` (`series.title`, `episodes[0].synopsis`) to its 1-based line."""

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Every language with a subtitle file or a catalog: the source first, then sorted."""
        tags = {file.language for file in self.subtitles} | set(self.catalogs)
        return (self.source_language, *sorted(tags - {self.source_language}))

    def episode(self, number: int) -> Episode | None:
        """The episode with this number, or None."""
        return next((e for e in self.episodes if e.number == number), None)


class Rights(msgspec.Struct, frozen=True, kw_only=True):
    """When and where a target may receive the series."""

    territories: tuple[str, ...] = ()
    not_before: dt.date | None = None
    ends: dt.date | None = None
    free_episodes: int | None = None


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One place to deliver to. No field ever holds a secret."""

    name: str
    platform: str
    url: str
    """`file:///absolute/path` or `s3://bucket/prefix` (resolved; no trailing slash)."""
    languages: tuple[str, ...] | None = None
    """None: all that the series has."""
    fallbacks: dict[str, str] = {}
    episodes: str | None = None
    """`1-10,12`; None: all."""
    hold: Literal["episode", "language", "all"] = "episode"
    video: bool = False
    master: str = "clean"
    alias: str = ""
    organisation: str = ""
    """Who we are in ids that we make ourselves (`studio.example`); empty: the series' id stands in
    its place."""
    compilation: str | None = None
    """One long cut of these episodes goes out in their place."""
    layout: Literal["immutable", "in-place"] | None = None
    """None: the profile's."""
    access: Literal["read-write", "write-only"] = "read-write"
    retention: Literal["kept", "consumed"] = "kept"
    receipts: str | None = None
    """Resolved like `url`; None: the state folder's `receipts` neighbour."""
    after_push: tuple[str, ...] = ()
    endpoint_url: str | None = None
    region: str | None = None
    aws_profile: str | None = None
    addressing_style: Literal["auto", "path", "virtual"] = "auto"
    checksum: Literal["sha256", "crc32c", "crc64nvme", "crc32", "md5", "none"] = "sha256"
    conditional_writes: bool = True
    expected_bucket_owner: str | None = None
    server_side_encryption: str | None = None
    storage_class: str | None = None
    rights: Rights | None = None
    directory: str = ""
    """Absolute folder of the `goglobal.toml` it came from: `after_push` runs here."""
    profiles: str | None = None
    """The project's own `profiles/` folder, absolute; None: there is none."""
