"""Laws of intake: whatever is given, every file is in the result once, and nothing raises."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from goglobal.exchange.intake import numerals
from goglobal.exchange.intake.contents import Sources
from goglobal.exchange.intake.entries import Collected, Entry
from goglobal.exchange.intake.mapping import Mapper, Wishes
from goglobal.exchange.intake.names import Reader
from goglobal.project import load_series
from goglobal.subtitles import read

EXAMPLE = Path(__file__).parents[2] / "examples" / "moonlit-bund"
TRACKS = [
    (EXAMPLE / "subtitles" / tag / f"ep{number:03}.srt").read_bytes()
    for tag in ("th", "ar", "zh-Hans")
    for number in (1, 2)
]
PIECES = [
    "EP",
    "ep",
    "第",
    "集",
    "话",
    "E",
    "S01",
    "01",
    "1",
    "12",
    "2026-03-01",
    "1080p",
    "th",
    "泰语",
    "es-419",
    "_",
    "-",
    ".",
    "(",
    ")",
    "[",
    "]",
    "v2",
    "final",
    "终版",
    "hi",
    "cc",
    "forced",
    "双语",
    "全集",
    "上",
    "ตอนที่",
    "５",
    "Tập",
    "серия",
    "三十",
    "一",
    "part",
    "trailer",
    "《1208》",
    "外滩月色",
    "Moonlit",
    "Bund",
    "'",
    "\x01",
    "\u202e",
]
NAMES = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=8).map("".join)


@lru_cache(maxsize=1)
def mapper() -> Mapper:
    series = load_series(EXAMPLE)
    files = [file for file in series.subtitles if file.language == series.source_language]
    tracks = {file.episode: read(Path(series.root, file.path)) for file in files}
    return Mapper(series, series.languages, Sources(tracks), Wishes())


def entries(names: list[str], contents: list[bytes]) -> Collected:
    return Collected(
        entries=tuple(
            Entry(name=f"v/{n}/{name}.srt", parts=("v", name, f"{name}.srt"), data=data)
            for n, (name, data) in enumerate(zip(names, contents, strict=True))
        )
    )


@settings(deadline=None)
@given(st.lists(st.tuples(NAMES, st.sampled_from(TRACKS) | st.binary(max_size=300)), max_size=5))
def test_every_file_is_in_the_result_once(given_: list[tuple[str, bytes]]) -> None:
    collected = entries([name for name, _ in given_], [data for _, data in given_])
    found = mapper().outcomes(collected)
    assert sorted(one.name for one in found) == sorted(entry.name for entry in collected.entries)
    places = [one.path for one in found if one.status == "taken"]
    assert len(places) == len(set(places)), "two files for one place"
    for one in found:
        assert bool(one.questions) == (one.status == "question")
        assert bool(one.writes) == (one.status == "taken")
        if one.status == "taken":
            assert one.path is not None
            assert one.reasons
            assert ".." not in one.path
            assert one.path.startswith("subtitles/")


NOISE = (
    "1080p",
    "2026-03-01",
    "v2",
    "终版",
    "外滩月色",
    "x264",
    "25fps",
    "9x16",
    "《1208号房》",
    "0301",
    "第2版",
    "共80集",
    "H.265",
    "Season 1",
)
MARKERS = (
    "EP{:02}",
    "第{}集",
    "S01E{:02}",
    "e{}",
    "ตอนที่ {}",
    "Tập {}",
    "серия {}",
    "Folge {}",
    "Episode {}",
    "1x{:02}",
    "الحلقة {}",
)


@given(
    number=st.integers(1, 99),
    marker=st.sampled_from(MARKERS),
    language=st.sampled_from(["泰语", "th", "Thai", "ไทย", "tha", "TH"]),
    noise=st.lists(st.sampled_from(NOISE), max_size=4, unique=True),
    separator=st.sampled_from(["_", " ", ".", "-", "] ["]),
    data=st.data(),
)
def test_what_stands_around_it_never_changes_an_episode(
    *,
    number: int,
    marker: str,
    language: str,
    noise: list[str],
    separator: str,
    data: st.DataObject,
) -> None:
    """In any order, with any separator; but for a date that could be the end of a range."""
    parts = data.draw(st.permutations([marker.format(number), language, *noise]))
    found = Reader(["外滩月色"], ["th"]).read(separator.join(parts))
    assert {(claim.first, claim.last) for claim in found.episodes.claims} == {(number, number)}
    assert [claim.tags for claim in found.languages if claim.sure] == [frozenset({"th"})]


@given(st.integers(1, 9999))
def test_chinese_numbers_are_read_as_they_are_written(number: int) -> None:
    digits = "零一二三四五六七八九"
    written, rest, zero = "", number, False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, unit)
        if digit:
            written += ("零" if zero and written else "") + digits[digit] + name
        zero = not digit and bool(written)
    assert numerals.value(written) == number
    assert numerals.value(written.removeprefix("一") if 10 <= number < 20 else written) == number
    assert numerals.value("".join(digits[int(d)] for d in str(number))) == number
    assert numerals.value("".join(chr(0x0E50 + int(d)) for d in str(number))) == number
