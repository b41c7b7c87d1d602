"""Which legacy code pages a language was written in, and whether text looks like that language.

A code page for one script decodes almost any bytes without an error, so "it decodes" proves
nothing: what comes out has to look like the declared language before it is believed.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SAMPLE = 4000
"""Characters outside ASCII that are judged: more of them change no verdict."""

_WESTERN = ("cp1252",)
_CENTRAL = ("cp1250", "iso8859_2")
_CYRILLIC = ("cp1251", "koi8_r", "iso8859_5", "cp866")
_BALTIC = ("cp1257", "iso8859_13")
_TURKIC = ("cp1254",)

CODE_PAGES: dict[str, tuple[str, ...]] = {
    "zh": ("gb18030", "cp950", "big5hkscs"),
    "zh-Hant": ("cp950", "big5hkscs", "gb18030"),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    "th": ("cp874", "iso8859_11"),
    "vi": ("cp1258", "cp1252"),
    "ar": ("cp1256", "iso8859_6"),
    "fa": ("cp1256",),
    "ur": ("cp1256",),
    "he": ("cp1255", "iso8859_8"),
    "el": ("cp1253", "iso8859_7"),
    "ru": _CYRILLIC,
    "uk": ("cp1251", "koi8_u", "iso8859_5"),
    "be": _CYRILLIC,
    "bg": _CYRILLIC,
    "mk": _CYRILLIC,
    "sr": ("cp1251", "cp1250", "iso8859_5"),
    "tr": _TURKIC,
    "az": _TURKIC,
    "lt": _BALTIC,
    "lv": _BALTIC,
    "et": ("cp1257", "cp1252"),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl", "bs"), _CENTRAL),
    **dict.fromkeys(("en", "fr", "es", "pt", "de", "it", "nl", "ca", "gl", "eu"), _WESTERN),
    **dict.fromkeys(("sv", "da", "nb", "nn", "no", "fi", "is", "sq", "af"), _WESTERN),
    **dict.fromkeys(("id", "ms", "fil", "sw"), _WESTERN),
}
"""Python's codec names by primary language (or the whole tag), the likeliest first."""

DETECTABLE: tuple[str, ...] = (
    "utf-16-le",
    "utf-16-be",
    "gb18030",
    "big5hkscs",
    "cp949",
    "cp932",
    "euc_jis_2004",
    "cp874",
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "koi8-r",
    "koi8-u",
)
"""What detection may answer: subtitles are not written on mainframes."""

NAMES: dict[str, str] = {
    "gb18030": "GB18030",
    "cp950": "Big5",
    "big5": "Big5",
    "big5hkscs": "Big5-HKSCS",
    "cp932": "Shift_JIS",
    "shift_jis_2004": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "euc_jis_2004": "EUC-JP",
    "iso2022_jp_2": "ISO-2022-JP",
    "iso2022_kr": "ISO-2022-KR",
    "cp949": "EUC-KR",
    "iso8859_11": "TIS-620",
    "iso8859_2": "ISO-8859-2",
    "iso8859_5": "ISO-8859-5",
    "iso8859_6": "ISO-8859-6",
    "iso8859_7": "ISO-8859-7",
    "iso8859_8": "ISO-8859-8",
    "iso8859_13": "ISO-8859-13",
    "koi8_r": "KOI8-R",
    "koi8_u": "KOI8-U",
    "utf_16_le": "UTF-16LE",
    "utf_16_be": "UTF-16BE",
    "utf_32_le": "UTF-32LE",
    "utf_32_be": "UTF-32BE",
}
"""What people call a codec; one that is not here is called as it is (`cp1252`)."""

# The characters that half of all running Chinese text is made of, in both forms.
_COMMON_HAN = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用"
    "道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日"
    "军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应向头文体相见被"
    "利什二等新己制身果加月话合回特代内信表化老给世位次度门任先海通教儿原东声提及比员解水名真论走各入几口"
    "认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建做接必场件计期直德命山金指许区保至队"
    "便空决治马基眼书非听白却界光放强像难且思王完式色路记品住告类求据北边死张该交规取望觉共确传师观清今切"
    "让识候带运笑吗呢吧啊谢爱妈爸谁怎请错快先早晚吃哥姐弟妹钱爷夫妻总爹娘婚孩您"
    "這個們來為國說時會對過發後裡麼經學現當沒動還進樣開從實軍無與長機關點業將兩間問應頭體見給話門東聲員"
    "解論幾認條氣題爾別變總電數報結場件計許區隊決馬書聽卻強難記類據邊張該規覺確傳師觀讓識帶運嗎謝愛媽誰"
    "請錯錢爺婚孩您裏妳"
)

