"""What stands around a Chinese or Japanese number: what it counts, and whether it is one at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from goglobal.rules.numbers import LIKELY, OPEN, SURE, Number, Value, Way, hours

_VAGUE_BEFORE = re.compile("[几幾数數近]\\Z")
_VAGUE_AFTER = re.compile("^[几幾数數来來多余餘]|^[个個]?[多来來](?![\u4e00-\u9fff]{0,1}说|了|到)")
_KIN = re.compile(
    "^[哥姐弟妹爷爺叔姨婶嬸嫂娘舅公少太奶姑房夫]|^小姐|^郎|^男(?!人)|^女(?!人)|^流|^角|^者"
)
_CUSTOMARY = re.compile("^(?:[公华]?[斤里尺寸丈亩畝]|两|度|[个個]?[时時]辰|炷|盏|柱香|更(?!多))")
"""Measures that a translator turns into others."""
_MEASURES = re.compile(
    "^ ?(?:[年岁歲块塊元圆圓万萬亿億点點号號楼层層階天日月周週秒次遍回位名人口条條件杯瓶箱张"
    "張份本套辆輛架艘支枝把封米克吨桌间間房室栋棟户戶个個家只隻匹头頭颗顆根道届屆期章集场場局票声聲步倍%％円才歳番時枚"
    "本頁页頓顿班路线線艇门門届股级級]|分[钟鐘]?|小时|小時|钟头|鐘頭|星期|礼拜|禮拜|公里|公斤|毫米|厘米|平[米方]|"
    "百万|美[元金]|日[元圆]|人民|欧元|港[币元]|[秒分]|ヶ月|か月|カ月|つ|パーセント|ドル|キロ|メートル|度目)"
)
_COUNTS_ONE = re.compile(
    "^(?:[个個](?:月|小|星|礼|禮|钟|鐘)|[年岁歲天月周週点點号號楼层層块元日小分秒星礼钟時%％])"
)
"""Measures before which one is more than an article."""
_HALF = re.compile(
    "^(?:[个個](?!半?月半)|年|点|點|天|小时|小時|钟头|倍|時|時間|块|塊|万|萬|亿|億|米|岁)?半(?!夜|天|点|路)"
)
_HALF_THING = re.compile(
    "半(?:[个個])?(小时|小時|钟头|鐘頭|年|月|天|日|分钟|世纪|價|价|時間)|一半|半数|半分"
)
_POINT = re.compile("^[点點時](?!名|评|头|心|儿)")
_HALVES = {"年": 6, "月": 15, "天": 12, "日": 12, "世纪": 50}
_SECOND_TENTH = re.compile("^成([一二三四五六七八九])")


def sureness(value: Value, sure: int, before: str, after: str, *, figures: bool) -> int:
    """How surely a translation has the number, by what stands around it."""
    vague = bool(_VAGUE_BEFORE.search(before) or _VAGUE_AFTER.match(after))
    if vague or _CUSTOMARY.match(after) or (not figures and _KIN.match(after)):
        return OPEN
    measured = bool(_MEASURES.match(after)) or before.endswith(("第", "到", "数", "數"))
    if sure != SURE and measured:
        sure = SURE if value > 1 else max(sure, LIKELY if _COUNTS_ONE.match(after) else OPEN)
    return min(sure, LIKELY) if after.startswith("月") else sure


def halves_in(text: str) -> Iterator[Number]:
    """Halves of things: 半小时 is 30 minutes, 半年 six months."""
    for found in _HALF_THING.finditer(text):
        of = _HALVES.get(found[1] or "")
        ways: tuple[Way, ...] = ((Fraction(1, 2),), (30,), (50,))
        more: tuple[Way, ...] = ((of,),) if of else ()
        yield Number(found.start(), found.end(), (*ways, *more), OPEN, False)


def half_behind(after: str) -> int:
    """The length of what makes a half more of the number before it: 点半, 个半."""
    found = _HALF.match(after)
    return found.end() if found else 0


def with_half(value: Value, after: str) -> tuple[Way, ...]:
    """The ways to say a number and a half: half past nine, 90 minutes, 18 months."""
    more = Fraction(value) + Fraction(1, 2)
    if _POINT.match(after):
        clocks = tuple((hour, 30) for hour in hours(value))
        german = tuple((hour + 1, Fraction(1, 2)) for hour in hours(value))
        return (*clocks, *german, (more,))
    return ((more,), (value, Fraction(1, 2)), (more * 60,), (more * 12,))


def ways_by_measure(value: Value, after: str) -> tuple[Way, ...]:
    """What else `value` may be called in a translation, by what it counts."""
    if _POINT.match(after) and value <= 24:
        return tuple((hour,) for hour in hours(value))
    if _CUSTOMARY.match(after):
        return ((Fraction(value) / 2,), (Fraction(value) * 2,))
    if after.startswith(("楼", "樓", "层", "層", "階")):
        return ((value - 1,),)
    if after.startswith(("小时", "小時", "个小时", "個小時", "钟头", "个钟头", "時間")):
        return ((value * 60,), *(((Fraction(value) / 24,),) if value % 24 == 0 else ()))
    if after.startswith(("周", "週", "星期", "个星期", "礼拜", "个礼拜")):
        return ((value * 7,),)
    if after.startswith(("天", "日")) and value % 7 == 0:
        return ((Fraction(value) / 7,),)
    if after.startswith(("个月", "個月")):
        return ((value * 30,), *(((Fraction(value) / 12,),) if value % 12 == 0 else ()))
    if after.startswith("年") and value < 100:
        months: tuple[Way, ...] = ((value * 12,), (value * 365,)) if value <= 3 else ()
        return ((value + 1900,), (value + 2000,), *months)
    if after.startswith(("世纪", "世紀")):
        return (((value - 1) * 100,),)
    if after.startswith(("分钟", "分鐘", "秒")) and value % 60 == 0:
        return ((Fraction(value) / 60,),)
    if after.startswith(("刻", "个刻")):
        return ((value * 15,),)
    if after.startswith("打"):
        return ((value * 12,),)
    if after.startswith("成") and value < 11:
        more = _SECOND_TENTH.match(after)
        return ((value * 10 + ("一二三四五六七八九".index(more[1]) + 1 if more else 0),),)
    if after.startswith("折"):
        rest = value if value > 10 else value * 10
        return ((rest,), (100 - rest,))
    if after.startswith(("对", "對", "双", "雙")):
        return ((value * 2,),)
    return ()
