"""`goglobal intake`."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goglobal.cli import options
from goglobal.cli.session import Session
from goglobal.cli.wrapping import Command
from goglobal.messages import N_, gettext, localise

if TYPE_CHECKING:
    from goglobal.exchange.intake.answers import Answers
    from goglobal.exchange.intake.outcomes import IntakeReport


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "intake",
        cls=Command,
        help=gettext(
            "Take a vendor's zip files, folders or files into a series folder: finds the episode, "
            "the language and the kind of each file by its name, its folder, its text and its "
            "times, shows why, and writes it in UTF-8 where the layout has its place.\n\n"
            "What is in doubt is asked, and nothing is written while a question is open: --map "
            "FILE writes the questions to a file, and reads the answers from it when it is filled "
            "in. On a terminal it asks before it writes."
        ),
    )
    @click.argument(
        "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILES..."
    )
    @click.option(
        "-l",
        "--language",
        metavar="TAG",
        help=gettext("The language of all these files; one that is clearly in another is asked."),
    )
    @click.option(
        "--into",
        "project",
        type=click.Path(path_type=Path),
        default=".",
        metavar="PROJECT",
        callback=_keep_project,
        help=gettext("The series folder; without it, the folder that you are in."),
    )
    @click.option(
        "--map",
        "map_file",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help=gettext(
            "The answers, as CSV: file, episode, language, kind, or skip. A file that is not there "
            "is written, with the questions."
        ),
    )
    @click.option(
        "--newest",
        is_flag=True,
        help=gettext(
            "Of several versions of one track take the newest, by the numbers in their names, else "
            "by their dates."
        ),
    )
    @click.option(
        "--replace",
        is_flag=True,
        help=gettext("Write over files of the series folder that have other content."),
    )
    @click.option(
        "--partial",
        is_flag=True,
        help=gettext("Write what is certain although there are questions; the exit code is 1."),
    )
    @click.option("-y", "--yes", is_flag=True, help=gettext("Do not ask before writing."))
    @click.option(
        "--dry-run", is_flag=True, help=gettext("Write nothing: show what would be taken in.")
    )
    @options.output()
    @options.state()
    @options.noise()
    @click.pass_obj
    def intake(
        session: Session,
        *,
        files: tuple[Path, ...],
        language: str | None,
        project: Path,
        map_file: Path | None,
        newest: bool,
        replace: bool,
        partial: bool,
        yes: bool,
        dry_run: bool,
        format: str,
        output: Path | None,
        state: Path | None,
    ) -> int:
        from goglobal.cli import choosing, progress
        from goglobal.exchange.intake.mapping import Wishes
        from goglobal.pipeline import taking_in

        _require_there(files)
        tags = choosing.languages((language,) if language is not None else ())
        answers = _answers(map_file)
        told = _Telling(session, format=format, output=output)

        bars = contextlib.ExitStack()

        def agreed(report: IntakeReport) -> bool:
            bars.close()  # a bar would be drawn over the question
            if yes or format == "json" or not (_is_terminal() and report.of("taken")):
                return True
            told.show(report)
            return click.confirm(gettext("Write these files?"), err=True)

        with bars:
            tell = bars.enter_context(progress.showing(session))
            report = taking_in.intake(
                files,
                project,
                wishes=Wishes(language=tags[0] if tags else None, newest=newest, replace=replace),
                answers=answers,
                partial=partial,
                confirm=None if dry_run else agreed,
                state=state,
                progress=tell,
            )
        told.end(report)
        if not session.quiet:
            _advise(report, map_file, answers, dry_run=dry_run)
        return _exit_code(report, dry_run=dry_run)

    return intake


def _keep_project(ctx: click.Context, parameter: click.Parameter, value: Path) -> Path:
    """Let a failure find the state folder of the series."""
    session = ctx.find_object(Session)
    if session is not None:
        session.project = value
    return value


class _Telling:
    """Shows the result once: before the question on a terminal, else at the end."""

    def __init__(self, session: Session, *, format: str, output: Path | None) -> None:
        self.session = session
        self.format = format
        self.output = output
        self.shown = False

    def show(self, report: IntakeReport) -> None:
        from goglobal.cli.output import emit, painter
        from goglobal.report import intake as text
        from goglobal.report import intake_json, json_

        self.shown = True
        if self.format == "json":
            emit(json_.dump(intake_json.intake_document(report)), self.output)
            return
        emit(
            text.intake_report(
                report,
                painter=painter(self.output),
                columns=_columns() if self.output is None else None,
                verbose=self.session.verbose,
                quiet=self.session.quiet,
            ),
            self.output,
        )

    def end(self, report: IntakeReport) -> None:
        """The result, or what became of it where it was shown before."""
        from goglobal.cli.output import emit
        from goglobal.report import intake as text

        if not self.shown:
            self.show(report)
        elif report.written:
            emit(text.totals(report) + "\n")


def _require_there(files: tuple[Path, ...]) -> None:
    """Raise ProjectError with all names that nothing is under."""
    from goglobal.errors import Problem, ProjectError

    problems = []
    for file in files:
        try:
            there = file.exists() or file.is_symlink()
        except (OSError, ValueError):
            there = False
        if not there:
            problems.append(Problem(file=str(file), message=N_("there is no such file or folder")))
    if problems:
        raise ProjectError(problems)


def _answers(map_file: Path | None) -> Answers | None:
    """The answers of a file that is there; None: there is none yet."""
    if map_file is None or not map_file.exists():
        return None
    from goglobal.errors import ProjectError
    from goglobal.exchange.intake import answers
    from goglobal.project.reading import Refused, read_bytes, shown_path

    name = shown_path(map_file)
    try:
        return answers.read(read_bytes(map_file), name)
    except Refused as refused:
        raise ProjectError([refused.problem(name)]) from None


def _advise(
    report: IntakeReport, map_file: Path | None, answers: Answers | None, *, dry_run: bool
) -> None:
    """What to do next, on standard error."""
    from goglobal.cli.output import remark
    from goglobal.report.cells import visible

    if answers is not None:
        for answer in answers.unmet():
            message = N_("{file}:{line}: no such file was given: {name}")
            where = {"file": answers.name, "name": visible(answer.file)}
            remark(localise(message, {**where, "line": answer.line}))
    if report.open:
        if not report.written:
            remark(gettext("Nothing is written while a question is open or a file is refused."))
        if map_file is None:
            remark(
                gettext(
                    "--map intake-map.csv writes the questions to a file to fill in; --partial "
                    "takes what is certain."
                )
            )
        elif answers is None and not dry_run:
            _write_questions(report, map_file)
            message = N_("The questions stand in {file}: fill it in and run the command again.")
            remark(localise(message, {"file": str(map_file)}))
    elif not report.of("taken", "unchanged"):
        remark(gettext("There is nothing here to take in."))
    elif not report.written and not dry_run and report.of("taken"):
        remark(gettext("Nothing was written."))


def _write_questions(report: IntakeReport, map_file: Path) -> None:
    from goglobal.cli.output import replace
    from goglobal.exchange.intake import answers
    from goglobal.messages import localise

    rows = []
    for file in report.open:
        asked = [localise(q.asks.message, q.asks.arguments) for q in file.questions]
        if file.why is not None:
            asked.append(localise(file.why.message, file.why.arguments))
        likely = " ".join(q.suggestion for q in file.questions if q.suggestion)
        rows.append((file.name, "; ".join(asked), likely))
    replace(map_file, answers.blank(rows))


def _exit_code(report: IntakeReport, *, dry_run: bool) -> int:
    """1 where something is held back; 2 where there was nothing to take in at all."""
    from goglobal.cli import codes

    if report.open:
        return codes.FINDINGS
    if not report.of("taken", "unchanged"):
        return codes.UNUSABLE
    declined = bool(report.of("taken")) and not report.written and not dry_run
    return codes.FINDINGS if declined else codes.DONE


def _is_terminal() -> bool:
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


def _columns() -> int | None:
    """Cells of a line on the terminal; None: it is none, and lines may be of any length."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns
