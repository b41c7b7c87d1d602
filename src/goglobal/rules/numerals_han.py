"""Numbers in Chinese and Japanese: 三百, 两亿, 500万, 一千二百零八, 一二〇八, 三点半.

Most signs for numbers are also words (一下, 千万别, 四面八方, 老三), so each number says how
sure it is that one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from goglobal.rules.han_measures import (
    half_behind,
    halves_in,
    sureness,
    ways_by_measure,
    with_half,
)
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

_SIGNS = {
    **dict.fromkeys("〇零", 0),
    **dict.fromkeys("一壹幺", 1),
    **dict.fromkeys("二两兩贰貳弐俩倆", 2),
    **dict.fromkeys("三叁參参仨", 3),
    **dict.fromkeys("四肆", 4),
    **dict.fromkeys("五伍", 5),
    **dict.fromkeys("六陆陸", 6),
    **dict.fromkeys("七柒", 7),
    **dict.fromkeys("八捌", 8),
    **dict.fromkeys("九玖", 9),
}
_UNITS = {
    **dict.fromkeys("十拾", 10),
    "廿": 20,
    "卅": 30,
    **dict.fromkeys("百佰", 100),
    **dict.fromkeys("千仟", 1000),
    **dict.fromkeys("万萬", 10**4),
    **dict.fromkeys("亿億", 10**8),
    "兆": 10**12,
}
_ALL = "".join(_SIGNS) + "".join(_UNITS)
_RUN = re.compile(rf"(?:\d++(?:[.,．，：:]\d++)*+|[{_ALL}]|(?<=[{_ALL}\d])[个個](?=[亿億万萬]))++")
_TOKEN = re.compile(r"\d+(?:[.,．，：:]\d+)*|.", re.DOTALL)
_HAN_SIGN = re.compile(f"[{_ALL}]")

_IDIOMS = r"""
九牛[一二]毛 八九不离十 八九不離十 不三不四 张三李四 張三李四 七荤八素 丢三落四 丟三落四 颠三倒四
顛三倒四 说三道四 說三道四 接二连三 接二連三 低三下四 推三阻四 朝三暮四 三下五除二 一清二楚
一干二净 独一无二 獨一無二 数一数二 七手八脚 横七竖八 五花八门 五颜六色 四分五裂 半斤八两 万一
萬一 千万(?=[别不要得记小当给可]) 千萬(?=[別不要得記小當給可]) 一五一十 十全十美 百年好合
百年之[后後] 百发百中 百依百顺 百口莫 百般 百姓 千金 千古 千里 千载 千秋 不管三七 三七二十一
三十六[计計] 七十二变 三[头頭]六臂 三[长長][两兩]短 三番五次 三番[两兩]次 三言[两兩][语語]
三三[两兩][两兩] 三更半夜 三从四德 四面楚歌 四海 五湖 五[体體]投地 五星 五官 五谷 六神[无無]主
六[亲親] 七夕 七零八落 [乱亂]七八糟 八卦 八字 八成(?!的) 九泉 九牛 九霄 十分(?![钟鐘之]) 十足 十字
十恶 十有八九 二百五 二[货貨] 二[话話] 三八 三[观觀] [双雙]十一 五一 十一(?=[假黄黃长長])
九九八十一 十[万萬]火急 千方百[计計] 千千[万萬][万萬] 成千上[万萬] [万萬][万萬] [万萬][岁歲]
[万萬]能 [万萬]分 [万萬][事物丈箭劫水] 周[一二三四五六] 星期[一二三四五六] [礼禮]拜[一二三四五六]
三味 八百屋 八百長 百合 千代 万歳 四季 四六時中 [老小阿][二三四五六七八九十](?![岁歲年个個])
[一三四五七八九十百千万萬][心上面山言方奇丝絲辛死军軍变變真刀差魂嘴头頭拜叩呼推顾湖光平亲親手花][一二两三五六八九十百千万萬零]\w
"""
_IDIOM = re.compile(
    rf"(?<![{_ALL}\d])(?:"
    + "|".join(f"{form}(?![{_ALL}])" if form[-1] in _ALL else form for form in _IDIOMS.split())
    + ")|[差欠].{1,3}分[钟鐘]?[就到]?.{1,3}[点點]"
)
"""Where signs for numbers say something else."""
_PART = re.compile("[百千](?=分之)")
_HUNDREDTH = re.compile("\ue000分之\\Z")
_FRACTION = re.compile(f"^分之([{_ALL}\\d]+)")
_MEASURES = "个個天晚次位人只隻杯斤张張件份月年小碗瓶盒套"
_AFTER_POINT = re.compile(f"^(?:[点點時]|[米块塊](?![{_ALL}\\d]+[{_MEASURES}]))([{_ALL}\\d]+)(刻)?")
"""The rest behind a measure; in 两千块一个月 there is none."""
_SHORT = re.compile("[kKwWM](?![A-Za-z0-9])")
_SHORTS = {"k": 1000, "w": 10**4, "m": 10**6}
_TIMES = re.compile("([二三四五六七八九])[个個]([零〇一二三四五六七八九])(?![\u4e00-\u9fff])")


LOOK = f"[\\d{_ALL.replace('一', '').replace('幺', '')}半刻打]|一[年天月周个個点號号]"
"""What a text with a number has, as a regular expression: it may have no number all the same."""


def han_numbers(text: str) -> Iterator[Number]:
    """The numbers of a Chinese or Japanese text, in order."""
    bare = text
    if _HAN_SIGN.search(text):
        bare = _IDIOM.sub(lambda found: "\u3000" * len(found[0]), _PART.sub("\ue000", text))
    yield from halves_in(text)
    for found in _TIMES.finditer(bare):
        digits = str(_SIGNS[found[2]]) * _SIGNS[found[1]]  # 六个八: 888888
        yield Number(found.start(), found.end(), ((int(digits),),), OPEN, False)
    skip = 0
    for found in _RUN.finditer(bare):
        if found.start() < skip:
            continue
        run, end = found[0].replace("个", "").replace("個", ""), found.end()
        if len(run) > 1 and run[-1] in "两兩" and run[-2] in "十百千万萬":
            run, end = run[:-1], end - 1  # 五百两: taels
        if len(run) > MAX_DIGITS:
            continue
        number = _number(bare, found.start(), end, run)
        if number is not None:
            skip = number.end
            yield number


def _number(text: str, start: int, end: int, run: str) -> Number | None:
    """What the run of signs from `start` to `end` comes to, in its surroundings."""
    before, after = text[max(0, start - 4) : start], text[end : end + 8]
    digits = run[0].isdecimal() and not _HAN_SIGN.search(run)
    if digits:
        ways, sure, exact = literal(run)
    else:
        read = value_of(run)
        if read is None:
            return None
        ways, sure, exact = read
    if not ways:
        return None
    value = ways[0][0] if len(ways[0]) == 1 else None
    hundredth = _HUNDREDTH.search(before)
    if hundredth:
        point = _AFTER_POINT.match(after)
        end += point.end() if point else 0
        ways = (_decimal(run, point[1]),) if point else ways
        return Number(start - 3, end, _plus_half(ways), OPEN if run in "百佰" else SURE, exact)
    fraction = _FRACTION.match(after)
    if fraction and value:
        top = value_of(fraction[1])
        if top is not None:
            part = Fraction(top[0][0][0]) / value
            ways = ((value, *top[0][0]), (part,), (part * 100,), (value,))
            return Number(
                start, end + fraction.end(), ways, SURE if top[0][0][0] > 1 else OPEN, False
            )
    if value is None:
        return Number(start, end, ways, sure, exact)
    short = _SHORT.match(after) if digits else None
    if short:  # 100w粉丝, 10K, 50M
        end += 1
        return Number(
            start, end, ((value * _SHORTS[short[0].lower()],), (value,)), min(sure, LIKELY), False
        )
    if not (run[0] in _UNITS and run[0] not in "十拾廿卅"):  # 上百人
        sure = sureness(value, sure, before, after, figures=digits)
    vague = sure == OPEN
    ways = (*ways, *ways_by_measure(value, after))
    point = _AFTER_POINT.match(after)
    if point and (read := value_of(point[1])) is not None:
        decimal = _decimal(str(value), point[1])
        ways = (*_parts(value, read[0][0][0], after[0], quarter=bool(point[2])), decimal)
        return Number(start, end + point.end(), ways, sure, False)
    half = half_behind(after)
    if half:
        return Number(start, end + half, with_half(value, after), sure, False)
    return Number(start, end, ways, sure, exact and not vague)


def _parts(value: Value, rest: Value, measure: str, *, quarter: bool) -> tuple[Way, ...]:
    """What 三点五十, 八点一刻 and 一米八 may come to, beside a decimal."""
    if measure in "点點時":
        minutes = rest * 15 if quarter else rest
        if value > 24:
            return ()
        clocks = tuple((hour, minutes) for hour in hours(value))
        if 30 < minutes < 60:  # twenty to seven
            clocks = (*clocks, *((hour % 24 + 1, 60 - minutes) for hour in hours(value)))
        return clocks
    return ((value * 100 + (rest if rest > 9 else rest * 10),), (value, rest))


def value_of(run: str) -> tuple[tuple[Way, ...], int, bool] | None:
    """The ways to read a run of signs, whether it is surely a number, and whether an exact one.

    None where it is no number that can be told (七八个 is about seven or eight).
    """
    tokens = _TOKEN.findall(run)
    if all(token in _SIGNS for token in tokens):
        values = tuple(_SIGNS[token] for token in tokens)
        if len(values) == 1:
            return ((values,), LIKELY if values[0] > 1 else OPEN, False)
        joined = int("".join(map(str, values)))
        each: Way = values
        if len(values) == 2:
            tens = (values[0] * 10, values[1] * 10)  # 三七分
            return (((joined,), each, tens), OPEN, False)
        return (((joined,), each), SURE, True)
    if len(tokens) == 1 and tokens[0][0].isdecimal():
        return literal(tokens[0])
    value = _with_units(tokens)
    if value is None:
        return None
    ways: tuple[Way, ...] = ((value,),)
    if tokens[0] in _UNITS and tokens[0] not in "十拾廿卅":
        return ways, OPEN, False  # 百, 千万
    return ways, SURE if len(tokens) > 1 else LIKELY, _is_exact(value)


def _with_units(tokens: list[str]) -> int | Fraction | None:
    """The value of signs with units: 一千二百零八, 三万五, 500万, 3.5亿, 两千万."""
    total: int | Fraction = 0
    section: int | Fraction = 0
    digit: int | Fraction | None = None
    last_unit, last_big, zero = 10**12, 10**13, False
    for token in tokens:
        if token in _UNITS:
            unit = _UNITS[token]
            if unit >= 10**4:
                part = section + (digit or 0)
                if unit > last_big or (unit == last_big and not part):  # 万亿, 亿亿
                    total = (total + part) * unit
                else:
                    total += (part or 1) * unit
                section, digit, last_unit, last_big = 0, None, unit, unit
            elif unit in (20, 30):
                section, digit, last_unit = section + unit, None, 10
            else:
                if unit >= last_unit and last_unit < 10**4:
                    return None
                section += (1 if digit is None else digit) * unit
                digit, last_unit = None, unit
            zero = False
        elif token in _SIGNS:
            if digit is not None and not zero:
                return None  # 三四百: about
            digit = _SIGNS[token]
            zero = digit == 0
        else:
            ways = literal(token)[0]
            if digit is not None or not ways or len(ways[0]) != 1:
                return None
            digit = ways[0][0]
            zero = False
    if digit:
        short = tokens[-2] in _UNITS and last_unit > 10 and tokens[-1] in _SIGNS
        section += digit * last_unit // 10 if short else digit  # 三万五
    return total + section


def _is_exact(value: int | Fraction) -> bool:
    """Whether a number has three figures or more that count: none that somebody rounded."""
    return len(str(value).rstrip("0").replace("/", "")) >= 3


def _decimal(whole: str, part: str) -> Way:
    first, rest = value_of(whole), value_of(part)
    if first is None or rest is None:
        return ()
    figures = "".join(str(_SIGNS.get(sign, sign)) for sign in part)
    if not figures.isdecimal():
        figures = str(rest[0][0][0])  # 三点十五
    return (Fraction(first[0][0][0]) + Fraction(int(figures), 10 ** len(figures)),)


def _plus_half(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """Fifty per cent is half."""
    return (*ways, (Fraction(1, 2),)) if ways and ways[0] == (50,) else ways
