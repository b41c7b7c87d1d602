"""What stands in file names beside episode and language: dates, sizes, versions, filler words.

Each is taken out before numbers are looked at: `1080p`, `2026-03-01` and `v2` are no episodes.
"""

from __future__ import annotations

import re

MASK = "\x01"
"""Stands in a name for each character of what is understood already."""

_NO_DIGIT = r"(?<!\d)"
_END = r"(?!\d)"
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_MMDD = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_MONTH_WORD = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"

_NOISE = re.compile(
    "|".join(
        (
            # dates
            rf"{_NO_DIGIT}{_YEAR}年(?:{_MONTH}月(?:{_DAY}[日号])?)?",
            rf"{_NO_DIGIT}{_MONTH}月{_DAY}[日号]",
            rf"{_NO_DIGIT}{_YEAR}([-._ ]){_MONTH}\1{_DAY}{_END}",
            rf"{_NO_DIGIT}{_DAY}([-._ ]){_MONTH}\2{_YEAR}{_END}",
            rf"{_NO_DIGIT}{_MONTH}([-._ ]){_DAY}\3{_YEAR}{_END}",
            rf"{_NO_DIGIT}{_YEAR}{_MMDD}(?:[-_T ]?\d{{4,6}})?{_END}",
            rf"{_NO_DIGIT}2\d{_MMDD}{_END}",
            rf"(?i:(?<![a-z\d])(?:{_DAY}{_MONTH_WORD}|{_MONTH_WORD}{_DAY})(?:{_YEAR})?(?![a-z\d]))",
            rf"(?<![\dA-Za-z]){_YEAR}(?![\dA-Za-z])",
            # the picture
            r"(?<![a-zA-Z0-9])\d{3,4}\s?[xX×*]\s?\d{3,4}(?![a-zA-Z0-9])",
            r"(?<![a-zA-Z0-9])(?:240|360|480|540|576|720|1080|1440|2160|4320)[pPiI]\d{0,2}(?![a-zA-Z0-9])",
            r"(?<![a-zA-Z0-9])(?:720|1080|1920|2160|[248][kK])(?![a-zA-Z0-9])",
            r"(?<![a-zA-Z0-9第])(?:9[xX×:]16|16[xX×:]9|4[xX×:]3|3[xX×:]4|4[xX×:]5|1[xX×:]1)(?![0-9])",
            # sound and picture codecs, frame rates
            r"(?i:(?<![a-z0-9])(?:[xh][.\s]?26[45]|hevc|avc|av1|aac|ac3|mp[34]|10bit|8bit|hdr10?|ddp?\s?5\.1|[257]\.1(?:ch)?|2ch)(?![a-z0-9]))",
            r"(?i:(?<!\d)(?:23[.,]9\d{1,2}|29[.,]97|59[.,]94|24|25|30|48|50|60|100|120)"
            r"(?:[.,]0+)?\s?(?:fps|hz|帧)(?![a-z]))",
            r"(?<!\d)(?:23\.976|23\.98|29\.97|59\.94)(?!\d)",
            # how long, how large
            r"(?i:(?<![a-z0-9])\d{1,4}\s?(?:min|mins|minutes|sec|secs|seconds|kbps|mbps|kb|mb)(?![a-z]))",
            r"\d{1,4}\s?(?:分钟|分鐘|秒)",
            # encodings
            r"(?i:(?<![a-z0-9])(?:utf[-_ ]?(?:8|16)(?:[-_ ]?bom)?|gb[-_ ]?(?:2312|18030)|gbk"
            r"|cp[-_ ]?\d{3,4}|windows[-_ ]\d{4}|shift[-_ ]?jis|sjis|euc[-_ ]?(?:kr|jp)"
            r"|tis[-_ ]?620)(?![a-z0-9]))",
            # numbers of other things
            r"(?i:(?<![a-z])(?:vol(?:ume)?|day|week|batch|lot|scene|shot|draft|act|round|phase|stage"
            r"|translator|editor|proofreader|team|group)[\s._#-]*\d{1,3}(?![\da-z]))",
            r"第\s*\d{1,3}\s*(?:批次?|轮|輪|周|天|次(?:修改|修订|校对|返修)?)",
            r"(?:批次|译员|譯員|译者|翻译|翻譯|审校|審校|校对员?|字幕组|小组)\d{1,2}(?!\d)",
            # checksums
            r"[\[(](?=[0-9A-Fa-f]*[A-Fa-f])(?=[0-9A-Fa-f]*\d)[0-9A-Fa-f]{8}[\])]",
        )
    )
)

