"""`metadata-csv`: a language's titles and synopses as a table for people with spreadsheets.

RFC 4180 with CRLF, UTF-8 with a byte order mark (without it Excel reads Chinese as GBK). A cell
that a spreadsheet would take for a formula is written with an apostrophe before it; what nobody can
see, control characters and the like, is left out.
"""

from __future__ import annotations

import csv
import io

from goglobal.deliverables.base import Context, Format, Rendering, encode
from goglobal.deliverables.metadata import duration_of_cut
from goglobal.deliverables.plain_text import plain
from goglobal.deliverables.texts import Texts
from goglobal.errors import GoGlobalError
from goglobal.messages import N_

COLUMNS = ("level", "number", "title", "synopsis", "duration_ms")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render_table(rendering: Rendering, context: Context) -> bytes:
    """The table: one row for the series, then one for each episode, or one for a long cut.

    Raises GoGlobalError where a required text is not translated, and for a table that belongs
    to no language.
    """
    if rendering.language is None:
        raise GoGlobalError(
            N_("{path}: a table of titles belongs to one language"),
            {"path": rendering.path},
            N_('give the deliverable {{language}} in its name, or bundle = "language"'),
        )
    texts = Texts(context, rendering.language)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    title = plain(texts.text("series/title", "series/title"))
    synopsis = plain(texts.text("series/synopsis", "series/synopsis"), lines=True)
    writer.writerow(["series", texts.series.season, safe(title), safe(synopsis), ""])
    if context.cut:
        length = duration_of_cut(context)
        numbers = f"{context.cut[0]}–{context.cut[-1]}"  # with a hyphen, 1-4 would become a date
        cells = [numbers, safe(title), safe(synopsis), "" if length is None else length]
        writer.writerow(["compilation", *cells])
    for episode in () if context.cut else texts.episodes:
        title = plain(texts.episode(episode, "title"))
        synopsis = plain(texts.episode(episode, "synopsis"), lines=True)
        duration = "" if episode.duration is None else episode.duration
        writer.writerow(["episode", episode.number, safe(title), safe(synopsis), duration])
    return encode("\ufeff" + out.getvalue())


def safe(text: str) -> str:
    """`text` so that no spreadsheet runs it."""
    blank = text[: len(text) - len(text.lstrip())]
    runs = blank.startswith(_FORMULA) or text[len(blank) :].startswith(_FORMULA)
    return f"'{text}" if runs else text


METADATA_CSV = Format(
    name="metadata-csv",
    scope="bundle",
    role="metadata",
    render=render_table,
    media_type="text/csv; charset=utf-8",
)
