"""What a probe of a target found, as text for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Protocol

from goglobal.errors import Argument
from goglobal.messages import N_, gettext, localise
from goglobal.report import words
from goglobal.report.cells import Painter, table, visible
from goglobal.report.json_ import Document
from goglobal.report.text import PLAIN

_STEPS = {
    # Translators: what a probe tries at a bucket; shown in a table column
    "write": N_("write an object"),
    "checksum": N_("refuse changed bytes"),
    "create-only": N_("refuse to overwrite (If-None-Match)"),
    "if-match": N_("refuse what is outdated (If-Match)"),
    "owner": N_("refuse another owner"),
    "head": N_("ask about an object (HEAD)"),
    "read": N_("read an object"),
    "list": N_("list objects"),
    "copy": N_("copy within the bucket"),
    "parts": N_("take a file in parts"),
    "parts-list": N_("list the parts"),
    "uploads-list": N_("list unfinished uploads"),
    "abort": N_("throw an upload away"),
    "delete": N_("remove an object"),
}
_RESULTS = {
    # Translators: how a step of a probe ended; shown in a table column
    "works": N_("works"),
    "denied": N_("no right"),
    "ignored": N_("ignored"),
    "failed": N_("fails"),
}
_SAYS = {
    ("checksum", "ignored"): N_("changed bytes are stored: this checksum guards nothing"),
    ("create-only", "ignored"): N_("what is there is overwritten"),
    ("if-match", "ignored"): N_("what another writer has put there is overwritten"),
    ("owner", "ignored"): N_("a wrong `expected_bucket_owner` is taken too"),
    ("read", "ignored"): N_("other bytes come back than were written"),
    ("list", "ignored"): N_("what was written is not listed"),
    ("parts-list", "ignored"): N_("a large file starts anew after a break"),
    ("uploads-list", "ignored"): N_("a large file starts anew after a break"),
    ("delete", "ignored"): N_("what was removed is still there"),
}
"""By step and result what that means."""
_STYLES = {"works": "green", "denied": "red", "failed": "red", "ignored": "yellow"}


class Step(Protocol):
    """One thing that was tried."""

    @property
    def name(self) -> str: ...
    @property
    def result(self) -> str: ...
    @property
    def detail(self) -> str: ...
    @property
    def right(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def arguments(self) -> Mapping[str, Argument]: ...
    @property
    def help(self) -> str: ...


class Probed(Protocol):
    """What a place can do."""

    @property
    def target(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def steps(self) -> Sequence[Step]: ...
    @property
    def missing(self) -> Sequence[str]: ...
    @property
    def lacking(self) -> Sequence[str]: ...
    @property
    def settings(self) -> Mapping[str, str | bool]: ...
    @property
    def lists_digests(self) -> bool: ...
    @property
    def keeps_versions(self) -> bool: ...
    @property
    def left(self) -> Sequence[str]: ...


def probe_text(report: Probed, *, painter: Painter = PLAIN) -> str:
    """What was tried, what should change, and whether deliveries can begin."""
    header = (
        # Translators: table column: what was tried
        gettext("tried"),
        gettext("with"),
        # Translators: table column: how it ended
        gettext("result"),
        "",
    )
    rows = [
        (
            gettext(_STEPS[step.name]),
            step.detail,
            gettext(_RESULTS[step.result]),
            _remark(step),
        )
        for step in report.steps
    ]
    styles = [_STYLES[step.result] if step.result != "works" else None for step in report.steps]
    blocks = [
        painter.paint(visible(f"{report.target}  {report.url}"), "bold"),
        table(header, rows, painter=painter, styles=styles),
    ]
    blocks += [block for block in (_facts(report), _changes(report, painter)) if block]
    blocks.append(_verdict(report, painter))
    return "\n\n".join(blocks) + "\n"


def _remark(step: Step) -> str:
    if step.result == "denied" and step.right:
        return step.right
    if step.result in {"denied", "failed"}:
        return localise(step.message, step.arguments)
    said = _SAYS.get((step.name, step.result))
    return gettext(said) if said else ""


def _facts(report: Probed) -> str:
    lines = []
    if report.lists_digests:
        lines.append(gettext("A listing has the MD5 of each object: one request checks a bundle."))
    if report.keeps_versions:
        lines.append(gettext("The bucket keeps versions: what is overwritten or removed stays."))
    return "\n".join(lines)


def _changes(report: Probed, painter: Painter) -> str:
    lines = []
    if report.missing:
        rights = ", ".join(report.missing)
        text = localise(N_("Rights that are missing: {rights}"), {"rights": rights})
        lines.append(painter.paint(text, "red"))
    if report.lacking:
        rights = ", ".join(report.lacking)
        message = N_(
            "Rights that would help, for going on with large files and tidying up: {rights}"
        )
        lines.append(localise(message, {"rights": rights}))
    if report.settings:
        lines += [painter.paint(gettext("Set in goglobal.toml:"), "yellow"), "", _toml(report)]
    if report.left:
        lines.append(
            localise(
                N_("Could not be removed: {keys}"),
                {"keys": words.listed(map(visible, report.left))},
            )
        )
    return "\n".join(lines)


def _toml(report: Probed) -> str:
    plain = report.target.replace("-", "").replace("_", "").isalnum() and report.target.isascii()
    name = report.target if plain else json.dumps(report.target)
    lines = [f"[targets.{name}]"]
    for key, value in report.settings.items():
        lines.append(f"{key} = {json.dumps(value)}")
    return "\n".join(lines)


def _verdict(report: Probed, painter: Painter) -> str:
    if report.verdict == "closed":
        step = report.steps[0]
        told = localise(step.help, step.arguments)
        first = painter.paint(gettext("Nothing can be written there."), "red", "bold")
        return f"{first}\n{painter.paint(words.help_word(), 'cyan')} {visible(told)}"
    if report.verdict == "change":
        return painter.paint(gettext("Change this before the first delivery."), "yellow", "bold")
    return painter.paint(gettext("Deliveries can begin."), "green", "bold")


def probe_document(report: Probed) -> Document:
    """`goglobal.probe/1`."""
    from goglobal.errors import fill

    return {
        "schema": "goglobal.probe/1",
        "target": report.target,
        "url": report.url,
        "verdict": report.verdict,
        "steps": [
            {
                "step": step.name,
                "result": step.result,
                "with": step.detail or None,
                "right": step.right or None,
                "error": fill(step.message, step.arguments) or None,
            }
            for step in report.steps
        ],
        "missing": list(report.missing),
        "lacking": list(report.lacking),
        "settings": dict(report.settings),
        "lists_digests": report.lists_digests,
        "keeps_versions": report.keeps_versions,
        "left": list(report.left),
    }
