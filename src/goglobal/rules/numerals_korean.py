"""Korean numbers in words: 오백만 (from Chinese), 스물세 살 (native)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from goglobal.rules.numbers import MAX_DIGITS, OPEN, SURE, Number, Way, hours
from goglobal.rules.numerals_han import value_of

_SIGNS = str.maketrans("일이삼사오육륙칠팔구십백천만억영공", "一二三四五六六七八九十百千万亿零〇")
_FROM_CHINESE = re.compile("[일이삼사오육륙칠팔구십백천만억영공]+")
_UNITS = re.compile("[십백천만억]")
_COUNTED = re.compile(
    r"\s?(?:원|위안|달러|명|년|개월|주|일|호|층|번|살|세|분|초|배|권|장|대|퍼센트|프로|킬로|미터|유로|엔|평|점|등|시간)"
)
_NATIVE = """
1 하나 한 하루 2 둘 두 이틀 3 셋 세 사흘 4 넷 네 나흘 5 다섯 닷새 6 여섯 엿새
7 일곱 이레 8 여덟 9 아홉 10 열 열흘 15 보름 20 스물 스무 30 서른 40 마흔 50 쉰 60 예순 70 일흔
80 여든 90 아흔
"""
_COUNTERS = re.compile(
    r"\s?(?:시|살|명|번|개|달|시간|사람|가지|마리|잔|병|대|장|권|채|분|그루|켤레|자루|곳|배)"
)
_CLOCK = re.compile(r"\s?시(?!간)")


def korean_numbers(text: str) -> Iterator[Number]:
    """The numbers in words of a Korean text, those from Chinese first."""
    for found in _FROM_CHINESE.finditer(text):
        run = found[0]
        read = value_of(run.translate(_SIGNS)) if len(run) <= MAX_DIGITS else None
        if read is None:
            continue
        before = text[found.start() - 1 : found.start()]
        if before and before in "#0123456789":
            continue  # 3일: a measure
        begins = not before.isalpha()
        sure = begins and len(run) > 1 and run[0] not in "만천" and bool(_UNITS.search(run))
        ends = found.end() == len(text) or not text[found.end()].isalpha()
        counted = _COUNTED.match(text, found.end()) is not None
        sure = sure and (counted or (len(run) > 2 and ends))
        yield Number(found.start(), found.end(), read[0], SURE if sure else OPEN, False)
    yield from _native_numbers(text)


def _native_numbers(text: str) -> Iterator[Number]:
    pattern, values = _lexicon()
    chain: list[tuple[int, int, int]] = []
    for found in pattern.finditer(text):
        value = values[found[0]]
        if chain and found.start() == chain[-1][1] and chain[-1][2] % 10 == 0 and value < 10:
            begin, _, before = chain.pop()
            chain.append((begin, found.end(), before + value))
        else:
            chain.append((found.start(), found.end(), value))
    for start, end, value in chain:
        begins = start == 0 or not text[start - 1].isalpha()
        counted = _COUNTERS.match(text, end) is not None
        if end - start == 1 and not (begins and counted):
            continue  # 네, 서명, 세상
        ways: tuple[Way, ...] = ((value,),)
        if _CLOCK.match(text, end):
            ways = tuple((hour,) for hour in hours(value))
        sure = begins and counted and value > 1
        yield Number(start, end, ways, SURE if sure else OPEN, False)


def look() -> Callable[[str], object]:
    """A search that finds something wherever a text may have a number, and in other texts too."""
    return re.compile(rf"\d|[십백천만억]|{_lexicon()[0].pattern}").search


@lru_cache(maxsize=1)
def _lexicon() -> tuple[re.Pattern[str], dict[str, int]]:
    values: dict[str, int] = {}
    now = 0
    for word in _NATIVE.split():
        if word.isdecimal():
            now = int(word)
        else:
            values[word] = now
    longest_first = sorted(values, key=lambda word: (-len(word), word))
    return re.compile("|".join(longest_first)), values
