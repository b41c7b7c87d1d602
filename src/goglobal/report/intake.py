"""What becomes of a vendor's files: a table with the reasons, the questions, and what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from goglobal.episodes import format_episodes
from goglobal.errors import fill
from goglobal.exchange.intake.entries import Saying
from goglobal.exchange.intake.outcomes import IntakeReport, Outcome, Status
from goglobal.exchange.intake.verdicts import Ground
from goglobal.messages import N_, gettext, localise, ngettext
from goglobal.report import words
from goglobal.report.cells import Painter, pad, visible, width
from goglobal.report.text import PLAIN

MOST_ROWS = 100
"""Files above which the table shows one line for each language, unless all are asked for."""
_ENOUGH = 60
"""Cells that a name needs beside the other columns; with fewer it goes below them."""
MOST_NAMES = 5
"""Names below one question or reason; the rest is counted."""

_GROUNDS: dict[Ground, str] = {
    # Translators: what a decision rests on, in a narrow column of a table
    "asked": N_("option"),
    "name": N_("name"),
    "folder": N_("folder"),
    "batch": N_("numbering"),
    "times": N_("times"),
    "text": N_("text"),
    "series": N_("series"),
    "answer": N_("map"),
}


def intake_report(
    report: IntakeReport,
    *,
    painter: Painter = PLAIN,
    columns: int | None = None,
    verbose: bool = False,
    quiet: bool = False,
) -> str:
    """The whole result; `columns` is how many cells a line may take (None: any number)."""
    taken = report.of("taken")
    blocks = []
    if taken:
        said = N_("Taken in:") if report.written else N_("To be taken in:")
        blocks.append(painter.paint(gettext(said), "bold") + "\n" + _table(taken, columns, verbose))
        blocks.append(_notes(taken))
    if not quiet:
        blocks.append(_unchanged(report.of("unchanged"), verbose))
    blocks.append(_questions(report.of("question"), painter, verbose))
    blocks.append(_reasons(report.of("refused"), gettext("refused:"), painter, "red", verbose))
    if not quiet:
        left = report.of("skipped")
        blocks.append(_reasons(left, gettext("not taken:"), painter, "dim", verbose))
    blocks.append(totals(report, painter))
    return "\n\n".join(block for block in blocks if block) + "\n"


def totals(report: IntakeReport, painter: Painter = PLAIN) -> str:
    """How many files there are of each fate, in one line."""
    counts = {status: len(report.of(status)) for status in _COUNTED}
    told = _COUNTED if report.written else {**_COUNTED, "taken": _to_take}
    parts = [told[status](counts[status]) for status in told if counts[status]]
    line = words.listed(parts) or gettext("no files")
    style = "red" if counts["refused"] or counts["question"] else "green"
    return painter.paint(f"{report.series}: {line}", style)


def _table(taken: Sequence[Outcome], columns: int | None, verbose: bool) -> str:
    if len(taken) > MOST_ROWS and not verbose:
        return _by_language(taken)
    folder = _common(taken)
    header = [gettext("episode"), gettext("language"), gettext("kind"), gettext("why")]
    rows = [
        (str(one.episode), one.language or "", one.kind or "", _why(one)) for one in _sorted(taken)
    ]
    widths = [max(width(cell) for cell in column) for column in zip(header, *rows, strict=True)]
    before = sum(widths) + 2 * len(widths)
    beside = columns is None or columns - before >= _ENOUGH
    indent = " " * (before if beside else widths[0] + 2)
    room = columns - len(indent) if columns else 10_000
    head = visible(folder) or gettext("file")
    lines = [_line(header, widths, head)] if beside else [_line(header, widths), indent + head]
    for one, row in zip(_sorted(taken), rows, strict=True):
        name, target = visible(one.name[len(folder) :]), f"-> {visible(one.path or '')}"
        joined = f"{name}  {target}"
        pieces = [joined] if width(joined) <= room else [*_cut(name, room), *_cut(target, room)]
        first = [_line(row, widths, pieces[0])] if beside else [_line(row, widths)]
        rest = pieces[1:] if beside else pieces
        if verbose:
            rest = [*rest, *(_said(reason.why) for reason in one.reasons)]
        lines += [*first, *(indent + piece for piece in rest)]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int], last: str = "") -> str:
    head = [pad(cells[0], widths[0], right=True)]
    head += [pad(cell, size) for cell, size in zip(cells[1:], widths[1:], strict=True)]
    return "  ".join((*head, last)).rstrip()


def _by_language(taken: Sequence[Outcome]) -> str:
    """One line for each language, kind and set of grounds."""
    groups: dict[tuple[str, str, str], list[Outcome]] = {}
    for one in _sorted(taken):
        groups.setdefault((one.language or "", one.kind or "", _why(one)), []).append(one)
    lines = []
    for (language, kind, why), group in groups.items():
        episodes = format_episodes(one.episode or 0 for one in group)
        line = localise(
            N_("{language} {kind}: {files}, episodes {episodes} (by {why})"),
            {
                "language": language,
                "kind": kind,
                "files": files(len(group)),
                "episodes": episodes,
                "why": why,
            },
        )
        lines.append(f"  {line}")
    lines.append("  " + gettext("--verbose shows every file."))
    return "\n".join(lines)


def _why(one: Outcome) -> str:
    grounds = dict.fromkeys(reason.ground for reason in one.reasons)
    return "+".join(gettext(_GROUNDS[ground]) for ground in grounds)


def _sorted(taken: Iterable[Outcome]) -> list[Outcome]:
    return sorted(taken, key=lambda one: (one.language or "", one.kind or "", one.episode or 0))


def _common(taken: Sequence[Outcome]) -> str:
    """The folders that all names begin with, with the slash."""
    parts = [one.name.split("/")[:-1] for one in taken]
    first, last = min(parts), max(parts)
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return "/".join(first[:same]) + "/" if same else ""


def _cut(text: str, room: int) -> list[str]:
    """A name in pieces of at most `room` cells, broken behind separators where there are any."""
    pieces = [""]
    for character in text:
        if width(pieces[-1]) + width(character) > room:
            line = pieces[-1]
            at = max(line.rfind(mark) for mark in "/_- ") + 1
            if at > len(line) // 2:
                pieces[-1:] = [line[:at], line[at:]]
            else:
                pieces.append("")
        pieces[-1] += character
    return pieces


def _notes(taken: Sequence[Outcome]) -> str:
    """What is written differently from what came, and what reading met."""
    notes: dict[str, list[str]] = {}
    for one in taken:
        if one.encoding:
            said = localise(N_("written as UTF-8; it was {encoding}"), {"encoding": one.encoding})
            notes.setdefault(said, []).append(one.name)
        written = "webvtt" if (one.path or "").endswith(".vtt") else "srt"
        if one.format != written:
            said = localise(
                N_("written as {written}; it was {format}"),
                {"written": written, "format": one.format or ""},
            )
            notes.setdefault(said, []).append(one.name)
        for loss in one.losses:
            said = localise(loss.message, loss.arguments)
            notes.setdefault(said, []).append(one.name)
        if one.new_language:
            said = localise(
                N_("{language} is new to the series and its targets"),
                {"language": one.language or ""},
            )
            notes.setdefault(said, []).append(one.name)
        if one.replaces:
            notes.setdefault(gettext("replaces the file that is there"), []).append(one.name)
    lines = [f"  {visible(said)}: {_names(dict.fromkeys(n), False)}" for said, n in notes.items()]
    codes = sorted({code for one in taken for code in one.findings})
    if codes:
        count = sum(bool(one.findings) for one in taken)
        lines.append(
            "  "
            + localise(
                N_("{files} with {codes}: “goglobal check” tells more, “goglobal fix” mends"),
                {"files": files(count), "codes": " ".join(codes)},
            )
        )
    return "\n".join(lines)


def _unchanged(same: Sequence[Outcome], verbose: bool) -> str:
    if not same:
        return ""
    said = gettext("there already, with the same content:")
    return f"{said} {_names([one.name for one in same], verbose)}"


def _questions(asked: Sequence[Outcome], painter: Painter, verbose: bool) -> str:
    groups: dict[tuple[str, str], list[str]] = {}
    for one in asked:
        for question in one.questions:
            said = _said(question.asks)
            if question.suggestion:
                said = localise(
                    N_("{question} (likely: {suggestion})"),
                    {"question": said, "suggestion": question.suggestion},
                )
            advice = localise(question.help, question.asks.arguments)
            groups.setdefault((said, advice), []).append(one.name)
    head = painter.paint(gettext("question:"), "yellow")
    return _grouped(groups, head, verbose)


def _reasons(
    left: Sequence[Outcome], head: str, painter: Painter, style: str, verbose: bool
) -> str:
    groups: dict[tuple[str, str], list[str]] = {}
    for one in left:
        if one.why is not None:
            advice = localise(one.help, one.why.arguments)
            groups.setdefault((_said(one.why), advice), []).append(one.name)
    return _grouped(groups, painter.paint(head, style), verbose)


def _grouped(groups: dict[tuple[str, str], list[str]], head: str, verbose: bool) -> str:
    blocks = []
    for (said, advice), names in groups.items():
        lines = [f"{head} {visible(said)}"]
        shown = names if verbose else names[:MOST_NAMES]
        lines += [f"    {visible(name)}" for name in shown]
        if len(names) > len(shown):
            lines.append(f"    {words.and_more(len(names) - len(shown))}")
        if advice:
            lines.append(f"    {words.help_word()} {visible(advice)}")
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


def _names(names: Iterable[str], verbose: bool) -> str:
    every = [visible(name) for name in names]
    shown = every if verbose else every[:MOST_NAMES]
    if len(every) > len(shown):
        shown = [*shown, words.and_more(len(every) - len(shown))]
    return words.listed(shown)


def _said(saying: Saying) -> str:
    return localise(saying.message, saying.arguments)


def files(count: int) -> str:
    """A number of files, in words."""
    return fill(ngettext("{count} file", "{count} files", count), {"count": count})


def _taken(count: int) -> str:
    return fill(ngettext("{count} file taken", "{count} files taken", count), {"count": count})


def _to_take(count: int) -> str:
    return fill(ngettext("{count} file to take", "{count} files to take", count), {"count": count})


def _same(count: int) -> str:
    return fill(ngettext("{count} unchanged", "{count} unchanged", count), {"count": count})


def _with_questions(count: int) -> str:
    return fill(ngettext("{count} asked about", "{count} asked about", count), {"count": count})


def _refused(count: int) -> str:
    return fill(ngettext("{count} refused", "{count} refused", count), {"count": count})


def _left(count: int) -> str:
    return fill(ngettext("{count} not taken", "{count} not taken", count), {"count": count})


_COUNTED: dict[Status, Callable[[int], str]] = {
    "taken": _taken,
    "unchanged": _same,
    "question": _with_questions,
    "refused": _refused,
    "skipped": _left,
}
