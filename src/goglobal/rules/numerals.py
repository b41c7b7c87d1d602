"""Every number in a text, in figures and in words, of any language that a series is made in.

    numbers("三百万 还有我父亲的命", "zh-Hans")     # 3,000,000
    numbers("3 million yuan.", "en")               # the same

Nothing raises and nothing is quadratic, whatever the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache

from goglobal.rules.numbers import (
    LIKELY,
    MAX_DIGITS,
    OPEN,
    SURE,
    Number,
    Value,
    Way,
    hours,
    literal,
)
from goglobal.rules.numeral_chains import LINKS, POWERS, Token, chained
from goglobal.rules.numeral_halves import halves, with_halves
from goglobal.rules.spelling import WORD

_HAN = frozenset({"zh", "ja", "yue"})
_GLUED = frozenset({"de", "it", "tr", "th", "nl"})
"""Languages that write number words without spaces between them."""
_UNSPACED = frozenset({"th"})
"""Languages without spaces between words: any word may stand inside of another."""
_TENS = {
    "id": ("puluh", "belas"),
    "ms": ("puluh", "belas"),
    "vi": ("mươi", None),
    "th": ("สิบ", None),
}
"""What makes tens (and teens) of a unit in front of it."""

_COUNTED = {
    "th": "เดือน|ปี|วัน|คน|ชั่วโมง|นาที|วินาที|บาท|หยวน|ครั้ง|เท่า|โมง|ทุ่ม|ชั้น",
    "vi": "tháng|năm|ngày|tuần|giờ|phút|giây|người|lần|tuổi|tầng|tệ|đồng",
    "tr": "yıl|gün|saat|ay|hafta|kişi|kez|kere|dakika|yaşında",
    "de": "jahre|tage|stunden|wochen|monate|minuten|sekunden|mal|leute|yuan|uhr",
    "fr": "ans|jours|heures|semaines|mois|minutes|secondes|fois|personnes|yuans",
    "it": "anni|giorni|ore|settimane|mesi|minuti|secondi|volte|persone|yuan",
}
"""What makes a number of a word that means other things too."""

_PERCENT = (
    "por ciento|por cento|pour cent|per cento|per cent|phần trăm|ร้อยละ|เปอร์เซ็นต์|porsiyento|"
    "(?:في|ب)?\\s?ال(?:مئة|مائة)|بالمئة|بالمائة"
)
"""Ways to say per cent that hold the word for a hundred."""

_TENFOLD = frozenset({10, 12})
"""Decades and dozens, which may be counted: 3 dozen, two decades."""
_FIGURES = re.compile(r"\d++(?:[.,:：٬٫’'\u00a0\u202f]\d++)*+(?: \d{3}(?!\d))*+", re.UNICODE)
_CLOCK = re.compile(r"\s?(?:[ap]\.?\s?m\b|Uhr|น\.|h\b|시|giờ)", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"[A-Za-z]-?\Z")
_NAME_AFTER = re.compile(r"[A-Z](?![a-z])")
_THOUSANDS = {"k": 1000, "K": 1000, "M": 10**6, "m": 10**6, "bn": 10**9, "mn": 10**6}
_SHORT = re.compile(r"(k|K|M|bn|mn)\b")


@lru_cache(maxsize=4096)
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """The numbers of `text` in order; those of another reading may overlap.

    Offsets are those of the text in NFC. Nothing is found in a language that is not known but
    figures.
    """
    base = language.split("-", 1)[0]
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if base in _HAN:
        from goglobal.rules.numerals_han import han_numbers

        found = list(han_numbers(text))
        if base == "ja":
            found += _words(text, "ja")
    else:
        found = list(_figures(text, base))
        rest = _without(text, found)
        if base == "ko":
            from goglobal.rules.numerals_korean import korean_numbers

            found += [*korean_numbers(rest), *halves(text, base)]
        else:
            found += _words(rest, base)
            found = with_halves(text, found)
            if base == "th":
                found = [_thai(text, number) for number in found]
    return tuple(sorted(found))


def _thai(text: str, number: Number) -> Number:
    """A Thai number with what it is elsewhere: two hours of the evening are eight o'clock (20:00),
    and 2567 is 2024."""
    if not number.ways or len(number.ways[0]) != 1:
        return number
    value = number.ways[0][0]
    more: tuple[Way, ...] = ()
    if value <= 6 and text.startswith("ทุ่ม", number.end):
        more = ((value + 18,), (value + 6,))
    elif value <= 6 and text.startswith("บ่าย", max(0, number.start - 4)):
        more = ((value + 12,),)
    elif 2400 <= value <= 2700:
        more = ((value - 543,),)
    return number._replace(ways=(*number.ways, *more))


def _without(text: str, found: list[Number]) -> str:
    """`text` with a sign of no meaning for each character of the numbers that were found."""
    pieces, position = [], 0
    for number in sorted(found):
        if number.start >= position:
            pieces += [text[position : number.start], "#" * (number.end - number.start)]
            position = number.end
    return "".join((*pieces, text[position:]))


def _figures(text: str, language: str) -> Iterator[Number]:
    """Numbers that begin with figures, with the words that multiply them: 3 million, 5만, 10k."""
    times = _multipliers(language)
    run: list[Number] = []
    for found in _FIGURES.finditer(text):
        start, end = found.span()
        ways, sure, exact = _literals(found[0])
        if not ways:
            continue
        if _NAME_BEFORE.search(text[max(0, start - 2) : start]) or (
            _NAME_AFTER.match(text, end) and not _SHORT.match(text, end)
        ):
            sure, exact = OPEN, False  # MP3, 4K
        if len(ways[0]) == 1 and _CLOCK.match(text, end) and ways[0][0] <= 24:
            ways = (*ways, *((hour,) for hour in hours(ways[0][0])))
        short = _SHORT.match(text, end)
        if short:
            thousands = _THOUSANDS[short[1]]
            ways = (*(_times(way, thousands) for way in ways if len(way) == 1), *ways)
            end, sure = short.end(), LIKELY if short[1] == "K" else sure
        while times is not None and (multiplied := times[0].match(text, end)):
            factor = times[1][(multiplied.lastindex or 1) - 1]
            more = tuple(_times(way, factor) for way in ways if len(way) == 1) or ways
            ways = (*more, *ways) if factor in _TENFOLD else more
            end, sure = multiplied.end(), max(sure, SURE)
        number = Number(start, end, ways, sure, exact)
        if run and text[run[-1].end : start].strip(" -‑–./") == "" and start - run[-1].end < 4:
            run.append(number)
        else:
            yield from _run(text, run)
            run = [number]
    yield from _run(text, run)


def _literals(text: str) -> tuple[tuple[Way, ...], int, bool]:
    """As `literal`; figures grouped by spaces may also be several numbers, side by side."""
    ways, sure, exact = literal(text.replace(" ", "\u00a0"))
    if " " in text:
        parts = tuple(int(p) for p in re.split(r"[^\d]", text) if 0 < len(p) <= MAX_DIGITS)
        ways = (*ways, parts)
    return ways, sure, exact


def _run(text: str, run: list[Number]) -> Iterator[Number]:
    """Numbers in a row, each by itself or, as a telephone number, one."""
    joined = re.sub(r"\D", "", text[run[0].start : run[-1].end]) if len(run) > 1 else ""
    if not joined or len(joined) > MAX_DIGITS or any(len(n.ways[0]) > 1 for n in run):
        yield from run
    elif len(run) > 2:
        each: Way = tuple(number.ways[0][0] for number in run)
        ways: tuple[Way, ...] = (each, (int(joined),))
        yield Number(run[0].start, run[-1].end, ways, SURE, True)
    else:
        yield from run
        yield Number(run[0].start, run[-1].end, ((int(joined),),), OPEN, False)


def _times(way: Way, factor: Value) -> Way:
    return (Fraction(way[0]) * factor,)


_Lexicon = tuple[str, tuple[Value, ...], tuple[bool, ...]]


@lru_cache(maxsize=64)
def _lexicon(language: str) -> _Lexicon | None:
    """A regular expression with one group a form, and for each group its value and whether it is
    sure; it is long, and compiled where it is used alone."""
    from goglobal.rules import numeral_words, numeral_words_more

    lines = {**numeral_words.WORDS, **numeral_words_more.WORDS}.get(language, "")
    forms: list[tuple[str, Value, bool]] = []
    for line in lines.strip().splitlines():
        value, *words = line.split()
        for word in words:
            bare = word.removeprefix("~")
            forms.append((bare, int(value), bare == word))
    forms += list(_tens(language, forms))
    if not forms:
        return None
    forms.sort(key=lambda form: (-len(form[0]), form[0]))
    body = "|".join(f"({word.replace('_', '[ -]?')})" for word, _, _ in forms)
    return body, tuple(value for _, value, _ in forms), tuple(sure for _, _, sure in forms)


def _tens(language: str, forms: list[tuple[str, Value, bool]]) -> Iterator[tuple[str, Value, bool]]:
    tens, teens = _TENS.get(language, (None, None))
    units = [(word, value) for word, value, _ in forms if 1 <= value <= 9]
    gap = "" if language in _UNSPACED else "_"
    for word, value in units:
        if tens and value > 1:
            yield f"{word}{gap}{tens}", value * 10, True
        if teens and value > 1:
            yield f"{word}{gap}{teens}", value + 10, True


def reads_words(language: str) -> bool:
    """Whether number words of a language are known, and not its figures alone."""
    base = language.split("-", 1)[0]
    return base in _HAN or base == "ko" or _lexicon(base) is not None


@lru_cache(maxsize=64)
def _multipliers(language: str) -> tuple[re.Pattern[str], tuple[Value, ...]] | None:
    """What multiplies the figures before it (` million`, `만`), with one group a form."""
    if language == "ko":
        return re.compile(r"\s?(?:(만)(?!큼)|(억)(?!울)|(천)(?!사)|(백)(?!합)|(조)(?!각|금|용))"), (
            10**4,
            10**8,
            1000,
            100,
            10**12,
        )
    lexicon = _lexicon(language)
    if lexicon is None:
        return None
    least = 100 if language in _UNSPACED else 1000  # French: 50 cents
    forms = lexicon[0].removeprefix("(").removesuffix(")").split(")|(")
    chosen = [
        (form, value)
        for form, value, sure in zip(forms, lexicon[1], lexicon[2], strict=True)
        if (value in POWERS and value >= least) or (value in _TENFOLD and not sure)
    ]
    body = "|".join(f"({form})" for form, _ in chosen)
    edge = "" if language in _UNSPACED else f"(?!{WORD})"
    pattern = re.compile(rf"[\s\u00a0]{{0,2}}+(?:{body}){edge}", re.IGNORECASE)
    return pattern, tuple(value for _, value in chosen)


@lru_cache(maxsize=64)
def _counted(language: str) -> re.Pattern[str] | None:
    measures = _COUNTED.get(language)
    return re.compile(rf"\s?(?:{measures})", re.IGNORECASE) if measures else None


_PER_CENT = re.compile(_PERCENT, re.IGNORECASE)
_ARABIC_PREFIXES = "و ب ل ف ال وال بال لل"
_ARABIC_PREFIX = f"(?:{'|'.join(_ARABIC_PREFIXES.split())})?"


def _words(text: str, language: str) -> Iterator[Number]:
    """Numbers in words, alone and put together: three hundred and five, dreiundzwanzig."""
    yield from halves(text, language)
    lexicon = _lexicon(language)
    if lexicon is None:
        return
    text = _PER_CENT.sub(lambda found: "." * len(found[0]), text)
    yield from chained(text, language, _tokens(text, language, lexicon))


def _tokens(
    text: str,
    language: str,
    lexicon: _Lexicon,
) -> Iterator[Token]:
    body, values, sures = lexicon
    glued = language in _GLUED and language not in _UNSPACED
    counted = _counted(language)
    for whole in _wholes(text, language):
        parts = _compiled(body).finditer(text, *whole.span()) if glued else (whole,)
        for found in parts:
            group = (found.lastindex or 1) - 1
            sure = sures[group] or (
                counted is not None and counted.match(text, found.end()) is not None
            )
            yield Token(found.start(), found.end(), values[group], sure)


@lru_cache(maxsize=64)
def _compiled(body: str) -> re.Pattern[str]:
    return re.compile(body, re.IGNORECASE)


def _wholes(text: str, language: str) -> Iterator[re.Match[str]]:
    """Words that are all made of number words: only those are looked at that begin as one does."""
    whole = _whole(language)
    if language in _UNSPACED:
        yield from whole.finditer(text)
        return
    (starts, beginnings), skip = _starts(language), 0
    for word in beginnings.finditer(text):
        start, begin = word.start(), word[0].replace("İ", "i").lower()
        if start < skip or not (begin in starts or begin[:1] in starts):
            continue
        found = whole.match(text, start)
        if found is not None:
            skip = found.end()
            yield found


@lru_cache(maxsize=64)
def _starts(language: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """How number words begin: by two letters, or by one where the second one may differ; and what
    finds the first two letters of words of which the first one is right."""
    lexicon = _lexicon(language)
    forms = re.findall(r"\((?!\?)(\w.?)", lexicon[0]) if lexicon is not None else []
    starts = {form if form[-1] not in "[()?" else form[0] for form in forms}
    prefixes = _ARABIC_PREFIXES.split() if language == "ar" else []
    starts |= {(prefix + start)[:2] for prefix in prefixes for start in starts}
    firsts = re.escape("".join(sorted({start[0] for start in starts})))
    look = f"(?=[{firsts}])" if firsts else "(?!)"
    beginnings = re.compile(f"{look}(?<!{WORD}){WORD}{{1,2}}", re.IGNORECASE)
    return frozenset(starts), beginnings


@lru_cache(maxsize=64)
def _whole(language: str) -> re.Pattern[str]:
    """A word that is all made of number words; groups as in `_lexicon` where it is one of them."""
    lexicon = _lexicon(language)
    body = lexicon[0] if lexicon is not None else "(?!)"
    if language in _UNSPACED:
        return re.compile(body, re.IGNORECASE)
    if language in _GLUED:
        link = LINKS.get(language)
        one = re.sub(r"\((?!\?)", "(?:", body)
        body = f"(?:(?:{one}){f'(?:{link})?+' if link else ''})++"
    before = _ARABIC_PREFIX if language == "ar" else ""
    return re.compile(rf"(?<!{WORD}){before}(?:{body})(?!{WORD})", re.IGNORECASE)


@lru_cache(maxsize=64)
def look_for(language: str) -> Callable[[str], object]:
    """A quick look whether a text of a language may hold a number: a search that may find too much.

    With an empty tag it looks for figures alone.
    """
    base = language.split("-", 1)[0]
    if base in _HAN:
        from goglobal.rules.numerals_han import LOOK

        return re.compile(LOOK).search
    if base == "ko":
        from goglobal.rules.numerals_korean import look

        return look()
    if base and _lexicon(base) is not None:
        return re.compile(rf"\d|{_whole(base).pattern}", re.IGNORECASE).search
    return re.compile(r"\d").search
