"""The reader of EBU STL: the binary subtitle files of European television.

ttconv reads the header and knows the letters of the Latin code table; blocks, times and lines are
read here. ttconv leaves out cues whose end is not behind their start, moves starts, loses text in
comments and damaged blocks, and reads 23.976 frames a second as if frames were dropped.
"""

from __future__ import annotations

import re
from fractions import Fraction

from goglobal.messages import N_
from goglobal.model import Track
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.foreign import (
    Draft,
    Remark,
    cue_text,
    lost,
    milliseconds,
    require,
    split_lines,
    stray,
    tag_or_none,
    tell,
    track_of,
)
from goglobal.subtitles.spans import PLAIN, Span
from goglobal.subtitles.stl_blocks import BLOCK, HEADER, LAST, Block, blocks_of, header_of
from goglobal.subtitles.stl_text import UNUSED, Field, decoded, read_field
from goglobal.subtitles.timecode import FrameRate, parse_timecode

_RATES = {
    b"STL23.01": FrameRate(24000, 1001),
    b"STL24.01": FrameRate(24),
    b"STL25.01": FrameRate(25),
    b"STL30.01": FrameRate(30000, 1001),
    b"STL50.01": FrameRate(50),
}
_PAGES = ("00", "01", "02", "03", "04")
_TELETEXT_ROWS = 23
_PRINTABLE = re.compile(rb"[\x20-\x7e\xa0-\xff]+")
_STANDARD = N_("ask for the file again, or look the cues around it through")


def read_stl(data: bytes, *, language: str | None = None, name: str = "") -> Track:
    """An EBU STL file as a track; never raises because of content.

    `lines` of the track are the numbers of its blocks. Raises UsageError where ttconv is not
    installed.
    """
    require("ttconv")
    out = Collector()
    reading = _Reading(data, out)
    reading.read()
    return track_of(
        reading.drafts,
        out,
        format="stl",
        language=language or reading.language,
        name=name,
        blank=not data.strip(b" \0\r\n\t"),
    )