_NEUTRAL = (
    "\u00a0-\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20bf\u2100-\u214f\u2190-\u21ff"
    "\u2460-\u27bf\u3000-\u303f\uff01-\uff65"
)
"""Punctuation, signs and arrows: they stand in text of every script."""

_LATIN_NEUTRAL = "\u00a0¡¿«»·°ºª©®£\u00ad\u2010-\u2026\u2039\u203a€™♪♫"
"""The same for the Latin script, where the rest of those signs tells of a wrong code page."""

_SCRIPTS: dict[str, str] = {
    "zh": "\u3400-\u9fff\uf900-\ufaff\u3105-\u312f",
    "ja": "\u3041-\u30ff\u4e00-\u9fff\uff66-\uff9f",
    "ko": "\uac00-\ud7a3\u3131-\u318e\u4e00-\u9fff",
    "th": "\u0e01-\u0e5b",
    **dict.fromkeys(("ar", "fa", "ur"), "\u060c-\u06ff"),
    "he": "\u05b0-\u05f4",
    "el": "\u0384-\u03ce",
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk"), "\u0401-\u045f\u0490\u0491"),
    "sr": "\u0401-\u045fčćđšžČĆĐŠŽ",
}

_CYRILLIC_LANGUAGES = frozenset({"ru", "uk", "be", "bg", "mk"})

_LETTERS: dict[str, str] = {
    "en": "éèêëàâçïîñöüôáíóúäåøæ",
    "fr": "àâæçéèêëîïôœùûüÿñ",
    "es": "áéíñóúüç",
    "pt": "áàâãçéêíóôõúüè",
    "de": "äöüßéèàç",
    "it": "àèéìíîòóùúç",
    "nl": "éëïóöüèêáàçä",
    "sv": "åäöéèüàá",
    "da": "æøåéèüöä",
    "nb": "æøåéèòôàä",
    "nn": "æøåéèòôàä",
    "no": "æøåéèòôàä",
    "fi": "äöåéšžü",
    "is": "áéíóúýðþæö",
    "ca": "àçèéíïòóúüñ",
    "gl": "áéíñóúüï",
    "eu": "ñçüáéíóú",
    "sq": "çëéâ",
    "id": "éèêñüáó",
    "ms": "éèêñüáó",
    "fil": "ñáéíóúàèìòùâêîôû",
    "sw": "éñ",
    "af": "êëéèôîïûáöü",
    "pl": "ąćęłńóśźżéü",
    "cs": "áčďéěíňóřšťúůýžöü",
    "sk": "áäčďéíĺľňóôŕšťúýžě",
    "hu": "áéíóöőúüűä",
    "ro": "ăâîșțşţéö",
    "hr": "čćđšžé",
    "sl": "čšžćđé",
    "bs": "čćđšž",
    "tr": "çğıöşüâîûİé",
    "az": "çğıöşüəİ",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūžōŗ",
    "et": "äõöüšž",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơư\u0300\u0301\u0303\u0309\u0323",
}

_BELIEVED = 0.9
"""Share of the characters outside ASCII that have to belong to the language."""

_KOI8_SLIP = re.compile("[¦§¤](?=[А-я])|(?<=[А-я])[¦§¤]")
"""What the Ukrainian letters of KOI8-U are in cp1251."""

_COMMON_SHARE = (0.12, 0.3)
"""Running Chinese is over a half common characters, Japanese or Korean read as Chinese a tenth:
what a short text, and one of `_LONG` characters, has to have."""

_LONG = 20
_VOWELS = re.compile("[аеёиоуыэюяіїєўАЕЁИОУЫЭЮЯІЇЄЎ]")
_VOWEL_SHARE = 0.3
"""Cyrillic text is 38 to 45 % vowels; KOI8 read as cp1251, or the other way, has far fewer."""

_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_GREEK_SLIP = re.compile("[¶¢](?=[α-ώΑ-Ω])")
"""What is left of `Ά` where ISO-8859-7 and cp1253 are taken for each other."""


