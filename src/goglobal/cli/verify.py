"""`goglobal verify`."""

from __future__ import annotations

from pathlib import Path

import click

from goglobal.cli import options
from goglobal.cli.session import Session
from goglobal.cli.wrapping import Command
from goglobal.messages import N_, gettext


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "verify",
        cls=Command,
        help=gettext(
            "Compare what is in PROJECT's targets with what was delivered there. Damage makes "
            "the exit code 1."
        ),
    )
    @options.project()
    @options.targets()
    @options.platform()
    @click.option(
        "--deep",
        is_flag=True,
        help=gettext("Read every object back and compare its content, not only its checksum."),
    )
    @options.output()
    @options.state()
    @options.noise()
    @click.pass_obj
    def verify(
        session: Session,
        *,
        project: Path,
        names: tuple[str, ...],
        targets_file: Path | None,
        platform: str | None,
        deep: bool,
        format: str,
        output: Path | None,
        state: Path | None,
    ) -> int:
        from goglobal import pipeline
        from goglobal.cli import codes, failures, progress
        from goglobal.cli.output import emit, painter, remark
        from goglobal.errors import DeliveryError, UsageError
        from goglobal.report.merging import together

        ids = [series.id for series in pipeline.load(project)]
        targets = pipeline.targets_of(project, file=targets_file, names=names, platform=platform)
        seen = []
        unreached = codes.DONE
        with progress.showing(session) as tell:
            for target in targets:  # one that cannot be reached hides no other
                try:
                    seen.append(
                        pipeline.verify(target, series=ids, state=state, deep=deep, progress=tell)
                    )
                except DeliveryError as error:
                    text, unreached = failures.describe(error, session)
                    remark(text)
        report = together(seen)
        if unreached and not seen:
            return unreached
        if not (report.objects or report.damaged or report.unverifiable):
            raise UsageError(
                N_("nothing has been delivered there that could be verified"),
                {"project": str(project)},
                N_("“goglobal status {project}” shows what was delivered where"),
            )
        if format == "json":
            from goglobal.report import json_

            emit(json_.dump(json_.verify_document(report)), output)
        else:
            from goglobal.report import deliveries

            emit(deliveries.verify_text(report, painter=painter(output)), output)
        damaged = codes.FINDINGS if report.damaged else codes.DONE
        return codes.strongest(unreached, damaged)

    return verify
