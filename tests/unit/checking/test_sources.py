"""The source's tracks are read when they are asked for, once, in whatever process."""

from __future__ import annotations

import pickle

import pytest

from goglobal.checking.sources import Sources
from goglobal.model import Cue, SubtitleFile, Track

FILES = [SubtitleFile(path=f"ep{n}.srt", language="zh-Hans", episode=n) for n in (1, 2, 3)]
READ: list[str] = []


def read(file: SubtitleFile) -> Track:
    READ.append(file.path)
    return Track(cues=(Cue(file.episode, file.episode + 1, "字"),), episode=file.episode)


def test_only_what_is_asked_for_is_read() -> None:
    READ.clear()
    sources = Sources(FILES, read)
    assert (list(sources), len(sources), 2 in sources, 9 in sources) == ([1, 2, 3], 3, True, False)
    assert sources.get(9) is None
    assert READ == []
    track = sources[2]
    assert sources[2] is sources.get(2) is track
    assert READ == ["ep2.srt"]
    with pytest.raises(KeyError):
        sources[9]


def test_they_travel_to_another_process() -> None:
    sources = Sources(FILES, read)
    there = pickle.loads(pickle.dumps(sources))
    assert there == sources == {n: read(file) for n, file in enumerate(FILES, 1)}
