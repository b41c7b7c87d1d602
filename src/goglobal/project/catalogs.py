"""Translated metadata: gettext PO files, read so that a broken line costs its own entry only.

polib parses; before it does, every line is checked here, because polib takes an unclosed quote
for an empty text and a missing file for content (version 1.2.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from goglobal.findings import Finding, Severity
from goglobal.messages import N_
from goglobal.model import Catalog, Entry
from goglobal.project.deviations import finding
from goglobal.project.po_text import decode_po
from goglobal.project.reading import printable
from goglobal.suggestions import nearest

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
_HEADER = "#" * 300 + '\nmsgid ""\nmsgstr ""\n\n'
"""Before what polib parses. No file system takes the comment for a name, so polib never opens
a file; and no entry with an empty msgid is taken for the header."""
_ODD_ENDS = re.compile("[\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
"""polib would split lines at these."""
MOST_FINDINGS = 20


class _Block:
    """The lines of one entry."""

    __slots__ = ("bad", "key_line", "lines", "start", "words")

    def __init__(self, start: int) -> None:
        self.start = start
        self.lines: list[str] = []
        self.words: set[str] = set()
        self.key_line: int | None = None
        self.bad: int | None = None
        """1-based line of the first thing that is no PO."""


def parse_catalog(
    data: bytes, *, language: str, path: str, keys: Iterable[str] | None = None
) -> Catalog:
    """The catalog in the bytes of a PO file; whatever is wrong with them is a CAT005 finding.

    `keys` are those that the series has: an entry under another key is told. None: not checked.
    """
    text, findings = decode_po(data, language=language, path=path)
    entries: dict[str, Entry] = {}
    lost: list[Finding] = []
    for block, entry in _parsed(text, lost, language, path):
        if entry.obsolete:
            continue
        line = block.key_line or block.start
        if not entry.msgctxt:
            if entry.msgid:
                lost.append(_no_key(entry.msgid, line, language, path))
            continue
        key = str(entry.msgctxt)
        if key in entries:
            lost.append(
                finding(
                    "CAT005",
                    N_("the key `{key}` stands here twice; line {first} counts"),
                    help=N_("keep one of the two entries"),
                    path=path,
                    line=line,
                    language=language,
                    key=printable(key),
                    first=entries[key].line or 0,
                )
            )
            continue
        entries[key] = Entry(
            key=key, source=entry.msgid, text=entry.msgstr, fuzzy="fuzzy" in entry.flags, line=line
        )
    if keys is not None:
        lost.extend(_unknown_keys(entries, keys, language, path))
    return Catalog(
        language=language,
        path=path,
        entries=entries,
        findings=(*findings, *_some(lost, language, path)),
    )


def _parsed(
    text: str, lost: list[Finding], language: str, path: str
) -> Iterator[tuple[_Block, polib.POEntry]]:
    """Every entry that can be read, with its lines; for the others a finding goes to `lost`."""
    blocks = [block for block in _blocks(text) if not _is_header(block)]
    good = [b for b in blocks if b.bad is None and {"msgid", "msgstr"} <= b.words]
    entries = _parse(good)
    if entries is None:
        entries = [found[0] if (found := _parse([block])) else None for block in good]
    by_start = {block.start: entry for block, entry in zip(good, entries, strict=True)}
    for block in blocks:
        entry = by_start.get(block.start)
        if entry is not None:
            yield block, entry
            continue
        lost.append(
            finding(
                "CAT005",
                N_("this is not PO; the entry is left out"),
                help=N_('a line is msgctxt, msgid or msgstr and text in "quotes"'),
                path=path,
                line=block.bad or block.key_line or block.start,
                language=language,
            )
        )


def _parse(blocks: list[_Block]) -> list[polib.POEntry | None] | None:
    """One entry for each block, by polib; None where it does not see as many as there are."""
    import polib

    text = "\n\n".join(["\n".join(block.lines) for block in blocks])
    hidden = _Hidden(text)
    try:
        found = polib.pofile(_HEADER + hidden.text + "\n", encoding="utf-8")
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError):
        return None
    if len(found) != len(blocks):
        return None
    return [hidden.restored(entry) for entry in found]


def _blocks(text: str) -> list[_Block]:
    """Cut a PO text into its entries by their keywords, never by its quality."""
    blocks: list[_Block] = []
    block: _Block | None = None
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.fullmatch(line)
        word = (match["word"] or "").split("[")[0] if match else ""
        if not match:
            guess = re.match(r"\s*(msgctxt|msgid|msgstr)\b", line)
            word = guess[1] if guess else ""
        if block is None or _ends(block, word, line):
            if block is not None and (block.words or block.bad):
                blocks.append(block)
            block = _Block(number)
        block.lines.append(line)
        if word:
            block.words.add(word)
            if block.key_line is None:
                block.key_line = number
        stray = not block.words and line.lstrip().startswith('"')
        if (not match or stray) and block.bad is None:
            block.bad = number
    if block is not None and (block.words or block.bad):
        blocks.append(block)
    return blocks


def _ends(block: _Block, word: str, line: str) -> bool:
    """Whether an entry is over before this line, which has this keyword or none."""
    done = "msgstr" in block.words or (block.bad is not None and not block.words)
    if word == "msgctxt":
        return done or bool(block.words & {"msgctxt", "msgid"})
    if word == "msgid":
        return done or "msgid" in block.words
    return done and not word and line.lstrip()[:1] in {"", "#"}


def _is_header(block: _Block) -> bool:
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


def _no_key(msgid: str, line: int, language: str, path: str) -> Finding:
    return finding(
        "CAT005",
        N_("the entry for “{source}” has no msgctxt, so nothing tells where it belongs"),
        help=N_("give it the msgctxt of its text, such as series/title"),
        severity=Severity.WARNING,
        path=path,
        line=line,
        language=language,
        source=printable(msgid),
    )


def _unknown_keys(
    entries: dict[str, Entry], keys: Iterable[str], language: str, path: str
) -> Iterable[Finding]:
    known = set(keys)
    unknown = [entry for key, entry in entries.items() if key not in known]
    for count, entry in enumerate(unknown):
        close = nearest(entry.key, sorted(known)) if count < MOST_FINDINGS else None
        yield finding(
            "CAT005",
            N_("the series has no `{key}`; did you mean `{nearest}`?")
            if close
            else N_("the series has no `{key}`"),
            help=N_("correct the msgctxt, or take the entry out; it is not delivered"),
            severity=Severity.WARNING,
            path=path,
            line=entry.line,
            language=language,
            key=printable(entry.key),
            nearest=close or "",
        )


def _some(found: list[Finding], language: str, path: str) -> list[Finding]:
    """The first findings of each severity; one more counts the rest."""
    result: list[Finding] = []
    for severity in (Severity.ERROR, Severity.WARNING):
        group = [one for one in found if one.severity is severity]
        result.extend(group[:MOST_FINDINGS])
        if len(group) > MOST_FINDINGS:
            result.append(
                finding(
                    "CAT005",
                    N_("{count} more entries of this catalog have such a problem"),
                    severity=severity,
                    path=path,
                    language=language,
                    count=len(group) - MOST_FINDINGS,
                )
            )
    return result
