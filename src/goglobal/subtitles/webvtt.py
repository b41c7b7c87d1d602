"""The WebVTT reader: settings, identifiers and blocks are kept, and no text is lost.

It takes a file block by block, as https://www.w3.org/TR/webvtt1/ (2019-04-04), section 6, does,
but where the standard drops something, it goes into a cue or a finding here.
"""

from __future__ import annotations

import re

import msgspec

from goglobal.messages import N_
from goglobal.model import Block, Cue, Track
from goglobal.subtitles.clocks import SPACE, parse_clock, tables
from goglobal.subtitles.cue_report import CueReport
from goglobal.subtitles.decoding import Decoded
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.inspection import inspect, place
from goglobal.subtitles.lineends import even
from goglobal.subtitles.markup import is_simple
from goglobal.subtitles.rows import from_file, is_blank
from goglobal.subtitles.stray import report_stray
from goglobal.subtitles.timing import LINE, SETTINGS, Timing, guess, spoken, understand
from goglobal.subtitles.webvtt_text import COLOURS, class_colours, from_payload

_BLOCK = re.compile(r"[^\n]++(?:\n[^\n]++)*+")
_CLOCK = r"(?:[0-9]{2,4}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3}"
_EXACT = re.compile(rf"({_CLOCK})[ \t]++-->[ \t]++({_CLOCK})(?:[ \t]++(.*))?")
_ROW = rf"{SPACE}*+[^\s][^\n]*+"
_HOURS = "((?:[0-9]{2}:)?+)([0-5][0-9]:[0-5][0-9]\\.)([0-9]{3})"
_REGULAR = re.compile(
    rf"(?:(?!NOTE|STYLE|REGION)({_ROW})\n)?+{_HOURS} --> {_HOURS}(?: ([^\n]*+))?+"
    rf"\n({_ROW}(?:\n{_ROW})*+)"
)
"""A block that is a cue and nothing else."""
_KEPT = re.compile(r"NOTE(?:[ \t\n]|\Z)|(?:STYLE|REGION)[ \t]*+(?:\n|\Z)")
_SIGNATURE = re.compile(r"WEBVTT(?=[ \t\n]|\Z)")
_COUNTER = re.compile(r"0|[1-9][0-9]{0,8}")
_NAME = re.compile(r"</?([A-Za-z0-9]*)")


def read_webvtt(decoded: Decoded, *, language: str | None = None, name: str = "") -> Track:
    """A WebVTT file as a track; never raises because of content.

    Mark-up comes to stand as in SRT; what SRT cannot say is left out and a finding (SUB012).
    """
    out = Collector()
    out.extend(decoded.findings)
    damaged = out.count("SUB001") > 0 or out.count("SUB009") > 0
    reading = _Reading(even(decoded.text, out), out)
    reading.read()
    cues, text_lines = reading.cues, reading.text_lines
    inspect([cue.text for cue in cues], lambda: text_lines, out, damaged=damaged)
    return Track(
        cues=tuple(cues),
        language=language,
        findings=out.findings(),
        name=name,
        format="webvtt",
        header=reading.header,
        blocks=tuple(reading.blocks),
        lines=tuple(reading.lines),
        text_lines=tuple(text_lines),
    )


class _Open(msgspec.Struct):
    """A cue whose text is still being read."""

    report: CueReport
    timing: Timing
    identifier: str
    line: int
    """Of its identifier, or of its time line where it has none."""
    rows: list[str]
    text_line: int
    next_line: int
    """The line behind its last row."""
    blank_line: int = 0
    """The first blank line within its text; 0: there is none."""
    after_blank: str = ""


