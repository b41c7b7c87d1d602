"""What the columns and labels of a producer's spreadsheet are called, in Chinese and English.

`标题`, `Title (en)`, `英文剧名`, `标题-泰语`, `th` … to a field, the language that it is in, and
whether it is about the series or its episodes. What is not certain is no heading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from goglobal import vocabulary
from goglobal.exchange.intake import numerals
from goglobal.exchange.intake.language_names import COMMON_WORDS, of_code, of_name, regional

TEXT_FIELDS = ("title", "synopsis", "tagline", "keywords")
"""Fields that are translated."""
_WORDS = {
    "number": (
        "集数 集 第几集 集号 集次 分集 集序 剧集序号 集数序号 话数 回数 "
        "episode episodes ep ep. ep# episode# 集数# episode_no episode_no. episode_number "
        "ep_no ep_no. ep_number #_episode epi"
    ),
    "row number": "序号 no no. number #",
    "title": "标题 题目 名称 名字 译名 片名译名 title titles name 標題 名稱",
    "episode title": (
        "集名 集标题 单集标题 分集标题 分集名 分集名称 剧集标题 每集标题 本集标题 集名称 单集名称 "
        "episode_title episode_name ep_title ep_name"
    ),
    "series title": (
        "剧名 剧目名称 剧目 片名 作品名称 作品名 短剧名称 短剧名 剧集名称 节目名称 项目名称 "
        "系列名 剧名称 劇名 "
        "series_title series_name show_title show_name drama_title drama_name series drama show"
    ),
    "synopsis": (
        "简介 梗概 剧情 剧情简介 内容简介 故事梗概 故事简介 概要 内容概要 内容 剧情梗概 简述 簡介 "
        "synopsis summary description plot"
    ),
    "episode synopsis": (
        "分集简介 本集简介 单集简介 分集剧情 分集梗概 每集简介 单集梗概 "
        "episode_synopsis episode_summary episode_description ep_synopsis"
    ),
    "series synopsis": (
        "剧集简介 全剧简介 剧目简介 总简介 作品简介 整剧简介 短剧简介 全剧梗概 "
        "series_synopsis show_synopsis series_description series_summary long_synopsis"
    ),
    "tagline": (
        "宣传语 一句话简介 一句话梗概 一句话介绍 广告语 slogan tagline logline short_synopsis"
    ),
    "duration": (
        "时长 片长 长度 单集时长 时间长度 集长 duration length runtime running_time run_time 時長"
    ),
    "genres": "类型 题材 分类 剧集类型 题材类型 genre genres category categories 類型",
    "keywords": "关键词 关键字 标签 tags tag keyword keywords",
    "season": "季 季数 第几季 season season_no season_number",
    "release_date": (
        "上线日期 上线时间 首播日期 首播时间 上映日期 发布日期 播出日期 release_date premiere "
        "premiere_date launch_date release"
    ),
    "production_company": (
        "出品公司 出品方 制作公司 制作方 出品单位 制作单位 制作机构 "
        "production_company company studio production"
    ),
    "copyright": "版权 版权声明 版权信息 版权所有 版权行 copyright copyright_line",
    "countries": (
        "国家 地区 制片国家 制片地区 国家/地区 制片国家/地区 产地 country countries region origin"
    ),
    "language": (
        "语言 语种 原声语言 源语言 原语言 对白语言 language lang source_language original_language "
        "语言版本 目标语言"
    ),
    "id": "剧集id 剧id 系列id 剧目id series_id show_id slug",
    "count": "总集数 全剧集数 集数合计 共几集 total_episodes number_of_episodes episode_count",
    "distribution-licence": "发行许可证号 发行许可证 许可证号 网络剧片发行许可证号 licence_no",
    "programme-number": "节目编号 重点网络微短剧编号 备案编号 登记编号",
    "filing": "备案号 规划备案号 上线备案号 filing_no",
}
_ROLE_WORDS = {
    "director": "总导演 执导 directed_by directors",
    "writer": "剧本 剧作 编剧组 screenwriter screenplay written_by writers scriptwriter",
    "cast": (
        "主演 演员表 领衔主演 主要演员 演职员 演职人员 参演 男主 女主 男主角 女主角 男主演 女主演 "
        "actor actors actress starring stars cast_members lead leads"
    ),
    "producer": "制片 producers produced_by",
    "executive-producer": "executive_producers",
    "original-author": "原作 原著作者 original_work author based_on",
    "editor": "剪辑指导 editors edited_by",
    "composer": "配乐 作曲人 music music_by",
    "cinematographer": "摄影指导 dop director_of_photography",
    "voice-cast": "配音 声优 voice_actors voices",
}
_CHARACTER = "角色 饰演 角色名 饰演角色 character characters role roles"
_NOISE = re.compile(r"(?:版本?|翻译|译文|字段|列)$")
_AROUND = " \t\n-_/:：·|—–.,，、()（）[]【】<>《》"
_BRACKETS = re.compile(r"\s*[(（\[【]([^()（）\[\]【】]*)[)）\]】]\s*")
_UNITS = {
    **dict.fromkeys(("秒", "s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("分钟", "分", "min", "mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("毫秒", "ms"), "ms"),
}
_SHEET_NOISE = re.compile(
    r"(?:版本?|分集|剧集|简介|标题|信息|翻译|集|表|episodes?|series|titles?)$"
)


_SEASON = re.compile(
    rf"第\s*({numerals.NUMBER})\s*季|(?<![a-z])season[\s._-]*(\d{{1,2}})(?![a-z\d])"
)


class Heading(NamedTuple):
    """What a header cell or a label says of the values beside it."""

    field: str
    """Empty: a language alone. A credit is `credit:director`; `character` goes with a cast."""
    level: str = ""
    """`series` or `episode` where the words say so; `row` of a number that may only count rows."""
    languages: frozenset[str] = frozenset()
    """The tags that it may mean; empty: it names none."""
    unit: str = ""
    """Of a duration: `s`, `min`, `ms`; empty: it does not say."""


def folded(text: str) -> str:
    """A header as it is compared."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" :*：")


