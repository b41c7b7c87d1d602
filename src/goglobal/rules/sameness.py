"""Whether a text was left in the source language, and which texts may be the same in both.

Names, numbers, sounds and cries stay as they are for good reasons, and neighbouring languages share
short phrases; a whole clause that equals the source was forgotten.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from goglobal.model import Series, Term
from goglobal.rules.alternatives import choices
from goglobal.rules.scripts import letters, written_with

_BRACKETED = re.compile(
    r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]|[♪♫♬][^♪♫♬]*[♪♫♬]?|\*[^*]*\*"
)
_NEITHER = re.compile(r"[\W_]+")
"""Characters that are neither letters nor digits."""
_CRIES_HAN = frozenset("嗯啊哦噢喔唉哎呀哈嘿呵嘻哼呃额诶欸呜哇嘘喂呸哟咦啧吁嗷咳嘶嗨呦")
_CRY_WORDS = """
ah aha ahem ahh aw aww eh er erm gah ha hah haha hahaha he hee heh hehe hey hi hm hmm hmmm ho hoho
huh hush la mhm mm mmm oh ohh oi ooh oops ouch ow pff phew psst sh shh shhh tsk uh uhh um umm wah
whoa wow yay yoo
"""
_SHARED_WORDS = """
bang bah boo bravo bye baby da hello ja mama na no nah nein non ok okay oui papa si sí yeah yep yes
yo
"""
_CRIES = frozenset(_CRY_WORDS.split())
_SHARED = frozenset(_SHARED_WORDS.split())
"""Words that several languages take over as they are."""
_CLOSE = (
    frozenset({"id", "ms"}),
    frozenset({"nb", "nn", "no", "da", "sv"}),
    frozenset({"cs", "sk"}),
    frozenset({"hr", "sr", "bs", "sl", "mk"}),
    frozenset({"es", "pt", "gl", "ca"}),
    frozenset({"ru", "uk", "be"}),
)
"""Languages in which whole sentences may be spelled alike."""


def close(one: str, other: str) -> bool:
    """Whether two languages share so much that an equal line says nothing."""
    first, second = one.split("-", 1)[0], other.split("-", 1)[0]
    return first == second or any({first, second} <= group for group in _CLOSE)


def bare(text: str) -> str:
    """The letters and digits of `text`, without case and width: what two equal texts share."""
    folded = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _NEITHER.sub("", folded.casefold())


@lru_cache(maxsize=4096)
def bare_field(text: str) -> str:
    """The same for a text of the metadata: each rule and each language asks for the source's."""
    return bare(text)


def only_sounds(text: str) -> bool:
    """Whether `text` holds nothing but sounds, cries and numbers: nothing to translate."""
    return _all_in(_BRACKETED.sub(" ", text), _CRIES)


def stays(text: str) -> bool:
    """Whether `text` may stay as it is in a translation: sounds, and words that languages share."""
    return _all_in(_BRACKETED.sub(" ", text), _CRIES | _SHARED)


def _all_in(text: str, words: frozenset[str]) -> bool:
    used = letters(text)
    if not used:
        return True
    if set(used) == {"Hani"}:
        return all(c in _CRIES_HAN or not c.isalpha() for c in text)
    found = re.findall(r"[^\W\d_]+", text.casefold())
    return set(used) == {"Latn"} and all(word in words for word in found)


def is_clause(text: str, language: str) -> bool:
    """Whether an equal text is more than a name or a short phrase that languages share.

    In a script that `language` is not written with, four letters are enough (Chinese names have
    two or three). In its own, it takes a clause: three words, not all of them capitalised.
    """
    from goglobal.languages import script

    used = letters(text)
    main = max(used, key=lambda name: used[name], default="")
    if main not in written_with(script(language)):
        return used.total() >= (4 if main != "Latn" else 12)
    if main in {"Hani", "Kana", "Hang", "Thai", "Laoo", "Khmr", "Mymr"}:
        return used.total() >= 6
    words = re.findall(r"[^\W\d_]+", text)
    return used.total() >= 12 and len(words) >= 3 and sum(w[0].islower() for w in words) >= 2


class Names:
    """The names of a glossary, to be taken out of a text before it is judged."""

    def __init__(self, terms: Iterable[Term], language: str) -> None:
        found = {
            spelling
            for term in terms
            for spelling in (term.term, *term.renderings.get(language, ()))
            if spelling
        }
        self._pattern = _any_of(frozenset(found)) if found else None

    def without(self, text: str) -> str:
        """`text` without any of the names."""
        return self._pattern.sub(" ", text) if self._pattern is not None else text


def names_in(series: Series, language: str) -> Names:
    """The names of a series' glossary in one language; put together once."""
    known: dict[str, Names] = series.__dict__.setdefault("_spellings", {})  # as a cached property
    if language not in known:
        known[language] = Names(series.glossary, language)
    return known[language]


@lru_cache(maxsize=64)
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(choices([*map(re.escape, longest_first)]).body, re.IGNORECASE)
