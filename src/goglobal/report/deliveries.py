"""Bundles, deliveries, verifications and standings as aligned tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePath

from goglobal.episodes import format_episodes
from goglobal.errors import fill
from goglobal.messages import gettext, localise, ngettext
from goglobal.report import words
from goglobal.report.cells import Painter, size, table, visible
from goglobal.report.shapes import (
    BuiltBundle,
    DeliveredBundle,
    HeldBack,
    Standing,
    Verification,
)
from goglobal.report.text import PLAIN, headline

_REASONS = 5
"""Reasons shown for one held item unless the user wants them all."""


def _language(item: object) -> str:
    """The language of a bundle, or what else it is of: an episode, the series, all languages."""
    tag = getattr(item, "language", None)
    if isinstance(tag, str):
        return tag
    unit = getattr(item, "unit", "") or PurePath(getattr(item, "path", "")).name
    # Translators: the bundle that belongs to all languages
    return gettext("shared") if unit in {"", "shared"} else str(unit)


def build_table(
    bundles: Sequence[BuiltBundle],
    *,
    painter: Painter = PLAIN,
    shown: Callable[[str], str] = str,
) -> str:
    """The bundles that were built: what is in each, and where it stands.

    `shown` turns a bundle's absolute folder into what is printed.
    """
    rows = [
        (
            bundle.series,
            bundle.target,
            _language(bundle),
            format_episodes(bundle.manifest.episodes),
            str(len(bundle.manifest.files)),
            size(bundle.bytes),
            words.state("cached" if bundle.cached else "built"),
            shown(bundle.path),
        )
        for bundle in bundles
    ]
    header = (
        gettext("series"),
        gettext("target"),
        gettext("language"),
        gettext("episodes"),
        gettext("files"),
        gettext("size"),
        gettext("state"),
        # Translators: table column: the folder of a bundle
        gettext("folder"),
    )
    return table(header, rows, painter=painter, right=(4, 5)) + "\n"


def delivery_table(
    receipts: Sequence[DeliveredBundle],
    bundles: Iterable[BuiltBundle] = (),
    held: Sequence[HeldBack] = (),
    *,
    painter: Painter = PLAIN,
) -> str:
    """What became of each bundle; what was held back without a bundle has its own row."""
    by_digest = {(b.series, b.target, b.language, b.bundle): b for b in bundles}
    rows: dict[tuple[str, str, bool, str], list[tuple[str, tuple[str, ...]]]] = {}

    def add(item: DeliveredBundle | HeldBack, state: str, middle: Sequence[str], sent: int) -> None:
        order = (item.series, item.target, item.language is None, _language(item))
        row = (item.series, item.target, _language(item), *middle)
        rows.setdefault(order, []).append((state, (*row, words.state(state), str(sent))))

    shown = set()
    for receipt in receipts:
        place = (receipt.series, receipt.target, receipt.language)
        shown.add(place)
        bundle = by_digest.get((*place, receipt.bundle))
        middle = ["", "", size(receipt.bytes) if receipt.bytes else ""]
        if bundle is not None:
            contents = bundle.manifest
            episodes = format_episodes(contents.episodes)
            middle = [episodes, str(len(contents.files)), size(bundle.bytes)]
        add(receipt, receipt.state, middle, receipt.uploaded)
    for item in held:
        if (item.series, item.target, item.language) not in shown:
            shown.add((item.series, item.target, item.language))
            add(item, "held", [format_episodes(item.episodes or ()), "", ""], 0)
    ordered = [entry for _, entries in sorted(rows.items()) for entry in entries]
    header = (
        gettext("series"),
        gettext("target"),
        gettext("language"),
        gettext("episodes"),
        gettext("files"),
        gettext("size"),
        gettext("state"),
        # Translators: table column: how many objects were sent in this run
        gettext("uploaded"),
    )
    styles = [words.STYLES.get(state) for state, _ in ordered]
    body = [row for _, row in ordered]
    return table(header, body, painter=painter, right=(4, 5, 7), styles=styles) + "\n"


def held_list(
    held: Iterable[HeldBack],
    receipts: Iterable[DeliveredBundle] = (),
    *,
    roots: Mapping[str, str] | None = None,
    painter: Painter = PLAIN,
    verbose: bool = False,
) -> str:
    """What was held back, and the errors that hold it; empty where nothing was."""
    lines: list[str] = []
    told = set()
    for item in held:
        told.add((item.series, item.target, item.language))
        parts = [item.series, item.target, item.language or gettext("all languages")]
        if item.episodes is not None:
            # Translators: {numbers} is a selection such as 1-3,7
            message = ngettext("episode {numbers}", "episodes {numbers}", len(item.episodes))
            parts.append(fill(message, {"numbers": format_episodes(item.episodes)}))
        lines.append(f"  {visible(words.listed(parts))}")
        reasons = item.reasons if verbose else item.reasons[:_REASONS]
        lines.extend(f"    {headline(r, roots=roots, painter=painter)}" for r in reasons)
        if len(reasons) < len(item.reasons):
            lines.append(f"    {words.and_more(len(item.reasons) - len(reasons))}")
    for receipt in receipts:
        place = (receipt.series, receipt.target, receipt.language)
        if receipt.state == "held" and place not in told:
            lines.extend((f"  {_named(receipt)}", f"    {visible(_reason(receipt))}"))
    if not lines:
        return ""
    title = painter.paint(gettext("Held back:"), "yellow", "bold")
    return "\n".join((title, *lines)) + "\n"


def failure_list(receipts: Iterable[DeliveredBundle], *, painter: Painter = PLAIN) -> str:
    """What failed, with the reason and what to do, once a reason; empty where nothing failed."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for receipt in receipts:
        if receipt.state == "failed":
            told = localise(receipt.error_help, receipt.error_arguments)
            reasons.setdefault((_reason(receipt), told), []).append(_named(receipt))
    lines: list[str] = []
    for (reason, told), names in reasons.items():
        lines.extend(f"  {name}" for name in names[:_REASONS])
        if len(names) > _REASONS:
            lines.append(f"  {words.and_more(len(names) - _REASONS)}")
        lines.append(f"    {visible(reason)}")
        if told:
            lines.append(f"    {painter.paint(words.help_word(), 'cyan')} {visible(told)}")
    if not lines:
        return ""
    return "\n".join((painter.paint(gettext("Failed:"), "red", "bold"), *lines)) + "\n"


