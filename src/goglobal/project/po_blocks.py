"""A PO text cut into its entries by keywords, never by quality: a broken one costs itself only.

polib parses; before it does, every line is checked here, because polib takes an unclosed quote
for an empty text and a missing file for content (version 1.2.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polib

_QUOTED = r'"(?:[^"\\]|\\.)*+"[ \t]*+'
_LINE = re.compile(
    rf"""(?:
        [ \t]*+
      | [ \t]*+\#(?!~).*+
      | (?:\#~[ \t]*+)?
        (?:(?P<word>msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)[ \t]++)?
        [ \t]*+{_QUOTED}
      | \#~.*+
    )""",
    re.VERBOSE,
)
_BETWEEN = re.compile(r'[ \t]*(?:\#(?!~[ \t]*")|\Z)')
"""A line that goes on with no text: empty, or a comment."""
_TEXT = re.compile(r'[ \t]*(?:\#~[ \t]*)?"')
_HEADER = "#" * 300 + '\nmsgid ""\nmsgstr ""\n\n'
"""Before what polib parses. No file system takes the comment for a name, so polib never opens
a file; and no entry with an empty msgid is taken for the header."""
_ODD_ENDS = re.compile("[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
"""polib would split lines at these."""


class Block:
    """The lines of one entry."""

    __slots__ = ("bad", "key_line", "lines", "start", "words")

    def __init__(self, start: int) -> None:
        self.start = start
        self.lines: list[str] = []
        self.words: set[str] = set()
        self.key_line: int | None = None
        self.bad: int | None = None
        """1-based line of the first thing that is no PO."""


def blocks_in(text: str) -> list[Block]:
    """Cut a PO text with LF line ends into its entries by their keywords, never by its quality.

    Every line is in exactly one block, in order; one without `words` and `bad` is no entry but
    what stands between entries.
    """
    found: list[Block] = []
    block: Block | None = None
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.fullmatch(line)
        word = (match["word"] or "").split("[")[0] if match else ""
        if not match:
            guess = re.match(r"\s*(msgctxt|msgid|msgstr)\b", line)
            word = guess[1] if guess else ""
        if block is None or _ends(block, word, line):
            block = Block(number)
            found.append(block)
        block.lines.append(line)
        if word:
            block.words.add(word)
            if block.key_line is None:
                block.key_line = number
        stray = not block.words and _TEXT.match(line) is not None
        if (not match or stray) and block.bad is None:
            block.bad = number
    return found


def entries_of(blocks: list[Block]) -> list[polib.POEntry | None]:
    """What polib makes of each block; None for one that is broken or no entry."""
    good = [b for b in blocks if b.bad is None and {"msgid", "msgstr"} <= b.words]
    entries = _parsed(good)
    if entries is None:
        entries = [found[0] if (found := _parsed([block])) else None for block in good]
    by_start = {block.start: entry for block, entry in zip(good, entries, strict=True)}
    return [by_start.get(block.start) for block in blocks]


def _parsed(blocks: list[Block]) -> list[polib.POEntry | None] | None:
    """One entry for each block; None where polib does not see as many as there are."""
    import polib

    text = "\n\n".join(["\n".join(_for_polib(block.lines)) for block in blocks])
    hidden = _Hidden(text)
    try:
        found = polib.pofile(_HEADER + hidden.text + "\n", encoding="utf-8")
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError):
        return None
    if len(found) != len(blocks):
        return None
    return [hidden.restored(entry) for entry in found]


def _for_polib(lines: list[str]) -> Iterator[str]:
    """The lines that say something of the entry, with the spaces that polib insists on."""
    for line in lines:
        bare = line.lstrip()
        if bare.startswith("#~"):
            if not bare.startswith("#~|"):
                yield f"#~ {bare[2:].lstrip()}"
        elif bare.startswith("#,"):
            yield f"#, {bare[2:].strip()}"
        elif not bare.startswith("#"):
            yield line


def _ends(block: Block, word: str, line: str) -> bool:
    """Whether an entry is over before this line, which has this keyword or none."""
    done = is_done(block)
    if word == "msgctxt":
        return done or bool(block.words & {"msgctxt", "msgid"})
    if word == "msgid":
        return done or "msgid" in block.words
    return done and not word and _BETWEEN.match(line) is not None


def is_done(block: Block) -> bool:
    """Whether an entry is over before the next keyword, comment or empty line."""
    return "msgstr" in block.words or (block.bad is not None and not block.words)


def is_header(block: Block) -> bool:
    """Whether a block is the header of the file: an empty msgid without a key."""
    if "msgctxt" in block.words:
        return False
    text = "\n".join(line for line in block.lines if not line.lstrip().startswith("#"))
    return re.match(r'\s*msgid[ \t]+""[ \t]*\n\s*msgstr', text) is not None


class _Hidden:
    """A text whose odd line ends are moved out of polib's sight, and how they come back."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.back: dict[int, str] = {}
        odd = set(_ODD_ENDS.findall(text))
        if odd:
            taken = set(text)
            free = (code for code in range(0xF0000, 0x10FFFE) if chr(code) not in taken)
            pairs = dict(zip(sorted(odd), free, strict=False))
            self.text = text.translate({ord(mark): code for mark, code in pairs.items()})
            self.back = {code: mark for mark, code in pairs.items()}

    def restored(self, entry: polib.POEntry) -> polib.POEntry:
        if self.back:
            for name in ("msgctxt", "msgid", "msgstr"):
                value = getattr(entry, name)
                if value:
                    setattr(entry, name, value.translate(self.back))
        return entry
