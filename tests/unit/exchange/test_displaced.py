"""A column that was sorted or moved by itself is found by the translations that were there."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.exchange.test_reconciling import back, cue, series, texts, today, told

from goglobal import load_series
from goglobal.exchange.groups import without_position
from goglobal.exchange.reconciling import Outcome, Texts, reconcile
from goglobal.exchange.units import Unit, digest_of
from goglobal.subtitles import read

EXAMPLE = Path(__file__).parents[3] / "examples" / "moonlit-bund"
SOURCES = ["你来了", "我一直在等", "他没有回家", "这是合同", "医生来过了", "再见"]
TARGETS = ["มาแล้วเหรอ", "ฉันรอมาตลอด", "เขาไม่กลับบ้าน", "นี่คือสัญญา", "หมอมาแล้ว", "ลาก่อน"]


def names(outcome: Outcome) -> list[str]:
    return [one.remark.name for one in outcome.told]


def came_back(targets: list[str], before: list[str]) -> Outcome:
    keys = [cue(number) for number in range(1, len(before) + 1)]
    now = today(*zip(keys, SOURCES, before, strict=True))
    return reconcile(series(), "th", now, back(*zip(keys, SOURCES, targets, strict=True)))


@pytest.mark.parametrize(
    "targets",
    [
        [*TARGETS[1:], TARGETS[0]],
        [TARGETS[-1], *TARGETS[:-1]],
        sorted(TARGETS),
        TARGETS[::-1],
        [*TARGETS[:2], "บรรทัดใหม่", *TARGETS[2:-1]],
    ],
)
def test_texts_that_changed_places_are_refused_at_once(targets: list[str]) -> None:
    outcome = came_back(targets, TARGETS)
    assert texts(outcome) == {}
    assert names(outcome) == ["displaced"]
    assert outcome.told[0].remark.place


def test_a_row_is_told_among_many_new_texts() -> None:
    """Two thirds of the changes are new words; the three rows that moved are none."""
    targets = [f"คำใหม่{n}" for n in range(20)]
    sources = [f"第{n}句话" for n in range(20)]
    before = [f"คำเก่า{n}" for n in range(20)]
    targets[10:14] = before[9:13]
    keys = [cue(number) for number in range(1, 21)]
    now = today(*zip(keys, sources, before, strict=True))
    outcome = reconcile(series(), "th", now, back(*zip(keys, sources, targets, strict=True)))
    assert ("displaced", cue(11)) in told(outcome)
    assert texts(outcome) == {}


@pytest.mark.parametrize(
    "targets",
    [
        [TARGETS[1], TARGETS[0], *TARGETS[2:]],  # two texts are no accident
        [TARGETS[5], TARGETS[5], TARGETS[5], TARGETS[5], *TARGETS[4:]],  # it still stands there
        ["ก" + text for text in TARGETS],
    ],
)
def test_what_a_translator_decides_is_taken(targets: list[str]) -> None:
    outcome = came_back(targets, TARGETS)
    assert not {"displaced", "moved-text"} & set(names(outcome))
    assert len(texts(outcome)) == sum(a != b for a, b in zip(targets, TARGETS, strict=True))


def test_where_nothing_was_translated_nothing_can_have_changed_places() -> None:
    outcome = came_back(sorted(TARGETS), [""] * len(TARGETS))
    assert len(texts(outcome)) == len(TARGETS)


def episode(language: str) -> tuple[list[str], list[str]]:
    """Source and translation of an episode with the same number of cues in both."""
    loaded = load_series(EXAMPLE)
    files = {(f.language, f.episode): read(EXAMPLE / f.path) for f in loaded.subtitles}
    for number in range(1, 7):
        source, target = files["zh-Hans", number], files[language, number]
        if len(source.cues) == len(target.cues):
            return [c.text for c in source.cues], [without_position(c.text) for c in target.cues]
    raise AssertionError(language)


def of_episode(sources: list[str], before: list[str]) -> Texts:
    units = [
        Unit(
            key=cue(n), source=s, target=t, digest=digest_of(s), start=n * 1000, end=n * 1000 + 900
        )
        for n, (s, t) in enumerate(zip(sources, before, strict=True), 1)
    ]
    return Texts(scope="cues", units=tuple(units))


def test_new_texts_one_row_off_are_doubted_and_right_ones_are_not() -> None:
    sources, targets = episode("en")
    keys = [cue(number) for number in range(1, len(sources) + 1)]
    now = of_episode(sources, [""] * len(sources))
    right = reconcile(series(), "en", now, back(*zip(keys, sources, targets, strict=True)))
    assert "moved-text" not in names(right)
    off = [targets[-1], *targets[:-1]]
    wrong = reconcile(series(), "en", now, back(*zip(keys, sources, off, strict=True)))
    assert names(wrong).count("moved-text") == 1


def test_texts_that_stood_one_row_off_may_be_moved_back() -> None:
    sources, targets = episode("en")
    keys = [cue(number) for number in range(1, len(sources) + 1)]
    now = of_episode(sources, [targets[-1], *targets[:-1]])
    outcome = reconcile(series(), "en", now, back(*zip(keys, sources, targets, strict=True)))
    assert not {"displaced", "moved-text"} & set(names(outcome))
    assert list(texts(outcome).values()) == targets
