"""Writing a file anew: what keeps it from being written, its form, and that it says the same."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from html import unescape
from itertools import pairwise

import msgspec

from goglobal.errors import Argument
from goglobal.findings import Finding
from goglobal.fixing.base import REWRITTEN
from goglobal.fixing.changes import Left
from goglobal.fixing.diffs import line_end_names
from goglobal.fixing.judging import Item
from goglobal.fixing.tags import whole_tags
from goglobal.messages import N_
from goglobal.model import Block, Cue, Track
from goglobal.subtitles.decoding import Decoded
from goglobal.subtitles.deviations import Collector
from goglobal.subtitles.lineends import even
from goglobal.subtitles.markup import plain

_FORMATS = {".srt": "srt", ".vtt": "webvtt", ".webvtt": "webvtt"}
_LOST = frozenset({"SUB001", "SUB009", "SUB013"})
_PIECE = 20
"""Cues that are read at once where a whole file has more findings than are kept."""
_WORDS = re.compile(r"[^\W\d_]{2}")

_BY_HAND = N_("the file is left as it is: line {line} ({code}) has to be put right by hand first")
_NOT_ASKED = N_(
    "the file is left as it is: written anew, it would lose what {code} found in line {line}, and"
    " not everybody asks for that"
)
_OTHER_FORMAT = N_("the file is left as it is: its content is {format}, its name says otherwise")


class Form(msgspec.Struct, frozen=True):
    """How a file is written, apart from what stands in it."""

    format: str
    mark: bool
    """Whether it begins with a byte order mark."""
    line_ends: str
    feeds: int
    """Line ends at the end of the file, one or two."""


def obstacle(text: str, track: Track, items: Sequence[Item]) -> Left | None:
    """Why a file must not be written anew; None where it may be.

    Whatever is neither cue nor kept block would be gone, and a time that was only guessed would
    look like a true one. `text` is what the file was decoded to.
    """
    if track.format != _FORMATS.get(os.path.splitext(track.name)[1].lower()):
        first = items[0].finding if items else None
        if first is None:
            return None
        names = {"webvtt": "WebVTT", "srt": "SRT"}
        written = names.get(track.format, track.format)
        return Left(finding=first, reason=_OTHER_FORMAT, arguments={"format": written})
    mended = {_same(item.finding) for item in items if item.mendable}
    for finding in _every(text, track):
        if _is_loss(finding):
            return Left(finding=finding, reason=_BY_HAND, arguments=_place(finding))
    for finding in track.findings:
        if _goes_away(finding) and _same(finding) not in mended:
            return Left(finding=finding, reason=_NOT_ASKED, arguments=_place(finding))
    return None


def _place(finding: Finding) -> dict[str, Argument]:
    return {"line": finding.line or 1, "code": finding.code}


def _every(text: str, track: Track) -> Iterator[Finding]:
    """The reader's findings; where they were too many to be kept, those of the file in pieces."""
    yield from (finding for finding in track.findings if "more" not in finding.arguments)
    if not track.cues or all("more" not in finding.arguments for finding in track.findings):
        return
    from goglobal import subtitles

    rows = even(text, Collector()).split("\n")
    starts = [track.line_of(index) for index in range(0, len(track.cues), _PIECE)]
    for first, last in pairwise([1, *starts[1:], len(rows) + 1]):
        piece = "\n".join(rows[first - 1 : last - 1])
        for finding in subtitles.parse(piece, format=track.format).findings:
            if finding.code in ("SUB004", "SUB008"):
                line = (finding.line or 1) + first - 1
                yield msgspec.structs.replace(finding, line=line)


def _is_loss(finding: Finding) -> bool:
    """Whether writing the file anew would lose text or hide that something was guessed."""
    if finding.code in _LOST:
        return True
    if finding.code == "SUB004":
        return not finding.fixable
    if finding.code == "SUB008" and finding.cue is None:
        text = finding.arguments.get("text")
        return bool(text and _WORDS.search(str(text)))
    return False


def _goes_away(finding: Finding) -> bool:
    """Whether what a finding tells of is gone once the file is written anew."""
    if finding.code == "SUB003":
        return finding.cue is not None
    return finding.code in REWRITTEN


