"""`goglobal convert`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from goglobal.cli import moments, options
from goglobal.cli.session import Session
from goglobal.cli.wrapping import Command
from goglobal.messages import N_, gettext


def command() -> click.Command:
    """The command, in the language that is bound now."""

    @click.command(
        "convert",
        cls=Command,
        help=gettext(
            "Write the subtitle file IN as another format, by the name of OUT: .srt, .vtt, .ttml "
            "or .dfxp, .imsc, .itt, .ass. “-” is standard input or output.\n\n"
            "First files are joined (--concat), then cut (--from, --to), then scaled, then "
            "shifted.\n\n"
            "What was mended while reading, and what the format cannot hold, is told on standard "
            "error as warnings. Where text is damaged or missing in IN, that is an error: OUT is "
            "written, and the exit code is 1. A file without a cue is not converted: exit code 2."
        ),
    )
    @click.argument(
        "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="IN... OUT"
    )
    @click.option(
        "--as",
        "word",
        metavar="FORMAT",
        help=gettext("srt, webvtt, ttml, imsc, itt or ass, whatever OUT is called."),
    )
    @click.option(
        "-l",
        "--language",
        metavar="TAG",
        help=gettext("The language of the text: for old encodings, and for formats that name it."),
    )
    @click.option(
        "--from",
        "begin",
        callback=moments.as_moment,
        metavar="TIME",
        help=gettext(
            "Only from this time on, which becomes zero: milliseconds, 90.5s or 00:01:30.500."
        ),
    )
    @click.option(
        "--to",
        "end",
        callback=moments.as_moment,
        metavar="TIME",
        help=gettext("Only up to this time."),
    )
    @click.option(
        "--scale",
        "ratio",
        metavar="RATIO",
        help=gettext("Multiply every time: 25/24 fits subtitles made at 25 frames a second to 24."),
    )
    @click.option(
        "--shift",
        "distance",
        callback=moments.as_moment,
        metavar="TIME",
        help=gettext("Move every cue later, or earlier with a minus: 250, -1.5s."),
    )
    @click.option(
        "--concat",
        is_flag=True,
        help=gettext(
            "Join files into one long cut; IN is several files, or a series folder with --language."
        ),
    )
    @click.option(
        "--durations",
        callback=moments.as_durations,
        metavar="TIME,…",
        help=gettext(
            "How long the episode of each joined file is: 00:01:32.500,88.2s. A series folder "
            "says it in series.toml."
        ),
    )
    @click.option(
        "--episodes", metavar="1-10,12", help=gettext("Only these episodes of a series folder.")
    )
    @click.option(
        "--kind",
        type=click.Choice(["full", "sdh", "forced"]),
        help=gettext("Which files of a series folder are joined; without it, full."),
    )
    @click.option(
        "--frame-rate",
        metavar="RATE",
        help=gettext("Frames a second for imsc, ttml and itt: 25, 23.976 or 30000/1001."),
    )
    @click.option(
        "--drop-frame",
        is_flag=True,
        help=gettext("Drop-frame timecode for itt, at 29.97 or 59.94."),
    )
    @click.option(
        "--aspect-ratio",
        metavar="W:H",
        help=gettext("Shape of the picture for imsc and ass: 9:16."),
    )
    @click.option(
        "--byte-order-mark",
        is_flag=True,
        help=gettext("Begin the file with a byte order mark."),
    )
    @click.option(
        "--line-ends",
        type=click.Choice(["lf", "crlf"]),
        help=gettext("How lines end; without it, lf."),
    )
    @click.option("--force", is_flag=True, help=gettext("Replace OUT where it is there already."))
    @options.fail_on()
    @options.noise()
    @click.pass_obj
    def convert(
        session: Session,
        *,
        files: tuple[Path, ...],
        word: str | None,
        language: str | None,
        begin: int | None,
        end: int | None,
        ratio: str | None,
        distance: int | None,
        concat: bool,
        durations: tuple[int, ...] | None,
        episodes: str | None,
        kind: str | None,
        frame_rate: str | None,
        drop_frame: bool,
        aspect_ratio: str | None,
        byte_order_mark: bool,
        line_ends: str | None,
        force: bool,
        fail_on: str,
    ) -> int:
        from goglobal import subtitles
        from goglobal.cli import choosing, converting, subtitle_files

        *names, out = files
        _refuse_call(
            names,
            concat=concat,
            given={"--durations": durations, "--episodes": episodes, "--kind": kind},
        )
        tags = choosing.languages((language,) if language is not None else ())
        tag = tags[0] if tags else None
        paths: list[Path | None] = list(names)
        if concat:
            from goglobal.cli import long_cuts

            paths, durations = long_cuts.gather(
                names, language=tag, durations=durations or (), episodes=episodes, kind=kind
            )
        subtitle_files.refuse_place(out, paths, force=force)
        format_ = subtitle_files.output_format(out, word)
        writing = subtitle_files.writer_options(
            format_,
            {
                "frame_rate": frame_rate,
                "drop_frame": drop_frame,
                "aspect_ratio": aspect_ratio,
                "byte_order_mark": byte_order_mark,
                "line_ends": line_ends,
            },
        )
        sources = converting.read_sources(paths, tag)
        whole = converting.joined(sources, durations or ()) if concat else sources[0].track
        part = converting.window(whole, begin, end)
        track = converting.retimed(whole, part, ratio, distance)
        data = subtitles.write(track, format_, **writing)
        lost = converting.lost(track, format_, writing, sources=sources, whole=whole, part=part)
        findings = [
            *converting.met(sources, lost),
            *converting.overruns(sources, durations or ()),
            *lost,
        ]
        subtitle_files.put(data, out)
        converting.tell(session, findings, out=out, sources=sources, cues=len(track.cues))
        return converting.exit_code(findings, fail_on)

    return convert


def _refuse_call(names: Sequence[Path], *, concat: bool, given: Mapping[str, object]) -> None:
    """Raise UsageError for files and options that do not go together."""
    from goglobal.errors import UsageError

    if not names:
        raise UsageError(
            N_("where is the result to go?"),
            {},
            N_("name IN and OUT; “-” is standard input or output"),
        )
    if concat:
        return
    if len(names) > 1:
        raise UsageError(
            N_("{count} files were given, and one is converted at a time"),
            {"count": len(names)},
            N_("--concat joins them into one"),
        )
    for option, value in given.items():
        if value is not None:
            raise UsageError(
                N_("{option} means nothing without --concat"),
                {"option": option},
                N_("leave it out"),
            )
