"""A cue text in WebVTT and as the model has it: mark-up as in SRT, characters as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import starmap

import msgspec

from goglobal.model import Cue
from goglobal.subtitles import rows
from goglobal.subtitles.colours import parse_colour
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

_CLASSES = {value: name for name, value in COLOURS.items()}
_COLOUR = re.compile(r"color\s*=\s*[\"']?\s*(#?[A-Za-z0-9]+)", re.IGNORECASE)
_MORE_FONT = re.compile(r"\b(?:face|size)\s*=", re.IGNORECASE)
_STYLE = re.compile(r"::cue\(\s*\.([\w-]+)\s*\)\s*\{([^{}]*)\}")
_PROPERTY = re.compile(r"(?:^|[;\s])color\s*:\s*([^;]+)", re.IGNORECASE)
_SAME = {"i": "i", "b": "b", "u": "u", "em": "i", "strong": "b"}
_DROPPED = frozenset({"s", "strike", "del", "span", "p", "div", "sub", "sup", "small", "big"})
_PIECE = re.compile(r"<(/?)([^<>\n]*+)>|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z0-9]{2,31});")
_CLASS = re.compile(r"<c\.([^\s.<>]+)")
_POSITION = re.compile(r"\{(?:\\an?[0-9]{1,2})++\}")
_TAG = re.compile(r"([A-Za-z]*+)((?:\.[^\s.]++)*+)(?:\s.*+)?+", re.DOTALL)


class FromPayload(msgspec.Struct, frozen=True):
    """A cue text as the model has it, and the mark-up that it could not hold."""

    text: str
    lost: tuple[str, ...] = ()
    """The tags that have no counterpart in SRT, each once, in order."""
    literal: bool = False
    """Whether escaped brackets, once they are characters, look like SRT mark-up."""
    classes: bool = False
    """Whether a colour comes from a class of the file's own, whose name SRT cannot hold."""


def class_colours(style: str) -> Iterator[tuple[str, str]]:
    """The classes that a STYLE block gives a colour, each with it as `#rrggbb`."""
    for match in _STYLE.finditer(style):
        found = _PROPERTY.search(match[2])
        colour = parse_colour(found[1]) if found else None
        if colour:
            yield match[1], colour


def style_block(colours: Mapping[str, str]) -> str:
    """A STYLE block that gives each class of `colours` its colour."""
    rows = (f"::cue(.{name}) {{ color: {colour} }}" for name, colour in sorted(colours.items()))
    return "\n".join(("STYLE", *rows))