def code_pages(language: str | None) -> tuple[str, ...]:
    """The code pages that `language` was written in, the likeliest first; none if unknown."""
    if not language:
        return ()
    return CODE_PAGES.get(language) or CODE_PAGES.get(language.split("-")[0].lower(), ())


@lru_cache(maxsize=64)
def _expected(primary: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    characters = _SCRIPTS.get(primary)
    if characters is not None:
        return re.compile(f"[{characters}]"), re.compile(f"[{_NEUTRAL}]")
    letters = _LETTERS.get(primary)
    if letters is None:
        return None
    return re.compile(f"[{letters}{letters.upper()}]"), re.compile(f"[{_LATIN_NEUTRAL}]")


_SIBLINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "cp1253": ("iso8859_7", ("el",)),
    "cp1250": ("iso8859_2", ("pl", "cs", "sk", "hu", "hr")),
}


def sibling(data: bytes, page: str) -> str:
    """`page`, or the ISO code page that differs from it in few letters and suits `data` better."""
    other, languages = _SIBLINGS.get(page, (page, ()))
    if other == page:
        return page
    texts = [data.decode(one, "replace") for one in (page, other)]
    here, there = (max(likeness(text, one) for one in languages) for text in texts)
    return other if there > here else page


_LONG_RUNS = re.compile(r"[^\x00-\xbf\u2000-\u2bff\u0300-\u036f]{5,}")
_TWO_SCRIPTS = re.compile("[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")
_CASE_FALLS = re.compile("[А-ЯЁ][а-яё]|[Α-Ω][α-ω]")
_CASE_RISES = re.compile("[а-яё][А-ЯЁ]|[α-ω][Α-Ω]")


def garbled(text: str) -> bool:
    """Whether words look as a wrong code page leaves them: two scripts in one, or `пРИВЕТ`."""
    sample = text[: _SAMPLE * 5]
    outside = len(re.findall(r"[^\x00-\xbf]", sample))
    if len(_TWO_SCRIPTS.findall(sample)) * 5 > outside:
        return True
    return len(_CASE_RISES.findall(sample)) > len(_CASE_FALLS.findall(sample))


def likeness(text: str, language: str) -> float:
    """How much `text` looks like `language`: 0 not at all, 1 wholly.

    Judged by the first characters outside ASCII: the share that belongs to the script or the
    alphabet; in Chinese those must be common characters, in Japanese some must be kana.
    """
    primary = language.split("-", maxsplit=1)[0].lower()
    patterns = _expected(primary)
    sample = " ".join(re.findall(r"[^\x00-\x7f]+", text[: _SAMPLE * 20]))[: _SAMPLE * 2]
    outside = len(sample) - sample.count(" ")
    if patterns is None or not outside:
        return 0.0
    own = len(patterns[0].findall(sample))
    neutral = len(patterns[1].findall(sample))
    if garbled(text):
        return 0.0
    if not own:  # `¡No!`: nothing but signs that its code page has
        return _BELIEVED if primary in _LETTERS and neutral == outside else 0.0
    if primary in _LETTERS and sum(map(len, _LONG_RUNS.findall(sample))) * 6 > outside:
        return 0.0
    share = min(1.0, (own + neutral) / outside)
    if primary == "zh":
        common = sum(character in _COMMON_HAN for character in sample) / own
        share *= min(1.0, 0.5 + 0.5 * common / _COMMON_SHARE[own >= _LONG])
    elif primary == "ja":
        if 2 * len(_HALF_WIDTH.findall(sample)) > own:
            return 0.0  # EUC-JP read as Shift_JIS
        if own >= _LONG:
            kana = len(re.findall("[\u3041-\u30ff]", sample)) / own
            share *= min(1.0, 0.5 + 5 * kana)
    elif primary == "el":
        share -= len(_GREEK_SLIP.findall(sample)) / outside
    elif primary in _CYRILLIC_LANGUAGES:
        share -= len(_KOI8_SLIP.findall(sample)) / outside
        vowels = len(_VOWELS.findall(sample)) / own
        share *= min(1.0, 0.9 + 0.1 * vowels / _VOWEL_SHARE)
    elif primary == "ko":
        hangul = len(re.findall("[\uac00-\ud7a3]", sample)) / own
        share *= hangul
    return share


def believable(text: str, language: str) -> bool:
    """Whether `text` looks enough like `language` for its code page to be believed."""
    return likeness(text, language) >= _BELIEVED
