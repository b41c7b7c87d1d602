"""Cue texts as the content of TTML's `p`: escaped, styled, with their directions.

TTML 1 (https://www.w3.org/TR/2018/REC-ttml1-20181108/) and TTML 2
(https://www.w3.org/TR/2018/REC-ttml2-20181108/) share all of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from goglobal.model import Cue, Track
from goglobal.subtitles import bidi
from goglobal.subtitles.left_out import LeftOut
from goglobal.subtitles.markup import alignment, holding, is_simple
from goglobal.subtitles.spans import PLAIN, Span, Style, styled

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What no XML 1.0 file can hold: https://www.w3.org/TR/2008/REC-xml-20081126/, 2.2."""

_BEYOND = re.compile("[\ufffe\uffff\ud800-\udfff]")
_SPECIAL = re.compile("[<{\\\\&>\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MARKED = re.compile(r"[<{\\]")
_TAG = re.compile("</?[ibu]>")
_STYLES = {"<i>": Style(italic=True), "<b>": Style(bold=True), "<u>": Style(underline=True)}
_ENDS = {"<i>": "</i>", "<b>": "</b>", "<u>": "</u>"}
_BREAK = "<br/>"
_RTL = ' tts:direction="rtl"'


Paragraph = tuple[int, str, str]
"""One cue's `p`: a number of the keypad, as in `markup.alignment`; the attribute that says the
direction, with a space before it, or nothing; and what stands in it."""


def escape(text: str) -> str:
    """A text as it may stand between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(value: str) -> str:
    """A text as it may stand between double quotes."""
    value = escape(FORBIDDEN.sub("\ufffd", value)).replace('"', "&quot;")
    return value.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


def inline(style: Style) -> str:
    """The attributes of a `span` in this style."""
    found = ' tts:fontStyle="italic"' if style.italic else ""
    if style.bold:
        found += ' tts:fontWeight="bold"'
    if style.underline:
        found += ' tts:textDecoration="underline"'
    if style.colour:
        found += f' tts:color="{style.colour}"'
    return found


class Paragraphs(NamedTuple):
    """The cues of a track as TTML's paragraphs."""

    contents: list[str]
    direction: str
    """The attribute of those that are not in `odd`; their place is the bottom."""
    odd: dict[int, tuple[int, str]]
    """Place and direction of the others, by the cue's 0-based index."""

    def places(self) -> list[int]:
        """The place of each."""
        found = [2] * len(self.contents)
        for index, (place, _) in self.odd.items():
            found[index] = place
        return found

    def occurring(self) -> set[int]:
        """The places that occur."""
        found = {place for place, _ in self.odd.values()}
        return found if len(self.odd) == len(self.contents) else {2, *found}

    def each(self) -> Iterator[Paragraph]:
        """All of them, one by one."""
        for index, content in enumerate(self.contents):
            place, direction = self.odd.get(index, (2, self.direction))
            yield place, direction, content


def paragraphs(
    track: Track, out: LeftOut, attributes: Callable[[Style], str] = inline
) -> Paragraphs:
    """The cues of a track as paragraphs; `attributes` writes a style."""
    cues = track.cues
    texts = [cue.text for cue in cues]
    joined = _BETWEEN.join(texts)
    base = bidi.of_language(track.language)
    data = joined.encode("utf-8", "surrogatepass")
    clean = joined.count(_BETWEEN) == len(texts) - 1 and not _forbidden(joined, data)
    foreign = base != "rtl" and bidi.present(joined, data)
    direction = _RTL if base == "rtl" else ""
    writing = _Writing(out, attributes, clean=clean, foreign=foreign)
    if clean:
        contents = joined.replace("\n", _BREAK).split(_BETWEEN)
        if base == "rtl":
            slow = [n for n, text in enumerate(texts) if not bidi.begins_each_line(text)]
        elif foreign:
            slow = list(range(len(texts)))
        else:
            slow = holding(f"{_BETWEEN}{joined}", "<>{&\\", _BETWEEN)
    else:
        contents, slow = texts, list(range(len(texts)))
    if any([cue.settings for cue in cues]):  # noqa: C419 - a list is twice as fast
        slow = sorted({*slow, *(n for n, cue in enumerate(cues) if cue.settings)})
    odd: dict[int, tuple[int, str]] = {}
    for index in slow:
        place, turned, contents[index] = writing.any(cues[index], index, base)
        if place != 2 or turned != direction:
            odd[index] = place, turned
    return Paragraphs(contents, direction, odd)


_BETWEEN = "\0"
"""What stands between texts that are joined: XML cannot hold it, so no clean text has one."""

_CONTROLS = bytes(code for code in range(1, 0x20) if code not in b"\t\n")


def _forbidden(text: str, data: bytes) -> bool:
    """Whether a text has a carriage return or what XML cannot hold, NUL aside.

    `data` is the same in UTF-8.
    """
    if any(map(data.__contains__, _CONTROLS)):
        return True
    return (b"\xef\xbf" in data or b"\xed" in data) and _BEYOND.search(text) is not None


def _tags_alone(text: str) -> bool:
    """Whether a text has no sign that XML wants written otherwise, but for sound tags."""
    return is_simple(text) and text.count("<") == text.count(">")


class _Writing:
    """One track's cues being written."""

    def __init__(
        self, out: LeftOut, attributes: Callable[[Style], str], *, clean: bool, foreign: bool
    ) -> None:
        self.out = out
        self.foreign = foreign
        """Whether something in a track of another direction runs from right to left."""
        self.clean = clean
        """Whether XML can hold all of the track's characters as they are."""
        self.attributes = attributes
        self.simple: dict[str, str] = {}
        """What stands for each of the tags that SRT players agree on, once it was needed."""

    def any(self, cue: Cue, index: int, base: bidi.Direction | None) -> Paragraph:
        """A cue of a track in which something runs from right to left, or that XML cannot hold."""
        text = cue.text
        if base != "rtl" and not (self.foreign and bidi.RIGHT_TO_LEFT.search(text)):
            return self.left_to_right(cue, index)
        if base == "rtl" and self.clean and not cue.settings:
            if bidi.begins_each_line(text):
                return (2, _RTL, text.replace("\n", _BREAK))
            if _tags_alone(text):
                place, _, content = self._simple(text)
                if bidi.begins_each_line(_TAG.sub("", text[6:] if text[0] == "{" else text)):
                    return (place, _RTL, content)
        return self.paragraph(cue, index, base)

    def left_to_right(self, cue: Cue, index: int) -> Paragraph:
        """A cue in which nothing runs from right to left, the quick way where there is one."""
        text = cue.text
        if self.clean and not cue.settings:
            if _tags_alone(text):
                return self._simple(text)
            if not _MARKED.search(text):
                return (2, "", escape(text).replace("\n", _BREAK))
        return self.paragraph(cue, index, "ltr")

    def _simple(self, text: str) -> Paragraph:
        """A text with a position or with pairs of tags that do not stand within each other."""
        place = 2
        if text[0] == "{":
            place, text = int(text[4]), text[6:]
        if "<" in text:
            for tag in _STYLES:
                if tag in text:
                    text = text.replace(tag, self._opening(tag)).replace(_ENDS[tag], "</span>")
        return (place, "", text.replace("\n", _BREAK))

    def _opening(self, tag: str) -> str:
        if tag not in self.simple:
            self.simple[tag] = f"<span{self.attributes(_STYLES[tag])}>"
        return self.simple[tag]

    def paragraph(self, cue: Cue, index: int, base: bidi.Direction | None) -> Paragraph:
        """Any cue; `base` is its direction, None: as its text says."""
        text = cue.text
        if _SPECIAL.search(text):
            if "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            if FORBIDDEN.search(text):
                self.out.characters(index, FORBIDDEN.findall(text))
                text = FORBIDDEN.sub("\ufffd", text)
        if _MARKED.search(text):
            found = styled(text)
            if found.lost:
                self.out.markup(index, found.lost)
            rows = [
                ("".join([span.text for span in line]), self._runs(line)) for line in found.lines
            ]
        else:
            rows = [(line, escape(line)) for line in text.split("\n")]
        if base is None:
            base = bidi.of_text("\n".join([words for words, _ in rows]))
        content = _BREAK.join([_directed(words, row, base) for words, row in rows])
        direction = _RTL if base == "rtl" else ""
        return (alignment(cue), direction, content)

    def _runs(self, line: tuple[Span, ...]) -> str:
        return "".join(
            escape(span.text)
            if span.style == PLAIN
            else f"<span{self.attributes(span.style)}>{escape(span.text)}</span>"
            for span in line
        )


def _directed(words: str, content: str, base: bidi.Direction) -> str:
    """The content of one line, with a direction of its own where its letters run against `base`."""
    if (base == "ltr" and words.isascii()) or not bidi.against(words, base):
        return content
    other = "ltr" if base == "rtl" else "rtl"
    return f'<span tts:direction="{other}" tts:unicodeBidi="embed">{content}</span>'
