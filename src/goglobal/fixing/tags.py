"""Tags of a cue text made whole and balanced, without a word of the text being touched."""

from __future__ import annotations

import re

from goglobal.subtitles.markup import SUPPORTED_TAGS, TOKEN

_SPACED = re.compile(r"<[ \t]*+(/?)[ \t]*+(i|b|u|font)((?:[ \t]++[^<>\n]*+)?+)>", re.IGNORECASE)
_OPEN_ENDED = re.compile(r"<[ \t]*+/[ \t]*+(i|b|u|font)[ \t]*+(?=\n|<|\Z)", re.IGNORECASE)
_PLACE = re.compile(r"\{\s*+[/\\]?an([1-9])\s*+\}|\{\\an([1-9])(?=[^0-9}\\]|\Z)")
_EMPTY = re.compile(r"<(i|b|u|font)(?:[ \t][^<>\n]*+)?+></\1>", re.IGNORECASE)


def whole_tags(text: str) -> str:
    """Tags without the spaces or with the bracket that keep players from knowing them."""
    if "<" in text:
        text = _SPACED.sub(_joined, text)
        text = _OPEN_ENDED.sub(r"</\1>", text)
    if "{" in text:
        text = _PLACE.sub(lambda match: f"{{\\an{match[1] or match[2]}}}", text)
    return text


def _joined(match: re.Match[str]) -> str:
    rest = match[3].rstrip() if not match[1] else ""
    return f"<{match[1]}{match[2]}{rest}>"


def balanced(text: str) -> str:
    """Every tag of SRT opened and closed once, in the reverse order.

    What is never closed holds to the end of the cue, as in players; what was never opened goes.
    """
    out: list[str] = []
    opened: list[tuple[str, str]] = []
    """Name and tag of each open one."""
    position = 0
    for match in TOKEN.finditer(text):
        name = (match["tag"] or "").lower()
        if name not in SUPPORTED_TAGS or match["rest"].endswith("/"):
            continue
        out.append(text[position : match.start()])
        position = match.end()
        if not match["closing"]:
            opened.append((name, match[0]))
            out.append(match[0])
            continue
        place = next((n for n in reversed(range(len(opened))) if opened[n][0] == name), None)
        if place is None:
            continue
        inner = opened[place + 1 :]
        out.extend(f"</{one}>" for one, _ in reversed(inner))
        out.append(match[0])
        out.extend(tag for _, tag in inner)
        del opened[place]
    rest = text[position:]
    if opened:
        core = rest.rstrip()
        closing = "".join(f"</{name}>" for name, _ in reversed(opened))
        out.append(core + closing + rest[len(core) :])
    else:
        out.append(rest)
    return _without_empty("".join(out))


def _without_empty(text: str) -> str:
    """`text` without pairs of tags that hold nothing."""
    while True:
        shorter = _EMPTY.sub("", text)
        if shorter == text:
            return text
        text = shorter
