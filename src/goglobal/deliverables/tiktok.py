"""`tiktok-csv`, `tiktok-xlsx`: the field sheet that goes with a series to TikTok's Drama Center.

TikTok publishes no template for it. What is public is that a drama is handed in as a series with
numbered episodes, each a video with a title, and with a cover and a synopsis of the series
(https://ads.tiktok.com/help/article/how-to-publish-your-mini-drama-content and
https://developers.tiktok.com/doc/media-asset-management, checked 2026-11-26). So the headings say
in plain English what each column holds, whoever hands the series in copies from them, and nothing
here claims to be TikTok's own form.

One table for each language: a row of the series, then a row for each episode (or one for a long
cut), with the names of the files that are delivered for it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from posixpath import basename

from goglobal import vocabulary
from goglobal.deliverables.base import Context, Format, Rendering, encode
from goglobal.deliverables.metadata import duration_of_cut
from goglobal.deliverables.metadata_csv import safe
from goglobal.deliverables.options import Option
from goglobal.deliverables.plain_text import plain
from goglobal.deliverables.selection import outward
from goglobal.deliverables.texts import Texts
from goglobal.deliverables.xlsx_sheet import MEDIA_TYPE, workbook
from goglobal.errors import GoGlobalError
from goglobal.messages import N_
from goglobal.model import Episode

COLUMNS = (
    "Level",
    "Episode number",
    "Title",
    "Synopsis",
    "Language",
    "Genres",
    "Keywords",
    "Number of episodes",
    "Free episodes",
    "Duration in seconds",
    "Video file",
    "Subtitle file",
    "Cover file",
)
COVER = "cover"
Order = tuple[int, int, str]
_KINDS = ("full", "sdh", "forced")
_FORMATS = ("srt", "webvtt")


def table(rendering: Rendering, context: Context) -> list[list[str]]:
    """The sheet: the headings, the series, its episodes.

    Raises GoGlobalError where a required text is not translated, and for a sheet that belongs to
    no language.
    """
    language = rendering.language
    if language is None:
        raise GoGlobalError(
            N_("{path}: a field sheet belongs to one language"),
            {"path": rendering.path},
            N_('give the deliverable {{language}} in its name, or bundle = "language"'),
        )
    texts = Texts(context, language)
    if context.cut:
        below = [_cut_row(texts, rendering, context)]
    else:
        below = [_episode_row(texts, one, rendering, context) for one in texts.episodes]
    rows = [_series_row(texts, rendering, context), *below]
    return [list(COLUMNS), *([row.get(name, "") for name in COLUMNS] for row in rows)]


def render_csv(rendering: Rendering, context: Context) -> bytes:
    """RFC 4180 with CRLF, UTF-8 with a byte order mark (without it Excel reads Chinese as GBK); no
    cell is a formula. Raises as `table`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([safe(text) for text in row] for row in table(rendering, context))
    return encode("\ufeff" + out.getvalue())


def render_xlsx(rendering: Rendering, context: Context) -> bytes:
    """The same as a workbook, in which every cell is text. Raises as `table`, and for a text that
    is longer than a cell."""
    rows = table(rendering, context)
    tag = outward(context.assignment.profile, rendering.language or "")
    return workbook(tag, rows, path=rendering.path)


def _series_row(texts: Texts, rendering: Rendering, context: Context) -> dict[str, str]:
    series, rights = texts.series, context.assignment.target.rights
    genres = (vocabulary.term("genre", key, texts.language) for key in series.genres)
    free = rights.free_episodes if rights else None
    return {
        "Level": "series",
        "Title": plain(texts.text("series/title", "series/title")),
        "Synopsis": plain(texts.text("series/synopsis", "series/synopsis"), lines=True),
        "Language": outward(context.assignment.profile, texts.language),
        "Genres": ", ".join(plain(name) for name in genres),
        "Keywords": ", ".join(plain(word) for word in texts.keywords()),
        "Number of episodes": "1" if context.cut else f"{len(texts.episodes)}",
        "Free episodes": "" if free is None or context.cut else f"{free}",
        "Cover file": _cover(rendering, context, None),
    }


def _episode_row(
    texts: Texts, episode: Episode, rendering: Rendering, context: Context
) -> dict[str, str]:
    return {
        "Level": "episode",
        "Episode number": f"{episode.number}",
        "Title": plain(texts.episode(episode, "title")),
        "Synopsis": plain(texts.episode(episode, "synopsis"), lines=True),
        "Duration in seconds": _seconds(episode.duration),
        "Video file": _video(context, episode.number),
        "Subtitle file": _subtitle(rendering, context, episode.number),
        "Cover file": _cover(rendering, context, episode.number),
    }


def _cut_row(texts: Texts, rendering: Rendering, context: Context) -> dict[str, str]:
    length = duration_of_cut(context)
    return {
        "Level": "compilation",
        "Episode number": f"{context.cut[0]}–{context.cut[-1]}",  # no date for a spreadsheet
        "Title": plain(texts.text("series/title", "series/title")),
        "Synopsis": plain(texts.text("series/synopsis", "series/synopsis"), lines=True),
        "Duration in seconds": _seconds(length),
        "Video file": _video(context, None),
        "Subtitle file": _subtitle(rendering, context, None),
        "Cover file": _cover(rendering, context, None),
    }


def _seconds(ms: int | None) -> str:
    return "" if ms is None else f"{ms // 1000}.{ms % 1000:03}"


def _video(context: Context, number: int | None) -> str:
    return _first(context, "video", number, lambda one: (0, 0, one.path))


def _subtitle(rendering: Rendering, context: Context, number: int | None) -> str:
    """The full track, in the first of the formats, of the sheet's own language."""

    def order(one: Rendering) -> Order:
        known = _FORMATS.index(one.format) if one.format in _FORMATS else len(_FORMATS)
        return (_KINDS.index(one.kind or "full"), known, one.path)

    return _first(context, "subtitles", number, order, language=rendering.language)


def _cover(rendering: Rendering, context: Context, number: int | None) -> str:
    """The picture of the wanted purpose, with the language's own text before one without."""
    wanted = rendering.options.get("cover", COVER)

    def order(one: Rendering) -> Order:
        return (int(one.purpose != wanted), int(one.language is None), one.path)

    return _first(context, "artwork", number, order, language=rendering.language, shared=True)


def _first(
    context: Context,
    role: str,
    number: int | None,
    order: Callable[[Rendering], Order],
    *,
    language: str | None = None,
    shared: bool = False,
) -> str:
    """The name of the first delivered file of a role and an episode; empty: there is none.

    `language`: of this language alone; `shared`: or of none.
    """
    found = [
        one
        for one in context.described
        if one.role == role
        and one.episode == number
        and (language is None or one.language == language or (shared and one.language is None))
    ]
    return basename(min(found, key=order).path) if found else ""


OPTIONS = (
    Option(
        name="cover",
        doc="The purpose of the picture that is named as cover; others stand in for it.",
        default=COVER,
    ),
)
TIKTOK_CSV = Format(
    name="tiktok-csv",
    scope="bundle",
    role="metadata",
    render=render_csv,
    media_type="text/csv; charset=utf-8",
    sight="names",
    options=OPTIONS,
)
TIKTOK_XLSX = Format(
    name="tiktok-xlsx",
    scope="bundle",
    role="metadata",
    render=render_xlsx,
    media_type=MEDIA_TYPE,
    sight="names",
    options=OPTIONS,
)
