"""Numbers in Chinese and Japanese: 三百, 两亿, 500万, 一千二百零八, 一二〇八, 三点半.

Most signs for numbers are also words (一下, 千万别, 四面八方, 老三), so each number says how
sure it is that one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from goglobal.rules.numbers import LIKELY, MAX_DIGITS, OPEN, SURE, Number, Way, hours, literal

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
}
_ALL = "".join(_SIGNS) + "".join(_UNITS)
_RUN = re.compile(rf"(?:\d++(?:[.,．，：:]\d++)*+|[{_ALL}]|(?<=[{_ALL}\d])[个個](?=[亿億万萬]))++")
_TOKEN = re.compile(r"\d+(?:[.,．，：:]\d+)*|.", re.DOTALL)
_HAN_SIGN = re.compile(f"[{_ALL}]")

_IDIOMS = r"""
万一 萬一 千万(?=[别不要得记小当给可]) 千萬(?=[別不要得記小當給可]) 一五一十 十全十美 百年好合
百年之[后後] 百发百中 百依百顺 百口莫 百般 百姓 千金 千古 千里 千载 千秋 不管三七 三七二十一
三十六[计計] 七十二变 三[头頭]六臂 三[长長][两兩]短 三番五次 三番[两兩]次 三言[两兩][语語]
三三[两兩][两兩] 三更半夜 三从四德 四面楚歌 四海 五湖 五[体體]投地 五星 五官 五谷 六神[无無]主
六[亲親] 七夕 七零八落 [乱亂]七八糟 八卦 八字 八成(?!的) 九泉 九牛 九霄 十分(?![钟鐘之]) 十足 十字
十恶 十有八九 二百五 二[货貨] 二[话話] 三八 三[观觀] [双雙]十一 五一 十一(?=[假黄黃长長])
九九八十一 十[万萬]八千里 十[万萬]火急 千方百[计計] 千千[万萬][万萬] 成千上[万萬] [万萬][万萬]
[万萬][岁歲] [万萬]能 [万萬]分 [万萬][事物丈箭劫水] 周[一二三四五六] 星期[一二三四五六]
[礼禮]拜[一二三四五六] 三味 八百屋 八百長 百合 千代 万歳 四季 四六時中
[老小阿][二三四五六七八九十](?![岁歲年个個])
[一三四五七八九十百千万萬][心上面山言方奇丝絲辛死军軍变變真刀差魂嘴头頭拜叩呼推顾湖光平亲親手花][一二两三五六八九十百千万萬零]\w
"""
_IDIOM = re.compile(rf"(?<![{_ALL}\d])(?:{'|'.join(_IDIOMS.split())})(?![{_ALL}])")
"""Where signs for numbers say something else."""
_VAGUE_BEFORE = re.compile("[几幾数數近]\\Z")
_VAGUE_AFTER = re.compile("^[几幾数數来來多余餘]|^[个個]?[多来來](?![\u4e00-\u9fff]{0,1}说|了|到)")
_KIN = re.compile(
    "^[哥姐弟妹爷爺叔姨婶嬸嫂娘舅公少太奶姑房夫]|^小姐|^郎|^男(?!人)|^女(?!人)|^流|^角|^者"
)
_CUSTOMARY = re.compile("^(?:[公华]?[斤里尺寸丈亩畝]|两|度|时辰|時辰|炷|盏|柱香|更(?!多))")
"""Measures that a translator turns into others."""
_MEASURES = re.compile(
    "^ ?(?:[年岁歲块塊元圆圓万萬亿億点點号號楼层層階天日月周週秒次遍回位名人口条條件杯瓶箱张"
    "張份本套辆輛架艘支枝把封米克吨桌间間房室栋棟户戶个個家只隻匹头頭颗顆根道届屆期章集场場局票声聲步倍%％円才歳番時枚"
    "本頁页頓顿班路线線艇门門届股级級]|分[钟鐘]?|小时|小時|钟头|鐘頭|星期|礼拜|禮拜|公里|公斤|毫米|厘米|平[米方]|"
    "百万|美[元金]|日[元圆]|人民|欧元|港[币元]|[秒分]|ヶ月|か月|カ月|つ|パーセント|ドル|キロ|メートル|度目)"
)
_COUNTS_ONE = re.compile(
    "^(?:[个個](?:月|小|星|礼|禮|钟|鐘))?[年岁歲天月周週点點号號楼层層块元日小分秒星礼钟%％]"
)
"""Measures before which one is more than an article."""
_HALF = re.compile(
    "^(?:[个個](?!半?月半)|年|点|點|天|小时|小時|钟头|倍|時|時間|块|塊|万|萬|亿|億|米|岁)?半(?!夜|天|点|路)"
)
_HALF_THING = re.compile(
    "半(?:[个個])?(小时|小時|钟头|鐘頭|年|月|天|日|分钟|世纪|價|价|時間)|一半|半数|半分"
)
_PART = re.compile("[百千](?=分之)")
_HUNDREDTH = re.compile("\ue000分之\\Z")
_FRACTION = re.compile(f"^分之([{_ALL}\\d]+)")
_AFTER_POINT = re.compile(f"^[点點]([{_ALL}\\d]+)")
_POINT = re.compile("^[点點時](?!名|评|头|心|儿)")
_HALVES = {"年": 6, "月": 15, "天": 12, "日": 12, "世纪": 50}


def han_numbers(text: str) -> Iterator[Number]:
    """The numbers of a Chinese or Japanese text, in order."""
    bare = text
    if _HAN_SIGN.search(text):
        bare = _IDIOM.sub(lambda found: "\u3000" * len(found[0]), _PART.sub("\ue000", text))
    for found in _HALF_THING.finditer(text):
        of = found[1] or ""
        ways: list[Way] = [
            (Fraction(1, 2),),
            (30,),
            (50,),
            *(((_HALVES[of],),) if of in _HALVES else ()),
        ]
        yield Number(found.start(), found.end(), tuple(ways), OPEN, False)
    skip = 0
    for found in _RUN.finditer(bare):
        if found.start() < skip:
            continue
        run = found[0].replace("个", "").replace("個", "")
        if len(run) > MAX_DIGITS:
            continue
        number = _number(bare, found.start(), found.end(), run)
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
            ways = ((value, *top[0][0]), (part,), (value,))
            return Number(
                start, end + fraction.end(), ways, SURE if top[0][0][0] > 1 else OPEN, False
            )
    if value is None:
        return Number(start, end, ways, sure, exact)
    vague = bool(_VAGUE_BEFORE.search(before) or _VAGUE_AFTER.match(after))
    vague = vague or (before.endswith("上") and run[0] in "百千万萬亿億")
    measured = bool(_MEASURES.match(after)) or before.endswith(("第", "到", "数", "數"))
    if sure != SURE and measured:
        sure = SURE if value > 1 else max(sure, LIKELY if _COUNTS_ONE.match(after) else OPEN)
    if vague or (not digits and _KIN.match(after)):
        sure = OPEN
    if _CUSTOMARY.match(after):
        sure = OPEN
        ways = (*ways, (Fraction(value) / 2,), (Fraction(value) * 2,))
    if after.startswith(("月", "月份")):
        sure = min(sure, LIKELY)
    ways = (*ways, *_ways_by_measure(value, before, after))
    point = _AFTER_POINT.match(after) or re.match("^時([0-9０-９一二三四五六七八九十]+)", after)
    if point:
        minutes = value_of(point[1])
        if minutes is not None and value < 25:
            rest = minutes[0][0][0]
            clocks = tuple((hour, rest) for hour in hours(value))
            return Number(
                start, end + point.end(), (*clocks, _decimal(str(value), point[1])), sure, exact
            )
    half = _HALF.match(after)
    if half:
        end += half.end()
        with_half = Fraction(value) + Fraction(1, 2)
        if _POINT.match(after):
            ways = tuple((hour, 30) for hour in hours(value))
            ways = (*ways, *((hour + 1, Fraction(1, 2)) for hour in hours(value)), (with_half,))
        else:
            ways = ((with_half,), (value, Fraction(1, 2)), (with_half * 60,), (with_half * 12,))
        return Number(start, end, ways, sure, False)
    return Number(start, end, ways, sure, exact and not vague)


def _ways_by_measure(value: int | Fraction, before: str, after: str) -> tuple[Way, ...]:
    """What else `value` may be called in a translation, by what it counts."""
    if _POINT.match(after) and value <= 24:
        return tuple((hour,) for hour in hours(value))
    if after.startswith(("楼", "樓", "层", "層", "階")):
        return ((value - 1,),)
    if after.startswith(("小时", "小時", "个小时", "個小時", "钟头", "个钟头", "時間")):
        return ((value * 60,),) if value != 24 else ((1,), (value * 60,))
    if after.startswith(("周", "週", "星期", "个星期", "礼拜", "个礼拜")):
        return ((value * 7,),)
    if after.startswith(("天", "日")) and value % 7 == 0:
        return ((Fraction(value) / 7,),)
    if after.startswith(("个月", "個月")):
        return ((value * 30,), *(((Fraction(value) / 12,),) if value % 12 == 0 else ()))
    if after.startswith("年") and value < 100:
        months: tuple[Way, ...] = ((value * 12,), (value * 365,)) if value <= 3 else ()
        return ((value + 1900,), (value + 2000,), *months)
    if after.startswith(("分钟", "分鐘", "秒")) and value % 60 == 0:
        return ((Fraction(value) / 60,),)
    if after.startswith(("刻", "个刻")):
        return ((value * 15,),)
    if after.startswith("打"):
        return ((value * 12,),)
    if after.startswith("成") and value < 11:
        return ((value * 10,),)
    if after.startswith("折"):
        rest = value if value > 10 else value * 10
        return ((rest,), (100 - rest,))
    if after.startswith(("对", "對", "双", "雙")):
        return ((value * 2,),)
    return ()


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
            return (((joined,), each), OPEN, False)
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
                if unit > last_big:  # 万亿
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
    figures = "".join(map(str, rest[0][-1])) if len(rest[0]) > 1 else str(rest[0][0][0])
    if not figures.isdecimal():
        return ()
    return (Fraction(first[0][0][0]) + Fraction(int(figures), 10 ** len(figures)),)


def _plus_half(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """Fifty per cent is half."""
    return (*ways, (Fraction(1, 2),)) if ways and ways[0] == (50,) else ways
