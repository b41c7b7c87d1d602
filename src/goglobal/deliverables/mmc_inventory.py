"""The inventory of a manifest: every file that is delivered, with its length and its hashes.

Sound and picture stand in one file, so an `Audio` and a `Video` have the same container.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import gcd
from xml.etree.ElementTree import Element

import msgspec

from goglobal.deliverables.base import Context, Rendering, read_source
from goglobal.deliverables.mddf_art import TEXTLESS, image_ids, location
from goglobal.deliverables.mddf_titles import Level, Title, title_of
from goglobal.deliverables.mddf_xml import add
from goglobal.deliverables.mec import spoken_language
from goglobal.deliverables.selection import outward
from goglobal.errors import GoGlobalError
from goglobal.media.pictures import picture_facts
from goglobal.messages import N_
from goglobal.plans import Assignment

_KINDS = {"full": "normal", "sdh": "SDH", "forced": "forced"}
_FORMAT_TYPES = {
    "srt": "SRT",
    "webvtt": "WebVTT",
    "ttml": "TTML1",
    "imsc": "IMSC1.1",
    "itt": "ITT",
}
"""Our formats to the words of `Subtitle/FormatType` (Common Metadata 2.12)."""
_LEVELS: Mapping[str, Level] = {
    "mec-series": "series",
    "mec-season": "season",
    "mec-episode": "episode",
}


class Tracks(msgspec.Struct):
    """The identifiers of what is played together."""

    video: list[str] = []
    audio: list[str] = []
    subtitles: list[str] = []

    def __bool__(self) -> bool:
        return bool(self.video or self.audio or self.subtitles)


class Inventory:
    """What a manifest lists; `tracks` by the ContentID of the title that they belong to."""

    def __init__(self, own: Rendering, context: Context, titles: tuple[Title, ...]) -> None:
        self._own = own
        self._context = context
        self._images = image_ids(context)
        self._used: dict[str, int] = {}
        self._titles = {title.episode.number if title.episode else None: title for title in titles}
        self._series = title_of("series", own, context)
        self.tracks: dict[str, Tracks] = {title.content_id: Tracks() for title in titles}

    def write(self, parent: Element, files: tuple[Rendering, ...]) -> None:
        """The `Inventory` of these files, each kind in the order that the schema has.

        Raises GoGlobalError for a picture that cannot be read.
        """
        videos = [one for one in files if one.role == "video"]
        for one in videos:
            self._add_audio(parent, one)
        for one in videos:
            self._add_video(parent, one)
        for one in files:
            if one.role == "subtitles":
                self._add_subtitle(parent, one)
        for one in files:
            if one.role == "artwork":
                self._add_image(parent, one)
        for one in files:
            if one.format not in _LEVELS and one.role not in ("video", "subtitles", "artwork"):
                self._add_other(parent, one)
        self._add_metadata(parent, [one for one in files if one.format in _LEVELS])

    def _add_audio(self, parent: Element, video: Rendering) -> None:
        title, tag = self._title(video), spoken_language(self._context.assignment)
        identity = self._unique(title.identity.of("audtrackid", "audio", tag))
        self._tracks(title).audio.append(identity)
        audio = add(parent, "manifest:Audio", AudioTrackID=identity)
        add(audio, "md:Type", "primary")
        add(audio, "md:Language", tag)
        self._add_container(audio, video)

    def _add_video(self, parent: Element, one: Rendering) -> None:
        assignment, title = self._context.assignment, self._title(one)
        identity = self._unique(title.identity.of("vidtrackid", "video"))
        self._tracks(title).video.append(identity)
        video = add(parent, "manifest:Video", VideoTrackID=identity)
        add(video, "md:Type", "primary")
        _add_frame(video, assignment)
        if burned := _burned_in(assignment):
            tag = outward(assignment.profile, burned)
            add(video, "md:SubtitleLanguage", tag, closed="false")
        self._add_container(video, one)

    def _add_subtitle(self, parent: Element, one: Rendering) -> None:
        assignment, title = self._context.assignment, self._title(one)
        kind, language = one.kind or "full", one.language or assignment.series.source_language
        words = ("subtitle", language, kind, one.format)
        identity = self._unique(title.identity.of("subtrackid", *words))
        self._tracks(title).subtitles.append(identity)
        track = add(parent, "manifest:Subtitle", SubtitleTrackID=identity)
        add(track, "md:Format", "Text")
        add(track, "md:Type", _KINDS[kind])
        if word := _FORMAT_TYPES.get(one.format):
            add(track, "md:FormatType", word)
        add(track, "md:Language", outward(assignment.profile, language))
        self._add_container(track, one)

    def _add_image(self, parent: Element, one: Rendering) -> None:
        facts = picture_facts(read_source(one, self._context), one.source or "")
        if facts.problem or not facts.width:
            raise GoGlobalError(
                N_("{path} has no size that can be read, and a manifest has to tell it"),
                {"path": one.source or one.path},
                N_("save the picture again as JPEG or PNG"),
            )
        identity = self._images[one.bundle, one.path]
        image = add(parent, "manifest:Image", ImageID=identity)
        add(image, "md:Width", str(facts.width))
        add(image, "md:Height", str(facts.height))
        add(image, "md:Encoding", f"image/{facts.format}")
        profile = self._context.assignment.profile
        tag = outward(profile, one.language) if one.language else TEXTLESS
        add(image, "md:Language", tag)
        self._add_container(image, one)

    def _add_other(self, parent: Element, one: Rendering) -> None:
        """A document, or metadata in a format of another kind."""
        words = (one.role, one.purpose or one.format, one.language or "all")
        identity = self._unique(self._title(one).identity.of("anctrackid", *words))
        other = add(parent, "manifest:Ancillary", AncillaryTrackID=identity)
        add(other, "md:Type", "metadata" if one.role == "metadata" else "other")
        self._add_container(other, one)

    def _add_metadata(self, parent: Element, files: list[Rendering]) -> None:
        """One entry a title; languages that are sent one by one are containers of it."""
        by_title: dict[str, list[Rendering]] = {}
        for one in files:
            title = title_of(_LEVELS[one.format], one, self._context)
            by_title.setdefault(title.content_id, []).append(one)
        for content_id, documents in by_title.items():
            metadata = add(parent, "manifest:Metadata", ContentID=content_id)
            for one in documents:
                self._add_container(metadata, one)

    def _add_container(self, parent: Element, one: Rendering) -> None:
        digest = self._context.digest(one)
        container = add(parent, "manifest:ContainerReference")
        place = location(self._own, one, self._context)
        add(container, "manifest:ContainerLocation", place)
        add(container, "manifest:Length", str(digest.bytes))
        add(container, "manifest:Hash", digest.md5, method="MD5")
        add(container, "manifest:Hash", digest.sha256, method="SHA-256")

    def _title(self, one: Rendering) -> Title:
        return self._titles.get(one.episode, self._series)

    def _tracks(self, title: Title) -> Tracks:
        return self.tracks.setdefault(title.content_id, Tracks())

    def _unique(self, identity: str) -> str:
        self._used[identity] = count = self._used.get(identity, 0) + 1
        return identity if count == 1 else f"{identity}.{count}"


def _add_frame(video: Element, assignment: Assignment) -> None:
    """The picture as the series declares it: `check` compares it with the videos (ART007)."""
    frame = assignment.series.frame
    common = gcd(frame.width, frame.height)
    picture = add(video, "md:Picture")
    add(picture, "md:AspectRatio", f"{frame.width // common}:{frame.height // common}")
    add(picture, "md:WidthPixels", str(frame.width))
    add(picture, "md:HeightPixels", str(frame.height))
    rate = Fraction(frame.rate)
    if rate.denominator == 1:
        add(picture, "md:FrameRate", str(rate.numerator))
    elif rate.denominator == 1001 and rate.numerator % 1000 == 0:
        whole = str(rate.numerator // 1000)
        add(picture, "md:FrameRate", whole, multiplier="1000/1001")


def _burned_in(assignment: Assignment) -> str:
    masters = assignment.series.masters
    return next((m.burned_in or "" for m in masters if m.name == assignment.target.master), "")
