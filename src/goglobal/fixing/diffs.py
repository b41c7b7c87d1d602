"""A change of one file as a unified diff that people can read and `git apply` takes."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from goglobal.subtitles.decoding import Decoded, decode

if TYPE_CHECKING:
    from goglobal.fixing.changes import Change

MARK = "\ufeff"


def unified_diff(change: Change, name: str, *, readable: bool) -> str:
    """See `Change.diff`."""
    before = decode(change.before, language=change.language)
    after = decode(change.after, language=change.language)
    notes = _notes(before, after)
    head = [f"# {name}: {'; '.join(notes)}\n"] if notes else []
    lines = difflib.unified_diff(
        _lines(change.before, before, readable=readable),
        _lines(change.after, after, readable=readable),
        _header("a", name),
        _header("b", name),
    )
    return "".join(head) + "".join(map(_terminated, lines))


def _header(side: str, name: str) -> str:
    # a tab ends the name where it has a space in it, as `git diff` and `diff` write it
    return f"{side}/{name}\t" if " " in name else f"{side}/{name}"


def _lines(data: bytes, decoded: Decoded, *, readable: bool) -> list[str]:
    """The lines of a file with their ends, or all with the same end where it is to be read."""
    text = decoded.text
    if not decoded.legacy and not readable:
        text = data.decode("utf-8", "replace")
    if readable:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _terminated(line: str) -> str:
    if line.endswith("\n"):
        return line
    return f"{line}\n\\ No newline at end of file\n"


def _notes(before: Decoded, after: Decoded) -> list[str]:
    """What differs and cannot be seen in the text; these are names, the same in every language."""
    notes = []
    if before.encoding != after.encoding:
        notes.append(f"{before.encoding} -> {after.encoding}")
    if before.bom != after.bom:
        notes.append("+BOM" if after.bom else "-BOM")
    ends = line_end_names(before.text), line_end_names(after.text)
    if ends[0] != ends[1]:
        notes.append(" -> ".join(ends))
    return notes


def line_end_names(text: str) -> str:
    """The kinds of line ends in a text: `CRLF`, or `CRLF+LF` where they are mixed."""
    doubled = text.count("\r\r\n")
    pairs = text.count("\r\n") - doubled
    counts = {
        "CRCRLF": doubled,
        "CRLF": pairs,
        "LF": text.count("\n") - pairs - doubled,
        "CR": text.count("\r") - pairs - 2 * doubled,
    }
    return "+".join(name for name, count in counts.items() if count) or "-"
