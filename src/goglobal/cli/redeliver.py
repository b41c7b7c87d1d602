"""`goglobal redeliver`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goglobal.cli import options
from goglobal.cli.session import Session
from goglobal.cli.wrapping import Command
from goglobal.messages import N_, gettext, ngettext

if TYPE_CHECKING:
    from goglobal.pipeline.redelivering import Redelivered

SCHEMA = "goglobal.redeliveries/1"


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "redeliver",
        cls=Command,
        help=gettext(
            "Write to deliveries.toml that something is delivered again under the next revision, "
            "for platforms whose file names hold one. `ship` then sends it under its new name."
        ),
    )
    @options.project()
    @options.targets()
    @options.platform()
    @options.language()
    @click.option(
        "--episodes", metavar="1-10,12", help=gettext("The episodes that are delivered again.")
    )
    @click.option(
        "--whole",
        is_flag=True,
        help=gettext("The files that belong to no episode, such as metadata."),
    )
    @click.option(
        "--changed",
        is_flag=True,
        help=gettext("What has changed since it was delivered, as DLV006 finds it."),
    )
    @click.option("--reason", metavar="TEXT", help=gettext("Why it is delivered again."))
    @click.option(
        "--dry-run", is_flag=True, help=gettext("Write nothing: show what would be written.")
    )
    @options.output()
    @options.state()
    @options.noise()
    @click.pass_obj
    def redeliver(
        session: Session,
        *,
        project: Path,
        names: tuple[str, ...],
        targets_file: Path | None,
        platform: str | None,
        languages: tuple[str, ...],
        episodes: str | None,
        whole: bool,
        changed: bool,
        reason: str | None,
        dry_run: bool,
        format: str,
        output: Path | None,
        state: Path | None,
    ) -> int:
        from goglobal import pipeline
        from goglobal.cli import choosing, codes
        from goglobal.cli.output import emit
        from goglobal.pipeline import redelivering

        said = _reason(reason)
        _require_choice(languages, episodes, whole=whole, changed=changed)
        tags, numbers = _tags(languages), choosing.episodes(episodes) or ()
        plan = choosing.plan(project, names=names, targets_file=targets_file, platform=platform)
        _require_one({target.name for target in plan.targets})
        if changed:
            found = redelivering.redeliver_changed(
                plan,
                pipeline.check(plan, state=state, select=("DLV006",)).gating,
                said,
                state=state,
                dry_run=dry_run,
            )
        else:
            asked = redelivering.Wanted(languages=tags, episodes=numbers, whole=whole, reason=said)
            found = redelivering.redeliver(plan, asked, state=state, dry_run=dry_run)
        if format == "json":
            from goglobal.report import json_

            emit(json_.dump(_document(found, dry_run=dry_run)), output)
        else:
            lines = _told(found, choosing.roots(plan), dry_run=dry_run)
            emit("".join(f"{line}\n" for line in lines), output)
        return codes.DONE

    return redeliver


def _reason(text: str | None) -> str:
    from goglobal.cli.said import one_line
    from goglobal.errors import UsageError

    said = one_line("--reason", text)
    if not said:
        raise UsageError(N_("redeliver needs --reason"), {}, N_("write why it is delivered again"))
    return said


def _require_one(targets: set[str]) -> None:
    from goglobal.errors import UsageError

    if len(targets) != 1:
        raise UsageError(
            N_("redeliver works on one target"), {}, N_("say which: -t and a name of goglobal.toml")
        )


def _require_choice(
    languages: tuple[str, ...],
    episodes: str | None,
    *,
    whole: bool,
    changed: bool,
) -> None:
    from goglobal.errors import UsageError

    if changed and (languages or episodes or whole):
        raise UsageError(
            N_("--changed chooses languages and episodes by itself"),
            {},
            N_("leave -l, --episodes and --whole out"),
        )
    if not (changed or episodes or whole):
        raise UsageError(
            N_("nothing is named that would be delivered again"),
            {},
            N_("say what: --episodes 3-5, --whole or --changed"),
        )


def _tags(words: Iterable[str]) -> tuple[str, ...]:
    from goglobal.cli import choosing
    from goglobal.model import SHARED

    words = tuple(words)
    tags = choosing.languages(word for word in words if word != SHARED) or ()
    return (*tags, SHARED) if SHARED in words else tags


def _document(found: tuple[Redelivered, ...], *, dry_run: bool) -> dict[str, object]:
    import msgspec

    return {
        "schema": SCHEMA,
        "written": not dry_run,
        "redeliveries": [{"series": one.series, **msgspec.to_builtins(one.entry)} for one in found],
    }


def _told(found: tuple[Redelivered, ...], roots: dict[str, str], *, dry_run: bool) -> Iterator[str]:
    from goglobal.report.cells import visible

    if not found:
        yield gettext("nothing has changed since it was delivered")
        return
    for one in found:
        entry = one.entry
        values = {
            "series": one.series,
            "target": entry.target,
            "language": entry.language,
            "episodes": entry.episodes,
            "revision": entry.revision,
        }
        line = (
            gettext("{series} {target} {language}, episodes {episodes}: revision {revision}")
            if entry.episodes
            else gettext("{series} {target} {language}, no episode: revision {revision}")
        )
        yield visible(line.format(**values))
    counts: dict[str, int] = {}
    for one in found:
        counts[one.series] = counts.get(one.series, 0) + 1
    for series, count in counts.items() if not dry_run else ():
        root = roots.get(series, "")
        path = visible(f"{root}/deliveries.toml" if root else "deliveries.toml")
        line = ngettext(
            "{count} redelivery written to {path}", "{count} redeliveries written to {path}", count
        )
        yield line.format(count=count, path=path)
