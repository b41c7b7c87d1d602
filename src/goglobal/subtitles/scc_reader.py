"""The reader of SCC (Scenarist Closed Captions): caption code words, in hexadecimal, with timecode.

ttconv says what a code word means; what is on the screen when is worked out here, so that no
caption is lost that ttconv leaves out: of the second channel or field, never put on the screen,
never taken away, or behind a word that is none.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Any

from goglobal.messages import N_
from goglobal.model import Track
from goglobal.subtitles.decoding import decode
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.foreign import (
    Draft,
    Remark,
    cue_text,
    milliseconds,
    require,
    stray,
    tell,
    track_of,
)
from goglobal.subtitles.lineends import even
from goglobal.subtitles.scc_channel import Channel, Shown
from goglobal.subtitles.timecode import FrameRate, parse_timecode

_RATE = FrameRate(30000, 1001)
_SIGNATURE = re.compile(r"Scenarist_SCC V[0-9.]+\s*")
_LINE = re.compile(
    r"\s*+([0-9]{1,2}[:;.,][0-9]{1,2}[:;.,][0-9]{1,2}[:;.,][0-9]{1,3})(?![^\s])[ \t]*+(.*)"
)
_PARTS = re.compile(r"[0-9]+")
_WORD = re.compile(r"[0-9A-Fa-f]{4}")


def read_scc(data: bytes, *, language: str | None = None, name: str = "") -> Track:
    """An SCC file as a track; never raises because of content.

    Raises UsageError where ttconv is not installed.
    """
    require("ttconv")
    out = Collector()
    decoded = decode(data, language=language)
    out.extend(decoded.findings)
    text = even(decoded.text, out)
    reading = _Reading(out)
    for number, line in enumerate(text.split("\n"), 1):
        reading.read(line, number)
    reading.finish()
    return track_of(
        reading.drafts,
        out,
        format="scc",
        language=language,
        name=name,
        blank=not text.strip(),
    )


class _Reading:
    """One file being read, line by line."""

    def __init__(self, out: Collector) -> None:
        self.out = out
        self.drafts: list[Draft] = []
        self._channels = (Channel(self._take), Channel(self._take))
        self._channel = self._channels[0]
        self._frame = 0
        """Of the next word."""
        self._last = -1
        """The code word that came last, as long as its double may follow."""
        self._signed = False
        self._bad_time = ""
        self._apart: list[str] = []
        """Letters of data services, which are no captions."""
        self._apart_line = 1
        self._service = False
        self._modes: set[str] = set()

    def read(self, line: str, number: int) -> None:
        """Take one line of the file."""
        if not line.strip():
            return
        if not self._signed:
            self._signed = True
            if _SIGNATURE.fullmatch(line.strip()):
                return
            self.out.add(
                "SUB008",
                line=number,
                message=N_("the file does not begin with `Scenarist_SCC V1.0`"),
                help=N_("write it in the first line: programs that read SCC look for it"),
                excerpt=line[:200],
            )
        match = _LINE.fullmatch(line)
        words = line
        if match:
            words = match[2]
            self._turn(match[1], number)
        elif not any(_WORD.fullmatch(word) for word in line.split()):
            tell(_stray(line), self.out, number)
            return
        else:
            self.out.add(
                "SUB004",
                line=number,
                message=N_("code words stand here without a timecode; they were read on"),
                help=N_("write when they are sent: `00:00:01:00`, a tab, and the words"),
                excerpt=line[:200],
            )
        for word in words.split():
            if _WORD.fullmatch(word):
                self._word(int(word, 16) & 0x7F7F, number)
            else:
                tell(_no_word(word), self.out, number)
            self._frame += 1

    def _turn(self, found: str, number: int) -> None:
        """Go to the time of a line."""
        frame = parse_timecode(found, _RATE)
        if frame is None:
            hours, minutes, seconds, frames = (int(part) for part in _PARTS.findall(found))
            frame = ((hours * 60 + minutes) * 60 + seconds) * 30 + frames
            self.out.add(
                "SUB004",
                line=number,
                message=N_("there is no such timecode at 29.97 frames a second: `{found}`"),
                arguments={"found": found},
                help=N_("write hours, minutes, seconds and frames up to 29, two digits each"),
                excerpt=found,
                fixable=False,
            )
        if frame != self._frame:
            self._last = -1
        self._frame = frame

    def _word(self, value: int, number: int) -> None:
        """Take one word of two bytes."""
        first, second = value >> 8, value & 0x7F
        if not value:
            return
        if first < 0x10:
            self._last = -1
            if first:
                self._service = first != 0x0F
            elif second >= 0x20:
                self._text(chr(second), number)
            return
        if first < 0x20:
            if value == self._last:
                self._last = -1
                return
            self._last = value
            self._service = False
            self._channel = self._channels[1 if first & 0x08 else 0]
            self._code(value, number)
            return
        self._last = -1
        self._text(_words(value), number)

    def _text(self, words: str, number: int) -> None:
        if not self._service and self._channel.mode != "text":
            self._channel.write(words, self._frame, number)
            return
        if not self._apart:
            self._apart_line = number
        self._apart.append(words)

    def _code(self, value: int, number: int) -> None:
        code = _code(value)
        if code is None or not self._channel.obey(code, value, self._frame, number):
            self.out.add(
                "SUB008",
                line=number,
                message=N_("`{text}` is no code of closed captions"),
                arguments={"text": f"{value:04x}", "characters": 0},
                help=N_("nothing has to be done, unless the file was damaged on its way"),
                excerpt=f"{value:04x}",
                fixable=False,
            )

    def _take(self, shown: Shown) -> None:
        """A caption goes from the screen."""
        remarks: list[Remark] = []
        text = cue_text(shown.lines, shown.place, remarks)
        if shown.overwritten:
            remarks.append(
                stray(
                    "".join(shown.overwritten),
                    N_("these letters were written over before they were shown: `{text}`"),
                    N_("look at the caption: a code that puts it into its row may be missing"),
                )
            )
        start = milliseconds(_seconds(shown.begin))
        flaws: tuple[str, ...] = ()
        end = start
        if shown.end is None:
            flaws = ("no-end",)
        else:
            end = milliseconds(_seconds(shown.end))
        found = _RATE.timecode(max(shown.begin, 0), drop=True)
        self.drafts.append(Draft(start, end, text, shown.line, flaws, found, remarks))
        if shown.mode != "pop-on" and shown.mode not in self._modes:
            self._modes.add(shown.mode)
            self._tell_mode(shown)

    def _tell_mode(self, shown: Shown) -> None:
        message = N_("the captions are painted on as they come: what is written at once is one cue")
        if shown.mode == "roll-up":
            message = N_("the captions roll up: each row is one cue, until the next one begins")
        self.out.add(
            "SUB012",
            line=shown.line,
            message=message,
            arguments={"markup": shown.mode, "kind": "mode", "name": shown.mode},
            help=N_("nothing has to be done, unless rows belong together"),
            fixable=False,
        )

    def finish(self) -> None:
        """The file ends."""
        for channel in self._channels:
            channel.finish()
        if all(channel.wrote for channel in self._channels):
            self.out.add(
                "SUB008",
                line=self._channels[1].line,
                message=N_("the file holds two channels of captions: the cues of both stand here"),
                arguments={"characters": 0},
                help=N_("the second one is often another language: make a file for each"),
                fixable=False,
            )
        if "".join(self._apart).strip():
            remark = stray(
                "".join(self._apart),
                N_("this is sent beside the captions (text or data service): `{text}`"),
                N_("nothing has to be done, unless it is dialogue"),
            )
            tell(remark, self.out, self._apart_line)


def _seconds(frame: int) -> Fraction:
    return frame / _RATE.exact


@lru_cache(maxsize=1024)
def _words(value: int) -> str:
    from ttconv.scc.word import SccWord

    words: str = SccWord.from_value(value).to_text()
    return "".join(character for character in words if character >= " ")


@lru_cache(maxsize=1024)
def _code(value: int) -> Any:
    """What ttconv knows about a code; those of the second field are those of the first."""
    from ttconv.scc.word import SccWord

    if value >> 8 in (0x15, 0x1D) and value & 0x7F < 0x40:
        value -= 0x100
    return SccWord.from_value(value).get_code()


def _stray(line: str) -> Remark:
    return stray(
        line,
        N_("this is no line of code words and stands in no cue: `{text}`"),
        N_("take it away, or write a timecode, a tab and words of four hexadecimal digits"),
    )


def _no_word(word: str) -> Remark:
    return stray(
        word,
        N_("`{text}` is no code word: it was passed over"),
        N_("a word has four hexadecimal digits: compare the file with its original"),
    )
