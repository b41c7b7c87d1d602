"""Laws of fixing: whatever the file, a second run changes nothing, and no word is touched."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter
from html import unescape

from hypothesis import example, given
from hypothesis import strategies as st

from goglobal.checking.running import settings_of
from goglobal.checking.tracks import TrackRules
from goglobal.fixing import Change, mends
from goglobal.fixing.deciding import decide
from goglobal.fixing.judging import Judge
from goglobal.model import Episode, Series, SubtitleFile, Target
from goglobal.plans import Assignment
from goglobal.profiles.schema import Fit, Profile
from goglobal.rules import all_rules
from goglobal.subtitles import parse
from goglobal.subtitles.markup import plain

WORDS = st.text(
    alphabet="abcéñ你好ก <>i/{}\\&;:-.!?\u00ad\u200b0123456789", min_size=1, max_size=12
)
PIECES = st.sampled_from(
    [
        "\n", "\n\n", "\r\n", "1", "2", "00:00:01,000", "00:00:02.5", "１２：３４", " --> ", "->",
        " ", "\t", "X1:5", "Hello", "你好", "é", "<i>", "</i>", "</ i>", "<b>", "<ruby>", "{\\an8}",
        "{\\pos(1,2)}", "\\N", "&amp;", "&lt;", "\ufeff", "Ã©Ã©",
        "\n1\n00:00:01,000 --> 00:00:02,000\n",
        "\n\n7\n00:00:00,500 --> 00:00:01,050\nback\n\n", "...", "- ", "  ",
    ]
)  # fmt: skip
TAGS = ("en", "zh-Hans", "th", "ar")
FRAME = Fit(width=300)
"""px; wide enough for nine or ten letters, so that many lines have to be broken."""


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A regular file with a few characters or lines taken out, doubled or put in."""
    count = draw(st.integers(1, 6))
    text = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{draw(WORDS)}\n\n" for n in range(1, count + 1)
    )
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(text)))
        width = draw(st.integers(0, 8))
        text = text[:place] + draw(PIECES | st.just("")) + text[place + width :]
    return text


def decided(data: bytes, language: str, path: str = "subtitles/en/ep001.srt") -> Change:
    """What becomes of a file for two targets, one of which wants everything."""
    file = SubtitleFile(path=path, language=language, episode=1)
    series = Series(
        id="s",
        title="s",
        source_language="ko",
        root="/nowhere",
        episodes=(Episode(number=1),),
        subtitles=(file,),
    )
    assignments = tuple(
        Assignment(
            series=series,
            target=Target(name=name, platform=name, url=f"file:///{name}"),
            profile=Profile(name=name, fit=FRAME),
            languages=(language,),
            episodes=(1,),
        )
        for name in ("one", "two")
    )
    every = tuple(function.rule.code for function in all_rules())
    settings = settings_of(all_rules(), assignments, every)
    rules = TrackRules(series, language, assignments, settings, {})
    judge = Judge(rules, assignments, (), dt.date(2026, 6, 1))
    return decide(data, file, judge, mends(), root=series.root).change


def letters(data: bytes, language: str) -> Counter[str]:
    """The letters and digits that a file shows, as often as it does."""
    shown = "".join(plain(cue.text) for cue in parse(data, language=language).cues)
    return Counter(c for c in unicodedata.normalize("NFC", unescape(shown)) if c.isalnum())


@given(damaged(), st.sampled_from(TAGS), st.sampled_from(("utf-8", "utf-8-sig", "utf-16")))
@example("1\n00:00:01,000 --> 00:00:02,000\n<i>Hello\n", "en", "utf-8")
def test_a_second_run_changes_nothing(text: str, language: str, encoding: str) -> None:
    first = decided(text.encode(encoding), language)
    second = decided(first.after, language)
    assert second.after == first.after
    assert not second.mended
    assert bool(first.mended) == first.changed


@given(damaged(), st.sampled_from(TAGS))
def test_no_letter_is_lost_or_made(text: str, language: str) -> None:
    text = text.replace("Ã", "")
    change = decided(text.encode(), language)
    assert letters(change.after, language) <= letters(change.before, language) + Counter("iban8")
