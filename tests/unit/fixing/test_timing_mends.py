"""TIM001, TIM006, TIM007, TIM008, TIM010 mended: times move a little, and nothing gets worse."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goglobal.fixing.timing import MENDS
from goglobal.model import Cue, Episode, Frame, Series, Track
from goglobal.profiles.schema import ParameterValue, Profile, RuleSetting
from goglobal.rules import builtin
from goglobal.rules.base import Parameters, resolve
from goglobal.rules.overlaps import overlapping
from goglobal.rules.subjects import TrackSubject

Times = list[tuple[int, int]]
RULES = {function.rule.code: function for function in builtin()}


def subject_of(cues: tuple[Cue, ...], rate: str = "25") -> TrackSubject:
    return TrackSubject(
        series=Series(
            id="s", title="t", source_language="zh-Hans", root="/", frame=Frame(rate=rate)
        ),
        track=Track(cues=cues, language="en"),
        language="en",
        kind="full",
        episode=Episode(number=1),
        path="subtitles/en/ep001.srt",
        profile=Profile(name="p"),
    )


def places(code: str, subject: TrackSubject, parameters: Parameters) -> frozenset[int]:
    """The indexes of the cues with a mendable finding of the rule."""
    found = RULES[code](subject, parameters)
    return frozenset(f.cue - 1 for f in found if f.cue and f.fixable is not False)


def mended(
    code: str, cues: tuple[Cue, ...], rate: str = "25", **own: ParameterValue
) -> tuple[Cue, ...]:
    """The cues with the rule's mend; the mend of the outcome is the outcome."""
    parameters = resolve(RULES[code].rule, RuleSetting(parameters=own), language="en")
    subject = subject_of(cues, rate)
    touched = places(code, subject, parameters)
    new = tuple(MENDS[code](subject, parameters, touched))
    after = subject_of(new, rate)
    assert tuple(MENDS[code](after, parameters, places(code, after, parameters))) == new
    assert tuple(MENDS[code](subject, parameters, frozenset())) == cues
    return new


def of(*times: tuple[int, int], text: str = "A text.") -> tuple[Cue, ...]:
    return tuple(Cue(start, end, text) for start, end in times)


def times(cues: tuple[Cue, ...]) -> Times:
    return [(cue.start, cue.end) for cue in cues]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([(0, 2040), (2000, 4000)], [(0, 2000), (2000, 4000)]),
        ([(0, 2100), (2000, 4000)], [(0, 2000), (2000, 4000)]),
        ([(0, 2101), (2000, 4000)], [(0, 2101), (2000, 4000)]),
        # the other way round in the file
        ([(2000, 4000), (0, 2040)], [(2000, 4000), (0, 2000)]),
        # a chain
        ([(0, 1050), (1000, 2050), (2000, 3000)], [(0, 1000), (1000, 2000), (2000, 3000)]),
        # the short one within the long one: the long one would lose seconds
        ([(0, 5000), (2000, 2080)], [(0, 5000), (2000, 2080)]),
        # they start together: the short one first
        ([(1000, 1080), (1000, 3000)], [(1000, 1080), (1080, 3000)]),
        ([(1000, 1080), (1000, 1080)], [(1000, 1080), (1000, 1080)]),
        ([(0, 10), (0, 2000), (0, 3000)], [(0, 10), (0, 2000), (0, 3000)]),
        # the first one still overlaps another
        ([(0, 102), (1, 2), (2, 3)], [(0, 102), (1, 2), (2, 3)]),
    ],
)
def test_slight_overlaps(before: Times, after: Times) -> None:
    assert times(mended("TIM001", of(*before))) == after


def test_cues_at_different_places_may_overlap() -> None:
    cues = (Cue(0, 2040, "{\\an8}A sign"), Cue(2000, 4000, "A text."))
    assert mended("TIM001", cues) == cues


def test_a_gap_that_is_too_small_is_made_where_the_cue_before_stays_long_enough() -> None:
    cues = of((0, 1990), (2000, 3000), (3000, 3500), (3520, 4800))
    assert times(mended("TIM006", cues)) == [(0, 1920), (2000, 2920), (3000, 3500), (3520, 4800)]
    assert times(mended("TIM006", of((0, 1990), (2000, 4000)), min_gap_ms=66)) == [
        (0, 1934),
        (2000, 4000),
    ]


