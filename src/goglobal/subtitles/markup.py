"""The mark-up inside cue texts: what SRT knows, what it does not, where it puts the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from goglobal.errors import Argument
from goglobal.messages import N_
from goglobal.model import Cue

Position = Literal["top", "middle", "bottom"]

SUPPORTED_TAGS = frozenset({"i", "b", "u", "font"})
"""The tags that SRT players agree on."""

KNOWN_TAGS = SUPPORTED_TAGS | {
    *("s", "strike", "del", "em", "strong", "span", "br", "p", "div", "bold", "italic"),
    *("underline", "sub", "sup", "small", "big", "center", "c", "v", "lang", "ruby", "rt"),
}
"""Tags that are never dialogue; `plain` takes them away, unlike `<door opens>`."""

TOKEN = re.compile(
    r"<(?P<closing>/?)(?P<tag>[A-Za-z][A-Za-z0-9_-]*+)(?P<rest>[^<>\n]*+)>"
    r"|(?P<override>\{\\[^{}\n]*+\})"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<escape>(?<![A-Za-z]:)\\[Nnh](?![a-z]{2}\\))"
)
"""Every piece of a cue text that is, or looks like, mark-up."""

_MARKS = re.compile(r"[<{&\\]")
_SIMPLE = re.compile(
    r"(?:\{\\an[1-9]\})?+(?=[^<{&\\\s]|<)"
    r"[^<{&\\]*+(?:<([ibu])>\s*+[^<{&\\\s][^<{&\\]*+</\1>[^<{&\\]*+)*+\Z"
)
_BROKEN = re.compile(
    r"<\s*+/?\s*+(?:i|b|u|font)(?:\s++[^<>\n]*+)?+(?=\n|<|\Z)"
    r"|<\s++/?\s*+(?:i|b|u|font)\b[^<>\n]*+>|</\s++(?:i|b|u|font)\s*+>"
    r"|\{\s*+/?an?[0-9]{1,2}\s*+\}|\{\\an[0-9]++(?=[^0-9}\\]|\Z)"
)
_ALIGNMENT = re.compile(r"\{[^{}\n]*?\\an([1-9])[^0-9]")
_OLD_ALIGNMENT = re.compile(r"\{[^{}\n]*?\\a([0-9]{1,2})[^0-9]")
_OLD_NUMBERS = {1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6}
_CODE = re.compile(r"\\([0-9]?[A-Za-z]+)")
_POSITIONS = re.compile(r"\{(?:\\an[1-9])++\}")
_ODD_CODE = re.compile(r"\\(?!an[1-9](?![0-9]))([0-9]?[A-Za-z]+)")
_WINDOWS_PATH = re.compile(r"[A-Za-z]:\\")
"""`C:\\New` has no line breaks in it."""

_MOST_FAULTS = 20


class Fault(msgspec.Struct, frozen=True):
    """Something wrong with the mark-up of one cue text; the place is in code points."""

    code: str
    start: int
    end: int
    message: str
    arguments: dict[str, Argument]
    help: str


def plain(text: str) -> str:
    """The text without tags and override codes, as it is read on the screen.

    Unknown words in angle brackets stay: `<door opens>` is dialogue to somebody.
    """
    if not _MARKS.search(text):
        return text
    return TOKEN.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    if match["tag"]:
        name = match["tag"].lower()
        if name == "br":
            return "\n"
        return "" if name in KNOWN_TAGS else match[0]
    if match["escape"]:
        return "\u00a0" if match[0] == r"\h" else "\n"
    return "" if match["override"] else match[0]


def tags(text: str) -> Iterator[str]:
    """The names of the mark-up in a text, in order: `i`, `font`, `an8`, `&amp;`, `\\N`."""
    for match in TOKEN.finditer(text):
        if match["tag"]:
            if not match["closing"]:
                yield match["tag"].lower()
        elif match["override"]:
            yield from (
                code.group(1) + match[0][code.end() : code.end() + 1] * (code.group(1) == "an")
                for code in _CODE.finditer(match[0])
            )
        else:
            yield match[0]


def alignment(cue: Cue) -> int:
    """Where a cue stands, as a number of the keypad: 1-3 bottom, 4-6 middle, 7-9 top.

    `{\\anN}` decides, the first one where there are several; else the WebVTT settings; else 2.
    """
    if "{" in cue.text:
        found = _ALIGNMENT.search(cue.text)
        if found:
            return int(found[1])
        found = _OLD_ALIGNMENT.search(cue.text)
        if found:
            return _OLD_NUMBERS.get(int(found[1]), 2)
    return _from_settings(cue.settings) if cue.settings else 2


def position(cue: Cue) -> Position:
    """Whether a cue stands at the top, in the middle or at the bottom of the picture."""
    number = alignment(cue)
    return "top" if number >= 7 else "middle" if number >= 4 else "bottom"


def _from_settings(settings: str) -> int:
    row, column = 1, 2
    for part in settings.split():
        name, _, value = part.partition(":")
        if name == "line":
            row = _row(value.split(",")[0])
        elif name == "align":
            column = {"start": 1, "left": 1, "end": 3, "right": 3}.get(value, 2)
    return (row - 1) * 3 + column


def _row(value: str) -> int:
    """1 bottom, 2 middle, 3 top: `line:` counts in per cent, or in lines of 5.33 %, from the top.

    15 lines fill the picture: https://www.w3.org/TR/webvtt1/ (2019-04-04), "5.33vh" of 7.2.
    """
    try:
        number = float(value.removesuffix("%"))
    except ValueError:
        return 1
    if value.endswith("%"):
        share = number
    elif number < 0 or value.startswith("-"):
        share = 100 + number * 5.33
    else:
        share = number * 5.33
    return 3 if share < 33.3 else 2 if share < 66.6 else 1


def holding(joined: str, signs: str, between: str) -> list[int]:
    """Which of the texts that are `joined`, with `between` before each, hold one of `signs`.

    Their 0-based indexes, in order: found without a look at each text, for few have any.
    """
    found: set[int] = set()
    for sign in signs:
        index, counted, place = -1, 0, joined.find(sign)
        while place >= 0:
            index += joined.count(between, counted, place)
            found.add(index)
            counted = joined.find(between, place)
            place = joined.find(sign, counted) if counted >= 0 else -1
    return sorted(found)


def is_simple(text: str) -> bool:
    """A quick look: True is a text that has words, and whose mark-up is sound beyond doubt."""
    return _SIMPLE.match(text) is not None


def faults(text: str) -> list[Fault]:
    """What is wrong with the mark-up of a cue text: SUB011 and SUB012, in order, 20 at most."""
    if is_simple(text):
        return []
    found: list[Fault] = []
    opened: list[tuple[str, int, int]] = []
    told: set[str] = set()
    path = "\\" in text and _WINDOWS_PATH.search(text) is not None
    for match in TOKEN.finditer(text):
        if len(found) >= _MOST_FAULTS:
            return found
        name = (match["tag"] or "").lower()
        if name in SUPPORTED_TAGS and not match["rest"].endswith("/"):
            if not match["closing"]:
                opened.append((name, match.start(), match.end()))
            elif opened and opened[-1][0] == name:
                opened.pop()
            else:
                found.append(_closing_fault(match, opened, name))
        elif not (match["escape"] and path) and match[0][:50] not in told:
            fault = _unsupported(match)
            if fault and str(fault.arguments["markup"]) not in told:
                told.update((str(fault.arguments["markup"]), f"</{name}>", f"<{name}>"))
                found.append(fault)
    found.extend(_unclosed(text, start, end) for _, start, end in opened[:_MOST_FAULTS])
    for match in _BROKEN.finditer(text):
        if len(found) >= _MOST_FAULTS:
            break
        found.append(_broken(match))
    return sorted(found, key=lambda fault: fault.start)


def _closing_fault(match: re.Match[str], opened: list[tuple[str, int, int]], name: str) -> Fault:
    place = next((n for n in range(len(opened) - 1, -1, -1) if opened[n][0] == name), None)
    if place is None:
        return Fault(
            "SUB011",
            match.start(),
            match.end(),
            N_("`{tag}` closes a tag that was never opened"),
            {"tag": match[0][:50]},
            N_("take it away, or open the tag where it should begin"),
        )
    del opened[place]
    return Fault(
        "SUB011",
        match.start(),
        match.end(),
        N_("`{tag}` closes before the tag inside it does"),
        {"tag": match[0][:50]},
        N_("close the tags in the reverse order of their opening: `<i><b>…</b></i>`"),
    )


def _unclosed(text: str, start: int, end: int) -> Fault:
    tag = text[start:end][:50]
    return Fault(
        "SUB011",
        start,
        end,
        N_("`{tag}` is never closed in this cue"),
        {"tag": tag},
        N_("close it where it should end: many players let it run on into the next cue"),
    )


def _broken(match: re.Match[str]) -> Fault:
    found = match[0][:50]
    if found.startswith("{"):
        return Fault(
            "SUB012",
            match.start(),
            match.end(),
            N_("`{markup}` is no position code: players show it as text"),
            {"markup": found, "kind": "override", "name": found.strip("{}/\\ ")},
            N_("write `{{\\an8}}` for the top of the picture, or take it away"),
        )
    return Fault(
        "SUB011",
        match.start(),
        match.end(),
        N_("`{tag}` is not a whole tag: players show it as text"),
        {"tag": found},
        N_("write the tag without spaces and with both brackets, as `<i>` or `</i>`"),
    )


def _unsupported(match: re.Match[str]) -> Fault | None:
    name: str
    if match["tag"]:
        kind, name = "tag", match["tag"].lower()
        message = N_("`{markup}` is a tag that SRT does not have: players differ in what they show")
        advice = N_("take the tag away and keep the text; SRT has `<i>`, `<b>`, `<u>`, `<font>`")
    elif match["override"]:
        if _POSITIONS.fullmatch(match[0]):
            return None
        odd = _ODD_CODE.search(match[0])
        kind, name = "override", odd[1] if odd else match[0][1:20]
        message = N_("`{markup}` is a code of the ASS format: SRT players show it or ignore it")
        advice = N_("take it away; of these codes only a position as `{{\\an8}}` is safe")
    elif match["entity"]:
        kind, name = "entity", match[0]
        message = N_("`{markup}` is an HTML entity: SRT players show it letter by letter")
        advice = N_("write the character itself")
    else:
        kind, name = "escape", match[0]
        message = N_("`{markup}` is a line break or space of the ASS format: SRT shows it as text")
        advice = N_("break the line instead, or write a space")
    return Fault(
        "SUB012",
        match.start(),
        match.end(),
        message,
        {"markup": match[0][:50], "kind": kind, "name": name[:50]},
        advice,
    )
