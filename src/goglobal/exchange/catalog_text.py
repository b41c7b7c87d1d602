"""A PO file as text that is changed in place: what nobody asked to change stays byte for byte.

polib reads an entry, but wraps, sorts and drops when it writes a file. So only those lines of an
entry are written anew that have to change; broken entries, unknown comments and flags stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from goglobal.project.po_blocks import Block, blocks_in, entries_of, is_done, is_header
from goglobal.project.po_text import LINE_END

if TYPE_CHECKING:
    import polib

State = Literal["live", "obsolete", "header", "other"]
"""`other`: a broken entry, a second one under a key, one without a key, what stands in between."""

WRAPPED = 78
"""Characters in a line of a file whose texts are wrapped; gettext's own width."""
_RAW_LINE = re.compile(rf"[^\r\n]*(?:{LINE_END.pattern})|[^\r\n]+\Z")
_KEY = re.compile(r'(?:#~[ \t]*)?msgctxt[ \t]*"((?:[^"\\]|\\.)*)')
_TEXT_END = re.compile(r'\\n"[ \t]*\Z')
_LIMIT = re.compile(r"max-length:\s*\d*")
_FUZZY = re.compile("fuzzy")


class Part:
    """The lines of one entry, or of what stands between entries."""

    __slots__ = ("entry", "key", "lines", "state", "whole")

    def __init__(
        self, lines: list[str], state: State, key: str = "", entry: polib.POEntry | None = None
    ) -> None:
        self.lines = lines
        """Without their ends."""
        self.state: State = state
        self.key = key
        self.entry = entry
        self.whole = True
        """Whether it has an end: what is put behind it is not taken for a part of it."""

    @property
    def source(self) -> str:
        """The msgid."""
        return str(self.entry.msgid) if self.entry is not None else ""

    @property
    def text(self) -> str:
        """The msgstr."""
        return str(self.entry.msgstr) if self.entry is not None else ""

    @property
    def fuzzy(self) -> bool:
        """Whether the entry is marked as fuzzy."""
        return self.entry is not None and "fuzzy" in self.entry.flags


class CatalogText:
    """A PO file, cut into parts that together are the whole file."""

    def __init__(self, text: str) -> None:
        raw = _RAW_LINE.findall(text)
        plain = [line.rstrip("\r\n") for line in raw]
        self._ends = [line[len(bare) :] for line, bare in zip(raw, plain, strict=True)]
        self.newline = _most_used(self._ends)
        self.ends_open = bool(raw) and not self._ends[-1]
        """Whether the last line has no end."""
        blocks = blocks_in("\n".join(plain)) if raw else []
        self.parts = _parts(blocks)
        for part, block in zip(self.parts, blocks, strict=True):
            part.whole = is_done(block)
        self._ends_of = {
            id(part): self._ends[block.start - 1 : block.start - 1 + len(block.lines)]
            for part, block in zip(self.parts, blocks, strict=True)
        }
        self._before = {id(part): list(part.lines) for part in self.parts}
        self.wrapped = _is_wrapped(blocks)

    @property
    def taken(self) -> set[str]:
        """The keys of broken entries that no other has: a new one would stand there twice."""
        live = {part.key for part in self.parts if part.state == "live"}
        broken = (part for part in self.parts if part.state == "other")
        return {key for part in broken for key in _keys_in(part.lines)} - live

    def render(self) -> str:
        """The whole file: lines as they were, and changed ones with the file's own line ends."""
        pieces: list[str] = []
        for part in self.parts:
            if self._before.get(id(part)) == part.lines:
                ends = self._ends_of[id(part)]
                pieces.extend(line + end for line, end in zip(part.lines, ends, strict=True))
            else:
                pieces.extend(self._rendered(part))
        for index in range(len(pieces) - 1):
            if not pieces[index].endswith(("\n", "\r")):
                pieces[index] += self.newline
        if pieces and self.ends_open:
            pieces[-1] = pieces[-1].rstrip("\r\n")
        elif pieces and not pieces[-1].endswith(("\n", "\r")):
            pieces[-1] += self.newline
        return "".join(pieces)

    def _rendered(self, part: Part) -> Iterator[str]:
        """Lines that were there before keep their ends, so that a diff shows only what changed."""
        before, ends = self._before.get(id(part), []), self._ends_of.get(id(part), [])
        start = 0
        for line in part.lines:
            try:
                at = before.index(line, start)
            except ValueError:
                yield line + self.newline
                continue
            yield line + ends[at]
            start = at + 1


