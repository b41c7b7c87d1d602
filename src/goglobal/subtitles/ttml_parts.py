"""One `p` of a TTML file: its runs of text, the times inside it, and what no cue can say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

import msgspec

from goglobal.messages import N_
from goglobal.subtitles.foreign import (
    Draft,
    Remark,
    cue_text,
    lost,
    milliseconds,
    split_lines,
    stray,
)
from goglobal.subtitles.spans import PLAIN, Lines, Span, Style
from goglobal.subtitles.ttml_styles import Look, Looks
from goglobal.subtitles.ttml_times import Shown, Time, Times
from goglobal.subtitles.ttml_tree import Node

METADATA = frozenset({"metadata", "desc", "title", "copyright", "agent", "name", "actor", "item"})
IMAGES = frozenset({"image", "audio", "source", "data", "chunk", "resources"})
ANIMATIONS = frozenset({"set", "animate"})
BLOCKS = METADATA | IMAGES | ANIMATIONS | {"div", "p", "body", "head"}
"""What can stand in a `body` or `div`; all else there is text that should be in a `p`."""

_NAMED = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline"}
_SPACE = re.compile(r"[ \t\r\n]+")
_BRACKETS = frozenset("()（）[]【】〔〕 ")
_REVEALING = frozenset({"display", "visibility", "opacity"})
_MOST_STEPS = 20_000
"""Pieces times moments of one `p` that are looked at: beyond it, it is one cue."""


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What holds where a `p` stands."""

    looks: Looks
    times: Times
    preserve: bool
    chain: tuple[Look, ...] = ()
    """How the elements around look, the outermost first."""
    region: Look | None = None
    revealed: bool = False
    """Whether something shows at some time what is hidden otherwise."""

    def within(self, node: Node, look: Look) -> Context:
        """What holds inside an element."""
        return msgspec.structs.replace(
            self,
            preserve=_preserve(node, self.preserve),
            chain=(*self.chain, look),
            region=look.region or self.region,
            revealed=self.revealed or _reveals(node),
        )


class _State(msgspec.Struct, frozen=True):
    """How the text looks at one place."""

    style: Style
    base: str
    """The colour that needs no words, for all of the track has it."""
    hidden: bool = False
    gone: bool = False
    struck: bool = False

    def under(self, look: Look) -> _State:
        """How it looks inside of an element."""
        style = self.style
        found: dict[str, bool | str] = {
            name: value
            for name in ("italic", "bold", "underline", "colour")
            if (value := getattr(look, name)) is not None
        }
        if found.get("colour") == self.base:
            found["colour"] = ""
        if found:
            style = msgspec.structs.replace(style, **found)
        return _State(
            style,
            self.base,
            self.hidden if look.hidden is None else look.hidden,
            self.gone or look.gone,
            self.struck if look.struck is None else look.struck,
        )


class _Piece(msgspec.Struct, frozen=True):
    """A run of text with the time in which it is shown."""

    text: str
    """A line feed alone: a `br`."""
    style: Style
    preserve: bool
    begin: Fraction
    end: Time
    broken: bool = False
    """Whether it is a `br`."""


def _state(chain: Sequence[Look]) -> _State:
    """How the text of a `p` looks; white is what players take where nothing is said."""
    state = _State(PLAIN, "")
    for look in chain:
        state = state.under(look)
    if state.style.colour not in ("", "#ffffff"):
        return state
    style = msgspec.structs.replace(state.style, colour="")
    return msgspec.structs.replace(state, style=style, base="#ffffff")


