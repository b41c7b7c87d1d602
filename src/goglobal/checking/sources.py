"""The source language's tracks, each read when a rule first asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from goglobal.model import SubtitleFile, Track


class Sources(Mapping[int, Track]):
    """Episode number to the source language's full track, read by `read` when it is looked up.

    Most tracks are compared with their own episode's source alone; only one that does not fit it
    is held against all. What is read is kept, so that a look-up is the same every time. It pickles
    where `read` does.
    """

    def __init__(
        self, files: Iterable[SubtitleFile], read: Callable[[SubtitleFile], Track]
    ) -> None:
        self._files = {file.episode: file for file in files}
        self._read = read
        self._tracks: dict[int, Track] = {}

    def __getitem__(self, episode: int) -> Track:
        if episode not in self._tracks:
            self._tracks[episode] = self._read(self._files[episode])
        return self._tracks[episode]

    def __contains__(self, episode: object) -> bool:
        return episode in self._files

    def __iter__(self) -> Iterator[int]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
