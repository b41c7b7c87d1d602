"""Where the videos of a series stand: by master and episode, and those of long cuts."""

from __future__ import annotations

from collections.abc import Iterable

from goglobal.model import Master, Series


def video_place(series: Series, name: str, episode: int, last: int | None = None) -> str:
    """Where the video of an episode in the master `name` belongs, or of a long cut up to `last`;
    without its suffix."""
    text = master_place(series.layout.video, series.masters, name)
    if last is not None:
        text = cut_place(text)
    return text.format(episode=episode, last=last, series=series.id, season=series.season)


def master_place(layout: str, masters: Iterable[Master], name: str) -> str:
    """The layout's pattern for the videos of the master `name`.

    The clean master, and the only one, stand where `layout.video` says; any other in a folder of
    its name there, unless it says itself where.
    """
    every = tuple(masters)
    master = next((one for one in every if one.name == name), None)
    if master is not None and master.video:
        return master.video
    if master is None or name == "clean" or len(every) == 1:
        return layout
    folder, slash, file = layout.rpartition("/")
    return f"{folder}{slash}{name}/{file}"


def cut_place(pattern: str) -> str:
    """The pattern for the long cuts of a master: `ep{episode:03}-{last:03}`."""
    parts = pattern.split("{episode")
    spans = (f"{{episode{rest[: rest.index('}')]}}}-{{last{rest}" for rest in parts[1:])
    return parts[0] + "".join(spans)
