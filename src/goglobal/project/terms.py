"""What `series.toml` names and nobody has: words that are no keys, documents that are no files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goglobal import vocabulary
from goglobal.findings import Finding
from goglobal.messages import N_
from goglobal.model import Series
from goglobal.project.deviations import finding
from goglobal.project.locating import SERIES_FILE
from goglobal.project.reading import printable
from goglobal.suggestions import nearest


def unknown_terms(series: Series) -> Iterator[Finding]:
    """The genres, roles and advisories that are no keys of the vocabulary (MET005)."""
    for index, genre in enumerate(series.genres):
        yield from _unknown(series, "genre", genre, f"series.genres[{index}]")
    for index, credit in enumerate(series.credits):
        yield from _unknown(series, "role", credit.role, f"series.credits[{index}].role")
    for index, rating in enumerate(series.ratings):
        for place, advisory in enumerate(rating.advisories):
            where = f"series.ratings[{index}].advisories[{place}]"
            yield from _unknown(series, "advisory", advisory, where)


def _unknown(series: Series, group: vocabulary.Group, term: str, where: str) -> Iterator[Finding]:
    known = vocabulary.keys(group)
    if term in known:
        return
    close = vocabulary.key_of(group, term, series.source_language) or nearest(term, known)
    if close:
        message, help_ = N_("`{term}` is not in the vocabulary; did you mean `{nearest}`?"), ""
    else:
        message, help_ = N_("`{term}` is not in the vocabulary"), N_("known words: {known}")
    yield finding(
        "MET005",
        message,
        help=help_,
        path=SERIES_FILE,
        line=series.source_lines.get(where),
        term=printable(term),
        nearest=close or "",
        known=", ".join(known),
    )


def absent_documents(series: Series) -> Iterator[Finding]:
    """The documents that are not where `series.toml` says (MET009, where a platform asks)."""
    for index, document in enumerate(series.documents):
        if not Path(series.root, document.path).is_file():
            yield finding(
                "MET009",
                N_("there is no file {file} for the document “{kind}”"),
                path=SERIES_FILE,
                line=series.source_lines.get(f"series.documents[{index}].path"),
                kind=document.kind,
                file=document.path,
            )
