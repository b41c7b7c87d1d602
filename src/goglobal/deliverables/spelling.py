"""Ids and aliases as a platform writes them in names: 外滩月色 is no file name everywhere."""

from __future__ import annotations

import re
from functools import lru_cache

from goglobal.profiles.schema import NameRules


def spelled(text: str, rules: NameRules) -> str:
    """`text` in the characters that names may hold, where the profile wants it so.

    Letters of other scripts become Latin ones (Chinese by its Mandarin reading), what still may not
    stand becomes a hyphen. Otherwise `text` comes back as it is, and DLV001 refuses it.
    """
    return _spelled(text, rules.allowed) if rules.transliterate else text


@lru_cache(maxsize=256)
def _spelled(text: str, pattern: str) -> str:
    allowed = re.compile(pattern)
    if all(allowed.fullmatch(character) for character in text):
        return text
    from anyascii import anyascii

    parts: list[str] = []
    for character in text:
        latin = character if allowed.fullmatch(character) else anyascii(character)
        parts += (one if allowed.fullmatch(one) else "-" for one in latin or "-")
    hyphen = "-" if allowed.fullmatch("-") else ""
    return re.sub("-+", hyphen, "".join(parts)).strip("-") or text
