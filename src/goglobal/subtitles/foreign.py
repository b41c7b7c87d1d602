"""What the readers of richer formats share: the extra packages, cues before they have a number.

A library decodes what is hard to decode (styles, code words, code pages), never which text there
is: these readers find the text themselves, so that nothing a library drops can be lost.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from importlib import import_module

import msgspec

from goglobal.errors import Argument, UsageError
from goglobal.messages import N_
from goglobal.model import Cue, Track
from goglobal.subtitles.cue_report import CueReport
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.inspection import inspect
from goglobal.subtitles.markup import KNOWN_TAGS, TOKEN
from goglobal.subtitles.spans import Lines, Span, markup
from goglobal.subtitles.timing import Timing

_MARKS = re.compile(r"[<{\\]")
_PLACED = re.compile(r"\{[^{}\n]*?\\an?[0-9]")
_LINE_ENDS = re.compile("\r\n?")
_INSPECTED = frozenset({"SUB007", "SUB011", "SUB012", "SUB014"})
"""What `inspect` finds, which counts the lines of a cue as lines of the file."""
_MOST_KEPT = 20
"""Remarks about one cue: more would say the same."""


class Remark(msgspec.Struct, frozen=True):
    """What there is to say about a cue that has no number yet."""

    code: str
    message: str
    arguments: Mapping[str, Argument] = {}
    help: str = ""
    excerpt: str | None = None
    line: int | None = None
    """1-based; None: the cue's own."""
    fixable: bool | None = None


class Draft(msgspec.Struct):
    """A cue before the cues of its file are put in order."""

    start: int
    end: int
    text: str
    line: int = 1
    """1-based line of the file where it begins; in a binary file, the number of its block."""
    flaws: tuple[str, ...] = ()
    """What is wrong with its times, in the words of `Timing.flaws`."""
    found: str = ""
    """Its times as they stand in the file."""
    remarks: Sequence[Remark] = ()


def require(package: str) -> None:
    """Raise UsageError where one of the extra packages is not installed."""
    try:
        import_module(package)
    except ImportError:
        raise UsageError(
            N_("this subtitle format is read with {package}, which is not installed"),
            {"package": package},
            N_('install it: pip install "goglobal[formats]"'),
        ) from None
    log = logging.getLogger(package)
    if not log.handlers:  # else what it logs is printed where nobody has set logging up
        log.addHandler(logging.NullHandler())


def milliseconds(seconds: Fraction) -> int:
    """A time to the nearest millisecond, halves upwards."""
    return (2000 * seconds.numerator + seconds.denominator) // (2 * seconds.denominator)


def split_lines(runs: Iterable[Span]) -> Lines:
    """Runs whose text may hold line feeds as lines of runs; neighbours of one style are joined."""
    lines: list[list[Span]] = [[]]
    pieces: list[str] = []
    last = None
    for run in runs:
        for number, words in enumerate(_LINE_ENDS.sub("\n", run.text).split("\n")):
            if (number or last != run.style) and pieces:
                lines[-1].append(Span("".join(pieces), last or run.style))
                pieces.clear()
            if number:
                lines.append([])
            if words:
                pieces.append(words)
            last = run.style
    if pieces and last is not None:
        lines[-1].append(Span("".join(pieces), last))
    return tuple(map(tuple, lines))


def cue_text(lines: Lines, place: int, remarks: list[Remark]) -> str:
    """The runs of a cue as its text, at a `place` of the keypad.

    Words that read as mark-up here but were none in the file are kept, and a remark.
    """
    text = markup(lines)
    literal = None
    if _MARKS.search(text):
        literal = _literal("\n".join("".join(span.text for span in line) for line in lines))
    if literal:
        remarks.append(
            Remark(
                "SUB012",
                N_("`{markup}` is text in this file, but reads as mark-up everywhere else"),
                {"markup": literal[:50], "kind": "literal", "name": literal[:50]},
                N_("use other brackets, as `(` or `[`, where they are to be seen"),
                literal,
                fixable=False,
            )
        )
    if place == 2 and not (literal and _PLACED.search(text)):
        return text
    return f"{{\\an{place}}}{text}"


