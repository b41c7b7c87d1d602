"""The bytes that a vendor's file becomes: in UTF-8, in a format of the layout, else untouched."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec

from goglobal.exchange.intake.contents import Content
from goglobal.findings import Finding
from goglobal.model import Kind, Series
from goglobal.project.layout import compile_layout
from goglobal.project.patterns import Pattern

_SUFFIX_OF = {"srt": ".srt", "webvtt": ".vtt"}


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written."""

    data: bytes
    format: str
    losses: tuple[Finding, ...] = ()
    encoding: str | None = None
    """The encoding that it was in, where that was not UTF-8."""
    findings: dict[str, int] = {}


def make(content: Content, own: bytes, preferred: str) -> Made:
    """The file as it is written.

    SRT and WebVTT keep their text and their line ends; other formats become `preferred`. A text
    with places that no encoding explains keeps its bytes as well: what they said could not be told
    any more once they were written anew.
    """
    from goglobal import subtitles

    track = content.track
    counts = dict(sorted(Counter(finding.code for finding in track.findings).items()))
    if content.text is None:
        return Made(
            data=subtitles.write(track, preferred),
            format=preferred,
            losses=subtitles.losses(track, preferred),
            findings=counts,
        )
    told = {code: n for code, n in counts.items() if code not in ("SUB002", "SUB003")}
    if content.damaged:
        return Made(data=own, format=track.format, findings=counts)
    plain = content.encoding == "UTF-8"
    if plain and not content.marked:
        return Made(data=own, format=track.format, findings=told)
    return Made(
        data=content.text.encode("utf-8", "replace"),
        format=track.format,
        encoding=None if plain else content.encoding,
        findings=told,
    )


class Places:
    """Where the layout of a series puts its subtitle files."""

    def __init__(self, series: Series) -> None:
        self.series = series
        patterns = compile_layout(
            series.layout, series=series.id, season=series.season, masters=series.masters
        )
        self.pattern = next(pattern for pattern in patterns if pattern.area == "subtitles")
        self.there = {(f.language, f.episode, f.kind): f.path for f in series.subtitles}
        self._folders = _folders(series, self.pattern)

    @property
    def preferred(self) -> str:
        """The format of files that come in one that the layout does not take."""
        return "webvtt" if self.series.layout.subtitles.lower().endswith(".vtt") else "srt"

    def path(self, language: str, episode: int, kind: Kind, format_: str) -> str:
        """The place of a track, relative to the series folder."""
        pattern = self.series.layout.subtitles
        path = pattern.format(
            language=self._folders.get(language, language),
            episode=episode,
            kind=kind,
            series=self.series.id,
            season=self.series.season,
        )
        for suffix in self.pattern.suffixes:
            path = path[: -len(suffix)] if path.lower().endswith(suffix) else path
        named = kind == "full" or "{kind}" in pattern
        return f"{path}{'' if named else f'.{kind}'}{_SUFFIX_OF[format_]}"

    def current(self, path: str) -> bytes | None:
        """What a place holds now; None: nothing. Raises OSError where it cannot be read."""
        place = Path(self.series.root, *path.split("/"))
        try:
            return place.read_bytes()
        except FileNotFoundError:
            return None


def _folders(series: Series, pattern: Pattern) -> dict[str, str]:
    """How the folder of each language is spelled: as it is there, else as its alias."""
    folders = {tag: name for name, tag in series.layout.aliases.items()}
    for file in series.subtitles:
        found = pattern.match(file.path)
        if found and "language" in found:
            folders[file.language] = found["language"]
    return folders