@lru_cache(maxsize=4096)
def heading(text: str) -> Heading | None:
    """What a header or label means; None: it is none that is known."""
    if not text.strip() or len(text) > 80:
        return None
    plain = folded(text)
    found = _field(plain)
    if found is not None:
        return found
    tags = language(plain)
    if tags:
        return Heading("", languages=tags)
    return _with_language(plain) or _without_hint(plain) or _in_two_languages(text)


def _field(plain: str) -> Heading | None:
    word = plain.replace(" ", "_")
    found = _fields().get(word) or _fields().get(word.strip(_AROUND))
    if found is not None:
        return found
    role = _roles().get(plain.strip())
    return Heading(f"credit:{role}") if role is not None else None


@lru_cache(maxsize=1)
def _roles() -> dict[str, str]:
    """The words of all roles, in English and Chinese: asked for every cell of a long list."""
    table: dict[str, str] = {}
    for tag in ("en", "zh-Hans", "zh-Hant"):
        for key in vocabulary.keys("role"):
            table.setdefault(vocabulary.term("role", key, tag).casefold(), key)
    return table


@lru_cache(maxsize=1)
def _fields() -> dict[str, Heading]:
    table: dict[str, Heading] = {}
    for name, words in _WORDS.items():
        level, _, field = name.rpartition(" ")
        for word in words.split():
            table[word] = Heading(field, level)
    for role, words in _ROLE_WORDS.items():
        table.update((word, Heading(f"credit:{role}")) for word in words.split())
    table.update((word, Heading("character")) for word in _CHARACTER.split())
    return table


