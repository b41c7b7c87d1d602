"""What `i18n extract` and `i18n update` tell, and how they end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from goglobal.cli import choosing, codes
from goglobal.cli.output import emit, painter

if TYPE_CHECKING:
    from goglobal.cli.session import Session
    from goglobal.exchange.catalog_results import CatalogReport


def tell(
    session: Session,
    report: CatalogReport,
    *,
    verb: str,
    format: str,
    output: Path | None,
    rehearsed: bool,
    diff: bool = False,
) -> int:
    """Write the result; the exit code. Raises ProjectError for what could not be written."""
    from goglobal.errors import ProjectError
    from goglobal.report import json_, translations

    roots = {file.series: choosing.shown_folder(file.root) for file in report.files}
    if format == "json":
        document = translations.catalogs_document(report, verb=verb, written=not rehearsed)
        emit(json_.dump(document), output)
    elif diff:
        emit(translations.diffs(report, roots=roots), output)
    else:
        emit(
            translations.catalogs_text(
                report,
                roots=roots,
                painter=painter(output),
                rehearsed=rehearsed,
                quiet=session.quiet,
                verbose=session.verbose,
            ),
            output,
        )
    if report.problems:
        raise ProjectError(report.problems)
    changes = any(file.before != file.after for file in report.files)
    return codes.FINDINGS if diff and changes else codes.DONE
