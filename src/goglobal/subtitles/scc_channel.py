"""One caption channel (CEA-608): codes go in, captions come out as they leave the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from goglobal.subtitles.scc_screen import ROWS, Page
from goglobal.subtitles.spans import PLAIN, Lines, Style

_TOGETHER = 15
"""Frames between two rows that are painted on as one caption: half a second."""
_MODES = {
    "RCL": "pop-on",
    "RDC": "paint-on",
    "RU2": "roll-up",
    "RU3": "roll-up",
    "RU4": "roll-up",
    "TR": "text",
    "RTD": "text",
}
_WHITE = "#ffffff"


class Shown(msgspec.Struct, frozen=True):
    """A caption that was on the screen, with the frames between which it was."""

    begin: int
    end: int | None
    lines: Lines
    place: int
    mode: str
    line: int
    """Of the file, where its text begins."""
    overwritten: tuple[str, ...] = ()


class Channel:
    """One channel; `take` gets each caption."""

    def __init__(self, take: Callable[[Shown], None]) -> None:
        self.mode = "pop-on"
        self.wrote = False
        """Whether there was any text."""
        self.line = 1
        """Of the file, where the first of it stood."""
        self._take = take
        self._shown = Page()
        self._loading = Page()
        self._since: int | None = None
        """Since when the page has been shown as it is; None: it is empty."""
        self._shown_mode = "pop-on"
        self._style = PLAIN

    @property
    def _page(self) -> Page:
        return self._loading if self.mode == "pop-on" else self._shown

    def write(self, words: str, frame: int, line: int) -> None:
        """Characters, at the cursor."""
        if not self.wrote:
            self.wrote, self.line = True, line
        if self.mode != "pop-on":
            self._begin_direct(frame)
        for character in words:
            if self._page.occupied:
                self._begin_anew(frame)
            self._page.put(character, self._style, frame, line)

    def _begin_direct(self, frame: int) -> None:
        """Text is about to be written to what is shown."""
        page = self._shown
        apart = self.mode == "paint-on" and frame - page.last_frame > _TOGETHER
        if self._since is not None and (apart or self._shown_mode != self.mode):
            row, column = page.row, page.column
            self._leave(frame)
            page.move(row, column)
        if self._since is None:
            self._since = frame
        self._shown_mode = self.mode

    def _begin_anew(self, frame: int) -> None:
        """Letters would be written over that nobody has read: another caption begins."""
        row, column = self._page.row, self._page.column
        if self.mode == "pop-on":
            self._discard()
        else:
            self._leave(frame)
            self._since = frame
        self._page.move(row, column)

    def _leave(self, frame: int | None) -> None:
        """What is shown goes from the screen."""
        page = self._shown
        if self._since is not None and page.lines():
            self._take(
                Shown(
                    self._since,
                    frame,
                    page.lines(),
                    page.place(columns=self._shown_mode == "pop-on"),
                    self._shown_mode,
                    page.line,
                    tuple(page.overwritten),
                )
            )
        self._since = None
        page.clear()

    def obey(self, code: Any, value: int, frame: int, line: int) -> bool:
        """Do what a code says; False: there is no such code."""
        kind = type(code).__name__
        if kind == "SccControlCode":
            self._control(code.get_name(), frame)
        elif kind == "SccPreambleAddressCode":
            self._style = _style(PLAIN, code, whole=True)
            self._address(code.get_row(), code.get_indent() or 0)
        elif kind == "SccMidRowCode":
            self._style = _style(self._style, code, whole=code.get_color() is not None)
            self.write(" ", frame, line)
        elif kind == "SccAttributeCode":
            if self._page.before() == " ":
                self._page.back()
                self.write(" ", frame, line)
        elif kind == "SccSpecialCharacter":
            self.write(code.get_unicode_value(), frame, line)
        elif kind == "SccExtendedCharacter":
            if self.mode != "text":
                self._page.back()
            self.write(code.get_unicode_value(), frame, line)
        else:
            return False
        return True

    def _address(self, row: int, column: int) -> None:
        if self.mode == "roll-up":
            row = self._shown.row if self._since is not None else row
        self._page.move(row, column)

    def _control(self, name: str, frame: int) -> None:
        if name in _MODES:
            self._turn(_MODES[name], frame)
        elif name == "EOC":
            self.mode = "pop-on"
            self._flip(frame)
        elif name == "EDM":
            self._leave(frame)
        elif name == "ENM":
            self._discard()
        elif name == "CR" and self.mode == "roll-up":
            row = self._shown.row
            self._leave(frame)
            self._shown.move(row, 0)
            self._style = PLAIN
        elif name in ("TO1", "TO2", "TO3"):
            self._page.move(self._page.row, self._page.column + int(name[2]))
        elif name == "BS":
            self._page.back()
        elif name == "DER":
            self._page.cut()

    def _turn(self, mode: str, frame: int) -> None:
        if mode == "roll-up" and self.mode != "roll-up":
            self._leave(frame)
            self._discard()
            self._shown.move(ROWS, 0)
        self.mode = mode

    def _flip(self, frame: int) -> None:
        """The page that was loaded is shown, and the other one can be loaded."""
        self._leave(frame)
        self._shown, self._loading = self._loading, self._shown
        self._since = frame if self._shown.lines() else None
        self._shown_mode = "pop-on"

    def _discard(self) -> None:
        """The page that is being loaded is erased: what was never shown is told."""
        page = self._loading
        if page.fresh and page.lines():
            self._take(
                Shown(
                    page.first_frame,
                    None,
                    page.lines(),
                    page.place(columns=True),
                    "pop-on",
                    page.line,
                    tuple(page.overwritten),
                )
            )
        page.clear()

    def finish(self) -> None:
        """The file ends."""
        self._leave(None)
        self._discard()


def _style(before: Style, code: Any, *, whole: bool) -> Style:
    """The style that a code turns to; `whole`: it says all of it."""
    colour = code.get_color()
    found = "#" + bytes(colour.components[:3]).hex() if colour is not None else ""
    return Style(
        italic=code.get_font_style() is not None,
        underline=code.get_text_decoration() is not None,
        colour=("" if found == _WHITE else found) if whole else before.colour,
    )
