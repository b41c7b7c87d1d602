"""The words for what is wrong around one cue of an SRT or WebVTT file: its time, counter, place."""

from __future__ import annotations

from goglobal.messages import N_
from goglobal.subtitles import rows
from goglobal.subtitles.clocks import clock
from goglobal.subtitles.counters import Counter
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.timing import LINE, Timing

_WRITE = N_("it was read as `{read}`; write that")
_LOOK = N_("it was read as `{read}`, which is a guess: look at the picture and write the true one")
_TIMINGS: dict[str, str] = {
    "unreadable": N_("the times cannot be read: `{found}`"),
    "no-end": N_("the cue has no end: `{found}`"),
    "negative": N_("a time lies below zero: `{found}`"),
    "frames": N_("the last part may be frames, not milliseconds: `{found}`"),
    "over-59": N_("minutes or seconds go beyond 59: `{found}`"),
    "arrow": N_("the arrow between the times is not ` --> `: `{found}`"),
    "mark": N_("the wrong sign stands between the parts of a time: `{found}`"),
    "milliseconds": N_("the milliseconds are missing or are not three digits: `{found}`"),
    "hours": N_("the hours are missing or are not two digits: `{found}`"),
    "digits": N_("the digits are not two each, or not 0 to 9: `{found}`"),
    "spaces": N_("the spaces on the time line are not as they should be: `{found}`"),
    "same-line": N_("the counter stands on the time line: `{found}`"),
    "text": N_("text stands on the time line; it was read as the cue's: `{found}`"),
}
_SEVERAL = N_("several things are wrong with the time line: `{found}`")
_GUESSED = frozenset({"unreadable", "no-end", "negative", "frames"})


class CueReport:
    """What there is to say about one cue: 1-based position `cue`, time line `found` in `line`."""

    def __init__(self, out: Collector, cue: int, line: int, found: str) -> None:
        self.out = out
        self.cue = cue
        self.line = line
        self.found = found

    def timing(self, timing: Timing, mark: str = ",") -> None:
        """SUB004: the flaws of the time line, as one finding."""
        gravest = timing.flaws[0]
        guessed = not _GUESSED.isdisjoint(timing.flaws)
        if self.out.full("SUB004"):
            self.out.leave_out("SUB004", self.line, characters=len(self.found) * guessed)
            return
        several = len(timing.flaws) > 1 and gravest not in _GUESSED
        text = self.found.strip()
        read = f"{clock(timing.start, mark)} --> {clock(timing.end, mark)}"
        self.out.add(
            "SUB004",
            line=self.line,
            cue=self.cue,
            message=_SEVERAL if several else _TIMINGS[gravest],
            arguments={"found": text[:80], "read": read},
            help=_LOOK if guessed else _WRITE,
            excerpt=text,
            span=(0, len(text)),
            fixable=not guessed,
        )

    def behind(self, rest: str) -> None:
        """SUB008: coordinates or the like behind the times."""
        self.out.add(
            "SUB008",
            line=self.line,
            cue=self.cue,
            message=N_("behind the times stands `{text}`, which SRT has no place for"),
            arguments={"text": rest[:80], "characters": len(rest)},
            help=N_("take it away; a cue at the top of the picture begins with `{{\\an8}}`"),
            excerpt=rest,
            span=(0, len(rest)),
            characters=len(rest),
        )

    def text(self, text: str, begins: int, skipped: int) -> None:
        """SUB006 and SUB004: a blank line in the text, or a line that looks like a time line.

        `begins` is the line where the text begins, `skipped` the blank lines before it.
        """
        blank = rows.BLANK_LINE.search(text) if "\n" in text else None
        if skipped or blank:
            after = text[blank.end() + 1 :] if blank and not skipped else text
            line = self.line + 1
            if blank and not skipped:
                line = begins + text.count("\n", 0, blank.end())
            self.blank_line(line, after.split("\n", 1)[0])
        if "-->" in text:
            for number, row in enumerate(text.split("\n")):
                if "-->" in row and LINE.match("\n" + row):
                    self.like_timing(row, begins + number)

    def blank_line(self, line: int, after: str) -> None:
        """SUB006: a blank line within the text; `after` is the line that follows it."""
        self.out.add(
            "SUB006",
            line=line,
            cue=self.cue,
            message=N_("a blank line stands inside the cue: many players drop what follows"),
            help=N_("take it away. If a new cue was meant, its counter and time are missing."),
            excerpt=after,
        )

    def like_timing(self, row: str, line: int) -> None:
        """SUB004: a line of text that may have been meant as a time line."""
        self.out.add(
            "SUB004",
            line=line,
            cue=self.cue,
            message=N_("a line of the text looks like a time line: `{found}`"),
            arguments={"found": row[:80]},
            help=N_("if it begins a cue, put a blank line and its counter before it"),
            excerpt=row,
            fixable=False,
        )

    def counter(self, counter: Counter, row: str, line: int) -> None:
        """SUB003, SUB005, SUB004: a counter that is decorated, apart from its time, or crowded."""
        if counter.mark:
            self.out.add(
                "SUB003",
                line=line,
                cue=self.cue,
                message=N_("a byte order mark stands inside the file: files were joined here"),
                help=N_("take it away"),
                excerpt=row.strip("\ufeff"),
            )
        if not counter.plain or counter.apart:
            message = N_("the counter `{found}` is not a plain number")
            if counter.apart:
                message = N_("a blank line stands between the counter and the time of the cue")
            self.out.add(
                "SUB005",
                line=line,
                cue=self.cue,
                message=message,
                arguments={"found": row[:40]},
                help=N_("write the counter in digits, right above the time"),
                excerpt=row,
                characters=len(row),
            )
        if counter.crowded and self.cue > 1:
            self.crowded(line)

    def crowded(self, line: int) -> None:
        """SUB004: no blank line between the text of the cue before and this cue."""
        self.out.add(
            "SUB004",
            line=line,
            cue=self.cue,
            message=N_("no blank line stands before this cue: players show its time as text"),
            help=N_("put a blank line before the cue"),
            excerpt=self.found.strip(),
        )

    def marks_only(self, row: str, line: int) -> None:
        """SUB007: tags and not a word, in a line of which the model keeps nothing."""
        self.out.add(
            "SUB007",
            line=line,
            cue=self.cue,
            message=N_("the cue holds mark-up but no text"),
            help=N_("take the cue away, or fill in what is said"),
            excerpt=row,
        )

    def empty(self, *, cut: bool) -> None:
        """SUB007, or SUB009 where the file ends right behind the time line."""
        if cut:
            code = "SUB009"
            message = N_("the file ends with a time and no text: it was cut off")
            advice = N_("ask for the whole file again, or take the last cue away")
        else:
            code = "SUB007"
            message = N_("the cue has a time but no text")
            advice = N_("take the cue away, or fill in what is said")
        self.out.add(
            code,
            line=self.line,
            cue=self.cue,
            message=message,
            help=advice,
            excerpt=self.found.strip(),
        )
