"""Layout patterns: format strings that say where things stand, compiled to match paths.

`subtitles/{language}/ep{episode:03}.srt` matches exactly the names that it would write. Only
known places are compiled; everything else is literal, so a pattern is never a regular
expression of the user's.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable
from typing import Literal

from goglobal.messages import N_
from goglobal.project.reading import Refused, printable
from goglobal.project.values import inner_path
from goglobal.project.walking import is_junk

Area = Literal["subtitles", "catalogs", "artwork", "episode_artwork", "video", "cut_video"]

_VIDEOS = (".mp4", ".mov", ".m4v", ".mkv", ".webm", ".mxf", ".ts")
SUFFIXES: dict[Area, tuple[str, ...]] = {
    "subtitles": (".srt", ".vtt"),
    "catalogs": (".po",),
    "artwork": (".jpg", ".jpeg", ".png"),
    "episode_artwork": (".jpg", ".jpeg", ".png"),
    "video": _VIDEOS,
    "cut_video": _VIDEOS,
}
STATE_FOLDERS = frozenset({".goglobal", "dist", "outbox", "receipts"})
"""What runs leave beside a series; never content."""

_NEEDED: dict[Area, tuple[str, ...]] = {
    "subtitles": ("language", "episode"),
    "catalogs": ("language",),
    "artwork": ("purpose",),
    "episode_artwork": ("purpose", "episode"),
    "video": ("episode",),
    "cut_video": ("episode", "last"),
}
_ALLOWED: dict[Area, tuple[str, ...]] = {
    "subtitles": ("language", "episode", "kind", "season", "series"),
    "catalogs": ("language", "season", "series"),
    "artwork": ("purpose", "language", "season", "series"),
    "episode_artwork": ("purpose", "episode", "language", "season", "series"),
    "video": ("episode", "season", "series"),
    "cut_video": ("episode", "last", "season", "series"),
}
_NUMBERS = ("episode", "last", "season")
_Piece = tuple[str, str | None, str]
"""Literal text, then the name of a place (or None), and the place's width."""


def checked(area: Area) -> Callable[[str], str]:
    """A converter that takes a usable pattern as it stands and raises Refused for others."""

    def convert(text: str) -> str:
        pieces = _pieces(area, text)
        names = [name for _, name, _ in pieces if name]
        for needed in _NEEDED[area]:
            if needed not in names:
                raise Refused(N_("the pattern lacks the place `{place}`"), place="{" + needed + "}")
        example = inner_path(_example(pieces, {})).split("/")
        left_out = next((name for name in example if is_junk(name)), None)
        if example[0] in STATE_FOLDERS or left_out:
            folder = printable(left_out or example[0])
            raise Refused(N_("`{folder}` is never read for content"), folder=folder)
        return unicodedata.normalize("NFC", text)

    return convert


