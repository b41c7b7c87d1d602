"""Where a line may end, and how well each place reads: by spaces, or by BudouX where none are.

Chinese, Japanese and Thai are written without spaces between words; BudouX's models (Apache-2.0,
https://github.com/google/budoux) find their phrases. Khmer, Lao and Burmese have no model: they
break at spaces and zero-width spaces only, as every other language does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from goglobal.fit.clinging import BACKWARD, DEPENDENT, FORWARD, TITLES, UNITS
from goglobal.languages import script

if TYPE_CHECKING:
    from budoux import Parser

NEVER = 10.0
"""What a place costs that is taken only where there is no other."""
CLINGS = 0.3
"""Behind an article or preposition: worth a line that is 0.4 of the limit off the balance."""
SENTENCE, CLAUSE, PHRASE, SPACE, LINE = -0.2, -0.1, -0.05, -0.15, -0.02
"""What is gained behind a sentence and a comma, before a preposition and the like, at a space where
words have none, at an old line's end."""

_MODELS = {"Hans": "zh-hans", "Hant": "zh-hant", "Hani": "zh-hans", "Jpan": "ja", "Thai": "th"}

_SPACES = re.compile("[ \t\u2000-\u2006\u2008-\u200a\u205f\u3000]+|(?<=\u200b)(?=\\S)")
"""White space at which a line may end: no non-breaking space (U+00A0, U+2007, U+202F) is."""

_CLOSING = frozenset(
    "。，、？！：；」』）】》〉〕］｝〗〙〛｠｡､｣･・ーｰ～〜々〻ゝゞヽヾ゠ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
    "ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ％℃°‰)]},!?.:;%”’»›…‥—―؟،؛।॥ะาำๅๆฯ"
)
"""No line begins with one (JIS X 4051; Thai vowels that hang on the letter before them)."""
_OPENING = frozenset("「『（【《〈〔［｛〖〘〚｟｢([{“‘„‚¿¡«‹$£€¥￥＄№第เแโใไ")
"""No line ends with one."""
_OPENS_WORD = frozenset("([{¿¡„‚「『（【《〈〔")
_CLOSES_WORD = frozenset("!?,;:)]}%”؟،؛।॥。，、？！：；")
_DASHES = frozenset("-‐‑–—―－~")
_LEADS = frozenset("«‹“‘„‚¿¡([{#$€£@")
_SENTENCE_ENDS = frozenset(".!?…؟।॥。！？♪")
_CLAUSE_ENDS = frozenset(",;:،؛，、；：")
_QUOTES = "\"'”’»›)]}」』）】》"
_PAIRS = dict(zip("([{（［【〔「『《〈“«", ")]}）］】〕」』》〉”»", strict=True))
_CLOSERS = frozenset(_PAIRS.values())
_ENCLOSING = re.compile(f'[{re.escape("".join(_PAIRS))}"»]')
_JOINERS = frozenset("\u200c\u200d\u2060\ufeff")
_NUMBER = re.compile(r"[0-9٠-٩۰-۹०-९๐-๙]$")


class Opportunity(msgspec.Struct, frozen=True):
    """A place where a line may end: what stands between `end` and `start` (white space) goes."""

    end: int
    start: int
    cost: float
    """Below 0: a good place; `NEVER` and more: taken only where nothing else fits."""


def unspaced(language: str) -> bool:
    """Whether words have no spaces between them and a model finds their phrases."""
    return script(language) in _MODELS


def opportunities(text: str, language: str, ends: Container[int] = ()) -> list[Opportunity]:
    """Every place where a line of `text` may end, in order; `ends`: where lines ended so far."""
    inside = _depths(text)
    found: dict[int, Opportunity] = {}
    for match in _SPACES.finditer(text):
        end, start = match.span()
        if end > 0 and start < len(text):
            cost = _between_words(text, end, start, language)
            if cost is not None:
                found[end] = Opportunity(end, start, cost)
    if unspaced(language):
        for place in phrases(text, language):
            if place not in found and (cost := _between_phrases(text, place, language)) is not None:
                found[place] = Opportunity(place, place, cost)
    return [
        Opportunity(at.end, at.start, at.cost + NEVER * inside[at.end] + LINE * (at.end in ends))
        for _, at in sorted(found.items())
    ]


def phrases(text: str, language: str) -> Iterator[int]:
    """The offsets in `text` at which a phrase of a language without spaces begins, but the first.

    Places beside white space are left out, and those where no line may end.
    """
    offset = 0
    for phrase in _parser(_MODELS[script(language)]).parse(text):
        if offset and not breakless(text, offset):
            yield offset
        offset += len(phrase)


@lru_cache(maxsize=len(_MODELS))
def _parser(model: str) -> Parser:
    import budoux

    return {
        "zh-hans": budoux.load_default_simplified_chinese_parser,
        "zh-hant": budoux.load_default_traditional_chinese_parser,
        "ja": budoux.load_default_japanese_parser,
        "th": budoux.load_default_thai_parser,
    }[model]()


