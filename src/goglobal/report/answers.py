"""What platforms answered, as text and as documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from goglobal.answers.feedback import Answer, Feedback
from goglobal.exchange.returned import Remark
from goglobal.findings import Severity
from goglobal.messages import gettext, localise, ngettext
from goglobal.report.cells import Painter, visible
from goglobal.report.shapes import Standing
from goglobal.report.text import PLAIN
from goglobal.report.words import severity

_SHOWN = 20
"""Answers of one file that a text shows; the documents have all."""
_ORDER = {"error": 0, "warning": 1, "info": 2}


def import_document(
    found: Sequence[Feedback], known: Sequence[bool], *, written: bool
) -> dict[str, object]:
    """`goglobal.feedback-import/1`."""
    return {
        "schema": "goglobal.feedback-import/1",
        "written": written,
        "feedback": [
            {**document(one), "known": before} for one, before in zip(found, known, strict=True)
        ],
    }


def document(feedback: Feedback) -> dict[str, object]:
    """One file's answers."""
    return {
        "series": feedback.series,
        "target": feedback.target,
        "file": feedback.file,
        "sha256": feedback.sha256,
        "format": feedback.format,
        "at": feedback.at,
        "answers": [
            {
                "row": answer.row,
                "severity": answer.severity,
                "code": answer.code or None,
                "message": answer.message,
                "about": list(answer.about),
                "language": answer.language,
                "episode": answer.episode,
            }
            for answer in feedback.answers
        ],
    }


def imported_text(
    feedback: Feedback, remarks: Iterable[Remark], *, known: bool, painter: Painter = PLAIN
) -> str:
    """What was taken in of one file."""
    lines = [_head(feedback)]
    if known:
        lines.append("  " + gettext("it was taken in before, and is not taken in again"))
    lines += (f"  {visible(localise(remark.message, remark.arguments))}" for remark in remarks)
    return "\n".join([*lines, *_answers(feedback.answers, painter), ""])


def status_text(
    found: Sequence[Feedback], rows: Iterable[Standing], *, painter: Painter = PLAIN
) -> str:
    """The answers of each target below the table of `status`; empty: there are none.

    Errors of what was delivered again since then are counted, and no longer listed.
    """
    delivered: dict[tuple[str, str, str | None], str] = {}
    for row in rows:  # of several bundles that are of no language, the oldest counts
        at = row.at if row.state != "failed" else ""
        place = (row.series, row.target, row.language)
        delivered[place] = min(delivered.get(place, at), at)
    lines: list[str] = []
    for feedback in found:
        open_ = [a for a in feedback.answers if not _again(feedback, a, delivered)]
        lines.append(_head(feedback))
        past = sum(a.severity == "error" for a in feedback.answers) - sum(
            a.severity == "error" for a in open_
        )
        if past:
            text = ngettext(
                "{count} error is of what was delivered again since",
                "{count} errors are of what was delivered again since",
                past,
            )
            lines.append(f"  {text.format(count=past)}")
        lines += _answers([a for a in open_ if a.severity != "info"], painter)
    return "\n".join([gettext("Answers:"), *lines, ""]) if lines else ""


def _again(
    feedback: Feedback, answer: Answer, delivered: Mapping[tuple[str, str, str | None], str]
) -> bool:
    """Whether what an answer is of was delivered after the answer came."""
    title = (feedback.series, feedback.target)
    at = delivered.get((*title, answer.language), delivered.get((*title, None), ""))
    return at > feedback.at


def _head(feedback: Feedback) -> str:
    counts = {
        degree: sum(answer.severity == degree for answer in feedback.answers) for degree in _ORDER
    }
    values = {
        "series": feedback.series,
        "target": feedback.target,
        "file": feedback.file,
        "at": feedback.at[:16].replace("T", " "),
        "errors": counts["error"],
        "warnings": counts["warning"],
        "infos": counts["info"],
    }
    text = gettext(
        "{series} {target}: {file}, {at} UTC: errors {errors}, warnings {warnings}, notes {infos}"
    )
    return visible(text.format(**values))


def _answers(answers: Sequence[Answer], painter: Painter) -> Iterator[str]:
    ordered = sorted(answers, key=lambda answer: (_ORDER[answer.severity], answer.row))
    for answer in ordered[:_SHOWN]:
        place = " ".join(
            filter(
                None,
                (
                    answer.language or "",
                    f"ep{answer.episode:03}" if answer.episode is not None else "",
                    answer.about[0] if answer.about else "",
                ),
            )
        )
        degree = severity(Severity(answer.severity))
        styles = {"error": ("red",), "warning": ("yellow",)}.get(answer.severity, ())
        words = painter.paint(degree, *styles)
        code = f" {answer.code}" if answer.code and answer.code != answer.message else ""
        yield f"  {words}{visible(code)} {visible(f'{place}: ' if place else '')}" + visible(
            answer.message
        )
    if len(ordered) > _SHOWN:
        left = len(ordered) - _SHOWN
        text = ngettext("and {count} more", "and {count} more", left)
        yield f"  {text.format(count=left)}"