class Pattern:
    """One compiled pattern of one area."""

    def __init__(
        self, area: Area, text: str, *, series: str, season: int, master: str = "clean"
    ) -> None:
        self.area: Area = area
        self.master = master
        """The version of the video that it is for."""
        self.text = text
        self.pieces = _pieces(area, text)
        self.fixed = {"series": series, "season": str(season)}
        self.suffixes = SUFFIXES[area]
        own = next((s for s in _own_suffix(text) if s), "")
        if own and own not in self.suffixes:
            self.suffixes = (*self.suffixes, own)
        self.stem_pieces = _without_suffix(self.pieces, self.suffixes)
        self.regex = re.compile(self._expression())
        segments = text.split("/")
        self.language_segment = segments.index("{language}") if "{language}" in segments else None
        """0-based place of the folder that is named after the language; None: there is none."""
        self.first = segments[0]
        names = [place for place, segment in enumerate(segments) if "{" in segment]
        self.folder = "/".join(segments[: names[0]])
        """The folders that all its files lie in, before the first that has a place in its name."""
        self.top = re.compile(self._places(_pieces(area, segments[0])))

    def _expression(self) -> str:
        result = self._places(self.stem_pieces)
        if self.area == "subtitles" and not any(name == "kind" for _, name, _ in self.pieces):
            result += r"(?:\.(?P<kind>full|sdh|forced))?"
        return result + f"(?i:{'|'.join(re.escape(s) for s in self.suffixes)})"

    def _places(self, pieces: list[_Piece]) -> str:
        seen: set[str] = set()
        result = ""
        for literal, name, width in pieces:
            result += re.escape(literal)
            if name is None:
                continue
            if name == "series":
                result += re.escape(self.fixed["series"])
            elif name == "season":
                result += re.escape(format(int(self.fixed["season"]), width))
            elif name in seen:
                result += f"(?P={name})"
            else:
                result += f"(?P<{name}>{_expression_of(name, width)})"
            seen.add(name)
        return result

    def match(self, path: str) -> dict[str, str] | None:
        """The places' values in a path (relative, `/`, NFC), or None where it does not match."""
        found = self.regex.fullmatch(path)
        return {k: v for k, v in found.groupdict().items() if v} if found else None

    def begins(self, name: str) -> bool:
        """Whether a file or folder at the top could be, or lead to, what the pattern names."""
        plain = unicodedata.normalize("NFC", name)
        if "/" not in self.text:
            return self.match(plain) is not None
        return self.top.fullmatch(plain) is not None

    def language_of(self, path: str) -> str | None:
        """The name of the language folder that a path lies in, whatever the file is called."""
        if self.language_segment is None:
            return None
        ours, theirs = self.text.split("/"), path.split("/")
        at = self.language_segment
        if len(theirs) <= at + 1 or any("{" in part for part in ours[:at]):
            return None
        return theirs[at] if ours[:at] == theirs[:at] else None

    def example(self, path: str) -> str:
        """The name that a file at `path` would have by this pattern, as far as it can be told."""
        stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
        digits = re.findall(r"\d{1,5}", stem if dot else suffix, re.ASCII)
        values = dict(self.fixed)
        values["language"] = self.language_of(path) or "th"
        values["episode"] = str(int(digits[-1]) or 1) if digits else "1"
        values["purpose"] = "poster"
        kinds = [k for k in ("sdh", "forced") if k in stem.casefold()]
        values["kind"] = kinds[0] if kinds else "full"
        result = _example(self.stem_pieces, values)
        named = any(name == "kind" for _, name, _ in self.pieces)
        if self.area == "subtitles" and kinds and not named:
            result += f".{kinds[0]}"
        lowered = f".{suffix.lower()}"
        return result + (lowered if lowered in self.suffixes else self.suffixes[0])


def textless(text: str) -> str | None:
    """The artwork pattern for art without text: without its place for the language."""
    segments = text.split("/")
    if "{language}" in segments:
        return "/".join(segment for segment in segments if segment != "{language}")
    for joined in ("_{language}", "-{language}", ".{language}", "{language}_", "{language}-"):
        if joined in text:
            return text.replace(joined, "", 1)
    return None


def _pieces(area: Area, text: str) -> list[_Piece]:
    allowed = ", ".join("{" + name + "}" for name in _ALLOWED[area])
    try:
        parsed = list(string.Formatter().parse(text))
    except ValueError:
        raise Refused(N_("a brace is open or unmatched in the pattern")) from None
    pieces: list[_Piece] = []
    for literal, name, spec, conversion in parsed:
        if name is None:
            pieces.append((literal, None, ""))
            continue
        if name not in _ALLOWED[area] or conversion:
            raise Refused(
                N_("the pattern has an unknown place `{place}`"),
                N_("places here: {allowed}"),
                place="{" + printable(name, 30) + "}",
                allowed=allowed,
            )
        width = spec or ""
        if width and (name not in _NUMBERS or not re.fullmatch(r"0?[1-9]d?", width, re.ASCII)):
            raise Refused(
                N_("the place `{place}` cannot be written as `{format}`"),
                N_("`{{episode:03}}` writes three digits"),
                place="{" + name + "}",
                format=printable(width, 30),
            )
        pieces.append((literal, name, width))
    return pieces


def _expression_of(name: str, width: str) -> str:
    if name == "kind":
        return "full|sdh|forced"
    if name == "purpose":
        return r"[^/.][^/]*?"
    if name == "language":
        return r"[^/]+?"
    digits = int(width.strip("d") or "1")
    if digits < 2:
        return r"[1-9][0-9]{0,4}"
    return rf"[0-9]{{{digits}}}|[1-9][0-9]{{{digits},5}}" if digits < 5 else rf"[0-9]{{{digits}}}"


def _own_suffix(text: str) -> list[str]:
    found = re.search(r"(\.[A-Za-z0-9]{1,5})$", text)
    return [found[1].lower()] if found else []


def _without_suffix(pieces: list[_Piece], suffixes: tuple[str, ...]) -> list[_Piece]:
    literal, name, width = pieces[-1]
    if name is None:
        for suffix in suffixes:
            if literal.lower().endswith(suffix):
                return [*pieces[:-1], (literal[: -len(suffix)], name, width)]
    return pieces


def _example(pieces: list[_Piece], values: dict[str, str]) -> str:
    result = ""
    for literal, name, width in pieces:
        result += literal
        if name in _NUMBERS:
            result += format(int(values.get(name or "", "1")), width)
        elif name:
            result += values.get(name, "x")
    return result