def breakless(text: str, place: int) -> bool:
    """Whether no line may end at `place`, where no white space stands: inside what is one
    character to a reader, a Latin word or a number, or against the rules of punctuation."""
    before, after = text[place - 1], text[place]
    return (
        before.isspace()
        or after.isspace()
        or (before.isascii() and after.isascii())
        or before.isdigit()
        or after in _CLOSING
        or before in _OPENING
        or (before == after and before in "…—―")
        or after == "\u200b"
        or _one_character(before, after)
    )


def _one_character(before: str, after: str) -> bool:
    """Whether two characters are, or may be, parts of what a reader takes for one: accents and
    vowel signs, joined emoji, skin tones, flags, tags, the pieces of a Korean syllable."""
    code = ord(after)
    return (
        unicodedata.category(after)[0] == "M"
        or before in _JOINERS
        or after in _JOINERS
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
        or (0x1F1E6 <= ord(before) <= 0x1F1FF and 0x1F1E6 <= code <= 0x1F1FF)
        or 0x1160 <= code <= 0x11FF
    )


def _between_phrases(text: str, place: int, language: str) -> float | None:
    """What it costs to end a line between two characters of a language without spaces."""
    if text[place - 1] in _SENTENCE_ENDS:
        return SENTENCE
    if text[place - 1] in _CLAUSE_ENDS:
        return CLAUSE
    main = language.split("-", 1)[0]
    main = "zh" if main == "yue" else main
    words = FORWARD.get(main, frozenset())
    ends = any(text[max(0, place - size) : place] in words for size in range(1, 8))
    begins = text.startswith(BACKWARD.get(main, ()), place)
    return CLINGS * (ends + begins)


def _between_words(text: str, end: int, start: int, language: str) -> float | None:
    """What it costs to end a line at white space; None: no line ends here."""
    before = text[text.rfind(" ", 0, end) + 1 : end]
    stop = text.find(" ", start)
    after = text[start : stop if stop >= 0 else len(text)]
    if not _may_part(before, after, first=len(before) == end):
        return None
    if unspaced(language) and not (before.isascii() and after.isascii()):
        if (after[0] in _CLOSING and after[0] not in "…‥—―") or before[-1] in _OPENING:
            return None
        return NEVER if _NUMBER.search(before) else SPACE
    folded = before.casefold()
    if folded in TITLES or (len(before) == 2 and before[1] == "." and before[0].isalpha()):
        return NEVER
    bare = before.rstrip(_QUOTES)
    last = bare[-1:]
    if last in _SENTENCE_ENDS:
        cost = SENTENCE
    elif last in _CLAUSE_ENDS or last in _DASHES:
        cost = CLAUSE
    elif _NUMBER.search(before):
        unit = after.rstrip(".,!?;:…").casefold() in UNITS or not after[0].isalnum()
        cost = NEVER if unit else CLINGS
    else:
        main = language.split("-", 1)[0]
        words = FORWARD.get(main, frozenset())
        cost = CLINGS if folded in words else PHRASE if after.casefold() in words else 0.0
        if after.rstrip(".,!?…") in DEPENDENT.get(main, ()):
            cost = CLINGS
    # a dash at the beginning of a line says that another person speaks
    return cost + NEVER * (after[0] in _DASHES)


def _may_part(before: str, after: str, *, first: bool) -> bool:
    """Whether punctuation lets a line end between two words."""
    if _one_character(before[-1], after[0]):
        return False
    if not any(map(str.isalnum, after)):
        if after[0] not in _LEADS:
            return False
    elif after[0] in _CLOSES_WORD:
        return False
    if before[-1] in _OPENS_WORD:
        return False
    return any(map(str.isalnum, before)) or not (first or before[0] in _LEADS)


def _depths(text: str) -> bytearray:
    """For each place in `text`, whether it is inside brackets or quotation marks (1) or not."""
    inside = bytearray(len(text) + 1)
    if not _ENCLOSING.search(text):
        return inside
    opened: list[tuple[str, int]] = []
    straight = -1
    turned = "»" in text and text.find("»") < text.find("«")
    for offset, character in enumerate(text):
        if turned and character in "«»":
            continue  # »so quotes German«: its opening mark is the closing one of others
        if character in _PAIRS:
            opened.append((_PAIRS[character], offset))
        elif character in _CLOSERS:
            if opened and opened[-1][0] == character:
                _mark(inside, opened.pop()[1] + 1, offset)
        elif character == '"':
            if straight >= 0:
                _mark(inside, straight + 1, offset)
                straight = -1
            else:
                straight = offset
    return inside


def _mark(inside: bytearray, start: int, end: int) -> None:
    inside[start : end + 1] = b"\x01" * (end + 1 - start)