_VERSIONS = re.compile(
    "|".join(
        (
            r"(?i:(?<![a-z])(?:v|ver|vers|version|rev|revision|r)[._\s-]?(?P<v1>\d{1,3})(?P<minor>\.\d(?!\d))?(?![\da-z]))",
            r"第\s*(?P<v2>\d{1,3}|[一二三四五六七八九十])\s*[版稿校]",
            r"(?:版本|修订版?|修訂版?|修改版?|终版?|終版?|终稿|終稿|定稿|初稿|最终版?|最終版?|校对版?|校對版?"
            r"|返修|改)(?P<v3>\d)(?![\d集话話화회])",
            r"(?<![\dA-Za-z第.])(?P<v5>[1-9])\s*(?:稿|校(?![对對])|改(?![后成])|版(?![本权權]))",
            r"[一二三四五六七八九]\s*[稿校](?![对對])",
            r"(?i:(?<![a-z])(?:final|fixed|draft|take|edit)[_\s-]?(?P<v4>\d)(?![\da-z集话話화회])(?!\.\s))",
        )
    )
)
_COPIES = re.compile(
    r"(?i:\s*-\s*(?:copy|kopie|copie|copia|副本|複製|复制|コピー)(?:\s*[(（](?P<c1>\d{1,3})[)）])?)"
    r"|\s*[(（](?P<c2>\d{1,2})[)）](?=$|[\s._\-\x01]|[^\w])"
    r"|(?:副本|拷贝|复件|複本)\s*(?P<c3>\d{0,2})"
)
_TOTALS = re.compile(
    r"(?:[共全][计計]?\s*|总共|總共)(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s*[集话話回期]"
    r"|(?<!\d)\d{1,4}\s*[集话話]\s*(?:全|短剧|短劇|连续剧|連續劇)"
    r"|(?i:(?<![a-z0-9])\d{1,4}\s*(?:episodes|eps)(?![a-z]))"
)

_FILLERS = re.compile(
    r"(?i:(?<![a-z])(?:final|finale?s|definitiv[oae]?|subtitles?|subtitulos|subtítulos|legendas?|subs?|"
    r"captions?|timed|text|srt|vtt|ass|ssa|ttml|webvtt|clean|cleaned|draft|fixed|fix|edited|edit|"
    r"revised|review(?:ed)?|approved|delivery|delivered|deliverables?|translat(?:ed|ion|ions)|"
    r"master|copy|latest|newest|new|old|ok|done|qc|qced|lqc|proof(?:read)?|checked|corrected|"
    r"season|series|drama|episodes?|eps?|s|version|ver|upload|web|webrip|web-?dl|official|vertical|"
    r"files?|track|tracks|with|only|track)(?![a-z]))"
    r"|字幕文件|字幕|终版|終版|终稿|終稿|定稿|最终版?|最終版?|修订版?|修訂版?|修改版?|初稿|初版|校对版?|校對版?|"
    r"成片|交付版?|交片|已校|已审|已審|审核|審核|译文|譯文|翻译|翻譯|译制|竖屏|豎屏|横屏|版本|正片|正式版|"
    r"文件|版|稿|剧集|劇集|短剧|短劇|자막|最新版?|新版|旧版|完整版|完成|无水印|提交|"
    r"อัพเดต|ซับไตเติล|ซับ|phụ đề"
)
_SEPARATORS = re.compile(r"[\s_.\-–—+&,;~·()\[\]{}（）【】「」『』〈〉#№'’!！]+")


UNCLEAR = -1.0
"""The version of a name from which it cannot be told."""


class Masked:
    """A name whose understood parts are masked, so that what is left can be looked at."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """All matches, which are masked."""
        found = list(pattern.finditer(self.text))
        for match in found:
            self.hide(match.start(), match.end())
        return found

    def hide(self, start: int, end: int) -> None:
        """Mask a part; separators around it stay."""
        self.text = f"{self.text[:start]}{MASK * (end - start)}{self.text[end:]}"

    @property
    def words(self) -> list[str]:
        """What is left: words that nothing is known of."""
        return [w for w in _SEPARATORS.split(self.text.replace(MASK, " ")) if w]


def take_noise(name: Masked) -> None:
    """Mask dates, picture sizes, codecs, rates, durations, encodings and counts of episodes."""
    name.take(_NOISE)
    name.take(_TOTALS)


def take_fillers(name: Masked) -> None:
    """Mask words that any file may be called."""
    name.take(_FILLERS)


def take_version(name: Masked) -> tuple[float | None, int | None]:
    """The version (`v4`, `终版2`; None: there is none) and the copy (`(2)`); masks both."""
    found: set[float] = set()
    text = name.text
    for match in name.take(_VERSIONS):
        groups = match.groupdict()
        digits = next((groups[key] for key in ("v1", "v2", "v3", "v4", "v5") if groups[key]), None)
        if digits is None:
            continue
        number = "一二三四五六七八九十".find(digits) + 1 if not digits.isdigit() else int(digits)
        unclear = re.match(r"\.\d", text[match.end() :])  # v1.10, or the tenth episode of v1
        found.add(UNCLEAR if unclear else float(f"{number}{groups['minor'] or ''}"))
    version = next(iter(found)) if len(found) == 1 else UNCLEAR if found else None
    copy: int | None = None
    for match in name.take(_COPIES):
        digits = match["c1"] or match["c2"] or match["c3"]
        copy = int(digits) if digits else 1
    return version, copy
