"""The dissemination report: which series went where, in which languages, when, with the proof.

It is the evidence for grants of international dissemination and for a producer's own records, so
everything in it stands in a receipt; what was only planned or built is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goglobal.delivery.receipts import BY_HAND, Receipt
from goglobal.locale_names import format_number, language_name, territory_name
from goglobal.messages import N_, gettext, localise
from goglobal.model import Series
from goglobal.plans import Plan
from goglobal.report import words
from goglobal.report.cells import visible
from goglobal.report.papers.standing import Delivered, shared_receipts
from goglobal.report.papers.values import Paper, Section, Table
from goglobal.report.papers.wording import day, digest_of, minutes, moment, spans


def dissemination_report(
    plan: Plan, rows: Sequence[Delivered], receipts: Sequence[Receipt], *, made: str
) -> Paper:
    """The paper on all series of `plan`; `rows` are what `standing.delivered` found."""
    sections = [_section(plan, series, rows, receipts) for series in plan.series]
    return Paper(
        kind=gettext("Dissemination report"),
        made=made,
        sections=tuple(sections),
        sheet=_sheet(rows),
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
        told = N_("{count} deliveries of an episode have no known duration: they count no minutes")
        notes.append(localise(told, {"count": missing}))
    tables = (_languages(own), _receipts(plan, series, own, receipts)) if own else ()
    return Section(
        title=visible(series.title) or series.id,
        facts=tuple((label, value) for label, value in facts if value),
        tables=tables,
        notes=tuple(notes),
    )


def _languages(rows: Iterable[Delivered]) -> Table:
    return Table(
        title=gettext("What was delivered"),
        header=(
            gettext("Platform"),
            gettext("Territories"),
            gettext("Language"),
            gettext("Episodes"),
            gettext("Number of episodes"),
            gettext("Minutes"),
            gettext("First delivered"),
            gettext("Last delivered"),
            gettext("State"),
        ),
        rows=tuple(
            (
                _platform(row),
                words.listed(map(territory_name, _codes(row))),
                words.listed(map(language_name, row.languages)),
                spans(row.episodes),
                str(len(row.episodes)),
                minutes(row.minutes),
                day(row.first),
                day(row.last),
                _state(row),
            )
            for row in rows
        ),
        right=frozenset({4, 5}),
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


def _sheet(rows: Iterable[Delivered]) -> Table:
    return Table(
        title=gettext("Dissemination report"),
        header=(
            gettext("Series"),
            gettext("Id"),
            gettext("Target"),
            gettext("Platform"),
            gettext("Territories"),
            gettext("Language tag"),
            gettext("Language"),
            gettext("Episodes"),
            gettext("Number of episodes"),
            gettext("Minutes"),
            gettext("First delivered"),
            gettext("Last delivered"),
            gettext("State"),
            gettext("Files"),
            gettext("SHA-256 of the bundle"),
            gettext("Where"),
        ),
        rows=tuple(
            (
                visible(row.assignment.series.title),
                row.assignment.series.id,
                row.assignment.target.name,
                _platform(row),
                " ".join(_codes(row)),
                " ".join(row.languages),
                words.listed(map(language_name, row.languages)),
                spans(row.episodes),
                str(len(row.episodes)),
                minutes(row.minutes),
                row.first[:10],
                row.last[:10],
                _state(row),
                str(sum(len(one.checksums) for one in row.current)),
                " ".join(digest_of(one) for one in row.current),
                visible(row.current[-1].url),
            )
            for row in rows
        ),
        right=frozenset({8, 9, 13}),
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
