"""`goglobal.intake/1`: what becomes of a vendor's files, for other programs."""

from __future__ import annotations

from goglobal.errors import fill
from goglobal.exchange.intake.entries import Saying
from goglobal.exchange.intake.outcomes import IntakeReport, Outcome
from goglobal.exchange.intake.verdicts import Question
from goglobal.report.json_ import Document, finding_entry

_FATES = ("taken", "unchanged", "question", "refused", "skipped")


def intake_document(report: IntakeReport) -> Document:
    """The document; messages are in English."""
    summary = {fate: sum(file.status == fate for file in report.files) for fate in _FATES}
    return {
        "schema": "goglobal.intake/1",
        "series": report.series,
        "written": report.written,
        "summary": summary,
        "files": [_file(file) for file in report.files],
    }


def _file(file: Outcome) -> Document:
    why = file.why
    return {
        "file": file.name,
        "status": file.status,
        "path": file.path,
        "episode": file.episode,
        "language": file.language,
        "kind": file.kind,
        "format": file.format,
        "encoding": file.encoding,
        "replaces": file.replaces,
        "reasons": [{"ground": one.ground, "message": _said(one.why)} for one in file.reasons],
        "questions": [_question(question) for question in file.questions],
        "message": None if why is None else _said(why),
        "help": (fill(file.help, why.arguments) or None) if why else None,
        "losses": [finding_entry(loss) for loss in file.losses],
        "findings": dict(file.findings),
    }


def _question(question: Question) -> Document:
    return {
        "about": question.about,
        "message": _said(question.asks),
        "help": fill(question.help, question.asks.arguments) or None,
        "suggestion": question.suggestion or None,
    }


def _said(saying: Saying) -> str:
    return fill(saying.message, saying.arguments)
