"""Files that go out as they came in: pictures, video, documents. Never changed, not even tagged."""

from __future__ import annotations

from goglobal.deliverables.base import Format, read_source

ARTWORK = Format(name="artwork", scope="artwork", role="artwork", render=read_source, copied=True)
EPISODE_ARTWORK = Format(
    name="episode-artwork",
    scope="episode-artwork",
    role="artwork",
    render=read_source,
    copied=True,
)
VIDEO = Format(name="video", scope="video", role="video", render=read_source, copied=True)
DOCUMENT = Format(
    name="document", scope="document", role="document", render=read_source, copied=True
)
