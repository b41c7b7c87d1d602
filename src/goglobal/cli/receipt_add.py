"""`goglobal receipt add`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from goglobal.cli import options
from goglobal.cli.session import Session
from goglobal.cli.wrapping import Command
from goglobal.messages import N_, gettext


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "add",
        cls=Command,
        help=gettext(
            "Record that the bundles below DIST, a folder that build has made, were delivered by "
            "hand. Their files are compared with their manifests first. “status” shows them as "
            "delivered; “push” takes nothing for being in the target's own place."
        ),
    )
    @options.project("DIST")
    @options.targets()
    @options.platform()
    @options.language()
    @click.option(
        "--to",
        "where",
        metavar="PLACE",
        help=gettext("Where it went: a portal's address, a drive."),
    )
    @click.option("--note", metavar="TEXT", help=gettext("What is to be known about it."))
    @click.option("--by", metavar="NAME", help=gettext("Who delivered it; without, you."))
    @click.option(
        "--at", metavar="TIME", help=gettext("When, like 2026-11-26T18:30+08:00; without, now.")
    )
    @options.output()
    @options.state()
    @options.noise()
    @click.pass_obj
    def add(
        session: Session,
        *,
        project: Path,
        names: tuple[str, ...],
        targets_file: Path | None,
        platform: str | None,
        languages: tuple[str, ...],
        where: str | None,
        note: str | None,
        by: str | None,
        at: str | None,
        format: str,
        output: Path | None,
        state: Path | None,
    ) -> int:
        from goglobal import pipeline
        from goglobal.bundling.loading import load_bundles
        from goglobal.cli import choosing, codes
        from goglobal.cli.output import emit, painter
        from goglobal.cli.said import one_line
        from goglobal.errors import UsageError
        from goglobal.pipeline import by_hand
        from goglobal.report import deliveries, json_

        place, moment = _place(where), _moment(at)
        text, who = one_line("--note", note), one_line("--by", by)
        targets = pipeline.targets_of(project, file=targets_file, names=names, platform=platform)
        if len(targets) != 1:
            raise UsageError(
                N_("receipt add works on one target"),
                {},
                N_("say which: -t and a name of goglobal.toml"),
            )
        tags = choosing.languages(languages)
        bundles = [b for b in load_bundles(project) if tags is None or b.language in tags]
        receipts = by_hand.record(
            bundles, targets[0], where=place, note=text, who=who, at=moment, state=state
        )
        if format == "json":
            emit(json_.dump(json_.push_document(receipts)), output)
        else:
            emit(deliveries.delivery_table(receipts, bundles, painter=painter(output)), output)
        return codes.DONE

    return add


def _place(text: str | None) -> str:
    from goglobal.cli.said import one_line
    from goglobal.errors import UsageError

    place = one_line("--to", text)
    if not place:
        raise UsageError(
            N_("receipt add needs {option}"), {"option": "--to"}, N_("say where it was delivered")
        )
    return place


def _moment(text: str | None) -> dt.datetime | None:
    from goglobal.errors import UsageError

    if text is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise UsageError(
            N_("“{time}” is no time with its zone"),
            {"time": text},
            N_("write it as 2026-11-26T18:30+08:00"),
        )
    if moment > dt.datetime.now(dt.UTC):
        raise UsageError(N_("{time} is still to come"), {"time": text})
    return moment
