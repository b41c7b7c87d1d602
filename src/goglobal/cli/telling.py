"""What `build`, `push` and `ship` tell of a delivery, and the exit code it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from goglobal.cli import codes, judging
from goglobal.cli.output import painter, remark
from goglobal.cli.session import Session
from goglobal.messages import N_, gettext, localise

if TYPE_CHECKING:
    from goglobal.bundling.bundle import Bundle
    from goglobal.delivery.receipts import Receipt
    from goglobal.delivery.verifying import VerifyReport
    from goglobal.pipeline import CheckReport, HeldItem


def exit_code(
    check: CheckReport | None,
    fail_on: str,
    *,
    held: Sequence[HeldItem] = (),
    receipts: Sequence[Receipt] = (),
    verified: Sequence[VerifyReport] = (),
) -> int:
    """What the parts of one delivery come to, by the precedence of the exit codes."""
    return codes.strongest(
        judging.exit_code(check, fail_on) if check is not None else codes.DONE,
        codes.FINDINGS if held or any(r.state == "held" for r in receipts) else codes.DONE,
        codes.INCOMPLETE if any(r.state == "failed" for r in receipts) else codes.DONE,
        codes.FINDINGS if any(report.damaged for report in verified) else codes.DONE,
    )


def check_lines(check: CheckReport, project: Path) -> str:
    """What the check left out, and a line on what it found; empty where there is neither."""
    from goglobal.report import text

    lines = (text.skipped_lines(check.skipped), _findings_line(check, project))
    return "\n".join(line for line in lines if line)


def _findings_line(check: CheckReport, project: Path) -> str:
    if not check.findings:
        return ""
    from goglobal.findings import Severity
    from goglobal.report import words

    found = words.found(*(check.count(severity) for severity in Severity))
    if not found:
        return ""
    return localise(
        N_("{found} found; “goglobal check {project}” shows them"),
        {"found": found, "project": str(project)},
    )


def remark_findings(session: Session, check: CheckReport | None, project: Path) -> None:
    """Beside a JSON document: what the check left out and found, on standard error."""
    line = check_lines(check, project) if check is not None else ""
    if line and not session.quiet:
        remark(line)


def _roots(series: Sequence[str], project: Path) -> dict[str, str]:
    from goglobal.cli.choosing import shown_folder

    if (project / "series.toml").is_file():
        return {name: shown_folder(project) for name in series}
    return {name: shown_folder(project / name) for name in series if (project / name).is_dir()}


def build_text(
    session: Session,
    *,
    check: CheckReport,
    bundles: Sequence[Bundle],
    held: Sequence[HeldItem],
    project: Path,
    output: Path | None,
) -> str:
    """The bundles, what was held back and why, and how to go on."""
    from goglobal.cli.choosing import shown_folder
    from goglobal.report import deliveries

    paint = painter(output)
    blocks = [deliveries.build_table(bundles, painter=paint, shown=shown_folder) if bundles else ""]
    blocks.append(
        deliveries.held_list(
            held,
            roots=_roots(check.series, project),
            painter=paint,
            verbose=session.verbose,
        )
    )
    if not session.quiet:
        if not bundles:
            blocks.append(gettext("No bundle was built.") + "\n")
        blocks.append(_next(check, held, (), project))
    return "\n".join(block for block in blocks if block)


def delivery_text(
    session: Session,
    *,
    check: CheckReport | None,
    bundles: Sequence[Bundle],
    receipts: Sequence[Receipt],
    held: Sequence[HeldItem],
    verified: Sequence[VerifyReport] = (),
    project: Path,
    output: Path | None,
) -> str:
    """What became of each bundle, what was held back or failed, and how to go on."""
    from goglobal.report import deliveries
    from goglobal.report.decisions import decision_list
    from goglobal.report.merging import together

    paint = painter(output)
    roots = _roots(check.series if check is not None else (), project)
    blocks = [""]
    if receipts or held:
        blocks.append(deliveries.delivery_table(receipts, bundles, held, painter=paint))
    blocks.append(decision_list(receipts, painter=paint, verbose=session.verbose))
    blocks.append(
        deliveries.held_list(held, receipts, roots=roots, painter=paint, verbose=session.verbose)
    )
    blocks.append(deliveries.failure_list(receipts, painter=paint))
    blocks.append(deliveries.notice_list(receipts, painter=paint))
    if verified and (not session.quiet or any(v.damaged for v in verified)):
        blocks.append(deliveries.verify_text(together(verified), painter=paint))
    if not session.quiet:
        blocks.append(_next(check, held, receipts, project))
    return "\n".join(block for block in blocks if block)


def _next(
    check: CheckReport | None,
    held: Sequence[HeldItem],
    receipts: Sequence[Receipt],
    project: Path,
) -> str:
    lines = [check_lines(check, project) if check is not None else ""]
    if any(r.state == "failed" for r in receipts):
        lines.append(gettext("Run the same command again: it goes on where it stopped."))
    elif held and receipts:
        lines.append(
            gettext(
                "Mend what holds it back and run the same command again: what has arrived is not "
                "sent twice."
            )
        )
    if any(r.state == "planned" for r in receipts):
        lines.append(gettext("This was a dry run: nothing was sent."))
    text = "\n".join(line for line in lines if line)
    return f"{text}\n" if text else ""
