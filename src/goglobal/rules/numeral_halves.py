"""Words for a half and a quarter, and what they make of the number beside them: half a million."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from goglobal.rules.numbers import OPEN, Number, Way
from goglobal.rules.numeral_chains import POWERS
from goglobal.rules.spelling import WORD

_HALVES = {
    "en": "half|halves",
    "es": "medi[oa]s?|mitad",
    "pt": "mei[oa]|metade",
    "fr": "demie?|moitié",
    "it": "mezz[oa]|metà",
    "de": "halbe?[rsn]?|hälfte|anderthalb|(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun)einhalb",
    "nl": "half|halve|helft",
    "tr": "yarım|yarı|buçuk",
    "pl": "pół|połow[ay]",
    "ru": "пол|половин(?:[аыуе]|ой)|полтора|полторы|полчаса|полгода",
    "ar": "و?نصف|النصف|والنصف",
    "hi": "आधा|आधे|आधी|साढ़े|डेढ़|ढाई",
    "th": "ครึ่ง",
    "vi": "nửa|rưỡi",
    "id": "setengah|separuh|paruh|separo",
    "ms": "setengah|separuh",
    "fil": "kalahati(?:ng)?",
    "ko": "반|절반",
}

_QUARTERS = {
    "en": "quarters?",
    "es": "cuarto",
    "pt": "quarto",
    "fr": "quart",
    "it": "quarto",
    "de": "viertel",
    "ru": "четверть|четверти",
    "ar": "و?ربع|الربع",
    "tr": "çeyrek",
    "id": "seperempat",
    "hi": "सवा|पौने",
}
"""Words for a quarter: of an hour 15 minutes, of all 25 per cent."""

_UNITS = ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_MOST = 50
"""Halves in one text that are looked at: no subtitle has more."""
_MORE = {
    "anderthalb": Fraction(3, 2),
    **{f"{unit}einhalb": value + Fraction(1, 2) for value, unit in enumerate(_UNITS, 2)},
    "полтора": Fraction(3, 2),
    "полторы": Fraction(3, 2),
    "डेढ़": Fraction(3, 2),
    "ढाई": Fraction(5, 2),
}
"""Words among the halves that are more than one half."""
_LINK = r"\s*(?:(?:an?|of|de|di|um|uma|un|una|une|eine?[rsn]?)\s+)?\Z"
"""What may stand between a half and the word that it halves."""
_AND = re.compile(r"\s+(?:(?:and\s+an?|y|e|et|und\s+eine?|с|lẻ|و)\s*)?", re.IGNORECASE)
"""What may stand between a number and a half that is added to it."""
_NEAR = 24
"""Characters beside a number in which a half may stand."""


@lru_cache(maxsize=64)
def _parts(language: str) -> re.Pattern[str] | None:
    """The words for a half, in the first group, and for a quarter."""
    half, quarter = _HALVES.get(language), _QUARTERS.get(language, "(?!)")
    if not half:
        return None
    edges = ("", "") if language in {"th", "ko"} else (f"(?<!{WORD})", f"(?!{WORD})")
    return re.compile(f"{edges[0]}(?:({half})|{quarter}){edges[1]}", re.IGNORECASE)


def halves(text: str, language: str) -> Iterator[Number]:
    """The halves and quarters of a text; each may stand for what a number is by itself."""
    pattern = _parts(language)
    for found in pattern.finditer(text) if pattern is not None else ():
        of = Fraction(1, 2) if found[1] else Fraction(1, 4)
        ways: tuple[Way, ...] = ((of,), (int(of * 60),), (int(of * 100),), (int(of * 12),))
        yield Number(found.start(), found.end(), ways, OPEN, False)


def with_halves(text: str, found: list[Number]) -> list[Number]:
    """`found`, where large numbers may be halves: half a million, two and a half million, dos
    millones y medio."""
    parts = [number for number in found if number.ways[:1] == ((Fraction(1, 2),),)][:_MOST]
    if not parts:
        return found
    return [_halved(text, number, parts, found) for number in found]


def _halved(text: str, number: Number, parts: list[Number], found: list[Number]) -> Number:
    """A number with the readings that a half beside it gives it; itself where there is none."""
    value = number.ways[0][0] if number.ways and len(number.ways[0]) == 1 else 0
    power = max((p for p in POWERS if 1000 <= p <= value and value % p == 0), default=0)
    if not power:
        return number
    more: list[Way] = []
    for half in parts:
        if half.end <= number.start <= half.end + _NEAR:
            if re.fullmatch(_LINK, text[half.end : number.start], re.IGNORECASE) is None:
                continue
            times = _MORE.get(text[half.start : half.end].lower(), Fraction(1, 2))
            more.append((value * times,) if value == power else (value + Fraction(power) / 2,))
            more += [
                ((one.ways[0][0] + Fraction(1, 2)) * power,)  # two and a half million
                for one in found
                if one.end <= half.start <= one.end + _NEAR
                and len(one.ways[0]) == 1
                and _AND.fullmatch(text, one.end, half.start)
            ]
        elif number.end <= half.start <= number.end + _NEAR and _AND.fullmatch(
            text, number.end, half.start
        ):
            more.append((value + Fraction(power) / 2,))
    return number._replace(ways=(*more, *number.ways)) if more else number
