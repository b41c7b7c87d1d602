"""Cue texts as the content of TTML's `p`: escaped, styled, with their directions.

TTML 1 (https://www.w3.org/TR/2018/REC-ttml1-20181108/) and TTML 2
(https://www.w3.org/TR/2018/REC-ttml2-20181108/) share all of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from goglobal.model import Cue, Track
from goglobal.subtitles import bidi
from goglobal.subtitles.left_out import LeftOut
from goglobal.subtitles.markup import alignment, is_simple
from goglobal.subtitles.spans import PLAIN, Span, Style, styled

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What no XML 1.0 file can hold: https://www.w3.org/TR/2008/REC-xml-20081126/, 2.2."""

_SPECIAL = re.compile("[<{\\\\&>\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BEYOND_TAGS = re.compile(
    "(?<!<[ibu])(?<!</[ibu])>|[\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
)
_MARKED = re.compile(r"[<{\\]")
_TAG = re.compile("</?[ibu]>")
_STYLES = {"<i>": Style(italic=True), "<b>": Style(bold=True), "<u>": Style(underline=True)}
_BREAK = "<br/>"


class Paragraph(NamedTuple):
    """One cue's `p`."""

    place: int
    """A number of the keypad, as in `markup.alignment`."""
    direction: str
    """The attribute that says the direction, with a space before it; or nothing."""
    content: str


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


def paragraphs(
    track: Track, out: LeftOut, attributes: Callable[[Style], str] = inline
) -> list[Paragraph]:
    """The cues of a track as paragraphs; `attributes` writes a style."""
    base = bidi.of_language(track.language)
    texts = [cue.text for cue in track.cues]
    joined = "\n".join(texts)
    foreign = not joined.isascii() and bidi.RIGHT_TO_LEFT.search(joined) is not None
    usual = base != "rtl" and not foreign and not any(cue.settings for cue in track.cues)
    if usual and not _SPECIAL.search(joined):
        return [Paragraph(2, "", text.replace("\n", _BREAK)) for text in texts]
    writing = _Writing(out, attributes)
    return [
        writing.paragraph(cue, index, base)
        if base == "rtl" or (foreign and bidi.RIGHT_TO_LEFT.search(cue.text))
        else writing.left_to_right(cue, index)
        for index, cue in enumerate(track.cues)
    ]


class _Writing:
    """One track's cues being written."""

    def __init__(self, out: LeftOut, attributes: Callable[[Style], str]) -> None:
        self.out = out
        self.attributes = attributes
        self.simple: dict[str, str] = {}
        """What stands for each of the tags that SRT players agree on, once it was needed."""

    def left_to_right(self, cue: Cue, index: int) -> Paragraph:
        """A cue in which nothing runs from right to left, the quick way where there is one."""
        text = cue.text
        if not cue.settings:
            if not _SPECIAL.search(text):
                return Paragraph(2, "", text.replace("\n", _BREAK))
            if is_simple(text) and not _BEYOND_TAGS.search(text):
                return self._simple(text)
        return self.paragraph(cue, index, "ltr")

    def _simple(self, text: str) -> Paragraph:
        """A text with a position or with pairs of tags that do not stand within each other."""
        place = 2
        if text[0] == "{":
            place, text = int(text[4]), text[6:]
        if "<" in text:
            text = _TAG.sub(self._tag, text)
        return Paragraph(place, "", text.replace("\n", _BREAK))

    def _tag(self, match: re.Match[str]) -> str:
        tag = match[0]
        if tag[1] == "/":
            return "</span>"
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
        direction = ' tts:direction="rtl"' if base == "rtl" else ""
        return Paragraph(alignment(cue), direction, content)

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