@pytest.mark.parametrize("rate", ["24000/1001", "24", "25", "30000/1001", "60"])
def test_gaps_are_whole_frames_where_the_cue_is_on_one(rate: str) -> None:
    from goglobal.subtitles.timecode import FrameRate

    frames = FrameRate.parse(rate)
    cues = of((0, frames.ms(99)), (frames.ms(100), frames.ms(200)))
    assert mended("TIM006", cues, rate)[0].end == frames.ms(98)
    cues = of((0, frames.ms(95)), (frames.ms(100), frames.ms(200)))
    assert mended("TIM007", cues, rate)[0].end == frames.ms(98)


def test_a_gap_that_flickers_is_closed() -> None:
    cues = of((0, 1700), (2000, 3000), (3080, 4000), (4900, 5000))
    assert times(mended("TIM007", cues)) == [(0, 1920), (2000, 3000), (3080, 4000), (4900, 5000)]


def test_cues_are_sorted_and_those_that_start_together_stay_in_their_order() -> None:
    cues = (Cue(5000, 6000, "c"), Cue(1000, 2000, "a"), Cue(1000, 3000, "b"), Cue(7000, 8000, "d"))
    assert "".join(cue.text for cue in mended("TIM008", cues)) == "abcd"


def test_half_an_order_is_none() -> None:
    cues = of((5000, 6000), (1000, 2000), (500, 900))
    subject = subject_of(cues)
    assert tuple(MENDS["TIM008"](subject, Parameters(), frozenset({1}))) == cues


def test_times_go_to_the_nearest_frame() -> None:
    cues = of((1015, 2000), (2039, 3021), (3041, 4000))
    assert times(mended("TIM010", cues)) == [(1000, 2000), (2039, 3040), (3041, 4000)]
    # no shorter than a frame, and not over the next cue
    assert times(mended("TIM010", of((1010, 1015), (2000, 3000)))) == [(1000, 1040), (2000, 3000)]
    assert times(mended("TIM010", of((1010, 1015), (1016, 3000)))) == [(1010, 1015), (1016, 3000)]
    # not out of order
    cues = (Cue(1010, 1010, "A"), Cue(1010, 2000, "{\\an8}B"))
    assert mended("TIM010", cues) == cues
    # the next cue is near enough to its frame: they meet there
    assert times(mended("TIM010", of((1000, 2030), (2039, 3000)))) == [(1000, 2039), (2039, 3000)]


FILES = st.lists(
    st.tuples(st.integers(0, 3000), st.integers(-20, 900), st.sampled_from(["", "{\\an8}"])),
    max_size=8,
).map(lambda rows: tuple(Cue(start, start + long, f"{top}A text.") for start, long, top in rows))
RATES = st.sampled_from(["24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"])


@given(FILES, RATES, st.sampled_from(sorted(MENDS)), st.integers(0, 5))
def test_no_mend_makes_anything_worse(
    cues: tuple[Cue, ...], rate: str, code: str, tolerance: int
) -> None:
    own: dict[str, ParameterValue] = {"tolerance_ms": tolerance} if code == "TIM010" else {}
    new = mended(code, cues, rate, **own)
    assert sorted(cue.text for cue in new) == sorted(cue.text for cue in cues)
    if code == "TIM008":
        assert sorted(times(new)) == sorted(times(cues))
        assert [cue.start for cue in new] == sorted(cue.start for cue in cues)
        return
    for old, cue in zip(cues, new, strict=True):
        if old.end > old.start:
            assert cue.end > cue.start
        else:
            assert cue == old
    if code != "TIM001":
        assert len(list(overlapping(new))) <= len(list(overlapping(cues)))
    for (old, old_next), (cue, following) in zip(pairwise(cues), pairwise(new), strict=True):
        assert code == "TIM001" or cue.start <= following.start or old.start > old_next.start


@given(FILES, RATES)
def test_a_slight_overlap_that_is_mended_is_none(cues: tuple[Cue, ...], rate: str) -> None:
    new = mended("TIM001", cues, rate)
    assert len(list(overlapping(new))) <= len(list(overlapping(cues)))
