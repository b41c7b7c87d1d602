"""Which cues are still the source's text is the same in a short file and in a very long one."""

from __future__ import annotations

import pytest

from goglobal.model import Cue, Episode, Series, Track
from goglobal.profiles.schema import Profile
from goglobal.rules.left_over import still_source
from goglobal.rules.subjects import TrackSubject

SAID = "婚书在你手里，父亲昨天晚上已经答应他了"
PLACES = {
    "the whole cue": (SAID, True),
    "its beginning": ("婚书在你手里，父亲昨天", True),
    "its end": ("父亲昨天晚上已经答应他了。", True),
    "too short a piece": ("父亲昨天晚上", False),
    "only its beginning": ("婚书在你手里，父亲不答应", False),
    "over two cues": ("已经答应他了第0句话", True),
    "translated": ("Father said yes last night.", False),
    "no letter": ("……", False),
}


def _track(texts: list[str]) -> Track:
    return Track(cues=tuple(Cue(3000 * n, 3000 * n + 2000, text) for n, text in enumerate(texts)))


@pytest.mark.parametrize("more", [20, 3000], ids=["short", "long"])
@pytest.mark.parametrize("case", PLACES)
def test_pieces_of_the_source_are_known(case: str, more: int) -> None:
    text, known = PLACES[case]
    source = _track([SAID, *(f"第{n}句话，说了很久很久都没说完" for n in range(more))])
    subject = TrackSubject(
        series=Series(id="s", root=".", title="灰烬新娘", source_language="zh-Hans"),
        track=_track(["She waits for him.", text, "Nobody came."]),
        language="en",
        kind="full",
        episode=Episode(number=1),
        path="subtitles/en/ep001.srt",
        source=source,
        profile=Profile(name="p"),
    )
    assert still_source(subject).cues == ((1,) if known else ())
