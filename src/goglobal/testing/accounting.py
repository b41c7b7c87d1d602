"""Where every character of a subtitle file went: the proof that a reader lost nothing.

    from goglobal.testing.accounting import unaccounted

    assert not unaccounted(data, subtitles.parse(data))

It walks through the file beside the track and asks for each line what became of it: a text, a
counter, a time, a kept block, or something that a finding shows or counts. Apart from the decoder
it shares no code with the readers, and of the file it knows what the track says about itself.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from html import unescape
from itertools import islice

import msgspec

from goglobal.findings import Finding
from goglobal.model import Cue, Track
from goglobal.subtitles.decoding import Decoded, decode, decode_text
from goglobal.subtitles.deviations import MAX_EXCERPT

_ROW_END = re.compile("\r\r\n|\r\n|\r|\n")
_DIGITS = re.compile(r"\d+")
_COUNTER = re.compile(r"\W{0,6}(?:[A-Za-z]{2,3}|№|第)?\W{0,2}(\d{1,9})\W{0,3}")
_ENTITY = re.compile(r"&#?\w{1,31};")
_TAG = re.compile(r"<[^<>\n]*>")
_WORD = re.compile(r"[^\W\d_]")
_ARROW_WORDS = re.compile("&gt;|至|到")
_INVISIBLE = "\ufeff\u2060"
_CLOCK_LENGTH = 64
"""Characters that are times, arrow and spaces on any line that is a time line."""


class Lost(msgspec.Struct, frozen=True):
    """What of a file stands nowhere, or what of a track does not come from the file."""

    line: int
    """1-based, in the file; 0: it is not in the file."""
    text: str


def unaccounted(data: bytes | str, track: Track) -> list[Lost]:
    """What is neither in a cue, a counter, a time, a kept block nor in a finding of `track`.

    `track` is what a reader of SRT or WebVTT made of `data`. Empty where nothing was lost and
    nothing was made up.
    """
    if isinstance(data, str):
        return _Walk(decode_text(data).text, track).lost()
    decoded = decode(data, language=track.language)
    return [*_undecoded(data, decoded), *_Walk(decoded.text, track).lost()]


def _undecoded(data: bytes, decoded: Decoded) -> Iterator[Lost]:
    """Bytes that no character stands for, although no finding says so."""
    codes = {found.code for found in decoded.findings}
    marks = decoded.text.count("\ufffd")
    told = sum(
        int(found.arguments.get("count", 0)) for found in decoded.findings if found.code == "SUB001"
    )
    if decoded.encoding == "UTF-8":
        bare = data
        while bare.startswith(b"\xef\xbb\xbf"):
            bare = bare[3:]
        own = bare.count("\ufffd".encode())
        if not codes & {"SUB001", "SUB009"} and decoded.text.encode() != bare:
            yield Lost(1, "bytes that are not in the text")
        if marks - own > told + ("SUB009" in codes):
            yield Lost(1, f"{marks - own} characters that could not be read, {told} told")
    elif "SUB002" not in codes:
        yield Lost(1, f"read as {decoded.encoding} and not told")


class _Walk:
    """One file and its track, walked through side by side."""

    def __init__(self, text: str, track: Track) -> None:
        self.track = track
        self.told: defaultdict[int, list[Finding]] = defaultdict(list)
        for found in track.findings:
            if found.line is not None:
                self.told[found.line].append(found)
        self.missing: list[Lost] = []
        self.rows = deque(
            (line, row.strip())
            for line, row in enumerate(_ROW_END.split(self._without_waste(text)), 1)
            if _bare(row)
        )
        self.blocks = deque(
            [row.strip() for row in block.text.split("\n") if _bare(row)] for block in track.blocks
        )
        self.pending: deque[str] = deque()
        """Text lines of the cue that was begun and not found yet."""

    def _without_waste(self, text: str) -> str:
        """The text without NULs, end marks and a mark taken for text, where a finding has them."""
        findings = [found for one in self.told.values() for found in one]
        if any(found.code == "SUB014" and found.excerpt == "ï»¿" for found in findings):
            text = text.removeprefix("ï»¿")
        counted = {
            int(found.arguments.get("characters", 0))
            for found in findings
            if found.code == "SUB008" and found.excerpt is None
        }
        if text.count("\0") in counted:
            text = text.replace("\0", "")
        bare = text.rstrip("\x1a")
        return bare if len(text) - len(bare) in counted else text

    def lost(self) -> list[Lost]:
        """What could not be found, but for what findings that were left out stand for."""
        self._header()
        position, cues = 0, len(self.track.cues)
        while self.rows:
            line = self.rows[0][0]
            if position < cues and line >= self.track.line_of(position):
                self._cue(position)
                position += 1
            else:
                self._row()
        while position < cues:
            self._cue(position)
            position += 1
        self._made_up()
        return [lost for lost in self.missing if not lost.line] + self._uncounted()

    def _header(self) -> None:
        for expected in f"WEBVTT{self.track.header}".split("\n"):
            if self.track.format == "webvtt" and self.rows and self.rows[0][1] == expected.strip():
                self.rows.popleft()

    def _uncounted(self) -> list[Lost]:
        missing = [lost for lost in self.missing if lost.line]
        left_out = [
            found for found in self.track.findings if "more" in found.arguments and found.line
        ]
        counted = sum(int(found.arguments.get("characters", 0)) for found in left_out)
        characters = sum(len("".join(lost.text.split())) for lost in missing)
        return missing if characters > counted else []

    def _cue(self, position: int) -> None:
        """The counter or identifier of a cue and its time line."""
        self._made_up()
        cue = self.track.cues[position]
        text = cue.payload or cue.text
        self.pending = deque(row.strip() for row in text.split("\n") if _bare(row))
        if not self.rows:
            self.missing.append(Lost(0, f"cue {position + 1}, beyond the end of the file"))
            return
        line, row = self.rows[0]
        if self._is_name(row, cue.number, cue.identifier):
            self.rows.popleft()
            if cue.number is not None and not cue.identifier:
                self._decoration(line, row)
            if not self.rows:
                self.missing.append(Lost(0, f"the time of cue {position + 1}"))
                return
        line, row = self.rows.popleft()
        same_line = self.track.text_line_of(position) == line
        self._times(line, row, cue, same_line=same_line)

    def _is_name(self, row: str, number: int | None, identifier: str) -> bool:
        if identifier:
            return row == identifier
        found = _COUNTER.fullmatch(row)
        return number is not None and found is not None and int(found[1]) == number

    def _decoration(self, line: int, row: str) -> None:
        """What stands about a counter, in a finding or nowhere."""
        bare = row.strip(_INVISIBLE).strip()
        if not (bare.isdigit() and bare.isascii()) and not self._is_told(line, row):
            self.missing.append(Lost(line, row))

    def _times(self, line: int, row: str, cue: Cue, *, same_line: bool) -> None:
        """What stands on a time line: its times, its settings, text or what a finding shows."""
        settings = cue.settings
        whole = row
        if settings and row.endswith(settings):
            row = row[: -len(settings)].strip()
        elif same_line and self.pending:
            row = self._before(row, self.pending[0])
        for found in self.told[line]:
            size = int(found.arguments.get("characters", 0))
            if found.code == "SUB008" and size and row[-size:].startswith(found.excerpt or "\n"):
                row = row[:-size].strip()
        if _exact(row, cue.start, cue.end):
            return
        if len(row) > MAX_EXCERPT:
            self.missing.append(Lost(line, row[MAX_EXCERPT:]))
        if self.track.format == "webvtt":
            row = _ENTITY.sub(_character, row)
        if not self._is_told(line, whole):
            words = "".join(_WORD.findall(_ARROW_WORDS.sub("", row))) or row[_CLOCK_LENGTH:]
            if words:
                self.missing.append(Lost(line, words))

    def _before(self, row: str, text: str) -> str:
        """What stands on a line before the text that ends it."""
        if row.endswith(text):
            self.pending.popleft()
            return row[: -len(text)].strip()
        if self.track.format == "webvtt":
            for shown in _forms(row):
                for wanted in _forms(text):
                    if wanted and shown.endswith(wanted):
                        self.pending.popleft()
                        return shown[: -len(wanted)]
        return row

    def _row(self) -> None:
        line, row = self.rows.popleft()
        told = self.told[line]
        stray = [f for f in told if f.code == "SUB008" and "characters" in f.arguments]
        if any(_bare(row) == _bare(found.excerpt or "") for found in stray):
            return
        if self.pending and row == self.pending[0]:
            self.pending.popleft()
            return
        if self.blocks and row == self.blocks[0][0]:
            block = self.blocks[0][1:]
            if [one for _, one in islice(self.rows, len(block))] == block:
                self.blocks.popleft()
                for _ in block:
                    self.rows.popleft()
                return
        if self.pending and self._same(row, self.pending[0]):
            self.pending.popleft()
            return
        empty = self.track.format == "webvtt" and "" in _forms(row)  # `<c>` without a class
        if not empty and not self._is_told(line, row):
            self.missing.append(Lost(line, row))

    def _same(self, row: str, text: str) -> bool:
        """Whether a line of the file is a line of a text, as the file's format writes it."""
        if _bare(row) == _bare(text):
            return True
        if self.track.format != "webvtt":
            return False
        return not _forms(row).isdisjoint(_forms(text))

    def _is_told(self, line: int, row: str) -> bool:
        """Whether a finding on this line shows it, or all of it that a finding can hold."""
        shown = _bare(row)
        for found in (*self.told[line], *self.told[line - 1]):
            excerpt = _bare(found.excerpt or "")
            if found.code == "SUB009" and shown in excerpt:
                return True
            if found.line != line:
                continue
            if shown == excerpt or (found.span and excerpt and shown.startswith(excerpt)):
                size = len(excerpt)
                if len(shown) <= size or int(found.arguments.get("characters", 0)) >= len(row):
                    return True
            if len(row) > MAX_EXCERPT and excerpt and excerpt in shown and found.code == "SUB004":
                return True
        return False

    def _made_up(self) -> None:
        self.missing += [Lost(0, row) for row in self.pending if _bare(row)]
        self.pending.clear()


