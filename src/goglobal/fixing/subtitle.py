"""Mends of the SUB rules that more is needed for than to write the file anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from goglobal.fixing.base import Mend, with_texts
from goglobal.fixing.tags import balanced, whole_tags
from goglobal.model import Cue
from goglobal.rules.base import Parameters
from goglobal.rules.subjects import TrackSubject
from goglobal.subtitles import mojibake
from goglobal.subtitles.markup import KNOWN_TAGS, TOKEN, alignment, plain

_WINDOWS_PATH = re.compile(r"[A-Za-z]:\\")
_SPACES = re.compile(r"[ \t]{2,}")
_CODE = re.compile(r"\\([0-9]?[A-Za-z]+?)(?=[0-9(&+.\\}-]|$)")
_SWITCH = re.compile(r"\\([biu])([01])(?=[\\}])")
_MEANS = {
    **dict.fromkeys(("em", "italic"), "i"),
    **dict.fromkeys(("strong", "bold"), "b"),
    "underline": "u",
}


def _without_blank_rows(
    subject: TrackSubject, _: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """SUB006: the lines of a cue's text, those that are blank left out."""
    return with_texts(subject, touched, lambda _, cue: _rows_of(cue.text))


def _without_empty_cues(
    subject: TrackSubject, _: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """SUB007: the cues but those that show nothing."""
    return tuple(
        cue
        for index, cue in enumerate(subject.track.cues)
        if index not in touched or plain(cue.text).strip()
    )


def _balanced_markup(
    subject: TrackSubject, _: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """SUB011: tags made whole, closed in order."""

    def text_of(_: int, cue: Cue) -> str:
        text = balanced(whole_tags(cue.text))
        return text if plain(text).strip() else cue.text

    return with_texts(subject, touched, text_of)


def _supported_markup(
    subject: TrackSubject, parameters: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """SUB012: what is not `allowed` becomes what says the same, or goes; the words stay."""
    allowed = frozenset(name.lower() for name in parameters.texts("allowed"))

    def text_of(_: int, cue: Cue) -> str:
        if cue.payload:  # WebVTT's own: who speaks, in which class; a person may want it kept
            return cue.text
        text = _Supported(cue, allowed).text()
        return text if plain(text).strip() else cue.text

    return with_texts(subject, touched, text_of)


class _Supported:
    """One cue text being freed of mark-up that is not allowed."""

    def __init__(self, cue: Cue, allowed: frozenset[str]) -> None:
        self.cue = cue
        self.allowed = allowed
        self.is_path = _WINDOWS_PATH.search(cue.text) is not None

    def text(self) -> str:
        before = whole_tags(self.cue.text)
        text = TOKEN.sub(self._replaced, before)
        every = TOKEN.sub(self._character, text)
        if _marks(every) == _marks(text):  # else what was shown as brackets would be mark-up
            text = every
        if balanced(before) == before:
            text = balanced(text)
        return text if text == before else _rows_of(_spaced(text, before))

    def _replaced(self, match: re.Match[str]) -> str:
        if match["tag"]:
            return self._tag(match)
        if match["override"]:
            return self._override(match[0])
        if match["entity"] or match[0].lower() in self.allowed or self.is_path:
            return match[0]
        return " " if match[0] == r"\h" else "\n"

    def _tag(self, match: re.Match[str]) -> str:
        name = match["tag"].lower()
        if name in self.allowed or name not in KNOWN_TAGS:
            return match[0]
        if name == "br":
            return "\n"
        same = _MEANS.get(name)
        return f"<{match['closing']}{same}>" if same in self.allowed else ""

    def _character(self, match: re.Match[str]) -> str:
        if not match["entity"] or match[0].lower() in self.allowed:
            return match[0]
        character = unescape(match[0])
        return match[0] if character in ("\n", "\r", "\0", "\ufffd") else character

    def _override(self, block: str) -> str:
        names = [code[1].lower() for code in _CODE.finditer(block)]
        if names and {*names} <= {"an"} & self.allowed:  # `{\\i1}` is not the tag `<i>`
            return block
        place = ""
        if "an" in self.allowed and ("an" in names or "a" in names):
            place = f"{{\\an{alignment(self.cue)}}}"
        switches = "".join(
            f"<{'/' * (code[2] == '0')}{code[1]}>"
            for code in _SWITCH.finditer(block)
            if code[1] in self.allowed
        )
        return place + switches


def _marks(text: str) -> int:
    """How many pieces of a text are mark-up, entities left out."""
    return sum(not match["entity"] for match in TOKEN.finditer(text))


def _spaced(text: str, before: str) -> str:
    """`text` without the spaces that mark-up leaves when it goes: double ones, and at the ends."""
    same = frozenset(before.split("\n"))
    return "\n".join(
        row if row in same else _SPACES.sub(" ", row).strip(" \t") for row in text.split("\n")
    )


def _rows_of(text: str) -> str:
    return "\n".join(row for row in text.split("\n") if row.strip()) or text


def _decoded_once_more(
    subject: TrackSubject, _: Parameters, touched: frozenset[int]
) -> Sequence[Cue]:
    """SUB014: what was read in a wrong code page, read in the right one."""
    cues = subject.track.cues
    places = sorted(touched)
    texts = [cues[index].text for index in places]
    # together first: a doubtful pair is believed beside a certain one
    together = mojibake.repair("\n".join(texts))
    rows = together.split("\n") if together is not None else []
    if len(rows) == sum(text.count("\n") + 1 for text in texts):
        repaired, row = {}, 0
        for index, text in zip(places, texts, strict=True):
            count = text.count("\n") + 1
            repaired[index] = "\n".join(rows[row : row + count])
            row += count
    else:
        repaired = {i: mojibake.repair(t) or t for i, t in zip(places, texts, strict=True)}
    return with_texts(subject, touched, lambda index, _: repaired[index])


MENDS: dict[str, Mend] = {
    "SUB006": _without_blank_rows,
    "SUB007": _without_empty_cues,
    "SUB011": _balanced_markup,
    "SUB012": _supported_markup,
    "SUB014": _decoded_once_more,
}
"""The mends by the code of their rule."""
