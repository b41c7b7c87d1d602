"""The inline elements that translators' programs put into a text, as the text that they stand for.

Programs turn `<i>` into elements of their own. What such an element stands for comes back as
mark-up of a cue; where the file does not say it, the element is told of, never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARACTER = re.compile(r"x-char-([0-9a-f]{4,6})")
_TAGS = {
    **dict.fromkeys(("italic", "x-html-i", "x-i", "xlf:i", "i"), "i"),
    **dict.fromkeys(("bold", "x-html-b", "x-b", "xlf:b", "b"), "b"),
    **dict.fromkeys(("underlined", "underline", "x-html-u", "x-u", "xlf:u", "u"), "u"),
}
_BREAKS = frozenset({"lb", "x-html-br", "x-br", "xlf:lb", "linebreak"})
_NATIVE = frozenset({"bpt", "ept", "ph", "it", "ut"})
"""XLIFF 1.2: what is in them is the code itself."""
_TRANSPARENT = frozenset({"mrk", "sm", "em", "sub"})
"""Annotations: they mark a text and stand for nothing."""
_DEEPEST = 50


class Inline:
    """Turns one element's content into text; `lost` names the elements nothing is known of."""

    def __init__(self, originals: Mapping[str, str] | None = None) -> None:
        self.originals = originals or {}
        """XLIFF 2: native code by the id of its `data` element."""
        self.lost: list[str] = []
        self.foreign: list[str] = []
        """Elements that have no place in a text: the XML around them is broken."""
        self._opened: dict[str, str] = {}

    def text_of(self, element: _Element, depth: int = 0) -> str:
        """The text in an element."""
        parts = [element.text or ""]
        for child in element:
            if not isinstance(child.tag, str):  # an entity that nobody declared
                self.lost.append(str(child.text or "&"))
            elif depth >= _DEEPEST:
                self.lost.append(_local(child))
            else:
                parts.append(self._child(child, depth + 1))
            parts.append(child.tail or "")
        return "".join(parts)

    def _child(self, child: _Element, depth: int) -> str:
        tag = _local(child)
        if tag in _TRANSPARENT:
            return self.text_of(child, depth)
        if tag == "cp":
            return self._code_point(child.get("hex", ""))
        if tag in {"g", "pc"}:
            return self._spanning(child, depth)
        if tag in _NATIVE and tag != "ph":
            return self.text_of(child, depth)
        if tag in {"x", "bx", "ex", "ph", "sc", "ec"}:
            return self._standing_alone(child, tag, depth)
        self.foreign.append(tag)
        return ""

    def _code_point(self, digits: str) -> str:
        if re.fullmatch(r"[0-9A-Fa-f]{1,6}", digits) and int(digits, 16) < 0x110000:
            return chr(int(digits, 16))
        self.lost.append("cp")
        return ""

    def _spanning(self, child: _Element, depth: int) -> str:
        inner = self.text_of(child, depth)
        before, after = (
            self.originals.get(child.get(n, "")) for n in ("dataRefStart", "dataRefEnd")
        )
        if before is not None and after is not None:
            return f"{before}{inner}{after}"
        name = _tag_of(child)
        if name:
            return f"<{name}>{inner}</{name}>"
        self.lost.append(_local(child))
        return inner

    def _standing_alone(self, child: _Element, tag: str, depth: int) -> str:
        kind = child.get("ctype", "") or child.get("subType", "")
        character = _CHARACTER.fullmatch(kind)
        if character:
            return self._code_point(character[1])
        original = self.originals.get(child.get("dataRef", ""))
        if original is not None:
            return original
        inner = self.text_of(child, depth)
        if inner:
            return inner
        told = child.get("equiv-text") or child.get("equiv") or child.get("disp")
        if told:
            return str(told)
        if kind in _BREAKS:
            return "\n"
        name = _tag_of(child)
        if name and tag in {"bx", "sc"}:
            self._opened[child.get("rid", "") or child.get("id", "")] = name
            return f"<{name}>"
        if tag in {"ex", "ec"}:
            begun = child.get("rid", "") or child.get("startRef", "")
            name = self._opened.pop(begun, "") or name
            if name:
                return f"</{name}>"
        self.lost.append(tag)
        return ""


def _tag_of(element: _Element) -> str:
    for attribute in ("ctype", "subType", "type"):
        found = _TAGS.get(element.get(attribute, ""))
        if found:
            return found
    return ""


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]
