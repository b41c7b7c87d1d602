"""What a writer has to leave out of a file, as findings (SUB012): its text is never among it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goglobal.errors import Argument
from goglobal.messages import N_
from goglobal.model import Cue, Track
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.markup import alignment

_SIDES = (
    "align:start align:left position:0%",
    "align:center align:middle position:50%",
    "align:end align:right position:100%",
)
_ROWS = ("line:-1 line:auto line:100%", "line:50% line:50%,center", "line:0 line:0%")
_USUAL = "size:100% position:auto"


class LeftOut:
    """The losses of one track in one format; where nobody asked for them, nothing happens."""

    def __init__(self, track: Track, name: str, report: Collector | None) -> None:
        self._track = track
        self._name = name
        self._report = report

    @property
    def wanted(self) -> bool:
        """Whether anybody asked."""
        return self._report is not None

    def add(
        self,
        index: int | None,
        message: str,
        arguments: Mapping[str, Argument],
        advice: str,
        *,
        kind: str,
    ) -> None:
        """A loss in the cue at 0-based `index`; None: in the track.

        `{format}` is the format's name; `kind` is what is lost, in one word.
        """
        report = self._report
        if report is None:
            return
        if report.full("SUB012"):
            report.leave_out("SUB012", None)
            return
        report.add(
            "SUB012",
            line=None if index is None else self._track.text_line_of(index),
            cue=None if index is None else index + 1,
            message=message,
            arguments={**arguments, "format": self._name, "kind": kind, "name": kind},
            help=advice,
            excerpt=None if index is None else self._track.cues[index].text.split("\n")[0],
            fixable=False,
        )

    def markup(self, index: int, lost: Sequence[str]) -> None:
        """Mark-up that says more than a style of the format can."""
        self.add(
            index,
            N_("{format} has nothing for `{markup}`: it was left out, its text was kept"),
            {"markup": " ".join(lost)[:200]},
            N_("deliver without it, or say the same with `<i>`, `<b>`, `<u>` or a colour"),
            kind="markup",
        )

    def characters(self, index: int, found: Sequence[str]) -> None:
        """Characters that the format forbids; U+FFFD stands for each of them."""
        self.add(
            index,
            N_("{format} cannot hold control characters such as {first}: {count} became U+FFFD"),
            {"count": len(found), "first": f"U+{ord(found[0]):04X}"},
            N_("take the control characters out of the text"),
            kind="characters",
        )

    def usual(self) -> None:
        """What only WebVTT has, and cues without a duration."""
        if self._report is None:
            return
        self._file()
        for index, cue in enumerate(self._track.cues):
            if cue.settings:
                self._settings(index, cue)
            if cue.identifier:
                self.add(
                    index,
                    N_("{format} has no place for the cue's identifier `{identifier}`"),
                    {"identifier": cue.identifier[:80]},
                    N_("nothing has to be done, unless a player's script looks for it"),
                    kind="identifier",
                )
            if cue.payload:
                self.add(
                    index,
                    N_("{format} has nothing for the voices, classes or ruby of `{payload}`"),
                    {"payload": " ".join(cue.payload.split())[:120]},
                    N_("name the speaker in the text, if viewers have to know"),
                    kind="markup",
                )
            if cue.end <= cue.start:
                self.add(
                    index,
                    N_("the cue ends at or before its start: readers of {format} do not show it"),
                    {},
                    N_("give it an end that is later than its start"),
                    kind="duration",
                )

    def _file(self) -> None:
        if self._track.header.strip():
            self._block(self._track.header)
        for block in self._track.blocks:
            self._block(block.text)

    def _block(self, text: str) -> None:
        self.add(
            None,
            N_("{format} has no place for what stands between the cues: `{block}`"),
            {"block": " ".join(text.split())[:80]},
            N_("keep the WebVTT file too, if its header, notes, styles or regions are needed"),
            kind="block",
        )

    def _settings(self, index: int, cue: Cue) -> None:
        row, side = divmod(alignment(cue) - 1, 3)
        meant = f"{_SIDES[side]} {_ROWS[row]} {_USUAL}".split()
        more = [part for part in cue.settings.split() if part not in meant]
        if more:
            self.add(
                index,
                N_("{format} is told top, middle or bottom, left or right: not `{settings}`"),
                {"settings": " ".join(more)[:120]},
                N_("look at the cue in a player where its exact place matters"),
                kind="settings",
            )
