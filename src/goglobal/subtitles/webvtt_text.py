"""A cue text in WebVTT and as the model has it: mark-up as in SRT, characters as they are."""

from __future__ import annotations

import re
from html import unescape

import msgspec

from goglobal.subtitles import rows
from goglobal.subtitles.markup import TOKEN

COLOURS: dict[str, str] = {
    "white": "#ffffff",
    "lime": "#00ff00",
    "cyan": "#00ffff",
    "red": "#ff0000",
    "yellow": "#ffff00",
    "magenta": "#ff00ff",
    "blue": "#0000ff",
    "black": "#000000",
}
"""The colour classes that every WebVTT player has: https://www.w3.org/TR/webvtt1/ (2019), 5.1."""

_CLASSES = {value: name for name, value in COLOURS.items()} | {
    **{name: name for name in COLOURS},
    "aqua": "cyan",
    "fuchsia": "magenta",
    "#fff": "white",
    "#0f0": "lime",
    "#0ff": "cyan",
    "#f00": "red",
    "#ff0": "yellow",
    "#f0f": "magenta",
    "#00f": "blue",
    "#000": "black",
}
_COLOUR = re.compile(r"color\s*=\s*[\"']?\s*(#?[A-Za-z0-9]+)", re.IGNORECASE)
_SAME = {"i": "i", "b": "b", "u": "u", "em": "i", "strong": "b"}
_KEPT: dict[str, str] = {
    **{f"<{mark}{name}>": f"<{mark}{name}>" for name in "ibu" for mark in ("", "/")},
    **{f'<font color="{name}">': f"<c.{name}>" for name in COLOURS},
    "</font>": "</c>",
}
_DROPPED = frozenset({"s", "strike", "del", "span", "p", "div", "sub", "sup", "small", "big"})
_PIECE = re.compile(r"<(/?)([^<>\n]*+)>|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z0-9]{2,31});")
_TIMESTAMP = re.compile(r"[0-9:.]+")
_TAG = re.compile(r"([A-Za-z]*)((?:\.[^\s.]+)*)(?:\s.*)?", re.DOTALL)


class FromPayload(msgspec.Struct, frozen=True):
    """A cue text as the model has it, and the mark-up that it could not hold."""

    text: str
    lost: tuple[str, ...] = ()
    """The tags that have no counterpart in SRT, each once, in order."""
    literal: bool = False
    """Whether escaped brackets, once they are characters, look like SRT mark-up."""


def from_payload(payload: str) -> FromPayload:
    """A WebVTT cue text as the model has it: entities decoded, `<c.yellow>` as `<font color>`.

    `<rt>` comes to stand in parentheses behind what it explains, so that no text is lost.
    """
    if "<" not in payload and "&" not in payload:
        return FromPayload(_rows(payload))
    out: list[str] = []
    lost: dict[str, None] = {}
    classes: list[str] = []
    tags = position = 0
    for match in _PIECE.finditer(payload):
        out.append(payload[position : match.start()])
        position = match.end()
        if match[0][0] == "&":
            out.append(_character(match[0]))
            continue
        piece = _tag(match, classes, lost)
        tags += piece[:1] == "<"
        out.append(piece)
    out.append(payload[position:])
    text = "".join(out)
    looks = sum(1 for match in TOKEN.finditer(text) if match["tag"] or match["override"])
    return FromPayload(_rows(text), tuple(lost), looks > tags and "&" in payload)


def _character(entity: str) -> str:
    character = unescape(entity)
    return entity if "\0" in character or character in ("\n", "\r", "\ufffd") else character


def _tag(match: re.Match[str], classes: list[str], lost: dict[str, None]) -> str:
    """What stands in the model for one WebVTT tag; `classes` holds what `</c>` has to close."""
    closing, inner = match[1], match[2]
    parsed = _TAG.fullmatch(inner)
    name = parsed[1].lower() if parsed else ""
    if name == "c":
        if closing:
            return classes.pop() if classes else ""
        wanted = parsed[2].split(".")[1:] if parsed else []
        colours = [one for one in wanted if one in COLOURS]
        if len(wanted) > len(colours[:1]):
            lost.setdefault(match[0])
        classes.append("</font>" if colours else "")
        return f'<font color="{colours[0]}">' if colours else ""
    if name in ("i", "b", "u"):
        if parsed and parsed[2] and not closing:
            lost.setdefault(match[0])
        return f"<{closing}{name}>"
    if name == "font":
        return match[0]
    if name in ("ruby", "rt"):
        lost.setdefault("<ruby>")
        return ("(" if not closing else ")") if name == "rt" else ""
    if not closing or name not in ("v", "lang"):
        lost.setdefault(match[0])
    return ""


def _rows(text: str) -> str:
    """A line of white space that a writer closed with a no-break space comes back as it was."""
    return rows.from_file(text)


def to_payload(text: str) -> str:
    """A cue text for WebVTT: what is no mark-up escaped, `<font color>` as a colour class.

    `{\\an8}` and other override codes are left out (the settings say it); so are tags and
    colours that WebVTT does not have, never their text. No line of the result is empty, and
    `-->` cannot occur in it.
    """
    if "<" not in text and "{" not in text:
        return _escaped(rows.to_file(text))
    text = rows.to_file(_simplified(text))
    out: list[str] = []
    position = 0
    for match in TOKEN.finditer(text):
        if match["tag"] and (piece := _KEPT.get(match[0])):
            out.append(_escaped(text[position : match.start()]))
            out.append(piece)
            position = match.end()
    out.append(_escaped(text[position:]))
    return "".join(out)


def _simplified(text: str) -> str:
    """The text with no mark-up but what WebVTT has, in one spelling.

    A line that held nothing but what is left out (`{\\an8}` above the text) goes with it.
    """
    fonts: list[str] = []
    rows = [
        (row, TOKEN.sub(lambda match: _simple(match, fonts), row))
        for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    return "\n".join(simple for row, simple in rows if simple.strip() or not row.strip())


def _simple(match: re.Match[str], fonts: list[str]) -> str:
    if match["override"]:
        return ""
    name = (match["tag"] or "").lower()
    if name in _SAME:
        return f"<{match['closing']}{_SAME[name]}>"
    if name == "font":
        if match["closing"]:
            return fonts.pop() if fonts else ""
        colour = _COLOUR.search(match["rest"])
        known = _CLASSES.get(colour[1].lower()) if colour else None
        fonts.append("</font>" if known else "")
        return f'<font color="{known}">' if known else ""
    return "" if name in _DROPPED else match[0]


def _escaped(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text
