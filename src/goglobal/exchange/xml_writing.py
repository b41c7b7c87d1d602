"""Text as XML: what has to be escaped, and the characters that XML cannot hold at all."""

from __future__ import annotations

import re
from collections.abc import Callable

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""https://www.w3.org/TR/xml/#charsets (2008-11-26)."""
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ESCAPED = re.compile("[&<>\r]")
_IN_ATTRIBUTE = re.compile('[&<>\r\n\t"]')
_ATTRIBUTE_ESCAPES = {**_ESCAPES, "\n": "&#10;", "\t": "&#9;", '"': "&quot;"}


def escaped(text: str, special: Callable[[int], str] | None = None) -> str:
    """A text as the content of an element.

    `special` writes a character, by its code point, that XML cannot hold; without it, it becomes
    U+FFFD.
    """
    result = _ESCAPED.sub(lambda match: _ESCAPES[match[0]], text)
    if special is None:
        return _FORBIDDEN.sub("\ufffd", result)
    write = special
    return _FORBIDDEN.sub(lambda match: write(ord(match[0])), result)


def attribute(text: str) -> str:
    """A text as the value of an attribute, with its quotes."""
    plain = _FORBIDDEN.sub("\ufffd", text)
    return f'"{_IN_ATTRIBUTE.sub(lambda match: _ATTRIBUTE_ESCAPES[match[0]], plain)}"'