def _literal(words: str) -> str | None:
    for match in TOKEN.finditer(words):
        if match["override"] or match["escape"] or (match["tag"] or "").lower() in KNOWN_TAGS:
            return match[0]
    return None


def lost(what: Iterable[str], excerpt: str | None = None) -> Remark:
    """SUB012: what the text had and no cue can say."""
    names = " ".join(dict.fromkeys(what))
    return Remark(
        "SUB012",
        N_("a cue has nothing for `{markup}`: it was left out, its text was kept"),
        {"markup": names[:200], "kind": "style", "name": names.split(" ")[0][:50]},
        N_("deliver without it, or say the same with `<i>`, `<b>`, `<u>` or a colour"),
        excerpt,
        fixable=False,
    )


def stray(text: str, message: str, advice: str, line: int | None = None) -> Remark:
    """SUB008: text of the file that stands in no cue; `{text}` of the message is its beginning."""
    shown = " ".join(text.split())
    return Remark(
        "SUB008",
        message,
        {"text": shown[:80], "characters": len(text)},
        advice,
        shown,
        line,
        fixable=False,
    )


def tell(remark: Remark, out: Collector, line: int | None, cue: int | None = None) -> None:
    """Make a finding of a remark."""
    if out.full(remark.code):
        characters = int(remark.arguments.get("characters", 0))
        out.leave_out(remark.code, line, characters=characters)
        return
    out.add(
        remark.code,
        line=remark.line or line,
        cue=cue,
        message=remark.message,
        arguments=remark.arguments,
        help=remark.help,
        excerpt=remark.excerpt,
        fixable=remark.fixable,
        characters=int(remark.arguments.get("characters", 0)),
    )


def track_of(
    drafts: Sequence[Draft],
    out: Collector,
    *,
    format: str,  # noqa: A002
    language: str | None,
    name: str,
    blank: bool,
) -> Track:
    """The cues in order of their starts, with all there is to say about them.

    `blank`: there is nothing in the file.
    """
    ordered = sorted(drafts, key=lambda draft: draft.start)
    for number, draft in enumerate(ordered, 1):
        if draft.flaws:
            timing = Timing(draft.start, draft.end, draft.flaws)
            CueReport(out, number, draft.line, draft.found).timing(timing, ".")
        if not draft.text.strip():
            CueReport(out, number, draft.line, draft.found).empty(cut=False)
        for remark in draft.remarks[:_MOST_KEPT]:
            tell(remark, out, draft.line, number)
    if not ordered:
        out.add(
            "SUB013",
            line=1,
            message=N_("the file is empty") if blank else N_("the file holds no cues"),
            help=N_("check that the right file was sent, and in a format that is read here"),
        )
    lines = tuple(draft.line for draft in ordered)
    damaged = out.count("SUB001") > 0 or out.count("SUB009") > 0
    inspect([draft.text for draft in ordered], lambda: lines, out, damaged=damaged)
    findings = out.findings()
    if format != "ttml":  # all of a cue stands in one line of its file
        findings = tuple(
            msgspec.structs.replace(one, line=lines[one.cue - 1])
            if one.cue and one.code in _INSPECTED
            else one
            for one in findings
        )
    return Track(
        cues=tuple(Cue(draft.start, draft.end, draft.text) for draft in ordered),
        language=language,
        findings=findings,
        name=name,
        format=format,
        lines=lines,
        text_lines=lines,
    )


def tag_or_none(found: str) -> str | None:
    """A language tag of a file in canonical form; None for what is none."""
    from goglobal.languages import canonical

    try:
        return canonical(found.strip()) if found.strip() else None
    except ValueError:
        return None