def from_payload(payload: str, colours: Mapping[str, str] = COLOURS) -> FromPayload:
    """A WebVTT cue text as the model has it: entities decoded, `<c.yellow>` as `<font color>`.

    `colours` are the classes that are colours. `<rt>` comes to stand in parentheses behind what it
    explains, so that no text is lost.
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
        piece = _tag(match, classes, lost, colours)
        tags += piece[:1] == "<"
        out.append(piece)
    out.append(payload[position:])
    text = "".join(out)
    looks = sum(1 for match in TOKEN.finditer(text) if match["tag"] or match["override"])
    own = any(one not in COLOURS for one in _CLASS.findall(payload)) if "<c." in payload else False
    return FromPayload(_rows(text), tuple(lost), looks > tags and "&" in payload, own)


def _character(entity: str) -> str:
    character = unescape(entity)
    return entity if "\0" in character or character in ("", "\n", "\r", "\ufffd") else character


def _tag(
    match: re.Match[str], classes: list[str], lost: dict[str, None], known: Mapping[str, str]
) -> str:
    """What stands in the model for one WebVTT tag; `classes` holds what `</c>` has to close."""
    closing, inner = match[1], match[2]
    parsed = _TAG.fullmatch(inner)
    name = parsed[1].lower() if parsed else ""
    if name == "c":
        if closing:
            return classes.pop() if classes else ""
        wanted = parsed[2].split(".")[1:] if parsed else []
        colours = [one for one in wanted if one in known]
        if len(wanted) > len(colours[:1]):
            lost.setdefault(match[0])
        classes.append("</font>" if colours else "")
        if not colours:
            return ""
        colour = colours[0] if colours[0] in COLOURS else known[colours[0]]
        return f'<font color="{colour}">'
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


class Payloads:
    """Cue texts as WebVTT has them, with what has to stand in the file's STYLE block for them."""

    def __init__(self, colours: Mapping[str, str] = COLOURS) -> None:
        self._colours = colours
        self.styles: dict[str, str] = {}
        """Classes of colours beyond WebVTT's eight, to `#rrggbb`."""
        self.lost: list[str] = []
        """What was left out of the last text."""
        self._fonts: list[str] = []

    def of(self, text: str) -> str:
        """A cue text for WebVTT: what is no mark-up escaped, `<font color>` as a colour class.

        `{\\an8}` and other override codes are left out (the settings say it); so are tags that
        WebVTT does not have, never their text. No line of the result is empty, and `-->` cannot
        occur in it.
        """
        if "<" not in text and "{" not in text:
            return _escaped(rows.to_file(text))
        self.lost.clear()
        self._fonts.clear()
        lines: list[list[str]] = []
        for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
            pieces = self._pieces(row)
            if any(map(str.strip, pieces)) or not row.strip():
                lines.append(pieces)  # one that held only what is left out (`{\\an8}`) goes with it
        if not lines:
            return ""
        filed = rows.to_file("\n".join(map("".join, lines))).split("\n")
        return "\n".join(starmap(_line, zip(lines, filed, strict=True)))

    def _pieces(self, row: str) -> list[str]:
        """What is said and what is marked in one line, in turns; the first is said.

        In one pass, and nothing with a brace is left out behind a `{\\` that is still open: text on
        both sides of what goes never becomes a tag or a code.
        """
        pieces: list[str] = [""]
        position = looked = 0
        opened = False
        for match in TOKEN.finditer(row):
            between = row[looked : match.start()]
            if "}" in between or "{\\" in between:
                opened = between.rfind("{\\") > between.rfind("}")
            looked = match.start()
            braced = opened and ("{" in match[0] or "}" in match[0])
            tag = None if braced else self._tag(match)
            if tag is None:
                continue
            pieces[-1] += row[position : match.start()]
            position = looked = match.end()
            if tag:
                pieces += (tag, "")
        pieces[-1] += row[position:]
        return pieces

    def kept(self, cue: Cue) -> str:
        """The text as a WebVTT file had it, where it still says what the cue says; else empty."""
        payload = cue.payload
        if not payload or "-->" in payload or any(map(rows.is_blank, payload.split("\n"))):
            return ""
        return payload if from_payload(payload, self._colours).text == cue.text else ""

    def _tag(self, match: re.Match[str]) -> str | None:
        """What WebVTT has for a piece of mark-up; empty: nothing. None: it is text."""
        if match["override"]:
            if not _POSITION.fullmatch(match[0]):
                self.lost.append(match[0])
            return ""
        name = (match["tag"] or "").lower()
        if name in _SAME:
            return f"<{match['closing']}{_SAME[name]}>"
        if name == "font":
            return self._font(match)
        if name not in _DROPPED:
            return None
        if not match["closing"]:
            self.lost.append(match[0])
        return ""

    def _font(self, match: re.Match[str]) -> str:
        if match["closing"]:
            return self._fonts.pop() if self._fonts else ""
        found = _COLOUR.search(match["rest"])
        colour = parse_colour(found[1]) if found else None
        if not colour or _MORE_FONT.search(match["rest"]):
            self.lost.append(match[0])
        self._fonts.append("</c>" if colour else "")
        if not colour:
            return ""
        name = _CLASSES.get(colour)
        if name is None:
            name = f"color-{colour[1:]}"
            self.styles[name] = colour
        return f"<c.{name}>"


def _line(pieces: Sequence[str], filed: str) -> str:
    """One line of a payload: what is said escaped, and around it what `rows.to_file` put there."""
    before, _, behind = filed.partition("".join(pieces)) if any(pieces) else ("", "", filed)
    said = [piece if n % 2 else _escaped(piece) for n, piece in enumerate(pieces)]
    return f"{before}{''.join(said)}{behind}"


def _escaped(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text
