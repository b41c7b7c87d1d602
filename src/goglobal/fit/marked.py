"""Cue texts with mark-up broken into lines: only white space changes, every tag stays.

A tag keeps its place between the letters. Where a line ends, what closes there closes above and
what opens there opens below; where two lines are joined, `</i>` and `<i>` between them go.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from goglobal.fit.breaking import Edit, Measure, line_edits
from goglobal.subtitles.markup import KNOWN_TAGS, TOKEN

_CAREFUL = re.compile(
    r"<[0-9]|<(?:ruby|rt|rp)\b|<v\b.*<v\b|\{\\(?!(?:an?[0-9]{1,2}|[ibu][0-9])\})", re.I | re.S
)
"""Karaoke times, ruby, two voices, and overrides other than a place or a plain style: they say
something of a line that breaking it anew would change."""
_SAME = re.compile(r"<(i|b|u|em|strong)>\Z", re.IGNORECASE)


class _Atom(msgspec.Struct, frozen=True):
    """A character as it is shown, or a piece of mark-up that is not (`shown` is empty)."""

    raw: str
    shown: str


def break_marked(
    text: str,
    *,
    language: str,
    max_lines: int,
    limit: float,
    measure: Measure,
    min_lines: int = 1,
) -> str | None:
    """A cue text (mark-up as in SRT) in lines that fit, as `break_lines` does it; None likewise."""
    if "<" in text or "{" in text or "\\" in text:
        if _CAREFUL.search(text):
            return None
        atoms = _atoms(text)
        plain = "".join(atom.shown for atom in atoms)
    else:
        atoms, plain = [], text
    edits = line_edits(
        plain,
        language=language,
        max_lines=max_lines,
        limit=limit,
        measure=measure,
        min_lines=min_lines,
    )
    if edits is None:
        return None
    if not atoms:
        from goglobal.fit.breaking import apply_edits

        return apply_edits(text, edits)
    return _edited(atoms, edits)


def _atoms(text: str) -> list[_Atom]:
    atoms: list[_Atom] = []
    done = 0
    for match in TOKEN.finditer(text):
        name = (match["tag"] or "").lower()
        if match["entity"] or (name and name not in KNOWN_TAGS):
            continue
        atoms.extend(_Atom(sign, sign) for sign in text[done : match.start()])
        done = match.end()
        if match["escape"]:
            atoms.append(_Atom(match[0], "\u00a0" if match[0] == r"\h" else "\n"))
        else:
            atoms.append(_Atom(match[0], "\n" if name == "br" else ""))
    atoms.extend(_Atom(sign, sign) for sign in text[done:])
    return atoms


def _edited(atoms: Sequence[_Atom], edits: Sequence[Edit]) -> str:
    shown = [place for place, atom in enumerate(atoms) if atom.shown]
    out: list[str] = []
    done = 0
    for edit in edits:
        begin = shown[edit.start - 1] + 1 if edit.start else 0
        stop = shown[edit.end] if edit.end < len(shown) else len(atoms)
        out.extend(atom.raw for atom in atoms[done:begin])
        out.extend(_between([a.raw for a in atoms[begin:stop] if not a.shown], edit.white))
        done = stop
    out.extend(atom.raw for atom in atoms[done:])
    return "".join(out)


def _between(tags: list[str], white: str) -> list[str]:
    """The tags between two letters, and the white space where it belongs among them."""
    closing = 0
    while closing < len(tags) and tags[closing].startswith("</"):
        closing += 1
    if white != "\n":
        while 0 < closing < len(tags):
            opening = _SAME.match(tags[closing])
            if opening is None or tags[closing - 1].lower() != f"</{opening[1].lower()}>":
                break
            del tags[closing - 1 : closing + 1]
            closing -= 1
    return [*tags[:closing], white, *tags[closing:]]