class _Reading:
    """One file being read."""

    def __init__(self, data: bytes, out: Collector) -> None:
        self.data = data
        self.out = out
        self.drafts: list[Draft] = []
        self.language: str | None = None
        header = header_of(data)
        self._header = header
        self._rate = _RATES.get(header[3:11], FrameRate(25))
        self._page = header[12:14].decode("latin-1")
        self._teletext = header[11:12] in (b"1", b"2")
        rows = header[253:255].strip()
        self._rows = int(rows) if rows.isdigit() and int(rows) else _TELETEXT_ROWS
        if self._teletext:
            self._rows = _TELETEXT_ROWS
        self._open: list[Block] = []
        """The blocks of a subtitle that goes on in the next one."""
        self._built: Draft | None = None
        """A subtitle that is built up, piece by piece."""
        self._built_runs: list[Span] = []
        self._starts: list[Fraction] = []

    def read(self) -> None:
        """Make drafts of all subtitles."""
        if not self.data:
            return
        self._read_header()
        for block in blocks_of(self.data):
            if isinstance(block, bytes):
                self._no_block(block)
            else:
                self._block(block)
        self._close()
        self._close_built()
        if len(self.data) > HEADER and (len(self.data) - HEADER) % BLOCK:
            self._report(
                "SUB009",
                N_(
                    "the file does not end with a whole block: bytes of it are missing, or too many"
                ),
                {},
                _STANDARD,
            )
        self._shift()

    def _report(
        self, code: str, message: str, arguments: dict[str, str | int | float], advice: str
    ) -> None:
        self.out.add(
            code, line=None, message=message, arguments=arguments, help=advice, fixable=False
        )

    # the first block

    def _read_header(self) -> None:
        from ttconv.stl.datafile import DataFile

        header = self._header
        if header[3:11] not in _RATES:
            self._report(
                "SUB004",
                N_("the file names no frame rate that there is (`{found}`): it was read as 25"),
                {"found": header[3:11].decode("latin-1").strip("\0 ")},
                N_("compare the last cue with the picture"),
            )
        if self._page not in _PAGES:
            self._report(
                "SUB001",
                N_("the file names no code table that there is (`{found}`): it was read as Latin"),
                {"found": self._page.strip("\0 ")},
                N_("look at the letters with accents; ask who made the file"),
            )
            self._page = "00"
        self.language = tag_or_none(DataFile(header).get_language())
        if len(self.data) < HEADER:
            self._no_block(self.data)

    # the blocks behind it

    def _no_block(self, data: bytes) -> None:
        found = _PRINTABLE.findall(data.replace(bytes([UNUSED]), b"\0"))
        words = decoded(b" ".join(found), self._page)[0]
        if any(map(str.isalpha, words)):
            tell(_apart(words), self.out, None)

    def _block(self, block: Block) -> None:
        if block.damage:
            self._report(
                "SUB009",
                N_("block {block} has one byte too many or too few: the file was damaged")
                if abs(block.damage) == 1
                else N_(
                    "block {block} has {count} bytes too many or too few: the file was damaged"
                ),
                {"block": block.number, "count": abs(block.damage)},
                _STANDARD,
            )
        if self._open and self._open[0].subtitle != block.subtitle:
            self._close()
        if block.data:
            words = b" ".join(_PRINTABLE.findall(block.field.replace(b"\x8f", b"\0")))
            if words.strip():
                message = N_("block {block} holds data of a program, not a subtitle: `{text}`")
                self._stray(block, decoded(words, self._page)[0], message)
            return
        self._open.append(block)
        if block.extension == LAST:
            self._close()

    def _stray(self, block: Block, words: str, message: str) -> None:
        shown = " ".join(words.split())
        self.out.add(
            "SUB008",
            line=block.number,
            message=message,
            arguments={"block": block.number, "text": shown[:80], "characters": len(words)},
            help=N_("nothing has to be done, unless it is dialogue"),
            excerpt=shown,
            fixable=False,
            characters=len(words),
        )

    def _close(self) -> None:
        """All blocks of a subtitle are there."""
        blocks, self._open = self._open, []
        if not blocks:
            return
        first = blocks[0]
        data = b"".join(block.field.rstrip(b"\x8f") for block in blocks)
        field = read_field(data, self._page, teletext=self._teletext)
        if first.comment:
            words = "".join(run.text for run in field.runs) + field.behind
            if words.strip():
                message = N_("block {block} is a comment, which is not shown: `{text}`")
                self._stray(first, words, message)
            return
        if field.behind:
            message = N_("text stands behind the end of the text of block {block}: `{text}`")
            self._stray(first, field.behind, message)
        if field.unknown:
            self._report(
                "SUB001",
                N_("one letter of block {block} is none in the code table of the file")
                if field.unknown == 1
                else N_("{count} letters of block {block} are none in the code table of the file"),
                {"count": field.unknown, "block": first.number},
                N_("ask for the file again: each stands as � in the text"),
            )
        self._subtitle(first, field)

    def _subtitle(self, block: Block, field: Field) -> None:
        """A subtitle, which may be part of one that is built up (cumulative)."""
        start, flaws = self._time(block.begin)
        end, more = self._time(block.end)
        if block.cumulative in (2, 3) and self._built:
            draft = self._built
            draft.end = max(draft.end, milliseconds(end))
            if field.runs and self._built_runs:
                self._built_runs.append(Span("\n", PLAIN))
            self._built_runs += field.runs
            if block.cumulative == 3:
                self._close_built()
            return
        self._close_built()
        self._built_runs = list(field.runs)
        found = f"{_label(block.begin)} --> {_label(block.end)}"
        self._built = Draft(
            milliseconds(start),
            milliseconds(end),
            "",
            block.number,
            tuple(dict.fromkeys((*flaws, *more))),
            found,
            [lost(["cumulative"])] if block.cumulative == 1 else [],
        )
        self._place = self._place_of(block, field)
        self._starts.append(start)
        if block.cumulative != 1:
            self._close_built()

    def _close_built(self) -> None:
        draft, self._built = self._built, None
        if draft is None:
            return
        remarks: list[Remark] = list(draft.remarks)
        lines = split_lines(self._built_runs)
        draft.text = cue_text(lines, self._place, remarks) if any(lines) else ""
        draft.remarks = remarks
        self.drafts.append(draft)

    def _place_of(self, block: Block, field: Field) -> int:
        """A number of the keypad for the row where a subtitle begins and how it is justified."""
        side = block.justified if block.justified in (1, 3) else 2
        if not 0 < block.row <= self._rows:
            return side
        lines = 1 + sum(run.text.count("\n") for run in field.runs)
        middle = block.row + (lines * (2 if field.double else 1) - 1) / 2
        share = middle / self._rows
        return side + (6 if share < 1 / 3 else 3 if share < 2 / 3 else 0)

    # times

    def _time(self, found: tuple[int, int, int, int]) -> tuple[Fraction, tuple[str, ...]]:
        """A timecode in seconds, and what is wrong with it."""
        hours, minutes, seconds, frames = found
        rate = self._rate
        flaws: tuple[str, ...] = ("over-59",) if minutes > 59 or seconds > 59 else ()
        if frames >= rate.nominal:
            flaws = ("unreadable", *flaws)
        drop = bool(rate.drops)
        frame = None if flaws else parse_timecode(_label(found), rate, drop=drop)
        if frame is None:
            total = 60 * hours + minutes
            frame = (60 * total + seconds) * rate.nominal + frames
            frame -= rate.drops * (total - total // 10)
        return frame / rate.exact, flaws

    def _shift(self) -> None:
        """Count from the start of the programme, where the file says when that is."""
        digits = self._header[256:264]
        if not digits.isdigit() or not int(digits) or not self.drafts:
            return
        code = tuple(int(digits[place : place + 2]) for place in (0, 2, 4, 6))
        start = self._time((code[0], code[1], code[2], code[3]))[0]
        found = _label((code[0], code[1], code[2], code[3]))
        if min(self._starts) < start:
            self._report(
                "SUB004",
                N_("the file says that the programme starts at {found}, but cues stand before it"),
                {"found": found},
                N_("nothing was shifted: compare the first cue with the picture"),
            )
            return
        offset = milliseconds(start)
        for draft in self.drafts:
            draft.start -= offset
            draft.end = max(draft.end - offset, 0)
        self._report(
            "SUB004",
            N_("the programme starts at {found} in this file: the cues were shifted to zero"),
            {"found": found},
            N_("compare the first cue with the picture"),
        )


def _label(found: tuple[int, int, int, int]) -> str:
    return ":".join(f"{part:02}" for part in found)


def _apart(words: str) -> Remark:
    return stray(
        words,
        N_("this stands where no block of the file is, and in no cue: `{text}`"),
        _STANDARD,
    )
