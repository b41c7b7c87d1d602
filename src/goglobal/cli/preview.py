"""`goglobal preview`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goglobal.cli import options
from goglobal.cli.session import Session
from goglobal.cli.wrapping import Command
from goglobal.messages import N_, gettext

if TYPE_CHECKING:
    from goglobal.pipeline.previewing import Preview

_KINDS = (".png", ".html")


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "preview",
        cls=Command,
        help=gettext(
            "Show subtitles on the frame, with the safe area and what the app's interface covers: "
            "the worst lines of each language of PROJECT, or one cue of one episode in one "
            "language, as a picture (FILE.png) or a page (FILE.html)."
        ),
    )
    @options.project()
    @click.option(
        "--episode",
        "--episodes",
        "episodes",
        metavar="1-10,12",
        help=gettext("Only these episodes."),
    )
    @options.language()
    @click.option(
        "--cue",
        type=click.IntRange(min=1),
        metavar="N",
        help=gettext("This cue, counted from 1 in its file, not the worst one."),
    )
    @click.option(
        "--worst",
        type=click.IntRange(min=1, max=50),
        default=3,
        show_default=True,
        metavar="N",
        help=gettext("How many of the worst lines of each language are shown."),
    )
    @click.option(
        "-o",
        "--output",
        required=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        callback=options.output_place,
        help=gettext("The picture (.png) or page (.html) to write."),
    )
    @options.targets()
    @options.platform()
    @options.noise()
    @click.pass_obj
    def preview(
        session: Session,
        *,
        project: Path,
        episodes: str | None,
        languages: tuple[str, ...],
        cue: int | None,
        worst: int,
        output: Path,
        names: tuple[str, ...],
        targets_file: Path | None,
        platform: str | None,
    ) -> int:
        from goglobal.cli import choosing, codes
        from goglobal.cli.output import emit, replace
        from goglobal.pipeline.previewing import preview as frames

        _check(output)
        plan = choosing.plan(
            project,
            names=names,
            targets_file=targets_file,
            platform=platform,
            tags=languages,
            selection=episodes,
        )
        one = cue is not None or _is_one(episodes, languages)
        if cue is not None:
            _check_cue(episodes, languages)
        shown = frames(plan, worst=1 if one else worst, cue=cue)
        replace(output, _drawn(shown, output.suffix.lower()))
        if not session.quiet:
            emit(_told(shown, output))
        return codes.DONE

    return preview


def _is_one(episodes: str | None, languages: tuple[str, ...]) -> bool:
    """Whether one episode in one language is asked for: its whole frame is shown."""
    from goglobal.cli import choosing

    numbers = choosing.episodes(episodes)
    return numbers is not None and len(numbers) == 1 and len(languages) == 1


def _check(output: Path | None) -> None:
    from goglobal.errors import UsageError

    if output is None or output.suffix.lower() not in _KINDS:
        raise UsageError(
            N_("{file}: no kind of picture is called that"),
            {"file": str(output or "-")},
            N_("name a file that ends in .png or .html"),
        )


def _check_cue(episodes: str | None, languages: tuple[str, ...]) -> None:
    from goglobal.errors import UsageError

    if not _is_one(episodes, languages):
        raise UsageError(
            N_("--cue is counted in one file"),
            {},
            N_("name one episode and one language: --episode 3 -l th --cue 12"),
        )


def _drawn(shown: Preview, kind: str) -> bytes:
    scenes = shown.scenes
    if kind == ".png":
        from goglobal.preview import png

        return png.single(scenes[0]) if len(scenes) == 1 else png.sheet(scenes)
    from goglobal.preview import html

    note = _note(shown)
    page = html.single(scenes[0], note=note) if len(scenes) == 1 else html.sheet(scenes, note=note)
    return page.encode("utf-8", "replace")


def _note(shown: Preview) -> str:
    told = gettext("Target: {target}, platform: {platform}").format(
        target=shown.target, platform=shown.platform
    )
    if not shown.own_frame:
        told += ". " + gettext("The profile names no frame: this is goglobal's default.")
    if shown.others:
        told += ". " + gettext("Other targets: -t {names}").format(names=", ".join(shown.others))
    return told


def _told(shown: Preview, output: Path) -> str:
    from goglobal.messages import ngettext

    count, bad = len(shown.scenes), sum(not scene.fits for scene in shown.scenes)
    text = ngettext(
        "{file}: {count} frame, {bad} with text that does not fit",
        "{file}: {count} frames, {bad} with text that does not fit",
        count,
    ).format(file=output, count=count, bad=bad)
    return f"{text}\n{_note(shown)}\n"
