"""What is left over in translations (TXT015), as patterns: data, not code.

Each pattern has needles, at least one of which stands in every text that it matches, in lower
case, and some have signs, likewise: whole files without any are never searched. `certain`
patterns match only what no character in a drama says; the others leave a doubt and make a
warning.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import msgspec

from goglobal.rules.needles import met

Kind = Literal["preamble", "markup", "placeholder", "note"]


class Residue(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is left over."""

    kind: Kind
    needles: tuple[str, ...]
    source: str
    """A regular expression; `^` and `$` are ends of lines."""
    certain: bool = True
    case: bool = False
    """Whether capitals matter."""
    signs: str = ""
    """Characters of `goglobal.rules.signs`; empty: none is needed."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled `source`: only when its needles are met, then once a process."""
        return _compiled(self.source, self.case)


@lru_cache(maxsize=64)
def _compiled(source: str, case: bool) -> re.Pattern[str]:
    return re.compile(source, re.MULTILINE if case else re.MULTILINE | re.IGNORECASE)


def _residue(
    kind: Kind,
    needles: tuple[str, ...],
    source: str,
    *,
    certain: bool = True,
    case: bool = False,
    signs: str = "",
) -> Residue:
    return Residue(
        kind=kind, needles=needles, source=source, certain=certain, case=case, signs=signs
    )


_START = r"^[^\w\n]{0,10}"
_END = r"[^\w\n]{0,10}$"
_GLADLY = r"(?:[^\W\d_]{2,12}(?:\s[^\W\d_]{2,12})?\s?[,!.،][^\w\n]{0,4})?"
"""One or two words before the answer: `¡Claro!`, `Bien sûr,`."""
_ANNOUNCED = (
    r"here(?:'|’)?(?:s|\s+is|\s+are)\s+(?:the|your|a)\s+(?:\w+\s+){0,3}"
    r"(?:translation|translations|translated\s+(?:text|subtitles?|version|srt|lines?))\b"
)
_TRANSLATION = (
    r"(?:aqu[ií]\s+(?:est[aá]|tienes?)\s+la\s+traducci[oó]n|aqui\s+est[aá]\s+a\s+tradu[cç][aã]o"
    r"|voici\s+la\s+traduction|hier\s+ist\s+die\s+übersetzung|ecco\s+la\s+traduzione"
    r"|(?:berikut|ini)\s+(?:adalah\s+)?terjemahan(?:nya)?|(?:dưới\s+)?đây\s+là\s+bản\s+dịch"
    r"|вот\s+перевод|işte\s+çeviri(?:si)?|oto\s+tłumaczenie|นี่คือคำแปล|إليك\s+الترجمة"
    r"|यह(?:ाँ|ां)?\s+(?:रहा\s+)?अनुवाद(?:\s+है)?)"
)
_TRANSLATION_NEEDLES = (
    *("tradu", "übersetzung", "terjemahan", "bản dịch", "перевод", "çeviri"),
    *("tłumaczenie", "คำแปล", "الترجمة", "अनुवाद"),
)

_LABELS = (
    *("translation", "translated text", "traducción", "tradução", "traduction", "übersetzung"),
    *("traduzione", "vertaling", "terjemahan", "bản dịch", "перевод", "çeviri", "คำแปล", "الترجمة"),
    *("अनुवाद", "译文", "翻译", "譯文", "翻譯", "翻訳", "訳文", "번역"),
)
"""What stands before the translation where a tool answered with both."""
_NOTES = ("t/n", "tn", "tl note")