def notice_list(receipts: Iterable[DeliveredBundle], *, painter: Painter = PLAIN) -> str:
    """What went wrong beside the deliveries and undoes nothing of them; empty where nothing did."""
    lines = dict.fromkeys(
        f"  {_named(receipt)}: {visible(localise(notice.message, notice.arguments))}"
        for receipt in receipts
        for notice in receipt.notices
    )
    if not lines:
        return ""
    # Translators: heading over small things that went wrong beside a delivery
    return "\n".join((painter.paint(gettext("Noted:"), "yellow"), *lines)) + "\n"


def _reason(receipt: DeliveredBundle) -> str:
    if receipt.error_message:
        return localise(receipt.error_message, receipt.error_arguments)
    return receipt.error or ""


def _named(receipt: DeliveredBundle) -> str:
    return visible(words.listed((receipt.series, receipt.target, _language(receipt))))


def verify_text(report: Verification, *, painter: Painter = PLAIN) -> str:
    """What is damaged, and how much was looked at."""
    blocks = []
    if report.damaged:
        rows = [(words.state(item.problem), item.url) for item in report.damaged]
        header = (gettext("problem"), gettext("object"))
        blocks.append(table(header, rows, painter=painter, styles=["red"] * len(rows)))
    facts: dict[str, int] = {
        "objects": report.objects,
        "damaged": len(report.damaged),
        "unverifiable": report.unverifiable,
    }
    blocks.append(
        painter.paint(
            fill(
                ngettext(
                    "{objects} object: {damaged} damaged, {unverifiable} unverifiable",
                    "{objects} objects: {damaged} damaged, {unverifiable} unverifiable",
                    report.objects,
                ),
                facts,
            ),
            "red" if report.damaged else "green",
        )
    )
    noted = dict.fromkeys(
        f"  {visible(localise(notice.message, notice.arguments))}" for notice in report.notices
    )
    if noted:
        blocks.append("\n".join((painter.paint(gettext("Noted:"), "yellow"), *noted)))
    if report.unverifiable:
        blocks.append(
            gettext(
                "Unverifiable is what stands where we cannot read, or what the partner has taken "
                "away: only the receipts speak for it."
            )
        )
    return "\n\n".join(blocks) + "\n"


def status_table(rows: Sequence[Standing], *, painter: Painter = PLAIN) -> str:
    """Series x target x language: how far each is."""
    from goglobal.locale_names import with_name

    body = [
        (
            row.series,
            row.target,
            with_name(row.language) if row.language else _language(row),
            words.state(row.state),
            row.at[:19].replace("T", " "),
            row.bundle[:12],
            row.url,
        )
        for row in rows
    ]
    header = (
        gettext("series"),
        gettext("target"),
        gettext("language"),
        gettext("state"),
        # Translators: table column: when the last delivery was, in universal time
        gettext("at (UTC)"),
        gettext("bundle"),
        gettext("address"),
    )
    styles = [words.STYLES.get(row.state) for row in rows]
    return table(header, body, painter=painter, styles=styles) + "\n"
