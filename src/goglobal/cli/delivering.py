"""`ship` and both kinds of `push`, from their options to their exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from goglobal.cli import choosing, failures, progress, telling
from goglobal.cli.output import emit
from goglobal.cli.session import Session
from goglobal.messages import N_

if TYPE_CHECKING:
    from goglobal.bundling.bundle import Bundle
    from goglobal.delivery.receipts import Receipt


def ship(
    session: Session,
    project: Path,
    *,
    out: Path | None,
    names: tuple[str, ...],
    targets_file: Path | None,
    platform: str | None,
    languages: tuple[str, ...],
    episodes: str | None,
    dry_run: bool,
    format: str,
    output: Path | None,
    fail_on: str,
    executor: str | None,
    state: Path | None,
    cache: bool,
    verify: bool,
) -> int:
    """Check, build and push a project; with `verify`, look at what arrived as well."""
    from goglobal import pipeline
    from goglobal.execution import open_executor

    with open_executor(executor) as workers, progress.showing(session) as tell:
        report = pipeline.ship(
            project,
            targets=names or None,
            languages=choosing.languages(languages),
            episodes=choosing.episodes(episodes),
            out=out,
            state=state,
            targets_file=targets_file,
            platform=platform,
            executor=workers,
            cache=cache,
            dry_run=dry_run,
            verify=verify,
            progress=tell,
        )
    failures.log_crashes(report.check.tracebacks, session)
    if format == "json":
        from goglobal.report import json_

        emit(json_.dump(json_.push_document(report.receipts, report.held, report.check)), output)
        telling.remark_findings(session, report.check, project)
    else:
        text = telling.delivery_text(
            session,
            check=report.check,
            bundles=report.bundles,
            receipts=report.receipts,
            held=report.held,
            verified=report.verified,
            project=project,
            output=output,
        )
        emit(text, output)
    return telling.exit_code(
        report.check,
        fail_on,
        held=report.held,
        receipts=report.receipts,
        verified=report.verified,
    )


def push_built(
    session: Session,
    dist: Path,
    *,
    names: tuple[str, ...],
    targets_file: Path | None,
    platform: str | None,
    languages: tuple[str, ...],
    dry_run: bool,
    format: str,
    output: Path | None,
    executor: str | None,
    state: Path | None,
) -> int:
    """Send the bundles below `dist` as they are, each to the target that it was built for.

    Raises UsageError where there is no bundle, or no target for one.
    """
    from goglobal import pipeline
    from goglobal.execution import open_executor

    targets = pipeline.targets_of(dist, file=targets_file, names=names, platform=platform)
    bundles = _chosen(dist, names, choosing.languages(languages))
    _require_targets(bundles, {target.name for target in targets})
    receipts: list[Receipt] = []
    with open_executor(executor) as workers, progress.showing(session) as tell:
        for target in targets:
            own = tuple(b for b in bundles if b.target == target.name)
            if own:
                session.delivering = not dry_run
                receipts.extend(
                    pipeline.push(
                        own, target, state=state, executor=workers, progress=tell, dry_run=dry_run
                    )
                )
    if format == "json":
        from goglobal.report import json_

        emit(json_.dump(json_.push_document(receipts)), output)
    else:
        text = telling.delivery_text(
            session,
            check=None,
            bundles=bundles,
            receipts=receipts,
            held=(),
            project=dist,
            output=output,
        )
        emit(text, output)
    return telling.exit_code(None, "error", receipts=receipts)


def _chosen(
    dist: Path, names: Sequence[str], languages: Sequence[str] | None
) -> tuple[Bundle, ...]:
    """The bundles below `dist` that were asked for; a shared bundle goes with any language."""
    from goglobal.bundling.loading import load_bundles
    from goglobal.errors import UsageError

    chosen = tuple(
        bundle
        for bundle in load_bundles(dist)
        if (not names or bundle.target in names)
        and (languages is None or bundle.language is None or bundle.language in languages)
    )
    if not chosen:
        raise UsageError(
            N_("there is no such bundle in “{path}”"),
            {"path": str(dist)},
            N_("“goglobal build” makes bundles"),
        )
    return chosen


def _require_targets(bundles: Sequence[Bundle], names: set[str]) -> None:
    from goglobal.errors import UsageError

    missing = sorted({bundle.target for bundle in bundles} - names)
    if missing:
        raise UsageError(
            N_("no target is called “{target}”, for which bundles stand there"),
            {"target": missing[0]},
            N_("name the file that has it: --targets FILE; or choose others: --target NAME"),
        )