RESIDUES: tuple[Residue, ...] = (
    # a language model's answer
    _residue(
        "preamble",
        ("translat",),
        rf"{_START}(?:sure|certainly|of\s+course|absolutely)\W{{1,4}}{_ANNOUNCED}"
        rf"|{_START}{_ANNOUNCED}[^\n:]{{0,60}}:[^\w\n]{{0,5}}$",
    ),
    _residue("preamble", ("translat",), rf"{_START}{_ANNOUNCED}{_END}", certain=False),
    _residue(
        "preamble",
        ("language model", "as an ai"),
        r"\bas\s+an?\s+(?:ai|large)\s+(?:language\s+model|assistant)\b",
    ),
    _residue("preamble", ("as an ai",), r"\bas\s+an\s+ai\b", certain=False),
    _residue(
        "preamble",
        ("translat",),
        r"\bi\s+(?:cannot|can(?:'|’)?t|am\s+unable\s+to)\s+translate\s+(?:this|the)\s+"
        r"(?:text|content|subtitles?|file)\b"
        r"|\b(?:please\s+)?provide\s+the\s+(?:text|subtitles?)\s+(?:you\s+(?:want|would\s+like)"
        r"\s+)?(?:me\s+)?to\s+(?:be\s+)?translated?\b|\btranslated\s+(?:text|subtitles?):$",
    ),
    _residue(
        "preamble",
        ("译", "譯"),
        rf"{_START}(?:(?:好的|[当當]然(?:可以)?|[没沒][问問][题題])[，,！!。 ]{{0,2}})?"
        r"以下(?:是|为|為)[^\n，。]{0,12}"
        rf"(?:翻译|翻譯|译文|譯文)[^\n，。]{{0,6}}{_END}"
        rf"|(?:翻译|翻譯|译文|譯文)(?:结果|結果)?如下{_END}",
    ),
    _residue(
        "preamble",
        ("语言模型", "語言模型"),
        r"作[为為]一?[个個名]?\s?(?:AI|人工智能)?\s?(?:大型)?(?:语言模型|語言模型)",
    ),
    _residue(
        "preamble",
        ("翻訳", "번역"),
        r"以下(?:は|が)[^\n。]{0,12}翻訳(?:です|文)|翻訳(?:結果)?は以下の通り"
        r"|다음은[^\n.]{0,12}번역(?:입니다|문)|번역(?:\s*결과)?은?\s*다음과\s*같습니다",
    ),
    _residue(
        "preamble",
        _TRANSLATION_NEEDLES,
        rf"{_START}{_GLADLY}{_TRANSLATION}[^\n:：]{{0,40}}[:：]{_END}",
    ),
    _residue("preamble", _TRANSLATION_NEEDLES, rf"{_START}{_TRANSLATION}{_END}", certain=False),
    _residue(
        "preamble",
        tuple(f"{label}{colon}" for label in _LABELS for colon in (":", " :", "：")),
        rf"^[^\w\n]{{0,6}}(?:{'|'.join(_LABELS)})\s?[:：]",
        certain=False,  # a character may say so
    ),
    # mark-up of other documents
    _residue(
        "markup",
        ("<|", "[inst]", "[/inst]", "<<sys>>", "<</sys>>"),
        r"<\|[a-z_]{2,30}\|>|\[/?INST\]|<</?SYS>>",
        signs="<[",
    ),
    _residue("markup", ("```",), r"```\w{0,12}", signs="`"),
    _residue(
        "markup",
        ("**",),
        r"(?<![\w*])\*\*(?=[^\s*])[^*]{1,160}(?<=[^\s*])\*\*(?![\w*])",
        certain=False,
        signs="*",
    ),
    # what was never filled in
    _residue(
        "placeholder",
        ("todo", "tbd", "fixme", "translat", "placeholder", "missing", "unk", "待"),
        r"[\[【<{(（]\s{0,3}(?:(?-i:TODO|TBD|FIXME|UNK)|TO\s+BE\s+TRANSLATED|TRANSLATE(?:\s+THIS)?"
        r"|UNTRANSLATED|NOT\s+TRANSLATED|MISSING\s+(?:TRANSLATION|TEXT)|PLACEHOLDER"
        r"|待翻?[译譯]|待[补補填])(?:[:：][^\]】>})）\n]{0,80})?\s{0,3}[\]】>})）]",
        signs="[【<{(（",
    ),
    _residue(
        "placeholder",
        ("todo:", "fixme:"),
        r"^[^\w\n]{0,10}(?:TODO|FIXME): {0,3}(?=[a-z])",
        case=True,
        certain=False,  # in Spanish, "everything:"
    ),
    _residue("placeholder", ("lorem ipsum",), r"\blorem\s+ipsum\s+dolor\b"),
    # notes to the reader
    _residue(
        "note",
        ("译", "譯", "訳", "역주"),
        r"[（(【\[]\s{0,3}(?:译者?[注按]|譯者?[註注按]|訳者?注|역주)|"
        r"^[^\w\n]{0,10}(?:译者?[注按]|譯者?[註注按]|訳者?注|역주)[：:]",
    ),
    _residue(
        "note",
        tuple(f"{one}{space}{mark}" for one in _NOTES for space in ("", " ") for mark in ":："),
        r"(?:^|[(\[（【])(?:T/N|TN|TL [Nn]ote) ?[:：]",
        case=True,
    ),
    _residue(
        "note",
        ("translat",),
        r"(?:^|[(\[（【])(?:translator(?:'|’)?s?\s+note|note\s+from\s+the\s+translator)\s?[:：)\]]",
    ),
    _residue(
        "note",
        ("n.t.", "n. t.", "n. del t", "n.del t", "n. do t", "n.do t", "ndt", "n.d.t"),
        r"[(\[（【](?:N\. ?T\.|N\. ?del ?T\.|N\. ?do ?T\.|NdT|N\.d\.T\.) ?[:：\-]",
        signs="[(（【",
    ),
    _residue(
        "note",
        (*("traduc", "tradut", "tradutt", "übers", "перев", "пер."), "penerjemah"),
        r"[(\[（【]\s{0,3}(?:nota\s+d(?:el|o|a|el\s+la)\s+trad(?:uc|u)tt?ora?"
        r"|note\s+d(?:u|e\s+la)\s+traduct(?:eur|rice)|anm(?:erkung|\.)\s?(?:des|der|d\.)\s?[uü]bers"
        r"|прим(?:ечание|\.)\s?(?:переводчи|пер\.)|catatan\s+penerjemah)",
        signs="[(（【",
    ),
    _residue(
        "note",
        ("người dịch", "ผู้แปล", "المترجم", "مترجم"),
        r"[(\[（【]\s{0,3}(?:(?:chú\s+thích|ghi\s+chú)\s+của\s+người\s+dịch"
        r"|หมายเหตุ(?:ของ)?ผู้แปล|ملاحظة\s+(?:من\s+)?المترجم)",
        signs="[(（【",
    ),
)
_NEEDLES = tuple(dict.fromkeys(n for one in RESIDUES if not one.signs for n in one.needles))


def possible(words: str, signs: frozenset[str]) -> list[Residue]:
    """The patterns that may match somewhere in a text, by its signs and its lower case.

    `words` has spaces for line feeds: a phrase may go on over a line break.
    """
    here = met(words, _NEEDLES)
    if not here and signs.isdisjoint(_SIGNS):
        return []
    return [
        one
        for one in RESIDUES
        if not here.isdisjoint(one.needles)
        or (one.signs and not signs.isdisjoint(one.signs) and met(words, one.needles))
    ]


_SIGNS = frozenset("".join(one.signs for one in RESIDUES))
