"""`goglobal withdraw`."""

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
        "withdraw",
        cls=Command,
        help=gettext(
            "Record that what was delivered of PROJECT must not be shown any more, and mark the "
            "pointer in the bucket. Nothing is deleted. “push” and “ship” hold it from then on, "
            "until --undo."
        ),
    )
    @options.project()
    @options.targets()
    @options.platform()
    @click.option(
        "-l",
        "--language",
        "languages",
        multiple=True,
        metavar="TAG",
        callback=options.split,
        help=gettext("What is withdrawn: languages, “shared”, or a bundle such as ep001."),
    )
    @click.option("--whole", is_flag=True, help=gettext("All that was delivered to the target."))
    @click.option(
        "--reason", metavar="TEXT", help=gettext("Why; it stands in the receipt and the pointer.")
    )
    @click.option("--undo", is_flag=True, help=gettext("Take a withdrawal back."))
    @options.dry_run()
    @options.output()
    @options.state()
    @options.noise()
    @click.pass_obj
    def withdraw(
        session: Session,
        *,
        project: Path,
        names: tuple[str, ...],
        targets_file: Path | None,
        platform: str | None,
        languages: tuple[str, ...],
        whole: bool,
        reason: str | None,
        undo: bool,
        dry_run: bool,
        format: str,
        output: Path | None,
        state: Path | None,
    ) -> int:
        from goglobal import pipeline
        from goglobal.cli import telling
        from goglobal.cli.output import emit, painter
        from goglobal.cli.said import one_line
        from goglobal.errors import UsageError
        from goglobal.report import deliveries, json_

        why = one_line("--reason", reason)
        if not why and not undo:
            raise UsageError(
                N_("withdraw needs {option}"),
                {"option": "--reason"},
                N_("say why it must not be shown: it stands in the receipt"),
            )
        if bool(languages) == whole:
            raise UsageError(
                N_("withdraw needs either --language or --whole"),
                {},
                N_("name the languages that are meant: -l th,vi; or all of the target: --whole"),
            )
        targets = pipeline.targets_of(project, file=targets_file, names=names, platform=platform)
        if len(targets) != 1:
            raise UsageError(
                N_("withdraw works on one target"),
                {},
                N_("say which: -t and a name of goglobal.toml"),
            )
        session.delivering = not dry_run
        receipts = pipeline.withdraw(
            pipeline.load(project),
            targets[0],
            units=None if whole else _units(languages),
            reason=why,
            undo=undo,
            state=state,
            dry_run=dry_run,
        )
        if format == "json":
            emit(json_.dump(json_.withdraw_document(receipts)), output)
        else:
            paint = painter(output)
            blocks = (
                deliveries.delivery_table(receipts, painter=paint),
                deliveries.failure_list(receipts, painter=paint),
                deliveries.notice_list(receipts, painter=paint),
                gettext("This was a dry run: nothing was written.") + "\n" if dry_run else "",
            )
            emit("\n".join(block for block in blocks if block), output)
        return telling.exit_code(None, "error", receipts=receipts)

    return withdraw


def _units(words: tuple[str, ...]) -> tuple[str, ...]:
    """Folders of bundles: languages by their tags, and what belongs to none of them."""
    import re

    from goglobal.cli import choosing

    other = re.compile(r"shared|series|ep\d+")
    found: list[str] = []
    for word in words:
        found += (word,) if other.fullmatch(word) else choosing.languages((word,)) or ()
    return tuple(dict.fromkeys(found))
