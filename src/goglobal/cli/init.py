"""`goglobal init`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from goglobal.cli import completing, options
from goglobal.cli.wrapping import Command
from goglobal.messages import N_, gettext, localise


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "init",
        cls=Command,
        help=gettext(
            "Make a working series folder DIR to fill in. What no option tells is asked on a "
            "terminal; in a script it is taken from the name of the folder. With --from, titles, "
            "synopses, people and translations are those of a spreadsheet."
        ),
    )
    @click.argument("directory", type=click.Path(path_type=Path), metavar="DIR")
    @click.option(
        "--id",
        "series_id",
        metavar="ID",
        help=gettext("The series' id: small letters, digits, hyphens."),
    )
    @click.option("--title", metavar="TEXT", help=gettext("The title in the source language."))
    @click.option(
        "--source-language",
        metavar="TAG",
        help=gettext("The language that the series was made in; zh-Hans unless told."),
    )
    @click.option(
        "-l",
        "--language",
        "languages",
        multiple=True,
        metavar="TAG",
        callback=options.split,
        help=gettext("A language to translate into; may be given more than once."),
    )
    @click.option(
        "--from",
        "spreadsheet",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=gettext("A workbook (.xlsx) or CSV file with the series' titles and synopses."),
    )
    @click.option(
        "-p",
        "--platform",
        metavar="NAME",
        default="generic",
        show_default=True,
        shell_complete=completing.platforms,
        help=gettext("The profile of the first target."),
    )
    def init(
        *,
        directory: Path,
        series_id: str | None,
        title: str | None,
        source_language: str | None,
        languages: tuple[str, ...],
        spreadsheet: Path | None,
        platform: str,
    ) -> int:
        from goglobal.cli import choosing, codes, scaffold, starting
        from goglobal.cli.output import emit
        from goglobal.profiles.loading import load_profile
        from goglobal.report.cells import visible

        _require_empty(directory)
        load_profile(platform)
        asking = sys.stdin.isatty() and sys.stderr.isatty()
        sheet = starting.read(spreadsheet, source_language) if spreadsheet else None
        known = starting.known(sheet)
        name = series_id or known.id or _ask(asking, N_("Series id"), _slug(directory))
        _require_id(name)
        title = title or known.title
        title = title or _ask(asking, N_("Title, in the source language"), directory.resolve().name)
        _require_title(title)
        source = source_language or known.source_language
        source = source or _ask(asking, N_("Source language"), "zh-Hans")
        if asking and not languages and sheet is None:
            answer = _ask(asking, N_("Languages to translate into (such as en, th; or none)"), "")
            languages = tuple(answer.replace("，", ",").replace(",", " ").split())
        (source,) = choosing.languages([source]) or (source,)
        tags = choosing.languages((*languages, *known.languages)) or ()
        beginning = scaffold.Beginning(
            id=name,
            title=title,
            source_language=source,
            languages=tuple(tag for tag in tags if tag != source),
            platform=platform,
            sheet=sheet,
        )
        made = scaffold.files(beginning)
        for path, text in made.items():
            place = directory / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
        lines = [visible(str(directory / path)) for path in made]
        if spreadsheet and sheet:
            lines += ["", *starting.told(spreadsheet, sheet, beginning)]
        lines.append("")
        lines.append(
            localise(
                N_("Fill them in; “goglobal check {directory}” says what is still missing."),
                {"directory": visible(str(directory))},
            )
        )
        emit("\n".join(lines) + "\n")
        return codes.DONE

    return init


def _ask(asking: bool, question: str, default: str) -> str:
    if not asking:
        return default
    answer: str = click.prompt(gettext(question), default=default, err=True)
    return answer.strip()


def _slug(directory: Path) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", directory.resolve().name.lower()).strip("-")
    return name[:60].strip("-") or "my-series"


def _require_empty(directory: Path) -> None:
    from goglobal.errors import UsageError

    if directory.exists() and not directory.is_dir():
        raise UsageError(N_("“{path}” is not a folder"), {"path": str(directory)})
    if directory.is_dir() and any(directory.iterdir()):
        raise UsageError(
            N_("the folder “{path}” is not empty"),
            {"path": str(directory)},
            N_("name a new folder, or an empty one: nothing is ever written over"),
        )


def _require_id(name: str) -> None:
    from goglobal.errors import UsageError
    from goglobal.project.values import ID_PATTERN, RESERVED

    if not re.fullmatch(ID_PATTERN, name) or name in RESERVED:
        raise UsageError(
            N_("“{id}” is no series id"),
            {"id": name},
            N_("use small letters, digits and hyphens, such as moonlit-bund"),
        )


def _require_title(title: str) -> None:
    from goglobal.errors import UsageError
    from goglobal.report.cells import visible

    if not title.strip() or visible(title) != title:
        raise UsageError(
            N_("the title is empty or holds control characters"), {}, N_("write it on one line")
        )
