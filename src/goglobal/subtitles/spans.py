"""A cue text as runs of one style, line by line, and back: what every richer format is made from.

The model's mark-up is SRT's. A writer that has styles of its own takes `styled`, a reader that has
met some gives its runs to `markup`.
"""

from __future__ import annotations

import re
from collections import Counter
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
    "font": "colour",
}
_COLOUR = re.compile(r"\bcolor\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"']++))", re.IGNORECASE)
_MORE_FONT = re.compile(r"\b(?:face|size)\s*+=", re.IGNORECASE)
_FLAG = re.compile(r"([ibu])([0-9]{1,4})")
_PLACE = re.compile(r"an?[0-9]{1,2}")
_ASS_COLOUR = re.compile(r"1?c(?:&H([0-9A-Fa-f]{1,8})&?)?")


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
        self.pieces: list[str] = []
        """What the run that is being read consists of so far."""
        self.run_style = PLAIN
        self.style = PLAIN
        self.opened: Counter[str] = Counter()
        self.before: dict[str, list[bool | str]] = {}
        """By field: what held before each of the tags that are open."""

    def read(self, text: str) -> Styled:
        position = 0
        for match in TOKEN.finditer(text):
            kind = self._kind(match)
            if kind is not None:
                self._put(text[position : match.start()])
                position = match.end()
                self._turn(match, kind)
        self._put(text[position:])
        self._end_run()
        return Styled(tuple(map(tuple, self.lines)), tuple(self.lost))

    def _kind(self, match: re.Match[str]) -> str | None:
        """What kind of mark-up a match is; None: it is text."""
        if match["tag"]:
            return "tag" if match["tag"].lower() in KNOWN_TAGS else None
        if match["entity"]:
            return None
        return "override" if match["override"] else "escape"

    def _put(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self._end_run()
                self.lines.append([])
            if line:
                if self.run_style != self.style:
                    self._end_run()
                    self.run_style = self.style
                self.pieces.append(line)

    def _end_run(self) -> None:
        if self.pieces:
            self.lines[-1].append(Span("".join(self.pieces), self.run_style))
            self.pieces.clear()

    def _set(self, field: str, value: bool | str) -> None:
        if getattr(self.style, field) != value:
            self.style = msgspec.structs.replace(self.style, **{field: value})

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
        field = _FIELDS.get(name)
        if field is None:
            self.lost.setdefault(match[0])
            return
        self.opened[name] += 1
        self.before.setdefault(field, []).append(getattr(self.style, field))
        if name != "font":
            self._set(field, True)
            return
        found = _COLOUR.search(match["rest"])
        colour = parse_colour(next(filter(None, found.groups()), "")) if found else None
        if colour:
            self._set(field, colour)
        if (found and not colour) or _MORE_FONT.search(match["rest"]):
            self.lost.setdefault(match[0])

    def _close(self, name: str) -> None:
        """End the nearest tag of this name; tags opened inside it that are still open go on."""
        if self.opened[name]:
            self.opened[name] -= 1
            self._set(_FIELDS[name], self.before[_FIELDS[name]].pop())

    def _override(self, block: str) -> None:
        known = True
        for code in block[2:-1].split("\\"):
            flag = _FLAG.fullmatch(code)
            colour = _ASS_COLOUR.fullmatch(code)
            if flag:
                self._set(_FIELDS[flag[1]], flag[2] != "0")
            elif colour:
                digits = (colour[1] or "").zfill(6)[-6:].lower()
                rgb = f"#{digits[4:]}{digits[2:4]}{digits[:2]}"
                self._set("colour", rgb if colour[1] else "")
            elif code == "r":
                for field in PLAIN.__struct_fields__:
                    self._set(field, getattr(PLAIN, field))
            elif not _PLACE.fullmatch(code):
                known = False
        if not known:
            self.lost.setdefault(block)


def markup(lines: Iterable[Sequence[Span]]) -> str:
    """The runs of each line as one text with mark-up as in SRT: `styled` takes it apart again.

    A style that goes on over a line break is not closed there; one that ends is closed before it.
    """
    out: list[str] = []
    opened: list[str] = []
    feeds = ""
    for number, line in enumerate(lines):
        feeds += "\n" if number else ""
        for span in line:
            wanted = _tags(span.style)
            keep = 0
            while keep < min(len(opened), len(wanted)) and opened[keep] == wanted[keep]:
                keep += 1
            out += _closing(opened[keep:]), feeds, *(f"<{tag}>" for tag in wanted[keep:]), span.text
            opened, feeds = wanted, ""
    out += _closing(opened), feeds
    return "".join(out)


def _closing(tags: Sequence[str]) -> str:
    return "".join(f"</{tag.split(' ')[0]}>" for tag in reversed(tags))


def _tags(style: Style) -> list[str]:
    wanted = [f'font color="{style.colour}"'] if style.colour else []
    if style.bold:
        wanted.append("b")
    if style.italic:
        wanted.append("i")
    if style.underline:
        wanted.append("u")
    return wanted
