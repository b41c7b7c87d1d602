"""The dissemination report: which series went where, in which languages, when, with the proof.

It is the evidence for grants of international dissemination and for a producer's own records, so
everything in it stands in a receipt; what was only planned or built is not told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from goglobal.delivery.receipts import BY_HAND, Receipt
from goglobal.locale_names import format_number, language_name, territory_name
from goglobal.messages import N_, gettext, localise
from goglobal.model import Series
from goglobal.plans import Plan
from goglobal.report import words
from goglobal.report.cells import visible
from goglobal.report.papers.standing import Delivered, shared_receipts
from goglobal.report.papers.values import Paper, Section, Table
from goglobal.report.papers.wording import digest_of, episodes_in_cell, minutes, moment


def dissemination_report(
    plan: Plan, rows: Sequence[Delivered], receipts: Sequence[Receipt], *, made: str
) -> Paper:
    """The paper on all series of `plan`; `rows` are what `standing.delivered` found."""
    sections = [_section(plan, series, rows, receipts) for series in plan.series]
    return Paper(
        kind=gettext("Dissemination report"),
        made=made,
        sections=tuple(sections),
        sheet=_table(gettext("Dissemination report"), rows, _IN_THE_SHEET),
    )


def _section(
    plan: Plan, series: Series, rows: Iterable[Delivered], receipts: Sequence[Receipt]
) -> Section:
    own = [row for row in rows if row.assignment.series.id == series.id]
    standing = [row for row in own if not row.withdrawn]
    tags = sorted({tag for row in standing for tag in row.languages})
    places = sorted({code for row in standing for code in _codes(row)})
    episodes = {number for row in standing for number in row.episodes}
    facts = [
        (gettext("Id"), series.id),
        (gettext("Source language"), language_name(series.source_language)),
        (gettext("Production company"), visible(series.production_company)),
        (gettext("Registration"), _registration(series)),
        (gettext("Release date"), series.release_date.isoformat() if series.release_date else ""),
        (gettext("Platforms"), words.listed(dict.fromkeys(_platform(row) for row in standing))),
        (
            gettext("Languages"),
            f"{len(tags)} · {words.listed(map(language_name, tags))}" if tags else "0",
        ),
        (
            gettext("Territories"),
            f"{len(places)} · {words.listed(map(territory_name, places))}" if places else "",
        ),
        (gettext("Episodes"), format_number(len(episodes))),
        (gettext("Minutes delivered, all languages"), _all_minutes(standing)),
    ]
    notes = []
    if not own:
        notes.append(gettext("Nothing has been delivered."))
    missing = sum(row.unknown for row in standing)
    if missing:
        message = N_(
            "{count} deliveries of an episode have no known duration: they count no minutes"
        )
        notes.append(localise(message, {"count": missing}))
    tables: tuple[Table, ...] = ()
    if own:
        told = _table(gettext("What was delivered"), own, _ON_THE_PAGE)
        tables = (told, _receipts(plan, series, own, receipts))
    return Section(
        title=visible(series.title) or series.id,
        facts=tuple((label, value) for label, value in facts if value),
        tables=tables,
        notes=tuple(notes),
    )


class _Column(NamedTuple):
    """What one column says of a row."""

    title: str
    cell: Callable[[Delivered], str]
    right: bool = False


def _columns() -> dict[str, _Column]:
    """All that is told of a row, by name."""
    return {
        "title": _Column(gettext("Series"), lambda row: visible(row.assignment.series.title)),
        "id": _Column(gettext("Id"), lambda row: row.assignment.series.id),
        "target": _Column(gettext("Target"), lambda row: row.assignment.target.name),
        "platform": _Column(gettext("Platform"), _platform),
        "territories": _Column(
            gettext("Territories"), lambda row: words.listed(map(territory_name, _codes(row)))
        ),
        "codes": _Column(gettext("Territories"), lambda row: " ".join(_codes(row))),
        "tag": _Column(gettext("Language tag"), lambda row: " ".join(row.languages)),
        "language": _Column(
            gettext("Language"), lambda row: words.listed(map(language_name, row.languages))
        ),
        "episodes": _Column(gettext("Episodes"), lambda row: episodes_in_cell(row.episodes)),
        "number": _Column(
            gettext("Number of episodes"), lambda row: str(len(row.episodes)), right=True
        ),
        "minutes": _Column(gettext("Minutes"), lambda row: minutes(row.minutes), right=True),
        "first": _Column(gettext("First delivered"), lambda row: row.first[:10]),
        "last": _Column(gettext("Last delivered"), lambda row: row.last[:10]),
        "state": _Column(gettext("State"), _state),
        "files": _Column(
            gettext("Files"),
            lambda row: str(sum(len(one.checksums) for one in row.current)),
            right=True,
        ),
        "digest": _Column(
            gettext("SHA-256 of the bundle"),
            lambda row: " ".join(digest_of(one) for one in row.current),
        ),
        "where": _Column(gettext("Where"), lambda row: visible(row.current[-1].url)),
    }


_ON_THE_PAGE = "platform territories language episodes number minutes first last state"
_IN_THE_SHEET = (
    "title id target platform codes tag language episodes number minutes first last state files "
    "digest where"
)


def _table(title: str, rows: Iterable[Delivered], names: str) -> Table:
    known = _columns()
    columns = [known[name] for name in names.split()]
    return Table(
        title=title,
        header=tuple(column.title for column in columns),
        rows=tuple(tuple(column.cell(row) for column in columns) for row in rows),
        right=frozenset(n for n, column in enumerate(columns) if column.right),
    )


def _receipts(
    plan: Plan, series: Series, rows: Iterable[Delivered], receipts: Sequence[Receipt]
) -> Table:
    mine = [(one, row) for row in rows for one in row.receipts]
    found = [
        (one, words.listed(map(language_name, row.languages)), _platform(row)) for one, row in mine
    ]
    for assignment in plan.assignments:
        if assignment.series.id == series.id:
            title = assignment.profile.title or assignment.target.platform
            found += (
                (one, gettext("all languages"), visible(title))
                for one in shared_receipts(assignment, receipts)
            )
    found.sort(key=lambda item: item[0].at)
    return Table(
        title=gettext("Receipts"),
        header=(
            gettext("At (UTC)"),
            gettext("Platform"),
            gettext("Language"),
            gettext("State"),
            gettext("By"),
            gettext("Files"),
            gettext("Where"),
            gettext("SHA-256 of the bundle"),
        ),
        rows=tuple(
            (
                moment(one.at),
                platform,
                language,
                words.state(one.state),
                visible("@".join(filter(None, (one.who, one.host)))),
                str(len(one.checksums)) if one.checksums else "",
                visible(one.url),
                digest_of(one),
            )
            for one, language, platform in found
        ),
        right=frozenset({5}),
        digests=frozenset({7}),
    )


def _codes(row: Delivered) -> tuple[str, ...]:
    rights = row.assignment.target.rights
    return rights.territories if rights is not None else ()


def _platform(row: Delivered) -> str:
    return visible(row.assignment.profile.title or row.assignment.target.platform)


def _state(row: Delivered) -> str:
    if row.withdrawn:
        return words.state("withdrawn")
    by_hand = all(one.url.startswith(BY_HAND) for one in row.current)
    return gettext("delivered by hand") if by_hand else words.state("delivered")


def _registration(series: Series) -> str:
    one = series.registration
    return visible(" ".join(filter(None, (one.number, one.issuer)))) if one is not None else ""


def _all_minutes(rows: Iterable[Delivered]) -> str:
    known = [row.minutes * len(row.languages) for row in rows if row.minutes is not None]
    return minutes(sum(known)) if known else ""