class _Reading:
    """One file being read, block by block: blocks are what blank lines separate."""

    def __init__(self, text: str, out: Collector) -> None:
        self.text = text
        self.out = out
        self.header = ""
        self.cues: list[Cue] = []
        self.blocks: list[Block] = []
        self.lines: list[int] = []
        self.text_lines: list[int] = []
        self.colours = dict(COLOURS)
        self.open: _Open | None = None
        self.last: tuple[str, int] | None = None
        """The last cue's block and its line, where it was a regular one."""
        self.kept_line = 0
        """The line behind the last note or style."""

    def read(self) -> None:
        """Read the whole text."""
        line, position, first = 1, 0, True
        for match in _BLOCK.finditer(self.text):
            line += self.text.count("\n", position, match.start())
            position = match.start()
            if not first and self._regular(match[0], line):
                continue
            rows = match[0].split("\n")
            skip = self._header(rows, line) if first else 0
            first = False
            while skip < len(rows) and is_blank(rows[skip]):
                skip += 1
            if skip < len(rows):
                self._block(rows[skip:], line + skip)
        self._close(last=True)
        if not self.cues:
            empty = not self.text.strip()
            self.out.add(
                "SUB013",
                line=1,
                message=N_("the file is empty") if empty else N_("the file holds no cues"),
                help=N_("check that the right file was sent, and in a format that is read here"),
            )

    def _regular(self, block: str, line: int) -> bool:
        """Take a block that is a regular cue, the quick way."""
        match = _REGULAR.fullmatch(block)
        if match is None:
            return False
        identifier, *clocks, settings, text = match.groups("")
        if "-->" in text or "-->" in identifier:
            return False
        if "&" in text or ("<" in text and not is_simple(text)):
            return False
        if settings and not SETTINGS.fullmatch(settings):
            return False
        self._close()
        second, thousandth = tables(".")
        start = second[(clocks[0] or "00:") + clocks[1]] + thousandth[clocks[2]]
        end = second[(clocks[3] or "00:") + clocks[4]] + thousandth[clocks[5]]
        self._add(start, end, from_file(text), settings.strip(), identifier.strip())
        self.lines.append(line)
        self.text_lines.append(line + (2 if identifier else 1))
        self.last = block, line
        return True

    def _reopen(self) -> None:
        """Read the last cue again, the long way, for more text follows it."""
        if self.last is not None:
            block, line = self.last
            self.last = None
            for kept in (self.cues, self.lines, self.text_lines):
                kept.pop()
            self._block(block.split("\n"), line)

    def _header(self, rows: list[str], line: int) -> int:
        """Take the header from the first block and return how many rows it has.

        A time line ends it, as in the standard.
        """
        signed = _SIGNATURE.match(rows[0]) is not None
        if not signed or line > 1:
            self.out.add(
                "SUB008",
                line=line,
                message=N_("the file does not begin with `WEBVTT`: players refuse it"),
                help=N_("write WEBVTT in the first line"),
                excerpt=rows[0],
            )
        if not signed:
            return 0
        stop = next((n for n, row in enumerate(rows) if n and "-->" in row), len(rows))
        self.header = "\n".join(rows[:stop])[len("WEBVTT") :]
        return stop

    def _block(self, rows: list[str], line: int) -> None:
        first, timing = 0, None
        # whatever stands right above a time line is its identifier, be it a time itself
        named = len(rows) > 1 and "-->" in rows[1] and "-->" not in rows[0]
        for n, row in enumerate(rows):
            first, timing = n, self._timing(row, first=n == 1 or (n == 0 and not named))
            if timing:
                break
        if timing is None:
            self._untimed(rows, line)
            return
        if first > 1:
            self._untimed(rows[: first - 1], line)
        for n in range(first, len(rows)):
            if n > first:
                timing = self._timing(rows[n], first=False)
            if timing:
                self._begin(rows, n, line + n, timing, crowded=n > first)
            elif self.open:
                if not self.open.rows:
                    self.open.text_line = line + n
                self.open.rows.append(rows[n])
                self.open.next_line = line + n + 1

    def _timing(self, row: str, *, first: bool) -> Timing | None:
        """What a row says as a time line; None where it is none.

        Where the `first` time line of a block may stand, other arrows and broken times count.
        """
        exact = _EXACT.fullmatch(row.strip()) if "-->" in row else None
        if exact:
            start, end = (parse_clock(exact[k], ".", hours_wanted=False) for k in (1, 2))
            if start and end:
                return Timing(start.ms, end.ms, (), (exact[3] or "").strip())
        match = LINE.match("\n" + row)
        timing = understand(match, ".", hours_wanted=False) if match else None
        meant = timing and first and (timing.certain or (timing.whole and not timing.weak))
        if timing and ("-->" in row or meant):
            return timing
        if "-->" in row and first and any(map(str.isdigit, row)):
            before = self.cues[-1].end if self.cues else 0
            return guess(row, self.open.timing.end if self.open else before)
        return None

    def _begin(self, rows: list[str], n: int, line: int, timing: Timing, *, crowded: bool) -> None:
        identifier = ""
        if crowded and self.open and self.open.rows:
            last = self.open.rows[-1].strip()
            if last.isascii() and last.isdigit():
                identifier = self.open.rows.pop().strip()
        elif n and not crowded:
            identifier = rows[n - 1].strip()
        self._close()
        self.last = None
        report = CueReport(self.out, len(self.cues) + 1, line, rows[n])
        if crowded:
            report.crowded(line)
        own_line = line - 1 if identifier else line
        self.open = _Open(report, timing, identifier, own_line, [], line + 1, line + 1)
        if timing.rest and spoken(timing.rest):
            flaws = (*timing.flaws, "text")
            self.open.timing = msgspec.structs.replace(timing, flaws=flaws, rest="")
            self.open.rows.append(timing.rest)
            self.open.text_line = line

    def _untimed(self, rows: list[str], line: int) -> None:
        """A block without a time line: a note or a style, else text behind a blank line."""
        text = "\n".join(rows)
        if _KEPT.match(text):
            self.blocks.append(Block(len(self.cues) + (self.open is not None), text))
            if text.startswith("STYLE"):
                self.colours.update(class_colours(text))
            self.kept_line = line + len(rows)
            return
        self._reopen()
        one = self.open
        if one is None:
            report_stray("\n" + text, line - 1, self.out)
            return
        if not one.blank_line:
            one.blank_line, one.after_blank = one.next_line, rows[0]
        if one.rows:
            rows = [""] * max(1, line - max(one.next_line, self.kept_line)) + rows
        else:
            one.text_line = line
        one.rows += rows
        one.next_line = line + text.count("\n") + 1

    def _close(self, *, last: bool = False) -> None:
        """Make a cue of what was read of it."""
        one, self.open = self.open, None
        if one is None:
            return
        report, timing = one.report, one.timing
        payload = "\n".join(one.rows)
        read = from_payload("" if is_blank(payload) else payload, self.colours)
        if is_blank(payload):
            report.empty(cut=last and not self.text.endswith("\n\n"))
        elif is_blank(read.text):
            report.marks_only(one.rows[0], one.text_line)
        if one.blank_line:
            report.blank_line(one.blank_line, one.after_blank)
        if "-->" in payload:
            for offset, row in enumerate(one.rows):
                if "-->" in row:
                    report.like_timing(row, one.text_line + offset)
        if timing.flaws:
            report.timing(timing, ".")
        if read.lost or read.literal:
            self._lost(one, payload, read.lost)
        kept = payload if read.lost or read.literal or read.classes else ""
        self._add(timing.start, timing.end, read.text, timing.rest, one.identifier, kept)
        self.lines.append(one.line)
        self.text_lines.append(one.text_line)

    def _add(  # noqa: PLR0917 - private, the fields of a cue in their order
        self, start: int, end: int, text: str, settings: str, identifier: str, payload: str = ""
    ) -> None:
        number = int(identifier) if _COUNTER.fullmatch(identifier) else None
        if number is not None:
            identifier = ""
        self.cues.append(Cue(start, end, text, number, settings, identifier, payload))

    def _lost(self, one: _Open, payload: str, lost: tuple[str, ...]) -> None:
        """SUB012: the mark-up that was left out, once for each kind of tag."""
        kinds: dict[str, list[str]] = {}
        for tag in lost:
            name = _NAME.match(tag)
            kinds.setdefault((name[1] if name else "") or "tag", []).append(tag)
        for kind, tags in kinds.items():
            start = max(payload.find(tags[0]), 0)
            row, excerpt, span = place(payload, start, start + len(tags[0]))
            markup = " ".join(tags)
            self.out.add(
                "SUB012",
                line=one.text_line + row,
                cue=one.report.cue,
                message=N_("SRT has nothing for `{markup}`: only WebVTT keeps it; its text stays"),
                arguments={
                    "markup": markup[:200],
                    "kind": "tag",
                    "name": "time" if kind[0].isdigit() else kind.lower(),
                    "characters": len(markup),
                },
                help=N_("deliver without it, or say the same with `<i>`, `<b>`, `<u>`"),
                excerpt=excerpt,
                span=span,
            )
        if not lost:
            self.out.add(
                "SUB012",
                line=one.text_line,
                cue=one.report.cue,
                message=N_(
                    "escaped brackets (`&lt;`) in the text look like mark-up outside WebVTT"
                ),
                arguments={"markup": "&lt;", "kind": "entity", "name": "&lt;"},
                help=N_("use other brackets, as `(` or `[`, where they are to be seen"),
                excerpt=one.rows[0],
            )