def language(text: str) -> frozenset[str]:
    """The tags that a whole text names (`泰语`, `es-419`, `Portuguese (Brazil)`); empty: none."""
    plain = _NOISE.sub("", folded(text).strip(_AROUND)).strip(_AROUND)
    if not plain:
        return frozenset()
    for start, end, tag in regional(plain):
        if (start, end) == (0, len(plain)):
            return frozenset((tag,))
    dense = re.sub(rf"[{re.escape(_AROUND)}]+", "", plain)
    found = of_name(plain, {}) or of_name(dense, {}) or of_code(plain, ())
    if found:
        return found
    parts = [part for part in re.split(rf"[{re.escape(_AROUND)}]+", plain) if part]
    sets = [of_name(part, {}) or of_code(part, ()) for part in parts]
    if len(parts) < 2 or not all(sets):
        return frozenset()
    return frozenset.intersection(*sets) or _narrowest(sets)


def _narrowest(sets: list[frozenset[str]]) -> frozenset[str]:
    """`Portuguese` and `Brazil` together: the tag that is within all of them."""
    every = frozenset().union(*sets)
    return frozenset(
        tag
        for tag in every
        if "-" in tag and all(any(tag == o or tag.startswith(f"{o}-") for o in s) for s in sets)
    )


def _with_language(plain: str) -> Heading | None:
    for first, second in _divisions(plain):
        for tongue, name in ((first, second), (second, first)):
            stripped = name.strip(_AROUND)
            found = _field(stripped) or _field(_NOISE.sub("", stripped))
            if found is None or found.field in ("number", "id", "language"):
                continue
            tags = language(tongue)
            if tags:
                return found._replace(languages=tags)
    return None


def _divisions(plain: str) -> Iterator[tuple[str, str]]:
    """Every place where a word may end: never within a word of letters that need spaces."""
    for at in range(1, len(plain)):
        before, after = plain[at - 1], plain[at]
        if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
            continue
        yield plain[:at], plain[at:]


def _without_hint(plain: str) -> Heading | None:
    """`时长（秒）`, `标题（20字以内）`: brackets that name no language are a hint. A language may
    stand in one (`标题（泰语，20字）`); two make it a heading that is not understood."""
    hint = _BRACKETS.search(plain)
    if hint is None:
        return None
    rest = _BRACKETS.sub(" ", plain).strip()
    found = _field(rest) or _with_language(rest)
    if found is None:
        return None
    words = [w for w in re.split(rf"[\s{re.escape(_AROUND)}]+", hint[1]) if w not in COMMON_WORDS]
    tongues = {tags for word in words if word and (tags := language(word))}
    if len(tongues) > 1:
        return None
    return found._replace(
        unit=_UNITS.get(hint[1].strip(), ""),
        languages=found.languages or next(iter(tongues), frozenset()),
    )


def _in_two_languages(text: str) -> Heading | None:
    """`集数 Episode`, `标题/Title`: the same said twice."""
    plain = unicodedata.normalize("NFKC", text)
    parts = re.split(r"[\n/|]|(?<=[\u4e00-\u9fff])\s*(?=[A-Za-z])", plain)
    if len(parts) < 2:
        return None
    found = [_field(folded(part)) for part in parts if part.strip()]
    first = found[0] if found else None
    if first is None or any(one is None or one.field != first.field for one in found):
        return None
    return first._replace(level=next((one.level for one in found if one and one.level), ""))


def sheet_language(name: str) -> frozenset[str]:
    """The tags that the name of a sheet says (`泰语`, `Episodes_EN`, `英文版`); empty: none."""
    plain = folded(name)
    whole = language(plain) or language(_SHEET_NOISE.sub("", plain))
    if whole:
        return whole
    parts = [part for part in re.split(r"[\s_\-()（）/]+", plain) if part]
    found = [tags for part in parts if (tags := language(part)) and _field(part) is None]
    return found[0] if len(found) == 1 and len(parts) > 1 else frozenset()


def sheet_season(name: str) -> int | None:
    """The season that the name of a sheet says (`第二季`, `Season 2`); None: it says none."""
    found = _SEASON.search(folded(name))
    number = numerals.value(found[1] or found[2]) if found else None
    return number if number and number < 1000 else None
