"""Episodes by name: `S01E03`, `EP05`, `第12集`, `ตอนที่ 5`, `Tập 7`, `серия 6`, `E01-E10`."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from goglobal.exchange.intake.noise import Masked
from goglobal.exchange.intake.numerals import NUMBER, WORDS, value

_LETTER = r"[^\W\d_]"
_SEPARATOR = r"[\s._:#№-]*"

_MARKERS_TEXT = (
    "episode episodes episodio episódio épisode epizoda epizod epizóda episod episodul "
    "episodi eps epi ep capítulo capitulo cap chapter folge tập tap серия серии эпизод "
    "выпуск bölüm bolum الحلقة حلقة قسمت एपिसोड कड़ी भाग kabanata puntata odcinek odc "
    "aflevering avsnitt afsnit jakso rész επεισόδιο פרק ตอนที่ ตอน อีพี エピソード 에피소드 ភាគ"
)
_MARKERS = tuple(_MARKERS_TEXT.split())
_MARKER = "|".join(re.escape(word) for word in sorted(_MARKERS, key=len, reverse=True))
_BEFORE = rf"(?:(?<!{_LETTER})(?i:{_MARKER})|(?<=[a-z\u0e00-\u9fff가-힣])(?:EP|Ep|Episode|EPISODE)"
_BEFORE += r"|(?<![A-Za-z])[Ee](?=\d)|(?<=[a-z\u3040-\u9fff가-힣])E(?=\d))"
"""A marker stands at the start of a word; `BundEP03` and `月色EP03` begin a new one as well."""

_CLASSIFIERS = "集话話回期화회"
_RANGE = (
    r"\s*(?:[-–—~～至到&+,、/和与與及跟]|_to_|\s+to\s+|\bto\b"
    r"|[\s_]+(?i:and|y|e|und|et|ve|dan|dengan|và|และ|و|и|과|와)[\s_]+)\s*"
)
"""From one episode to another, or one and another."""

_SEASON_EPISODE = re.compile(
    rf"(?<![A-Za-z])[Ss](?:eason)?[\s._-]*(?P<season>\d{{1,2}})[\s._-]*[Ee](?:[Pp](?:isode)?)?"
    rf"[\s._-]*(?P<first>\d{{1,4}})"
    rf"(?P<more>(?:{_RANGE}[Ee]?[Pp]?|[Ee])\d{{1,4}}(?!\d|[pPiI]\b))?"
)
_CROSSED = re.compile(r"(?<![^\W_])(?P<season>\d{1,2})[xX×](?P<first>\d{2,3})(?![\dA-Za-z])")
_CHINESE = re.compile(
    rf"第?\s*(?P<first>{NUMBER})\s*[{_CLASSIFIERS}]?{_RANGE}第?\s*(?P<last>{NUMBER})\s*[集话話回期화회]"
    rf"|(?:第|제)\s*(?P<one>{NUMBER})\s*(?:[{_CLASSIFIERS}]|章(?!节))"
    rf"|(?<!\d)(?<!\d\.)(?P<bare>\d{{1,4}})\s*(?:[{_CLASSIFIERS}])(?![数數])"
    rf"|第(?P<plain>\d{{2,4}})(?![\d版稿校季部年月])"
)
_SEASONS = re.compile(
    rf"第\s*(?P<han>{NUMBER})\s*[季部]|시즌\s*(?P<ko>\d{{1,2}})|シーズン\s*(?P<ja>\d{{1,2}})"
    rf"|(?i:(?<!{_LETTER})(?:season|saison|temporada|staffel|сезон|sezon|mùa|musim)[\s._-]*(?P<word>\d{{1,2}})(?!\d))"
    rf"|(?<!{_LETTER})[Ss](?P<letter>\d{{1,2}})(?![\dA-Za-z])"
)
_MARKED = re.compile(
    rf"{_BEFORE}{_SEPARATOR}(?P<first>\d{{1,5}})"
    rf"(?P<more>(?:{_RANGE}(?i:eps?|e|ตอนที่|ตอน|tập|folge)?[\s.]*|[_\s]*(?i:eps?|e)[\s.]*)\d{{1,4}}(?![\d]))?"
)
_SPELLED = re.compile(
    rf"(?<!{_LETTER})(?i:episode|ep|chapter){_SEPARATOR}_*(?P<first>(?i:{WORDS})(?:[\s_-]+(?i:{WORDS}))?)(?!{_LETTER})"
    rf"|{_BEFORE}{_SEPARATOR}(?P<han>[一二三四五六七八九十百]{{1,5}})(?!{_LETTER})"
)
_BEHIND = re.compile(
    r"(?<!\d)(?P<first>\d{1,4})(?:\.|-?[яа]|ª|º|th|st|nd|rd)?[\s._-]*"
    rf"(?i:серия|эпизод|выпуск|bölüm|bolum|folge|rész|epizoda|díl|jakso|episode)(?!{_LETTER})"
    r"(?:[\s._-]*(?P<then>\d{1,4})(?!\d))?"
    r"|(?<!\d)(?P<of>\d{1,4})[\s_-]*(?:of|из)[\s_-]*\d{1,4}(?!\d)"
)
_BARE_RANGE = re.compile(
    r"(?<![\dA-Za-z.])(?P<first>\d{1,3})\s*[-–—~～至到]\s*(?P<last>\d{1,3})(?![\dA-Za-z.])"
)
_WHOLE = re.compile(
    r"全集|合集|合辑|合輯|全剧|全劇|大结局合|连播|(?i:(?<![a-z])(?:compilation|complete|full[\s_-]?series|"
    r"all[\s_-]?episodes|(?:full|whole)[\s_-]?movie)(?![a-z]))"
)
_PARTS = re.compile(
    r"[上中下](?:集|部|半集|半部|篇|编|編)|(?<=[\d集话話回化화회])(?:[\s._-]*[(（]?[上下상하](?:半[集场段]?)?|[(（]?中)(?:[)）]|(?=$|[\s._-]))"
    rf"|(?i:(?<!{_LETTER})(?:part|pt|teil|parte|partie|часть|cd|disc|disk|reel|bahagian|bagian|kısım|kisim|phần)[\s._-]*(?:\d{{1,2}}|[ivx]{{1,3}}|one|two)(?![\da-z]))"
    r"|パート\s*\d|파트\s*\d|(?<=\d)\.5(?!\d)|[前后後]篇|[前后後][编編]|[상중하전후]편"
    r"|(?:الجزء|جزء|พาร์ท|ส่วนที่)[\s._-]*\d{0,2}|(?<!\d)\d\s*부(?![가-힣])"
    rf"|第\s*(?:{NUMBER})\s*(?:段|场|場|节|節|卷|条|條|片|部分|本(?![{_CLASSIFIERS}]))"
)
_PART_LETTER = re.compile(
    r"[_-]?[(（]?[A-Da-d](?![^\W_])|[\s.][(（]?[A-Da-d](?=$|[)）_-])|\.\d(?![\d.])"
)
"""`EP03A`, `第3集(b)`, `EP03.2`: what stands right behind an episode that is cut in parts."""
_SPECIALS = re.compile(
    r"(?i:(?<![a-z])(?:trailer|teaser|promo|sneak[\s_-]?peek|bonus|making[\s_-]?of|recap|ova|special|clip"
    r"|highlight|outtake|blooper|interview|behind[\s_-]?the[\s_-]?scenes|opening|ending)s?(?![a-z])"
    r"|(?<![a-z])(?:pv|sp)[\s._-]?(?=\d)"
    r"|(?<![^\W\d_])(?:tr[áa]iler(?:es)?|avance|adelanto|especial(?:es)?|detr[áa]s[\s_]de[\s_]c[áa]maras"
    r"|bastidores|pr[óo]xim[oa]|trecho|bande[\s_-]annonce|vorschau"
    r"|fragman[ıi]?|tan[ıi]t[ıi]m[ıi]?|[öo]zel[\s_]b[öo]l[üu]m|kamera[\s_]arkas[ıi]"
    r"|cuplikan|spesial|di[\s_]balik[\s_]layar|hậu[\s_]trường|giới[\s_]thiệu|đặc[\s_]biệt|ngoại[\s_]truyện"
    r"|трейлер|тизер|анонс|промо|спецвыпуск)(?![^\W\d_]))"
    r"|预告片?|預告片?|花絮|彩蛋|片花|番外|特典|先导片|先導片|宣传片|宣傳片|予告|예고편?"
    r"|抢先看|搶先看|精彩|高光|集锦|集錦|主题曲|主題曲|(?<![无去無])片[头尾頭]曲?|插曲|幕后|幕後|访谈|訪談"
    r"|采访|採訪|特辑|特輯|特别篇|特別篇|总集篇|總集篇|総集編|メイキング"
    r"|إعلان|برومو|تريلر|كواليس|티저|트레일러|메이킹|하이라이트|스페셜|선공개|비하인드|번외"
    r"|ตัวอย่าง|ตอนพิเศษ|เบื้องหลัง|ทีเซอร์|ไฮไลท์|ट्रेलर|प्रोमो"
)
_NEXT_NUMBER = re.compile(r"[\s_.-]\d{1,3}(?![\d.%A-Za-z차次])")
_MONTH_AND_DAY = re.compile(r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_RANGE_END = re.compile(r"\d{1,4}$")


class EpisodeClaim(msgspec.Struct, frozen=True):
    """What one place of a name says of the episode."""

    first: int
    last: int
    """The same as `first`, but for a range."""
    said: str
    season: int | None = None

    @property
    def single(self) -> bool:
        """Whether it is one episode."""
        return self.first == self.last


class Found(msgspec.Struct, frozen=True):
    """All that markers of a name say."""

    claims: tuple[EpisodeClaim, ...] = ()
    seasons: tuple[int, ...] = ()
    whole: str = ""
    """The word that says that the file is the whole series."""
    part: str = ""
    """The word that says that the file is a part of an episode."""
    special: str = ""
    """The word that says that it is no episode but a trailer and the like."""
    doubtful: str = ""
    """A number right behind the episode, as `EP01 02`: a second one, a part, a version?"""


def find(name: Masked, *, folder: bool = False) -> Found:
    """The episodes, seasons and parts that a name speaks of by a marker; masks what it finds.

    `12集` without `第` is a count in the name of a folder.
    """
    claims: list[EpisodeClaim] = []
    seasons: list[int] = []
    start = name.text
    special = _first(name, _SPECIALS)
    whole = _first(name, _WHOLE)
    part = _first(name, _PARTS)
    for pattern in (_SEASON_EPISODE, _CROSSED):
        claims += [_claim(match, season=int(match["season"])) for match in name.take(pattern)]
    for match in name.take(_SEASONS):
        seasons += [n for group in match.groups() if group and (n := value(group)) is not None]
    for match in name.take(_CHINESE):
        if match["bare"] and folder:
            continue
        first = value(next(g for g in match.groups() if g))
        last = value(match["last"]) if match["last"] else first
        if first is not None and last is not None:
            if match["last"] and _is_date(match["first"], match["last"]):
                first = last  # 0301-第5集
            claims.append(EpisodeClaim(first, last, match[0].strip()))
    for pattern in (_BEHIND, _MARKED, _SPELLED):
        for match in name.take(pattern):
            groups = match.groupdict()
            if groups.get("more"):
                claims.append(_claim(match))
                continue
            then = groups.get("then")
            if then and not _is_date(then, groups["first"] or ""):
                claims.append(EpisodeClaim(int(then), int(then), match[0].strip()))
            said = next(g for key, g in groups.items() if g and key not in ("more", "then"))
            number = value(said)
            if then and _is_date(said, then):
                continue  # 0301 серия 6
            if number is not None:
                claims.append(EpisodeClaim(number, number, match[0].strip()))
    if not claims:
        for match in name.take(_BARE_RANGE):
            first, last = int(match["first"]), int(match["last"])
            if first < last:
                claims.append(EpisodeClaim(first, last, match[0].strip()))
    seasons += [claim.season for claim in claims if claim.season is not None]
    return Found(
        claims=tuple(dict.fromkeys(claims)),
        seasons=tuple(dict.fromkeys(seasons)),
        whole=whole,
        part=part or _behind(start, claims, _PART_LETTER),
        special=special,
        doubtful=_behind(start, claims, _NEXT_NUMBER),
    )


def _behind(start: str, claims: Sequence[EpisodeClaim], pattern: re.Pattern[str]) -> str:
    """A single episode with what says right behind it that it may be another thing: `EP03A`."""
    for claim in claims:
        at = start.find(claim.said)
        behind = pattern.match(start, at + len(claim.said)) if at >= 0 else None
        if behind is not None and claim.single:
            return claim.said + behind[0]
    return ""


def _first(name: Masked, pattern: re.Pattern[str]) -> str:
    found = name.take(pattern)
    return found[0][0].strip() if found else ""


def _claim(match: re.Match[str], season: int | None = None) -> EpisodeClaim:
    first = int(match["first"])
    more = match.groupdict().get("more")
    end = _RANGE_END.search(more) if more else None
    if end and _is_date(end[0], match["first"]):
        end = None  # EP03-0301
    return EpisodeClaim(first, int(end[0]) if end else first, match[0].strip(), season)


def _is_date(digits: str, beside: str) -> bool:
    """Whether digits beside those of an episode are a month and a day."""
    return bool(_MONTH_AND_DAY.fullmatch(digits)) and len(beside) != 4
