"""Portuguese of Portugal and of Brazil, told by what only one of them says (TRN005).

No statistics tell them apart, but a few words and one construction do: estou a falar, telemóvel,
autocarro there, estou falando, celular, ônibus here. A file needs several of them, and next to none
of its own: characters may come from anywhere.
"""

from __future__ import annotations

import re
from typing import NamedTuple

FEWEST = 4
"""Places in a file that have to speak for the other variety."""
DISTINCT = 3
"""Different words among them."""
OUTWEIGH = 4
"""How many times as many they have to be as those of the file's own."""

_MARKS = {
    "pt-PT": r"est(?:ou|ás|á|amos|ão|ava|avas|avam|ive|eve) a \w+[aei]r|telem[óo]ve(?:l|is)|"
    r"autocarros?|raparigas?|comboios?|pequeno-almoço|casa de banho|fixe|gaj[oa]s?|"
    r"miúd[oa]s?|frigorífico|(?:diz|deixa|dá|ouve|espera|conta|ajuda)-me|"
    r"chamo-me|tens (?:de|a certeza)|facto|contacto|equipa|connosco|sítio",
    "pt-BR": r"est(?:ou|á|amos|ão|ava|avam|ive|eve) \w+[aei]ndo|"
    r"t(?:ô|á) \w+[aei]ndo|celular(?:es)?|"
    r"ônibus|trem|café da manhã|banheiros?|geladeira|pra|cadê|"
    r"gênio|bebê|conosco|(?:me|te) (?:diz|deixa|dá|ajuda|conta|espera)",
}
_PATTERNS: dict[str, re.Pattern[str]] = {}


class Variety(NamedTuple):
    """Another variety of the language than the file's place says."""

    language: str
    words: tuple[str, ...]
    """Some of what speaks for it, the first ones first."""


def other_variety(text: str, language: str) -> Variety | None:
    """The variety that `text` is in, where that is not `language`; None: it is, or who knows."""
    if language not in _MARKS:
        return None
    own = len(_found(text, language))
    for tag in _MARKS:
        if tag == language:
            continue
        found = _found(text, tag)
        words = tuple(dict.fromkeys(found))
        if len(found) >= max(FEWEST, OUTWEIGH * own) and len(words) >= DISTINCT:
            return Variety(tag, words)
    return None


def _found(text: str, tag: str) -> list[str]:
    pattern = _PATTERNS.get(tag)
    if pattern is None:
        pattern = _PATTERNS[tag] = re.compile(rf"(?<![\w-])(?:{_MARKS[tag]})(?![\w-])")
    return pattern.findall(text)