class Part:
    """A `p`, taken apart."""

    def __init__(self, node: Node, context: Context) -> None:
        self.node = node
        self.remarks: list[Remark] = []
        self.images: list[Node] = []
        self.hidden: list[str] = []
        self.timed = False
        """Whether it, or anything in it, has times of its own."""
        self._context = context
        self._pieces: list[_Piece] = []
        self._lost: list[str] = []
        self._ruby = 0
        self._shown = context.times.of(node)
        self._revealed = context.revealed or _reveals(node)
        look = context.looks.of(node)
        region = look.region or context.region
        chain = [context.looks.initial, *context.chain, look]
        if region:  # one that is hidden is shown by something, at some time
            shown = msgspec.structs.replace(region, hidden=None, gone=False)
            chain.insert(1, shown)
        self.place = _place(chain, region)
        if region and region.vertical:
            self._lost.append("writingMode")
        self._read(node, _state(chain), _preserve(node, context.preserve), self._shown)
        if self.hidden:
            text = " ".join(self.hidden)
            self.remarks.append(
                stray(
                    text,
                    N_("this text is hidden in the file and stands in no cue: `{text}`"),
                    N_("take it away, or show it, if it is meant to be read"),
                )
            )
        if self._lost:
            self.remarks.append(lost(self._lost))

    @property
    def nothing(self) -> bool:
        """Whether nothing in it is to be read."""
        return not any(piece.text.strip() for piece in self._pieces)

    @property
    def plain(self) -> str:
        """Its words alone."""
        return "".join(piece.text for piece in self._pieces)

    # reading

    def _read(self, node: Node, state: _State, preserve: bool, shown: Shown) -> None:
        self.timed = self.timed or shown.own
        for child in node.children:
            if isinstance(child, str):
                self._words(child, state, preserve, shown)
            elif child.tag == "br":
                self._pieces.append(
                    _Piece("\n", state.style, True, shown.begin, shown.end, broken=True)
                )
                self._read(child, state, preserve, shown)
            elif child.tag in METADATA:
                words = text_of(child)
                if words.strip():
                    self.remarks.append(metadata(words, child.line))
            elif child.tag in ANIMATIONS:
                self.remarks.append(animated(child.line))
            elif child.tag in IMAGES:
                self.images.append(child)
            else:
                self._element(child, state, preserve, shown)

    def _words(self, words: str, state: _State, preserve: bool, shown: Shown) -> None:
        if (state.hidden or state.gone) and not self._revealed:
            if words.strip():
                self.hidden.append(words.strip())
            return
        if state.struck and words.strip():
            self._lost.append("textDecoration")
        self._pieces.append(_Piece(words, state.style, preserve, shown.begin, shown.end))

    def _element(self, node: Node, state: _State, preserve: bool, shown: Shown) -> None:
        state = state.under(self._context.looks.of(node))
        shown = self._context.times.of(node) if node.tag in ("p", "span", "div") else shown
        preserve = _preserve(node, preserve)
        if node.tag in _NAMED:
            changed = msgspec.structs.replace(state.style, **{_NAMED[node.tag]: True})
            state = msgspec.structs.replace(state, style=changed)
        if node.tag != "span":
            self._foreign(node)
        if node.tag in ("p", "div") and self._pieces:
            self._pieces.append(
                _Piece("\n", state.style, True, shown.begin, shown.end, broken=True)
            )
        ruby = node.attributes.get("ruby")
        if ruby == "container":
            self._lost.append("ruby")
        if ruby == "delimiter" and set(text_of(node)) <= _BRACKETS:
            return
        if ruby != "text":
            self._read(node, state, preserve, shown)
            return
        for bracket in ("(", ")"):
            self._words(bracket, state, preserve, shown)
            if bracket == "(":
                self._read(node, state, preserve, shown)

    def _foreign(self, node: Node) -> None:
        self.remarks.append(
            Remark(
                "SUB012",
                N_("`{markup}` is nothing that TTML has inside of a `p`: its text was kept"),
                {"markup": f"<{node.tag[:40]}>", "kind": "tag", "name": node.tag[:40].lower()},
                N_("write a `span` with a style, or a `br`"),
                line=node.line,
                fixable=False,
            )
        )

    # making cues

    def drafts(self) -> list[Draft]:
        """Its cues: one, unless texts follow one another inside it."""
        groups = self._groups()
        drafts = []
        for number, (begin, end, pieces, split) in enumerate(groups):
            remarks = [] if number else self.remarks
            lines = _lines(pieces)
            if split:
                lines = tuple(line for line in lines if line)
            text = cue_text(lines, self.place, remarks) if any(lines) else ""
            flaws = self._shown.flaws
            start = milliseconds(begin)
            stop = milliseconds(end) if end is not None else start
            if end is None:
                flaws = (*flaws, "no-end")
            found = self._shown.found or "<p>"
            drafts.append(Draft(start, stop, text, self.node.line, flaws, found, remarks))
        return drafts

    def _groups(self) -> list[tuple[Fraction, Time, list[_Piece], bool]]:
        """Pieces that are one cue, with its times and whether it is one of several."""
        whole = self._shown
        words = [piece for piece in self._pieces if piece.text.strip()]
        spans = {(piece.begin, piece.end) for piece in words if _lasts(piece)}
        if spans <= {(whole.begin, whole.end)}:
            return [(whole.begin, whole.end, self._pieces, False)]
        ends = {end for _, end in spans}
        begin = min(first for first, _ in spans)
        if len(ends) == 1 or (whole.begin, whole.end) in spans:  # it comes piece by piece
            if len(spans) > 1:
                self.remarks.append(lost(["begin"] if len(ends) == 1 else ["begin", "end"]))
            last = ends.pop() if len(ends) == 1 else whole.end
            return [(begin, last, self._pieces, False)]
        moments = sorted({moment for pair in spans for moment in pair if moment is not None})
        if len(moments) * len(self._pieces) > _MOST_STEPS:
            self.remarks.append(lost(["begin", "end"]))
            last = None if None in ends else moments[-1]
            return [(begin, last, self._pieces, False)]
        stops: list[Time] = list(moments[1:])
        if None in ends:
            stops.append(None)
        groups: list[tuple[Fraction, Time, list[_Piece], bool]] = []
        for first, last in zip(moments, stops, strict=False):
            active = [piece for piece in self._pieces if _active(piece, first)]
            if not any(piece.text.strip() for piece in active):
                continue
            if groups and groups[-1][1] == first and groups[-1][2] == active:
                groups[-1] = (groups[-1][0], last, active, True)
            else:
                groups.append((first, last, active, True))
        return groups


