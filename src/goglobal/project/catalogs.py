"""Translated metadata: gettext PO files, read so that a broken line costs its own entry only.

The text is cut into entries first (`po_blocks`), because polib takes an unclosed quote for an empty
text and a missing file for content (version 1.2.0).
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from goglobal import languages
from goglobal.findings import Finding, Severity
from goglobal.messages import N_
from goglobal.model import Catalog, Entry
from goglobal.project.deviations import finding
from goglobal.project.patterns import Pattern
from goglobal.project.po_blocks import Block, blocks_in, entries_of, is_header
from goglobal.project.po_text import decode_po
from goglobal.project.reading import printable
from goglobal.suggestions import nearest

if TYPE_CHECKING:
    import polib

MOST_FINDINGS = 20
_KEY = re.compile(r'[ \t]*msgctxt[ \t]+"([^"\\]+)"?[ \t]*')
_WORDS = re.compile(b"m\0?s\0?g\0?(?:i\0?d|c\0?t\0?x\0?t)")
"""In UTF-8 or UTF-16."""
_LANGUAGE = re.compile(r'[ \t]*"Language:[ \t]*([A-Za-z][^"\\ \t]*)[ \t]*(?:\\n)?"')


def parse_catalog(
    data: bytes, *, language: str, path: str, keys: Iterable[str] | None = None
) -> Catalog:
    """The catalog in the bytes of a PO file; whatever is wrong with them is a CAT005 finding.

    `keys` are those that the series has: an entry under another key is told. None: not checked.
    """
    if b"\0" in data and not _WORDS.search(data):
        found = finding(
            "CAT005",
            N_("this is no text file, but one of some program"),
            help=N_("put the PO file here"),
            path=path,
            language=language,
        )
        return Catalog(language=language, path=path, findings=(found,))
    text, findings = decode_po(data, language=language, path=path)
    entries: dict[str, Entry] = {}
    lost: list[Finding] = []
    unread: list[str] = []
    for block, entry in _parsed(text, lost, unread, language, path):
        if entry.obsolete:
            continue
        line = block.key_line or block.start
        if not entry.msgctxt:
            if entry.msgid:
                lost.append(_no_key(entry.msgid, line, language, path))
            continue
        key = str(entry.msgctxt)
        if entry.msgid_plural or entry.msgstr_plural:
            lost.append(_plural(key, line, language, path))
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
        unread=tuple(key for key in dict.fromkeys(unread) if key not in entries),
        findings=(*findings, *_some(lost, language, path)),
    )


def folders_in_place(
    root: Path, pattern: Pattern, there: Collection[str]
) -> Iterator[tuple[str, Finding]]:
    """Languages for which a folder stands where a catalog should: by tag, and what is said."""
    try:
        inside = sorted(entry.name for entry in os.scandir(root / pattern.folder) if entry.is_dir())
    except OSError:
        return
    for name in inside:
        path = f"{pattern.folder}/{name}".lstrip("/")
        matched = pattern.match(path)
        try:
            tag = languages.canonical(matched["language"]) if matched else ""
        except ValueError:
            continue
        if tag and tag not in there:
            yield (
                tag,
                finding(
                    "CAT005",
                    N_("this is a folder, where a catalog should be"),
                    help=N_("move the folder away, and put the PO file in its place"),
                    path=path,
                    language=tag,
                ),
            )


def _parsed(
    text: str, lost: list[Finding], unread: list[str], language: str, path: str
) -> Iterator[tuple[Block, polib.POEntry]]:
    """Every entry that can be read, with its lines; for the others a finding goes to `lost`, and
    the key to `unread`."""
    blocks = [b for b in blocks_in(text) if b.words or b.bad]
    headers = [block for block in blocks if is_header(block)]
    for header in headers[:1]:
        lost.extend(_other_language(header, language, path))
    blocks = [block for block in blocks if not is_header(block)] if headers else blocks
    for block, entry in zip(blocks, entries_of(blocks), strict=True):
        if entry is not None:
            yield block, entry
            continue
        unread.extend(key[1] for line in block.lines if (key := _KEY.fullmatch(line)))
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


def _other_language(header: Block, language: str, path: str) -> Iterator[Finding]:
    """A header that names another language than the file is: somebody copied the wrong file."""
    for number, line in enumerate(header.lines, header.start):
        found = _LANGUAGE.match(line)
        if found is None:
            continue
        try:
            said = languages.canonical(found[1].partition("@")[0].partition(".")[0])
        except ValueError:
            return
        same = said.split("-", 1)[0] == language.split("-", 1)[0]
        if same and (
            said == said.split("-", 1)[0] or languages.script(said) == languages.script(language)
        ):
            return
        yield finding(
            "CAT005",
            N_("the header says `Language: {found}`, but the file is that of {own}"),
            help=N_("check that this is the right file, then write `Language: {wanted}`"),
            severity=Severity.WARNING,
            path=path,
            line=number,
            language=language,
            found=printable(found[1]),
            own=language,
            wanted=languages.to_locale(language),
        )
        return


def _plural(key: str, line: int, language: str, path: str) -> Finding:
    return finding(
        "CAT005",
        N_("`{key}` has plural forms, which the texts of a series do not have"),
        help=N_("write the translation into msgstr, without msgid_plural"),
        path=path,
        line=line,
        language=language,
        key=printable(key),
    )


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
