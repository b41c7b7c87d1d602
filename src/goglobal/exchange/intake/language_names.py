"""What people call languages in file names: `泰语`, `Thai`, `ไทย`, `tha`, `LATAM`, `简中`.

Each name stands for one or several tags: `GB` is simplified Chinese to some and British English to
others, `MY` Malay and Burmese. A tag without a region stands for the language in any region.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from goglobal import languages

_NAMES = {
    "zh": (
        "中文 中 漢語 汉语 中字 国语 國語 普通话 華語 chinese mandarin chino chinois "
        "chinesisch китайский จีน"
    ),
    "zh-Hans": (
        "简体中文 简中 简体 简 簡中 簡體 简体字 chs simplified 中文简体 中文（简体） schinese"
    ),
    "zh-Hant": (
        "繁体中文 繁體中文 繁中 繁体 繁體 繁 正體 正體中文 cht traditional 中文繁体 中文繁體 "
        "台湾 台灣 香港 taiwan hong_kong chinese_hong_kong 港台 港繁 台繁 港版 台版 中文繁 繁体版 "
        "big5 tchinese"
    ),
    "en": (
        "英文 英语 英語 英 english ingles inglés inglês anglais englisch английский อังกฤษ 英字 eng"
    ),
    "en-US": "美式英语 美国 usa",
    "en-GB": "英式英语 英式 british british_english uk_english",
    "th": "泰语 泰語 泰文 泰 泰国 泰國 thai thailand ไทย ภาษาไทย 泰字",
    "vi": "越南语 越南語 越南文 越语 越文 越 越南 vietnamese vietnam việt 越字",
    "id": (
        "印尼语 印尼語 印尼文 印尼 印度尼西亚语 印度尼西亞語 印度尼西亚 indonesian "
        "indonesia bahasa_indonesia bahasa"
    ),
    "ms": (
        "马来语 馬來語 马来文 马来 马来西亚 馬來西亞 malay malaysia melayu bahasa_melayu bahasa"
    ),
    "fil": (
        "菲律宾语 菲律賓語 菲律宾文 菲语 菲律宾 他加禄语 filipino tagalog philippines pilipino"
    ),
    "ja": "日语 日語 日文 日本语 日本語 日 日本 japanese japan",
    "ko": "韩语 韓語 韩文 韓文 韩 韓 韩国 韓國 朝鲜语 korean korea 한국어 한글",
    "es": "西班牙语 西班牙語 西语 西語 西班牙文 西文 西 spanish español espanol",
    "es-419": (
        "拉美西语 拉美西班牙语 拉丁美洲西班牙语 西语拉美 西班牙语拉美 拉美 拉丁美洲 latam latino "
        "latinoamerica latinoamérica latin_america latin_american latin_spanish lat_spa spa_lat"
    ),
    "es-ES": (
        "欧洲西班牙语 欧洲西语 西语欧洲 欧西 西班牙 spain españa castilian castellano iberian "
        "european_spanish spanish_eu eu_spanish es_eu eu_es"
    ),
    "es-AR": "阿根廷西班牙语 阿根廷 argentina argentine",
    "es-MX": "墨西哥西班牙语 墨西哥 mexico méxico mexican",
    "pt": "葡萄牙语 葡萄牙語 葡语 葡文 葡 portuguese português portugues",
    "pt-BR": "巴西葡萄牙语 巴西葡语 巴葡 巴西 葡语巴西 brazil brasil brazilian brasileiro ptbr",
    "pt-PT": (
        "欧洲葡萄牙语 欧洲葡语 葡语欧洲 欧葡 葡萄牙 portugal european_portuguese portuguese_eu "
        "eu_portuguese português_europeu português_europeo portugues_europeu portugues_europeo "
        "pt_eu eu_pt iberian_portuguese"
    ),
    "fr": "法语 法語 法文 法 french français francais",
    "de": "德语 德語 德文 德 german deutsch",
    "it": "意大利语 意大利語 意语 意文 意 italian italiano",
    "ru": "俄语 俄語 俄文 俄 俄罗斯 russian russia русский",
    "uk": "乌克兰语 ukrainian ukraine українська",
    "tr": "土耳其语 土耳其語 土耳其文 土语 土耳其 turkish türkçe turkce",
    "ar": "阿拉伯语 阿拉伯語 阿语 阿拉伯文 阿文 阿 阿拉伯 arabic العربية عربي",
    "hi": "印地语 印地語 印地文 印度语 hindi हिन्दी हिंदी",
    "he": "希伯来语 hebrew עברית",
    "fa": "波斯语 persian farsi فارسی",
    "bn": "孟加拉语 bengali bangla",
    "ta": "泰米尔语 tamil",
    "te": "泰卢固语 telugu",
    "ur": "乌尔都语 urdu",
    "pl": "波兰语 polish polski",
    "nl": "荷兰语 dutch nederlands",
    "km": "高棉语 柬埔寨语 柬埔寨 khmer cambodian",
    "lo": "老挝语 lao laotian",
    "my": "缅甸语 缅语 缅甸 burmese myanmar",
    "yue": "粤语 粵語 cantonese",
}
"""Besides what CLDR has; `_` is any separator or none."""

_CODES = {
    "zh": "zh chi zho cn_zh",
    "zh-Hans": "cn sc zhs chs zhcn gb zh-cn hans",
    "zh-Hant": "tw hk tc zht cht zhtw hant",
    "en": "en eng us usa",
    "en-GB": "gb uk",
    "th": "th tha",
    "vi": "vi vie vn vnm",
    "id": "id ind idn in",
    "ms": "ms msa may zsm mys my bm",
    "fil": "fil tl tgl ph phi phl",
    "ja": "ja jpn jp jap",
    "ko": "ko kor kr",
    "es": "es spa esp",
    "es-419": "419 la lat lam latam",
    "es-MX": "mx mex",
    "pt": "pt por",
    "pt-BR": "br bra ptbr pob brp",
    "fr": "fr fra fre",
    "de": "de deu ger",
    "it": "it ita",
    "ru": "ru rus",
    "uk": "uk ukr ua",
    "tr": "tr tur",
    "ar": "ar ara arb",
    "hi": "hi hin",
    "he": "he heb iw",
    "fa": "fa fas per",
    "bn": "bn ben",
    "ta": "ta tam",
    "te": "te tel",
    "ur": "ur urd",
    "pl": "pl pol",
    "nl": "nl nld dut",
    "km": "km khm kh",
    "lo": "lo lao la",
    "my": "my mya bur mm",
    "sv": "sv swe se",
    "da": "da dan dk",
    "no": "no nor",
    "nb": "nb nob",
    "fi": "fi fin",
    "cs": "cs ces cze",
    "hu": "hu hun",
    "ro": "ro ron rum",
    "el": "el ell gre gr",
}
COMMON_WORDS_TEXT = (
    "in it is no my id he am as be to so or hi de la el me fi da man may can per son sun "
    "war est fin se te ta us ben hun pol dan tam tel lao lat ind us uk tr por"
)
COMMON_WORDS = frozenset(COMMON_WORDS_TEXT.split())
"""Codes that are words as well: in the middle of other words they say nothing."""
_COUNTRY_CODES = "cn tw hk gb us usa vn vnm idn mys ph phl jp mx mex br bra ua gr dk kh"
_COUNTRIES = frozenset(_COUNTRY_CODES.split())
"""Codes of countries that are no tags, or those of other languages."""

_REGIONS = re.compile(
    r"(?<![^\W_])(?:en[-_ ](?:US|GB|UK|AU|CA|IN)|es[-_ ](?:419|ES|MX|LA|AR|CO|CL|US|LATAM|LAT)"
    r"|pt[-_ ](?:BR|PT)|fr[-_ ](?:FR|CA)|de[-_](?:DE|AT|CH)"
    r"|zh[-_ ](?:CN|TW|HK|SG|MO|Hans|Hant)(?:[-_](?:CN|TW|HK|SG))?"
    r"|it[-_]IT|ru[-_]RU|tr[-_]TR|ar[-_](?:SA|AE|EG|001)|hi[-_]IN|id[-_]ID|ms[-_]MY|vi[-_]VN|th[-_]TH"
    r"|(?:fil|tl)[-_]PH|ja[-_]JP|ko[-_]KR)(?![^\W_])",
    re.IGNORECASE,
)
_SLIPS = {"es-la": "es-419", "es-latam": "es-419", "es-lat": "es-419", "en-uk": "en-GB"}
BILINGUAL = re.compile(
    r"双语|雙語|双字|中英|中泰|中日|中韩|中越|中西|英中|(?:简|繁)[&+体體]?(?:英|日|泰|韩)|"
    r"(?i:(?<![a-z])(?:bilingual|dual[\s_-]?(?:subs?|lang(?:uage)?)?|multi[\s_-]?(?:subs?|lang(?:uage)?))(?![a-z]))"
)
"""Says that a file is in two languages."""


def normal(text: str) -> str:
    """A name as it is compared: NFKC, in small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Names and codes, in normal form, to the tags that they may mean."""
    names: dict[str, set[str]] = {}
    for tag, words in _NAMES.items():
        for word in words.split():
            names.setdefault(normal(word), set()).add(tag)
    for tag in (*_NAMES, "sv", "da", "nb", "fi", "cs", "hu", "ro", "el"):
        for language in ("en", "zh-Hans", "zh-Hant", tag):
            found = languages.display_name(tag, language)
            if found != tag:
                names.setdefault(normal(found), {tag})
    codes: dict[str, set[str]] = {}
    for tag, words in _CODES.items():
        for word in words.split():
            codes.setdefault(word, set()).add(tag)
    return (
        {name: frozenset(tags) for name, tags in names.items()},
        {code: frozenset(tags) for code, tags in codes.items()},
    )


@lru_cache(maxsize=16)
def name_pattern(aliases: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """The long names in a normal text; names of one Chinese character stand alone.

    `aliases` are more names, as (name, tag).
    """
    words = {*_tables()[0], *(normal(name) for name, _ in aliases if len(name) > 1)}
    alternatives = []
    for word in sorted(words, key=len, reverse=True):
        body = r"[\s_.()（-]*".join(map(re.escape, re.split(r"[\s_]+", word)))
        alone = len(word) == 1 or not _is_dense(word)
        alternatives.append(rf"(?<![^\W\d_]){body}(?![^\W\d_])" if alone else body)
    return re.compile("|".join(alternatives), re.IGNORECASE)


def _is_dense(word: str) -> bool:
    """Whether a word is of a script that is written without spaces."""
    return any("\u0e00" <= c <= "\u0eff" or "\u3040" <= c <= "\u9fff" for c in word)


def of_name(word: str, aliases: Mapping[str, str]) -> frozenset[str]:
    """The tags that a long name means; empty: it is none."""
    plain = normal(word)
    for name, tag in aliases.items():
        if normal(name) == plain:
            return frozenset((tag,))
    names = _tables()[0]
    loose = re.sub(r"[\s_.()（-]+", "_", plain)
    return names.get(plain) or names.get(loose) or names.get(loose.replace("_", " ")) or _NONE


_NONE: frozenset[str] = frozenset()


def of_code(word: str, known: Iterable[str]) -> frozenset[str]:
    """The tags that a code of two or three letters, or a tag of the series, means."""
    plain = word.casefold()
    found = _tables()[1].get(plain, _NONE)
    extra = frozenset(tag for tag in known if plain in _codes_of(tag))
    return found | extra


def is_country(word: str) -> bool:
    """Whether a code is that of a country, whose language is only probably meant."""
    return word.casefold() in _COUNTRIES or languages.probably_meant(word) is not None


@lru_cache(maxsize=256)
def _codes_of(tag: str) -> frozenset[str]:
    """A language's own codes by ISO 639, where no table here has them."""
    base = tag.split("-", maxsplit=1)[0]
    if base in _CODES:
        return frozenset((tag.casefold(),))
    import langcodes

    codes = {base, tag.casefold()}
    for variant in ("T", "B"):
        try:
            codes.add(langcodes.Language.get(base).to_alpha3(variant=variant))
        except LookupError:
            continue
    return frozenset(codes)


def regional(text: str) -> list[tuple[int, int, str]]:
    """Where a text has tags with a region or script (`es-419`, `pt_BR`): start, end, tag."""
    found = []
    for match in _REGIONS.finditer(text):
        word = re.sub(r"[_ ]", "-", match[0])
        tag = _SLIPS.get(word.casefold())
        if tag is None:
            try:
                tag = languages.canonical(word)
            except ValueError:
                continue
        found.append((match.start(), match.end(), tag))
    return found