def _parts(blocks: list[Block]) -> list[Part]:
    parts: list[Part] = []
    seen: set[str] = set()
    headed = False
    for block, entry in zip(blocks, entries_of(blocks), strict=True):
        if is_header(block) and not headed:
            headed = True
            parts.append(Part(block.lines, "header"))
            continue
        key = str(entry.msgctxt or "") if entry is not None else ""
        if entry is None or not key or entry.msgid_plural or entry.msgstr_plural:
            parts.append(Part(block.lines, "other"))
        elif entry.obsolete:
            parts.append(Part(block.lines, "obsolete", key, entry))
        elif key in seen:
            parts.append(Part(block.lines, "other"))
        else:
            seen.add(key)
            parts.append(Part(block.lines, "live", key, entry))
    return parts


def _keys_in(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        found = _KEY.match(line.strip())
        if found is not None and not line.lstrip().startswith("#~"):
            yield found[1]


def _most_used(ends: Sequence[str]) -> str:
    counts = {end: ends.count(end) for end in ("\n", "\r\n", "\r", "\r\r\n")}
    return max(counts, key=lambda end: counts[end])


def _is_wrapped(blocks: Iterable[Block]) -> bool:
    """Whether the texts of the file's entries are broken where no line ends in them."""
    for block in blocks:
        if is_header(block):
            continue
        before = ""
        for line in block.lines:
            bare = line.lstrip()
            if bare.startswith('"') and before and not _TEXT_END.search(before):
                return True
            # the `""` behind a keyword is no part of the text
            before = bare if bare.startswith('"') else ""
    return False


# The lines of one entry, by what they are.


def field_lines(word: str, text: str, *, wrapped: bool = False) -> list[str]:
    """`msgid "…"` or the like as lines of a file, a line for each line of the text."""
    import polib

    pieces = [piece for piece in re.split(r"(?<=\n)", text) if piece]
    if wrapped:
        pieces = [part for piece in pieces for part in _wrap(piece)]
    quoted = [f'"{polib.escape(piece)}"' for piece in pieces]
    if len(quoted) < 2 and len(quoted[0] if quoted else "") + len(word) < (
        WRAPPED if wrapped else 1 << 30
    ):
        return [f"{word} {quoted[0] if quoted else _EMPTY}"]
    return [f"{word} {_EMPTY}", *quoted]


_EMPTY = '""'


def _wrap(text: str) -> list[str]:
    """A text in pieces of at most a line, broken behind spaces."""
    lines: list[str] = []
    for word in re.findall(r"\S*\s*", text):
        if lines and len(lines[-1]) + len(word.rstrip()) <= WRAPPED - 2:
            lines[-1] += word
        elif word:
            lines.append(word)
    return lines


def fresh(
    key: str, source: str, *, notes: Iterable[str], limit: int | None, wrapped: bool
) -> list[str]:
    """The lines of a new entry, with an empty line before it."""
    return [
        "",
        *(f"#. {note}" for note in notes),
        "#: series.toml",
        *([f"#, max-length:{limit}"] if limit is not None else []),
        *field_lines("msgctxt", key),
        *field_lines("msgid", source, wrapped=wrapped),
        'msgstr ""',
    ]


def with_field(lines: Sequence[str], word: str, text: str, *, wrapped: bool) -> list[str]:
    """The lines of an entry with another text behind a keyword."""
    start, end = _field(lines, word)
    comments = [line for line in lines[start:end] if line.lstrip().startswith("#")]
    new = field_lines(word, text, wrapped=wrapped)
    return [*lines[:start], *comments, *new, *lines[end:]]


def _field(lines: Sequence[str], word: str) -> tuple[int, int]:
    """Where a keyword's lines begin and end."""
    pattern = re.compile(rf"{word}(?![\w\[])")
    start = next(i for i, line in enumerate(lines) if pattern.match(line.lstrip()))
    end = start + 1
    for index in range(end, len(lines)):
        bare = lines[index].lstrip()
        if bare.startswith('"'):
            end = index + 1
        elif bare and not bare.startswith("#"):
            break
    return start, end


def _first_field(lines: Sequence[str]) -> int:
    return next(i for i, line in enumerate(lines) if line.lstrip().startswith("msg"))


def with_notes(lines: Sequence[str], notes: Sequence[str], own: Iterable[bool]) -> list[str]:
    """The lines of an entry with these notes (`#.`) in place of those that are ours.

    `own` tells for each line whether it is one of ours.
    """
    wanted = [f"#. {note}" for note in notes]
    ours = [index for index, is_own in enumerate(own) if is_own]
    if [lines[index] for index in ours] == wanted:
        return list(lines)
    if ours:
        at = ours[0]
    else:
        at = next(
            i
            for i, line in enumerate(lines)
            if line.lstrip()[:2] in {"#.", "#:", "#,", "#|"} or line.lstrip().startswith("msg")
        )
    gone = frozenset(ours)
    before = [line for i, line in enumerate(lines[:at]) if i not in gone]
    after = [line for i, line in enumerate(lines[at:], at) if i not in gone]
    return [*before, *wanted, *after]


def with_limit(lines: Sequence[str], limit: int | None) -> list[str]:
    """The lines of an entry with `max-length:N` as its only flag of that name, or without any."""
    return _with_flag(lines, _LIMIT, None if limit is None else f"max-length:{limit}")


def with_fuzzy(lines: Sequence[str]) -> list[str]:
    """The lines of an entry that is marked as fuzzy, as the first of its flags."""
    if any("fuzzy" in _flags(line) for line in lines if _is_flags(line)):
        return list(lines)
    at = next((i for i, line in enumerate(lines) if _is_flags(line)), None)
    if at is None:
        at = _before_previous(lines)
        return [*lines[:at], "#, fuzzy", *lines[at:]]
    return [*lines[:at], f"#, {', '.join(('fuzzy', *_flags(lines[at])))}", *lines[at + 1 :]]


def without_fuzzy(lines: Sequence[str]) -> list[str]:
    """The lines of an entry that somebody has confirmed."""
    return _with_flag(lines, _FUZZY, None)


def _with_flag(lines: Sequence[str], pattern: re.Pattern[str], wanted: str | None) -> list[str]:
    result: list[str] = []
    left = wanted
    for line in lines:
        flags = _flags(line) if _is_flags(line) else []
        if not any(pattern.fullmatch(flag) for flag in flags):
            result.append(line)
            continue
        kept: list[str] = []
        for flag in flags:
            if not pattern.fullmatch(flag):
                kept.append(flag)
            elif left is not None:
                kept.append(left)
                left = None
        if kept:
            result.append(line if kept == flags else f"#, {', '.join(kept)}")
    if left is None:
        return result
    at = max((i for i, line in enumerate(result) if _is_flags(line)), default=None)
    if at is None:
        at = _before_previous(result)
        return [*result[:at], f"#, {left}", *result[at:]]
    return [*result[:at], f"#, {', '.join((*_flags(result[at]), left))}", *result[at + 1 :]]


def _is_flags(line: str) -> bool:
    return line.lstrip().startswith("#,")


def _flags(line: str) -> list[str]:
    return [flag for part in line.lstrip()[2:].split(",") if (flag := part.strip())]


def _before_previous(lines: Sequence[str]) -> int:
    """Where flags belong: before the previous text, or before the entry itself."""
    return next(
        (i for i, line in enumerate(lines) if line.lstrip().startswith("#|")), _first_field(lines)
    )


def with_previous(lines: Sequence[str], source: str | None, *, wrapped: bool) -> list[str]:
    """The lines of an entry with the text that it was translated from (`#|`), or without it."""
    rest = [line for line in lines if not line.lstrip().startswith("#|")]
    if source is None:
        return rest
    at = _first_field(rest)
    told = [f"#| {line}" for line in field_lines("msgid", source, wrapped=wrapped)]
    return [*rest[:at], *told, *rest[at:]]


def previous_of(lines: Iterable[str]) -> str | None:
    """The text that an entry says it was translated from; None: it says nothing readable."""
    import polib

    told = [line.lstrip()[2:].strip() for line in lines if line.lstrip().startswith("#|")]
    start = next((i for i, line in enumerate(told) if re.match(r'msgid[ \t]*"', line)), None)
    if start is None:
        return None
    pieces = [told[start].partition('"')[2]]
    for line in told[start + 1 :]:
        if not line.startswith('"'):
            break
        pieces.append(line[1:])
    if not all(piece.endswith('"') for piece in pieces):
        return None
    return str(polib.unescape("".join(piece[:-1] for piece in pieces)))


def as_obsolete(lines: Sequence[str]) -> list[str]:
    """The lines of an entry that the series has no text for any more, kept for the next one."""
    result = []
    for line in lines:
        bare = line.lstrip()
        if bare[:2] in {"#.", "#:"}:
            continue
        if bare.startswith("#|"):
            result.append(f"#~| {bare[2:].lstrip()}")
        elif bare and not bare.startswith("#"):
            result.append(f"#~ {bare}")
        else:
            result.append(line)
    return result


def as_live(lines: Sequence[str]) -> list[str]:
    """The lines of an obsolete entry that the series has a text for again."""
    result = []
    for line in lines:
        bare = line.lstrip()
        if bare.startswith("#~|"):
            result.append(f"#| {bare[3:].lstrip()}")
        elif bare.startswith("#~"):
            result.append(bare[2:].lstrip())
        else:
            result.append(line)
    return result
