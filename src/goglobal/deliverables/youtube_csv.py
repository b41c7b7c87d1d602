"""`youtube-csv`: the videos and their captions as a spreadsheet for YouTube's Content Manager.

The templates themselves lie behind a partner's account (Content delivery, Templates), and an
account's own has the last word. What is public, and kept to here:

* https://support.google.com/youtube/answer/6080480: UTF-8; the first row has the template's column
  names, in any order, and optional columns may be left out; lists are separated with `|`.
* https://support.google.com/youtube/answer/6145492: an update names each video by its `video_id`;
  columns that are not there stay as they are.
* The column names of the Web Video template, as edX's open source pipeline lists them
  (openedx/edx-video-pipeline, from https://support.google.com/youtube/answer/6066171).
(All checked 2026-11-26.)

Where `ids.csv` has every video's id, the rows are updates (`video_id`); otherwise they are new
videos (`filename`, empty where the target takes no videos, and `custom_id`). Texts are the default
language's: the templates have no column for translations, which go through the API
(`youtube-localizations`). Of several tracks of a language the first is named, since there is no
column for a track's name. Columns that are the same for all videos are options.
"""

from __future__ import annotations

import csv
import io
import re
from posixpath import basename

from goglobal.deliverables.base import Context, Format, Rendering, encode
from goglobal.deliverables.metadata_csv import safe
from goglobal.deliverables.options import Option
from goglobal.deliverables.selection import outward
from goglobal.deliverables.youtube import spoken_language
from goglobal.deliverables.youtube_files import (
    THUMBNAIL,
    THUMBNAIL_OPTION,
    captions_of,
    thumbnail_of,
    video_of,
)
from goglobal.deliverables.youtube_texts import (
    default_language,
    narrowed,
    tags,
    video_id,
    videos,
    words,
)
from goglobal.errors import GoGlobalError
from goglobal.messages import N_
from goglobal.model import Episode

TEXTS = (
    "title",
    "description",
    "keywords",
    "spoken_language",
    "caption_file",
    "caption_language",
    "custom_thumbnail",
)
CONSTANTS = (
    "channel",
    "add_asset_labels",
    "category",
    "privacy",
    "notify_subscribers",
    "ownership",
    "block_outside_ownership",
    "usage_policy",
    "enable_content_id",
    "match_policy",
    "ad_types",
    "playlist_id",
    "is_made_for_kids",
)
_CUSTOM_ID = re.compile(r"[A-Za-z0-9_.@/-]{1,64}")
"""What Content ID takes for the id that a partner gives an asset."""


def render_videos(rendering: Rendering, context: Context) -> bytes:
    """The table: one row for each video, CRLF, without a byte order mark, so that the first
    column keeps its name.

    Raises GoGlobalError where a required text is not translated, and where two files of the
    package would have one name: a package is one folder.
    """
    context = narrowed(rendering, context)
    update = all(video_id(context, episode) for episode in videos(context))
    constants = [name for name in CONSTANTS if name in rendering.options]
    columns = [*(["video_id"] if update else ["filename", "custom_id"]), *TEXTS, *constants]
    purpose = f"{rendering.options.get('thumbnail', THUMBNAIL)}"
    used: dict[str, Rendering] = {}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for episode in videos(context):
        row = _row(context, episode, purpose, rendering, used)
        row.update((name, f"{rendering.options[name]}") for name in constants)
        writer.writerow([safe(row.get(name, "")) for name in columns])
    return encode(out.getvalue())


def _row(
    context: Context,
    episode: Episode | None,
    purpose: str,
    own: Rendering,
    used: dict[str, Rendering],
) -> dict[str, str]:
    first = default_language(context)
    number = episode.number if episode else None
    given = words(context, first, episode)
    captions: dict[str, str] = {}
    for track in captions_of(context, number):
        tag = outward(context.assignment.profile, track.language or first)
        if tag not in captions:
            captions[tag] = _named(track, own, used)
    video, picture = video_of(context, number), thumbnail_of(context, number, purpose)
    series = context.assignment.series.id
    custom = f"{series}.ep{number:03}" if number is not None else series
    return {
        "video_id": video_id(context, episode) or "",
        "filename": _named(video, own, used) if video else "",
        "custom_id": custom if _CUSTOM_ID.fullmatch(custom) else "",
        "title": given.title if given else "",
        "description": given.description if given else "",
        "keywords": "|".join(word.replace("|", " ") for word in tags(context, first)[0]),
        "spoken_language": spoken_language(context),
        "caption_file": "|".join(captions.values()),
        "caption_language": "|".join(captions),
        "custom_thumbnail": _named(picture, own, used) if picture else "",
    }


def _named(file: Rendering, own: Rendering, used: dict[str, Rendering]) -> str:
    """The file's name in the package, which is one folder."""
    name = basename(file.path)
    other = used.setdefault(name.casefold(), file)
    if (other.bundle, other.path) != (file.bundle, file.path):
        raise GoGlobalError(
            N_("{path} names files by their names alone, and two are called {name}"),
            {"path": own.path, "name": name},
            N_("give their deliverables names with {{language}} and {{episode}} in the file name"),
        )
    return name


YOUTUBE_CSV = Format(
    name="youtube-csv",
    scope="bundle",
    role="metadata",
    render=render_videos,
    media_type="text/csv; charset=utf-8",
    sight="names",
    options=(
        THUMBNAIL_OPTION,
        *(
            Option(name=name, doc=f"What stands in the column `{name}`, for every video.")
            for name in CONSTANTS
        ),
    ),
)
