"""`goglobal feedback import`."""

from __future__ import annotations

from pathlib import Path

import click

from goglobal.cli import options
from goglobal.cli.session import Session
from goglobal.cli.wrapping import Command
from goglobal.messages import gettext


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "import",
        cls=Command,
        help=gettext(
            "Take in the files that a platform sent back for one target: MovieLabs' ProductStatus "
            "(XML), YouTube's report and errors CSV, or any CSV whose first row names its columns "
            "(file, episode, language, code, severity, message; in Chinese as well). They are kept "
            "beside the receipts; the same file is taken in once."
        ),
    )
    @click.argument(
        "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILES..."
    )
    @click.option(
        "--into",
        "project",
        type=click.Path(path_type=Path),
        default=".",
        metavar="PROJECT",
        help=gettext("The series folder; without it, the folder that you are in."),
    )
    @options.targets()
    @options.platform()
    @click.option("--dry-run", is_flag=True, help=gettext("Keep nothing: show what stands there."))
    @options.output()
    @options.noise()
    @click.pass_obj
    def import_(
        session: Session,
        *,
        files: tuple[Path, ...],
        project: Path,
        names: tuple[str, ...],
        targets_file: Path | None,
        platform: str | None,
        dry_run: bool,
        format: str,
        output: Path | None,
    ) -> int:
        from goglobal.cli import choosing, codes
        from goglobal.cli.output import emit, painter
        from goglobal.errors import ProjectError
        from goglobal.pipeline import answering
        from goglobal.report import answers, json_

        plan = choosing.plan(project, names=names, targets_file=targets_file, platform=platform)
        taking = answering.import_feedback(plan, files, dry_run=dry_run)
        found = [one.feedback for one in taking.taken]
        if format == "json":
            known = [one.known for one in taking.taken]
            emit(json_.dump(answers.import_document(found, known, written=not dry_run)), output)
        else:
            text = "".join(
                answers.imported_text(
                    one.feedback, one.remarks, known=one.known, painter=painter(output)
                )
                for one in taking.taken
            )
            emit(text, output)
        if taking.refused:
            raise ProjectError(taking.refused)
        return codes.DONE

    return import_
