"""When two texts are the same one, whatever a program did to their spaces and line ends."""

from __future__ import annotations

import unicodedata


def loose(text: str) -> str:
    """A text without what programs change on their own: Unicode form, line ends, white space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def trimmed(text: str) -> str:
    """A text as it is put into a file: line feeds at line ends, none around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def nearly(one: str, other: str) -> bool:
    """Whether two texts differ only in Unicode form and in spaces at the ends of lines."""
    return _lines(one) == _lines(other)


def _lines(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", trimmed(text))
    return [line.strip() for line in plain.split("\n")]