def _same(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.message, finding.line, finding.cue, finding.excerpt


def is_rewritten(finding: Finding) -> bool:
    """Whether a finding needs nothing but the file to be written anew."""
    return finding.code in REWRITTEN or finding.cue is None


def form_of(decoded: Decoded, track: Track, mended: Iterable[Finding]) -> Form:
    """How to write a file again: as it was, but for the `mended` findings."""
    turned = any(finding.code == "SUB003" and finding.cue is None for finding in mended)
    mark = decoded.bom and not decoded.legacy
    text = decoded.text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    tail = len(text) - len(text.rstrip("\n"))
    return Form(
        format=track.format,
        mark=not mark if turned else mark,
        line_ends="crlf" if line_end_names(decoded.text) == "CRLF" else "lf",
        feeds=min(max(tail, 1), 2),
    )


def written(track: Track, form: Form) -> bytes:
    """A track as the file that it came from, in the given form.

    Raises GoGlobalError for a time below zero.
    """
    from goglobal import subtitles

    data = subtitles.write(track, form.format, byte_order_mark=form.mark, line_ends=form.line_ends)
    end = b"\r\n" if form.line_ends == "crlf" else b"\n"
    if not track.cues or not track.cues[-1].text.strip():
        return data
    body = data.rstrip(b"\r\n")
    return body + end * form.feeds


def is_same(cues: Sequence[Cue], others: Sequence[Cue]) -> bool:
    """Whether cues are the same but for their counters."""
    return len(cues) == len(others) and all(
        (a.start, a.end, a.text, a.settings, a.identifier, a.payload)
        == (b.start, b.end, b.text, b.settings, b.identifier, b.payload)
        for a, b in zip(cues, others, strict=True)
    )


def moved(cues: Sequence[Cue], new: Sequence[Cue]) -> list[int | None] | None:
    """Where each of `new` was among `cues`, by what a mend hands back untouched.

    None where that cannot be told.
    """
    if len(cues) == len(new) and not _is_permuted(cues, new):
        return list(range(len(cues)))
    places: dict[int, list[int]] = {}
    for index in reversed(range(len(cues))):
        places.setdefault(id(cues[index]), []).append(index)
    result: list[int | None] = []
    for cue in new:
        known = places.get(id(cue))
        if not known:
            return None
        result.append(known.pop())
    return result


def _is_permuted(cues: Sequence[Cue], new: Sequence[Cue]) -> bool:
    own = {id(cue) for cue in cues}
    return any(a is not b and id(b) in own for a, b in zip(cues, new, strict=True))


def blocks_after(
    blocks: Iterable[Block], old: Sequence[int | None], count: int
) -> tuple[Block, ...]:
    """Blocks before the same cues as they were; `old` is the old place of each new cue."""
    place_of = {index: place for place, index in enumerate(old) if index is not None}
    result = []
    for block in blocks:
        index = block.before
        while index < count and index not in place_of:
            index += 1
        result.append(msgspec.structs.replace(block, before=place_of.get(index, len(old))))
    return tuple(sorted(result, key=lambda block: block.before))


def says(text: str) -> str:
    """What a cue text says: its letters, digits, marks and signs, without mark-up or punctuation.

    No mend but that of mojibake may change this.
    """
    shown = unicodedata.normalize("NFC", unescape(plain(whole_tags(text))))
    return "".join(
        c for c in shown if unicodedata.category(c)[0] in "LNMS" and not "\ufe00" <= c <= "\ufe0f"
    )


def says_the_same(
    before: Sequence[Cue], after: Sequence[Cue], origins: Sequence[int], spared: Collection[int]
) -> bool:
    """Whether no cue of `after` says anything else than the one it came from.

    `origins` is the place of each in `before`, `spared` holds those that may differ. A cue that is
    gone must have said nothing.
    """
    gone = set(range(len(before))) - set(origins)
    return not any(says(before[index].text) for index in gone) and all(
        index in spared or says(before[index].text) == says(cue.text)
        for index, cue in zip(origins, after, strict=True)
    )
