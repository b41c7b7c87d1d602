"""The delivery note: what a partner's intake desk finds in the inbox, and how to check it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from goglobal.delivery.receipts import BY_HAND, Receipt
from goglobal.episodes import format_episodes
from goglobal.locale_names import language_name, territory_name
from goglobal.messages import gettext
from goglobal.plans import Assignment, Plan
from goglobal.report import words
from goglobal.report.cells import visible
from goglobal.report.papers.standing import DONE, Delivered, shared_receipts
from goglobal.report.papers.values import Paper, Section, Table
from goglobal.report.papers.wording import day, digest_of, moment


def note_paper(
    plan: Plan, rows: Sequence[Delivered], receipts: Sequence[Receipt], *, made: str
) -> Paper:
    """A section for each series and target in `plan` to which something went."""
    sections = []
    files: list[tuple[str, ...]] = []
    for assignment in plan.assignments:
        own = [row for row in rows if row.assignment == assignment and not row.withdrawn]
        shared = shared_receipts(assignment, receipts)
        if not own:
            continue
        sections.append(_section(assignment, own, shared))
        files += _files(assignment, own, shared)
    return Paper(
        kind=gettext("Delivery note"),
        made=made,
        sections=tuple(sections),
        sheet=Table(
            title=gettext("Delivery note"),
            header=(
                gettext("Series"),
                gettext("Target"),
                gettext("Language tag"),
                gettext("Episode"),
                gettext("File"),
                "SHA-256",
                gettext("Delivered (UTC)"),
                gettext("SHA-256 of the bundle"),
            ),
            rows=tuple(files),
        ),
    )


def _section(
    assignment: Assignment, rows: Sequence[Delivered], shared: Sequence[Receipt]
) -> Section:
    series, target = assignment.series, assignment.target
    rights = target.rights
    layout = target.layout or assignment.profile.layout
    facts = [
        (gettext("Series"), visible(series.title)),
        (gettext("Known to you as"), visible(target.alias)),
        (gettext("From"), visible(target.organisation or series.production_company)),
        (gettext("For"), visible(assignment.profile.title or target.platform)),
        (gettext("Where"), visible(target.url)),
        (gettext("Languages"), words.listed(_named(row) for row in rows)),
        (gettext("Episodes"), format_episodes({n for row in rows for n in row.episodes})),
        (
            gettext("Territories"),
            words.listed(map(territory_name, rights.territories)) if rights else "",
        ),
        (
            gettext("Not to be shown before"),
            rights.not_before.isoformat() if rights and rights.not_before else "",
        ),
        (gettext("Rights end"), rights.ends.isoformat() if rights and rights.ends else ""),
    ]
    by_hand = all(one.url.startswith(BY_HAND) for row in rows for one in row.current)
    notes = []
    if not by_hand and target.access == "read-write":
        notes.append(gettext("Every file was compared in the inbox after it was sent."))
    if assignment.profile.sidecars and not by_hand:
        notes.append(
            gettext("In a bundle's folder “sha256sum -c SHA256SUMS” compares what you received.")
        )
    if layout == "immutable" and not by_hand:
        notes.append(
            gettext(
                "Begin at “current.json” of a language: it names the bundle that holds, and "
                "changes last. Earlier bundles stay where they are."
            )
        )
    return Section(
        title=visible(f"{series.title} → {target.name}"),
        facts=tuple((label, value) for label, value in facts if value),
        tables=(
            _bundles(rows, shared),
            Table(
                title=gettext("Files"),
                header=(gettext("Episode"), gettext("File"), "SHA-256"),
                rows=tuple(row[3:6] for row in _files(assignment, rows, shared)),
                right=frozenset({0}),
                digests=frozenset({2}),
            ),
        ),
        notes=tuple(notes),
    )


def _named(row: Delivered) -> str:
    return words.listed(f"{language_name(tag)} ({tag})" for tag in row.languages)


def _bundles(rows: Iterable[Delivered], shared: Sequence[Receipt]) -> Table:
    told = [
        (one, _named(row), format_episodes(row.episodes)) for row in rows for one in row.current
    ]
    told += [(one, gettext("all languages"), "") for one in shared[-1:]]
    return Table(
        title=gettext("Bundles"),
        header=(
            gettext("Language"),
            gettext("Episodes"),
            gettext("Files"),
            gettext("Delivered"),
            gettext("Reason"),
            gettext("SHA-256 of the bundle"),
        ),
        rows=tuple(
            (
                language,
                episodes,
                str(len(one.checksums)),
                day(one.at),
                visible(one.why),
                digest_of(one),
            )
            for one, language, episodes in told
        ),
        right=frozenset({2}),
        digests=frozenset({5}),
    )


def _files(
    assignment: Assignment, rows: Iterable[Delivered], shared: Sequence[Receipt]
) -> Iterator[tuple[str, ...]]:
    told = [(one, " ".join(row.languages)) for row in rows for one in row.current]
    told += [(one, "") for one in shared[-1:] if one.state in DONE]
    for one, tags in told:
        for key in sorted(one.checksums):
            yield (
                assignment.series.id,
                assignment.target.name,
                tags,
                str(one.of_episodes.get(key, "")),
                visible(key),
                one.checksums[key],
                moment(one.at),
                digest_of(one),
            )
