"""What is worked on: the series and targets that a path means, narrowed as asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from goglobal.errors import UsageError
from goglobal.messages import N_
from goglobal.model import Series, Target
from goglobal.plans import Plan
from goglobal.suggestions import nearest


def load(path: str | Path) -> tuple[Series, ...]:
    """The series folder at `path`, or every one in the catalogue there.

    Raises ProjectError with all problems of all series.
    """
    from goglobal.project import load_catalogue

    return load_catalogue(path)


def targets_of(
    path: str | Path,
    *,
    file: str | Path | None = None,
    names: Sequence[str] = (),
    platform: str | None = None,
) -> tuple[Target, ...]:
    """The targets for the project at `path`, from its `goglobal.toml` or from `file`.

    `names` picks some. `platform` picks those on one platform; where no target is on it, the
    profile of that name is taken with the folder `outbox`. Raises UsageError for an unknown name.
    """
    from goglobal.project import load_targets

    targets = load_targets(path, file=file)
    if names:
        known = {target.name: target for target in targets}
        for name in names:
            if name not in known:
                raise UsageError(
                    N_("there is no target “{name}”"),
                    {"name": name, "nearest": nearest(name, known) or min(known)},
                    N_("did you mean “{nearest}”?"),
                )
        targets = tuple(known[name] for name in dict.fromkeys(names))
    if platform is None:
        return targets
    on_it = tuple(target for target in targets if target.platform == platform)
    if on_it:
        return on_it
    if names:
        raise UsageError(
            N_("none of these targets is on the platform “{platform}”"),
            {"platform": platform},
            N_("leave out --target to check against the profile alone"),
        )
    return (_outbox(path, platform, taken={target.url for target in targets}),)


def _outbox(path: str | Path, platform: str, *, taken: set[str]) -> Target:
    """A target for a platform that nobody has set up: the folder `outbox`, or one in it where
    `outbox` belongs to another target already."""
    from goglobal.project import state_folder

    folder, name = state_folder(path).parent, Path(platform).stem
    outbox = folder / "outbox"
    return Target(
        name=name,
        platform=platform,
        url=(outbox / name if outbox.as_uri() in taken else outbox).as_uri(),
        directory=str(folder),
        profiles=str(folder / "profiles") if (folder / "profiles").is_dir() else None,
    )


def plan(
    series: Series | Iterable[Series],
    targets: Iterable[Target],
    *,
    languages: Iterable[str] | None = None,
    episodes: Iterable[int] | str | None = None,
) -> Plan:
    """What goes where: each series as each target wants it, narrowed as asked.

    `languages` are BCP 47 tags, `episodes` numbers or a text such as `1-10,12`. Raises UsageError
    for a language that no target takes, and ProfileError for a profile that cannot be used.
    """
    from goglobal import planning

    return planning.plan(series, targets, languages=languages, episodes=episodes)
