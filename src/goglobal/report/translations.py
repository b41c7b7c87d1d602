"""What `i18n` did to catalogs, and how far each language is: as text and as JSON."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from goglobal.errors import fill
from goglobal.exchange.catalog_results import (
    CatalogFile,
    CatalogReport,
    LanguageStanding,
    StatusReport,
)
from goglobal.messages import N_, gettext, ngettext
from goglobal.report import words
from goglobal.report.cells import Painter, table, visible
from goglobal.report.text import PLAIN

_STATES = {
    # Translators: what became of a file
    "created": N_("created"),
    "updated": N_("updated"),
    "unchanged": N_("unchanged"),
    "failed": N_("not written"),
}
_REHEARSED = {
    "created": N_("would be created"),
    "updated": N_("would be updated"),
}
_STYLES = {"created": "green", "updated": "green", "failed": "red"}


def catalogs_text(
    report: CatalogReport,
    *,
    roots: Mapping[str, str],
    painter: Painter = PLAIN,
    rehearsed: bool = False,
    quiet: bool = False,
    verbose: bool = False,
) -> str:
    """What became of each file, and the totals (not where `quiet`); unchanged ones are told of
    where `verbose`, or where something in them was left alone."""
    lines = [
        _line(file, roots.get(file.series, ""), painter, rehearsed=rehearsed)
        for file in report.files
        if file.state != "unchanged" or file.kept or verbose
    ]
    if not quiet:
        lines.append(_totals(report, rehearsed=rehearsed))
    return "".join(f"{line}\n" for line in lines)


def _line(file: CatalogFile, root: str, painter: Painter, *, rehearsed: bool) -> str:
    place = painter.paint(visible(f"{root}/{file.path}" if root else file.path), "bold")
    message = _REHEARSED.get(file.state) if rehearsed else None
    state = painter.paint(gettext(message or _STATES[file.state]), _STYLES.get(file.state, "dim"))
    details = words.listed(_details(file))
    if not details and file.state == "updated":
        # Translators: nothing else changed in a catalog
        details = gettext("notes and limits")
    return f"{place}: {state} ({details})" if details else f"{place}: {state}"


def _details(file: CatalogFile) -> Iterator[str]:
    """What changed in a file, in words."""
    if file.path.endswith(".csv"):
        if file.changed:
            yield _counted(ngettext("{count} track", "{count} tracks", file.changed), file.changed)
        return
    if file.language is None:
        yield _counted(ngettext("{count} text", "{count} texts", file.entries), file.entries)
        return
    if file.added:
        # Translators: entries of a catalog
        yield _counted(ngettext("{count} new", "{count} new", file.added), file.added)
    if file.revived:
        message = ngettext("{count} taken up again", "{count} taken up again", file.revived)
        yield _counted(message, file.revived)
    if file.changed:
        message = ngettext(
            "{count} with another source text", "{count} with other source texts", file.changed
        )
        yield _counted(message, file.changed)
    if file.moved:
        message = ngettext("{count} under another key", "{count} under other keys", file.moved)
        yield _counted(message, file.moved)
    if file.obsolete:
        yield _counted(
            ngettext("{count} obsolete", "{count} obsolete", file.obsolete), file.obsolete
        )
    if file.kept:
        message = ngettext(
            "{count} left as it is: see `goglobal check`",
            "{count} left as they are: see `goglobal check`",
            file.kept,
        )
        yield _counted(message, file.kept)


def _totals(report: CatalogReport, *, rehearsed: bool) -> str:
    written = sum(file.state in {"created", "updated"} for file in report.files)
    same = sum(file.state == "unchanged" for file in report.files)
    if rehearsed:
        said = ngettext("{count} file would be written", "{count} files would be written", written)
    else:
        said = ngettext("{count} file written", "{count} files written", written)
    parts = [_counted(said, written)]
    if same:
        parts.append(_counted(ngettext("{count} unchanged", "{count} unchanged", same), same))
    return words.listed(parts)


def _counted(message: str, count: int) -> str:
    return fill(message, {"count": count})


def diffs(report: CatalogReport, *, roots: Mapping[str, str]) -> str:
    """The changes as a unified diff; what is no UTF-8 is shown as well as can be."""
    return "".join(_diff(file, roots.get(file.series, "")) for file in report.files)


def _diff(file: CatalogFile, root: str) -> str:
    name = f"{root}/{file.path}" if root else file.path
    before, after = (
        data.decode("utf-8", "replace").splitlines(keepends=True)
        for data in (file.before, file.after)
    )
    first = "/dev/null" if file.state == "created" else f"a/{name}"
    found = difflib.unified_diff(before, after, first, f"b/{name}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in found
    )


def catalogs_document(report: CatalogReport, *, verb: str, written: bool) -> dict[str, object]:
    """`goglobal.i18n-extract/1` or `goglobal.i18n-update/1`."""
    return {
        "schema": f"goglobal.i18n-{verb}/1",
        "written": written,
        "files": [
            {
                "series": file.series,
                "language": file.language,
                "path": file.path,
                "state": file.state,
                "entries": file.entries,
                "added": file.added,
                "changed": file.changed,
                "moved": file.moved,
                "obsolete": file.obsolete,
                "revived": file.revived,
                "kept": file.kept,
            }
            for file in report.files
        ],
    }


def status_table(report: StatusReport, *, painter: Painter = PLAIN) -> str:
    """Series x language: how far each is; the series is left out where there is only one."""
    several = len({one.series for one in report.languages}) > 1
    rows = [
        (
            one.series if several else "",
            one.language,
            str(one.entries),
            str(one.translated),
            str(one.untranslated),
            str(one.fuzzy),
            str(one.stale),
            str(one.too_long),
            str(one.unreadable) if one.unreadable else "",
            f"{one.tracks}/{one.tracks_wanted}",
            str(one.stale_tracks),
            str(one.cues),
        )
        for one in report.languages
    ]
    header = (
        gettext("series"),
        gettext("language"),
        # Translators: table column: how many texts a series has
        gettext("texts"),
        gettext("translated"),
        # Translators: table column: texts without any translation
        gettext("open"),
        gettext("fuzzy"),
        gettext("stale"),
        gettext("too long"),
        # Translators: table column: entries of a file that cannot be read
        gettext("unreadable"),
        # Translators: table column: subtitle files that are there / that are wanted
        gettext("tracks"),
        gettext("stale tracks"),
        gettext("cues"),
    )
    styles = [_style(one) for one in report.languages]
    return table(header, rows, painter=painter, right=range(2, 12), styles=styles) + "\n"


def _style(one: LanguageStanding) -> str | None:
    if one.unreadable:
        return "red"
    doubt = one.untranslated or one.fuzzy or one.stale or one.too_long or one.stale_tracks
    return "yellow" if doubt or one.tracks < one.tracks_wanted else "green"


def status_document(report: StatusReport) -> dict[str, object]:
    """`goglobal.i18n-status/1`."""
    return {
        "schema": "goglobal.i18n-status/1",
        "languages": [
            {
                "series": one.series,
                "language": one.language,
                "source": one.source,
                "catalog": one.catalog,
                "entries": one.entries,
                "translated": one.translated,
                "untranslated": one.untranslated,
                "fuzzy": one.fuzzy,
                "stale": one.stale,
                "too_long": one.too_long,
                "unreadable": one.unreadable,
                "tracks": one.tracks,
                "tracks_wanted": one.tracks_wanted,
                "stale_tracks": one.stale_tracks,
                "cues": one.cues,
            }
            for one in report.languages
        ],
    }
