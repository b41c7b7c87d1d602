"""The text field of an EBU STL block: its letters, its colours, its lines.

EBU Tech 3264, https://tech.ebu.ch/docs/tech/tech3264.pdf (1991), 5.4 and appendices.
"""

from __future__ import annotations

import re
import unicodedata

import msgspec

from goglobal.subtitles.spans import PLAIN, Span

UNUSED = 0x8F
_NEW_LINE = 0x8A
_COLOURS = ("#000000", "#ff0000", "#00ff00", "#ffff00", "#0000ff", "#ff00ff", "#00ffff", "")
_SWITCHES = {0x80: ("italic", True), 0x81: ("italic", False), 0x82: ("underline", True)}
_SWITCHES[0x83] = ("underline", False)
_PAGES = {"01": "iso8859_5", "02": "iso8859_6", "03": "iso8859_7", "04": "iso8859_8"}
_ACCENTS = dict(
    zip(
        (0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF),
        "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u0327\u030b\u0328\u030c",
        strict=True,
    )
)
"""ISO 6937 writes an accent before its letter."""
_LETTERS = re.compile(rb"[\x20-\x7e\xa0-\xff]++|[\x00-\x1f\x7f-\x9f]")


class Field(msgspec.Struct, frozen=True):
    """What a text field holds."""

    runs: tuple[Span, ...]
    """Lines are ended by a line feed in a run."""
    double: bool
    """Whether its letters are two rows high."""
    unknown: int = 0
    """Bytes that stand for nothing in its code page; U+FFFD stands for each."""
    behind: str = ""
    """Text behind the end of the text."""


def read_field(data: bytes, page: str, *, teletext: bool) -> Field:
    """Take a text field apart; `page` is the number of the code page (`00` to `04`)."""
    used, _, rest = data.partition(bytes([UNUSED]))
    reading = _Reading(page, teletext=teletext)
    reading.read(used)
    behind = ""
    rest = rest.replace(bytes([UNUSED]), b" ").strip(b" \0")
    if rest:
        other = _Reading(page, teletext=teletext)
        other.read(rest)
        behind = "".join(run.text for run in other.runs).strip()
    return Field(tuple(reading.runs), b"\x0d" in used, reading.unknown, behind)


class _Reading:
    def __init__(self, page: str, *, teletext: bool) -> None:
        self.runs: list[Span] = []
        self.unknown = 0
        self._page = page
        self._teletext = teletext
        self._style = PLAIN
        self._gap = False
        """Whether a code that takes the room of a space came last."""
        self._begun = False
        """Whether there are letters in the line."""

    def read(self, data: bytes) -> None:
        for match in _LETTERS.finditer(data):
            code = match[0][0]
            if code == _NEW_LINE:
                self._end_line()
            elif code in _SWITCHES:
                name, value = _SWITCHES[code]
                self._style = msgspec.structs.replace(self._style, **{name: value})
            elif code < 0x20:
                self._gap = True
                if code < len(_COLOURS):
                    self._style = msgspec.structs.replace(self._style, colour=_COLOURS[code])
            elif code >= 0xA0 or code < 0x7F:
                self._words(match[0])
        self._trim()

    def _words(self, data: bytes) -> None:
        words, unknown = decoded(data, self._page)
        self.unknown += unknown
        if not self._begun:
            words = words.lstrip(" ")
        elif self._gap and words[:1] != " " and self.runs[-1].text[-1:] != " ":
            words = " " + words
        if words:
            self._gap = False
            self._begun = True
            self.runs.append(Span(words, self._style))

    def _end_line(self) -> None:
        """A row of its own is no line: letters of double height are followed by an empty one."""
        if self._begun:
            self._trim()
            self.runs.append(Span("\n", self._style))
        self._begun = self._gap = False
        if self._teletext:
            self._style = msgspec.structs.replace(self._style, colour="")

    def _trim(self) -> None:
        while self.runs and self.runs[-1].text[-1:] in (" ", "\n"):
            last = self.runs.pop()
            words = last.text.rstrip(" \n")
            if words:
                self.runs.append(Span(words, last.style))


def decoded(data: bytes, page: str) -> tuple[str, int]:
    """Letters of a code page as text, and how many bytes stand for nothing there."""
    if data.isascii() and page == "00":
        text = data.decode("ascii")
    elif page in _PAGES:
        text = data.decode(_PAGES[page], "replace")
    else:
        text = _latin(data)
    return text, text.count("\ufffd")


def _latin(data: bytes) -> str:
    """ISO 6937. ttconv loses the letter of an accent that it does not know on it."""
    from ttconv.stl import iso6937

    out: list[str] = []
    place = 0
    while place < len(data):
        code = data[place]
        if code < 0x7F:
            out.append(chr(code))
            place += 1
            continue
        width = 2 if code in _ACCENTS and place + 1 < len(data) else 1
        words = iso6937.decode(data[place : place + width], "replace")[0]
        if "\ufffd" in words and width == 2:
            letter = iso6937.decode(data[place + 1 : place + 2], "replace")[0]
            words = unicodedata.normalize("NFC", letter + _ACCENTS[code])
        out.append(words)
        place += width
    return "".join(out)
