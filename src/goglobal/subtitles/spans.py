"""A cue text as runs of one style, line by line, and back: what every richer format is made from.

The model's mark-up is SRT's. A writer that has styles of its own takes `styled`, a reader that has
met some gives its runs to `markup`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from goglobal.subtitles.colours import parse_colour
from goglobal.subtitles.markup import KNOWN_TAGS, TOKEN


class Style(msgspec.Struct, frozen=True):
    """How a run of text looks, beyond what the whole track does."""

    italic: bool = False
    bold: bool = False
    underline: bool = False
    colour: str = ""
    """`#rrggbb` in small letters; empty: the track's own."""


class Span(msgspec.Struct, frozen=True):
    """A run of text in one style; it holds no line feed."""

    text: str
    style: Style = Style()


Lines = tuple[tuple[Span, ...], ...]


class Styled(msgspec.Struct, frozen=True):
    """A cue text, taken apart."""

    lines: Lines
    """The runs of each line; neighbours differ in style, and none is empty."""
    lost: tuple[str, ...] = ()
    """Mark-up that says more than a `Style` can: each once, in order of the text."""


PLAIN = Style()

_FIELDS = {
    **dict.fromkeys(("i", "em", "italic"), "italic"),
    **dict.fromkeys(("b", "strong", "bold"), "bold"),
    **dict.fromkeys(("u", "underline"), "underline"),
}
_COLOUR = re.compile(r"\bcolor\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE)
_MORE_FONT = re.compile(r"\b(?:face|size)\s*=", re.IGNORECASE)
_CODE = re.compile(r"\\([0-9]?[A-Za-z]+?)(&H[0-9A-Fa-f]{1,8}&?|[0-9-]+)?(?=[\\}]|\()")
_PLACE = re.compile(r"\\(?:an?[0-9]{1,2}|pos\([^)]*\))")
_ASS_COLOUR = re.compile(r"&H([0-9A-Fa-f]{1,8})&?")


def styled(text: str) -> Styled:
    """`text` (mark-up as in SRT) as runs of one style.

    Tags that are never closed hold to the end of the cue, as in players. Of the override codes of
    ASS, italics, bold, underline and colour count; a position (`{\\an8}`) is left to
    `markup.alignment`. Words in angle brackets that are no known tag stay text.
    """
    if "<" not in text and "{" not in text and "\\" not in text:
        return Styled(tuple((Span(line),) if line else () for line in text.split("\n")))
    return _Reading().read(text)


class _Reading:
    """One cue text being taken apart."""

    def __init__(self) -> None:
        self.lines: list[list[Span]] = [[]]
        self.lost: dict[str, None] = {}
        self.opened: list[tuple[str, Style]] = []
        """Each open tag with the style that was in force before it."""
        self.style = PLAIN

    def read(self, text: str) -> Styled:
        position = 0
        for match in TOKEN.finditer(text):
            piece = self._token(match)
            if piece is None:
                continue
            self._put(text[position : match.start()])
            position = match.end()
            self._turn(match, piece)
        self._put(text[position:])
        return Styled(tuple(map(tuple, self.lines)), tuple(self.lost))

    def _token(self, match: re.Match[str]) -> str | None:
        """What kind of mark-up a match is; None: it is text."""
        if match["tag"]:
            return "tag" if match["tag"].lower() in KNOWN_TAGS else None
        if match["entity"]:
            return None
        return "override" if match["override"] else "escape"

    def _put(self, text: str) -> None:
        if not text:
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self.lines.append([])
            if not line:
                continue
            row = self.lines[-1]
            if row and row[-1].style == self.style:
                row[-1] = Span(row[-1].text + line, self.style)
            else:
                row.append(Span(line, self.style))

    def _turn(self, match: re.Match[str], kind: str) -> None:
        if kind == "escape":
            self._put("\u00a0" if match[0] == r"\h" else "\n")
        elif kind == "override":
            self._override(match[0])
        elif match["tag"].lower() == "br":
            self._put("\n")
        elif match["closing"]:
            self._close(match["tag"].lower())
        else:
            self._open(match["tag"].lower(), match)

    def _open(self, name: str, match: re.Match[str]) -> None:
        self.opened.append((name, self.style))
        field = _FIELDS.get(name)
        if field:
            self.style = msgspec.structs.replace(self.style, **{field: True})
        elif name == "font":
            found = _COLOUR.search(match["rest"])
            colour = parse_colour(next(filter(None, found.groups()), "")) if found else None
            if colour:
                self.style = msgspec.structs.replace(self.style, colour=colour)
            if (found and not colour) or _MORE_FONT.search(match["rest"]):
                self.lost.setdefault(match[0])
        else:
            self.lost.setdefault(match[0])

    def _close(self, name: str) -> None:
        """End the nearest tag of this name; tags opened inside it that are still open go on."""
        for place in range(len(self.opened) - 1, -1, -1):
            if self.opened[place][0] == name:
                break
        else:
            return
        _, before = self.opened.pop(place)
        field = _FIELDS.get(name) or ("colour" if name == "font" else "")
        if not field:
            return
        inner = self.opened[place:]
        if any(_FIELDS.get(other, other) == _FIELDS.get(name, name) for other, _ in inner):
            return
        self.style = msgspec.structs.replace(self.style, **{field: getattr(before, field)})

    def _override(self, block: str) -> None:
        for code in _CODE.finditer(block):
            name, value = code[1], code[2] or ""
            if name in {"i", "b", "u"} and value.isdigit():
                self.style = msgspec.structs.replace(self.style, **{_FIELDS[name]: value != "0"})
            elif name in {"c", "1c"}:
                found = _ASS_COLOUR.fullmatch(value)
                digits = found[1].zfill(6)[-6:].lower() if found else ""
                colour = f"#{digits[4:]}{digits[2:4]}{digits[:2]}" if digits else ""
                self.style = msgspec.structs.replace(self.style, colour=colour)
            elif name == "r":
                self.style = PLAIN
            elif not _PLACE.match(code[0]):
                self.lost.setdefault(block)


def markup(lines: Iterable[Sequence[Span]]) -> str:
    """The runs of each line as one text with mark-up as in SRT: `styled` takes it apart again.

    A style that goes on over a line break is not closed there.
    """
    out: list[str] = []
    opened: list[str] = []
    for number, line in enumerate(lines):
        if number:
            out.append("\n")
        for span in line:
            wanted = _tags(span.style)
            keep = 0
            while keep < min(len(opened), len(wanted)) and opened[keep] == wanted[keep]:
                keep += 1
            # what closes here closes before the line feed, not behind it
            closing = "".join(f"</{tag.split(' ')[0]}>" for tag in reversed(opened[keep:]))
            if closing:
                feeds = 0
                while out and out[-1] == "\n":
                    out.pop()
                    feeds += 1
                out.append(closing)
                out.extend(["\n"] * feeds)
            out.extend(f"<{tag}>" for tag in wanted[keep:])
            out.append(span.text)
            opened = wanted
    if opened:
        feeds = 0
        while out and out[-1] == "\n":
            out.pop()
            feeds += 1
        out.append("".join(f"</{tag.split(' ')[0]}>" for tag in reversed(opened)))
        out.extend(["\n"] * feeds)
    return "".join(out)


def _tags(style: Style) -> list[str]:
    wanted = [f'font color="{style.colour}"'] if style.colour else []
    if style.bold:
        wanted.append("b")
    if style.italic:
        wanted.append("i")
    if style.underline:
        wanted.append("u")
    return wanted
