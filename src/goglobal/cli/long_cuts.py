"""The episodes of a series folder that `convert --concat` joins, and how long each is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goglobal.cli import choosing
from goglobal.episodes import format_episodes
from goglobal.errors import Argument, UsageError
from goglobal.messages import N_
from goglobal.model import Series
from goglobal.project import load_series


def gather(
    files: Sequence[Path],
    *,
    language: str | None,
    durations: tuple[int, ...],
    episodes: str | None,
    kind: str | None,
) -> tuple[list[Path | None], tuple[int, ...]]:
    """The files to join, in order, and the durations (ms) of their episodes.

    `files` are those files, or one series folder that holds them; None stands for an episode in
    which nothing has to be translated (kind `forced`). Raises UsageError that names every episode
    without a file or a duration, and ProjectError where the folder cannot be used.
    """
    if len(files) == 1 and files[0].is_dir():
        return _episode_files(files[0], language, durations, episodes, kind or "full")
    for option, value in (("--episodes", episodes), ("--kind", kind)):
        if value is not None:
            raise UsageError(
                N_("{option} chooses among the files of a series folder"),
                {"option": option},
                N_("leave it out, or give --concat the folder in place of files"),
            )
    return list(files), durations


def _episode_files(
    project: Path,
    language: str | None,
    durations: tuple[int, ...],
    selection: str | None,
    kind: str,
) -> tuple[list[Path | None], tuple[int, ...]]:
    series = load_series(project)
    arguments: dict[str, Argument] = {
        "path": str(project),
        "language": language or "",
        "kind": kind,
        "languages": ", ".join(series.languages),
    }
    if language is None:
        raise UsageError(
            N_("which language of {path} is to be joined?"),
            arguments,
            N_("give one with --language: {languages}"),
        )
    numbers = _selected(series, selection, arguments)
    root = Path(choosing.shown_folder(series.root))
    paths = {
        file.episode: root / file.path
        for file in series.subtitles
        if file.language == language and file.kind == kind
    }
    without = [number for number in numbers if number not in paths]
    if without and (kind != "forced" or len(without) == len(numbers)):
        raise UsageError(
            N_("{path} has no {kind} subtitles in {language} for these episodes: {episodes}"),
            {**arguments, "episodes": format_episodes(without)},
            N_("add the files, or choose others with --episodes, --language and --kind"),
        )
    files = [paths.get(number) for number in numbers]
    return files, durations or _declared(series, numbers, arguments)


def _declared(
    series: Series, numbers: Sequence[int], arguments: dict[str, Argument]
) -> tuple[int, ...]:
    """The durations in `series.toml`; the last one's is not needed."""
    lengths = {episode.number: episode.duration for episode in reversed(series.episodes)}
    unknown = [number for number in numbers[:-1] if lengths[number] is None]
    if unknown:
        raise UsageError(
            N_("series.toml in {path} gives no duration for these episodes: {episodes}"),
            {**arguments, "episodes": format_episodes(unknown)},
            N_('write how long each one is (`duration = "00:01:32.500"`), or give --durations'),
        )
    return tuple(length for number in numbers if (length := lengths[number]) is not None)


def _selected(
    series: Series, selection: str | None, arguments: dict[str, Argument]
) -> Sequence[int]:
    known = sorted({episode.number for episode in series.episodes})
    wanted = choosing.episodes(selection)
    numbers = known if wanted is None else [number for number in wanted if number in known]
    missing = sorted(set(wanted or ()) - set(known))
    if missing or not numbers:
        raise UsageError(
            N_("{path} has none of these episodes: {episodes}"),
            {**arguments, "episodes": format_episodes(missing), "known": format_episodes(known)},
            N_("it has {known}"),
        )
    return numbers
