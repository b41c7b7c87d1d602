"""Which of the delivered files belong to which video on YouTube."""

from __future__ import annotations

from collections.abc import Iterator

from goglobal.deliverables.base import Context, Rendering
from goglobal.deliverables.options import Option
from goglobal.deliverables.youtube_texts import default_language

_FORMATS = ("srt", "webvtt", "ttml", "imsc", "itt")
"""Of a track that goes out in several formats, YouTube gets one: the first of these."""
_KINDS = ("full", "sdh", "forced")
THUMBNAIL = "thumbnail"
THUMBNAIL_OPTION = Option(
    name="thumbnail",
    doc="The purpose of the picture that is shown for a video; where there is none of it, an "
    "episode's other pictures stand in.",
    default=THUMBNAIL,
)


def captions_of(context: Context, number: int | None) -> tuple[Rendering, ...]:
    """The caption files of an episode (None: of the long cut), one for each language and kind:
    the default language first, the others sorted."""
    first = default_language(context)
    chosen: dict[tuple[bool, str, int], Rendering] = {}
    for one in _of(context, "subtitles", number):
        if one.language not in context.languages or one.language is None or one.kind is None:
            continue
        place = (one.language != first, one.language, _KINDS.index(one.kind))
        if place not in chosen or _rank(one) < _rank(chosen[place]):
            chosen[place] = one
    return tuple(chosen[place] for place in sorted(chosen))


def video_of(context: Context, number: int | None) -> Rendering | None:
    """The video's own file, where the target takes videos."""
    return min(_of(context, "video", number), key=lambda one: one.path, default=None)


def update_of(context: Context, number: int | None) -> Rendering | None:
    """The body of the video's `videos.update`."""
    found = (one for one in _of(context, "metadata", number) if one.format == _BODY)
    return min(found, key=lambda one: one.path, default=None)


def thumbnail_of(context: Context, number: int | None, purpose: str) -> Rendering | None:
    """The picture that is shown for a video: the episode's own in the default language or without
    text, of this purpose before any other. A long cut has the series'."""
    first = default_language(context)
    found = [one for one in _of(context, "artwork", number) if one.language in (None, first)]

    def order(one: Rendering) -> tuple[bool, bool, str]:
        return (one.purpose != purpose, one.language is None, one.path)

    return min(found, key=order, default=None)


_BODY = "youtube-localizations"


def _of(context: Context, role: str, number: int | None) -> Iterator[Rendering]:
    return (one for one in context.described if one.role == role and one.episode == number)


def _rank(one: Rendering) -> tuple[int, str]:
    known = _FORMATS.index(one.format) if one.format in _FORMATS else len(_FORMATS)
    return (known, one.path)
