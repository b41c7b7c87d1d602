"""Texts one cue too late or too early are found in a row of cues; right ones are left alone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from goglobal import load_series
from goglobal.model import Cue, Track
from goglobal.rules.moved_text import CERTAIN, Moved, find_moved
from goglobal.rules.pairing import pairs
from goglobal.subtitles import read
from goglobal.subtitles.markup import plain

EXAMPLE = Path(__file__).parents[3] / "examples" / "moonlit-bund"
Tracks = list[tuple[str, Track, Track]]


@pytest.fixture(scope="module")
def tracks() -> Tracks:
    """Language, source and translation of every track of the clean example."""
    series = load_series(EXAMPLE)
    read_ = {(f.language, f.episode): read(EXAMPLE / f.path) for f in series.subtitles}
    return [
        (language, read_[series.source_language, episode], track)
        for (language, episode), track in read_.items()
        if language != series.source_language
    ]


def with_texts(track: Track, texts: list[str]) -> Track:
    return Track(
        cues=tuple(
            Cue(cue.start, cue.end, text) for cue, text in zip(track.cues, texts, strict=False)
        )
    )


def found(source: Track, target: Track) -> Moved | None:
    return find_moved(
        source,
        [plain(cue.text) for cue in target.cues],
        pairs(source, target),
    )


def late(texts: list[str], begin: int = 0) -> list[str]:
    """As a tool leaves them that doubles the line at `begin`; the last one is lost."""
    return [*texts[: begin + 1], *texts[begin:-1]]


def early(texts: list[str], begin: int = 0) -> list[str]:
    """As a tool leaves them that drops the line at `begin`."""
    return [*texts[:begin], *texts[begin + 1 :]]


def share(tracks: Tracks, by: int, change: object) -> float:
    hits = 0
    for _, source, track in tracks:
        assert callable(change)
        moved = found(source, with_texts(track, change([cue.text for cue in track.cues])))
        hits += moved is not None and moved.by == by
    return hits / len(tracks)


def test_right_texts_are_left_alone(tracks: Tracks) -> None:
    assert [tag for tag, source, track in tracks if found(source, track)] == []


def test_most_are_found_that_are_moved_from_the_beginning(tracks: Tracks) -> None:
    assert share(tracks, 1, late) > 0.85
    assert share(tracks, -1, early) > 0.85


def test_and_many_that_are_moved_from_the_middle(tracks: Tracks) -> None:
    assert share(tracks, 1, lambda texts: late(texts, len(texts) // 2)) > 0.6


def test_it_says_where_and_whose_text_stands_there(tracks: Tracks) -> None:
    _, source, track = next(one for one in tracks if one[0] == "en")
    texts = [cue.text for cue in track.cues]
    moved = found(source, with_texts(track, late(texts, 4)))
    assert moved is not None
    assert (moved.by, moved.last) == (1, len(track.cues) - 1)
    assert 4 <= moved.first <= 7
    assert moved.source == moved.first - 1
    assert moved.evidence >= CERTAIN


def test_a_file_that_was_merged_split_and_cut_short_by_hand_is_none(tracks: Tracks) -> None:
    draw = random.Random(3)
    for tag, source, track in tracks:
        cues: list[Cue] = []
        left = list(track.cues)
        while left:
            cue = left.pop(0)
            if left and draw.random() < 0.15:
                following = left.pop(0)
                cue = Cue(cue.start, following.end, f"{cue.text} {following.text}")
            elif draw.random() < 0.1:
                continue
            cues.append(cue)
        assert found(source, Track(cues=tuple(cues))) is None, tag


def test_texts_that_go_with_no_cue_are_seldom_called_moved(tracks: Tracks) -> None:
    assert share(tracks, 1, lambda texts: texts[::-1]) < 0.1
    assert share(tracks, -1, lambda texts: texts[::-1]) < 0.1


@pytest.mark.parametrize("count", [0, 1, 5, 6, 400])
def test_texts_without_letters_say_nothing(count: int) -> None:
    cues = tuple(Cue(1000 * n, 1000 * n + 900, "…") for n in range(count))
    track = Track(cues=cues)
    assert found(track, track) is None