def _forms(text: str) -> set[str]:
    """What a line of WebVTT may come to: without its tags, and with its characters unescaped."""
    plain = _ENTITY.sub(_character, text)
    without = _untagged(text)
    forms = (text, plain, without, _untagged(plain), _ENTITY.sub(_character, without))
    return {_bare(form) for form in forms}


def _untagged(text: str) -> str:
    while True:
        text, count = _TAG.subn("", text)
        if not count:
            return text


def _character(entity: re.Match[str]) -> str:
    character = unescape(entity[0])
    return entity[0] if character in "\0\n\r\ufffd" else character


def _bare(text: str) -> str:
    return "".join(text.split()).strip(_INVISIBLE)


def _exact(row: str, start: int, end: int) -> bool:
    """Whether a line says two times and nothing else."""
    numbers = _DIGITS.findall(row)
    if _DIGITS.sub("", row).replace(" ", "").replace("\t", "") not in _FORMS:
        return False
    half = len(numbers) // 2
    if len(numbers) < 6:
        return False
    return [_milliseconds(numbers[:half]), _milliseconds(numbers[half:])] == [start, end]


_FORMS = {f"{a}-->{b}" for a in ("::,", "::.", ":.") for b in ("::,", "::.", ":.")}


def _milliseconds(numbers: list[str]) -> int:
    *hours, minutes, seconds, fraction = map(int, numbers)
    return ((hours[0] if hours else 0) * 3600 + minutes * 60 + seconds) * 1000 + fraction