def _lasts(piece: _Piece) -> bool:
    return piece.end is None or piece.end > piece.begin


def _active(piece: _Piece, moment: Fraction) -> bool:
    """Whether a piece is shown then; one that lasts no time is shown with all others."""
    if piece.broken or not _lasts(piece):
        return True
    return piece.begin <= moment and (piece.end is None or moment < piece.end)


def _lines(pieces: Sequence[_Piece]) -> Lines:
    """Pieces as lines of runs, white space as `xml:space` has it."""
    runs: list[Span] = []
    open_space = True
    """Whether white space that follows is one with what stands before it."""
    for piece in pieces:
        if piece.broken:
            _trim(runs)
            runs.append(Span("\n", piece.style))
            open_space = True
        elif piece.preserve:
            if piece.text:
                runs.append(Span(piece.text, piece.style))
                runs.append(_KEPT)
                open_space = False
        else:
            text = _SPACE.sub(" ", piece.text)
            if open_space:
                text = text.lstrip(" ")
            if text:
                runs.append(Span(text, piece.style))
                open_space = text[-1] == " "
    _trim(runs)
    return split_lines([run for run in runs if run is not _KEPT])


_KEPT = Span("")
"""Stands behind a run whose white space is kept."""


def _trim(runs: list[Span]) -> None:
    """Take the white space off the end of the last line."""
    while runs and runs[-1] is not _KEPT and runs[-1].text != "\n":
        words = runs[-1].text.rstrip(" ")
        if words == runs[-1].text:
            return
        style = runs.pop().style
        if words:
            runs.append(Span(words, style))
            return


def _place(chain: Sequence[Look], region: Look | None) -> int:
    """Where the text stands, as a number of the keypad; the bottom where nothing is said."""
    side = next((look.side for look in reversed(chain) if look.side), 2)
    row = region.row if region and region.row is not None else 0
    return row * 3 + side


def _preserve(node: Node, inherited: bool) -> bool:
    space = node.attributes.get("space")
    return inherited if space not in ("preserve", "default") else space == "preserve"


def _reveals(node: Node) -> bool:
    """Whether an animation in an element changes whether it can be seen."""
    return any(
        isinstance(child, Node)
        and (
            (child.tag in ANIMATIONS and not _REVEALING.isdisjoint(child.attributes))
            or (child.tag == "span" and _reveals(child))
        )
        for child in node.children
    )


def text_of(node: Node) -> str:
    """All characters inside an element."""
    return "".join(
        child if isinstance(child, str) else "\n" if child.tag == "br" else text_of(child)
        for child in node.children
    )


def metadata(words: str, line: int | None = None) -> Remark:
    """SUB008: a description that no viewer sees."""
    return stray(
        words,
        N_("this is a description in the file (metadata) and stands in no cue: `{text}`"),
        N_("nothing has to be done, unless it is dialogue"),
        line,
    )


def animated(line: int | None = None) -> Remark:
    """SUB012: something changes while it is shown."""
    return Remark(
        "SUB012",
        N_("a style changes while the text is shown: the cue has the one that it begins with"),
        {"markup": "<set>", "kind": "animation", "name": "set"},
        N_("nothing has to be done, unless the change says something"),
        line=line,
        fixable=False,
    )
